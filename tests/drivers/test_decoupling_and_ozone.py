"""Decoupling, ozone formation and allowances by hand, by the core and natively."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.equations.equation import Equation
from pycore.functions.catalogue import call, catalogue
from tests.conftest import Native

CASES = [
    # Emission +2 % while output grows by 5 %: 0.4, weak decoupling; emission −3 %: −0.6, strong.
    ("TL_DECOUPLING", [100, 102, 1000, 1050], 0.4),
    ("TL_DECOUPLING", [100, 97, 1000, 1050], -0.6),
    # 1 TWh at 0.8 t/MWh, adjusted by 0.98, nine tenths for free.
    ("TL_ALLOCATION", [1_000_000, 0.8, 0.98, 0.9], 705_600.0),
]


@pytest.mark.parametrize(("function", "arguments", "expected"), CASES)
def test_by_the_core_and_natively(native: Native, function: str, arguments: list[float], expected: float) -> None:
    assert call(function, arguments) == pytest.approx(expected, rel=1e-12)
    equation = catalogue()[function]
    assert isinstance(equation, Equation)
    cells = {f"A{i}": value for i, value in enumerate(arguments, 1)}
    assert native(equation.native(list(cells)), cells) == pytest.approx(expected, rel=1e-12)


def test_output_that_stays_has_no_elasticity() -> None:
    found = call("TL_DECOUPLING", [100, 97, 1000, 1000])
    assert isinstance(found, CellError)
    assert found.code == "#DIV/0!"


def test_ozone_of_a_mixture_by_key_and_by_name() -> None:
    """Carter 2010: toluene 4.00, ethylene 9.00, ethane 0.28 g O3/g."""
    species = [["toluene"], ["乙烯"], ["Ethane"], [""]]
    assert call("TL_OFP", [species, [[10], [2], [5], [""]]]) == pytest.approx(40 + 18 + 1.4)


@pytest.mark.parametrize(
    ("species", "masses", "code", "said"),
    [
        ([["toluen"]], [[1]], "#N/A", "Did you mean toluene"),
        ([["toluene"]], [[-1]], "#NUM!", "mass 1"),
        ([["toluene"], ["ethane"]], [[1]], "#VALUE!", "2 species and 1 masses"),
    ],
)
def test_a_species_that_is_not_known_and_a_mass_below_0(species: Any, masses: Any, code: str, said: str) -> None:
    found = call("TL_OFP", [species, masses])
    assert isinstance(found, CellError)
    assert found.code == code
    assert said in found.text.en
