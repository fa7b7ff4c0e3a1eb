"""The ledgers: every row with stage, process unit, evidence and data quality."""

from __future__ import annotations

from functools import partial

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.accounting.as_received import CARBON_OF_UNIT_DOMAIN, MEASURED_CO2
from pycore.accounting.capture import CO2_RECOVERED
from pycore.accounting.carbon_usual import MOST_IN_SLAG, MOST_IN_WATER
from pycore.accounting.carbonates import CARBONATE_CO2
from pycore.accounting.combustion import FUEL_CO2
from pycore.accounting.electricity_heat import ELECTRICITY_CO2, HEAT_CO2
from pycore.accounting.flue_gas import FLUE_GAS_MASS
from pycore.accounting.steam import PRESSURE, TEMPERATURE
from pycore.equations.domain import FRACTION, NOT_NEGATIVE, Domain
from pycore.language import both
from pycore.library import library
from pycore.sheets.meanings import Meaning
from workbooks.coal_chemical import steam
from workbooks.coal_chemical.lists import OWN_MATERIAL
from workbooks.coal_chemical.samples import CARBON_OF_SAMPLE, IS_GAS_SAMPLE
from workbooks.coal_chemical.transfers import MAKES, UNMATCHED, transfer_variances
from workbooks.common.cells import sum_where
from workbooks.common.columns import (
    CONTENT,
    STAGE,
    UNIT,
    calculated,
    choice,
    code_of,
    factor_uncertainty,
    factor_value,
    number,
    of_equation,
    out_of,
    text,
)
from workbooks.common.formulas import is_one_of
from workbooks.common.ledger import Ledger, Part, entered, of_choice, taken
from workbooks.common.own_carbonates import OWN_CARBONATES
from workbooks.common.own_fuels import BY_VOLUME, OWN_FUELS

_TOTALS = both(
    "{}末行合计包括所有阶段，只用于核对填写；各阶段的量见“排放汇总”。 | {} The last row adds all stages, to check the "
    "entries; by stage see the sheet Summary."
)
ledger = partial(Ledger, place=(STAGE, UNIT), alike="stage", alternatives=True)

GAS_FUELS = (
    "natural_gas", "coke_oven_gas", "blast_furnace_gas", "converter_gas", "carbide_furnace_gas", "other_coal_gas",
)  # fmt: skip
# Materials that are always counted in tonnes, so that their carbon content cannot be above 1.
SOLIDS = ("feed_coal", "oil_products", "slag", "waste_water")
_AMOUNT = "t 或 10⁴Nm³ | t or 10⁴ Nm³"
_IS_GAS = OWN_FUELS.one_of(BY_VOLUME, is_one_of("[fuel]", "fuel", GAS_FUELS))
_GAS_OR_MASS = f'IF([fuel]="","",IF({_IS_GAS},"{{}}","t"))'
_SIGNED = 'IF([co2]="","",IF([trade]=trade_sold,-[co2],[co2]))'

_SAMPLE = choice(
    "sample",
    "检测样品（煤质、气体） | sample (coal, gas)",
    "=samples_name",
    width=18,
    help=both("选后采用该样品的收到基含碳量。 | The row then takes the sample's carbon as received."),
)
_MEASURED = f'IF([carbon_measured]<>"",[carbon_measured],IF([sample]<>"",{CARBON_OF_SAMPLE},""))'
_COUNTS = "IF([in_balance]=yesno_yes,0,1)"
_COUNTS_BY_ENERGY = 'IF(OR([in_balance]=yesno_yes,[carbon]<>""),0,1)'
_BY_CARBON = ("[consumption]", "[carbon]", "[oxidation]")
_OTHER_STATE = f'IF([sample]="",FALSE,IFERROR(({IS_GAS_SAMPLE})<>({_IS_GAS}),FALSE))'

