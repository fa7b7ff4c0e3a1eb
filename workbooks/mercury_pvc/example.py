"""The worked example: an illustrative province of eight plants of different practice, two years; none is real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_YEARS = (2023, 2025)
_SOURCE = "示例数据"
_GAP = "转化器检修期间更换触媒未称重，管道沉积未清理；已要求下一年度补测。"


@dataclass(frozen=True, kw_only=True)
class _Plant:
    """A plant and its practice.

    Attributes:
        pvc: output of both years in t.
        catalyst: kg of catalyst for each t of PVC, in both years.
        hgcl2: mass fraction of HgCl2 in both years.
        ways: what becomes of the mercury by measurement, as shares of the input; the plant's gap is what is left.
        carbide: t for each t of VCM.
    """

    name: str
    owner: str
    place: str
    x: float
    y: float
    capacity: float
    source: str
    grade: str
    pvc: tuple[float, float]
    catalyst: tuple[float, float]
    hgcl2: tuple[float, float]
    ways: dict[str, float]
    carbide: float = 1.42
    captive: bool = False
    balance: bool = True
    power: float = 3.25


_PLANTS = (
    _Plant(
        name="甲化工",
        owner="甲集团",
        place="示例省北部甲县",
        x=12,
        y=88,
        capacity=400_000,
        source="own",
        grade="low",
        pvc=(352_000, 371_000),
        catalyst=(1.16, 1.02),
        hgcl2=(0.062, 0.060),
        ways={"spent_catalyst": 0.42, "carbon": 0.33, "acid": 0.13, "alkali": 0.05, "water": 0.00002, "air": 0.0012},
        captive=True,
    ),
    _Plant(
        name="乙氯碱",
        owner="乙股份",
        place="示例省北部乙县",
        x=34,
        y=80,
        capacity=300_000,
        source="own",
        grade="low",
        pvc=(268_000, 274_000),
        catalyst=(1.22, 1.10),
        hgcl2=(0.058, 0.056),
        ways={"spent_catalyst": 0.39, "carbon": 0.41, "acid": 0.10, "alkali": 0.04, "water": 0.00003, "air": 0.0008},
        captive=True,
    ),
    _Plant(
        name="丙树脂",
        owner="丙集团",
        place="示例省中部丙市",
        x=61,
        y=55,
        capacity=200_000,
        source="bought",
        grade="low",
        pvc=(171_000, 183_000),
        catalyst=(1.35, 1.18),
        hgcl2=(0.060, 0.055),
        ways={"spent_catalyst": 0.37, "carbon": 0.29, "acid": 0.21, "alkali": 0.07, "water": 0.00004, "air": 0.0021},
        balance=False,
    ),
    _Plant(
        name="丁电化",
        owner="丁股份",
        place="示例省中部丁县",
        x=70,
        y=47,
        capacity=120_000,
        source="bought",
        grade="low",
        pvc=(98_000, 104_000),
        catalyst=(1.62, 1.48),
        hgcl2=(0.064, 0.062),
        ways={"spent_catalyst": 0.39, "carbon": 0.10, "acid": 0.31, "alkali": 0.11, "water": 0.00010, "air": 0.0060},
        balance=False,
    ),
    _Plant(
        name="戊化学",
        owner="戊集团",
        place="示例省西部戊县",
        x=18,
        y=30,
        capacity=500_000,
        source="own",
        grade="low",
        pvc=(441_000, 462_000),
        catalyst=(1.08, 0.96),
        hgcl2=(0.055, 0.050),
        ways={"spent_catalyst": 0.44, "carbon": 0.38, "acid": 0.08, "alkali": 0.03, "water": 0.00001, "air": 0.0005},
        captive=True,
    ),
    _Plant(
        name="己能源",
        owner="己股份",
        place="示例省西部己县",
        x=26,
        y=19,
        capacity=300_000,
        source="both",
        grade="low",
        pvc=(255_000, 263_000),
        catalyst=(1.20, 1.05),
        hgcl2=(0.057, 0.053),
        ways={"spent_catalyst": 0.40, "carbon": 0.36, "acid": 0.12, "alkali": 0.05, "water": 0.00002, "air": 0.0010},
    ),
    _Plant(
        name="庚材料",
        owner="庚集团",
        place="示例省南部庚市",
        x=55,
        y=12,
        capacity=150_000,
        source="bought",
        grade="ultra_low",
        pvc=(126_000, 138_000),
        catalyst=(1.30, 1.21),
        hgcl2=(0.040, 0.036),
        ways={"spent_catalyst": 0.45, "carbon": 0.37, "acid": 0.09, "alkali": 0.04, "water": 0.00001, "air": 0.0004},
        balance=False,
    ),
    _Plant(
        name="辛化工",
        owner="辛股份",
        place="示例省南部辛县",
        x=82,
        y=9,
        capacity=100_000,
        source="bought",
        grade="low",
        pvc=(74_000, 81_000),
        catalyst=(1.55, 1.44),
        hgcl2=(0.063, 0.061),
        # The plant whose mercury does not close: a good part of it is not found again.
        ways={"spent_catalyst": 0.31, "carbon": 0.14, "acid": 0.16, "alkali": 0.06, "water": 0.00008, "air": 0.0045},
        balance=False,
    ),
)
_HG_IN_HGCL2 = 200.59 / 271.50
_CONCENTRATION = {
    "spent_catalyst": 28_000.0,
    "carbon": 9_000.0,
    "acid": 22.0,
    "alkali": 9.0,
    "water": 0.0026,
    "air": 0.008,
}
"""mg/kg, mg/L or mg/m³ of what leaves each way; the flow of the example follows from it."""
_NODE = {
    "spent_catalyst": "converter",
    "carbon": "remover",
    "acid": "acid",
    "alkali": "alkali",
    "water": "waste_water",
    "air": "distillation",
}
_TREATMENT = {
    "spent_catalyst": "returned",
    "carbon": "recovered",
    "acid": "sold",
    "alkali": "reused",
    "water": "released",
    "air": "released",
}
_OUTLET = {
    "spent_catalyst": "HW29 261-051-29",
    "carbon": "HW29 261-053-29",
    "acid": "副产盐酸罐",
    "alkali": "碱洗塔",
    "water": "DW001 车间口",
    "air": "DA003 尾气",
}
_QUALITY = {"spent_catalyst": "B", "carbon": "C", "acid": "C", "alkali": "C", "water": "A", "air": "B"}


def _used(plant: _Plant, nth: int) -> float:
    return round(plant.pvc[nth] * plant.catalyst[nth], 0)


def _input(plant: _Plant, nth: int) -> float:
    """kg of mercury with the catalyst."""
    return _used(plant, nth) * plant.hgcl2[nth] * _HG_IN_HGCL2


def _each() -> Iterator[tuple[_Plant, int, dict[str, Any]]]:
    for plant in _PLANTS:
        for nth, year in enumerate(_YEARS):
            yield plant, nth, {"plant": plant.name, "year": year}


def _plant_row(plant: _Plant) -> dict[str, Any]:
    return {
        "name": plant.name,
        "owner": plant.owner,
        "place": plant.place,
        "x": plant.x,
        "y": plant.y,
        "capacity": plant.capacity,
        "carbide": plant.source,
        "grade": plant.grade,
        "supplier": "示例触媒厂",
        "electrolysis": "yes",
        "captive": "yes" if plant.captive else "no",
        "permit": "示例 91XXXXXXXXXXXXXXXX",
        "evidence": "排污许可证副本",
    }


def _output() -> Iterator[dict[str, Any]]:
    for plant, nth, place in _each():
        vcm = round(plant.pvc[nth] * 1.008, 0)
        carbide = round(vcm * plant.carbide, 0)
        made = {"own": carbide, "bought": 0, "both": round(carbide * 0.6, 0)}[plant.source]
        yield {
            **place,
            "pvc": plant.pvc[nth],
            "vcm": vcm,
            "carbide_made": made,
            "carbide_used": carbide,
            "caustic": round(plant.pvc[nth] * 0.72, 0),
            "revenue": round(plant.pvc[nth] * 0.62 * (1 if nth else 1.1), 0),
            "hours": 7_900 if nth else 7_750,
            **({"gap": _GAP} if plant.name == "辛化工" else {}),
            "evidence": "年度生产报表 第 3 页",
        }


def _catalyst() -> Iterator[dict[str, Any]]:
    for plant, nth, place in _each():
        begin, end = round(_used(plant, nth) * 0.12, 0), round(_used(plant, nth) * 0.10, 0)
        yield {
            **place,
            "node": "converter",
            "stock_begin": begin,
            "bought": _used(plant, nth) + end - begin,
            "stock_end": end,
            "hgcl2_fraction": plant.hgcl2[nth],
            "supplier": f"示例触媒厂 检验报告 {place['year']}-07",
            "evidence": "触媒出入库台账",
            "quality": "B",
        }


def _outflows() -> Iterator[dict[str, Any]]:
    for plant, nth, place in _each():
        for way, share in plant.ways.items():
            scale = 100 if way == "air" else 1000
            yield {
                **place,
                "node": _NODE[way],
                "pathway": way,
                "outlet": _OUTLET[way],
                "flow": round(_input(plant, nth) * share / _CONCENTRATION[way] * scale, 1),
                "concentration": _CONCENTRATION[way],
                "treatment": _TREATMENT[way],
                "evidence": "自行监测报告、危废转移联单",
                "quality": _QUALITY[way],
            }


def _stacks() -> Iterator[dict[str, Any]]:
    """The stacks of captive boilers, through which a part of the coal's mercury leaves."""
    for row in _materials():
        coal = row["amount"]
        yield {
            "plant": row["plant"],
            "year": row["year"],
            "node": "boiler",
            "pathway": "air",
            "outlet": "DA001 锅炉烟囱",
            "flow": round(coal * 0.85, 0),
            "concentration": 0.0021,
            "treatment": "released",
            "evidence": "自行监测报告",
            "quality": "B",
        }


