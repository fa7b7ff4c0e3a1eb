"""Names that sums would read as patterns: the sentence, the row's test and the count say the same of each."""

from __future__ import annotations

from typing import Any

import formualizer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.sheets.registry import installed_workbooks
from pycore.sheets.user_names import looked_up, name_count, name_problem, name_test, name_validation
from workbooks.coal_chemical.lists import OWN_UNITS

WRONG = (">0", "=A", "<>", "<5", "Jia*", "a?b", "a~b", " 甲", "甲 ", "x" * 101, "*", "=")
RIGHT = ("甲厂", "EVA 装置", "a=b", "3>2", "(1)", "A-1", "No. 5", "x" * 100, "一", "+1", '"', "甲，乙")


def calculated(texts: list[str], formula: str) -> Any:
    book = formualizer.Workbook()
    book.add_sheet("S")
    for row, text in enumerate(texts, 1):
        book.set_value("S", row, 1, text)
    book.set_formula("S", 1, 2, f"={formula}")
    return book.evaluate_cell("S", 1, 2)


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_a_sum_would_misread_is_refused_everywhere(name: str) -> None:
    assert name_problem(name) is not None
    assert calculated([name], name_test("A1")) is True
    assert calculated([name], name_validation("A1")) is False
    assert calculated(["甲厂", name, "乙厂"], name_count("A1:A3")) > 0


@pytest.mark.parametrize("name", RIGHT)
def test_other_names_are_taken_everywhere(name: str) -> None:
    assert name_problem(name) is None
    assert calculated([name], name_test("A1")) is False
    assert calculated([name], name_validation("A1")) is True
    assert calculated([name, name], name_count("A1:A4")) == 0


@given(st.text("=<>*?~ aA1甲", min_size=1, max_size=6))
def test_sentence_test_and_count_agree_on_any_name(name: str) -> None:
    wrong = name_problem(name) is not None
    assert calculated([name], name_test("A1")) is wrong
    assert (calculated([name], name_count("A1:A1")) > 0) is wrong


def test_the_names_of_a_workbook_that_are_looked_up_follow_from_its_drop_downs() -> None:
    known = installed_workbooks()
    found = {key: looked_up(w.filled_blocks(), w.lists) for key, w in known.items()}
    own_units = {f"own_units_unit{number}" for number in range(1, OWN_UNITS + 1)}
    assert found["coal_chemical"] == own_units | {
        "own_carbonates_name",
        "own_fuels_name",
        "own_materials_name",
        "measures_name",
        "variant_groups_group",
    }
    assert found["industrial_park"] == {
        "enterprises_name",
        "own_carbonates_name",
        "own_fuels_name",
        "own_gases_name",
        "own_sectors_name",
        "scenario_names_name",
    }
