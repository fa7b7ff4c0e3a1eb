"""Fuels that the library has not: a user tells them by their test report, and every list of fuels offers them.

A row is one fuel with all that the calculation needs of it: unit, calorific value, carbon by energy, oxidation, and the
source with year, uncertainty and trust flag. The ledgers take its values as they take the library's.
"""

from __future__ import annotations

from collections.abc import Callable

from pycore.accounting.combustion import FUEL_CO2
from pycore.sheets.formulas import by_core
from pycore.sheets.meanings import Meaning
from workbooks.common.cells import at, blank_if
from workbooks.common.choices import FUEL_KINDS, FUEL_MEASURES, FUELS, OWN_FUEL
from workbooks.common.choices import OWN_ENTRIES as ROWS
from workbooks.common.columns import Test, calculated, choice
from workbooks.common.own_entries import (
    OF_FLAG,
    OF_SOURCE,
    OF_UNCERTAINTY,
    OF_YEAR,
    OwnEntries,
    incomplete,
    name_of_entry,
    own_entry_table,
    parameter,
)
from workbooks.common.users_choices import UsersChoices

KEY = "own_fuels"
OWN_FUELS = UsersChoices(KEY, "fuel", incomplete(OWN_FUEL))
"""The fuels of the user's own, as ledgers choose them."""
BY_VOLUME = f"{OWN_FUELS.cell('measure')}={FUEL_MEASURES.key}_volume"
"""Whether the own fuel that a row chooses is counted by volume."""
_GIVEN = ",".join(OWN_FUELS.cell(f"{key}_used") for key in ("ncv", "carbon_content", "oxidation"))


def of_kind(kind: str, of_fuel: Callable[[str], str]) -> str:
    """What the own fuels of a kind add up to, by what is taken of one fuel by its name."""
    rows = range(1, ROWS + 1)
    return "+".join(
        f"IF({at(f'{KEY}_kind', row)}={FUEL_KINDS.key}_{kind},{of_fuel(at(f'{KEY}_listed', row))},0)" for row in rows
    )


UNTOLD = OWN_FUELS.one_of(f"COUNT({_GIVEN})<3", "FALSE")
"""Whether a row chooses an own fuel one of whose parameters is missing."""
MOST_CARBON = 25
"""tC in 10⁴ Nm³ that no gas has: four atoms of carbon in a molecule are 21.4."""
_CARBON = "[ncv]*[carbon_content]"
_ALL_NUMBERS = "COUNT([ncv],[carbon_content])=2"
_TESTS: tuple[Test, ...] = (
    (
        f"AND([kind]={FUEL_KINDS.key}_coal,[measure]={FUEL_MEASURES.key}_volume)",
        "煤以吨计 | coal is counted in tonnes",
    ),
    (
        f"IF({_ALL_NUMBERS},IF([measure]={FUEL_MEASURES.key}_t,{_CARBON}>1,{_CARBON}>{MOST_CARBON}),FALSE)",
        "发热量×含碳量大于燃料能有的碳（t 燃料不大于 1 tC/t） | calorific value × carbon content is more carbon than a fuel "
        "can hold (1 tC/t by mass)",
    ),
)


_TABLE = own_entry_table(
    OWN_FUELS,
    FUELS.key,
    OWN_FUEL,
    "自有燃料（因子库没有的燃料） | Own fuels (that the factor library has not)",
    "26 14 18 14 12 10 44 14 22 24 16 40 22",
    name_of_entry("燃料名称 | name of the fuel"),
    choice("measure", "计量单位 | unit", FUEL_MEASURES.key, required=True),
    parameter("ncv", FUEL_CO2, "GJ/t 或 GJ/10⁴Nm³ | GJ/t or GJ/10⁴ Nm³", "0.000", Meaning.CALORIFIC_VALUE),
    parameter("carbon_content", FUEL_CO2, "tC/GJ", "0.00000", Meaning.CARBON_PER_ENERGY),
    parameter("oxidation", FUEL_CO2, "0–1", "0.000", Meaning.OXIDATION),
    OF_YEAR,
    OF_SOURCE,
    OF_UNCERTAINTY,
    OF_FLAG,
    choice("kind", "燃料种类 | kind of fuel", FUEL_KINDS.key, required=True),
    calculated(
        "co2",
        "每单位燃料的 CO2 | CO2 of one unit",
        "tCO2/t 或 tCO2/10⁴Nm³ | tCO2 per t or per 10⁴ Nm³",
        blank_if(
            "COUNT([ncv],[carbon_content],[oxidation])<3",
            by_core(FUEL_CO2, "1", "[ncv]", "[carbon_content]", "[oxidation]"),
        ),
        format="0.0000",
    ),
    tests=_TESTS,
    helps={
        "name": "填写后出现在各台账的燃料列表末尾；不能与已有燃料同名。"
        " | It then stands at the end of every list of fuels; another name than those there.",
        "kind": "煤及煤制品按煤计入设定条件（自备燃煤锅炉）和审核；自产燃料气的碳在碳平衡内。"
        " | Coal counts as coal in the conditions (own coal boiler) and in the review; the carbon of the plant's "
        "own fuel gas is in the carbon balance.",
        "ncv": "收到基低位发热量；kcal/kg 乘以 0.0041868。 | Net, as received; kcal/kg times 0.0041868.",
        "carbon_content": "单位热值含碳量 = 收到基元素碳 ÷ 低位发热量。"
        " | Carbon by energy = carbon as received over the net calorific value.",
        "uncertainty": "95% 区间半宽除以均值，用于三个参数；各参数不同时填最大的。"
        " | Half of the 95 % interval over the mean, for all three parameters: the largest of them.",
    },
    note="按检测报告每种燃料填一行，各项都须填写；填好后可在台账的燃料下拉列表中选用，按同样的方法核算。"
    " | A row for each fuel, from its test report; every column is required. The ledgers then offer it among the "
    "fuels and calculate it as any other.",
)
OWN_FUEL_ENTRIES = OwnEntries(OWN_FUELS, FUELS.key, _TABLE, (FUEL_MEASURES, FUEL_KINDS))
"""The fuels of the user's own, wherever a workbook has the list of fuels."""
