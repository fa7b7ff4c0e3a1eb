"""What a review takes as proven, what it says of that, and when it calculates all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.package.package import Package, write_values
from pycore.reading.book import Book
from pycore.review import review as review_module
from pycore.review.result import Verdict
from pycore.review.review import is_sampled, review
from pycore.review.sarif import review_json
from pycore.review.untouched import is_untouched
from pycore.template.fingerprint import compare_template
from workbooks.build import FOLDER

pytestmark = pytest.mark.slow

EXAMPLE = FOLDER / "coal_chemical" / "coal_chemical_example_zh.xlsx"


@pytest.fixture
def unsampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_module, "is_sampled", lambda digest: False)


@pytest.mark.usefixtures("unsampled")
def test_an_untouched_template_is_calculated_once_and_the_review_says_so() -> None:
    once, full = review(EXAMPLE), review(EXAMPLE, full=True)
    assert once.proven > 500
    assert f"{once.proven:,}" in once.proof.zh
    assert f"{once.proven:,}" in once.proof.en
    assert review_json(once)["native_proven"] == once.proven
    assert (full.proven, full.proof.en, review_json(full)["native_proven"]) == (0, "", 0)
    assert (once.verdict, once.findings, once.touched) == (full.verdict, full.findings, full.touched)


@pytest.mark.usefixtures("unsampled")
def test_a_forged_value_is_found_and_then_nothing_is_taken_as_proven(tmp_path: Path) -> None:
    package = Package.read(EXAMPLE)
    book = {(s.name, c.row, c.column): c for s in package.sheets for c in package.sheet_cells(s)}
    sheet, row, column = next(k for k, c in book.items() if c.formula and isinstance(c.value, float) and c.value > 1000)
    value = book[sheet, row, column].value
    assert isinstance(value, float)
    path = tmp_path / "forged.xlsx"
    path.write_bytes(write_values(package, {sheet: {(row, column): value * 0.9}}))
    found = review(path)
    assert found.verdict is Verdict.FINDINGS
    assert found.proven == 0


def test_one_file_in_sixteen_is_calculated_in_full_whoever_reviews_it() -> None:
    digests = [f"{i:02x}" + "a" * 62 for i in range(256)]
    assert sum(map(is_sampled, digests)) == 16


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        ("1+2", True),
        ("H11", True),
        ("SUM(H11:H13)*2", True),
        ("TL_GWP(1)", False),
        ("IF(TL_ON,1,2)", False),
        ("RAND()", False),
        ("'计算记录'!B9", False),
        ("SUM(H1:H5000)", False),
        ("no_such_name", False),
    ],
)
def test_a_formula_of_the_users_own_may_stand_in_an_untouched_file_if_it_is_the_same_both_ways(
    formula: str, plain: bool
) -> None:
    opened = Book.open(EXAMPLE)
    report = compare_template(opened)
    cell = next(iter(opened.formulas.keys() - report.kept))
    assert is_untouched(opened, report)
    opened.formulas[cell] = formula
    assert is_untouched(opened, report) is plain
