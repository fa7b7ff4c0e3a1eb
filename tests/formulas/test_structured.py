"""References to tables are read as the ranges that they mean."""

from __future__ import annotations

import pytest

from pycore.formulas.structured import ExcelTable, resolve_structured

FUELS = ExcelTable("Fuels", "it's", 2, 2, 6, 4, 1, 1, ("名称", "t [wet]", "CO2"))


@pytest.mark.parametrize(
    ("reference", "cells"),
    [
        ("Fuels[CO2]", "$D$3:$D$5"),
        ("fuels[co2]", "$D$3:$D$5"),
        ("Fuels['[x']]", None),
        ("Fuels[t '[wet']]", "$C$3:$C$5"),
        ("Fuels[[#This Row],[名称]]", "$B$4"),
        ("Fuels[@CO2]", "$D$4"),
        ("Fuels[[#This Row],CO2]", "$D$4"),
        ("Fuels[@[t '[wet']]]", "$C$4"),
        ("Fuels[#All]", "$B$2:$D$6"),
        ("Fuels[#Headers]", "$B$2:$D$2"),
        ("Fuels[[#Totals],[CO2]]", "$D$6"),
        ("Fuels[#Data]", "$B$3:$D$5"),
        ("Fuels[]", "$B$3:$D$5"),
        ("Fuels[[名称]:[CO2]]", "$B$3:$D$5"),
        ("Fuels[[#Headers],[#Data],[CO2]]", "$D$2:$D$5"),
        ("Fuels[[#This Row],[名称]:[CO2]]", "$B$4:$D$4"),
    ],
)
def test_a_structured_reference_is_a_range(reference: str, cells: str | None) -> None:
    expected = f"'it''s'!{cells}" if cells else "#REF!"
    assert resolve_structured(f"SUM({reference})+1", {"fuels": FUELS}, 4) == f"SUM({expected})+1"


def test_this_row_outside_the_table_is_an_error() -> None:
    assert resolve_structured("Fuels[@CO2]", {"fuels": FUELS}, 9) == "#VALUE!"


def test_other_brackets_stay() -> None:
    formula = '[1]S!A1+Other[a]&"Fuels[CO2]"'
    assert resolve_structured(formula, {"fuels": FUELS}, 4) == formula
