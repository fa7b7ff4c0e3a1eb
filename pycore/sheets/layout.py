"""Where everything stands: the address of each block, column and field, and the defined names.

The layout is computed from the definition alone, before anything is written, so that formulas can point anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pycore.cells.addresses import column_letters
from pycore.language import Language
from pycore.sheets.definition import Block, Chart, ChoiceList, Lines, Panel, Sheet, Table, Workbook
from pycore.sheets.excel_limits import name_fault

FIRST_ROW = 4
LISTS_SHEET = "lists"


def address(row: int, column: int, absolute: bool = False) -> str:
    """Write the address of a cell; row and column count from 1."""
    letter = column_letters(column)
    return f"${letter}${row}" if absolute else f"{letter}{row}"


def quoted(sheet: str) -> str:
    """Write the name of a sheet in single quotes, for a reference."""
    return "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class PlaceOnSheet:
    """A block of cells on a sheet, 1-based and inclusive."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def reference(self) -> str:
        """The absolute reference with the sheet, as `'Fuels'!$B$8:$B$47`."""
        first = address(self.top, self.left, absolute=True)
        if (self.top, self.left) == (self.bottom, self.right):
            return f"{quoted(self.sheet)}!{first}"
        return f"{quoted(self.sheet)}!{first}:{address(self.bottom, self.right, absolute=True)}"


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block with the rows that it takes: caption, header, first and last data row."""

    block: Block
    sheet: str
    caption: int
    header: int
    first: int
    last: int
    total: int

    @property
    def end(self) -> int:
        """The last row that it takes, that of the total included."""
        return max(self.last, self.total)


class Layout:
    """The places of a workbook definition in one language."""

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self.workbook = workbook
        self.language = language

    def title(self, sheet: Sheet) -> str:
        """Return the name on the tab of a sheet, in the language of the layout."""
        return sheet.title[self.language]

    @cached_property
    def blocks(self) -> dict[str, PlacedBlock]:
        """The blocks by key, with their rows; ValueError for a key that two blocks have."""
        placed: dict[str, PlacedBlock] = {}
        for sheet in self.workbook.sheets:
            for item in self._stack(sheet):
                if item.block.key in placed:
                    raise ValueError(f"block {item.block.key} is defined twice")
                placed[item.block.key] = item
        return placed

    def _stack(self, sheet: Sheet) -> Iterator[PlacedBlock]:
        """Place the blocks of a sheet, one under the other."""
        row = FIRST_ROW
        name = self.title(sheet)
        for block in sheet.blocks:
            match block:
                case Table():
                    # caption, remark, header, unit row, data
                    header = row + (2 if block.note[self.language] else 1)
                    first = header + 2
                    last = first + block.rows - 1
                    placed = PlacedBlock(block, name, row, header, first, last, last + 1 if block.totals else 0)
                case Panel():
                    header = row + (2 if block.note[self.language] else 1)
                    placed = PlacedBlock(block, name, row, header, header, header + len(block.fields) - 1, 0)
                case Lines():
                    placed = PlacedBlock(block, name, row, row, row + 1, row + len(block.lines), 0)
                case Chart():
                    placed = PlacedBlock(block, name, row, row, row + 1, row + block.height, 0)
            yield placed
            row = placed.end + 2

    def table(self, key: str) -> PlacedBlock:
        """Return a placed block by its key."""
        return self.blocks[key]

    def column_number(self, table: Table, key: str) -> int:
        """Return the number of a column on its sheet, from 1; ValueError for a key that the table has not."""
        return [c.key for c in table.columns].index(key) + 1

    @cached_property
    def lists(self) -> dict[str, PlaceOnSheet]:
        """Label ranges of the choice lists: each takes a code and a label column on the lists sheet."""
        sheet = self.title(next(s for s in self.workbook.sheets if s.key == LISTS_SHEET))
        return {
            item.key: PlaceOnSheet(sheet, FIRST_ROW + 1, 2 * i + 2, FIRST_ROW + len(item.entries), 2 * i + 2)
            for i, item in enumerate(self.workbook.lists)
        }

    @cached_property
    def names(self) -> dict[str, PlaceOnSheet]:
        """Every defined name: lists, named entries, table columns and panel fields."""
        names: dict[str, PlaceOnSheet] = {}

        def add(name: str, place: PlaceOnSheet) -> None:
            if name in names:
                raise ValueError(f"name {name} is defined twice")
            fault = name_fault(name)
            if fault is not None:
                raise ValueError(f"name {name} is not one that Excel takes: {fault.en}")
            names[name] = place

        for item in self.workbook.lists:
            self._list_names(item, add)
        for key, placed in self.blocks.items():
            match placed.block:
                case Table() as table:
                    for number, column in enumerate(table.columns, 1):
                        add(
                            f"{key}_{column.key}",
                            PlaceOnSheet(placed.sheet, placed.first, number, placed.last, number),
                        )
                        if placed.total and column.total:
                            add(
                                f"{key}_{column.key}_total",
                                PlaceOnSheet(placed.sheet, placed.total, number, placed.total, number),
                            )
                case Panel() as panel:
                    for i, one in enumerate(panel.fields):
                        add(f"{key}_{one.key}", PlaceOnSheet(placed.sheet, placed.first + i, 2, placed.first + i, 2))
            if isinstance(placed.block, Table) and placed.block.row_check is not None:
                # From the row of units to the row below the last one: a row that is inserted beside the rows of the
                # ledger, where its names do not reach, is still inside of this.
                add(
                    f"{key}_frame",
                    PlaceOnSheet(placed.sheet, placed.first - 1, 1, placed.last + 1, len(placed.block.columns)),
                )
        for name, (first, last) in self.workbook.areas.items():
            a, b = names[first], names[last]
            add(name, PlaceOnSheet(a.sheet, a.top, a.left, b.bottom, b.right))
        add("TL_ON", names["cover_addin"])
        return names

    def _list_names(self, item: ChoiceList, add: object) -> None:
        """Name the labels, the codes and, where it is asked for, the entries of a list."""
        assert callable(add)
        place = self.lists[item.key]
        add(f"{item.key}_list", place)
        add(f"{item.key}_code", PlaceOnSheet(place.sheet, place.top, place.left - 1, place.bottom, place.left - 1))
        if item.known:
            last = place.top + item.known - 1
            add(f"{item.key}_known", PlaceOnSheet(place.sheet, place.top, place.left, last, place.left))
        if item.named:
            for i, (code, _) in enumerate(item.entries):
                add(
                    f"{item.key}_{code}",
                    PlaceOnSheet(place.sheet, place.top + i, place.left, place.top + i, place.left),
                )
