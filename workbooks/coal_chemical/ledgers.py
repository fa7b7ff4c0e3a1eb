"""The ledgers: every row with stage, process unit, evidence and data quality."""

from __future__ import annotations

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.accounting.capture import CO2_RECOVERED
from pycore.accounting.carbonates import CARBONATE_CO2, CARBONATE_FACTOR_DOMAIN
from pycore.accounting.combustion import CARBON_CONTENT_DOMAIN, FUEL_CO2, NCV_DOMAIN
from pycore.accounting.electricity_heat import ELECTRICITY_CO2, HEAT_CO2
from pycore.accounting.flue_gas import FLUE_GAS_MASS, HOURS_DOMAIN
from pycore.accounting.steam import (
    PRESSURE,
    SATURATION_TEMPERATURE,
    STEAM_ENTHALPY,
    STEAM_HEAT,
    STEAM_HEAT_OF_ENTHALPY,
    TEMPERATURE,
    WATER_HEAT,
)
from pycore.accounting.steam_native import (
    above_critical,
    below_saturation,
    native_enthalpy,
    native_saturation,
    native_temperature,
    saturation_auxiliaries,
)
from pycore.equations.domain import FRACTION, NOT_NEGATIVE, Domain
from pycore.language import Text, both
from pycore.sheets.definition import Column, Kind, Sheet, Table
from pycore.sheets.formulas import by_core, core_first
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.common.columns import (
    CONTENT,
    EVIDENCE,
    NO_EVIDENCE,
    NO_STAGE,
    NO_UNIT,
    NO_UNIT_CHOSEN,
    QUALITY,
    REASON,
    SCIENTIFIC,
    STAGE,
    UNIT,
    UNLISTED_PLACE,
    UNLISTED_QUALITY,
    calculated,
    choice,
    code_of,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    of_equation,
    out_of,
    own_value,
    row_check,
    text,
    u_activity,
    u_combined,
    u_factor,
    used,
    variance,
    without_reason,
)

_CARBON_UNIT = both("tC/t 或 tC/10⁴Nm³ | tC/t or tC/10⁴ Nm³")
_AMOUNT_UNIT = both("t 或 10⁴Nm³ | t or 10⁴ Nm³")
_NCV_UNIT = both("GJ/t 或 GJ/10⁴Nm³ | GJ/t or GJ/10⁴ Nm³")


def _fuel_id(parameter: str) -> str:
    return f'"fuel."&{code_of("settings_fuel_set", "fuel_set")}&"."&{code_of("[fuel]", "fuel")}&".{parameter}"'


_TOTALS = both(
    "末行合计包括现有、拟建和替代削减，只用于核对填写；各阶段的量见“排放汇总”。 | The last row adds existing, proposed and replaced, to "
    "check the entries; by stage see the sheet Summary."
)


def _intro(zh: str = "", en: str = "") -> Text:
    """What a ledger takes in, and what its last row means."""
    return Text(zh + _TOTALS.zh, f"{en} {_TOTALS.en}".strip())


_GAS_FUELS = (
    "natural_gas",
    "coke_oven_gas",
    "blast_furnace_gas",
    "converter_gas",
    "carbide_furnace_gas",
    "other_coal_gas",
)

