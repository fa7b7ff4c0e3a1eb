"""The closed lists that only the sheets on the future need."""

from __future__ import annotations

from pycore.language import both
from pycore.sheets.definition import ChoiceList

FUTURE_LISTS: tuple[ChoiceList, ...] = (
    ChoiceList(
        key="sense",
        title=both("达标方向 | sense of the target"),
        named=True,
        entries=(("at_least", both("不低于 | at least")), ("at_most", both("不高于 | at most"))),
    ),
    ChoiceList(
        key="stock",
        title=both("去存量或控增量 | stock or increment"),
        named=True,
        entries=(
            ("existing", both("去存量（现有） | existing stock")),
            ("new", both("控增量（规划） | planned increment")),
        ),
    ),
    ChoiceList(
        key="admission_kind",
        title=both("准入类型 | kind of admission"),
        named=True,
        entries=(
            ("encouraged", both("鼓励 | encouraged")),
            ("limited", both("限制 | limited")),
            ("prohibited", both("禁止 | prohibited")),
            ("required", both("准入条件 | condition")),
        ),
    ),
    ChoiceList(
        key="simplify",
        title=both("建设项目评价简化 | simplified assessment of projects"),
        entries=(
            ("a", both("a 简化政策符合性分析，引用规划结论 | a: policy analysis simplified, plan's findings quoted")),
            ("b", both("b 明确项目减排要求即可 | b: reduction requirements only")),
            ("c", both("c 依托公用设施，引用规划结论 | c: shared facilities, plan's findings quoted")),
            ("none", both("不简化 | not simplified")),
        ),
    ),
)
