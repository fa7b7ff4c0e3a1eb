"""Where each clause of the explanatory note is met: the sheet that asks or calculates, the report's section, a test.

The page of the user guide shows this table; a test holds the two against each other and looks up every sheet, section
and test that is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pycore.language import Language, Text, both
from pycore.sheets.chapter import Section
from pycore.sheets.definition import Workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A demand of the note.

    Attributes:
        number: the clause, as the note numbers it.
        sheets: keys of sheets.
        sections: headings of the report, in Chinese.
        tests: files of tests with the test that shows it, ``path::test``; from the folder of tests.
    """

    number: str
    demand: Text
    sheets: tuple[str, ...]
    sections: tuple[str, ...]
    tests: tuple[str, ...]


def _clause(number: str, demand: str, sheets: str, sections: str, *tests: str) -> Clause:
    return Clause(
        number=number,
        demand=both(demand),
        sheets=tuple(sheets.split()),
        sections=tuple(sections.split(" / ")),
        tests=tests,
    )


_EXAMPLE = "workbooks/test_coal_chemical_example.py::"
_LEDGERS = "workbooks/test_coal_chemical_ledgers.py::"
_SHARES = "workbooks/coal_chemical/test_shares.py::"
_VERDICTS = "workbooks/coal_chemical/test_verdicts.py::"
_PROCESS = "workbooks/coal_chemical/test_process.py::"
_CONDITIONS = "workbooks/coal_chemical/test_conditions.py::"
_POLICIES = "workbooks/coal_chemical/test_policies.py::"
_MEASURED = "workbooks/coal_chemical/test_measured_carbon.py::"
_STAGES = "workbooks/coal_chemical/test_stages.py::"
_MEASURES = "workbooks/coal_chemical/test_measures.py::"
_MONITORING = "workbooks/coal_chemical/test_monitoring.py::"
_PROVINCIAL = "workbooks/coal_chemical/test_provincial.py::"
_CONCLUSION = "workbooks/coal_chemical/test_conclusion.py::"

