"""The ledger of fossil fuels: CO2 of every row; CH4 and N2O of power boilers and vehicles."""

from __future__ import annotations

from pycore.accounting.combustion import CARBON_CONTENT_DOMAIN, FUEL_CO2, NCV_DOMAIN
from pycore.accounting.combustion_gases import COMBUSTION_GAS
from pycore.equations.domain import FRACTION, NOT_NEGATIVE
from pycore.language import Text, both
from pycore.library import library
from pycore.sheets.definition import Column, Role, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.common.columns import (
    NO_UNIT,
    PERCENT,
    REASON,
    calculated,
    choice,
    code_of,
    factor_uncertainty,
    factor_value,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    of_equation,
    out_of,
    own_value,
    u_activity,
    used,
    without_reason,
)
from workbooks.industrial_park.ledgers_methods import MOST_GASES, method_row
from workbooks.industrial_park.ledgers_shared import (
    PLACE,
    POLLUTANT_TESTS,
    LedgerInfo,
    blank_or,
    closing_columns,
    co2e,
    gwp,
    label,
    library_uncertainty,
    mass,
    pollutant_columns,
    spread,
)
from workbooks.industrial_park.size import Size

OWN = ("ncv_own", "carbon_content_own", "oxidation_own")
FUELS = LedgerInfo(
    key="fuels",
    title=both("化石燃料 | Fossil fuels"),
    domain="energy",
    part="fossil",
    masses=(("co2", "CO2"), ("ch4", "CH4"), ("n2o", "N2O")),
    own=OWN,
    pollutants=True,
)
_AMOUNT_UNIT = both("t 或 10⁴Nm³ | t or 10⁴ Nm³")
_NCV_UNIT = both("GJ/t 或 GJ/10⁴Nm³ | GJ/t or GJ/10⁴ Nm³")
_CODE = code_of("[fuel]", "fuel")


def fuel_id(parameter: str) -> str:
    """The id of a parameter of the row's fuel in the set that the settings name."""
    return f'"fuel."&{code_of("settings_fuel_set", "fuel_set")}&"."&{_CODE}&".{parameter}"'


def _measure() -> Text:
    gaseous = ",".join(f'{_CODE}="{f.key}"' for f in library().fuels("2023") if f.quantity_unit != "t")
    return Text(*(f'IF([fuel]="","",IF(OR({gaseous}),"{unit}","t"))' for unit in ("10⁴Nm³", "10⁴ Nm³")))


MEASURE = label("measure", "计量单位 | unit", NO_UNIT, _measure(), width=9)


def _of_gas(gas: str, read: str) -> str:
    """What `read` says of the gas among the gases of the row's technology; blank where it emits none."""
    found = '""'
    for place in range(MOST_GASES, 0, -1):
        found = f'IF(INDEX(methods_gas{place},[method])="{gas}",{read.format(f"INDEX(methods_factor{place},[method])")},{found})'
    return f'IF([method]="","",{found})'


def _factor(key: str, gas: str) -> Column:
    return calculated(
        f"{key}_factor",
        f"{gas} 因子 | {gas} factor",
        "kg/TJ",
        _of_gas(gas, factor_value("{}")),
        format="0.0",
        width=9,
        role=Role.DEFAULT,
    )


def _gas(key: str, gas: str) -> Column:
    return mass(
        key,
        gas,
        blank_or(
            ("consumption", f"{key}_factor"), by_core(COMBUSTION_GAS, "[consumption]", "[ncv]", f"[{key}_factor]")
        ),
        width=11,
    )


def _u_gas(key: str, gas: str) -> Column:
    """Uncertainty of the factor of a gas; 0 where the row emits none."""
    found = _of_gas(gas, factor_uncertainty("{}"))
    return calculated(
        f"u_{key}",
        f"{gas} 因子不确定度 | uncertainty of {gas} factor",
        "±%",
        f'IF([co2e]="","",IF([{key}]="",0,{found}))',
        format=PERCENT,
        width=12,
    )


def _counted(key: str, gas: str) -> str:
    return f'IF([{key}]="",0,[{key}]*{gwp(gas)})'


_OTHER_FUEL = (
    f'IF([technology]="",FALSE,IF(INDEX(methods_fuel,[method])="",FALSE,INDEX(methods_fuel,[method])<>{_CODE}))',
    "燃料与移动源类型不符 | not the fuel of this vehicle",
)


