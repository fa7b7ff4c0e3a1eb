"""Which cells only the core can fill: their native form is a text, `IFERROR(IF(TL_ON,…,NA()),"text")`."""

from __future__ import annotations

from collections.abc import Mapping

from pycore.formulas.cell_names import family_of
from pycore.formulas.core_only import is_core_only
from pycore.reading.book import CellKey

__all__ = ["core_only_cells", "is_core_only"]


def core_only_cells(formulas: Mapping[CellKey, str]) -> frozenset[CellKey]:
    """Find the cells that only the core can fill: without it their formula gives a constant text, or asks for it."""
    known: dict[str, bool] = {}
    found = set()
    for cell, formula in formulas.items():
        family = family_of(formula, cell[1])
        if family not in known:
            known[family] = is_core_only(formula)
        if known[family]:
            found.add(cell)
    return frozenset(found)
