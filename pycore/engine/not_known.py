"""Tell the formulas that call a function which only the submitter's program has: DISPIMG of WPS, GETPIVOTDATA of Excel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from pycore.cells.stored import ErrorValue, Value
from pycore.engine.engine_names import engine_has
from pycore.formulas.text import tokens
from pycore.formulas.tree import CellKey, function_name

_NAME = re.compile(r"[A-Z][A-Z0-9.]*", re.ASCII)


def not_known_here(formulas: Mapping[CellKey, str], values: Mapping[CellKey, Value]) -> frozenset[CellKey]:
    """Find the formulas that are #NAME? here because of a function that neither the engine has nor this program."""
    return frozenset(
        cell
        for cell, formula in formulas.items()
        if isinstance(value := values.get(cell), ErrorValue) and value == "#NAME?" and unknown_functions(formula)
    )


def unknown_functions(formula: str) -> list[str]:
    """Name the functions of a formula that are not known here; ours, misspelt or not, are no matter of this."""
    read = tokens(formula)
    called = (
        function_name(piece.text)
        for piece, after in pairwise(read)
        if piece.kind == "word" and after.text.startswith("(")
    )
    names = dict.fromkeys(n for n in called if _NAME.fullmatch(n) and not n.startswith("TL_"))
    return [name for name in names if not engine_has(name)]
