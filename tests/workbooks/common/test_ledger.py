"""What a ledger derives: own values, the check of a row, uncertainty by the equations' derivatives, and shared factors.

Expected uncertainties come from the `uncertainties` package, which keeps track by itself of which rows take the same
factor; nothing of ours derives them.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uncertainties import ufloat

from pycore.accounting.combustion import FUEL_CO2
from pycore.accounting.electricity_heat import ELECTRICITY_CO2
from pycore.accounting.steel import STEEL_CO2
from pycore.accounting.wastewater import WASTEWATER_CH4
from pycore.library import library
from tests.workbooks.industrial_park.ledger_book import filled, row
from workbooks.coal_chemical.ledgers import DEFINITIONS
from workbooks.industrial_park.ledgers import LEDGERS

ACTIVITY = 0.03
"""Uncertainty of activity data of quality B, which every row of these tests has."""
HALF = 1.959963984540054
"""Half of a 95 % interval in standard deviations."""


def _uncertain(value: float, relative: float) -> Any:
    """A number whose 95 % interval is the value ± relative."""
    return ufloat(value, abs(value) * relative / HALF)


def _library(id: str) -> tuple[float, float]:
    factor = library().factor(id)
    return factor.value, factor.uncertainty


def _half(total: Any) -> float:
    return float(total.std_dev * HALF)


def test_eight_consumers_of_one_grid_factor_are_as_uncertain_as_the_factor() -> None:
    """Taken as independent they would show ±1.9 %."""
    amounts = [900, 1100, 1000, 1050, 950, 1000, 980, 1020]
    book = filled(power=[row(trade="in", electricity=amount) for amount in amounts])
    id = book.value("settings_power_id")
    factor, relative = _library(id)
    assert relative == 0.05
    common = _uncertain(factor, relative)
    total = sum(ELECTRICITY_CO2.body(_uncertain(amount, ACTIVITY), common) for amount in amounts)
    assert math.sqrt(sum(v for v in book.column("power_shared") if isinstance(v, float))) == pytest.approx(_half(total))
    place = [ledger.key for ledger in LEDGERS].index("power")
    assert book.column("approach1_u_factor")[place] == pytest.approx(0.05, rel=1e-9)
    assert book.column("approach1_u")[place] == pytest.approx(_half(total) / total.nominal_value, rel=1e-9)


def test_an_own_value_is_shared_with_no_other_row() -> None:
    rows = [row(trade="in", electricity=1000, emission_factor_own=0.6, reason="metered") for _ in range(2)]
    book = filled(power=rows)
    assert book.column("power_id_emission_factor")[:2] == ["", ""]
    each = _half(ELECTRICITY_CO2.body(_uncertain(1000, ACTIVITY), _uncertain(0.6, ACTIVITY)))
    assert book.column("power_shared")[:2] == [pytest.approx(each**2)] * 2


def test_years_do_not_vary_together() -> None:
    rows = [row(trade="in", electricity=1000), {**row(trade="in", electricity=1000), "year": 2023}]
    book = filled(power=rows)
    assert book.column("power_shared")[0] == pytest.approx(book.column("power_variance")[0])


def test_rows_of_fuel_share_each_factor_by_itself() -> None:
    """Two coals share nothing, two rows of one coal share heat, carbon and oxidation."""
    first, second = [fuel.key for fuel in library().fuels("2023") if fuel.quantity_unit == "t"][:2]
    rows = [(first, 1000), (first, 2500), (second, 700)]
    book = filled(fuels=[row(department="industry", fuel=fuel, consumption=amount) for fuel, amount in rows])
    factors = {
        fuel: [_uncertain(*_library(f"fuel.2023.{fuel}.{p}")) for p in ("ncv", "carbon_content", "oxidation")]
        for fuel, _ in rows
    }
    total = sum(FUEL_CO2.body(_uncertain(amount, ACTIVITY), *factors[fuel]) for fuel, amount in rows)
    found = sum(v for v in book.column("fuels_shared") if isinstance(v, float))
    assert math.sqrt(found) == pytest.approx(_half(total), rel=1e-9)


AMOUNTS = st.one_of(st.none(), st.floats(1, 1e5))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=5))
def test_steel_is_as_uncertain_as_its_equation_says(rows: list[tuple[float | None, ...]]) -> None:
    """Not a product: pig iron and crude steel pull against each other, and rows share all four factors."""
    rows = [parts for parts in rows if any(parts)]
    if not rows:
        return
    names = ("limestone", "dolomite", "pig_iron", "crude_steel")
    ids = ("limestone_flux.CO2", "dolomite_flux.CO2", "pig_iron.carbon", "crude_steel.carbon")
    book = filled(
        steel=[row("steel", **{n: v for n, v in zip(names, parts, strict=True) if v is not None}) for parts in rows]
    )
    shared = [_uncertain(*_library(f"process.{id}")) for id in ids]
    total: Any = 0
    for place, parts in enumerate(rows):
        amounts = [_uncertain(v or 0.0, ACTIVITY) for v in parts]
        alone = [_uncertain(*_library(f"process.{id}")) for id in ids]
        arguments = [x for pair in zip(amounts, alone, strict=True) for x in pair]
        assert book.column("steel_variance")[place] == pytest.approx(_half(STEEL_CO2.body(*arguments)) ** 2, rel=1e-9)
        total += STEEL_CO2.body(*[x for pair in zip(amounts, shared, strict=True) for x in pair])
    found = sum(v for v in book.column("steel_shared") if isinstance(v, float))
    assert found == pytest.approx(_half(total) ** 2, rel=1e-9)


def test_waste_water_whose_methane_is_all_recovered_is_certain_to_emit_none() -> None:
    plain = row(line="wastewater_treated", treatment="anaerobic_reactor", tow=1000)
    book = filled(wastewater=[{**plain, "recovered": 1e6}, {**plain, "sludge": 100, "recovered": 20}])
    assert book.column("wastewater_shared")[0] == 0
    (bo, u_bo), mcf = _library("wastewater.bo"), book.column("wastewater_mcf")[1]
    u_mcf = book.column("wastewater_u_mcf")[1]
    emitted = WASTEWATER_CH4.body(
        _uncertain(1000, ACTIVITY),
        _uncertain(100, ACTIVITY),
        _uncertain(bo, u_bo),
        _uncertain(mcf, u_mcf),
        _uncertain(20, ACTIVITY),
    )
    gwp = book.value("settings_gwp_CH4")
    assert book.column("wastewater_variance")[1] == pytest.approx((_half(emitted) / 1000 * gwp) ** 2, rel=1e-9)


EVERY = [*DEFINITIONS, *LEDGERS]


@pytest.mark.parametrize("ledger", EVERY, ids=lambda ledger: f"{ledger.place[0].key}-{ledger.key}")
def test_every_ledger_has_what_follows_from_its_definition(ledger: Any) -> None:
    """Own values, reason, evidence, check; an uncertainty for each factor that moves the emission."""
    table = ledger.table()
    keys = [column.key for column in table.columns]
    assert len(set(keys)) == len(keys)
    for factor in ledger.factors:
        assert (factor.key in keys) == factor.shown
        assert (factor.own in keys) == factor.replaceable
        assert {f"u_{factor.key}", f"id_{factor.key}", f"half_{factor.key}"} <= set(keys)
    assert ("reason" in keys) == bool(ledger.own_values)
    check = table.row_check
    assert check is not None
    for column in table.columns:
        if column.required:
            assert f'[{column.key}]=""' in check.formula["zh"]
            assert column.key in check.checks