def _materials() -> Iterator[dict[str, Any]]:
    for plant, nth, place in _each():
        if plant.captive:
            yield {
                **place,
                "node": "boiler",
                "material": "coal_rank.long_flame",
                "amount": round(plant.pvc[nth] * 1.35, 0),
                "evidence": "入炉煤计量",
                "quality": "A",
            }


def _fuels() -> Iterator[dict[str, Any]]:
    for plant, nth, place in _each():
        amount = round(plant.pvc[nth] * (1.35 if plant.captive else 0.06), 0)
        yield {
            **place,
            "node": "boiler",
            "fuel": "bituminous",
            "use": "自备电厂锅炉" if plant.captive else "导热油炉",
            "consumption": amount,
            "evidence": "入炉煤计量",
            "quality": "A",
            "nox": round(amount * 0.00052, 1),
            "so2": round(amount * 0.00041, 1),
            "pm": round(amount * 0.00006, 1),
        }


def _process() -> Iterator[dict[str, Any]]:
    for _, made, place in _made():
        if made:
            for item, node, amount in (
                ("calcium_carbide", "furnace", made),
                ("lime", "lime_kiln", round(made * 0.95, 0)),
            ):
                yield {
                    **place,
                    "node": node,
                    "item": item,
                    "activity": amount,
                    "evidence": "生产报表",
                    "quality": "B",
                    **({"pm": round(amount * 0.0004, 1)} if item == "lime" else {}),
                }


