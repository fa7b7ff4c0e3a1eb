"""Summary, three accounts, performance, benchmarks and synergy."""

from __future__ import annotations

from pycore.accounting.carbon_balance import CARBON_BALANCE_CO2
from pycore.assessment.performance import INTENSITY
from pycore.assessment.synergy import native_grade, native_index, native_state
from pycore.language import Text, both
from pycore.sheets.definition import Chart, Column, Kind, Role, Series, Sheet, Table
from pycore.sheets.fixed_text import fixed
from pycore.sheets.formulas import by_core, core_first
from workbooks.coal_chemical.ledgers import LEDGER_KEYS
from workbooks.coal_chemical.lists import PROCESS_UNITS
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.common.columns import (
    DASH,
    NO_UNIT,
    PERCENT,
    SCIENTIFIC,
    calculated,
    code_of,
    figure,
    of_equation,
    text,
)

UNITS = len(PROCESS_UNITS)
STAGES = (
    ("existing", "现有工程", "existing plant"),
    ("proposed", "拟建工程", "proposed project"),
    ("replaced", "替代削减", "replaced"),
)
_T = both("tCO2")


def _of_unit(ledger: str, column: str, stage: str, more: str = "") -> str:
    return f"SUMIFS({ledger}_{column},{ledger}_stage,stage_{stage},{ledger}_unit,[unit]{more})"


def _summary(stage: str, zh: str, en: str) -> Table:
    def source(key: str, title_zh: str, title_en: str, formula: str) -> Column:
        return calculated(key, Text(title_zh, title_en), _T, formula, format=DASH, total=True, width=15)

    def traded(ledger: str, trade: str) -> str:
        return _of_unit(ledger, "co2", stage, f",{ledger}_trade,trade_{trade}")

    used = "+".join(f"COUNTIFS({x}_stage,stage_{stage},{x}_unit,[unit])" for x in LEDGER_KEYS)
    row = {"existing": 0, "proposed": UNITS, "replaced": 2 * UNITS}[stage]
    return Table(
        key=f"summary_{stage}",
        title=Text(f"{zh}：按工序和排放源汇总", f"{en}: by process unit and source"),
        rows=UNITS,
        totals=True,
        columns=(
            calculated(
                "unit",
                "工序 | process unit",
                NO_UNIT,
                "INDEX(unit_list,{i})",
                kind=Kind.TEXT,
                width=24,
                role=Role.LABEL,
            ),
            source("fuel", "化石燃料燃烧", "fuel combustion", _of_unit("fuels", "counted", stage)),
            source("process", "工艺过程（碳平衡）", "process (carbon balance)", f"INDEX(balance_co2,{row}+{{i}})"),
            source("carbonate", "碳酸盐", "carbonates", _of_unit("carbonates", "co2", stage)),
            source("power_in", "购入电力", "electricity bought", traded("electricity", "bought")),
            source("power_out", "外供电力（扣除）", "electricity sold (deducted)", "-" + traded("electricity", "sold")),
            source("heat_in", "购入热力", "heat bought", traded("heat", "bought")),
            source("heat_out", "外供热力（扣除）", "heat sold (deducted)", "-" + traded("heat", "sold")),
            source("capture", "CO2 回收（扣除）", "CO2 captured (deducted)", "-" + _of_unit("capture", "co2", stage)),
            source("total", "CO2 合计", "CO2 total", "SUM([fuel]:[capture])"),
            calculated(
                "nox",
                "NOx",
                "t",
                _of_unit("nox", "nox", stage),
                format='#,##0.000;-#,##0.000;"–"',
                total=True,
                width=12,
            ),
            calculated(
                "methane",
                "甲烷（单列） | methane (separate)",
                "tCH4",
                _of_unit("methane", "ch4", stage),
                format=DASH,
                total=True,
                width=12,
            ),
            calculated(
                "variance",
                "CO2 方差 | variance of CO2",
                NO_UNIT,
                "+".join(
                    _of_unit(x, "variance", stage)
                    for x in ("fuels", "carbon", "carbonates", "electricity", "heat", "capture")
                ),
                format=SCIENTIFIC,
                total=True,
                width=12,
            ),
            calculated(
                "nox_variance",
                "NOx 方差 | variance of NOx",
                NO_UNIT,
                _of_unit("nox", "variance", stage),
                format=SCIENTIFIC,
                total=True,
                width=12,
            ),
            calculated("activity", "台账行数 | ledger rows", NO_UNIT, used, format='0;-0;"–"', width=10),
        ),
    )