CLAUSES = (
    _clause(
        "4.3",
        "温室气体排放量指 CO2，甲烷单独核算 | GHG is CO2; methane is counted separately",
        "summary methane",
        "编制依据 / 排放量“三本账” / 氮氧化物与甲烷",
        _EXAMPLE + "test_methane_is_not_in_the_total",
    ),
    _clause(
        "4.5.1",
        "政策符合性分析 | policy conformity",
        "policy",
        "政策符合性分析",
        _CONCLUSION + "test_a_policy_that_is_not_met_or_a_product_to_be_optimised_is_not_meeting_them",
        _POLICIES + "test_the_documents_that_the_note_names_are_all_there",
        _POLICIES + "test_documents_apply_by_province_and_kind_of_project",
    ),
    _clause(
        "4.5.2(1)",
        "核算边界：项目与主要工序，含现有工程 | boundary: project and process units, with the existing plant",
        "boundary shares",
        "核算边界",
        _VERDICTS + "test_a_product_that_the_units_do_not_make_is_named",
        _SHARES + "test_the_existing_plant_with_one_product_bears_all_of_its_emission",
    ),
    _clause(
        "4.5.2(1)",
        "产能置换出让方的边界 | boundary of the transferor of replaced capacity",
        "summary",
        "排放量“三本账”",
        _STAGES + "test_what_is_reduced_elsewhere_has_a_row_of_its_sources",
        _STAGES + "test_a_transferor_needs_no_share_and_no_output",
    ),
    _clause(
        "4.5.2(2)",
        "现状调查：活动数据、实测值优先、佐证材料 | data: activity, measured values first, evidence",
        "fuels carbon carbonates electricity heat capture nox",
        "活动数据 / 氮氧化物与甲烷",
        _EXAMPLE + "test_every_figure_says_where_it_comes_from",
    ),
    _clause(
        "4.5.2(2)",
        "设计煤与校核煤、收到基元素碳和低位发热量、其他燃料含碳量"
        " | design and check coal, carbon and calorific value as received, carbon of other fuels",
        "samples gas_samples fuels",
        "活动数据",
        _MEASURED + "test_a_coal_is_brought_to_the_basis_as_received",
        _MEASURED + "test_design_and_check_coal_are_compared",
        _MEASURED + "test_a_gas_holds_what_its_parts_hold",
    ),
    _clause(
        "4.5.2(3)",
        "排放源识别 | sources identified",
        "sources",
        "排放源识别",
        "review/test_rules.py::test_broken_data_is_found_at_its_cell",
    ),
    _clause(
        "4.5.2(4)",
        "排放量核算与碳平衡 | emissions and carbon balance",
        "summary",
        "拟建工程排放量 / 碳平衡",
        _EXAMPLE + "test_carbon_is_conserved_in_every_process_unit",
        _EXAMPLE + "test_the_whole_plant_conserves_carbon",
    ),
    _clause(
        "4.5.2(4)",
        "“三本账” | three accounts",
        "summary",
        "排放量“三本账”",
        _EXAMPLE + "test_the_three_accounts_add_up",
    ),
    _clause(
        "4.5.2(4)",
        "在建项目按其环评文件核算 | what is under construction by its own assessment",
        "summary process",
        "排放量“三本账” / 工序绩效",
        _STAGES + "test_the_plant_after_the_project_is_held_with_what_is_under_construction",
        _PROCESS + "test_what_is_under_construction_is_part_of_the_state_after_the_project",
    ),
    _clause(
        "4.5.3(1)",
        "各工序单位产品的排放绩效 | performance by process",
        "process",
        "工序绩效",
        _PROCESS + "test_the_performance_of_a_process_before_and_after",
    ),
    _clause(
        "4.5.3(2)",
        "产品绩效与先进值、基准值比较 | products against advanced values and benchmarks",
        "performance",
        "排放绩效 / 与先进值、基准值比较",
        _EXAMPLE + "test_intensities_lie_where_published_ones_lie",
    ),
    _clause(
        "4.5.3(2)",
        "绩效不高于现有工程 | not above the existing plant",
        "performance process",
        "与现有工程比较 / 工序绩效",
        _PROCESS + "test_every_process_is_held_against_the_existing_one",
    ),
    _clause(
        "4.5.3(2)",
        "高于绩效水平值或现有工程的，应进行合理说明 | what is above is explained",
        "gaps",
        "高于参考值的说明",
        _PROCESS + "test_what_is_above_stays_open_until_it_is_explained",
    ),
    _clause(
        "4.5.4(1)",
        "减污降碳措施比选与论证 | measures compared",
        "measures",
        "措施比选",
        _PROCESS + "test_a_measure_may_save_what_its_unit_burns_whatever_it_sells",
        _LEDGERS + "test_a_slip_in_a_measure_is_named",
        _MEASURES + "test_a_measure_is_argued_on_three_legs",
    ),
    _clause(
        "4.5.4(2)",
        "碳污协同度 S 与等级（表 4-1、4-2） | synergy S and grade (tables 4-1, 4-2)",
        "synergy",
        "碳污协同度分析",
        _LEDGERS + "test_table_4_1_holds_in_the_sheet_with_and_without_the_core",
    ),
    _clause(
        "4.5.4(2)",
        "调整措施直至可接受 | measures changed until it is acceptable",
        "measures cocontrol",
        "采纳措施后的绩效与协同度",
        _EXAMPLE + "test_the_project_needs_optimisation_and_becomes_acceptable_with_measures",
        _MEASURES + "test_s_of_a_loop_follows_from_the_figures_of_its_row",
    ),
    _clause(
        "4.5.4(2)",
        "减污降碳协同措施清单 | list of co-control measures",
        "cocontrol",
        "采纳措施后的绩效与协同度",
        _MEASURES + "test_the_list_has_the_adopted_measures_with_before_and_after",
    ),
    _clause(
        "4.5.4(3)",
        "先进值的设定条件 | conditions of the advanced values",
        "conditions benchmarks",
        "先进值的设定条件",
        _CONDITIONS + "test_the_numbers_of_the_library_are_those_of_the_guide",
        _CONDITIONS + "test_each_product_has_its_own_conditions",
    ),
    _clause(
        "4.5.5",
        "管理要求与监测计划 | management and monitoring",
        "management monitoring",
        "管理要求与监测计划",
        _MONITORING + "test_the_plan_has_a_line_for_each_row_of_the_ledgers_by_kind",
        _MONITORING + "test_the_quality_plan_counts_rows_the_worst_quality_and_what_lacks_evidence",
        _MONITORING + "test_acceptance_has_the_measures_adopted_and_asks_for_all_three",
        _CONCLUSION + "test_what_is_open_leaves_no_conclusion",
    ),
    _clause(
        "4.5.6",
        "评价结论：是否满足要求 | conclusion: whether the requirements are met",
        "conclusion cover",
        "评价结论",
        _CONCLUSION + "test_the_conclusion_keeps_to_the_order_of_the_guide",
        _CONCLUSION + "test_a_project_that_meets_every_requirement_is_said_to_meet_them",
    ),
    _clause(
        "5.1",
        "与各省核算边界的差异（陕西不扣除外输） | boundaries of provinces (Shaanxi deducts nothing that is sold)",
        "provincial",
        "省级指标与核算口径",
        _PROVINCIAL + "test_every_boundary_is_shown_and_shaanxi_does_not_deduct_what_is_sold",
        _PROVINCIAL + "test_the_switch_changes_provincial_indicators_and_nothing_of_the_guide",
    ),
    _clause(
        "5.2",
        "与山东、T/CCECTA 0104 基准值对比 | benchmarks of Shandong and T/CCECTA 0104",
        "performance benchmarks",
        "与先进值、基准值比较",
        "library/test_benchmarks.py::test_levels_are_those_of_the_comparison",
    ),
)
_HEAD = Text(
    "| 条款 | 要求 | 工作表 | 报告章节 | 测试 |", "| clause | demand | sheets | sections of the report | tests |"
)


