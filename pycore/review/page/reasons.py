"""The few reasons for a verdict that matter most, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pycore.findings.finding import Finding, Severity
from pycore.findings.groups import following_said, grouped
from pycore.language import Language, Text

MOST = 3
_LONGEST = 200
_ALIKE = Text("另有同类 {count} 条", "and {count} more of this kind")


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: the number of its finding on the page, what it says, and how much else there is of it.

    Attributes:
        number: of the finding, counted from 1.
        effect: what it does to the results, where that is known and no reason before it does the same.
        also: how many more causes there are of the same rule, and what follows from this one; "" for nothing.
    """

    number: int
    severity: str
    where: str
    said: str
    also: str = ""
    effect: str = ""


def reasons(findings: Sequence[Finding], language: Language, most: int = MOST) -> list[Reason]:
    """Return the gravest causes, errors before warnings, one of each rule; notes are no reason.

    The order within a severity is that of the review, which puts what spoils most first.
    """
    causes = list(_causes(findings))
    alike = Counter(finding.rule for _, finding, _ in causes)
    seen: set[str] = set()
    found: list[Reason] = []
    for severity in (Severity.ERROR, Severity.WARNING):
        for number, finding, beneath in causes:
            if finding.severity is not severity or finding.rule in seen:
                continue
            seen.add(finding.rule)
            found.append(_reason(number, finding, beneath, alike[finding.rule] - 1, language))
    said: set[str] = set()
    for i, one in enumerate(found[:most]):
        if one.effect in said:
            found[i] = replace(one, effect="")
        said.add(one.effect)
    return found[:most]


def _causes(findings: Sequence[Finding]) -> Iterator[tuple[int, Finding, int]]:
    """Yield the causes with their numbers and how many findings follow."""
    number = 1
    for group in grouped(findings):
        if group.cause.severity is not Severity.NOTE:
            yield number, group.cause, len(group.beneath)
        number += 1 + len(group.beneath)


def _reason(number: int, finding: Finding, beneath: int, alike: int, language: Language) -> Reason:
    """Write one reason; a long sentence is cut."""
    following = following_said(finding.following, beneath)
    more = [] if following is None else [following[language]]
    if alike:
        more.append(_ALIKE.format(count=alike)[language])
    effect = "" if finding.effect is None else finding.effect[language]
    return Reason(
        number,
        finding.severity.value,
        finding.where,
        _clipped(finding.found[language]),
        ("，" if language == "zh" else ", ").join(more),
        _clipped(effect),
    )


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
