"""What was reported elsewhere for an enterprise, against what the ledgers give for it."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M

MOST_APART = 0.1
"""Of what the ledgers give: both are said to be the same thing."""


def _check(subject: Subject) -> Iterator[Finding]:
    for line in subject.having(M.REPORTED, M.RECALCULATED):
        reported, recalculated = line.number(M.REPORTED), line.number(M.RECALCULATED)
        if reported is None or not recalculated or abs(reported / recalculated - 1) <= MOST_APART:
            continue
        who = line.text(M.ENTERPRISE) or f"{line.row}"
        taken = next(
            (v for k in subject.meanings.columns(line.table, M.EMISSION) if (v := line.number(k)) is not None), None
        )
        counted = taken == reported
        share = f"{reported / recalculated - 1:+.1%}"
        yield RULE.at(
            line.cell(M.REPORTED),
            Text(
                f"“{who}”上报 {written_number(reported)}，按台账重新测算为 {written_number(recalculated)}，相差 {share}",
                f'"{who}" reported {written_number(reported)}; its ledgers give {written_number(recalculated)} ({share})',
            ),
            Text(f"相差不超过 {MOST_APART:.0%}，或写明原因", f"at most {MOST_APART:.0%} apart, or the reason"),
            Text(
                "请核对边界、年份和台账是否完整；口径不同的，请写明差异，并选用完整的一项。",
                "Check boundary, year and whether the ledgers are complete; where the two differ in what they cover, say so "
                "and take the one that is complete.",
            ),
            severity=Severity.WARNING if counted and reported < recalculated else None,
            effect=Text(
                f"采用的是上报值，比台账少 {written_number(recalculated - reported)} t。",
                f"The reported figure is in use: {written_number(recalculated - reported)} t less than the ledgers.",
            )
            if counted and reported < recalculated
            else None,
        )


RULE = Rule(
    "reported-difference",
    20,
    Text("上报排放量与按台账重新测算的结果相差过大", "A reported emission far from what the ledgers give"),
    Severity.NOTE,
    _check,
    needs=((M.REPORTED, M.RECALCULATED),),
)