def headings(sections: tuple[Section, ...]) -> Iterator[Text]:
    """Every heading of a report, from above to below."""
    for section in sections:
        yield section.title
        yield from headings(section.sections)


def missing(workbook: Workbook, tests: Path) -> list[str]:
    """Name what the clauses name and is not there: a sheet, a section of the report, a test.

    Args:
        tests: the folder of tests.
    """
    sheets = {sheet.key for sheet in workbook.sheets}
    sections = {title.zh for title in headings(workbook.report.sections)} if workbook.report else set()
    lost = [f"{one.number}: sheet {key}" for one in CLAUSES for key in one.sheets if key not in sheets]
    lost += [f"{one.number}: section {name}" for one in CLAUSES for name in one.sections if name not in sections]
    for one in CLAUSES:
        for named in one.tests:
            path, _, test = named.partition("::")
            if not (tests / path).exists() or f"def {test}(" not in (tests / path).read_text(encoding="utf-8"):
                lost.append(f"{one.number}: test {named}")
    return lost


def clause_table(workbook: Workbook, language: Language) -> str:
    """The table for the user guide, in Markdown."""
    assert workbook.report is not None
    titles: Mapping[str, Text] = {title.zh: title for title in headings(workbook.report.sections)}
    sheets = {sheet.key: sheet.title[language] for sheet in workbook.sheets}
    between = "、" if language == "zh" else "; "
    lines = [_HEAD[language], "|---|---|---|---|---|"]
    for one in CLAUSES:
        cells = (
            one.number,
            one.demand[language],
            between.join(sheets[key] for key in one.sheets),
            between.join(titles[name][language] for name in one.sections),
            " ".join(f"`tests/{name}`" for name in one.tests),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
