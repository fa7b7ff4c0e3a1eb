"""Sources that the project names and no ledger counts."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

# The ledgers that take in each kind of source.
_LEDGER = {
    "fuel": "fuels", "process": "carbon", "power": "electricity", "heat": "heat", "product": "carbon",
    "capture": "capture", "fugitive": "methane",
}  # fmt: skip
_AMOUNT = {
    "fuels": "consumption", "carbon": "quantity", "electricity": "electricity", "heat": "quantity", "capture": "volume",
    "methane": "ch4", "nox": "concentration",
}  # fmt: skip


def _check(subject: Subject) -> Iterator[Finding]:
    counted = {
        (table, line.code("stage"), line.text("unit"))
        for table, amount in _AMOUNT.items()
        for line in subject.lines(table)
        if line.number(amount)
    }
    for line in subject.lines("sources"):
        wanted = [_LEDGER.get(line.code("kind"), "")]
        wanted += ["nox"] if line.code("gas") in ("nox", "co2_nox") else []
        stage, unit = line.code("stage"), line.text("unit")
        for table in wanted:
            if not table or not stage or not unit or (table, stage, unit) in counted:
                continue
            title = subject.tables[table].title
            yield RULE.at(
                line.cell("source"),
                Text(
                    f"{line.text('stage')}“{unit}”的排放源“{line.text('source')}”在“{title.zh}”中没有数据",
                    f'the source "{line.text("source")}" of "{unit}" ({line.text("stage")}) has no row in "{title.en}"',
                ),
                Text("识别出的排放源都有台账数据", "ledger rows for every source that is named"),
                Text("请补填台账，或说明该排放源为何不计。", "Fill in the ledger, or say why the source does not count."),
                effect=Text("该排放源没有计入汇总。", "The summary does not have this source."),
            )  # fmt: skip


RULE = Rule(
    "source-without-ledger",
    20,
    Text("识别的排放源没有台账数据", "A source that is named and that no ledger counts"),
    Severity.WARNING,
    _check,
)
