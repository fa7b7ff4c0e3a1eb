"""What is shown or printed of a sheet otherwise than of the template's."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Area, StoredCell
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.template.areas import area_text, meet
from pycore.template.cells import LOWEST
from pycore.template.finding import finding, shown
from pycore.template.looks.page_look import PageLook
from pycore.template.pair import Pair

_NARROW, _VERY_NARROW = 0.6, 0.35
"""The part of the template's width below which contents are cut, and below which hardly anything is left of them."""
_LOW = 8.0
"""Points; a lower row shows a part of its letters only."""
_NARROWEST = 1.5
"""Characters; a narrower column is hidden, which has a finding of its own."""


def page_findings(pair: Pair, found: PageLook, wanted: PageLook) -> Iterator[Finding]:
    """Yield what differs of a sheet besides its cells."""
    for one in sorted(found.view - wanted.view):
        said = Text(f"工作表的视图设置被改动（{one}）", f"the view of the sheet is set otherwise ({one})")
        yield _changed("view-changed", Severity.WARNING, pair, "", said)
    yield from _narrow(pair, found, wanted)
    yield from _low(pair, found, wanted)
    yield from _print_area(pair, found, wanted)
    for one in sorted(found.printed - wanted.printed):
        said = Text(
            f"打印设置被改动（{one}），打印件与屏幕不同",
            f"the printing is set otherwise ({one}): paper and screen differ",
        )
        yield _changed("print-changed", Severity.WARNING, pair, "", said)
    if found.header != wanted.header:
        severity = Severity.WARNING if found.header else Severity.NOTE
        said = Text(f"页眉页脚为“{shown(found.header)}”", f"headers and footers read “{shown(found.header)}”")
        yield _changed("print-changed", severity, pair, "", said)
    yield from _prompts(pair, found, wanted)
    yield from _links(pair, found, wanted)
    for one in sorted(found.extras - wanted.extras):
        said = Text(
            f"工作表中增加了模板没有的内容（{one}）", f"the sheet has something that the template has not ({one})"
        )
        yield _changed("sheet-extras", _EXTRAS.get(one, Severity.NOTE), pair, "", said)


_EXTRAS = dict.fromkeys(
    ("picture", "sparklineGroup", "oleObject", "oleObjects", "control", "controls"), Severity.WARNING
)
"""What lies over or behind cells."""


def _changed(rule: str, severity: Severity, pair: Pair, cell: str, said: Text) -> Finding:
    """Make the finding of a sheet that is shown or printed otherwise."""
    return finding(rule, severity, pair.file.name, cell, said)


def _narrow(pair: Pair, found: PageLook, wanted: PageLook) -> Iterator[Finding]:
    """Yield the columns in which contents are cut because they were made narrower."""
    for column in pair.ours.columns:
        now, then = found.width(column), wanted.width(column)
        if _NARROWEST <= now < _NARROW * then and any(c == column for _, c in pair.cells):
            severity = Severity.WARNING if now < _VERY_NARROW * then else Severity.NOTE
            letters = column_letters(column)
            said = Text(f"列宽 {now:.3g}（模板 {then:.3g}），内容被截断", f"the column is {now:.3g} wide (the template's {then:.3g}): contents are cut")  # fmt: skip
            yield _changed("size-changed", severity, pair, f"{letters}:{letters}", said)


def _low(pair: Pair, found: PageLook, wanted: PageLook) -> Iterator[Finding]:
    """Yield the rows that are too low for their letters."""
    held = {row for row, _ in pair.cells}
    low = [
        (row, height) for row, height in found.heights.items()
        if LOWEST <= height < _LOW and row in held and wanted.heights.get(pair.rows.back.get(row, 0), 15.0) >= _LOW
    ]  # fmt: skip
    if low:
        row, height = low[0]
        said = Text(f"{len(low)} 行的行高过小（{height:g} 磅），内容被截断", f"{len(low)} row(s) are too low ({height:g} points): contents are cut")  # fmt: skip
        yield _changed("size-changed", Severity.WARNING, pair, f"{row}:{row}", said)


def _areas(text: str) -> list[Area]:
    """Read the areas of a print area; none for what is no area."""
    cells = (part.rpartition("!")[2].replace("$", "") for part in text.split(","))
    return [area for area in map(_area, cells) if area is not None]


def _area(cells: str) -> Area | None:
    """Read one area, whole rows and columns included."""
    rows = cells.split(":")
    if len(rows) == 2 and rows[0].isdigit() and rows[1].isdigit():
        return Area(int(rows[0]), 1, int(rows[1]), 16_384)
    if len(rows) == 2 and rows[0].isalpha() and rows[1].isalpha():
        return Area.of(f"{rows[0]}1:{rows[1]}1048576")
    return Area.of(cells)


def _print_area(pair: Pair, found: PageLook, wanted: PageLook) -> Iterator[Finding]:
    """Yield the filled cells that the template prints and the file does not."""
    now = _areas(found.print_area)
    if not now:
        return
    then = [at for area in _areas(wanted.print_area) if (at := pair.area(area)) is not None]
    left_out: list[StoredCell] = [
        cell
        for area in (then or [_all(pair)])
        for cell in pair.filled(area)
        if not any((cell.row, cell.column) in other for other in now)
    ]
    if left_out:
        first, count = left_out[0], len(left_out)
        said = Text(f"打印区域漏掉了 {count} 个有内容的单元格", f"the print area leaves out {count} filled cell(s)")
        yield _changed("print-changed", Severity.WARNING, pair, first.address, said)


def _all(pair: Pair) -> Area:
    """Return the area in which the sheet of the file has cells."""
    return Area(1, 1, max((r for r, _ in pair.cells), default=1), max((c for _, c in pair.cells), default=1))


def _prompts(pair: Pair, found: PageLook, wanted: PageLook) -> Iterator[Finding]:
    """Yield the messages of validations that say something else."""
    known = [(at, set(p.said)) for p in wanted.prompts for a in p.areas if (at := pair.area(a)) is not None]
    for prompt in found.prompts:
        for area in prompt.areas:
            ours = [said for at, said in known if meet(at, area)]
            new = [text for text in prompt.said if not any(text in said for said in ours)]
            if ours and new:
                said = Text(f"输入提示改为“{shown(new[0])}”", f"the message for whoever enters something is now “{shown(new[0])}”")  # fmt: skip
                yield _changed("prompt-changed", Severity.WARNING, pair, area_text(area), said)
                break


def _links(pair: Pair, found: PageLook, wanted: PageLook) -> Iterator[Finding]:
    """Yield the links of the template that lead elsewhere."""
    sheet = pair.file.name
    for cell, target in wanted.links.items():
        area = Area.of(cell)
        at = pair.area(area) if area is not None else None
        now = None if at is None else found.links.get(area_text(at))
        if now is not None and now.rpartition("!")[0] != target.rpartition("!")[0]:
            said = Text(f"链接指向“{shown(now)}”", f"the link leads to “{shown(now)}”")
            expected = Text(f"“{target}”", f"“{target}”")
            yield finding("link-changed", Severity.NOTE, sheet, area_text(at or Area(1, 1, 1, 1)), said, expected)
