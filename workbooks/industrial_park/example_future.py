"""The worked example, future: two scenarios, indicators with targets, measures, tracking and admission.

Scenario 1 goes on under present policy, scenario 2 is the recommended low-carbon plan. All figures are illustrative.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pycore.language import Text, both
from pycore.library import library
from workbooks.industrial_park.example_plan import BASE_YEAR, ENTERPRISES, PLANNING_YEARS, SECTOR_PLAN
from workbooks.industrial_park.example_plan import EXAMPLE as PLAN
from workbooks.industrial_park.lists import GUIDE_KEY, SECTOR_CODES
from workbooks.industrial_park.measures import path_name

Row = dict[str, Any]
Pair = tuple[float, float]
"""A figure for each planning year."""
_STUDY = both("示例数据：情景研究（示意） | illustrative: scenario study")
_QUOTE = both("示例数据：技术方案（示意） | illustrative: technical proposal")
_GUIDE = library().guide(GUIDE_KEY)
BASE, LOW = both("基准情景 | Baseline"), both("低碳情景 | Low carbon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """What a scenario assumes of a sector; pairs are for 2027 and 2030, changes against the base year."""

    activity: Pair
    energy: Pair
    structure: Pair = (0, 0)
    electricity: Pair = (0, 0)
    process: Pair = (0, 0)
    pollutants: Pair = (-0.03, -0.06)
    new_energy: Pair = (0, 0)
    new_process: Pair = (0, 0)
    new_energy_use: Pair = (0, 0)
    reduction: Pair = (0, 0)


_CLEANER = (-0.12, -0.25)
_RECYCLED = {"new_energy": (9_000, 18_000), "new_energy_use": (8_000, 16_000)}
_GASES = {"new_energy": (3_000, 6_000), "new_process": (2_000, 4_000), "new_energy_use": (4_000, 8_000)}
_BASELINE = {
    "power": Path(activity=(1.03, 1.06), energy=(-0.01, -0.02)),
    "steel": Path(activity=(1.04, 1.08), energy=(-0.01, -0.03)),
    "building_materials": Path(activity=(0.98, 0.95), energy=(-0.01, -0.03)),
    "nonferrous": Path(activity=(1.02, 1.04), energy=(-0.01, -0.02), **_RECYCLED),
    "chemical": Path(activity=(1.06, 1.12), energy=(-0.02, -0.04), **_GASES),
    "other": Path(activity=(1.20, 1.45), energy=(-0.03, -0.06)),
}
_LOW_CARBON = {
    "power": Path(activity=(1.01, 1.02), energy=(-0.03, -0.06), structure=(-0.03, -0.08), pollutants=_CLEANER),
    "steel": Path(
        activity=(1.03, 1.05),
        energy=(-0.04, -0.08),
        structure=(-0.03, -0.08),
        electricity=(0.01, 0.02),
        process=(-0.05, -0.10),
        pollutants=_CLEANER,
    ),
    "building_materials": Path(
        activity=(0.94, 0.85),
        energy=(-0.04, -0.08),
        structure=(-0.05, -0.12),
        process=(-0.04, -0.10),
        pollutants=_CLEANER,
    ),
    "nonferrous": Path(
        activity=(1.0, 1.0),
        energy=(-0.02, -0.05),
        structure=(-0.05, -0.10),
        process=(-0.10, -0.20),
        pollutants=_CLEANER,
        **_RECYCLED,
    ),
    "chemical": Path(
        activity=(1.04, 1.08),
        energy=(-0.05, -0.10),
        structure=(-0.05, -0.12),
        electricity=(0.02, 0.04),
        process=(-0.05, -0.12),
        pollutants=_CLEANER,
        **_GASES,
    ),
    "other": Path(
        activity=(1.18, 1.40),
        energy=(-0.06, -0.12),
        structure=(-0.08, -0.20),
        electricity=(0.02, 0.05),
        process=(-0.15, -0.30),
        pollutants=_CLEANER,
    ),
}
_SHARE_OF_WAY = tuple((year - BASE_YEAR) / (PLANNING_YEARS[-1] - BASE_YEAR) for year in PLANNING_YEARS)


def _planned(sector: str, column: str, year: int) -> float:
    """Output or value added on the straight way from the base year to the plan."""
    now = PLAN["history"][2 * len(SECTOR_CODES) + SECTOR_CODES.index(sector)][column]
    then = next(row[column] for row in SECTOR_PLAN if row["sector"] == sector)
    return float(round(now + (then - now) * _SHARE_OF_WAY[year]))


def _parameters(paths: dict[str, Path]) -> list[Row]:
    columns = {"energy": "energy_intensity", "process": "process_intensity"}
    rows = []
    for year in range(len(PLANNING_YEARS)):
        for sector in SECTOR_CODES:
            path = paths[sector]
            assumed = {
                columns.get(field, field): getattr(path, field)[year]
                for field in Path.__dataclass_fields__
                if any(getattr(path, field))
            }
            rows.append(
                {
                    "output": _planned(sector, "output", year),
                    "value_added": _planned(sector, "value_added", year),
                    **assumed,
                    "basis": _STUDY,
                }
            )
    return rows


SCENARIOS: Row = {
    "scenario_names": [
        {
            "name": BASE,
            "base": "yes",
            "description": both(
                "规划产业全部实施，能效按现有政策缓慢提高，电网因子不变 | all planned industry, slow gains of efficiency under present policy, "
                "present grid factor"
            ),
        },
        {
            "name": LOW,
            "base": "no",
            "description": both(
                "能效改造、燃料替代、绿电、过程减排，水泥熟料压减 | efficiency, other fuels, green power, abatement of processes, less "
                "clinker"
            ),
        },
    ],
    "outlook": {"recommended": LOW, "year": PLANNING_YEARS[-1]},
    "plan_power": [
        {},
        {},
        *(
            {
                "factor": factor,
                "basis": both("示例假设：区域电网清洁化（示意） | illustrative assumption: a cleaner regional grid"),
            }
            for factor in (0.2350, 0.2150)
        ),
    ],
    "parameters": [*_parameters(_BASELINE), *_parameters(_LOW_CARBON)],
    "c_choice": {"a": BASE, "a_year": PLANNING_YEARS[-1], "b": LOW, "b_year": PLANNING_YEARS[-1]},
}

_PEAKING = both("示例：行业碳达峰实施方案（示意） | illustrative: peaking plan of the sector")
_COUNTY = both("示例：区县规划目标（示意） | illustrative: goal of the county's plan")
# Target, and what the two scenarios reach where the forecast does not say; shares as fractions.
_TARGETS: dict[str, tuple[float, Text, Pair | None]] = {
    "power.ghg_output_value": (0.18, _PEAKING, None),
    "steel.ghg_output_value": (0.12, _PEAKING, None),
    "steel.short_process": (0.80, _PEAKING, (1.0, 1.0)),
    "building_materials.ghg_output_value": (0.15, _PEAKING, None),
    "building_materials.slag_for_clinker": (0.30, _PEAKING, (0.22, 0.33)),
    "nonferrous.ghg_output_value": (0.30, _PEAKING, None),
    "nonferrous.recycled_metal": (0.20, _PEAKING, (0.15, 0.40)),
    "chemical.ghg_output_value": (0.25, _PEAKING, None),
    "chemical.ghg_value_added": (0.30, _PEAKING, None),
    "other.green_factory": (5, _COUNTY, (2, 6)),
    "energy.energy_output_value": (0.18, _COUNTY, None),
    "energy.energy_value_added": (0.20, _COUNTY, None),
    "energy.renewable": (0.12, _COUNTY, (0.04, 0.13)),
    "transport.non_fossil_vehicles": (0.40, _COUNTY, (0.15, 0.42)),
    "infrastructure.green_buildings": (0.60, _COUNTY, (0.30, 0.70)),
    "management.digital": (1, _COUNTY, (0, 1)),
    "management.pilots": (1, _COUNTY, (0, 1)),
}
_OWN_INDICATOR: Row = {
    "area": "industry",
    "name": both("园区单位工业增加值排放下降率 | decline of the park's emission per value added"),
    "quantity": "ghg",
    "per": "value_added",
    "form": "decline",
    "unit": both("小数（18% 填 0.18） | fraction (18 % is 0.18)"),
    "target": 0.30,
    "basis": _COUNTY,
    "evidence": _STUDY,
}


def _indicators() -> tuple[list[Row], list[Row]]:
    chosen, attained = [], []
    for indicator in _GUIDE.indicators:
        target, basis, own = _TARGETS.get(indicator.id.removeprefix(f"indicator.{GUIDE_KEY}."), (None, None, None))
        chosen.append({} if target is None else {"target": target, "basis": basis, "evidence": _STUDY})
        attained.append({} if own is None else {"own1": own[0], "own2": own[1]})
    return [*chosen, _OWN_INDICATOR], attained


INDICATORS, ATTAINED = _indicators()


def _measure(
    path: str,
    enterprise: str,
    zh: str,
    en: str,
    effect: float,
    investment: float,
    life: float,
    opex: float,
    saving: float,
    *,
    nox: float | None = None,
    energy: float | None = None,
    stock: str = "existing",
    start: int = 2026,
    counted: bool = False,
    adopted: str = "yes",
) -> Row:
    measure = next(m for m in _GUIDE.measures if m.id == f"measure.{GUIDE_KEY}.{path}")
    one = ENTERPRISES[enterprise]
    row: Row = {
        "name": Text(zh, en),
        "path": path_name(measure),
        "stock": stock,
        "sector": one.sector,
        "enterprise": one.name,
        "start": start,
        "effect": effect,
        "nox": nox,
        "energy": energy,
        "investment": investment,
        "life": life,
        "opex": opex,
        "saving": saving,
        "adopted": adopted,
        "responsible": one.name,
        "evidence": _QUOTE,
    }
    return {**row, "scenario": LOW} if counted else row


# Those that count in the scenario are not in its parameters; the others explain them.
MEASURES: list[Row] = [
    _measure(
        "power.4",
        "thermal",
        "2 台锅炉节能与供热改造",
        "efficiency and heat supply retrofit of two boilers",
        24_000,
        6_200,
        15,
        120,
        1_150,
        nox=18,
        energy=9_200,
    ),
    _measure(
        "steel.3",
        "eaf",
        "废钢预热与泡沫渣优化",
        "scrap preheating and foaming slag",
        6_500,
        2_100,
        12,
        60,
        540,
        energy=4_100,
    ),
    _measure(
        "steel.5",
        "ferroalloy",
        "炉气余热发电",
        "power from furnace off-gas",
        9_800,
        5_400,
        15,
        210,
        1_480,
        energy=6_600,
    ),
    _measure(
        "building_materials.5",
        "cement",
        "电石渣、钢渣替代石灰石",
        "carbide slag and steel slag for limestone",
        30_000,
        1_900,
        10,
        260,
        380,
    ),
    _measure(
        "building_materials.6",
        "glass",
        "熔窑全氧助燃与保温",
        "oxygen boosting and insulation of the furnace",
        5_200,
        1_600,
        8,
        150,
        410,
        nox=60,
        energy=2_400,
    ),
    _measure(
        "nonferrous.5",
        "aluminium",
        "阳极效应控制与新型阴极",
        "anode effect control, new cathodes",
        22_000,
        4_800,
        8,
        180,
        1_350,
        energy=5_200,
    ),
    _measure(
        "nonferrous.3",
        "magnesium",
        "镁合金保护气改用低 GWP 气体",
        "low-GWP cover gas for magnesium",
        20_000,
        350,
        10,
        90,
        20,
        counted=True,
    ),
    _measure(
        "chemical.3",
        "nitric",
        "硝酸尾气 N2O 催化分解提效",
        "better catalytic decomposition of N2O from nitric acid",
        50_000,
        1_200,
        6,
        420,
        0,
        counted=True,
    ),
    _measure(
        "chemical.4",
        "pvc",
        "电石炉气制化学品",
        "chemicals from carbide furnace gas",
        14_000,
        9_500,
        15,
        900,
        1_500,
        stock="new",
        start=2029,
        adopted="no",
    ),
    _measure(
        "energy.2",
        "semiconductor",
        "屋顶光伏 30 MWp",
        "roof photovoltaics, 30 MWp",
        6_500,
        9_600,
        25,
        110,
        1_300,
        stock="new",
        start=2027,
        counted=True,
    ),
    _measure(
        "transport.3",
        "logistics",
        "电动重卡 120 辆",
        "120 electric trucks",
        6_800,
        5_900,
        8,
        300,
        900,
        nox=32,
        stock="new",
        start=2027,
        counted=True,
    ),
    _measure(
        "infrastructure.2", "food", "厌氧沼气热电联产", "biogas cogeneration", 3_100, 900, 12, 70, 160, counted=True
    ),
]
_ALL = both("园区管委会 | park administration")
_TRIGGERS = (
    both("总量高于推荐情景 | above the recommended scenario"),
    both("下降率低于目标 | decline below the target"),
    both("任一指标未达到 | an indicator missed"),
)
_READY = ("yes", "yes", "no", "yes", "yes", "yes", "no", "no", "yes", "no")
CLOSING: Row = {
    "cost_basis": {"rate": 0.06},
    "problems": [
        {
            "area": "industry",
            "problem": both("硝酸装置 N2O 去除率偏低 | N2O of nitric acid abated in part only"),
            "advice": both("2026 年前完成催化分解提效 | better catalyst by 2026"),
            "enterprise": ENTERPRISES["nitric"].name,
            "deadline": both("2026 年底 | end of 2026"),
        },
        {
            "area": "energy",
            "problem": both("水泥熟料能耗略高于准入值 | clinker slightly above the admission value for energy"),
            "advice": both("纳入清单式管理，限期改造 | follow-up list, retrofit by a date"),
            "enterprise": ENTERPRISES["cement"].name,
            "deadline": both("2027 年底 | end of 2027"),
        },
        {
            "area": "management",
            "problem": both("园区未编制温室气体清单 | no GHG inventory of the park"),
            "advice": both("沿用本工作簿逐年更新 | update this workbook every year"),
            "deadline": both("每年 3 月 | every March"),
        },
    ],
    "adjustments": [
        {
            "topic": both("建材规模 | scale of building materials"),
            "original": both("熟料 80 万 t/a | clinker 800 kt/a"),
            "proposal": both("2030 年压减至 68 万 t/a | 680 kt/a by 2030"),
            "reason": both("行业达峰后下降要求 | the sector is to fall after its peak"),
            "effect": 60_000,
            "accepted": "yes",
        },
        {
            "topic": both("能源结构 | energy structure"),
            "original": both("工业炉窑以煤和天然气为主 | kilns on coal and gas"),
            "proposal": both("新增用能优先绿电和余热 | green power and waste heat first"),
            "reason": both("能源利用上线 | upper limit of energy use"),
            "effect": 40_000,
            "accepted": "yes",
        },
        {
            "topic": both("物流布局 | logistics"),
            "original": both("公路为主 | by road"),
            "proposal": both("扩建铁路专用线 | extend the rail siding"),
            "reason": both("大宗货物运输结构 | bulk transport"),
            "accepted": "no",
        },
    ],
    "rationality": [
        {
            "climate": both(climate),
            "argument": both(argument),
            "conforming": judged,
            "evidence": both("示例：规划环评论证专题（示意） | illustrative: study of the planning EIA"),
        }
        for climate, argument, judged in (
            (
                "区县碳达峰实施方案的强度下降要求 | the decline that the county's peaking plan asks for",
                "推荐情景单位产值排放下降率高于要求，目标可达 | the recommended scenario falls faster than asked: within reach",
                "conforms",
            ),
            (
                "行业达峰与产能置换政策 | peaking of the sectors and replacement of capacity",
                "建材不再扩能，以化工和有色延伸加工为主 | no more building materials; chemicals and non-ferrous downstream",
                "conforms",
            ),
            (
                "区域能源消费与排放增量空间 | room for energy and emission in the region",
                "建材规模须压减，方能与排放空间相适应 | building materials have to shrink to fit the room",
                "adjust",
            ),
            (
                "高温与暴雨风险、清洁运输要求 | heat and heavy rain, clean transport",
                "高耗能项目远离居住区，保留铁路专用线用地 | energy-intensive projects away from homes, land kept for rail",
                "conforms",
            ),
        )
    ],
    "tracking": [
        {
            "trigger": _TRIGGERS[i] if i < len(_TRIGGERS) else None,
            "responsible": _ALL,
            "ready": ready,
            "response": both("超出时分析原因并调整措施 | find the cause, adjust the measures"),
        }
        for i, ready in enumerate(_READY)
    ],
    "admission_limits": [
        {"limit": limit, "basis": both("示例：推荐情景绩效取整（示意） | illustrative: recommended scenario, rounded")}
        for limit in (10.5, 0.85, 8.1, 1.2, 1.1, 0.52)
    ],
    "admission": [
        {
            "sector": "power",
            "kind": "prohibited",
            "area": "energy",
            "requirement": both("不再新增燃煤发电机组 | no new coal power"),
            "evidence": _STUDY,
        },
        {
            "sector": "building_materials",
            "kind": "limited",
            "area": "industry",
            "limit": both("熟料 ≤ 68 万 t/a（2030） | clinker ≤ 680 kt/a (2030)"),
            "requirement": both("不新增水泥熟料和独立粉磨产能 | no more clinker or stand-alone grinding"),
            "evidence": _STUDY,
        },
        {
            "sector": "chemical",
            "kind": "required",
            "area": "industry",
            "limit": both("N2O 去除率 ≥ 80% | N2O removal ≥ 80 %"),
            "requirement": both("硝酸装置同步建设 N2O 治理 | N2O abatement with every nitric acid plant"),
            "evidence": _STUDY,
        },
        {
            "sector": "nonferrous",
            "kind": "encouraged",
            "area": "industry",
            "requirement": both("再生铝、铝水直接合金化 | recycled aluminium, direct alloying"),
            "evidence": _STUDY,
        },
        {
            "kind": "required",
            "area": "energy",
            "limit": both("可再生能源 ≥ 20% | renewables ≥ 20 %"),
            "requirement": both("新建厂房同步建设屋顶光伏 | roof photovoltaics on new buildings"),
            "evidence": _STUDY,
        },
    ],
    "requirements": [
        {
            "simplify": "a",
            "basic": both("引用规划评价结论 | quote the plan's findings"),
            "conditions": both("符合准入且属重点行业 | admitted, key sector"),
        }
        if sector != "other"
        else {
            "simplify": "b",
            "basic": both("明确减排要求 | reduction requirements"),
            "conditions": both("符合准入的非重点行业 | admitted, no key sector"),
        }
        for sector in SECTOR_CODES
    ],
    "statement": {
        "remarks": both(
            "本工作簿为示例，园区、企业和数据均为虚构。 | This workbook is an example; park, enterprises and data are made up."
        ),
        "limits": both(
            "电力因子口径、GWP 和凭记忆的因子待按重庆市区县清单指南原文确认。 | Grid factor, GWP and remembered factors await the text of the "
            "county inventory guide."
        ),
    },
}
EXAMPLE: dict[str, Any] = {**SCENARIOS, "indicators": INDICATORS, "attained": ATTAINED, "measures": MEASURES, **CLOSING}