BALANCE = Table(
    key="balance",
    title=both("各工序碳平衡 | Carbon balance of each process unit"),
    rows=3 * UNITS,
    note=both(
        "工艺过程排放 =（带入碳 − 产品带出碳 − 其他带出碳）× 44/12。带出大于带入时检查列提示。 | Process emission = (carbon in − carbon in "
        "products − other carbon out) × 44/12. More out than in is marked."
    ),
    columns=(
        text("unit", "工序 | process unit", width=24, role=Role.LABEL),
        text("stage", "阶段 | stage", width=15, role=Role.LABEL),
        *(
            calculated(
                key,
                Text(zh, en),
                "tC",
                f"SUMIFS(carbon_carbon,carbon_stage,[stage],carbon_unit,[unit],carbon_direction,direction_{code})",
                format=DASH,
                width=15,
            )
            for key, zh, en, code in (
                ("carbon_in", "带入碳", "carbon in", "in"),
                ("products", "产品带出碳", "out in products", "product"),
                ("other", "其他带出碳", "other out", "other"),
            )
        ),
        of_equation(
            "co2",
            "工艺过程排放 | process emission",
            _T,
            CARBON_BALANCE_CO2,
            "[carbon_in]",
            "[products]",
            "[other]",
            format=DASH,
            width=15,
        ),
        calculated(
            "ratio",
            "碳利用率 | carbon in products",
            "%",
            'IF([carbon_in]=0,"",[products]/[carbon_in])',
            format=PERCENT,
            width=15,
        ),
        calculated(
            "check",
            "检查 | check",
            NO_UNIT,
            both(
                'IFERROR(IF([products]+[other]>[carbon_in]*(1+1E-9),"✗ 带出碳大于带入碳",IF([carbon_in]=0,"","✓")),"! 计算出错") '
                '| IFERROR(IF([products]+[other]>[carbon_in]*(1+1E-9),"✗ more carbon out than in",IF([carbon_in]=0,'
                '"","✓")),"! error")'
            ),
            kind=Kind.TEXT,
            role=Role.CHECK,
            width=15,
        ),
    ),
    prefilled={
        "unit": [f"=INDEX(unit_list,{i})" for _ in STAGES for i in range(1, UNITS + 1)],
        "stage": [f"=stage_{stage}" for stage, _, _ in STAGES for _ in range(UNITS)],
    },
)

