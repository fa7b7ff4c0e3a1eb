"""The closed lists that only the sheets on the future need."""

from __future__ import annotations

from pycore.language import Text
from pycore.sheets.definition import ChoiceList

FUTURE_LISTS: tuple[ChoiceList, ...] = (
    ChoiceList(key="sense", title=Text("达标方向", "sense of the target"), named=True, entries=(
        ("at_least", Text("不低于", "at least")), ("at_most", Text("不高于", "at most")))),
    ChoiceList(key="stock", title=Text("去存量或控增量", "stock or increment"), named=True, entries=(
        ("existing", Text("去存量（现有）", "existing stock")), ("new", Text("控增量（规划）", "planned increment")))),
    ChoiceList(key="admission_kind", title=Text("准入类型", "kind of admission"), named=True, entries=(
        ("encouraged", Text("鼓励", "encouraged")), ("limited", Text("限制", "limited")),
        ("prohibited", Text("禁止", "prohibited")), ("required", Text("准入条件", "condition")))),
    ChoiceList(key="simplify", title=Text("建设项目评价简化", "simplified assessment of projects"), entries=(
        ("a", Text("a 简化政策符合性分析，引用规划结论", "a: policy analysis simplified, plan's findings quoted")),
        ("b", Text("b 明确项目减排要求即可", "b: reduction requirements only")),
        ("c", Text("c 依托公用设施，引用规划结论", "c: shared facilities, plan's findings quoted")),
        ("none", Text("不简化", "not simplified")))),
)  # fmt: skip