FUELS = Sheet(
    key="fuels",
    title=both("化石燃料 | Fuels"),
    tab="input",
    intro=_intro(
        "锅炉等消耗的外购化石燃料。工艺加热炉燃用的自产燃料气已在碳平衡内，标“是”后只作列示，不重复计算。",
        "Fossil fuels burned in boilers and the like. Fuel gas of the plant's own that process heaters burn is inside the "
        "carbon balance: mark it with yes and it is listed but not counted again.",
    ),
    blocks=(
        Table(
            key="fuels",
            title=both("化石燃料消耗台账 | Ledger of fossil fuels"),
            rows=40,
            ledger=True,
            totals=True,
            columns=(
                STAGE,
                UNIT,
                choice("fuel", "燃料 | fuel", "fuel", width=17, required=True),
                text("use", "用途（设备） | use (equipment)", width=18),
                choice("in_balance", "自产燃料气（在碳平衡内） | own fuel gas (in carbon balance)", "yesno", width=13),
                number(
                    "consumption",
                    "消耗量 | consumption",
                    _AMOUNT_UNIT,
                    NOT_NEGATIVE,
                    required=True,
                    uncertain="[u_activity]",
                    width=14,
                ),
                calculated(
                    "measure",
                    "计量单位 | unit",
                    NO_UNIT,
                    Text(
                        'IF([fuel]="","",IF(OR('
                        + ",".join(f'{code_of("[fuel]", "fuel")}="{g}"' for g in _GAS_FUELS)
                        + '),"10⁴Nm³","t"))',
                        'IF([fuel]="","",IF(OR('
                        + ",".join(f'{code_of("[fuel]", "fuel")}="{g}"' for g in _GAS_FUELS)
                        + '),"10⁴ Nm³","t"))',
                    ),
                    kind=Kind.TEXT,
                    width=9,
                ),
                used(
                    "ncv",
                    "低位发热量 | net calorific value",
                    _NCV_UNIT,
                    "fuel",
                    "ncv_own",
                    _fuel_id("ncv"),
                    format="0.000",
                ),
                used(
                    "carbon_content",
                    "单位热值含碳量 | carbon content",
                    "tC/GJ",
                    "fuel",
                    "carbon_content_own",
                    _fuel_id("carbon_content"),
                ),
                used(
                    "oxidation",
                    "碳氧化率 | oxidation rate",
                    "0–1",
                    "fuel",
                    "oxidation_own",
                    _fuel_id("oxidation"),
                    format="0.000",
                ),
                of_equation("co2", "CO2 排放量 | CO2", "tCO2", FUEL_CO2),
                calculated(
                    "counted",
                    "计入总量 | counted in the total",
                    "tCO2",
                    'IF([co2]="","",IF([in_balance]=yesno_yes,0,[co2]))',
                    total=True,
                    width=14,
                ),
                own_value("ncv_own", "低位发热量 | net calorific value", _NCV_UNIT, NCV_DOMAIN, format="0.000"),
                own_value("carbon_content_own", "单位热值含碳量 | carbon content", "tC/GJ", CARBON_CONTENT_DOMAIN),
                own_value("oxidation_own", "碳氧化率 | oxidation rate", "0–1", FRACTION, format="0.000"),
                REASON,
                EVIDENCE,
                QUALITY,
                row_check(
                    ("stage", "unit", "fuel", "consumption"),
                    (
                        NO_STAGE,
                        NO_UNIT_CHOSEN,
                        *UNLISTED_PLACE,
                        missing("fuel", "燃料 | fuel"),
                        not_listed("fuel", "燃料 | fuel"),
                        not_listed("in_balance", "自产燃料气 | own fuel gas", "yesno"),
                        missing("consumption", "消耗量 | consumption"),
                        not_number("consumption", "消耗量 | consumption"),
                        out_of(
                            "oxidation", "[oxidation]>1", "碳氧化率大于 1，疑为百分数 | oxidation above 1: percent?"
                        ),
                        out_of(
                            "carbon_content", "[carbon_content]>0.2", "含碳量过大，疑为 tC/TJ | carbon content: tC/TJ?"
                        ),
                        failed("co2"),
                        without_reason("ncv_own", "carbon_content_own", "oxidation_own"),
                        UNLISTED_QUALITY,
                        NO_EVIDENCE,
                    ),
                ),
                u_activity("co2"),
                u_factor("u_ncv", "发热量不确定度 | uncertainty of NCV", "co2", "ncv_own", _fuel_id("ncv")),
                u_factor(
                    "u_carbon",
                    "含碳量不确定度 | uncertainty of carbon",
                    "co2",
                    "carbon_content_own",
                    _fuel_id("carbon_content"),
                ),
                u_factor(
                    "u_oxidation",
                    "氧化率不确定度 | uncertainty of oxidation",
                    "co2",
                    "oxidation_own",
                    _fuel_id("oxidation"),
                ),
                u_combined("co2", "u_activity", "u_oxidation"),
                variance("co2", "[counted]"),
            ),
        ),
    ),
)

# Materials that are always counted in tonnes, so that their carbon content cannot be above 1.
_SOLID = ",".join(
    f'{code_of("[material]", "material")}="{m}"' for m in ("feed_coal", "oil_products", "slag", "waste_water")
)


def _transferred(unit: str, partner: str, direction: str) -> str:
    """Carbon that one side of a transfer has written down."""
    return f"SUMIFS(carbon_carbon,carbon_stage,[stage],carbon_flow,flow_internal,carbon_unit,[{unit}],carbon_partner,[{partner}],carbon_direction,{direction})"


