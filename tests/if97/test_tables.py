"""The coefficients: all there, as printed, and the same by the library and by the short way to them."""

from __future__ import annotations

import math

import pytest

from pycore.if97.tables import GAS_CONSTANT, steam_tables
from pycore.library import library


def test_the_library_and_the_short_way_read_the_same() -> None:
    assert steam_tables() == library().steam()
    assert library().factor("constant.if97_gas_constant").value == GAS_CONSTANT


def test_the_tables_are_complete() -> None:
    tables = steam_tables()
    parts = (
        tables.region1,
        tables.region2_ideal,
        tables.region2_residual,
        tables.region3,
        tables.region4,
        tables.boundary23,
    )
    assert [len(part) for part in parts] == [34, 9, 43, 39, 10, 5]
    assert tables.region3_logarithm == 0.10658070028513e1


def test_coefficients_have_no_more_than_the_fourteen_published_digits() -> None:
    assert len(library().coefficients) == 141
    for row in library().coefficients:
        assert float(f"{row.n:.13e}") == row.n


def test_each_coefficient_says_its_table_its_source_and_how_far_it_can_be_trusted() -> None:
    tables = {"region1": 2, "region2_ideal": 10, "region2_residual": 11, "region3": 30, "region4": 34}
    for row in library().coefficients:
        assert row.table == tables.get(row.part, 1)
        assert "R7-97(2012)" in row.source
        assert row.flag == "V2"


def test_the_boundary_between_regions_2_and_3_runs_both_ways() -> None:
    """n4 and n5 are the vertex of the parabola of n1 to n3, which a digit left out would miss."""
    n1, n2, n3, n4, n5 = steam_tables().boundary23
    assert n4 == pytest.approx(-n2 / (2 * n3), rel=2e-13)
    assert n5 == pytest.approx(n1 - n2**2 / (4 * n3), rel=2e-12)
    assert n4 + math.sqrt((16.5291643 - n5) / n3) == pytest.approx(623.15, rel=1e-8)
