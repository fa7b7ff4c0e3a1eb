"""Hold a submitted workbook against a fingerprint."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Cell, Value
from pycore.cells.values import is_blank
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import Area, FormulaProblem, resolve
from pycore.language import Language, Text
from pycore.package.package import Sheet
from pycore.reading.book import Book
from pycore.template import findings as say
from pycore.template.beside import beside_findings, chart_findings, consecutive
from pycore.template.formula import CanonicalFormulas
from pycore.template.pair import Pair
from pycore.template.print import Content, Fingerprint, Fixed, SheetPrint
from pycore.template.rows import BlockRows, RowMap, Signature, map_rows, voted
from pycore.template.sheet import SheetFacts, calculation_settings, sheet_facts, sheet_rows
from pycore.template.styles import read_styles

MOST_APPENDED = 10_000


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What became of the template.

    Attributes:
        families: number of formula families of the template.
        touched: number of them of which a cell was overwritten, changed, removed or not continued.
        findings: in the order of the sheets.
    """

    families: int
    touched: int
    findings: tuple[Finding, ...]


class Comparison:
    """One file against one fingerprint."""

    def __init__(self, book: Book, print_: Fingerprint, language: Language) -> None:
        self.book = book
        self.print = print_
        self.language = language
        self.touched: set[str] = set()
        self.findings: list[Finding] = []
        self.areas = dict(_areas(book))
        self.sheet_of = self._sheets()
        self.canonical = CanonicalFormulas({file.name.lower(): ours for ours, file in self.sheet_of.items()})
        self.cells: dict[str, dict[tuple[int, int], Cell]] = defaultdict(dict)
        for (sheet, row, column), cell in book.cells.items():
            self.cells[sheet][row, column] = cell

    def report(self) -> TemplateReport:
        """Compare everything."""
        self._version()
        self._put_back()
        self._settings()
        self._tabs()
        pairs = [
            Pair(ours, file := self.sheet_of[ours.name], self._rows(ours, file), self.cells[file.name])
            for ours in self.print.sheets.values()
            if ours.name in self.sheet_of
        ]
        for pair in pairs:
            self._blocks(pair)
            self._formulas(pair)
            self._inserted(pair)
            self._constants(pair)
            self._added(pair)
        self._beside(pairs)
        self._names(pairs)
        return TemplateReport(self.print.number_of_families, len(self.touched), tuple(self.findings))

    # ── the workbook ──

    def _put_back(self) -> None:
        if self.book.put_back:
            self._add(say.names_put_back(self.book.put_back, self.book.version))

    def _version(self) -> None:
        if self.book.version != self.print.version:
            self._add(
                say.finding(
                    "version-unknown",
                    Severity.ERROR,
                    self._file_sheet("cover_version"),
                    self._cell_of("cover_version"),
                    Text(
                        f"模板版本为“{self.book.version}”，没有该版本的指纹",
                        f"the template's version is “{self.book.version}”, of which there is no fingerprint",
                    ),
                    Text(f"版本 {self.print.version}", f"version {self.print.version}"),
                    Text(
                        "已按现有版本比对。请用 twinledger upgrade 升级，或核实来源。",
                        "It was compared with the present version. Use `twinledger upgrade`, or ask where it comes from.",
                    ),
                )
            )

    def _settings(self) -> None:
        for key in calculation_settings(self.book.package).keys() - self.print.settings.keys():
            self._add(say.calculation_setting(key))

    def _sheets(self) -> dict[str, Sheet]:
        """Find the sheets of the template in the file: by name, or, renamed, by the names that stand on them."""
        files = {sheet.name: sheet for sheet in self.book.package.sheets}
        folded = {name.casefold(): sheet for name, sheet in files.items()}
        found: dict[str, Sheet] = {}
        for name in self.print.sheets:
            if name.casefold() in folded:
                found[name] = folded[name.casefold()]
        for name in self.print.sheets:
            if name in found:
                continue
            free = files.keys() - {s.name for s in found.values()}
            votes = Counter(
                area.sheet
                for key, ours in self.print.names.items()
                if ours.sheet == name and (area := self.areas.get(key)) is not None and area.sheet in free
            )
            if votes:
                found[name] = files[votes.most_common(1)[0][0]]
        missing = [n for n in self.print.sheets if n not in found]
        free_sheets = [s for s in files.values() if s.name not in {f.name for f in found.values()}]
        # A sheet without names of its own is known by its place.
        for name in missing:
            place = list(self.print.sheets).index(name)
            at = [s for s in free_sheets if s.position == place]
            if at and len(files) == len(self.print.sheets):
                found[name] = at[0]
        return found

    def _tabs(self) -> None:
        known = {sheet.name for sheet in self.sheet_of.values()}
        for name in self.print.sheets:
            file = self.sheet_of.get(name)
            if file is None:
                said = Text(f"缺少工作表“{name}”", f"the sheet “{name}” is missing")
                self._add(say.finding("sheet-missing", Severity.ERROR, name, "", said))
                continue
            if file.name != name:
                said = Text(f"工作表“{name}”改名为“{file.name}”", f"the sheet “{name}” is now “{file.name}”")
                self._add(
                    say.finding(
                        "sheet-renamed", Severity.WARNING, file.name, "", said, Text(f"“{name}”", f"“{name}”")
                    )
                )
            if file.state != self.print.sheets[name].state:
                self._hidden(file)
        for sheet in self.book.package.sheets:
            if sheet.name not in known:
                said = Text(f"增加了工作表“{sheet.name}”", f"the sheet “{sheet.name}” was added")
                self._add(
                    say.finding("sheet-added", Severity.WARNING, sheet.name, "", said, action=say.EXPLAIN)
                )
                if sheet.state != "visible":
                    self._hidden(sheet)
        for part in self.book.package.members:
            if part.lower().startswith(("xl/chartsheets/sheet", "xl/dialogsheets/sheet")):
                said = Text(f"增加了图表工作表（{part}）", f"a chart sheet was added ({part})")
                self._add(say.finding("sheet-added", Severity.WARNING, "", "", said, action=say.EXPLAIN))
        order = [self.sheet_of[n].position for n in self.print.sheets if n in self.sheet_of]
        if order != sorted(order):
            said = Text("工作表的顺序改变", "the sheets stand in another order")
            self._add(say.finding("sheet-reordered", Severity.NOTE, "", "", said))

    def _hidden(self, sheet: Sheet) -> None:
        very = sheet.state == "veryHidden"
        said = (
            Text("工作表被深度隐藏，菜单中也看不到", "the sheet is very hidden: not even the menu shows it")
            if very
            else Text("工作表被隐藏", "the sheet is hidden")
        )
        self._add(
            say.finding(
                "sheet-hidden",
                Severity.ERROR if very else Severity.WARNING,
                sheet.name,
                "",
                said,
                Text("可见的工作表", "a visible sheet"),
                Text("请取消隐藏并查看其内容。", "Unhide it and look at what it holds."),
            )
        )

    # ── rows ──

    def _rows(self, ours: SheetPrint, file: Sheet) -> RowMap:
        blocks: list[BlockRows] = []
        shift = 0
        for placed in self.print.blocks.values():
            if placed.sheet != ours.name:
                continue
            default = (placed.first + shift, placed.last + shift)
            places = []
            for index, name in enumerate(placed.names):
                area = self.areas.get(name)
                if area is None or area.sheet != file.name:
                    continue
                if placed.is_table:
                    places.append((area.row1, area.row2))
                else:
                    first = area.row1 - index
                    places.append((first, first + placed.last - placed.first))
            first, last = voted(places, default)
            block = BlockRows(placed.key, placed.caption, placed.first, placed.last, placed.end, first, last)
            if placed.is_table:
                self._reach(block, ours, file)
            blocks.append(block)
            shift = block.file_last - block.last
        blocks.sort(key=lambda b: b.first)
        return map_rows(
            blocks,
            ours.last_row,
            lambda row, block: self._our_signature(ours, row),
            lambda row, block: self._file_signature(ours, file, row, block),
        )

    def _reach(self, block: BlockRows, ours: SheetPrint, file: Sheet) -> None:
        """Take in rows under a block that go on with its formulas, though no name reaches them."""
        last = {c: f for (r, c), f in ours.formulas.items() if r == block.last}
        cells = self.cells[file.name]
        for _ in range(MOST_APPENDED):
            row = block.file_last + 1
            if not any((row, c) in cells and self._text(file.name, row, c) == f for c, f in last.items()):
                return
            block.file_last = row

    def _our_signature(self, ours: SheetPrint, row: int) -> Signature:
        columns = self._columns(ours)
        return tuple(
            ours.formulas.get((row, c)) or _constant(f.value if (f := ours.fixed.get((row, c))) else None)
            for c in columns
        )

    def _file_signature(self, ours: SheetPrint, file: Sheet, row: int, block: BlockRows) -> Signature:
        found = []
        for c in self._columns(ours):
            place = (block.first, c)
            cell = self.cells[file.name].get((row, c))
            # What a user enters, a formula that follows another row too, says nothing of which row it is.
            if cell is None or (place in ours.inputs and place not in ours.fixed):
                found.append("")
                continue
            found.append(self._text(file.name, row, c) or _constant(cell.value))
        return tuple(found)

    def _columns(self, ours: SheetPrint) -> list[int]:
        if ours.name not in self._columns_of:
            self._columns_of[ours.name] = sorted({c for _, c in (*ours.formulas, *ours.fixed)})
        return self._columns_of[ours.name]

    @cached_property
    def _columns_of(self) -> dict[str, list[int]]:
        return {}

    def _text(self, sheet: str, row: int, column: int) -> str:
        """The canonical formula of a cell of the file; empty where it has none."""
        formula = self.book.formulas.get((sheet, row, column))
        if formula is None:
            return ""
        text = self.canonical.text(formula, row, column)
        cell = self.cells[sheet][row, column]
        entered = cell.array is not None and (cell.array.size > 1 or not cell.spills)
        return f"{{{text}}}" if entered else text

    def _blocks(self, pair: Pair) -> None:
        library = self._is_library(pair.ours.name)
        for block in pair.rows.blocks:
            if block.removed:
                cell = f"A{block.file_first}:A{block.file_last}"
                self._add(say.rows_removed(pair.file.name, cell, len(block.removed), block.key, library))

    # ── cells ──

    def _formulas(self, pair: Pair) -> None:
        cells = self.cells[pair.file.name]
        for (row, column), wanted in pair.ours.formulas.items():
            at = pair.rows.row(row)
            if at is None:
                continue
            family = self.print.families[pair.ours.name, row, column]
            cell = cells.get((at, column))
            if cell is None or (cell.formula is None and is_blank(cell.value)):
                self._later(pair, "missing", column, at, family, wanted, None)
            elif cell.formula is None:
                self._later(pair, "overwritten", column, at, family, wanted, cell.value)
            elif (text := self._text(pair.file.name, at, column)) != wanted:
                self._later(pair, "changed", column, at, family, wanted, text)
        self._flush(pair)

    def _later(
        self, pair: Pair, kind: str, column: int, row: int, family: str, wanted: str, found: Value
    ) -> None:
        self.touched.add(family)
        key = (kind, column, family, wanted, found if kind == "changed" else None)
        self._waiting[key].append((row, found))

    @cached_property
    def _waiting(self) -> dict[tuple[str, int, str, str, Value], list[tuple[int, Value]]]:
        return defaultdict(list)

    def _flush(self, pair: Pair) -> None:
        for (kind, column, family, wanted, _), hits in self._waiting.items():
            formula = "=" + wanted
            for run in consecutive(hits):
                cell = say.run_text(column, run[0][0], run[-1][0])
                if kind == "missing":
                    self._add(say.formula_missing(pair.file.name, cell, family, formula))
                elif kind == "overwritten":
                    values = [v for _, v in run]
                    self._add(say.formula_overwritten(pair.file.name, cell, family, values, formula))
                else:
                    changed = "=" + self.book.formulas[pair.file.name, run[0][0], column]
                    self._add(say.formula_changed(pair.file.name, cell, family, changed, formula))
        self._waiting.clear()

    def _inserted(self, pair: Pair) -> None:
        """Inserted rows go on with the formulas of the row before them."""
        for block in pair.rows.blocks:
            if not block.inserted:
                continue
            families = self._families_of(pair.ours, block)
            for run in _runs(block.inserted):
                wrong: dict[int, str] = {}
                for row in range(run[0], run[1] + 1):
                    for column, (wanted, family) in families.items():
                        if self._text(pair.file.name, row, column) != wanted:
                            wrong[column] = family
                cell = f"A{run[0]}:A{run[1]}" if run[0] != run[1] else f"A{run[0]}"
                if wrong:
                    self.touched |= set(wrong.values())
                    letters = [column_letters(c) for c in sorted(wrong)]
                    self._add(say.rows_without_formulas(pair.file.name, cell, letters, block.key))
                else:
                    self._add(say.rows_inserted(pair.file.name, cell, run[1] - run[0] + 1, block.key))

    def _families_of(self, ours: SheetPrint, block: BlockRows) -> dict[int, tuple[str, str]]:
        """The formula of every column of a block that has one and the same in all rows."""
        by_column: dict[int, set[str]] = defaultdict(set)
        rows = range(block.first, block.last + 1)
        for column in self._columns(ours):
            for row in rows:
                by_column[column].add(ours.formulas.get((row, column), ""))
        return {
            column: (next(iter(texts)), self.print.families[ours.name, block.first, column])
            for column, texts in by_column.items()
            if len(texts) == 1 and "" not in texts
        }

    def _constants(self, pair: Pair) -> None:
        cells = self.cells[pair.file.name]
        for (row, column), fixed in pair.ours.fixed.items():
            at = pair.rows.row(row)
            if at is None or (fixed.name == "cover_version" and fixed.value == self.print.version):
                continue  # the version itself has a finding of its own
            cell = cells.get((at, column))
            value = None if cell is None else cell.value
            if (cell is None or cell.formula is None) and _same(value, fixed.value):
                continue
            found = "=" + cell.formula if cell is not None and cell.formula is not None else value
            rule, severity = _constant_rule(fixed)
            place = say.run_text(column, at, at)
            self._add(
                say.constant_changed(rule, severity, pair.file.name, place, fixed.name, found, fixed.value)
            )

    def _added(self, pair: Pair) -> None:
        """Note what stands in cells for which the template has nothing."""
        known = (pair.ours.formulas, pair.ours.fixed, pair.ours.inputs)
        inserted = {r for b in pair.rows.blocks for r in b.inserted}
        inside: list[Cell] = []
        outside: list[Cell] = []
        within = [range(b.file_first, b.file_last + 1) for b in pair.rows.blocks if self._is_table(b.key)]
        blocks = [self.print.blocks[b.key] for b in pair.rows.blocks]
        widest = max((len(b.names) for b in blocks if b.is_table), default=0)
        for (row, column), cell in self.cells[pair.file.name].items():
            if cell.formula is None and (cell.value is None or cell.value == ""):
                continue
            if row in inserted:
                continue
            ours = pair.rows.back.get(row)
            if ours is not None and any((ours, column) in k for k in known):
                continue
            (inside if column <= widest and any(row in r for r in within) else outside).append(cell)
        for severity, found in ((Severity.WARNING, inside), (Severity.NOTE, outside)):
            if found:
                self._add(_content_added(pair.file.name, severity, found))

    def _is_table(self, key: str) -> bool:
        return self.print.blocks[key].is_table

    # ── what stands beside the cells ──

    def _beside(self, pairs: Iterable[Pair]) -> None:
        styles = read_styles(self.book.package)
        by_sheet = {pair.ours.name: pair for pair in pairs}
        package = self.book.package
        facts: dict[str, SheetFacts] = {}
        for name, pair in by_sheet.items():
            rows = sheet_rows(package, pair.file)
            facts[name] = sheet_facts(package, pair.file, rows, styles)
            for cell in rows.repeated(len(pair.cells)):
                self._add(say.cell_twice(pair.file.name, cell))
            self.findings += beside_findings(pair, facts[name], partial(self._name_at, name))
        self.findings += chart_findings(by_sheet, facts)

    def _name_at(self, sheet: str, row: int, column: int) -> str:
        return next(
            (
                name
                for name, a in self.print.names.items()
                if a.sheet == sheet and a.column1 == column == a.column2 and a.row1 <= row <= a.row2
            ),
            "",
        )

    # ── names ──

    def _names(self, pairs: Iterable[Pair]) -> None:
        by_sheet = {pair.ours.name: pair for pair in pairs}
        short: dict[tuple[str, str, int, int], list[tuple[str, Area, Area]]] = defaultdict(list)
        for name, ours in self.print.names.items():
            pair = by_sheet.get(ours.sheet)
            if pair is None:
                continue
            expected = pair.rows.area(ours, pair.file.name)
            if expected is None:
                continue
            place = say.area_text(expected)
            if name not in self.book.names:
                self._add(say.name_removed(name, pair.file.name, place, f"{pair.file.name}!{place}"))
                continue
            found = self.areas.get(name)
            if found == expected:
                continue
            if found is None:
                text = self.book.names[name]
                self._add(say.name_changed(name, pair.file.name, place, text, f"{pair.file.name}!{place}"))
                continue
            columns_kept = (found.sheet, found.column1, found.column2) == (
                expected.sheet, expected.column1, expected.column2,
            )  # fmt: skip
            block = next(
                (b.key for b in pair.rows.blocks if b.first == ours.row1 and b.last == ours.row2), ""
            )
            if columns_kept and block and found.row1 == expected.row1 and found.row2 < expected.row2:
                short[block, pair.file.name, found.row2 + 1, expected.row2].append((name, found, expected))
                continue
            self._name_moved(name, found, expected)
        for (block, sheet, first, last), hits in short.items():
            if len(hits) > 2:
                self._add(say.rows_outside(sheet, f"A{first}:A{last}", block, len(hits)))
            else:
                for name, found, expected in hits:
                    self._name_moved(name, found, expected)
        self._names_added()

    def _names_added(self) -> None:
        """Names that hide the template's, and others, which may hold anything; programs keep `_xl…` for themselves."""
        known = {name.casefold(): name for name in self.print.names}
        for defined in self.book.package.names:
            ours = known.get(defined.name.casefold())
            if ours is not None and (defined.sheet is not None or defined.name != ours):
                self._add(say.name_shadowed(defined.name, defined.sheet or "", defined.formula))
            elif ours is None and not defined.name.casefold().startswith("_xl"):
                self._add(say.name_added(defined.name, defined.sheet or "", defined.formula, defined.hidden))

    def _name_moved(self, name: str, found: Area, expected: Area) -> None:
        said = f"{found.sheet}!{say.area_text(found)}"
        place = say.area_text(expected)
        self._add(say.name_changed(name, expected.sheet, place, said, f"{expected.sheet}!{place}"))

    # ──

    def _add(self, found: Finding) -> None:
        self.findings.append(found)

    def _is_library(self, sheet: str) -> bool:
        return any(
            s.title[self.language] == sheet and s.tab == "library" for s in self.book.definition.sheets
        )

    def _file_sheet(self, name: str) -> str:
        area = self.areas.get(name)
        return area.sheet if area else ""

    def _cell_of(self, name: str) -> str:
        area = self.areas.get(name)
        return say.area_text(area) if area else ""