def _differs(giver: str, taker: str) -> str:
    """Whether what one unit gives the other differs from what the other has received; an error elsewhere is not this row's."""
    given = _transferred(giver, taker, "direction_product") + "+" + _transferred(giver, taker, "direction_other")
    taken = _transferred(taker, giver, "direction_in")
    return f"IFERROR(ABS({given}-{taken})>0.001*(1+ABS({taken})),FALSE)"


_UNMATCHED = f"IF([flow]=flow_internal,IF([direction]=direction_in,{_differs('partner', 'unit')},{_differs('unit', 'partner')}),FALSE)"
_MATERIAL_ID = f'"carbon."&{code_of("[material]", "material")}'
CARBON = Sheet(
    key="carbon",
    title=both("碳流台账 | Carbon flows"),
    tab="input",
    intro=both(
        "按工序列出带入的碳（原料、二氧化碳原料、上游中间品）和带出的碳（产品、副产品、下游中间品、灰渣废水）。工艺加热炉燃用自产燃料气不作为带出项。 | Carbon into each process "
        "unit (feed, CO2 as feed, intermediates) and out of it (products, by-products, intermediates, slag, "
        "waste water). Own fuel gas burned in process heaters is not an outflow."
    ),
    blocks=(
        Table(
            key="carbon",
            title=both("原料、产品和其他含碳物料台账 | Ledger of raw materials, products and other carbon flows"),
            rows=70,
            ledger=True,
            columns=(
                STAGE,
                UNIT,
                choice("direction", "碳流方向 | carbon flow", "direction", width=13, required=True),
                choice(
                    "flow",
                    "流向范围 | inside or outside",
                    "flow",
                    width=12,
                    required=True,
                    help=both(
                        "工序间转移在上游记带出、下游记带入；下游的数量和含碳量用公式引用上游的单元格（如 =H8），模拟时才按同一个量变化。 | A transfer leaves one unit and enters "
                        "the other; let the amount and carbon content of the second row refer to the first (=H8), so that a "
                        "simulation draws them as one."
                    ),
                ),
                choice(
                    "partner",
                    "对方工序 | other unit",
                    "unit",
                    width=13,
                    help=both("工序间转移填写来源或去向的工序。 | For a transfer: the unit it goes to or comes from."),
                ),
                choice("material", "物料 | material", "material", width=24, required=True),
                text("name", "物料名称或流股号 | name or stream number", width=20),
                number(
                    "quantity",
                    "数量 | quantity",
                    _AMOUNT_UNIT,
                    NOT_NEGATIVE,
                    required=True,
                    uncertain="[u_activity]",
                    width=15,
                ),
                used(
                    "content",
                    "含碳量 | carbon content",
                    _CARBON_UNIT,
                    "material",
                    "content_own",
                    _MATERIAL_ID,
                    format=CONTENT,
                ),
                of_equation("carbon", "碳量 | carbon", "tC", ACTIVITY_EMISSION, "[quantity]", "[content]"),
                own_value(
                    "content_own",
                    "含碳量 | carbon content",
                    _CARBON_UNIT,
                    Domain(
                        0,
                        30,
                        hint=both(
                            "含碳量单位为 tC/t（不大于 1）或 tC/10⁴Nm³；百分数请除以 100。 | Carbon content is in tC/t (at most 1) or tC per 10⁴ Nm³;"
                            " divide a percentage by 100."
                        ),
                    ),
                    format=CONTENT,
                ),
                REASON,
                EVIDENCE,
                QUALITY,
                row_check(
                    ("stage", "unit", "direction", "flow", "material", "quantity"),
                    (
                        NO_STAGE,
                        NO_UNIT_CHOSEN,
                        *UNLISTED_PLACE,
                        missing("direction", "碳流方向 | carbon flow"),
                        not_listed("direction", "碳流方向 | carbon flow"),
                        missing("flow", "流向范围 | inside or outside"),
                        not_listed("flow", "流向范围 | inside or outside"),
                        not_listed("partner", "对方工序 | other unit", "unit"),
                        missing("material", "物料 | material"),
                        not_listed("material", "物料 | material"),
                        missing("quantity", "数量 | quantity"),
                        not_number("quantity", "数量 | quantity"),
                        (
                            'AND([flow]=flow_internal,[partner]="")',
                            "工序间转移缺对方工序 | transfer: other unit missing",
                        ),
                        (
                            'AND([material]<>"",[content_own]="",ISERROR([content]))',
                            "请填实测含碳量 | enter the measured carbon content",
                        ),
                        out_of("content", "[content]>30", "含碳量过大，疑为百分数 | carbon content too high: percent?"),
                        out_of(
                            "content",
                            f"AND([content]>1,OR({_SOLID}))",
                            "含碳量大于 1 tC/t，疑为百分数 | carbon above 1 tC/t: percent?",
                        ),
                        failed("carbon"),
                        (_UNMATCHED, "与对方工序所记的碳量不等 | other unit's carbon differs"),
                        without_reason("content_own"),
                        UNLISTED_QUALITY,
                        NO_EVIDENCE,
                    ),
                ),
                u_activity("carbon"),
                u_factor("u_content", "含碳量不确定度 | uncertainty of carbon", "carbon", "content_own", _MATERIAL_ID),
                u_combined("carbon", "u_activity", "u_content"),
                variance("carbon", "[carbon]*44/12*IF([flow]=flow_internal,0,1)"),
                # A transfer cancels where both units belong to a product and counts by the difference of their shares.
                *(
                    calculated(
                        f"variance{i}",
                        f"工序间方差项（产品{i}） | variance of transfers, product {i}",
                        NO_UNIT,
                        f'IF([carbon]="","",IF(OR([flow]<>flow_internal,[direction]=direction_in,[partner]=""),0,([carbon]*44/12*[u])^2'
                        f"*(SUM(INDEX(units_share{i},MATCH([unit],unit_list,0)))-SUM(INDEX(units_share{i},MATCH([partner],unit_list,0))))^2))",
                        format=SCIENTIFIC,
                        width=12,
                    )
                    for i in range(1, PRODUCT_ROWS + 1)
                ),
            ),
        ),
    ),
)

