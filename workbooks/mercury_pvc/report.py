"""The reports of the terms of reference: the source inventory and, with the themes, three more."""

from __future__ import annotations

from pycore.language import both
from pycore.sheets.chapter import Chapter, MapOf, Provenance, Section
from workbooks.common import chapter_parts as common
from workbooks.common.chapter_parts import charts, equations, panel, ranked, section, simulation, table
from workbooks.mercury_pvc import report_coupling, report_energy_carbon, report_policy
from workbooks.mercury_pvc.flows_picture import PICTURE

GUIDE = both("聚氯乙烯汞-碳协同工作大纲 | terms of reference, mercury and carbon of PVC")


def chapter(title: str, *sections: Section) -> Chapter:
    """One of the reports, with the title, the subject and the author that they share."""
    return Chapter(
        title=both(title), subject="region_province", author="region_prepared_by", sections=sections, guide=GUIDE
    )


SCOPE = section(
    "研究范围与边界 | Scope and boundaries",
    (
        "本报告针对{region_province}电石法聚氯乙烯行业，空间范围：{region_boundary}基准年 {settings_year1}，核算年 {settings_year2}。利益冲突披露："
        "{region_interests}。汞与碳分别规定核算边界、排放源类别、时间边界、活动水平数据、排放因子和数据质量要求，见{#boundary_hg}和{#boundary_co2}。 | "
        "This report covers carbide PVC in {region_province}. Spatial boundary: {region_boundary} Base year "
        "{settings_year1}, year of account {settings_year2}. Conflicts of interest disclosed: {region_interests}. "
        "Boundary, source categories, time boundary, activity data, emission factors and data quality are "
        "specified separately for mercury and for carbon, see {#boundary_hg} and {#boundary_co2}."
    ),
    table("boundary_hg", "item answer evidence"),
    table("boundary_co2", "item answer evidence"),
    section(
        "企业 | Plants",
        table("plants", "name owner place capacity carbide grade supplier permit", total=False),
        table("output", "plant year pvc vcm carbide_made carbide_used caustic revenue hours evidence", total=False),
        MapOf(
            key="plant_map",
            title=both("企业分布图 | Map of the plants"),
            label="plants_name",
            x="plants_x",
            y="plants_y",
            size="plant_results_hg",
            group="plants_grade",
            unit=both("km"),
            size_unit=both("kgHg"),
            note=both(
                "气泡面积为核算年汞输入，颜色为触媒等级。 | "
                "The area of a bubble is the mercury input in the year of account, its colour the grade of "
                "the catalyst."
            ),
        ),
    ),
)
METHODS = section(
    "方法与数据来源 | Methods and data sources",
    (
        "汞输入按触媒消耗（期初库存 + 购入 − 期末库存）× 氯化汞质量分数 × 0.7388 计，另计煤等原料带入的汞；各去向以浓度 × 流量、输入 × 分配系数、物料平衡三种方法并列，"
        "取值次序为“{settings_preference}”，分配系数集为“{settings_distribution}”。闭合度偏离 1 超过 {settings_tolerance} 的逐一说明。 | "
        "Mercury input is catalyst used (opening stock + bought − closing stock) × mass fraction of HgCl2 × "
        "0.7388, plus the mercury in coal and other materials. For each pathway three methods stand side by side: "
        'concentration × flow, input × distribution and mass balance; the order is "{settings_preference}", the '
        'distribution set "{settings_distribution}". Closures that deviate from 1 by more than '
        "{settings_tolerance} are explained one by one."
    ),
    (
        "碳按国家温室气体核算指南计：燃料燃烧、电石炉（{settings_furnace}）、石灰窑、外购电力（{settings_grid}）和热力；烧碱、盐酸等上游为备查项。 | "
        "Carbon follows the national guides for GHG accounting: fuel combustion, the carbide furnace "
        "({settings_furnace}), the lime kiln, and electricity ({settings_grid}) and heat bought; caustic soda, "
        "acid and other upstream materials are memo items."
    ),
    equations("采用的计算公式 | Equations in use"),
    common.FACTORS,
    table("distribution", "pathway miit remover measured_line toolkit own used note", keep="used"),
)
INVENTORY = chapter(
    "聚氯乙烯行业汞-碳排放基础特征与源清单 | Mercury and carbon of carbide PVC: features and source inventory",
    SCOPE,
    METHODS,
    section(
        "汞排放清单 | Mercury inventory",
        (
            "核算年用汞 {region_years_hg_catalyst[2]} kg（触媒），单位产品 {region_years_gross[2]} gHg/t，为 2010 "
            "年一半（{settings_cap} gHg/t）的 {region_years_compliance[2]} 倍；大气 {region_years_hg_air[2]} kg，废水 "
            "{region_years_hg_water[2]} kg。 | "
            "In the year of account {region_years_hg_catalyst[2]} kg of mercury was used in catalyst, "
            "{region_years_gross[2]} g for each t of PVC, or {region_years_compliance[2]} times half of 2010 "
            "({settings_cap} g/t); {region_years_hg_air[2]} kg went to air and {region_years_hg_water[2]} kg to "
            "waste water."
        ),
        table("region_years", "item year pvc hg_catalyst hg_in hg_air hg_water returned gross compliance"),
        table("region_change"),
        table("hg_ways"),
        PICTURE,
        table(
            "hg_accounts", "plant year pvc hg_in measured balance_ratio closed spent in_carbon in_acid hg_water hg_air"
        ),
        table("hg_accounts", "plant year hg0 hgii hgp returned gross net compliance complies", named="hg_performance"),
        section(
            "三种方法的核定 | Three methods",
            table(
                "reconcile",
                "plant year pathway entering measured distributed balance spread used",
                where=("year", "settings_year2"),
            ),
        ),
        section(
            "台账 | Ledgers",
            table("catalyst", "plant year bought used hgcl2_fraction supplier hg u quality evidence", total=False),
            table("materials", "plant year material amount content hg u quality evidence", total=False, basis=True),
            table("outflows", "plant year pathway outlet flow concentration treatment hg u evidence", total=False),
        ),
    ),
    section(
        "碳与大气污染物清单 | Carbon and air pollutants",
        table("co2_parts"),
        ranked(
            "co2_parts_item",
            "co2_parts_account",
            "tCO2",
            "CO2 主要来自{list}。 | CO2 comes mainly from {list}.",
        ),
        table("co2_accounts", "plant year fuel furnace kiln power heat carbide co2 other per_t"),
        table("co2_accounts", "plant year energy electricity steam memo nox so2 pm", named="energy_pollutants"),
        charts("chart_co2_parts"),
        section(
            "台账 | Ledgers",
            table(
                "fuels",
                "plant year node fuel consumption ncv carbon_content oxidation co2 u evidence",
                total=False,
                basis=True,
            ),
            table("flows", "plant year direction material quantity content carbon co2 evidence", total=False),
            table("process", "plant year item activity emission_factor co2 u evidence", total=False, basis=True),
            table("power", "plant year node source electricity emission_factor co2 evidence", total=False, basis=True),
            table("heat", "plant year node source heat emission_factor co2 evidence", total=False, basis=True),
            table("upstream", "plant year item activity emission_factor source co2 evidence", total=False),
        ),
    ),
    section(
        "同源性、行业贡献与企业对比 | Common sources, share of the sector, plants compared",
        table("node_accounts", "node hg_in hg hg_share co2 co2_share common smaller kind"),
        charts("chart_nodes"),
        table("sector_totals", "name hg hg_share co2 co2_share evidence"),
        panel("sector"),
        table("plant_results", "plant gross1 gross2 change_hg rank co2_1 co2_2 change_co2 said", total=False),
        charts("chart_intensity chart_co2_intensity"),
    ),
    simulation("主要结果的模拟 | Simulated results", "等级 | Grades", "主要结果的分布 | Distribution of the results"),
    section("数据局限 | Limits of the data", Provenance(), common.OPEN_POINTS),
)
ENERGY_CARBON = chapter(
    "汞-碳协同减排能耗与碳排放量化分析 | Energy and carbon of mercury reduction, quantified",
    *report_energy_carbon.sections(),
)
POLICY = chapter(
    "汞-碳协同减排政策体系创新与落地路径研究 | Policy of joint mercury and carbon reduction, and the path to it",
    *report_policy.sections(),
)
COUPLING = chapter(
    "汞-碳协同减排耦合机理与协同效应研究 | Coupling of mercury and carbon reduction, and their joint effects",
    *report_coupling.sections(),
)
REPORTS: dict[str, Chapter] = {
    "inventory": INVENTORY,
    "energy_carbon": ENERGY_CARBON,
    "coupling": COUPLING,
    "policy": POLICY,
}
