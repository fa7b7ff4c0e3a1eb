"""Looks are not trusted: whatever a reader sees otherwise than in the issued template is found, and nothing else is."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from pycore.findings.finding import Finding, Severity
from pycore.reading.book import Book
from pycore.template.fingerprint import compare_template
from tests.golden.gnumeric import saved_by_gnumeric
from tests.golden.libreoffice import recalculated
from tests.template.bent_looks import NOTED, SEEN

pytestmark = pytest.mark.slow
WORKBOOKS = Path(__file__).parents[2] / "workbooks"
EXAMPLE = WORKBOOKS / "coal_chemical" / "coal_chemical_example_zh.xlsx"
EXAMPLES = sorted(WORKBOOKS.glob("*/*_example_*.xlsx"))
ISSUED = sorted(WORKBOOKS.glob("*/issued/*.xlsx"))


@cache
def example() -> Book:
    return Book.open(EXAMPLE)


def found_in(data: bytes) -> tuple[Finding, ...]:
    return compare_template(Book.open(data)).findings


@pytest.mark.parametrize("name", SEEN)
def test_what_changes_what_a_reader_sees_is_a_warning(name: str) -> None:
    bend, rule = SEEN[name]
    found = [f for f in found_in(bend(example())) if f.severity is not Severity.NOTE]
    assert any(f.rule.startswith(rule) for f in found), [f.sentence("en") for f in found]


@pytest.mark.parametrize("name", NOTED)
def test_what_changes_nothing_of_what_is_read_is_a_note(name: str) -> None:
    bend, rule = NOTED[name]
    found = found_in(bend(example()))
    assert rule in {f.rule for f in found}
    assert [f.sentence("en") for f in found if f.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("path", [*EXAMPLES, *ISSUED], ids=lambda p: p.stem)
def test_the_issued_templates_and_the_examples_look_as_they_were_issued(path: Path) -> None:
    assert [f.sentence("en") for f in found_in(path.read_bytes())] == []


@pytest.mark.parametrize("path", [*EXAMPLES, *ISSUED], ids=lambda p: p.stem)
def test_what_openpyxl_saves_looks_as_it_was_issued(path: Path) -> None:
    out = io.BytesIO()
    openpyxl.load_workbook(path).save(out)
    assert [f.sentence("en") for f in found_in(out.getvalue())] == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.stem.endswith("zh")], ids=lambda p: p.stem)
def test_what_libreoffice_saves_looks_as_it_was_issued(path: Path, tmp_path: Path) -> None:
    assert [f.sentence("en") for f in found_in(recalculated(path, tmp_path).read_bytes())] == []


@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.stem.endswith("zh")], ids=lambda p: p.stem)
def test_what_gnumeric_saves_has_notes_at_most(path: Path, tmp_path: Path) -> None:
    found = found_in(saved_by_gnumeric(path, tmp_path).read_bytes())
    assert [f.sentence("en") for f in found if f.severity is not Severity.NOTE] == []
    assert {f.rule for f in found} == {"template-calculation-settings"}
