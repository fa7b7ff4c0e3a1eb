"""Tables of others: a sheet of a workbook or a CSV file as heads and rows, each cell with the name of its place.

What the heads mean is not known here. `filling` maps them onto a ledger; whoever reads another kind of list says by
`recognised` which words can be heads.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.equations.argument import ArgumentProblem
from pycore.equations.units import unit
from pycore.errors import FileProblem
from pycore.language import Text
from pycore.package.package import Package
from pycore.reading.choices import as_text

MOST_ROWS, MOST_COLUMNS = 20_000, 500
"""Of a table; a larger one is no list that somebody has typed."""
_SEARCHED = 60
"""Rows in which the heads are looked for: a study puts titles and remarks above."""
_MARKS, _TITLES = ",\t;", 20
"""What may stand between the cells of a text, and within how many lines its heads are looked for."""
_ABOVE = 2
"""Rows above the heads from which a head that spans several rows is taken."""
_BRACKETED = re.compile(r"(?P<words>.*?)\s*[（(\[【](?P<unit>[^（）()\[\]【】]+(?:\([^()]*\))?)[）)\]】]\s*", re.DOTALL)
_BEHIND = re.compile(r"(?P<words>.*?)\s*[,，/:：\s]\s*(?P<unit>[^\s,，:：]+)", re.DOTALL)
PER_TIME = re.compile(r"\s*/\s*(?:(?P<annual>a|yr|year|年)|(?P<hourly>h|hr|hour|小时|时)|(?P<daily>d|day|天|日))$")
"""What makes an amount a rate: t/a, t/h."""


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """The cells of one sheet, or of a CSV file (its name is then "")."""

    file: str
    name: str
    rows: Sequence[tuple[int, Mapping[int, Value]]]
    """Each row that holds something: its number, and its values by the number of their column."""

    def place(self, row: int, column: int) -> str:
        """Name a cell as its reader finds it: `study.xlsx 表5!C12`."""
        cell = f"{column_letters(column)}{row}"
        return f"{self.file} {self.name}!{cell}" if self.name else f"{self.file} {cell}"


@dataclass(frozen=True, slots=True)
class SourceHead:
    """One head: its words without the unit, and the unit, "" where none is said."""

    column: int
    words: str
    unit: str
    whole: str


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A sheet whose heads have been found."""

    sheet: SourceSheet
    head_row: int
    heads: tuple[SourceHead, ...]
    rows: Sequence[tuple[int, Mapping[int, Value]]]


def read_source(path: Path) -> list[SourceSheet]:
    """Read a table file that has passed the gate: each visible sheet of an .xlsx, or one of a CSV file.

    Raises:
        FileProblem: it is neither, is empty, far too large, or its characters cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileProblem(
            Text(
                f"无法读取 {path.name}（{error.strerror}）。请检查权限。",
                f"{path.name} cannot be read ({error.strerror}). Check the permissions.",
            )
        ) from error
    return sheets_of(data, path.name)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes of a table are those of a workbook and not of text."""
    return data[:2] == b"PK"


def sheets_of(data: bytes, name: str) -> list[SourceSheet]:
    """Read the bytes of a table file as `read_source` does; its name is for what is said of it."""
    sheets = list(_of_package(data, name) if is_workbook(data) else _of_text(data, name))
    found = [sheet for sheet in sheets if sheet.rows]
    if not found:
        raise FileProblem(Text(f"{name} 中没有内容。请检查文件。", f"{name} holds nothing. Check the file."))
    return found


def _of_package(data: bytes, name: str) -> Iterator[SourceSheet]:
    """Read the visible sheets of a workbook; a formula counts as the value that the file holds of it."""
    package = Package.read(data)
    for part in package.sheets:
        if part.state != "visible":
            continue
        rows: dict[int, dict[int, Value]] = {}
        for cell in package.sheet_cells(part):
            if not is_blank(cell.value):
                rows.setdefault(cell.row, {})[cell.column] = cell.value
        if len(rows) > MOST_ROWS or any(max(row) > MOST_COLUMNS for row in rows.values()):
            raise _too_large(f"{name} {part.name}")
        yield SourceSheet(name, part.name, sorted(rows.items()))


