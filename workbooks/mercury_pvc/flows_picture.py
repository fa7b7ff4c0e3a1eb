"""The mercury of the region from node to node in the year of account: what the picture of flows is drawn from."""

from __future__ import annotations

from pycore.language import both
from pycore.sheets.diagrams import Flows, SankeyOf
from workbooks.common.columns import figure
from workbooks.common.pages import free_sheet, label, table
from workbooks.mercury_pvc.lists import DIRECTIONS, FLOW_RANGES, NODES

_NAMES = {
    "spent": "废触媒 | spent catalyst",
    "in_carbon": "废活性炭 | spent carbon",
    "in_acid": "酸、碱、污泥 | acid, alkali, sludge",
    "hg_water": "废水 | waste water",
    "hg_air": "大气 | air",
}


def _sum(*columns: str) -> str:
    return "=" + "+".join(f"SUMIFS(hg_accounts_{column},hg_accounts_year,settings_year2)" for column in columns)


_ROWS = (
    ("converter", "", "汞触媒 | catalyst", _sum("hg_catalyst"), "in", "crossing"),
    ("converter", "", _NAMES["spent"], _sum("spent"), "product", "crossing"),
    ("converter", "remover", "合成气 | gas", _sum("in_carbon", "in_acid", "hg_water", "hg_air"), "product", "internal"),
    ("remover", "converter", "合成气 | gas", _sum("in_carbon", "in_acid", "hg_water", "hg_air"), "in", "internal"),
    ("remover", "", _NAMES["in_carbon"], _sum("in_carbon"), "product", "crossing"),
    ("remover", "acid", "净化气 | cleaned gas", _sum("in_acid", "hg_water", "hg_air"), "product", "internal"),
    ("acid", "remover", "净化气 | cleaned gas", _sum("in_acid", "hg_water", "hg_air"), "in", "internal"),
    ("acid", "", _NAMES["in_acid"], _sum("in_acid"), "product", "crossing"),
    ("acid", "distillation", "粗氯乙烯 | crude VCM", _sum("hg_water", "hg_air"), "product", "internal"),
    ("distillation", "acid", "粗氯乙烯 | crude VCM", _sum("hg_water", "hg_air"), "in", "internal"),
    ("distillation", "", _NAMES["hg_air"], _sum("hg_air"), "product", "crossing"),
    ("distillation", "", _NAMES["hg_water"], _sum("hg_water"), "product", "crossing"),
)
_TABLE = table(
    "hg_flows",
    "汞流图数据（核算年，计算用） | Data of the picture of mercury flows (year of account)",
    "28 28 24 16 20 18 10",
    label("unit", "节点 | node"),
    label("partner", "对方节点 | other node"),
    label("flow", "流股 | flow"),
    figure("amount", "汞 | mercury", unit="kgHg"),
    label("direction", "方向 | direction"),
    label("crossing", "流向范围 | inside or outside"),
    figure("year", "年份 | year", format="0"),
    filled={
        "unit": [NODES.label(row[0]) for row in _ROWS],
        "partner": [NODES.label(row[1]) if row[1] else "" for row in _ROWS],
        "flow": [row[2] for row in _ROWS],
        "amount": [row[3] for row in _ROWS],
        "direction": [DIRECTIONS.label(row[4]) for row in _ROWS],
        "crossing": [FLOW_RANGES.label(row[5]) for row in _ROWS],
        "year": ["=settings_year2"] * len(_ROWS),
    },
)
SHEET = free_sheet("hg_flows", "汞流图数据 | Mercury flows", _TABLE, tab="library")
PICTURE = SankeyOf(
    key="mercury_flows",
    title=both("区域汞流图（核算年） | Mercury flows of the region (year of account)"),
    flows=Flows(
        unit="hg_flows_unit",
        partner="hg_flows_partner",
        label="hg_flows_flow",
        amount="hg_flows_amount",
        direction="hg_flows_direction",
        into="direction_in",
        range="hg_flows_crossing",
        internal="flow_range_internal",
        stage="hg_flows_year",
        of_stage="settings_year2",
    ),
    unit=both("单位：kgHg/a | kg of mercury a year"),
    rest=both("未查明（沉积） | not found (deposits)"),
    note=both(
        "带的宽度与汞量成正比；小于万分之一的流不易看见，数值见表。 | "
        "The width of a band is in proportion to its mercury; the smallest are hard to see, their values "
        "stand in the tables."
    ),
)
