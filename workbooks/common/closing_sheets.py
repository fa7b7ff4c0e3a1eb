"""What closes every workbook: the checks sheet, the calculation record, and words turned into the other language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pycore.language import Text, both
from pycore.sheets.definition import Block, ChoiceList, Column, Field, Kind, Panel, Role, Sheet, Table
from pycore.sheets.formulas import core_first
from pycore.sheets.user_names import looked_up, name_count
from workbooks.common.columns import NO_UNIT, calculated, text

CHECKS_TITLE = both("检查 | Checks")
CheckRow = tuple[str, str, str, str]
"""One check: what it is about in Chinese and in English, the formula that counts, the key of the sheet to go to."""


def bad(cells: str) -> str:
    """Count the cells of a check column that name something wrong; they turn errors into words themselves."""
    return f'COUNTIF({cells},"✗*")'


def _rows_without_formulas(tables: Sequence[tuple[Table, Sheet]]) -> Table:
    """What stands beside the formulas of a ledger: rows that a user has inserted and filled in, and nothing counts them.

    A row inside the names of a ledger is found by its check, which says something in every row that is filled in; one
    beside them, above the first row or below the last, by the frame of the ledger, which it has made longer.
    """

    def inside(table: Table, found: str) -> str:
        check = table.row_check
        assert check is not None
        filled = "+".join(f'({table.key}_{key}<>"")' for key in check.checks)
        return f"SUMPRODUCT({found.format(f'({filled}>0)*({table.key}_{check.key}=' + chr(34) * 2 + ')')})"

    def beside(table: Table) -> str:
        return f"(ROWS({table.key}_frame)-ROWS({table.key}_{table.columns[0].key})-2)"

    def row(table: Table) -> str:
        first = f"{table.key}_{table.columns[0].key}"
        last_inside = inside(table, f"MAX({{0}}*ROW({first}))")
        top = f"ROW(INDEX({first},1))"
        above = f"ROW(INDEX({table.key}_frame,1,1))<{top}-1"
        return f'=IF([lost]=0,"",IF({inside(table, "{0}")}>0,{last_inside},IF({above},{top}-1,{top}+ROWS({first}))))'

    status = both(
        'IF(ISERROR([lost]),"✗ 计算出错",IF([lost]=0,"✓","✗ 第 "&[row]&" 行没有公式，不计入合计")) | IF(ISERROR([lost]),"✗ '
        'error",IF([lost]=0,"✓","✗ row "&[row]&" has no formulas: it is not counted"))'
    )
    return Table(
        key="ledger_rows",
        title=both("台账的行：填写了但没有公式 | Rows of the ledgers: filled in, but without formulas"),
        rows=len(tables),
        note=both(
            "插入的行要复制上一行的公式才会计入；台账首行之上、末行之下插入的行不计入，请删去，或用 twinledger upgrade --rows 加长台账。 | An inserted row "
            "counts once the formulas of the row above are copied to it; rows above the first or below the last "
            "row of a ledger do not count: delete them, or make the ledger longer with twinledger upgrade --rows."
        ),
        columns=(
            text("item", "台账 | ledger", width=50, role=Role.LABEL),
            Column(
                key="lost",
                title=both("没有公式的行数 | rows without formulas"),
                role=Role.CALCULATED,
                format="0",
                width=12,
            ),
            calculated("status", "结果 | result", NO_UNIT, status, kind=Kind.TEXT, role=Role.CHECK, width=18),
            text("link", "转到 | go to", width=24, role=Role.CALCULATED),
            Column(
                key="row", title=both("最后一处的行号 | row of the last"), role=Role.CALCULATED, format="0", width=12
            ),
        ),
        prefilled={
            "item": [table.title for table, _ in tables],
            "lost": [f"={inside(table, '{0}')}+{beside(table)}" for table, _ in tables],
            "link": [_link(sheet.title) for _, sheet in tables],
            "row": [row(table) for table, _ in tables],
        },
    )


def _link(title: Text) -> Text:
    return Text(*(f'=HYPERLINK("#\'{name}\'!A1","{name}")' for name in (title.zh, title.en)))


def checks_sheet(
    sheets: Sequence[Sheet],
    lists: Sequence[ChoiceList],
    checks: Sequence[CheckRow],
    notes: Sequence[CheckRow],
    *more: Block,
) -> Sheet:
    """The checks sheet: it counts what is missing or contradictory and links to it; further blocks stand below.

    Args:
        sheets: the other sheets, to link to; what every ledger and every name is checked for follows from them.
        lists: the choice lists, some of which follow names that a user gives.
        checks: what must be settled; counted on the cover.
        notes: what wants attention only.
    """
    titles = {sheet.key: sheet.title for sheet in sheets}
    ledgers = [
        (block, sheet)
        for sheet in sheets
        for block in sheet.blocks
        if isinstance(block, Table) and block.row_check is not None
    ]
    blocks = [(block, sheet) for sheet in sheets for block in sheet.blocks if isinstance(block, (Table, Panel))]
    named = looked_up([block for block, _ in blocks], lists)
    checks = (
        *checks,
        *(
            (
                f"“{block.title.zh}”中含特殊符号（= < > * ? ~）、首尾空格或过长的名称",
                f"names with signs that sums take for conditions, spaces around, or too long: {block.title.en}",
                "+".join(name_count(name) for name in names),
                sheet.key,
            )
            for block, sheet in blocks
            if (names := [name for entry in block.entries if (name := f"{block.key}_{entry.key}") in named])
        ),
    )
    if ledgers:
        checks = (
            *checks,
            (
                "有填写但没有公式的台账行（见下表）",
                "rows of ledgers without formulas (see below)",
                "SUM(ledger_rows_lost)",
                "checks",
            ),
        )

    def table(key: str, zh: str, en: str, rows: Sequence[CheckRow], mark: str) -> Table:
        status = Text(
            'IF(ISERROR([count]),"✗ 计算出错",IF([count]=0,"✓","' + mark + '"))',
            'IF(ISERROR([count]),"✗ error",IF([count]=0,"✓","' + mark + '"))',
        )
        return Table(
            key=key,
            title=Text(zh, en),
            rows=len(rows),
            columns=(
                text("item", "检查内容 | check", width=50, role=Role.LABEL),
                Column(key="count", title=both("数量 | count"), role=Role.CALCULATED, format="0", width=12),
                calculated("status", "结果 | result", NO_UNIT, status, kind=Kind.TEXT, role=Role.CHECK, width=18),
                text("link", "转到 | go to", width=24, role=Role.CALCULATED),
            ),
            prefilled={
                "item": [Text(a, b) for a, b, *_ in rows],
                "count": ["=" + formula for _, _, formula, _ in rows],
                "link": [_link(titles.get(s, CHECKS_TITLE)) for *_, s in rows],
            },
        )

    return Sheet(
        key="checks",
        title=CHECKS_TITLE,
        tab="check",
        freeze=False,
        one_page=not more and not ledgers,
        intro=both(
            "先处理红色项；黄色项供说明和审核参考。 | Settle the red ones first; the yellow ones are for explanation and review."
        ),
        blocks=(
            Panel(
                key="checks",
                title=both("总览 | Overview"),
                fields=(
                    Field(
                        key="total",
                        title=both("待处理项数 | open"),
                        role=Role.CALCULATED,
                        kind=Kind.NUMBER,
                        format="0",
                        formula='COUNTIF(check_rows_status,"✗*")',
                    ),
                ),
            ),
            table("check_rows", "缺失与矛盾", "Missing or contradictory", checks, "✗"),
            table("note_rows", "提示", "For attention", notes, "!"),
            *((_rows_without_formulas(ledgers),) if ledgers else ()),
            *more,
        ),
    )


def input_names(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Names of all input ranges, in the order of the sheets, for the digest."""
    return tuple(_inputs(sheets))