_CARBONATE_ID = f'"carbonate."&{code_of("[carbonate]", "carbonate")}'
CARBONATES = Sheet(
    key="carbonates",
    title=both("碳酸盐 | Carbonates"),
    tab="input",
    intro=_intro(
        "按碳酸盐的种类和纯度核算：用作助熔剂、脱硫剂等。",
        "By kind and purity: used as flux, for desulphurisation and the like.",
    ),
    blocks=(
        Table(
            key="carbonates",
            title=both("碳酸盐使用台账 | Ledger of carbonates"),
            rows=20,
            ledger=True,
            totals=True,
            columns=(
                STAGE,
                UNIT,
                choice("carbonate", "碳酸盐 | carbonate", "carbonate", width=22, required=True),
                text("use", "用途 | use", width=18),
                number(
                    "consumption", "消耗量 | consumption", "t", NOT_NEGATIVE, required=True, uncertain="[u_activity]"
                ),
                used(
                    "emission_factor",
                    "排放因子 | emission factor",
                    "tCO2/t",
                    "carbonate",
                    "emission_factor_own",
                    _CARBONATE_ID,
                    format="0.0000",
                ),
                number("purity", "纯度（空白为 1） | purity (blank: 1)", "0–1", FRACTION, format="0.000"),
                calculated(
                    "purity_used",
                    "采用纯度 | purity in use",
                    "0–1",
                    'IF([carbonate]="","",IF([purity]="",1,[purity]))',
                    format="0.000",
                ),
                of_equation(
                    "co2",
                    "CO2 排放量 | CO2",
                    "tCO2",
                    CARBONATE_CO2,
                    "[consumption]",
                    "[emission_factor]",
                    "[purity_used]",
                    total=True,
                ),
                own_value(
                    "emission_factor_own",
                    "排放因子 | emission factor",
                    "tCO2/t",
                    CARBONATE_FACTOR_DOMAIN,
                    format="0.0000",
                ),
                REASON,
                EVIDENCE,
                QUALITY,
                row_check(
                    ("stage", "unit", "carbonate", "consumption"),
                    (
                        NO_STAGE,
                        NO_UNIT_CHOSEN,
                        *UNLISTED_PLACE,
                        missing("carbonate", "碳酸盐 | carbonate"),
                        not_listed("carbonate", "碳酸盐 | carbonate"),
                        missing("consumption", "消耗量 | consumption"),
                        not_number("consumption", "消耗量 | consumption"),
                        out_of("purity", "[purity]>1", "纯度大于 1，疑为百分数 | purity above 1: percent?"),
                        failed("co2"),
                        without_reason("emission_factor_own"),
                        UNLISTED_QUALITY,
                        NO_EVIDENCE,
                    ),
                ),
                u_activity("co2"),
                u_factor(
                    "u_factor", "因子不确定度 | uncertainty of factor", "co2", "emission_factor_own", _CARBONATE_ID
                ),
                u_combined("co2", "u_activity", "u_factor"),
                variance("co2", "[co2]"),
            ),
        ),
    ),
)

