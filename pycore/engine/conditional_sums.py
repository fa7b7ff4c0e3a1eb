"""SUMIF and SUMIFS as Excel has them: an error among the cells that are summed is the result.

The engine leaves such cells out, so a ledger row that failed would silently be missing from a total. These two take
the place of the engine's own where a workbook has an error in a summed range, and only there: they are slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pycore.engine.formula_functions import criterion
from pycore.engine.formula_tree import Area, resolve
from pycore.engine.sheet_xml import ErrorValue
from pycore.errors import TwinLedgerError

Cell = tuple[str, int, int]
_VALUE = {"type": "Error", "kind": "Value"}
_SUMMED = re.compile(r"\bSUMIFS\(\s*((?:'(?:[^']|'')+'!)?[^,()']+),")
_OTHER = re.compile(r"\bSUMIF\(")


def sumifs(summed: Any, *pairs: Any) -> Any:
    """Add the cells of a range where every criterion is met; the first error among them is the result."""
    cells = _cells(summed)
    chosen = [True] * len(cells)
    for area, wanted in zip(pairs[::2], pairs[1::2], strict=False):
        values = _cells(area)
        if len(values) != len(cells):
            return _VALUE
        meets = criterion(_read(wanted))
        for i, value in enumerate(values):
            chosen[i] = chosen[i] and bool(meets(_read(value)))
    total = 0.0
    for cell, counts in zip(cells, chosen, strict=True):
        if counts and isinstance(cell, dict):
            return cell
        if counts and isinstance(cell, float):
            total += cell
    return total


def sumif(area: Any, wanted: Any, summed: Any = None) -> Any:
    """Add the cells of a range where one criterion is met."""
    return sumifs(area if summed is None else summed, area, wanted)


OVERRIDES: Mapping[str, Callable[..., Any]] = {"SUMIF": sumif, "SUMIFS": sumifs}


def sums_meet_errors(
    formulas: Mapping[str, Iterable[str]], names: Mapping[str, str], errors: Iterable[Cell]
) -> bool:
    """Say whether an error stands in a range that a SUMIFS adds up (for a SUMIF: whether there is one at all)."""
    wrong = list(errors)
    if not wrong:
        return False
    areas: set[Area] = set()
    seen: set[tuple[str, str]] = set()
    for sheet, texts in formulas.items():
        for formula in texts:
            if "SUMIF" not in formula:
                continue
            if _OTHER.search(formula):
                return True
            for reference in _SUMMED.findall(formula):
                if (sheet, reference) not in seen:
                    seen.add((sheet, reference))
                    try:
                        areas.add(resolve(reference.strip(), sheet, names))
                    except TwinLedgerError:
                        return True
    return any(
        a.sheet == sheet and a.row1 <= row <= a.row2 and a.column1 <= column <= a.column2
        for sheet, row, column in wrong
        for a in areas
    )


def _cells(area: Any) -> list[Any]:
    if not isinstance(area, list):
        return [area]
    return [cell for row in area for cell in (row if isinstance(row, list) else [row])]


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        return ErrorValue("#" + str(value.get("kind")))
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
