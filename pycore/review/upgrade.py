"""Carry a filled workbook over into the present template: an older version, one with inserted rows, or another language.

The old file is read by its own defined names, the present template is written anew and calculated. Nothing that a user
typed is lost in silence: what could not be carried over as it was is listed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pycore.cell_values import is_blank
from pycore.engine.book import Book, CellKey
from pycore.engine.formula_tree import Area, FormulaProblem, address, parse, resolve
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.package import ErrorValue, Value
from pycore.engine.reader import inspect_workbook
from pycore.engine.reader_choices import Choices, Options, as_text
from pycore.engine.reader_models import INPUTS, Entry
from pycore.engine.recalculate import recalculate
from pycore.errors import FileProblem
from pycore.language import Language, Text
from pycore.review.upgrade_report import Outcome, Remark, UpgradeReport
from pycore.sheets.definition import Column, Field, Kind, Link, Panel, Role, Table, Workbook
from pycore.sheets.resize import with_rows

MOST_ROWS = 20_000  # of one table; a name that covers more has been altered


def upgrade_book(
    book: Book,
    *,
    language: Language | None = None,
    renamed: Mapping[str, str] | None = None,
    definition: Workbook | None = None,
    rows: Mapping[str, int] | None = None,
) -> tuple[bytes, UpgradeReport]:
    """Write the inputs of a workbook into the present template and calculate it; the book stays as it is.

    Args:
        language: language of the new file (default: that of the old one).
        renamed: present names by old ones, such as ``{"fuels_amount": "fuels_consumption"}``.
        definition: the template to write (default: the installed one of the same key).
        rows: rows that ledgers of the new file have at least, by key.

    Raises:
        FileProblem: the file cannot be read or calculated.
    """
    return _Upgrade(
        book, language or book.language, renamed or {}, definition or book.definition, rows or {}
    ).result()


@dataclass(slots=True)
class _Lists:
    moved: list[Remark] = field(default_factory=list)
    dropped: list[Remark] = field(default_factory=list)
    attention: list[Remark] = field(default_factory=list)
    own_values: list[Remark] = field(default_factory=list)
    library: list[Remark] = field(default_factory=list)


class _Upgrade:
    def __init__(
        self,
        book: Book,
        language: Language,
        renamed: Mapping[str, str],
        definition: Workbook,
        rows: Mapping[str, int],
    ) -> None:
        self.book, self.language, self.definition = book, language, definition
        self.old_names = {present: old for old, present in renamed.items() if old in book.names}
        self.renamed = renamed
        self.said = _Lists()
        self.carried = 0
        self.rows: dict[
            str, dict[int, int]
        ] = {}  # of each table: the new row, counted from 1, by the old sheet row
        self.sizes = dict(rows)
        self.choices = Choices(replace_definition(book, definition))

    def result(self) -> tuple[bytes, UpgradeReport]:
        data: dict[str, Any] = {}
        for panel in self.definition.panels():
            data[panel.key] = self._panel(panel.key, panel.fields)
        for table in self.definition.tables():
            if any(c.role in INPUTS for c in table.columns):
                self._place_rows(table)
        for table in self.definition.tables():
            if table.key in self.rows:
                data[table.key] = self._table(table)
            self._library(table)
        self._unknown_names()
        self._other_sheets()
        target = with_rows(self.definition, self.sizes)
        made = make_workbook(target, self.language, data)
        new = Book.open(made)
        self._moves(new)
        for problem in inspect_workbook(new)[1] if new.definition is self.definition else ():
            self.said.attention.append(Remark("", "", problem.text))
        said = self.said
        return made, UpgradeReport(
            template=self.definition.key,
            old_version=self.book.version,
            new_version=self.definition.version,
            old_language=self.book.language,
            new_language=self.language,
            carried=self.carried,
            moved=tuple(said.moved),
            dropped=tuple(said.dropped),
            attention=tuple(said.attention),
            own_values=tuple(said.own_values),
            library=tuple(said.library),
            results=tuple(self._results(new)),
        )

    # ── the old file ──

    @cached_property
    def _calculated(self) -> Mapping[str, Mapping[tuple[int, int], Value]]:
        """What the old file's inputs give by its own formulas; its cached values where it cannot be calculated."""
        try:
            return recalculate(self.book.package, engine_functions())
        except FileProblem as problem:
            self.said.attention.append(Remark("", "", problem.text))
            return {}

    def _held(self, cell: CellKey) -> Value:
        """What a cell of the old file holds, calculated anew where it has a formula; None for a blank."""
        value = self._calculated.get(cell[0], {}).get(cell[1:], self.book.values.get(cell))
        return None if is_blank(value) else value

    def _area(self, name: str) -> Area | None:
        """Where the old file has what the present template calls `name`; None if nowhere."""
        old = self.old_names.get(name, name)
        if old not in self.book.names:
            return None
        try:
            area = resolve(self.book.names[old], "", self.book.names)
        except FormulaProblem:
            return None
        return None if area.rows > MOST_ROWS or area.columns > 200 else area

    # ── panels ──

    def _panel(self, key: str, fields: Sequence[Field]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for one in fields:
            name = f"{key}_{one.key}"
            area = self._area(name)
            if one.role not in INPUTS:
                if one.role is Role.DEFAULT and area is not None and not one.formula:
                    self._library_value(name, one, "", one.value, (area.sheet, area.row1, area.column1))
                continue
            if area is None:
                self._new_input(name, one, one.value is not None)
                continue
            cell = (area.sheet, area.row1, area.column1)
            value = self._value(name, one, cell)
            given[one.key] = "" if value is None else value
        return given

    # ── tables ──

    def _place_rows(self, table: Table) -> None:
        """Decide which row of the present table each row of the old one becomes."""
        areas = self._areas(table)
        if not areas:
            self.rows[table.key] = {}
            if table.ledger or table.prefilled:
                self.said.attention.append(
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
                if self._held((area.sheet, row, area.column1)) is not None
            }
        )
        named = self._named_rows(table, areas)
        if named is not None:
            self.rows[table.key] = {row: named[row] for row in used if row in named}
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
                self.said.moved.append(
                    Remark(
                        "",
                        table.key,
                        Text(
                            f"表“{table.title.zh}”加长到 {len(used)} 行（模板 {table.rows} 行）",
                            f'the table "{table.title.en}" was made {len(used)} rows long (template: {table.rows})',
                        ),
                    )
                )
        self.rows[table.key] = placed

    def _areas(self, table: Table) -> dict[str, Area]:
        found = {c.key: self._area(f"{table.key}_{c.key}") for c in table.columns}
        return {key: area for key, area in found.items() if area is not None}

    def _named_rows(self, table: Table, areas: Mapping[str, Area]) -> dict[int, int] | None:
        """Match rows by the id or label that the template gives them; None where rows have no such name."""
        key = next((c.key for c in table.columns if c.key == "id" and c.role is Role.LABEL), None)
        if key is None or key not in areas or key not in table.prefilled:
            first = table.columns[0]
            if first.role in INPUTS or first.key not in areas:
                return None
            area = areas[first.key]
            return self._labelled(table, area)
        present = {
            as_text(v): i for i, v in enumerate(table.prefilled[key], 1) if isinstance(v, str | float | int)
        }
        area = areas[key]
        found = {}
        for row in range(area.row1, area.row2 + 1):
            name = as_text(self._held((area.sheet, row, area.column1)))
            if name in present:
                found[row] = present[name]
        return found

    def _labelled(self, table: Table, area: Area) -> dict[int, int] | None:
        """Match rows whose first cell is a label of a closed list, by the place of its code in the present list."""
        labels = {row: self._held((area.sheet, row, area.column1)) for row in range(area.row1, area.row2 + 1)}
        given = [v for v in labels.values() if v is not None]
        for item in self.definition.lists:
            options = self._options(item.key)
            codes = [code for code, _ in item.entries]
            if options is None or len(codes) != table.rows or not given:
                continue
            if all(options.code(v) in codes for v in given):
                return {
                    row: codes.index(str(options.code(v))) + 1 for row, v in labels.items() if v is not None
                }
        return None

    def _lost_row(self, table: Table, areas: Mapping[str, Area], row: int) -> None:
        for column in table.columns:
            if column.role not in INPUTS or column.key not in areas:
                continue
            area = areas[column.key]
            cell = (area.sheet, row, area.column1)
            value = self._held(cell)
            if value is not None and (column.role is Role.OVERRIDE or column.key not in table.prefilled):
                self.said.attention.append(
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
                self.said.dropped.append(
                    Remark(
                        address(cell),
                        "",
                        Text(
                            f"模板不再有这一行：{as_text(value)}",
                            f"the template no longer has this row: {as_text(value)}",
                        ),
                    )
                )

    def _table(self, table: Table) -> list[dict[str, Any]]:
        placed = self.rows[table.key]
        areas = self._areas(table)
        count = max(placed.values(), default=0)
        covered = {a.row2 - a.row1 + 1 for a in areas.values()}
        rows: list[dict[str, Any]] = [{} for _ in range(max(count, 0))]
        for column in table.columns:
            if column.role not in INPUTS:
                continue
            name = f"{table.key}_{column.key}"
            area = areas.get(column.key)
            if area is None:
                if areas:
                    self._new_input(name, column, column.key in table.prefilled)
                continue
            for row, new in placed.items():
                cell = (area.sheet, row, area.column1)
                value = self._value(name, column, cell, table)
                self._put(table, column, rows[new - 1], value, cell, new)
            self._cleared(table, column, area, rows, min(covered, default=0))
        return rows

    def _put(
        self, table: Table, column: Column, row: dict[str, Any], value: Any, cell: CellKey, new: int
    ) -> None:
        prefilled = _prefilled(table, column.key, new)
        if value is None:
            if prefilled is not None and not is_blank(_shown(prefilled, self.language)):
                row[column.key] = ""  # the user has cleared what the template proposes
            return
        if prefilled is not None and _proposed(prefilled, value):
            return
        row[column.key] = value
        if prefilled is not None and self.book.version != self.definition.version:
            self.said.attention.append(
                Remark(
                    address(cell),
                    f"{table.key}_{column.key}",
                    Text(
                        f"与现行模板预填的“{_shown(prefilled, 'zh')}”不同，保留了原值 {as_text(_plain(value, 'zh'))}，请确认",
                        f'differs from what the present template proposes ("{_shown(prefilled, "en")}"); '
                        f"the old value {as_text(_plain(value, 'en'))} was kept: please confirm",
                    ),
                )
            )

    def _cleared(
        self, table: Table, column: Column, area: Area, rows: list[dict[str, Any]], covered: int
    ) -> None:
        """Keep rows blank that the template would fill in and the user has cleared whole."""
        values = table.prefilled.get(column.key)
        if not values or any(c.key == "id" for c in table.columns):
            return
        taken = set(self.rows[table.key].values())
        for new in range(1, min(len(values), covered) + 1):
            if new in taken or is_blank(_shown(values[new - 1], self.language)):
                continue
            if self._held((area.sheet, area.row1 + new - 1, area.column1)) is None:
                while len(rows) < new:
                    rows.append({})
                rows[new - 1][column.key] = ""

    # ── one value ──

    def _value(self, name: str, entry: Entry, cell: CellKey, table: Table | None = None) -> Any:
        """One input as `write_workbook` takes it; None for a blank."""
        value = self._held(cell)
        formula = self.book.formulas.get(cell)
        if formula is not None:
            link = self._link(formula, cell, table)
            if link is not None:
                self.carried += 1
                return link
            self._attend(
                cell, name,
                Text(f"公式 ={formula} 改为数值 {as_text(value)}", f"the formula ={formula} became its value {as_text(value)}"),
            )  # fmt: skip
        if value is None:
            return None
        if isinstance(value, ErrorValue):
            self._attend(
                cell, name, Text(f"错误值 {value} 未带入", f"the error {value} was not carried over")
            )
            return None
        if isinstance(value, bool):
            self._attend(
                cell,
                name,
                Text(
                    f"逻辑值改为文字 {as_text(value)}", f"the logical value became the text {as_text(value)}"
                ),
            )
            value = as_text(value)
        self.carried += 1
        if entry.role is Role.OVERRIDE:
            title = entry.title
            self.said.own_values.append(
                Remark(
                    address(cell), name, Text(f"{title.zh} {as_text(value)}", f"{title.en} {as_text(value)}")
                )
            )
        if entry.kind is Kind.CHOICE:
            return self._choice(name, entry, value, cell)
        return value

    def _attend(self, cell: CellKey, name: str, text: Text) -> None:
        self.said.attention.append(Remark(address(cell), name, text))

    def _link(self, formula: str, cell: CellKey, table: Table | None) -> Link | None:
        """Read a formula that is nothing but one cell of an input column of the same table."""
        if table is None:
            return None
        try:
            tree = parse(formula)
            if tree["node_type"] != "Reference":
                return None
            area = resolve(tree["reference"], cell[0], self.book.names)
        except FormulaProblem:
            return None
        if area.rows != 1 or area.columns != 1:
            return None
        for key, column in self._areas(table).items():
            row = self.rows[table.key].get(area.row1)
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

    def _options(self, choices: str) -> Options | None:
        try:
            return self.choices.options(choices)
        except FileProblem:
            return None

    def _choice(self, name: str, entry: Entry, value: Value, cell: CellKey) -> Any:
        """The code of a choice, or for a list that another table makes, its label in both languages."""
        options = self._options(entry.choices)
        code = options.code(value) if options is not None else None
        key = self._owners.get(entry.choices, entry.choices)
        entries = next((dict(item.entries) for item in self.definition.lists if item.key == key), {})
        if code is None:
            code = next((c for c, t in entries.items() if as_text(value) in (c, t.zh, t.en)), None)
        if code is None or (entries and code not in entries):
            self._attend(
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
        ranges = {c.choices for t in self.definition.tables() for c in t.columns if c.kind is Kind.CHOICE}
        return {
            one: text
            for table in self.definition.tables()
            for key, values in table.prefilled.items()
            if f"={table.key}_{key}" in ranges
            for text in values
            if isinstance(text, Text)
            for one in (text.zh, text.en)
        }

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {
            f"={t.key}_{c.key}": c.choices
            for t in self.definition.tables()
            for c in t.columns
            if c.kind is Kind.CHOICE and not c.choices.startswith("=")
        }

    def _new_input(self, name: str, entry: Entry, proposed: bool) -> None:
        text = Text(
            f"现行模板新增“{entry.title.zh}”，{'采用模板缺省值' if proposed else '请补填'}",
            f'new in the present template: "{entry.title.en}"; {"the default was taken" if proposed else "fill it in"}',
        )
        self.said.attention.append(Remark("", name, text))

    # ── what else the old file has ──

    def _library(self, table: Table) -> None:
        """List the library values that differ; they are those of the present template in the new file."""
        areas = self._areas(table)
        named = self._named_rows(table, areas) if areas else None
        for column in table.columns:
            values = table.prefilled.get(column.key)
            if column.role is not Role.DEFAULT or not values or column.key not in areas:
                continue
            area = areas[column.key]
            for row in range(area.row1, area.row2 + 1):
                new = named.get(row) if named is not None else row - area.row1 + 1
                cell = (area.sheet, row, area.column1)
                ids = areas.get("id")
                label = as_text(self._held((ids.sheet, row, ids.column1))) if ids else ""
                if new is not None and new <= len(values):
                    self._library_value(f"{table.key}_{column.key}", column, label, values[new - 1], cell)
                elif new is None and label:
                    self.said.library.append(
                        Remark(
                            address(cell),
                            "",
                            Text(f"{label} 不在现行因子库中", f"{label} is not in the present library"),
                        )
                    )

    def _library_value(self, name: str, entry: Entry, label: str, present: Any, cell: CellKey) -> None:
        held = self._held(cell)
        if (
            present is None
            or isinstance(present, Text)
            or (isinstance(present, str) and present.startswith("="))
        ):
            return
        same = (
            math.isclose(held, present, rel_tol=1e-12)
            if isinstance(held, float | int) and isinstance(present, float | int)
            else as_text(held) == as_text(present)
        )
        if not same:
            what = label or entry.title.zh, label or entry.title.en
            self.said.library.append(
                Remark(
                    address(cell),
                    name,
                    Text(
                        f"{what[0]} {as_text(held)} → {as_text(present)}",
                        f"{what[1]} {as_text(held)} → {as_text(present)}",
                    ),
                )
            )

    def _unknown_names(self) -> None:
        """List the names of the old file that the present template does not know and that hold something typed."""
        known = set(self.old_names.values()) | _names(self.definition)
        lists = {
            resolve(self.book.names[n], "", self.book.names).sheet
            for item in self.definition.lists
            if (n := f"{item.key}_list") in self.book.names
            and "!" in self.book.names[n]
            and "#REF" not in self.book.names[n]
        }
        tables = {t.key: t for t in self.definition.tables()}
        for name in sorted(self.book.names):
            if name in known or name.startswith("_") or name.endswith("_total"):
                continue
            area = self._area(name)
            if area is None:
                if "#REF!" in self.book.names[name]:
                    self.said.attention.append(
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
            typed = [c for c in cells if self._held(c) is not None and c not in self.book.formulas]
            if area.sheet in lists or area.columns > 1 or not typed:
                continue
            table = next((t for k, t in tables.items() if name.startswith(f"{k}_")), None)
            header = (
                as_text(self._held((area.sheet, area.row1 - 2, area.column1)))
                if table
                else as_text(self._held((area.sheet, area.row1, area.column1 - 1)))
            )
            shown = as_text(self._held(typed[0]))
            self.said.attention.append(
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

    def _other_sheets(self) -> None:
        known = {s.title[lang] for s in self.definition.sheets for lang in ("zh", "en")}
        named = {self.book.names[n].rpartition("!")[0].strip("'").replace("''", "'") for n in self.book.names}
        for sheet in self.book.package.sheets:
            if sheet.name not in known and sheet.name not in named:
                self.said.dropped.append(
                    Remark(sheet.name, "", Text("模板以外的工作表", "a sheet that is not the template's"))
                )
        comments = sum(
            "comments" in m.lower() and m.lower().endswith(".xml") for m in self.book.package.members
        )
        if comments:
            self.said.dropped.append(
                Remark("", "", Text(f"批注（{comments} 个工作表）", f"cell comments (on {comments} sheets)"))
            )

    def _moves(self, new: Book) -> None:
        """List tables and panels that stand elsewhere, and names that are others now."""
        for present, old in self.old_names.items():
            self.said.moved.append(Remark(old, present, Text("按给出的对应关系改名", "renamed as given")))
        blocks: list[Table | Panel] = [*self.definition.tables(), *self.definition.panels()]
        for block in blocks:
            entries: Sequence[Entry] = block.columns if isinstance(block, Table) else block.fields
            shifted = []
            for entry in entries:
                name = f"{block.key}_{entry.key}"
                area = self._area(name)
                if area is None or name not in new.names or entry.role not in INPUTS:
                    continue
                now = new.area(name)
                if (area.row1, area.column1) != (now.row1, now.column1):
                    shifted.append(
                        ((area.sheet, area.row1, area.column1), (now.sheet, now.row1, now.column1))
                    )
            if shifted:
                a, b = shifted[0]
                self.said.moved.append(
                    Remark(
                        address(a),
                        address(b),
                        Text(
                            f"“{block.title.zh}”有 {len(shifted)} 项移位",
                            f'{len(shifted)} entries of "{block.title.en}" stand elsewhere',
                        ),
                    )
                )

    # ── results ──

    def _results(self, new: Book) -> Iterator[Outcome]:
        tables = {f"{t.key}_{c.key}": t for t in self.definition.tables() for c in t.columns}
        for name, title in self.definition.results_with_units():
            area = self._area(name)
            for i, cell in enumerate(new.cells_of(name) if name in new.names else ()):
                old = (area.sheet, area.row1 + i, area.column1) if area and i < area.rows else None
                after = new.values.get(cell)
                before = self._held(old) if old else None
                filed = self.book.values.get(old) if old else None
                if is_blank(after) and before is None:
                    continue
                table = tables.get(name)
                label = as_text(new.value(f"{table.key}_{table.columns[0].key}", i)) if table else ""
                yield Outcome(
                    name,
                    title,
                    label,
                    None if is_blank(filed) else filed,
                    before,
                    None if is_blank(after) else after,
                )


def replace_definition(book: Book, definition: Workbook) -> Book:
    """The same file, read as a workbook of another definition."""
    return book if book.definition is definition else replace(book, definition=definition)


def _names(definition: Workbook) -> set[str]:
    names = {f"{t.key}_{c.key}" for t in definition.tables() for c in t.columns}
    names |= {f"{p.key}_{f.key}" for p in definition.panels() for f in p.fields}
    for item in definition.lists:
        names |= {f"{item.key}_list", f"{item.key}_code", *(f"{item.key}_{code}" for code, _ in item.entries)}
    return names | set(definition.areas) | {"TL_ON"}


def _prefilled(table: Table, key: str, row: int) -> Any:
    values = table.prefilled.get(key)
    return values[row - 1] if values is not None and row <= len(values) else None


def _shown(value: Any, language: Language) -> str:
    return value[language] if isinstance(value, Text) else as_text(value)


def _plain(value: Any, language: Language) -> Value:
    if isinstance(value, Text):
        return value[language]
    return None if isinstance(value, Link) else value


def _proposed(prefilled: Any, value: Any) -> bool:
    """Whether a value is what the template proposes, in either language."""
    if isinstance(prefilled, Text):
        return value in (prefilled.zh, prefilled.en)
    if isinstance(prefilled, float | int) and isinstance(value, float | int):
        return math.isclose(prefilled, value, rel_tol=1e-12)
    return bool(prefilled == value)
