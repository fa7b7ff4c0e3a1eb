"""The rules of the review, one small file each.

`check_all` runs them. A package adds rules of its own, for a province say, through the entry point group
``twinledger.review_rules``: each entry is a `Rule` or a sequence of them. One that is broken is left out, and the
review says so, for it is not the review that was asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from pycore.cells.addresses import column_number
from pycore.contributions import RULES, contributions, instances, leave_out, left_out
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

__all__ = ["Rule", "check_all", "installed_rules"]


@cache
def installed_rules() -> tuple[Rule, ...]:
    """Return our rules and those of installed packages, by number and id.

    Of a package whose rules cannot be used, or have the id of another, `pycore.contributions` keeps a note.
    """
    own = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    rules = {module.RULE.id: module.RULE for module in own if hasattr(module, "RULE")}
    for source, found in contributions(RULES, _rules):
        for rule in found:
            if rule.id in rules:
                leave_out(source, _TAKEN, Text(f"审核规则 {rule.id}", f"the review rule {rule.id}"))
            else:
                rules[rule.id] = rule
    return tuple(sorted(rules.values(), key=lambda rule: (rule.number, rule.id)))


_TAKEN = Text("已有同一编号的规则", "there is a rule of that id already")


def _rules(found: object) -> list[Rule]:
    return instances(found, Rule)


def check_all(subject: Subject, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """Run the rules and return what they find, in the order of sheets, rows and columns.

    A rule that raises ends with a finding about itself (`rule-failed`); what it found before and the others stay.
    """
    position = {sheet.name: sheet.position for sheet in subject.book.package.sheets}

    def order(finding: Finding) -> tuple[int, int, int, str]:
        first = finding.cell.partition(":")[0]
        letters = first.rstrip("0123456789")
        row = first[len(letters) :]
        return position.get(finding.sheet, -1), int(row or 0), column_number(letters), finding.rule

    chosen = installed_rules() if rules is None else rules
    found = [f for rule in chosen for f in _found_by(rule, subject)]
    return sorted(dict.fromkeys([*(_not_asked() if rules is None else ()), *found]), key=order)


def _not_asked() -> Iterator[Finding]:
    """Say which rules of other packages this review lacks."""
    for one in left_out(RULES):
        yield Finding(
            "rule-failed",
            Severity.WARNING,
            "",
            "",
            Text(
                f"软件包 {one.source.shown} 的审核规则未能加载",
                f"review rules of the package {one.source.shown} that do not load",
            ),
            Text("每个软件包的规则都可用", "the rules of every package to be there"),
            one.text,
            more={"package": one.source.package},
        )


def _found_by(rule: Rule, subject: Subject) -> Iterator[Finding]:
    try:
        yield from rule.check(subject)
    except Exception as error:  # a rule may come from another package, and a file may hold anything
        kind = type(error).__name__
        yield Finding(
            "rule-failed",
            Severity.WARNING,
            "",
            "",
            Text(
                f"审核规则“{rule.id}”未能完成（{kind}）",
                f"the review rule {rule.id} could not finish ({kind})",
            ),
            Text("每条规则都得出结论", "every rule to come to an end"),
            Text(
                f"该规则检查的是“{rule.text.zh}”，请人工核对这一点，并把文件报告给 TwinLedger。",
                f"It looks for this: {rule.text.en}. Check that by hand and report the file to TwinLedger.",
            ),
            more={"rule": rule.id, "error": kind},
        )
