"""The words that definitions are written with: widths, remarks, cells filled in beforehand, charts, rows, records."""

from __future__ import annotations

import pytest

from pycore.language import both
from workbooks.common.columns import number, text
from workbooks.common.pages import chart, free_sheet, label, records, table
from workbooks.common.row_tests import all_given

NAME = text("name", "名称 | name")
AMOUNTS = tuple(number(f"y{year}", f"{year} 年 | {year}", "t", None) for year in (1, 2, 3))


def test_a_last_width_holds_for_the_columns_after_it() -> None:
    made = table("t", "表 | table", "20 11 9…", NAME, *AMOUNTS, rows=1)
    assert [column.width for column in made.columns] == [20, 11, 9, 9]


def test_widths_that_do_not_fit_the_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        table("t", "表 | table", "20 11 9", NAME, *AMOUNTS, rows=1)


def test_a_remark_stands_on_its_column_and_on_no_other() -> None:
    made = table("t", "表 | table", "20 9…", NAME, *AMOUNTS, rows=1, helps={"y2": "备注 | remark"})
    assert [column.help.en for column in made.columns] == ["", "", "remark", ""]


def test_a_remark_on_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(AssertionError, match="y4"):
        table("t", "表 | table", "20 9…", NAME, *AMOUNTS, rows=1, helps={"y4": "备注 | remark"})


def test_a_filled_cell_in_both_languages_is_a_text_and_a_formula_stays_as_it_is() -> None:
    made = table("t", "表 | table", "20", NAME, filled={"name": ["甲 | first", "=A1", None]})
    assert made.prefilled["name"] == [both("甲 | first"), "=A1", None]
    assert made.rows == 3


@pytest.mark.parametrize(("ledger", "rows"), [(12, 12), (True, 2), (False, 2)])
def test_a_ledger_says_its_rows_or_has_those_that_are_filled(ledger: bool | int, rows: int) -> None:
    made = table("t", "表 | table", "20", NAME, ledger=ledger, filled={"name": ["a", "b"]})
    assert (made.ledger, made.rows) == (bool(ledger), rows)


def test_a_label_by_a_formula_is_calculated_text_and_one_without_is_filled_in() -> None:
    assert label("name", "名称 | name").formula == ""
    assert label("name", "名称 | name", "A1").formula == "A1"


def test_a_chart_takes_its_columns_from_the_table_of_its_categories() -> None:
    made = chart("c", "图 | chart", "t", "other_gases_group", [("co2e1", "甲 | first")], stacked=True)
    assert (made.series[0].categories, made.series[0].values) == ("other_gases_group", "other_gases_co2e1")
    assert (made.key, made.subtype) == ("chart_c", "stacked")


@pytest.mark.parametrize(("page", "one_page", "landscape"), [("", False, True), ("one page, portrait", True, False)])
def test_the_page_of_a_free_sheet_is_said_in_words(page: str, one_page: bool, landscape: bool) -> None:
    made = free_sheet("s", "表 | sheet", page=page)
    assert (made.freeze, made.one_page, made.landscape) == (False, one_page, landscape)


def test_a_record_is_a_paragraph_and_a_value_a_line() -> None:
    assert records("\na | b\n    c\n\nd\n") == [("a | b", "c"), ("d",)]


def test_columns_that_must_be_given_are_tested_one_by_one() -> None:
    assert all_given(name="名称 | name", y1="量 | amount") == (
        ('[name]=""', both("缺名称 | name missing")),
        ('[y1]=""', both("缺量 | amount missing")),
    )
