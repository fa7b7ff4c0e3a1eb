"""Specific consumption of a process unit that is of another magnitude in the project than in the existing plant."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import INPUTS, Subject, TableRow
from pycore.sheets.definition import Kind, Table
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

FARTHEST = 5.0
"""Times between the two stages: new technology changes a specific consumption, but seldom more than this."""
LEAST_PART = 3.0
"""Times less in the project than in the existing plant: what makes the project look small is looked at sooner."""
_NO_KIND = frozenset({M.STAGE, M.UNIT, M.QUALITY, M.POWER_KIND})
"""Choices that do not say what is consumed."""


def _compared(subject: Subject) -> Iterator[tuple[Table, tuple[str, ...], str]]:
    """The ledgers by stage with what a consumption is of and its amount; carbon flows have a balance of their own."""
    meanings = subject.meanings
    for table in meanings.tables(M.STAGE, M.UNIT):
        amount = meanings.column(table, M.FLUE_GAS_FLOW) or meanings.column(table, M.AMOUNT)
        if not amount or M.DIRECTION in meanings.all_of(table):
            continue
        kinds = [
            c.key
            for c in table.columns
            if c.kind is Kind.CHOICE and c.role in INPUTS and not meanings.of(table, c.key) & _NO_KIND
        ]
        yield table, (meanings.column(table, M.UNIT), *kinds), amount


def _growth(subject: Subject) -> dict[str, float]:
    """How many times its existing output a product has in the project, for each that both stages make.

    Products are never added up: one may be in t and another in 10³ m³.
    """
    made: dict[str, list[float]] = {}
    for line in subject.having(M.PRODUCT, M.OUTPUT_EXISTING, M.OUTPUT_PROPOSED):
        of_product = made.setdefault(line.text(M.PRODUCT), [0.0, 0.0])
        of_product[0] += line.number(M.OUTPUT_EXISTING) or 0
        of_product[1] += line.number(M.OUTPUT_PROPOSED) or 0
    return {product: after / before for product, (before, after) in made.items() if before > 0 and after > 0}


def _check(subject: Subject) -> Iterator[Finding]:
    growth = _growth(subject)
    if not growth:
        return
    for table, what, amount in _compared(subject):
        sums: dict[tuple[str, ...], dict[str, float]] = {}
        largest: dict[tuple[tuple[str, ...], str], TableRow] = {}
        for line in subject.lines(table.key):
            stage, value = line.code(M.STAGE), line.number(amount)
            if stage not in (SharedEntry.EXISTING, SharedEntry.PROPOSED) or not value:
                continue
            key = tuple(line.text(w) for w in what)
            by_stage = sums.setdefault(key, {SharedEntry.EXISTING: 0.0, SharedEntry.PROPOSED: 0.0})
            by_stage[stage] += value
            before = largest.get((key, stage))
            if before is None or value > (before.number(amount) or 0):
                largest[key, stage] = line
        for key, by_stage in sums.items():
            existing, proposed = by_stage[SharedEntry.EXISTING], by_stage[SharedEntry.PROPOSED]
            if min(existing, proposed) <= 0:
                continue
            # Which product a unit works for is not said everywhere: it is enough that one of them explains the change.
            product, grown = min(growth.items(), key=lambda item: abs(log(proposed / existing / item[1])))
            times = proposed / existing / grown
            most = FARTHEST if times > 1 else LEAST_PART
            if 1 / LEAST_PART <= times <= FARTHEST:
                continue
            line = largest[key, SharedEntry.PROPOSED if proposed > existing else SharedEntry.EXISTING]
            title = line.table.column(amount).title
            unit = key[0]
            yield RULE.at(
                line.cell(amount),
                Text(
                    f"“{unit}”{title.zh}：拟建 {written_number(proposed)}，现有 {written_number(existing)}；按“{product}”产量（拟建为现有的 {written_number(grown)} 倍）计，单耗相差 {written_number(max(times, 1 / times))} 倍",
                    f'{title.en} of "{unit}" is {written_number(proposed)} proposed and {written_number(existing)} existing; by the output of "{product}" ({written_number(grown)} times the existing one) the specific consumption is {written_number(max(times, 1 / times))} times apart',
                ),
                Text(f"相差不超过 {most:g} 倍", f"at most {most:g} times apart"),
                Text("请核对两个阶段的数量和单位；确有变化的请说明。", "Check amounts and units of both stages; if it is so, say why."),
            )  # fmt: skip


RULE = Rule(
    "unit-stage",
    15,
    Text(
        "同一工序两个阶段的单耗不在一个量级",
        "Specific consumption of another magnitude in the project than in the existing plant",
    ),
    Severity.WARNING,
    _check,
    needs=((M.STAGE, M.UNIT, M.AMOUNT), (M.PRODUCT, M.OUTPUT_EXISTING)),
)