_ACCOUNTS = (
    ("fuel", "化石燃料燃烧", "fuel combustion", "tCO2"),
    ("process", "工艺过程（碳平衡）", "process (carbon balance)", "tCO2"),
    ("carbonate", "碳酸盐", "carbonates", "tCO2"),
    ("power_in", "购入电力", "electricity bought", "tCO2"),
    ("power_out", "外供电力（扣除）", "electricity sold (deducted)", "tCO2"),
    ("heat_in", "购入热力", "heat bought", "tCO2"),
    ("heat_out", "外供热力（扣除）", "heat sold (deducted)", "tCO2"),
    ("capture", "CO2 回收（扣除）", "CO2 captured (deducted)", "tCO2"),
    ("total", "二氧化碳合计", "CO2 total", "tCO2"),
    ("nox", "氮氧化物", "NOx", "t"),
    ("methane", "甲烷（单列，不计入总量）", "methane (separate, not in the total)", "tCH4"),
)
_MEASURED = {"total": "measures_d_co2", "nox": "measures_d_nox"}
ACCOUNTS = Table(
    key="accounts",
    title=both("排放量“三本账” | Three accounts of emissions"),
    rows=len(_ACCOUNTS),
    note=both(
        "项目实施后 = 现有 + 拟建 − 替代削减；变化量 = 实施后 − 现有。“措施后”再计入“措施比选”中采纳的措施。 | After = existing + proposed − "
        "replaced; change = after − existing. The last column adds the measures adopted."
    ),
    columns=(
        text("item", "项目 | item", width=24, role=Role.LABEL),
        text("measure", "单位 | unit", width=15, role=Role.LABEL),
        *(figure(stage, Text(zh, en)) for stage, zh, en in STAGES),
        calculated(
            "after",
            "项目实施后 | after the project",
            NO_UNIT,
            "[existing]+[proposed]-[replaced]",
            format=DASH,
            width=15,
        ),
        calculated("change", "变化量 | change", NO_UNIT, "[after]-[existing]", format=DASH, width=15),
        calculated(
            "relative",
            "变化率 | relative change",
            "%",
            'IF([existing]=0,"–",[change]/[existing])',
            format=PERCENT,
            width=15,
        ),
        figure("optimised", "采纳措施后 | with measures adopted"),
    ),
    prefilled={
        "item": [Text(zh, en) for _, zh, en, _ in _ACCOUNTS],
        "measure": [unit for _, _, _, unit in _ACCOUNTS],
        **{stage: [f"=summary_{stage}_{key}_total" for key, _, _, _ in _ACCOUNTS] for stage, _, _ in STAGES},
        "optimised": [
            f"=[after]+SUMIFS({_MEASURED[key]},measures_adopted,yesno_yes)" if key in _MEASURED else "–"
            for key, _, _, _ in _ACCOUNTS
        ],
    },
)

_SOURCE_COLOURS = ("#0B5563", "#E0A100", "#7FB069", "#C8553D", "#E9A798", "#8E6C8A", "#CDB4CA", "#8FA3AD")
SUMMARY = Sheet(
    key="summary",
    title=both("排放汇总 | Summary"),
    tab="result",
    freeze=False,
    blocks=(
        ACCOUNTS,
        _summary(*STAGES[1]),
        Chart(
            key="chart_sources",
            title=both("拟建工程 CO2 排放源构成（按工序） | CO2 of the proposed project by process unit and source"),
            kind="column",
            subtype="stacked",
            width=1150,
            y_title=both("tCO2"),
            series=tuple(
                Series(
                    title=Text(zh, en),
                    categories="summary_proposed_unit",
                    values=f"summary_proposed_{key}",
                    colour=colour,
                )
                for (key, zh, en, _), colour in zip(_ACCOUNTS[:8], _SOURCE_COLOURS, strict=True)
            ),
        ),
        _summary(*STAGES[0]),
        _summary(*STAGES[2]),
        BALANCE,
    ),
)

PRODUCT = calculated(
    "product",
    "产品 | product",
    NO_UNIT,
    'IF(INDEX(products_product,{i})="","",INDEX(products_product,{i}))',
    kind=Kind.TEXT,
    width=18,
    role=Role.LABEL,
)
_CODE = code_of("[product]", "product")


def _emission(key: str, zh: str, en: str, unit: Text, stage: str, column: str, factor: str = "") -> Column:
    return calculated(
        key,
        Text(zh, en),
        unit,
        f'IF([product]="","",SUMPRODUCT(units_share{{i}},summary_{stage}_{column}){factor})',
        format="#,##0.00",
        width=16,
    )


def _level(scheme: str, levels: tuple[str, ...]) -> str:
    """The level of a scheme that a performance meets, by the core or against the values beside it; 0 where none."""
    native = "0"
    for number in range(len(levels), 0, -1):
        native = f"IF([e_ghg]<=[{levels[number - 1]}],{number},{native})"
    return core_first(f'TL_BENCHMARK_LEVEL({_CODE},[e_ghg],"{scheme}")', native)


