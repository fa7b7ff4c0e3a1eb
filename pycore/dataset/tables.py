"""The tables of a calculated workbook as data: ledgers, panels, results, totals, lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.dataset.factor_ids import FactorIds
from pycore.dataset.fields import FACTOR_IDS_FIELD, ROW, ROW_FIELD, data_field, offered
from pycore.dataset.resource import DataField, DataTable, typed
from pycore.language import Text, as_text
from pycore.reading.book import Book
from pycore.reading.choices import Choices, Options
from pycore.reading.entries import INPUTS
from pycore.sheets.definition import Kind, Panel, Role, Table

FACTORS, FACTOR_USES = "factors", "tl_factor_uses"
RESULTS, TOTALS, LISTS = "tl_results", "tl_totals", "tl_lists"


class Tables:
    """Reads the tables of one workbook."""

    def __init__(self, book: Book) -> None:
        self.book, self.definition = book, book.definition
        self.choices = Choices(book)
        self.factor_ids = FactorIds(book)

    def all(self) -> list[DataTable]:
        """Every table, those that say something of the whole workbook last."""
        found = [self._table(b) if isinstance(b, Table) else self._panel(b) for b in self.definition.filled_blocks()]
        found += [self._results(), self._totals(), self._lists(), self._uses(found)]
        return [typed(table) for table in _with_references(found, self._sources())]

    # --- ledgers and panels ---

    def _table(self, table: Table) -> DataTable:
        """The rows of a ledger that somebody has filled in; of other tables those that say anything."""
        cells = {c.key: self._cells(f"{table.key}_{c.key}") for c in table.columns}
        lists = {c.key: offered(c, self.choices) for c in table.columns}
        entered = {c.key for c in table.columns if c.role in INPUTS}
        # A row that the template brings whole is one like those that are entered: others may refer to it.
        required = [c.key for c in table.columns if c.required]
        telling = [c.key for c in table.columns if c.role in (*INPUTS, Role.LABEL)]
        rows: list[tuple[Value, ...]] = []
        for number in range(1, max((len(c) for c in cells.values()), default=0) + 1):
            held = {k: self._value(c[number - 1]) if number <= len(c) else None for k, c in cells.items()}
            given = [
                k for k in telling or held if not is_blank(held[k]) and not self._prefilled(table, k, number, held[k])
            ]
            if given or (required and all(not is_blank(held[key]) for key in required)):
                ids = " ".join(self.factor_ids.of_row(table, number)) if entered.intersection(given) else ""
                rows.append((number, *(_coded(v, lists[k]) for k, v in held.items()), ids))
        # Where all rows are printed, whether anything is entered or not, none can be required to hold something.
        demanded = all(c.role is not Role.LABEL for c in table.columns)
        described = (data_field(c, self.choices, demanded) for c in table.columns)
        fields = (ROW_FIELD, *described, FACTOR_IDS_FIELD)
        if not any(row[-1] for row in rows):
            fields, rows = fields[:-1], [row[:-1] for row in rows]
        return DataTable(
            name=table.key, title=table.title, help=table.note, sheet=self._sheet(table.key), fields=fields,
            rows=tuple(rows), key=(ROW,),
        )  # fmt: skip

    def _prefilled(self, table: Table, key: str, number: int, value: Value) -> bool:
        """Whether a cell holds what the blank template has there already."""
        given = table.prefilled.get(key, ())
        if number > len(given) or table.column(key).role not in INPUTS:
            return False
        one = given[number - 1]
        return value == (as_text(one)[self.book.language] if isinstance(one, Text) else one)

    def _panel(self, panel: Panel) -> DataTable:
        """The fields of a panel as the one row of a table."""
        lists = {f.key: offered(f, self.choices) for f in panel.fields}
        held = {f.key: self._first(f"{panel.key}_{f.key}") for f in panel.fields}
        return DataTable(
            name=panel.key,
            title=panel.title,
            help=panel.note,
            sheet=self._sheet(panel.key),
            fields=tuple(data_field(f, self.choices) for f in panel.fields),
            rows=(tuple(_coded(v, lists[k]) for k, v in held.items()),)
            if any(v is not None for v in held.values())
            else (),
        )

    def _sheet(self, block: str) -> str:
        return self.definition.sheet_of(block).title[self.book.language]

    def _cells(self, name: str) -> list[tuple[str, int, int]]:
        """The cells of a name; none where an earlier template has not got it."""
        return self.book.cells_of(name) if name in self.book.names else []

    def _value(self, cell: tuple[str, int, int]) -> Value:
        value = self.book.values.get(cell)
        return None if is_blank(value) else value

    def _first(self, name: str) -> Value:
        cells = self._cells(name)
        return self._value(cells[0]) if cells else None

    # --- of the whole workbook ---

    def _results(self) -> DataTable:
        """What the workbook names as its results, each with its words and unit, a row of a column a line."""
        rows: list[tuple[Value, ...]] = []
        for name, title in self.definition.results:
            unit = self.definition.result_unit(name)
            for number, cell in enumerate(self._cells(name), 1):
                value = self._value(cell)
                if value is not None:
                    rows.append((name, number, title.zh, title.en, value, unit.zh, unit.en))
        return DataTable(
            name=RESULTS, title=Text("主要结果", "results"), fields=_told("name", ROW, "value"), rows=tuple(rows),
            key=("name", ROW),
        )  # fmt: skip

    def _totals(self) -> DataTable:
        """The rows of sums below the tables."""
        rows = [
            (t.key, c.key, c.title.zh, c.title.en, self._first(f"{t.key}_{c.key}_total"), c.unit.zh, c.unit.en)
            for t in self.definition.tables() if t.totals for c in t.columns if c.total
        ]  # fmt: skip
        return DataTable(
            name=TOTALS, title=Text("各表合计", "totals of tables"), fields=_told("table", "column", "value"),
            rows=tuple(rows), key=("table", "column"),
        )  # fmt: skip

    def _lists(self) -> DataTable:
        """The codes that stand for choices, with their words in this file."""
        rows = []
        for item in self.definition.lists:
            options = self.choices.options(item.key)
            rows += [(item.key, options.codes[label.casefold()], label) for label in options.labels]
        fields = (
            _text("list", "列表", "list"), _text("code", "代码", "code"),
            _text("label", "工作簿中的文字", "words in the workbook"),
        )  # fmt: skip
        return DataTable(name=LISTS, title=Text("下拉列表", "lists of choices"), fields=fields, rows=tuple(rows))

    def _uses(self, tables: list[DataTable]) -> DataTable:
        """Which row takes which factor, a line each, so that programs can join the two."""
        rows = [
            (table.name, number, one)
            for table in tables
            if table.fields[-1].name == FACTOR_IDS_FIELD.name
            for number, ids in zip(table.column(ROW), table.column(FACTOR_IDS_FIELD.name), strict=True)
            for one in str(ids or "").split()
        ]
        known = any(t.name == FACTORS for t in tables)
        factor = replace(
            _text("factor_id", "因子编号", "id of the factor"), refers_to=(FACTORS, "id") if known else None
        )
        fields = (_text("table", "表", "table"), ROW_FIELD, factor)
        return DataTable(
            name=FACTOR_USES, title=Text("各行采用的因子", "factors that rows take"), fields=fields, rows=tuple(rows)
        )

    # --- references between tables ---

    def _sources(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Of each field that chooses from the cells of another table: which table and field that is."""
        places = {f"{b.key}_{e.key}": (b.key, e.key) for b in self.definition.filled_blocks() for e in b.entries}
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for block in self.definition.tables():
            for entry in block.columns:
                chosen_from = entry.choices.removeprefix("=") if entry.kind is Kind.CHOICE else ""
                if entry.choices.startswith("=") and chosen_from in places:
                    found[block.key, entry.key] = places[chosen_from]
        return found


