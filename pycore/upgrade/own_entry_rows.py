"""Rows of own entries from a table: fuels, carbonates and gases that the library has not, read by what their columns say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pycore.language import Text
from pycore.reading.book import Book
from pycore.sheets import entry_faults
from pycore.sheets.definition import Column, Kind, Role, Table
from pycore.sheets.own_entries import NAME, SOURCE, UNCERTAINTY, YEAR, parameters
from pycore.upgrade.factor_table import Heads, fraction, plain_number


class OwnEntryRows:
    """A table of own entries that takes rows; what a row is as a whole its own row check says, once it is calculated."""

    checked = True

    def __init__(self, book: Book, table: Table) -> None:
        self.book = book
        self.table = table
        inputs = [c for c in table.columns if c.role is Role.INPUT]
        first = (table.column(NAME), *parameters(table))
        self.columns = (*first, *(c for c in inputs if c not in first))
        self.keys = tuple(c.key for c in self.columns)
        words = {c.key: (c.key, c.title.zh, c.title.en) for c in inputs}
        named = {word.casefold(): key for key, said in words.items() for word in said}
        self.heads = Heads({**named, "来源": SOURCE}, tuple(c.key for c in inputs if c.required))

    def full(self, rows: int) -> Text:
        """Say that the list takes no more."""
        return Text(
            f"已填满（列表最多 {rows} 项），请先删去不用的项",
            f"the table is full (the list has room for {rows}): delete one that is not used first",
        )

    def read(self, row: Mapping[str, str]) -> tuple[list[float | str], list[Text]]:
        """Read the cells of a row as the table holds them, and say what is wrong in them."""
        values: list[float | str] = []
        reasons: list[Text] = []
        for column in self.columns:
            text = row.get(column.key, "")
            if not text:
                reasons += [column.title.within("缺“{}” | no {}")] if column.required else []
                values.append("")
                continue
            found = self._value(column, text)
            reasons += [found] if isinstance(found, Text) else []
            values += [] if isinstance(found, Text) else [found]
        return ([], reasons) if reasons else (values, [])

    def _value(self, column: Column, text: str) -> float | str | Text:
        """What a cell holds for a text, or what is wrong with it."""
        words = entry_faults.words_of(column.title)
        if column.kind is Kind.CHOICE:
            offered = dict(self.book.definition.list(column.choices).entries)
            named = {word.casefold(): code for code, said in self._words(column) for word in said}
            code = named.get(text.casefold())
            return entry_faults.not_listed(words, column.choices) if code is None else offered[code][self.book.language]
        if column.kind is Kind.TEXT:
            return text
        number = fraction(text) if column.key == UNCERTAINTY else plain_number(text)
        if number is None or (column.key == YEAR and number != int(number)):
            return entry_faults.not_a_number(words)
        if column.key == UNCERTAINTY and number > 1:
            return Text(
                f"相对不确定度“{text}”应为 0 到 1 的小数或百分数，如 0.05 或 5%",
                f'the relative uncertainty "{text}" must be a fraction of 0 to 1 or a percentage: 0.05 or 5%',
            )
        if column.domain is not None and number not in column.domain:
            return entry_faults.outside(words, column.domain)
        return number

    def _words(self, column: Column) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The codes of a list, each with the words that stand for it."""
        for code, label in self.book.definition.list(column.choices).entries:
            yield code, (code, label.zh, label.en)
