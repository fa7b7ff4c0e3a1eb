"""Summary, three accounts, performance, benchmarks and synergy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pycore.accounting.carbon_balance import CARBON_BALANCE_CO2
from pycore.accounting.carbon_usual import MOST_LOST
from pycore.assessment import synergy
from pycore.assessment.performance import INTENSITY
from pycore.language import Language, Text, both
from pycore.sheets.definition import Chart, Column, Kind, Role, Series, Sheet, Table
from pycore.sheets.fixed_text import fixed
from pycore.sheets.formulas import by_core, core_first
from pycore.sheets.meanings import Meaning, SharedEntry
from workbooks.coal_chemical import moves, shared_factors
from workbooks.coal_chemical.ledgers import CAPTURE, CARBON, CARBONATES, ELECTRICITY, FUELS, HEAT, LEDGER_KEYS
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.coal_chemical.shares import STAGE_KEYS, share_of
from workbooks.common import said
from workbooks.common.cells import at, blank_if, copy_of, count_where, either, is_blank, sum_where
from workbooks.common.columns import DASH, calculated, code_of, figure, of_equation, text
from workbooks.common.factor_effects import Total
from workbooks.common.pages import calculated_text, chart, counted, free_sheet, label, table
from workbooks.common.quantities import co2_variance, deviation, graded, in_unit, nox_variance, percentage
from workbooks.common.sentences import phrase

STAGES = (
    ("existing", "现有工程 | existing plant"),
    ("proposed", "拟建工程 | proposed project"),
    ("replaced", "替代削减 | replaced"),
    ("construction", "在建工程 | under construction"),
    ("transferor", "产能置换出让方 | transferor of capacity"),
    ("regional", "区域削减 | regional reduction"),
)
SITE = tuple(stage for stage in STAGES if stage[0] in STAGE_KEYS)
"""The stages of the site itself."""
OUTSIDE = tuple(stage for stage in STAGES if stage not in SITE)
"""What is reduced elsewhere on account of the project: shown, and not subtracted from the site."""
SOURCES = (
    ("fuel", "化石燃料燃烧 | fuel combustion", "#0B5563", Meaning.FUEL_EMISSION),
    ("process", "工艺过程（碳平衡） | process (carbon balance)", "#E0A100", Meaning.PROCESS_EMISSION),
    ("carbonate", "碳酸盐 | carbonates", "#7FB069", Meaning.CARBONATE_EMISSION),
    ("power_in", "购入电力 | electricity bought", "#C8553D", Meaning.TRADED_EMISSION),
    ("power_out", "外供电力（扣除） | electricity sold (deducted)", "#E9A798", Meaning.DEDUCTION),
    ("heat_in", "购入热力 | heat bought", "#8E6C8A", Meaning.TRADED_EMISSION),
    ("heat_out", "外供热力（扣除） | heat sold (deducted)", "#CDB4CA", Meaning.DEDUCTION),
    ("capture", "CO2 回收（扣除） | CO2 captured (deducted)", "#8FA3AD", Meaning.DEDUCTION),
)
"""The sources of CO2, each with its column in the summary, its colour in the chart and what it is to the review."""

ABOVE = 1e-9
"""A performance is above another one by more than this part of it: exact numbers decide, not those shown."""
SHOWN = 3
"""The decimals at which a performance is shown."""


def against_existing(existing: str, after: str, most: str) -> Text:
    """Whether a performance after the project, at most so much, is above the existing one; by the exact numbers.

    Where both look the same on the sheet it is said that they are not.
    """
    return said.first_of(
        (is_blank(existing, after), ""),
        (f"{most}-{existing}<={ABOVE}*ABS({existing})", "✓ 不高于现有工程 | ✓ not above existing"),
        (
            f"ROUND({most},{SHOWN})=ROUND({existing},{SHOWN})",
            "! 高于现有工程（按未修约数值，显示位数内相等），见“差距说明” | ! above existing by the exact numbers, "
            "equal as shown: see the sheet Gaps",
        ),
        otherwise="! 高于现有工程，见“差距说明” | ! above existing: see the sheet Gaps",
    )


TOTAL = Total(
    cell="summary_proposed_total_total",
    words=both("拟建工程 CO2 | CO2 of the proposed project"),
    added=(FUELS, CARBON, CARBONATES, ELECTRICITY, HEAT),
    deducted=(CAPTURE,),
    rows={"stage": "stage_proposed"},
)
"""What the sheet of factors holds other readings of a factor against."""

co2 = in_unit("tCO2", DASH)
UNIT = label("unit", "工序 | process unit", "INDEX(unit_list,{i})", meaning=Meaning.UNIT)


# ── 排放汇总 Summary ─────────────────────────────────────────────────────────────────────────────────────────────


nox_amount = in_unit("t", '#,##0.000;-#,##0.000;"–"')
methane_amount = in_unit("tCH4", DASH)


def _of_ledgers(ledger: Callable[..., str]) -> dict[str, str]:
    """What the ledgers hold of each source but the carbon balance, as `ledger` adds up a column of one of them."""
    return {
        "fuel": ledger("fuels", "counted"),
        "carbonate": ledger("carbonates", "co2"),
        "power_in": ledger("electricity", "co2", trade="trade_bought"),
        "power_out": "-" + ledger("electricity", "co2", trade="trade_sold"),
        "heat_in": ledger("heat", "co2", trade="trade_bought"),
        "heat_out": "-" + ledger("heat", "co2", trade="trade_sold"),
        "capture": "-" + ledger("capture", "co2"),
    }


def _summary(stage: str, words: str, units: int) -> Table:
    """What the ledgers hold of one stage, by process unit and source."""

    def ledger(key: str, column: str, **more: str) -> str:
        return sum_where(key, column, stage=f"stage_{stage}", unit="[unit]", **more)

    rows_before = [key for key, _ in SITE].index(stage) * units
    formulas = {**_of_ledgers(ledger), "process": at("balance_co2", f"{rows_before}+{{i}}")}
    used = "+".join(count_where(key, stage=f"stage_{stage}", unit="[unit]", counting="1") for key in LEDGER_KEYS)
    proposed = stage == "proposed"
    return table(
        f"summary_{stage}",
        both(words).within("{}：按工序和排放源汇总 | By process unit and source: {}"),
        "24 15 15 15 15 15 15 15 15 15 12 12 10" + " 12 12 12 12 10" * proposed,
        UNIT,
        *(co2(key, words, formulas[key], total=True, meaning=meaning) for key, words, _, meaning in SOURCES),
        co2("total", "CO2 合计 | CO2 total", "SUM([fuel]:[capture])", total=True, meaning=Meaning.UNIT_TOTAL),
        nox_amount("nox", "NOx", ledger("nox", "nox"), total=True, meaning=Meaning.UNIT_POLLUTANT),
        methane_amount(
            "methane", "甲烷（单列） | methane (separate)", ledger("methane", "ch4", counting="1"), total=True
        ),
        counted("activity", "台账行数 | ledger rows", used, meaning=Meaning.ROWS_COUNTED),
        *(_of_the_proposed(ledger) if proposed else ()),
        rows=units,
        totals=True,
        stage=SharedEntry(stage),
    )


def _of_the_proposed(ledger: Callable[..., str]) -> Iterator[Column]:
    """What the uncertainty of the performance and the chart are made of: there is one stage that they are for."""
    yield co2_variance("variance", "CO2 方差（不含电力、热力因子） | variance of CO2 (less factors of power and heat)",
                       shared_factors.unit_variance(ledger))  # fmt: skip
    yield nox_variance("nox_variance", "NOx 方差 | variance of NOx", ledger("nox", "variance"), total=True)
    yield from shared_factors.half_widths(ledger)
    yield calculated(
        "place",
        "图中的次序（计算用） | place in the chart (for formulas)",
        "",
        blank_if("[activity]=0", 'COUNTIF(INDEX(summary_proposed_activity,1):[activity],">0")'),
        format="0",
        helper=True,
    )


def _outside() -> Table:
    """What is reduced elsewhere, a row for each stage: nothing of it counts by process unit."""

    def ledger(key: str, column: str, **more: str) -> str:
        return sum_where(key, column, stage="[stage]", **more)

    def carbon(direction: str) -> str:
        return ledger("carbon", "carbon", direction=f"direction_{direction}")

    formulas = {
        **_of_ledgers(ledger),
        "process": by_core(CARBON_BALANCE_CO2, *map(carbon, ("in", "product", "other"))),
    }
    used = "+".join(count_where(key, stage="[stage]", counting="1") for key in LEDGER_KEYS)
    return table(
        "outside",
        "产能置换出让方和区域削减：按排放源汇总 | Transferor of capacity and regional reduction: by source",
        "24 15 15 15 15 15 15 15 15 15 12 12 10",
        label("stage", "阶段 | stage", meaning=Meaning.STAGE),
        *(co2(key, words, formulas[key]) for key, words, _, _ in SOURCES),
        co2("total", "CO2 合计 | CO2 total", "SUM([fuel]:[capture])"),
        nox_amount("nox", "NOx", ledger("nox", "nox")),
        methane_amount("methane", "甲烷（单列） | methane (separate)", ledger("methane", "ch4", counting="1")),
        counted("activity", "台账行数 | ledger rows", used),
        filled={"stage": [f"=stage_{stage}" for stage, _ in OUTSIDE]},
        note="单列，不从本厂排放量中扣除。 | Shown, and not subtracted from the site.",
    )


def _carbon(key: str, words: str, direction: str, meaning: Meaning) -> Column:
    """The carbon of a process unit that goes in one direction."""
    flows = sum_where("carbon", "carbon", stage="[stage]", unit="[unit]", direction=f"direction_{direction}")
    return calculated(key, words, "tC", flows, format=DASH, meaning=meaning)


_FLOWS = ("[carbon_in]", "[products]", "[other]")
_BALANCED = said.first_of(
    ("[products]+[other]>[carbon_in]*(1+1E-9)", "✗ 带出碳大于带入碳 | ✗ more carbon out than in"),
    ("[carbon_in]=0", ""),
    (
        "IF(ISNUMBER([usual]),1-([products]+[other])/[carbon_in]>[usual],FALSE)",
        "? 没有去向的碳多于该工序通常释放的，核对漏填的产品 | ? more carbon without a way out than the step releases: products left out?",
    ),
    otherwise="✓",
)


def _balance(codes: Sequence[str]) -> Table:
    """Return the carbon balance of the process units of these codes."""
    return table(
        "balance",
        "各工序碳平衡 | Carbon balance of each process unit",
        "24 15 15 15 15 15 15 15 15",
        label("unit", "工序 | process unit", meaning=Meaning.UNIT),
        label("stage", "阶段 | stage", meaning=Meaning.STAGE),
        _carbon("carbon_in", "带入碳 | carbon in", "in", Meaning.CARBON_IN),
        _carbon("products", "产品带出碳 | out in products", "product", Meaning.CARBON_PRODUCT),
        _carbon("other", "其他带出碳 | other out", "other", Meaning.CARBON_OTHER),
        of_equation("co2", "工艺过程排放 | process emission", "tCO2", CARBON_BALANCE_CO2, *_FLOWS, format=DASH),
        percentage("ratio", "碳利用率 | carbon in products", blank_if("[carbon_in]=0", "[products]/[carbon_in]")),
        Column(
            key="usual",
            title=both("通常最多以 CO2 释放 | usually released as CO2 at most"),
            role=Role.LABEL,
            format="0%",
            width=15,
        ),
        calculated_text("check", "检查 | check", said.or_error(_BALANCED, "✗ 计算出错 | ✗ error"), role=Role.CHECK),
        filled={
            "unit": [f"=INDEX(unit_list,{i})" for _ in SITE for i in range(1, len(codes) + 1)],
            "stage": [f"=stage_{stage}" for stage, _ in SITE for _ in codes],
            "usual": [MOST_LOST.get(code, "") for _ in SITE for code in codes],
        },
        note="工艺过程排放 =（带入碳 − 产品带出碳 − 其他带出碳）× 44/12。带出大于带入时检查列提示。"
        " | Process emission = (carbon in − carbon in products − other carbon out) × 44/12. More out than in is "
        "marked.",
    )


# ── the chart by process unit: those that have data, one after the other; from the last row on all others together ──

_CHARTED = 12
_PLACE = "MATCH({},summary_proposed_place,0)"
_WITH_DATA = "MAX(summary_proposed_place)"


def _of_place(column: str, row: int) -> str:
    """What the unit of a place in the chart emits from a source; #N/A keeps a place that is free out of the picture."""
    cells = f"summary_proposed_{column}"
    one = f"INDEX({cells},{_PLACE.format(row)})"
    if row < _CHARTED:
        return f"=IF({_WITH_DATA}<{row},NA(),{one})"
    others = f'SUMIFS({cells},summary_proposed_place,">={row}")'
    return f"=IF({_WITH_DATA}<{row},NA(),{others})"


