"""The report on energy and carbon of reducing mercury: runs, scenarios, changes by unit of mercury, influences."""

from __future__ import annotations

from pycore.sheets.chapter import Section
from workbooks.common import chapter_parts as common
from workbooks.common.chapter_parts import charts, items, panel, say, section, simulation, table

PURPOSE = section(
    "目的与分析路径 | Purpose and path of analysis",
    (
        "本报告量化分析减汞措施对能耗和碳排放的影响：先由稳定运行工况的实测得到各技术的电、蒸汽、燃煤单耗，再以核算年账户为基准核算各情景的汞流量、能源、CO2、大气污染物和费用，"
        "最后给出单位减汞的能耗与碳排放变化、其不确定度和关键影响因素。 | "
        "This report quantifies the effect of mercury reduction on energy use and carbon emissions. Runs measured "
        "at steady operation give the unit consumption of electricity, steam and coal for each technology; "
        "scenarios, with the accounts of the year as baseline, give mercury flows, energy, CO2, air pollutants "
        "and costs; from these follow the changes for each unit of mercury reduced, their uncertainty and the key "
        "influences."
    ),
    "区域为{region_province}，核算年 {settings_year2} 年，聚氯乙烯产量 {scenario_account_pvc:#,##0} t。 | The region is "
    "{region_province}, the year of account {settings_year2}, the output {scenario_account_pvc:#,##0} t of PVC.",
)
METHODS = section(
    "方法 | Methods",
    (
        "情景 CO2 = 电力 × 电力因子 + 蒸汽 × 热力因子 + 燃煤 × 煤的因子 + 过程排放，按国家温室气体核算指南的口径；自备电力和蒸汽计入其燃煤。采用技术的产能按情景参数，其余产能按基准。 | "
        "CO2 of a scenario = electricity × grid factor + steam × heat factor + coal × its factor + process "
        "emission, as in the national guides for GHG accounting; captive power and steam are covered by the coal "
        "they use. Capacity with the technology takes the scenario's parameters, the rest those of the baseline."
    ),
    (
        "单位减汞的变化 =（情景值 − 基准值）÷（基准汞量 − 情景汞量），减汞量按“{scenario_settings_metric}”计。不减汞的情景不计算。 | "
        "Change for each unit of mercury = (scenario − baseline) / (mercury of the baseline − mercury of the "
        "scenario); mercury reduced is counted as: {scenario_settings_metric}. Scenarios that reduce no mercury "
        "are not calculated."
    ),
    (
        "不确定度为 95% 区间半宽。情景与基准共用的排放因子、账户数据只在差值中出现一次，因此按 u(ΔE × 因子) 合成，而不是两个总量的不确定度分别合成。 | "
        "Uncertainties are half the width of the 95 % interval. Emission factors and account data shared by "
        "scenario and baseline enter the difference only once, so u(ΔE × factor) is combined rather than the "
        "uncertainties of two totals."
    ),
    (
        "单位减汞成本 =（投资 × 资金回收系数 + 年运行费用 − 年节约）÷ 年减汞量。 | "
        "Cost for each unit of mercury = (investment × capital recovery factor + annual running costs − annual "
        "savings) / mercury reduced in a year."
    ),
    panel("scenario_factors"),
)
RUNS = section(
    "运行工况实测 | Measured runs",
    (
        "非稳定工况的判定见{#steady}；各次测试见{#conditions}，汇总见{#condition_means}。 | "
        "The criteria of steady operation are in {#steady}, the runs in {#conditions}, their means in "
        "{#condition_means}."
    ),
    panel("steady"),
    table(
        "conditions",
        "plant technology date load hours output electricity_per steam_per coal_per method evidence steady",
        total=False,
        empty="没有实测工况。 | There are no measured runs.",
    ),
    table(
        "condition_means",
        (
            "technology run_count runs_left_out load_low load_high "
            "electricity_mean electricity_half steam_mean steam_half "
            "coal_mean coal_half"
        ),
        keep="run_count",
    ),
)
ASSUMPTIONS = section(
    "情景与假设、数据来源 | Scenarios, assumptions, sources of data",
    (
        "各情景的含义、假设和来源见{#scenarios}；参数留空的取基准情景，基准情景留空的取核算年账户（{#scenario_account}）。 | "
        "The scenarios with their assumptions and sources are in {#scenarios}; a parameter left blank is taken "
        "from the baseline, and one left blank in the baseline from the accounts of the year "
        "({#scenario_account})."
    ),
    table("scenarios", "name kind technology share base assumptions source"),
    panel("scenario_settings", "metric coal rate source"),
    panel("scenario_account"),
    table(
        "scenario_mercury",
        "scenario hg_in hg_air hg_water acid carbon spent reduced u",
        title="采用的汞输入与去向 | Mercury input and pathways used",
        keep="hg_in",
    ),
    table(
        "scenario_used",
        "scenario d_electricity u_electricity d_steam u_steam d_coal u_coal d_process u_process",
        title="能耗与过程排放的差值及其不确定度（单位产品） | Changes in energy use and process emission for each t, with uncertainty",
        keep="d_electricity",
    ),
)
FINDINGS = section(
    "结果 | Results",
    section(
        "汞流量、能源与碳排放 | Mercury, energy and carbon",
        table(
            "scenario_flows",
            "scenario hg_in hg_air hg_water acid carbon spent rest counted per_t",
            keep="hg_in",
            compact=True,
        ),
        table(
            "scenario_carbon",
            "scenario electricity steam coal energy energy_per",
            named="scenario_energy_use",
            keep="energy",
        ),
        table(
            "scenario_carbon",
            "scenario co2_power co2_steam co2_coal co2_process co2 co2_per",
            title="各情景的 CO2 按来源 | CO2 of the scenarios by source",
            keep="co2",
        ),
        table("scenario_air", keep="nox"),
        charts("chart_scenario_co2"),
    ),
    section(
        "情景比较 | The scenarios compared",
        (
            "基准、优化运行与汞减排技术三类情景的比较见{#scenario_kinds}，比基准的变化见{#scenario_changes}，逐步的变化见{#scenario_steps}。 | "
            "{#scenario_kinds} compares the baseline, optimised operation and mercury reduction technologies, "
            "{#scenario_changes} shows the changes against the baseline, {#scenario_steps} those from step to "
            "step."
        ),
        table("scenario_kinds", keep="number"),
        charts("chart_scenario_kinds"),
        table(
            "scenario_changes",
            "scenario base reduced u_reduced energy u_energy co2 u_co2 hg_rate co2_rate",
            keep="co2",
            compact=True,
        ),
        charts("chart_scenario_rates"),
        table("scenario_steps", keep="co2"),
    ),
    section(
        "单位减汞的变化、协同与权衡 | Changes for each unit of mercury, synergies and trade-offs",
        items("scenario_unit", "{scenario}：{said}。 | {scenario}: {said}."),
        table("scenario_unit", keep="reduced"),
        table("scenario_money", keep="annual_cost"),
    ),
)
INFLUENCES = section(
    "关键影响因素 | Key influences",
    "对“{influence_scenario}”，各参数在其不确定度内变动对单位减汞 CO2 变化的影响见{#influences}。"
    " | For {influence_scenario}, {#influences} has what each parameter, moved by its uncertainty, makes of "
    "the CO2 for each kg "
    "of mercury.",
    say(
        "影响最大的依次为：{influence_order_item[11]}、{influence_order_item[10]}、{influence_order_item[9]}。 | The largest are "
        "{influence_order_item[11]}, {influence_order_item[10]} and {influence_order_item[9]}.",
        "influence_per",
    ),
    table("influences", "item moves low high part rank", keep="moves"),
    charts("chart_tornado"),
)
LIMITS = section(
    "局限 | Limits",
    (
        "情景参数为技术层面的估计，不等于各企业的实际改造效果；不同测试的边界须一致，差值才有意义；负荷、季节和触媒龄期的影响未单独分离。 | "
        "Scenario parameters are estimates for the technologies and not the actual effect of a retrofit at each "
        "plant; differences between runs are meaningful only within the same boundary; the effects of load, "
        "season and age of the catalyst are not separated."
    ),
    (
        "新增用电按所选电网因子计，不反映边际机组；乙烯、氯化汞、金触媒等物料的上游排放未计入。单位成本之间不能相加。 | "
        "Additional electricity counts with the grid factor chosen and does not reflect marginal units; upstream "
        "emissions of ethylene, mercuric chloride, gold catalyst and other materials are not included. Unit costs "
        "cannot be added up."
    ),
    common.OPEN_POINTS[1:],
)
UNCERTAINTY = simulation(
    "情景结果的模拟 | Simulation of the scenarios",
    "模拟的判定 | Grades in the simulation",
    "情景结果的分布 | Distribution of the results",
)


