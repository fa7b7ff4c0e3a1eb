"""Ledger rows of process units outside the boundary, or that count for no product."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import summaries
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_STAGES = ((SharedEntry.EXISTING, M.IN_EXISTING), (SharedEntry.PROPOSED, M.IN_PROPOSED))


def _check(subject: Subject) -> Iterator[Finding]:
    products = [line.index for line in subject.having(M.PRODUCT, M.OUTPUT_PROPOSED) if line.text(M.PRODUCT)]
    for stage, inside in _STAGES:
        rows = {line.text(M.UNIT): line.number(M.ROWS_COUNTED) or 0 for line in summaries(subject, stage)}
        for line in subject.having(M.UNIT, inside):
            if not rows.get(line.text(M.UNIT)):
                continue
            unit = line.text(M.UNIT)
            shares = subject.meanings.columns(line.table, M.PRODUCT_SHARE)
            if line.code(inside) != SharedEntry.YES:
                title = line.column(inside).title
                yield RULE.at(
                    line.cell(inside),
                    Text(f"“{unit}”有台账数据，但“{title.zh}”未选“是”", f'"{unit}" has ledger rows, but "{title.en}" is not yes'),
                    Text("有数据的工序在核算边界内", "a unit with data inside the boundary"),
                    Text("请在边界表选“是”，或删除台账数据。", "Choose yes, or remove the ledger rows."),
                )  # fmt: skip
            elif (
                stage == SharedEntry.PROPOSED
                and shares
                and products
                and not any(line.number(shares[i]) for i in products)
            ):
                yield RULE.at(
                    line.cell(shares[0]),
                    Text(f"“{unit}”的排放没有计入任何产品", f'the emission of "{unit}" counts for no product'),
                    Text("至少一个产品的份额大于 0", "a share above 0 for one product at least"),
                    Text("请填写该工序计入各产品的份额。", "Enter the shares of this unit."),
                    severity=Severity.WARNING,
                )


RULE = Rule(
    "balance-boundary",
    19,
    Text(
        "工序有数据但不在核算边界内，或未计入任何产品",
        "A unit with data outside the boundary, or that counts for no product",
    ),
    Severity.ERROR,
    _check,
    needs=((M.UNIT, M.IN_PROPOSED), (M.UNIT, M.ROWS_COUNTED)),
)