def _name_of_place(row: int) -> str | Text:
    one = f"INDEX(summary_proposed_unit,{_PLACE.format(row)})"
    if row < _CHARTED:
        return f'=IF({_WITH_DATA}<{row},"",{one})'
    others = both("其余工序 | other units").within(f'IF({_WITH_DATA}>{row},"{{}}",{one})')
    return others.within(f'=IF({_WITH_DATA}<{row},"",{{}})')


CHARTED = replace(
    table(
        "charted",
        "图表数据：拟建工程各工序 | Chart data: process units of the proposed project",
        "24 15…",
        label("unit", "工序 | process unit"),
        *(figure(key, words, unit="tCO2") for key, words, *_ in SOURCES),
        filled={
            "unit": [_name_of_place(row) for row in range(1, _CHARTED + 1)],
            **{key: [_of_place(key, row) for row in range(1, _CHARTED + 1)] for key, *_ in SOURCES},
        },
    ),
    helper=True,
)

_ACCOUNTS = (
    *((key, words, "tCO2") for key, words, *_ in SOURCES),
    ("total", "二氧化碳合计 | CO2 total", "tCO2"),
    ("nox", "氮氧化物 | NOx", "t"),
    ("methane", "甲烷（单列，不计入总量） | methane (separate, not in the total)", "tCH4"),
)
ACCOUNT_ROWS = {key: row for row, (key, _, _) in enumerate(_ACCOUNTS, 1)}
"""The rows of the three accounts, counted from 1, by what they are of."""

