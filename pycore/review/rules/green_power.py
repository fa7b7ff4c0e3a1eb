"""Power that counts as zero because it is called green."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_PROOF = re.compile(r"绿证|绿电|绿色电力|直供|自备|green|certificate|\bGEC\b|\bPPA\b", re.IGNORECASE)


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.field_code(M.GREEN_IS_ZERO) != SharedEntry.YES:
        return
    factor = subject.field_value(M.POWER_FACTOR)
    for line in subject.having(M.ELECTRICITY, M.POWER_KIND):
        amount = line.number(M.ELECTRICITY)
        if line.code(M.POWER_KIND) != SharedEntry.GREEN or not amount or line.number(M.FACTOR):
            continue
        proven = _PROOF.search(line.text(M.EVIDENCE)) is not None
        saved = amount * factor if isinstance(factor, float) else 0.0
        yield RULE.at(
            line.cell(M.POWER_KIND),
            Text(
                f"{written_number(amount)} MWh 按绿电计零排放" + ("" if proven else "，佐证中没有绿证或绿电合同"),
                f"{written_number(amount)} MWh count as zero because the power is green"
                + ("" if proven else ", without a certificate or contract in the evidence"),
            ),
            Text("绿证编号或绿电交易合同", "the number of the certificate, or the contract"),
            Text(
                "请在佐证材料中注明。指南的先进值不含绿电，对标时请一并说明。",
                "Name it under evidence. The advanced values exclude green power; say so in the comparison.",
            ),
            severity=Severity.NOTE if proven else None,
            effect=Text(f"少计 CO2 {written_number(saved)} t。", f"{written_number(saved)} t of CO2 are not counted."),
        )


RULE = Rule(
    "green-power",
    18,
    Text("绿电按零计而没有凭证", "Green power that counts as zero without proof"),
    Severity.WARNING,
    _check,
    needs=((M.ELECTRICITY, M.POWER_KIND),),
    fields=(M.GREEN_IS_ZERO,),
)
