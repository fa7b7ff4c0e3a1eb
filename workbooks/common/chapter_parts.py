"""What the reports of all workbooks say alike: simulation, sources of the factors, checks, and the conclusion."""

from __future__ import annotations

from pycore.language import Text, as_text, both
from pycore.sheets.chapter import FactorsInUse, LinesOf, Prose, Section, Simulated, TableOf


def say(words: Text | str, *given: str) -> Prose:
    """A paragraph; it is left out where one of the names in `given` holds nothing."""
    return Prose(text=as_text(words), given=given)


def simulation(title: Text, grades_title: Text, picture_title: Text) -> Section:
    """The section on the Monte Carlo simulation, with the captions of a workbook."""
    return Section(
        title=both("蒙特卡洛模拟 | Monte Carlo simulation"),
        parts=(
            say(
                "对工作簿的全部公式按活动数据和因子的不确定度抽样，计入共用因子的相关性。 | All formulas of the workbook run on draws of its activity "
                "data and factors, so that factors in common vary together."
            ),
            Simulated(
                title=title,
                grades_title=grades_title,
                drivers_title=both("主要不确定性来源 | What drives the uncertainty"),
                picture_title=picture_title,
                empty=both(
                    "没有可以模拟的结果：检查数据质量和因子的不确定度是否已填、结果是否出错。 | There is no result to simulate: check data quality and "
                    "uncertainties, and whether a result is an error."
                ),
            ),
        ),
    )


FACTORS = FactorsInUse(title=both("采用的排放因子与参数 | Factors and parameters in use"))
OPEN_POINTS = (
    say(
        "编制单位说明的局限：{statement_limits} | Limits named by the consultant: {statement_limits}",
        "statement_limits",
    ),
    TableOf(
        table="check_rows",
        columns=("item", "count"),
        keep=("count",),
        title=both("工作簿检查：缺失与矛盾 | Checks of the workbook: missing or contradictory"),
        empty=both(
            "工作簿检查没有发现缺失或矛盾。 | The checks of the workbook found nothing missing or contradictory."
        ),
    ),
    TableOf(
        table="note_rows",
        columns=("item", "count"),
        keep=("count",),
        title=both("工作簿检查：提示 | Checks of the workbook: for attention"),
        empty=both("工作簿检查没有需要提示的事项。 | The checks of the workbook have nothing for attention."),
    ),
)
CONCLUSION = Section(
    title=both("评价结论 | Conclusion"),
    parts=(
        LinesOf(lines=both("conclusion_zh | conclusion_en")),
        say("{statement_remarks}", "statement_remarks"),
    ),
)
