"""What is hidden in a sheet: rows and columns, and contents that nobody can see or that show another number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Value
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.template.areas import consecutive, run_text
from pycore.template.finding import finding, shown
from pycore.template.pair import Pair, is_filled
from pycore.template.sheet import SheetFacts

_MOST_ROWS = 10_000


def hidden_lines(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    """Yield the hidden rows and columns that hold something and are none of the template's."""
    sheet = pair.file.name
    known_rows = {
        at
        for first, last in pair.ours.facts.hidden_rows
        for row in range(first, min(last, _MOST_ROWS) + 1)
        if (at := pair.rows.row(row)) is not None
    }
    known_columns = {c for first, last in pair.ours.facts.hidden_columns for c in range(first, last + 1)}
    rows, columns = facts.out_of_reach
    ours_rows, ours_columns = pair.ours.facts.out_of_reach
    hidden = list(facts.hidden_rows) + ([(1, rows)] if rows > ours_rows else [])
    for first, last in hidden:
        held = [
            r for (r, _), cell in pair.cells.items() if first <= r <= last and r not in known_rows and is_filled(cell)
        ]
        if held:
            where = f"{max(first, min(held))}:{min(last, max(held))}"
            yield _lines_hidden("row-hidden", sheet, where, len(held))
    hidden = list(facts.hidden_columns) + ([(1, columns)] if columns > ours_columns else [])
    for first, last in hidden:
        held = [
            c
            for (_, c), cell in pair.cells.items()
            if first <= c <= last and c not in known_columns and is_filled(cell)
        ]
        if held:
            where = f"{column_letters(max(first, min(held)))}:{column_letters(min(last, max(held)))}"
            yield _lines_hidden("column-hidden", sheet, where, len(held))


def unseen_contents(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    """Yield contents that cannot be seen, or not as they are.

    A row that was put into a table looks as the rows of the table do.
    """
    alike = {row: block.first for block in pair.rows.blocks for row in block.inserted}
    for found, known, sentence in (
        (facts.invisible, pair.ours.facts.invisible, _text_invisible),
        (facts.misleading, pair.ours.facts.misleading, _format_misleading),
    ):
        by_column: dict[int, list[tuple[int, Value]]] = defaultdict(list)
        for row, column in sorted(found):
            cell = pair.cells.get((row, column))
            if (
                cell is not None
                and is_filled(cell)
                and (pair.rows.back.get(row, alike.get(row, 0)), column) not in known
            ):
                by_column[column].append((row, cell.value))
        for column, hits in by_column.items():
            for run in consecutive(hits):
                place = run_text(column, run[0][0], run[-1][0])
                yield sentence(pair.file.name, place, len(run), run[0][1])
    if facts.zeros_hidden and not pair.ours.facts.zeros_hidden:
        yield _zeros_hidden(pair.file.name)


def _lines_hidden(rule: str, sheet: str, cell: str, filled: int) -> Finding:
    """Make the finding of hidden rows or columns with contents."""
    rows = rule == "row-hidden"
    return finding(
        rule,
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"{'行' if rows else '列'}被隐藏，其中有 {filled} 个单元格有内容",
            f"hidden {'rows' if rows else 'columns'} with {filled} filled cells",
        ),
        Text("全部可见", "all of them visible"),
        Text("请取消隐藏后重新提交。", "Unhide and submit again."),
        filled=filled,
    )


def _text_invisible(sheet: str, cell: str, count: int, value: Value) -> Finding:
    """Make the finding of cells whose contents cannot be seen."""
    return finding(
        "text-invisible",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"{count} 个单元格的内容不可见（字色与底色相同，或格式不显示）：{shown(value)}",
            f"{count} cell(s) cannot be seen (text in the colour of its ground, or a format that shows nothing): {shown(value)}",
        ),
        Text("可见的内容", "contents that can be seen"),
        Text("请恢复格式并说明原因。", "Restore the format and give the reason."),
    )


def _format_misleading(sheet: str, cell: str, count: int, value: Value) -> Finding:
    """Make the finding of cells whose number format shows another number."""
    return finding(
        "format-misleading",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"{count} 个单元格的数字格式会显示成别的数（单元格的值为 {shown(value)}）",
            f"{count} cell(s) have a number format that shows another number (the cell holds {shown(value)})",
        ),
        Text("照实显示数值的格式", "a format that shows the value as it is"),
        Text("请恢复格式并说明原因。", "Restore the format and give the reason."),
    )


def _zeros_hidden(sheet: str) -> Finding:
    """Make the finding of a sheet that shows no zeros."""
    return finding(
        "zeros-hidden",
        Severity.WARNING,
        sheet,
        "",
        Text("工作表设为不显示零值", "the sheet is set to show no zeros"),
        Text("显示零值", "zeros that are shown"),
        Text("请在选项中恢复显示零值。", "Show zeros again in the options."),
    )
