"""The sheets of a file beside those of the template: which is which, and what was renamed, hidden, added or moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import AreaOnSheet
from pycore.language import Text
from pycore.package.package import Package, SheetPart
from pycore.template.finding import EXPLAIN, finding
from pycore.template.print import Fingerprint

_READ = Text("该表不参与计算，请阅读其内容。", "It does not enter the calculation; read it.")
_CALCULATES = re.compile(rb"<(?:\w+:)?f[\s/>]")
"""A formula in the XML of a sheet."""


def matched_sheets(
    sheets: Sequence[SheetPart], print_: Fingerprint, areas: Mapping[str, AreaOnSheet]
) -> dict[str, SheetPart]:
    """Find the sheets of the template in a file: by name, or, renamed, by the names that stand on them.

    `areas` is what the defined names of the file stand for.
    """
    files = {sheet.name: sheet for sheet in sheets}
    folded = {name.casefold(): sheet for name, sheet in files.items()}
    found: dict[str, SheetPart] = {}
    for name in print_.sheets:
        if name.casefold() in folded:
            found[name] = folded[name.casefold()]
    for name in print_.sheets:
        if name in found:
            continue
        free = files.keys() - {s.name for s in found.values()}
        votes = Counter(
            area.sheet
            for key, ours in print_.names.items()
            if ours.sheet == name and (area := areas.get(key)) is not None and area.sheet in free
        )
        if votes:
            found[name] = files[votes.most_common(1)[0][0]]
    missing = [n for n in print_.sheets if n not in found]
    free_sheets = [s for s in files.values() if s.name not in {f.name for f in found.values()}]
    # A sheet without names of its own is known by its place.
    for name in missing:
        place = list(print_.sheets).index(name)
        at = [s for s in free_sheets if s.position == place]
        if at and len(files) == len(print_.sheets):
            found[name] = at[0]
    return found


def tab_findings(package: Package, print_: Fingerprint, sheet_of: Mapping[str, SheetPart]) -> Iterator[Finding]:
    """Yield what became of the sheets.

    Args:
        sheet_of: the sheets of the file by the names that they have in the template.
    """
    known = {sheet.name for sheet in sheet_of.values()}
    for name in print_.sheets:
        file = sheet_of.get(name)
        if file is None:
            said = Text(f"缺少工作表“{name}”", f"the sheet “{name}” is missing")
            yield finding("sheet-missing", Severity.ERROR, name, "", said)
            continue
        if file.name != name:
            said = Text(f"工作表“{name}”改名为“{file.name}”", f"the sheet “{name}” is now “{file.name}”")
            yield finding("sheet-renamed", Severity.WARNING, file.name, "", said, Text(f"“{name}”", f"“{name}”"))
        if file.state != print_.sheets[name].state:
            yield _hidden(file)
    for sheet in package.sheets:
        if sheet.name not in known:
            said = Text(f"增加了工作表“{sheet.name}”", f"the sheet “{sheet.name}” was added")
            notes = sheet.state == "visible" and not _CALCULATES.search(package.members[sheet.part])
            if notes:  # an enterprise's own remarks; a formula of the template that refers to them is a finding itself
                yield finding("sheet-added", Severity.NOTE, sheet.name, "", said, action=_READ)
            else:
                yield finding("sheet-added", Severity.WARNING, sheet.name, "", said, action=EXPLAIN)
            if sheet.state != "visible":
                yield _hidden(sheet)
    for part in package.members:
        if part.lower().startswith(("xl/chartsheets/sheet", "xl/dialogsheets/sheet")):
            said = Text(f"增加了图表工作表（{part}）", f"a chart sheet was added ({part})")
            yield finding("sheet-added", Severity.WARNING, "", "", said, action=EXPLAIN)
    order = [sheet_of[n].position for n in print_.sheets if n in sheet_of]
    if order != sorted(order):
        said = Text("工作表的顺序改变", "the sheets stand in another order")
        yield finding("sheet-reordered", Severity.NOTE, "", "", said)


def _hidden(sheet: SheetPart) -> Finding:
    """Make the finding of a hidden sheet; one that no menu shows is graver."""
    very = sheet.state == "veryHidden"
    said = (
        Text("工作表被深度隐藏，菜单中也看不到", "the sheet is very hidden: not even the menu shows it")
        if very
        else Text("工作表被隐藏", "the sheet is hidden")
    )
    return finding(
        "sheet-hidden",
        Severity.ERROR if very else Severity.WARNING,
        sheet.name,
        "",
        said,
        Text("可见的工作表", "a visible sheet"),
        Text("请取消隐藏并查看其内容。", "Unhide it and look at what it holds."),
    )
