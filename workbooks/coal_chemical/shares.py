"""The share of each process unit in each product, stage by stage: from where its carbon goes, or as it is entered.

A unit counts for a product by the part of its carbon that becomes that product. Where a stage makes one product only,
every unit counts for it whole. Units without carbon flows of their own, such as boilers, are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pycore.equations.domain import FRACTION
from pycore.language import Text, both
from pycore.sheets.definition import Column, Role, Sheet, Table
from pycore.sheets.meanings import Meaning, SharedEntry
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.common import said
from workbooks.common.cells import at, blank_if, either, sum_where
from workbooks.common.columns import DASH, REASON, calculated, figure, number
from workbooks.common.pages import calculated_text, free_sheet, label, number_label, table

STAGE_KEYS = ("existing", "proposed", "replaced", "construction")
"""The stages of the site itself; what a transferor or the region reduces counts in no product."""
_STAGE_WORDS = {
    "existing": "现有工程 | existing plant",
    "proposed": "拟建工程 | proposed project",
    "replaced": "替代削减 | replaced",
    "construction": "在建工程 | under construction",
}
_MADE_BY = {key: key for key in STAGE_KEYS} | {"replaced": "existing"}
"""The stage whose output says which products there are: what is replaced is a part of the existing plant."""
_PRODUCTS = range(1, PRODUCT_ROWS + 1)
TOLERANCE = 0.01
"""Of the sum of the shares of a unit."""
_SAME = 0.005
"""Shares that differ by less are the same."""


def share_of(name: str, stage: str, product: str = "{i}") -> str:
    """The part of what the process units of a stage emit that counts for a product."""
    return f"SUMPRODUCT(share_{stage}_share{product},{name})"


def _numbers(units: int) -> range:
    return range(1, units + 1)


def _unit_row(stage: str, unit: int, units: int) -> int:
    """The row of a unit in the table of its outflows, counted from 1."""
    return STAGE_KEYS.index(stage) * units + unit


def _chain_row(stage: str, product: int) -> int:
    """The row of a product in the table that derives its shares, counted from 1."""
    return STAGE_KEYS.index(stage) * PRODUCT_ROWS + product


def _each_unit(units: int, cells: Callable[[str, int], Any]) -> list[Any]:
    return [cells(stage, unit) for stage in STAGE_KEYS for unit in _numbers(units)]


def _each_product(cells: Callable[[str, int], Any]) -> list[Any]:
    return [cells(stage, product) for stage in STAGE_KEYS for product in _PRODUCTS]


def _label_of(unit: int) -> str:
    return at("unit_list", unit)


# ── where the carbon of a unit goes ──────────────────────────────────────────────────────────────────────────────

_OUT = {"stage": "[stage]", "direction": "direction_product"}


def _handed_on(stage: str, unit: int, taker: int) -> str | float:
    """Carbon that a unit gives to one further down the list; what goes back up, such as fuel gas, is no product."""
    if taker <= unit:
        return 0
    partner = _label_of(taker)
    return "=" + sum_where("carbon", "carbon", **_OUT, unit="[unit]", flow="flow_internal", partner=partner)


_SOLD = sum_where("carbon", "carbon", **_OUT, unit="[unit]", flow="flow_external", makes='">0"')
_amount = {"width": 11, "format": DASH, "unit": "tC"}


def _outflow(units: int) -> Table:
    """Return where the carbon of each of so many process units goes."""
    return table(
        "outflow",
        "推导用：各工序的碳去向 | For the shares: where the carbon of each process unit goes",
        "22 12 " + " ".join(["11"] * (units + PRODUCT_ROWS)) + " 13",
        label("unit", "工序 | process unit"),
        label("stage", "阶段 | stage"),
        *(figure(f"to{k}", f"去工序 {k} | to unit {k}", **_amount) for k in _numbers(units)),
        *(
            calculated(
                f"made{p}",
                f"产品{p} | product {p}",
                "tC",
                sum_where("carbon", "carbon", **_OUT, unit="[unit]", makes=str(p)),
                format=DASH,
            )
            for p in _PRODUCTS
        ),
        calculated(
            "leading",
            "进入产品的碳 | carbon on its way to products",
            "tC",
            f"SUM([to1]:[to{units}])+{_SOLD}",
            format=DASH,
        ),
        filled={
            "unit": _each_unit(units, lambda _, unit: "=" + _label_of(unit)),
            "stage": _each_unit(units, lambda stage, _: f"=stage_{stage}"),
            **{
                f"to{k}": _each_unit(units, lambda stage, unit, taker=k: _handed_on(stage, unit, taker))
                for k in _numbers(units)
            },
        },
        note="只计“产品带出”。副产品（不属于所填产品的边界外物料）不承担份额；返回上游的燃料气不计。"
        "工序按本表的行序编号：工序 1 为第 1 行。"
        " | Carbon out in products only. By-products that are none of the products bear no share; fuel gas that goes "
        "back "
        "up the line does not count. Units are numbered as the rows stand: unit 1 is the first row.",
    )


# ── from there to the shares ─────────────────────────────────────────────────────────────────────────────────────


def _stage_cells(name: str, stage: str) -> str:
    """The cells of a column in the rows of one stage."""
    return f"{at(name, _chain_row(stage, 1))}:{at(name, _chain_row(stage, PRODUCT_ROWS))}"


def _derived(stage: str, product: int, unit: int, units: int) -> str:
    """The share by the carbon: what becomes the product in the unit itself, and further down."""
    row = _unit_row(stage, unit, units)
    leading, made = at("outflow_leading", row), at(f"outflow_made{product}", row)
    if unit < units:
        handed_on = f"{at(f'outflow_to{unit + 1}', row)}:{at(f'outflow_to{units}', row)}"
        made += f"+SUMPRODUCT({handed_on},[u{unit + 1}]:[u{units}])"
    by_carbon = f"MIN(1,({made})/{leading})"
    # What is replaced is a part of the existing plant, so the existing shares hold where its own flows say nothing.
    else_ = at(f"chain_u{unit}", _chain_row("existing", product)) if stage == "replaced" else '""'
    return f"=IF([makes]=0,0,IF([products]=1,1,IF({leading}=0,{else_},{by_carbon})))"


def _in_use(stage: str, product: int, unit: int) -> str:
    own = at(f"share_{stage}_own{product}", unit)
    return f'=IF({own}="",[d{unit}],{own})'


def _to_others(stage: str, product: int, taker: int, units: int) -> str:
    """Carbon of the product that a unit takes in which does not make the product itself."""
    taken = sum_where("carbon", "carbon", **_OUT, flow="flow_internal", makes=str(product), partner=_label_of(taker))
    return f"=IF({at(f'outflow_made{product}', _unit_row(stage, taker, units))}>0,0,{taken})"


def _passed_on(stage: str, product: int, units: int) -> str:
    """The part of a product that becomes other products, whose shares hold its emission already."""
    others = (f"[t{k}]*MAX(0,MIN(1,SUM({_stage_cells(f'chain_u{k}', stage)})-SUM([u{k}])))" for k in _numbers(units))
    sold = sum_where("carbon", "carbon", **_OUT, flow="flow_external", makes=str(product))
    whole = f"({sold}+SUM([t1]:[t{units}]))"
    return f"=IF({whole}=0,0,({'+'.join(others)})/{whole})"


def _makes(stage: str, product: int) -> str:
    made = at(f"products_{_MADE_BY[stage]}", product)
    return f'=IF([product]="",0,IF(SUM({made})>0,1,0))'


def _of_units(prefix: str, words: str, units: int) -> tuple[Column, ...]:
    return tuple(
        figure(f"{prefix}{k}", both(words).within(f"{{}}：工序 {k} | {{}}: unit {k}"), width=9, format="0.000")
        for k in _numbers(units)
    )


def _chain(units: int) -> Table:
    """Return how the shares of so many process units are derived."""
    return table(
        "chain",
        "推导用：份额的推导 | For the shares: how they are derived",
        "18 12 9 9 9 " + " ".join(["9"] * (2 * units)) + " " + " ".join(["11"] * units) + " 10",
        label("product", "产品 | product"),
        label("stage", "阶段 | stage"),
        number_label("number", "产品序号 | number of the product"),
        figure("makes", "该阶段生产 | made in the stage", width=9, format="0"),
        figure("products", "该阶段产品数 | products of the stage", width=9, format="0"),
        *_of_units("d", "推导 | derived", units),
        *_of_units("u", "采用 | in use", units),
        *(figure(f"t{k}", f"转给其他产品：工序 {k} | to other products: unit {k}", **_amount) for k in _numbers(units)),
        figure("passed", "转为其他产品的比例 | part that becomes other products", width=10, format="0.000"),
        filled={
            "product": _each_product(
                lambda _, p: "=" + blank_if(f'{at("products_product", p)}=""', at("products_product", p))
            ),
            "stage": _each_product(lambda stage, _: f"=stage_{stage}"),
            "number": _each_product(lambda _, p: p),
            "makes": _each_product(_makes),
            "products": _each_product(lambda stage, _: f"=SUM({_stage_cells('chain_makes', stage)})"),
            **{
                f"d{k}": _each_product(lambda stage, p, unit=k: _derived(stage, p, unit, units))
                for k in _numbers(units)
            },
            **{f"u{k}": _each_product(lambda stage, p, unit=k: _in_use(stage, p, unit)) for k in _numbers(units)},
            **{
                f"t{k}": _each_product(lambda stage, p, taker=k: _to_others(stage, p, taker, units))
                for k in _numbers(units)
            },
            "passed": _each_product(lambda stage, p: _passed_on(stage, p, units)),
        },
    )


def share_areas(units: int) -> dict[str, tuple[str, str]]:
    """Return the names of the rectangles of shares, each with where it begins and ends."""
    return {
        "chain_derived": ("chain_d1", f"chain_d{units}"),
        "chain_used": ("chain_u1", f"chain_u{units}"),
        **{
            f"share_{stage}_shares": (f"share_{stage}_share1", f"share_{stage}_share{PRODUCT_ROWS}")
            for stage in STAGE_KEYS
        },
    }


# ── the shares of a stage ────────────────────────────────────────────────────────────────────────────────────────

_OWN, _USED = f"[own1]:[own{PRODUCT_ROWS}]", f"[share1]:[share{PRODUCT_ROWS}]"


def _used(stage: str, product: int) -> str:
    return blank_if(f'{at("products_product", product)}=""', f"INDEX(chain_used,{_chain_row(stage, product)},{{i}})")


def _covered(stage: str) -> str:
    """What the shares of a unit add up to, without what one product passes on to another."""
    return "+".join(f"SUM([share{p}])*(1-{at('chain_passed', _chain_row(stage, p))})" for p in _PRODUCTS)


def _unexplained(stage: str) -> str:
    """Whether a share is entered that is neither what the flows say nor, where they say nothing, 0 or 1."""

    def differs(product: int) -> str:
        own, derived = f"[own{product}]", f"INDEX(chain_derived,{_chain_row(stage, product)},{{i}})"
        by_flows = f"ABS({own}-{derived})>{_SAME}"
        return f"IF(ISNUMBER({own}),IF(ISNUMBER({derived}),{by_flows},AND({own}<>0,{own}<>1)),FALSE)"

    return either(differs(product) for product in _PRODUCTS)


def _of_no_product(stage: str) -> str:
    """Whether a share is entered for a product that the stage does not make."""
    return either(f"AND(SUM([own{p}])>0,{at('chain_makes', _chain_row(stage, p))}=0)" for p in _PRODUCTS)


def _check(stage: str) -> Text:
    emits = f"{at(f'summary_{stage}_activity', '{i}')}>0"
    return said.first_of(
        (f"COUNT({_OWN})<COUNTA({_OWN})", "✗ 份额不是数值 | ✗ a share is not a number"),
        (f'COUNTIF({_OWN},">1")>0', "✗ 份额应为 0–1，疑为百分数 | ✗ a share is 0 to 1; percent?"),
        (f'COUNTIF({_OWN},"<0")>0', "✗ 份额应为 0–1 | ✗ a share is 0 to 1"),
        (f"NOT({emits})", ""),
        (f"{at('chain_products', _chain_row(stage, 1))}=0", ""),
        (_of_no_product(stage), "✗ 该阶段不生产此产品，却填了份额 | ✗ share of a product that the stage does not make"),
        (
            f"COUNT({_USED})=0",
            "✗ 有排放但碳流推不出份额，请填写（不计入填 0） | ✗ emits, the flows say no share: enter it (0 if none)",
        ),
        (
            f'AND([reason]="",{_unexplained(stage)})',
            "✗ 份额不是 1 也与碳流不符，缺理由 | ✗ neither 1 nor what the flows say: reason missing",
        ),
        (f"[covered]>1+{TOLERANCE}", "✗ 份额合计大于 1，排放重复计入 | ✗ shares above 1: counted twice"),
        (
            f'AND([reason]="",[covered]<1-{TOLERANCE})',
            "✗ 份额合计小于 1，部分排放不计入任何产品 | ✗ shares below 1: emission that belongs to no product",
        ),
        (f"[covered]<1-{TOLERANCE}", "! 份额合计小于 1，已说明理由 | ! shares below 1, with a reason"),
        otherwise="✓",
    )


OWN = Meaning.OWN_SHARE


def _stage_table(stage: str, units: int) -> Table:
    return table(
        f"share_{stage}",
        both(_STAGE_WORDS[stage]).within("产品份额：{} | Shares in the products: {}"),
        "26 " + " ".join(["10"] * PRODUCT_ROWS) + " 34 " + " ".join(["10"] * PRODUCT_ROWS) + " 11 40",
        label("unit", "工序 | process unit", "INDEX(unit_list,{i})", meaning=Meaning.UNIT),
        *(
            number(f"own{p}", f"填写：产品{p} | entered: product {p}", "0–1", FRACTION, format="0.000", meaning=OWN)
            for p in _PRODUCTS
        ),
        REASON,
        *(
            calculated(
                f"share{p}",
                f"采用：产品{p} | in use: product {p}",
                "0–1",
                _used(stage, p),
                format="0.000",
                meaning=Meaning.PRODUCT_SHARE,
            )
            for p in _PRODUCTS
        ),
        calculated(
            "covered", "合计（扣除转给其他产品的） | sum, less what is passed on", "0–1", _covered(stage), format="0.000",
            meaning=Meaning.SHARE_SUM,
        ),
        calculated_text("check", "检查 | check", said.or_error(_check(stage), "✗ 计算出错 | ✗ error"), role=Role.CHECK),
        rows=units,
        stage=SharedEntry(stage),
    )  # fmt: skip


def shares_sheet(units: int) -> Sheet:
    """Return the sheet of the shares of so many process units."""
    return free_sheet(
        "shares",
        "产品份额 | Product shares",
        *(_stage_table(stage, units) for stage in ("proposed", "existing", "construction", "replaced")),
        tab="input",
        page="one page",
        intro="份额为该工序排放计入各产品绩效的部分（0–1），产品顺序见“项目信息”，各阶段分别取。该阶段只有一种产品时为 1；碳流说得清的按碳的去向推导；"
        "推不出的（如锅炉、公用工程）在“填写”列填写，填写的优先，不是 1 也不同于推导值的要写理由。一种产品又是另一种的原料时（如甲醇与烯烃），上游工序同时计入两者，"
        "合计中扣除转给后者的部分，应为 1。"
        " | The share (0 to 1) of a unit's emission that counts for each product, in the order of the sheet Project, "
        "stage "
        "by stage. It is 1 where the stage makes one product; where the carbon flows say it, it follows from them; "
        "else "
        "(boilers, utilities) enter it. What is entered goes first and wants a reason unless it is "
        "1 or what the flows say. "
        "Where one product is the feed of another (methanol and olefins) upstream units count for both; the sum "
        "leaves out "
        "what is passed on and is to be 1.",
    )


def derivation_sheet(units: int) -> Sheet:
    """Return the sheet that derives the shares of so many process units."""
    return free_sheet(
        "derivation",
        "份额推导 | Share derivation",
        _outflow(units),
        _chain(units),
        tab="library",
        intro="计算用：“产品份额”表的推导值由此得出，不用填写。"
        " | For formulas: what the sheet Product shares derives. There is nothing to fill in.",
    )


# ── files of earlier versions ────────────────────────────────────────────────────────────────────────────────────

CARRIED: Mapping[str, str] = {
    "share_proposed_unit": "units_unit",
    **{f"share_proposed_own{p}": f"units_share{p}" for p in _PRODUCTS},
}
"""What versions before 1.2 call the shares, which they had once for all stages."""


def per_stage(data: Mapping[str, Any], old_version: str) -> Mapping[str, Any]:
    """Give each stage the shares that an earlier version had for all of them.

    Those of the proposed project are carried over as they are. An existing plant with one product needs none; where it
    has several, the old shares stand for it too and are checked against its flows.
    """
    if not old_version.startswith(("1.0", "1.1")):
        return data
    existing = [row for row in data.get("products", ()) if row.get("existing")]
    if len(existing) < 2:
        return data
    own = [
        {key: value for key, value in row.items() if key.startswith("own")} for row in data.get("share_proposed", ())
    ]
    return {**data, "share_existing": own, "share_replaced": own}
