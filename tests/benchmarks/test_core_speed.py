"""How much the core costs beside what it is built on."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from iapws import IAPWS97

from benchmarks.conftest import Measured, Timer, best_time
from pycore.accounting.combustion import FUEL_CO2
from pycore.accounting.steam import steam_enthalpy
from pycore.assessment.synergy import SYNERGY_GRADE
from pycore.functions.catalogue import call, cell_function

pytestmark = [pytest.mark.usefixtures("measuring"), pytest.mark.slow]

VALUES = (1000.0, 26.7, 0.0274, 0.98)
HOST = cell_function("TL_FUEL_CO2")


def bare(consumption: float, ncv: float, carbon_content: float, oxidation: float) -> float:
    return consumption * ncv * carbon_content * oxidation * 44 / 12


def start(statement: str) -> None:
    subprocess.run([sys.executable, "-c", statement], check=True)


def test_importing_the_catalogue_beside_importing_numpy(measured: Measured, side_by_side: Timer) -> None:
    empty = best_time(lambda: start("pass"))
    ours, numpy_ = side_by_side(lambda: start("import pycore.functions.catalogue"), lambda: start("import numpy"))
    measured("import pycore.functions.catalogue", (ours - empty) / (numpy_ - empty), "×", 3, "import numpy")


@pytest.mark.parametrize(
    ("what", "run"),
    [
        ("equation on numbers", lambda: FUEL_CO2(*VALUES)),
        ("functions.call by name", lambda: call("TL_FUEL_CO2", VALUES)),
        ("cell function of a host", lambda: HOST(*VALUES)),
        ("functions.call, a blank argument", lambda: call("TL_FUEL_CO2", (None, *VALUES[1:]))),
    ],
)
def test_one_cell_beside_the_bare_expression(measured: Measured, side_by_side: Timer, what: str, run: Any) -> None:
    ours, reference = side_by_side(run, lambda: bare(*VALUES), calls=5000)
    measured(what, (ours - reference) * 1e6, "µs more", 10, "bare Python expression")


def test_a_column_by_one_call_beside_a_loop_of_the_bare_expression(measured: Measured, side_by_side: Timer) -> None:
    rows = [[float(i)] for i in range(5000)]
    ours, reference = side_by_side(
        lambda: call("TL_FUEL_CO2", (rows, *VALUES[1:])),
        lambda: [[bare(row[0], *VALUES[1:])] for row in rows],
    )
    measured("functions.call, a range of 5000 rows", (ours - reference) / 5000 * 1e6, "µs more a row", 10, "loop")


def test_a_million_rows_beside_bare_numpy(measured: Measured, side_by_side: Timer) -> None:
    generator = np.random.default_rng(1)
    columns: list[Any] = [generator.uniform(0.5, 1, 1_000_000) * v for v in VALUES]
    ours, reference = side_by_side(lambda: FUEL_CO2(*columns), lambda: bare(*columns), rounds=15)
    measured("equation on a million rows", ours / reference, "×", 1.5, "bare numpy")


def test_a_synergy_grade_beside_the_bare_comparison(measured: Measured, side_by_side: Timer) -> None:
    place = iter(range(10_000_000))

    def fresh() -> Any:
        # A value that no cache has seen.
        return SYNERGY_GRADE(0.1 + next(place) * 1e-9, 0.104, 2.079, 2.31)

    ours, reference = side_by_side(fresh, lambda: 0.1 / 0.104 + 2.079 / 2.31 < 2, calls=2000)
    measured("synergy grade, exact arithmetic", (ours - reference) * 1e6, "µs more", 100, "the bare comparison")


@pytest.mark.parametrize(
    ("what", "pressure", "temperature"),
    [
        ("enthalpy of superheated steam", 4.0, 400.0),
        ("enthalpy of saturated steam", 1.0, None),
        ("enthalpy in region 3", 25.0, 400.0),
        ("enthalpy of saturated steam in region 3", 20.0, None),
    ],
)
def test_the_enthalpy_of_steam_beside_iapws(
    measured: Measured, side_by_side: Timer, what: str, pressure: float, temperature: float | None
) -> None:
    """A state that no cache has seen, beside the package that has the same formulation on numpy and scipy."""
    place, given = iter(range(10_000_000)), {"x": 1} if temperature is None else {"T": temperature + 273.15}
    ours, reference = side_by_side(
        lambda: steam_enthalpy(pressure + next(place) * 1e-9, temperature),
        lambda: IAPWS97(P=pressure, **given).h,
        calls=200,
    )
    measured(what, ours / reference, "×", 0.5, "iapws")
