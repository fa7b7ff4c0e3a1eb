"""What changed between two submissions of one template: inputs, factors, formulas and results, in words.

Rows are matched by what they hold and not by where they stand, choices by their code, and results are those that the
inputs of each file give, so a file in Chinese can be held against one in English and a stale cache hides nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any

from pycore.cell_values import is_blank
from pycore.engine.book import Book, CellKey
from pycore.engine.formula_text import pieces
from pycore.engine.formula_tree import address
from pycore.engine.host import engine_functions
from pycore.engine.package import Value, write_values
from pycore.engine.reader import Filled, Row, inspect_workbook
from pycore.engine.reader_choices import Choices, as_text
from pycore.engine.reader_models import INPUTS, Entry
from pycore.engine.recalculate import recalculate
from pycore.errors import FileProblem
from pycore.language import Language, Text
from pycore.review.template_formula import CanonicalFormulas
from pycore.sheets.definition import Column, Field, Kind, Panel, Role, Table, Workbook
from pycore.sheets.writer import write_workbook

ACCOUNTS = "accounts"
"""The table of the three accounts, reported beside the results that a definition names."""

INPUT_TOLERANCE = 1e-12
"""Relative: a program that saves fifteen digits has not changed an input."""
RESULT_TOLERANCE = 1e-9

_ALIKE = 0.5  # of the weight of two rows: below it they are two rows, and not one that was changed
_MOST_PAIRS = 1_000_000
_FACTS = ("evidence", "reason", "quality")  # what many rows share says little about which row it is


class Change(Enum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the two files."""

    file: str
    version: str
    language: Language


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value in both files; a choice is its code, and `old_text` and `new_text` are its words.

    `old_cell` and `new_cell` are `sheet!cell` in either file, empty where the row is in one file alone. A cell that
    follows another has its formula.
    """

    name: str
    title: Text
    label: Text
    old_cell: str
    new_cell: str
    old: Value
    new: Value
    old_text: Text
    new_text: Text
    old_formula: str = ""
    new_formula: str = ""

    def sentence(self, language: Language) -> str:
        where = _where(self.old_cell, self.new_cell)
        what = " ".join(x for x in (self.label[language], self.title[language]) if x)
        old, new = self.old_text[language], self.new_text[language]
        if self.old_formula != self.new_formula:
            old += f" (={self.old_formula})" if self.old_formula else ""
            new += f" (={self.new_formula})" if self.new_formula else ""
        return f"{where}{'：' if language == 'zh' else ': '}{what} {old} → {new}{_percent(self.old, self.new, language)}"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table that is in one file alone, or differs; `cells` has what it holds, or what differs."""

    change: Change
    table: str
    title: Text
    label: Text
    old_row: str
    new_row: str
    cells: tuple[CellChange, ...]

    def sentences(self, language: Language) -> list[str]:
        zh = language == "zh"
        if self.change is Change.CHANGED:
            return [c.sentence(language) for c in self.cells]
        said = {Change.ADDED: Text("新增一行", "row added"), Change.REMOVED: Text("删除一行", "row removed")}[
            self.change
        ]
        side = self.change is Change.ADDED
        held = [
            f"{c.title[language]} {(c.new_text if side else c.old_text)[language]}"
            for c in self.cells
            if isinstance(c.new if side else c.old, float)
        ]
        row = self.new_row if side else self.old_row
        listed = ("，" if zh else ", ").join([self.label[language], *held])
        return [f"{row}{'：' if zh else ': '}{said[language]}{'：' if zh else ': '}{listed}"]


@dataclass(frozen=True, slots=True)
class FormulaChange:
    """One family of formulas that differs: `old` and `new` are examples, empty where there is none.

    A formula that has become a value has `=` nowhere: `new` is the value and `overwritten` is true.
    """

    name: str
    title: Text
    old_cells: tuple[str, ...]
    new_cells: tuple[str, ...]
    old: str
    new: str
    overwritten: bool = False

    def sentence(self, language: Language) -> str:
        zh = language == "zh"
        cells = self.new_cells or self.old_cells
        where = cells[0] + (f"…{cells[-1].rpartition('!')[2]}" if len(cells) > 1 else "")
        count = len(cells)
        if self.overwritten:
            said = Text(f"{count} 个公式被数值覆盖", f"{count} formula(s) overwritten by a value")
        elif not self.new:
            said = Text(f"{count} 个公式被删除", f"{count} formula(s) removed")
        elif not self.old:
            said = Text(f"新增 {count} 个公式", f"{count} formula(s) added")
        else:
            said = Text(f"{count} 个公式改变", f"{count} formula(s) changed")
        old, new = (self.old or "–"), (self.new or "–")
        return f"{where}{'：' if zh else ': '}{self.title[language]} {said[language]}{'：' if zh else ': '}{old} → {new}"


