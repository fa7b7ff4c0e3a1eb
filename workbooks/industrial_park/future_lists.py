"""The closed lists that only the sheets on the future need."""

from __future__ import annotations

from pycore.sheets.definition import ChoiceList
from workbooks.common.choices import choice_list, named_list

FUTURE_LISTS: tuple[ChoiceList, ...] = (
    named_list("sense", "达标方向 | sense of the target", "at_least 不低于 | at least", "at_most 不高于 | at most"),
    named_list(
        "stock",
        "去存量或控增量 | stock or increment",
        "existing 去存量（现有） | existing stock",
        "new 控增量（规划） | planned increment",
    ),
    named_list(
        "admission_kind",
        "准入类型 | kind of admission",
        "encouraged 鼓励 | encouraged",
        "limited 限制 | limited",
        "prohibited 禁止 | prohibited",
        "required 准入条件 | condition",
    ),
    choice_list(
        "simplify",
        "建设项目评价简化 | simplified assessment of projects",
        "a a 简化政策符合性分析，引用规划结论 | a: policy analysis simplified, plan's findings quoted",
        "b b 明确项目减排要求即可 | b: reduction requirements only",
        "c c 依托公用设施，引用规划结论 | c: shared facilities, plan's findings quoted",
        "none 不简化 | not simplified",
    ),
)
