"""The same row twice in a ledger."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.reading.entries import INPUTS
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject, TableRow
from pycore.sheets.definition import Kind, Role
from pycore.sheets.meanings import Meaning as M

_FACTS = frozenset({M.EVIDENCE, M.REASON, M.QUALITY, M.IN_BALANCE})
"""What says little about whether two rows are one."""


def _ledgers(subject: Subject) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each ledger with what makes a row of it the same thing, and which amounts make it the same row."""
    meanings = subject.meanings
    for table in subject.book.definition.tables():
        if not table.ledger:
            continue
        found = meanings.all_of(table)
        if M.STACK in found:
            # A stack is one source whatever stands beside it.
            yield table.key, tuple(key for m in (M.STAGE, M.STACK) if (key := meanings.column(table, m))), ()
            continue
        if {M.MEASURE, M.UNIT} <= found:
            yield table.key, (meanings.column(table, M.MEASURE), meanings.column(table, M.UNIT)), ()
            continue
        inputs = [c for c in table.columns if c.role in INPUTS and not meanings.of(table, c.key) & _FACTS]
        amounts = tuple(c.key for c in inputs if c.kind is Kind.NUMBER and c.required)
        # An own value of a factor with its reason makes no other row of it; any other number that is entered does.
        own = M.REASON in found
        what = tuple(c.key for c in inputs if c.key not in amounts and not (own and c.role is Role.OVERRIDE))
        if amounts:
            yield table.key, what, amounts


def _check(subject: Subject) -> Iterator[Finding]:
    for table, what, amounts in _ledgers(subject):
        seen: dict[tuple[object, ...], TableRow] = {}
        for line in subject.lines(table):
            if amounts and all(not line.number(a) for a in amounts):
                continue
            if not amounts and not line.text(what[-1]):
                continue
            key = (*(_letters(line.text(w)) for w in what), *(line.number(a) for a in amounts))
            if key not in seen:
                seen[key] = line
                continue
            yield RULE.at(
                line.cell((amounts or what[-1:])[0]),
                Text(f"与第 {seen[key].row} 行相同", f"the same as row {seen[key].row}"),
                Text("每个排放源或每笔数量只记一次", "each source or amount once"),
                Text("请删除重复的一行，或写明两行的区别。", "Remove one of them, or say in what they differ."),
            )


def _letters(text: str) -> str:
    """A text without what two people write differently: letters of full or half width, capitals, and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


RULE = Rule(
    "double-rows",
    19,
    Text("台账中有重复的行，可能重复计算", "The same row twice in a ledger: counted twice?"),
    Severity.WARNING,
    _check,
)
