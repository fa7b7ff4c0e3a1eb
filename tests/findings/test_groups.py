"""What follows from a finding is put beneath it, and counted in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pycore.findings.groups import following_said, grouped
from tests.findings.test_overlap import found


def test_what_follows_stands_beneath_the_finding_before_it() -> None:
    first, second, third = found("unit-percent"), found("error-values", "J8"), found("validation", "A1")
    groups = grouped([replace(first, following=3), replace(second, beneath=True), third])
    assert [(g.cause.rule, [f.rule for f in g.beneath]) for g in groups] == [
        ("unit-percent", ["error-values"]),
        ("validation", []),
    ]
    assert groups[0].said is not None
    assert groups[0].said.zh == "3 个单元格、1 条发现随此而来"
    assert groups[1].said is None


def test_a_list_that_was_cut_before_its_cause_loses_nothing() -> None:
    (group,) = grouped([replace(found("error-values"), beneath=True)])
    assert (group.cause.rule, group.beneath) == ("error-values", ())


@pytest.mark.parametrize(
    ("cells", "findings", "said"),
    [
        (51, 0, "51 cells follow from this"),
        (1, 0, "1 cell follows from this"),
        (0, 2, "2 findings follow from this"),
        (1, 1, "1 cell and 1 finding follow from this"),
    ],
)
def test_it_is_said_in_good_english(cells: int, findings: int, said: str) -> None:
    text = following_said(cells, findings)
    assert text is not None
    assert text.en == said
