"""What else the old file has, and what stands elsewhere now: library values, unknown names, further sheets, moves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pycore.formulas.tree import address, resolve
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.reading.entries import INPUTS, DefinedEntry
from pycore.sheets.definition import Column, Panel, Role, Table, Workbook
from pycore.upgrade.old import OldFile
from pycore.upgrade.report import Remark
from pycore.upgrade.rows import Rows


class Beside:
    """Lists what is not an input that is carried over."""

    def __init__(self, old: OldFile, rows: Rows) -> None:
        self.old = old
        self.rows = rows

    def library(self, table: Table) -> None:
        """List the library values that differ; they are those of the present template in the new file."""
        areas = self.old.areas(table)
        named = self.rows.named_rows(table, areas) if areas else None
        for column in table.columns:
            values = table.prefilled.get(column.key)
            if column.role is not Role.DEFAULT or not values or column.key not in areas:
                continue
            area = areas[column.key]
            for row in range(area.row1, area.row2 + 1):
                new = named.get(row) if named is not None else row - area.row1 + 1
                cell = (area.sheet, row, area.column1)
                ids = areas.get("id")
                label = as_text(self.old.held((ids.sheet, row, ids.column1))) if ids else ""
                if new is not None and new <= len(values):
                    self._typed_over(table, column, label, cell)
                    self.library_value(f"{table.key}_{column.key}", column, label, values[new - 1], cell)
                elif new is None and label:
                    self.old.said.library.append(
                        Remark(
                            address(cell),
                            "",
                            Text(f"{label} 不在现行因子库中", f"{label} is not in the present library"),
                        )
                    )

    def _typed_over(self, table: Table, column: Column, id: str, cell: CellKey) -> None:
        """Say that a value is not what the library had when the old file's template was issued: a user has changed it."""
        issued = self.old.issued
        row = issued.tables.get(table.key, {}).get(id) if issued is not None and column.key == "value" else None
        held = self.old.held(cell)
        if row is None or row.value is None or held == row.value:
            return
        self.old.attend(
            cell,
            f"{table.key}_{column.key}",
            Text(
                f"{id} {as_text(held)} 不是模板发布时因子库的 {as_text(row.value)}，未带入：需要时填写自有值并说明理由",
                f"{id} {as_text(held)} is not the library's {as_text(row.value)} that the template was issued with; it was "
                "not carried over: enter it as an own value, with its reason, if it is wanted",
            ),
        )

    def library_value(self, name: str, entry: DefinedEntry, label: str, present: Any, cell: CellKey) -> None:
        """List a library value that is another in the present template."""
        held = self.old.held(cell)
        if present is None or isinstance(present, Text) or (isinstance(present, str) and present.startswith("=")):
            return
        same = (
            math.isclose(held, present, rel_tol=1e-12)
            if isinstance(held, float | int) and isinstance(present, float | int)
            else as_text(held) == as_text(present)
        )
        if not same:
            what = label or entry.title.zh, label or entry.title.en
            self.old.said.library.append(
                Remark(
                    address(cell),
                    name,
                    Text(
                        f"{what[0]} {as_text(held)} → {as_text(present)}",
                        f"{what[1]} {as_text(held)} → {as_text(present)}",
                    ),
                )
            )

    def unknown_names(self) -> None:
        """List the names of the old file that the present template does not know and that hold something typed."""
        known = set(self.old.names.values()) | _names(self.old.definition)
        lists = {
            resolve(self.old.book.names[n], "", self.old.book.names).sheet
            for item in self.old.definition.lists
            if (n := f"{item.key}_list") in self.old.book.names
            and "!" in self.old.book.names[n]
            and "#REF" not in self.old.book.names[n]
        }
        tables = {t.key: t for t in self.old.definition.tables()}
        for name in sorted(self.old.book.names):
            if name in known or name.startswith("_") or name.endswith("_total"):
                continue
            area = self.old.area(name)
            if area is None:
                if "#REF!" in self.old.book.names[name]:
                    self.old.said.attention.append(
                        Remark(
                            "",
                            name,
                            Text("名称所指的单元格已被删除", "the cells of this name have been deleted"),
                        )
                    )
                continue
            cells = [
                (area.sheet, r, c)
                for r in range(area.row1, area.row2 + 1)
                for c in range(area.column1, area.column2 + 1)
            ]
            typed = [c for c in cells if self.old.held(c) is not None and c not in self.old.book.formulas]
            if area.sheet in lists or area.columns > 1 or not typed:
                continue
            table = next((t for k, t in tables.items() if name.startswith(f"{k}_")), None)
            header = (
                as_text(self.old.held((area.sheet, area.row1 - 2, area.column1)))
                if table
                else as_text(self.old.held((area.sheet, area.row1, area.column1 - 1)))
            )
            shown = as_text(self.old.held(typed[0]))
            for cell in typed[1:]:
                value = as_text(self.old.held(cell))
                self.old.said.dropped.append(
                    Remark(address(cell), name, Text(f"未带入 {value}", f"{value} was not carried over"))
                )
            self.old.said.attention.append(
                Remark(
                    address(typed[0]),
                    "",
                    Text(
                        f"现行模板没有名称 {name}（{header}），{len(typed)} 个值未带入，首个为 {shown}；如已改名，请给出对应关系",
                        f"the present template has no name {name} ({header}); {len(typed)} value(s) were not carried over, the "
                        f"first is {shown}. If it was renamed, say to what",
                    ),
                )
            )

    def other_sheets(self) -> None:
        """List sheets that are not the template's: they do not come along."""
        known = {s.title[lang] for s in self.old.definition.sheets for lang in ("zh", "en")}
        named = {self.old.book.names[n].rpartition("!")[0].strip("'").replace("''", "'") for n in self.old.book.names}
        for sheet in self.old.book.package.sheets:
            if sheet.name not in known and sheet.name not in named:
                self.old.said.dropped.append(
                    Remark(sheet.name, "", Text("模板以外的工作表", "a sheet that is not the template's"))
                )

    def moves(self, new: Book) -> None:
        """List tables and panels that stand elsewhere, and names that are others now."""
        for present, old in self.old.names.items():
            self.old.said.moved.append(Remark(old, present, Text("按给出的对应关系改名", "renamed as given")))
        blocks: list[Table | Panel] = [*self.old.definition.tables(), *self.old.definition.panels()]
        for block in blocks:
            entries: Sequence[DefinedEntry] = block.columns if isinstance(block, Table) else block.fields
            shifted = []
            for entry in entries:
                name = f"{block.key}_{entry.key}"
                area = self.old.area(name)
                if area is None or name not in new.names or entry.role not in INPUTS:
                    continue
                now = new.area(name)
                if (area.row1, area.column1) != (now.row1, now.column1):
                    shifted.append(((area.sheet, area.row1, area.column1), (now.sheet, now.row1, now.column1)))
            if shifted:
                a, b = shifted[0]
                self.old.said.moved.append(
                    Remark(
                        address(a),
                        address(b),
                        Text(
                            f"“{block.title.zh}”有 {len(shifted)} 项移位",
                            f'{len(shifted)} entries of "{block.title.en}" stand elsewhere',
                        ),
                    )
                )


def _names(definition: Workbook) -> set[str]:
    """Return every name that a definition gives, those of earlier versions included."""
    names = {f"{t.key}_{c.key}" for t in definition.tables() for c in t.columns}
    names |= {f"{p.key}_{f.key}" for p in definition.panels() for f in p.fields}
    for item in definition.lists:
        names |= {f"{item.key}_list", f"{item.key}_code", *(f"{item.key}_{code}" for code, _ in item.entries)}
    return names | set(definition.areas) | set(definition.renamed) | set(definition.carried.values()) | {"TL_ON"}
