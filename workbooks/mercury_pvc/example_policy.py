"""The policy part of the worked example: illustrative as all of it, and made from the example's own ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbooks.mercury_pvc.example import EXAMPLE as LEDGERS

_YEAR = LEDGERS["settings"]["year2"]
_NAMES = tuple(plant["name"] for plant in LEDGERS["plants"])
_FILE = "示例数据"


def _rows(key: str, plant: str, **criteria: Any) -> Iterator[dict[str, Any]]:
    wanted = {"plant": plant, "year": _YEAR, **criteria}
    for row in LEDGERS[key]:
        if all(row.get(name) == value for name, value in wanted.items()):
            yield row


def _sum(key: str, column: str, plant: str, **criteria: Any) -> float:
    return sum(row.get(column, 0) for row in _rows(key, plant, **criteria))


# ── cross-checks ─────────────────────────────────────────────────────────────────────────────────────────────────


def _check(plant: str, quantity: str, chosen: str, values: dict[str, float], reason: str = "") -> dict[str, Any]:
    return {
        "plant": plant,
        "year": _YEAR,
        "quantity": quantity,
        **values,
        "chosen": chosen,
        **({"reason": reason} if reason else {}),
        "evidence": "生产报表 第3页；执行报告 第12页；能源审计报告 表4-1",
    }


def _crosscheck() -> Iterator[dict[str, Any]]:
    for place, name in enumerate(_NAMES):
        pvc = _sum("output", "pvc", name)
        yield _check(name, "pvc", "production", {"production": pvc, "permit": pvc, "statistics": round(pvc * 0.998)})
        used = sum(r["stock_begin"] + r["bought"] - r["stock_end"] for r in _rows("catalyst", name))
        yield _check(
            name, "catalyst", "production", {"production": used, "census": round(used * (1.06 - 0.01 * place))}
        )
        electricity = _sum("power", "electricity", name)
        yield _check(
            name,
            "electricity",
            "energy",
            {"production": round(electricity * 1.004), "energy": electricity, "statistics": round(electricity * 0.99)},
        )
    measured = next(_rows("outflows", _NAMES[3], pathway="air"))
    yield _check(
        _NAMES[3],
        "hgcl2",
        "production",
        {"production": next(_rows("catalyst", _NAMES[3]))["hgcl2_fraction"], "enforcement": 0.06},
    )
    air = measured["flow"] * measured["concentration"] * 0.01
    yield _check(
        _NAMES[3],
        "hg_air",
        "monitoring",
        {"monitoring": round(air, 4), "permit": round(air * 0.7, 4), "enforcement": round(air * 1.25, 4)},
        "执行报告按季度监测，缺检修期；执法监测为单次；采用连续四季自行监测。",
    )
    yield _check(_NAMES[0], "coal", "energy", {"energy": _sum("fuels", "consumption", _NAMES[0])})


# ── policy ───────────────────────────────────────────────────────────────────────────────────────────────────────

_LIMIT = "P6"
_WATER = "P7"
_ENERGY = "P10"
_ACCOUNTS = "P12"
_MARKET = "P15"
_TAX = "P16"
_PAIRS = (
    (
        _WATER,
        _ENERGY,
        "limit",
        "conflict",
        "盐酸深度解吸和硫化沉淀降低废酸、废水含汞，但增加蒸汽和电耗，推高单位产品能耗与 CO2。",
        "在限值达标的技术路线比选中同时核算 CO2，优先用余热蒸汽。",
    ),
    (
        _LIMIT,
        "",
        "permit",
        "gap",
        "排污许可管汞排放口，不记触媒消耗、汞去向，也没有 CO2 的记载。",
        "在执行报告中增加触媒平衡表和按同一产量口径的 CO2。",
    ),
    (
        _TAX,
        _MARKET,
        "tax",
        "gap",
        "环境保护税对汞有价格信号，聚氯乙烯的 CO2 尚未纳入碳市场，减汞技术选择只反映汞的成本。",
        "以示范方式在成本比选中使用影子碳价。",
    ),
    (
        _LIMIT,
        _ACCOUNTS,
        "reporting",
        "room",
        "触媒台账与温室气体核算使用同一产量、电石量和电量数据，分别报送、口径不一。",
        "统一活动数据，一次采集、两处使用，交叉核验。",
    ),
    (
        "",
        _ENERGY,
        "eia",
        "gap",
        "新改扩建项目环评分别评价汞和碳，没有要求比较减汞措施的碳影响。",
        "在环评中增加汞碳协同比选专章。",
    ),
)


def _pairs() -> Iterator[dict[str, Any]]:
    for first, second, instrument, kind, description, proposal in _PAIRS:
        chosen = {"on_mercury": first, "second": second}
        yield {
            **{key: value for key, value in chosen.items() if value},
            "instrument": instrument,
            "kind": kind,
            "description": description,
            "proposal": proposal,
            "evidence": "课题组分析（示例）",
        }


_PROPOSALS = (
    {
        "name": "排污许可增载触媒平衡与 CO2",
        "content": "执行报告增加触媒期初、购入、期末、汞去向和同口径 CO2 两张表。",
        "into_permit": "修改行业排污许可执行报告格式，先在省级试点。",
        "into_ets": "CO2 数据格式与温室气体核算通则一致，便于以后纳入碳市场。",
        "incentive": "数据质量达 B 级以上的企业减少检查频次。",
        "burden": "每厂每年约增加监测和填报费用（见企业负担）。",
        "reporting": "触媒按批次、汞去向按季度、CO2 按月。",
        "coordination": "生态环境部门内污染物、固废、气候三处共用一表。",
        "regulatory": "执法可直接核对触媒购销与许可产量。",
        "compliance": "高于 49.14 g/t 的企业须提交达标计划。",
    },
    {
        "name": "环评增加汞碳协同比选",
        "content": "新改扩建和技改项目比较各减汞措施的能耗与 CO2。",
        "into_eia": "在行业环评文件审批原则中增加汞碳协同比选要求。",
        "incentive": "协同类技改优先列入资金支持。",
        "burden": "增加环评编制费用，为一次性。",
        "reporting": "报告每减 1 kg 汞的能耗与 CO2 变动。",
        "coordination": "环评、固废、气候部门联合制定。",
        "regulatory": "审批增加一项技术审查。",
        "compliance": "减汞增碳的方案须说明理由和补偿措施。",
    },
    {
        "name": "环境保护税减征与协同改造挂钩",
        "content": "核定汞减征资格时查验触媒平衡，对协同改造给予投资补助。",
        "into_permit": "以许可执行报告作为减征依据。",
        "into_tax": "依税法减征条款，先由税务与生态环境部门共享监测数据。",
        "into_ets": "改造项目的减碳量用于自愿减排或配额预分配的依据。",
        "incentive": "减征 25% 或 50%，另给投资补助。",
        "burden": "财政少收税款，企业负担下降。",
        "reporting": "汞浓度按月监测，附有资质报告。",
        "coordination": "税务、财政、生态环境三方数据共享。",
        "regulatory": "需防止以稀释浓度取得减征。",
        "compliance": "资格不实的追缴税款。",
    },
)
_SCORES = (
    ((4, 4, 5, 4, 4, 5, 4), "台账已有，格式改动小；执法可核对。"),
    ((3, 4, 4, 3, 3, 4, 4), "需审批原则修订；企业缺减汞措施能耗的实测数据。"),
    ((3, 3, 4, 4, 3, 2, 3), "多部门数据共享未建立，防稀释难度大。"),
)
_ASPECTS = ("feasibility", "compatible", "regional", "capacity", "available", "enforceable", "lasting")

# ── burden ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _air_outlets() -> Iterator[dict[str, Any]]:
    for name in _NAMES:
        pvc = _sum("output", "pvc", name)
        for row in _rows("outflows", name, pathway="air"):
            hg = row["flow"] * row["concentration"] * 0.01
            boiler = row["node"] == "boiler"
            others = (
                {
                    key: round(_sum("fuels", of, name) * 1000)
                    for key, of in (("so2", "so2"), ("nox", "nox"), ("soot", "pm"))
                }
                if boiler
                else {"vcm": round(pvc * 0.008), "hcl": round(pvc * 0.004)}
            )
            yield {
                "plant": name,
                "year": _YEAR,
                "outlet": row["outlet"],
                **others,
                "hg": round(hg, 4),
                **({"cut_so2": "r50", "cut_nox": "r30"} if boiler else {"cut_vcm": "none"}),
                "cut_hg": "r50" if row["concentration"] < 0.005 else "none",
                "evidence": "自行监测报告、纳税申报表",
            }
        if dust := _sum("process", "pm", name):
            yield {
                "plant": name,
                "year": _YEAR,
                "outlet": "DA002 石灰窑",
                "dust": round(dust * 1000),
                "cut_dust": "r30",
                "evidence": "自行监测报告、纳税申报表",
            }


def _water_outlets() -> Iterator[dict[str, Any]]:
    for name in _NAMES:
        pvc = _sum("output", "pvc", name)
        hg = sum(r["flow"] * r["concentration"] * 0.001 for r in _rows("outflows", name, pathway="water"))
        yield {
            "plant": name,
            "year": _YEAR,
            "outlet": "DW001",
            "cod": round(pvc * 0.11),
            "nh3n": round(pvc * 0.009),
            "ss": round(pvc * 0.05),
            "phosphorus": round(pvc * 0.0005),
            "hg": round(hg, 5),
            "evidence": "自行监测报告、纳税申报表",
        }


def _costs() -> Iterator[dict[str, Any]]:
    for place, name in enumerate(_NAMES):
        pvc = _sum("output", "pvc", name)
        yield {
            "plant": name,
            "item": "汞在线监测与平衡核算",
            "monitoring": 40 + 5 * place,
            "evidence": "供应商报价（示例）",
        }
        if place % 2:
            yield {
                "plant": name,
                "item": "高效除汞器与余热深度解吸",
                "capex": round(pvc * 0.008),
                "life": 10,
                "running": round(pvc * 0.0009),
                "saving": round(pvc * 0.0002),
                "grant": round(pvc * 0.0016),
                "support": 10,
                "evidence": "可研报告（示例）",
            }


_PRICES = (
    (2025, 74.60, 1.0, "因子库：2025-12-31 收盘价 74.60 元/t"),
    (2026, 98.32, 0.98, "因子库：2026-08-11 收盘价 98.32 元/t，不代表全年"),
    (2027, 100, 0.95, "示例假设"),
    (2028, 105, 0.93, "示例假设"),
    (2029, 110, 0.90, "示例假设"),
    (2030, 120, 0.87, "示例假设"),
)


EXAMPLE: dict[str, Any] = {
    "crosscheck": list(_crosscheck()),
    "policy_pairs": list(_pairs()),
    "proposals": [{**proposal, "evidence": "课题组建议（示例）"} for proposal in _PROPOSALS],
    "proposal_scores": [
        {**dict(zip(_ASPECTS, scores, strict=True)), "reason": reason, "evidence": "专家组评分（示例）"}
        for scores, reason in _SCORES
    ],
    "tax_settings": {"air_rate": 1.2, "water_rate": 1.4, "rate_source": "示例：按税法下限，正式使用请填当地税额"},
    "costs": {"price_year": 2030, "rate": 0.06},
    "price_path": [
        {"year": year, "price": price, "free": free, "source": source, "evidence": _FILE}
        for year, price, free, source in _PRICES
    ],
    "tax_air": list(_air_outlets()),
    "tax_water": list(_water_outlets()),
    "plant_costs": list(_costs()),
    "data_log": [
        {
            "element": element,
            "plant": name,
            "source": source,
            "paper": f"{name} {document}",
            "pages": page,
            "date": "2026-07-15",
            "who": "示例调研组",
            "use": use,
            "evidence": "项目资料库（示例）",
        }
        for name in _NAMES
        for element, source, document, page, use in (
            ("mercury", "production", "触媒出入库台账", "第 3 页", "汞触媒台账"),
            ("carbon", "energy", "能源审计报告", "表 4-1", "燃料、电力、蒸汽台账"),
        )
    ],
    "assumption_log": [
        {
            "assumption": "单位产品用汞以聚氯乙烯产量为分母，不以氯乙烯产量为分母。",
            "grounds": "49.14 gHg/t 的限值按每吨聚氯乙烯规定。",
            "effect": "用氯乙烯产量时指标约低 0.8%。",
            "reviewer": "示例专家甲",
            "date": "2026-08-02",
            "evidence": "工作大纲",
        },
        {
            "assumption": "交叉核验离散限值 10%、与台账之差限值 2%。",
            "grounds": "与汞平衡允许偏差一致；生产与能源数据为结算级。",
            "effect": "只决定哪些量须说明，不改变数值。",
            "reviewer": "示例专家乙",
            "date": "2026-08-02",
            "evidence": "工作大纲",
        },
        {
            "assumption": "2027 年以后的碳价为示例假设，免费比例逐年下降。",
            "grounds": "没有可引用的预测；因子库只有个别日期的收盘价。",
            "effect": "决定配额费用；碳价和非免费比例与费用成正比。",
            "date": "2026-08-02",
            "evidence": "课题组（示例）",
        },
    ],
    "change_log": [
        {
            "date": "2026-08-10",
            "place": "汞输出 丁电化 2025 DA003",
            "change": "浓度由 µg/m³ 改为 mg/m³ 填报",
            "grounds": "行检查提示单位",
            "who": "示例编制人",
            "evidence": "邮件 2026-08-10",
        },
    ],
    "training_log": [
        {
            "event": f"行业培训会（第{nth}次）",
            "date": date,
            "place": place,
            "agenda": agenda,
            "participants": people,
            "material": "演示文稿、工作簿示例",
            "minutes": f"会议纪要 {date}",
            "evidence": f"签到表 {date}",
        }
        for nth, date, place, agenda, people in (
            ("一", "2026-09-18", "示例省会", "履约要求；汞平衡与触媒台账填报；问答", 46),
            ("二", "2026-11-20", "示例省中部丙市", "碳核算与交叉核验；协同技术；问答", 52),
            ("三", "2027-03-26", "示例省会", "政策建议征求意见；企业负担讨论", 61),
        )
    ],
    "statement": {"limits": "示例数据均为虚构；省级政策文件未登记；大气汞形态为缺省比例。"},
}
