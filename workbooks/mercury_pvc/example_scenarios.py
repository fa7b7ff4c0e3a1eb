"""The scenarios of the worked example: seven, with runs of three technologies; all figures are illustrative."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_METER = "电能表 0.5S 级、蒸汽涡街流量计、地磅（示例）"
_EVIDENCE = "工况测试记录 第 {} 页（示例）"
_RUNS = (
    ("乙氯碱", "none", "2025-03-11", 0.92, 72.0, 2_430.0, 212.0, 0.62),
    ("乙氯碱", "none", "2025-03-18", 0.95, 72.0, 2_512.0, 215.0, 0.64),
    ("己能源", "none", "2025-04-02", 0.90, 48.0, 1_590.0, 210.0, 0.61),
    ("己能源", "none", "2025-04-09", 0.93, 72.0, 2_468.0, 214.0, 0.63),
    ("甲化工", "optimised", "2025-05-13", 0.96, 72.0, 3_340.0, 201.0, 0.52),
    ("甲化工", "optimised", "2025-05-20", 0.98, 72.0, 3_402.0, 203.0, 0.54),
    ("甲化工", "optimised", "2025-05-27", 0.95, 48.0, 2_214.0, 200.0, 0.51),
    ("戊化学", "desorption", "2025-06-10", 0.94, 72.0, 4_080.0, 236.0, 2.05),
    ("戊化学", "desorption", "2025-06-17", 0.91, 72.0, 3_962.0, 239.0, 2.11),
    ("戊化学", "desorption", "2025-06-24", 0.96, 72.0, 4_151.0, 234.0, 2.02),
    ("戊化学", "desorption", "2025-07-01", 0.55, 24.0, 792.0, 268.0, 2.64),
)
"""Plant, technology, date, load, hours, output in t, and kWh and GJ for each t; the last is at part load."""


def _runs() -> Iterator[dict[str, Any]]:
    for page, (plant, technology, date, load, hours, output, power, steam) in enumerate(_RUNS, 1):
        yield {
            "plant": plant,
            "technology": technology,
            "date": date,
            "load": load,
            "hours": hours,
            "output": output,
            "electricity": round(output * power, 0),
            "steam": round(output * steam, 1),
            "method": _METER,
            "evidence": _EVIDENCE.format(page),
        }


_SOURCE = "示例数据，技术文件与专家判断"
_SCENARIOS = (
    ("基准情景", "baseline", "none", 1.0, "高汞触媒、除汞器效率低、废酸外售；能耗按核算年账户，与减汞无关。"),
    ("优化运行", "optimised", "optimised", 1.0, "延长触媒寿命、优化转化器温度与换热；能耗差取实测工况。"),
    ("低汞触媒+高效除汞器", "reduction", "low_mercury", 1.0, "触媒含氯化汞 6%，除汞器效率 80%；风机压降增加用电。"),
    ("超低汞触媒", "reduction", "ultra_low", 0.8, "触媒含氯化汞不大于 4%，消耗略增。"),
    ("盐酸深度解吸", "reduction", "desorption", 0.7, "废酸解吸回用，汞浓缩于残液并回收；蒸汽增加，能耗差取实测工况。"),
    ("无汞金触媒", "reduction", "gold", 0.3, "无汞；转化率提高，未反应气循环减少，电耗、蒸汽略降。"),
    ("乙烯法替代", "reduction", "ethylene", 0.2, "退出电石，无汞；电石炉、石灰窑过程排放消失，裂解蒸汽增加。"),
)
_HG: tuple[dict[str, Any], ...] = (
    {"hg_in": 98.3, "u_hg_in": 0.08, "hg_air": 0.006, "hg_water": 0.0002, "acid": 0.55, "carbon": 0.08, "spent": 0.36},
    {"given_as": "change", "hg_in": -10.3, "u_hg_in": 0.3},
    {"hg_in": 52.0, "u_hg_in": 0.05, "hg_air": 0.002, "hg_water": 0.0001, "acid": 0.13, "carbon": 0.42, "spent": 0.41},
    {"hg_in": 33.0, "u_hg_in": 0.06, "hg_air": 0.002, "hg_water": 0.0001, "acid": 0.14, "carbon": 0.40, "spent": 0.42},
    {"acid": 0.05, "u_acid": 0.25, "carbon": 0.58},
    {"hg_in": 0.0},
    {"hg_in": 0.0},
)
_U_SHARES = {"u_hg_air": 0.4, "u_hg_water": 0.3, "u_acid": 0.15, "u_carbon": 0.15, "u_spent": 0.1}
_ENERGY: tuple[dict[str, Any], ...] = (
    {},
    {"given_as": "runs"},
    {"given_as": "change", "electricity": 6.5, "u_electricity": 0.2, "steam": 0.0},
    {"given_as": "change", "electricity": 4.0, "u_electricity": 0.3, "steam": 0.03, "u_steam": 0.3},
    {"given_as": "runs", "nox": 0.02, "u_nox": 0.5, "so2": 0.01, "u_so2": 0.5},
    {"given_as": "change", "electricity": -12.0, "u_electricity": 0.3, "steam": -0.12, "u_steam": 0.3},
    {
        "given_as": "change",
        "electricity": -850.0,
        "u_electricity": 0.15,
        "steam": 1.1,
        "u_steam": 0.25,
        "coal": -0.18,
        "u_coal": 0.2,
        "process": -0.82,
        "u_process": 0.15,
        "nox": -0.10,
        "u_nox": 0.3,
        "so2": -0.08,
        "u_so2": 0.3,
        "pm": -0.2,
        "u_pm": 0.3,
    },
)
_COST: tuple[dict[str, float], ...] = (
    {},
    {"investment": 4_200, "life": 10, "opex": 350, "saving": 3_900},
    {"investment": 16_500, "life": 12, "opex": 4_100, "saving": 2_300},
    {"investment": 9_800, "life": 10, "opex": 6_900, "saving": 1_200},
    {"investment": 38_000, "life": 12, "opex": 21_500, "saving": 6_400},
    {"investment": 61_000, "life": 8, "opex": 33_000, "saving": 9_500},
    {"investment": 520_000, "life": 15, "opex": 96_000, "saving": 71_000},
)


def _with_uncertainty(row: dict[str, float]) -> dict[str, float]:
    """Costs are estimates of ± 30 %."""
    return {**row, **{f"u_{key}": 0.3 for key in ("investment", "opex", "saving") if key in row}}


def _shares(row: dict[str, Any]) -> dict[str, Any]:
    return {**{key: u for key, u in _U_SHARES.items() if key.removeprefix("u_") in row}, **row}


EXAMPLE: dict[str, Any] = {
    "steady": {"load": 0.8, "hours": 36, "exclude": "yes", "source": "示例监测方案：负荷不低于 80%，连续 36 h 以上"},
    "conditions": list(_runs()),
    "scenario_settings": {
        "metric": "released",
        "coal": "bituminous",
        "rate": 0.08,
        "source": "建设项目经济评价方法与参数（示例取 8%）",
    },
    "scenarios": [
        {
            "name": name,
            "kind": kind,
            "technology": technology,
            "share": share,
            **({} if kind == "baseline" else {"base": "基准情景"}),
            "assumptions": assumptions,
            "source": _SOURCE,
        }
        for name, kind, technology, share, assumptions in _SCENARIOS
    ],
    "scenario_hg": [_shares(row) for row in _HG],
    "scenario_energy": list(_ENERGY),
    "scenario_cost": [_with_uncertainty(row) for row in _COST],
    "influence": {"scenario": "盐酸深度解吸"},
}