_MEASURED = {"total": "d_co2", "nox": "d_nox"}


def _with_measures(key: str) -> str:
    """The emission after the project and the measures adopted; measures say what they change of CO2 and NOx only."""
    if key not in _MEASURED:
        return "–"
    return "=[after]+" + sum_where("measures", _MEASURED[key], adopted="yesno_yes")


amount = in_unit("", DASH)
ACCOUNTS = table(
    "accounts",
    "排放量“三本账” | Three accounts of emissions",
    "24 15…",
    label("item", "项目 | item"),
    label("measure", "单位 | unit"),
    *(amount(stage, dict(SITE)[stage]) for stage in ("existing", "construction", "proposed", "replaced")),
    amount("after", "项目实施后 | after the project", "[existing]+[construction]+[proposed]-[replaced]"),
    amount("change", "变化量 | change", "[after]-[existing]-[construction]"),
    percentage(
        "relative",
        "变化率 | relative change",
        'IF([existing]+[construction]=0,"–",[change]/([existing]+[construction]))',
    ),
    amount("optimised", "采纳措施后 | with measures adopted"),
    *(amount(stage, words) for stage, words in OUTSIDE),
    amount(
        "boundary",
        "计入出让方和区域削减的变化量 | change with transferor and region",
        "[change]-[transferor]-[regional]",
    ),
    filled={
        "item": [words for _, words, _ in _ACCOUNTS],
        "measure": [unit for _, _, unit in _ACCOUNTS],
        **{stage: [f"=summary_{stage}_{key}_total" for key, _, _ in _ACCOUNTS] for stage, _ in SITE},
        **{
            stage: [f"={at(f'outside_{key}', row)}" for key, _, _ in _ACCOUNTS]
            for row, (stage, _) in enumerate(OUTSIDE, 1)
        },
        "optimised": [_with_measures(key) for key, _, _ in _ACCOUNTS],
    },
    note="项目实施后 = 现有 + 在建 + 拟建 − 替代削减；变化量 = 实施后 − 现有 − 在建。“措施后”再计入“措施比选”中采纳的措施。"
    "在建工程按其环评文件核算（编制说明 4.5.2(4)）。产能置换出让方和区域削减在核算边界内单列，不从本厂排放量中扣除。"
    " | After = existing + under construction + proposed − replaced; change = after − existing − under construction. "
    "“With measures” adds the measures adopted. What is under construction goes by its own assessment (4.5.2(4)). "
    "Transferor and regional reduction are inside the boundary and shown; they are not subtracted from the site.",
    headline=True,
)


