"""Ledger rows of process units outside the boundary, or that count for no product."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

_STAGES = (("existing", "summary_existing"), ("proposed", "summary_proposed"))


def _check(subject: Subject) -> Iterator[Finding]:
    products = [line.index for line in subject.lines("products") if line.text("product")]
    for stage, summary in _STAGES:
        rows = {line.text("unit"): line.number("activity") or 0 for line in subject.lines(summary)}
        for line in subject.lines("units"):
            if not rows.get(line.text("unit")):
                continue
            unit = line.text("unit")
            if line.code(stage) != "yes":
                title = line.table.column(stage).title
                yield RULE.at(
                    line.cell(stage),
                    Text(f"“{unit}”有台账数据，但“{title.zh}”未选“是”", f'"{unit}" has ledger rows, but "{title.en}" is not yes'),
                    Text("有数据的工序在核算边界内", "a unit with data inside the boundary"),
                    Text("请在边界表选“是”，或删除台账数据。", "Choose yes, or remove the ledger rows."),
                )  # fmt: skip
            elif stage == "proposed" and products and not any(line.number(f"share{i + 1}") for i in products):
                yield RULE.at(
                    line.cell("share1"),
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
)
