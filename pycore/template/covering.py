"""What covers cells: merged cells, pictures, shapes, charts and comments that are always shown."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.cells.stored import StoredCell
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.template.areas import area_text
from pycore.template.finding import finding
from pycore.template.pair import Pair
from pycore.template.sheet import SheetFacts


def merged_findings(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    """Yield the merged cells that hide something: they show the first only; the template's own hold nothing else."""
    for area in facts.merged:
        hidden = [c for c in pair.filled(area) if (c.row, c.column) != (area.first_row, area.first_column)]
        if hidden:
            yield _cells_merged(pair.file.name, area_text(area), hidden)


def lying_findings(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    """Yield what lies on the sheet, and the contents that it covers."""
    known = [(d.kind, at) for d in pair.ours.facts.drawn if (at := pair.area(d.place)) is not None]
    for one in facts.drawn:
        if (one.kind, one.place) not in known:
            covered = pair.filled(one.place)
            yield _drawing_added(pair.file.name, area_text(one.place), one.kind, covered)
    for chart in facts.charts:
        under = [cell for cell in pair.filled(chart.place) if not _under_a_chart(pair, cell)]
        if under:
            yield _chart_covers(pair.file.name, area_text(chart.place), under)
    if facts.comments:
        yield _comments_added(pair.file.name, [area_text(a) for a in facts.comments])


def _under_a_chart(pair: Pair, cell: StoredCell) -> bool:
    row = pair.rows.back.get(cell.row, cell.row)
    return any((row, cell.column) in chart.place for chart in pair.ours.facts.charts)


def _cells_merged(sheet: str, cell: str, hidden: list[StoredCell]) -> Finding:
    """Make the finding of merged cells that hide others with contents."""
    said = "、".join(c.address for c in hidden[:4])
    return finding(
        "cells-merged",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"合并的单元格遮住了 {len(hidden)} 个有内容的单元格（{said}）",
            f"merged cells hide {len(hidden)} filled cells ({', '.join(c.address for c in hidden[:4])})",
        ),
        Text("未合并的单元格", "cells that are not merged"),
        Text("请取消合并，并查看被遮住的内容。", "Unmerge them and look at what was hidden."),
    )


_DRAWN = {
    "picture": Text("图片", "a picture"),
    "comment": Text("始终显示的批注", "a comment that is always shown"),
    "graphic": Text("图形对象", "a graphic object"),
}


def _drawing_added(sheet: str, cell: str, kind: str, covered: list[StoredCell]) -> Finding:
    """Make the finding of an added picture or shape; a warning where it covers contents."""
    what = _DRAWN.get(kind, Text("形状或文本框", "a shape or text box"))
    return finding(
        "drawing-added",
        Severity.WARNING if covered else Severity.NOTE,
        sheet,
        cell,
        Text(
            f"增加了{what.zh}，盖住 {len(covered)} 个有内容的单元格",
            f"{what.en} was added and covers {len(covered)} filled cells",
        ),
        Text("没有遮盖内容的图形", "nothing that covers contents"),
        Text("请移开或删除，并查看下面的内容。", "Move or remove it and look at what is under it."),
    )


def _chart_covers(sheet: str, cell: str, covered: list[StoredCell]) -> Finding:
    """Make the finding of a chart that covers contents."""
    return finding(
        "drawing-added",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"图表盖住 {len(covered)} 个有内容的单元格（如 {covered[0].address}）",
            f"a chart covers {len(covered)} filled cells (e.g. {covered[0].address})",
        ),
        Text("没有遮盖内容的图表", "a chart that covers nothing"),
        Text("请移开，并查看下面的内容。", "Move it and look at what is under it."),
    )


def _comments_added(sheet: str, cells: list[str]) -> Finding:
    """Make the finding of added comments."""
    return finding(
        "comments-added",
        Severity.NOTE,
        sheet,
        cells[0],
        Text(f"有 {len(cells)} 条批注", f"{len(cells)} comment(s)"),
        Text("没有批注", "no comments"),
        Text("批注不参与计算，请阅读其内容。", "They do not enter the calculation; read them."),
        cells=cells[:200],
    )
