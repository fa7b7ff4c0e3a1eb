"""Read the cells of a sheet's XML, and replace single cells in it without touching another byte."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from pycore.cells.addresses import column_number
from pycore.cells.stored import Area, Cell, ErrorValue, Value, number_text
from pycore.errors import FileProblem
from pycore.formulas.text import Piece, pieces, translated
from pycore.language import Text

SPREADSHEET_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
LONGEST_TEXT = 32_767  # characters that a cell holds


# Excel itself stores the errors that came with dynamic arrays as #VALUE! (the detail in a metadata part),
# because older versions refuse a file with an error value that they do not know.
_STORED_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"}


@dataclass(slots=True)
class _Span:
    """Where a cell stands in the bytes: the whole, its start tag, and its formula, value and inline text."""

    start: int
    tag_end: int
    style: str | None = None
    end: int = -1
    formula: tuple[int, int] | None = None
    value: tuple[int, int] | None = None
    inline: tuple[int, int] | None = None


@dataclass(slots=True)
class _Reading:
    """What is known of the cell that is being read."""

    cell: Cell
    span: _Span
    type: str
    shared_index: str | None = None
    formula_kind: str = ""
    formula_text: str | None = None
    value_text: str | None = None
    inline_text: str = ""


def read_cells(data: bytes, strings: Sequence[str], part: str) -> Iterator[Cell]:
    """Yield every cell that the sheet's XML has, in its order, and no other."""
    refuse_unreadable_xml(data, part)
    plain = _plain_sheet(data)
    if plain is not None:
        yield from _read_plain(plain, strings)
        return
    for cell, _ in _Scanner(data, strings, part).cells():
        yield cell


def replace_values(
    data: bytes, strings: Sequence[str], part: str, values: Mapping[tuple[int, int], Value]
) -> bytes:
    """Give formula cells, and cells that an array formula fills, the cached `values`; keep all other bytes.

    A cell whose cached value is already the new one is left as it is, and so is any that holds no formula.
    """
    refuse_unreadable_xml(data, part)
    plain = plain_formulas(data)
    if plain is not None:
        return _replace_plain(data, plain, values)
    arrays: list[Area] = []  # each stands at its first cell, so before the others that it fills
    edits: list[tuple[int, int, bytes]] = []
    for cell, span in _Scanner(data, strings, part).cells():
        place = (cell.row, cell.column)
        if cell.array is not None and cell.array.size > 1:
            arrays.append(cell.array)
        if place not in values or not (cell.formula is not None or any(place in area for area in arrays)):
            continue
        value = _storable(values[place])
        if not _same(cell.value, value):
            edits.append((span.start, span.end, _with_value(data, span, value)))
    return _spliced(data, edits)


# ── plain sheets ──
# Most programs write every formula cell in one form. Where all of them have it, they are found without reading the
# cells between; anything else among the cells (arrays, shared formulas, prefixes, comments) goes the full way.

_PLAIN = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"((?: (?:s="[0-9]*"|t="(?:str|b|e|n)"))*)>'
    rb"<f>([^<]+)</f>(?:<v(?:>([^<]*)</v>|/>))?</c>"
)
_PLAIN_TYPE = re.compile(rb't="(\w+)"')
_ROUNDABOUT = (b"<!--", b"<![CDATA[", b"<!DOCTYPE", b"<?mso", b"AlternateContent")


_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"((?: (?:s="[0-9]*"|t="(?:s|str|b|e|n)"))*)'
    rb"(?:/>|>(?:<f>([^<]+)</f>)?(?:<v(?:>([^<]*)</v>|/>))?</c>)"
)
_BETWEEN_CELLS = re.compile(rb"<sheetData>(?:\s|<row(?: [\w:.]+=\"[^\"<]*\")*(?:/>|>)|</row>)*", re.ASCII)


def _plain_sheet(data: bytes) -> list[re.Match[bytes]] | None:
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


def _read_plain(found: list[re.Match[bytes]], strings: Sequence[str]) -> Iterator[Cell]:
    for match in found:
        letters, row, attributes, formula, text = match.groups()
        cell = Cell(int(row), _column_of(letters))
        if formula is not None:
            cell.formula = _unescaped(formula)
        if text is not None:
            kind = _PLAIN_TYPE.search(attributes) if attributes else None
            cell.value = _read_value(kind[1].decode() if kind else "n", _unescaped(text), strings)
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
    whole = data.count(b"<sheetData") == data.count(b"</sheetData>") == 1 and data.rstrip().endswith(
        b"</worksheet>"
    )
    if not whole or any(mark in data for mark in _ROUNDABOUT) or not _is_utf8(data):
        return None
    cells = data[start:end]
    return None if b"&#" in cells or b"\r" in cells else (start, end)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def plain_cells(found: list[re.Match[bytes]]) -> Iterator[Cell]:
    """Read the formula cells of a plain sheet, without their values."""
    for match in found:
        letters, row, _, formula, _ = match.groups()
        yield Cell(int(row), _column_of(letters), _unescaped(formula))


