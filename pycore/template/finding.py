"""A finding of the template's rules, and the words that most of them share."""

from __future__ import annotations

from pycore.cells.stored import Value
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