def summary_sheet(codes: Sequence[str]) -> Sheet:
    """Return the summary by process unit, of the units of these codes."""
    return free_sheet(
        "summary",
        "排放汇总 | Summary",
        ACCOUNTS,
        _summary(*STAGES[1], len(codes)),
        chart(
            "sources",
            "拟建工程 CO2 排放源构成（按工序） | CO2 of the proposed project by process unit and source",
            "tCO2",
            "charted_unit",
            ((key, words) for key, words, *_ in SOURCES),
            colours=[colour for _, _, colour, _ in SOURCES],
            stacked=True,
            width=1150,
        ),
        _summary(*STAGES[0], len(codes)),
        *(_summary(*stage, len(codes)) for stage in SITE[2:]),
        _outside(),
        _balance(codes),
        CHARTED,
        new_pages="chart_sources summary_replaced summary_construction balance",
    )


# ── 绩效与对标 Performance ───────────────────────────────────────────────────────────────────────────────────────


def beside(name: str) -> str:
    """The cell of another table in the row of the same number: every table of products has the same rows."""
    return at(name, "{i}")


def of_product(value: str) -> str:
    """The value, or nothing where the row has no product."""
    return blank_if('[product]=""', value)


PRODUCT = label("product", "产品 | product", copy_of(beside("products_product")), meaning=Meaning.PRODUCT)
_CODE = code_of("[product]", "product")


