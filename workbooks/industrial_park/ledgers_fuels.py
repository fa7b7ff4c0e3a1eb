"""The ledger of fossil fuels: CO2 of every row; CH4 and N2O of power boilers and vehicles."""

from __future__ import annotations

from pycore.accounting.combustion import FUEL_CO2
from pycore.accounting.combustion_gases import COMBUSTION_GAS
from pycore.language import both
from workbooks.common.columns import choice, code_of, of_equation
from workbooks.common.fuels import FUEL_FACTORS, MEASURE
from workbooks.common.ledger import Part, Taken, entered, taken
from workbooks.common.own_fuels import OWN_FUELS
from workbooks.industrial_park.ledgers_methods import MOST_GASES, method_factors, method_row
from workbooks.industrial_park.ledgers_shared import ParkLedger, co2e, gwp, mass_by

_GASES = ("CH4", "N2O")
_PLACES = range(1, MOST_GASES + 1)


def _factor(gas: str) -> Taken:
    """The factor of a gas of the row's technology, which emits at most as many gases as the sheet of methods has."""
    is_gas = [f'INDEX(methods_gas{place},[method])="{gas}"' for place in _PLACES]
    id = '""'
    for place, test in zip(reversed(_PLACES), reversed(is_gas), strict=True):
        id = f"IF({test},INDEX(methods_factor{place},[method]),{id})"
    return taken(
        f"{gas.lower()}_factor",
        COMBUSTION_GAS,
        f"={id}",
        f"{gas} 因子 | {gas} factor",
        argument="emission_factor",
        format="0.0",
        width=9,
        unneeded=f'IF([method]="",TRUE,NOT(OR({",".join(is_gas)})))',
        replaceable=False,
        ids=method_factors(),
    )


def _arguments(gas: str) -> tuple[str, ...]:
    return "[consumption]", "[ncv]", f"[{gas.lower()}_factor]"


_OTHER_GASES = "".join(f'+IF([{gas.lower()}]="",0,[{gas.lower()}]*{gwp(gas)})' for gas in _GASES)
_OTHER_FUEL = (
    f'IF(OR([technology]="",{OWN_FUELS.is_chosen}),FALSE,IF(INDEX(methods_fuel,[method])="",FALSE,'
    f"INDEX(methods_fuel,[method])<>{code_of('[fuel]', 'fuel')}))"
)

FUELS = ParkLedger(
    key="fuels",
    name="化石燃料 | Fossil fuels",
    title="化石燃料燃烧台账 | Ledger of fossil fuels",
    intro=(
        "每种燃料、每个用途一行。CO2 按表 A.2 计；发电锅炉和移动源另选类型，同时得到 N2O 和 CH4（指南对其他固定源不要求 CH4、N2O）。 | One row "
        "for each fuel and use. CO2 by table A.2; choose the type of power boilers and vehicles to add their N2O "
        "and CH4 "
        "(the guide asks for none from other stationary sources)."
    ),
    domain="energy",
    part="fossil",
    masses=(("co2", "CO2"), ("ch4", "CH4"), ("n2o", "N2O")),
    columns=(
        choice("department", "部门（表 C.2） | department (table C.2)", "department", required=True),
        choice("fuel", "燃料 | fuel", "fuel", width=16, required=True),
        choice(
            "technology",
            "锅炉或移动源类型 | boiler or vehicle",
            "technology",
            width=24,
            help=both("发电锅炉和移动源选择；其他留空。 | For power boilers and vehicles; blank for others."),
        ),
        entered("consumption", FUEL_CO2),
        MEASURE,
        method_row("technology"),
        *FUEL_FACTORS,
        *(_factor(gas) for gas in _GASES),
        of_equation("co2", "CO2 排放量 | CO2", "tCO2", FUEL_CO2, total=True),
        *(
            mass_by(gas, COMBUSTION_GAS, *_arguments(gas), needs=("consumption", f"{gas.lower()}_factor"), width=11)
            for gas in _GASES
        ),
        co2e(f'IF([co2]="","",[co2]*{gwp("CO2")}{_OTHER_GASES})'),
    ),
    parts=(
        Part(key="co2", equation=FUEL_CO2, counts=gwp("CO2")),
        *(Part(key=g.lower(), equation=COMBUSTION_GAS, arguments=_arguments(g), counts=gwp(g)) for g in _GASES),
    ),
    tests=((_OTHER_FUEL, "燃料与移动源类型不符 | not the fuel of this vehicle"),),
    pollutants=("consumption", "燃料消耗量 | fuel"),
)
