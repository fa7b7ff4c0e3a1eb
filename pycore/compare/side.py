"""One of the two files of a comparison, read so that the language of a file makes no difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.compare.changes import Edition
from pycore.compare.values import text_of
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.formulas.text import tokens
from pycore.language import Text
from pycore.package.package import write_values
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import Choices
from pycore.reading.entries import DefinedEntry
from pycore.reading.issued_rows import calculating_as_issued
from pycore.reading.reader import Filled, inspect_workbook
from pycore.sheets.definition import Kind, Workbook

_BESIDE = " ·：:"


class Side:
    """One of the files, with the values that its inputs give."""

    def __init__(self, book: Book) -> None:
        self.book = book
        with calculating_as_issued(book):
            values = recalculate(book.package, engine_functions())
        self.fresh = Book.open(write_values(book.package, values))
        self.filled: Filled = inspect_workbook(self.fresh)[0]
        self.words = _words(book.definition.key)

    @property
    def edition(self) -> Edition:
        """Name, version and language of the file."""
        return Edition(self.book.name, self.book.version, self.book.language)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each label of a closed list, whatever the language; what two lists call differently is left out."""
        choices = Choices(self.fresh)
        found: dict[str, set[str]] = defaultdict(set)
        for item in self.book.definition.lists:
            for label, code in choices.options(item.key).codes.items():
                found[label].add(code)
        return {label: next(iter(codes)) for label, codes in found.items() if len(codes) == 1}

    def held(self, cell: CellKey) -> Value:
        """Return what a cell is worth by our own calculation; None for a blank."""
        value = self.fresh.values.get(cell)
        return None if is_blank(value) else value

    def formula(self, cell: CellKey) -> str:
        """Return the formula of a cell as the file holds it, "" for none."""
        return self.book.formulas.get(cell, "")

    def input(self, entry: DefinedEntry, read: Value, cell: CellKey) -> Value:
        """The value of an input as the reader takes it; what the reader cannot take is as it stands."""
        return read if read is not None else self.held(cell)

    def said(self, value: Value) -> Value:
        """A calculated value so that it can be held against the other language: texts become codes or Chinese."""
        if not isinstance(value, str):
            return None if is_blank(value) else value
        return self.codes.get(value.casefold()) or self.words.zh.get(value, value) or None

    def knows(self, word: str) -> bool:
        """Tell whether a word is the template's own, which both languages have."""
        return word.casefold() in self.codes or word in self.words.zh or word in self.words.en

    def is_closed(self, entry: DefinedEntry) -> bool:
        """Tell a choice from a list of the template, which has codes, from one of what the user wrote elsewhere."""
        return entry.kind is Kind.CHOICE and (not entry.choices.startswith("=") or entry.choices in self._owners)

    def text(self, entry: DefinedEntry, value: Value, cell: CellKey) -> Text:
        """A value in words: the label of a choice in both languages, anything else as it is."""
        if entry.kind is Kind.CHOICE and isinstance(value, str):
            key = self._owners.get(entry.choices, entry.choices)
            for item in self.book.definition.lists:
                if item.key == key:
                    label = next((text for code, text in item.entries if code == value), None)
                    if label is not None and not label.zh.startswith("="):
                        return label
            return text_of(self.held(cell))
        return self.bilingual(value)

    def bilingual(self, value: Value) -> Text:
        """A text in both languages where the definition knows both, any other value as it reads."""
        if not isinstance(value, str) or is_blank(value):
            return text_of(value)
        return Text(self.words.zh.get(value, value), self.words.en.get(value, value))

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The closed list behind each column whose choices are those of another column."""
        return {
            f"={t.key}_{c.key}": c.choices
            for t in self.book.definition.tables()
            for c in t.columns
            if c.kind is Kind.CHOICE and not c.choices.startswith("=")
        }


@dataclass(frozen=True, slots=True)
class _Words:
    """The texts of a definition that stand in both languages, each way, and labels by code."""

    zh: Mapping[str, str]
    en: Mapping[str, str]


@lru_cache(maxsize=16)
def _words(key: str) -> _Words:
    """Return the fixed words of a workbook, Chinese by English and English by Chinese, for comparing two languages."""
    from pycore.sheets.registry import installed_workbooks

    zh: dict[str, str] = {}
    en: dict[str, str] = {}
    for text in _texts(installed_workbooks()[key]):
        if text.zh != text.en:
            zh.setdefault(text.en, text.zh)
            en.setdefault(text.zh, text.en)
    return _Words(zh, en)


def _texts(definition: Workbook) -> Iterator[Text]:
    """Whatever a cell can show in two languages: labels, prefilled texts, and the literals of formulas."""
    for item in definition.lists:
        yield from (label for _, label in item.entries if not label.zh.startswith("="))
    entries: list[DefinedEntry] = []
    for table in definition.tables():
        entries += table.columns
        for values in table.prefilled.values():
            for value in values:
                if isinstance(value, Text):
                    yield from _in_formulas(value) if value.zh.startswith("=") else (value,)
    for panel in definition.panels():
        entries += panel.fields
    for entry in entries:
        if isinstance(entry.formula, Text):
            yield from _in_formulas(entry.formula)


def _in_formulas(formula: Text) -> Iterator[Text]:
    """The texts inside of a formula that is written in both languages."""
    zh, en = _literals(formula.zh), _literals(formula.en)
    if len(zh) == len(en):
        for a, b in zip(zh, en, strict=True):
            yield Text(a, b)
            # Of `：消耗量`, which a formula puts behind other words, the word alone.
            alone = Text(a.strip(_BESIDE), b.strip(_BESIDE))
            if alone.zh and alone.en and (alone.zh, alone.en) != (a, b):
                yield alone


def _literals(formula: str) -> list[str]:
    return [p.text[1:-1].replace('""', '"') for p in tokens(formula) if p.kind == "string"]