def by_product(
    key: str, title: str, widths: str, *columns: Column, note: str = "", stage: SharedEntry | None = None
) -> Table:
    """A table with a row for each product; the widths are those of the columns behind its name."""
    return table(key, title, f"18 {widths}", PRODUCT, *columns, rows=PRODUCT_ROWS, note=note, stage=stage)


output = in_unit("产品单位 | units", "#,##0")
emission = in_unit("tCO2")
ghg_performance = in_unit("tCO2/产品单位 | tCO2 per unit", f"0.{'0' * SHOWN}")
nox_performance = in_unit("kg/产品单位 | kg per unit", "0.0000")


def advanced_ghg(formula: str, *, meaning: Meaning | None = None) -> Column:
    """The advanced value of CO2, at the precision of the guide's table 4-2; so for NOx."""
    return ghg_performance("ref_ghg", "CO2 先进值 | advanced CO2", formula, format="0.00", meaning=meaning)


def advanced_nox(formula: str, *, meaning: Meaning | None = None) -> Column:
    return nox_performance("ref_nox", "NOx 先进值 | advanced NOx", formula, format="0.000", meaning=meaning)


def _per_output(emitted: str, made: str) -> str:
    """The performance; blank where something is missing, and an error where there is an emission but no output."""
    return blank_if(is_blank(emitted, made), by_core(INTENSITY, emitted, made))


def _where_made(emitted: str, made: str) -> str:
    """The performance before or after, blank too where the product is not made and nothing counts for it."""
    return blank_if(is_blank(emitted, made), blank_if(f"AND({emitted}=0,{made}=0)", by_core(INTENSITY, emitted, made)))


PERFORMANCE_TABLE = by_product(
    "performance",
    "产品排放绩效（拟建工程） | Performance of the products (proposed)",
    "16 16 16 16 14 14",
    calculated_text("measure", "产品单位 | unit", of_product(beside("products_measure"))),
    output("output", "拟建产量 | output, proposed", of_product(copy_of(beside("products_proposed")))),
    emission("co2", "CO2 排放量 | CO2", of_product(share_of("summary_proposed_total", "proposed"))),
    calculated("nox", "NOx 排放量 | NOx", "kg", of_product(share_of("summary_proposed_nox", "proposed") + "*1000")),
    ghg_performance(
        "e_ghg", "CO2 绩效 | CO2 performance", _per_output("[co2]", "[output]"), meaning=Meaning.PERFORMANCE_GHG
    ),
    nox_performance(
        "e_nox", "NOx 绩效 | NOx performance", _per_output("[nox]", "[output]"), meaning=Meaning.PERFORMANCE_NOX
    ),
)


_MADE_AFTER = (
    f"SUM({beside('products_existing')},{beside('products_construction')},{beside('products_proposed')})"
    f"-SUM({beside('products_replaced')})"
)
_CO2_AFTER = (
    f"[existing_co2]+{share_of('summary_construction_total', 'construction')}+{beside('performance_co2')}"
    f"-{share_of('summary_replaced_total', 'replaced')}"
)
_NOT_WORSE = against_existing("[existing_ghg]", "[after_ghg]", "[after_ghg]")
VERSUS = by_product(
    "versus",
    "与现有工程比较 | Against the existing plant",
    "16 16 16 14 14 14 24",
    output("existing_output", "现有产量 | output, existing", of_product(copy_of(beside("products_existing")))),
    output("after_output", "实施后产量 | output, after", of_product(_MADE_AFTER)),
    emission("existing_co2", "现有 CO2 | CO2, existing", of_product(share_of("summary_existing_total", "existing"))),
    emission("after_co2", "实施后 CO2 | CO2, after", of_product(_CO2_AFTER)),
    ghg_performance(
        "existing_ghg", "现有 CO2 绩效 | CO2 performance, existing", _where_made("[existing_co2]", "[existing_output]")
    ),
    ghg_performance(
        "after_ghg", "实施后 CO2 绩效 | CO2 performance, after", _where_made("[after_co2]", "[after_output]")
    ),
    calculated_text(
        "verdict", "比较结果 | verdict", said.or_error(_NOT_WORSE, "✗ 计算出错 | ✗ error"), role=Role.CHECK
    ),
    note="原则上改扩建及迁建后各工序绩效不高于现有工程；高于的应作合理说明（编制说明 4.5.3）。是否高于按未修约的数值判定。"
    " | In principle the performance after the project is not worse than before; if it is, it wants an explanation "
    "(4.5.3). The exact numbers decide, not those shown.",
)

