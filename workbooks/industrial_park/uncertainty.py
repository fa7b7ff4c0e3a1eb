"""Uncertainty of the present inventory: the IPCC Approach 1 table with contributions to variance and to the trend.

Formulas are those of IPCC 2006, volume 1, chapter 3, table 3.2: activity data of two years are independent, factors
are the same in both. Rows of a ledger that take the same factor of the library vary together: their parts are added
before they are squared. Ledgers are taken as independent of each other.
"""

from __future__ import annotations

from pycore.language import Text, both
from pycore.library.guide_words import DOMAINS
from pycore.sheets.definition import Chart, Field, Kind, Panel, Role, Series, Sheet, Table
from pycore.sheets.formulas import core_first
from pycore.uncertainty.propagation import native_u_sum
from workbooks.common.columns import DASH, PERCENT, calculated, combined, figure, text
from workbooks.industrial_park.inventory import PRESENT, YEARS
from workbooks.industrial_park.ledgers import LEDGERS, ParkLedger
from workbooks.industrial_park.ledgers_shared import T_CO2E

_FIRST = YEARS[0]
_PERCENT = both("±%")
_BASE_SUM, _PRESENT_SUM = "SUM(approach1_base)", "SUM(approach1_current)"


def _signed(ledger: ParkLedger, year: int) -> str:
    sign = "-" if ledger.sign < 0 else ""
    return f"={sign}SUMIFS({ledger.key}_co2e,{ledger.key}_year,settings_year{year})"


def _variance(ledger: ParkLedger, column: str) -> str:
    return f"SUMIFS({ledger.key}_{column},{ledger.key}_year,settings_year{PRESENT})"


def _relative(ledger: ParkLedger, variance: str) -> str:
    return f"=IF([current]=0,0,SQRT(MAX(0,{variance}))/ABS([current]))"


def _approach1() -> Table:
    own_trend = "ABS([current]/[base])*[u_activity]*SQRT(2)"
    return Table(
        key="approach1",
        title=both(
            "不确定性分析表（IPCC 方法 1，2006 指南第 1 卷表 3.2） | Uncertainty table (IPCC Approach 1, 2006 guidelines, volume "
            "1, table 3.2)"
        ),
        rows=len(LEDGERS),
        totals=True,
        note=both(
            "相对不确定度为 95% 区间半宽除以均值。起始年为历史第一年，当年为基准年；两年活动数据相互独立、因子相同。减排量以负值列入。 | Relative uncertainties are half "
            "of the 95 % interval over the mean. From the first year of history to the base year; activity data "
            "of the two are independent, factors the same. Reductions enter as negative."
        ),
        columns=(
            text("source", "排放源 | source", width=22, role=Role.LABEL),
            text("domain", "领域 | domain", width=16, role=Role.LABEL),
            figure("base", "起始年排放 | first year", unit=T_CO2E, total=True),
            figure("current", "基准年排放 | base year", unit=T_CO2E, total=True),
            figure("u_activity", "活动数据 | activity data", unit=_PERCENT, format=PERCENT, width=11),
            figure("u_factor", "排放因子 | factors", unit=_PERCENT, format=PERCENT, width=11),
            calculated(
                "u", "合成不确定度 | combined", _PERCENT, combined("[u_activity]:[u_factor]"), format=PERCENT, width=11
            ),
            calculated(
                "half", "95% 区间半宽 | half of the 95 % interval", T_CO2E, "ABS([current])*[u]", format=DASH, width=14
            ),
            calculated(
                "part",
                "对总方差的贡献 | part of the variance",
                "%",
                "IF(SUMPRODUCT(approach1_half,approach1_half)=0,0,[half]^2/SUMPRODUCT(approach1_half,approach1_half))",
                format=PERCENT,
                width=12,
                total=True,
            ),
            calculated(
                "type_a",
                "A 类敏感度 | type A sensitivity",
                "",
                f'IF({_BASE_SUM}=0,"",[current]/{_BASE_SUM}-[base]*{_PRESENT_SUM}/{_BASE_SUM}^2)',
                format="0.0000",
                width=11,
            ),
            calculated(
                "type_b",
                "B 类敏感度 | type B sensitivity",
                "",
                f'IF({_BASE_SUM}=0,"",[current]/{_BASE_SUM})',
                format="0.0000",
                width=11,
            ),
            calculated(
                "trend_factor",
                "趋势：因子 | trend: factors",
                "%",
                'IF([type_a]="","",ABS([type_a])*[u_factor])',
                format="0.00%",
                width=11,
            ),
            calculated(
                "trend_activity",
                "趋势：活动数据 | trend: activity",
                "%",
                'IF([type_b]="","",ABS([type_b])*[u_activity]*SQRT(2))',
                format="0.00%",
                width=11,
            ),
            calculated(
                "trend_part",
                "对趋势方差的贡献 | part of the trend's variance",
                "%",
                'IF([type_a]="","",IF(SUMPRODUCT(approach1_trend_factor,approach1_trend_factor)+SUMPRODUCT(approach1_trend_activity,approach1_trend_activity)=0,0,'
                "([trend_factor]^2+[trend_activity]^2)/(SUMPRODUCT(approach1_trend_factor,approach1_trend_factor)+SUMPRODUCT(approach1_trend_activity,approach1_trend_activity))))",
                format=PERCENT,
                width=12,
            ),
            calculated(
                "change",
                "本源变化率 | change of the source",
                "%",
                'IF([base]=0,"–",([current]-[base])/ABS([base]))',
                format="+0.0%;-0.0%;0.0%",
                width=12,
            ),
            # The published function asks for a positive base and no negative present value.
            calculated(
                "change_u",
                "本源趋势不确定度 | its uncertainty",
                _PERCENT,
                f'IF([base]=0,"–",{core_first("IF(AND([base]>0,[current]>=0),INDEX(TL_TREND_UNCERTAINTY([base],[current],[u_activity],[u_factor]),1,3),NA())", own_trend)})',
                format=PERCENT,
                width=12,
            ),
        ),
        prefilled={
            "source": [ledger.name for ledger in LEDGERS],
            "domain": [DOMAINS[ledger.domain] for ledger in LEDGERS],
            "base": [_signed(ledger, _FIRST) for ledger in LEDGERS],
            "current": [_signed(ledger, PRESENT) for ledger in LEDGERS],
            "u_activity": [_relative(ledger, _variance(ledger, "variance_activity")) for ledger in LEDGERS],
            "u_factor": [
                _relative(ledger, f"{_variance(ledger, 'shared')}-{_variance(ledger, 'variance_activity')}")
                for ledger in LEDGERS
            ],
        },
    )


