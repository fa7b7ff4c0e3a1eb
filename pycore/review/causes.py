"""Findings by cause: what a wrong input or formula makes of the cells behind it is said beneath it.

The formulas say what follows from what. A cell that is an error follows from a finding if a chain of errors leads there
from its cell, and the first of the chain reads it. A result that is doubtful follows from the nearest cell before it
whose value is said to be wrong, unless it is the graver of the two.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from pycore.cells.stored import Area, ErrorValue
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, address
from pycore.reading.book import CellKey
from pycore.review.cell_index import CellIndex
from pycore.review.subject import INPUTS, Subject

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
# Rules that say that the value of a cell is wrong, and those that judge what is calculated from such values. What is
# said of evidence, or of a formula's text, neither makes a value wrong nor comes from one.
_MAKES_WRONG = (
    "unit-", "validation", "number-as-text", "mixed-units", "template-formula-", "formula-", "error-values",
    "factor-year", "factor-library", "balance-", "double-", "value-not-calculated",
)  # fmt: skip
_JUDGES = ("error-values", "row-check", "grade-robust", "unit-", "balance-", "measure-effect", "value-native-differs")
_MOST_CELLS = 400  # of an area that a finding is about
_MOST_NAMED = 200  # cells that a finding names as following from it


def by_cause(subject: Subject, findings: Sequence[Finding]) -> list[Finding]:
    """Order findings: the gravest causes first, and behind each those that follow from it.

    A cause tells how many cells are errors, or findings, because of it (`following`), and the first of them by address
    (`more["following"]`); what follows is marked (`beneath`).
    """
    ordered = sorted(findings, key=lambda f: _WEIGHT[f.severity])
    places = [_cells(f) for f in ordered]
    causes = [i for i, f in enumerate(ordered) if _is_cause(f) and places[i]]
    judged = [i for i, f in enumerate(ordered) if _is_judged(subject, f, places[i])]
    if not causes or not judged:
        return ordered
    graph = _Graph(subject, {cell for i in causes for cell in places[i]})
    errors = graph.errors_from(causes, places)
    cause_of = {i: c for i in judged if (c := _cause(i, ordered, places, causes, graph, errors)) is not None}
    return list(_arranged(ordered, places, {i: _root(i, cause_of) for i in cause_of}, errors))


def _arranged(
    ordered: Sequence[Finding],
    places: Sequence[Sequence[CellKey]],
    root_of: Mapping[int, int],
    errors: Mapping[CellKey, int],
) -> Iterable[Finding]:
    """Yield each cause and what is beneath it; a group stands where the gravest of it would."""
    beneath: dict[int, list[int]] = defaultdict(list)
    for follower, root in root_of.items():
        if root != follower:
            beneath[root].append(follower)
    failed: dict[int, list[CellKey]] = defaultdict(list)
    for cell, cause in errors.items():  # as they follow from each other
        failed[root_of.get(cause, cause)].append(cell)
    tops = [i for i in range(len(ordered)) if root_of.get(i, i) == i]
    tops.sort(key=lambda i: min(_WEIGHT[ordered[j].severity] for j in (i, *beneath[i])))
    for i in tops:
        behind = dict.fromkeys([*failed[i], *(cell for j in beneath[i] for cell in places[j])])
        cells = [cell for cell in behind if cell not in places[i]]
        named = {"following": [address(cell) for cell in cells[:_MOST_NAMED]]} if cells else {}
        yield replace(ordered[i], following=len(cells), more={**ordered[i].more, **named})
        yield from (replace(ordered[j], beneath=True) for j in sorted(beneath[i]))


def _cause(
    follower: int,
    ordered: Sequence[Finding],
    places: Sequence[Sequence[CellKey]],
    causes: Collection[int],
    graph: _Graph,
    errors: Mapping[CellKey, int],
) -> int | None:
    """The finding that another follows from; None where it stands by itself."""
    cells = places[follower]
    if any(graph.is_error(cell) for cell in cells):
        found = next((errors[cell] for cell in cells if cell in errors), follower)
        return None if found == follower else found
    own = set(cells)
    at: dict[CellKey, int] = {}
    for i in causes:
        if i != follower and _WEIGHT[ordered[i].severity] <= _WEIGHT[ordered[follower].severity]:
            for cell in places[i]:
                at.setdefault(cell, i)
    return graph.nearest(cells, {cell: i for cell, i in at.items() if cell not in own})


def _root(i: int, cause_of: Mapping[int, int]) -> int:
    """The first cause of a chain; formulas in a circle lead nowhere, and each of them stands by itself."""
    met = [i]
    while met[-1] in cause_of:
        following = cause_of[met[-1]]
        if following in met:
            return i
        met.append(following)
    return met[-1]


def _cells(finding: Finding) -> tuple[CellKey, ...]:
    """The cells that a finding is about; none of a large area or of the whole file."""
    area = Area.of(finding.cell)
    if area is None or area.size > _MOST_CELLS:
        return ()
    return tuple((finding.sheet, *place) for place in area.places())


def _is_cause(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE and finding.rule.startswith(_MAKES_WRONG)


def _is_judged(subject: Subject, finding: Finding, cells: Sequence[CellKey]) -> bool:
    """Tell whether a finding judges a result: a number that was entered follows from nothing."""
    if not finding.rule.startswith(_JUDGES) or not cells or cells[0] not in subject.book.formulas:
        return False
    place = subject.place(cells[0])
    return place is None or place.entry.role not in INPUTS


class _Graph:
    """What the formulas of a workbook read of each other, asked cell by cell.

    Args:
        marked: cells beside those with formulas that are of interest.
    """

    def __init__(self, subject: Subject, marked: Collection[CellKey]) -> None:
        self.subject = subject
        self.index = CellIndex({*subject.book.formulas, *marked})
        self.known: dict[CellKey, tuple[CellKey, ...]] = {}

    def is_error(self, cell: CellKey) -> bool:
        return isinstance(self.subject.value(cell), ErrorValue)

    def parents(self, cell: CellKey) -> tuple[CellKey, ...]:
        """The cells of interest that a formula reads."""
        if cell not in self.known:
            self.known[cell] = tuple(dict.fromkeys(c for area in self._reads(cell) for c in self.index.inside(area)))
        return self.known[cell]

    def _is_meant(self, cell: CellKey) -> bool:
        """Tell a `#N/A` that a formula itself begins: it keeps a point out of a picture and is no error."""
        said = self.subject.value(cell) == "#N/A" and "NA()" in self.subject.book.formulas[cell]
        return said and not any(self.is_error(parent) for parent in self.parents(cell) if parent != cell)

    def _reads(self, cell: CellKey) -> Sequence[AreaOnSheet]:
        book = self.subject.book
        try:
            return book.references.of(cell, book.formulas[cell]).areas
        except (FormulaProblem, KeyError):
            return ()

    def errors_from(self, causes: Sequence[int], places: Sequence[Sequence[CellKey]]) -> dict[CellKey, int]:
        """Give each cell that is an error the finding that it follows from, the first of those that it could.

        Where the cell of a finding holds a value the errors begin at the cells that read it and no other error.
        """
        wrong = [c for c in self.subject.book.formulas if self.is_error(c) and not self._is_meant(c)]
        failed, readers = set(wrong), defaultdict(list)
        for cell in wrong:
            read = self.parents(cell)
            before = [p for p in read if p in failed and p != cell]
            for parent in before or read:
                readers[parent].append(cell)
        found: dict[CellKey, int] = {}
        for i in causes:
            waiting = deque(places[i])
            while waiting:
                for cell in readers[waiting.popleft()]:
                    if cell not in found:
                        found[cell] = i
                        waiting.append(cell)
        return found

    def nearest(self, cells: Sequence[CellKey], at: Mapping[CellKey, int]) -> int | None:
        """The finding at the nearest cell that the value of some cells comes from."""
        met, waiting = set(cells), deque(cells)
        while waiting:
            for parent in self.parents(waiting.popleft()):
                if parent in at:
                    return at[parent]
                if parent not in met:
                    met.add(parent)
                    waiting.append(parent)
        return None
