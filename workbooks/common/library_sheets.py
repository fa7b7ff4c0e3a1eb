"""The library inside a workbook: factors, benchmarks and steam coefficients, each value with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from pycore.accounting import steam_native
from pycore.equations.domain import ANY
from pycore.language import Text, both
from pycore.library import Factor, library
from pycore.sheets.definition import Column, Field, Kind, Panel, Role, Sheet, Table, Uncertain
from workbooks.common.columns import PERCENT, text

_FLAGS = both(
    "可信标志：S 文件原文；V 公开资料核对；V2 两处以上公开资料一致；C 计算并核对；M 凭记忆，待按原文确认；I 推断或判断。 | Trust flags: S stated in the "
    "document; V read in a public source; V2 in two or more; C computed and checked; M remembered, to be "
    "confirmed; I inferred or judged."
)


# One call for the whole column: a call for each of hundreds of rows is what makes a recalculation slow in Excel. The
# rows ask one by one only where something differs. TL_ON may be of another program's calculation, so whether the core
# answers at all is asked first.
_AGREEMENT = Panel(
    key="factors_agreement",
    title=both("与因子库核对 | Held against the library"),
    fields=(
        Field(
            key="different",
            title=both("与因子库不符的因子数 | factors that differ from the library"),
            role=Role.CALCULATED,
            kind=Kind.NUMBER,
            format="0",
            formula='IF(TL_ON,IF(ISERROR(TL_GWP("CO2")),0,IFERROR(SUMPRODUCT(--(TL_FACTOR(factors_id)<>factors_value)),ROWS(factors_id))),0)',
            help=both(
                "有加载项时核对；因子编号有误时按全部不符计，逐行说明见“与因子库核对”列。 | Checked where the add-in is there; with an unknown id all "
                "count as different, and the last column says which."
            ),
        ),
    ),
)


def factor_sheet(rows: Sequence[Factor]) -> Sheet:
    """The factor library as used: the library's value, an own value beside it, and the value in use."""
    table = Table(
        key="factors",
        title=both("因子库（本工作簿采用） | Factor library as used"),
        note=_FLAGS,
        rows=len(rows),
        columns=(
            text("name", "名称 | name", width=36, role=Role.LABEL),
            text("id", "编号 | id", width=34, role=Role.LABEL),
            Column(key="value", title=both("因子库值 | library value"), role=Role.DEFAULT, width=12, format="General"),
            text("unit", "单位 | unit", width=13, role=Role.LABEL),
            Column(
                key="own",
                title=both("自有值 | own value"),
                role=Role.OVERRIDE,
                domain=ANY,
                width=12,
                format="General",
                help=both("填写后全工作簿采用此值，须说明理由。 | Used throughout the workbook; give the reason."),
            ),
            text("reason", "替代理由 | reason for own value", width=22),
            Column(
                key="used",
                title=both("采用值 | value in use"),
                role=Role.CALCULATED,
                width=12,
                format="General",
                formula='IF([own]<>"",[own],[value])',
                uncertain=Uncertain(relative="[uncertainty]", distribution="[distribution]"),
            ),
            Column(
                key="uncertainty",
                title=both("相对不确定度 | relative uncertainty"),
                unit=both("±%"),
                role=Role.INPUT,
                format=PERCENT,
                width=11,
                domain=ANY,
                help=both("95% 区间半宽除以均值。 | Half of the 95 % interval over the mean."),
            ),
            text("distribution", "分布 | distribution", width=11, role=Role.LABEL),
            text("flag", "可信标志 | trust flag", width=9, role=Role.LABEL),
            text("source", "来源 | source", width=44, role=Role.LABEL),
            Column(key="year", title=both("年份 | year"), role=Role.LABEL, width=8, format="0"),
            text("region", "地区 | region", width=9, role=Role.LABEL),
            text("version", "版本 | version", width=9, role=Role.LABEL),
            text("note", "备注 | remark", width=60, role=Role.LABEL),
            Column(
                key="check",
                title=both("与因子库核对 | held against the library"),
                role=Role.CHECK,
                kind=Kind.TEXT,
                width=16,
                formula=both(
                    'IF(AND([own]<>"",[reason]=""),"✗ 自有值缺理由",IF([own]<>"","! 采用自有值",IF(AND(TL_ON,'
                    'factors_agreement_different<>0),IF(TL_FACTOR([id])=[value],"✓","✗ 与因子库不符"),"✓"))) | '
                    'IF(AND([own]<>"",[reason]=""),"✗ no reason for own value",IF([own]<>"","! own value in use",'
                    'IF(AND(TL_ON,factors_agreement_different<>0),IF(TL_FACTOR([id])=[value],"✓","✗ not the library\'s"),'
                    '"✓")))'
                ),
            ),
        ),
        prefilled={
            "name": [row.name for row in rows],
            "id": [row.id for row in rows],
            "value": [row.value for row in rows],
            "unit": [row.unit for row in rows],
            "uncertainty": [row.uncertainty for row in rows],
            "distribution": [row.distribution for row in rows],
            "flag": [row.flag for row in rows],
            "source": [row.source for row in rows],
            "year": [row.year for row in rows],
            "region": [row.region for row in rows],
            "version": [row.version for row in rows],
            "note": [row.note for row in rows],
        },
        ledger=True,
    )
    return Sheet(
        key="factors",
        title=both("因子库 | Factors"),
        tab="library",
        blocks=(_AGREEMENT, table),
        intro=both(
            "台账从这里取缺省因子；修改“自有值”会影响所有引用它的行。 | Ledgers take their defaults from here; an own value changes every "
            "row that uses the factor."
        ),
    )