FUELS = ledger(
    key="fuels",
    name="化石燃料 | Fuels",
    title="化石燃料消耗台账 | Ledger of fossil fuels",
    intro=both(
        "锅炉等消耗的外购化石燃料。工艺加热炉燃用的自产燃料气已在碳平衡内，标“是”后只作列示，不重复计算。 | Fossil fuels burned in "
        "boilers and the like. Fuel gas of the plant's own that process heaters burn is inside the carbon "
        "balance: mark it "
        "with yes and it is listed but not counted again."
    ).within(_TOTALS),
    rows=40,
    columns=(
        choice("fuel", "燃料 | fuel", "fuel", width=17, required=True),
        text("use", "用途（设备） | use (equipment)"),
        choice(
            "in_balance",
            "自产燃料气（在碳平衡内） | own fuel gas (in carbon balance)",
            "yesno",
            width=13,
            meaning=Meaning.IN_BALANCE,
        ),
        entered("consumption", FUEL_CO2),
        of_choice("measure", both("10⁴Nm³ | 10⁴ Nm³").within(_GAS_OR_MASS)),
        taken("ncv", FUEL_CO2, "fuel.{settings.fuel_set}.{fuel}.ncv", format="0.000", users=OWN_FUELS),
        taken("carbon_content", FUEL_CO2, "fuel.{settings.fuel_set}.{fuel}.carbon_content", users=OWN_FUELS),
        taken("oxidation", FUEL_CO2, "fuel.{settings.fuel_set}.{fuel}.oxidation", format="0.000", users=OWN_FUELS),
        _SAMPLE,
        number(
            "carbon_measured",
            "实测收到基含碳量 | measured carbon as received",
            "tC/t 或 tC/10⁴Nm³ | tC/t or tC/10⁴ Nm³",
            CARBON_OF_UNIT_DOMAIN,
            format=CONTENT,
            uncertain="[u_activity]",
            help=both(
                "填写后按 消耗量 × 含碳量 × 氧化率 × 44/12 核算，优先于发热量 × 单位热值含碳量。 | Where it is given CO2 is consumption × "
                "carbon × oxidation × 44/12, before calorific value × carbon by energy."
            ),
        ),
        calculated(
            "carbon",
            "采用的实测含碳量 | measured carbon in use",
            "tC/t 或 tC/10⁴Nm³ | tC/t or tC/10⁴ Nm³",
            f'IF([fuel]="","",{_MEASURED})',
            format=CONTENT,
        ),
        of_equation("co2_energy", "按发热量 | by calorific value", "tCO2", FUEL_CO2, helper=True),
        of_equation(
            "co2_measured", "按实测含碳量 | by measured carbon", "tCO2", MEASURED_CO2, *_BY_CARBON, helper=True
        ),
        calculated(
            "co2",
            "CO2 排放量 | CO2",
            "tCO2",
            'IF([carbon]<>"",[co2_measured],[co2_energy])',
            width=14,
        ),
        calculated(
            "counted",
            "计入总量 | counted in the total",
            "tCO2",
            'IF([co2]="","",IF([in_balance]=yesno_yes,0,[co2]))',
            total=True,
        ),
    ),
    emission="[counted]",
    parts=(
        Part(key="co2_energy", equation=FUEL_CO2, counts=_COUNTS_BY_ENERGY),
        Part(key="co2_measured", equation=MEASURED_CO2, arguments=_BY_CARBON, counts=_COUNTS),
    ),
    activity=("carbon",),
    present="co2",
    tests=(
        (
            'AND([sample]<>"",[carbon_measured]<>"")',
            "样品和实测含碳量只用一个 | a sample or a measured carbon, not both",
        ),
        (
            'AND([sample]<>"",ISNUMBER([carbon])=FALSE)',
            "样品没有收到基含碳量 | the sample has no carbon as received",
        ),
        (_OTHER_STATE, "气体与固液体不符：核对样品和燃料 | a gas for a solid, or the reverse: check sample and fuel"),
        out_of(
            "carbon", f"AND([carbon]>1,NOT({_IS_GAS}))", "含碳量大于 1 tC/t，疑为百分数 | carbon above 1 tC/t: percent?"
        ),
        (
            'AND([carbon_content_own]<>"",[carbon]<>"")',
            "已有实测含碳量，单位热值含碳量的自有值不起作用 | measured carbon counts: the own carbon by energy has no use",
        ),
    ),
)

_OWN_CODE = code_of("[material]", "material")
_IS_OWN = f'IFERROR(LEFT({_OWN_CODE},{len(OWN_MATERIAL)})="{OWN_MATERIAL}",FALSE)'
_OWN_ROW = f'MATCH([material],material_list,0)-MATCH("{OWN_MATERIAL}1",material_code,0)+1'
_MATERIAL_ID = f'"carbon."&{_OWN_CODE}'
_CONTENT = (
    f'IF([sample]<>"",{CARBON_OF_SAMPLE},'
    f"IF({_IS_OWN},INDEX(own_materials_content,{_OWN_ROW}),{factor_value(_MATERIAL_ID)}))"
)
_CONTENT_U = (
    f'IF([sample]<>"",[u_activity],IF({_IS_OWN},IF(INDEX(own_materials_u,{_OWN_ROW})="",[u_activity],'
    f"INDEX(own_materials_u,{_OWN_ROW})),{factor_uncertainty('[id_content]')}))"
)