def fuels_sheet(size: Size) -> Sheet:
    """Return the sheet of fossil fuels."""
    return Sheet(
        key="fuels",
        title=FUELS.title,
        tab="input",
        intro=both(
            "每种燃料、每个用途一行。CO2 按表 A.2 计；发电锅炉和移动源另选类型，同时得到 N2O 和 CH4（指南对其他固定源不要求 CH4、N2O）。 | One row for each fuel "
            "and use. CO2 by table A.2; choose the type of power boilers and vehicles to add their N2O and CH4 "
            "(the guide asks for none from other stationary sources)."
        ),
        blocks=(
            Table(
                key="fuels",
                title=both("化石燃料燃烧台账 | Ledger of fossil fuels"),
                rows=size.fuels,
                ledger=True,
                totals=True,
                columns=(
                    *PLACE,
                    choice(
                        "department", "部门（表 C.2） | department (table C.2)", "department", width=12, required=True
                    ),
                    choice("fuel", "燃料 | fuel", "fuel", width=16, required=True),
                    choice(
                        "technology",
                        "锅炉或移动源类型 | boiler or vehicle",
                        "technology",
                        width=24,
                        help=both(
                            "发电锅炉和移动源选择；其他留空。 | For power boilers and vehicles; blank for others."
                        ),
                    ),
                    number(
                        "consumption",
                        "消耗量 | consumption",
                        _AMOUNT_UNIT,
                        NOT_NEGATIVE,
                        required=True,
                        uncertain="[u_activity]",
                        width=14,
                    ),
                    MEASURE,
                    method_row("technology"),
                    used(
                        "ncv",
                        "低位发热量 | net calorific value",
                        _NCV_UNIT,
                        "fuel",
                        "ncv_own",
                        fuel_id("ncv"),
                        format="0.000",
                    ),
                    used(
                        "carbon_content",
                        "单位热值含碳量 | carbon content",
                        "tC/GJ",
                        "fuel",
                        "carbon_content_own",
                        fuel_id("carbon_content"),
                    ),
                    used(
                        "oxidation",
                        "碳氧化率 | oxidation rate",
                        "0–1",
                        "fuel",
                        "oxidation_own",
                        fuel_id("oxidation"),
                        format="0.000",
                    ),
                    _factor("ch4", "CH4"),
                    _factor("n2o", "N2O"),
                    of_equation("co2", "CO2 排放量 | CO2", "tCO2", FUEL_CO2, total=True),
                    _gas("ch4", "CH4"),
                    _gas("n2o", "N2O"),
                    co2e(f'IF([co2]="","",[co2]*{gwp("CO2")}+{_counted("ch4", "CH4")}+{_counted("n2o", "N2O")})'),
                    own_value("ncv_own", "低位发热量 | net calorific value", _NCV_UNIT, NCV_DOMAIN, format="0.000"),
                    own_value("carbon_content_own", "单位热值含碳量 | carbon content", "tC/GJ", CARBON_CONTENT_DOMAIN),
                    own_value("oxidation_own", "碳氧化率 | oxidation rate", "0–1", FRACTION, format="0.000"),
                    REASON,
                    *pollutant_columns("consumption", both("燃料消耗量 | fuel")),
                    *closing_columns(
                        ("department", "fuel", "consumption"),
                        (
                            missing("department", "部门 | department"),
                            not_listed("department", "部门 | department"),
                            missing("fuel", "燃料 | fuel"),
                            not_listed("fuel", "燃料 | fuel"),
                            not_listed("technology", "锅炉或移动源类型 | boiler or vehicle"),
                            _OTHER_FUEL,
                            missing("consumption", "消耗量 | consumption"),
                            not_number("consumption", "消耗量 | consumption"),
                            out_of(
                                "oxidation", "[oxidation]>1", "碳氧化率大于 1，疑为百分数 | oxidation above 1: percent?"
                            ),
                            out_of(
                                "carbon_content",
                                "[carbon_content]>0.2",
                                "含碳量过大，疑为 tC/TJ | carbon content: tC/TJ?",
                            ),
                            failed("co2e"),
                            without_reason(*OWN),
                            *POLLUTANT_TESTS,
                        ),
                    ),
                    u_activity("co2e"),
                    library_uncertainty(
                        "u_ncv", "发热量不确定度 | uncertainty of NCV", "co2e", fuel_id("ncv"), "ncv_own"
                    ),
                    library_uncertainty(
                        "u_carbon",
                        "含碳量不确定度 | uncertainty of carbon",
                        "co2e",
                        fuel_id("carbon_content"),
                        "carbon_content_own",
                    ),
                    library_uncertainty(
                        "u_oxidation",
                        "氧化率不确定度 | uncertainty of oxidation",
                        "co2e",
                        fuel_id("oxidation"),
                        "oxidation_own",
                    ),
                    _u_gas("ch4", "CH4"),
                    _u_gas("n2o", "N2O"),
                    *spread(
                        ("[co2e]*[u_activity]",),
                        (
                            "[co2e]*[u_ncv]",
                            f"[co2]*{gwp('CO2')}*[u_carbon]",
                            f"[co2]*{gwp('CO2')}*[u_oxidation]",
                            f"{_counted('ch4', 'CH4')}*[u_ch4]",
                            f"{_counted('n2o', 'N2O')}*[u_n2o]",
                        ),
                    ),
                ),
            ),
        ),
    )
