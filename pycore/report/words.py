"""The words of the report itself, in both languages; what a chapter says stands in its definition."""

from __future__ import annotations

from pycore.language import Text

FLAGS: dict[str, Text] = {
    "S": Text("文件原文", "stated in the document"),
    "V": Text("公开资料核对", "read in a public source"),
    "V2": Text("两处以上公开资料一致", "in two or more public sources alike"),
    "C": Text("计算并核对", "computed and checked"),
    "I": Text("推断或判断", "inferred or judged"),
    "M": Text("待按原文确认", "to be confirmed against the document"),
}
"""What a trust flag of the factor library means, from the firmest to the least."""

WORDS: dict[str, Text] = {
    "change_title": Text("附：修改清单", "Annex: list of changes"),
    "change_said": Text(
        "与前一稿（{file}）相比，结果、填写内容、因子和公式的变化如下表，数值均按各稿的输入重新计算。",
        "The table lists what was changed since the earlier workbook ({file}): results, inputs, factors and formulas. All "
        "values were calculated anew from the inputs of either.",
    ),
    "no_changes": Text(
        "与前一稿（{file}）相比，输入、因子、公式和结果均无变化。",
        "Inputs, factors, formulas and results are those of the earlier workbook ({file}).",
    ),
    "changes_table": Text("与前一稿相比的变化", "Changes since the earlier workbook"),
    "change_number": Text("序号", "no."),
    "change_kind": Text("类别", "kind"),
    "change_of": Text("内容", "what"),
    "change_cell": Text("单元格", "cell"),
    "change_before": Text("前一稿", "before"),
    "change_after": Text("本稿", "now"),
    "change_by": Text("变化", "change"),
    "table": Text("表", "Table"),
    "figure": Text("图", "Figure"),
    "contents": Text("目录", "Contents"),
    "total": Text("合计", "total"),
    "item": Text("项目", "item"),
    "value": Text("内容", "value"),
    "unit": Text("单位", "unit"),
    "page": Text("第 {page} 页  共 {pages} 页", "page {page} of {pages}"),
    "missing": Text("待填：{what}", "to be filled in: {what}"),
    "failed": Text("计算出错：{where}", "calculation error: {where}"),
    "of_sheet": Text("数据来自工作簿“{sheet}”表。", "From the sheet {sheet} of the workbook."),
    "on_sheet": Text("工作簿“{sheet}”表", "the sheet {sheet} of the workbook"),
    "on_sheet_all": Text("工作簿“{sheet}”表", "the tables and charts on the sheet {sheet} of the workbook"),
    "in_workbook": Text("工作簿", "the workbook"),
    "list_comma": Text("、", ", "),
    "list_end": Text("和", " and "),
    "more_rows_in_report": Text("…另有 {count} 行，见报告", "… {count} more rows, see report"),
    "more_columns_in_report": Text("…另有 {count} 列，见报告", "… {count} more columns, see report"),
    "more_said_in_report": Text("…另有 {count} 段，见备注和报告", "… {count} more paragraphs, see notes and report"),
    "brackets": Text("（{text}）", " ({text})"),
    "more_rows": Text(
        "共 {found} 行，此处列出前 {shown} 行，其余见工作簿。", "{found} rows, of which the first {shown} are shown."
    ),
    "no_rows": Text(
        "工作簿“{sheet}”表的“{title}”没有数据，此处不列表。", "The table {title} on the sheet {sheet} holds no data."
    ),
    "no_numbers": Text(
        "“{title}”没有可绘制的数值，此处不附图。", "There are no numbers to draw for: {title}."
    ),
    "remark": Text("注：", "Note: "),
    "ranked": Text("{label}（{value} {unit}，占 {share}）", "{label} ({value} {unit}, {share})"),
    "ranked_rest": Text("其余 {count} 项合计", "the other {count}"),
    "ranked_deducted": Text("扣减 {count} 项合计", "{count} deducted"),
    "equation": Text("方程", "equation"),
    "formula": Text("算式", "formula"),
    "result_unit": Text("结果单位", "unit"),
    "clause": Text("依据", "source and clause"),
    "used_in": Text("用于", "used in"),
    "factor": Text("名称", "name"),
    "in_use": Text("采用值", "value in use"),
    "uncertainty": Text("相对不确定度", "relative uncertainty"),
    "year": Text("年份", "year"),
    "flag": Text("可信标志", "trust"),
    "source": Text("来源", "source"),
    "row_basis": Text("参数取值", "factors taken"),
    "default_value": Text("缺省值", "default"),
    "own_values": Text("自有值", "own value"),
    "basis_of": Text("{kind}：{names}", "{kind}: {names}"),
    "basis_why": Text("{said}（{reason}）", "{said} ({reason})"),
    "no_source": Text("来源待确认", "source to be confirmed"),
    "own_value": Text("自有值：{reason}", "own value: {reason}"),
    "no_reason": Text("未说明理由", "no reason given"),
    "to_confirm": Text("{flag}（待确认）", "{flag} (to be confirmed)"),
    "flags_said": Text("可信标志：{flags}。", "Trust: {flags}."),
    "remembered": Text(
        "上表中有 {count} 个值标为 M，提交前应按原文确认：{names}。",
        "To be confirmed against the document before the report is handed in (flag M, {count} in this table): {names}.",
    ),
    "file_said": Text(
        "本章数值均由计算核心按工作簿的公式重新计算，可用同一文件复算：",
        "Every number in this chapter was calculated anew by the core from the formulas of the workbook, and can be "
        "recalculated from the same file:",
    ),
    "file": Text("工作簿文件：{name}", "Workbook: {name}"),
    "digest": Text("文件摘要（SHA-256）：{digest}", "Digest of the file (SHA-256): {digest}"),
    "versions": Text(
        "模板 {template} {version}；TwinLedger 计算核心 {core}；因子库 {library}",
        "Template {template} {version}; TwinLedger core {core}; factor library {library}",
    ),
    "stale_said": Text(
        "文件中保存的数值与重新计算的不同：{formulas:,} 个公式单元格中有 {count:,} 个不一致（如 {cells}），说明填写后没有重新计算或数值被改动。"
        "本章采用重新计算的数值；提交前请重新计算并保存工作簿。",
        "The values stored in the file are not those calculated anew: {count:,} of {formulas:,} formula cells differ (such as "
        "{cells}), so the file was not recalculated after the last entry, or values were changed. This chapter uses the "
        "values calculated anew; recalculate and save the workbook before it is handed in.",
    ),
    "fresh_said": Text(
        "文件中保存的数值与重新计算的一致（{formulas:,} 个公式单元格）。",
        "The values stored in the file agree with those calculated anew ({formulas:,} formula cells).",
    ),
    "problems_said": Text(
        "工作簿中有 {count} 处填写须改正，列于下：", "{count} inputs of the workbook need correction:"
    ),
    "more_said": Text("另有 {count} 处，见工作簿“检查”表。", "{count} more: see the sheet Checks of the workbook."),
    "untranslated_said": Text(
        "工作簿为另一语言，填写内容已带入中文模板；其中 {count} 处未能原样带入。",
        "The workbook is in the other language; its entries were carried over into the English template, {count} of "
        "them not as they were.",
    ),
    "result": Text("结果", "result"),
    "calculated": Text("计算值", "calculated"),
    "mean": Text("均值", "mean"),
    "low": Text("2.5%", "2.5 %"),
    "high": Text("97.5%", "97.5 %"),
    "half": Text("相对不确定度", "relative uncertainty"),
    "met": Text("不高于先进值的概率", "probability of meeting the advanced value"),
    "driver": Text("不确定性来源", "source of uncertainty"),
    "share": Text("贡献", "share"),
    "share_said": Text(
        "贡献为抽样值与结果相关系数的平方；低于 1% 的不列。", "Share: squared correlation of the draws with the result; below 1 % left out."
    ),
    "probability": Text("各等级的概率", "probability of each"),
    "judged": Text("判断", "judged"),
    "firm": Text("可靠", "firm"),
    "flips": Text("可能翻转", "could flip"),
    "simulation_said": Text(
        "抽样 {draws} 次，随机数种子 {seed}，{sources} 个不确定量；共用的因子同步变化，台账各行相互独立。相对不确定度为 95% 区间半宽除以均值。",
        "{draws} draws, seed {seed}, {sources} uncertain quantities; factors in common vary together, ledger rows "
        "independently. Relative uncertainty: half of the 95 % interval over the mean.",
    ),
    "firm_said": Text(
        "最可能的等级在不少于 {confidence} 的抽样中出现为可靠。",
        "A grade is firm if {confidence} of the draws or more have it.",
    ),
    "crosses": Text("跨越核算边界", "crosses the boundary"),
    "map_size": Text(
        "气泡面积与排放量成正比，最大 {largest} {unit}",
        "the area of a bubble is in proportion to the emission; the largest is {largest} {unit}",
    ),
    "no_font": Text(
        "生成时没有可用的中文字体，图中文字为英文。",
        "No Chinese font was installed where this was made: names in Chinese are replaced by numbers.",
    ),
}  # fmt: skip
