"""Uncertainty of emissions, performance and grade, by IPCC Approach 1 in the sheet."""

from __future__ import annotations

from pycore.sheets.definition import Column, Role, Table
from pycore.sheets.formulas import core_first
from pycore.sheets.meanings import Meaning, SharedEntry
from workbooks.coal_chemical import results as r
from workbooks.coal_chemical import shared_factors
from workbooks.coal_chemical.results import beside, ghg_performance, nox_performance, of_product
from workbooks.common import said
from workbooks.common.cells import at, blank_if, is_blank, sum_where
from workbooks.common.columns import DASH, NEEDS_ADDIN
from workbooks.common.pages import calculated_text, free_sheet, label, table
from workbooks.common.quantities import graded, in_unit, percentage, relative_uncertainty, variance

_SOURCES = (
    ("fuels", "化石燃料燃烧 | fuel combustion", "fuel"),
    ("carbon", "工艺过程（碳流） | process (carbon flows)", "process"),
    ("carbonates", "碳酸盐 | carbonates", "carbonate"),
    ("electricity", "净购入电力 | net electricity", "power_in power_out"),
    ("heat", "净购入热力 | net heat", "heat_in heat_out"),
    ("capture", "CO2 回收 | CO2 captured", "capture"),
)
"""Ledgers, each with its words and its columns in the summary."""

ROWS = {"total": len(_SOURCES) + 1, "nox": len(_SOURCES) + 2}
"""The rows of the table by source that hold the totals, counted from 1."""


def _emission(columns: str) -> str:
    return "=" + "+".join(f"summary_proposed_{column}_total" for column in columns.split())


amount = in_unit("", DASH)
_TOTAL_VARIANCE = at("u_sources_variance", ROWS["total"])
_VARIANCES = [sum_where(ledger, "shared", stage="stage_proposed") for ledger, *_ in _SOURCES]
_BY_SOURCE = table(
    "u_sources",
    "拟建工程排放量的不确定度（IPCC 方法 1） | Uncertainty of the proposed emissions (IPCC Approach 1)",
    "24 12 16 12 13 14 13",
    label("item", "排放源 | source"),
    label("measure", "单位 | unit"),
    amount("emission", "排放量 | emission"),
    variance("variance", "方差 | variance"),
    relative_uncertainty(
        "u", "相对不确定度 | relative uncertainty", 'IF(SUM([emission])=0,"–",SQRT([variance])/ABS([emission]))'
    ),
    amount("half", "95% 区间半宽 | half of the 95 % interval", "SQRT([variance])"),
    in_unit("", "0.0%")("part", "对总方差的贡献 | part of the variance"),
    filled={
        "item": [*(words for _, words, _ in _SOURCES), "二氧化碳合计 | CO2 total", "氮氧化物 | NOx"],
        "measure": ["tCO2"] * ROWS["total"] + ["t"],
        "emission": [*(_emission(columns) for *_, columns in _SOURCES), _emission("total"), _emission("nox")],
        "variance": [
            *("=" + variance for variance in _VARIANCES),
            "=" + "+".join(_VARIANCES),
            "=summary_proposed_nox_variance_total",
        ],
        "part": [f'=IF({_TOTAL_VARIANCE}=0,"–",[variance]/{_TOTAL_VARIANCE})'] * ROWS["total"] + ["–"],
    },
    note="相对不确定度为 95% 区间半宽除以均值。同一台账中采用同一因子的行一起变化，先相加再平方；不同台账按相互独立合成。"
    " | Relative uncertainties are half of the 95 % interval over the mean. Rows of a ledger that take the same factor "
    "vary together and are added before they are squared; ledgers are taken as independent.",
)


def _u_advanced(indicator: str) -> str:
    """The relative uncertainty of the advanced value."""
    return of_product(r.benchmark("uncertainty", r.benchmark_id("MEE2026", indicator)))


def _u_performance(emitted: str, variances: str) -> str:
    """The relative uncertainty of a performance: that of the emission and that of the output, combined.

    The absolute uncertainty of an emission stays where a measure makes the emission smaller, so it is held against the
    emission that is left.
    """
    made = f"SUM({beside('products_u')})"
    no_value = 'OR([product]="",[e_nox]="",[e_ghg]="")'
    return blank_if(no_value, f"IF(({emitted})=0,{made},SQRT(({variances})/({emitted})^2+{made}^2))")


