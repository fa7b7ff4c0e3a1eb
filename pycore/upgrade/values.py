"""One input of the old file, as the present template takes it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.tree import FormulaProblem, address, parse, resolve
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.reading.choices import as_text
from pycore.reading.entries import INPUTS, DefinedEntry
from pycore.sheets.definition import Kind, Link, Role, Table
from pycore.upgrade.old import OldFile
from pycore.upgrade.report import Remark
from pycore.upgrade.rows import Rows


class Inputs:
    """Reads the inputs one by one, and counts those that are carried over."""

    def __init__(self, old: OldFile, rows: Rows) -> None:
        self.old = old
        self.rows = rows
        self.carried = 0

    def value(self, name: str, entry: DefinedEntry, cell: CellKey, table: Table | None = None) -> Any:
        """One input as `write_workbook` takes it; None for a blank."""
        value = self.old.held(cell)
        formula = self.old.book.formulas.get(cell)
        if formula is not None:
            link = self._link(formula, cell, table)
            if link is not None:
                self.carried += 1
                return link
            self.old.attend(
                cell, name,
                Text(f"公式 ={formula} 改为数值 {as_text(value)}", f"the formula ={formula} became its value {as_text(value)}"),
            )  # fmt: skip
        if value is None:
            return None
        if isinstance(value, ErrorValue):
            self.old.attend(cell, name, Text(f"错误值 {value} 未带入", f"the error {value} was not carried over"))
            return None
        if isinstance(value, bool):
            self.old.attend(
                cell,
                name,
                Text(f"逻辑值改为文字 {as_text(value)}", f"the logical value became the text {as_text(value)}"),
            )
            value = as_text(value)
        self.carried += 1
        if entry.role is Role.OVERRIDE:
            title = entry.title
            self.old.said.own_values.append(
                Remark(address(cell), name, Text(f"{title.zh} {as_text(value)}", f"{title.en} {as_text(value)}"))
            )
        if entry.kind is Kind.CHOICE:
            return self._choice(name, entry, value, cell)
        return value

    def _link(self, formula: str, cell: CellKey, table: Table | None) -> Link | None:
        """Read a formula that is nothing but one cell of an input column of the same table."""
        if table is None:
            return None
        try:
            tree = parse(formula)
            if tree["node_type"] != "Reference":
                return None
            area = resolve(tree["reference"], cell[0], self.old.book.names)
        except FormulaProblem:
            return None
        if area.rows != 1 or area.columns != 1:
            return None
        for key, column in self.old.areas(table).items():
            row = self.rows.placed[table.key].get(area.row1)
            inside = (
                area.sheet == column.sheet
                and area.column1 == column.column1
                and column.row1 <= area.row1 <= column.row2
            )
            if (
                inside
                and row is not None
                and table.column(key).role in INPUTS
                and (area.row1, area.column1) != cell[1:]
            ):
                return Link(f"{table.key}_{key}", row)
        return None

    def _choice(self, name: str, entry: DefinedEntry, value: Value, cell: CellKey) -> Any:
        """The code of a choice, or for a list that another table makes, its label in both languages."""
        options = self.old.options(entry.choices)
        code = options.code(value) if options is not None else None
        key = self._owners.get(entry.choices, entry.choices)
        entries = next((dict(item.entries) for item in self.old.definition.lists if item.key == key), {})
        if code is None:
            code = next((c for c, t in entries.items() if as_text(value) in (c, t.zh, t.en)), None)
        if code is None or (entries and code not in entries):
            self.old.attend(
                cell, name,
                Text(f"“{as_text(value)}”不在现行列表“{entry.title.zh}”中，请重新选择", f'"{as_text(value)}" is not in the present list for "{entry.title.en}": choose again'),
            )  # fmt: skip
            return as_text(value)
        if not entry.choices.startswith("="):
            return code
        label = entries.get(code)
        if label is not None and not label.zh.startswith("="):
            return label
        return value if isinstance(value, float) else self._offered.get(as_text(value), as_text(value))

    @cached_property
    def _offered(self) -> dict[str, Text]:
        """Texts of the template that its drop-downs offer from a range, by either language."""
        ranges = {c.choices for t in self.old.definition.tables() for c in t.columns if c.kind is Kind.CHOICE}
        return {
            one: text
            for table in self.old.definition.tables()
            for key, values in table.prefilled.items()
            if f"={table.key}_{key}" in ranges
            for text in values
            if isinstance(text, Text)
            for one in (text.zh, text.en)
        }

    @cached_property
    def _owners(self) -> dict[str, str]:
        """Return the list behind each column of choices, by the reference with which others choose from it."""
        return {
            f"={t.key}_{c.key}": c.choices
            for t in self.old.definition.tables()
            for c in t.columns
            if c.kind is Kind.CHOICE and not c.choices.startswith("=")
        }