_CARBON_IN = sum_where("carbon", "carbon", stage="[stage]", unit="[unit]", direction="direction_in")


def _takes_much(material: str, most: float) -> str:
    """Whether a residue takes more of the carbon along that came into its unit than is usual."""
    of_residue = is_one_of("[material]", "material", (material,))
    return f"IF({of_residue},AND({_CARBON_IN}>0,[carbon]>{most}*{_CARBON_IN}),FALSE)"


_RESIDUE = (
    f"IFERROR(AND([direction]<>direction_in,OR({_takes_much('slag', MOST_IN_SLAG)},"
    f"{_takes_much('waste_water', MOST_IN_WATER)})),FALSE)"
)
CARBON = ledger(
    key="carbon",
    name="碳流台账 | Carbon flows",
    title="原料、产品和其他含碳物料台账 | Ledger of raw materials, products and other carbon flows",
    intro=(
        "按工序列出带入的碳（原料、二氧化碳原料、上游中间品）和带出的碳（产品、副产品、下游中间品、灰渣废水）。工艺加热炉燃用自产燃料气不作为带出项。 | "
        "Carbon into each process unit (feed, CO2 as feed, intermediates) and out of it (products, by-products, "
        "intermediates, slag, waste water). Own fuel gas burned in process heaters is not an outflow."
    ),
    rows=70,
    totals=False,
    columns=(
        choice("direction", "碳流方向 | carbon flow", "direction", width=13, required=True),
        choice(
            "flow",
            "流向范围 | inside or outside",
            "flow",
            required=True,
            help=both(
                "工序间转移在上游记带出、下游记带入；下游的数量和含碳量用公式引用上游的单元格（如 =H8），模拟时才按同一个量变化。 | A transfer leaves "
                "one unit and enters the other; let the amount and carbon content of the second row refer to the first "
                "(=H8), so that a simulation draws them as one."
            ),
        ),
        choice(
            "partner",
            "对方工序 | other unit",
            "unit",
            width=13,
            meaning=Meaning.PARTNER,
            help=both("工序间转移填写来源或去向的工序。 | For a transfer: the unit it goes to or comes from."),
        ),
        choice("material", "物料 | material", "material", width=24, required=True),
        text("name", "物料名称或流股号 | name or stream number", width=20),
        entered("quantity", ACTIVITY_EMISSION, "数量 | quantity", _AMOUNT, argument="activity", width=15),
        _SAMPLE,
        taken(
            "content",
            ACTIVITY_EMISSION,
            f'=IF([sample]<>"","",{_MATERIAL_ID})',
            "含碳量 | carbon content",
            "tC/t 或 tC/10⁴Nm³ | tC/t or tC/10⁴ Nm³",
            argument="emission_factor",
            format=CONTENT,
            chosen="material",
            value=_CONTENT,
            uncertainty=_CONTENT_U,
            domain=Domain(
                0,
                30,
                hint=both(
                    "含碳量单位为 tC/t（不大于 1）或 tC/10⁴Nm³；百分数请除以 100。 | Carbon content is in tC/t (at most 1) or tC "
                    "per 10⁴ Nm³; divide a percentage by 100."
                ),
                slip=both("疑为百分数 | percent?"),
            ),
        ),
        of_equation("carbon", "碳量 | carbon", "tC", ACTIVITY_EMISSION, "[quantity]", "[content]"),
    ),
    unit="tCO2",
    emission="[carbon]*44/12*IF([flow]=flow_internal,0,IF([direction]=direction_in,1,-1))",
    tests=(
        ('AND([flow]=flow_internal,[partner]="")', "工序间转移缺对方工序 | transfer: other unit missing"),
        (
            'AND([material]<>"",[content_own]="",NOT(ISNUMBER([content])))',
            "请填实测含碳量 | enter the measured carbon content",
        ),
        (
            'AND([sample]<>"",[content_own]<>"")',
            "样品和自有含碳量只用一个 | a sample or an own carbon content, not both",
        ),
        out_of(
            "content",
            f"AND([content]>1,{is_one_of('[material]', 'material', SOLIDS)})",
            "含碳量大于 1 tC/t，疑为百分数 | carbon above 1 tC/t: percent?",
        ),
        (UNMATCHED, "与对方工序所记的碳量不等 | other unit's carbon differs"),
    ),
    hints=(
        (
            _RESIDUE,
            "灰渣、废水带走的碳偏多，核对数量和含碳量 | residue takes much carbon along: check amount and content",
        ),
    ),
    closing=(MAKES, *transfer_variances()),
)

