"""Key influences: what the uncertainty of each amount and factor makes of the CO2 for each kg of mercury reduced."""

from __future__ import annotations

from dataclasses import replace

from workbooks.common.cells import at, blank_if
from workbooks.common.columns import calculated
from workbooks.common.fields import derived, formed, selection
from workbooks.common.pages import chart, free_sheet, label, number_label, panel, table
from workbooks.common.quantities import in_unit, percentage
from workbooks.common.said import first_of
from workbooks.mercury_pvc.scenario_results import of_co2

_ROW = "influence_row"
_ITEMS = {
    "ef_electricity": "电力排放因子 | grid factor",
    "ef_steam": "蒸汽排放因子 | factor of steam",
    "ef_coal": "煤的排放因子 | factor of coal",
    "electricity": "用电变化 | change of electricity",
    "steam": "蒸汽变化 | change of steam",
    "coal": "燃煤变化 | change of coal",
    "process": "过程 CO2 变化 | change of process CO2",
    "k_hg_in": "汞输入 | mercury input",
    "k_hg_air": "大气占比 | share to air",
    "k_hg_water": "废水占比 | share to water",
    "k_acid": "酸碱污泥占比 | share to acid, alkali, sludge",
}
_PER, _REDUCED = at("scenario_unit_co2_per", _ROW), at("scenario_mercury_reduced", _ROW)
_PANEL = panel(
    "influence",
    "分析的情景 | Scenario looked at",
    selection("scenario", "情景 | scenario", "=scenarios_name"),
    derived(
        "row",
        "情景的行 | its row",
        "",
        blank_if('influence_scenario=""', 'IFERROR(MATCH(influence_scenario,scenarios_name,0),"")'),
        format="0",
    ),
    derived(
        "per",
        "单位减汞的 CO2 变化 | CO2 for each kg of mercury reduced",
        "tCO2/kgHg",
        blank_if(f'{_ROW}=""', _PER),
        format="#,##0.000",
    ),
    derived(
        "u",
        "± | ±",
        "tCO2/kgHg",
        blank_if(f'{_ROW}=""', at("scenario_unit_u_co2_per", _ROW)),
        format="#,##0.000",
    ),
    formed(
        "said",
        "说明 | remark",
        first_of(
            ('influence_scenario=""', "选择一个情景 | choose a scenario"),
            (f'{_ROW}=""', "✗ 没有这个情景 | ✗ no such scenario"),
            (
                'influence_per=""',
                "该情景不减汞或数据不全，没有可分析的结果 | reduces no mercury, or data are missing: nothing to look at",
            ),
            otherwise="✓",
        ),
    ),
    helps={
        "scenario": "通常选减汞增碳或排序靠前的情景。 | As a rule one that raises carbon, or one of the first in order."
    },
)
_co2 = in_unit("tCO2/kgHg", "#,##0.000")


def _moved() -> list[str]:
    """How far each moves the result to either side, to first order."""
    carbon = {key: f"ABS({part})/{_REDUCED}*1000" for key, part in of_co2(_ROW).items()}
    mercury = {
        key: f"ABS({_PER})*{at(f'scenario_mercury_{key}', _ROW)}/{_REDUCED}" for key in _ITEMS if key.startswith("k_")
    }
    found = {**carbon, **mercury}
    return ["=" + blank_if('influence_per=""', found[key]) for key in _ITEMS]


_RANK = "SUMPRODUCT((influences_moves>[moves])*1)+SUMPRODUCT((influences_moves=[moves])*(influences_number<[number]))+1"
INFLUENCES = table(
    "influences",
    "各参数 ± 其不确定度的影响 | Each parameter ± its uncertainty",
    "34 18 16 16 14 8 10",
    label("item", "参数 | parameter"),
    _co2("moves", "影响 ± | moves it by ±"),
    _co2("low", "低 | low", blank_if('[moves]=""', "influence_per-[moves]")),
    _co2("high", "高 | high", blank_if('[moves]=""', "influence_per+[moves]")),
    percentage(
        "part",
        "方差占比 | share of the variance",
        blank_if('IF([moves]="",TRUE,SUM(influence_u)=0)', "[moves]^2/influence_u^2"),
    ),
    number_label("number", "编号 | no."),
    calculated("rank", "排序 | rank", "", blank_if('[moves]=""', _RANK), format="0"),
    filled={"number": range(1, len(_ITEMS) + 1), "item": list(_ITEMS.values()), "moves": _moved()},
    note="一阶近似；各项平方和的平方根即上表的 ±。共用因子乘以差值。 | To first order; the root of the sum of their squares is the ± "
    "above. A factor in common goes with the difference.",
)


def _ranked(column: str) -> str:
    return f'IFERROR(INDEX(influences_{column},MATCH([rank],influences_rank,0)),"")'


ORDER = table(
    "influence_order",
    "按影响排序 | In the order of influence",
    "34 18 16 16",
    label("item", "参数 | parameter", _ranked("item")),
    number_label("rank", "排序 | rank"),
    _co2("minus", "降低 | lower", blank_if('[item]=""', f"-{_ranked('moves')}")),
    _co2("plus", "升高 | higher", blank_if('[item]=""', _ranked("moves"))),
    # A bar chart draws its first category at the bottom: the largest stands last here, and so on top there.
    filled={"rank": range(len(_ITEMS), 0, -1)},
)
_TORNADO = replace(
    chart(
        "tornado",
        "单位减汞 CO2 变化的关键影响因素 | Key influences on the CO2 for each kg of mercury reduced",
        "tCO2/kgHg",
        "influence_order_item",
        [("minus", "降低 | lower"), ("plus", "升高 | higher")],
        kind="bar",
        stacked=True,
        width=1000,
    ),
    labels_low=True,
)
SHEET = free_sheet("influences", "关键影响 | Influences", _PANEL, _TORNADO, INFLUENCES, ORDER, page="one page")
