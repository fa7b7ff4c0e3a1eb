"""Output of the products against the carbon ledger, and against capacity."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.accounting.carbon_usual import LEAST_OF_CAPACITY, MOST_OF_CAPACITY
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import OUTPUT_OF
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

TOLERANCE = 0.02
_MATERIALS = {
    "methanol": ({"methanol"},),
    "olefins": ({"ethylene", "propylene"}, {"polyethylene", "polypropylene"}, {"ethylene", "polypropylene"}, {"polyethylene", "propylene"}),
    "ethylene_glycol": ({"ethylene_glycol"},),
}  # fmt: skip


def _check(subject: Subject) -> Iterator[Finding]:
    for line in subject.having(M.PRODUCT, M.OUTPUT_PROPOSED):
        yield from _no_output(line)
        for stage in OUTPUT_OF:
            yield from _ledger(subject, line, stage)
        yield from _capacity(line)


def _no_output(product: TableRow) -> Iterator[Finding]:
    """A product that is to be judged by its output and has none: without it the row has no performance and no grade."""
    output = product.number(M.OUTPUT_PROPOSED)
    if not product.text(M.PRODUCT) or output is None or output > 0:
        return
    yield RULE.at(
        product.cell(M.OUTPUT_PROPOSED),
        Text(
            f"{product.text(M.PRODUCT)}的拟建产量为 {written_number(output)}，没有绩效，不能判定等级",
            f"the proposed output of {product.text(M.PRODUCT)} is {written_number(output)}: it has no performance and cannot be graded",
        ),
        Text("大于 0 的产量", "an output above 0"),
        Text("请填写拟建产量；不生产的产品请删去该行。", "Enter the output, or clear the row of a product that is not made."),
    )  # fmt: skip


def _ledger(subject: Subject, product: TableRow, stage: SharedEntry) -> Iterator[Finding]:
    output = product.number(OUTPUT_OF[stage])
    rows = [
        line
        for line in subject.ledger(Ledger.CARBON)
        if line.code(M.STAGE) == stage
        and line.code(M.DIRECTION) == SharedEntry.OUT_IN_PRODUCT
        and line.number(M.AMOUNT)
    ]
    booked = []
    for materials in _MATERIALS.get(product.code(M.PRODUCT), ()):
        made = [line for line in rows if line.code(M.MATERIAL) in materials]
        booked.append(sum(line.number(M.AMOUNT) or 0 for line in made))
        booked.append(
            sum(line.number(M.AMOUNT) or 0 for line in made if line.code(M.FLOW_RANGE) != SharedEntry.INTERNAL)
        )
    booked = [b for b in booked if b > 0]
    if not output or not booked or any(abs(b - output) <= TOLERANCE * output for b in booked):
        return
    near = min(booked, key=lambda b: abs(b - output))
    column = product.column(OUTPUT_OF[stage]).title
    yield RULE.at(
        product.cell(OUTPUT_OF[stage]),
        Text(
            f"{product.text(M.PRODUCT)}{column.zh}为 {written_number(output)} t，碳流台账的产品带出为 {written_number(near)} t",
            f"{column.en} of {product.text(M.PRODUCT)} is {written_number(output)} t, the carbon ledger has {written_number(near)} t out in products",
        ),
        Text(f"相差不超过 {TOLERANCE:.0%}", f"a difference of at most {TOLERANCE:.0%}"),
        Text("请核对产量与台账数量、单位（t 与万 t）。", "Check output and ledger, and their units (t or 10⁴ t)."),
        effect=Text(f"绩效与产量成反比，偏差 {near / output - 1:+.1%}。", f"Performance goes with 1/output: {near / output - 1:+.1%}."),
    )  # fmt: skip


def _capacity(product: TableRow) -> Iterator[Finding]:
    capacity = product.number(M.CAPACITY)
    after = sum(product.number(k) or 0 for k in OUTPUT_OF.values()) - (product.number(M.OUTPUT_REPLACED) or 0)
    if not capacity or after <= 0 or LEAST_OF_CAPACITY <= after / capacity <= MOST_OF_CAPACITY:
        return
    yield RULE.at(
        product.cell(M.CAPACITY),
        Text(
            f"{product.text(M.PRODUCT)}产能 {written_number(capacity)}，实施后产量 {written_number(after)}",
            f"capacity of {product.text(M.PRODUCT)} is {written_number(capacity)}, output after the project {written_number(after)}",
        ),
        Text("产量为产能的 20% 到 120%", "an output of 20 to 120 % of the capacity"),
        Text("请核对单位（t 与万 t）和是否计入全厂产能。", "Check the unit (t or 10⁴ t), and that it is the whole plant's."),
        severity=Severity.ERROR if not 0.01 < after / capacity < 100 else Severity.WARNING,
    )  # fmt: skip


RULE = Rule(
    "balance-product",
    19,
    Text("产量与碳流台账或产能不符", "Output differs from the carbon ledger or from capacity"),
    Severity.ERROR,
    _check,
    needs=((M.PRODUCT, M.OUTPUT_PROPOSED, M.CAPACITY),),
)
