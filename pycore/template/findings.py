"""The sentences of the template's rules."""

from __future__ import annotations

from collections.abc import Sequence

from pycore.cells.stored import Cell, Value
from pycore.findings.finding import Finding, Severity
from pycore.language import Text

RESTORE = Text(
    "请恢复模板的内容，或用 twinledger new 新建工作簿后重新填写。",
    "Restore what the template has, or fill in a new workbook made with `twinledger new`.",
)
EXPLAIN = Text("请提交者说明原因并恢复。", "Ask for the reason and have it restored.")
ISSUED = Text("与发布的模板一致", "what the issued template has")
SHORT = 160


def finding(
    rule: str,
    severity: Severity,
    sheet: str,
    cell: str,
    found: Text,
    expected: Text = ISSUED,
    action: Text = RESTORE,
    family: str = "",
    **more: object,
) -> Finding:
    """Make a finding of the group `template-`."""
    return Finding(f"template-{rule}", severity, sheet, cell, found, expected, action, None, family, more)


def shown(value: Value) -> str:
    """Write a value for a sentence, shortened."""
    if value is None or value == "":
        return "∅"
    if isinstance(value, float):
        return f"{value:.12g}"
    text = str(value).replace("\n", " ")
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def formula_overwritten(sheet: str, cell: str, family: str, values: list[Value], formula: str) -> Finding:
    said = "、".join(shown(v) for v in values[:3])
    said_en = ", ".join(shown(v) for v in values[:3])
    return finding(
        "formula-overwritten",
        Severity.ERROR,
        sheet,
        cell,
        Text(f"公式被数值覆盖：{said}", f"a value typed over the formula: {said_en}"),
        Text(f"模板的公式 {shown(formula)}", f"the template's formula {shown(formula)}"),
        family=family,
        formula=formula,
        values=values,
    )


def formula_changed(sheet: str, cell: str, family: str, found: str, formula: str) -> Finding:
    return finding(
        "formula-changed",
        Severity.ERROR,
        sheet,
        cell,
        Text(f"公式被改为 {shown(found)}", f"the formula was changed to {shown(found)}"),
        Text(f"模板的公式 {shown(formula)}", f"the template's formula {shown(formula)}"),
        family=family,
        formula=formula,
        changed=found,
    )


def formula_missing(sheet: str, cell: str, family: str, formula: str) -> Finding:
    return finding(
        "formula-missing",
        Severity.ERROR,
        sheet,
        cell,
        Text("公式被删除", "the formula is gone"),
        Text(f"模板的公式 {shown(formula)}", f"the template's formula {shown(formula)}"),
        family=family,
        formula=formula,
    )


def constant_changed(
    rule: str, severity: Severity, sheet: str, cell: str, name: str, found: Value, expected: Value
) -> Finding:
    what = {
        "header-changed": Text("表头、单位或说明文字被改为", "a header, unit or text was changed to"),
        "library-changed": Text("因子库、基准值或列表的内容被改为", "a library value was changed to"),
    }[rule]
    return finding(
        rule,
        severity,
        sheet,
        cell,
        Text(f"{what.zh}“{shown(found)}”", f"{what.en} “{shown(found)}”"),
        Text(f"“{shown(expected)}”", f"“{shown(expected)}”"),
        family=name,
    )


def rows_inserted(sheet: str, cell: str, count: int, family: str) -> Finding:
    return finding(
        "rows-inserted",
        Severity.NOTE,
        sheet,
        cell,
        Text(f"插入了 {count} 行，公式已延续", f"{count} row(s) inserted, with the formulas continued"),
        Text("模板的行数；台账允许插入行", "the template's number of rows; a ledger may have rows inserted"),
        Text("无需处理。", "Nothing to do."),
        family=family,
    )


def rows_without_formulas(sheet: str, cell: str, columns: list[str], family: str) -> Finding:
    said = "、".join(columns[:6])
    return finding(
        "rows-inserted",
        Severity.ERROR,
        sheet,
        cell,
        Text(
            f"插入的行缺少公式或公式不同（列 {said}）",
            f"the inserted row lacks formulas or has others (columns {', '.join(columns[:6])})",
        ),
        Text("与上一行相同的公式", "the formulas of the row above"),
        Text("请从上一行向下复制公式。", "Copy the formulas down from the row above."),
        family=family,
    )