def _intensity(key: str, zh: str, en: str, unit: Text, emission: str, output: str, format: str) -> Column:
    """The performance; blank where there is no output."""
    inner = by_core(INTENSITY, emission, output)
    return calculated(
        key,
        Text(zh, en),
        unit,
        f'IF(OR({emission}="",{output}=""),"",IF({output}=0,"",{inner}))',
        format=format,
        width=14,
    )


_GHG_UNIT, _NOX_UNIT = both("tCO2/产品单位 | tCO2 per unit"), both("kg/产品单位 | kg per unit")
PERFORMANCE = Sheet(
    key="performance",
    title=both("绩效与对标 | Performance"),
    tab="result",
    freeze=False,
    one_page=True,
    intro=both(
        "绩效 = 产品边界内排放量 ÷ 产品产量。天然气以千立方米为产品单位，其余以吨。 | Performance = emission within the product's boundary / "
        "output. The unit is 1000 m³ for SNG, tonnes for the others."
    ),
    blocks=(
        Table(
            key="performance",
            title=both("产品排放绩效（拟建工程） | Performance of the products (proposed)"),
            rows=PRODUCT_ROWS,
            columns=(
                PRODUCT,
                calculated(
                    "measure",
                    "产品单位 | unit",
                    NO_UNIT,
                    'IF([product]="","",INDEX(products_measure,{i}))',
                    kind=Kind.TEXT,
                    width=16,
                ),
                calculated(
                    "output",
                    "拟建产量 | output, proposed",
                    "产品单位 | units",
                    'IF([product]="","",IF(INDEX(products_proposed,{i})="","",INDEX(products_proposed,{i})))',
                    format="#,##0",
                    width=16,
                ),
                _emission("co2", "CO2 排放量", "CO2", _T, "proposed", "total"),
                _emission("nox", "NOx 排放量", "NOx", both("kg"), "proposed", "nox", "*1000"),
                _intensity("e_ghg", "CO2 绩效", "CO2 performance", _GHG_UNIT, "[co2]", "[output]", "0.000"),
                _intensity("e_nox", "NOx 绩效", "NOx performance", _NOX_UNIT, "[nox]", "[output]", "0.0000"),
            ),
        ),
        Table(
            key="versus",
            title=both("与现有工程比较 | Against the existing plant"),
            rows=PRODUCT_ROWS,
            note=both(
                "原则上改扩建及迁建后各工序绩效不高于现有工程；高于的应作合理说明（编制说明 4.5.3）。 | In principle the performance after the project is "
                "not worse than before; if it is, it wants an explanation (4.5.3)."
            ),
            columns=(
                PRODUCT,
                calculated(
                    "existing_output",
                    "现有产量 | output, existing",
                    "产品单位 | units",
                    'IF([product]="","",IF(INDEX(products_existing,{i})="","",INDEX(products_existing,{i})))',
                    format="#,##0",
                    width=16,
                ),
                calculated(
                    "after_output",
                    "实施后产量 | output, after",
                    "产品单位 | units",
                    'IF([product]="","",SUM(INDEX(products_existing,{i}),INDEX(products_proposed,{i}))-SUM(INDEX(products_replaced,{i})))',
                    format="#,##0",
                    width=16,
                ),
                # Process units that serve a new product only have nothing to count in the existing plant.
                calculated(
                    "existing_co2",
                    "现有 CO2 | CO2, existing",
                    _T,
                    'IF([product]="","",IF(SUM([existing_output])=0,0,SUMPRODUCT(units_share{i},summary_existing_total)))',
                    width=16,
                ),
                calculated(
                    "after_co2",
                    "实施后 CO2 | CO2, after",
                    _T,
                    'IF([product]="","",[existing_co2]+INDEX(performance_co2,{i})-IF(SUM([existing_output])=0,0,SUMPRODUCT(units_share{i},summary_replaced_total)))',
                    width=14,
                ),
                _intensity(
                    "existing_ghg",
                    "现有 CO2 绩效",
                    "CO2 performance, existing",
                    _GHG_UNIT,
                    "[existing_co2]",
                    "[existing_output]",
                    "0.000",
                ),
                _intensity(
                    "after_ghg",
                    "实施后 CO2 绩效",
                    "CO2 performance, after",
                    _GHG_UNIT,
                    "[after_co2]",
                    "[after_output]",
                    "0.000",
                ),
                calculated(
                    "verdict",
                    "比较结果 | verdict",
                    NO_UNIT,
                    both(
                        'IFERROR(IF(OR([existing_ghg]="",[after_ghg]=""),"",IF([after_ghg]<=[existing_ghg],"✓ 不高于现有工程","✗ '
                        '高于现有工程，须说明")),"! 计算出错") | IFERROR(IF(OR([existing_ghg]="",[after_ghg]=""),"",'
                        'IF([after_ghg]<=[existing_ghg],"✓ not above existing","✗ above existing: explain")),"! error")'
                    ),
                    kind=Kind.TEXT,
                    role=Role.CHECK,
                    width=24,
                ),
            ),
        ),
        Table(
            key="comparison",
            title=both("与各对标体系比较（CO2） | Against every benchmark scheme (CO2)"),
            rows=PRODUCT_ROWS,
            note=both(
                "等级：达到 1、2、3 级；0 为均未达到；“–”为该体系未规定。山东省（征求意见稿）烯烃值仅为甲醇制烯烃工序，与煤制烯烃全流程不可比，不作等级判定。 | Level 1, 2 or 3 that "
                "is met; 0 when none; – where the scheme has no value. The olefin value of the Shandong draft covers "
                "the methanol-to-olefins step only and cannot be compared with coal to olefins: no level is given."
            ),
            columns=(
                PRODUCT,
                calculated(
                    "e_ghg",
                    "CO2 绩效 | CO2 performance",
                    _GHG_UNIT,
                    "INDEX(performance_e_ghg,{i})",
                    format="0.000",
                    width=16,
                ),
                *(
                    calculated(
                        key,
                        Text(zh, en),
                        _GHG_UNIT,
                        f'IF([product]="","",IF(COUNTIF(bench_id,"benchmark.{scheme}."&{_CODE}&".GHG{level}")=0,"–",'
                        f'INDEX(bench_value,MATCH("benchmark.{scheme}."&{_CODE}&".GHG{level}",bench_id,0))))',
                        format="0.00",
                        width=14,
                    )
                    for key, zh, en, scheme, level in (
                        ("mee", "指南先进值", "guide, advanced", "MEE2026", ""),
                        ("tcc1", "团标 1 级", "T/CCECTA level 1", "TCCECTA0104-2023", ".1"),
                        ("tcc2", "团标 2 级", "T/CCECTA level 2", "TCCECTA0104-2023", ".2"),
                        ("tcc3", "团标 3 级", "T/CCECTA level 3", "TCCECTA0104-2023", ".3"),
                        ("sd1", "山东 1 级", "Shandong level 1", "SD2025", ".1"),
                        ("sd2", "山东 2 级", "Shandong level 2", "SD2025", ".2"),
                    )
                ),
                calculated(
                    "deviation",
                    "与先进值偏差 | deviation from advanced",
                    "%",
                    'IF(OR([e_ghg]="",[mee]="–"),"",([e_ghg]-[mee])/[mee])',
                    format="+0.0%;-0.0%;0.0%",
                    width=14,
                ),
                calculated(
                    "tcc_level",
                    "团标等级 | T/CCECTA level",
                    NO_UNIT,
                    f'IF([e_ghg]="","",IF([tcc1]="–","–",{_level("TCCECTA0104-2023", ("tcc1", "tcc2", "tcc3"))}))',
                    format="0",
                    width=12,
                ),
                calculated(
                    "sd_level",
                    "山东等级 | Shandong level",
                    NO_UNIT,
                    f'IF([e_ghg]="","",IF(OR([sd1]="–",{_CODE}="olefins"),"–",{_level("SD2025", ("sd1", "sd2"))}))',
                    format="0",
                    width=12,
                ),
            ),
        ),
        Chart(
            key="chart_benchmark",
            title=both("产品 CO2 绩效与先进值、基准值 | CO2 performance against benchmarks"),
            kind="column",
            width=1000,
            y_title=_GHG_UNIT,
            series=(
                Series(
                    title=both("本项目 | project"),
                    categories="comparison_product",
                    values="comparison_e_ghg",
                    labels=True,
                ),
                Series(
                    title=both("指南先进值 | guide, advanced"), categories="comparison_product", values="comparison_mee"
                ),
                Series(
                    title=both("团标 1 级 | T/CCECTA level 1"),
                    categories="comparison_product",
                    values="comparison_tcc1",
                ),
                Series(
                    title=both("团标 2 级 | T/CCECTA level 2"),
                    categories="comparison_product",
                    values="comparison_tcc2",
                ),
                Series(
                    title=both("团标 3 级 | T/CCECTA level 3"),
                    categories="comparison_product",
                    values="comparison_tcc3",
                ),
            ),
        ),
    ),
)


