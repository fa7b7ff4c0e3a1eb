"""The scenarios compared: their costs, the three kinds, what is to be said in short, and the sheet of all results."""

from __future__ import annotations

from dataclasses import replace

from pycore.decision.annuity import CRF, UNIT_COST
from pycore.sheets.definition import Chart
from pycore.sheets.formulas import core_first
from workbooks.common.cells import at, blank_if, count_where, root_of_squares
from workbooks.common.fields import derived, formed
from workbooks.common.pages import chart, counted, free_sheet, label, panel, table
from workbooks.common.quantities import deviation, in_unit
from workbooks.mercury_pvc.scenario_results import (
    AIR,
    CARBON,
    CHANGES,
    CO2_CHANGE,
    FLOWS,
    NONE_REDUCED,
    REDUCED,
    STEPS,
    UNITS,
)
from workbooks.mercury_pvc.scenarios import KINDS, NAME, ROWS

_PVC = "scenario_account_pvc"
_cost = in_unit("万元/a | 10⁴ CNY/a", "#,##0;-#,##0;0")

# ── costs ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _given(key: str) -> str:
    return at(f"scenario_cost_{key}", "{i}")


_LIFE, _RATE = _given("life"), "scenario_settings_rate"
_FREE = f"COUNT({','.join(_given(key) for key in ('investment', 'opex', 'saving'))})=0"
_COSTS = tuple(f"SUM({_given(key)})" for key in ("investment", "opex", "saving"))
_ARGUMENTS = (_COSTS[0], f"IF(SUM({_COSTS[0]})=0,1,{_LIFE})", f"SUM({_RATE})", _COSTS[1], _COSTS[2])


def _unit_cost(reduction: str, never: str) -> str:
    arguments = (*_ARGUMENTS, reduction)
    return blank_if(
        f'OR([annual_cost]="",{never})', f"10000*{core_first(UNIT_COST.call(arguments), UNIT_COST.native(arguments))}"
    )


_LESS = f'IF({CO2_CHANGE}="",TRUE,{CO2_CHANGE}>=0)'
COSTS = table(
    "scenario_money",
    "增量费用 | Additional costs",
    "28 14 16 16 16 18 18",
    NAME,
    in_unit("1/a", "0.0000")(
        "crf",
        "资金回收系数 | capital recovery factor",
        blank_if(f'OR({_LIFE}="",{_RATE}="")', core_first(CRF.call((_RATE, _LIFE)), CRF.native((_RATE, _LIFE)))),
    ),
    _cost(
        "annual_cost",
        "年化费用 | annual cost",
        blank_if(
            f'OR([scenario]="",{_FREE},AND({_COSTS[0]}>0,[crf]=""))', f"{_COSTS[0]}*SUM([crf])+{_COSTS[1]}-{_COSTS[2]}"
        ),
    ),
    _cost(
        "u_annual_cost",
        "年化费用 ± | annual cost ±",
        blank_if(
            '[annual_cost]=""',
            root_of_squares(
                f"{_COSTS[0]}*SUM([crf])*SUM({_given('u_investment')})",
                f"{_COSTS[1]}*SUM({_given('u_opex')})",
                f"{_COSTS[2]}*SUM({_given('u_saving')})",
            ),
        ),
    ),
    in_unit("元/t | CNY/t", "#,##0.0")(
        "per_t", "单位产品 | for each t of PVC", blank_if('[annual_cost]=""', f"[annual_cost]*10000/{_PVC}")
    ),
    in_unit("元/kgHg | CNY/kgHg", "#,##0")(
        "per_hg", "单位减汞 | for each kg of mercury", _unit_cost(REDUCED, NONE_REDUCED)
    ),
    in_unit("元/tCO2 | CNY/tCO2", "#,##0")(
        "per_co2", "单位减碳 | for each t of CO2 less", _unit_cost(f"-{CO2_CHANGE}", _LESS)
    ),
    rows=ROWS,
    headline=True,
    note="全部费用同时计入减汞和减碳的单位成本，两者不能相加。 | The whole cost stands in both unit costs, which cannot be added up.",
)

# ── where the technology stands ──────────────────────────────────────────────────────────────────────────────────

