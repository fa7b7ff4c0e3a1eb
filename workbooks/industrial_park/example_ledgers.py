"""The worked example, ledgers: three years of the illustrative park. Every figure is invented.

The base year is written out; the two years before follow from the output of each sector, with a little more energy
for each unit of it, so that the ledgers agree with the history of the sectors. Energy agrees with the energy balance
of the sectors, too: fuels by their calorific value, electricity at 0.1229 tce/MWh.
"""

from __future__ import annotations

from typing import Any

from pycore.language import both
from workbooks.industrial_park.example_plan import (
    BASE_YEAR,
    ENERGY_PER_OUTPUT,
    ENTERPRISES,
    GROWTH,
    YEARS,
)

Row = dict[str, Any]
_BOOKS = both("示例数据：企业能源与生产台账（示意） | illustrative: ledgers of the enterprise")
_MONITORED = both("示例：排污许可执行报告 | illustrative: permit report")
_MEASURED = both("示例：入炉煤实测热值 | illustrative: measured calorific value")
# Amounts that grow with the output of the sector; shares and factors stay.
_AMOUNTS = (
    "consumption",
    "activity",
    "electricity",
    "clinker",
    "carbide_slag",
    "limestone",
    "dolomite",
    "pig_iron",
    "crude_steel",
    "output",
    "tow",
    "sludge",
    "recovered",
    "amount",
)


def _row(who: str, sector: str = "", quality: str = "B", **values: Any) -> Row:
    """A row of the base year; `who` is the key of an enterprise, blank for the park."""
    one = ENTERPRISES.get(who)
    place: Row = {"year": BASE_YEAR, "sector": one.sector if one else sector}
    return {**place, **({"enterprise": one.name} if one else {}), **values, "evidence": _BOOKS, "quality": quality}


def _emitting(so2: float = 0, nox: float = 0, pm: float = 0, voc: float = 0) -> Row:
    """Pollutant factors of a row, kg for each unit of activity after control; 0 is left out."""
    factors = {"so2": so2, "nox": nox, "pm": pm, "voc": voc}
    return {**{f"{key}_factor": value for key, value in factors.items() if value}, "pollutant_source": _MONITORED}


