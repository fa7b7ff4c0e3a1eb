"""CO2 that is deducted because it is handed over, while nobody is named who takes it and nothing what for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_SAYS_NOTHING = re.compile(
    r"外供|外售|外销|出售|销售|回收|利用|捕集|捕获|二氧化碳|气体|co2|exported?|sold|sale|captured?|recover(?:ed|y)|used?|"
    r"gas|carbon dioxide|n/?a|无|待定|tbd|none",
    re.IGNORECASE,
)
"""Words that repeat what the row is; what is left names a receiver or a use."""
_PAPER = re.compile(
    r"合同|协议|发票|联单|结算|磅单|接收|contract|agreement|invoice|delivery|receipt|receiver", re.IGNORECASE
)
"""Papers that a taker has put a name to; a verification report says how much was captured, not who took it."""


def _is_named(line: TableRow) -> bool:
    use = unicodedata.normalize("NFKC", line.text(M.USE))
    left = re.sub(r"[\W_\d]+", "", _SAYS_NOTHING.sub("", use))
    return len(left) >= 2 or bool(_PAPER.search(f"{use} {line.text(M.EVIDENCE)}"))


def _rows(subject: Subject) -> Iterator[TableRow]:
    for line in subject.having(M.DESTINATION, M.USE, M.EMISSION):
        if line.code(M.DESTINATION) == SharedEntry.EXPORTED:
            yield line
    for line in subject.having(M.REDUCTION_KIND, M.USE, M.EMISSION):
        if line.code(M.REDUCTION_KIND) == SharedEntry.CAPTURED:
            yield line


def _check(subject: Subject) -> Iterator[Finding]:
    for line in _rows(subject):
        taken = line.number(M.EMISSION)
        if not taken or _is_named(line):
            continue
        title = line.column(M.USE).title
        yield RULE.at(
            line.cell(M.USE),
            Text(
                f"扣除了回收外供的 CO2 {written_number(taken)} t，“{title.zh}”和佐证中都没有写接收单位或用途",
                f'{written_number(taken)} t of CO2 handed over are deducted, and neither "{title.en}" nor the evidence says who '
                "takes it, or what for",
            ),
            Text("接收单位或用途，及合同、接收记录等佐证", "who takes it or what for, with a contract or records of delivery"),
            Text("请补充；没有接收方的 CO2 仍排入大气，不得扣除。", "Name it; CO2 that nobody takes is emitted, and not deducted."),
            effect=Text(f"少计 CO2 {written_number(taken)} t。", f"{written_number(taken)} t of CO2 are not counted."),
        )  # fmt: skip


RULE = Rule(
    "capture-taker",
    20,
    Text("回收外供的 CO2 没有接收方", "CO2 recovered and handed over to nobody"),
    Severity.WARNING,
    _check,
    needs=((M.USE, M.EMISSION, M.EVIDENCE),),
)
