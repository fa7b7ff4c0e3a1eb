"""Slips with mercury, sown into a region and into a plant that measures little: the review finds what can be told.

An ordinary run sows each kind in one of the workbooks in turn, `make full` in all; see `test_mutations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from pycore.review.result import Verdict
from pycore.review.review import review
from pycore.review.rules import check_all
from pycore.review.subject import Subject
from tests.review.mutations.clean_mercury import KEYS, clean
from tests.review.mutations.judging import Judged, notes_of, sow
from tests.review.mutations.kinds_mercury import KINDS
from tests.review.mutations.mutation import Owed
from tests.review.mutations.rates import PROPERTY
from tests.review.mutations.test_mutations import KINDS as OTHERS
from tests.review.mutations.test_mutations import TIMES, Record

pytestmark = pytest.mark.slow

_NOT_MEASURED = ("solids", "acid and alkali", "basis")
"""Kinds of what the one plant does not measure."""


def sown() -> Iterator[object]:
    """Yield each kind with the workbooks in which it can be made."""
    for number, kind in enumerate(KINDS):
        keys = [key for key in KEYS if key != "one-plant" or not kind.id.endswith(_NOT_MEASURED)]
        for key in keys if TIMES >= 1 else (keys[-1 - number % len(keys)],):
            yield pytest.param(number, key, id=f"{kind.id}-{key}")


@pytest.mark.parametrize(("number", "key"), list(sown()))
def test_a_slip_with_mercury_is_found(number: int, key: str, record_property: Record) -> None:
    kind = KINDS[number]
    tally = sow(kind, clean(key), TIMES)
    counts = {outcome.value: count for outcome, count in tally.outcomes.items()}
    record_property(PROPERTY, (len(OTHERS) + number, kind.id, kind.owed.value, counts))
    assert sum(counts.values()) > 0, "nothing was sown"
    if kind.owed is Owed.FOUND:
        assert tally.missed + tally.noted == []


def test_the_clean_workbooks_have_notes_only() -> None:
    for key in ("region-zh", "one-plant"):
        assert notes_of(clean(key))


def test_a_plant_that_measures_little_is_told_by_its_rows_alone() -> None:
    """Neither another year nor the balance speaks there: the doubt of the row's own check is a finding, in its words."""
    one = clean("one-plant")
    kind = next(kind for kind in KINDS if kind.id == "mercury: its weight for that of the catalyst")
    mutation = kind.make(one, Random(1))
    assert mutation is not None
    judged = Judged(one, mutation)
    found = [f for f in check_all(Subject(judged.book, judged.core)) if (f.rule, f.where) not in notes_of(one)]
    assert [f.rule for f in found] == ["row-doubt"]
    assert "catalyst for each t of PVC is unusual" in found[0].sentence("en")
    assert "每吨聚氯乙烯的触媒用量少见" in found[0].sentence("zh")


def test_the_whole_review_finds_a_slip_with_mercury(tmp_path: Path) -> None:
    one = clean("one-plant")
    mutation = next(kind for kind in KINDS if kind.id == "mercury: µg for mg in gas").make(one, Random(1))
    assert mutation is not None
    path = tmp_path / "submitted.xlsx"
    path.write_bytes(Judged(one, mutation).finished().mutation.data)
    found = review(path)
    assert found.verdict is not Verdict.CLEAN
    assert any(f.rule == "row-doubt" and "µg/m³" in f.found.en for f in found.findings)


def test_ids_are_their_own() -> None:
    assert len({kind.id for kind in (*OTHERS, *KINDS)}) == len(OTHERS) + len(KINDS)