def _made() -> Iterator[tuple[_Plant, float, dict[str, Any]]]:
    for (plant, _, place), row in zip(_each(), _output(), strict=True):
        yield plant, row["carbide_made"], place


def _flows() -> Iterator[dict[str, Any]]:
    for plant, made, place in _made():
        if made and plant.balance:
            for direction, material, per_t, content in (
                ("in", "兰炭", 0.60, 0.84),
                ("in", "电极糊", 0.022, 0.92),
                ("product", "电石", 1.0, 0.314),
                ("waste", "除尘灰", 0.03, 0.30),
            ):
                yield {
                    **place,
                    "node": "furnace",
                    "direction": direction,
                    "material": material,
                    "quantity": round(made * per_t, 0),
                    "content": content,
                    "evidence": "物料平衡表、化验报告",
                    "quality": "B",
                }


def _power() -> Iterator[dict[str, Any]]:
    for plant, made, place in _made():
        pvc = next(row["pvc"] for row in _output() if row["plant"] == plant.name and row["year"] == place["year"])
        for node, amount in (
            ("furnace", made * plant.power),
            ("hydrogen_chloride", pvc * 1.72),
            ("polymerisation", pvc * 0.26),
        ):
            if amount:
                yield {
                    **place,
                    "node": node,
                    "source": "captive" if plant.captive else "grid",
                    "electricity": round(amount, 0),
                    "evidence": "电表抄表记录",
                    "quality": "A",
                }


