"""Uncertainty of the present inventory: the IPCC Approach 1 table with contributions to variance and to the trend.

Rows of a ledger that take the same factor of the library vary together: their parts are added
before they are squared. Ledgers are taken as independent of each other.
"""

from __future__ import annotations

from pycore.library.guide_words import DOMAINS
from pycore.sheets.definition import Field, Panel, Sheet, Table
from pycore.sheets.formulas import core_first
from workbooks.common.approach1 import HALF, TREND_ACTIVITY, TREND_FACTOR, Approach1, relative
from workbooks.common.cells import blank_if, sum_where
from workbooks.common.columns import DASH, PERCENT, combined
from workbooks.common.fields import derived
from workbooks.common.pages import chart, free_sheet, label, panel, table
from workbooks.common.quantities import deviation, in_unit, percentage, relative_uncertainty
from workbooks.industrial_park.inventory import PRESENT, YEARS
from workbooks.industrial_park.ledgers import LEDGERS, ParkLedger
from workbooks.industrial_park.units import GHG, RATE, WHOLE

_BASE, _PRESENT = f"settings_year{YEARS[0]}", f"settings_year{PRESENT}"
_PRECISE = "0.00%"

# ── what stands in the rows: a ledger each ───────────────────────────────────────────────────────────────────────


def _emission(ledger: ParkLedger, year: str) -> str:
    """The emission of a year; reductions are negative."""
    return ("=-" if ledger.sign < 0 else "=") + sum_where(ledger.key, "co2e", year=year)


def _variance(ledger: ParkLedger, column: str) -> str:
    return sum_where(ledger.key, column, year=_PRESENT)


# ── formulas of table 3.2 ────────────────────────────────────────────────────────────────────────────────────────


_ROWS = Approach1("approach1")
_NO_BASE = f"{_ROWS.sum('base')}=0"
_TYPE_A, _TYPE_B = blank_if(_NO_BASE, _ROWS.type_a), blank_if(_NO_BASE, _ROWS.type_b)
_TREND_FACTOR = blank_if('[type_a]=""', TREND_FACTOR)
_TREND_ACTIVITY = blank_if('[type_b]=""', TREND_ACTIVITY)
_TREND = _ROWS.trend_variance
_TREND_PART = blank_if('[type_a]=""', f"IF({_TREND}=0,0,([trend_factor]^2+[trend_activity]^2)/({_TREND}))")
_CHANGE = 'IF([base]=0,"–",([current]-[base])/ABS([base]))'
# The published function asks for a positive base and no negative present value.
_CHANGE_U_CORE = (
    "IF(AND([base]>0,[current]>=0),INDEX(TL_TREND_UNCERTAINTY([base],[current],[u_activity],[u_factor]),1,3),NA())"
)
_CHANGE_U = core_first(_CHANGE_U_CORE, "ABS([current]/[base])*[u_activity]*SQRT(2)")
_emitted, _sensitivity = in_unit(GHG, DASH), in_unit("", "0.0000")


