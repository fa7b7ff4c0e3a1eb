"""The cells that a value comes from, as they are gathered: of a range only those that count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.explain.source import SourceCell, Why
from pycore.formulas.coercion import plain
from pycore.formulas.tree import AreaOnSheet
from pycore.language import Text
from pycore.reading.book import Book, CellKey

MOST_SOURCES = 40
"""Cells of one formula that are listed; how many more there are is said."""

_WALKED_AREA = 20_000
_COUNTING = frozenset({"MIN", "MAX", "COUNT", "COUNTA", "AVERAGE", "MEDIAN"})


class Gathering:
    """Source cells, each once, and notes on those that are left out.

    Args:
        switch: the cell that switches the core on, which is no source of any value.
        hidden: tells the entries of choice lists, which are no news in a condition or a key.
    """

    def __init__(self, book: Book, switch: CellKey | None, hidden: Callable[[CellKey], bool]) -> None:
        self.book, self.switch, self.hidden = book, switch, hidden
        self.found: dict[CellKey, SourceCell] = {}
        self.notes: list[Text] = []

    def add(self, cell: CellKey, why: Why, found: Text | None = None) -> None:
        """Add a cell, unless it is there for its value already; blanks are of no use in conditions."""
        if cell == self.switch:
            return
        if why is not Why.VALUE and (self.hidden(cell) or is_blank(self.book.values.get(cell))):
            return
        before = self.found.get(cell)
        if before is None or (why is Why.VALUE and before.why is not Why.VALUE):
            self.found[cell] = SourceCell(cell, why, found)

    def _offsets(self, area: AreaOnSheet) -> Iterator[tuple[int, int]]:
        """Yield the places of an area; of a very large one only those that hold something."""
        if area.rows * area.columns <= _WALKED_AREA:
            yield from ((r, c) for r in range(area.rows) for c in range(area.columns))
            return
        for sheet, row, column in self.book.cells:
            if sheet == area.sheet and area.row1 <= row <= area.row2 and area.column1 <= column <= area.column2:
                yield row - area.row1, column - area.column1

    def _value(self, area: AreaOnSheet, offset: tuple[int, int]) -> Value:
        return plain(self.book.values.get((area.sheet, area.row1 + offset[0], area.column1 + offset[1])))

    def add_area(self, area: AreaOnSheet, function: str) -> None:
        """Add the cells of a range that count."""
        counted = 0
        for offset in self._offsets(area):
            if _counts(self._value(area, offset), function):
                counted += 1
                self.add((area.sheet, area.row1 + offset[0], area.column1 + offset[1]), Why.VALUE)
        self._say_others(area.rows * area.columns - counted, Text("空白或为零", "are blank or zero"))

    def add_matching(
        self, target: AreaOnSheet, criteria: Sequence[tuple[AreaOnSheet, Callable[[Value], bool]]], function: str
    ) -> None:
        """Add the cells of a range that count in a conditional sum: those whose row meets every criterion."""
        counted = 0
        for offset in self._offsets(target):
            if not all(test(self._value(area, offset)) for area, test in criteria):
                continue
            value = self._value(target, offset)
            if function.startswith("COUNT") or _counts(value, function):
                counted += 1
                self.add((target.sheet, target.row1 + offset[0], target.column1 + offset[1]), Why.VALUE)
        self._say_others(
            target.rows * target.columns - counted,
            Text("不符合条件、空白或为零", "do not meet the criteria, are blank or zero"),
        )

    def add_products(self, areas: Sequence[AreaOnSheet]) -> None:
        """Add the cells of ranges of one shape that are multiplied row by row, where no factor is blank or zero."""
        counted = 0
        for offset in self._offsets(areas[0]):
            if all(_counts(self._value(a, offset), "SUMPRODUCT") for a in areas):
                counted += 1
                for a in areas:
                    self.add((a.sheet, a.row1 + offset[0], a.column1 + offset[1]), Why.VALUE)
        self._say_others(areas[0].rows * areas[0].columns - counted, Text("空白或为零", "are blank or zero"))

    def _say_others(self, others: int, what: Text) -> None:
        if others:
            self.notes.append(Text(f"另有 {others} 个{what.zh}", f"{others} more {what.en}"))

    def sources(self) -> list[SourceCell]:
        """Sort the sources: what the value is made of, then keys, then conditions; and cap them."""
        order = list(Why)
        sources = sorted(self.found.values(), key=lambda s: order.index(s.why))
        left_out = len(sources) - MOST_SOURCES
        if left_out > 0:
            self.notes.append(
                Text(
                    f"来源单元格共 {len(sources)} 个，{left_out} 个未列出",
                    f"{left_out} of {len(sources)} source cells are not listed",
                )
            )
        return sources[:MOST_SOURCES]


def _counts(value: Value, function: str) -> bool:
    """Tell whether a value changes what an aggregate gives: blanks never do, texts and zeros not in a sum."""
    if is_blank(value):
        return False
    if function in _COUNTING:
        return True
    if isinstance(value, str) and not isinstance(value, ErrorValue):
        return function not in ("SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "PRODUCT")
    return value != 0
