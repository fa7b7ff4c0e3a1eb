"""The same row twice in a ledger."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.reading.entries import INPUTS
from pycore.review.rules.rule import Rule
from pycore.review.subject import Line, Subject
from pycore.sheets.definition import Kind

# What makes a row the same thing, and which amounts make it the same row.
_SAME = {
    "fuels": (("stage", "unit", "fuel", "use"), ("consumption",)),
    "carbon": (("stage", "unit", "direction", "flow", "partner", "material", "name"), ("quantity",)),
    "carbonates": (("stage", "unit", "carbonate", "use"), ("consumption",)),
    "electricity": (("stage", "unit", "trade", "power", "use"), ("electricity",)),
    "heat": (("stage", "unit", "trade", "medium", "use"), ("quantity",)),
    "capture": (("stage", "unit", "recovery", "use"), ("volume",)),
    "nox": (("stage", "stack"), ()),
    "methane": (("stage", "unit", "source"), ("ch4",)),
    "measures": (("name", "unit"), ()),
}


_FACTS = ("evidence", "reason", "quality", "name")
"""What says little about whether two rows are one."""


def _ledgers(subject: Subject) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each ledger with what makes a row of it the same thing and the same amount: as listed above, or all its inputs."""
    for table in subject.book.definition.tables():
        columns = {c.key for c in table.columns}
        if table.key in _SAME and columns.issuperset(sum(_SAME[table.key], ())):
            yield table.key, *_SAME[table.key]
        elif table.ledger:
            inputs = [c for c in table.columns if c.role in INPUTS and c.key not in _FACTS]
            amounts = tuple(c.key for c in inputs if c.kind is Kind.NUMBER and c.required)
            if amounts:
                yield table.key, tuple(c.key for c in inputs if c.key not in amounts), amounts


def _check(subject: Subject) -> Iterator[Finding]:
    for table, what, amounts in _ledgers(subject):
        seen: dict[tuple[object, ...], Line] = {}
        for line in subject.lines(table):
            if amounts and all(not line.number(a) for a in amounts):
                continue
            if not amounts and not line.text(what[-1]):
                continue
            key = (*(line.text(w).casefold() for w in what), *(line.number(a) for a in amounts))
            if key not in seen:
                seen[key] = line
                continue
            yield RULE.at(
                line.cell((amounts or what[-1:])[0]),
                Text(f"与第 {seen[key].row} 行相同", f"the same as row {seen[key].row}"),
                Text("每个排放源或每笔数量只记一次", "each source or amount once"),
                Text("请删除重复的一行，或写明两行的区别。", "Remove one of them, or say in what they differ."),
            )


RULE = Rule(
    "double-rows",
    19,
    Text("台账中有重复的行，可能重复计算", "The same row twice in a ledger: counted twice?"),
    Severity.WARNING,
    _check,
)
