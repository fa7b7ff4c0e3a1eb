"""The chapter of the environmental impact report, in the order of the explanatory note, 4.5.1 to 4.5.6."""

from __future__ import annotations

import re

from pycore.language import both
from pycore.sheets.chapter import Chapter, LinesOf, Provenance, TableOf
from workbooks.coal_chemical import pictures
from workbooks.coal_chemical.project import GUIDE, PRODUCT_ROWS
from workbooks.coal_chemical.results import ACCOUNT_ROWS
from workbooks.coal_chemical.uncertainty import ROWS as UNCERTAINTY_ROWS
from workbooks.common import chapter_parts as common
from workbooks.common.chapter_parts import charts, equations, items, panel, ranked, say, section, simulation, table


def _ledger(key: str, columns: str, what: str, *, note: str = "") -> TableOf:
    """The rows of a ledger, or the sentence that the project has none of it."""
    none = both(what).within("本项目不涉及{}。 | The project has no {}.")
    return table(key, f"stage unit {columns} quality evidence", total=False, empty=none, note=note, basis=True)


_ROWS = {"accounts": ACCOUNT_ROWS, "u_sources": UNCERTAINTY_ROWS}


def _by_name(words: str) -> str:
    """Take rows of the three accounts and of the uncertainties by what they hold: ``accounts_after[nox]``."""
    return re.sub(
        r"(accounts|u_sources)_(\w+)\[(\w+)\]", lambda cell: f"{cell[1]}_{cell[2]}[{_ROWS[cell[1]][cell[3]]}]", words
    )


