"""Management, monitoring plan, data quality control and acceptance: generated from the ledgers, edited beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pycore.language import Language, Text, both
from pycore.sheets.definition import Role
from workbooks.coal_chemical.ledgers import DEFINITIONS
from workbooks.coal_chemical.measures import ROWS as MEASURES
from workbooks.common import said
from workbooks.common.cells import at, blank_if, either
from workbooks.common.closing_sheets import Check, bad
from workbooks.common.columns import EVIDENCE, calculated, choice, text
from workbooks.common.pages import calculated_text, counted, label, number_label, sheet, table

PLAN_ROWS = 120
MONITORED_STAGES = ("existing", "construction", "proposed")
"""The stages whose rows are in the plan: those of the site, without what is replaced."""

_MANAGED = (
    "碳排放环境管理机构 | unit in charge of carbon management",
    "人员配置与职责 | staff and duties",
    "管理制度（含依托现有机构的可行性） | rules (and whether the existing unit can take it on)",
    "温室气体排放清单编制 | GHG inventory",
    "活动数据管理台账 | ledgers of activity data",
    "计量器具配备与检定 | meters and their calibration",
    "碳排放数据质量控制 | data quality control",
    "与排污许可、竣工验收“三同时”衔接 | link to discharge permit and acceptance",
    "信息公开与档案保存 | disclosure and archiving",
)
_RESPONSIBLE = text("responsible", "责任部门 | responsible")
_RECORD = text("record", "记录与保存年限 | record and retention")
_RETENTION = "电子台账，不少于 5 年 | electronic ledger, at least 5 years"


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitored:
    """What is monitored of some rows of a ledger.

    Attributes:
        rows: what must hold of a row of the ledger, beside its key being filled in: columns and tests.
        named: the columns that name a row.
        parameter: what is measured.
        item: the line of the methods that says how.
    """

    ledger: str
    key: str
    named: str
    item: str
    parameter: str
    method: str
    standard: str
    frequency: str
    rows: tuple[tuple[str, str], ...] = ()

    def listed(self, place: int) -> str:
        """Whether a row of the ledger is of a stage that runs, or will, and is one that this is for."""
        stages = either(f"{self.of('stage', place)}=stage_{stage}" for stage in MONITORED_STAGES)
        filled = f'{self.of(self.key, place)}<>""'
        more = [f"{self.of(column, place)}{test}" for column, test in self.rows]
        return f"AND({','.join([filled, stages, *more])})"

    def of(self, column: str, place: int) -> str:
        """A cell of the ledger."""
        return at(f"{self.ledger}_{column}", place)

    def words(self, place: int) -> Text:
        """Stage, unit and name of a row, and what is measured."""
        cells = '&" · "&'.join(self.of(key, place) for key in ("stage", "unit", *self.named.split()))
        return both(self.parameter).within(f'{cells}&"：{{}}" | {cells}&": {{}}"')


_OUTSIDE = ("flow", "=flow_external")
_CONTENT = "数量、含碳量 | amount, carbon content"
_CONTINUOUS = "连续 | continuous"
MONITORED = (
    Monitored(
        ledger="fuels",
        key="fuel",
        named="fuel use",
        item="燃料消耗量 | fuel consumption",
        parameter="消耗量 | consumption",
        method="皮带秤、流量计 | belt scale, flow meter",
        standard="GB 17167",
        frequency=_CONTINUOUS,
    ),
    Monitored(
        ledger="fuels",
        key="fuel",
        named="fuel use",
        item="燃料低位发热量、元素碳含量 | NCV and carbon of fuels",
        parameter="低位发热量、碳含量 | calorific value, carbon",
        method="采样、制样、化验 | sampling and analysis",
        standard="GB/T 213、GB/T 476 | GB/T 213, GB/T 476",
        frequency="每日采样、每月缩分 | daily sample, monthly composite",
        rows=(("in_balance", "<>yesno_yes"),),
    ),
    Monitored(
        ledger="carbon",
        key="material",
        named="name",
        item="原料煤用量与碳含量 | feed coal and its carbon",
        parameter=_CONTENT,
        method="皮带秤；元素分析 | belt scale; elemental analysis",
        standard="GB/T 476",
        frequency="连续；每日 | continuous; daily",
        rows=(_OUTSIDE, ("direction", "=direction_in")),
    ),
    Monitored(
        ledger="carbon",
        key="material",
        named="name",
        item="产品、副产品产量与碳含量 | products, by-products and their carbon",
        parameter=_CONTENT,
        method="计量；色谱 | meters; chromatography",
        standard="GB/T 32151.10",
        frequency="每批 | each batch",
        rows=(_OUTSIDE, ("direction", "=direction_product")),
    ),
    Monitored(
        ledger="carbon",
        key="material",
        named="name",
        item="灰渣、滤饼量与碳含量 | slag, filter cake and carbon",
        parameter=_CONTENT,
        method="地磅；元素分析 | weighbridge; elemental analysis",
        standard="GB/T 476",
        frequency="每月 | monthly",
        rows=(_OUTSIDE, ("direction", "=direction_other")),
    ),
    Monitored(
        ledger="electricity",
        key="trade",
        named="trade use",
        item="购入、外供电量 | electricity bought and sold",
        parameter="电量 | electricity",
        method="关口电能表 | revenue meter",
        standard="GB 17167",
        frequency=_CONTINUOUS,
    ),
    Monitored(
        ledger="heat",
        key="medium",
        named="trade use",
        item="购入、外供蒸汽量及压力、温度 | steam with pressure and temperature",
        parameter="数量、压力、温度 | amount, pressure, temperature",
        method="流量、压力、温度计 | flow, pressure, temperature",
        standard="GB 17167",
        frequency=_CONTINUOUS,
    ),
    Monitored(
        ledger="capture",
        key="recovery",
        named="recovery use",
        item="CO2 捕集与外供量、纯度 | CO2 captured, exported, purity",
        parameter="气量、纯度 | volume, purity",
        method="流量计；色谱 | flow meter; chromatography",
        standard="GB/T 32151.10",
        frequency="连续；每日 | continuous; daily",
    ),
    Monitored(
        ledger="nox",
        key="stack",
        named="stack",
        item="烟气 NOx 浓度、流量 | NOx and flow of flue gas",
        parameter="NOx 浓度、烟气量 | NOx, flue gas flow",
        method="CEMS",
        standard="HJ 75、HJ 76 | HJ 75, HJ 76",
        frequency=_CONTINUOUS,
    ),
    Monitored(
        ledger="carbon",
        key="material",
        named="name",
        item="工序间物料数量与碳含量 | flows between units and their carbon",
        parameter=_CONTENT,
        method="流量计；色谱 | flow meter; chromatography",
        standard="GB/T 32151.10",
        frequency="连续；每日 | continuous; daily",
        rows=(("flow", "=flow_internal"), ("direction", "<>direction_in")),
    ),
    Monitored(
        ledger="carbonates",
        key="carbonate",
        named="carbonate use",
        item="碳酸盐用量与纯度 | carbonates and their purity",
        parameter="用量、纯度 | amount, purity",
        method="地磅；化验 | weighbridge; analysis",
        standard="GB/T 32151.10",
        frequency="每批 | each batch",
    ),
    Monitored(
        ledger="methane",
        key="source",
        named="source",
        item="甲烷排放量 | methane",
        parameter="甲烷排放量 | methane",
        method="泄漏检测、火炬气计量 | leak detection, flare gas meters",
        standard="HJ 819",
        frequency="每月 | monthly",
    ),
)
"""In the order of the methods: those that earlier versions had stand first, so that their rows are carried over."""

# ── the plan, a line for each row of the ledgers ─────────────────────────────────────────────────────────────────

_METHODS = table(
    "monitoring",
    "监测方法（按监测内容） | Methods of monitoring, by what is monitored",
    "84 36 30 30 24 34",
    text("item", "监测内容（活动数据与参数） | what is monitored"),
    text("method", "仪器与方法 | instrument and method"),
    text("standard", "标准 | standard"),
    text("frequency", "频次 | frequency"),
    _RESPONSIBLE,
    _RECORD,
    rows=16,
    filled={
        **{key: [getattr(line, key) for line in MONITORED] for key in ("item", "method", "standard", "frequency")},
        "record": [_RETENTION] * len(MONITORED),
    },
    note="下面的监测计划按此取方法；改这里，同类各行都改。监测内容的名称不要改，计划按名称查找。"
    " | The plan below takes its methods from here: a change holds for all rows of the kind. Keep the names of what is "
    "monitored, for the plan looks them up.",
)
_OWN = table(
    "plan_own",
    "个别改动（只对选定的一行） | Changes for single lines",
    "84 36 30 30 24 34",
    choice("item", "监测计划中的行 | line of the plan", "=plan_item"),
    text("method", "仪器与方法 | instrument and method"),
    text("standard", "标准 | standard"),
    text("frequency", "频次 | frequency"),
    _RESPONSIBLE,
    _RECORD,
    rows=12,
    ledger=True,
    note="空白的格取上表的方法。 | Blank cells take the method above.",
)
_ROWS = {ledger.key: ledger.rows for ledger in DEFINITIONS}
_PLACES = [(kind, line, place) for kind, line in enumerate(MONITORED, 1) for place in range(1, _ROWS[line.ledger] + 1)]
"""The rows of the ledgers, in the order of the methods."""
_LINES = "MAX(monitored_running)"


def _line(line: Monitored, place: int) -> Text:
    """The words for a row of a ledger that is in the plan, else nothing."""
    words = line.words(place)
    return said.in_both(lambda language: f'=IF({line.listed(place)},{words[language]},"")')


_MONITORED = table(
    "monitored",
    "台账行与监测计划（计算用） | Rows of the ledgers and the plan (for formulas)",
    "60 8 10",
    label("item", "监测对象与参数 | what, and which parameter"),
    number_label("kind", "类 | kind"),
    calculated("running", "累计 | so far", "", 'COUNTIF(INDEX(monitored_item,1):[item],"?*")', format="0"),
    filled={
        "item": [_line(line, place) for _, line, place in _PLACES],
        "kind": [kind for kind, _, _ in _PLACES],
    },
    helper=True,
)


def _planned(key: str) -> Text:
    """What is said of the line itself, else of its kind; blank where neither says it."""

    def written(language: Language) -> str:
        kinds = ";".join(f'"{both(line.item)[language]}"' for line in MONITORED)
        kind = f"INDEX({{{kinds}}},INDEX(monitored_kind,[line]),1)"
        of_kind = f'IFERROR(INDEX(monitoring_{key},MATCH({kind},monitoring_item,0))&"","")'
        own = f'IFERROR(INDEX(plan_own_{key},MATCH([item],plan_own_item,0))&"","")'
        return blank_if('[line]=""', f'IF({own}="",{of_kind},{own})')

    return said.in_both(written)


_PLAN_CHECK = said.first_of(
    ('[line]=""', ""),
    ('OR([method]="",[frequency]="")', "✗ 缺方法或频次 | ✗ method or frequency missing"),
    ('[record]=""', "✗ 缺记录与保存年限 | ✗ record and retention missing"),
    ('[responsible]=""', "! 缺责任部门 | ! nobody responsible"),
    otherwise="✓",
)
_PLAN = table(
    "plan",
    "监测计划（由台账各行生成） | Monitoring plan, from the rows of the ledgers",
    "84 36 30 30 24 34 20 8",
    label("item", "监测对象与参数 | what, and which parameter", blank_if('[line]=""', "INDEX(monitored_item,[line])")),
    *(
        calculated_text(key, words, _planned(key))
        for key, words in (
            ("method", "仪器与方法 | instrument and method"),
            ("standard", "标准 | standard"),
            ("frequency", "频次 | frequency"),
            ("responsible", "责任部门 | responsible"),
            ("record", "记录与保存年限 | record and retention"),
        )
    ),
    calculated_text("check", "检查 | check", said.or_error(_PLAN_CHECK, "✗ 计算出错 | ✗ error"), role=Role.CHECK),
    calculated(
        "line",
        "台账行（计算用） | row of the ledgers (for formulas)",
        "",
        f'IF({{i}}>{_LINES},"",MATCH({{i}},monitored_running,0))',
        format="0",
        helper=True,
    ),
    rows=PLAN_ROWS,
    note="现有、在建和拟建工程台账的每一行都在计划中；工序间物料只列上游一端。"
    " | Each row of the ledgers of the existing plant, of what is under construction and of the proposed project is in "
    "the plan; flows between units stand once, at the unit that they leave.",
)


# ── data quality control ─────────────────────────────────────────────────────────────────────────────────────────

_LEDGERS = (
    ("fuels", "fuel", "化石燃料 | fossil fuels"),
    ("carbon", "material", "含碳物料 | carbon flows"),
    ("carbonates", "carbonate", "碳酸盐 | carbonates"),
    ("electricity", "trade", "电力 | electricity"),
    ("heat", "medium", "热力 | heat"),
    ("capture", "recovery", "CO2 回收 | CO2 capture"),
    ("nox", "stack", "氮氧化物 | NOx"),
    ("methane", "source", "甲烷 | methane"),
)
_CONTROL = (
    "进厂结算与库存盘点互核 | deliveries against stock",
    "物料平衡与碳平衡闭合核对 | material and carbon balance close",
    "采购、领用与库存互核 | purchase, use and stock agree",
    "关口表与结算单互核 | meter against invoice",
    "计量与结算互核，焓值按压力、温度复算 | meter against invoice, enthalpy recalculated",
    "捕集量与接收方计量互核 | captured against what the receiver meters",
    "CEMS 比对与手工监测互核 | CEMS against manual tests",
    "检测记录与物料衡算互核 | tests against a balance",
)
_GAPS = "用前后各 7 日平均值，记录原因 | mean of the seven days on either side, with the reason"


def _worst(ledger: str, key: str) -> str:
    """The worst quality of the rows that are filled in; a blank one counts as C."""

    def rows(grade: int) -> str:
        return f"COUNTIF({ledger}_quality,INDEX(quality_list,{grade}))"

    blank = f'SUMPRODUCT(({ledger}_{key}<>"")*({ledger}_quality=""))'
    return f'IF([lines]=0,"",IF({rows(4)}>0,"D",IF({rows(3)}+{blank}>0,"C",IF({rows(2)}>0,"B","A"))))'


_QUALITY = table(
    "quality_plan",
    "数据质量控制计划（由台账生成） | Data quality control, from the ledgers",
    "46 14 12 14 46 46 24 34",
    label("item", "数据 | data"),
    counted("lines", "台账行数 | rows", ""),
    calculated_text("worst", "最差数据质量 | worst quality"),
    counted("lacking", "缺佐证的行 | rows without evidence", ""),
    text("assurance", "质量控制与交叉核对 | control and cross-check"),
    text("gaps", "缺失数据处理 | missing data"),
    _RESPONSIBLE,
    _RECORD,
    filled={
        "item": [words for _, _, words in _LEDGERS],
        "lines": [f"=COUNTA({ledger}_{key})" for ledger, key, _ in _LEDGERS],
        "worst": ["=" + _worst(ledger, key) for ledger, key, _ in _LEDGERS],
        "lacking": [f'=SUMPRODUCT(({ledger}_{key}<>"")*({ledger}_evidence=""))' for ledger, key, _ in _LEDGERS],
        "assurance": _CONTROL,
        "gaps": [_GAPS] * len(_LEDGERS),
        "record": [_RETENTION] * len(_LEDGERS),
    },
)

# ── acceptance: three simultaneities ─────────────────────────────────────────────────────────────────────────────

_ALWAYS = (
    "管理机构、人员与制度 | unit, staff and rules of carbon management",
    "计量器具与监测计划 | meters and the monitoring plan",
    "数据质量控制计划 | the data quality control plan",
)
_MEASURE_ROWS = range(1, MEASURES + 1)
_ACCEPTED = said.first_of(
    ('[item]=""', ""),
    ("COUNTA([design]:[operation])<3", "✗ 未填“三同时” | ✗ the three are not filled in"),
    (
        "COUNTIF([design]:[operation],yesno_yes)<3",
        "✗ 设计、施工、投产未全部同时 | ✗ not designed, built and put into use together",
    ),
    ('[accepted]=""', "✗ 缺验收要求 | ✗ what is accepted is missing"),
    otherwise="✓",
)
ACCEPTANCE = table(
    "acceptance",
    "竣工环保验收“三同时”（由采纳的措施生成） | Acceptance: three simultaneities, from the measures adopted",
    "46 14 12 14 14 14 46 24 30 34",
    label("item", "措施 | measure"),
    calculated("d_co2", "ΔCO2", "tCO2/a", "", format='#,##0;-#,##0;"–"'),
    calculated("d_nox", "ΔNOx", "t/a", "", format='#,##0.0;-#,##0.0;"–"'),
    choice("design", "同时设计 | designed together", "yesno"),
    choice("construction", "同时施工 | built together", "yesno"),
    choice("operation", "同时投产 | put into use together", "yesno"),
    text("accepted", "验收要求 | what is accepted"),
    _RESPONSIBLE,
    EVIDENCE,
    calculated_text("check", "检查 | check", said.or_error(_ACCEPTED, "✗ 计算出错 | ✗ error"), role=Role.CHECK),
    filled={
        "item": [
            *(f'=IF({at("measures_adopted", row)}=yesno_yes,{at("measures_name", row)},"")' for row in _MEASURE_ROWS),
            *_ALWAYS,
        ],
        **{
            key: [
                *(f'=IF([item]="","",SUM({at(f"measures_{change}", row)}))' for row in _MEASURE_ROWS),
                *[""] * len(_ALWAYS),
            ]
            for key, change in (("d_co2", "co2_change"), ("d_nox", "nox_change"))
        },
    },
    note="减污降碳措施及管理监测计划纳入环保设施竣工验收“三同时”（编制说明 2.3、4.5.5）。第几行对应“措施比选”第几行。"
    " | Measures, management and monitoring go into the acceptance of environmental facilities (note 2.3, 4.5.5). A "
    "row is that of the same number on the sheet Measures.",
)

MANAGEMENT = sheet(
    "management",
    "管理与监测 | Management",
    table(
        "management",
        "管理要求（编制说明 4.5.5） | Management (4.5.5)",
        "46 46 20 20 30",
        text("item", "管理内容 | item"),
        text("plan", "本项目安排 | arrangement of the project"),
        choice("ready", "已落实 | in place", "yesno"),
        _RESPONSIBLE,
        EVIDENCE,
        rows=12,
        ledger=True,
        filled={"item": _MANAGED},
    ),
    _QUALITY,
    ACCEPTANCE,
    page="one page",
)
MONITORING = sheet(
    "monitoring",
    "监测计划 | Monitoring",
    _METHODS,
    _OWN,
    _PLAN,
    _MONITORED,
    new_pages="plan",
    intro="按“监测方法”和台账各行生成监测计划；个别行的改动写在“个别改动”。"
    " | The plan follows from the methods and the rows of the ledgers; what differs for single lines goes into their "
    "table.",
)

CHECKS: tuple[Check, ...] = (
    (
        "监测计划中缺方法、频次或保存年限的行 | lines of the plan without method, frequency or retention",
        bad("plan_check"),
        "monitoring",
    ),
    (
        "监测计划写不下的台账行 | rows of the ledgers for which the plan has no room",
        f"MAX(0,{_LINES}-{PLAN_ROWS})",
        "monitoring",
    ),
    (
        "“三同时”未填或不同时的措施 | measures that are not accepted as simultaneous",
        bad("acceptance_check"),
        "management",
    ),
)
NOTES: tuple[Check, ...] = (
    (
        "监测计划中没有责任部门的行 | lines of the plan that nobody is responsible for",
        'COUNTIF(plan_check,"!*")',
        "monitoring",
    ),
)

# ── files of earlier versions ────────────────────────────────────────────────────────────────────────────────────

_EARLIER = 9
"""Methods that versions before 1.2 proposed; they proposed no retention."""


def with_methods(data: Mapping[str, Any], old_version: str) -> Mapping[str, Any]:
    """Let stand what the present template proposes where an earlier one proposed nothing and a file holds nothing."""
    if not old_version.startswith(("1.0", "1.1")):
        return data

    def kept(place: int, row: Mapping[str, Any]) -> dict[str, Any]:
        new = place > _EARLIER
        return {key: value for key, value in row.items() if value != "" or not (new or key == "record")}

    return {**data, "monitoring": [kept(place, row) for place, row in enumerate(data.get("monitoring", ()), 1)]}
