"""What a project gives, calculated from its rows by plain arithmetic: nothing of the core or the library is used.

The figures are typed from the documents: fuels of GB/T 32151.10 (natural gas 389.31 GJ/10⁴ Nm³, diesel, bituminous
coal), limestone 0.4397 t/t, heat 0.11 t/GJ, CO2 19.77 t/10⁴ Nm³, the national power factor of 2023, 0.5306 t/MWh, and
the advanced values of the guide's table 4-2. The enthalpy of steam is that of `iapws`, less 83.74 kJ/kg of water at 20 °C.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from iapws import IAPWS97

Row = dict[str, Any]
C_TO_CO2 = 44 / 12
# calorific value in GJ per t or 10⁴ Nm³, carbon in tC/GJ, oxidation
FUELS = {
    "natural_gas": (389.31, 0.0153, 0.99),
    "diesel": (42.652, 0.0202, 0.98),
    "bituminous": (19.57, 0.02618, 0.93),
    "other_coal_gas": (52.27, 0.0122, 0.99),
}
CALCITE, HEAT, CO2_DENSITY, POWER = 0.4397, 0.11, 19.77, 0.5306
WATER_AT_20 = 83.74
ADVANCED = {"ethylene_glycol": (3.65, 0.130), "sng": (3.71, 0.228), "dcl": (3.55, 0.302)}
"""CO2 in t and NOx in kg per unit of product."""
SOURCES = ("fuel", "process", "carbonate", "power_in", "power_out", "heat_in", "heat_out", "capture")
STAGES = ("existing", "construction", "proposed", "replaced")
Account = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Project:
    """Emissions by stage, unit and source; `nox` in t and `methane` in t by stage and unit."""

    co2: dict[str, Account]
    nox: Account
    methane: Account
    carbon: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def total(self, stage: str, unit: str) -> float:
        return sum(self.co2[stage][unit].values())

    def of_stage(self, stage: str, source: str) -> float:
        return sum(by_source.get(source, 0.0) for by_source in self.co2[stage].values())

    def account(self, stage: str, item: str) -> float:
        """A row of the three accounts in one stage."""
        if item == "nox":
            return sum(self.nox[stage].values())
        if item == "methane":
            return sum(self.methane[stage].values())
        if item == "total":
            return sum(self.of_stage(stage, source) for source in SOURCES)
        return self.of_stage(stage, item)

    def shared(self, stage: str, shares: Mapping[str, Sequence[float]], product: int) -> tuple[float, float]:
        """CO2 and NOx, in t, that count for a product."""
        co2 = sum(self.total(stage, unit) * of_unit[product] for unit, of_unit in shares.items())
        nox = sum(self.nox[stage].get(unit, 0.0) * of_unit[product] for unit, of_unit in shares.items())
        return co2, nox


def calculated(data: Mapping[str, Any]) -> Project:
    """Add up the rows of every ledger."""
    co2: dict[str, Account] = {stage: defaultdict(lambda: defaultdict(float)) for stage in STAGES}
    nox: Account = {stage: defaultdict(float) for stage in STAGES}
    methane: Account = {stage: defaultdict(float) for stage in STAGES}
    carbon: dict[str, dict[str, list[float]]] = {stage: defaultdict(lambda: [0.0, 0.0, 0.0]) for stage in STAGES}

    def add(row: Row, source: str, amount: float) -> None:
        co2[row["stage"]][row["unit"]][source] += amount

    for row in data["fuels"]:
        if row["in_balance"] == "no":
            add(row, "fuel", _fuel(row))
    for row in data["carbon"]:
        place = ("in", "product", "other").index(row["direction"])
        carbon[row["stage"]][row["unit"]][place] += row["quantity"] * row["content_own"]
    for stage, units in carbon.items():
        for unit, (brought, made, wasted) in units.items():
            co2[stage][unit]["process"] += (brought - made - wasted) * C_TO_CO2
    for row in data["carbonates"]:
        add(row, "carbonate", row["consumption"] * CALCITE * row["purity"])
    for row in data["electricity"]:
        _traded(row, "power", row["electricity"] * POWER, add)
    for row in data["heat"]:
        _traded(row, "heat", _gigajoules(row) * HEAT, add)
    for row in data["capture"]:
        mass = row["mass"] if "mass" in row else row["volume"] * CO2_DENSITY
        add(row, "capture", -mass * row["purity"])
    for row in data["nox"]:
        mass = row["mass"] if "mass" in row else row["concentration"] * row["flow"] * row["hours"] * 1e-9
        nox[row["stage"]][row["unit"]] += mass
    for row in data["methane"]:
        methane[row["stage"]][row["unit"]] += row["ch4"]
    return Project(co2, nox, methane, carbon)


def _fuel(row: Row) -> float:
    value, content, oxidation = FUELS[row["fuel"]]
    if "carbon_measured" in row:
        return float(row["consumption"] * row["carbon_measured"] * oxidation * C_TO_CO2)
    return float(row["consumption"] * row.get("ncv_own", value) * content * oxidation * C_TO_CO2)


def _gigajoules(row: Row) -> float:
    if row["medium"] == "heat":
        return float(row["quantity"])
    enthalpy = IAPWS97(P=row["pressure"], T=row["temperature"] + 273.15).h
    return float(row["quantity"] * (enthalpy - WATER_AT_20) / 1000)


def _traded(row: Row, kind: str, amount: float, add: Any) -> None:
    if row["trade"] == "bought":
        add(row, f"{kind}_in", amount)
    else:
        add(row, f"{kind}_out", -amount)


def graded(dev_ghg: float, dev_nox: float) -> tuple[float, str]:
    """S and the grade by the guide's table 4-1: the relative deviations from the advanced values, NOx over CO2."""
    s = dev_nox / dev_ghg
    if dev_ghg < 0 and dev_nox < 0:
        return s, "可接受"
    if dev_ghg > 0 and dev_nox > 0:
        return s, "需优化"
    acceptable = -1 < s < 0 if dev_nox > 0 else s < -1
    return s, "可接受" if acceptable else "需优化"
