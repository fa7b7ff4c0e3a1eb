"""Write plain values into cells of a package that hold no formula; every other byte stays."""

from __future__ import annotations

from collections.abc import Mapping

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Value
from pycore.errors import FileProblem
from pycore.language import Text
from pycore.package.package import Package
from pycore.package.refused_xml import refuse_unreadable_xml
from pycore.package.sheet_scanner import Scanner
from pycore.package.sheet_xml import spliced, with_value
from pycore.package.value_xml import same_value, storable


def write_cells(package: Package, values: Mapping[str, Mapping[tuple[int, int], Value]]) -> bytes:
    """Put values, `{sheet: {(row, column): value}}`, into cells without a formula and give the new bytes.

    Args:
        values: None empties a cell.

    Raises:
        FileProblem: a cell holds a formula, or is not in the file, as after a program that drops blank cells.
    """
    changed: dict[str, bytes] = {}
    for name, cells in values.items():
        part = package.sheet(name).part
        changed[part] = _replaced(package.members[part], package.strings, part, name, cells)
    return package.with_members(changed)


def _replaced(
    data: bytes, strings: tuple[str, ...], part: str, sheet: str, values: Mapping[tuple[int, int], Value]
) -> bytes:
    """Replace the values of cells of one sheet."""
    refuse_unreadable_xml(data, part)
    missing = {place for place, value in values.items() if value is not None}
    edits: list[tuple[int, int, bytes]] = []
    for cell, span in Scanner(data, strings, part).cells():
        place = (cell.row, cell.column)
        if place not in values:
            continue
        if cell.formula is not None:
            raise _not_writable(sheet, place, Text("其中是公式", "it holds a formula"))
        missing.discard(place)
        value = storable(values[place])
        if not same_value(cell.value, value):
            edits.append((span.start, span.end, with_value(data, span, value)))
    for place in sorted(missing):
        raise _not_writable(sheet, place, Text("文件中没有该单元格", "the file has no such cell"))
    return spliced(data, edits)


def _not_writable(sheet: str, place: tuple[int, int], why: Text) -> FileProblem:
    at = f"{sheet}!{column_letters(place[1])}{place[0]}"
    return FileProblem(
        Text(
            f"{at} 不能写入：{why.zh}。请用 twinledger upgrade 把填写内容带入新模板后重试。",
            f"{at} cannot be written: {why.en}. Carry the inputs into a new template with `twinledger upgrade`.",
        )
    )