def _areas(book: Book) -> Iterator[tuple[str, Area]]:
    for name, text in book.names.items():
        try:
            yield name, resolve(text, "", book.names)
        except FormulaProblem:
            continue


def _constant(value: Value) -> str:
    if value is None or value == "":
        return ""
    return f"={value:.12g}" if isinstance(value, float) else f'="{_plain_text(str(value))}"'


def _plain_text(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _same(found: Value, wanted: Value) -> bool:
    if isinstance(wanted, float) and isinstance(found, float) and not isinstance(found, bool):
        return abs(found - wanted) <= 1e-14 * abs(wanted)
    if isinstance(wanted, str) and isinstance(found, str):
        return found == wanted or _plain_text(found) == _plain_text(wanted)
    return found == wanted


def _constant_rule(fixed: Fixed) -> tuple[str, Severity]:
    if fixed.kind is Content.SUGGESTED:
        return "library-changed", Severity.NOTE
    if fixed.kind is Content.LIBRARY:
        return "library-changed", Severity.ERROR
    return "header-changed", Severity.ERROR if fixed.kind is Content.HEADER else Severity.WARNING


def _content_added(sheet: str, severity: Severity, cells: list[Cell]) -> Finding:
    first = cells[0]
    what = "=" + first.formula if first.formula is not None else first.value
    return say.finding(
        "content-added",
        severity,
        sheet,
        first.address,
        Text(
            f"模板之外的 {len(cells)} 个单元格有内容，如“{say.shown(what)}”",
            f"{len(cells)} cell(s) that the template leaves empty are filled, e.g. “{say.shown(what)}”",
        ),
        Text("模板留空的单元格为空", "cells left empty by the template to be empty"),
        Text(
            "这些内容不参与计算，请核实其用途。", "They do not enter the calculation; ask what they are for."
        ),
        cells=[c.address for c in cells[:200]],
    )


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    for run in consecutive([(row, None) for row in rows]):
        yield run[0][0], run[-1][0]