def benchmark_table() -> Table:
    rows = list(library().benchmarks.values())
    return Table(
        key="bench",
        title=both("绩效先进值与基准值 | Advanced values and benchmarks"),
        rows=len(rows),
        columns=(
            text("product", "产品 | product", width=30, role=Role.LABEL),
            text("id", "编号 | id", width=34, role=Role.LABEL),
            text("scheme", "对标体系 | scheme", width=18, role=Role.LABEL),
            text("indicator", "指标 | indicator", width=13, role=Role.LABEL),
            Column(
                key="level",
                title=both("等级（0 为先进值） | level (0: advanced)"),
                role=Role.LABEL,
                width=12,
                format="0",
            ),
            Column(key="value", title=both("数值 | value"), role=Role.DEFAULT, width=13, format="0.000"),
            text("unit", "单位 | unit", width=15, role=Role.LABEL),
            Column(key="decimals", title=both("小数位数 | decimals"), role=Role.LABEL, width=13, format="0"),
            Column(
                key="uncertainty",
                title=both("相对不确定度 | relative uncertainty"),
                unit=both("±%"),
                role=Role.INPUT,
                domain=ANY,
                format=PERCENT,
                width=12,
            ),
            text("flag", "可信标志 | trust flag", width=13, role=Role.LABEL),
            text("source", "来源 | source", width=44, role=Role.LABEL),
            text("conditions", "设定条件与说明 | conditions and remarks", width=70, role=Role.LABEL),
        ),
        prefilled={
            "product": [Text(b.product_zh, b.product_en) for b in rows],
            "id": [b.id for b in rows],
            "scheme": [b.scheme for b in rows],
            "indicator": [b.indicator for b in rows],
            "level": [b.level for b in rows],
            "value": [b.value for b in rows],
            "unit": [b.unit for b in rows],
            "decimals": [b.decimals for b in rows],
            "uncertainty": [b.uncertainty for b in rows],
            "flag": [b.flag for b in rows],
            "source": [b.source for b in rows],
            "conditions": [
                Text(
                    "".join(x if x.endswith("。") else x + "。" for x in (b.note.zh, b.conditions.zh) if x),
                    " ".join(x for x in (b.note.en, b.conditions.en) if x),
                )
                for b in rows
            ],
        },
    )


def steam_sheet() -> Sheet:
    """IAPWS-IF97 coefficients, so that the heat of steam calculates without the add-in."""
    tables = tuple(
        Table(
            key=table.key,
            title=table.title,
            rows=len(table.rows),
            columns=tuple(
                Column(key=name, title=both(name), role=Role.DEFAULT, format="General", width=24)
                for name in table.columns
            ),
            prefilled={name: [row[i] for row in table.rows] for i, name in enumerate(table.columns)},
        )
        for table in steam_native.coefficient_tables()
    )
    constants = tuple(
        Field(key=c.key, title=c.title, unit=both(c.unit), role=Role.DEFAULT, kind=Kind.NUMBER, value=c.value)
        for c in steam_native.CONSTANTS
    )
    return Sheet(
        key="steam",
        title=both("蒸汽性质 | Steam properties"),
        tab="library",
        intro=both(
            "IAPWS-IF97（R7-97(2012)）系数：没有加载项时，热力台账用它们计算焓值和饱和温度（第 2 区、第 4 区）。 | IAPWS-IF97 (R7-97(2012)) "
            "coefficients: without the add-in the heat ledger calculates enthalpy and saturation with them "
            "(regions 2 and 4)."
        ),
        blocks=(Panel(key="if97", title=both("常数 | Constants"), fields=constants), *tables),
    )


def lists_sheet() -> Sheet:
    return Sheet(
        key="lists",
        title=both("列表 | Lists"),
        tab="library",
        blocks=(),
        intro=both(
            "下拉列表的内容；公式按左列代码查找，与语言无关。 | What the drop-downs offer; formulas look up the codes in the left "
            "columns."
        ),
    )
