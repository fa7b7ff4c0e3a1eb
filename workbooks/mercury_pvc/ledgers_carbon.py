"""Carbon and air pollutants: fuels, the carbide furnace, lime, electricity, heat, and what is upstream."""

from __future__ import annotations

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.accounting.combustion import FUEL_CO2
from pycore.accounting.electricity_heat import ELECTRICITY_CO2, HEAT_CO2
from pycore.equations.domain import Domain
from pycore.sheets.formulas import by_core
from workbooks.common.cells import blank_if, is_blank
from workbooks.common.columns import calculated, choice, of_equation, text
from workbooks.common.fuels import FUEL_FACTORS, MEASURE
from workbooks.common.ledger import Part, entered, taken
from workbooks.mercury_pvc import size
from workbooks.mercury_pvc.ledgers_shared import PlantLedger, pollutants

FUELS = PlantLedger(
    key="fuels",
    name="化石燃料 | Fuels",
    title="化石燃料台账 | Ledger of fossil fuels",
    rows=size.FUELS,
    columns=(
        choice("fuel", "燃料 | fuel", "fuel", width=16, required=True),
        text("use", "设备与用途 | equipment and use", width=20),
        entered("consumption", FUEL_CO2),
        MEASURE,
        *FUEL_FACTORS,
        of_equation("co2", "CO2", "tCO2", FUEL_CO2, total=True),
        calculated(
            "energy",
            "热量 | energy",
            "GJ",
            blank_if(is_blank("[consumption]", "[ncv]"), "[consumption]*[ncv]"),
            total=True,
        ),
    ),
    extra=pollutants(),
)
PROCESS = PlantLedger(
    key="process",
    name="过程排放 | Process",
    title="电石、石灰过程排放（因子法） | Process CO2 of carbide and lime (by factors)",
    rows=size.PROCESS,
    intro=(
        "电石因子（1.154 t/t，来源未能确认）是否含石灰窑在“区域与设置”中选择；石灰须单独列行，两种总量都会给出。 | "
        "Whether the carbide factor (1.154 t/t, source not confirmed) includes the lime kiln is chosen in the "
        "settings; lime has rows of its own, and both totals are shown."
    ),
    columns=(
        choice("item", "过程 | process", "process_item", width=18, required=True),
        entered("activity", ACTIVITY_EMISSION, "产量 | amount made", "t", format="#,##0"),
        taken(
            "emission_factor",
            ACTIVITY_EMISSION,
            "process.{item}.CO2",
            "因子 | factor",
            "tCO2/t",
            format="0.000",
            domain=Domain(0, 5, typical=(0.4, 1.4)),
        ),
        of_equation("co2", "CO2", "tCO2", ACTIVITY_EMISSION, total=True),
    ),
    extra=pollutants(),
)
_SIGN = "IF([direction]=direction_in,1,-1)"
FLOWS = PlantLedger(
    key="flows",
    name="电石炉碳平衡 | Carbon balance",
    title="电石炉碳平衡台账 | Ledger of carbon flows of the carbide furnace",
    rows=size.FLOWS,
    totals=False,
    intro=(
        "带入：焦炭、兰炭、石油焦、电极；带出：电石、炉气（作燃料或原料外送的）、除尘灰和炉渣。炉气在本厂燃烧的不列带出。 | "
        "In: coke, semi-coke, petroleum coke, electrodes; out: carbide, furnace gas exported as fuel or feedstock,"
        " dust and slag. Gas burned on site is not an outflow."
    ),
    columns=(
        choice("direction", "碳流方向 | carbon flow", "direction", width=14, required=True),
        text("material", "物料 | material", width=18, required=True),
        entered("quantity", ACTIVITY_EMISSION, "数量 | quantity", "t 或 10⁴Nm³ | t or 10⁴ Nm³", argument="activity"),
        entered(
            "content",
            ACTIVITY_EMISSION,
            "含碳量 | carbon content",
            "tC/t 或 tC/10⁴Nm³ | tC/t or tC/10⁴ Nm³",
            argument="emission_factor",
            format="0.0000",
        ),
        of_equation("carbon", "碳量 | carbon", "tC", ACTIVITY_EMISSION, "[quantity]", "[content]"),
        calculated(
            "co2",
            "折 CO2（带出为负） | as CO2 (out: negative)",
            "tCO2",
            blank_if('[carbon]=""', f"[carbon]*44/12*{_SIGN}"),
        ),
    ),
    unit="tCO2",
    emission=f"[carbon]*44/12*{_SIGN}",
    parts=(
        Part(key="carbon", equation=ACTIVITY_EMISSION, arguments=("[quantity]", "[content]"), counts=f"44/12*{_SIGN}"),
    ),
    tests=(('AND([node]<>"",[node]<>node_furnace)', "碳平衡只用于电石炉 | the balance is for the carbide furnace"),),
)
POWER = PlantLedger(
    key="power",
    name="电力 | Electricity",
    title="电力台账 | Ledger of electricity",
    rows=size.POWER,
    intro=(
        "按节点填用电量；自备电厂的燃料在燃料台账中计，其电量在此只计数量。 | "
        "Electricity used, by node; the fuel of a captive power station counts in the ledger of fuels, its "
        "electricity is entered here as an amount only."
    ),
    columns=(
        choice("source", "电力来源 | source", "power_source", width=20, required=True),
        entered("electricity", ELECTRICITY_CO2),
        taken(
            "emission_factor",
            ELECTRICITY_CO2,
            "electricity.{settings.grid}",
            "电力因子 | grid factor",
            format="0.0000",
            chosen="source",
            unneeded="[source]<>power_source_grid",
        ),
        calculated(
            "co2",
            "CO2",
            "tCO2",
            blank_if(
                is_blank("[electricity]", "[source]"),
                f"IF([source]<>power_source_grid,0,{by_core(ELECTRICITY_CO2, '[electricity]', '[emission_factor]')})",
            ),
            total=True,
        ),
    ),
    parts=(Part(key="co2", equation=ELECTRICITY_CO2, counts="IF([source]=power_source_grid,1,0)"),),
)
HEAT = PlantLedger(
    key="heat",
    name="蒸汽 | Steam",
    title="蒸汽、热力台账 | Ledger of steam and heat",
    rows=size.HEAT,
    columns=(
        choice("source", "蒸汽来源 | source", "heat_source", width=20, required=True),
        entered("heat", HEAT_CO2),
        taken(
            "emission_factor",
            HEAT_CO2,
            '="heat.national"',
            "热力因子 | heat factor",
            format="0.000",
            chosen="source",
            unneeded="[source]<>heat_source_bought",
        ),
        calculated(
            "co2",
            "CO2",
            "tCO2",
            blank_if(
                is_blank("[heat]", "[source]"),
                f"IF([source]<>heat_source_bought,0,{by_core(HEAT_CO2, '[heat]', '[emission_factor]')})",
            ),
            total=True,
        ),
    ),
    parts=(Part(key="co2", equation=HEAT_CO2, counts="IF([source]=heat_source_bought,1,0)"),),
)
UPSTREAM = PlantLedger(
    key="upstream",
    name="上游排放（备查） | Upstream (memo)",
    title="上游物料的排放（备查） | Emission of upstream materials (memo)",
    rows=size.UPSTREAM,
    intro=(
        "烧碱、盐酸等只作备查，不计入总量；外购电石在“区域与设置”选择计入时计入。因子须有来源，因子库没有缺省值。 | "
        "Caustic soda, acid and the like are memo items; bought carbide counts where the settings say so. Factors "
        "need a source: the library has no default."
    ),
    columns=(
        choice("item", "物料 | item", "upstream_item", width=20, required=True),
        entered("activity", ACTIVITY_EMISSION, "数量 | amount", "t", format="#,##0"),
        entered("emission_factor", ACTIVITY_EMISSION, "因子 | factor", "tCO2/t", format="0.000"),
        text("source", "因子来源 | source of the factor", width=24, required=True),
        of_equation("co2", "CO2", "tCO2", ACTIVITY_EMISSION, total=True),
    ),
)
LEDGERS = (FUELS, PROCESS, FLOWS, POWER, HEAT, UPSTREAM)