_SHARE = "share_proposed_share{i}"
_NOX_VARIANCE = f"SUMPRODUCT({_SHARE},{_SHARE},summary_proposed_nox_variance)*1000^2"
_GHG_VARIANCE = shared_factors.product_variance() + "+SUMIFS(carbon_variance{i},carbon_stage,stage_proposed)"
_NO_VALUE = is_blank("[e_nox]", "[e_ghg]", "[u_nox]", "[u_ghg]")
_NOX, _GHG = "[e_nox]/[ref_nox]", "[e_ghg]/[ref_ghg]"
_SPREAD = f"SQRT(({_NOX})^2*([u_nox]^2+[u_ref_nox]^2)+({_GHG})^2*([u_ghg]^2+[u_ref_ghg]^2))"
_PROBABLE = f"NORMSDIST(1.959963984540054*(2-{_NOX}-{_GHG})/{_SPREAD})"
_CERTAIN = f"IF({_NOX}+{_GHG}<2,1,0)"
_ACCEPTABLE = blank_if(_NO_VALUE, f"IF([u_nox]+[u_ghg]+[u_ref_nox]+[u_ref_ghg]=0,{_CERTAIN},{_PROBABLE})")
_FIRM = said.first_of(
    ('[acceptable]=""', ""),
    ("MAX([acceptable],1-[acceptable])>=settings_confidence", "✓ 可靠 | ✓ firm"),
    otherwise="! 等级可能翻转 | ! grade could flip",
)


def _drawn(key: str, words: str, row: int) -> Column:
    """The probability of a grade by draws of the core."""
    arguments = "[e_nox],[ref_nox],[e_ghg],[ref_ghg],[u_nox],[u_ref_nox],[u_ghg],[u_ref_ghg]"
    share = core_first(f"INDEX(TL_SYNERGY_CONFIDENCE({arguments}),{row},2)", "{}")
    return percentage(key, words, NEEDS_ADDIN.within(blank_if(_NO_VALUE, share)))


def _confidence(key: str, words: str, source: str, stage: SharedEntry, less: tuple[str, str]) -> Table:
    """Probability of the grade: the one that is shown everywhere, and draws of the core as a cross-check.

    Args:
        less: what measures change of NOx (kg) and CO2 (t), as formulas that follow the emission.
    """
    u_nox = _u_performance(beside("performance_nox") + less[0], _NOX_VARIANCE)
    u_ghg = _u_performance(beside("performance_co2") + less[1], _GHG_VARIANCE)
    return r.by_product(
        key,
        words,
        "12 16 13 13 14 13 13 13 13 14 12 12 12 18",
        graded("grade", "等级 | grade", beside(f"{source}_grade"), meaning=Meaning.GRADE),
        nox_performance("e_nox", "NOx 绩效 | NOx performance", beside(f"{source}_e_nox")),
        relative_uncertainty("u_nox", "NOx 绩效不确定度 | uncertainty of NOx", u_nox),
        ghg_performance("e_ghg", "CO2 绩效 | CO2 performance", beside(f"{source}_e_ghg")),
        relative_uncertainty("u_ghg", "CO2 绩效不确定度 | uncertainty of CO2", u_ghg),
        r.advanced_nox(beside(f"{source}_ref_nox")),
        r.advanced_ghg(beside(f"{source}_ref_ghg")),
        relative_uncertainty("u_ref_nox", "NOx 先进值不确定度 | uncertainty of advanced NOx", _u_advanced("NOx")),
        relative_uncertainty("u_ref_ghg", "CO2 先进值不确定度 | uncertainty of advanced CO2", _u_advanced("GHG")),
        percentage(
            "acceptable",
            "可接受的概率 | probability of acceptable",
            _ACCEPTABLE,
            meaning=Meaning.ACCEPTABLE,
        ),
        _drawn("p_acceptable", "抽样核对：可接受 | check by draws: acceptable", 1),
        _drawn("p_optimise", "抽样核对：需优化 | check by draws: to be optimised", 2),
        _drawn("p_explain", "抽样核对：需说明 | check by draws: to be explained", 3),
        calculated_text("firm", "等级是否可靠 | is the grade firm", _FIRM, role=Role.CHECK, meaning=Meaning.FIRM),
        stage=stage,
    )


UNCERTAINTY = free_sheet(
    "uncertainty",
    "不确定性 | Uncertainty",
    _BY_SOURCE,
    _confidence(
        "confidence",
        "绩效与等级的不确定性（本项目） | Uncertainty of performance and grade (project)",
        "synergy",
        SharedEntry.PROPOSED,
        ("", ""),
    ),
    _confidence(
        "confidence_after",
        "绩效与等级的不确定性（采纳措施后） | Uncertainty of performance and grade (with measures)",
        "optimised",
        SharedEntry.WITH_MEASURES,
        (f"+{beside('optimised_nox_change')}*1000", f"+{beside('optimised_d_co2')}"),
    ),
    page="one page",
)
