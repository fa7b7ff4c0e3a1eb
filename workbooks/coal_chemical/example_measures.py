"""How the worked example argues its measures, and the loops in which they were chosen; all illustrative."""

from __future__ import annotations

from typing import Any

from pycore.language import Text, both

Row = dict[str, Any]


def _argued(maturity: str, life: int, references: str) -> Row:
    return {"maturity": maturity, "life": life, "references": both(references)}


ARGUED: tuple[Row, ...] = (
    _argued("demonstration", 15, "示例：15 万 t/a 捕集装置 2 套 | illustrative: two capture plants of 150 kt/a"),
    _argued("industrial", 10, "示例：过热炉 SCR 20 套以上 | illustrative: SCR on more than 20 superheaters"),
    _argued("industrial", 10, "示例：煤化工低氮热风炉 10 套 | illustrative: ten low-NOx hot gas generators"),
    _argued("industrial", 15, "示例：10 万 Nm³/h 级空分 5 套 | illustrative: five air separation plants"),
    _argued("industrial", 10, "示例：MTO 再生烟气 SCR 3 套 | illustrative: SCR on three MTO regenerators"),
    _argued("demonstration", 15, "示例：绿氢耦合示范 1 套 | illustrative: one demonstration with hydrogen"),
)
"""By measure, in the order of the sheet."""

_NOX_ONLY = both("低氮燃烧、SCR、低氮热风炉 | low-NOx burners, SCR, low-NOx hot gas generator")
_ALL = both("再加 CO2 捕集、能效提升 | also CO2 capture, efficient compressors")


def loops(methanol: Text, olefins: Text) -> list[Row]:
    """The loops of the example: NOx first, then carbon too; performances as the sheet Measures had them then."""
    recorded = (
        (1, methanol, _NOX_ONLY, 0.0579, 2.395, 550),
        (1, olefins, _NOX_ONLY, 0.2004, 6.951, 550),
        (2, methanol, _ALL, 0.0579, 2.132, 2950),
        (2, olefins, _ALL, 0.2004, 6.251, 2950),
    )
    keys = ("loop", "product", "chosen_set", "e_nox", "e_ghg", "cost")
    return [dict(zip(keys, row, strict=True)) for row in recorded]