_TAKEN = f"({at('scenarios_share', '{i}')}*{_PVC})"
_NOWHERE = f'IF([scenario]="",TRUE,SUM({at("scenarios_share", "{i}")})*SUM({_PVC})<=0)'


def _there(value: str, formula: str) -> str:
    """Nothing where no output takes the technology, or the scenario has no value."""
    return blank_if(f'IF({_NOWHERE},TRUE,{value}="")', formula)


def _whole(key: str) -> str:
    """An amount for each tonne as if all output took the technology: what it changes counts in full."""
    total, change = at(f"scenario_carbon_{key}_per", "{i}"), at(f"scenario_changes_{key}", "{i}")
    return _there(f"{total}&{change}", f"{total}+(1-{at('scenarios_share', '{i}')})*{change}/{_TAKEN}")


PER_TONNE = table(
    "scenario_per_t",
    "每吨采用该技术的产品 | For each tonne of PVC that takes the technology",
    "28 16…",
    NAME,
    in_unit("gHg/t", "0.00")(
        "hg", "用汞 | mercury used", _there(at("scenario_mercury_hg_in", "{i}"), at("scenario_mercury_hg_in", "{i}"))
    ),
    in_unit("gHg/t", "0.00")("hg_cut", "减汞 | mercury cut", _there(REDUCED, f"{REDUCED}*1000/{_TAKEN}")),
    in_unit("tCO2/t", "0.000")("co2", "CO2", _whole("co2")),
    in_unit("tCO2/t", "0.000")(
        "co2_cut",
        "减碳（增为负） | CO2 cut (a rise is negative)",
        _there(CO2_CHANGE, f"(0-{CO2_CHANGE})/{_TAKEN}"),
    ),
    in_unit("GJ/t", "0.00")("energy", "能耗 | energy", _whole("energy")),
    in_unit("元/t | CNY/t", "#,##0.0")(
        "cost",
        "增量费用 | additional cost",
        _there(at("scenario_money_annual_cost", "{i}"), f"{at('scenario_money_annual_cost', '{i}')}*10000/{_TAKEN}"),
    ),
    rows=ROWS,
    headline=True,
    note="与全部产量的平均值不同：只看采用该技术的那部分产量；潜力模型的方案从这里取数。 | Not the mean of all output, but of "
    "the part that takes the technology; options of the potential model take their numbers from here.",
)

# ── the three kinds ──────────────────────────────────────────────────────────────────────────────────────────────


def _mean(source: str, column: str) -> str:
    """The mean over the scenarios of a kind that have a value."""
    count = _count(source, column)
    return blank_if(f"{count}=0", f"SUMIFS(scenario_{source}_{column},scenario_flows_kind,[kind])/{count}")


def _count(source: str, column: str) -> str:
    return f'COUNTIFS(scenario_flows_kind,[kind],scenario_{source}_{column},">-1E+300")'


KIND_MEANS = table(
    "scenario_kinds",
    "三类情景的比较（均值） | The three kinds compared (means)",
    "36 10 14…",
    label("kind", "类别 | kind"),
    counted("number", "情景数 | scenarios", count_where("scenario_flows", kind="[kind]")),
    in_unit("gHg/t", "0.00")("hg", "单位产品用汞 | mercury for each t", _mean("flows", "per_t")),
    in_unit("gHg/t", "0.000")("counted", "单位产品计入减汞的汞 | counted, for each t", _mean("flows", "counted_per_t")),
    in_unit("GJ/t", "0.00")("energy", "单位产品能耗 | energy for each t", _mean("carbon", "energy_per")),
    in_unit("tCO2/t", "0.000")("co2", "单位产品 CO2 | CO2 for each t", _mean("carbon", "co2_per")),
    deviation("hg_rate", "汞变化率 | change of mercury", _mean("changes", "hg_rate")),
    deviation("co2_rate", "CO2 变化率 | change of CO2", _mean("changes", "co2_rate")),
    _cost("annual_cost", "年化费用 | annual cost", _mean("money", "annual_cost")),
    headline=True,
    filled={"kind": [words for _, words in KINDS.entries]},
)


def _rates(key: str, title: str, categories: str) -> Chart:
    """A chart of the changes of mercury and CO2, with the names below."""
    drawn = chart(
        key,
        title,
        "变化率 | change",
        categories,
        [("hg_rate", "汞 | mercury"), ("co2_rate", "CO2")],
        width=1000,
        percent=True,
    )
    return replace(drawn, labels_low=True)