CARBONATES = ledger(
    key="carbonates",
    name="碳酸盐 | Carbonates",
    title="碳酸盐使用台账 | Ledger of carbonates",
    intro=both(
        "按碳酸盐的种类和纯度核算：用作助熔剂、脱硫剂等。 | By kind and purity: used as flux, for desulphurisation and the like."
    ).within(_TOTALS),
    rows=20,
    columns=(
        choice("carbonate", "碳酸盐 | carbonate", "carbonate", width=22, required=True),
        text("use", "用途 | use"),
        entered("consumption", CARBONATE_CO2, "消耗量 | consumption", width=13),
        taken(
            "emission_factor",
            CARBONATE_CO2,
            "carbonate.{carbonate}",
            "排放因子 | emission factor",
            format="0.0000",
            users=OWN_CARBONATES,
        ),
        number(
            "purity",
            "纯度 | purity",
            "0–1",
            FRACTION,
            blank="空白为 1 | blank: 1",
            format="0.000",
            meaning=Meaning.PURITY,
        ),
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
    ),
)

ELECTRICITY = ledger(
    key="electricity",
    name="电力 | Electricity",
    title="购入与外供电力台账 | Ledger of electricity bought and sold",
    intro=both(
        "购入和外供电力分行填写；电力因子在“项目信息”选择，也可逐行填自有值。 | Bought and sold power in separate rows; the factor is "
        "chosen on the sheet Project, or given for a row."
    ).within(_TOTALS),
    rows=30,
    columns=(
        choice("trade", "购入或外供 | bought or sold", "trade", required=True),
        choice("power", "电力类别 | kind of power", "power"),
        text("use", "用电设备 | used by", width=22),
        entered("electricity", ELECTRICITY_CO2, width=15),
        taken(
            "emission_factor",
            ELECTRICITY_CO2,
            "=settings_electricity_id",
            "电力因子 | emission factor",
            chosen="trade",
            format="0.0000",
            width=13,
            value="IF(AND([power]=power_green,settings_green_zero=yesno_yes),0,settings_electricity)",
            ids=[factor.id for factor in library().category("electricity")],
            domain=Domain(0, 2, hint=both("单位为 tCO2/MWh（即 kgCO2/kWh）。 | In tCO2/MWh, which is kgCO2/kWh.")),
        ),
        of_equation("co2", "CO2 排放量 | CO2", "tCO2", ELECTRICITY_CO2),
        calculated("signed", "计入总量（外供为负） | counted (sold: negative)", "tCO2", _SIGNED, total=True, width=15),
    ),
    emission="[signed]",
)

HEAT = ledger(
    key="heat",
    name="热力 | Heat",
    title="购入与外供蒸汽、热力台账 | Ledger of steam and heat bought and sold",
    intro=both(
        "蒸汽按绝对压力和温度换算热量（温度空白为饱和蒸汽），热水按温度，或直接填热量。热量从 20 ℃ 给水算起。 | Steam by absolute "
        "pressure and temperature (blank: saturated), hot water by temperature, or heat directly. Heat counts "
        "from feed "
        "water at 20 °C."
    ).within(_TOTALS),
    rows=24,
    columns=(
        choice("trade", "购入或外供 | bought or sold", "trade", required=True),
        choice("medium", "介质 | medium", "medium", width=13, required=True),
        text("use", "用途（管网等级） | use (grade)", width=20),
        entered(
            "quantity", HEAT_CO2, "数量 | quantity", "蒸汽、热水 t；热量 GJ | t; for heat GJ", argument="heat", width=15
        ),
        number("pressure", "绝对压力 | absolute pressure", "MPa", PRESSURE.domain, format="0.000", width=11),
        number(
            "temperature",
            "温度 | temperature",
            "℃ | °C",
            TEMPERATURE.domain,
            format="0.0",
            blank="空白为饱和 | blank: saturated",
            width=12,
        ),
        *steam.COLUMNS,
        taken(
            "emission_factor",
            HEAT_CO2,
            "heat.national",
            "热力因子 | emission factor",
            chosen="trade",
            format="0.000",
            value="settings_heat",
        ),
        of_equation("co2", "CO2 排放量 | CO2", "tCO2", HEAT_CO2),
        calculated("signed", "计入总量（外供为负） | counted (sold: negative)", "tCO2", _SIGNED, total=True, width=15),
    ),
    emission="[signed]",
    activity=("heat",),
    tests=steam.TESTS,
    closing=steam.AUXILIARIES,
)