@lru_cache(maxsize=1024)
def _column_of(letters: bytes) -> int:
    return column_number(letters.decode())


def _unescaped(text: bytes) -> str:
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
    text = match[5]
    if text is None:
        if not match[0].endswith(b"<v/></c>"):
            return None
        text = b""
    kind = _PLAIN_TYPE.search(match[3])
    return _typed(kind[1].decode() if kind else "n", _unescaped(text))


def _replace_plain(
    data: bytes, found: list[re.Match[bytes]], values: Mapping[tuple[int, int], Value]
) -> bytes:
    edits: list[tuple[int, int, bytes]] = []
    for match in found:
        place = (int(match[2]), _column_of(match[1]))
        if place not in values:
            continue
        value = _storable(values[place])
        if _same(_plain_value(match), value):
            continue
        kind = _kind(value)
        tag_end = match.end(3) + 1
        tag = _with_type(data[match.start() : tag_end], kind if kind != "n" else "")
        element = _value_element("", kind, value) if kind else b""
        edits.append((match.start(), match.end(), tag + data[tag_end : match.end(4) + 4] + element + b"</c>"))
    return _spliced(data, edits)


def replace_formulas(data: bytes, part: str, formulas: Mapping[tuple[int, int], str | None]) -> bytes:
    """Replace cells by an ordinary formula, or by nothing where it is None, in the copy to calculate."""
    edits: list[tuple[int, int, bytes]] = []
    for cell, span in _Scanner(data, (), part).cells():
        place = (cell.row, cell.column)
        if place not in formulas:
            continue
        prefix = _prefix(data, span)
        style = f' s="{span.style}"' if span.style and span.style.isdigit() else ""
        formula = formulas[place]
        inside = "" if formula is None else f"<{prefix}f>{_escaped(formula)}</{prefix}f>"
        text = f'<{prefix}c r="{cell.address}"{style}>{inside}</{prefix}c>'
        edits.append((span.start, span.end, text.encode()))
    return _spliced(data, edits)