def _result(key: str, zh: str, en: str, formula: str, format: str, unit: Text) -> Field:
    return Field(
        key=key, title=Text(zh, en), unit=unit, role=Role.CALCULATED, kind=Kind.NUMBER, formula=formula, format=format
    )


def _trend() -> Panel:
    u_sum = f'IF(trend_current=0,"",{core_first("TL_U_SUM(approach1_current,approach1_u)", native_u_sum("approach1_current", "approach1_u"))})'
    squares = "SUMPRODUCT(approach1_trend_factor,approach1_trend_factor)+SUMPRODUCT(approach1_trend_activity,approach1_trend_activity)"
    return Panel(
        key="trend",
        title=both("总量与趋势的不确定度 | Uncertainty of total and trend"),
        fields=(
            _result("base", "起始年总量", "total of the first year", "approach1_base_total", "#,##0", T_CO2E),
            _result("current", "基准年总量", "total of the base year", "approach1_current_total", "#,##0", T_CO2E),
            _result("level", "基准年总量的相对不确定度", "relative uncertainty of the total", u_sum, PERCENT, _PERCENT),
            _result(
                "low",
                "95% 区间下限",
                "lower end of the 95 % interval",
                'IF(trend_level="","",trend_current-ABS(trend_current)*trend_level)',
                "#,##0",
                T_CO2E,
            ),
            _result(
                "high",
                "95% 区间上限",
                "upper end of the 95 % interval",
                'IF(trend_level="","",trend_current+ABS(trend_current)*trend_level)',
                "#,##0",
                T_CO2E,
            ),
            _result(
                "change",
                "变化率（起始年至基准年）",
                "change from the first to the base year",
                'IF(trend_base=0,"",(trend_current-trend_base)/trend_base)',
                "+0.0%;-0.0%;0.0%",
                both("%"),
            ),
            _result(
                "change_u",
                "变化率的不确定度（百分点，95%）",
                "its uncertainty (percentage points, 95 %)",
                f'IF(trend_base=0,"",SQRT({squares}))',
                PERCENT,
                _PERCENT,
            ),
        ),
    )


def uncertainty_sheet() -> Sheet:
    """Return the sheet of uncertainty."""
    return Sheet(
        key="uncertainty",
        title=both("不确定性 | Uncertainty"),
        tab="result",
        freeze=False,
        one_page=True,
        intro=both(
            "误差传播（方法 1）由单元格公式计算；蒙特卡洛（方法 2）用 twinledger simulate 在整本工作簿上抽样，共用因子的行一起变化。 | Error propagation "
            "(Approach 1) is calculated by the cells; Monte Carlo (Approach 2), twinledger simulate, draws "
            "through the whole workbook: rows that share a factor vary together."
        ),
        blocks=(
            _approach1(),
            _trend(),
            Chart(
                key="chart_variance",
                title=both("各排放源对总方差的贡献（基准年） | Parts of the variance of the total (base year)"),
                kind="column",
                width=1100,
                percent=True,
                series=(Series(title=both("贡献 | part"), categories="approach1_source", values="approach1_part"),),
            ),
        ),
    )
