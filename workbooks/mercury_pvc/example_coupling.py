"""The worked example of measures, coupling and potential: illustrative numbers, none of a real plant or expert."""

from __future__ import annotations

from typing import Any

_SOURCE, _EVIDENCE = "示例数据，非实测", "示例材料"
_LOW, _ULTRA, _REMOVER, _DESORPTION = "低汞触媒替代", "超低汞触媒替代", "高效除汞器", "盐酸深度解吸"
_FREE, _OPERATION, _SULPHIDE, _POWER = "无汞触媒（金基）", "转化器优化运行", "硫化沉淀除汞", "绿电替代"


def _measure(name: str, kind: str, scores: tuple[int, int, int], cost: float, **more: Any) -> dict[str, Any]:
    names = ("applicability", "transferability", "feasibility")
    row = {"name": name, "kind": kind, "cost": cost, **dict(zip(names, scores, strict=True))}
    return {**row, "basis": "专家会讨论记录（示例）", "evidence": _EVIDENCE, **more}


_MEASURES = [
    _measure(_LOW, "source", (5, 5, 5), 420, chosen="no", excludes=_ULTRA),
    _measure(_ULTRA, "source", (4, 4, 4), 980, chosen="yes", excludes=_FREE),
    _measure(_REMOVER, "end", (5, 5, 4), 640, chosen="yes"),
    _measure(_DESORPTION, "recovery", (4, 3, 4), 1_250, chosen="yes", needs=_REMOVER),
    _measure(_FREE, "source", (3, 3, 2), 6_800, chosen="no"),
    _measure(_OPERATION, "process", (5, 4, 5), -180, chosen="yes"),
    _measure(_SULPHIDE, "end", (4, 4, 5), 90, chosen="yes"),
    _measure(_POWER, "energy", (4, 4, 3), 2_300, chosen="yes"),
]


def _effect(measure: str, node: str, hg: float, co2: float, energy: float, *gases: float) -> dict[str, Any]:
    """A row: changes of mercury in kg, CO2 in t, energy in GJ, and of NOx, SO2 and PM in t where they are known."""
    amounts = {"hg": hg, "co2": co2, "energy": energy, **dict(zip(("nox", "so2", "pm"), gases, strict=False))}
    return {
        "measure": measure,
        "node": node,
        **amounts,
        "source": _SOURCE,
        "quality": "D",
        "evidence": _EVIDENCE,
    }