GENERAL = section(
    "总则 | General",
    section(
        "编制依据 | Basis",
        "本章依据{cover_guide}编制，核算方法同时参照《碳排放核算与报告要求 第 10 部分：化工生产企业》（GB/T 32151.10）、《工业企业温室气体排放核算和报告通则》（GB/T 32150）、"
        "《建设项目环境影响评价技术导则 总纲》（HJ 2.1）和《关于开展重点行业建设项目碳排放环境影响评价试点的通知》（环办环评函〔2021〕346 号）。"
        " | This chapter follows the {cover_guide}. The methods also refer to GB/T 32151.10 (chemical "
        "producers), GB/T 32150 (general rules of GHG accounting), HJ 2.1 (EIA general programme) and the "
        "notice on pilot carbon EIA of key sectors (2021, no. 346).",
        "温室气体排放量指二氧化碳排放量；甲烷单独核算，不计入总量。污染物以氮氧化物表征。"
        " | GHG emission means the emission of CO2; methane is counted separately and is not in the total. NOx "
        "stands for the pollutants.",
    ),
    section(
        "评价对象 | The project",
        "本次评价的对象为“{project_name}”，由{project_owner}建设，位于{project_place}，建设性质为{project_nature}，"
        "建设项目环境影响评价分类为{project_category}。评价基准年为 {project_base_year} 年。项目基本情况见{#project}，产品方案见{#products}。"
        ' | The assessment is of "{project_name}", built by {project_owner} at {project_place}. Kind of project: '
        "{project_nature}; EIA category: {project_category}. The base year is {project_base_year}. Facts are in "
        "{#project}, products in {#products}.",
        panel("project", title="项目基本情况 | The project"),
        table("products", "product measure capacity existing construction proposed replaced offsite u evidence"),
    ),
    section(
        "评价内容 | Scope",
        "评价内容包括：政策符合性分析、核算边界与排放源识别、温室气体和氮氧化物排放量核算、排放绩效与对标、碳污协同度分析、减污降碳措施有效性论证、管理要求与监测计划、不确定性分析和评价结论。"
        " | The assessment covers policy conformity, boundary and sources, emissions of GHG and NOx, performance "
        "against benchmarks, synergy of carbon and pollutants, measures, management and monitoring, "
        "uncertainty, and the conclusion.",
        "工作程序见{#work_programme}。 | {#work_programme} has the work programme.",
        pictures.PROGRAMME,
    ),
)
POLICY = section(
    "政策符合性分析 | Policy conformity",
    "对照生态环境保护法律法规、碳达峰碳中和目标和行动方案、污染防治攻坚战目标任务、减污降碳协同增效、生态环境分区管控、煤炭消费总量控制、清洁能源替代、清洁运输等政策，以及相关规划和规划环境影响评价要求，"
    "逐项分析本项目的符合性，结果见{#documents}和{#policy}。"
    " | The project is held against environmental law, carbon goals and action plans, the campaign against "
    "pollution, co-control, zone-based control, the coal cap, clean energy, clean transport, and the plans with "
    "their EIA; {#documents} has the result document by document, {#policy} by topic.",
    table(
        "documents",
        "deed clause demand conformity explanation evidence",
        keep="due",
    ),
    table("policy", "item deed requirement conformity explanation evidence"),
)
_SHARE_NOTE = (
    "数值为该工序排放计入各产品绩效的份额；合计扣除转给其他产品的部分。"
    " | The numbers are the shares of the unit that count for each product; the sum leaves out what is passed on to "
    "other products."
)
_SHARE_HEADS = {
    f"share{p}": both(f"计入“{{products_product[{p}]}}”的份额 | share that counts for {{products_product[{p}]}}")
    for p in range(1, PRODUCT_ROWS + 1)
}
BOUNDARY = section(
    "核算边界与排放源识别 | Boundary and sources",
    section(
        "核算边界 | Boundary",
        "核算边界包括主要生产工序和辅助、附属生产系统；项目边界小于工序时，以项目所在工序整体为工序核算边界。改扩建项目同时考虑现有工程边界。各工序的范围、主要工艺见{#units}。"
        " | The boundary holds the main process units with the auxiliary and ancillary systems. Where the "
        "project is smaller than a process unit the whole unit counts; an extension includes the existing "
        "plant. {#units} has the units and their technology.",
        table(
            "units",
            "unit existing construction proposed technology",
            keep="existing construction proposed",
        ),
        "边界、工序间的流向和跨越边界的物料与能源见{#boundary_picture}。"
        " | {#boundary_picture} shows the boundary, the flows between units and what crosses it.",
        pictures.BOUNDARY,
        "各阶段的份额分别取：该阶段只有一种产品时为 1，碳流说得清的按碳的去向推导，其余由编制单位填写并说明理由，见{#share_proposed}和{#share_existing}。"
        " | Each stage has shares of its own: 1 where it makes one product, by the carbon flows "
        "where they say it, else "
        "entered with a reason; see {#share_proposed} and {#share_existing}.",
        *(
            table(
                f"share_{stage}",
                f"unit {' '.join(_SHARE_HEADS)} covered reason",
                keep="covered",
                note=_SHARE_NOTE,
                heads=_SHARE_HEADS,
                empty=f"{none} | {none_en}",
            )
            for stage, none, none_en in (
                ("proposed", "拟建工程没有产品份额。", "The proposed project has no shares."),
                ("existing", "现有工程没有产品份额。", "The existing plant has no shares."),
            )
        ),
    ),
    section(
        "排放源识别 | Sources",
        "按温室气体产生、治理和排放的顺序识别排放源，包括消耗化石燃料、工业生产过程、净输入电力和热力、含碳产品隐含的排放以及捕集和利用装置，并注明与氮氧化物同源的排放源，见{#sources}。"
        " | Sources are identified in the order in which GHG arise, are treated and leave: fossil fuels, "
        "processes, net electricity and heat, carbon held in products, capture and use; those that share their "
        "origin with NOx are marked. See {#sources}.",
        table("sources", "stage unit source kind gas material outlet evidence"),
    ),
)
EMISSIONS = section(
    "温室气体排放量核算 | Emissions",
    section(
        "核算方法与口径 | Methods and settings",
        "排放量按工艺过程（碳平衡）、化石燃料燃烧、碳酸盐使用、购入电力和热力分别核算，扣除外供电力、外供热力和二氧化碳回收量。工艺加热炉燃用的自产燃料气已在碳平衡内，不重复计算；含碳产品隐含的排放在碳平衡中扣除。"
        "采用的方程及依据见{#methods_in_use}，计算口径见{#settings}。"
        " | Emissions are those of processes (carbon balance), fossil fuels, carbonates, and electricity and "
        "heat bought; electricity and heat sold and CO2 captured are deducted. Own fuel gas burned in process "
        "heaters is inside the carbon balance and not counted again; carbon held in products is deducted in it. "
        "{#methods_in_use} has the equations, {#settings} the settings.",
        equations("采用的核算方法及依据 | Equations in use and where they come from"),
        panel(
            "settings",
            "fuel_set reading factor_year electricity_name electricity green_zero heat co2_density gwp_ch4 "
            "basis ghg_decimals nox_decimals confidence",
            title="计算口径 | Settings",
        ),
    ),
    section(
        "活动数据 | Activity data",
        "各排放源的活动数据、参数、佐证材料和核算结果见下列各表。碳含量、低位发热量等优先采用实测值，其余采用因子库的缺省值。"
        " | The tables below have activity data, parameters, evidence and results. Measured carbon contents and "
        "calorific values come before defaults of the factor library.",
        table(
            "coals",
            "name role purpose amount carbon ncv per_energy evidence",
            keep="name",
            empty="没有填写煤质检测结果。 | No tests of coal are given.",
        ),
        table(
            "design_check",
            keep="check_carbon",
            empty="没有填写校核煤。 | No check coal is given.",
        ),
        table(
            "gases",
            "name carbon evidence",
            keep="name",
            empty="没有填写气体组成。 | No compositions of gases are given.",
        ),
        table(
            "own_materials",
            "name formula content source evidence",
            keep="name",
            empty="没有自有物料。 | There are no materials of the site's own.",
        ),
        _ledger(
            "fuels",
            "fuel use consumption ncv carbon_content carbon oxidation counted",
            "化石燃料消耗 | fossil fuels",
            note="自产燃料气已在碳平衡内，不计入总量。 | Own fuel gas is inside the carbon balance and not counted.",
        ),
        _ledger("carbon", "direction flow name quantity content carbon", "碳平衡物料 | carbon flows"),
        _ledger("carbonates", "carbonate use consumption emission_factor purity_used co2", "碳酸盐使用 | carbonates"),
        _ledger(
            "electricity",
            "trade power use electricity emission_factor signed",
            "购入或外供电力 | electricity bought or sold",
        ),
        _ledger(
            "heat", "trade medium use quantity pressure t_used heat signed", "购入或外供热力 | heat bought or sold"
        ),
        _ledger("capture", "recovery use volume mass purity co2", "二氧化碳回收利用 | capture of CO2"),
    ),
    section(
        "拟建工程排放量 | Emissions of the proposed project",
        "拟建工程二氧化碳排放量为 {summary_proposed_total_total:#,##0} t/a，氮氧化物排放量为 {summary_proposed_nox_total:#,##0.0} t/a，"
        "各工序和排放源的构成见{#summary_proposed}和{#chart_sources}。"
        " | The proposed project emits {summary_proposed_total_total:#,##0} t/a of CO2 and "
        "{summary_proposed_nox_total:#,##0.0} t/a of NOx; {#summary_proposed} and {#chart_sources} show the "
        "process units and sources.",
        ranked(
            "summary_proposed_unit",
            "summary_proposed_total",
            "tCO2/a",
            "按工序，排放量由大到小依次为：{list}。 | By process unit, the largest first: {list}.",
            whole="summary_proposed_total_total",
        ),
        ranked(
            "u_sources_item",
            "u_sources_emission",
            "tCO2/a",
            "按排放源，排放量由大到小依次为：{list}。 | By source, the largest first: {list}.",
            whole=_by_name("u_sources_emission[total]"),
            rows=6,
        ),
        table(
            "summary_proposed",
            "unit fuel process carbonate power_in power_out heat_in heat_out capture total nox",
            keep="activity",
            compact=True,
        ),
        charts("chart_sources"),
    ),
    section(
        "碳平衡 | Carbon balance",
        "各工序的碳平衡见{#balance}。工艺过程排放 =（带入碳 − 产品带出碳 − 其他带出碳）× 44/12。"
        " | {#balance} has the carbon balance of each process unit. Process emission = (carbon in − carbon in "
        "products − other carbon out) × 44/12.",
        table("balance", "stage unit carbon_in products other co2 ratio", keep="carbon_in"),
        "拟建工程各工序的碳流见{#carbon_flows}。 | {#carbon_flows} has the carbon flows of the proposed project.",
        pictures.CARBON_FLOWS,
    ),
    section(
        "排放量“三本账” | Three accounts",
        _by_name(
            "现有工程、拟建工程、替代削减以及项目实施后的排放量见{#accounts}。项目实施后二氧化碳排放量为 {accounts_after[total]:#,##0} t/a，"
            "变化量为 {accounts_change[total]:+#,##0} t/a；氮氧化物排放量为 {accounts_after[nox]:#,##0.0} t/a，"
            "变化量为 {accounts_change[nox]:+#,##0.0} t/a。产能置换出让方和区域削减在核算边界内单列，不从本厂排放量中扣除。"
            " | {#accounts} has the emissions of the existing plant, the proposed project, what it replaces, and "
            "the state after it. After the project CO2 is {accounts_after[total]:#,##0} t/a, a change of "
            "{accounts_change[total]:+#,##0} t/a; NOx is {accounts_after[nox]:#,##0.0} t/a, a change of "
            "{accounts_change[nox]:+#,##0.0} t/a. The transferor of capacity and regional reduction are inside the "
            "boundary and shown; they are not subtracted from the site."
        ),
        table(
            "accounts",
            "item measure existing construction proposed replaced after change relative transferor regional boundary",
        ),
    ),
    section(
        "氮氧化物与甲烷 | NOx and methane",
        _ledger(
            "nox", "stack facility source concentration flow hours mass nox limit", "氮氧化物排放 | emission of NOx"
        ),
        _ledger(
            "methane",
            "source ch4 gwp co2e",
            "甲烷排放 | emission of methane",
            note="甲烷单独核算，不计入二氧化碳总量。 | Methane is counted separately and is not in the CO2 total.",
        ),
    ),
)
PERFORMANCE = section(
    "排放绩效与对标 | Performance and benchmarks",
    section(
        "排放绩效 | Performance",
        "排放绩效为产品边界内排放量与产品产量之比，见{#performance}。"
        " | Performance is the emission within the boundary of a product over its output; see {#performance}.",
        table("performance"),
    ),
    section(
        "与先进值、基准值比较 | Against advanced values and benchmarks",
        "各产品二氧化碳排放绩效与指南先进值和公开发布的基准值的比较见{#comparison}和{#chart_benchmark}。"
        " | {#comparison} and {#chart_benchmark} hold the CO2 performance against the guide's advanced values "
        "and published benchmarks.",
        items(
            "comparison",
            "{product}：二氧化碳排放绩效为 {e_ghg}，指南先进值为 {mee}，偏差 {deviation}；团体标准等级为 {tcc_level}。"
            " | {product}: CO2 performance {e_ghg}, advanced value of the guide {mee}, deviation {deviation}; "
            "T/CCECTA level {tcc_level}.",
        ),
        table(
            "comparison",
            note="等级 1、2、3 为达到的级别，0 为均未达到，“–”为该体系未规定或不可比。先进值与基准值的设定条件见工作簿“基准值库”表。"
            " | Levels 1, 2, 3 are met, 0 means none, – that the scheme has no comparable value. The "
            "conditions of the values are on the sheet Benchmarks.",
        ),
        charts("chart_benchmark"),
    ),
    section(
        "工序绩效 | Performance by process",
        "各工序的产出见{#made}，排放绩效见{#process}：拟建、拟建并采纳措施后，以及现有工程和项目实施后的比较。"
        " | {#made} has what the process units make, {#process} their performance: proposed, with the measures "
        "adopted, and "
        "the existing plant beside the state after the project.",
        table("made", "unit product measure existing construction proposed replaced", keep="product"),
        table(
            "process",
            "unit product measure e_existing e_proposed e_optimised e_after e_after_optimised verdict",
            keep="product",
            empty="没有可计算绩效的工序。 | There is no process unit whose performance can be calculated.",
        ),
    ),
    section(
        "与现有工程比较 | Against the existing plant",
        "原则上改扩建及迁建后各工序温室气体排放绩效不高于现有工程；高于的应作合理说明。"
        " | In principle the performance after an extension or relocation is not worse than that of the existing "
        "plant; where it is, it is explained.",
        table(
            "versus",
            "product existing_output after_output existing_ghg after_ghg verdict",
            keep="existing_output",
            empty="没有可比较的现有工程产品。 | There is no product of an existing plant to compare with.",
        ),
    ),
    section(
        "省级指标与核算口径 | Provincial indicators and boundaries",
        "各省指南的核算口径与本指南比较见{#boundary_totals}；所在省份要求的产值、增加值和能耗等指标见{#provincial}。绩效、对标和协同度按本指南口径。"
        " | {#boundary_totals} compares the boundaries of provincial guides with this one; {#provincial} has the "
        "indicators by output value, value added, energy and the like that the province asks for. Performance, "
        "benchmarks and S keep the boundary of this guide.",
        table("boundary_totals", keep="after"),
        table(
            "provincial",
            "item measure existing proposed after",
            keep="verdict",
            empty="所在省份没有要求这些指标。 | The province does not ask for these indicators.",
        ),
    ),
    section(
        "先进值的设定条件 | Conditions of the advanced values",
        "先进值是在编制说明 4.5.4（3）所列条件下测算的，本项目与各条件的比较见{#against_set}。"
        " | The advanced values were calculated under the conditions of 4.5.4(3) of the note; {#against_set} holds the "
        "project against each.",
        table(
            "against_set",
            "item project basis set1 set2 set3 set4 meets1 meets2 meets3 meets4 stated",
            keep="check",
            note="“达到”为与设定相同或更严。 | Met: as set, or better.",
            empty="没有与产品对应的设定条件。 | No condition is set for the products.",
        ),
    ),
    section(
        "高于参考值的说明 | What is above, and why",
        "绩效高于先进值、公开发布的绩效水平值或现有工程的产品见{#gap}，工序见{#unitgap}，各附合理说明。"
        " | {#gap} has the products and {#unitgap} the process units above an advanced value, a published level or the "
        "existing plant, each with its explanation.",
        table(
            "gap",
            "product basis value held_against deviation optimised stated",
            keep="above",
            empty="没有高于先进值或现有工程的产品。 | No product is above an advanced value or the existing plant.",
        ),
        table(
            "unitgap",
            "unit product existing after after_optimised proposed optimised stated",
            keep="above",
            empty="没有高于现有工程或绩效水平值的工序。 | No process unit is above the existing plant or a level.",
        ),
    ),
)