_BENCHMARKS = (
    ("mee", "指南先进值 | guide, advanced", "MEE2026", "GHG"),
    ("tcc1", "团标 1 级 | T/CCECTA level 1", "TCCECTA0104-2023", "GHG.1"),
    ("tcc2", "团标 2 级 | T/CCECTA level 2", "TCCECTA0104-2023", "GHG.2"),
    ("tcc3", "团标 3 级 | T/CCECTA level 3", "TCCECTA0104-2023", "GHG.3"),
    ("sd1", "山东 1 级 | Shandong level 1", "SD2025", "GHG.1"),
    ("sd2", "山东 2 级 | Shandong level 2", "SD2025", "GHG.2"),
)
"""What the CO2 performance is held against: column, words, and the scheme and indicator in the table of benchmarks."""


def benchmark_id(scheme: str, indicator: str) -> str:
    """The id of a benchmark of the product in the row."""
    return f'"benchmark.{scheme}."&{_CODE}&".{indicator}"'


def benchmark(column: str, id: str) -> str:
    """What the table of benchmarks holds of a benchmark."""
    return f"INDEX(bench_{column},MATCH({id},bench_id,0))"


def _listed(scheme: str, indicator: str) -> str:
    id = benchmark_id(scheme, indicator)
    return of_product(f'IF(COUNTIF(bench_id,{id})=0,"–",{benchmark("value", id)})')


def _level(scheme: str, levels: tuple[str, ...], unnamed: str) -> str:
    """The level of a scheme that a performance meets, against the values beside it; 0 where none."""
    met = "0"
    for number in range(len(levels), 0, -1):
        met = f"IF([e_ghg]<=[{levels[number - 1]}],{number},{met})"
    return blank_if('[e_ghg]=""', f'IF({unnamed},"–",{met})')


_TCC = _level("TCCECTA0104-2023", ("tcc1", "tcc2", "tcc3"), '[tcc1]="–"')
_SHANDONG = _level("SD2025", ("sd1", "sd2"), f'OR([sd1]="–",{_CODE}="olefins")')
COMPARISON = by_product(
    "comparison",
    "与各对标体系比较（CO2） | Against every benchmark scheme (CO2)",
    "16 14 14 14 14 14 14 14 14 14",
    ghg_performance("e_ghg", "CO2 绩效 | CO2 performance", beside("performance_e_ghg")),
    *(
        ghg_performance(key, words, _listed(*id), format="0.00", meaning=Meaning.BENCHMARK_GHG)
        for key, words, *id in _BENCHMARKS
    ),
    deviation(
        "deviation",
        "与先进值偏差 | deviation from advanced",
        blank_if('OR([e_ghg]="",[mee]="–")', "([e_ghg]-[mee])/[mee]"),
    ),
    calculated("tcc_level", "团标等级 | T/CCECTA level", "", _TCC, format="0"),
    calculated("sd_level", "山东等级 | Shandong level", "", _SHANDONG, format="0"),
    note="等级：达到 1、2、3 级；0 为均未达到；“–”为该体系未规定。山东省（征求意见稿）烯烃值仅为甲醇制烯烃工序，与煤制烯烃全流程不可比，不作等级判定。"
    " | Level 1, 2 or 3 that is met; 0 when none; – where the scheme has no value. The olefin value of the Shandong "
    "draft covers the methanol-to-olefins step only and cannot be compared with coal to olefins: no level is given.",
)
PERFORMANCE = free_sheet(
    "performance",
    "绩效与对标 | Performance",
    PERFORMANCE_TABLE,
    VERSUS,
    COMPARISON,
    chart(
        "benchmark",
        "产品 CO2 绩效与先进值、基准值 | CO2 performance against benchmarks",
        "tCO2/产品单位 | tCO2 per unit",
        "comparison_product",
        [("e_ghg", "本项目 | project"), *((key, words) for key, words, *_ in _BENCHMARKS[:4])],
        labelled="e_ghg",
        width=1000,
    ),
    page="one page",
    intro="绩效 = 产品边界内排放量 ÷ 产品产量。天然气以千立方米为产品单位，其余以吨。"
    " | Performance = emission within the product's boundary / output. The unit is 1000 m³ for SNG, tonnes for the "
    "others.",
)


# ── 碳污协同度 Synergy ───────────────────────────────────────────────────────────────────────────────────────────


_UNANSWERED = (
    f'AND({_CODE}="ethylene_glycol",{beside("products_offsite")}<>yesno_yes,{beside("products_offsite")}<>yesno_no)'
)
"""Whether it is not said if the waste liquid of ethylene glycol goes off-site: each answer has its advanced value."""


