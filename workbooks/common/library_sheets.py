"""The library inside a workbook: factors, benchmarks and steam coefficients, each value with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from pycore.accounting import steam_native
from pycore.equations.domain import ANY
from pycore.language import Text, as_text, both
from pycore.library import Benchmark, Coefficient, Factor, library
from pycore.sheets.definition import ChoiceList, Column, Field, Kind, Role, Sheet, Table, Uncertain
from pycore.sheets.meanings import Meaning
from workbooks.common.cells import in_words
from workbooks.common.columns import PERCENT, calculated, text
from workbooks.common.factor_effects import Total, effect_columns, effects
from workbooks.common.fields import derived
from workbooks.common.own_entry_sheet import own_entry_sheets
from workbooks.common.own_factors import own_factor_sheet
from workbooks.common.pages import calculated_text, label, number_label, panel, sheet, table

OWN_IN_USE = "COUNTA(factors_own)+COUNT(factors_own_row)"
"""How many factors are not the library's."""
_FLAGS = (
    "可信标志：S 文件原文；V 公开资料核对；V2 两处以上公开资料一致；C 计算并核对；M 凭记忆，待按原文确认；I 推断或判断。"
    " | Trust flags: S stated in the document; V read in a public source; V2 in two or "
    "more; C computed and checked; M remembered, to be confirmed; I inferred or judged."
)

# One call for the whole column: a call for each of hundreds of rows is what makes a recalculation slow in Excel. The
# rows ask one by one only where something differs. A row that the installed library has in another edition is no fault
# of the file, which keeps what it carries: the review names it. TL_ON may be of another program's calculation, so
# whether the core answers at all is asked first.
_DIFFERENT = (
    'IF(TL_ON,IF(ISERROR(TL_GWP("CO2")),0,'
    "IFERROR(IF(SUMPRODUCT(--(TL_FACTOR(factors_id)<>factors_value))=0,0,"
    "SUMPRODUCT((TL_FACTOR(factors_id)<>factors_value)"
    '*(TL_FACTOR(factors_id,"version")=factors_version))),ROWS(factors_id))),0)'
)
_AGREEMENT = panel(
    "factors_agreement",
    "与因子库核对 | Held against the library",
    derived("different", "与因子库不符的因子数 | factors that differ from the library", "", _DIFFERENT, format="0"),
    helps={
        "different": "有加载项时核对；因子编号有误时按全部不符计，逐行说明见“与因子库核对”列。"
        " | Checked where the add-in is there; with an unknown id "
        "all count as different, and the last column says which."
    },
)
_CHECK = in_words(
    'IF(AND([own]<>"",[reason]=""),"✗ {}",IF([own]<>"","! {}",IF([own_row]<>"","! {}",'
    "IF(AND(TL_ON,factors_agreement_different<>0),"
    'IF(OR(TL_FACTOR([id])=[value],TL_FACTOR([id],"version")<>[version]),"✓","✗ {}"),"✓"))))',
    "自有值缺理由 | no reason for own value",
    "采用自有值 | own value in use",
    "采用自有因子 | own factor in use",
    "与因子库不符 | not the library's",
)


def _value(key: str, words: str, format: str = "General") -> Column:
    """A value of the library."""
    return Column(key=key, title=both(words), role=Role.DEFAULT, format=format)


_UNCERTAINTY = Column(
    key="uncertainty", title=both("相对不确定度 | relative uncertainty"), unit=both("±%"), format=PERCENT, domain=ANY
)


def _attributes(rows: Sequence[Factor | Benchmark], keys: str) -> dict[str, list[object]]:
    """What the rows hold, by column of the same name."""
    return {key: [getattr(row, key) for row in rows] for key in keys.split()}


def _sources(rows: Sequence[Factor | Benchmark]) -> list[object]:
    """Where each value comes from, in both languages."""
    return [row.source_text for row in rows]


def _distributions(rows: Sequence[Factor]) -> list[object]:
    """What each value is drawn from; one that the library does not draw is drawn where an own factor is uncertain."""
    as_own = '=IF(AND([own]="",[own_row]<>""),"normal","none")'
    return [as_own if row.distribution == "none" else row.distribution for row in rows]