SYNERGY = section(
    "碳污协同度分析 | Synergy of carbon and pollutants",
    "碳污协同度 S =（ΔNOx ÷ NOx 先进值）÷（ΔCO2 ÷ CO2 先进值），Δ 为项目绩效减先进值。先按两个偏差的正负确定协同状态，再按编制说明表 4-1 的区间判定等级；某项与先进值相同时不计算 S，"
    "另一项须优于先进值。判定结果见{#synergy}和{#chart_quadrants}。"
    " | The synergy index is S = (ΔNOx / advanced NOx) / (ΔCO2 / advanced CO2), Δ being the project's "
    "performance less the advanced value. The signs give the state, the intervals of table 4-1 of the note the "
    "grade; where one equals the advanced value S is not computed and the other must be better. {#synergy} and "
    "{#chart_quadrants} have the result.",
    items("synergy", "{product}：{meaning} | {product}: {meaning}"),
    table("synergy", "product e_nox ref_nox e_ghg ref_ghg dev_nox dev_ghg state s grade"),
    charts("chart_quadrants"),
)
MEASURES = section(
    "减污降碳措施有效性论证 | Measures",
    section(
        "措施比选 | Measures compared",
        "从源头防控、过程控制、末端治理和回收利用等方面提出减污降碳措施，逐项比较其二氧化碳和氮氧化物变化量、成本以及单独实施后的协同度，见{#measures}。变化量为负表示减少。"
        " | Measures of prevention, process control, end-of-pipe treatment and recovery are compared one by one: "
        "change of CO2 and NOx, cost, and the grade with this measure alone; see {#measures}. A negative change "
        "is a reduction.",
        table("measures", "name kind unit group needs d_co2 d_nox product s grade adopted"),
        "技术可行性（成熟度、应用业绩）见{#measures_technology}，经济合理性（单位减碳、减氮成本和静态回收期）见{#measures_economy}。"
        "减碳和减氮成本各按全部年增成本计；回收期 = 投资 ÷（投资 ÷ 折旧年限 − 年增成本）。"
        " | {#measures_technology} has the technology (maturity, references), {#measures_economy} the economy (cost "
        "per tonne of CO2 and per kg of NOx, simple payback). Each cost takes the whole annual cost; payback = "
        "investment / (investment / years of depreciation − annual cost).",
        table(
            "measures",
            "name maturity references evidence",
            named="measures_technology",
            title="措施的技术有效性 | Measures: technology",
        ),
        table(
            "measures",
            "name investment annual_cost life unit_cost nox_cost payback",
            named="measures_economy",
            title="措施的经济合理性 | Measures: economy",
        ),
    ),
    section(
        "采纳措施后的绩效与协同度 | With the measures adopted",
        _by_name(
            "采纳措施后的排放绩效和协同度见{#optimised}，协同措施清单见{#cocontrol}，优化循环见{#loops}；"
            "项目实施后二氧化碳排放量为 {accounts_optimised[total]:#,##0} t/a，"
            "氮氧化物排放量为 {accounts_optimised[nox]:#,##0.0} t/a。"
            " | {#optimised} has performance and synergy with the measures adopted, {#cocontrol} the list, "
            "{#loops} the loops; after the project CO2 is then {accounts_optimised[total]:#,##0} t/a and "
            "NOx {accounts_optimised[nox]:#,##0.0} t/a."
        ),
        table(
            "cocontrol",
            "place name kind unit co2_before d_co2 co2_after nox_before d_nox nox_after together",
            keep="name",
            empty="没有采纳措施。 | No measure is adopted.",
        ),
        table(
            "loops",
            "loop product chosen_set e_nox e_ghg dev_nox dev_ghg s grade",
            keep="e_nox",
            empty="没有记录优化循环。 | No loop of optimisation is recorded.",
        ),
        table("optimised", "product before d_co2 nox_change e_nox e_ghg dev_nox dev_ghg state s grade"),
        "各产品措施前后的变化见{#synergy_changes}。 | {#synergy_changes} has the change of each product.",
        pictures.CHANGES,
    ),
)
MANAGEMENT = section(
    "管理要求与监测计划 | Management and monitoring",
    "碳排放环境管理机构、制度、台账和数据质量控制等要求及落实情况见{#management}，活动数据和排放因子的监测计划见{#plan}。"
    " | {#management} has the organisation, rules, ledgers and data quality control, {#plan} the plan by "
    "which activity data and factors are monitored.",
    table("management"),
    "监测计划由台账逐行生成，列出监测对象和参数、仪器与方法、标准、频次、责任部门以及记录与保存年限，"
    "见{#plan}；数据质量控制计划见{#quality_plan}。"
    " | The monitoring plan follows from the ledgers row by row: what is measured, instrument and method, standard, "
    "frequency, who is responsible, record and retention, see {#plan}; {#quality_plan} has the control of data "
    "quality.",
    table("plan", "item method standard frequency responsible record", keep="item"),
    table("quality_plan", "item lines worst assurance gaps responsible record", keep="lines"),
    "减污降碳措施及管理监测计划纳入环保设施竣工验收“三同时”，见{#acceptance}。"
    " | Measures, management and monitoring go into the acceptance of environmental facilities, see {#acceptance}.",
    table("acceptance", "item d_co2 d_nox design construction operation accepted responsible", keep="item"),
)
_GRADE = "product grade u_nox u_ghg u_ref_nox u_ref_ghg acceptable firm"
UNCERTAINTY = section(
    "不确定性、数据来源与局限 | Uncertainty, data sources and limits",
    section(
        "排放量的不确定度 | Uncertainty of the emissions",
        _by_name(
            "拟建工程排放量的不确定度按 IPCC 方法 1（误差传播）合成，见{#u_sources}：二氧化碳合计 {u_sources_emission[total]:#,##0} t/a，"
            "相对不确定度 {u_sources_u[total]}；氮氧化物 {u_sources_emission[nox]:#,##0.0} t/a，"
            "相对不确定度 {u_sources_u[nox]}（95% 区间半宽）。"
            " | Uncertainties are combined by IPCC Approach 1 (error propagation), see {#u_sources}: CO2 "
            "{u_sources_emission[total]:#,##0} t/a, {u_sources_u[total]}; NOx {u_sources_emission[nox]:#,##0.0} "
            "t/a, {u_sources_u[nox]} (half of the 95 % interval)."
        ),
        table(
            "u_sources",
            "item measure emission u half part",
            note="相对不确定度为 95% 区间半宽除以均值；同一台账中采用同一因子的行一起变化，不同台账按相互独立合成。"
            " | Half of the 95 % interval over the mean; rows of a ledger that share a factor vary together, ledgers "
            "are taken as independent.",
        ),
    ),
    section(
        "等级的可靠性 | How firm the grades are",
        "考虑项目绩效和先进值的不确定度，按概率判断协同度等级是否可靠；最可能等级的概率不低于 {settings_confidence} 为可靠，否则等级可能翻转。结论和各表中的概率同取此处的值；蒙特卡洛模拟用于核对。"
        " | With the uncertainty of the performance and of the advanced values each grade has a probability; a "
        "grade is firm at {settings_confidence} and above, else it could flip. The conclusion and "
        "every table show this "
        "probability; the Monte Carlo simulation checks it.",
        table("confidence", _GRADE),
        table("confidence_after", _GRADE),
    ),
    simulation(
        "主要结果的分布 | Distribution of the main results",
        "核对：模拟中各等级出现的比例 | Cross-check: how often each grade comes out in the simulation",
        "排放绩效的分布与碳污协同象限 | Distribution of performances, and synergy quadrants",
    ),
    section(
        "因子与参数来源 | Sources of factors",
        "本项目实际采用的因子与参数见{#factors_in_use}，由各计算单元格的公式追溯得到。"
        " | {#factors_in_use} has the factors that the calculation takes, traced through its formulas.",
        common.FACTORS,
    ),
    section(
        "数据来源与复算 | Data and recalculation",
        "活动数据来源于各台账“佐证材料”所列文件，见核算章节各表。"
        " | Activity data come from the documents named as evidence in the tables of the chapter on emissions.",
        Provenance(),
    ),
    section(
        "局限与待处理事项 | Limits and open points",
        "碳污协同度 S 的表达式由编制说明表 4-1 的判定规则推得，指南正式稿发布后应核对；产品绩效的误差传播按各台账行相互独立合成，共用因子的相关性由蒙特卡洛模拟计入；先进值不考虑绿电，项目绿电按“计算口径”所列方式处理。"
        " | The expression of S is inferred from table 4-1 of the note and is to be checked against the final "
        "guide; for performance error propagation takes ledger rows as independent, the Monte Carlo simulation counts "
        "what shared factors do together; the advanced values leave green power out, the project's is treated as the "
        "settings say.",
        common.OPEN_POINTS,
    ),
)
CONCLUSION = section(
    "评价结论 | Conclusion",
    LinesOf(lines=both("conclusion_zh | conclusion_en")),
    "各项要求是否满足及理由见{#required}。 | {#required} has the requirements one by one, met or not, and why.",
    table("required", "item clause verdict grounds"),
    say("{statement_remarks}", "statement_remarks"),
)
CHAPTER = Chapter(
    title=both("温室气体排放环境影响评价 | Environmental impact assessment of greenhouse gas emissions"),
    subject="project_name",
    author="project_consultant",
    guide=GUIDE,
    sections=(
        GENERAL,
        POLICY,
        BOUNDARY,
        EMISSIONS,
        PERFORMANCE,
        SYNERGY,
        MEASURES,
        MANAGEMENT,
        UNCERTAINTY,
        CONCLUSION,
    ),
)