def _with_references(tables: list[DataTable], sources: dict[tuple[str, str], tuple[str, str]]) -> Iterator[DataTable]:
    """Say of each field what it refers to, and bring a code to what stands in the table that it is taken from."""
    known = {table.name: table for table in tables}
    for table in tables:
        fields = tuple(
            replace(f, refers_to=source)
            if (source := sources.get((table.name, f.name))) is not None and source[0] in known
            else f
            for f in table.fields
        )
        yield replace(table, fields=fields)


def _coded(value: Value, options: Options | None) -> Value:
    """The code of a choice; what is no entry of the list stays as it was typed."""
    if options is None or is_blank(value):
        return value
    code = options.code(value)
    return value if code is None else code


def _text(name: str, zh: str, en: str) -> DataField:
    return DataField(name=name, title=Text(zh, en), constraints={"required": True})


def _told(*names: str) -> tuple[DataField, ...]:
    """The fields of a table of values that are told one by one."""
    first, second, _ = names
    return (
        _text(first, "名称" if first == "name" else "表", first),
        ROW_FIELD if second == ROW else _text(second, "列", second),
        DataField(name="title_zh", title=Text("中文名", "title in Chinese")),
        DataField(name="title_en", title=Text("英文名", "title in English")),
        DataField(name="value", type="number", title=Text("值", "value"), role=Role.CALCULATED.value),
        DataField(name="unit_zh", title=Text("单位（中文）", "unit in Chinese")),
        DataField(name="unit_en", title=Text("单位（英文）", "unit in English")),
    )