@dataclass(frozen=True, slots=True)
class ResultChange:
    """A result in both files: what the inputs give (`old`, `new`) and what the files say (`old_filed`, `new_filed`)."""

    name: str
    title: Text
    label: Text
    old_cell: str
    new_cell: str
    old: Value
    new: Value
    old_filed: Value
    new_filed: Value
    old_text: Text
    new_text: Text

    @property
    def changed(self) -> bool:
        """Whether the inputs give another result, and not only the cached value differs."""
        return self.old_text != self.new_text or not _equal(self.old, self.new, RESULT_TOLERANCE)

    @property
    def relative(self) -> float | None:
        """Relative change, as a fraction of the old value; None where that is no number or zero."""
        return _relative(self.old, self.new)

    def sentence(self, language: Language) -> str:
        zh = language == "zh"
        what = " ".join(x for x in (self.label[language], self.title[language]) if x)
        where = f"{_where(self.old_cell, self.new_cell)}{'：' if zh else ': '}{what} "
        if self.changed:
            return f"{where}{self.old_text[language]} → {self.new_text[language]}{_percent(self.old, self.new, language)}"
        old, new = _number(self.old_filed), _number(self.new_filed)
        return (
            where
            + Text(
                f"输入给出的结果未变，但文件中的值 {old} → {new}",
                f"the inputs give the same, but the value in the file {old} → {new}",
            )[language]
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed between two files.

    Attributes:
        fields, rows: inputs: single fields, and rows of tables.
        factors: own values, values in use, and library values.
        translated: texts that differ in two files of two languages; they are no change.
        notes: what is good to know and changes nothing.
    """

    old: Edition
    new: Edition
    fields: tuple[CellChange, ...]
    rows: tuple[RowChange, ...]
    factors: tuple[CellChange, ...]
    formulas: tuple[FormulaChange, ...]
    results: tuple[ResultChange, ...]
    translated: tuple[CellChange, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def same(self) -> bool:
        return not (self.fields or self.rows or self.factors or self.formulas or self.results)

    def sections(self, language: Language) -> list[tuple[str, list[str]]]:
        """Say everything: a heading and its sentences, results first."""
        inputs = [c.sentence(language) for c in self.fields]
        inputs += [s for r in self.rows for s in r.sentences(language)]
        said = (
            (Text("结果", "Results"), [r.sentence(language) for r in self.results]),
            (Text("公式", "Formulas"), [f.sentence(language) for f in self.formulas]),
            (Text("输入", "Inputs"), inputs),
            (Text("因子", "Factors"), [c.sentence(language) for c in self.factors]),
            (Text("说明", "Notes"), [n[language] for n in self.notes]),
        )
        return [(title[language], lines) for title, lines in said if lines]

    def json(self, language: Language) -> dict[str, Any]:
        """Return the comparison as JSON data."""
        return {
            "same": self.same,
            "old": _edition_json(self.old),
            "new": _edition_json(self.new),
            "inputs": {
                "fields": [_cell_json(c, language) for c in self.fields],
                "rows": [
                    {
                        "change": r.change.value,
                        "table": r.table,
                        "label": r.label[language],
                        "old_row": r.old_row,
                        "new_row": r.new_row,
                        "cells": [_cell_json(c, language) for c in r.cells],
                    }
                    for r in self.rows
                ],
            },
            "factors": [_cell_json(c, language) for c in self.factors],
            "formulas": [
                {
                    "name": f.name,
                    "title": f.title[language],
                    "old": f.old,
                    "new": f.new,
                    "overwritten": f.overwritten,
                    "old_cells": list(f.old_cells),
                    "new_cells": list(f.new_cells),
                }
                for f in self.formulas
            ],
            "results": [
                {
                    "name": r.name,
                    "title": r.title[language],
                    "label": r.label[language],
                    "old_cell": r.old_cell,
                    "new_cell": r.new_cell,
                    "old": r.old,
                    "new": r.new,
                    "relative": r.relative,
                    "old_in_file": r.old_filed,
                    "new_in_file": r.new_filed,
                }
                for r in self.results
            ],
            "translated": [_cell_json(c, language) for c in self.translated],
            "notes": [n[language] for n in self.notes],
        }


def compare_books(old: Book, new: Book) -> Comparison:
    """Say what changed from `old` to `new`; both are calculated from their inputs, neither file is changed.

    Raises:
        FileProblem: the files are of two templates, or one cannot be read by the present template's names.
    """
    if old.definition.key != new.definition.key:
        raise FileProblem(
            Text(
                f"两个文件不是同一种模板：{old.definition.key} 与 {new.definition.key}，无法对比。请给出同一模板的两次提交。",
                f"The files are of two templates, {old.definition.key} and {new.definition.key}. "
                "Give two submissions of one template.",
            )
        )
    return _Comparing(_Side(old), _Side(new)).result()


# ── one file ──


class _Side:
    """One of the files, with the values that its inputs give."""

    def __init__(self, book: Book) -> None:
        self.book = book
        values = recalculate(book.package, engine_functions())
        self.fresh = Book.open(write_values(book.package, values))
        self.filled: Filled = inspect_workbook(self.fresh)[0]
        self.words = _words(book.definition.key)

    @property
    def edition(self) -> Edition:
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
        value = self.fresh.values.get(cell)
        return None if is_blank(value) else value

    def formula(self, cell: CellKey) -> str:
        return self.book.formulas.get(cell, "")

    def input(self, entry: Entry, read: Value, cell: CellKey) -> Value:
        """The value of an input as the reader takes it; what the reader cannot take is as it stands."""
        return read if read is not None else self.held(cell)

    def said(self, value: Value) -> Value:
        """A calculated value so that it can be held against the other language: texts become codes or Chinese."""
        if not isinstance(value, str):
            return None if is_blank(value) else value
        return self.codes.get(value.casefold()) or self.words.zh.get(value, value) or None


@dataclass(frozen=True, slots=True)
class _Words:
    """The texts of a definition that stand in both languages, each way, and labels by code."""

    zh: Mapping[str, str]
    en: Mapping[str, str]


@lru_cache(maxsize=16)
def _words(key: str) -> _Words:
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
    entries: list[Entry] = []
    for table in definition.tables():
        entries += table.columns
        for values in table.prefilled.values():
            yield from (v for v in values if isinstance(v, Text) and not v.zh.startswith("="))
    for panel in definition.panels():
        entries += panel.fields
    for entry in entries:
        if isinstance(entry.formula, Text):
            zh, en = _literals(entry.formula.zh), _literals(entry.formula.en)
            if len(zh) == len(en):
                yield from (Text(a, b) for a, b in zip(zh, en, strict=True))


def _literals(formula: str) -> list[str]:
    return [p.text[1:-1].replace('""', '"') for p in pieces(formula) if p.kind == "string"]


# ── the comparison ──


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A row of a table in one file: its inputs by column, its cells, and what names it."""

    row: int
    index: int
    values: Mapping[str, Value]
    cells: Mapping[str, CellKey]
    label: Text
    identity: str


class _Comparing:
    def __init__(self, old: _Side, new: _Side) -> None:
        self.old, self.new = old, new
        self.definition = new.book.definition
        self.two_languages = old.book.language != new.book.language
        self.translated: list[CellChange] = []
        self.notes: list[Text] = []
        self.factors: list[CellChange] = []
        self.rows: list[RowChange] = []
        self.pairs: dict[str, list[tuple[_Line, _Line]]] = {}

    def result(self) -> Comparison:
        if self.old.book.version != self.new.book.version:
            a, b = self.old.book.version, self.new.book.version
            self.notes.append(Text(f"模板版本不同：{a} → {b}", f"the template versions differ: {a} → {b}"))
        fields = [c for panel in self.definition.panels() for c in self._panel(panel)]
        for table in self.definition.tables():
            self._table(table)
        formulas = list(_FormulaComparing(self).changes())
        if self.translated:
            count = len(self.translated)
            self.notes.append(
                Text(
                    f"两个文件语言不同，{count} 处自填文字的内容不同，未计入变化（--json 可查看）。",
                    f"The files are in two languages: {count} texts of the user's own differ and do not count as changes "
                    "(see --json).",
                )
            )
        return Comparison(
            old=self.old.edition,
            new=self.new.edition,
            fields=tuple(fields),
            rows=tuple(self.rows),
            factors=tuple(self.factors),
            formulas=tuple(formulas),
            results=tuple(self._results()),
            translated=tuple(self.translated),
            notes=tuple(self.notes),
        )

    # ── inputs ──

    def _panel(self, panel: Panel) -> Iterator[CellChange]:
        for one in panel.fields:
            name = f"{panel.key}_{one.key}"
            cells = self.old.book.cells_of(name)[0], self.new.book.cells_of(name)[0]
            if one.role in INPUTS:
                read = self.old.filled.panels[panel.key][one.key], self.new.filled.panels[panel.key][one.key]
                change = self._input(name, one, Text("", ""), read, cells)
                if change is not None:
                    yield change
            elif one.role is Role.DEFAULT:
                self._factor(name, one, Text("", ""), cells)

    def _table(self, table: Table) -> None:
        inputs = [c for c in table.columns if c.role in INPUTS]
        if not inputs:
            self._library(table)
            return
        old, new = self._lines(self.old, table, inputs), self._lines(self.new, table, inputs)
        sizes = [len(s.book.cells_of(f"{table.key}_{table.columns[0].key}")) for s in (self.old, self.new)]
        if sizes[0] != sizes[1]:
            self.notes.append(
                Text(
                    f"表“{table.title.zh}”的行数：{sizes[0]} → {sizes[1]}",
                    f'rows of the table "{table.title.en}": {sizes[0]} → {sizes[1]}',
                )
            )
        pairs, removed, added = _matched(table, old, new, texts=not self.two_languages)
        self.pairs[table.key] = pairs
        moved = sum(a.index != b.index for a, b in pairs)
        if moved and len(old) == len(new) and not removed and not added:
            self.notes.append(
                Text(
                    f"表“{table.title.zh}”有 {moved} 行换了位置",
                    f'{moved} rows of "{table.title.en}" have moved',
                )
            )
        changed: list[tuple[int, RowChange]] = []
        for a, b in pairs:
            cells = self._changed_cells(table, inputs, a, b)
            if cells:
                changed.append((b.row, self._row(Change.CHANGED, table, a, b, cells)))
            for column in _values_in_use(table):
                self._factor(
                    f"{table.key}_{column.key}", column, b.label, (a.cells[column.key], b.cells[column.key])
                )
        self.rows += [r for _, r in sorted(changed, key=lambda x: x[0])]
        self.rows += [
            self._row(Change.REMOVED, table, line, None, self._held(table, inputs, line, None))
            for line in removed
        ]
        self.rows += [
            self._row(Change.ADDED, table, None, line, self._held(table, inputs, None, line))
            for line in added
        ]

    def _changed_cells(self, table: Table, inputs: Sequence[Column], a: _Line, b: _Line) -> list[CellChange]:
        found = []
        for column in inputs:
            name = f"{table.key}_{column.key}"
            cells = a.cells[column.key], b.cells[column.key]
            change = self._input(name, column, b.label, (a.values[column.key], b.values[column.key]), cells)
            if change is None:
                continue
            if column.role is Role.OVERRIDE:
                self.factors.append(change)
            else:
                found.append(change)
        return found

    def _lines(self, side: _Side, table: Table, inputs: Sequence[Column]) -> list[_Line]:
        first = side.book.cells_of(f"{table.key}_{table.columns[0].key}")[0][1]
        named = next((c for c in table.columns if c.key == "id" and c.role is Role.LABEL), None)
        if named is None and table.columns[0].role not in INPUTS:
            named = table.columns[0]
        lines = []
        for row in side.filled.tables[table.key]:
            cells = dict(row._cells)
            values = {c.key: side.input(c, row[c.key], cells[c.key]) for c in inputs}
            if all(v is None for v in values.values()) and named is None:
                continue
            identity = as_text(side.said(row[named.key])) if named is not None else ""
            lines.append(
                _Line(
                    row.sheet_row,
                    row.sheet_row - first,
                    values,
                    cells,
                    self._label(side, table, row),
                    identity,
                )
            )
        return lines

    def _label(self, side: _Side, table: Table, row: Row) -> Text:
        """Name a row in the words that tell it from others: its first label, its choices, its first text."""
        said: list[Text] = []
        text_given = False
        for i, column in enumerate(table.columns):
            value = row[column.key]
            if is_blank(value) or column.key in _FACTS or (column.role not in INPUTS and i):
                continue
            if column.kind is Kind.CHOICE:
                said.append(self._text(side, column, value, row._cells[column.key]))
            elif isinstance(value, str) and not text_given:
                said.append(self._bilingual(side, value))
                text_given = True
            if len(said) == 4:
                break
        return Text(" ".join(t.zh for t in said), " ".join(t.en for t in said))

    def _row(
        self, change: Change, table: Table, a: _Line | None, b: _Line | None, cells: Sequence[CellChange]
    ) -> RowChange:
        line = b or a
        assert line is not None
        return RowChange(
            change, table.key, table.title, line.label, _row_address(a), _row_address(b), tuple(cells)
        )

    def _held(
        self, table: Table, inputs: Sequence[Column], a: _Line | None, b: _Line | None
    ) -> list[CellChange]:
        """What a row that is in one file alone holds."""
        line = b or a
        assert line is not None
        side = self.new if b is not None else self.old
        found = []
        for column in inputs:
            value, cell = line.values[column.key], line.cells[column.key]
            if value is None:
                continue
            text, where = self._text(side, column, value, cell), address(cell)
            name, formula, none = f"{table.key}_{column.key}", side.formula(cell), _text_of(None)
            title = _titled(column)
            found.append(
                CellChange(name, title, line.label, "", where, None, value, none, text, "", formula)
                if b is not None
                else CellChange(name, title, line.label, where, "", value, None, text, none, formula, "")
            )
        return found

    def _input(
        self, name: str, entry: Entry, label: Text, read: tuple[Value, Value], cells: tuple[CellKey, CellKey]
    ) -> CellChange | None:
        sides = self.old, self.new
        old, new = (s.input(entry, v, c) for s, v, c in zip(sides, read, cells, strict=True))
        formulas = [s.formula(c) for s, c in zip(sides, cells, strict=True)]
        if _equal(old, new, INPUT_TOLERANCE) and bool(formulas[0]) == bool(formulas[1]):
            return None
        change = CellChange(
            name, _titled(entry), label, address(cells[0]), address(cells[1]), old, new,
            self._text(self.old, entry, old, cells[0]), self._text(self.new, entry, new, cells[1]), *formulas,
        )  # fmt: skip
        if self.two_languages and entry.kind is Kind.TEXT and isinstance(old, str) and isinstance(new, str):
            if not _equal(self.old.said(old), self.new.said(new), INPUT_TOLERANCE):
                self.translated.append(change)
            return None
        return change

    # ── factors ──

    def _library(self, table: Table) -> None:
        for column in table.columns:
            if column.role is not Role.DEFAULT:
                continue
            name = f"{table.key}_{column.key}"
            cells = zip(self.old.book.cells_of(name), self.new.book.cells_of(name), strict=False)
            for i, pair in enumerate(cells, 1):
                self._factor(name, column, Text(f"第 {i} 行", f"row {i}"), pair)

    def _factor(self, name: str, entry: Entry, label: Text, cells: tuple[CellKey, CellKey]) -> None:
        old, new = (side.held(cell) for side, cell in zip((self.old, self.new), cells, strict=True))
        if _equal(self.old.said(old), self.new.said(new), RESULT_TOLERANCE):
            return
        if self.two_languages and isinstance(old, str) and isinstance(new, str):
            return  # the name of a factor: its number is compared beside it
        texts = self._bilingual(self.old, old), self._bilingual(self.new, new)
        self.factors.append(
            CellChange(name, _titled(entry), label, address(cells[0]), address(cells[1]), old, new, *texts)
        )

    # ── results ──

    def _results(self) -> Iterator[ResultChange]:
        definition = self.definition
        columns = {f"{t.key}_{c.key}": (t, c) for t in definition.tables() for c in t.columns}
        wanted = list(definition.results)
        known = {name for name, _ in wanted}
        for table in definition.tables():
            if table.key == ACCOUNTS:
                wanted += [
                    (f"{ACCOUNTS}_{c.key}", c.title)
                    for c in table.columns
                    if c.role is Role.CALCULATED and f"{ACCOUNTS}_{c.key}" not in known
                ]
        for name, title in wanted:
            table_column = columns.get(name)
            for label, a, b in self._result_cells(name, table_column[0] if table_column else None):
                change = self._result(name, title, label, a, b)
                if change is not None:
                    yield change

    def _result_cells(
        self, name: str, table: Table | None
    ) -> Iterator[tuple[Text, CellKey | None, CellKey | None]]:
        """Pair the cells of a result: by the label of the row where there is one, else by place."""
        old, new = self.old.book.cells_of(name), self.new.book.cells_of(name)
        if table is None:
            yield from ((Text("", ""), a, b) for a, b in zip(old, new, strict=False))
            return
        if table.columns[0].key in table.prefilled:
            # The template itself names these rows, in their order.
            for i, (a, b) in enumerate(zip(old, new, strict=False)):
                given = table.prefilled[table.columns[0].key][i] if i < table.rows else ""
                yield given if isinstance(given, Text) else _same_text(str(given)), a, b
            return
        first = f"{table.key}_{table.columns[0].key}"
        labelled: list[dict[str, CellKey]] = []
        texts: dict[str, Text] = {}
        for side, cells in ((self.old, old), (self.new, new)):
            found: dict[str, CellKey] = {}
            for i, (cell, place) in enumerate(zip(cells, side.book.cells_of(first), strict=False)):
                held = side.held(place)
                key = as_text(side.said(held))
                if key in found or not key:
                    key = f"{key}\0{i}"
                found[key] = cell
                texts[key] = self._bilingual(side, held)
            labelled.append(found)
        for key in {**labelled[0], **labelled[1]}:
            yield texts[key], labelled[0].get(key), labelled[1].get(key)

    def _result(
        self, name: str, title: Text, label: Text, a: CellKey | None, b: CellKey | None
    ) -> ResultChange | None:
        old, new = (s.held(c) if c else None for s, c in ((self.old, a), (self.new, b)))
        old_filed = _blank_is_none(self.old.book.values.get(a)) if a else None
        new_filed = _blank_is_none(self.new.book.values.get(b)) if b else None
        same = _equal(self.old.said(old), self.new.said(new), RESULT_TOLERANCE)
        if same and _equal(self.old.said(old_filed), self.new.said(new_filed), RESULT_TOLERANCE):
            return None
        text = self._bilingual(self.old, old)
        return ResultChange(
            name=name,
            title=title,
            label=label,
            old_cell=address(a) if a else "",
            new_cell=address(b) if b else "",
            old=old,
            new=old if same else new,
            old_filed=old_filed,
            new_filed=new_filed,
            old_text=text,
            new_text=text if same else self._bilingual(self.new, new),
        )

    # ── words ──

    def _text(self, side: _Side, entry: Entry, value: Value, cell: CellKey) -> Text:
        """A value in words: the label of a choice in both languages, anything else as it is."""
        if entry.kind is Kind.CHOICE and isinstance(value, str):
            key = self.owners.get(entry.choices, entry.choices)
            for item in self.definition.lists:
                if item.key == key:
                    label = next((text for code, text in item.entries if code == value), None)
                    if label is not None and not label.zh.startswith("="):
                        return label
            return _text_of(side.held(cell))
        return self._bilingual(side, value)

    @cached_property
    def owners(self) -> dict[str, str]:
        return {
            f"={t.key}_{c.key}": c.choices
            for t in self.definition.tables()
            for c in t.columns
            if c.kind is Kind.CHOICE and not c.choices.startswith("=")
        }

    def _bilingual(self, side: _Side, value: Value) -> Text:
        if not isinstance(value, str) or is_blank(value):
            return _text_of(value)
        words = side.words
        return Text(words.zh.get(value, value), words.en.get(value, value))


# ── rows ──


def _matched(
    table: Table, old: Sequence[_Line], new: Sequence[_Line], texts: bool
) -> tuple[list[tuple[_Line, _Line]], list[_Line], list[_Line]]:
    """Pair the rows of two files: by identity, then those that are equal, then the most alike."""
    pairs: list[tuple[_Line, _Line]] = []
    by_name = [_unique(old), _unique(new)]
    for name in by_name[0].keys() & by_name[1].keys():
        pairs.append((by_name[0][name], by_name[1][name]))
    old, new = _others(old, new, pairs)

    waiting: dict[tuple[Any, ...], list[_Line]] = defaultdict(list)
    for line in old:
        waiting[_content(line)].append(line)
    for line in new:
        equal = waiting.get(_content(line))
        if equal:
            pairs.append((equal.pop(0), line))
    old, new = _others(old, new, pairs)

    if len(old) * len(new) <= _MOST_PAIRS:
        scored = sorted(
            (-score, abs(a.index - b.index), i, j)
            for i, a in enumerate(old)
            for j, b in enumerate(new)
            if not (a.identity and b.identity and a.identity != b.identity)
            and (score := _likeness(table, a, b, texts)) >= _ALIKE
        )
        used: tuple[set[int], set[int]] = (set(), set())
        for *_, i, j in scored:
            if i not in used[0] and j not in used[1]:
                used[0].add(i)
                used[1].add(j)
                pairs.append((old[i], new[j]))
        old, new = _others(old, new, pairs)
    return sorted(pairs, key=lambda p: p[1].row), list(old), list(new)


def _unique(lines: Sequence[_Line]) -> dict[str, _Line]:
    counts: dict[str, int] = defaultdict(int)
    for line in lines:
        counts[line.identity] += 1
    return {line.identity: line for line in lines if line.identity and counts[line.identity] == 1}


def _others(
    old: Sequence[_Line], new: Sequence[_Line], pairs: Sequence[tuple[_Line, _Line]]
) -> tuple[list[_Line], list[_Line]]:
    used = {id(line) for pair in pairs for line in pair}
    return [x for x in old if id(x) not in used], [x for x in new if id(x) not in used]


def _content(line: _Line) -> tuple[Any, ...]:
    return tuple(f"{v:.12g}" if isinstance(v, float) else v for v in line.values.values())


def _likeness(table: Table, a: _Line, b: _Line, texts: bool) -> float:
    """The part of what two rows hold that is equal, from 0 to 1; without `texts` only figures and choices count."""
    together = equal = 0.0
    for key, one in a.values.items():
        other = b.values[key]
        if (one is None and other is None) or (not texts and table.column(key).kind is Kind.TEXT):
            continue
        weight = 0.5 if key in _FACTS else 2.0 if table.column(key).kind is Kind.TEXT else 1.0
        together += weight
        equal += weight * _equal(one, other, INPUT_TOLERANCE)
    return equal / together if together else 1.0


def _values_in_use(table: Table) -> list[Column]:
    """The columns that say which factor a row uses: defaults, and those with an own value beside them."""
    own = {c.key for c in table.columns if c.role is Role.OVERRIDE}
    return [
        c
        for c in table.columns
        if c.role is Role.DEFAULT or f"{c.key}_own" in own or (c.key == "used" and "own" in own)
    ]


def _row_address(line: _Line | None) -> str:
    if line is None:
        return ""
    sheet, row, _ = next(iter(line.cells.values()))
    return f"{sheet}!{row}"


# ── formulas ──


@dataclass(slots=True)
class _Family:
    cells: list[CellKey]
    example: str


class _FormulaComparing:
    """The formulas of both files, each moved to one place so that the rows of a ledger are one family."""

    def __init__(self, comparing: _Comparing) -> None:
        self.old, self.new = comparing.old, comparing.new
        self.definition = comparing.definition
        self.pairs = comparing.pairs
        self.two_languages = comparing.two_languages

    def changes(self) -> Iterator[FormulaChange]:
        groups = self._groups(self.old.book), self._groups(self.new.book)
        titles = self._titles()
        for name in {**groups[0], **groups[1]}:
            old, new = groups[0].get(name, {}), groups[1].get(name, {})
            gone = {k: f for k, f in old.items() if k not in new}
            come = {k: f for k, f in new.items() if k not in old}
            if not gone and not come:
                gone, come = self._swapped(name, old, new)
            if gone or come:
                yield _formula_change(name, titles.get(name, _same_text(name)), gone, come)

    def _swapped(
        self, name: str, old: Mapping[str, _Family], new: Mapping[str, _Family]
    ) -> tuple[dict[str, _Family], dict[str, _Family]]:
        """Find rows that have taken the formula of another family."""
        table, key = self._columns.get(name, ("", ""))
        family = [{c: k for k, f in side.items() for c in f.cells} for side in (old, new)]
        gone: dict[str, _Family] = {}
        come: dict[str, _Family] = {}
        for a, b in self.pairs.get(table, ()):
            was, now = family[0].get(a.cells[key]), family[1].get(b.cells[key])
            if was is not None and now is not None and was != now:
                gone.setdefault(was, _Family([], old[was].example)).cells.append(a.cells[key])
                come.setdefault(now, _Family([], new[now].example)).cells.append(b.cells[key])
        return gone, come

    @cached_property
    def _columns(self) -> dict[str, tuple[str, str]]:
        return {f"{t.key}_{c.key}": (t.key, c.key) for t in self.definition.tables() for c in t.columns}

    def _titles(self) -> dict[str, Text]:
        titles: dict[str, Text] = {}
        blocks: list[Table | Panel] = [*self.definition.tables(), *self.definition.panels()]
        for block in blocks:
            entries: Sequence[Column | Field] = block.columns if isinstance(block, Table) else block.fields
            for entry in entries:
                titles[f"{block.key}_{entry.key}"] = Text(
                    f"{block.title.zh} {entry.title.zh}", f"{block.title.en}, {entry.title.en}"
                )
        return titles

    def _groups(self, book: Book) -> dict[str, dict[str, _Family]]:
        """Families by the name that the cells stand in, or by sheet; a value over a formula is a family too."""
        issued = _issued(book.definition.key, book.language) if self.two_languages else {}
        places, kept = self._places(book)
        canonical = CanonicalFormulas()
        groups: dict[str, dict[str, _Family]] = defaultdict(dict)
        sheets = {s.title[lang]: s.key for s in book.definition.sheets for lang in ("zh", "en")}
        for cell, formula in book.formulas.items():
            name = places.get(cell, "")
            if name in self._inputs:
                continue  # an input that follows another is compared as an input
            text = canonical.text(formula, *cell[1:])
            group = name or sheets.get(cell[0], cell[0])
            if text in issued.get(group, ()):
                text = "issued"
            if name in kept:
                text += f"\0{cell[1] - kept[name]}"
            groups[group].setdefault(text, _Family([], "=" + formula)).cells.append(cell)
        for cell, name in places.items():
            value = book.values.get(cell)
            if name in self._calculated and cell not in book.formulas and not is_blank(value):
                text = f"\0{as_text(value)}"
                if name in kept:
                    text += f"\0{cell[1] - kept[name]}"
                groups[name].setdefault(text, _Family([], as_text(value))).cells.append(cell)
        return groups

    def _places(self, book: Book) -> tuple[dict[CellKey, str], dict[str, int]]:
        """The name of each cell of a column or field, and the first rows of those compared row by row."""
        places: dict[CellKey, str] = {}
        kept: dict[str, int] = {}
        for table in book.definition.tables():
            fixed = not any(c.role in INPUTS for c in table.columns) and not self.two_languages
            for column in table.columns:
                name = f"{table.key}_{column.key}"
                cells = book.cells_of(name)
                places |= dict.fromkeys(cells, name)
                if fixed:
                    kept[name] = cells[0][1]
        for panel in book.definition.panels():
            for one in panel.fields:
                name = f"{panel.key}_{one.key}"
                places |= dict.fromkeys(book.cells_of(name), name)
        return places, kept

    @cached_property
    def _inputs(self) -> set[str]:
        return {name for name, entry in _entries(self.definition) if entry.role in INPUTS}

    @cached_property
    def _calculated(self) -> set[str]:
        """Names whose cells hold formulas, so that a value in one is a formula typed over."""
        calculated = (Role.CALCULATED, Role.CHECK, Role.DEFAULT)
        found = {n for n, e in _entries(self.definition) if e.role in calculated and _has_formula(e)}
        for table in self.definition.tables():
            for key, values in table.prefilled.items():
                if table.column(key).role is not Role.LABEL and any(
                    isinstance(v, str) and v.startswith("=") for v in values
                ):
                    found.add(f"{table.key}_{key}")
        return found


def _entries(definition: Workbook) -> Iterator[tuple[str, Column | Field]]:
    for table in definition.tables():
        yield from ((f"{table.key}_{c.key}", c) for c in table.columns)
    for panel in definition.panels():
        yield from ((f"{panel.key}_{f.key}", f) for f in panel.fields)


def _has_formula(entry: Column | Field) -> bool:
    return bool(entry.formula) or (isinstance(entry, Column) and entry.equation is not None)


@lru_cache(maxsize=8)
def _issued(key: str, language: Language) -> dict[str, set[str]]:
    """The formulas of the template as it is issued in one language, by name or sheet."""
    from pycore.sheets.registry import installed_workbooks

    definition = installed_workbooks()[key]
    book = Book.open(write_workbook(definition, language))
    places = {cell: name for name, _ in _entries(definition) for cell in book.cells_of(name)}
    sheets = {s.title[language]: s.key for s in definition.sheets}
    issued: dict[str, set[str]] = defaultdict(set)
    canonical = CanonicalFormulas()
    for cell, formula in book.formulas.items():
        issued[places.get(cell) or sheets.get(cell[0], cell[0])].add(canonical.text(formula, *cell[1:]))
    return dict(issued)


def _formula_change(
    name: str, title: Text, gone: Mapping[str, _Family], come: Mapping[str, _Family]
) -> FormulaChange:
    old = [address(c) for f in gone.values() for c in f.cells]
    new = [address(c) for f in come.values() for c in f.cells]
    first_old, first_new = next(iter(gone.values()), None), next(iter(come.values()), None)
    typed = bool(come) and all(not f.example.startswith("=") for f in come.values())
    return FormulaChange(
        name, title, tuple(old), tuple(new),
        first_old.example if first_old else "", first_new.example if first_new else "", typed,
    )  # fmt: skip


# ── values ──


def _equal(old: Value, new: Value, tolerance: float) -> bool:
    if (
        isinstance(old, float | int)
        and isinstance(new, float | int)
        and isinstance(old, bool) == isinstance(new, bool)
    ):
        return math.isclose(old, new, rel_tol=tolerance, abs_tol=1e-300)
    return type(old) is type(new) and old == new


def _blank_is_none(value: Value) -> Value:
    return None if is_blank(value) else value


def _relative(old: Value, new: Value) -> float | None:
    numbers = [float(v) for v in (old, new) if isinstance(v, float | int) and not isinstance(v, bool)]
    if len(numbers) != 2 or numbers[0] == 0:
        return None
    return (numbers[1] - numbers[0]) / abs(numbers[0])


def _percent(old: Value, new: Value, language: Language) -> str:
    relative = _relative(old, new)
    if relative is None or relative == 0:
        return ""
    said = f"{relative:+.2%}" if abs(relative) >= 1e-4 else f"{relative:+.1e}"
    return f"（{said}）" if language == "zh" else f" ({said})"


def _number(value: Value) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:,.10g}"
    return as_text(value) or "–"


def _text_of(value: Value) -> Text:
    if is_blank(value):
        return Text("空白", "blank")
    return _same_text(_number(value))


def _same_text(text: str) -> Text:
    return Text(text, text)


def _titled(entry: Entry) -> Text:
    unit = entry.unit
    return Text(
        entry.title.zh + (f"（{unit.zh}）" if unit.zh else ""),
        entry.title.en + (f" ({unit.en})" if unit.en else ""),
    )


def _where(old: str, new: str) -> str:
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"


def _edition_json(edition: Edition) -> dict[str, str]:
    return {"file": edition.file, "version": edition.version, "language": edition.language}


def _cell_json(change: CellChange, language: Language) -> dict[str, Any]:
    return {
        "name": change.name,
        "title": change.title[language],
        "label": change.label[language],
        "old_cell": change.old_cell,
        "new_cell": change.new_cell,
        "old": change.old,
        "new": change.new,
        "old_text": change.old_text[language],
        "new_text": change.new_text[language],
        "old_formula": change.old_formula,
        "new_formula": change.new_formula,
    }