ELECTRICITY = Sheet(
    key="electricity",
    title=both("电力 | Electricity"),
    tab="input",
    intro=_intro(
        "购入和外供电力分行填写；电力因子在“项目信息”选择，也可逐行填自有值。",
        "Bought and sold power in separate rows; the factor is chosen on the sheet Project, or given for a row.",
    ),
    blocks=(
        Table(
            key="electricity",
            title=both("购入与外供电力台账 | Ledger of electricity bought and sold"),
            rows=30,
            ledger=True,
            totals=True,
            columns=(
                STAGE,
                UNIT,
                choice("trade", "购入或外供 | bought or sold", "trade", width=12, required=True),
                choice("power", "电力类别 | kind of power", "power", width=12),
                text("use", "用电设备 | used by", width=22),
                number(
                    "electricity",
                    "电量 | electricity",
                    "MWh",
                    NOT_NEGATIVE,
                    required=True,
                    uncertain="[u_activity]",
                    width=15,
                ),
                calculated(
                    "emission_factor",
                    "电力因子 | emission factor",
                    "tCO2/MWh",
                    'IF([trade]="","",IF([emission_factor_own]<>"",[emission_factor_own],'
                    "IF(AND([power]=power_green,settings_green_zero=yesno_yes),0,settings_electricity)))",
                    format="0.0000",
                ),
                of_equation("co2", "CO2 排放量 | CO2", "tCO2", ELECTRICITY_CO2),
                calculated(
                    "signed",
                    "计入总量（外供为负） | counted (sold: negative)",
                    "tCO2",
                    'IF([co2]="","",IF([trade]=trade_sold,-[co2],[co2]))',
                    total=True,
                    width=15,
                ),
                own_value(
                    "emission_factor_own",
                    "电力因子 | emission factor",
                    "tCO2/MWh",
                    Domain(0, 2, hint=both("单位为 tCO2/MWh（即 kgCO2/kWh）。 | In tCO2/MWh, which is kgCO2/kWh.")),
                    format="0.0000",
                ),
                REASON,
                EVIDENCE,
                QUALITY,
                row_check(
                    ("stage", "unit", "trade", "electricity"),
                    (
                        NO_STAGE,
                        NO_UNIT_CHOSEN,
                        *UNLISTED_PLACE,
                        missing("trade", "购入或外供 | bought or sold"),
                        not_listed("trade", "购入或外供 | bought or sold"),
                        not_listed("power", "电力类别 | kind of power"),
                        missing("electricity", "电量 | electricity"),
                        not_number("electricity", "电量 | electricity"),
                        failed("co2"),
                        without_reason("emission_factor_own"),
                        UNLISTED_QUALITY,
                        NO_EVIDENCE,
                    ),
                ),
                u_activity("co2"),
                u_factor(
                    "u_factor",
                    "因子不确定度 | uncertainty of factor",
                    "co2",
                    "emission_factor_own",
                    "settings_electricity_id",
                ),
                u_combined("co2", "u_activity", "u_factor"),
                variance("co2", "[co2]"),
            ),
        ),
    ),
)

_NO_STEAM = '[medium]<>medium_steam,[pressure]=""'
_SATURATION = core_first(SATURATION_TEMPERATURE.call(["[pressure]"]), native_saturation("[pressure]", "[if97_d]"))
_ENTHALPY = core_first(STEAM_ENTHALPY.call(["[pressure]", "[temperature]"]), native_enthalpy("[pressure]", "[t_used]"))
_OF_STEAM = core_first(
    STEAM_HEAT.call(["[quantity]", "[pressure]", "[temperature]"]),
    STEAM_HEAT_OF_ENTHALPY.native_guarded(["[quantity]", "[enthalpy]"]),
)
_OF_WATER = by_core(WATER_HEAT, "[quantity]", "[temperature]")
_AUXILIARIES = saturation_auxiliaries("[pressure]", {"E": "[if97_e]", "F": "[if97_f]", "G": "[if97_g]"})