def _heat() -> Iterator[dict[str, Any]]:
    for plant, nth, place in _each():
        yield {
            **place,
            "node": "polymerisation",
            "source": "captive" if plant.captive else "bought",
            "heat": round(plant.pvc[nth] * 2.6, 0),
            "evidence": "蒸汽结算单",
            "quality": "B",
        }


def _upstream() -> Iterator[dict[str, Any]]:
    for row in _output():
        bought = row["carbide_used"] - row["carbide_made"]
        if bought > 0:
            yield {
                "plant": row["plant"],
                "year": row["year"],
                "node": "acetylene",
                "item": "carbide",
                "activity": bought,
                "emission_factor": 4.1,
                "source": "供应商碳足迹声明（示例）",
                "evidence": "采购合同",
                "quality": "C",
            }


_BOUNDARY_HG = (
    "从触媒、煤等原料进入企业到汞随产品、副产品、固废、废水、废气离开企业。",
    "转化器（触媒）、除汞器、酸碱洗、精馏尾气、废水处理、自备锅炉（煤中汞）。",
    "自然年；触媒按期初库存、购入、期末库存核定消耗。",
    "触媒出入库台账与氯化汞检验报告；危废转移联单；废水、废气自行监测；煤量与煤质。",
    "优先实测浓度 × 流量；无监测的去向按选用的分配系数集，并与物料平衡对照。",
    "每行标明数据质量等级和佐证材料；至少与生产记录、监测报告、排污许可、能源记录之一交叉核验。",
)
_BOUNDARY_CO2 = (
    "企业法人边界内电石、乙炔、氯乙烯、聚氯乙烯生产及其辅助设施。",
    "化石燃料燃烧、电石炉过程排放、石灰窑、外购电力和热力；烧碱、盐酸等上游只作备查。",
    "自然年，与汞相同。",
    "燃料消耗与低位发热量；电石炉碳平衡；分节点电量与蒸汽；石灰与电石产量。",
    "燃料取 2023 口径；电石炉优先碳平衡，否则因子（来源待确认）；电力取全国平均因子。",
    "与汞相同；因子的来源和可信标志见因子库。",
)
EXAMPLE: dict[str, Any] = {
    "region": {
        "province": "示例省",
        "client": "示例委托单位",
        "prepared_by": "示例技术支持单位",
        "boundary": "示例省全部八家电石法聚氯乙烯企业；不含电石独立生产企业。",
        "interests": "无",
    },
    "settings": {"year1": _YEARS[0], "year2": _YEARS[1]},
    "boundary_hg": [{"answer": answer, "evidence": "工作大纲 三（一）"} for answer in _BOUNDARY_HG],
    "boundary_co2": [{"answer": answer, "evidence": "工作大纲 三（一）"} for answer in _BOUNDARY_CO2],
    "sector_totals": [
        {"name": "燃煤发电", "hg": 2_150, "co2": 98_400_000, "evidence": _SOURCE},
        {"name": "有色金属冶炼", "hg": 3_420, "co2": 6_300_000, "evidence": _SOURCE},
        {"name": "现代煤化工", "hg": 310, "co2": 41_700_000, "evidence": _SOURCE},
        {"name": "水泥", "hg": 860, "co2": 17_900_000, "evidence": _SOURCE},
    ],
    "plants": [_plant_row(plant) for plant in _PLANTS],
    "output": list(_output()),
    "catalyst": list(_catalyst()),
    "materials": list(_materials()),
    "outflows": [*_outflows(), *_stacks()],
    "fuels": list(_fuels()),
    "process": list(_process()),
    "flows": list(_flows()),
    "power": list(_power()),
    "heat": list(_heat()),
    "upstream": list(_upstream()),
}
