"""Read and rewrite the cells of plain sheets, the short way.

Most programs write every formula cell in one form. Where all of them have it, they are found without reading the
cells between; anything else among the cells (arrays, shared formulas, prefixes, comments) goes the full way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pycore.cells.addresses import column_number
from pycore.cells.stored import StoredCell, Value
from pycore.package.value_xml import (
    escaped,
    read_value,
    same_value,
    storable,
    type_of,
    typed_value,
    value_element,
    with_type,
)

_PLAIN = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"((?: (?:s="[0-9]*"|t="(?:str|b|e|n)"))*)>'
    rb"<f>([^<]+)</f>(?:<v(?:>([^<]*)</v>|/>))?</c>"
)
_PLAIN_TYPE = re.compile(rb't="(\w+)"')
_PLAIN_STYLE = re.compile(rb' s="[0-9]+"')
_ROUNDABOUT = (b"<!--", b"<![CDATA[", b"<!DOCTYPE", b"<?mso", b"AlternateContent")
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"((?: (?:s="[0-9]*"|t="(?:s|str|b|e|n)"))*)'
    rb"(?:/>|>(?:<f>([^<]+)</f>)?(?:<v(?:>([^<]*)</v>|/>))?</c>)"
)
_BETWEEN_CELLS = re.compile(rb"<sheetData>(?:\s|<row(?: [\w:.]+=\"[^\"<]*\")*(?:/>|>)|</row>)*", re.ASCII)


def plain_sheet(data: bytes) -> list[re.Match[bytes]] | None:
    """Find all cells of a sheet in which nothing but rows and plain cells stands; None where there is more."""
    place = _plain_place(data)
    if place is None:
        return None
    start, end = place
    found: list[re.Match[bytes]] = []
    between: list[bytes] = []
    for match in _PLAIN_CELL.finditer(data, start, end):
        between.append(data[start : match.start()])
        start = match.end()
        found.append(match)
    between.append(data[start:end])
    return found if _BETWEEN_CELLS.fullmatch(b"".join(between)) else None


def read_plain(found: list[re.Match[bytes]], strings: Sequence[str]) -> Iterator[StoredCell]:
    """Read all cells of a plain sheet."""
    kinds: dict[bytes, str] = {}
    for match in found:
        letters, row, attributes, formula, text = match.groups()
        cell = StoredCell(int(row), _column_of(letters), None if formula is None else _unescaped(formula))
        if text is not None:
            kind = kinds.get(attributes)
            if kind is None:
                said = _PLAIN_TYPE.search(attributes)
                kind = kinds[attributes] = said[1].decode() if said else "n"
            cell.value = read_value(kind, _unescaped(text), strings)
        elif match[0].endswith(b"<v/></c>"):
            cell.value = _plain_value(match)
        yield cell


def plain_formulas(data: bytes) -> list[re.Match[bytes]] | None:
    """Find the formula cells of a sheet that writes all of them plainly; None where one is written otherwise."""
    place = _plain_place(data)
    if place is None:
        return None
    found = list(_PLAIN.finditer(data, *place))
    cells = data[slice(*place)]
    return found if len(found) == cells.count(b"<f") + cells.count(b":f") else None


def _plain_place(data: bytes) -> tuple[int, int] | None:
    """Where the rows of a sheet begin and end; None where something may stand among them that needs the full way."""
    start, end = data.find(b"<sheetData"), data.find(b"</sheetData>")
    whole = data.count(b"<sheetData") == data.count(b"</sheetData>") == 1 and data.rstrip().endswith(b"</worksheet>")
    if not whole or any(mark in data for mark in _ROUNDABOUT) or not _is_utf8(data):
        return None
    cells = data[start:end]
    return None if b"&#" in cells or b"\r" in cells else (start, end)


def _is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def plain_cells(found: list[re.Match[bytes]]) -> Iterator[StoredCell]:
    """Read the formula cells of a plain sheet, without their values."""
    for match in found:
        letters, row, _, formula, _ = match.groups()
        yield StoredCell(int(row), _column_of(letters), _unescaped(formula))


@lru_cache(maxsize=1024)
def _column_of(letters: bytes) -> int:
    return column_number(letters.decode())


def _unescaped(text: bytes) -> str:
    """Return text with the five entities of XML read."""
    plain = text.decode()
    if "&" not in plain:
        return plain
    return (
        plain.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&apos;", "'")
        .replace("&amp;", "&")
    )


def _plain_value(match: re.Match[bytes]) -> Value:
    """Read the value of a cell from its match; None for a blank one."""
    text = match[5]
    if text is None:
        if not match[0].endswith(b"<v/></c>"):
            return None
        text = b""
    kind = _PLAIN_TYPE.search(match[3])
    return typed_value(kind[1].decode() if kind else "n", _unescaped(text))


def plain_edits(
    data: bytes, found: list[re.Match[bytes]], values: Mapping[tuple[int, int], Value]
) -> list[tuple[int, int, bytes]]:
    """Give what replaces which bytes, so that the formula cells of a plain sheet have the cached `values`."""
    edits: list[tuple[int, int, bytes]] = []
    for match in found:
        place = (int(match[2]), _column_of(match[1]))
        if place not in values:
            continue
        value = storable(values[place])
        if same_value(_plain_value(match), value):
            continue
        kind = type_of(value)
        tag_end = match.end(3) + 1
        tag = with_type(data[match.start() : tag_end], kind if kind != "n" else "")
        element = value_element("", kind, value) if kind else b""
        edits.append((match.start(), match.end(), tag + data[tag_end : match.end(4) + 4] + element + b"</c>"))
    return edits


def plain_formula_edits(
    found: list[re.Match[bytes]], formulas: Mapping[tuple[int, int], str | None]
) -> list[tuple[int, int, bytes]] | None:
    """Give what replaces which bytes, so that cells of a plain sheet have other formulas, and no value.

    None where one of them has no formula yet, or shall have none.
    """
    edits: list[tuple[int, int, bytes]] = []
    left = set(formulas)
    for match in found:
        place = (int(match[2]), _column_of(match[1]))
        formula = formulas.get(place)
        if formula is not None:
            left.discard(place)
            style = _PLAIN_STYLE.search(match[3])
            tag = match[0][: match.start(3) - match.start()] + (style[0] if style else b"")
            edits.append((match.start(), match.end(), tag + f"><f>{escaped(formula)}</f></c>".encode()))
    return None if left else edits
