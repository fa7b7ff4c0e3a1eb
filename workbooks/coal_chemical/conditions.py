"""The project against the conditions that the advanced values were set under (explanatory note, 4.5.4(3)), row by row.

The ledgers say what they can: coal burned, green power, the highest NOx concentration of each kind of facility. What
they do not say is asked once for the project.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pycore.equations.domain import FRACTION
from pycore.language import Text, both
from pycore.library import Factor, library
from pycore.sheets.definition import Kind, Role, Table
from pycore.sheets.fixed_text import fixed
from workbooks.coal_chemical.lists import FACILITIES, LISTS, PRODUCT_CODES
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.common import said
from workbooks.common.cells import at, blank_if, copy_of, count_where, sum_where
from workbooks.common.closing_sheets import Check, bad
from workbooks.common.columns import EVIDENCE, calculated, code_of, figure, text
from workbooks.common.fields import entry, quantity, selection
from workbooks.common.own_fuels import of_kind
from workbooks.common.pages import calculated_text, free_sheet, label, panel, table

SCHEME = "MEE2026"
COALS = [
    "anthracite",
    "bituminous",
    "lignite",
    "washed_clean_coal",
    "other_washed_coal",
    "briquette",
    "coal_slime",
    "gangue",
]
_PRODUCTS = range(1, PRODUCT_ROWS + 1)

# ── what the guide sets ──────────────────────────────────────────────────────────────────────────────────────────

POWDER, FIXED_BED, OXALATE = 1, 3, 1
"""Places in the lists of gasifiers and of routes."""
ALL_ELECTRIC, AIR_ELECTRIC = 2, 1
_POWDER = (POWDER, "高压煤粉气化 | high-pressure pulverised coal")
_NO_BOILER = (0, "不设自备燃煤锅炉 | no own coal boiler")
_ALL_DRIVES = (ALL_ELECTRIC, "空分等大型用能设备全电驱 | air separation and other large drives all electric")
_NO_GREEN = (0, "不考虑使用绿电 | green power not considered")
Setting = tuple[float | None, str]
"""The number that a condition is held against, none where nothing is, and the condition in words."""
_LIQUEFACTION: Mapping[str, Setting] = {
    "gasifier": _POWDER,
    "half_waste": (None, "不考虑废锅流程 | waste boilers not considered"),
    "drives": _ALL_DRIVES,
    "coal_boiler": _NO_BOILER,
}
_USUAL: Mapping[str, Setting] = {
    "gasifier": _POWDER,
    "drives": _ALL_DRIVES,
    "coal_boiler": _NO_BOILER,
    "green": _NO_GREEN,
}
_IN_WORDS: Mapping[str, Mapping[str, Setting]] = {
    "methanol": _USUAL,
    "olefins": _USUAL,
    "sng": {
        "gasifier": (FIXED_BED, "固定床碎煤加压气化 | fixed bed, pressurised"),
        "drives": (AIR_ELECTRIC, "空分压缩机全电驱 | air separation compressors electric"),
        "coal_boiler": (1, "自备燃煤动力锅炉供气化用蒸汽 | own coal boiler for the steam of gasification"),
    },
    "dcl": _LIQUEFACTION,
    "icl": _LIQUEFACTION,
    "ethylene_glycol": {
        **_USUAL,
        "route": (OXALATE, "草酸酯法 | oxalate route"),
        "own_methanol": (0, "不自产甲醇 | no methanol of its own"),
        "waste_liquid": (0, "有机废液自行焚烧处置 | organic waste liquid incinerated on site"),
    },
}
"""What table 4.5.4(3) of the note sets in words; what it sets in numbers stands in the library."""


def condition_factors() -> tuple[Factor, ...]:
    """The conditions that are numbers."""
    return tuple(factor for factor in library().category("condition") if factor.id.split(".")[1] == SCHEME)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    product: str
    condition: str
    value: float | None
    words: Text
    flag: str
    source: str


_SOURCE = "编制说明 4.5.4(3) | explanatory note, 4.5.4(3)"


def _number_words(factor: Factor) -> Text:
    if factor.unit == "1":
        return both(f"不低于 {factor.value:.0%} | {factor.value:.0%} at least")
    return both(f"{factor.value:g} mg/m³ | {factor.value:g} mg/m³")


def _settings() -> list[_Set]:
    """Every condition of every product, those in words first."""
    worded = [
        _Set(product=p, condition=c, value=value, words=both(words), flag="S", source=_SOURCE)
        for p in PRODUCT_CODES
        for c, (value, words) in _IN_WORDS[p].items()
    ]
    numbers = [
        _Set(
            product=factor.set,
            condition=factor.key,
            value=factor.value,
            words=_number_words(factor),
            flag=factor.flag,
            source=factor.source,
        )
        for factor in condition_factors()
    ]
    return [*worded, *numbers]


def conditions_set() -> Table:
    """The table of what the guide sets, for the sheet of benchmarks."""
    settings = _settings()
    products = next(one for one in LISTS if one.key == "product")
    return table(
        "cond",
        "先进值的设定条件（编制说明 4.5.4(3)） | Conditions of the advanced values (explanatory note, 4.5.4(3))",
        "30 62 44 14 12 44",
        label("product", "产品 | product"),
        label("id", "编号 | id"),
        label("words", "设定条件 | condition"),
        figure("value", "判定用数值 | number held against", role=Role.DEFAULT, format="General"),
        label("flag", "可信标志 | trust flag"),
        label("source", "来源 | source"),
        filled={
            "product": [products.label(one.product) for one in settings],
            "id": [f"{one.product}.{one.condition}" for one in settings],
            "words": [one.words for one in settings],
            "value": ["" if one.value is None else one.value for one in settings],
            "flag": [one.flag for one in settings],
            "source": [both(one.source) if " | " in one.source else one.source for one in settings],
        },
    )


# ── what the project is ──────────────────────────────────────────────────────────────────────────────────────────

DESIGN = panel(
    "design",
    "工程设计条件 | Design of the project",
    selection("gasifier", "气化工艺 | gasifier", "gasifier"),
    quantity(
        "half_waste",
        "采用半废锅流程的气化炉比例 | share of gasifiers with half waste boiler",
        "0–1",
        FRACTION,
        format="0%",
    ),
    selection("air_drive", "空分压缩机驱动 | drive of air separation", "drive"),
    selection("other_drives", "其他大型用能设备驱动 | other large drives", "drive"),
    selection("route", "乙二醇合成路线 | route to ethylene glycol", "eg_route"),
    entry("evidence", "佐证材料 | evidence"),
    helps={
        "gasifier": "多种气化工艺并存的，选拟建工程的主要工艺，差异写在下表备注。"
        " | With several gasifiers choose the main one of the proposed project; say the rest in the remarks below.",
        "half_waste": "按气化炉台数或负荷计；没有的填 0。 | By number or load of the gasifiers; 0 for none.",
    },
)


def _listed(name: str, list_key: str) -> str:
    return blank_if(f'{name}=""', f"MATCH({name},{list_key}_list,0)")


_DRIVES = (
    'IF(OR(design_air_drive="",design_other_drives=""),"",'
    "IF(design_air_drive=drive_electric,IF(design_other_drives=drive_electric,2,1),0))"
)
_PROPOSED = {"stage": "stage_proposed"}
_COAL_LABELS = [at("fuel_list", [code for code, _ in next(x for x in LISTS if x.key == "fuel").entries].index(coal) + 1)
                for coal in COALS]  # fmt: skip


def _burned(fuel: str) -> str:
    return sum_where("fuels", "counted", **_PROPOSED, fuel=fuel)


_COAL = "+".join([*map(_burned, _COAL_LABELS), of_kind("coal", _burned)])
_BOUGHT = {**_PROPOSED, "trade": "trade_bought"}
_GREEN = sum_where("electricity", "electricity", **_BOUGHT, power="power_green")
_ALL_POWER = sum_where("electricity", "electricity", **_BOUGHT)
_ROUTE_ROW = 'MATCH(INDEX(product_list,MATCH("ethylene_glycol",product_code,0)),products_product,0)'
_OFFSITE = f"INDEX(products_offsite,{_ROUTE_ROW})"
_WASTE = f'IFERROR(IF({_OFFSITE}=yesno_yes,1,IF({_OFFSITE}=yesno_no,0,"")),"")'
_METHANOL_UNIT = 'INDEX(units_proposed,MATCH("methanol_synthesis",unit_code,0))'


def _facility(code: str) -> str:
    return f"facility_{code}"


_STACKS = count_where("nox", **_PROPOSED)
_TOLD = "+".join(count_where("nox", **_PROPOSED, facility=_facility(code)) for code, _ in FACILITIES)


def _highest(code: str) -> str:
    """The highest NOx concentration of a kind of facility; / where there is none, blank where it is not said."""
    here = count_where("nox", **_PROPOSED, facility=_facility(code))
    known = count_where("nox", **_PROPOSED, facility=_facility(code), concentration='">0"')
    # LARGE and not MAX: of the array in MAX Gnumeric takes the first number only.
    highest = f"SUMPRODUCT(LARGE((nox_stage=stage_proposed)*(nox_facility={_facility(code)})*nox_concentration,1))"
    return f'IF({known}>0,{highest},IF({here}>0,"",IF({_STACKS}>{_TOLD},"","/")))'


EQUAL, LEAST, MOST = "=", ">=", "<="


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One condition.

    Attributes:
        state: formula of what the project has, as a number; blank where it is not said, / where it has none.
        shown: formula of the same in words.
        held: how the state is held against what is set.
    """

    key: str
    words: str
    basis: str
    state: str
    shown: Text | str
    held: str


