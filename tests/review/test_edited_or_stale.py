"""A file without the add-in has no digest of its inputs: what is said of each way in which its values may be wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.findings.finding import Finding
from pycore.formulas.tree import address
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.review.review import review
from tests.review.mutations.editing import with_values
from tests.review.test_opinions import cached, cell_of, filled_row, input_changed, native_example

pytestmark = pytest.mark.slow

STALE, EDITED = "value-cached-stale", "value-cached-edited"


@cache
def native_book() -> Book:
    return Book.open(native_example())


def result(name: str) -> CellKey:
    return cell_of(name, filled_row(name))


def another_amount() -> bytes:
    """An amount of fuel is changed after saving."""
    return input_changed(result("fuels_consumption"), 1.1, native_example())


def forged(name: str) -> bytes:
    """A value in the file is changed, and nothing else."""
    cell = result(name)
    value = native_book().values[cell]
    assert isinstance(value, float)
    return cached({cell: value * 0.9}, native_example())


def typed(name: str) -> bytes:
    """A number is typed over a formula, and what follows is calculated."""
    cell = result(name)
    value = native_book().values[cell]
    assert isinstance(value, float)
    typed_over = Package.read(with_values(Package.read(native_example()), {cell: value * 0.9}))
    return write_values(typed_over, recalculate(typed_over, engine_functions(), native=True))


def all_together() -> bytes:
    """Every result is what another amount of fuel would have given, and the amount is not changed."""
    other = Package.read(another_amount())
    return write_values(Package.read(native_example()), recalculate(other, engine_functions(), native=True))


CASES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "an input changed after saving": (another_amount, STALE, "inputs were changed"),
    "a value alone, that other formulas read": (lambda: forged("fuels_co2"), EDITED, "the result"),
    "a value alone, that no formula reads": (lambda: forged("capture_shared"), EDITED, "the result"),
    "a value alone, that reads no input": (lambda: forged("summary_proposed_total_total"), EDITED, "the result"),
    "a factor in use": (lambda: forged("factors_used"), EDITED, "the result"),
    "all results of an input": (all_together, STALE, "inputs were changed and the workbook was not recalculated, or the"),
}  # fmt: skip


def of_values(data: bytes, folder: Path) -> list[Finding]:
    path = folder / "a.xlsx"
    path.write_bytes(data)
    return list(review(path).findings)


@pytest.mark.parametrize(("made", "rule", "begins"), CASES.values(), ids=CASES.keys())
def test_each_says_its_cause_first(made: Callable[[], bytes], rule: str, begins: str, tmp_path: Path) -> None:
    found = of_values(made(), tmp_path)
    assert [f.rule for f in found if f.rule.startswith("value-")] == [rule]
    assert found[0].rule == rule
    assert found[0].found.en.startswith(begins)


def test_a_file_that_was_calculated_with_the_add_in_leaves_no_doubt(tmp_path: Path) -> None:
    package = Package.read(native_example())
    with_digest = write_values(package, recalculate(package, engine_functions()))
    (found,) = [
        f for f in of_values(input_changed(result("fuels_consumption"), 1.1, with_digest), tmp_path) if f.rule == STALE
    ]
    assert "altered" not in found.found.en
    assert "改写" not in found.found.zh


def test_a_number_in_place_of_a_formula_is_an_edited_template(tmp_path: Path) -> None:
    found = of_values(typed("fuels_co2"), tmp_path)
    assert [f.rule for f in found if f.rule.startswith("value-")] == []
    assert found[0].rule == "template-formula-overwritten"
    assert found[0].where.endswith(address(result("fuels_co2")).rpartition("!")[2])
    assert found[0].found.en.startswith("a value typed over the formula")
