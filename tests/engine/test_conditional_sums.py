"""An error in a row that is summed is an error of the total, as in Excel; never a row silently left out."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from pycore.cells.stored import ErrorValue
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package


def calculated(*totals: str, bad: str = "=SQRT(-1)") -> list[object]:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("S")
    for row, (key, value) in enumerate([("x", 1.0), ("y", bad), ("x", 2.5), ("Y*", 4.0), ("", 8.0)]):
        sheet.write(row, 0, key)
        sheet.write(row, 1, value)
    book.define_name("amounts", "=S!$B$1:$B$5")
    book.add_worksheet("T")
    book.define_name("S!local", "=S!$B$1:$B$5")
    book.define_name("T!local", "=T!$B$1:$B$5")
    for row, total in enumerate(totals):
        sheet.write_formula(row, 3, total)
    book.close()
    values = recalculate(Package.read(buffer.getvalue()), {})["S"]
    return [values[row, 4] for row in range(1, len(totals) + 1)]


def test_a_sum_over_a_failed_row_is_that_error() -> None:
    assert (
        calculated('=SUMIFS(B1:B5,A1:A5,"y")', '=SUMIFS(amounts,A1:A5,"Y")', '=SUMIF(A1:A5,"y",B1:B5)') == ["#NUM!"] * 3
    )


def test_a_failed_row_that_is_not_counted_does_no_harm() -> None:
    assert calculated('=SUMIFS(B1:B5,A1:A5,"x")', '=SUMIFS(B1:B5,A1:A5,"x",B1:B5,">2")') == [3.5, 2.5]


def test_a_total_of_a_total_is_the_error_too() -> None:
    assert calculated('=SUMIFS(B1:B5,A1:A5,"y")+1', "=SUM(D1:D1)") == ["#NUM!", "#NUM!"]


def test_an_error_that_was_typed_in_counts_as_well() -> None:
    assert isinstance(calculated('=SUMIFS(B1:B5,A1:A5,"y")', bad="=NA()")[0], ErrorValue)


@pytest.mark.parametrize(("criterion", "total"), [('"y~*"', 4.0), ('"<>y"', 15.5), ('"?"', "#NUM!"), ('"x"', 3.5)])
def test_criteria_mean_what_they_mean_in_the_engine(criterion: str, total: object) -> None:
    assert calculated(f"=SUMIFS(B1:B5,A1:A5,{criterion})") == [total]
    if total != "#NUM!":
        assert calculated(f"=SUMIFS(B1:B5,A1:A5,{criterion})", bad="0") == [total]


def test_a_mean_over_a_failed_row_is_that_error() -> None:
    assert calculated('=AVERAGEIFS(B1:B5,A1:A5,"y")', '=AVERAGEIF(A1:A5,"x",B1:B5)') == ["#NUM!", 1.75]


@pytest.mark.parametrize("summed", ["INDEX(A1:B5,0,2)", "CHOOSE(1,B1:B5,A1:A5)", "local"])
def test_a_failed_row_is_found_in_a_range_that_is_not_written_plainly(summed: str) -> None:
    assert calculated(f'=SUMIFS({summed},A1:A5,"y")', '=sumifs(B1:B5,A1:A5,"y")') == ["#NUM!", "#NUM!"]


def test_whole_columns_need_not_be_of_one_length() -> None:
    assert calculated('=SUMIFS(B1:B5,A1:A5,"y")', '=SUMIF(A:A,"x",B:B)', '=SUMIFS(B:B,A:A,"x",C:C,"")') == [
        "#NUM!", 3.5, 3.5,
    ]  # fmt: skip
