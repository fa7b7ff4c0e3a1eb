"""The report on coupling: common sources, quadrants of measures, coordination, potential model and priorities."""

from __future__ import annotations

from pycore.sheets.chapter import Section
from workbooks.common import chapter_parts as common
from workbooks.common.chapter_parts import charts, items, panel, ranked, say, section, simulation, table

PURPOSE = section(
    "目的与分析路径 | Purpose and path of analysis",
    "本报告解析汞与碳在各生产节点的同源性，判定每项措施在每个节点上是协同、权衡还是非预期影响，评价各企业各年的汞碳耦合协调程度，"
    "并用指标、权重、情景参数和排序明确协同减排潜力与优先序。 | This report shows at which nodes mercury and carbon arise together, whether each "
    "measure at each node is synergy, trade-off or unintended, how far mercury and carbon of each plant are "
    "in step, and, by "
    "indicators, weights, parameters and an order, what the potential is and what comes first.",
    "区域为{region_province}，基准年 {settings_year1} 年，核算年 {settings_year2} 年。 | "
    "The region is {region_province}, the base year "
    "{settings_year1}, the year of account {settings_year2}.",
)
METHODS = section(
    "方法 | Methods",
    "同源指数 = √(汞占比 × 碳占比)，重叠 = 两者中较小者。 | Co-source index = √(share of mercury × share of CO2); overlap: the smaller.",
    "象限：汞减碳减为协同，汞减碳增、汞增碳减为权衡，两者同增为非预期影响，有一方不变为无交叉影响。弹性 Els =（汞变化率）÷（CO2 变化率），"
    "基准为核算年区域量（汞按“{effect_basis_hg}”）；同增时 Els 也为正，另行判读，不作协同。 | Quadrants: both fall, synergy; one falls and one "
    "rises, trade-off; both rise, unintended; one stays, no cross effect. Elasticity = relative change of "
    "mercury over that of CO2, "
    "against the region in the year of account (mercury: {effect_basis_hg}). It is positive where both rise "
    "as well, which is read apart.",
    "耦合协调度：得分 u 按“越低越好”对全部企业各年的单位产品用汞和单位产品 CO2 极差标准化；C = 2√(u1·u2)/(u1+u2)，"
    "T = {coordination_set_w_hg}·u1 + {coordination_set_w_co2}·u2，D = √(C·T)。等级每 0.1 一级，采用“{coordination_set_closed}”。"
    " | Coordination: scores are min–max, less is better, of mercury and CO2 for each t over all plants and years; "
    "C = 2√(u1·u2)/(u1+u2), T = {coordination_set_w_hg}·u1 + {coordination_set_w_co2}·u2, D = √(C·T). Grades "
    "in steps of 0.1; "
    "closed end: {coordination_set_closed}.",
    "潜力模型：权重 = λ·AHP + (1 − λ)·客观权重，λ = {potential_set_ahp_share}，客观权重取“{potential_set_objective}”；AHP 由各专家判断的"
    "几何平均按列归一化，一致性比例 CR 应小于 0.1；排序用 TOPSIS（向量规范化）。 | Potential model: weight = λ·AHP + (1 − λ)·weight from the data, "
    "λ = {potential_set_ahp_share}, data: {potential_set_objective}. AHP takes the geometric mean of the "
    "experts by normalised columns, with CR "
    "below 0.1; the order is by TOPSIS (vector normalisation).",
)
ASSUMPTIONS = section(
    "假设与数据来源 | Assumptions and sources of data",
    "措施、互斥与前提及评分依据见{#measures}，各节点影响的来源见{#effects}，指标的口径与来源见{#indicator_list}，"
    "方案的数值取自情景还是自有见{#options}，情景参数（可推广比例低、中、高）见{#prospects}。 | "
    "{#measures} has the measures with exclusions, needs and scores, {#effects} the sources of their "
    "effects, {#indicator_list} the indicators, {#options} which numbers of the options are a scenario's and which "
    "own, {#prospects} the parameters of the scenarios (share low, middle, high).",
    panel("coordination_set"),
    table(
        "measures",
        ("name kind chosen needs excludes cost applicability transferability feasibility basis evidence"),
        compact=True,
    ),
    table("effects", "measure node hg co2 energy source quality evidence", compact=True, total=False),
    table("indicator_list", "name direction unit source evidence"),
    table("options", "name scenario origin evidence"),
    table(
        "options_used",
        "item c1 c2 c3 c4 c5 c6 c7 c8",
        compact=True,
        heads={f"c{j}": f"{{indicator_list_name[{j}]}} | {{indicator_list_name[{j}]}}" for j in range(1, 9)},
    ),
    table(
        "prospects",
        "option hg_per_t_used co2_per_t_used cost_per_t_used low mid high applicability transferability feasibility "
        "basis",
        keep="high",
        compact=True,
    ),
)
FINDINGS = section(
    "结果 | Results",
    section(
        "同源与节点 | Common sources, by node",
        "各节点的汞碳占比与类型见{#node_accounts}，措施在各节点上的象限见{#node_effects}。 | {#node_accounts} has the shares by node, "
        "{#node_effects} the quadrants of the measures.",
        table("node_accounts", "node hg hg_share co2 co2_share common smaller kind", keep="hg co2"),
        table(
            "node_effects",
            "node synergy carbon_rises mercury_rises unintended no_cross hg co2 relation",
            keep="relation",
        ),
        charts("chart_nodes"),
    ),
    section(
        "措施的协同、权衡与约束 | Synergy, trade-off and constraints of the measures",
        table(
            "measure_results",
            "name hg co2 hg_share co2_share quadrant els reading per_kg co2_per_kg",
            keep="hg",
            compact=True,
        ),
        items("measure_results", "{name}：{quadrant}。 | {name}: {quadrant}."),
        charts("chart_measure_quadrants"),
    ),
    section(
        "耦合协调度 | Coupling coordination",
        "{coordination_set_boundary} | {coordination_set_boundary}",
        table("coordination", "plant year hg co2 u_hg u_co2 c t d grade rank says", keep="d", compact=True),
        table("coordination_change", keep="change"),
        charts("chart_coordination"),
    ),
    section(
        "权重 | Weights",
        "计入 {ahp_joint_experts} 位专家，{ahp_joint_says}。 | {ahp_joint_experts} experts counted. {ahp_joint_says}.",
        table("indicator_weights", "indicator_name ahp entropy critic objective combined says", keep="combined"),
        table("experts", "name field pairs_judged cr says", keep="pairs_judged", total=False),
    ),
    section(
        "潜力与优先序 | Potential and priorities",
        ranked(
            "option_potential_option",
            "option_potential_hg_mid",
            "kg/a",
            "减汞潜力（中）最大的方案：{list}。 | The largest mercury potential (middle): {list}.",
        ),
        table("option_potential", keep="hg_mid", compact=True),
        table("topsis", "option to_best to_worst near_best rank", keep="near_best"),
        table("priorities", "option place near_best p_first hg co2 kind score says", keep="option", compact=True),
        items("priorities", "第 {place} 位 {option}：{says}。 | {place}. {option}: {says}."),
        charts("chart_ranking chart_option_potential"),
    ),
)
UNCERTAINTY = section(
    "不确定度 | Uncertainty",
    "权重在 ±{potential_set_spread:0%} 内抽样，各方案居各名次的概率见{#rank_chances}（需加载项计算）。措施影响的不确定度由数据质量等级给出。"
    " | Weights are drawn within ±{potential_set_spread:0%}; {#rank_chances} has the probability of each "
    "rank (needs the add-in). The "
    "uncertainty of the effects follows from their data quality.",
    table("rank_chances", keep="r1", compact=True),
    simulation(
        "模拟结果 | Results of the simulation",
        "模拟中的等级 | Grades in the simulation",
        "结果的分布 | Distribution of the results",
    ),
)
LIMITS = section(
    "局限 | Limits",
    "得分是区域内的相对值：极差标准化使最差者得 0，增删企业会改变其他企业的得分。各方案潜力分别计算，互斥的不能相加。专家判断代表参与者的看法。"
    " | Scores are relative within the region: the worst gets 0, and plants added or left out change the "
    "others. Potentials are of each option by "
    "itself and do not add up where options exclude each other. Judgements are those of the experts who took part.",
    common.OPEN_POINTS[1:],
)
CONCLUSION = section(
    "结论 | Conclusions",
    say(
        "排在首位的方案是“{priorities_option[1]}”（贴近度 {priorities_near_best[1]:#,##0.000}，{priorities_kind[1]}）："
        "{priorities_says[1]}；"
        "其次是“{priorities_option[2]}”：{priorities_says[2]}。 | First comes {priorities_option[1]} (closeness "
        "{priorities_near_best[1]:#,##0.000}; {priorities_kind[1]}): {priorities_says[1]}. Then "
        "{priorities_option[2]}: {priorities_says[2]}.",
        "priorities_option",
    ),
    say(
        "选用的措施合计使汞变化 {node_effects_hg_total:#,##0} kg/a、CO2 变化 {node_effects_co2_total:#,##0} t/a（负为减少）。 | "
        "The measures chosen change "
        "mercury by {node_effects_hg_total:#,##0} kg/a and CO2 by {node_effects_co2_total:#,##0} t/a (negative: less).",
    ),
)


def sections() -> tuple[Section, ...]:
    """The sections of the chapter ``coupling``, in the order of the report."""
    return (PURPOSE, METHODS, ASSUMPTIONS, FINDINGS, UNCERTAINTY, LIMITS, CONCLUSION)
