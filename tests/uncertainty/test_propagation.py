"""IPCC Approach 1, with numbers that can be checked in the head."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.functions.catalogue import call
from pycore.uncertainty.propagation import U_PRODUCT, U_SUM


def column(*values: Any) -> list[list[Any]]:
    return [[v] for v in values]


def test_a_product_is_the_root_of_the_sum_of_squares() -> None:
    assert call("TL_U_PRODUCT", [column(0.03, 0.04)]) == pytest.approx(0.05, rel=1e-15)
    assert call("TL_U_PRODUCT", [column(0.03, 0.04, 0.12)]) == pytest.approx(0.13, rel=1e-15)


def test_a_sum_weights_each_term_by_its_value() -> None:
    """√((300·0.1)² + (400·0.1)²)/700 = 50/700."""
    assert call("TL_U_SUM", [column(300, 400), column(0.1, 0.1)]) == pytest.approx(50 / 700, rel=1e-15)


def test_a_deduction_adds_to_the_uncertainty_and_takes_from_the_sum() -> None:
    assert call("TL_U_SUM", [column(400, -300), column(0.1, 0.1)]) == pytest.approx(50 / 100, rel=1e-15)


def test_blank_rows_are_left_out() -> None:
    assert call("TL_U_SUM", [column(300, None, 400), column(0.1, None, 0.1)]) == pytest.approx(50 / 700)
    assert call("TL_U_PRODUCT", [column(0.03, "", 0.04)]) == pytest.approx(0.05)


def test_a_value_without_its_uncertainty_is_refused_by_its_place() -> None:
    found = call("TL_U_SUM", [column(300, 400), column(0.1, None)])
    assert isinstance(found, CellError)
    assert found.code == "#VALUE!"
    assert "第 2 个单元格是空白" in found.message("zh")
    assert "cell 2 of the range is a blank" in found.message("en")


def test_a_percentage_is_refused() -> None:
    found = call("TL_U_PRODUCT", [column(0.05, 15)])
    assert isinstance(found, CellError)
    assert found.code == "#NUM!"
    assert "5% 填 0.05" in found.message("zh")


def test_an_uncertainty_is_0_to_10() -> None:
    """1000 %: what is less certain than that is not known at all; a percentage for a fraction is nearly always more."""
    for u, legal in [(0, True), (10, True), (-math.ulp(0.0), False), (math.nextafter(10, 11), False)]:
        assert isinstance(call("TL_U_PRODUCT", [column(u)]), float if legal else CellError), u


def test_the_sentence_names_the_cell() -> None:
    found = call("TL_U_PRODUCT", [column(0.05, None, 15)])
    assert isinstance(found, CellError)
    assert "第 3 个单元格" in found.message("zh")
    found = call("TL_U_SUM", [column(1, "two", 3), column(0.1, 0.1, 0.1)])
    assert "cell 2 of the range" in found.message("en")


def test_values_that_add_up_to_nothing_have_no_relative_uncertainty_and_any_other_sum_has() -> None:
    found = call("TL_U_SUM", [column(400, -400), column(0.1, 0.1)])
    assert isinstance(found, CellError)
    assert found.code == "#DIV/0!"
    assert "各项之和为 0" in found.message("zh")
    for half in (0.5, -0.5):
        assert call("TL_U_SUM", [column(half, half), column(0.1, 0.1)]) == pytest.approx(0.1 / 2**0.5)


def test_ranges_must_pair() -> None:
    found = call("TL_U_SUM", [column(1, 2, 3), column(0.1, 0.1)])
    assert isinstance(found, CellError)
    assert "3 与 2 个单元格" in found.message("zh")


def test_native_forms_agree_with_the_core(native: Any) -> None:
    cells = {"A1": 300.0, "A2": -120.0, "A3": 55.5, "B1": 0.1, "B2": 0.02, "B3": 0.3}
    values, spread = column(300.0, -120.0, 55.5), column(0.1, 0.02, 0.3)
    product, total = U_PRODUCT.native(["B1:B3"]), U_SUM.native(["A1:A3", "B1:B3"])
    assert native(product, cells) == pytest.approx(call("TL_U_PRODUCT", [spread]))
    assert native(total, cells) == pytest.approx(call("TL_U_SUM", [values, spread]))
