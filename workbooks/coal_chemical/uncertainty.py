"""Uncertainty of emissions, performance and grade, by IPCC Approach 1 in the sheet."""

from __future__ import annotations

from pycore.language import Text, both
from pycore.sheets.definition import Column, Kind, Role, Sheet, Table
from pycore.sheets.formulas import core_first
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.coal_chemical.results import PRODUCT
from workbooks.common.columns import (
    DASH,
    NEEDS_ADDIN,
    NO_UNIT,
    PERCENT,
    SCIENTIFIC,
    calculated,
    code_of,
    figure,
    text,
)

_SOURCES = (
    ("fuels", "化石燃料燃烧", "fuel combustion", "summary_proposed_fuel_total"),
    ("carbon", "工艺过程（碳流）", "process (carbon flows)", "summary_proposed_process_total"),
    ("carbonates", "碳酸盐", "carbonates", "summary_proposed_carbonate_total"),
    (
        "electricity",
        "净购入电力",
        "net electricity",
        "summary_proposed_power_in_total+summary_proposed_power_out_total",
    ),
    ("heat", "净购入热力", "net heat", "summary_proposed_heat_in_total+summary_proposed_heat_out_total"),
    ("capture", "CO2 回收", "CO2 captured", "summary_proposed_capture_total"),
)
_TOTAL_ROW = len(_SOURCES) + 1
_BY_SOURCE = Table(
    key="u_sources",
    title=both("拟建工程排放量的不确定度（IPCC 方法 1） | Uncertainty of the proposed emissions (IPCC Approach 1)"),
    rows=len(_SOURCES) + 2,
    note=both(
        "相对不确定度为 95% 区间半宽除以均值；各台账行按相互独立合成。共用因子的相关性由 twinledger simulate 的蒙特卡洛模拟计入。 | Relative uncertainties "
        "are half of the 95 % interval over the mean; rows are taken as independent. What shared factors do "
        "together is counted by the Monte Carlo simulation, twinledger simulate."
    ),
    columns=(
        text("item", "排放源 | source", width=24, role=Role.LABEL),
        text("measure", "单位 | unit", width=12, role=Role.LABEL),
        figure("emission", "排放量 | emission", width=16),
        figure("variance", "方差 | variance", width=12, format=SCIENTIFIC),
        calculated(
            "u",
            "相对不确定度 | relative uncertainty",
            "±%",
            'IF(SUM([emission])=0,"–",SQRT([variance])/ABS([emission]))',
            format=PERCENT,
        ),
        calculated(
            "half", "95% 区间半宽 | half of the 95 % interval", NO_UNIT, "SQRT([variance])", format=DASH, width=14
        ),
        figure("part", "对总方差的贡献 | part of the variance", width=13, format=PERCENT),
    ),
    prefilled={
        "item": [
            *(Text(zh, en) for _, zh, en, _ in _SOURCES),
            both("二氧化碳合计 | CO2 total"),
            both("氮氧化物 | NOx"),
        ],
        "measure": ["tCO2"] * _TOTAL_ROW + ["t"],
        "emission": [*("=" + e for *_, e in _SOURCES), "=summary_proposed_total_total", "=summary_proposed_nox_total"],
        "variance": [
            *(f"=SUMIFS({k}_shared,{k}_stage,stage_proposed)" for k, *_ in _SOURCES),
            "=" + "+".join(f"SUMIFS({k}_shared,{k}_stage,stage_proposed)" for k, *_ in _SOURCES),
            "=summary_proposed_nox_variance_total",
        ],
        "part": [f'=IF(INDEX(u_sources_variance,{_TOTAL_ROW})=0,"–",[variance]/INDEX(u_sources_variance,{_TOTAL_ROW}))']
        * _TOTAL_ROW
        + ["–"],
    },
)

_CODE = code_of("[product]", "product")


def _u_reference(indicator: str) -> str:
    id = f'"benchmark.MEE2026."&{_CODE}&".{indicator}"'
    return f'IF([product]="","",INDEX(bench_uncertainty,MATCH({id},bench_id,0)))'


def _u_performance(variance: str, emission: str, factor: str = "", transfers: str = "") -> str:
    output = "SUM(INDEX(products_u,{i}))"
    spread = f"(SUMPRODUCT(units_share{{i}},units_share{{i}},summary_proposed_{variance}){factor}{transfers})/INDEX(performance_{emission},{{i}})^2"
    return f'IF(OR([product]="",INDEX(performance_{emission},{{i}})="",INDEX(performance_{emission},{{i}})=0),"",SQRT({spread}+{output}^2))'


