"""Which row of the present template each row of the old file becomes."""

from __future__ import annotations

from collections.abc import Mapping

from pycore.formulas.tree import AreaOnSheet, CellKey, address
from pycore.language import Text
from pycore.reading.choices import as_text
from pycore.reading.entries import INPUTS
from pycore.sheets.definition import Role, Table
from pycore.sheets.resize import can_grow
from pycore.upgrade.old import OldFile
from pycore.upgrade.report import Remark

MOST_BELOW = 2_000
"""So far below the end of a ledger rows are looked for."""


class Rows:
    """The rows of all tables.

    Attributes:
        placed: of each table the new row, counted from 1, by the old sheet row.
        sizes: rows that tables have at least; a table grows where the old file has more.
    """

    def __init__(self, old: OldFile, sizes: Mapping[str, int]) -> None:
        self.old = old
        self.sizes = dict(sizes)
        self.placed: dict[str, dict[int, int]] = {}
        self.carried: set[CellKey] = set()
        """Cells below the total of a ledger that were carried over all the same."""

    def place(self, table: Table) -> None:
        """Decide which row of the present table each row of the old one becomes."""
        areas = self.old.areas(table)
        if not areas:
            self.placed[table.key] = {}
            # A sheet of the library wants nothing filled in: own factors are for those who have some.
            of_library = self.old.definition.sheet_of(table.key).tab == "library"
            if (table.ledger or table.prefilled) and not of_library:
                self.old.said.attention.append(
                    Remark(
                        "",
                        table.key,
                        Text(
                            f"原文件没有表“{table.title.zh}”，请补填",
                            f'the old file has no table "{table.title.en}": fill it in',
                        ),
                    )
                )
            return
        inputs = {c.key for c in table.columns if c.role in INPUTS}
        used = sorted(
            {
                row
                for key, area in areas.items()
                if key in inputs
                for row in range(area.row1, area.row2 + 1)
                if self.old.held((area.sheet, row, area.column1)) is not None
            }
        )
        used += self._below(table, areas)
        named = self.named_rows(table, areas)
        if named is not None:
            self.placed[table.key] = {row: named[row] for row in used if row in named}
            for row in used:
                if row not in named:
                    self._lost_row(table, areas, row)
            return
        first = next(iter(areas.values())).row1
        placed = {row: row - first + 1 for row in used}
        room = max(table.rows, self.sizes.get(table.key, 0))
        if used and placed[used[-1]] > room:
            # Rows that were inserted: blank ones are left out, and what still does not fit makes the table longer.
            placed = {row: i for i, row in enumerate(used, 1)}
            if len(used) > room:
                self.sizes[table.key] = len(used)
                self.old.said.moved.append(
                    Remark(
                        "",
                        table.key,
                        Text(
                            f"表“{table.title.zh}”加长到 {len(used)} 行（模板 {table.rows} 行）",
                            f'the table "{table.title.en}" was made {len(used)} rows long (template: {table.rows})',
                        ),
                    )
                )
        self.placed[table.key] = placed

    def _below(self, table: Table, areas: Mapping[str, AreaOnSheet]) -> list[int]:
        """The rows that somebody has typed below the total of a ledger, where nothing counts them.

        A row is one of the ledger's if it has all that a row must have; anything else is left to be named.
        """
        sheet = self.old.definition.sheet_of(table.key)
        alone = [block for block in sheet.blocks if isinstance(block, Table)] == [table]
        inputs = [c for c in table.columns if c.role in INPUTS and c.key in areas]
        required = [areas[c.key] for c in inputs if c.required]
        if not alone or not can_grow(table) or len(required) < 2:
            return []
        place, last = required[0], max(area.row2 for area in areas.values())
        first_column = place.column1
        candidates = sorted(
            row
            for name, row, column in self.old.book.values
            if name == place.sheet and column == first_column and last < row <= last + MOST_BELOW
        )
        found = [
            row
            for row in candidates
            if all(self.old.held((area.sheet, row, area.column1)) is not None for area in required)
        ]
        for row in found:
            self.carried.update((areas[c.key].sheet, row, areas[c.key].column1) for c in inputs)
            self.old.attend(
                (place.sheet, row, first_column),
                table.key,
                Text(
                    f"“{table.title.zh}”第 {row} 行填在合计行之下，原文件没有计入；已带入新文件的台账，结果因此改变，请确认",
                    f'row {row} of "{table.title.en}" stood below the total, where the old file did not count it; it is '
                    "a row of the ledger now and changes the results: please confirm",
                ),
            )
        return found

    def named_rows(self, table: Table, areas: Mapping[str, AreaOnSheet]) -> dict[int, int] | None:
        """Match rows by the id or label that the template gives them; None where rows have no such name."""
        key = next((c.key for c in table.columns if c.key == "id" and c.role is Role.LABEL), None)
        if key is None or key not in areas or key not in table.prefilled:
            first = table.columns[0]
            if first.role in INPUTS or first.key not in areas:
                return None
            area = areas[first.key]
            return self._labelled(table, area)
        present = {as_text(v): i for i, v in enumerate(table.prefilled[key], 1) if isinstance(v, str | float | int)}
        area = areas[key]
        found = {}
        for row in range(area.row1, area.row2 + 1):
            name = as_text(self.old.held((area.sheet, row, area.column1)))
            if name in present:
                found[row] = present[name]
        return found

    def _labelled(self, table: Table, area: AreaOnSheet) -> dict[int, int] | None:
        """Match rows whose first cell is a label of a closed list, by the place of its code in the present list."""
        labels = {row: self.old.held((area.sheet, row, area.column1)) for row in range(area.row1, area.row2 + 1)}
        given = [v for v in labels.values() if v is not None]
        for item in self.old.definition.lists:
            options = self.old.options(item.key)
            codes = [code for code, _ in item.entries]
            if options is None or len(codes) != table.rows or not given:
                continue
            if all(options.code(v) in codes for v in given):
                return {row: codes.index(str(options.code(v))) + 1 for row, v in labels.items() if v is not None}
        return None

    def _lost_row(self, table: Table, areas: Mapping[str, AreaOnSheet], row: int) -> None:
        """Note the inputs of a row for which the new ledger has no room."""
        for column in table.columns:
            if column.role not in INPUTS or column.key not in areas:
                continue
            area = areas[column.key]
            cell = (area.sheet, row, area.column1)
            value = self.old.held(cell)
            if value is not None and (column.role is Role.OVERRIDE or column.key not in table.prefilled):
                self.old.said.attention.append(
                    Remark(
                        address(cell),
                        f"{table.key}_{column.key}",
                        Text(
                            f"“{table.title.zh}”中没有这一行了，未带入 {as_text(value)}",
                            f'"{table.title.en}" no longer has this row; {as_text(value)} was not carried over',
                        ),
                    )
                )
            elif value is not None:
                self.old.said.dropped.append(
                    Remark(
                        address(cell),
                        "",
                        Text(
                            f"模板不再有这一行：{as_text(value)}",
                            f"the template no longer has this row: {as_text(value)}",
                        ),
                    )
                )
