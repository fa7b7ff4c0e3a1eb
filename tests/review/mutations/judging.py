"""Run the review, or the part of it that an error concerns, on one mutated workbook."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from random import Random

from pycore.cells.stored import Area, Value
from pycore.findings.finding import Finding, Severity
from pycore.formulas.readings import Readings
from pycore.gate.gate import check_package
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.review.opinions import Opinions, opinions_of, three_opinions
from pycore.review.rules import check_all
from pycore.review.subject import Subject
from pycore.review.three_values import TOLERANCE
from pycore.template.fingerprint import compare_template
from pycore.template.stored_readings import stored_readings
from tests.review.mutations.appearance import appearance
from tests.review.mutations.clean import Clean, calculated
from tests.review.mutations.mutation import Kind, Mutation, Owed

_MOST_TRIES = 40  # places in a row that do not allow an error, before a workbook is said to have none
GRAVE = (Severity.ERROR, Severity.WARNING)


class Outcome(Enum):
    """What became of one seeded error."""

    FOUND = "found"
    NOTED = "noted"
    NEUTRAL = "neutral"
    """Nothing was found, and the results before and after, native, core and cached, and all that is seen, are equal."""
    SILENT = "silent"
    """Nothing was found, and nothing should be."""
    MISSED = "missed"


@dataclass
class Tally:
    """The outcomes of one kind in one workbook."""

    kind: Kind
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    noisy: list[str] = field(default_factory=list)


class Judged:
    """One mutated workbook, read and calculated no more than needed."""

    def __init__(self, clean: Clean, mutation: Mutation) -> None:
        self.clean = clean
        self.mutation = mutation

    @cached_property
    def book(self) -> Book:
        """The workbook; cells of sheets that are byte for byte the clean ones are not read again."""
        book = Book.open(self.mutation.data)
        old, new = self.clean.package, book.package
        if new.strings == old.strings:
            same = {
                s.name for s in new.sheets
                if any(o.name == s.name and old.members[o.part] == new.members[s.part] for o in old.sheets)
            }  # fmt: skip
            cells = {}
            for sheet in new.sheets:
                if sheet.name in same:
                    cells |= self._clean_cells[sheet.name]
                else:
                    cells |= {(sheet.name, c.row, c.column): c for c in new.sheet_cells(sheet)}
            book.__dict__["cells"] = cells
        return book

    @property
    def _clean_cells(self) -> Mapping[str, dict[CellKey, object]]:
        held = self.clean.__dict__.get("cells_by_sheet")
        if held is None:
            held = {}
            for key, cell in self.clean.book.cells.items():
                held.setdefault(key[0], {})[key] = cell
            self.clean.__dict__["cells_by_sheet"] = held
        return held

    @cached_property
    def same_program(self) -> bool:
        """Formulas, inputs and names are the clean ones: whatever differs is in the cached values or beside the cells."""
        old, new = self.clean.book, self.book
        if old.formulas != new.formulas or old.package.names != new.package.names:
            return False
        given = {k: c.value for k, c in new.cells.items() if c.formula is None}
        return given == {k: c.value for k, c in old.cells.items() if c.formula is None}

    @cached_property
    def readings(self) -> Readings | None:
        """What is known of the template's formulas, as a review has it."""
        return stored_readings(self.book)

    @cached_property
    def opinions(self) -> Opinions:
        return three_opinions(self.book, readings=self.readings)

    @cached_property
    def core(self) -> Mapping[CellKey, Value]:
        if self.same_program:
            return self.clean.core
        if "opinions" in self.__dict__ and self.opinions.core and not self.opinions.unproven:
            return self.opinions.core
        return calculated(self.book.package)

    @cached_property
    def native(self) -> Mapping[CellKey, Value]:
        if self.same_program:
            return self.clean.native
        if "opinions" in self.__dict__ and self.opinions.core and not self.opinions.unproven:
            return self.opinions.native
        return calculated(self.book.package, native=True)

    def findings(self, stage: str) -> list[Finding]:
        match stage:
            case "gate":
                return check_package(self.mutation.data)
            case "template":
                return list(compare_template(self.book, self.readings).findings)
            case "values":
                if self.same_program:
                    return list(opinions_of(self.book, self.core, self.native, TOLERANCE).findings)
                return list(self.opinions.findings)
            case "rules":
                return check_all(Subject(self.book, self.core))
        raise ValueError(stage)

    def finished(self) -> Judged:
        """The workbook as it is handed in: calculated, if whoever made the error calculated."""
        if not self.mutation.recalculated:
            return self
        by_sheet: dict[str, dict[tuple[int, int], Value]] = {}
        for (sheet, row, column), value in self.core.items():
            by_sheet.setdefault(sheet, {})[row, column] = value
        data = write_values(Package.read(self.mutation.data), by_sheet)
        done = Judged(self.clean, Mutation(data, self.mutation.said, self.mutation.cells))
        done.__dict__["core"] = self.core  # what the formulas give does not hang on the values that stand in the file
        return done

    def is_neutral(self) -> bool:
        """Tell whether results, native, core and in the file, and all that can be seen are those of the clean workbook."""
        if check_package(self.mutation.data) or _untimed(self, self.core) != _untimed(self, self.clean.core):
            return False
        done = self.finished()
        ours, theirs = _results(done), _results(Judged(self.clean, Mutation(self.clean.data, "")))
        return ours == theirs and appearance(done.mutation.data) == appearance(self.clean.data)


