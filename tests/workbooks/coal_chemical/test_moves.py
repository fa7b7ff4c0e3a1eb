"""The quadrant chart shows before and after, and no half of it is empty."""

from __future__ import annotations

from functools import cache

from pycore.cells.stored import ErrorValue, Value
from pycore.engine.make import make_workbook
from pycore.reading.book import Book
from pycore.sheets.registry import workbook_definition


@cache
def book() -> Book:
    definition = workbook_definition("coal_chemical")
    return Book.open(make_workbook(definition, "zh", definition.examples["default"]))


def column(name: str) -> list[Value]:
    return [book().values.get(cell) for cell in book().cells_of(name)]


def numbers(*names: str) -> list[float]:
    return [v for name in names for v in column(name) if isinstance(v, float)]


def test_each_arrow_goes_from_before_to_with_measures() -> None:
    for i in (1, 2):
        for axis, deviation in (("x", "dev_ghg"), ("y", "dev_nox")):
            ends = [column(f"{table}_{deviation}")[i - 1] for table in ("synergy", "optimised")]
            assert column(f"quadrant_moves_{axis}{i}") == ends


def test_a_product_that_is_not_there_is_hidden_by_its_y_and_widens_no_axis() -> None:
    for table in ("quadrant", "quadrant_after"):
        assert column(f"{table}_x")[2:] == [0, 0]
        assert column(f"{table}_y")[2:] == [ErrorValue("#N/A")] * 2
    assert column("quadrant_moves_x3") == [0, 0]
    assert column("quadrant_moves_y3") == [ErrorValue("#N/A")] * 2


def test_the_dashed_line_is_minus_one_and_as_wide_as_the_points() -> None:
    x, y = numbers("quadrant_line_x"), numbers("quadrant_line_y")
    assert y == [-value for value in x]
    points = [0.0, *numbers("synergy_dev_ghg", "optimised_dev_ghg")]
    assert x[0] < min(points)
    assert x[1] > max(points)
    assert (max(points) - min(points)) / (x[1] - x[0]) > 0.6
