"""The words in which a report is written, and what the reports of all workbooks say alike.

A text is one line, ``"zh | en"``; keys of columns and fields are one line too, ``"sector year output"``.
"""

from __future__ import annotations

from collections.abc import Mapping

from pycore.language import Text, as_text, both
from pycore.sheets.chapter import (
    ChartOf,
    FactorsInUse,
    Items,
    LinesOf,
    MethodsInUse,
    PanelOf,
    Part,
    Prose,
    Ranked,
    Section,
    Simulated,
    TableOf,
)


def section(title: Text | str, *content: str | Part | Section | tuple[Part, ...]) -> Section:
    """A heading, what stands below it, and then its subsections; a text is a paragraph."""
    single = [part for entry in content for part in (entry if isinstance(entry, tuple) else (entry,))]
    parts = tuple(say(part) if isinstance(part, str) else part for part in single if not isinstance(part, Section))
    return Section(title=as_text(title), parts=parts, sections=tuple(s for s in single if isinstance(s, Section)))


def say(words: Text | str, *given: str) -> Prose:
    """A paragraph; it is left out where one of the names in `given` holds nothing."""
    return Prose(text=as_text(words), given=given)


def table(
    key: str,
    columns: str = "",
    *,
    title: str = "",
    named: str = "",
    keep: str = "",
    where: tuple[str, str] | None = None,
    numbered_by: str = "",
    compact: bool = False,
    total: bool = True,
    note: Text | str = "",
    empty: Text | str = "",
    heads: Mapping[str, Text | str] | None = None,
    basis: bool = False,
) -> TableOf:
    """A numbered table with columns of a table of the workbook, all where none is named; see `TableOf`.

    Args:
        named: what references call it by, if the same table stands more than once.
    """
    return TableOf(
        table=key,
        columns=tuple(columns.split()),
        title=both(title),
        key=named,
        keep=tuple(keep.split()),
        where=where,
        numbered_by=tuple(numbered_by.split()),
        compact=compact,
        total=total,
        note=as_text(note),
        empty=as_text(empty),
        heads=tuple((column, as_text(words)) for column, words in (heads or {}).items()),
        basis=basis,
    )


def tables(keys: str, *, compact: bool = False) -> tuple[TableOf, ...]:
    """Numbered tables with all columns, one after the other."""
    return tuple(table(key, compact=compact) for key in keys.split())


def panel(key: str, fields: str = "", *, title: str = "") -> PanelOf:
    """A numbered table with fields of a panel, all where none is named."""
    return PanelOf(panel=key, fields=tuple(fields.split()), title=both(title))


def charts(keys: str) -> tuple[ChartOf, ...]:
    """Numbered pictures, one after the other: charts of the workbook."""
    return tuple(ChartOf(chart=key) for key in keys.split())


def items(table: str, text: str) -> Items:
    """A listed line for each filled row of a table; ``{column}`` in its text is a cell of the row."""
    return Items(table=table, text=both(text))


def ranked(label: str, value: str, unit: str, text: str, *, whole: str = "", rows: int = 0, most: int = 4) -> Ranked:
    """A sentence over the rows of a table, the largest value first; ``{list}`` stands for them. See `Ranked`."""
    return Ranked(label=label, value=value, unit=both(unit), text=both(text), whole=whole, rows=rows, most=most)


def equations(title: str) -> MethodsInUse:
    """A numbered table: the equations behind the tables that hold numbers."""
    return MethodsInUse(title=both(title))


def simulation(title: Text | str, grades_title: Text | str, picture_title: Text | str) -> Section:
    """The section on the Monte Carlo simulation, with the captions of a workbook."""
    nothing = (
        "没有可以模拟的结果：检查数据质量和因子的不确定度是否已填、结果是否出错。"
        " | There is no result to simulate: check data quality and uncertainties, and whether a result is an error."
    )
    return section(
        "蒙特卡洛模拟 | Monte Carlo simulation",
        "对工作簿的全部公式按活动数据和因子的不确定度抽样，计入共用因子的相关性。 | All formulas of the workbook run on draws of "
        "its activity data and factors, so that factors in common vary together.",
        Simulated(
            title=as_text(title),
            grades_title=as_text(grades_title),
            drivers_title=both("主要不确定性来源 | What drives the uncertainty"),
            picture_title=as_text(picture_title),
            empty=both(nothing),
        ),
    )


FACTORS = FactorsInUse(title=both("采用的排放因子与参数 | Factors and parameters in use"))
OPEN_POINTS = (
    say(
        "编制单位说明的局限：{statement_limits} | Limits named by the consultant: {statement_limits}",
        "statement_limits",
    ),
    table(
        "check_rows",
        "item count",
        keep="count",
        title="工作簿检查：缺失与矛盾 | Checks of the workbook: missing or contradictory",
        empty="工作簿检查没有发现缺失或矛盾。 | The checks of the workbook found nothing missing or contradictory.",
    ),
    table(
        "note_rows",
        "item count",
        keep="count",
        title="工作簿检查：提示 | Checks of the workbook: for attention",
        empty="工作簿检查没有需要提示的事项。 | The checks of the workbook have nothing for attention.",
    ),
)
CONCLUSION = section(
    "评价结论 | Conclusion",
    LinesOf(lines=both("conclusion_zh | conclusion_en")),
    say("{statement_remarks}", "statement_remarks"),
)
