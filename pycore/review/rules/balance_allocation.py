"""Emission that counts for no product, or twice: shares of a process unit that do not add up to 1."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import OUTPUT_OF, summaries
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

TOLERANCE = 0.01
"""Of the sum of the shares."""


def _check(subject: Subject) -> Iterator[Finding]:
    for line in subject.having(M.UNIT, M.SHARE_SUM):
        stage = line.table.stage or SharedEntry.PROPOSED
        total = line.number(M.SHARE_SUM)
        there = {one.text(M.UNIT): one for one in summaries(subject, stage)}.get(line.text(M.UNIT))
        if total is None or there is None or not there.number(M.ROWS_COUNTED) or not _makes_products(subject, stage):
            continue
        if abs(total - 1) > TOLERANCE:
            yield _finding(line, total, (1 - total) * (there.number(M.UNIT_TOTAL) or 0))


def _makes_products(subject: Subject, stage: SharedEntry) -> bool:
    """Whether a stage has an output that emissions can count for; what is replaced is of the existing plant."""
    output = OUTPUT_OF.get(stage, M.OUTPUT_EXISTING)
    return any(line.number(output) for line in subject.having(M.PRODUCT, output))


def _finding(line: TableRow, total: float, outside: float) -> Finding:
    reason = line.text(M.REASON)
    explained = bool(reason) and total < 1
    columns = line.subject.meanings.columns(line.table, M.OWN_SHARE)
    entered = [key for key in columns if line.number(key) is not None] or list(columns)
    unit, sum_of = line.text(M.UNIT), written_number(total)
    amount = written_number(abs(outside))
    return RULE.at(
        line.cell(entered[0] if entered else M.SHARE_SUM),
        Text(f"“{unit}”的产品份额合计（扣除转给其他产品的部分）为 {sum_of}", f'the shares of "{unit}", less what is passed on to other products, add up to {sum_of}'),
        Text("合计为 1", "a sum of 1"),
        Text(f"已说明理由“{reason}”，请审核是否成立。", f'The reason given is "{reason}": judge whether it holds.')
        if explained
        else Text("请核对份额；确有排放不属于所列产品的，写明理由。", "Check the shares; where emission belongs to none of the products, give the reason."),
        severity=Severity.WARNING if explained else None,
        effect=Text(f"{amount} tCO2 不计入任何产品，绩效偏低。", f"{amount} tCO2 count for no product: the performance looks better.")
        if total < 1
        else Text(f"{amount} tCO2 重复计入产品，绩效偏高。", f"{amount} tCO2 count twice: the performance looks worse."),
    )  # fmt: skip


RULE = Rule(
    "balance-allocation",
    19,
    Text("工序的产品份额合计不为 1", "Shares of a unit in the products that do not add up to 1"),
    Severity.ERROR,
    _check,
    needs=((M.UNIT, M.SHARE_SUM), (M.UNIT, M.ROWS_COUNTED)),
)
