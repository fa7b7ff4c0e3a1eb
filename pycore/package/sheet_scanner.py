"""Scan the XML of any sheet for its cells: what each says, and where it stands in the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from pycore.cells.stored import Area, StoredCell, Value
from pycore.formulas.text import Token, tokens, translated
from pycore.package.refused_xml import array_too_large, damaged, refuse_unreadable_xml, unsafe_xml
from pycore.package.value_xml import decoded, read_value

LARGEST_ARRAY = 2_000_000
"""Cells that one array formula may fill: a whole column, not a whole sheet."""
SPREADSHEET_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


@dataclass(slots=True)
class Span:
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

    cell: StoredCell
    span: Span
    type: str
    shared_index: str | None = None
    formula_kind: str = ""
    formula_text: str | None = None
    value_text: str | None = None
    inline_text: str = ""


_CHUNK = 1 << 18  # bytes read at a time, so that a long sheet is never held as objects all at once
_START_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")


class Scanner:
    """Run expat over a sheet and note, for every cell, what it says and where it stands."""

    def __init__(self, data: bytes, strings: Sequence[str], part: str) -> None:
        refuse_unreadable_xml(data, part)
        self.data, self.strings, self.part = data, strings, part
        self.found: list[tuple[StoredCell, Span]] = []
        self.masters: dict[str, tuple[StoredCell, list[Token]]] = {}
        self.path: list[str] = []
        self.row = self.column = 0
        self.reading: _Reading | None = None
        self.tag_ends: list[int] = []
        self.text: list[str] | None = None

    def cells(self) -> Iterator[tuple[StoredCell, Span]]:
        """Yield the cells with the bytes that each takes, a piece at a time, so that a large sheet fits in memory."""
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
        """Take in the beginning of an element of the sheet's data; all else is passed over."""
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
        """Begin a cell: its place, by its address or after the one before, and where it starts in the bytes."""
        place = Area.of(attributes["r"]) if "r" in attributes else None
        if place is not None:
            self.row, self.column = place.first_row, place.first_column
        else:
            self.column += 1
        start, tag_end = self._tag()
        span = Span(start, tag_end, attributes.get("s"))
        cell = StoredCell(self.row, self.column, spills=attributes.get("cm", "0") != "0")
        self.reading = _Reading(cell, span, attributes.get("t", "n"))

    def _start_inside(self, depth: int, attributes: dict[str, str]) -> None:
        """Begin a part of a cell: its formula, its value or its inline text."""
        reading, local = self.reading, self.path[-1]
        assert reading is not None
        if depth == 5 and local in ("f", "v", "is"):
            self.child = self._tag()
            if local == "f":
                reading.formula_kind = attributes.get("t", "normal")
                reading.shared_index = attributes.get("si")
                if reading.formula_kind == "array":
                    reading.cell.array = Area.of(attributes.get("ref", "")) or Area.of(reading.cell.address)
                    if reading.cell.array is not None and reading.cell.array.size > LARGEST_ARRAY:
                        raise array_too_large(self.part, attributes["ref"], reading.cell.array.size, LARGEST_ARRAY)
            if local != "is":
                self.text = []
        elif local == "t" and self.path[4] == "is" and self.path[5:-1] in ([], ["r"]):
            self.text = []

    def _tag(self) -> tuple[int, int]:
        """Return where the tag at hand starts and ends in the bytes; `FileProblem` where it is none."""
        start = self.parser.CurrentByteIndex
        match = _START_TAG.match(self.data, start)
        if match is None:
            raise damaged(self.part, f"byte {start}")
        return start, match.end()

    def _characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def _end(self, name: str) -> None:
        """Take in the end of an element; at the end of a cell the cell is finished."""
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
        """Give a cell its value and its formula; one that shares a formula gets it moved to its own place."""
        cell = reading.cell
        cell.value = self._value(reading)
        if reading.formula_kind == "shared" and reading.shared_index is not None:
            cell.shared = True
            if reading.formula_text:
                self.masters[reading.shared_index] = (cell, tokens(reading.formula_text))
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
        """Return the value of a cell by its type; None where it has none."""
        text = reading.value_text
        if reading.type == "inlineStr":
            return decoded(reading.inline_text)
        return None if text is None else read_value(reading.type, text, self.strings)
