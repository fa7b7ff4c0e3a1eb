"""What changed between two submissions of one template: inputs, factors, formulas and results, in words.

Rows are matched by what they hold and not by where they stand, choices by their code, and results are those that the
inputs of each file give, so a file in Chinese can be held against one in English and a stale cache hides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.compare.changes import (
    CellChange,
    Comparison,
    Edition,
    FormulaChange,
    KindOfChange,
    ResultChange,
    RowChange,
)
from pycore.compare.formulas import FormulaComparing
from pycore.compare.own_words import OwnWords
from pycore.compare.results import result_changes
from pycore.compare.rows import SHARED, ComparedRow, matched, row_address, values_in_use
from pycore.compare.side import Side
from pycore.compare.standing import product_standings
from pycore.compare.values import (
    INPUT_TOLERANCE,
    RESULT_TOLERANCE,
    equal,
    text_of,
    titled,
)
from pycore.errors import FileProblem
from pycore.formulas.tree import address
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.reading.entries import INPUTS, DefinedEntry
from pycore.reading.reader import FilledRow
from pycore.sheets.definition import Column, Kind, Panel, Role, Table
from pycore.sheets.meaning_of import meanings_of

__all__ = [
    "CellChange",
    "Comparison",
    "Edition",
    "FormulaChange",
    "KindOfChange",
    "ResultChange",
    "RowChange",
    "compare_books",
]


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
    return _Comparing(_side(old), _side(new)).result()


def _side(book: Book) -> Side:
    """Read and calculate one of the files; what is wrong with it is said with the name of the file."""
    try:
        return Side(book)
    except FileProblem as problem:
        if not book.name or book.name in problem.text.zh:
            raise
        raise FileProblem(
            Text(f"{book.name}：{problem.text.zh}", f"{book.name}: {problem.text.en}"),
        ) from problem


class _Comparing:
    """Two sides on the way to a `Comparison`; the lists fill while panels and tables are gone through."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.definition = new.book.definition
        self.meanings = meanings_of(self.definition)
        self.two_languages = old.book.language != new.book.language
        self.own_words = OwnWords(old, new)
        self.translated: list[CellChange] = []
        self.notes: list[Text] = []
        self.factors: list[CellChange] = []
        self.rows: list[RowChange] = []
        self.pairs: dict[str, list[tuple[ComparedRow, ComparedRow]]] = {}

    def result(self) -> Comparison:
        """Compare panels, tables, formulas and results, in this order."""
        if self.old.book.version != self.new.book.version:
            a, b = self.old.book.version, self.new.book.version
            self.notes.append(Text(f"模板版本不同：{a} → {b}", f"the template versions differ: {a} → {b}"))
        fields = [c for panel in self.definition.panels() for c in self._panel(panel)]
        for table in self.definition.tables():
            self._table(table)
        formulas = list(FormulaComparing(self.old, self.new, self.pairs).changes())
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
            results=tuple(result_changes(self.old, self.new)),
            standings=tuple(product_standings(self.old, self.new)),
            translated=tuple(self.translated),
            notes=tuple(self.notes),
        )

    # ── inputs ──

    def _panel(self, panel: Panel) -> Iterator[CellChange]:
        """Yield the inputs of a panel that changed; library values are collected on the way."""
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
        """Compare the rows of a table and collect what changed; a table without inputs is one of the library."""
        inputs = [c for c in table.columns if c.role in INPUTS]
        if not inputs:
            self._library(table)
            return
        old, new = self._lines(self.old, table, inputs), self._lines(self.new, table, inputs)
        if self.two_languages:
            old, new = self._without_own_names(table, old, new)
        sizes = [len(s.book.cells_of(f"{table.key}_{table.columns[0].key}")) for s in (self.old, self.new)]
        if sizes[0] != sizes[1]:
            self.notes.append(
                Text(
                    f"表“{table.title.zh}”的行数：{sizes[0]} → {sizes[1]}",
                    f'rows of the table "{table.title.en}": {sizes[0]} → {sizes[1]}',
                )
            )
        in_words = frozenset(c.key for c in inputs if self.two_languages and self._is_own_text(c))
        pairs, removed, added = matched(table, old, new, in_words, self._shared(table))
        self.pairs[table.key] = pairs
        # A choice is no name: two that differ are a change, and not one thing in two languages.
        for key in (key for key in in_words if table.column(key).kind is Kind.TEXT):
            for a, b in pairs:
                self.own_words.learn(a.values[key], b.values[key])
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
                changed.append((b.row, self._row(KindOfChange.CHANGED, table, a, b, cells)))
            for column in values_in_use(table):
                self._factor(f"{table.key}_{column.key}", column, b.label, (a.cells[column.key], b.cells[column.key]))
        self.rows += [r for _, r in sorted(changed, key=lambda x: x[0])]
        self.rows += [
            self._row(KindOfChange.REMOVED, table, line, None, self._held(table, inputs, line, None))
            for line in removed
        ]
        self.rows += [
            self._row(KindOfChange.ADDED, table, None, line, self._held(table, inputs, None, line)) for line in added
        ]

    def _changed_cells(
        self, table: Table, inputs: Sequence[Column], a: ComparedRow, b: ComparedRow
    ) -> list[CellChange]:
        """Return the inputs that differ in two rows that are the same row in both files."""
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

    def _lines(self, side: Side, table: Table, inputs: Sequence[Column]) -> list[ComparedRow]:
        """Read the rows of a table on one side: those with an input or with a name of their own."""
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
            identity = self._identity(side, table, named, row) if named is not None else ""
            lines.append(
                ComparedRow(
                    row.sheet_row,
                    row.sheet_row - first,
                    values,
                    cells,
                    self._label(side, table, row),
                    identity,
                )
            )
        return lines

    def _identity(self, side: Side, table: Table, named: Column, row: FilledRow) -> str:
        """What names a row in both files: the template's word for it, or what its formula says."""
        value = row[named.key]
        for given in table.prefilled.get(named.key, ()):
            if isinstance(given, Text) and value in (given.zh, given.en):
                return given.zh
        if self.two_languages and isinstance(value, str):
            return self.own_words.one(side, value)
        return as_text(side.said(value))

    def _without_own_names(
        self, table: Table, old: Sequence[ComparedRow], new: Sequence[ComparedRow]
    ) -> tuple[list[ComparedRow], list[ComparedRow]]:
        """Rows whose name the other file does not have, and of which it cannot be told what it is there, lose it.

        They are matched by what else they hold, and by their place.
        """
        both = {line.identity for line in old} & {line.identity for line in new}
        return tuple(  # type: ignore[return-value]
            [
                line
                if line.identity in both or self.own_words.known(side, line.identity)
                else replace(line, identity="")
                for line in lines
            ]
            for side, lines in ((self.old, old), (self.new, new))
        )

    def _is_own_text(self, column: DefinedEntry) -> bool:
        """Tell what a user words: a text, or a choice of what such a text is elsewhere."""
        return column.kind is Kind.TEXT or (column.kind is Kind.CHOICE and not self.new.is_closed(column))

    def _shared(self, table: Table) -> frozenset[str]:
        """The columns of a table that many rows have in common."""
        return frozenset(key for meaning in SHARED for key in self.meanings.columns(table, meaning))

    def _label(self, side: Side, table: Table, row: FilledRow) -> Text:
        """Name a row in the words that tell it from others: its first label, its choices, its first text."""
        said: list[Text] = []
        text_given = False
        shared = self._shared(table)
        for i, column in enumerate(table.columns):
            value = row[column.key]
            if is_blank(value) or column.key in shared or (column.role not in INPUTS and i):
                continue
            if column.kind is Kind.CHOICE:
                said.append(side.text(column, value, row._cells[column.key]))
            elif isinstance(value, str) and not text_given:
                said.append(side.bilingual(value))
                text_given = True
            if len(said) == 4:
                break
        return Text(" ".join(t.zh for t in said), " ".join(t.en for t in said))

    def _row(
        self,
        change: KindOfChange,
        table: Table,
        a: ComparedRow | None,
        b: ComparedRow | None,
        cells: Sequence[CellChange],
    ) -> RowChange:
        """Make the change of a row, with its number and label on both sides."""
        line = b or a
        assert line is not None
        return RowChange(change, table.key, table.title, line.label, row_address(a), row_address(b), tuple(cells))

    def _held(
        self, table: Table, inputs: Sequence[Column], a: ComparedRow | None, b: ComparedRow | None
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
            text, where = side.text(column, value, cell), address(cell)
            name, formula, none = f"{table.key}_{column.key}", side.formula(cell), text_of(None)
            title = titled(column)
            found.append(
                CellChange(name, title, line.label, "", where, None, value, none, text, "", formula)
                if b is not None
                else CellChange(name, title, line.label, where, "", value, None, text, none, formula, "")
            )
        return found

    def _input(
        self, name: str, entry: DefinedEntry, label: Text, read: tuple[Value, Value], cells: tuple[CellKey, CellKey]
    ) -> CellChange | None:
        """Return the change of one input, or None where value and formula are equal."""
        sides = self.old, self.new
        old, new = (s.input(entry, v, c) for s, v, c in zip(sides, read, cells, strict=True))
        formulas = [s.formula(c) for s, c in zip(sides, cells, strict=True)]
        if equal(old, new, INPUT_TOLERANCE) and bool(formulas[0]) == bool(formulas[1]):
            return None
        change = CellChange(
            name, titled(entry), label, address(cells[0]), address(cells[1]), old, new,
            self.old.text(entry, old, cells[0]), self.new.text(entry, new, cells[1]), *formulas,
        )  # fmt: skip
        if self.two_languages and self._is_own_text(entry) and isinstance(old, str) and isinstance(new, str):
            if equal(self.old.said(old), self.new.said(new), INPUT_TOLERANCE):
                return None
            self.translated.append(change)
            return None
        return change

    # ── factors ──

    def _library(self, table: Table) -> None:
        """Collect the values of a library table that differ, row by row."""
        for column in table.columns:
            if column.role is not Role.DEFAULT:
                continue
            name = f"{table.key}_{column.key}"
            cells = zip(self.old.book.cells_of(name), self.new.book.cells_of(name), strict=False)
            for i, pair in enumerate(cells, 1):
                self._factor(name, column, Text(f"第 {i} 行", f"row {i}"), pair)

    def _factor(self, name: str, entry: DefinedEntry, label: Text, cells: tuple[CellKey, CellKey]) -> None:
        """Collect a value of the library that differs; its name in another language is no difference."""
        old, new = (side.held(cell) for side, cell in zip((self.old, self.new), cells, strict=True))
        if equal(self.old.said(old), self.new.said(new), RESULT_TOLERANCE):
            return
        if self.two_languages and isinstance(old, str) and isinstance(new, str):
            return  # the name of a factor: its number is compared beside it
        texts = self.old.bilingual(old), self.new.bilingual(new)
        self.factors.append(
            CellChange(name, titled(entry), label, address(cells[0]), address(cells[1]), old, new, *texts)
        )
