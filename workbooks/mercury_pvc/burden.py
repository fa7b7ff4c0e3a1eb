"""What the rules cost each plant: tax, allowances, monitoring, retrofit, less what support takes off."""

from __future__ import annotations

from pycore.decision.annuity import CRF
from pycore.equations.domain import ANY, FRACTION, NOT_NEGATIVE, Domain
from pycore.language import both
from pycore.library import Factor, library
from pycore.sheets.definition import Role
from pycore.sheets.formulas import core_first
from workbooks.common.cells import at, blank_if, in_words, rank_of, sum_where
from workbooks.common.columns import PERCENT, calculated, number, text
from workbooks.common.fields import derived, quantity, selection
from workbooks.common.pages import calculated_text, chart, free_sheet, label, panel, sheet, table
from workbooks.common.quantities import in_unit, percentage
from workbooks.mercury_pvc import size
from workbooks.mercury_pvc.entries import checked
from workbooks.mercury_pvc.plants import PLANT
from workbooks.mercury_pvc.tax import AIR, SETTINGS, WATER

WAN = "万元/a | 10⁴ CNY/a"
_wan = in_unit(WAN, "#,##0.0", total=True)
PATH, COSTS = 6, 24
_LIFE = Domain(0, 50, low_open=True)
_ANNUAL = (
    "IF(SUM([capex],[grant])=0,0,"
    + core_first(CRF.call(("costs_rate", "[life]")), CRF.native(("costs_rate", "[life]")))
    + ")"
)

# ── allowances ───────────────────────────────────────────────────────────────────────────────────────────────────

PRICES = table(
    "price_path",
    "碳价路径 | Path of the carbon price",
    "10 14 12 44 16 26 24",
    *checked(
        number("year", "年份 | year", "", Domain(2020, 2060), format="0", required=True),
        number("price", "碳价 | price", "元/tCO2 | CNY/tCO2", NOT_NEGATIVE, required=True),
        number("free", "免费配额比例 | free share", "0–1", FRACTION, format=PERCENT),
        text("source", "来源或假设 | source or assumption", required=True, lines=2),
        _wan(
            "region",
            "区域配额费用 | allowances, region",
            blank_if('OR([year]="",[price]="",[free]="")', sum_where("allowances", "cost", year="[year]")),
        ),
        tests=(("COUNTIF(price_path_year,[year])>1", both("年份重复 | year given twice")),),
        begins="year price",
    ),
    rows=PATH,
    ledger=True,
    note="因子库中的收盘价是个别日期的值，不作插值；未来年份是使用者的假设，须写明来源。"
    " | The library's closes are those of single days and are not interpolated; later years are the user's "
    "assumptions.",
)
_PLANT_ROW, _YEAR_ROW = f"(INT(({{i}}-1)/{PATH})+1)", f"(MOD({{i}}-1,{PATH})+1)"


def _of_path(column: str) -> str:
    cell = at(f"price_path_{column}", _YEAR_ROW)
    return blank_if(f'OR([plant]="",{cell}="")', cell)


ALLOWANCES = table(
    "allowances",
    "各企业按碳价路径的配额费用（排放取核算年） | Allowances of each plant along the path (emission of the year of account)",
    "22 10 16 14 12 16",
    label("plant", "企业 | plant", f'INDEX(plants_name,{_PLANT_ROW})&""'),
    calculated("year", "年份 | year", "", _of_path("year"), format="0", role=Role.LABEL),
    in_unit("tCO2", "#,##0")(
        "co2", "CO2", blank_if('[plant]=""', sum_where("co2_accounts", "co2", plant="[plant]", year="settings_year2"))
    ),
    in_unit("元/tCO2 | CNY/tCO2", "0.00")("price", "碳价 | price", _of_path("price")),
    percentage("free", "免费配额 | free", _of_path("free")),
    in_unit(WAN, "#,##0.0")(
        "cost",
        "配额费用 | allowances",
        blank_if('OR([plant]="",[year]="",[price]="",[free]="")', "[co2]*(1-[free])*[price]/10000"),
    ),
    rows=size.PLANTS * PATH,
    note="聚氯乙烯尚未纳入全国碳市场（2025 年覆盖范围）：这是纳入后的情形。"
    " | PVC is not covered by the national market (coverage of 2025): this is what it would cost if it were.",
)

# ── monitoring, retrofit, support ────────────────────────────────────────────────────────────────────────────────

