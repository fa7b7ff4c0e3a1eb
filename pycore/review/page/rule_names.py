"""The names of rules in words, for readers who never see an id elsewhere."""

from __future__ import annotations

from pycore.language import Text
from pycore.review.rules import installed_rules

_NAMES = {
    "template-calculation-settings": Text("计算设置与模板不同", "calculation settings are not the template's"),
    "template-cell-twice": Text("同一单元格写了两次", "a cell is written twice"),
    "template-cells-merged": Text("合并了单元格", "cells were merged"),
    "template-chart-changed": Text("图表被改动", "a chart was changed"),
    "template-comments-added": Text("加了批注", "comments were added"),
    "template-conditional-format-changed": Text("条件格式被改动", "a conditional format was changed"),
    "template-content-added": Text("模板之外的内容", "content beside the template's"),
    "template-drawing-added": Text("加了图形", "a drawing was added"),
    "template-format-misleading": Text("数字格式会误导", "a number format that misleads"),
    "template-formula-changed": Text("公式被改动", "a formula was changed"),
    "template-formula-missing": Text("公式被删除", "a formula is gone"),
    "template-formula-overwritten": Text("公式被数值覆盖", "a value typed over a formula"),
    "template-library-changed": Text("因子库的值被改动", "a value of the factor library was changed"),
    "template-name-added": Text("加了名称", "a name was added"),
    "template-name-changed": Text("名称被改动", "a name was changed"),
    "template-names-dropped": Text("缺少名称", "names are missing"),
    "template-password": Text("设了密码", "a password was set"),
    "template-protection-removed": Text("取消了保护", "protection was removed"),
    "template-rows-inserted": Text("插入了行", "rows were inserted"),
    "template-rows-removed": Text("删除了行", "rows were removed"),
    "template-sheet-added": Text("加了工作表", "a sheet was added"),
    "template-sheet-hidden": Text("隐藏了工作表", "a sheet is hidden"),
    "template-sheet-missing": Text("缺少工作表", "a sheet is missing"),
    "template-sheet-renamed": Text("工作表改了名", "a sheet was renamed"),
    "template-sheet-reordered": Text("工作表换了次序", "sheets stand in another order"),
    "template-text-changed": Text("模板的文字被改动", "a text of the template was changed"),
    "template-text-invisible": Text("文字看不见", "text that cannot be seen"),
    "template-validation-removed": Text("取消了下拉列表或数值范围", "a list or limits were removed"),
    "template-version-unknown": Text("不认识的模板版本", "a version of the template that is not known"),
    "template-zeros-hidden": Text("不显示零值", "zeros are hidden"),
    "value-cached-differs": Text("保存的值与复算不同", "the saved value is not what is calculated"),
    "value-cached-edited": Text("保存的值被改写", "a saved value was edited"),
    "value-cached-missing": Text("没有保存的值", "no value is saved"),
    "value-cached-stale": Text("保存的值已过期", "a saved value is stale"),
    "value-native-differs": Text("原生公式与核心的结果不同", "the native formula differs from the core"),
    "value-not-calculated": Text("无法复算的公式", "a formula that could not be calculated"),
    "value-not-known": Text("此处不认识的函数", "a function that is not known here"),
    "file-unreadable": Text("文件无法读取", "the file cannot be read"),
    "not-reviewed": Text("未能在此审核", "could not be reviewed here"),
    "rule-failed": Text("有一条规则未能完成", "a rule that could not finish"),
}
_GROUPS = {
    "gate-": Text("安全检查", "safety check"),
    "template-": Text("与发布的模板不一致", "not the issued template"),
    "value-": Text("数值与复算不一致", "a value is not what is calculated"),
}


def rule_name(rule: str) -> Text:
    """Return the name of a rule in words; its id where it has none."""
    found = _NAMES.get(rule) or next((one.text for one in installed_rules() if one.id == rule), None)
    if found is None:
        found = next((name for start, name in _GROUPS.items() if rule.startswith(start)), None)
    return found or Text(rule, rule)
