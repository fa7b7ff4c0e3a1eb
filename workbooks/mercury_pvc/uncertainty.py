"""Uncertainty by error propagation (IPCC Approach 1): of mercury in, of mercury measured out, and of CO2.

The rows of the ledgers know their variances; rows that take the same factor of the library vary together within a year.
Of the carbide furnace and the lime kiln only what the CO2 account counts is added: the balance where a plant has one,
else the factor, whose half-widths add up before they are squared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pycore.language import Text, as_text, both
from pycore.sheets.definition import Chart, Panel, Table
from workbooks.common.approach1 import HALF, TREND_ACTIVITY, TREND_FACTOR, Approach1, relative
from workbooks.common.cells import blank_if, sum_where
from workbooks.common.columns import DASH, PERCENT, combined
from workbooks.common.fields import derived
from workbooks.common.pages import chart, free_sheet, label, panel, table
from workbooks.common.quantities import co2_variance, in_unit, percentage, relative_uncertainty
from workbooks.mercury_pvc import size
from workbooks.mercury_pvc.accounts import BY_BALANCE
from workbooks.mercury_pvc.lists import PATHWAYS

_YEARS = {"base": "settings_year1", "current": "settings_year2"}


@dataclass(frozen=True, kw_only=True)
class Source:
    """A row: what it emits in each year, and in the year of account the variance of activity data and of factors."""

    name: Text | str
    amounts: tuple[str, str]
    activity: str
    factor: str = "0"


def _ledger(name: Text | str, key: str, column: str, **criteria: str) -> Source:
    """All rows of a ledger, or those that hold what is asked."""
    now = {"year": _YEARS["current"], **criteria}
    activity = sum_where(key, "variance_activity", **now)
    return Source(
        name=name,
        amounts=(
            sum_where(key, column, year=_YEARS["base"], **criteria),
            sum_where(key, column, year=_YEARS["current"], **criteria),
        ),
        activity=activity,
        factor=f"{sum_where(key, 'shared', **now)}-{activity}",
    )


# ── the furnace and the kiln: what of them the account counts ────────────────────────────────────────────────────

_OF = {"plant": "[plant]", "year": "[year]"}
_COUNTED = {
    "carbide": ("calcium_carbide", f"NOT({BY_BALANCE})"),
    "lime": ("lime", f"NOT(AND(settings_lime=yesno_yes,NOT({BY_BALANCE})))"),
}
_NONE = '[plant]=""'


def _of_process(column: str, which: str, **more: str) -> str:
    item, test = _COUNTED[which]
    return blank_if(_NONE, f"IF({test},{sum_where('process', column, **_OF, item=f'process_item_{item}', **more)},0)")


_COMMON = {"id_emission_factor": '"?*"'}
_half = in_unit("tCO2", DASH)
COUNTED = table(
    "counted_variance",
    "电石炉与石灰窑计入部分的方差（计算用） | Variance of what is counted of furnace and kiln (for the calculation)",
    "22 9 15…",
    label("plant", "企业 | plant", 'INDEX(output_plant,{i})&""'),
    label("year", "年份 | year", blank_if(_NONE, "INDEX(output_year,{i})")),
    co2_variance(
        "balance", "碳平衡 | balance", blank_if(_NONE, f"IF({BY_BALANCE},{sum_where('flows', 'variance', **_OF)},0)")
    ),
    _half(
        "by_balance",
        "碳平衡：排放 | balance: CO2",
        blank_if(_NONE, f"IF({BY_BALANCE},{sum_where('flows', 'co2', **_OF)},0)"),
    ),
    *(
        column
        for which, words in (("carbide", "电石 | carbide"), ("lime", "石灰 | lime"))
        for column in (
            _half(which, both(words).within("{}：排放 | {}: CO2"), _of_process("co2", which)),
            co2_variance(
                f"{which}_activity",
                both(words).within("{}：活动数据 | {}: activity"),
                _of_process("variance_activity", which),
            ),
            _half(
                f"{which}_half",
                both(words).within("{}：共用因子半宽 | {}: shared factor"),
                _of_process("half_emission_factor", which, **_COMMON),
            ),
            co2_variance(
                f"{which}_rows",
                both(words).within("{}：各行方差 | {}: rows"),
                _of_process("variance", which),
            ),
            co2_variance(
                f"{which}_shared_rows",
                both(words).within("{}：共用因子各行方差 | {}: rows that share"),
                _of_process("variance", which, **_COMMON),
            ),
            co2_variance(
                f"{which}_shared_activity",
                both(words).within("{}：共用因子各行活动数据 | {}: activity of those"),
                _of_process("variance_activity", which, **_COMMON),
            ),
        )
    ),
    rows=size.PLANT_YEARS,
    helper=True,
)


def _counted(column: str, year: str = "current") -> str:
    return sum_where("counted_variance", column, year=_YEARS[year])


def _by_factor(which: str, name: str) -> Source:
    """Counted by its factor: half-widths of the shared one are added, own values stand alone."""
    own = (
        f"({_counted(f'{which}_rows')}-{_counted(f'{which}_activity')})"
        f"-({_counted(f'{which}_shared_rows')}-{_counted(f'{which}_shared_activity')})"
    )
    return Source(
        name=name,
        amounts=(_counted(which, "base"), _counted(which)),
        activity=_counted(f"{which}_activity"),
        factor=f"{_counted(f'{which}_half')}^2+{own}",
    )


def _upstream() -> Source:
    rows = _ledger("外购电石上游 | bought carbide upstream", "upstream", "co2", item="upstream_item_carbide")
    count = "(settings_upstream=yesno_yes)*({})".format
    base, current = rows.amounts
    return replace(
        rows, amounts=(count(base), count(current)), activity=count(rows.activity), factor=count(rows.factor)
    )


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────────────────


def _approach1(key: str, title: Text, unit: str, format: str, sources: Sequence[Source]) -> Table:
    rows = Approach1(key)
    no_base = f"{rows.sum('base')}=0"
    emitted, sensitivity = in_unit(unit, format, total=True), in_unit("", "0.0000")
    type_a = blank_if(no_base, f"ROUND({rows.type_a},12)")
    return table(
        key,
        title,
        "34 15 15 12 12 12 15 13 12 12 12 12",
        label("source", "来源 | source"),
        emitted("base", "基准年 | base year"),
        emitted("current", "核算年 | year of account"),
        relative_uncertainty("u_activity", "活动数据 | activity data"),
        relative_uncertainty("u_factor", "因子 | factors"),
        relative_uncertainty("u", "合成 | combined", combined("[u_activity]:[u_factor]")),
        in_unit(unit, format)("half", "95% 区间半宽 | half of the 95 % interval", HALF),
        percentage(
            "part",
            "对方差的贡献 | part of the variance",
            rows.part,
            total=True,
        ),
        sensitivity("type_a", "A 类敏感度 | type A", type_a),
        sensitivity("type_b", "B 类敏感度 | type B", blank_if(no_base, rows.type_b)),
        percentage("trend_factor", "趋势：因子 | trend: factors", blank_if('[type_a]=""', TREND_FACTOR)),
        percentage(
            "trend_activity",
            "趋势：活动数据 | trend: activity",
            blank_if('[type_b]=""', TREND_ACTIVITY),
        ),
        totals=True,
        headline=True,
        filled={
            "source": [as_text(source.name) for source in sources],
            "base": [f"={source.amounts[0]}" for source in sources],
            "current": [f"={source.amounts[1]}" for source in sources],
            "u_activity": ["=" + relative(source.activity) for source in sources],
            "u_factor": ["=" + relative(source.factor) for source in sources],
        },
        note="相对不确定度为 95% 区间半宽除以均值；两年活动数据相互独立、因子相同（IPCC 2006 第 1 卷表 3.2）。"
        " | Relative uncertainties are half of the 95 % interval over the mean; activity data of the two years are "
        "independent, factors the same (IPCC 2006, volume 1, table 3.2).",
    )


def _total(key: str, title: Text, unit: str, format: str) -> Panel:
    rows = Approach1(f"approach1_{key}")
    current, base = rows.sum("current"), rows.sum("base")
    level = f"u_{key}_level"
    return panel(
        f"u_{key}",
        title,
        derived("total", "核算年合计 | total, year of account", unit, current, format=format),
        derived(
            "level",
            "相对不确定度 | relative uncertainty",
            "±%",
            blank_if(f"{current}=0", rows.total_uncertainty),
            format=PERCENT,
        ),
        derived(
            "low", "95% 下限 | lower end (95 %)", unit, blank_if(f'{level}=""', f"{current}*(1-{level})"), format=format
        ),
        derived(
            "high",
            "95% 上限 | upper end (95 %)",
            unit,
            blank_if(f'{level}=""', f"{current}*(1+{level})"),
            format=format,
        ),
        derived(
            "change",
            "比基准年变化 | change from the base year",
            "%",
            blank_if(f"{base}=0", f"{current}/{base}-1"),
            format="+0.0%;-0.0%;0.0%",
        ),
        derived(
            "change_u",
            "变化的不确定度（百分点） | its uncertainty (percentage points)",
            "±%",
            blank_if(f"{base}=0", rows.trend_uncertainty),
            format=PERCENT,
        ),
    )


_KINDS = (
    (
        "hg_in",
        "汞输入 | Mercury in",
        "kgHg",
        "#,##0.00",
        (
            _ledger("汞触媒 | catalyst", "catalyst", "hg"),
            _ledger("原料（煤、电石等） | materials (coal, carbide)", "materials", "hg"),
        ),
    ),
    (
        "hg_out",
        "监测的汞输出 | Mercury measured out",
        "kgHg",
        "#,##0.000",
        tuple(_ledger(words, "outflows", "hg", pathway=f"pathway_{way}") for way, words in PATHWAYS.entries),
    ),
    (
        "co2",
        "CO2",
        "tCO2",
        "#,##0",
        (
            _ledger("化石燃料 | fuels", "fuels", "co2"),
            Source(
                name="电石炉：碳平衡 | furnace: balance",
                amounts=(_counted("by_balance", "base"), _counted("by_balance")),
                activity=_counted("balance"),
            ),
            _by_factor("carbide", "电石炉：因子 | furnace: factor"),
            _by_factor("lime", "石灰窑 | lime kiln"),
            _ledger("电力 | electricity", "power", "co2"),
            _ledger("蒸汽 | steam", "heat", "co2"),
            _upstream(),
        ),
    ),
)


def _tables(key: str, words: str, unit: str, format: str, sources: Sequence[Source]) -> tuple[Table, Panel]:
    said = as_text(words)
    rows = _approach1(
        f"approach1_{key}",
        said.within("{}的不确定性（IPCC 方法 1） | Uncertainty (IPCC Approach 1): {}"),
        unit,
        format,
        sources,
    )
    return rows, _total(key, said.within("{}：合计与变化 | Total and change: {}"), unit, format)


def _chart(key: str, title: str) -> Chart:
    column = [("part", "贡献 | part")]
    return chart(f"variance_{key}", title, "", f"approach1_{key}_source", column, width=1100, percent=True)


SHEET = free_sheet(
    "uncertainty",
    "不确定性 | Uncertainty",
    *(block for kind in _KINDS for block in _tables(*kind)),
    _chart("hg_out", "监测的汞输出：各去向对方差的贡献 | Mercury measured out: parts of the variance"),
    _chart("co2", "CO2：各来源对方差的贡献 | CO2: parts of the variance"),
    COUNTED,
    page="one page",
    new_pages="approach1_co2 chart_variance_hg_out",
    intro="误差传播（方法 1）由单元格公式计算，汞与碳分开；蒙特卡洛（方法 2）用 twinledger simulate 在整本工作簿上抽样。"
    " | Error propagation (Approach 1) by the cells, mercury and carbon apart; Monte Carlo (Approach 2), twinledger "
    "simulate, draws through the whole workbook.",
)