def _advanced(indicator: str, condition: str = "") -> str:
    """The advanced value of a product from the table of benchmarks, whatever library is installed beside the file.

    – where the guide has none, blank where it depends on an answer that is not given.
    """
    found = benchmark("value", benchmark_id("MEE2026", indicator) + condition)
    return of_product(blank_if(_UNANSWERED, found) if condition else found)


def _offsite() -> str:
    """What the id of a benchmark ends with where the waste liquid of ethylene glycol goes off-site."""
    test = f'AND({_CODE}="ethylene_glycol",{beside("products_offsite")}=yesno_yes)'
    return f'&IF({test},".offsite_waste_liquid","")'


_DECIDING = ("[e_nox]", "[ref_nox]", "[e_ghg]", "[ref_ghg]")
_ARGUMENTS = (*_DECIDING, "settings_basis_code", "settings_nox_decimals", "settings_ghg_decimals")
_NO_VALUE = is_blank("[e_nox]", "[e_ghg]", "[ref_nox]", "[ref_ghg]")
_NOX_EQUAL = (synergy.POLLUTANT_EQUAL, synergy.BOTH_EQUAL)
_CO2_EQUAL = (synergy.CARBON_EQUAL, synergy.BOTH_EQUAL)


def synergy_columns() -> tuple[Column, ...]:
    """Deviations, state, S and grade; used for the project and again after measures."""
    arguments = ",".join(_ARGUMENTS)

    def judged(call: str, native: str) -> str:
        # The core takes no pollutant performance below zero, so the native form takes none either.
        return core_first(call, f"IF([e_nox]<0,SQRT(-1),{native})")

    def word(call: str, native: Callable[..., str]) -> Text:
        def of(language: Language) -> str:
            own = native(*_ARGUMENTS, language=language)
            return blank_if(_NO_VALUE, judged(f'{call}({arguments},"{language}")', own))

        return said.in_both(of)

    equal = (synergy.POLLUTANT_EQUAL, synergy.CARBON_EQUAL, synergy.BOTH_EQUAL)
    undefined = either([f'[state]="{state.zh}"' for state in equal] + [f'[state]="{state.en}"' for state in equal])
    s = f'IF({undefined},"/",{judged(f"TL_SYNERGY({arguments})", synergy.native_index(*_ARGUMENTS))})'
    dev_nox, dev_ghg = "([e_nox]-[ref_nox])/[ref_nox]", "([e_ghg]-[ref_ghg])/[ref_ghg]"
    return (
        deviation(
            "dev_nox",
            "NOx 相对偏差 | relative deviation of NOx",
            blank_if(_NO_VALUE, dev_nox),
            meaning=Meaning.DEVIATION_NOX,
        ),
        deviation(
            "dev_ghg",
            "CO2 相对偏差 | relative deviation of CO2",
            blank_if(_NO_VALUE, dev_ghg),
            meaning=Meaning.DEVIATION_GHG,
        ),
        replace(graded("state", "协同状态 | state", word("TL_SYNERGY_STATE", synergy.native_state)), lines=2),
        calculated(
            "s", "协同度 S | synergy index S", "", blank_if(_NO_VALUE, s), format="0.000", meaning=Meaning.SYNERGY
        ),
        graded("grade", "等级 | grade", word("TL_SYNERGY_GRADE", synergy.native_grade), meaning=Meaning.GRADE),
    )


def _meaning() -> Text:
    """How both performances stand against the advanced values, and what follows from the grade."""

    def against(dev: str, equal: tuple[Text, ...]) -> Text:
        lower_or_higher = f'IF({dev}<0,"低于","高于")&"先进值 "&{fixed(f"ABS({dev})", 1, percent=True)}'
        unlike = Text(lower_or_higher, fixed(dev, 1, percent=True, sign=True))
        return said.if_then(said.says("[state]", *equal), said.quoted("与先进值相同 | equal"), unlike)

    then = Text(
        said.first_of(
            ('[grade]="需优化"', "；应调整减污降碳措施，直至可接受。"),
            ('[grade]="可接受"', "；可接受。"),
            otherwise="；请说明。",
        ).zh,
        said.first_of(('[grade]="to be optimised"', "; change the measures until it is acceptable."), otherwise=".").en,
    )
    said_of_both = phrase(
        "NOx {nox}，CO2 {co2}{then} | NOx {nox}, CO2 {co2} against the advanced values: {grade}{then}",
        nox=against("[dev_nox]", _NOX_EQUAL),
        co2=against("[dev_ghg]", _CO2_EQUAL),
        grade="[grade]",
        then=then,
    )
    return said_of_both.within(blank_if(_NO_VALUE, "{}"))


