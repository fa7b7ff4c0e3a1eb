"""Values as the engine takes them from a function, and as it gives them for a cell."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping

import formualizer

from pycore.cells.addresses import column_letters
from pycore.cells.plain_text import plain_text
from pycore.cells.stored import Area, ErrorValue, Value

# What a cell shows for each kind of error of the engine; a circular reference is #REF! (see `CircularReference`).
# What the engine does not know is #NAME?, as in Excel.
ERRORS: Mapping[str, str] = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "Spill": "#SPILL!",
    "Calc": "#CALC!",
    "Circ": "#REF!",
    "NImpl": "#NAME?",
    "Error": "#NAME?",
}
_ABSENT = {"type": "Error", "kind": "Name"}
NOT_FINITE = {"type": "Error", "kind": "Num"}
LARGEST = 1.7976931348623157e308
_EPOCH = datetime.datetime(1899, 12, 30)


def value_of(found: object) -> Value:
    """Read what the engine gives for a cell; a blank cell that a formula passes on is an empty text."""
    if isinstance(found, float):
        return found if math.isfinite(found) else ErrorValue("#NUM!")
    if found is None:
        return ""
    if isinstance(found, str):
        return plain_text(found)
    if isinstance(found, bool):
        return found
    if isinstance(found, int):
        return float(found)
    if isinstance(found, dict):
        return ErrorValue(ERRORS.get(str(found.get("kind")), "#VALUE!"))
    if isinstance(found, list):
        first = found[0] if found else None
        return value_of(first[0] if isinstance(first, list) and first else first)
    if isinstance(found, datetime.datetime):
        return (found.replace(tzinfo=None) - _EPOCH) / datetime.timedelta(days=1)
    if isinstance(found, datetime.date):
        return float((datetime.datetime(found.year, found.month, found.day) - _EPOCH).days)
    if isinstance(found, datetime.time):
        return (found.hour * 3600 + found.minute * 60 + found.second + found.microsecond / 1e6) / 86400
    if isinstance(found, datetime.timedelta):
        return found / datetime.timedelta(days=1)
    return ErrorValue("#VALUE!")


def is_kind(found: object, kind: str) -> bool:
    """Tell whether what the engine gives for a cell is an error of one kind, such as `Circ`."""
    return isinstance(found, dict) and found.get("kind") == kind


def spilled(engine: formualizer.Workbook, sheet: str, place: tuple[int, int]) -> Area | None:
    """Give the area over which a cell's array has spilled; None if it holds one value."""
    quoted = sheet.replace("'", "''")
    spill = engine.inspect_cell(f"'{quoted}'!{column_letters(place[1])}{place[0]}").cell.spill
    if spill is None or spill.kind != formualizer.SpillRoleKind.Anchor or spill.extent is None:
        return None
    area = Area.of(spill.extent.rpartition("!")[2])
    # An array of one value is a value.
    return None if area is None or area.size == 1 else area


def finite(result: object) -> object:
    """Give what a function gave, with an error in the place of each number that is not finite."""
    if isinstance(result, float):
        return result if math.isfinite(result) else NOT_FINITE
    if isinstance(result, list):
        return [finite(item) for item in result]
    return result


def absent(*_: object) -> object:
    """Stand for a function that the program does not have."""
    return _ABSENT