def rows_outside(sheet: str, cell: str, family: str, names: int) -> Finding:
    return finding(
        "name-changed",
        Severity.ERROR,
        sheet,
        cell,
        Text(
            f"这些行在 {names} 个名称的范围之外，合计不包括它们",
            f"these rows are outside the range of {names} names, so the totals leave them out",
        ),
        Text("名称包括全部台账行", "names that take in every row of the ledger"),
        Text(
            "请在表内插入行，或将名称扩展到最后一行。",
            "Insert rows within the table, or extend the names to the last row.",
        ),
        family=family,
    )


def rows_removed(sheet: str, cell: str, count: int, family: str, library: bool) -> Finding:
    return finding(
        "rows-removed",
        Severity.ERROR if library else Severity.WARNING,
        sheet,
        cell,
        Text(f"删除了模板的 {count} 行", f"{count} row(s) of the template were deleted"),
        family=family,
    )


def name_changed(name: str, sheet: str, cell: str, found: str, expected: str) -> Finding:
    return finding(
        "name-changed",
        Severity.ERROR,
        sheet,
        cell,
        Text(f"名称 {name} 指向 {found}", f"the defined name {name} stands for {found}"),
        Text(expected, expected),
        family=name,
    )


def name_removed(name: str, sheet: str, cell: str, expected: str) -> Finding:
    return finding(
        "name-changed",
        Severity.ERROR,
        sheet,
        cell,
        Text(f"名称 {name} 被删除", f"the defined name {name} was removed"),
        Text(expected, expected),
        family=name,
    )


def names_put_back(names: Sequence[str], version: str) -> Finding:
    """Names that Excel does not take for names: that they are gone is no change of the submitter's."""
    some = ", ".join(names[:4])
    return finding(
        "names-dropped",
        Severity.NOTE,
        "",
        "",
        Text(
            f"Excel 修复文件时删去了模板 {version} 的 {len(names)} 个名称（{some} 等）：它们形如行列号，Excel 不接受",
            f"Excel has repaired the file and dropped {len(names)} names of the template {version} ({some} …): they read "
            "like rows or columns, which Excel does not take",
        ),
        Text(
            "含全部名称的文件；复算时已按模板补上",
            "a file with all names; they were put back to calculate it",
        ),
        Text(
            "这不是提交者的改动。请用 twinledger upgrade 带入现行模板。",
            "The submitter has not done it. Carry the file into the present template with `twinledger upgrade`.",
        ),
    )


def name_shadowed(name: str, sheet: str, found: str) -> Finding:
    return finding(
        "name-changed",
        Severity.ERROR,
        sheet,
        "",
        Text(
            f"工作表级名称 {name}（{shown(found)}）遮蔽了模板的同名名称",
            f"a name of the sheet, {name} ({shown(found)}), hides the template's name",
        ),
        Text("只有工作簿级的名称", "the workbook's name only"),
        family=name,
    )


def lines_hidden(rule: str, sheet: str, cell: str, filled: int) -> Finding:
    rows = rule == "row-hidden"
    return finding(
        rule,
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"{'行' if rows else '列'}被隐藏，其中有 {filled} 个单元格有内容",
            f"hidden {'rows' if rows else 'columns'} with {filled} filled cells",
        ),
        Text("全部可见", "all of them visible"),
        Text("请取消隐藏后重新提交。", "Unhide and submit again."),
        filled=filled,
    )


def text_invisible(sheet: str, cell: str, count: int, value: Value) -> Finding:
    return finding(
        "text-invisible",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"{count} 个单元格的内容不可见（字色与底色相同，或格式不显示）：{shown(value)}",
            f"{count} cell(s) cannot be seen (text in the colour of its ground, or a format that shows nothing): {shown(value)}",
        ),
        Text("可见的内容", "contents that can be seen"),
        Text("请恢复格式并说明原因。", "Restore the format and give the reason."),
    )


def format_misleading(sheet: str, cell: str, count: int, value: Value) -> Finding:
    return finding(
        "format-misleading",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"{count} 个单元格的数字格式会显示成别的数（单元格的值为 {shown(value)}）",
            f"{count} cell(s) have a number format that shows another number (the cell holds {shown(value)})",
        ),
        Text("照实显示数值的格式", "a format that shows the value as it is"),
        Text("请恢复格式并说明原因。", "Restore the format and give the reason."),
    )


