"""Three opinions on each number: the value in the file, the native formulas' value, and the core's.

Where a value in the file differs from the core's it is stale or edited: see `beginnings`.

Cells that only the core can fill, whose native form is a text (`IFERROR(IF(TL_ON,…,NA()),"text")`), may hold either of
the two values; the time of calculation and the version of the core may be any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from pycore.cells.stored import ErrorValue, Value
from pycore.engine.both_ways import recalculate_both_ways, ways_of
from pycore.engine.host import engine_functions
from pycore.engine.not_known import not_known_here
from pycore.engine.recalculate import Values
from pycore.errors import FileProblem
from pycore.findings.finding import Finding
from pycore.formulas.readings import Readings
from pycore.language import Text
from pycore.package.package import Package
from pycore.reading.book import Book, CellKey
from pycore.reading.issued_rows import calculating_as_issued
from pycore.review import value_findings as say
from pycore.review.beginnings import Beginnings
from pycore.review.core_only import core_only_cells
from pycore.review.outside import reaches_outside
from pycore.review.three_values import TOLERANCE, Disagreement, ThreeValues


@dataclass(frozen=True, eq=False)
class Opinions:
    """What the file, the native formulas and the core say.

    Attributes:
        core, native: values of the formula cells; none where the workbook could not be calculated.
        unproven: formula cells that were not calculated, or only from the values of such cells.
        proven: native values that are the core's, because the tests of the template have proven them equal.
        core_only: cells that only the core can fill.
        edited, stale: the cells at which a difference of the file begins, told apart as `beginnings` says.
    """

    core: Mapping[CellKey, Value]
    native: Mapping[CellKey, Value]
    disagreements: tuple[Disagreement, ...]
    core_only: frozenset[CellKey]
    edited: tuple[CellKey, ...]
    stale: tuple[CellKey, ...]
    effect: Text | None
    findings: tuple[Finding, ...]
    unproven: frozenset[CellKey] = frozenset()
    proven: int = 0


def three_opinions(
    book: Book, tolerance: float = TOLERANCE, readings: Readings | None = None, *, untouched: bool = False
) -> Opinions:
    """Compare the values in a file with what its formulas give, natively and with the core.

    `tolerance` (default 1e-9) is relative to the larger of two numbers. A formula that reaches outside the file keeps
    the value that the file has for it, and so does one that calls a function which is not known here; of a workbook
    that the engine cannot calculate at all there are no values by its
    formulas. Either way a finding says so, and `unproven` names the cells. `readings` are what is known of the formulas
    of the template. Of an `untouched` file, whose formulas and texts are all the template's, natively only that is
    calculated which is not proven equal; but where a value in the file is not the core's, all is.
    """
    with calculating_as_issued(book):
        return _three_opinions(book, tolerance, readings, untouched)


def _three_opinions(book: Book, tolerance: float, readings: Readings | None, untouched: bool) -> Opinions:
    try:
        ways = ways_of(book.package, engine_functions(), book.stored, readings, untouched=untouched)
        core = _by_cell(ways.core)
        unknown = not_known_here(book.formulas, core)
        if unknown:
            return _as_filed(book, unknown, say.not_known(book, unknown), tolerance, readings)
        compared = _Compared.of(ThreeValues(book, core, _by_cell(ways.native), tolerance))
        if compared.differ and ways.proven:
            ways = ways.in_full()
            compared = _Compared.of(ThreeValues(book, core, _by_cell(ways.native), tolerance))
        return replace(_told(compared), proven=ways.proven)
    except FileProblem as problem:
        outside = frozenset(c for c, f in book.formulas.items() if reaches_outside(f))
        if outside:
            with suppress(FileProblem):
                return _as_filed(book, outside, say.not_calculated(outside), tolerance, readings)
        return _uncalculated(book, problem)


def _as_filed(
    book: Book, cells: frozenset[CellKey], said: Finding, tolerance: float, readings: Readings | None
) -> Opinions:
    """Compare where some formulas cannot be calculated here and keep the values of the file, which a finding says."""
    core, native = map(_by_cell, recalculate_both_ways(frozen(book, cells), engine_functions(), None, readings))
    found = opinions_of(book, core, native, tolerance, cells)
    return replace(found, findings=(said, *found.findings))


def opinions_of(
    book: Book,
    core: Mapping[CellKey, Value],
    native: Mapping[CellKey, Value],
    tolerance: float = TOLERANCE,
    outside: frozenset[CellKey] = frozenset(),
) -> Opinions:
    """Compare the values in a file with those that its formulas have given, where these are known already.

    `outside` are formulas that were not calculated, because they reach outside the file.
    """
    return _told(_Compared.of(ThreeValues(book, core, native, tolerance)), outside)


@dataclass(frozen=True, eq=False)
class _Compared:
    """Three values of each cell, and where two are not the same.

    Attributes:
        missing: how many formula cells have no value, in a file that was not calculated.
    """

    values: ThreeValues
    missing: int
    wrong_native: list[CellKey]
    wrong_cached: list[CellKey]

    @classmethod
    def of(cls, values: ThreeValues) -> _Compared:
        """Find the cells on which the three do not agree."""
        core, native, missing = values.core, values.native, values.missing()
        wrong_native = [
            cell
            for cell, value in core.items()
            if cell not in values.core_only and not values.equal(value, native.get(cell))
        ]
        # A file that was not calculated has no values; those that stand in it all the same must be right.
        wrong_cached = [c for c in core if not (missing and values.cached[c] is None) and not values.is_right(c)]
        return cls(values, missing, wrong_native, wrong_cached)

    @property
    def differ(self) -> bool:
        """Whether there is any such cell."""
        return bool(self.wrong_native or self.wrong_cached)


def _told(compared: _Compared, outside: frozenset[CellKey] = frozenset()) -> Opinions:
    """Say where the differences begin and what they mean."""
    values, missing = compared.values, compared.missing
    wrong_native, wrong_cached = compared.wrong_native, compared.wrong_cached
    core, native = values.core, values.native
    beginnings = Beginnings(values, outside)
    roots = beginnings.without_followers(wrong_native)
    only_core = [cell for cell in roots if say.has_no_native_form(values, cell)]
    altered = [cell for cell in roots if cell not in only_core]
    # A file that was calculated without the core shows what its formulas give: nothing in it is stale or edited.
    native_file = bool(only_core and not altered) and all(
        values.as_filed(values.cached[c], values.native.get(c)) for c in wrong_cached
    )
    edited, stale, other = beginnings.told_apart([] if native_file else wrong_cached)
    effect = say.effect_on_results(values) if wrong_cached else None
    found = {*wrong_native, *wrong_cached}
    disagreements = tuple(values.disagreement(cell) for cell in core if cell in found)
    findings: list[Finding] = []
    if missing:
        findings.append(say.values_missing(missing))
    findings += [say.edited(values, cell, effect) for cell in edited]
    if stale:
        findings.append(say.stale(stale, len(wrong_cached), effect, beginnings.has_digest()))
    if other:
        findings.append(say.differs(values, other, effect))
    followers = len(wrong_native) - len(roots)
    lacking = effect if native_file else None
    findings += [say.native_form_ends(values, cells, followers, lacking) for cells in _by_column(only_core)]
    findings += [say.native_differs(values, cells, followers) for cells in _by_column(altered)]
    return Opinions(
        core=core,
        native=native,
        disagreements=disagreements,
        core_only=values.core_only,
        edited=tuple(edited),
        stale=tuple(stale),
        effect=effect,
        findings=tuple(findings),
        unproven=beginnings.followers(outside),
    )


def frozen(book: Book, cells: Collection[CellKey]) -> Package:
    """The package with the formulas of some cells replaced by what the file has as their values."""
    by_sheet: dict[str, dict[tuple[int, int], str | None]] = defaultdict(dict)
    for sheet, row, column in cells:
        by_sheet[sheet][row, column] = literal(book.values.get((sheet, row, column)))
    return Package.read(book.package.with_formulas(by_sheet))


def literal(value: Value) -> str:
    """Write a value as a constant of a formula; an error and a missing value are `NA()`."""
    if isinstance(value, ErrorValue) or value is None:
        return "NA()"
    if isinstance(value, bool):
        return str(value).upper()
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else repr(value)


def _uncalculated(book: Book, problem: FileProblem) -> Opinions:
    """What can be said of a workbook that cannot be calculated: nothing but that."""
    return Opinions(
        core={},
        native={},
        disagreements=(),
        core_only=core_only_cells(book.formulas),
        edited=(),
        stale=(),
        effect=None,
        findings=(say.uncalculated(problem),),
        unproven=frozenset(book.formulas),
    )


def _by_cell(values: Values) -> dict[CellKey, Value]:
    return {(sheet, *place): value for sheet, cells in values.items() for place, value in cells.items()}


def _by_column(cells: Iterable[CellKey]) -> Iterator[list[CellKey]]:
    """Put cells of one column that follow each other together."""
    run: list[CellKey] = []
    for cell in sorted(cells, key=lambda c: (c[0], c[2], c[1])):
        if run and (run[-1][0], run[-1][2], run[-1][1] + 1) != (cell[0], cell[2], cell[1]):
            yield run
            run = []
        run.append(cell)
    if run:
        yield run