_OF_ROW = {"stage": "[stage]", "unit": "[unit]"}
_GIVEN_OFF = "+".join(
    sum_where(table, column, **_OF_ROW)
    for table, column in (("fuels", "counted"), ("balance", "co2"), ("carbonates", "co2"))
)
# An error in another ledger is that ledger's.
_MORE_THAN_GIVEN_OFF = f"IFERROR({sum_where('capture', 'co2', **_OF_ROW)}>MAX(0,{_GIVEN_OFF})*(1+1E-9),FALSE)"
CAPTURE = ledger(
    key="capture",
    name="CO2 回收利用 | CO2 capture",
    title="CO2 捕集、利用与外供台账 | Ledger of CO2 captured, used and exported",
    intro=both(
        "捕集和利用装置回收并外供、封存或自用转化的 CO2，作为扣除项。 | CO2 captured and exported, stored or converted on site: it is "
        "deducted."
    ).within(_TOTALS),
    rows=12,
    tests=(
        ('AND([volume]="",[mass]="")', "缺气体体积或质量 | volume or mass missing"),
        ('AND([volume]<>"",[mass]<>"")', "体积和质量只填一个 | volume or mass, not both"),
        (_MORE_THAN_GIVEN_OFF, "回收量大于该工序产生的 CO2 | more recovered than the unit gives off"),
    ),
    filled=("volume", "mass"),
    present="co2",
    parts=(
        Part(key="co2_volume", equation=CO2_RECOVERED),
        Part(
            key="co2_mass", equation=ACTIVITY_EMISSION, arguments=("[mass]", "[purity]"), counts='IF([volume]="",1,0)'
        ),
    ),
    emission="[co2]",
    columns=(
        choice("recovery", "CO2 去向 | use of CO2", "recovery", width=13, required=True),
        text("use", "接收单位或用途 | receiver or use", width=22),
        entered("volume", CO2_RECOVERED, "气体体积 | volume", width=13, required=False),
        number(
            "mass",
            "或：CO2 质量（含杂质） | or: mass of CO2 gas",
            "t",
            NOT_NEGATIVE,
            uncertain="[u_activity]",
            help=both("与体积任填一个；回收量 = 质量 × 纯度。 | In place of the volume: recovered is mass × purity."),
        ),
        number(
            "purity",
            "CO2 纯度（体积或质量分数） | purity (by volume or by mass)",
            "0–1",
            FRACTION,
            required=True,
            format="0.000",
        ),
        taken(
            "density",
            CO2_RECOVERED,
            "constant.co2_density",
            "CO2 密度 | density",
            chosen="volume",
            value="settings_co2_density",
            format="0.00",
            replaceable=False,
        ),
        of_equation("co2_volume", "按体积 | by volume", "tCO2", CO2_RECOVERED, helper=True),
        of_equation("co2_mass", "按质量 | by mass", "tCO2", ACTIVITY_EMISSION, "[mass]", "[purity]", helper=True),
        calculated(
            "co2",
            "CO2 回收量 | CO2 recovered",
            "tCO2",
            'IF([volume]<>"",[co2_volume],[co2_mass])',
            width=14,
            total=True,
        ),
    ),
)