def _points(key: str, words: str, source: str) -> Table:
    """Coordinates for the quadrant chart; an #N/A of y keeps a product that is not there out of the picture.

    Its x is 0: LibreOffice takes the number of the row for an x that is none, and the axis then goes on to 400 %.
    """

    def shown(cell: str, missing: str) -> str:
        return f'IF({cell}="",{missing},{cell})'

    points = by_product(
        key,
        words,
        "13 13",
        deviation("x", "CO2 相对偏差 | relative deviation of CO2", shown(beside(f"{source}_dev_ghg"), "0")),
        deviation("y", "NOx 相对偏差 | relative deviation of NOx", shown(beside(f"{source}_dev_nox"), "NA()")),
    )
    return replace(points, helper=True)


def _plotted(words: str, points: str, colour: str, **look: Any) -> Series:
    return Series(title=both(words), categories=f"{points}_x", values=f"{points}_y", colour=colour, **look)


SYNERGY = free_sheet(
    "synergy",
    "碳污协同度 | Synergy",
    by_product(
        "synergy",
        "协同度判定（编制说明 4.5.4，表 4-1、4-2） | Synergy of each product (4.5.4, tables 4-1 and 4-2)",
        "14 14 14 14 13 13 14 12 14 48",
        nox_performance("e_nox", "NOx 绩效 | NOx performance", beside("performance_e_nox")),
        advanced_nox(_advanced("NOx", _offsite()), meaning=Meaning.ADVANCED_NOX),
        ghg_performance("e_ghg", "CO2 绩效 | CO2 performance", beside("performance_e_ghg")),
        advanced_ghg(_advanced("GHG"), meaning=Meaning.ADVANCED_GHG),
        *synergy_columns(),
        calculated("meaning", "判定说明 | what it means", "", _meaning(), kind=Kind.TEXT, lines=3),
        note="某项与先进值相同（按“项目信息”的小数位数判定）时不计算 S，显示“/”，另一项须严格优于先进值；两项都相同为“需说明”。"
        "表 4-1 对“双减”“双增”不用 S 判定，此时 S 仅供参考。"
        " | Where a value equals the advanced one (at the decimals set on the sheet Project) S is not computed, shown "
        "as /, and the other must be strictly better; both equal: to be explained. Where both are lower or both higher "
        "table 4-1 does not use S; it is for information.",
    ),
    Chart(
        key="chart_quadrants",
        title=both(
            "碳污协同象限图（虚线为 S = −1，左下侧可接受） | Synergy quadrants (dashed: S = −1, acceptable below it)"
        ),
        kind="scatter",
        percent=True,
        height=26,
        width=820,
        x_title=both("CO2 绩效相对先进值偏差 | deviation of CO2 from the advanced value"),
        y_title=both("NOx 绩效相对先进值偏差 | deviation of NOx from the advanced value"),
        series=(
            _plotted("本项目 | project", "quadrant", "#C8553D", labels=True, label_names="quadrant_product"),
            _plotted("采纳措施后 | with measures", "quadrant_after", "#1E7D4F", marker="diamond"),
            _plotted("S = −1", "quadrant_line", "#66727C", line=True),
            *moves.move_series(),
        ),
    ),
    _points("quadrant", "图表数据：本项目 | Chart data: project", "synergy"),
    _points("quadrant_after", "图表数据：采纳措施后 | Chart data: with measures", "optimised"),
    moves.moves_table(),
    table(
        "quadrant_line",
        "图表数据：S = −1 | Chart data: S = −1",
        "18 12 12",
        text("name", "端点 | end", role=Role.LABEL),
        calculated("x", "CO2 相对偏差 | relative deviation of CO2", "", "", format="0.0%"),
        calculated("y", "NOx 相对偏差 | relative deviation of NOx", "", "", format="0.0%"),
        filled={
            "name": ["左上 | upper left", "右下 | lower right"],
            "x": moves.LINE_X,
            "y": ["=-[x]", "=-[x]"],
        },
        helper=True,
    ),
    page="one page",
    intro="S =（ΔNOx ÷ NOx 先进值）÷（ΔCO2 ÷ CO2 先进值），Δ 为项目值减先进值。先按两个偏差的正负定状态，再按表 4-1 的区间定等级；"
    "S = −1 不可接受。 | S = (ΔNOx / advanced NOx) / (ΔCO2 / advanced CO2), Δ is the project's value less the advanced "
    "one. The signs give the state, the intervals of table 4-1 the grade; S = −1 is not acceptable.",
)