def _independent_sources(rows: Sequence[Factor]) -> list[object]:
    """How many sources that do not depend on each other hand each value down."""
    return [len(library().support(row.id).transcribers) for row in rows]


def _ranges(rows: Sequence[Factor]) -> list[object]:
    """From the lowest to the highest reading of each value, where not all sources have the same; else nothing."""
    spreads = [library().spread(row.id) for row in rows]
    return ["" if found is None else f"{found.lowest:.6g}–{found.highest:.6g}" for found in spreads]


def _of_own_row(column: str, otherwise: str) -> str:
    """A column of the own factor that replaces the row's, or else something other."""
    return f'IF([own_row]="",{otherwise},INDEX(own_factors_{column},[own_row]))'


def factor_sheets(rows: Sequence[Factor], lists: Sequence[ChoiceList], total: Total | None = None) -> tuple[Sheet, ...]:
    """The sheets of own factors, of own entries where there are lists that take them, and of the library's factors.

    They take each other, and the lists their own entries, for granted.
    """
    return own_factor_sheet(), *own_entry_sheets(lists), factor_sheet(rows, total)


def factor_sheet(rows: Sequence[Factor], total: Total | None = None) -> Sheet:
    """The factor library as used: the library's value, an own value beside it, and the value in use.

    Args:
        total: the result of which the sheet says what other readings of a factor do to it.
    """
    drawn = Uncertain(relative="[u]", distribution="[distribution]")
    in_use = f'IF([own]<>"",[own],{_of_own_row("value", "[value]")})'
    u_in_use = f'IF([own]<>"",[uncertainty],{_of_own_row("uncertainty", "[uncertainty]")})'
    factors = table(
        "factors",
        "因子库（本工作簿采用） | Factor library as used",
        "36 53 12 13 12 22 12 11 11 9 12 16" + " 13 13 13" * (total is not None) + " 44 8 9 9 60 16 12 12",
        label("name", "名称 | name"),
        label("id", "编号 | id"),
        _value("value", "因子库值 | library value"),
        label("unit", "单位 | unit"),
        Column(key="own", title=both("自有值 | own value"), role=Role.OVERRIDE, domain=ANY, format="General"),
        text("reason", "替代理由 | reason for own value", meaning=Meaning.REASON),
        Column(
            key="used",
            title=both("采用值 | value in use"),
            role=Role.CALCULATED,
            format="General",
            formula=in_use,
            uncertain=drawn,
        ),
        _UNCERTAINTY,
        label("distribution", "分布 | distribution"),
        label("flag", "可信标志 | trust flag"),
        number_label("sources", "独立来源数 | independent sources"),
        label("spread", "来源不一时的范围 | range where sources differ"),
        *(effect_columns(total) if total is not None else ()),
        label("source", "来源 | source"),
        number_label("year", "年份 | year"),
        label("region", "地区 | region"),
        label("version", "版本 | version"),
        label("note", "备注 | remark"),
        calculated_text("check", "与因子库核对 | held against the library", _CHECK, role=Role.CHECK),
        calculated(
            "own_row",
            "自有因子表中的行 | row among the own factors",
            "",
            'IF(COUNTIF(own_factors_taken,[id])=0,"",MATCH([id],own_factors_taken,0))',
            format="0",
            helper=True,
        ),
        calculated("u", "采用值的不确定度 | uncertainty in use", "±%", u_in_use, format=PERCENT, helper=True),
        ledger=True,
        filled={
            **_attributes(rows, "name id value unit uncertainty flag year region version note"),
            "source": _sources(rows),
            "distribution": _distributions(rows),
            "sources": _independent_sources(rows),
            "spread": _ranges(rows),
            **(effects(rows, total) if total is not None else {}),
        },
        helps={
            "own": "填写后全工作簿采用此值，须说明理由；有完整来源的因子填在“自有因子”表。"
            " | Used throughout the workbook; give the reason. One with a source of its own belongs on Own factors.",
            "uncertainty": "95% 区间半宽除以均值。 | Half of the 95 % interval over the mean.",
            "sources": "载有同一数值、相互独立的来源；同一转录者只计一处。 | "
            "Sources with the same value that do not depend on each other; a transcriber counts once.",
            "spread": "各来源所载数值的最小和最大，单位同因子；逐条见 twinledger factors --evidence 编号。 | The lowest and "
            "the highest number that a source has, in the unit of the factor; twinledger factors "
            "--evidence ID lists them.",
        },
        note=_FLAGS,
    )
    return sheet(
        "factors",
        "因子库 | Factors",
        _AGREEMENT,
        factors,
        tab="library",
        intro="台账从这里取缺省因子；修改“自有值”会影响所有引用它的行。"
        " | Ledgers take their defaults from here; an own value changes every row that uses the factor.",
    )