def cell_twice(sheet: str, cell: str) -> Finding:
    return finding(
        "cell-twice",
        Severity.ERROR,
        sheet,
        cell,
        Text(
            "单元格在文件中出现两次，不同程序会读到不同的内容",
            "the cell stands in the file twice, and programs read one or the other",
        ),
        Text("每个单元格只出现一次", "each cell once"),
        Text(
            "文件不是由电子表格程序保存的，请向提交者索取原文件。",
            "No spreadsheet program saved this file; ask whoever sent it for the original.",
        ),
    )


def zeros_hidden(sheet: str) -> Finding:
    return finding(
        "zeros-hidden",
        Severity.WARNING,
        sheet,
        "",
        Text("工作表设为不显示零值", "the sheet is set to show no zeros"),
        Text("显示零值", "zeros that are shown"),
        Text("请在选项中恢复显示零值。", "Show zeros again in the options."),
    )


def protection_removed(sheet: str) -> Finding:
    return finding(
        "protection-removed",
        Severity.NOTE,
        sheet,
        "",
        Text("工作表保护被取消", "the sheet is no longer protected"),
        Text("受保护（无密码）", "protected, without a password"),
        Text("公式已逐一核对，无需处理。", "The formulas are compared one by one; nothing to do."),
    )


def password_set(sheet: str) -> Finding:
    return finding(
        "password",
        Severity.WARNING,
        sheet,
        "",
        Text("工作表保护设了密码，审核者无法取消隐藏或查看", "a password protects the sheet, so that a reviewer cannot unhide or look into it"),
        Text("受保护（无密码）", "protected, without a password"),
        Text("请去掉密码后重新提交。", "Remove the password and submit again."),
    )  # fmt: skip


def format_lost(sheet: str, cell: str, count: int) -> Finding:
    return finding(
        "conditional-format-changed",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"模板的 {count} 条条件格式被删除或改动（检查结果、等级的颜色由它显示）",
            f"{count} conditional format(s) of the template were removed or changed (they colour checks and grades)",
        ),
    )


def format_hides(sheet: str, cell: str, filled: int) -> Finding:
    return finding(
        "text-invisible",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"增加的条件格式可使内容不可见，涉及 {filled} 个有内容的单元格",
            f"an added conditional format can make contents invisible, in {filled} filled cells",
        ),
        Text("可见的内容", "contents that can be seen"),
        Text("请删除该条件格式并说明原因。", "Remove the conditional format and give the reason."),
    )


def format_added(sheet: str, cell: str, over_marks: bool) -> Finding:
    return finding(
        "conditional-format-changed",
        Severity.WARNING if over_marks else Severity.NOTE,
        sheet,
        cell,
        Text("增加了与模板的检查颜色重叠的条件格式", "a conditional format was added over the template's colours of checks")
        if over_marks
        else Text("增加了条件格式", "a conditional format was added"),
        action=EXPLAIN,
    )  # fmt: skip


def cells_merged(sheet: str, cell: str, hidden: list[Cell]) -> Finding:
    said = "、".join(c.address for c in hidden[:4])
    return finding(
        "cells-merged",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"合并的单元格遮住了 {len(hidden)} 个有内容的单元格（{said}）",
            f"merged cells hide {len(hidden)} filled cells ({', '.join(c.address for c in hidden[:4])})",
        ),
        Text("未合并的单元格", "cells that are not merged"),
        Text("请取消合并，并查看被遮住的内容。", "Unmerge them and look at what was hidden."),
    )


_DRAWN = {
    "picture": Text("图片", "a picture"),
    "comment": Text("始终显示的批注", "a comment that is always shown"),
    "graphic": Text("图形对象", "a graphic object"),
}


def drawing_added(sheet: str, cell: str, kind: str, covered: list[Cell]) -> Finding:
    what = _DRAWN.get(kind, Text("形状或文本框", "a shape or text box"))
    return finding(
        "drawing-added",
        Severity.WARNING if covered else Severity.NOTE,
        sheet,
        cell,
        Text(
            f"增加了{what.zh}，盖住 {len(covered)} 个有内容的单元格",
            f"{what.en} was added and covers {len(covered)} filled cells",
        ),
        Text("没有遮盖内容的图形", "nothing that covers contents"),
        Text("请移开或删除，并查看下面的内容。", "Move or remove it and look at what is under it."),
    )


