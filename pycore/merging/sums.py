"""Tables with fixed rows: the figures of workbooks of one kind are added up, each row keeping whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.formulas.tree import address
from pycore.language import Text
from pycore.merging.given import GivenRow, GivenValue, Omitted
from pycore.merging.placing import Placing
from pycore.merging.source import GivingFile, year_text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import area_of, as_text
from pycore.reading.entries import INPUTS
from pycore.sheets.definition import Kind, Role, Table, Workbook
from pycore.sheets.exchange import HeldRow, Takes
from pycore.sheets.meaning_of import meanings_of
from pycore.sheets.meanings import Meaning

RowName = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddedUp:
    """A figure that was added to: what stood there, what it is now, and the file that the difference is of."""

    source: GivingFile
    table: Table
    column: str
    row: RowName
    before: float
    after: float


class Sums:
    """The fixed rows of one workbook, as files are added to them."""

    def __init__(self, placing: Placing, takes: Takes, before: Book) -> None:
        """Begin with the workbook `before` anything was typed into it."""
        self.before = before
        self.placing = placing
        self.takes = takes
        self.book = placing.book
        self.cells: dict[CellKey, Value] = {}
        """What is written into each cell."""
        self.added: list[AddedUp] = []
        self.omitted: list[Omitted] = []
        self.refused: list[Text] = []

    def add(self, source: GivingFile) -> None:
        """Add the figures of a file of the same kind, unless the workbook names the file already."""
        mark = f"sha256:{source.short}"
        if any(mark in value for value in self.before.values.values() if isinstance(value, str)):
            self.refused.append(
                Text(
                    f"佐证列中已有 {source.name}（{mark}）：各行业的合计数没有再加一次。",
                    f"{source.name} ({mark}) stands in the evidence already: the figures of sectors were not added again.",
                )
            )
            return
        for key, names in self.takes.summed.items():
            table = self.book.definition.table(key)
            rows = {
                _named(self.book.definition, [row[name] for name in names]): row
                for row in source.rows[key]
                if any(row[c.key] is not None for c in table.columns if c.role in INPUTS)
            }
            places = dict(_places(self.book, table, names))
            missed = [row for named, row in rows.items() if named not in places]
            if missed:
                why = Text("本工作簿没有这些行（年份不同）", "this workbook has no such rows (other years)")
                self.omitted.append(Omitted(source, table, len(missed), why))
            for named, row in rows.items():
                if named in places:
                    self._row(source, table, named, row, places[named])

    def _row(
        self, source: GivingFile, table: Table, named: RowName, row: HeldRow, cells: Mapping[str, CellKey]
    ) -> None:
        """Add one row: numbers add up, texts follow each other, the file is named once."""
        evidence = meanings_of(self.book.definition).column(table, Meaning.EVIDENCE)
        formula = next((cell for cell in cells.values() if cell in self.book.formulas), None)
        if formula is not None:
            at = address(formula)
            self.refused.append(
                Text(
                    f"{at} 中是公式，没有与 {source.name} 相加，请自行处理。",
                    f"{at} holds a formula: the row of {source.name} was not added to it. See to it yourself.",
                )
            )
            return
        for column in table.columns:
            if column.role is not Role.INPUT or column.key not in cells:
                continue
            cell, value = cells[column.key], row[column.key]
            if column.key == evidence:
                given = GivenRow(source, None, table.key, row.place, "", "", {evidence: GivenValue(value)})
                self.cells[cell] = self._joined(cell, self.placing.evidence(given, as_text(value)))
            elif value is None:
                continue
            elif column.kind is Kind.NUMBER and isinstance(value, float | int):
                held = self._held(cell)
                before = float(held) if isinstance(held, float | int) else 0.0
                self.cells[cell] = before + float(value)
                self.added.append(AddedUp(source, table, column.key, named, before, before + float(value)))
            elif column.kind is Kind.TEXT:
                self.cells[cell] = self._joined(cell, as_text(value))

    def _held(self, cell: CellKey) -> Value:
        return self.cells.get(cell, self.book.values.get(cell))

    def _joined(self, cell: CellKey, text: str) -> str:
        held = as_text(self._held(cell))
        sign = "；" if self.book.language == "zh" else "; "
        return f"{held}{sign}{text}" if held and text not in held else text or held


def _places(book: Book, table: Table, names: tuple[str, ...]) -> Iterator[tuple[RowName, Mapping[str, CellKey]]]:
    """The rows of a table by what they are called, each with its cells for inputs."""
    areas = {c.key: area_of(book, n) for c in table.columns if (n := f"{table.key}_{c.key}") in book.names}
    first = areas[names[0]]
    for row in range(first.row1, first.row2 + 1):
        called = [book.values.get((first.sheet, row, areas[name].column1)) for name in names]
        if all(not is_blank(one) for one in called):
            inputs = {c.key for c in table.columns if c.role in INPUTS} & areas.keys()
            yield (
                _named(book.definition, called),
                {key: (areas[key].sheet, row, areas[key].column1) for key in inputs},
            )


def _named(definition: Workbook, called: list[Value]) -> RowName:
    """What a row is called, whatever the language: entries of lists by their codes."""
    codes = {
        text: code for listed in definition.lists for code, label in listed.entries for text in (label.zh, label.en)
    }
    return tuple(codes.get(as_text(one), year_text(one)) for one in called)