def _conditions(benchmark: Benchmark) -> Text:
    """The remark and the conditions, a sentence each."""
    parts = [part for part in (benchmark.note, benchmark.conditions) if part.zh or part.en]
    zh = "".join(part.zh if part.zh.endswith("。") else part.zh + "。" for part in parts if part.zh)
    return Text(zh, " ".join(part.en for part in parts if part.en))


def benchmark_table(rows: Sequence[Benchmark]) -> Table:
    """The benchmarks that a workbook carries: those of its own products, whatever else the library has."""
    return table(
        "bench",
        "绩效先进值与基准值 | Advanced values and benchmarks",
        "30 62 18 13 12 13 15 13 12 13 44 70",
        label("product", "产品 | product"),
        label("id", "编号 | id"),
        label("scheme", "对标体系 | scheme"),
        label("indicator", "指标 | indicator"),
        number_label("level", "等级（0 为先进值） | level (0: advanced)"),
        _value("value", "数值 | value", "0.000"),
        label("unit", "单位 | unit"),
        number_label("decimals", "小数位数 | decimals"),
        _UNCERTAINTY,
        label("flag", "可信标志 | trust flag"),
        label("source", "来源 | source"),
        label("conditions", "设定条件与说明 | conditions and remarks"),
        filled={
            "product": [Text(row.product_zh, row.product_en) for row in rows],
            **_attributes(rows, "id scheme indicator level value unit decimals uncertainty flag"),
            "source": _sources(rows),
            "conditions": [_conditions(row) for row in rows],
        },
    )


def _coefficients(coefficients: steam_native.CoefficientTable) -> Table:
    columns = coefficients.columns
    return table(
        coefficients.key,
        coefficients.title,
        "24…",
        *(_value(name, name) for name in columns),
        filled={name: [row[place] for row in coefficients.rows] for place, name in enumerate(columns)},
    )


def _constant(constant: steam_native.SheetConstant) -> Field:
    return Field(
        key=constant.key,
        title=constant.title,
        unit=as_text(constant.unit),
        role=Role.DEFAULT,
        kind=Kind.NUMBER,
        value=constant.value,
    )


def steam_rows() -> tuple[Coefficient, ...]:
    """The coefficients of the library that stand on the sheet of steam properties."""
    return tuple(row for row in library().coefficients if row.part in steam_native.CARRIED_PARTS)


def steam_sheet() -> Sheet:
    """IAPWS-IF97 coefficients, so that the heat of steam calculates without the add-in."""
    return sheet(
        "steam",
        "蒸汽性质 | Steam properties",
        panel("if97", "常数 | Constants", *(_constant(constant) for constant in steam_native.CONSTANTS)),
        *(_coefficients(coefficients) for coefficients in steam_native.coefficient_tables()),
        tab="library",
        intro="IAPWS-IF97（R7-97(2012)）系数：没有加载项时，热力台账用它们计算焓值和饱和温度（第 2 区、第 4 区）。"
        " | IAPWS-IF97 (R7-97(2012)) coefficients: without the add-in the heat "
        "ledger calculates enthalpy and saturation with them (regions 2 and 4).",
    )


def lists_sheet() -> Sheet:
    return sheet(
        "lists",
        "列表 | Lists",
        tab="library",
        intro="下拉列表的内容；公式按左列代码查找，与语言无关。 | What the drop-downs offer; formulas look up the codes in the left columns.",
    )
