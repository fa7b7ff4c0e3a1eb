"""The chapter of the planning EIA, in the order of the guide, clauses 5 to 13, with the tables of its appendix C."""

from __future__ import annotations

from pycore.language import both
from pycore.sheets.chapter import Chapter, LinesOf, MapOf, Provenance, TableOf
from workbooks.common import chapter_parts as common
from workbooks.common.chapter_parts import charts, equations, items, panel, ranked, section, simulation, table, tables
from workbooks.industrial_park.energy import CARRIERS
from workbooks.industrial_park.lists import ALL_SECTORS, OWN_SECTORS
from workbooks.industrial_park.pictures import PROGRAMME
from workbooks.industrial_park.project import GUIDE
from workbooks.industrial_park.scenario_tables import column_of
from workbooks.industrial_park.scenarios import scenario_rows
from workbooks.industrial_park.size import Size


def _ledger(key: str, columns: str) -> TableOf:
    """A ledger's rows of the base year; no table where there is none."""
    columns = f"sector enterprise {columns} co2e quality evidence"
    return table(key, columns, where=("year", "settings_base_year"), total=False, basis=True)


_SCENARIO_HEADS = {f"s{s}": both(f"{{scenario_names_name[{s}]}} | {{scenario_names_name[{s}]}}") for s in range(1, 7)}
_PLAN_HEADS = {
    column_of(s, y): both(
        f"{{scenario_names_name[{s}]}} {{settings_plan{y}}} | {{scenario_names_name[{s}]}} {{settings_plan{y}}}"
    )
    for s, y in scenario_rows(Size())
}
_YEAR_HEADS = {
    f"total{year}": both(f"{{settings_year{year}}} 年排放量 | emission in {{settings_year{year}}}")
    for year in (1, 2, 3)
}


def _by_sector(key: str) -> TableOf:
    """A table of the forecast with a column for each sector that there is."""
    own = {key: both(f"{{own_sectors_name[{i}]}} | {{own_sectors_name[{i}]}}") for i, key in enumerate(OWN_SECTORS, 1)}
    return table(key, f"scenario year {' '.join(ALL_SECTORS)}", heads=own, compact=True)


