"""Who monitors and accepts what in the worked example; all illustrative."""

from __future__ import annotations

from typing import Any

from pycore.language import both
from workbooks.coal_chemical.measures import ROWS as MEASURES

Row = dict[str, Any]

_METERS = both("仪表车间 | instrument shop")
_LABORATORY = both("质检中心 | laboratory")
_SAFETY = both("安环部 | HSE department")
_PLACE = both("报告书 第 9 章 | report, chapter 9")

MONITORING: list[Row] = [
    {"responsible": who}
    for who in (
        _METERS,
        _LABORATORY,
        _LABORATORY,
        _LABORATORY,
        _LABORATORY,
        _METERS,
        _METERS,
        _SAFETY,
        _SAFETY,
        _METERS,
        _LABORATORY,
        _SAFETY,
    )
]
"""By what is monitored, in the order of the methods."""
PLAN_OWN: list[Row] = [
    {
        "item": both(
            "现有 · 净化 · 外供 · 食品级 CO2 外供：气量、纯度"
            " | existing · purification · exported · food-grade CO2 sold: volume, purity"
        ),
        "frequency": both("每批 | each batch"),
        "responsible": _LABORATORY,
    }
]
QUALITY: list[Row] = [{"responsible": _SAFETY} for _ in range(8)]


def _accepted(words: str) -> Row:
    return {
        **dict.fromkeys(("design", "construction", "operation"), "yes"),
        "accepted": both(words),
        "responsible": _SAFETY,
        "evidence": _PLACE,
    }


_MEASURES = (
    "捕集量计量达到设计值 90% | metered capture reaches 90 % of design",
    "出口 NOx 不高于设计值 | NOx at the outlet not above design",
    "热风炉 NOx 不高于设计值 | NOx of the hot gas generator not above design",
    "单位产品电耗达到设计值 | power per unit of product as designed",
    "再生烟气 NOx 不高于设计值 | NOx of the regenerator not above design",
)
_ALWAYS = (
    "文件和任命已下发 | rules and appointments issued",
    "计量器具检定合格、计划已执行 | meters calibrated, the plan is carried out",
    "方案已备案、记录完整 | plan filed, records complete",
)
ACCEPTANCE: list[Row] = [
    *map(_accepted, _MEASURES),
    *[{} for _ in range(MEASURES - len(_MEASURES))],
    *map(_accepted, _ALWAYS),
]
