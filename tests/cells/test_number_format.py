"""Number formats: what Excel shows for the formats of our workbooks."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.number_format import formatted

DASH = '#,##0.00;-#,##0.00;"–"'


# What Excel displays for these values and formats.
@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (0.5306, "0.0000", "0.5306"),
        (0.1234, "0.0%", "12.3%"),
        (0.95, "0%", "95%"),
        (0.036, "+0.0%;-0.0%;0.0%", "+3.6%"),
        (-0.036, "+0.0%;-0.0%;0.0%", "-3.6%"),
        (0.0, "+0.0%;-0.0%;0.0%", "0.0%"),
        (0.0, DASH, "–"),
        (-7.5, DASH, "-7.50"),
        (1434385.2, "+#,##0;-#,##0", "+1,434,385"),
        (12345.0, '0.00E+00;-0.00E+00;"–"', "1.23E+04"),
        (0.00025, "[<0.01]0.000000;0.0000", "0.000250"),
        (0.58, "[<0.01]0.000000;0.0000", "0.5800"),
        (2030.0, "General", "2030"),
        (0.02618, "General", "0.02618"),
        (3.0, "0", "3"),
        (-0.001, "0.00", "0.00"),
        (5.0, "grade", "5"),
        (12.0, '0.0" km"', "12.0 km"),
        # Halves go away from zero, as in a cell: of the decimal number that stands there, not of its binary neighbour.
        (0.125, "0.00", "0.13"),
        (2.675, "0.00", "2.68"),
        (-0.5, "0", "-1"),
        (0.00125, "0.0%", "0.1%"),
        (1.0005, "0.000", "1.001"),
        (1e300, "0", "1" + "0" * 300),
    ],
)
def test_a_number_is_written_as_its_cell_shows_it(value: float, number_format: str, shown: str) -> None:
    assert formatted(value, number_format) == shown


@given(st.floats(-1e12, 1e12), st.integers(0, 6), st.booleans())
def test_a_written_number_reads_back_within_half_of_its_last_digit_or_its_fifteenth(
    value: float, decimals: int, thousands: bool
) -> None:
    pattern = ("#,##0" if thousands else "0") + ("." + "0" * decimals if decimals else "")
    read = float(formatted(value, pattern).replace(",", ""))
    assert abs(read - value) <= 0.5 * 10**-decimals * (1 + 1e-9) + math.ulp(abs(value)) + abs(value) * 5e-15
