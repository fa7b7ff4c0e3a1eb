"""Shares of process units in a product that do not go with where their output goes."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

TOLERANCE = 0.1
"""Of a share: what is allocated by mass or energy differs a little from what carbon says."""


def _check(subject: Subject) -> Iterator[Finding]:
    lines = subject.having(M.UNIT, M.PRODUCT_SHARE)
    for stage in dict.fromkeys(line.table.stage for line in lines):
        units = {line.text(M.UNIT): line for line in lines if line.table.stage is stage}
        yield from _of_stage(subject, stage or SharedEntry.PROPOSED, units)


def _of_stage(subject: Subject, stage: SharedEntry, units: dict[str, TableRow]) -> Iterator[Finding]:
    """Hold the shares of one stage against the carbon that its units hand on."""
    order = list(units)
    out: dict[str, float] = {}
    between: dict[tuple[str, str], float] = {}
    for line in subject.ledger(Ledger.CARBON):
        if line.code(M.STAGE) != stage or line.code(M.DIRECTION) != SharedEntry.OUT_IN_PRODUCT:
            continue
        giver, taker, carbon = line.text(M.UNIT), line.text(M.PARTNER), line.number(M.CARBON) or 0
        if line.code(M.FLOW_RANGE) == SharedEntry.INTERNAL:
            # What goes back up the line, such as fuel gas for coal drying, is no product of the unit.
            if giver in order and taker in order and order.index(taker) > order.index(giver):
                between[giver, taker] = between.get((giver, taker), 0.0) + carbon
                out[giver] = out.get(giver, 0.0) + carbon
        else:
            out[giver] = out.get(giver, 0.0) + carbon
    for (giver, taker), carbon in between.items():
        columns = subject.meanings.columns(units[giver].table, M.PRODUCT_SHARE)
        entered = subject.meanings.columns(units[giver].table, M.OWN_SHARE)
        for i, share in enumerate(columns):
            part = carbon / out[giver] if out[giver] else 0.0
            own = entered[i] if i < len(entered) and units[giver].number(entered[i]) is not None else share
            yield from _compared(units[giver], units[taker], share, own, part)


def _compared(giver: TableRow, taker: TableRow, column: str, entered: str, part: float) -> Iterator[Finding]:
    own, after = giver.number(column) or 0.0, taker.number(column) or 0.0
    if own >= part * after - TOLERANCE:
        return
    title = giver.table.column(column).title
    yield RULE.at(
        giver.cell(entered),
        Text(
            f"“{giver.text(M.UNIT)}”计入{title.zh}的份额为 {written_number(own)}，其 {part:.0%} 的产出进入份额为 {written_number(after)} 的“{taker.text(M.UNIT)}”",
            f'"{giver.text(M.UNIT)}" has a share of {written_number(own)} in {title.en}; {part:.0%} of its output goes to "{taker.text(M.UNIT)}", whose share is {written_number(after)}',
        ),
        Text(f"约 {written_number(part * after)}，不低于 {written_number(part * after - TOLERANCE)}", f"about {written_number(part * after)}, at least {written_number(part * after - TOLERANCE)}"),
        Text("请按物料去向核对份额；另有分配方法的请说明。", "Check the share against where the material goes; another method of allocation wants saying so."),
        effect=Text("份额偏小时产品绩效偏低。", "A share that is too small makes the performance look better."),
    )  # fmt: skip


RULE = Rule(
    "balance-share",
    19,
    Text("工序份额与物料去向不符", "Shares of process units that do not go with the flow of material"),
    Severity.WARNING,
    _check,
    needs=((M.UNIT, M.PRODUCT_SHARE), (*KNOWN_BY[Ledger.CARBON], M.STAGE, M.UNIT, M.PARTNER)),
)