_BY_SCENARIO = _rates(
    "scenario_rates",
    "各情景比基准的变化 | Changes of each scenario against its baseline",
    "scenario_changes_scenario",
)
_PARTS = chart(
    "scenario_co2",
    "各情景的 CO2 按来源 | CO2 of each scenario by source",
    "tCO2",
    "scenario_carbon_scenario",
    [
        ("co2_power", "电力 | electricity"),
        ("co2_steam", "蒸汽 | steam"),
        ("co2_coal", "燃煤 | coal"),
        ("co2_process", "过程 | process"),
    ],
    stacked=True,
    width=1000,
)
_KINDS = _rates(
    "scenario_kinds",
    "三类情景的平均变化 | Mean change of the three kinds",
    "scenario_kinds_kind",
)
_OTHERS = "COUNT(scenario_changes_reduced)-COUNTIF(scenarios_kind,scenario_kind_baseline)"


def _extreme(of: str, cells: str) -> str:
    return blank_if(f"COUNT({cells})=0", f"{of}({cells})")


def _name_of(cell: str, cells: str) -> str:
    return blank_if(f'{cell}=""', f"INDEX(scenarios_name,MATCH({cell},{cells},0))")


_SUMMARY = panel(
    "scenario_summary",
    "要点 | In short",
    derived(
        "number", "与基准比较的情景 | scenarios compared", "", blank_if("COUNTA(scenarios_name)=0", _OTHERS), format="0"
    ),
    derived(
        "synergy",
        "协同：汞碳双降 | both fall",
        "",
        'COUNTIFS(scenario_changes_reduced,">0",scenario_changes_co2,"<0")',
        format="0",
    ),
    derived(
        "trade_off",
        "权衡：减汞增碳 | mercury falls, carbon rises",
        "",
        'COUNTIFS(scenario_changes_reduced,">0",scenario_changes_co2,">0")',
        format="0",
    ),
    derived(
        "most",
        "减汞最多 | most mercury reduced",
        "kgHg",
        _extreme("MAX", "scenario_changes_reduced"),
        format="#,##0.0",
    ),
    formed(
        "most_by", "减汞最多的情景 | by which scenario", _name_of("scenario_summary_most", "scenario_changes_reduced")
    ),
    derived(
        "co2_most",
        "单位减汞 CO2 变化的最大值 | largest CO2 for each kg of mercury",
        "tCO2/kgHg",
        _extreme("MAX", "scenario_unit_co2_per"),
        format="#,##0.000",
    ),
    formed(
        "co2_most_by", "是哪个情景 | of which scenario", _name_of("scenario_summary_co2_most", "scenario_unit_co2_per")
    ),
    derived(
        "co2_least",
        "单位减汞 CO2 变化的最小值 | smallest CO2 for each kg of mercury",
        "tCO2/kgHg",
        _extreme("MIN", "scenario_unit_co2_per"),
        format="#,##0.000",
    ),
    formed(
        "co2_least_by",
        "是哪个情景 | of which scenario",
        _name_of("scenario_summary_co2_least", "scenario_unit_co2_per"),
    ),
)
RESULTS_SHEET = free_sheet(
    "scenario_results",
    "情景结果 | Scenario results",
    FLOWS,
    CARBON,
    _PARTS,
    CHANGES,
    STEPS,
    AIR,
    page="one page",
    new_pages="scenario_changes",
)
SHEET = free_sheet(
    "scenario_compared",
    "情景比较 | Scenarios compared",
    _SUMMARY,
    UNITS,
    COSTS,
    PER_TONNE,
    KIND_MEANS,
    _BY_SCENARIO,
    _KINDS,
    page="one page",
    new_pages="chart_scenario_rates",
)
RESULTS = {
    "scenario_changes_reduced": "各情景减汞 | mercury reduced by scenario",
    "scenario_changes_co2": "各情景 CO2 变化 | change of CO2 by scenario",
    "scenario_unit_energy_per": "单位减汞的能耗变化 | change of energy for each kg of mercury",
    "scenario_unit_co2_per": "单位减汞的 CO2 变化 | change of CO2 for each kg of mercury",
}