_GAS_BURNERS = _emitting(so2=0.2, nox=8, pm=1)
_COAL: Row = {"fuel": "bituminous", "ncv_own": 20.88, "reason": _MEASURED}
_ENERGY: dict[str, list[Row]] = {
    "fuels": [
        _row(
            "thermal",
            quality="A",
            department="energy_industry",
            technology="boiler_coal_cfb",
            consumption=500_000,
            **_COAL,
            **_emitting(0.32, 0.45, 0.09),
        ),
        _row("thermal", department="energy_industry", fuel="diesel", technology="boiler_oil", consumption=206),
        _row("eaf", department="industry", fuel="natural_gas", consumption=1_200, **_GAS_BURNERS),
        _row("ferroalloy", department="industry", fuel="coke", consumption=40_000, **_emitting(2, 0.9, 1.5)),
        _row("cement", department="industry", consumption=128_000, **_COAL),
        _row("cement", department="industry", fuel="coke", consumption=8_000),
        _row("glass", department="industry", fuel="natural_gas", consumption=3_600, **_emitting(2, 45, 4)),
        _row("aluminium", department="industry", fuel="natural_gas", consumption=800, **_GAS_BURNERS),
        _row("magnesium", department="industry", fuel="natural_gas", consumption=300, **_GAS_BURNERS),
        _row("fine", department="industry", fuel="natural_gas", consumption=800, **_emitting(0.2, 8, 1, 0.5)),
        _row("semiconductor", department="industry", fuel="natural_gas", consumption=300, **_GAS_BURNERS),
        _row("food", department="industry", fuel="natural_gas", consumption=700, **_GAS_BURNERS),
        _row(
            "logistics",
            department="transport",
            fuel="diesel",
            technology="road_diesel",
            consumption=9_500,
            **_emitting(0.02, 15, 0.5, 2),
        ),
        _row("", "other", "C", department="services", fuel="natural_gas", consumption=160),
        _row("", "other", "C", department="residential", fuel="natural_gas", consumption=40),
    ],
    "biomass": [
        _row(
            "food",
            quality="C",
            line="biomass_boiler",
            activity=3_000,
            ncv=15.5,
            use=both("备用蒸汽锅炉 | stand-by boiler"),
            **_emitting(0.5, 1.4, 0.3),
        )
    ],
    "fugitive": [
        _row("", "other", line="metering_station", activity=2),
        _row("", "other", line="pipeline_valve", activity=40),
        _row("", "other", line="gas_consumption", activity=7_900),
    ],
    "power": [
        _row(
            "thermal",
            quality="A",
            trade="out",
            electricity=600_000,
            use=both("供园区企业与电网 | to enterprises and the grid"),
        ),
        *(
            _row(who, quality="A", trade="in", electricity=electricity)
            for who, electricity in (
                ("eaf", 310_000),
                ("ferroalloy", 340_000),
                ("cement", 88_000),
                ("glass", 36_000),
                ("aluminium", 1_350_000),
                ("magnesium", 40_000),
                ("nitric", 20_000),
                ("pvc", 575_000),
                ("fine", 45_000),
                ("semiconductor", 150_000),
                ("food", 35_000),
                ("logistics", 10_000),
            )
        ),
        _row(
            "",
            "other",
            "C",
            trade="in",
            electricity=30_000,
            use=both("其他企业、公用照明 | other enterprises, public lighting"),
        ),
    ],
}
_PRODUCTION: dict[str, list[Row]] = {
    "process": [
        _row("aluminium", line="aluminium_prebake", activity=100_000, **_emitting(so2=3, pm=1.2)),
        _row("magnesium", line="magnesium_casting", activity=20_000),
        _row("pvc", line="calcium_carbide", activity=150_000, **_emitting(0.1, 0.1, 0.5)),
        *(
            _row("semiconductor", line=f"semiconductor_{gas}", activity=activity)
            for gas, activity in (("cf4", 12_000), ("chf3", 6_000), ("c2f6", 8_000), ("sf6", 3_000), ("nf3", 20_000))
        ),
    ],
    "clinker": [_row("cement", quality="A", clinker=800_000, carbide_slag=120_000, **_emitting(0.06, 0.5, 0.15, 0.02))],
    "steel": [
        _row(
            "eaf",
            limestone=24_000,
            dolomite=9_000,
            pig_iron=120_000,
            crude_steel=600_000,
            **_emitting(0.05, 0.12, 0.25, 0.04),
        )
    ],
    "nitric": [
        _row(
            "nitric",
            quality="A",
            line="nitric_acid_dual",
            output=200_000,
            removal_own=0.8,
            utilisation=0.95,
            reason=both("示例：尾气催化分解装置性能测试 | illustrative: test of the catalytic decomposition"),
            **_emitting(nox=0.35),
        )
    ],
    "glass": [
        _row("glass", carbonate=carbonate, consumption=consumption)
        for carbonate, consumption in (("na2co3", 45_000), ("caco3", 10_000), ("camg_co3_2", 34_000))
    ],
    "wastewater": [
        _row(
            "food",
            line="wastewater_treated",
            treatment="anaerobic_reactor",
            tow=3_900_000,
            sludge=200_000,
            recovered=600_000,
            use=both("UASB"),
        ),
        _row(
            "fine",
            line="wastewater_treated",
            treatment="chemical_pharma_paper",
            tow=1_500_000,
            recovered=100_000,
            use=both("高浓废水站 | high-strength waste water"),
        ),
        _row(
            "",
            "other",
            line="wastewater_treated",
            treatment="aerobic_managed",
            tow=4_500_000,
            sludge=900_000,
            use=both("园区污水处理厂 | park waste water plant"),
        ),
        _row(
            "",
            "other",
            line="wastewater_discharged",
            tow=450_000,
            use=both("园区污水处理厂尾水 | outlet of the park plant"),
        ),
    ],
    "reductions": [
        _row(
            "aluminium",
            kind="green_power",
            amount=200_000,
            included="yes",
            use=both("绿电交易合同 | green power contract"),
        ),
        _row(
            "cement",
            kind="capture",
            amount=500,
            purity=0.99,
            included="yes",
            use=both("窑尾烟气捕集，食品级 CO2 | kiln gas capture, food-grade CO2"),
        ),
        _row(
            "glass",
            kind="own_pv",
            amount=10_000,
            included="no",
            use=both("屋顶光伏（净购入已少计） | roof photovoltaics (net purchase)"),
        ),
        _row(
            "food",
            kind="own_pv",
            amount=6_000,
            included="no",
            use=both("屋顶光伏（净购入已少计） | roof photovoltaics (net purchase)"),
        ),
        _row(
            "pvc",
            kind="byproduct_gas",
            fuel="natural_gas",
            amount=300,
            included="no",
            use=both("电石炉气作燃料（燃料台账已无） | furnace gas as fuel (no longer in the ledger)"),
        ),
    ],
}


def _in_year(row: Row, year: int, *, energy: bool) -> Row:
    """The row in another year: amounts follow the output of the sector, those of energy its intensity as well."""
    place = YEARS.index(year)
    factor = (*GROWTH[row["sector"]], 1.0)[place] * (ENERGY_PER_OUTPUT[place] if energy else 1.0)
    if row.get("line") in ("metering_station", "pipeline_valve"):
        factor = 1.0
    return {**row, "year": year, **{key: round(row[key] * factor) for key in _AMOUNTS if key in row}}


def _history(ledgers: dict[str, list[Row]], *, energy: bool) -> dict[str, list[Row]]:
    return {
        key: [_in_year(row, year, energy=energy) for year in YEARS for row in rows] for key, rows in ledgers.items()
    }


EXAMPLE: dict[str, Any] = {**_history(_ENERGY, energy=True), **_history(_PRODUCTION, energy=False)}