def advanced(indicator: str, condition: str = "") -> str:
    """The advanced value of a product, by the core or from the benchmark table; – where the guide has none."""
    id = f'"benchmark.MEE2026."&{_CODE}&".{indicator}"{condition}'
    call = f'TL_BENCHMARK({_CODE}{_colon(condition)},"{indicator}")'
    return f'IF([product]="","",{core_first(call, f"INDEX(bench_value,MATCH({id},bench_id,0))")})'


def _colon(condition: str) -> str:
    return condition.replace('".offsite', '":offsite') if condition else ""


_OFFSITE = f'&IF(AND({_CODE}="ethylene_glycol",INDEX(products_offsite,{{i}})=yesno_yes),".offsite_waste_liquid","")'
_ARGUMENTS = (
    "[e_nox]",
    "[ref_nox]",
    "[e_ghg]",
    "[ref_ghg]",
    "settings_basis_code",
    "settings_nox_decimals",
    "settings_ghg_decimals",
)
_NO_VALUE = 'OR([e_nox]="",[e_ghg]="",[ref_nox]="",[ref_ghg]="")'


def synergy_columns() -> tuple[Column, ...]:
    """Deviations, state, S and grade; used for the project and again after measures."""
    arguments = ",".join(_ARGUMENTS)
    blank = f'IF({_NO_VALUE},"",'
    # The core takes no pollutant performance below zero, so the native form takes none either.
    negative = "IF([e_nox]<0,SQRT(-1),"

    def graded(key: str, zh: str, en: str, function: str, native_zh: str, native_en: str) -> Column:
        return Column(
            key=key,
            title=Text(zh, en),
            role=Role.CALCULATED,
            kind=Kind.TEXT,
            format="grade",
            width=14,
            formula=Text(
                blank + core_first(f'{function}({arguments},"zh")', f"{negative}{native_zh})") + ")",
                blank + core_first(f'{function}({arguments},"en")', f"{negative}{native_en})") + ")",
            ),
        )

    return (
        calculated(
            "dev_nox",
            "NOx 相对偏差 | relative deviation of NOx",
            "%",
            f"{blank}([e_nox]-[ref_nox])/[ref_nox])",
            format="+0.0%;-0.0%;0.0%",
            width=13,
        ),
        calculated(
            "dev_ghg",
            "CO2 相对偏差 | relative deviation of CO2",
            "%",
            f"{blank}([e_ghg]-[ref_ghg])/[ref_ghg])",
            format="+0.0%;-0.0%;0.0%",
            width=13,
        ),
        graded(
            "state",
            "协同状态",
            "state",
            "TL_SYNERGY_STATE",
            native_state(*_ARGUMENTS),
            native_state(*_ARGUMENTS, language="en"),
        ),
        calculated(
            "s",
            "协同度 S | synergy index S",
            NO_UNIT,
            f'{blank}IF(OR([state]="污平",[state]="碳平",[state]="双平",[state]="pollutant equal",[state]="carbon equal",[state]="both equal"),"/",'
            f"{core_first(f'TL_SYNERGY({arguments})', f'{negative}{native_index(*_ARGUMENTS)})')}))",
            format="0.000",
            width=12,
        ),
        graded(
            "grade",
            "等级",
            "grade",
            "TL_SYNERGY_GRADE",
            native_grade(*_ARGUMENTS),
            native_grade(*_ARGUMENTS, language="en"),
        ),
    )