GENERAL = section(
    "总则 | General",
    section(
        "编制依据 | Basis",
        "本章依据{cover_guide}编制，核算方法按其附录 A，评价指标按附录 B，成果清单按附录 C，管控措施按附录 D。"
        " | This chapter follows the {cover_guide}: methods from its appendix "
        "A, indicators from B, inventory tables as in C, measures from D.",
        "核算的温室气体为二氧化碳、甲烷、氧化亚氮、氢氟碳化物、全氟化碳、六氟化硫和三氟化氮，以二氧化碳当量（tCO2e）计，"
        "全球增温潜势采用 {settings_gwp_set}；同一活动的大气污染物（SO2、NOx、颗粒物、VOC）一并核算。"
        " | The gases are CO2, CH4, N2O, HFCs, PFCs, SF6 and NF3 in tonnes of CO2 equivalent with the GWP of "
        "{settings_gwp_set}; air pollutants of the same activities (SO2, NOx, particulates, VOC) are counted along.",
    ),
    section(
        "评价对象、范围与时段 | Park, scope and period",
        "本次评价的对象为“{plan_name}”（{settings_park}，{settings_county}），由{plan_owner}组织编制，规划时段 "
        "{plan_period}，主导产业为{plan_leading}。空间范围为{plan_scope}。现状基准年为 {settings_base_year} "
        "年，统计 {settings_year1}–{settings_year3} 年的排放历史。规划概况见{#plan}。"
        ' | The assessment is of "{plan_name}" ({settings_park}, {settings_county}), prepared by '
        "{plan_owner} for {plan_period}; leading industries: {plan_leading}. Area: {plan_scope}. The base "
        "year is {settings_base_year}, the history covers {settings_year1} to {settings_year3}. See {#plan}.",
        panel("plan", title="规划概况 | The plan"),
    ),
    section(
        "评价技术流程 | Work programme",
        "评价按指南 4.3 的技术流程开展，见{#work_programme}。"
        " | The assessment follows the programme of the guide (4.3), see {#work_programme}.",
        PROGRAMME,
    ),
)
PLANNING = section(
    "规划分析 | Planning analysis",
    section(
        "规划概述 | The plan in outline",
        "各行业规划产值、用地和产品见{#sector_plan}。 | {#sector_plan} has planned output, land and products by sector.",
        table("own_sectors", "name division includes"),
        table(
            "sector_plan",
            "sector year output value_added area products evidence",
            empty="本园区没有分行业的规划数据。 | The park has no plan by sector.",
        ),
        table(
            "projects",
            "name sector products process energy measures evidence",
            empty="本园区没有规划所含的具体建设项目。 | The park has no projects in its plan.",
        ),
    ),
    section(
        "规划协调性分析 | Conformity",
        "对照上位和同层位规划、碳达峰实施方案以及“三线一单”要求，逐项分析规划的协调性，见{#conformity}。"
        " | The plan is held against plans of the same and the higher level, carbon "
        "peaking programmes and zone-based control, item by item in {#conformity}.",
        table("conformity", "item clause aspect requirement arrangement conform suggestion evidence"),
    ),
)
PRESENT = section(
    "现状调查与评价 | Present state",
    section(
        "产业发展 | Industry",
        "各行业近三年情况和产业结构见{#history}、{#structure}和{#structure_chart}。"
        " | {#history}, {#structure} and {#structure_chart} have three years by sector and the structure.",
        table("history", "sector year output value_added area energy energy_intensity products evidence"),
        table("structure", "sector share_output share_value_added growth share_area share_energy", total=False),
        charts("structure_chart"),
    ),
    section(
        "能源利用 | Energy",
        table("energy_use", "sector coal oil gas power heat renewable other total fossil"),
        charts("energy_chart"),
        table("energy_supply", "name period kind capacity unit serves cascade evidence"),
        table("efficiency", "enterprise product unit actual limit listed technology coal evidence"),
    ),
    section(
        "基础设施与交通运输 | Infrastructure and transport",
        table("infrastructure", "name period serves capacity load process methane evidence"),
        table("transport", "name period mode amount unit clean potential evidence"),
    ),
    section("应对气候变化管理能力 | Management capacity", table("capacity")),
    section(
        "核算方法与活动数据 | Methods and activity data",
        "优先采用园区和企业已有的排放资料，不足时按附录 A 重新测算。采用的方程见{#methods_in_use}；台账中逐行选择的附录 A 核算项见{#methods}，化石燃料燃烧的 "
        "CO2、调入调出电力、水泥熟料、钢铁、平板玻璃和工业废水各用一个方程，用到的列入方程表；计算口径见{#settings}；基准年的活动数据、参数和佐证材料见下列各表。"
        " | Data that the park and its enterprises have come first; what is missing is calculated by appendix A. "
        "{#methods_in_use} has the equations, {#methods} the lines of appendix A that ledgers choose row by row; "
        "CO2 of fossil fuels, electricity in and out, cement clinker, iron and steel, flat glass and industrial "
        "waste water have one equation each, which stands among the equations where it is used. {#settings} has "
        "the settings; the tables below have activity data, parameters and evidence of the base year.",
        equations("采用的核算方程及依据 | Equations in use and where they come from"),
        table(
            "methods",
            "name part gas1 gas2 clause",
            numbered_by="fuels_method biomass_method fugitive_method process_method nitric_method reductions_method",
            title="逐行选择的附录 A 核算项 | Lines of appendix A chosen by row",
        ),
        panel(
            "settings",
            "base_year plan1 plan2 fuel_set power_choice power_year power_regional power_provincial "
            "power_ratio power_reason power gwp_set gwp_CH4 gwp_N2O",
            title="计算口径 | Settings",
        ),
        _ledger("fuels", "fuel technology consumption ncv carbon_content oxidation"),
        _ledger("biomass", "line activity measure gas1 mass1 gas2 mass2"),
        _ledger("fugitive", "line activity measure gas1 factor1 mass1"),
        _ledger("power", "trade use electricity emission_factor"),
        _ledger("process", "line activity measure gas1 factor1 mass1"),
        _ledger("clinker", "clinker carbide_slag emission_factor"),
        _ledger("steel", "limestone dolomite pig_iron crude_steel"),
        _ledger("nitric", "line output abatement emission_factor n2o"),
        _ledger("glass", "carbonate consumption emission_factor calcination"),
        _ledger("wastewater", "line treatment tow sludge recovered mcf ch4"),
        _ledger("reductions", "kind use amount measure co2"),
    ),
    section(
        "排放量与变化趋势 | Emissions and trend",
        "{settings_base_year} 年园区温室气体排放量为 {park_years_total[3]:#,##0} tCO2e（相对不确定度 {park_years_u[3]}），"
        "其中能源活动 {park_years_energy[3]:#,##0} tCO2e、工业生产过程 {park_years_process[3]:#,##0} tCO2e、废弃物处理 "
        "{park_years_waste[3]:#,##0} tCO2e，减排措施扣减 {park_years_reduction[3]:#,##0} tCO2e。"
        "历年情况见{#park_years}和{#chart_domains}，分行业情况见{#sectors}和{#chart_sectors}。"
        " | In {settings_base_year} the park emitted {park_years_total[3]:#,##0} tCO2e (uncertainty "
        "{park_years_u[3]}): energy {park_years_energy[3]:#,##0}, processes {park_years_process[3]:#,##0}, "
        "waste {park_years_waste[3]:#,##0}, less {park_years_reduction[3]:#,##0} tCO2e of reductions. "
        "{#park_years} and {#chart_domains} show the years, {#sectors} and {#chart_sectors} the sectors.",
        table(
            "park_years",
            "year fossil biomass fugitive power process waste reduction total change u",
            compact=True,
            title="园区历年温室气体排放量 | Emissions of the park by year",
        ),
        charts("chart_domains"),
        ranked(
            "sectors_sector",
            "sectors_total3",
            "tCO2e",
            "基准年按行业，排放量由大到小依次为：{list}。 | By sector in the base year, the largest first: {list}.",
        ),
        table("sectors", f"sector {' '.join(_YEAR_HEADS)} share change", heads=_YEAR_HEADS),
        charts("chart_sectors"),
        tables("gas_groups departments", compact=True),
    ),
    section(
        "电力排放因子的选择 | The choice of the electricity factor",
        "区域电网平均因子为 {settings_power_regional} tCO2/MWh，省级平均因子为 {settings_power_provincial} tCO2/MWh，后者为前者的 "
        "{settings_power_ratio} 倍；本章采用“{settings_power_choice}”（{settings_power} tCO2/MWh），两种口径的结果并列于{#grids}。"
        " | The regional grid average is {settings_power_regional} tCO2/MWh, the provincial "
        "one {settings_power_provincial}, {settings_power_ratio} times as much. This chapter "
        "takes: {settings_power_choice} ({settings_power} tCO2/MWh); {#grids} shows both.",
        table("grids"),
    ),
    section(
        "排放绩效 | Performance",
        "基准年单位工业总产值排放 {park_years_per_output[3]} tCO2e/万元，单位工业增加值排放 "
        "{park_years_per_value_added[3]} tCO2e/万元，见{#performance_years}和{#sector_performance}。"
        " | In the base year emissions are {park_years_per_output[3]} tCO2e "
        "per 10⁴ CNY of output and {park_years_per_value_added[3]} per 10⁴ CNY "
        "of value added; see {#performance_years} and {#sector_performance}.",
        table(
            "park_years",
            "year output value_added energy_use per_output per_value_added per_energy",
            named="performance_years",
            title="园区历年排放绩效 | Performance of the park by year",
        ),
        table(
            "sectors",
            "sector per_output1 per_output2 per_output3 per_value_added3 per_energy3",
            named="sector_performance",
            total=False,
            title="分行业排放绩效 | Performance by sector",
        ),
    ),
    section(
        "大气污染物 | Air pollutants",
        "与温室气体同源的大气污染物排放量见{#pollutant_years}和{#chart_pollutants}。"
        " | {#pollutant_years} and {#chart_pollutants} have the air pollutants of the same activities.",
        table(
            "park_years",
            "year so2 nox pm voc",
            named="pollutant_years",
            title="园区历年大气污染物排放量 | Air pollutants of the park by year",
        ),
        charts("chart_pollutants"),
    ),
    section(
        "重点企业 | Key enterprises",
        "重点企业的排放量优先引用经核查的上报数据，没有上报数据的采用重新测算值，见{#enterprises}；重点企业分布见{#enterprise_map}。"
        " | For key enterprises verified reports come first, else the emissions are "
        "recalculated; see {#enterprises}. {#enterprise_map} shows where they stand.",
        table(
            "enterprises",
            "name sector key output reported recalculated used emission share intensity evidence",
            total=False,
        ),
        MapOf(
            key="enterprise_map",
            title=both("温室气体排放重点企业分布图 | Key enterprises and their emissions"),
            label="enterprises_name",
            x="enterprises_x",
            y="enterprises_y",
            size="enterprises_emission",
            group="enterprises_sector",
            only="enterprises_key",
            unit=both("km"),
            size_unit=both("tCO2e"),
            outline=("boundary_x", "boundary_y"),
            note=both(
                "位置采用园区坐标；填写了园区边界时，以虚线表示。"
                " | Positions on the park's own grid; a dashed line is the boundary, where it was entered."
            ),
        ),
    ),
)
INDICATORS = section(
    "排放识别与评价指标体系 | Sources and indicators",
    section("温室气体排放识别 | Sources", table("identified")),
    section(
        "减排评价指标 | Indicators",
        "按附录 B 从产业、能源、交通、基础设施和温室气体管理等方面选取指标，以现状为基准提出目标，见{#indicators}。"
        " | Indicators of industry, energy, transport, infrastructure and management are "
        "chosen from appendix B, with targets against the present; see {#indicators}.",
        table("indicators", "area sector name unit base target sense achieved verdict basis", keep="target"),
    ),
)
FORECAST = section(
    "温室气体排放预测与评价 | Forecast and assessment",
    section(
        "情景设置 | Scenarios",
        "采用情景分析法，在基准情景之外设置对照情景，推荐情景为“{outlook_recommended}”，"
        "评价年为{outlook_year}。情景的含义见{#scenario_names}，分行业参数见{#parameters}。"
        " | Scenarios are compared with a base scenario; recommended: {outlook_recommended}, year of assessment: "
        "{outlook_year}. {#scenario_names} says what they mean, {#parameters} has their parameters by sector.",
        table("scenario_names", "number name base description"),
        table(
            "parameters",
            "scenario year sector output value_added energy_intensity structure electricity process_activity "
            "process_intensity wastewater reduction basis",
        ),
        table("plan_power", "scenario year factor used ratio basis"),
    ),
    section(
        "预测结果 | Results",
        "各情景的排放量、绩效和减排潜力见{#forecast}、{#plan_performance}和{#chart_paths}。"
        " | {#forecast}, {#plan_performance} and {#chart_paths} have emissions, performance and potential.",
        items(
            "forecast",
            "{scenario}，{year} 年：排放量 {total:#,##0} tCO2e，比现状变化 {change_rate}；与同年基准情景相比的减排潜力 {potential:#,##0} tCO2e。"
            " | {scenario}, {year}: {total:#,##0} tCO2e, {change_rate} against the "
            "present; potential against the base scenario {potential:#,##0} tCO2e.",
        ),
        table(
            "forecast", "scenario year energy process waste reduction total change change_rate potential potential_rate"
        ),
        table(
            "plan_performance",
            "scenario year output value_added per_output decline_output per_value_added decline_value_added "
            "energy_per_output decline_energy_output",
        ),
        table(
            "forecast",
            "scenario year so2 nox pm voc",
            named="forecast_pollutants",
            title="各情景的大气污染物排放量 | Air pollutants of the scenarios",
        ),
        charts("chart_paths chart_output_paths chart_composition"),
        "各情景的能源消费规模、废水处理规模和排放结构见{#plan_activity}和{#plan_structure}。"
        " | {#plan_activity} and {#plan_structure} have energy, waste water and the structure of the emission.",
        table(
            "plan_activity", f"scenario year {' '.join(key for key, *_ in CARRIERS)} rest total volume", compact=True
        ),
        table("plan_structure", compact=True),
    ),
    section(
        "分行业分析 | By sector",
        _by_sector("sector_total"),
        _by_sector("sector_decline"),
        _by_sector("sector_decline_added"),
        _by_sector("sector_potential"),
    ),
    section(
        "减排目标可达性 | Which targets are reached",
        "各情景对减排目标的达到情况见{#reach_areas}和{#reach}。"
        " | {#reach_areas} and {#reach} say which targets each scenario reaches.",
        table("reach_areas", f"name targets {' '.join(_SCENARIO_HEADS)}", heads=_SCENARIO_HEADS),
        table("reach", f"name area target {' '.join(_SCENARIO_HEADS)}", heads=_SCENARIO_HEADS),
    ),
)
ADJUSTMENT = section(
    "规划方案综合论证和优化调整建议 | Justification and adjustment of the plan",
    section(
        "规划方案环境合理性论证 | Justification of the plan",
        table(
            "rationality",
            "item climate argument conforming evidence",
            empty="没有就气候变化因素论证规划方案。 | The plan is not justified with regard to climate.",
        ),
    ),
    section(
        "规划优化调整建议 | Adjustments",
        table(
            "adjustments",
            "topic original proposal reason effect accepted",
            empty="没有提出规划优化调整建议。 | No adjustment is proposed.",
        ),
    ),
)
MEASURES = section(
    "减污降碳协同管控措施 | Measures",
    section(
        "现有问题与解决建议 | Present problems",
        table(
            "problems",
            "area problem advice enterprise deadline",
            empty="没有列出现有问题。 | No present problem is listed.",
        ),
    ),
    section(
        "协同管控途径 | Measures chosen",
        "按“去存量、控增量”的原则从附录 D 选取措施，见{#measures}；采纳措施的效果和费用见{#measure_areas}和{#chart_measures}。"
        " | Measures are chosen from appendix D to reduce what is there and to limit what is added, "
        "see {#measures}; {#measure_areas} and {#chart_measures} have effect and cost of those adopted.",
        table("measures", "name stock area start effect nox investment yearly unit_cost adopted responsible"),
        table("measure_areas", "area number effect so2 nox energy investment yearly unit_cost", keep="number"),
        charts("chart_measures"),
    ),
)
TRACKING = section(
    "跟踪评价与建设项目评价要求 | Tracking, and what projects must assess", tables("tracking requirements")
)
ADMISSION = section(
    "温室气体减排准入 | Admission",
    "结合“三线一单”生态环境分区管控要求，将温室气体排放管控纳入准入要求，见{#admission_limits}和{#admission}。"
    " | The control of greenhouse gases becomes part of zone-based admission: {#admission_limits} and {#admission}.",
    table("admission_limits", "sector present planned limit basis"),
    table("admission", "sector kind area limit requirement evidence"),
)
TABLES = section(
    "温室气体排放量测算成果清单 | Inventory tables",
    "成果清单按附录 C 的格式列出。 | The tables have the layout of appendix C.",
    LinesOf(lines=both("c_columns")),
    tables("table_c1 table_c2 c_net"),
    "各情景、各规划年的成果清单见{#plan_c1}和{#plan_c2}。 | {#plan_c1} and {#plan_c2} have every scenario and planning year.",
    table("plan_c1", f"sector domain {' '.join(_PLAN_HEADS)}", heads=_PLAN_HEADS),
    table("plan_c2", f"domain department item {' '.join(_PLAN_HEADS)}", heads=_PLAN_HEADS),
)
UNCERTAINTY = section(
    "不确定性、数据来源与局限 | Uncertainty, data sources and limits",
    section(
        "排放量的不确定度 | Uncertainty of the emissions",
        "按 IPCC 方法 1 合成，基准年总量为 {trend_current:#,##0} tCO2e，相对不确定度 {trend_level}，95% 区间为 "
        "{trend_low:#,##0}–{trend_high:#,##0} tCO2e；起始年至基准年的变化率为 {trend_change}，其不确定度为 "
        "{trend_change_u}。各排放源的贡献见{#approach1}和{#chart_variance}，趋势分析见{#approach1_trend}。"
        " | By IPCC Approach 1 the total of the base year is {trend_current:#,##0} tCO2e, uncertain "
        "by {trend_level}, with a 95 % interval of {trend_low:#,##0} to {trend_high:#,##0} tCO2e; "
        "the change since the first year is {trend_change}, uncertain by {trend_change_u}. "
        "{#approach1} and {#chart_variance} have the contributions, {#approach1_trend} the trend.",
        table("approach1", "source domain base current u_activity u_factor u half part", keep="base current"),
        charts("chart_variance"),
        table(
            "approach1",
            "source change type_a type_b trend_factor trend_activity trend_part change_u",
            keep="base current",
            named="approach1_trend",
            total=False,
            title="趋势的不确定度（IPCC 方法 1） | Uncertainty of the trend (IPCC Approach 1)",
        ),
    ),
    simulation(
        title="各年排放总量和强度的分布 | Distribution of total and intensity by year",
        grades_title="判断的概率 | Probability of verdicts",
        picture_title="各年排放总量和强度的分布 | Distribution of total and intensity by year",
    ),
    section(
        "因子与参数来源 | Sources of factors",
        "各年实际采用的因子与参数见{#factors_in_use}，由各计算单元格的公式追溯得到。"
        " | {#factors_in_use} has the factors that the calculation takes, traced through its formulas.",
        common.FACTORS,
    ),
    section(
        "数据来源与复算 | Data and recalculation",
        "活动数据来源于各台账“佐证材料”所列文件。 | Activity data come from the documents named as evidence in the ledgers.",
        Provenance(),
    ),
    section(
        "局限与待处理事项 | Limits and open points",
        "误差传播中同一台账采用同一因子的行一起变化，不同台账按相互独立合成，其相关性由蒙特卡洛模拟计入；交通领域以定性分析为主；情景参数为规划假设，不是预报。"
        " | Error propagation lets rows of a ledger that share a factor vary together and takes ledgers "
        "as independent; what ledgers do together is counted by the Monte Carlo simulation; transport "
        "is mainly described in words; scenario parameters are assumptions of the plan, not predictions.",
        common.OPEN_POINTS,
    ),
)

CHAPTER = Chapter(
    title=both(
        "产业园区规划温室气体排放环境影响评价 | Greenhouse gas assessment of the planning of an industrial park"
    ),
    subject="plan_name",
    author="plan_consultant",
    guide=GUIDE,
    sections=(
        GENERAL,
        PLANNING,
        PRESENT,
        INDICATORS,
        FORECAST,
        ADJUSTMENT,
        MEASURES,
        TRACKING,
        ADMISSION,
        TABLES,
        UNCERTAINTY,
        common.CONCLUSION,
    ),
)
