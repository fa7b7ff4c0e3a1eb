"""Each submission of the table gets the verdict that it deserves, and the right rule speaks first."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.findings.finding import Severity
from pycore.findings.groups import grouped
from pycore.formulas.tree import address
from pycore.review.result import Verdict
from pycore.review.review import review
from tests.review.submissions.acts import cell, example
from tests.review.submissions.cases import Submission, cases

pytestmark = pytest.mark.slow
CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.told)
def test_a_submission_gets_its_verdict(case: Submission, tmp_path: Path) -> None:
    path = tmp_path / "submitted.xlsx"
    path.write_bytes(case.act(example(case.key)))
    found = review(path)
    causes = [group.cause for group in grouped(found.findings)]
    grave = [(f.rule, f.where) for f in causes if f.severity is not Severity.NOTE]
    assert found.verdict is case.verdict, grave
    if case.verdict is Verdict.CLEAN:
        assert grave == []
        assert not case.rule or case.rule in {f.rule for f in found.findings}
        return
    said = grave[:1] if case.first else grave
    assert case.rule in {rule for rule, _ in said}
    if case.name:
        assert (case.rule, address(cell(case.key, case.name, case.row))) in said


def test_the_table_has_each_case_once() -> None:
    assert len({case.told for case in CASES}) == len(CASES) == 27