_SETTINGS = panel(
    "costs",
    "负担核算设置 | Settings of the burden",
    selection("price_year", "配额费用取哪一年的碳价 | price of which year", "=price_path_year"),
    selection("covered", "计入配额费用 | count allowances", "yesno", value="yes", required=True),
    quantity("rate", "折现率 | discount rate", "0–1", FRACTION, format=PERCENT),
    derived("year", "核算年 | year of account", "", "settings_year2", format="0"),
    helps={"rate": "由使用者确定；填 0 则投资按年限均摊。 | The user's choice; 0 spreads investments evenly."},
)
_costs = in_unit(WAN, "#,##0.0", total=True)
PLANT_COSTS = table(
    "plant_costs",
    "监测、改造费用与支持（核算年价格） | Monitoring, retrofit and support",
    "20 30 14 14 9 14 14 14 14 14 14 26 24",
    *checked(
        PLANT,
        text("item", "项目 | item", required=True),
        number("monitoring", "监测费用 | monitoring", WAN, NOT_NEGATIVE),
        number("capex", "改造投资 | investment", "万元 | 10⁴ CNY", NOT_NEGATIVE),
        number("life", "年限 | life", "a", _LIFE, format="0"),
        number("running", "运行费用变化 | change of running costs", WAN, ANY),
        number("saving", "节约 | saving", WAN, NOT_NEGATIVE),
        number("grant", "投资补助 | grant", "万元 | 10⁴ CNY", NOT_NEGATIVE),
        number("support", "年度支持（减税、奖励、优惠贷款） | support a year", WAN, NOT_NEGATIVE),
        _costs(
            "retrofit",
            "年化改造费用 | retrofit, annual",
            blank_if('[plant]=""', f"SUM([capex])*{_ANNUAL}+SUM([running])-SUM([saving])"),
        ),
        _costs(
            "relief", "年化激励 | incentive, annual", blank_if('[plant]=""', f"SUM([grant])*{_ANNUAL}+SUM([support])")
        ),
        tests=(
            ("COUNT([monitoring],[capex],[running],[saving],[grant],[support])=0", both("没有金额 | no amount")),
            ('AND(SUM([capex],[grant])>0,[life]="")', both("有投资而缺年限 | an investment without a life")),
            ('AND(SUM([capex],[grant])>0,costs_rate="")', both("缺折现率 | discount rate missing")),
            ("SUM([grant])>SUM([capex])", both("补助多于投资 | the grant is more than the investment")),
            ("OR(ISERROR([retrofit]),ISERROR([relief]))", both("费用不能计算 | costs cannot be calculated")),
        ),
        begins="plant item",
    ),
    rows=COSTS,
    ledger=True,
)

# ── the burden ───────────────────────────────────────────────────────────────────────────────────────────────────

_OF = {"plant": "[plant]", "year": "settings_year2"}
_NONE = '[plant]=""'


def _taxes(column: str) -> str:
    parts = "+".join(sum_where(f"tax_{medium.key}", column, **_OF) for medium in (AIR, WATER))
    return blank_if(_NONE, f"({parts})/10000")


def _of_costs(column: str) -> str:
    return blank_if(_NONE, sum_where("plant_costs", column, plant="[plant]"))


