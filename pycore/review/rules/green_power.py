"""Power that counts as zero because it is called green."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.subject import Subject

_PROOF = re.compile(r"绿证|绿电|绿色电力|直供|自备|green|certificate|\bGEC\b|\bPPA\b", re.IGNORECASE)


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.field_code("settings", "green_zero") != "yes":
        return
    factor = subject.field("settings_electricity")
    for line in subject.lines("electricity"):
        amount = line.number("electricity")
        if line.code("power") != "green" or not amount or line.number("emission_factor"):
            continue
        proven = _PROOF.search(line.text("evidence")) is not None
        saved = amount * factor if isinstance(factor, float) else 0.0
        yield RULE.at(
            line.cell("power"),
            Text(
                f"{figure(amount)} MWh 按绿电计零排放" + ("" if proven else "，佐证中没有绿证或绿电合同"),
                f"{figure(amount)} MWh count as zero because the power is green"
                + ("" if proven else ", without a certificate or contract in the evidence"),
            ),
            Text("绿证编号或绿电交易合同", "the number of the certificate, or the contract"),
            Text(
                "请在佐证材料中注明。指南的先进值不含绿电，对标时请一并说明。",
                "Name it under evidence. The advanced values exclude green power; say so in the comparison.",
            ),
            severity=Severity.NOTE if proven else None,
            effect=Text(f"少计 CO2 {figure(saved)} t。", f"{figure(saved)} t of CO2 are not counted."),
        )


RULE = Rule(
    "green-power",
    18,
    Text("绿电按零计而没有凭证", "Green power that counts as zero without proof"),
    Severity.WARNING,
    _check,
)