def _spliced(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    if not edits:
        return data
    kept: list[bytes] = []
    at = 0
    for start, end, replacement in edits:
        kept += (data[at:start], replacement)
        at = end
    kept.append(data[at:])
    return b"".join(kept)


# --- reading -----------------------------------------------------------------------------------------------

_CHUNK = 1 << 18  # bytes read at a time, so that a long sheet is never held as objects all at once
_START_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")


class _Scanner:
    """Run expat over a sheet and note, for every cell, what it says and where it stands."""

    def __init__(self, data: bytes, strings: Sequence[str], part: str) -> None:
        refuse_unreadable_xml(data, part)
        self.data, self.strings, self.part = data, strings, part
        self.found: list[tuple[Cell, _Span]] = []
        self.masters: dict[str, tuple[Cell, list[Piece]]] = {}
        self.path: list[str] = []
        self.row = self.column = 0
        self.reading: _Reading | None = None
        self.tag_ends: list[int] = []
        self.text: list[str] | None = None

    def cells(self) -> Iterator[tuple[Cell, _Span]]:
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        for at in range(0, max(len(self.data), 1), _CHUNK):
            chunk = self.data[at : at + _CHUNK]
            try:
                parser.Parse(chunk, at + _CHUNK >= len(self.data))
            except expat.ExpatError as error:
                raise damaged(self.part, str(error)) from error
            yield from self.found
            self.found.clear()

    def _doctype(self, *_: object) -> None:
        raise unsafe_xml(self.part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        path = self.path
        path.append(local if namespace in SPREADSHEET_NAMESPACES else "")
        depth = len(path)
        if depth < 3 or path[1] != "sheetData":
            return
        if depth == 3 and path[2] == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isascii() and number.isdigit() else self.row + 1
            self.column = 0
        elif depth == 4 and path[3] == "c" and path[2] == "row":
            self._start_cell(attributes)
        elif depth >= 5 and self.reading is not None:
            self._start_inside(depth, attributes)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = Area.of(attributes["r"]) if "r" in attributes else None
        if place is not None:
            self.row, self.column = place.first_row, place.first_column
        else:
            self.column += 1
        start, tag_end = self._tag()
        span = _Span(start, tag_end, attributes.get("s"))
        cell = Cell(self.row, self.column, spills=attributes.get("cm", "0") != "0")
        self.reading = _Reading(cell, span, attributes.get("t", "n"))

    def _start_inside(self, depth: int, attributes: dict[str, str]) -> None:
        reading, local = self.reading, self.path[-1]
        assert reading is not None
        if depth == 5 and local in ("f", "v", "is"):
            self.child = self._tag()
            if local == "f":
                reading.formula_kind = attributes.get("t", "normal")
                reading.shared_index = attributes.get("si")
                if reading.formula_kind == "array":
                    reading.cell.array = Area.of(attributes.get("ref", "")) or Area.of(reading.cell.address)
            if local != "is":
                self.text = []
        elif local == "t" and self.path[4] == "is" and self.path[5:-1] in ([], ["r"]):
            self.text = []

    def _tag(self) -> tuple[int, int]:
        start = self.parser.CurrentByteIndex
        match = _START_TAG.match(self.data, start)
        if match is None:
            raise damaged(self.part, f"byte {start}")
        return start, match.end()

    def _characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def _end(self, name: str) -> None:
        path = self.path
        depth, local = len(path), path[-1]
        path.pop()
        reading = self.reading
        if reading is None or depth < 4:
            return
        if depth == 4:
            reading.span.end = self._element_end(reading.span.tag_end)
            self._finish(reading)
            self.reading = None
        elif depth == 5 and local in ("f", "v", "is"):
            place = (self.child[0], self._element_end(self.child[1]))
            if local == "f":
                reading.span.formula, reading.formula_text = place, "".join(self.text or ())
            elif local == "v":
                reading.span.value, reading.value_text = place, "".join(self.text or ())
            else:
                reading.span.inline = place
            self.text = None
        elif local == "t" and self.text is not None:
            reading.inline_text += "".join(self.text)
            self.text = None

    def _element_end(self, tag_end: int) -> int:
        if self.data[tag_end - 2 : tag_end] == b"/>":
            return tag_end
        return self.data.index(b">", self.parser.CurrentByteIndex) + 1

    def _finish(self, reading: _Reading) -> None:
        cell = reading.cell
        cell.value = self._value(reading)
        if reading.formula_kind == "shared" and reading.shared_index is not None:
            cell.shared = True
            if reading.formula_text:
                self.masters[reading.shared_index] = (cell, pieces(reading.formula_text))
                cell.formula = reading.formula_text
            elif reading.shared_index in self.masters:
                master, formula = self.masters[reading.shared_index]
                cell.formula = translated(formula, cell.row - master.row, cell.column - master.column)
            else:
                raise damaged(self.part, f"{cell.address}: shared formula {reading.shared_index}")
        elif reading.formula_kind in ("normal", "array") and reading.formula_text:
            cell.formula = reading.formula_text
        # A what-if data table (t="dataTable") is not calculated: its values stay as the file has them.
        if cell.formula is None:
            cell.array = None
        self.found.append((cell, reading.span))

    def _value(self, reading: _Reading) -> Value:
        text = reading.value_text
        if reading.type == "inlineStr":
            return decoded(reading.inline_text)
        return None if text is None else _read_value(reading.type, text, self.strings)


def _read_value(kind: str, text: str, strings: Sequence[str]) -> Value:
    """Read the text of a value, or the shared string of that number."""
    if kind == "s":
        try:
            return strings[int(text)] if int(text) >= 0 else None
        except (ValueError, IndexError):
            return None
    return _typed(kind, text)


def _typed(kind: str, text: str) -> Value:
    """Read the text of a value as its type says."""
    if kind == "str":
        return decoded(text)
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind == "e":
        return ErrorValue(text)
    if kind == "d":
        return text
    try:
        return float(text)
    except ValueError:
        return text or None


def refuse_unreadable_xml(data: bytes, part: str) -> None:
    """Refuse XML that is not in UTF-8: places in it could not be told by bytes."""
    head = data[:200]
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", head)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if (
        b"\x00" in head
        or head[:2] in (b"\xff\xfe", b"\xfe\xff")
        or encoding not in ("utf-8", "utf8", "us-ascii")
    ):
        raise FileProblem(
            Text(
                f"工作簿部件 {part} 的编码不是 UTF-8，无法安全读取。请用 Excel 或 WPS 打开后另存为 .xlsx。",
                f"The workbook part {part} is not in UTF-8 and cannot be read safely. "
                "Open it in Excel or WPS and save it as .xlsx again.",
            )
        )


def damaged(part: str, detail: str) -> FileProblem:
    return FileProblem(
        Text(
            f"工作簿部件 {part} 已损坏（{detail}）。请用 Excel 或 WPS 打开修复后另存。",
            f"The workbook part {part} is damaged ({detail}). "
            "Open it in Excel or WPS, repair it and save it again.",
        )
    )


def unsafe_xml(part: str) -> FileProblem:
    return FileProblem(
        Text(
            f"工作簿部件 {part} 含有文档类型定义（DTD），正常的工作簿不会有，"
            "可能是恶意文件，已拒绝读取。请向提交者索取原文件。",
            f"The workbook part {part} has a document type definition (DTD). "
            "No ordinary workbook has one and it may be hostile, so it was refused. "
            "Ask whoever sent it for the original.",
        )
    )


# --- text in XML -------------------------------------------------------------------------------------------

_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def decoded(text: str) -> str:
    """Read `_x000D_` as the character that it stands for; XML itself cannot hold such characters."""
    if "_x" not in text:
        return text
    read = _CODED.sub(lambda match: chr(int(match[1], 16)), text)
    # Two coded halves of a character beyond the basic plane are one character.
    return read.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _coded(text: str) -> str:
    return _TO_CODE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- writing -----------------------------------------------------------------------------------------------


def _storable(value: Value) -> Value:
    """Turn what a file cannot hold into what Excel shows instead."""
    if isinstance(value, ErrorValue):
        return value if value in _STORED_ERRORS else ErrorValue("#VALUE!")
    if isinstance(value, str):
        return ErrorValue("#VALUE!") if len(value) > LONGEST_TEXT else value
    if isinstance(value, bool) or value is None:
        return value
    number = float(value)
    return number if math.isfinite(number) else ErrorValue("#NUM!")


def _same(old: Value, new: Value) -> bool:
    return _kind(old) == _kind(new) and old == new


def _kind(value: Value) -> str:
    if isinstance(value, ErrorValue):
        return "e"
    if isinstance(value, str):
        return "str"
    if isinstance(value, bool):
        return "b"
    return "" if value is None else "n"


_TAG_NAME = re.compile(rb"<([^\s/>]+)")
_ATTRIBUTE = re.compile(rb"""(\s+)([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")


def _prefix(data: bytes, span: _Span) -> str:
    match = _TAG_NAME.match(data, span.start)
    assert match is not None
    prefix, colon, _ = match[1].decode().rpartition(":")
    return prefix + colon


def _with_value(data: bytes, span: _Span, value: Value) -> bytes:
    """Write a cell's element anew with another value: only the attribute `t` and the child `v` differ."""
    prefix = _prefix(data, span)
    kind = _kind(value)
    tag = _with_type(data[span.start : span.tag_end], kind if kind != "n" else "")
    element = _value_element(prefix, kind, value) if kind else b""
    if data[span.tag_end - 2 : span.tag_end] == b"/>":
        if not element:
            return tag
        return tag[:-2].rstrip() + b">" + element + f"</{prefix}c>".encode()

    edits = [(*place, b"") for place in (span.value, span.inline) if place is not None]
    if edits:
        edits[0] = (*edits[0][:2], element)
    else:
        after = span.formula[1] if span.formula is not None else span.tag_end
        edits = [(after, after, element)]
    edits.sort()
    parts, at = [tag], span.tag_end
    for start, end, replacement in edits:
        parts += (data[at:start], replacement)
        at = end
    parts.append(data[at : span.end])
    return b"".join(parts)


def _value_element(prefix: str, kind: str, value: Value) -> bytes:
    if kind == "n":
        text = number_text(float(value))  # type: ignore[arg-type]
    elif kind == "b":
        text = "1" if value else "0"
    elif kind == "e":
        text = _escaped(str(value))
    else:
        text = _escaped(_coded(str(value)))
    space = ' xml:space="preserve"' if kind == "str" and (text != text.strip() or "\n" in text) else ""
    return f"<{prefix}v{space}>{text}</{prefix}v>".encode()


def _with_type(tag: bytes, kind: str) -> bytes:
    """Give a start tag the attribute `t`, or none where `kind` is empty; the others stay in order."""
    last = _TAG_NAME.match(tag).end()  # type: ignore[union-attr]
    for match in _ATTRIBUTE.finditer(tag, last):
        if match[2] == b"t":
            if not kind:
                return tag[: match.start()] + tag[match.end() :]
            return tag[: match.start(3)] + f'"{kind}"'.encode() + tag[match.end(3) :]
        last = match.end()
    return tag if not kind else tag[:last] + f' t="{kind}"'.encode() + tag[last:]