_ASKED = "填写 | asked"
_YES_NO = said.first_of(('[state]=""', "未填写 | not said"), ("[state]=0", "无 | none"), otherwise="有 | yes")


def _nox_rows() -> list[_Row]:
    concentration = said.first_of(
        ('[state]=""', "有排气筒未选设施类别 | stacks without a kind of facility"),
        otherwise="台账无此类设施 | none in the ledger",
    )
    return [
        _Row(
            key=code,
            words=f"NOx 浓度：{zh} | NOx: {en}",
            basis="NOx 台账（最高） | NOx ledger (highest)",
            state=_highest(code),
            shown=said.if_then("ISNUMBER([state])", f'{fixed("[state]", 1)}&" mg/m³"', concentration),
            held=MOST,
        )
        for code, words in FACILITIES
        if code != "other"
        for zh, en in [(words.zh, words.en)]
    ]


_ROWS = (
    _Row(
        key="gasifier",
        words="气化工艺 | gasifier",
        basis=_ASKED,
        state=_listed("design_gasifier", "gasifier"),
        shown='IF([state]="","–",design_gasifier)',
        held=EQUAL,
    ),
    _Row(
        key="half_waste",
        words="半废锅流程气化炉比例 | gasifiers with half waste boiler",
        basis=_ASKED,
        state=blank_if('design_half_waste=""', "design_half_waste"),
        shown=f'IF(ISNUMBER([state]),{fixed("[state]", 0, percent=True)},"–")',
        held=LEAST,
    ),
    _Row(
        key="drives",
        words="大型用能设备驱动 | large drives",
        basis=_ASKED,
        state=_DRIVES,
        shown='IF([state]="","–",design_air_drive&" / "&design_other_drives)',
        held=LEAST,
    ),
    _Row(
        key="coal_boiler",
        words="自备燃煤锅炉 | own coal boiler",
        basis="化石燃料台账（拟建燃煤） | fuel ledger (coal, proposed)",
        state=f"IF({_COAL}>0,1,0)",
        shown=_YES_NO,
        held=MOST,
    ),
    _Row(
        key="green",
        words="绿电占购入电力 | green power in power bought",
        basis="电力台账 | electricity ledger",
        state=f"IF({_ALL_POWER}=0,0,{_GREEN}/({_ALL_POWER}))",
        shown=f'IF(ISNUMBER([state]),{fixed("[state]", 1, percent=True)},"–")',
        held=EQUAL,
    ),
    *_nox_rows(),
    _Row(
        key="route",
        words="乙二醇合成路线 | route to ethylene glycol",
        basis=_ASKED,
        state=_listed("design_route", "eg_route"),
        shown='IF([state]="","–",design_route)',
        held=EQUAL,
    ),
    _Row(
        key="own_methanol",
        words="自产甲醇 | methanol of its own",
        basis="核算边界 | boundary",
        state=f"IF({_METHANOL_UNIT}=yesno_yes,1,0)",
        shown=_YES_NO,
        held=MOST,
    ),
    _Row(
        key="waste_liquid",
        words="有机废液外委处置 | waste liquid off-site",
        basis="项目信息 | project",
        state=_WASTE,
        shown=_YES_NO,
        held=EQUAL,
    ),
)

