"""What the errata change in a file: its key results calculated again, with the corrected values in its factor sheet.

The child's side: it reads and calculates. The cells are changed in a copy in memory; the file stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.errors import FileProblem, TwinLedgerError
from pycore.findings.finding import Finding
from pycore.formulas.tree import address
from pycore.gate.gate import read_submission
from pycore.language import Text
from pycore.library import Factor, Library, installed_library, using_library
from pycore.package.package import Package
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.reading.issued_rows import VERSION, library_of
from pycore.review.admitted import admitted
from pycore.review.errata.result import (
    CorrectedResult,
    CorrectedValue,
    Correction,
    ErrataOutcome,
    FileErrata,
    Shown,
    told,
)
from pycore.review.errata.used import UsedErratum, carried_errata
from pycore.review.opinions import frozen, literal
from pycore.review.outside import reaches_outside
from pycore.review.subject import Subject

_CellValues = Mapping[CellKey, Value]


def errata_here(payload: dict[str, Any]) -> Any:
    """Look at the file at ``path`` and give what was found as JSON data."""
    return told(errata_of_file(Path(payload["path"])))


def errata_of_file(path: Path) -> FileErrata:
    """Say which corrected values a file used and what the corrections change; the file is only read.

    It runs in this process: for files of others use `many.errata_many`, which runs it in a confined one.
    """
    data = read_submission(path)
    book = admitted(data) if isinstance(data, bytes) else data
    if not isinstance(book, Book):
        return FileErrata(path.name, ErrataOutcome.REFUSED, problems=_sentences(book))
    try:
        return errata_of_book(book, path.name)
    except TwinLedgerError as error:
        return FileErrata(path.name, ErrataOutcome.REFUSED, book.definition.key, book.version, problems=(error.text,))


def errata_of_book(book: Book, name: str) -> FileErrata:
    """Say which corrected values a workbook used and what the corrections change.

    Raises:
        FileProblem: it cannot be calculated.
    """
    package, library = _calculable(book), library_of(book) or installed_library()
    before = _calculated(package, library)
    subject = Subject(book, before)
    results = _Results(book, package, library, before)
    used = [one for one in carried_errata(subject) if one.rows]
    used += results.moved_by([one for one in carried_errata(subject) if not one.rows])
    found = FileErrata(
        name,
        ErrataOutcome.USED if used else ErrataOutcome.NONE,
        book.definition.key,
        book.version,
        as_text(subject.field(VERSION)),
    )
    if not used:
        return found
    ordered = sorted(results.corrected(used), key=lambda r: not (r.changed and r.is_grade))
    return replace(found, values=tuple(map(_value, used)), results=tuple(ordered))


@dataclass(frozen=True, eq=False)
class _Results:
    """The key results of a workbook, as it was submitted and with corrected values in it.

    Attributes:
        library: what the file carries, for functions that ask the library themselves.
        before: the values of the formula cells as they were submitted.
    """

    book: Book
    package: Package
    library: Library
    before: _CellValues

    def corrected(self, used: Sequence[UsedErratum]) -> list[CorrectedResult]:
        """Calculate the results again with some values corrected."""
        after = _calculated(_corrected(self.package, used), _with_corrections(self.library, used))
        return list(_results(self.book, self.before, after))

    def moved_by(self, errata: Sequence[UsedErratum]) -> list[UsedErratum]:
        """Keep the errata that change a key result: of a benchmark, or of a factor that no row of a ledger takes.

        All are tried at once first, as nearly always none does.
        """
        if not errata or not self._moved(errata):
            return []
        return [one for one in errata if len(errata) == 1 or self._moved([one])]

    def _moved(self, errata: Sequence[UsedErratum]) -> bool:
        return any(result.changed for result in self.corrected(errata))


def _sentences(findings: Iterable[Finding]) -> tuple[Text, ...]:
    """The findings that refuse a file, each in both languages."""
    return tuple(Text(f.sentence("zh"), f.sentence("en")) for f in findings)


def _calculable(book: Book) -> Package:
    """The file with the values that it has in place of formulas that reach outside it, if any do."""
    outside = frozenset(cell for cell, formula in book.formulas.items() if reaches_outside(formula))
    return frozen(book, outside) if outside else book.package


def _calculated(package: Package, library: Library) -> _CellValues:
    """Calculate every formula, with functions that ask this library.

    Raises:
        FileProblem: the engine cannot calculate the workbook.
    """
    with using_library(library):
        found = recalculate(package, engine_functions())
    return {(sheet, *place): value for sheet, cells in found.items() for place, value in cells.items()}


def _corrected(package: Package, used: Iterable[UsedErratum]) -> Package:
    """A copy in which the corrected values stand where the file carries the old."""
    cells: dict[str, dict[tuple[int, int], str | None]] = defaultdict(dict)
    for one in used:
        sheet, row, column = one.cell
        cells[sheet][row, column] = literal(_typed(one.new))
    return Package.read(package.with_formulas(cells))


def _with_corrections(library: Library, used: Iterable[UsedErratum]) -> Library:
    """The library that the file carries, with the corrected values, for functions that ask it themselves."""
    factors: dict[str, Factor] = {}
    benchmarks = dict(library.benchmarks)
    for one in used:
        change = {one.column: _typed(one.new)}
        if one.id in library.factors:
            factors[one.id] = factors.get(one.id, library.factors[one.id]).model_copy(update=change)
        elif one.id in benchmarks:
            benchmarks[one.id] = benchmarks[one.id].model_copy(update=change)
    return replace(library, factors=library.factors.holding(factors), benchmarks=benchmarks)


def _typed(text: str) -> float | str:
    """A value of the errata as a cell holds it: a number where it is one."""
    try:
        return float(text)
    except ValueError:
        return text


def _value(one: UsedErratum) -> CorrectedValue:
    """The record of a corrected value."""
    corrections = tuple(
        Correction(e.from_version, e.to_version, e.old_value, e.new_value, e.reason, e.effect) for e in one.corrections
    )
    return CorrectedValue(one.id, one.name, one.column, address(one.cell), one.rows, one.old, one.new, corrections)


def _results(book: Book, before: _CellValues, after: _CellValues) -> Iterator[CorrectedResult]:
    """The key results of the workbook that have a value, in its own order."""
    tables = {f"{t.key}_{c.key}": t for t in book.definition.tables() for c in t.columns}
    for name, title in book.definition.results_with_units():
        if name not in book.names:
            continue  # a result that came after the file's version
        table = tables.get(name)
        for index, cell in enumerate(book.cells_of(name)):
            held = book.values.get(cell)
            values = [_shown(found.get(cell, held)) for found in (before, after)]
            if values == [None, None] and is_blank(held):
                continue
            label = _label(book, before, f"{table.key}_{table.columns[0].key}", index) if table else ""
            yield CorrectedResult(name, title, label, address(cell), _shown(held), *values)


def _label(book: Book, values: _CellValues, name: str, index: int) -> str:
    """What the row of a result is called."""
    try:
        cell = book.cells_of(name)[index]
    except (FileProblem, IndexError):
        return ""
    return as_text(values.get(cell, book.values.get(cell)))


def _shown(value: Value) -> Shown:
    """A value as JSON has it: an error is its text, a blank is none."""
    if is_blank(value):
        return None
    return str(value) if isinstance(value, str) else value
