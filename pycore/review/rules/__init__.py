"""The rules of the review, one small file each.

`check_all` runs them. A package adds rules of its own, for a province say, through the entry point group
``twinledger.review_rules``: each entry is a `Rule` or a sequence of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from pycore.cells.addresses import column_number
from pycore.errors import TwinLedgerError
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

__all__ = ["GROUP", "Rule", "check_all", "installed_rules"]

GROUP = "twinledger.review_rules"


@cache
def installed_rules() -> tuple[Rule, ...]:
    """Return our rules and those of installed packages, by number and id.

    Raises:
        TwinLedgerError: an entry point holds no rule, or two rules share an id.
    """
    own = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    rules = [module.RULE for module in own if hasattr(module, "RULE")]
    for entry in entry_points(group=GROUP):
        rules += _loaded(entry.name, entry.load())
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise TwinLedgerError(
                Text(
                    f"两条审核规则的编号都是 {rule.id}。请给其中一条改名。",
                    f"Two review rules have the id {rule.id}. Rename one of them.",
                )
            )
        seen.add(rule.id)
    return tuple(sorted(rules, key=lambda rule: (rule.number, rule.id)))


def _loaded(name: str, found: object) -> list[Rule]:
    each = list(found) if isinstance(found, Iterable) else [found]
    rules = [rule for rule in each if isinstance(rule, Rule)]
    if len(rules) != len(each):
        raise TwinLedgerError(
            Text(
                f"入口点 {GROUP} 的 {name} 不是审核规则，应为 Rule 或 Rule 的序列。请修改提供它的软件包。",
                f"The entry point {name} of {GROUP} is no review rule; expected a Rule or a sequence of them. "
                "Correct the package that provides it.",
            )
        )
    return rules


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
    return sorted(dict.fromkeys(f for rule in chosen for f in _found_by(rule, subject)), key=order)


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