def _auxiliary(letter: str, formula: str) -> Column:
    """A quantity on the way to the saturation temperature, at the end of the row; E, the first, says whether there is any."""
    blank = "OR([medium]<>medium_steam,NOT(ISNUMBER([pressure])))" if letter == "E" else '[if97_e]=""'
    title = both("辅助 E（IF97） | aux E (IF97)") if letter == "E" else Text(f"辅助 {letter}", f"aux {letter}")
    return calculated(
        f"if97_{letter.lower()}", title, NO_UNIT, f'IF({blank},"",{formula})', format="0.000E+00", width=11
    )


HEAT = Sheet(
    key="heat",
    title=both("热力 | Heat"),
    tab="input",
    intro=_intro(
        "蒸汽按绝对压力和温度换算热量（温度空白为饱和蒸汽），热水按温度，或直接填热量。热量从 20 ℃ 给水算起。",
        "Steam by absolute pressure and temperature (blank: saturated), hot water by temperature, or heat directly. Heat counts "
        "from feed water at 20 °C.",
    ),
    blocks=(
        Table(
            key="heat",
            title=both("购入与外供蒸汽、热力台账 | Ledger of steam and heat bought and sold"),
            rows=24,
            ledger=True,
            totals=True,
            columns=(
                STAGE,
                UNIT,
                choice("trade", "购入或外供 | bought or sold", "trade", width=12, required=True),
                choice("medium", "介质 | medium", "medium", width=13, required=True),
                text("use", "用途（管网等级） | use (grade)", width=20),
                number(
                    "quantity",
                    "数量 | quantity",
                    "蒸汽、热水 t；热量 GJ | t; for heat GJ",
                    NOT_NEGATIVE,
                    required=True,
                    uncertain="[u_activity]",
                    width=15,
                ),
                number("pressure", "绝对压力 | absolute pressure", "MPa", PRESSURE.domain, format="0.000", width=11),
                number(
                    "temperature",
                    "温度（空白为饱和） | temperature (blank: saturated)",
                    "℃ | °C",
                    TEMPERATURE.domain,
                    format="0.0",
                    width=12,
                ),
                calculated(
                    "saturation",
                    "饱和温度 | saturation temperature",
                    "℃ | °C",
                    f'IF(OR({_NO_STEAM}),"",IF({above_critical("[pressure]")},"",{_SATURATION}))',
                    format="0.00",
                    width=11,
                ),
                calculated(
                    "t_used",
                    "采用温度 | temperature in use",
                    "℃ | °C",
                    f'IF(OR({_NO_STEAM}),"",{native_temperature("[pressure]", "[temperature]", "[saturation]")})',
                    format="0.00",
                    width=11,
                ),
                calculated(
                    "enthalpy", "焓值 | enthalpy", "kJ/kg", f'IF([t_used]="","",{_ENTHALPY})', format="0.00", width=11
                ),
                calculated(
                    "heat",
                    "热量 | heat",
                    "GJ",
                    f'IF(OR([medium]="",[quantity]=""),"",IF([medium]=medium_steam,IF([enthalpy]="","",{_OF_STEAM}),'
                    f'IF([medium]=medium_water,IF([temperature]="","",{_OF_WATER}),[quantity])))',
                    width=15,
                ),
                calculated(
                    "emission_factor",
                    "热力因子 | emission factor",
                    "tCO2/GJ",
                    'IF([trade]="","",IF([emission_factor_own]<>"",[emission_factor_own],settings_heat))',
                    format="0.000",
                    width=11,
                ),
                of_equation("co2", "CO2 排放量 | CO2", "tCO2", HEAT_CO2),
                calculated(
                    "signed",
                    "计入总量（外供为负） | counted (sold: negative)",
                    "tCO2",
                    'IF([co2]="","",IF([trade]=trade_sold,-[co2],[co2]))',
                    total=True,
                    width=15,
                ),
                own_value("emission_factor_own", "热力因子 | emission factor", "tCO2/GJ", Domain(0, 1), format="0.000"),
                REASON,
                EVIDENCE,
                QUALITY,
                row_check(
                    ("stage", "unit", "trade", "medium", "quantity"),
                    (
                        NO_STAGE,
                        NO_UNIT_CHOSEN,
                        *UNLISTED_PLACE,
                        missing("trade", "购入或外供 | bought or sold"),
                        not_listed("trade", "购入或外供 | bought or sold"),
                        missing("medium", "介质 | medium"),
                        not_listed("medium", "介质 | medium"),
                        missing("quantity", "数量 | quantity"),
                        not_number("quantity", "数量 | quantity"),
                        ('AND([medium]=medium_steam,[pressure]="")', "蒸汽缺压力 | steam: pressure missing"),
                        ('AND([medium]=medium_water,[temperature]="")', "热水缺温度 | hot water: temperature missing"),
                        (
                            f"IF(AND([medium]=medium_steam,ISNUMBER([saturation]),ISNUMBER([temperature])),{below_saturation('[temperature]', '[saturation]')},FALSE)",
                            "温度低于饱和温度，为水 | below saturation: this is water",
                        ),
                        failed("co2"),
                        without_reason("emission_factor_own"),
                        UNLISTED_QUALITY,
                        NO_EVIDENCE,
                    ),
                ),
                u_activity("co2"),
                u_factor(
                    "u_factor", "因子不确定度 | uncertainty of factor", "co2", "emission_factor_own", '"heat.national"'
                ),
                u_combined("co2", "u_activity", "u_factor"),
                variance("co2", "[co2]"),
                *(_auxiliary(letter, formula) for letter, formula in _AUXILIARIES.items()),
            ),
        ),
    ),
)

