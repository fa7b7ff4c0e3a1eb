"""Carbon of a gas from its composition."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.accounting.gas_composition import CARBON_ATOMS
from pycore.cells.values import CellError
from pycore.functions.catalogue import call


def carbon(*parts: tuple[Any, Any]) -> Any:
    return call("TL_GAS_CARBON", [[[p[0]] for p in parts], [[p[1]] for p in parts]])


def test_pure_methane_holds_12_kg_of_carbon_in_22_4_normal_cubic_metres() -> None:
    """12/22.4 × 10 = 5.357 tC per 10^4 Nm3, as in the dossier."""
    assert carbon(("CH4", 1)) == pytest.approx(5.357, abs=5e-4)


def test_a_molecule_counts_with_its_carbon_atoms() -> None:
    assert carbon(("C2H6", 1)) == pytest.approx(2 * carbon(("CH4", 1)))
    assert carbon(("C3H8", 0.5), ("N2", 0.5)) == pytest.approx(1.5 * carbon(("CH4", 1)))


def test_every_formula_has_the_carbon_atoms_that_it_says() -> None:
    for formula, atoms in CARBON_ATOMS.items():
        letters = formula.replace("CO", "C1O").replace("CH3OH", "C1").replace("CH4", "C1")
        expected = int(letters[1]) if letters[0] == "C" and letters[1].isdigit() else 0
        assert atoms == expected, formula


def test_syngas_is_counted_by_its_parts() -> None:
    """CO 40 %, CO2 20 %, CH4 1 %, the rest without carbon: 61 % of a mole of carbon."""
    found = carbon(("CO", 0.4), ("CO2", 0.2), ("CH4", 0.01), ("H2", 0.38), ("N2", 0.01))
    assert found == pytest.approx(0.61 * 12 / 22.4 * 10)


def test_blank_rows_are_left_out() -> None:
    assert carbon(("CH4", 1), (None, None)) == carbon(("CH4", 1))
    assert carbon(("CH4", 0.5), (None, None), ("CO", 0.5)) == carbon(("CH4", 0.5), ("CO", 0.5))


def test_a_sum_may_pass_one_by_a_millionth_and_no_more() -> None:
    """Analyses are rounded; what is missing or too much in the sixth decimal is that."""
    assert carbon(("CO", 1), ("H2", 1e-6)) == carbon(("CO", 1))
    found = carbon(("CO", 1), ("H2", 1.0005e-6))
    assert isinstance(found, CellError)
    assert found.code == "#NUM!"


@pytest.mark.parametrize(
    ("parts", "code", "words"),
    [
        ([("CH4", 0.8), ("C2H6", 0.3)], "#NUM!", "之和为 1.1"),
        ([("CH4", 95)], "#NUM!", "除以 100"),
        ([("CH4", "高")], "#VALUE!", "文字“高”"),
        ([("CH4", 0.5), ("CO", None)], "#VALUE!", "空白"),
        ([("甲烷", 1)], "#N/A", "化学式"),
    ],
)
def test_what_is_wrong_is_said(parts: list[tuple[Any, Any]], code: str, words: str) -> None:
    found = carbon(*parts)
    assert isinstance(found, CellError)
    assert found.code == code
    assert words in found.message("zh")


def test_gases_and_fractions_must_pair() -> None:
    found = call("TL_GAS_CARBON", [[["CH4"], ["CO"]], [[1]]])
    assert isinstance(found, CellError)
    assert found.message("zh").startswith("TL_GAS_CARBON 收到 2 种气体和 1 个体积分数")
