"""What the review finds in the carbon of a unit and in the output, the workbook's own checks say of the same data."""

from __future__ import annotations

from functools import cache

import pytest

from pycore.cells.stored import Value
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package
from pycore.reading.book import Book, CellKey
from pycore.review.rules import balance_loss, balance_product, balance_residue, check_all
from pycore.review.subject import Subject
from pycore.sheets.registry import workbook_definition
from tests.review.mutations.editing import with_values

pytestmark = pytest.mark.slow
DEFINITION = workbook_definition("coal_chemical")
RULES = (balance_loss.RULE, balance_product.RULE, balance_residue.RULE)


@cache
def example() -> bytes:
    return make_workbook(DEFINITION, "zh", DEFINITION.examples["default"])


def row_of(name: str, words: str) -> int:
    book = Book.open(example())
    return next(i for i, cell in enumerate(book.cells_of(name)) if words in str(book.values.get(cell)))


def changed(cells: dict[str, tuple[int, Value]]) -> tuple[Subject, dict[CellKey, Value]]:
    """The example with other inputs, by name and row, calculated natively: the checks need no core."""
    book = Book.open(example())
    places = {book.cells_of(name)[row]: value for name, (row, value) in cells.items()}
    data = with_values(Package.read(example()), places)
    found = recalculate(Package.read(data), engine_functions(), native=True)
    values = {(sheet, *place): value for sheet, held in found.items() for place, value in held.items()}
    return Subject(Book.open(data), values), values


def said(subject: Subject, values: dict[CellKey, Value], name: str) -> list[str]:
    return [str(values.get(cell) or "") for cell in subject.book.cells_of(name)]


def rules(subject: Subject) -> set[str]:
    return {finding.rule for finding in check_all(subject, RULES)}


def test_the_example_has_nothing_to_say() -> None:
    subject, values = changed({})
    assert rules(subject) == set()
    for name in ("balance_check", "carbon_check", "products_check"):
        assert not any(text.startswith(("✗", "?")) for text in said(subject, values, name))


def test_slag_that_takes_too_much_carbon_is_said_in_its_row() -> None:
    row = row_of("carbon_name", "气化渣、滤饼")
    # 140,000 t at 0.6 tC/t are 84,000 of 544,600 tC: 15.4 %.
    subject, values = changed({"carbon_content_own": (row, 0.6)})
    assert "balance-residue" in rules(subject)
    assert said(subject, values, "carbon_check")[row].startswith("? 灰渣")
    below, calm = changed({"carbon_content_own": (row, 0.58)})  # 14.9 %
    assert "balance-residue" not in rules(below)
    assert said(below, calm, "carbon_check")[row] == "✓"


def test_a_unit_that_loses_more_carbon_than_its_step_releases_is_said_in_the_balance() -> None:
    # Half of the crude synthesis gas is left out: gasification would release half of its carbon.
    row = row_of("carbon_name", "粗合成气 → 变换")
    subject, values = changed({"carbon_quantity": (row, 73_750.0)})
    assert "balance-loss" in rules(subject)
    marked = [text for text in said(subject, values, "balance_check") if text.startswith("?")]
    assert len(marked) == 1
    names, counts = (
        [values.get(c, subject.book.values.get(c)) for c in subject.book.cells_of(f"note_rows_{key}")]
        for key in ("item", "count")
    )
    (place,) = (i for i, name in enumerate(names) if str(name).startswith("碳去向不明偏多的工序"))
    assert counts[place] == 1.0


@pytest.mark.parametrize(("capacity", "wrong"), [(600_000.0, False), (60.0, True), (9_000_000.0, True)])
def test_output_that_does_not_fit_the_capacity_is_said_beside_the_product(capacity: float, wrong: bool) -> None:
    subject, values = changed({"products_capacity": (1, capacity)})
    assert ("balance-product" in rules(subject)) == wrong
    assert said(subject, values, "products_check")[1].startswith("✗ 实施后产量与产能不符") == wrong