def _approach1() -> Table:
    return table(
        "approach1",
        "不确定性分析表（IPCC 方法 1，2006 指南第 1 卷表 3.2）"
        " | Uncertainty table (IPCC Approach 1, 2006 guidelines, volume 1, table 3.2)",
        "22 16 15 15 11 11 11 14 12 11 11 11 11 12 12 12",
        label("source", "排放源 | source"),
        label("domain", "领域 | domain"),
        _emitted("base", "起始年排放 | first year", total=True),
        _emitted("current", "基准年排放 | base year", total=True),
        relative_uncertainty("u_activity", "活动数据 | activity data"),
        relative_uncertainty("u_factor", "排放因子 | factors"),
        relative_uncertainty("u", "合成不确定度 | combined", combined("[u_activity]:[u_factor]")),
        _emitted("half", "95% 区间半宽 | half of the 95 % interval", HALF),
        percentage("part", "对总方差的贡献 | part of the variance", _ROWS.part, total=True),
        _sensitivity("type_a", "A 类敏感度 | type A sensitivity", _TYPE_A),
        _sensitivity("type_b", "B 类敏感度 | type B sensitivity", _TYPE_B),
        percentage("trend_factor", "趋势：因子 | trend: factors", _TREND_FACTOR, format=_PRECISE),
        percentage("trend_activity", "趋势：活动数据 | trend: activity", _TREND_ACTIVITY, format=_PRECISE),
        percentage("trend_part", "对趋势方差的贡献 | part of the trend's variance", _TREND_PART),
        deviation("change", "本源变化率 | change of the source", _CHANGE),
        relative_uncertainty("change_u", "本源趋势不确定度 | its uncertainty", f'IF([base]=0,"–",{_CHANGE_U})'),
        totals=True,
        filled={
            "source": [ledger.name for ledger in LEDGERS],
            "domain": [DOMAINS[ledger.domain] for ledger in LEDGERS],
            "base": [_emission(ledger, _BASE) for ledger in LEDGERS],
            "current": [_emission(ledger, _PRESENT) for ledger in LEDGERS],
            "u_activity": ["=" + relative(_variance(ledger, "variance_activity")) for ledger in LEDGERS],
            "u_factor": [
                "=" + relative(f"{_variance(ledger, 'shared')}-{_variance(ledger, 'variance_activity')}")
                for ledger in LEDGERS
            ],
        },
        note="相对不确定度为 95% 区间半宽除以均值。起始年为历史第一年，当年为基准年；两年活动数据相互独立、因子相同。减排量以负值列入。"
        " | Relative uncertainties are half of the 95 % interval over the mean. From the first year of history to "
        "the base year; activity data of the two are independent, factors the same. Reductions enter as negative.",
    )


def _trend() -> Panel:
    half = "ABS(trend_current)*trend_level"

    def emission(key: str, words: str, formula: str) -> Field:
        return derived(key, words, GHG, formula, format=WHOLE)

    return panel(
        "trend",
        "总量与趋势的不确定度 | Uncertainty of total and trend",
        emission("base", "起始年总量 | total of the first year", "approach1_base_total"),
        emission("current", "基准年总量 | total of the base year", "approach1_current_total"),
        derived(
            "level",
            "基准年总量的相对不确定度 | relative uncertainty of the total",
            "±%",
            blank_if("trend_current=0", _ROWS.total_uncertainty),
            format=PERCENT,
        ),
        emission(
            "low", "95% 区间下限 | lower end of the 95 % interval", blank_if('trend_level=""', f"trend_current-{half}")
        ),
        emission(
            "high", "95% 区间上限 | upper end of the 95 % interval", blank_if('trend_level=""', f"trend_current+{half}")
        ),
        derived(
            "change",
            "变化率（起始年至基准年） | change from the first to the base year",
            "%",
            blank_if("trend_base=0", "(trend_current-trend_base)/trend_base"),
            format=RATE,
        ),
        derived(
            "change_u",
            "变化率的不确定度（百分点，95%） | its uncertainty (percentage points, 95 %)",
            "±%",
            blank_if("trend_base=0", _ROWS.trend_uncertainty),
            format=PERCENT,
        ),
    )


def uncertainty_sheet() -> Sheet:
    """Return the sheet of uncertainty."""
    title = "各排放源对总方差的贡献（基准年） | Parts of the variance of the total (base year)"
    column = [("part", "贡献 | part")]
    parts = chart("variance", title, "", "approach1_source", column, width=1100, percent=True)
    return free_sheet(
        "uncertainty",
        "不确定性 | Uncertainty",
        _approach1(),
        _trend(),
        parts,
        page="one page",
        intro="误差传播（方法 1）由单元格公式计算；蒙特卡洛（方法 2）用 twinledger simulate 在整本工作簿上抽样，共用因子的行一起变化。"
        " | Error propagation (Approach 1) is calculated by the cells; Monte Carlo (Approach 2), "
        "twinledger simulate, draws through the whole workbook: rows that share a factor vary together.",
    )