NOX = ledger(
    key="nox",
    name="氮氧化物 | NOx",
    title="NOx 排放台账 | Ledger of NOx by stack",
    intro=both(
        "按排气筒核算 NOx：浓度 × 烟气量 × 时间，或直接填 CEMS、排污许可的年排放量。浓度和烟气量均为标准状态干烟气、同一基准含氧量。 | NOx by stack: concentration × flow × "
        "time, or tonnes a year by CEMS or permit. Both dry, at standard state and the same reference oxygen."
    ).within(_TOTALS),
    rows=40,
    columns=(
        text(
            "stack", "排气筒（编号、设备） | stack (number, equipment)", width=26, required=True, meaning=Meaning.STACK
        ),
        choice(
            "facility",
            "设施类别 | kind of facility",
            "facility",
            width=15,
            help=both("与先进值的设定浓度比较时用。 | For the concentrations that the advanced values were set under."),
        ),
        choice(
            "source",
            "数据来源 | source",
            "nox_source",
            blank="空白为浓度 × 烟气量 × 时间 | blank: calculated",
            width=16,
        ),
        entered("concentration", FLUE_GAS_MASS, "排放浓度 | concentration", width=13, required=False),
        entered("flow", FLUE_GAS_MASS, "烟气量 | flue gas flow", format="#,##0", width=13, required=False),
        entered(
            "hours",
            FLUE_GAS_MASS,
            "年运行时间 | hours a year",
            format="#,##0",
            width=13,
            certain=True,
            required=False,
        ),
        number(
            "mass",
            "或：年排放量 | or: emission a year",
            "t/a",
            NOT_NEGATIVE,
            format="#,##0.000",
            uncertain="[u_activity]",
            help=both(
                "CEMS 实测或许可的年排放量；填写后以此为准，浓度、烟气量和时间可不填。 | By CEMS or permit: it goes first, and "
                "concentration, flow and hours need not be given."
            ),
        ),
        of_equation(
            "nox_flow", "按浓度 × 烟气量 × 时间 | by flue gas", "t", FLUE_GAS_MASS, format="#,##0.000", helper=True
        ),
        calculated(
            "nox_mass",
            "按年排放量 | by emission a year",
            "t",
            'IF([mass]="","",[mass])',
            format="#,##0.000",
            helper=True,
        ),
        calculated(
            "nox",
            "NOx 排放量 | NOx",
            "t",
            'IF([mass]<>"",[nox_mass],[nox_flow])',
            format="#,##0.000",
            width=14,
            total=True,
        ),
        number("limit", "排放限值 | emission limit", "mg/m³", NOT_NEGATIVE, meaning=Meaning.LIMIT),
    ),
    filled=("concentration", "flow", "hours", "mass"),
    present="nox",
    parts=(
        Part(key="nox_flow", equation=FLUE_GAS_MASS, counts='IF([mass]="",1,0)'),
        Part(key="nox_mass", equation=ACTIVITY_EMISSION, arguments=("[mass]", "1")),
    ),
    emission="[nox]",
    tests=(
        *(
            (f'AND([mass]="",[{key}]="")', both(words).within("缺{} | {} missing"))
            for key, words in (
                ("concentration", "排放浓度 | concentration"),
                ("flow", "烟气量 | flue gas flow"),
                ("hours", "年运行时间 | hours a year"),
            )
        ),
        (
            'AND([source]<>"",[source]<>nox_source_calculated,[mass]="")',
            "来源不是核算，缺年排放量 | by CEMS or permit: emission a year missing",
        ),
        (
            "IF(AND(ISNUMBER([mass]),ISNUMBER([nox_flow])),OR([mass]>5*[nox_flow],[nox_flow]>5*[mass]),FALSE)",
            "年排放量与浓度 × 烟气量 × 时间相差 5 倍以上，核对单位 | tonnes and flue gas are 5 times apart: check units",
        ),
        (
            "AND(ISNUMBER([limit]),ISNUMBER([concentration]),[concentration]>[limit])",
            "浓度超过限值 | above the limit",
        ),
    ),
)

METHANE = ledger(
    key="methane",
    name="甲烷 | Methane",
    title="甲烷排放台账 | Ledger of methane",
    intro=both(
        "甲烷单独核算，不计入二氧化碳总量（编制说明第 4 章）。 | Methane is counted separately and is not in the CO2 total (chapter 4 of "
        "the note)."
    ).within(_TOTALS),
    rows=16,
    columns=(
        text("source", "排放源 | source", width=26, required=True),
        entered(
            "ch4", ACTIVITY_EMISSION, "甲烷排放量 | methane", "tCH4", argument="activity", format="#,##0.000", width=13
        ),
        calculated("gwp", "GWP100", "tCO2e/tCH4", 'IF([ch4]="","",settings_gwp_ch4)', format="0.0"),
        of_equation(
            "co2e", "折二氧化碳当量 | CO2 equivalent", "tCO2e", ACTIVITY_EMISSION, "[ch4]", "[gwp]", total=True
        ),
    ),
)

DEFINITIONS = (FUELS, CARBON, CARBONATES, ELECTRICITY, HEAT, CAPTURE, NOX, METHANE)
LEDGERS = tuple(definition.sheet() for definition in DEFINITIONS)
LEDGER_KEYS = tuple(definition.key for definition in DEFINITIONS)
