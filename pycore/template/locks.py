"""The protection of a sheet: the template's has no password."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.template.finding import finding
from pycore.template.pair import Pair
from pycore.template.sheet import SheetFacts


def lock_findings(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    """Yield a protection that was removed, and a password that was set."""
    if pair.ours.facts.protected and not facts.protected:
        yield _protection_removed(pair.file.name)
    if facts.password and not pair.ours.facts.password:
        yield _password_set(pair.file.name)


def _protection_removed(sheet: str) -> Finding:
    """Make the note of a sheet that is no longer protected."""
    return finding(
        "protection-removed",
        Severity.NOTE,
        sheet,
        "",
        Text("工作表保护被取消", "the sheet is no longer protected"),
        Text("受保护（无密码）", "protected, without a password"),
        Text("公式已逐一核对，无需处理。", "The formulas are compared one by one; nothing to do."),
    )


def _password_set(sheet: str) -> Finding:
    """Make the finding of a password, which keeps a reviewer from looking."""
    return finding(
        "password",
        Severity.WARNING,
        sheet,
        "",
        Text("工作表保护设了密码，审核者无法取消隐藏或查看", "a password protects the sheet, so that a reviewer cannot unhide or look into it"),
        Text("受保护（无密码）", "protected, without a password"),
        Text("请去掉密码后重新提交。", "Remove the password and submit again."),
    )  # fmt: skip
