"""The conditional formats of a sheet: those that colour the checks must stay, and no other may hide anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pycore.cells.stored import Area
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.template.areas import area_text, left_out, meet, run_text
from pycore.template.finding import EXPLAIN, finding
from pycore.template.pair import Pair
from pycore.template.sheet import ConditionalFormat, SheetFacts


def conditional_format_findings(pair: Pair, facts: SheetFacts) -> Iterator[Finding]:
    """Yield the formats that are lost, and those that were added and hide something or colour over the checks."""
    theirs: dict[ConditionalFormat, list[Area]] = defaultdict(list)
    for rule, areas in facts.formats:
        theirs[rule] += areas
    ours: dict[ConditionalFormat, list[Area]] = defaultdict(list)
    for rule, areas in pair.ours.facts.formats:
        ours[rule] += [at for area in areas if (at := pair.area(area)) is not None]
    lost = Counter(
        (column, run[0][0], run[-1][0])
        for rule, kept in ours.items()
        for area in kept
        for column, run in left_out(area, theirs.get(rule, []))
    )
    for (column, first, last), count in lost.items():
        yield _format_lost(pair.file.name, run_text(column, first, last), count)
    marked = [area for kept in ours.values() for area in kept]
    for rule, given in theirs.items():
        added = [area for area in given if not _inside(area, ours.get(rule, []))]
        held = [cell for area in added for cell in pair.filled(area)]
        if held and rule.look.hides:
            yield _format_hides(pair.file.name, area_text(added[0]), len(held))
        elif held and rule not in ours:
            over_marks = any(meet(area, mark) for area in added for mark in marked)
            yield _format_added(pair.file.name, area_text(added[0]), over_marks)


def _inside(area: Area, others: Sequence[Area]) -> bool:
    """Tell whether an area lies in others; a copied or inserted row may have left it a little larger."""
    return any((area.first_row, area.first_column) in other for other in others)


def _format_lost(sheet: str, cell: str, count: int) -> Finding:
    """Make the finding of conditional formats that are gone or changed."""
    return finding(
        "conditional-format-changed",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"模板的 {count} 条条件格式被删除或改动（检查结果、等级的颜色由它显示）",
            f"{count} conditional format(s) of the template were removed or changed (they colour checks and grades)",
        ),
    )


def _format_hides(sheet: str, cell: str, filled: int) -> Finding:
    """Make the finding of an added format that can make contents invisible."""
    return finding(
        "text-invisible",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"增加的条件格式可使内容不可见，涉及 {filled} 个有内容的单元格",
            f"an added conditional format can make contents invisible, in {filled} filled cells",
        ),
        Text("可见的内容", "contents that can be seen"),
        Text("请删除该条件格式并说明原因。", "Remove the conditional format and give the reason."),
    )


def _format_added(sheet: str, cell: str, over_marks: bool) -> Finding:
    """Make the finding of an added format; one over the colours of checks is a warning."""
    return finding(
        "conditional-format-changed",
        Severity.WARNING if over_marks else Severity.NOTE,
        sheet,
        cell,
        Text("增加了与模板的检查颜色重叠的条件格式", "a conditional format was added over the template's colours of checks")
        if over_marks
        else Text("增加了条件格式", "a conditional format was added"),
        action=EXPLAIN,
    )  # fmt: skip
