"""Errors of every kind, sown into clean workbooks: what is owed to them is met.

Counts by kind are printed at the end of the run. An ordinary run makes a fifth of the errors of each kind, in one of the
workbooks in turn, `make full` all in every workbook; TWINLEDGER_MUTATIONS=20 makes twenty times as many.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

from pycore.cells.stored import Area, Value
from pycore.findings.finding import Finding
from pycore.reading.book import Book, CellKey
from pycore.review.result import Verdict
from pycore.review.review import review
from pycore.template.fingerprint import compare_template, template_fingerprint
from pycore.template.print import Content
from tests.review.mutations import (
    kinds_conditional,
    kinds_covering,
    kinds_formulas,
    kinds_hiding,
    kinds_inputs,
    kinds_library,
    kinds_slips,
    kinds_values,
    kinds_workbook,
)
from tests.review.mutations.clean import DEFINITION, KEYS, clean
from tests.review.mutations.editing import with_values
from tests.review.mutations.judging import GRAVE, Judged, Outcome, sow
from tests.review.mutations.mutation import Kind, Owed
from tests.review.mutations.rates import PROPERTY

pytestmark = pytest.mark.slow

MODULES = (
    kinds_values,
    kinds_formulas,
    kinds_library,
    kinds_workbook,
    kinds_hiding,
    kinds_conditional,
    kinds_covering,
    kinds_inputs,
    kinds_slips,
)
KINDS: tuple[Kind, ...] = tuple(kind for module in MODULES for kind in module.KINDS)
TIMES = float(os.environ.get("TWINLEDGER_MUTATIONS", "1" if "TWINLEDGER_FULL" in os.environ else "0.2"))
STRIPES = 4
Record = Callable[[str, object], None]


def sown() -> Iterator[object]:
    """Yield each kind with the workbooks that its errors are made in."""
    for number, kind in enumerate(KINDS):
        for key in KEYS if TIMES >= 1 else (KEYS[number % len(KEYS)],):
            yield pytest.param(kind, key, id=f"{kind.id}-{key}")


@pytest.mark.parametrize(("kind", "key"), list(sown()))
def test_seeded_errors(kind: Kind, key: str, record_property: Record) -> None:
    # In English the example has the same figures: it matters to the template, less to what is calculated from them.
    share = 0.5 if key == "example-en" and kind.stages != ("template",) else 1.0
    tally = sow(kind, clean(key), TIMES * share)
    counts = {outcome.value: count for outcome, count in tally.outcomes.items()}
    record_property(PROPERTY, (KINDS.index(kind), kind.id, kind.owed.value, counts))
    match kind.owed:
        case Owed.FOUND:
            assert tally.missed == []
            assert tally.outcomes[Outcome.NOTED] == 0, tally.noted
        case Owed.NOTED:
            assert tally.missed == []
        case Owed.SILENCE:
            assert tally.noisy == []
        case Owed.RATE:
            pass


def _covered(cells: Iterable[CellKey], findings: Iterable[Finding]) -> set[CellKey]:
    areas = [(f.sheet, area) for f in findings if f.severity in GRAVE and (area := Area.of(f.cell)) is not None]
    return {c for c in cells if any(sheet == c[0] and (c[1], c[2]) in area for sheet, area in areas)}


@pytest.mark.parametrize("stripe", range(STRIPES))
def test_no_cell_of_the_template_goes_unwatched(stripe: int, record_property: Record) -> None:
    """Every formula and every constant of the template is changed once, each in company of distant others."""
    one = clean("example-zh")
    fingerprint = template_fingerprint(DEFINITION, "zh")
    formulas = sorted(fingerprint.families)[stripe::STRIPES]
    constants = [
        (sheet.name, *place)
        for sheet in fingerprint.sheets.values()
        for place, fixed in sheet.fixed.items()
        if fixed.kind is not Content.SUGGESTED and fixed.name not in ("cover_version", "cover_template")
    ][stripe::STRIPES]
    typed: dict[CellKey, Value] = dict.fromkeys(formulas, 0.125)
    for cell in constants:
        value = one.book.values[cell]
        typed[cell] = value * 1.01 + 1e-9 if isinstance(value, float) else f"{value} *"
    found = compare_template(Book.open(with_values(one.package, typed))).findings
    unwatched = set(typed) - _covered(typed, found)
    counts = {"found": len(typed) - len(unwatched), "missed": len(unwatched)}
    record_property(PROPERTY, (len(KINDS), "each cell of the template in turn", "found", counts))
    assert unwatched == set()


@pytest.mark.parametrize("kind", KINDS[::11], ids=lambda kind: kind.id)
def test_the_whole_review_finds_what_its_part_finds(kind: Kind, tmp_path: Path) -> None:
    """The harness asks the part of the review that an error concerns; a few go through all of it, as a user's file would."""
    random = Random(kind.id)
    mutation = next(m for _ in range(40) if (m := kind.make(clean("example-zh"), random)) is not None)
    path = tmp_path / "submitted.xlsx"
    path.write_bytes(Judged(clean("example-zh"), mutation).finished().mutation.data)
    found = review(path)
    if kind.owed is Owed.FOUND:
        assert found.verdict is not Verdict.CLEAN, mutation.said
    elif kind.owed in (Owed.NOTED, Owed.SILENCE):
        assert found.verdict is Verdict.CLEAN, mutation.said


def test_ids_are_unique_and_there_are_thousands() -> None:
    assert len({kind.id for kind in KINDS}) == len(KINDS)
    assert sum(kind.count for kind in KINDS) * (len(KEYS) - 1) > 1_400