def chart_covers(sheet: str, cell: str, covered: list[Cell]) -> Finding:
    return finding(
        "drawing-added",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"图表盖住 {len(covered)} 个有内容的单元格（如 {covered[0].address}）",
            f"a chart covers {len(covered)} filled cells (e.g. {covered[0].address})",
        ),
        Text("没有遮盖内容的图表", "a chart that covers nothing"),
        Text("请移开，并查看下面的内容。", "Move it and look at what is under it."),
    )


def comments_added(sheet: str, cells: list[str]) -> Finding:
    return finding(
        "comments-added",
        Severity.NOTE,
        sheet,
        cells[0],
        Text(f"有 {len(cells)} 条批注", f"{len(cells)} comment(s)"),
        Text("没有批注", "no comments"),
        Text("批注不参与计算，请阅读其内容。", "They do not enter the calculation; read them."),
        cells=cells[:200],
    )


CHART_MISSING = Text("模板的图表被删除", "a chart of the template is missing")


def chart_series(found: int, wanted: int, other: tuple[str, str] | None) -> Text:
    if other is None:
        return Text(
            f"图表有 {found} 个系列，模板为 {wanted} 个",
            f"the chart has {found} series, the template's {wanted}",
        )
    return Text(f"图表的数据取自 {other[1]}", f"the chart takes its figures from {other[1]}")


def chart_title(title: str) -> Text:
    return Text(f"图表标题改为“{shown(title)}”", f"the chart's title is now “{shown(title)}”")


def chart_scales(scales: tuple[str, ...]) -> Text:
    said = ", ".join(scales) or "auto"
    return Text(f"图表坐标轴的范围被改动（{said}）", f"the chart's axes were set to another range ({said})")


def chart_changed(sheet: str, cell: str, found: Text) -> Finding:
    return finding("chart-changed", Severity.WARNING, sheet, cell, found)


def chart_added(sheet: str, cell: str) -> Finding:
    said = Text("增加了图表", "a chart was added")
    return finding("chart-changed", Severity.NOTE, sheet, cell, said, action=EXPLAIN)


def name_added(name: str, sheet: str, found: str, hidden: bool) -> Finding:
    what = Text("隐藏的名称", "hidden name") if hidden else Text("名称", "name")
    return finding(
        "name-added",
        Severity.WARNING if hidden else Severity.NOTE,
        sheet,
        "",
        Text(f"增加了{what.zh} {name}（{shown(found)}）", f"a {what.en} was added: {name} ({shown(found)})"),
        Text("只有模板的名称", "the template's names only"),
        Text(
            "模板的公式不使用它，请核实其用途。", "The template's formulas do not use it; ask what it is for."
        ),
        family=name,
    )


def validation_removed(sheet: str, cell: str, name: str, changed: bool) -> Finding:
    return finding(
        "validation-removed",
        Severity.WARNING,
        sheet,
        cell,
        Text("数据有效性被改动", "the data validation was changed")
        if changed
        else Text("数据有效性被删除", "the data validation was removed"),
        Text("模板的下拉列表或取值范围", "the template's list or range of values"),
        Text("请核对这些单元格的内容是否在允许范围内。", "Check that the cells hold what is allowed."),
        family=name,
    )


_SETTINGS = {
    "manual": (
        Severity.WARNING,
        Text("计算方式为手动", "calculation is manual"),
        Text("自动计算", "automatic"),
    ),
    "iterate": (
        Severity.WARNING,
        Text(
            "启用了迭代计算，可掩盖循环引用", "iterative calculation is on and can hide circular references"
        ),
        Text("不启用", "off"),
    ),
    "precision": (
        Severity.ERROR,
        Text("以显示精度为准，数值被四舍五入", "precision is as displayed, so values are rounded"),
        Text("完整精度", "full precision"),
    ),
    "date1904": (
        Severity.WARNING,
        Text("使用 1904 日期系统", "the 1904 date system is in use"),
        Text("1900 日期系统", "the 1900 date system"),
    ),
}


def calculation_setting(key: str) -> Finding:
    severity, found, expected = _SETTINGS[key]
    return finding(
        "calculation-settings",
        severity,
        "",
        "",
        found,
        expected,
        Text("请在选项中恢复并重新计算。", "Restore it in the options and recalculate."),
    )
