"""What other programs calculate and save is clean in the review: nothing above a note.

The files are those that the programs have saved for the comparison of values, so that only the review is done here.
openpyxl and the form of Excel are in tests/review/mutations/test_clean_forms.py.
"""

from __future__ import annotations

import pytest

from pycore.findings.finding import Severity
from pycore.review.result import Verdict
from pycore.review.review import review
from tests.golden.books import BuiltWorkbook
from tests.golden.conftest import Golden
from tests.golden.programs import GNUMERIC, LIBREOFFICE, ONLYOFFICE, Program, examples_of

pytestmark = [pytest.mark.programs, pytest.mark.slow]


@pytest.mark.parametrize(
    ("program", "book"),
    [
        pytest.param(p, b, marks=pytest.mark.libreoffice if p is LIBREOFFICE else (), id=f"{p.name}-{b.name}")
        for p in (ONLYOFFICE, LIBREOFFICE, GNUMERIC)
        for b in examples_of(p)
    ],
)
def test_what_a_program_saves_of_an_example_is_clean(program: Program, book: BuiltWorkbook, golden: Golden) -> None:
    saved = golden.saved(program, book)
    found = review(saved)
    assert [f.sentence("en") for f in found.findings if f.severity is not Severity.NOTE] == []
    assert found.verdict is Verdict.CLEAN