def _results(judged: Judged) -> list[dict[CellKey, Value]]:
    """Results by the core, natively and in the file, but for the time at which they were calculated."""
    cached = {k: c.value for k, c in judged.book.cells.items() if c.formula is not None}
    return [_untimed(judged, values) for values in (judged.core, judged.native, cached)]


def _untimed(judged: Judged, values: Mapping[CellKey, Value]) -> dict[CellKey, Value]:
    timed = {k for k, f in judged.book.formulas.items() if "TL_CALCULATED_AT" in f}
    return {k: v for k, v in values.items() if k not in timed}


def judge(kind: Kind, mutation: Mutation, clean: Clean) -> tuple[Outcome, list[Finding]]:
    """Say what becomes of one error; where the kind's own stages find nothing the whole review is run."""
    judged = Judged(clean, mutation)
    seen: list[Finding] = []
    for stage in kind.stages:
        found = judged.findings(stage)
        seen += found
        if any(_counts(kind, mutation, f) for f in found):
            return Outcome.FOUND, found
    rest = [s for s in ("gate", "template", "values", "rules") if s not in kind.stages]
    if kind.owed in (Owed.FOUND, Owed.SILENCE):
        done = judged.finished()
        for stage in rest:
            found = done.findings(stage)
            seen += found
            if any(f.severity in GRAVE for f in found):
                return Outcome.FOUND, found
    fresh = [f for f in seen if (f.rule, f.where) not in notes_of(clean)]
    if fresh:
        return Outcome.NOTED, fresh
    if kind.owed is Owed.SILENCE:
        return Outcome.SILENT, []
    return (Outcome.NEUTRAL if judged.is_neutral() else Outcome.MISSED), []


def notes_of(clean: Clean) -> set[tuple[str, str]]:
    """What the review has to say about the clean workbook itself: notes only."""
    held = clean.__dict__.get("notes")
    if held is None:
        found = [*compare_template(clean.book).findings, *check_all(Subject(clean.book, clean.core))]
        assert all(f.severity is Severity.NOTE for f in found), [f.sentence("en") for f in found]
        held = clean.__dict__["notes"] = {(f.rule, f.where) for f in found}
    return held


def _counts(kind: Kind, mutation: Mutation, finding: Finding) -> bool:
    if finding.severity not in GRAVE or not any(finding.rule.startswith(r) for r in kind.rules):
        return False
    return not mutation.cells or any(_covers(finding, cell) for cell in mutation.cells)


def _covers(finding: Finding, cell: CellKey) -> bool:
    area = Area.of(finding.cell)
    if finding.sheet != cell[0]:
        return False
    # A finding about a whole sheet, its rows or columns covers every cell of them.
    return area is None or (cell[1], cell[2]) in area


def sow(kind: Kind, clean: Clean, times: float) -> Tally:
    """Make the errors of one kind in one workbook and judge them."""
    random = Random(f"{kind.id} {clean.key}")
    tally = Tally(kind)
    made: set[str] = set()
    tries = 0
    while sum(tally.outcomes.values()) < math.ceil(kind.count * times) and tries < _MOST_TRIES:
        tries += 1
        mutation = kind.make(clean, random)
        if mutation is None or mutation.said in made:
            continue
        made.add(mutation.said)
        tries = 0
        outcome, found = judge(kind, mutation, clean)
        tally.outcomes[outcome] += 1
        if outcome is Outcome.MISSED:
            tally.missed.append(mutation.said)
        if outcome is Outcome.NOTED:
            tally.noted.append(mutation.said)
        if kind.owed is Owed.SILENCE and outcome in (Outcome.FOUND, Outcome.NOTED):
            tally.noisy.append(f"{mutation.said}: {found[0].sentence('en')}")
    return tally
