"""Hold a submitted workbook against a fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from pycore.findings.finding import Finding, Severity
from pycore.formulas.readings import Readings
from pycore.language import Language, Text
from pycore.reading.book import Book, CellKey
from pycore.template.beside import beside_findings
from pycore.template.cells import SheetRows
from pycore.template.charts import chart_findings
from pycore.template.contents import added_findings, constant_findings
from pycore.template.finding import finding
from pycore.template.follow_rows import follow_rows
from pycore.template.formulas_kept import FormulasKept
from pycore.template.looks.entry import look_findings
from pycore.template.names import name_findings
from pycore.template.pair import Pair
from pycore.template.print import Fingerprint
from pycore.template.settings import reads_formulas, setting_findings
from pycore.template.sheet import SheetFacts, sheet_facts, sheet_rows
from pycore.template.styles import read_styles
from pycore.template.submitted import Submitted
from pycore.template.tabs import tab_findings
from pycore.template.version import version_findings


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What became of the template.

    Attributes:
        families: number of formula families of the template.
        touched: number of them of which a cell was overwritten, changed, removed or not continued.
        findings: in the order of the sheets.
        kept: the cells of the file that have the formula that the template has there.
        pairs: the sheets of the template beside those of the file.
        version: that of the template which the file was held against.
    """

    families: int
    touched: int
    findings: tuple[Finding, ...]
    kept: frozenset[CellKey] = frozenset()
    pairs: tuple[Pair, ...] = field(default=(), compare=False, repr=False)
    version: str = ""


class TemplateComparison:
    """One file against one fingerprint."""

    def __init__(self, book: Book, print_: Fingerprint, language: Language, readings: Readings | None = None) -> None:
        self.book = book
        self.print = print_
        self.language = language
        self.submitted = Submitted(book, print_, readings)
        self.formulas = FormulasKept(self.submitted)
        self.pairs: tuple[Pair, ...] = ()

    def report(self) -> TemplateReport:
        """Compare everything."""
        findings = tuple(self._findings())
        touched, kept = len(self.formulas.touched), frozenset(self.formulas.kept)
        return TemplateReport(self.print.number_of_families, touched, findings, kept, self.pairs, self.print.version)

    def _findings(self) -> Iterator[Finding]:
        """Yield all findings: version, settings, tabs, and for each sheet what differs."""
        yield from version_findings(self.submitted)
        yield from tab_findings(self.book.package, self.print, self.submitted.sheet_of)
        pairs = self.pairs = tuple(
            Pair(ours, file, follow_rows(self.submitted, ours, file), self.submitted.cells[file.name])
            for ours in self.print.sheets.values()
            if (file := self.submitted.sheet_of.get(ours.name)) is not None
        )
        for pair in pairs:
            yield from self._removed_rows(pair)
            yield from self.formulas.changed(pair)
            yield from self.formulas.inserted(pair)
            yield from constant_findings(self.submitted, pair)
            yield from added_findings(self.submitted, pair)
        own = self.book.formulas.keys() - self.formulas.kept
        yield from setting_findings(self.book.package, self.print, any(reads_formulas(self.book, c) for c in own))
        yield from self._beside(pairs)
        yield from name_findings(self.submitted, pairs)

    def _removed_rows(self, pair: Pair) -> Iterator[Finding]:
        """Yield the rows of the template that are gone; in a library table that is graver."""
        library = self._is_library(pair.ours.name)
        for block in pair.rows.blocks:
            if block.removed:
                cell = f"A{block.file_first}:A{block.file_last}"
                yield _rows_removed(pair.file.name, cell, len(block.removed), block.key, library)

    def _beside(self, pairs: Iterable[Pair]) -> Iterator[Finding]:
        """Yield what is not in the cells themselves: hidden lines, covers, formats, validations, locks."""
        styles = read_styles(self.book.package)
        by_sheet = {pair.ours.name: pair for pair in pairs}
        package = self.book.package
        facts: dict[str, SheetFacts] = {}
        read: dict[str, SheetRows] = {}
        for name, pair in by_sheet.items():
            rows = read[name] = sheet_rows(package, pair.file)
            facts[name] = sheet_facts(package, pair.file, rows, styles)
            for cell in rows.repeated(len(pair.cells)):
                yield _cell_twice(pair.file.name, cell)
            yield from beside_findings(pair, facts[name], partial(self._name_at, name))
        yield from chart_findings(by_sheet, facts)
        yield from look_findings(self.submitted, by_sheet, read, styles)

    def _name_at(self, sheet: str, row: int, column: int) -> str:
        """Return the name of the column or field at a place of the template, "" for none."""
        return next(
            (
                name
                for name, a in self.print.names.items()
                if a.sheet == sheet and a.column1 == column == a.column2 and a.row1 <= row <= a.row2
            ),
            "",
        )

    def _is_library(self, sheet: str) -> bool:
        return any(s.title[self.language] == sheet and s.tab == "library" for s in self.book.definition.sheets)


def _rows_removed(sheet: str, cell: str, count: int, family: str, library: bool) -> Finding:
    """Make the finding of deleted rows."""
    return finding(
        "rows-removed",
        Severity.ERROR if library else Severity.WARNING,
        sheet,
        cell,
        Text(f"删除了模板的 {count} 行", f"{count} row(s) of the template were deleted"),
        family=family,
    )


def _cell_twice(sheet: str, cell: str) -> Finding:
    """Make the finding of a cell that stands twice in the file."""
    return finding(
        "cell-twice",
        Severity.ERROR,
        sheet,
        cell,
        Text(
            "单元格在文件中出现两次，不同程序会读到不同的内容",
            "the cell stands in the file twice, and programs read one or the other",
        ),
        Text("每个单元格只出现一次", "each cell once"),
        Text(
            "文件不是由电子表格程序保存的，请向提交者索取原文件。",
            "No spreadsheet program saved this file; ask whoever sent it for the original.",
        ),
    )
