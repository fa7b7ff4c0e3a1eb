"""A third workbook that calls everything its own way: two products, two pollutants, references, a grade, uncertainty.

It says what its columns are and no more; pictures, comparison, simulation and review follow from that.
"""

from __future__ import annotations

from pycore.accounting.combustion import FUEL_CO2
from pycore.equations.domain import FRACTION, NOT_NEGATIVE
from pycore.language import both
from pycore.sheets.meanings import Meaning
from workbooks.common.cells import at, blank_if, sum_where
from workbooks.common.choices import FUEL_SETS, FUELS, QUALITY, choice_list, list_of
from workbooks.common.columns import calculated, choice, number, of_equation
from workbooks.common.factor_effects import Total
from workbooks.common.fields import entry, quantity, selection
from workbooks.common.fuels import FUEL_FACTORS, MEASURE
from workbooks.common.ledger import Ledger, entered
from workbooks.common.pages import free_sheet, label, panel, table
from workbooks.common.quantities import deviation, graded, in_unit
from workbooks.common.said import first_of
from workbooks.common.whole import whole_workbook

KILNS = choice_list("kiln", "窑 | kiln", "k1 一号窑 | kiln 1", "k2 二号窑 | kiln 2", meaning=Meaning.UNIT)
GOODS = list_of("ware", "制品 | ware", (("brick", "砖 | brick"), ("tile", "瓦 | tile")), meaning=Meaning.PRODUCT)
PLANT = panel(
    "settings",
    "工厂 | The plant",
    entry("firm_name", "名称 | name", required=True, meaning=Meaning.PROJECT_NAME),
    selection("fuel_set", "燃料参数口径 | fuel factor set", "fuel_set", value="2023", required=True),
    quantity("sure", "可靠的最低概率 | least probability", "", FRACTION, value=0.8, meaning=Meaning.CONFIDENCE),
)
BURNT = Ledger(
    key="burnt",
    name="用煤 | Burnt",
    title="用煤台账 | What is burnt",
    rows=6,
    columns=(
        choice("oven", "窑 | kiln", "kiln", required=True),
        choice("made", "制品 | ware", "ware", required=True),
        choice("fuel", "燃料 | fuel", "fuel", required=True),
        entered("consumption", FUEL_CO2),
        MEASURE,
        *FUEL_FACTORS,
        of_equation("gas", "CO2 排放量 | CO2", "tCO2", FUEL_CO2, total=True),
    ),
)
BY_KILN = table(
    "by_kiln",
    "各窑排放 | Emission by kiln",
    "20 16 16",
    label("oven", "窑 | kiln", "INDEX(kiln_list,{i})", meaning=Meaning.UNIT),
    calculated(
        "burning", "燃烧 | burning", "tCO2", sum_where("burnt", "gas", oven="[oven]"), meaning=Meaning.FUEL_EMISSION
    ),
    calculated("all_of_it", "合计 | all", "tCO2", "[burning]", meaning=Meaning.UNIT_TOTAL),
    rows=2,
    headline=True,
)
WARES = table(
    "wares",
    "制品 | Wares",
    "20 14 14 14",
    label("made", "制品 | ware", "INDEX(ware_list,{i})", meaning=Meaning.PRODUCT),
    number("tonnes", "产量 | output", "t", NOT_NEGATIVE, uncertain="[u]"),
    number("fumes", "NOx", "kg", NOT_NEGATIVE, uncertain="[u]"),
    number("u", "不确定度 | uncertainty", "±%", FRACTION, format="0.0%"),
    rows=2,
)
co2, nox = in_unit("tCO2/t", "0.000"), in_unit("kg/t", "0.000")
_NONE = "COUNT([co2_t],[nox_t])<2"
JUDGED = table(
    "judged",
    "与先进值比较 | Against the best",
    "20 12 12 12 12 12 12 16",
    label("made", "制品 | ware", at("wares_made", "{i}"), meaning=Meaning.PRODUCT),
    co2("co2_t", "CO2 绩效 | CO2 by tonne", blank_if(f"N({at('wares_tonnes', '{i}')})=0", sum_where("burnt", "gas", made="[made]") + "/" + at("wares_tonnes", "{i}")), meaning=Meaning.PERFORMANCE_GHG),
    nox("nox_t", "NOx 绩效 | NOx by tonne", blank_if(f"N({at('wares_tonnes', '{i}')})=0", f"{at('wares_fumes', '{i}')}/{at('wares_tonnes', '{i}')}"), meaning=Meaning.PERFORMANCE_NOX),
    co2("best_co2", "CO2 先进值 | best CO2", "0.2", meaning=Meaning.ADVANCED_GHG),
    nox("best_nox", "NOx 先进值 | best NOx", "0.5", meaning=Meaning.ADVANCED_NOX),
    deviation("off_co2", "CO2 偏差 | CO2 off", blank_if(_NONE, "[co2_t]/[best_co2]-1"), meaning=Meaning.DEVIATION_GHG),
    deviation("off_nox", "NOx 偏差 | NOx off", blank_if(_NONE, "[nox_t]/[best_nox]-1"), meaning=Meaning.DEVIATION_NOX),
    graded("mark", "评语 | mark", first_of((_NONE, ""), ("[off_co2]+[off_nox]<=0", "好 | good"), otherwise="差 | bad"), meaning=Meaning.GRADE),
    rows=2,
)  # fmt: skip
WORKBOOK = whole_workbook(
    "richer",
    "砖瓦 | Bricks and tiles",
    "1.0.0.dev",
    "示例指南 | an example of a guide",
    free_sheet("plant", "工厂 | Plant", PLANT, WARES, tab="input"),
    BURNT.sheet(),
    free_sheet("results", "结果 | Results", BY_KILN, JUDGED),
    lists=(QUALITY, FUELS, FUEL_SETS, KILNS, GOODS),
    factors="fuel quality",
    results={
        "judged_co2_t": "CO2 绩效 | CO2 by tonne",
        "judged_nox_t": "NOx 绩效 | NOx by tonne",
        "judged_mark": "评语 | mark",
    },
    total=Total(cell="SUM(by_kiln_all_of_it)", words=both("排放 | emission"), added=(BURNT,)),
    example={
        "settings": {"firm_name": "Kilnworks"},
        "wares": [{"tonnes": 1000, "fumes": 450, "u": 0.02}, {"tonnes": 2000, "fumes": 1100, "u": 0.02}],
        "burnt": [
            {"oven": "k1", "made": "brick", "fuel": "anthracite", "consumption": 70, "evidence": "1"},
            {"oven": "k2", "made": "tile", "fuel": "anthracite", "consumption": 190, "evidence": "2"},
        ],
    },
)
