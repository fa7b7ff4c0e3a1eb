"""Clean workbooks have nothing to settle, in whichever form they are saved, and with rows inserted as they should be."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import pytest

from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.findings.finding import Finding, Severity
from pycore.package.package import Package, write_values
from pycore.review.result import Review, Verdict
from pycore.review.review import review
from tests.golden.libreoffice import recalculated
from tests.review.mutations import rows
from tests.review.mutations.clean import DEFINITION, KEYS, Clean, clean
from tests.review.mutations.excel_form import as_excel_saves, shared_formulas
from tests.review.mutations.judging import judge
from tests.review.mutations.kinds_values import cached_number, typed_wrong
from tests.review.mutations.mutation import Kind, Mutation

pytestmark = pytest.mark.slow


def reviewed(data: bytes, folder: Path) -> Review:
    path = folder / "submitted.xlsx"
    path.write_bytes(data)
    return review(path)


def grave(found: Review) -> list[str]:
    return [f.sentence("en") for f in found.findings if f.severity is not Severity.NOTE]


def assert_clean(data: bytes, folder: Path) -> tuple[Finding, ...]:
    found = reviewed(data, folder)
    assert grave(found) == []
    assert found.verdict is Verdict.CLEAN
    return found.findings


@pytest.mark.parametrize("key", KEYS)
def test_our_own_form_is_clean(key: str, tmp_path: Path) -> None:
    assert_clean(clean(key).data, tmp_path)


@cache
def excel_like(key: str) -> bytes:
    return as_excel_saves(clean(key).data)


@pytest.mark.parametrize("key", KEYS)
def test_the_form_of_excel_is_clean(key: str, tmp_path: Path) -> None:
    data = excel_like(key)
    members = Package.read(data).members
    assert shared_formulas(data) > 1_000
    assert b"[1]!TL_FUEL_CO2(" in b"".join(members.values())
    assert b'cm="1"' in b"".join(members.values())
    assert_clean(data, tmp_path)


@pytest.mark.parametrize("key", KEYS)
def test_the_form_of_openpyxl_is_clean(key: str, tmp_path: Path) -> None:
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(clean(key).data)).save(saved)
    assert_clean(saved.getvalue(), tmp_path)


@pytest.mark.libreoffice
@pytest.mark.parametrize("key", KEYS)
def test_the_form_of_libreoffice_is_clean(key: str, tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    source.write_bytes(clean(key).data)
    assert_clean(recalculated(source, tmp_path).read_bytes(), tmp_path)


@pytest.mark.parametrize("native", [False, True], ids=["with the add-in", "without it"])
def test_natively_calculated_values_are_clean(native: bool, tmp_path: Path) -> None:
    package = clean("example-zh").package
    assert_clean(write_values(package, recalculate(package, engine_functions(), native=native)), tmp_path)


@pytest.mark.parametrize("excel", [False, True], ids=["own form", "form of excel"])
@pytest.mark.parametrize("ledger", ["fuels", "carbon", "nox", "measures"])
def test_rows_inserted_and_continued_are_clean(ledger: str, excel: bool, tmp_path: Path) -> None:
    one = clean("example-zh")
    cells = one.book.cells_of(f"{ledger}_{DEFINITION.table(ledger).columns[0].key}")
    package = Package.read(rows.inserted(one.package, cells[0][0], cells[3][1], 2))
    data = write_values(package, recalculate(package, engine_functions()))
    found = assert_clean(as_excel_saves(data) if excel else data, tmp_path)
    assert "template-rows-inserted" in {f.rule for f in found}


@pytest.mark.parametrize("key", KEYS)
def test_errors_are_found_in_the_form_of_excel_too(key: str) -> None:
    """The other forms are not clean because nobody looks."""
    one = Clean(key, excel_like(key))
    # A cell that others take their shared formula from cannot be changed alone by changing its bytes.
    one.__dict__["number_cells"] = [c for c in one.number_cells if not one.book.cells[c].shared]
    random = Random(key)
    for make, stage in ((typed_wrong, "template"), (cached_number, "values")):
        for _ in range(4):
            mutation = make(one, random)
            assert isinstance(mutation, Mutation)
            outcome, _ = judge(Kind("form", make, stages=(stage,)), mutation, one)
            assert outcome.value == "found", mutation.said