def quadrant_points(key: str, zh: str, en: str, source: str) -> Table:
    """Coordinates for the quadrant chart; #N/A keeps a product that is not there out of the picture."""
    return Table(
        key=key,
        title=Text(zh, en),
        rows=PRODUCT_ROWS,
        columns=(
            PRODUCT,
            calculated(
                "x",
                "CO2 相对偏差 | relative deviation of CO2",
                "%",
                f'IF(INDEX({source}_dev_ghg,{{i}})="",NA(),INDEX({source}_dev_ghg,{{i}}))',
                format="+0.0%;-0.0%;0.0%",
            ),
            calculated(
                "y",
                "NOx 相对偏差 | relative deviation of NOx",
                "%",
                f'IF(INDEX({source}_dev_nox,{{i}})="",NA(),INDEX({source}_dev_nox,{{i}}))',
                format="+0.0%;-0.0%;0.0%",
            ),
        ),
    )


SYNERGY = Sheet(
    key="synergy",
    title=both("碳污协同度 | Synergy"),
    tab="result",
    freeze=False,
    one_page=True,
    intro=both(
        "S =（ΔNOx ÷ NOx 先进值）÷（ΔCO2 ÷ CO2 先进值），Δ 为项目值减先进值。先按两个偏差的正负定状态，再按表 4-1 的区间定等级；S = −1 不可接受。 | S = "
        "(ΔNOx / advanced NOx) / (ΔCO2 / advanced CO2), Δ is the project's value less the advanced one. The "
        "signs give the state, the intervals of table 4-1 the grade; S = −1 is not acceptable."
    ),
    blocks=(
        Table(
            key="synergy",
            title=both(
                "协同度判定（编制说明 4.5.4，表 4-1、4-2） | Synergy of each product (4.5.4, tables 4-1 and 4-2)"
            ),
            rows=PRODUCT_ROWS,
            note=both(
                "某项与先进值相同（按“项目信息”的小数位数判定）时不计算 S，显示“/”，另一项须严格优于先进值；两项都相同为“需说明”。表 4-1 对“双减”“双增”不用 S 判定，此时 S 仅供参考。 | "
                "Where a value equals the advanced one (at the decimals set on the sheet Project) S is not computed, "
                "shown as /, and the other must be strictly better; both equal: to be explained. Where both are "
                "lower or both higher table 4-1 does not use S; it is for information."
            ),
            columns=(
                PRODUCT,
                calculated(
                    "e_nox",
                    "NOx 绩效 | NOx performance",
                    _NOX_UNIT,
                    "INDEX(performance_e_nox,{i})",
                    format="0.0000",
                    width=14,
                ),
                calculated(
                    "ref_nox",
                    "NOx 先进值 | advanced NOx",
                    _NOX_UNIT,
                    advanced("NOx", _OFFSITE),
                    format="0.000",
                    width=14,
                ),
                calculated(
                    "e_ghg",
                    "CO2 绩效 | CO2 performance",
                    _GHG_UNIT,
                    "INDEX(performance_e_ghg,{i})",
                    format="0.000",
                    width=14,
                ),
                calculated("ref_ghg", "CO2 先进值 | advanced CO2", _GHG_UNIT, advanced("GHG"), format="0.00", width=14),
                *synergy_columns(),
                calculated(
                    "meaning",
                    "判定说明 | what it means",
                    NO_UNIT,
                    Text(
                        f'IF({_NO_VALUE},"","NOx "&IF(OR([state]="污平",[state]="双平"),"与先进值相同",IF([dev_nox]<0,"低于","高于")&"先进值 "&{fixed("ABS([dev_nox])", 1, percent=True)})'
                        f'&"，CO2 "&IF(OR([state]="碳平",[state]="双平"),"与先进值相同",IF([dev_ghg]<0,"低于","高于")&"先进值 "&{fixed("ABS([dev_ghg])", 1, percent=True)})'
                        '&IF([grade]="需优化","；应调整减污降碳措施，直至可接受。",IF([grade]="可接受","；可接受。","；请说明。")))',
                        f'IF({_NO_VALUE},"","NOx "&IF(OR([state]="pollutant equal",[state]="both equal"),"equal",{fixed("[dev_nox]", 1, percent=True, sign=True)})'
                        f'&", CO2 "&IF(OR([state]="carbon equal",[state]="both equal"),"equal",{fixed("[dev_ghg]", 1, percent=True, sign=True)})&" against the advanced values: "&[grade]'
                        '&IF([grade]="to be optimised","; change the measures until it is acceptable.","."))',
                    ),
                    kind=Kind.TEXT,
                    width=48,
                    lines=3,
                ),
            ),
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
                Series(
                    title=both("本项目 | project"),
                    categories="quadrant_x",
                    values="quadrant_y",
                    labels=True,
                    label_names="quadrant_product",
                    colour="#C8553D",
                ),
                Series(
                    title=both("采纳措施后 | with measures"),
                    categories="quadrant_after_x",
                    values="quadrant_after_y",
                    colour="#1E7D4F",
                    marker="diamond",
                ),
                Series(
                    title=both("S = −1"),
                    categories="quadrant_line_x",
                    values="quadrant_line_y",
                    line=True,
                    colour="#66727C",
                ),
            ),
        ),
        quadrant_points("quadrant", "图表数据：本项目", "Chart data: project", "synergy"),
        quadrant_points("quadrant_after", "图表数据：采纳措施后", "Chart data: with measures", "optimised"),
        Table(
            key="quadrant_line",
            title=both("图表数据：S = −1 | Chart data: S = −1"),
            rows=2,
            columns=(
                text("name", "端点 | end", role=Role.LABEL),
                Column(
                    key="x",
                    title=both("CO2 相对偏差 | relative deviation of CO2"),
                    role=Role.CALCULATED,
                    format=PERCENT,
                ),
                Column(
                    key="y",
                    title=both("NOx 相对偏差 | relative deviation of NOx"),
                    role=Role.CALCULATED,
                    format=PERCENT,
                ),
            ),
            prefilled={
                "name": [both("左上 | upper left"), both("右下 | lower right")],
                "x": [
                    "=-[y]",
                    "=MAX(0.1,IF(COUNT(synergy_dev_ghg)=0,0,MAX(synergy_dev_ghg,-MIN(synergy_dev_ghg),synergy_dev_nox,-MIN(synergy_dev_nox)))*1.1)",
                ],
                "y": [
                    "=MAX(0.1,IF(COUNT(synergy_dev_ghg)=0,0,MAX(synergy_dev_ghg,-MIN(synergy_dev_ghg),synergy_dev_nox,-MIN(synergy_dev_nox)))*1.1)",
                    "=-[x]",
                ],
            },
        ),
    ),
)
