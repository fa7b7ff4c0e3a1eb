"""The index on the cover: every sheet with a link to it, what is on it, how much is filled in, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pycore.language import Text, both
from pycore.sheets.definition import Panel, Role, Sheet, Table
from workbooks.common.cells import in_words
from workbooks.common.closing_sheets import MOST_ARGUMENTS, bad, link_to
from workbooks.common.columns import figure, text
from workbooks.common.pages import calculated_text, label, table

_INPUTS = (Role.INPUT, Role.OVERRIDE)
_MOST_NAMED = 3
"""Blocks of a sheet that the index names."""
_KINDS = {
    "input": both("填写 | to fill in"),
    "result": both("结果 | results"),
    "check": both("检查与记录 | checks and record"),
    "library": both("因子与查找（辅助） | factors and look-ups (helper)"),
}
_CHECKS = "checks"
_OPEN = in_words(
    'IF(ISERROR([cells_open]),"✗ {}",IF([cells_open]>0,"✗ "&[cells_open]&" {}",'
    'IF([cells_filled]="","✓",IF([cells_filled]=0,"– {}","✓ {}"))))',
    "计算出错 | error",
    "处待处理 | open",
    "未填写 | empty",
    "已填写 | filled in",
)


def with_index(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Put the index behind the first block of the cover, which is the first sheet; `checks` is among the sheets."""
    cover, *others = sheets
    blocks = (cover.blocks[0], index_table(others), *cover.blocks[1:])
    return (replace(cover, blocks=blocks), *others)


def index_table(sheets: Sequence[Sheet]) -> Table:
    """The sheets in their order: link, kind, contents, input cells filled in, and the state that follows."""
    checks = _checks_of(sheets)
    return table(
        "sheet_index",
        "目录 | Contents",
        "30 46 20 12 12 28",
        text("link", "工作表 | sheet", role=Role.CALCULATED),
        label("sheet_holds", "内容 | contents"),
        label("sheet_kind", "类别 | kind"),
        figure("cells_filled", "已填单元格 | cells filled in", format="0"),
        figure("cells_open", "待处理 | open", format='0;-0;"–"'),
        calculated_text("status", "状态 | state", _OPEN, role=Role.CHECK),
        filled={
            "link": [link_to(sheet.title) for sheet in sheets],
            "sheet_holds": [_holds(sheet) for sheet in sheets],
            "sheet_kind": [_KINDS[sheet.tab] for sheet in sheets],
            "cells_filled": [_filled(sheet) for sheet in sheets],
            "cells_open": [_open(sheet, checks) for sheet in sheets],
        },
        note="“待处理”计入行检查的问题和“检查”表中指向该工作表的问题；“–”为尚未填写，不一定需要填写。"
        " | Open are rows that a check has marked and what the sheet Checks counts for a sheet; – is a sheet with "
        "nothing filled in, which need not be wrong.",
    )


def _holds(sheet: Sheet) -> Text:
    """The titles of the first blocks of a sheet; what the sheet is for where it has none."""
    blocks = [block for block in sheet.blocks if not (isinstance(block, Table) and block.helper)]
    titles = [block.title for block in blocks[:_MOST_NAMED]] or [sheet.intro]
    more = Text("等", " …") if len(blocks) > _MOST_NAMED else Text("", "")
    return Text("、".join(t.zh for t in titles) + more.zh, ", ".join(t.en for t in titles) + more.en)


def _filled(sheet: Sheet) -> str:
    """A formula that counts the input cells in use beyond what the template itself fills in; "" for none to fill in."""
    names: list[str] = []
    given = 0
    for block in sheet.blocks:
        if not isinstance(block, Table | Panel):
            continue
        own = block.prefilled if isinstance(block, Table) else {field.key: (field.value,) for field in block.fields}
        for entry in block.entries:
            if entry.role in _INPUTS:
                names.append(f"{block.key}_{entry.key}")
                given += sum(value is not None and value != "" for value in own.get(entry.key, ()))
    if not names:
        return '=""'
    parts = [",".join(names[i : i + MOST_ARGUMENTS]) for i in range(0, len(names), MOST_ARGUMENTS)]
    return f"=MAX(0,{'+'.join(f'COUNTA({part})' for part in parts)}-{given})"


def _checks_of(sheets: Sequence[Sheet]) -> Mapping[str, list[int]]:
    """The rows of the checks that lead to a sheet, by the link that they hold; checks of rows are counted by rows."""
    found: dict[str, list[int]] = {}
    row_checks = {f"={bad(name)}" for sheet in sheets for name in _row_checks(sheet)}
    rows = next((b for s in sheets if s.key == _CHECKS for b in s.blocks if isinstance(b, Table)), None)
    for i, link in enumerate(rows.prefilled["link"] if rows is not None else (), 1):
        assert rows is not None
        if rows.prefilled["count"][i - 1] not in row_checks:
            found.setdefault(link.zh, []).append(i)
    return found


def _row_checks(sheet: Sheet) -> Iterator[str]:
    for block in sheet.blocks:
        if isinstance(block, Table) and block.row_check is not None:
            yield f"{block.key}_{block.row_check.key}"


def _open(sheet: Sheet, checks: Mapping[str, list[int]]) -> str:
    """A formula that counts what is open on a sheet: rows that a check marks, and checks that lead there.

    On the sheet of checks itself it is all that is open.
    """
    if sheet.key == _CHECKS:
        return "=checks_total"
    parts = [bad(name) for name in _row_checks(sheet)]
    parts += [bad(f"INDEX(check_rows_status,{i})") for i in checks.get(link_to(sheet.title).zh, ())]
    return f"={'+'.join(parts)}" if parts else "=0"