_EFFECTS = [
    _effect(_LOW, "converter", -6_200, 0, 0),
    _effect(_ULTRA, "converter", -21_000, 3_100, 12_000),
    _effect(_ULTRA, "recovery", -900, -650, -7_000),
    _effect(_REMOVER, "remover", -5_400, 4_200, 26_000, 0.4, 0.3, 0.1),
    _effect(_REMOVER, "acid", -2_600, -900, -8_000),
    _effect(_DESORPTION, "desorption", -3_900, 61_000, 640_000, 9.5, 7.8, 2.1),
    _effect(_DESORPTION, "hydrogen_chloride", 0, -18_500, -98_000),
    _effect(_FREE, "converter", -81_000, -9_000, -60_000),
    _effect(_FREE, "desorption", -400, -22_000, -230_000),
    _effect(_OPERATION, "converter", -2_700, -7_800, -52_000),
    _effect(_OPERATION, "distillation", 35, -2_400, -21_000),
    _effect(_SULPHIDE, "waste_water", -1.9, 260, 900),
    _effect(_SULPHIDE, "alkali", 12, 140, 600),
    _effect(_POWER, "hydrogen_chloride", 0, -210_000, 0, -38, -29, -6),
]
_CRITERIA = (
    ("单位产品用汞", "cost", "gHg/t"),
    ("单位产品 CO2", "cost", "tCO2/t"),
    ("大气与废水汞", "cost", "gHg/t"),
    ("增量成本", "cost", "元/t"),
    ("技术成熟度", "benefit", "1–9"),
    ("改造停工期", "cost", "d"),
)
_TAKEN = {"优化运行"}
"""Options that are a scenario as well; the others are measured against another baseline and have their own numbers."""
_TAKES = {"单位产品 CO2": {"takes": "co2"}}
_Numbers = tuple[float, ...]
_OPTIONS: tuple[tuple[str, _Numbers, _Numbers, _Numbers, _Numbers], ...] = (
    ("优化运行", (40.6, 3.49, 0.085, 0, 9, 0), (3.1, 0.038), (0.5, 0.7, 0.9), (5, 4, 5)),
    ("低汞触媒", (38.2, 3.53, 0.082, 3, 9, 2), (5.5, 0.0), (0.3, 0.5, 0.6), (5, 5, 5)),
    ("超低汞触媒", (24.5, 3.53, 0.061, 8, 7, 3), (19.2, -0.004), (0.2, 0.4, 0.6), (4, 4, 4)),
    ("高效除汞器与深度解吸", (41.0, 3.58, 0.021, 15, 8, 12), (2.7, -0.052), (0.3, 0.5, 0.7), (4, 4, 4)),
    ("无汞触媒（金基）", (0.0, 3.50, 0.0, 62, 5, 10), (43.7, 0.028), (0.02, 0.1, 0.3), (3, 3, 2)),
    ("乙炔-二氯乙烷工艺", (0.0, 2.41, 0.0, 190, 4, 120), (43.7, 1.118), (0.0, 0.05, 0.15), (2, 2, 2)),
    ("超低汞触媒与优化运行", (21.9, 3.49, 0.058, 6, 7, 3), (21.8, 0.034), (0.2, 0.35, 0.5), (4, 4, 4)),
)
_JUDGED = (
    (2, 3, 2, 4, 2, 2, 5, 3, 3, 2, 6, 4, 4, 2, 1),
    (1, 2, 2, 5, 3, 2, 4, 3, 3, 1, 7, 5, 5, 3, 2),
    (3, 3, 1, 5, 2, 2, 6, 2, 4, 2, 7, 3, 5, 2, 1),
)
"""Of each expert, the pairs in the order of the sheet: (1, 2), (1, 3), (2, 3), (1, 4) …"""
EXAMPLE: dict[str, Any] = {
    "measures": _MEASURES,
    "effects": _EFFECTS,
    "indicator_list": [
        {
            "name": name,
            "direction": direction,
            "unit": unit,
            **_TAKES.get(name, {}),
            "source": _SOURCE,
            "evidence": _EVIDENCE,
        }
        for name, direction, unit in _CRITERIA
    ],
    "options": [
        {
            "name": name,
            **({"scenario": name} if name in _TAKEN else {}),
            **{f"v{j}": v for j, v in enumerate(values, 1) if name not in _TAKEN or _CRITERIA[j - 1][0] not in _TAKES},
            "evidence": _EVIDENCE,
        }
        for name, values, *_ in _OPTIONS
    ],
    "prospects": [
        {
            **({} if name in _TAKEN else {"hg_per_t": per_t[0], "co2_per_t": per_t[1], "cost_per_t": values[3]}),
            **dict(zip(("low", "mid", "high"), shares, strict=True)),
            **dict(zip(("applicability", "transferability", "feasibility"), scores, strict=True)),
            "basis": "情景参数与评分见专家会记录（示例）",
            "evidence": _EVIDENCE,
        }
        for name, values, per_t, shares, scores in _OPTIONS
    ],
    "experts": [
        {"name": f"示例专家 {letter}", "field": field, "evidence": "专家打分表（示例）"}
        for letter, field in (("A", "汞污染防治"), ("B", "低碳与能源"), ("C", "电石法聚氯乙烯工艺"))
    ],
    "comparisons": [
        {f"e{expert}": judged[pair] for expert, judged in enumerate(_JUDGED, 1)} for pair in range(len(_JUDGED[0]))
    ],
}