CONCLUSION = section(
    "结论 | Conclusions",
    say(
        (
            "与基准比较的 {scenario_summary_number} 个情景中，{scenario_summary_synergy} 个汞碳双降，{scenario_summary_trade_off} "
            "个减汞增碳。 | Of the {scenario_summary_number} scenarios compared with the baseline, "
            "{scenario_summary_synergy} lower both mercury and carbon, and {scenario_summary_trade_off} lower "
            "mercury but raise carbon."
        ),
        "scenario_summary_number",
    ),
    say(
        (
            "减汞最多的是“{scenario_summary_most_by}”（{scenario_summary_most:#,##0} kgHg）。单位减汞的 CO2 "
            "变化最大的是“{scenario_summary_co2_most_by}”（{scenario_summary_co2_most:#,##0.000} tCO2/kgHg），"
            "最小的是“{scenario_summary_co2_least_by}”（{scenario_summary_co2_least:#,##0.000} tCO2/kgHg）。 | "
            "{scenario_summary_most_by} reduces the most mercury ({scenario_summary_most:#,##0} kgHg). The change "
            "in CO2 for each kg of mercury is largest for {scenario_summary_co2_most_by} "
            "({scenario_summary_co2_most:#,##0.000} tCO2/kgHg) and smallest for {scenario_summary_co2_least_by} "
            "({scenario_summary_co2_least:#,##0.000} tCO2/kgHg)."
        ),
        "scenario_summary_co2_least",
    ),
    say(
        "“{influence_scenario}”的结果为 {influence_per:#,##0.000} tCO2/kgHg（± {influence_u:#,##0.000}）；"
        "方向是否超出不确定度见{#scenario_unit}。"
        " | {influence_scenario} has {influence_per:#,##0.000} tCO2/kgHg (± {influence_u:#,##0.000}); "
        "{#scenario_unit} says which "
        "directions are beyond their uncertainty.",
        "influence_per",
    ),
)


def sections() -> tuple[Section, ...]:
    """The sections of the chapter ``energy_carbon``, in the order of the report."""
    return (PURPOSE, METHODS, RUNS, ASSUMPTIONS, FINDINGS, INFLUENCES, UNCERTAINTY, LIMITS, CONCLUSION)