def _of_text(data: bytes, name: str) -> Iterator[SourceSheet]:
    """Read a CSV file; numbers stay the texts that stand there."""
    text = decoded_text(data, name)
    # A title may stand above the heads, which are the line with the most cells.
    heads = max(text.lstrip().split("\n", _TITLES)[:_TITLES], key=lambda line: max(map(line.count, _MARKS)))
    mark = max(_MARKS, key=heads.count)
    try:
        lines = [
            (number, {column: value for column, value in enumerate(row, 1) if not is_blank(value)})
            for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), 1)
        ]
    except csv.Error as error:
        raise FileProblem(
            Text(
                f"{name} 不是可读的 CSV 文件（{error}）。请在 Excel 或 WPS 中另存为“CSV UTF-8”或 .xlsx。",
                f'{name} is no CSV file that can be read ({error}). Save it as "CSV UTF-8" or .xlsx.',
            )
        ) from error
    rows: list[tuple[int, Mapping[int, Value]]] = [(number, row) for number, row in lines if row]
    if len(rows) > MOST_ROWS or any(max(row) > MOST_COLUMNS for _, row in rows):
        raise _too_large(name)
    yield SourceSheet(name, "", rows)


def decoded_text(data: bytes, name: str) -> str:
    """Decode what a text file holds: UTF-8 with or without its mark, else GB 18030, as Chinese Excel writes CSV.

    Raises:
        FileProblem: it is neither, or no text at all.
    """
    if b"\0" not in data:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise FileProblem(
        Text(
            f"{name} 不是 .xlsx，也不是 UTF-8 或 GB18030 编码的 CSV 文本。请在 Excel 或 WPS 中另存为“CSV UTF-8”或 .xlsx。",
            f'{name} is neither .xlsx nor CSV text in UTF-8 or GB 18030. Save it as "CSV UTF-8" or .xlsx.',
        )
    )


def _too_large(what: str) -> FileProblem:
    return FileProblem(
        Text(
            f"{what} 超过 {MOST_ROWS:,} 行或 {MOST_COLUMNS} 列，不像一张填写的表。请只保留要导入的表。",
            f"{what} has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns. Keep only the table that is wanted.",
        )
    )


def table_of(sheet: SourceSheet, recognised: Callable[[str], bool]) -> SourceTable | None:
    """Find the heads of a sheet: the row with most words that are `recognised`; None where there is no such word.

    A head that is blank there is taken from up to two rows above, where cells were merged; a row of units below the
    heads belongs to them.
    """
    candidates = [
        (sum(recognised(split_unit(as_text(value))[0]) for value in row.values()), -at)
        for at, (_, row) in enumerate(sheet.rows[:_SEARCHED])
    ]
    if not candidates or max(candidates)[0] == 0:
        return None
    at = -max(candidates)[1]
    number, found = sheet.rows[at]
    words = {column: as_text(value) for column, value in found.items()}
    for above, row in reversed(sheet.rows[max(0, at - _ABOVE) : at]):
        if number - above <= _ABOVE:
            words |= {c: as_text(v) for c, v in row.items() if c not in words and recognised(split_unit(as_text(v))[0])}
    rows = sheet.rows[at + 1 :]
    units: dict[int, str] = {}
    if rows and rows[0][0] == number + 1 and all(is_unit(as_text(v)) for v in rows[0][1].values()):
        units = {column: as_text(value) for column, value in rows[0][1].items()}
        rows = rows[1:]
    heads = []
    for column, whole in sorted(words.items()):
        said, own = split_unit(whole)
        heads.append(SourceHead(column, said, units.get(column, own), " ".join(whole.split())))
    return SourceTable(sheet, number, tuple(heads), rows)


def split_unit(head: str) -> tuple[str, str]:
    """Take the unit from a head.

    >>> split_unit("年消耗量（万t/a）"), split_unit("发热量, MJ/kg"), split_unit("用途（设备）")
    (('年消耗量', '万t/a'), ('发热量', 'MJ/kg'), ('用途（设备）', ''))
    """
    plain = " ".join(head.split())
    for form in (_BRACKETED, _BEHIND):
        found = form.fullmatch(plain)
        if found is not None and found["words"] and is_unit(found["unit"]):
            return found["words"], found["unit"].strip()
    return plain, ""


def is_unit(text: str) -> bool:
    """Whether a text is a unit, also one by the year, hour or day; a bare number is none."""
    plain = PER_TIME.sub("", text.strip())
    if plain in ("%", "‰", "0-1", "0–1"):
        return True
    if not plain or not any(letter.isalpha() for letter in plain):
        return False
    try:
        unit(plain)
    except ArgumentProblem:
        return False
    return True
