"""What a cell is in its workbook: the table or panel, the row, the column, the unit, and its role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pycore.cells.addresses import column_letters
from pycore.cells.values import is_blank
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, resolve
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.sheets.definition import ChoiceList, Column, Field, Kind, Lines, Panel, Role, Table

NOTHING = Text("", "")
_TOTAL = Text("合计", "total")
_MOST_WORDS = {Role.INPUT: 4, Role.LABEL: 2}
_FACTOR_COLUMNS = frozenset({"id", "value", "flag", "source"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMeaning:
    """What a cell is.

    Attributes:
        title: of the table, panel or list.
        row: the words that tell the row from others, as they stand in the file.
        column: title of the column or field.
        factors: the table is one of factors or benchmarks, each row with id, source and trust flag.
    """

    title: Text = NOTHING
    row: str = ""
    column: Text = NOTHING
    unit: Text = NOTHING
    role: Role | None = None
    key: str = ""
    table: str = ""
    factors: bool = False
    is_list: bool = False


class Places:
    """The places of one file, found by the defined names in it."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def area(self, name: str) -> AreaOnSheet | None:
        """Return where a name stands, or None if the file lacks it or has made something else of it."""
        text = self.book.names.get(name)
        if text is None:
            return None
        try:
            return resolve(text, "", self.book.names)
        except FormulaProblem:
            return None

    @cached_property
    def _areas(self) -> dict[str, list[tuple[AreaOnSheet, Table | Panel | ChoiceList, Column | Field | None, bool]]]:
        """By sheet: every area of the definition, and whether it is a total."""
        found: dict[str, list[tuple[AreaOnSheet, Table | Panel | ChoiceList, Column | Field | None, bool]]] = {}
        for name, block, part, total in self._names():
            area = self.area(name)
            if area is not None:
                found.setdefault(area.sheet, []).append((area, block, part, total))
        return found

    def _names(self) -> Iterator[tuple[str, Table | Panel | ChoiceList, Column | Field | None, bool]]:
        """Yield the defined names of all tables, panels and lists, with what each is and whether it is a total."""
        definition = self.book.definition
        for table in definition.tables():
            for column in table.columns:
                yield f"{table.key}_{column.key}", table, column, False
                if column.total and table.totals:
                    yield f"{table.key}_{column.key}_total", table, column, True
        for panel in definition.panels():
            for field in panel.fields:
                yield f"{panel.key}_{field.key}", panel, field, False
        for item in definition.lists:
            yield f"{item.key}_list", item, None, False
            yield f"{item.key}_code", item, None, False

    def of(self, cell: CellKey) -> CellMeaning:
        """Say what a cell is; a cell in no table, panel or list is the text of its sheet."""
        sheet, row, column = cell
        for area, block, part, total in self._areas.get(sheet, ()):
            if not (area.row1 <= row <= area.row2 and area.column1 <= column <= area.column2):
                continue
            if isinstance(block, ChoiceList):
                return CellMeaning(title=block.title, is_list=True, role=Role.LABEL, key=block.key)
            assert part is not None
            if isinstance(block, Panel):
                return CellMeaning(
                    title=block.title,
                    column=part.title,
                    unit=part.unit,
                    role=part.role,
                    key=part.key,
                    table=block.key,
                )
            label = _TOTAL[self.book.language] if total else self._row_label(block, row, column)
            return CellMeaning(
                title=block.title, row=label, column=part.title, unit=part.unit, key=part.key,
                table=block.key,
                role=Role.CALCULATED if total else part.role,
                factors={c.key for c in block.columns} >= _FACTOR_COLUMNS,
            )  # fmt: skip
        return CellMeaning(title=self._caption_above(cell))

    def on(self, sheet: str) -> list[tuple[Text, str]]:
        """List the tables and panels of a sheet with their cells, such as A7:Y46."""
        bounds: dict[Text, list[AreaOnSheet]] = {}
        for area, block, _, total in self._areas.get(sheet, ()):
            if not total:
                bounds.setdefault(block.title, []).append(area)
        return [
            (
                title,
                f"{column_letters(min(a.column1 for a in areas))}{min(a.row1 for a in areas)}:"
                f"{column_letters(max(a.column2 for a in areas))}{max(a.row2 for a in areas)}",
            )
            for title, areas in bounds.items()
        ]

    def beside(self, cell: CellKey, key: str) -> CellKey | None:
        """Return the cell of another column in the same row of the cell's table."""
        area = self.area(f"{self.of(cell).table}_{key}")
        if area is None or area.sheet != cell[0] or not area.row1 <= cell[1] <= area.row2:
            return None
        return (cell[0], cell[1], area.column1)

    def _row_label(self, table: Table, row: int, own: int) -> str:
        """Return the words that tell a row from others: its required choices and texts, else its labels."""

        def words(wanted: list[Column], most: int) -> str:
            texts = []
            for column in wanted:
                area = self.area(f"{table.key}_{column.key}")
                if area is None or area.column1 == own:
                    continue
                value = self.book.values.get((area.sheet, row, area.column1))
                if not is_blank(value):
                    texts.append(as_text(value))
            return "/".join(texts[:most])

        textual = [c for c in table.columns if c.kind in (Kind.CHOICE, Kind.TEXT)]
        asked = [c for c in textual if c.role is Role.INPUT and c.required]
        labels = [c for c in textual if c.role is Role.LABEL]
        if asked:
            return words(asked, _MOST_WORDS[Role.INPUT])
        return words(labels or textual[:1], _MOST_WORDS[Role.LABEL])

    def _caption_above(self, cell: CellKey) -> Text:
        """Find the caption of the running text in which a cell stands."""
        captions = {
            block.title[self.book.language]: block.title
            for sheet in self.book.definition.sheets
            for block in sheet.blocks
            if isinstance(block, Lines)
        }
        for row in range(cell[1], 0, -1):
            text = self.book.values.get((cell[0], row, 1))
            if isinstance(text, str) and text in captions:
                return captions[text]
        return NOTHING