# ── one against the other ────────────────────────────────────────────────────────────────────────────────────────


def _of_product(product: int, condition: str, column: str) -> str:
    code = code_of(at("products_product", product), "product")
    return f'INDEX(cond_{column},MATCH({code}&".{condition}",cond_id,0))'


def _set(product: int, condition: str) -> str:
    found = f'IFERROR({_of_product(product, condition, "words")},"–")'
    return "=" + blank_if(f'{at("products_product", product)}=""', found)


def _meets(product: int, row: _Row) -> Text:
    """Whether the project is as the condition says, or better."""
    value = _of_product(product, row.key, "value")
    judged = said.first_of(
        (f'OR([set{product}]="",[set{product}]="–")', ""),
        (f"NOT(ISNUMBER({value}))", "–"),
        ('[state]=""', "✗ 未填写 | ✗ not said"),
        ('[state]="/"', "–"),
        (f"[state]{row.held}{value}", "✓ 达到 | ✓ met"),
        otherwise="! 不同 | ! differs",
    )
    return said.or_error(judged, "✗ 计算出错 | ✗ error").within("={}")


_MEETS = f"[meets1]:[meets{PRODUCT_ROWS}]"
_CHECK = said.first_of(
    (f'COUNTIF({_MEETS},"✗*")>0', "✗ 未填写或出错 | ✗ not said, or an error"),
    (f'COUNTIF({_MEETS},"!*")>0', "! 与设定条件不同 | ! differs from the conditions"),
    (f'COUNTIF({_MEETS},"✓*")>0', "✓"),
    otherwise="",
)
CONDITIONS_TABLE = table(
    "against_set",
    "与先进值设定条件比较 | Against the conditions of the advanced values",
    "30 26 26 " + " ".join(["26"] * PRODUCT_ROWS) + " " + " ".join(["11"] * PRODUCT_ROWS) + " 40 24 26 10 12",
    label("item", "设定条件 | condition"),
    calculated("project", "本项目 | project", "", "", kind=Kind.TEXT),
    label("basis", "依据 | taken from"),
    *(
        calculated(f"set{p}", f"设定：产品{p} | set for product {p}", "", "", kind=Kind.TEXT, lines=2)
        for p in _PRODUCTS
    ),
    *(calculated_text(f"meets{p}", f"产品{p} | product {p}", role=Role.CHECK) for p in _PRODUCTS),
    text("differences", "差异说明 | what differs and why"),
    EVIDENCE,
    calculated_text("check", "检查 | check", _CHECK, role=Role.CHECK),
    figure("state", "判定用数值 | number", format="General", helper=True),
    calculated_text("stated", "说明（报告用） | what differs (for the report)", copy_of("[differences]"), helper=True),
    filled={
        "item": [row.words for row in _ROWS],
        "basis": [row.basis for row in _ROWS],
        "state": ["=" + row.state for row in _ROWS],
        "project": [said.or_error(row.shown, "计算出错 | error").within("={}") for row in _ROWS],
        **{f"set{p}": [_set(p, row.key) for row in _ROWS] for p in _PRODUCTS},
        **{f"meets{p}": [_meets(p, row) for row in _ROWS] for p in _PRODUCTS},
    },
    note="产品顺序见“项目信息”。“达到”为与设定相同或更严；“不同”在“差异说明”写明，并在“差距说明”中引用；“–”为指南未设定或项目没有此类设施。"
    " | Products stand in the order of the sheet Project. Met: as set, or better. Say what differs in the remarks "
    "and refer to it on the sheet Gaps. –: nothing is set, or the project has no such facility.",
)
CONDITIONS = free_sheet(
    "conditions",
    "设定条件 | Conditions",
    DESIGN,
    CONDITIONS_TABLE,
    tab="input",
    page="one page",
    intro="编制说明 4.5.4(3)：先进值是在这些条件下测算的。逐项列出本项目的情况，说明绩效差异从何而来；台账已有的由台账取得，其余填写。"
    " | Note, 4.5.4(3): the advanced values were calculated under these conditions. Each is held against the project, "
    "to say where a difference of performance comes from; what the ledgers say is taken from them, the rest is asked.",
)
CHECKS: tuple[Check, ...] = (
    ("没有回答的设定条件 | conditions that are not said", bad("against_set_check"), "conditions"),
)
NOTES: tuple[Check, ...] = (
    ("与先进值设定条件不同的项 | conditions that differ", 'COUNTIF(against_set_check,"!*")', "conditions"),
)
