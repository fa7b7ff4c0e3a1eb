"""Sources that the project names and no ledger counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

# The ledgers that take in each kind of source.
_LEDGER: dict[str, Ledger] = {
    SharedEntry.FUEL_SOURCE: Ledger.FUELS, SharedEntry.PROCESS_SOURCE: Ledger.CARBON, SharedEntry.POWER_SOURCE: Ledger.ELECTRICITY,
    SharedEntry.HEAT_SOURCE: Ledger.HEAT, SharedEntry.PRODUCT_SOURCE: Ledger.CARBON, SharedEntry.CAPTURE_SOURCE: Ledger.CAPTURE,
    SharedEntry.FUGITIVE_SOURCE: Ledger.METHANE,
}  # fmt: skip
_NUMBER = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,4}-?\s?\d{1,4}(?!\d)")
"""The number of a stack, as DA001."""
_NUMBER_IN = re.compile(r"(?<![a-z])[a-z]{1,4}\d{1,4}(?!\d)")
_COUNTED = (*dict.fromkeys(_LEDGER.values()), Ledger.FLUE_GAS)


def _check(subject: Subject) -> Iterator[Finding]:
    counted = {
        (ledger, line.code(M.STAGE), line.text(M.UNIT))
        for ledger in _COUNTED
        for line in subject.ledger(ledger)
        if line.number(line.amount)
    }
    stacks = [
        (line.code(M.STAGE), _letters(line.text(M.STACK)))
        for line in subject.having(M.STACK, M.STAGE)
        if line.number(line.amount)
    ]
    for line in subject.having(M.SOURCE, M.SOURCE_KIND, M.STAGE, M.UNIT):
        kind = line.code(M.SOURCE_KIND)
        wanted = [_LEDGER[kind]] if kind in _LEDGER else []
        wanted += [Ledger.FLUE_GAS] if line.code(M.SOURCE_GAS) in (SharedEntry.NOX, SharedEntry.NOX_AND_CO2) else []
        stage, unit = line.code(M.STAGE), line.text(M.UNIT)
        yield from _without_stack(line, stacks)
        for ledger in wanted:
            tables = subject.meanings.tables(*KNOWN_BY[ledger])
            if not tables or not stage or not unit or (ledger, stage, unit) in counted:
                continue
            title = tables[0].title
            yield RULE.at(
                line.cell(M.SOURCE),
                Text(
                    f"{line.text(M.STAGE)}“{unit}”的排放源“{line.text(M.SOURCE)}”在“{title.zh}”中没有数据",
                    f'the source "{line.text(M.SOURCE)}" of "{unit}" ({line.text(M.STAGE)}) has no row in "{title.en}"',
                ),
                Text("识别出的排放源都有台账数据", "ledger rows for every source that is named"),
                Text("请补填台账，或说明该排放源为何不计。", "Fill in the ledger, or say why the source does not count."),
                effect=Text("该排放源没有计入汇总。", "The summary does not have this source."),
            )  # fmt: skip


def _without_stack(line: TableRow, stacks: list[tuple[str, str]]) -> Iterator[Finding]:
    """Say which stacks a source names that have no row of their own; a gas that is no NOx has none to have."""
    if line.code(M.SOURCE_GAS) not in (SharedEntry.NOX, SharedEntry.NOX_AND_CO2):
        return
    for number in dict.fromkeys(_NUMBER.findall(unicodedata.normalize("NFKC", line.text(M.OUTLET)))):
        found = _letters(number)
        if any(stage == line.code(M.STAGE) and found in _NUMBER_IN.findall(text) for stage, text in stacks):
            continue
        yield RULE.at(
            line.cell(M.OUTLET),
            Text(
                f"排放源“{line.text(M.SOURCE)}”的排气筒 {number} 在台账中没有数据",
                f'the stack {number} of the source "{line.text(M.SOURCE)}" has no row in the ledger',
            ),
            Text("识别的每个排气筒都有台账数据", "a ledger row for every stack that is named"),
            Text("请补填该排气筒，或更正编号。", "Fill in the stack, or correct its number."),
            effect=Text("该排气筒没有计入汇总。", "The summary does not have this stack."),
        )


def _letters(text: str) -> str:
    """A text without what two people write differently."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("-", "")


RULE = Rule(
    "source-without-ledger",
    20,
    Text("识别的排放源没有台账数据", "A source that is named and that no ledger counts"),
    Severity.WARNING,
    _check,
    needs=((M.SOURCE, M.SOURCE_KIND, M.STAGE, M.UNIT),),
)
