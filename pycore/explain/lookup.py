"""Which cell a lookup finds, and what it looked for."""

from __future__ import annotations

from collections.abc import Sequence

from pycore.explain.values import Reading
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, Tree, function_name
from pycore.reading.book import CellKey


def keys(reading: Reading, sheet: str, positions: Sequence[Tree]) -> list[str]:
    """List what the MATCHes among the row and column of an INDEX look for."""
    found = []
    for place in positions:
        if place["node_type"] == "Function" and function_name(place["name"]) == "MATCH":
            try:
                found.append(str(reading.value(place["args"][0], sheet)))
            except FormulaProblem:
                continue
    return found


def position(reading: Reading, sheet: str, area: AreaOnSheet, positions: Sequence[Tree]) -> CellKey | None:
    """Find the cell that INDEX takes of an area; None where it is none or not a single one."""
    numbers: list[int] = []
    for place in positions:
        try:
            value = reading.value(place, sheet)
        except FormulaProblem:
            return None
        if isinstance(value, (str, bool)):
            return None
        numbers.append(int(value or 0))
    row, column = numbers[0], (numbers[1] if len(numbers) > 1 else 0)
    if len(numbers) == 1 and area.rows == 1:
        row, column = 1, numbers[0]
    row, column = row or (area.rows == 1), column or (area.columns == 1)
    if not (1 <= row <= area.rows and 1 <= column <= area.columns):
        return None
    return (area.sheet, area.row1 + row - 1, area.column1 + column - 1)
