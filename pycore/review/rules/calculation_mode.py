"""Settings of the workbook under which cells do not show what their formulas give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.template.settings import saved_by_gnumeric

_CALCULATION = re.compile(rb"<(?:\w+:)?calcPr\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""(\w+)\s*=\s*["']([^"']*)["']""")
_TRUE, _FALSE = ("1", "true"), ("0", "false")
_SETTINGS = (
    ("calcMode", ("manual",), Text("手动计算", "manual calculation"), Text("自动计算", "automatic calculation")),
    ("iterate", _TRUE, Text("迭代计算", "iterative calculation"), Text("不启用迭代计算", "no iterative calculation")),
    ("fullPrecision", _FALSE, Text("“将精度设为所显示的精度”", "precision as displayed"), Text("全精度计算", "full precision")),
)  # fmt: skip


def _check(subject: Subject) -> Iterator[Finding]:
    gnumeric = saved_by_gnumeric(subject.book.package)
    for name, content in subject.book.package.members.items():
        if not name.lower().endswith("workbook.xml"):
            continue
        for match in _CALCULATION.finditer(content):
            given = {k.decode(): v.decode(errors="replace") for k, v in _ATTRIBUTE.findall(match[1])}
            for key, bad, found, expected in _SETTINGS:
                if given.get(key, "").lower() in bad:
                    yield RULE.at(
                        None,
                        Text(f"工作簿设为{found.zh}", f"the workbook is set to {found.en}"),
                        expected,
                        Text("请在“公式”选项中改回，重新计算后保存。", "Change it under Formulas in the options, recalculate and save."),
                        # A circle that this could hide is found by itself, and what a template says of it by the template.
                        severity=Severity.NOTE if gnumeric and key == "iterate" else None,
                    )  # fmt: skip


RULE = Rule(
    "calculation-mode",
    6,
    Text("手动计算、迭代计算或按显示精度计算", "Manual or iterative calculation, or precision as displayed"),
    Severity.WARNING,
    _check,
)