CAPTURE = Sheet(
    key="capture",
    title=both("CO2 回收利用 | CO2 capture"),
    tab="input",
    intro=_intro(
        "捕集和利用装置回收并外供、封存或自用转化的 CO2，作为扣除项。",
        "CO2 captured and exported, stored or converted on site: it is deducted.",
    ),
    blocks=(
        Table(
            key="capture",
            title=both("CO2 捕集、利用与外供台账 | Ledger of CO2 captured, used and exported"),
            rows=12,
            ledger=True,
            totals=True,
            columns=(
                STAGE,
                UNIT,
                choice("recovery", "CO2 去向 | use of CO2", "recovery", width=13, required=True),
                text("use", "接收单位或用途 | receiver or use", width=22),
                number(
                    "volume",
                    "气体体积 | volume",
                    "10⁴Nm³ | 10⁴ Nm³",
                    NOT_NEGATIVE,
                    required=True,
                    uncertain="[u_activity]",
                ),
                number("purity", "CO2 纯度 | purity", "0–1", FRACTION, required=True, format="0.000"),
                of_equation(
                    "co2",
                    "CO2 回收量 | CO2 recovered",
                    "tCO2",
                    CO2_RECOVERED,
                    "[volume]",
                    "[purity]",
                    "settings_co2_density",
                    total=True,
                ),
                EVIDENCE,
                QUALITY,
                row_check(
                    ("stage", "unit", "recovery", "volume", "purity"),
                    (
                        NO_STAGE,
                        NO_UNIT_CHOSEN,
                        *UNLISTED_PLACE,
                        missing("recovery", "CO2 去向 | use of CO2"),
                        not_listed("recovery", "CO2 去向 | use of CO2"),
                        missing("volume", "体积 | volume"),
                        missing("purity", "纯度 | purity"),
                        not_number("volume", "体积 | volume"),
                        out_of("purity", "[purity]>1", "纯度大于 1，疑为百分数 | purity above 1: percent?"),
                        failed("co2"),
                        UNLISTED_QUALITY,
                        NO_EVIDENCE,
                    ),
                ),
                u_activity("co2"),
                calculated(
                    "u_density",
                    "密度不确定度 | uncertainty of density",
                    "±%",
                    'IF([co2]="","",INDEX(factors_uncertainty,MATCH("constant.co2_density",factors_id,0)))',
                    format="0.0%",
                    width=11,
                ),
                u_combined("co2", "u_activity", "u_density"),
                variance("co2", "[co2]"),
            ),
        ),
    ),
)

