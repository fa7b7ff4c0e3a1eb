"""What becomes of key results if cells of a workbook held other numbers: asked of many cases at once, without the file.

The formulas on the way to the results run on arrays, a place for each case, as a simulation runs them on draws: so the
answer is exact for factors that a result does not follow in proportion, too. Only formulas that lead to the results are
read, for a review has little time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue
from pycore.formulas.arrays import FormulaArrays
from pycore.formulas.references import References
from pycore.formulas.tree import AreaOnSheet
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.reading.choices import as_text
from pycore.reading.issued_rows import calculating_as_issued
from pycore.review.cell_index import CellIndex
from pycore.review.subject import Subject
from pycore.simulate.functions import array_functions

_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Moved:
    """A key result as it is in the file, and as it would be.

    Attributes:
        title: what it is, with its unit.
        label: whose it is, a product or a year; "" where there is but one.
    """

    title: Text
    label: str
    before: float | str
    after: float | str

    @property
    def relative(self) -> float:
        """The change as a fraction of the result in the file; 0 where it is a text, is not a number then, or was 0."""
        if isinstance(self.before, str) or isinstance(self.after, str) or not self.before:
            return 0.0
        return (self.after - self.before) / abs(self.before)


def moved_if(
    subject: Subject, cases: Sequence[Mapping[CellKey, float]], *, total_only: bool
) -> list[tuple[Moved, ...]]:
    """Return, for each case, the key results that change, in the order of the workbook.

    Args:
        cases: for each case the cells that hold another number; a formula there is replaced.
        total_only: the first result alone, which is the total of the workbook; of several years the last one.

    Raises:
        FormulaProblem: a formula on the way cannot be followed.
    """
    results = _results(subject, total_only)
    changed = sorted({cell for case in cases for cell in case})
    base = {cell: subject.value(cell) for cell in changed}
    lanes = {
        cell: np.array([case.get(cell, value) for case in cases], dtype=float)
        for cell, value in base.items()
        if isinstance(value, float)
    }
    if not results or not lanes:
        return [() for _ in cases]
    with calculating_as_issued(subject.book):
        arrays = subject.once("formulas that lead to the results", lambda: _arrays(subject))
        given = arrays.evaluate([cell for cell, _ in results], lanes)
    found = {cell: lane.tolist() for cell, lane in given.items() if isinstance(lane, np.ndarray)}
    return [tuple(_moved(results, found, number)) for number in range(len(cases))]


def _arrays(subject: Subject) -> FormulaArrays:
    """The formulas that lead to the key results, ready to run on cases."""
    book = subject.book
    formulas = _leading_to([cell for cell, _ in _results(subject, total_only=False)], book.formulas, book.references)
    values = {**book.values, **subject.values}
    return FormulaArrays(formulas, values, book.names, array_functions(), book.references)


def _moved(
    results: Sequence[tuple[CellKey, Moved]], found: Mapping[CellKey, list[Any]], number: int
) -> Iterable[Moved]:
    """Yield the results that change in one case; one that no case changes has no list."""
    for cell, was in results:
        if cell not in found:
            continue
        after = found[cell][number]
        if isinstance(was.before, ErrorValue) and after != after:
            continue  # an error stays an error, of whatever kind
        if isinstance(was.before, str) or isinstance(after, str):
            if as_text(after) != was.before:
                yield Moved(was.title, was.label, was.before, as_text(after))
        elif abs(after - was.before) > _SAME * max(abs(after), abs(was.before)) or after != after:
            yield Moved(was.title, was.label, was.before, "#NUM!" if after != after else float(after))


def total_is_known(subject: Subject) -> bool:
    """Tell whether the first result, which `total_only` asks for, is a number in the file."""
    return any(isinstance(was.before, float) for _, was in _results(subject, total_only=True))


def _results(subject: Subject, total_only: bool) -> list[tuple[CellKey, Moved]]:
    """List the cells of the key results that have a value, with what they are and hold."""
    definition = subject.book.definition
    tables = {f"{t.key}_{c.key}": t for t in definition.tables() for c in t.columns}
    found: list[tuple[CellKey, Moved]] = []
    for name, title in definition.results_with_units():
        held: list[tuple[CellKey, Moved]] = []
        for index, cell in enumerate(subject.cells_of(name)):
            value = subject.value(cell)
            if isinstance(value, bool) or not isinstance(value, float | str) or value == "":
                continue
            table = tables.get(name)
            labels = subject.cell(f"{table.key}_{table.columns[0].key}", index) if table is not None else None
            label = as_text(subject.value(labels)) if labels is not None else ""
            held.append((cell, Moved(title, label, value, value)))
        if total_only and held:
            return held[-1:]
        found += held
    return found


def _leading_to(
    targets: Iterable[CellKey], formulas: Mapping[CellKey, str], references: References
) -> dict[CellKey, str]:
    """Return the formulas that the targets depend on, each with its cell.

    Raises:
        FormulaProblem: a formula that cannot be read.
    """
    index = CellIndex(formulas)
    found: dict[CellKey, str] = {}
    seen: set[AreaOnSheet] = set()
    waiting = [cell for cell in targets if cell in formulas]
    while waiting:
        cell = waiting.pop()
        if cell in found:
            continue
        found[cell] = formulas[cell]
        new = [area for area in references.of(cell, formulas[cell]).areas if area not in seen]
        seen.update(new)
        waiting += [before for area in new for before in index.inside(area)]
    return found
