"""Evidence that cannot say what it stands for: an invoice tells how much power was bought and nothing of its factor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.library_values import own_values
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M

_AMOUNTS_ONLY = re.compile(
    r"发票|电费|结算单|账单|缴费|磅单|过磅|\b(?:invoices?|bills?|receipts?|weigh(?:ing)? (?:note|slip)s?)\b",
    re.IGNORECASE,
)
"""Papers that bear out an amount."""
_FACTORS_TOO = re.compile(
    r"公告|公报|公布|发布|标准|指南|核查|检测|检验|测试|化验|实测|监测|证书|绿证|合同|协议|报告|因子|热值|"
    r"\b(?:bulletin|announcement|notice|standard|guide|verif\w*|test|analys[ei]s|laborator\w*|measured|certificate|"
    r"contract|agreement|report|factor|calorific)\b",
    re.IGNORECASE,
)
"""Papers that may well bear out a factor; where one of them is named beside an invoice, nothing is said."""


def _check(subject: Subject) -> Iterator[Finding]:
    for own in own_values(subject):
        said = " ".join(own.line.text(m) for m in (M.REASON, M.EVIDENCE) if own.line.key(m))
        named = _AMOUNTS_ONLY.search(said)
        if named is None or _FACTORS_TOO.search(said):
            continue
        title = own.line.table.column(own.column).title
        value = written_number(own.value)
        yield RULE.at(
            own.line.cell(M.EVIDENCE if own.line.key(M.EVIDENCE) else own.column),
            Text(
                f"{title.zh} {value} 的依据为“{named[0]}”，只能证明数量，不能证明因子",
                f'what bears out {title.en} {value} is "{named[0]}", which proves an amount and no factor',
            ),
            Text("公布因子的文件、检测报告或供应商的核查证明", "the publication of the factor, a test report or a verified statement"),
            Text("请补充能证明该数值的文件名和页码，或改用因子库值。", "Name the document and page that the value stands in, or use the library's."),
        )  # fmt: skip


RULE = Rule(
    "evidence-kind",
    20,
    Text("佐证材料的种类与所证明的数值不符", "Evidence of a kind that cannot bear out the value"),
    Severity.NOTE,
    _check,
    needs=((M.OWN_VALUE, M.REASON),),
)
