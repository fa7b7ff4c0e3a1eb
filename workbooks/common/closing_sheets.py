"""What closes every workbook: the checks sheet, the calculation record, and words turned into the other language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pycore.language import Text
from pycore.sheets.definition import Block, Column, Field, Kind, Panel, Role, Sheet, Table
from workbooks.common.columns import NO_UNIT, calculated, text

CheckRow = tuple[str, str, str, str]
"""One check: what it is about in Chinese and in English, the formula that counts, the key of the sheet to go to."""


def bad(cells: str) -> str:
    """Count the cells of a check column that name something wrong; they turn errors into words themselves."""
    return f'COUNTIF({cells},"✗*")'


def translated(cell: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The word that stands for the one in a cell: pairs of the word found and the word wanted."""
    found = "{" + ",".join(f'"{a}"' for a, _ in pairs) + "}"
    wanted = "{" + ",".join(f'"{b}"' for _, b in pairs) + "}"
    return f"INDEX({wanted},MATCH({cell},{found},0))"


def checks_sheet(titles: Mapping[str, Text], checks: Sequence[CheckRow], notes: Sequence[CheckRow],
                 *more: Block) -> Sheet:  # fmt: skip
    """The checks sheet: it counts what is missing or contradictory and links to it; further blocks stand below.

    Args:
        titles: titles of the sheets, by key, for the links.
        checks: what must be settled; counted on the cover.
        notes: what wants attention only.
    """

    def table(key: str, zh: str, en: str, rows: Sequence[CheckRow], mark: str) -> Table:
        status = Text('IF(ISERROR([count]),"✗ 计算出错",IF([count]=0,"✓","' + mark + '"))', 'IF(ISERROR([count]),"✗ error",IF([count]=0,"✓","' + mark + '"))')
        return Table(
            key=key, title=Text(zh, en), rows=len(rows),
            columns=(
                text("item", "检查内容", "check", width=50, role=Role.LABEL),
                Column(key="count", title=Text("数量", "count"), role=Role.CALCULATED, format="0", width=12),
                calculated("status", "结果", "result", NO_UNIT, status, kind=Kind.TEXT, role=Role.CHECK, width=18),
                text("link", "转到", "go to", width=24, role=Role.CALCULATED),
            ),
            prefilled={
                "item": [Text(a, b) for a, b, *_ in rows],
                "count": ["=" + formula for _, _, formula, _ in rows],
                "link": [Text(f"=HYPERLINK(\"#'{titles[s].zh}'!A1\",\"{titles[s].zh}\")", f"=HYPERLINK(\"#'{titles[s].en}'!A1\",\"{titles[s].en}\")") for *_, s in rows],
            },
        )  # fmt: skip

    return Sheet(
        key="checks", title=Text("检查", "Checks"), tab="check", freeze=False, one_page=not more,
        intro=Text("先处理红色项；黄色项供说明和审核参考。", "Settle the red ones first; the yellow ones are for explanation and review."),
        blocks=(
            Panel(key="checks", title=Text("总览", "Overview"), fields=(
                Field(key="total", title=Text("待处理项数", "open"), role=Role.CALCULATED, kind=Kind.NUMBER, format="0",
                      formula='COUNTIF(check_rows_status,"✗*")'),
            )),
            table("check_rows", "缺失与矛盾", "Missing or contradictory", checks, "✗"),
            table("note_rows", "提示", "For attention", notes, "!"),
            *more,
        ),
    )  # fmt: skip


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


def _digest(inputs: Sequence[str]) -> str:
    """The digest of all inputs; of more than a function takes, the digest of their digests."""
    parts = [inputs[i : i + MOST_ARGUMENTS] for i in range(0, len(inputs), MOST_ARGUMENTS)]
    digests = [f"TL_DIGEST({','.join(part)})" for part in parts]
    return digests[0] if len(digests) == 1 else f"TL_DIGEST({','.join(digests)})"


def record_sheet(library_version: str, library_digest: str, inputs: tuple[str, ...]) -> Sheet:
    """The calculation record: versions, time and a digest of the inputs."""
    return Sheet(
        key="record", title=Text("计算记录", "Record"), tab="check", freeze=False,
        blocks=(
            Panel(key="record", title=Text("计算记录", "Calculation record"), fields=(
                Field(key="template", title=Text("模板与版本", "template and version"), role=Role.CALCULATED, formula='cover_template&" "&cover_version'),
                Field(key="core", title=Text("计算核心", "core"), role=Role.CALCULATED,
                      formula=Text('IF(TL_ON,"TwinLedger "&TL_VERSION(),"原生公式")', 'IF(TL_ON,"TwinLedger "&TL_VERSION(),"native formulas")')),
                Field(key="library", title=Text("因子库版本", "factor library"), role=Role.LABEL, value=library_version),
                Field(key="library_digest", title=Text("因子库摘要（SHA-256 前 16 位）", "digest of the library (SHA-256, first 16)"), role=Role.LABEL, value=library_digest),
                Field(key="time", title=Text("计算时间（UTC）", "time of calculation (UTC)"), role=Role.CALCULATED, formula='IF(TL_ON,TL_CALCULATED_AT(),"–")',
                      help=Text("由加载项或 twinledger calculate 写入。", "Written by the add-in or by twinledger calculate.")),
                Field(key="inputs", title=Text("输入摘要", "digest of the inputs"), role=Role.CALCULATED, formula=f'IF(TL_ON,{_digest(inputs)},"–")',
                      help=Text("所有填写单元格内容的 SHA-256 摘要（前 16 位）；任何一项改变，摘要就改变。",
                                "SHA-256 of the contents of all input cells (first 16 digits); it changes with any of them.")),
            )),
        ),
    )  # fmt: skip
