"""What passes between Excel and the core, through xlwings' real conversion."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlwings import conversion

from addin.excel.cells import CellArgument, CellResult, cell_argument, cell_result
from addin.excel.error_codes import error_of, number_of
from pycore.cells.values import ERROR_CODES, CellError

# Excel's documented constants (XlCVError): xlErrDiv0 = 2007 and so on, and the COM numbers that pywin32 gives for them.
DOCUMENTED = {
    "#NULL!": (2000, -2146826288),
    "#DIV/0!": (2007, -2146826281),
    "#VALUE!": (2015, -2146826273),
    "#REF!": (2023, -2146826265),
    "#NAME?": (2029, -2146826259),
    "#NUM!": (2036, -2146826252),
    "#N/A": (2042, -2146826246),
}
MISSING = -2147352572


@pytest.mark.parametrize(("code", "numbers"), DOCUMENTED.items())
def test_an_error_is_the_number_that_excel_documents(code: str, numbers: tuple[int, int]) -> None:
    constant, com = numbers
    assert number_of(CellError(code)) == com
    assert com & 0xFFFF == constant


@pytest.mark.parametrize("code", sorted(ERROR_CODES))
def test_every_error_of_the_core_comes_back_as_itself(code: str) -> None:
    found = error_of(number_of(CellError(code)))
    assert found is not None
    assert found.code == code


def test_an_error_that_is_not_known_yet_is_an_error() -> None:
    found = error_of(-2146828288 + 2051)
    assert found == CellError("#VALUE!")


@pytest.mark.parametrize(
    ("com", "core"),
    [
        (None, None),
        ("", ""),
        ("柴油", "柴油"),
        (True, True),
        (12.5, 12.5),
        (MISSING, None),
        (7, 7.0),
        (Decimal("12.50"), 12.5),
        # Excel's serial numbers: 1 is the first of January 1900, and noon is a half.
        (datetime.datetime(2024, 1, 2, 12), 45293.5),
        (datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC), 45293.0),
        (-2146826246, CellError("#N/A")),
        (object(), CellError("#VALUE!")),
    ],
)  # fmt: skip
def test_one_cell(com: Any, core: Any) -> None:
    found = cell_argument(com)
    assert found.code == core.code if isinstance(core, CellError) else found == core
    assert type(found) is type(core)


def test_ranges_keep_their_shape_and_an_array_constant_of_one_row_is_a_row() -> None:
    assert cell_argument(((1.0,), (None,), ("x",))) == [[1.0], [None], ["x"]]
    assert cell_argument(((1.0, 2.0),)) == [[1.0, 2.0]]
    assert cell_argument((1.0, 2.0)) == [[1.0, 2.0]]


def test_an_error_inside_a_range_stays_an_error_where_xlwings_own_conversion_loses_it() -> None:
    found = cell_argument(((1.0,), (-2146826281,)))
    assert found[1][0].code == "#DIV/0!"


VALUES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False), st.text(), st.booleans(), st.none(), st.integers(-9, 9),
    st.sampled_from(sorted(ERROR_CODES)).map(CellError),
)  # fmt: skip


@given(st.integers(1, 4).flatmap(lambda w: st.lists(st.lists(VALUES, min_size=w, max_size=w), min_size=1, max_size=5)))
def test_a_result_goes_through_xlwings_as_values_that_com_carries(rows: list[list[Any]]) -> None:
    written = CellResult.writer({})
    context = _Context(rows)
    written(context)
    for row, line in zip(rows, context.value, strict=True):
        for cell, com in zip(row, line, strict=True):
            if isinstance(cell, CellError):
                assert type(com) is int
                assert error_of(com) == CellError(cell.code)
            elif cell is None:
                assert com == ""
            else:
                # A whole number would be taken for an error.
                assert type(com) in (float, str, bool)
                assert com == cell


class _Context:
    """What a stage of a pipeline works on."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.range = None


@given(VALUES)
def test_what_is_written_is_read_back(value: Any) -> None:
    ((com,),) = cell_result(value)
    found = cell_argument(com)
    if isinstance(value, CellError):
        assert found.code == value.code
    else:
        assert found == ("" if value is None else value)


def test_the_converters_are_what_xlwings_uses(inside_excel: None) -> None:
    assert conversion.read(None, ((1.0, None),), {"convert": CellArgument}) == [[1.0, None]]
    assert conversion.write([[1, CellError("#N/A")]], None, {"convert": CellResult}) == [[1.0, -2146826246]]