def _confidence(key: str, zh: str, en: str, source: str) -> Table:
    """Probability of the grade: analytic in every program, by draws with the add-in."""
    arguments = "[e_nox],[ref_nox],[e_ghg],[ref_ghg],[u_nox],[u_ref_nox],[u_ghg],[u_ref_ghg]"
    blank = 'OR([e_nox]="",[e_ghg]="",[u_nox]="",[u_ghg]="")'

    def drawn(name: str, title_zh: str, title_en: str, row: int) -> Column:
        share = f"INDEX(TL_SYNERGY_CONFIDENCE({arguments}),{row},2)"
        return calculated(
            name,
            Text(title_zh, title_en),
            "%",
            Text(
                f'IF({blank},"",{core_first(share, NEEDS_ADDIN.zh)})',
                f'IF({blank},"",{core_first(share, NEEDS_ADDIN.en)})',
            ),
            format=PERCENT,
            width=12,
        )

    return Table(
        key=key,
        title=Text(zh, en),
        rows=PRODUCT_ROWS,
        columns=(
            PRODUCT,
            calculated(
                "grade",
                "等级 | grade",
                NO_UNIT,
                f"INDEX({source}_grade,{{i}})",
                kind=Kind.TEXT,
                format="grade",
                width=12,
            ),
            calculated(
                "e_nox",
                "NOx 绩效 | NOx performance",
                "kg/产品单位 | kg per unit",
                f"INDEX({source}_e_nox,{{i}})",
                format="0.0000",
                width=16,
            ),
            calculated(
                "u_nox",
                "NOx 绩效不确定度 | uncertainty of NOx",
                "±%",
                _u_performance("nox_variance", "nox", "*1000^2"),
                format=PERCENT,
            ),
            calculated(
                "e_ghg",
                "CO2 绩效 | CO2 performance",
                "tCO2/产品单位 | tCO2 per unit",
                f"INDEX({source}_e_ghg,{{i}})",
                format="0.000",
            ),
            calculated(
                "u_ghg",
                "CO2 绩效不确定度 | uncertainty of CO2",
                "±%",
                _u_performance("variance", "co2", transfers="+SUMIFS(carbon_variance{i},carbon_stage,stage_proposed)"),
                format=PERCENT,
                width=14,
            ),
            calculated(
                "ref_nox",
                "NOx 先进值 | advanced NOx",
                "kg/产品单位 | kg per unit",
                f"INDEX({source}_ref_nox,{{i}})",
                format="0.000",
            ),
            calculated(
                "ref_ghg",
                "CO2 先进值 | advanced CO2",
                "tCO2/产品单位 | tCO2 per unit",
                f"INDEX({source}_ref_ghg,{{i}})",
                format="0.00",
            ),
            calculated(
                "u_ref_nox",
                "NOx 先进值不确定度 | uncertainty of advanced NOx",
                "±%",
                _u_reference("NOx"),
                format=PERCENT,
            ),
            calculated(
                "u_ref_ghg",
                "CO2 先进值不确定度 | uncertainty of advanced CO2",
                "±%",
                _u_reference("GHG"),
                format=PERCENT,
            ),
            calculated(
                "acceptable",
                "可接受的概率（解析） | probability acceptable (analytic)",
                "%",
                f'IF({blank},"",IF([u_nox]+[u_ghg]+[u_ref_nox]+[u_ref_ghg]=0,IF([e_nox]/[ref_nox]+[e_ghg]/[ref_ghg]<2,1,0),'
                "NORMSDIST(1.959963984540054*(2-[e_nox]/[ref_nox]-[e_ghg]/[ref_ghg])/"
                "SQRT(([e_nox]/[ref_nox])^2*([u_nox]^2+[u_ref_nox]^2)+([e_ghg]/[ref_ghg])^2*([u_ghg]^2+[u_ref_ghg]^2)))))",
                format=PERCENT,
                width=14,
            ),
            drawn("p_acceptable", "可接受（抽样）", "acceptable (draws)", 1),
            drawn("p_optimise", "需优化（抽样）", "to be optimised (draws)", 2),
            drawn("p_explain", "需说明（抽样）", "to be explained (draws)", 3),
            calculated(
                "firm",
                "等级是否可靠 | is the grade firm",
                NO_UNIT,
                both(
                    'IF([acceptable]="","",IF(MAX([acceptable],1-[acceptable])>=settings_confidence,"✓ 可靠","! 等级可能翻转")) '
                    '| IF([acceptable]="","",IF(MAX([acceptable],1-[acceptable])>=settings_confidence,"✓ firm","! grade '
                    'could flip"))'
                ),
                kind=Kind.TEXT,
                role=Role.CHECK,
                width=18,
            ),
        ),
    )


UNCERTAINTY = Sheet(
    key="uncertainty",
    title=both("不确定性 | Uncertainty"),
    tab="result",
    freeze=False,
    one_page=True,
    blocks=(
        _BY_SOURCE,
        _confidence(
            "confidence", "绩效与等级的不确定性（本项目）", "Uncertainty of performance and grade (project)", "synergy"
        ),
        _confidence(
            "confidence_after",
            "绩效与等级的不确定性（采纳措施后）",
            "Uncertainty of performance and grade (with measures)",
            "optimised",
        ),
    ),
)