_DECLARED = blank_if(
    f"IF({_NONE},TRUE,SUM({sum_where('hg_accounts', 'hg_air', **_OF)})=0)",
    f"{sum_where('tax_air', 'hg', **_OF)}/{sum_where('hg_accounts', 'hg_air', **_OF)}",
)
_HG_STATE = in_words(
    'IF([declared]="","",IF(ABS([declared]-1)<=settings_tolerance,"✓","! {}"))',
    "与汞核算的大气汞不一致 | not what the mercury account says",
)
BURDEN = table(
    "burden",
    "各企业负担（核算年） | Burden on each plant (year of account)",
    "22 14 14 13 13 13 14 13 13 14 13 14 13 12 12 9 12 24",
    label("plant", "企业 | plant", 'INDEX(plants_name,{i})&""'),
    in_unit("t", "#,##0")("pvc", "聚氯乙烯 | PVC", blank_if(_NONE, sum_where("output", "pvc", **_OF))),
    _wan("revenue", "营业收入 | revenue", blank_if(_NONE, sum_where("output", "revenue", **_OF)), format="#,##0"),
    _wan("tax_without", "环保税（不含汞） | tax without mercury", _taxes("due_without")),
    _wan("tax_hg", "汞增加的税 | tax that mercury adds", blank_if(_NONE, "[taxes]-[tax_without]")),
    _wan("taxes", "环保税合计 | tax", _taxes("due")),
    _wan(
        "allowance",
        "配额费用 | allowances",
        blank_if(
            _NONE,
            (
                f"IF(costs_covered=yesno_yes,"
                f"{sum_where('allowances', 'cost', plant='[plant]', year='costs_price_year')},0)"
            ),
        ),
    ),
    _wan("monitoring", "监测 | monitoring", _of_costs("monitoring")),
    _wan("retrofit", "年化改造 | retrofit", _of_costs("retrofit")),
    _wan("total", "负担合计 | burden", blank_if(_NONE, "[taxes]+[allowance]+[monitoring]+[retrofit]")),
    _wan("relief", "激励 | incentive", _of_costs("relief")),
    _wan("net", "扣除激励后 | net of incentives", blank_if(_NONE, "[total]-[relief]")),
    percentage(
        "share", "占营业收入 | of revenue", blank_if('IF([plant]="",TRUE,SUM([revenue])=0)', "[total]/[revenue]")
    ),
    percentage("net_share", "激励后占比 | net, of revenue", blank_if('[share]=""', "[net]/[revenue]")),
    in_unit("元/t | CNY/t", "0.0")(
        "per_t", "单位产品负担 | for each t", blank_if('IF([plant]="",TRUE,SUM([pvc])=0)', "[total]*10000/[pvc]")
    ),
    calculated(
        "rank", "占比排序 | rank by share", "", blank_if('[share]=""', rank_of("[share]", "burden_share")), format="0"
    ),
    percentage("declared", "计税汞与核算之比 | mercury taxed over account", _DECLARED),
    calculated_text("state", "税与核算 | tax and account", _HG_STATE),
    rows=size.PLANTS,
    totals=True,
    headline=True,
    note="汞增加的税 = 含汞税额 − 不含汞税额；不含汞时第四位污染物可能递补。占比合计见下表。"
    " | What mercury adds: the tax less that without mercury, where a fourth pollutant may take its place.",
)
_REGION = panel(
    "burden_region",
    "区域合计 | The region",
    derived("total", "负担合计 | burden", WAN, "SUM(burden_total)", format="#,##0.0"),
    derived("net", "扣除激励后 | net of incentives", WAN, "SUM(burden_net)", format="#,##0.0"),
    derived(
        "share",
        "占营业收入 | of revenue",
        "%",
        blank_if("SUM(burden_revenue)=0", "burden_region_total/SUM(burden_revenue)"),
        format=PERCENT,
    ),
    derived(
        "tax_hg_part",
        "汞占环保税 | of the tax from mercury",
        "%",
        blank_if("SUM(burden_taxes)=0", "SUM(burden_tax_hg)/SUM(burden_taxes)"),
        format=PERCENT,
    ),
    derived(
        "share_high", "占比最高 | highest share", "%", 'IF(COUNT(burden_share)=0,"",MAX(burden_share))', format=PERCENT
    ),
    derived(
        "share_low", "占比最低 | lowest share", "%", 'IF(COUNT(burden_share)=0,"",MIN(burden_share))', format=PERCENT
    ),
)
_CHART = chart(
    "burden",
    "各企业负担的构成 | What the burden is made of",
    WAN,
    "burden_plant",
    [
        ("tax_without", "环保税（不含汞） | tax without mercury"),
        ("tax_hg", "汞增加的税 | tax that mercury adds"),
        ("allowance", "配额费用 | allowances"),
        ("monitoring", "监测 | monitoring"),
        ("retrofit", "年化改造 | retrofit"),
    ],
    stacked=True,
    width=1100,
)
SHEETS = (
    free_sheet(
        "tax_settings", "税额与设置 | Rates", SETTINGS, _SETTINGS, PRICES, AIR.keys(), WATER.keys(), tab="input"
    ),
    sheet("tax_air", "废气环保税 | Tax, air", AIR.table()),
    sheet("tax_water", "废水环保税 | Tax, water", WATER.table()),
    sheet("plant_costs", "监测与改造费用 | Costs", PLANT_COSTS),
    sheet("allowances", "配额费用 | Allowances", ALLOWANCES, tab="result"),
    free_sheet("burden", "企业负担 | Burden", BURDEN, _REGION, _CHART, page="one page"),
)
AREAS = {**AIR.areas, **WATER.areas}


def factors() -> list[Factor]:
    """The rows of the library behind the tax, and the closes that a price path may quote."""
    codes = [f"tax.equivalent_{m.key}.{code}" for m in (AIR, WATER) for code in (*(c for _, c, _ in m.others), "Hg")]
    rows = [library().factor(id) for id in (*codes, "tax.rule.reduced_30", "tax.rule.reduced_50")]
    more = ("tax.law.", "tax.rate_", "carbon_price.CEA.close.")
    return [
        *rows,
        *(row for key in ("tax", "carbon_price") for row in library().category(key) if row.id.startswith(more)),
    ]