NOX = Sheet(
    key="nox",
    title=both("氮氧化物 | NOx"),
    tab="input",
    intro=_intro(
        "按排气筒核算 NOx：浓度 × 烟气量 × 时间。浓度和烟气量均为标准状态干烟气、同一基准含氧量。",
        "NOx by stack: concentration × flow × time. Both dry, at standard state and the same reference oxygen.",
    ),
    blocks=(
        Table(
            key="nox",
            title=both("NOx 排放台账 | Ledger of NOx by stack"),
            rows=40,
            ledger=True,
            totals=True,
            columns=(
                STAGE,
                UNIT,
                text("stack", "排气筒（编号、设备） | stack (number, equipment)", width=26, required=True),
                number(
                    "concentration",
                    "排放浓度 | concentration",
                    "mg/m³",
                    NOT_NEGATIVE,
                    required=True,
                    uncertain="[u_activity]",
                ),
                number(
                    "flow",
                    "烟气量 | flue gas flow",
                    "m³/h",
                    NOT_NEGATIVE,
                    required=True,
                    format="#,##0",
                    uncertain="[u_activity]",
                ),
                number("hours", "年运行时间 | hours a year", "h", HOURS_DOMAIN, required=True, format="#,##0"),
                of_equation("nox", "NOx 排放量 | NOx", "t", FLUE_GAS_MASS, format="#,##0.000", total=True),
                number("limit", "排放限值 | emission limit", "mg/m³", NOT_NEGATIVE),
                EVIDENCE,
                QUALITY,
                row_check(
                    ("stage", "unit", "stack", "concentration", "flow", "hours"),
                    (
                        NO_STAGE,
                        NO_UNIT_CHOSEN,
                        *UNLISTED_PLACE,
                        missing("stack", "排气筒 | stack"),
                        missing("concentration", "浓度 | concentration"),
                        missing("flow", "烟气量 | flow"),
                        missing("hours", "时间 | hours"),
                        not_number("concentration", "浓度 | concentration"),
                        not_number("flow", "烟气量 | flow"),
                        not_number("hours", "时间 | hours"),
                        out_of("hours", "[hours]>8784", "时间超过 8784 h | more than 8784 h"),
                        failed("nox"),
                        (
                            "AND(ISNUMBER([limit]),ISNUMBER([concentration]),[concentration]>[limit])",
                            "浓度超过限值 | above the limit",
                        ),
                        UNLISTED_QUALITY,
                        NO_EVIDENCE,
                    ),
                ),
                u_activity("nox"),
                calculated(
                    "u_flow",
                    "烟气量不确定度 | uncertainty of flow",
                    "±%",
                    'IF([nox]="","",[u_activity])',
                    format="0.0%",
                    width=11,
                ),
                u_combined("nox", "u_activity", "u_flow"),
                variance("nox", "[nox]"),
            ),
        ),
    ),
)

METHANE = Sheet(
    key="methane",
    title=both("甲烷 | Methane"),
    tab="input",
    intro=_intro(
        "甲烷单独核算，不计入二氧化碳总量（编制说明第 4 章）。",
        "Methane is counted separately and is not in the CO2 total (chapter 4 of the note).",
    ),
    blocks=(
        Table(
            key="methane",
            title=both("甲烷排放台账 | Ledger of methane"),
            rows=16,
            ledger=True,
            totals=True,
            columns=(
                STAGE,
                UNIT,
                text("source", "排放源 | source", width=26, required=True),
                number(
                    "ch4",
                    "甲烷排放量 | methane",
                    "tCH4",
                    NOT_NEGATIVE,
                    required=True,
                    uncertain="[u_activity]",
                    format="#,##0.000",
                ),
                calculated("gwp", "GWP100", "tCO2e/tCH4", 'IF([ch4]="","",settings_gwp_ch4)', format="0.0"),
                of_equation(
                    "co2e", "折二氧化碳当量 | CO2 equivalent", "tCO2e", ACTIVITY_EMISSION, "[ch4]", "[gwp]", total=True
                ),
                EVIDENCE,
                QUALITY,
                row_check(
                    ("stage", "unit", "source", "ch4"),
                    (
                        NO_STAGE,
                        NO_UNIT_CHOSEN,
                        *UNLISTED_PLACE,
                        missing("source", "排放源 | source"),
                        missing("ch4", "甲烷量 | methane"),
                        not_number("ch4", "甲烷量 | methane"),
                        failed("co2e"),
                        UNLISTED_QUALITY,
                        NO_EVIDENCE,
                    ),
                ),
                u_activity("ch4"),
            ),
        ),
    ),
)

LEDGERS = (FUELS, CARBON, CARBONATES, ELECTRICITY, HEAT, CAPTURE, NOX, METHANE)
LEDGER_KEYS = tuple(sheet.key for sheet in LEDGERS)
