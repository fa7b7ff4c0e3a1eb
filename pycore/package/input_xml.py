"""Type values into input cells of a sheet's XML, as a person would, and touch no other byte."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Value, number_text
from pycore.cells.values import is_blank
from pycore.errors import FileProblem
from pycore.language import Text
from pycore.package.refused_xml import refuse_unreadable_xml
from pycore.package.sheet_scanner import SPREADSHEET_NAMESPACES, Scanner
from pycore.package.value_xml import LONGEST_TEXT, coded, escaped, prefix_at


def replace_inputs(data: bytes, part: str, values: Mapping[tuple[int, int], Value]) -> bytes:
    """Put numbers and texts into cells that hold no formula; their style stays. A cell that the XML lacks is made.

    Raises:
        FileProblem: a cell holds a formula or something already: nothing is ever typed over.
    """
    refuse_unreadable_xml(data, part)
    lacking = dict(values)
    edits: list[tuple[int, int, bytes]] = []
    for cell, span in Scanner(data, (), part).cells():
        place = (cell.row, cell.column)
        if place not in values:
            continue
        lacking.pop(place, None)
        if cell.formula is not None or not (span.value is None and is_blank(cell.value)):
            raise _taken(cell.address)
        prefix = prefix_at(data, span.start)
        edits.append((span.start, span.end, _cell(prefix, cell.address, span.style, values[place])))
    if lacking:
        return replace_inputs(_with_cells(data, lacking), part, values)
    kept: list[bytes] = []
    at = 0
    for start, end, replacement in edits:
        kept += (data[at:start], replacement)
        at = end
    return b"".join((*kept, data[at:]))


def _taken(address: str) -> FileProblem:
    return FileProblem(
        Text(
            f"单元格 {address} 已有内容，没有写入。请核对文件后重试。",
            f"The cell {address} holds something already: nothing was written. Check the file and try again.",
        )
    )


def _cell(prefix: str, address: str, style: str | None, value: Value) -> bytes:
    """Write the element of a cell with a value that was typed."""
    said = f' s="{style}"' if style is not None and style.isdigit() else ""
    if isinstance(value, str):
        text = coded(value[:LONGEST_TEXT])
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{escaped(text)}</{prefix}t></{prefix}is>'
        return f'<{prefix}c r="{address}"{said} t="inlineStr">{inside}</{prefix}c>'.encode()
    number = number_text(float(value or 0))
    return f'<{prefix}c r="{address}"{said}><{prefix}v>{number}</{prefix}v></{prefix}c>'.encode()


def _with_cells(data: bytes, places: Mapping[tuple[int, int], Value]) -> bytes:
    """Give the sheet blank cells where another program has left them out, in the style of the cells above."""
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    space = next((s for s in SPREADSHEET_NAMESPACES if tree.tag == f"{{{s}}}worksheet"), SPREADSHEET_NAMESPACES[0])
    body = tree.find(f"{{{space}}}sheetData")
    assert body is not None
    rows = {int(row.get("r", "0")): row for row in body}
    for number, column in sorted(places):
        letters = column_letters(column)
        if number not in rows:
            row = etree.Element(f"{{{space}}}row", r=str(number))
            after = [other for other in sorted(rows) if other < number]
            body.insert(list(body).index(rows[after[-1]]) + 1 if after else 0, row)
            rows[number] = row
        above = [rows[n].find(f"{{{space}}}c[@r='{letters}{n}']") for n in sorted(rows) if n < number]
        styled = [cell.get("s") for cell in above if cell is not None and cell.get("s")]
        cell = etree.Element(f"{{{space}}}c", {"r": f"{letters}{number}", **({"s": str(styled[-1])} if styled else {})})
        row = rows[number]
        before = [c for c in row if _column(c.get("r", "")) < column]
        row.insert(len(before), cell)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _column(address: str) -> int:
    number = 0
    for letter in address:
        if letter.isalpha():
            number = number * 26 + ord(letter.upper()) - 64
    return number
