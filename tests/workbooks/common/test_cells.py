"""Formulas by name: what they look like in a cell."""

from __future__ import annotations

from workbooks.common.cells import at, blank_if, copy_of, count_where, either, is_blank, sum_where


def test_a_sum_names_the_columns_of_its_table_in_the_order_of_its_conditions() -> None:
    assert sum_where("fuels", "co2e", year="[year]", sector="[sector]") == (
        "SUMIFS(fuels_co2e,fuels_year,[year],fuels_sector,[sector])"
    )
    assert count_where("measures", adopted="yesno_yes") == "COUNTIFS(measures_adopted,yesno_yes)"


def test_a_copy_of_a_blank_cell_is_blank_and_not_0() -> None:
    assert copy_of(at("sector_list", 3)) == 'IF(INDEX(sector_list,3)="","",INDEX(sector_list,3))'


def test_several_tests_stand_in_an_or_and_one_blank_cell_alone() -> None:
    assert blank_if(is_blank("[a]", "[b]"), "[a]+[b]") == 'IF(OR([a]="",[b]=""),"",[a]+[b])'
    assert is_blank("[a]") == '[a]=""'
    assert either(["a", "b"]) == "OR(a,b)"