def _inputs(sheets: Sequence[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        for block in sheet.blocks:
            if isinstance(block, (Table, Panel)):
                cells: Sequence[Column | Field] = block.columns if isinstance(block, Table) else block.fields
                yield from (f"{block.key}_{c.key}" for c in cells if c.role in (Role.INPUT, Role.OVERRIDE))


MOST_ARGUMENTS = 250
"""Excel takes 255 arguments."""


def _parts(inputs: Sequence[str]) -> list[str]:
    """The names of all inputs, in lists that a function takes."""
    return [",".join(inputs[i : i + MOST_ARGUMENTS]) for i in range(0, len(inputs), MOST_ARGUMENTS)]


def _digest(inputs: Sequence[str]) -> str:
    """The digest of all inputs; of more than a function takes, the digest of their digests."""
    digests = [f"TL_DIGEST({part})" for part in _parts(inputs)]
    return digests[0] if len(digests) == 1 else f"TL_DIGEST({','.join(digests)})"


def _recorded(call: str, native: str) -> str:
    """What the core writes into the record. Each line follows the inputs, so that it is written anew, or taken back,
    whenever one of them changes."""
    return core_first(f"IF(record_filled>=0,{call},NA())", f'"{native}"')


def record_sheet(library_version: str, library_digest: str, inputs: tuple[str, ...]) -> Sheet:
    """The calculation record: versions, time and a digest of the inputs."""
    core = '"TwinLedger "&TL_VERSION()'
    return Sheet(
        key="record",
        title=both("计算记录 | Record"),
        tab="check",
        freeze=False,
        blocks=(
            Panel(
                key="record",
                title=both("计算记录 | Calculation record"),
                fields=(
                    Field(
                        key="template",
                        title=both("模板与版本 | template and version"),
                        role=Role.CALCULATED,
                        formula='cover_template&" "&cover_version',
                    ),
                    Field(
                        key="core",
                        title=both("计算核心 | core"),
                        role=Role.CALCULATED,
                        formula=Text(_recorded(core, "原生公式"), _recorded(core, "native formulas")),
                    ),
                    Field(
                        key="library", title=both("因子库版本 | factor library"), role=Role.LABEL, value=library_version
                    ),
                    Field(
                        key="library_digest",
                        title=both("因子库摘要（SHA-256 前 16 位） | digest of the library (SHA-256, first 16)"),
                        role=Role.LABEL,
                        value=library_digest,
                    ),
                    Field(
                        key="time",
                        title=both("计算时间（UTC） | time of calculation (UTC)"),
                        role=Role.CALCULATED,
                        formula=_recorded("TL_CALCULATED_AT()", "–"),
                        help=both(
                            "由加载项或 twinledger calculate 写入；没有加载项时改动任何一项，记录即改为原生公式。 | Written by the add-in or by twinledger "
                            "calculate; a change without the add-in turns the record to native formulas."
                        ),
                    ),
                    Field(
                        key="inputs",
                        title=both("输入摘要 | digest of the inputs"),
                        role=Role.CALCULATED,
                        formula=_recorded(_digest(inputs), "–"),
                        help=both(
                            "所有填写单元格内容的 SHA-256 摘要（前 16 位）；任何一项改变，摘要就改变。 | SHA-256 of the contents of all input cells (first 16 "
                            "digits); it changes with any of them."
                        ),
                    ),
                    Field(
                        key="filled",
                        title=both("已填写的单元格数 | cells filled in"),
                        role=Role.CALCULATED,
                        kind=Kind.NUMBER,
                        format="0",
                        formula="+".join(f"COUNTA({part})" for part in _parts(inputs)),
                    ),
                ),
            ),
        ),
    )
