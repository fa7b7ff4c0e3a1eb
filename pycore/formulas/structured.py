"""Read structured references to tables as plain ranges, which every engine calculates alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pycore.cells.addresses import column_letters
from pycore.formulas.text import tokens


@dataclass(frozen=True, slots=True)
class ExcelTable:
    """A table of a workbook: where it stands (from 1, edges included) and the names of its columns."""

    name: str
    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]


_BRACKETED = re.compile(r"^(?:'.|[^\['])*\[", re.DOTALL)
_PART = re.compile(r"\[((?:'.|[^\[\]'])*)\]|((?:'.|[^\[\],:'\s])+)", re.DOTALL)
_AREAS = ("#all", "#data", "#headers", "#totals", "#this row")


def resolve_structured(formula: str, tables: Mapping[str, ExcelTable], row: int) -> str:
    """Write the references to `tables` (by lower-case name) in the formula of a cell in `row` as ranges.

    >>> fuels = Table("Fuels", "S", 1, 1, 4, 2, 1, 0, ("name", "tonnes"))
    >>> resolve_structured("SUM(Fuels[tonnes])*Fuels[[#This Row],[tonnes]]", {"fuels": fuels}, 3)
    "SUM('S'!$B$2:$B$4)*'S'!$B$3"
    """
    if "[" not in formula or not tables:
        return formula
    parts = tokens(formula)
    written = [p.text for p in parts]
    for i, piece in enumerate(parts):
        if piece.kind == "word" and i + 1 < len(parts) and parts[i + 1].kind == "bracket":
            table = tables.get(piece.text.lower())
            if table is not None:
                written[i] = _range(table, parts[i + 1].text[1:-1], row)
                written[i + 1] = ""
    return "".join(written)


def _range(table: ExcelTable, inside: str, row: int) -> str:
    """Write what stands in the brackets of a structured reference as a range of cells; `row` is that of the formula."""
    areas: set[str] = set()
    columns: list[str] = []
    if inside.startswith("@"):
        areas.add("#this row")
        inside = inside[1:]
    parts = [inside] if inside else []
    if _BRACKETED.search(inside):
        parts = [bracketed or bare for bracketed, bare in _PART.findall(inside)]
    for name in map(_plain, parts):
        if name.lower() in _AREAS:
            areas.add(name.lower())
        else:
            columns.append(name.lower())

    known = [c.lower() for c in table.columns]
    try:
        places = [known.index(c) for c in columns] or [0, len(known) - 1]
    except ValueError:
        return "#REF!"
    left, right = table.first_column + min(places), table.first_column + max(places)

    first_data = table.first_row + table.header_rows
    last_data = table.last_row - table.totals_rows
    if "#this row" in areas:
        if not first_data <= row <= last_data:
            return "#VALUE!"
        top = bottom = row
    elif "#all" in areas:
        top, bottom = table.first_row, table.last_row
    else:
        top = table.first_row if "#headers" in areas else last_data + 1 if areas == {"#totals"} else first_data
        bottom = table.last_row if "#totals" in areas else first_data - 1 if areas == {"#headers"} else last_data
    if top > bottom:
        return "#REF!"
    sheet = table.sheet.replace("'", "''")
    start = f"'{sheet}'!${column_letters(left)}${top}"
    return start if (left, top) == (right, bottom) else f"{start}:${column_letters(right)}${bottom}"


def _plain(name: str) -> str:
    """Undo the escapes of a column name: an apostrophe stands before each of [ ] # ' in it."""
    return re.sub(r"'(.)", r"\1", name, flags=re.DOTALL)
