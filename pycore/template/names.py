"""The defined names of a file beside those of the template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import AreaOnSheet
from pycore.language import Text
from pycore.template.areas import named_area_text
from pycore.template.finding import finding, shown
from pycore.template.pair import Pair
from pycore.template.submitted import Submitted

_OF_PRINTING = ("Print_Area", "Print_Titles")


def name_findings(submitted: Submitted, pairs: Iterable[Pair]) -> Iterator[Finding]:
    """Yield the names of the template that are gone or stand for other cells, and the names that are new."""
    by_sheet = {pair.ours.name: pair for pair in pairs}
    short: dict[tuple[str, str, int, int], list[tuple[str, AreaOnSheet, AreaOnSheet]]] = defaultdict(list)
    for name, ours in submitted.print.names.items():
        pair = by_sheet.get(ours.sheet)
        if pair is None:
            continue
        expected = pair.rows.area(ours, pair.file.name)
        if expected is None:
            continue
        place = named_area_text(expected)
        if name not in submitted.book.names:
            yield _name_removed(name, pair.file.name, place, f"{pair.file.name}!{place}")
            continue
        found = submitted.areas.get(name)
        if found == expected:
            continue
        if found is None:
            text = submitted.book.names[name]
            yield _name_changed(name, pair.file.name, place, text, f"{pair.file.name}!{place}")
            continue
        columns_kept = (found.sheet, found.column1, found.column2) == (
            expected.sheet, expected.column1, expected.column2,
        )  # fmt: skip
        block = next((b.key for b in pair.rows.blocks if b.first == ours.row1 and b.last == ours.row2), "")
        if columns_kept and block and found.row1 == expected.row1 and found.row2 < expected.row2:
            short[block, pair.file.name, found.row2 + 1, expected.row2].append((name, found, expected))
            continue
        yield _moved(name, found, expected)
    for (block, sheet, first, last), hits in short.items():
        if len(hits) > 2:
            yield _rows_outside(sheet, f"A{first}:A{last}", block, len(hits))
        else:
            for name, found, expected in hits:
                yield _moved(name, found, expected)
    yield from _added(submitted)


def _added(submitted: Submitted) -> Iterator[Finding]:
    """Names that hide the template's, and others, which may hold anything; programs keep `_xl…` for themselves."""
    known = {name.casefold(): name for name in submitted.print.names}
    for defined in submitted.book.package.names:
        ours = known.get(defined.name.casefold())
        if ours is not None and (defined.sheet is not None or defined.name != ours):
            yield _name_shadowed(defined.name, defined.sheet or "", defined.formula)
        elif defined.sheet is not None and defined.name in _OF_PRINTING:
            continue  # as Gnumeric writes those that begin with `_xl`
        elif ours is None and not defined.name.casefold().startswith("_xl"):
            yield _name_added(defined.name, defined.sheet or "", defined.formula, defined.hidden)


def _moved(name: str, found: AreaOnSheet, expected: AreaOnSheet) -> Finding:
    said = f"{found.sheet}!{named_area_text(found)}"
    place = named_area_text(expected)
    return _name_changed(name, expected.sheet, place, said, f"{expected.sheet}!{place}")


def _name_changed(name: str, sheet: str, cell: str, found: str, expected: str) -> Finding:
    """Make the finding of a defined name that stands for other cells."""
    return finding(
        "name-changed",
        Severity.ERROR,
        sheet,
        cell,
        Text(f"名称 {name} 指向 {found}", f"the defined name {name} stands for {found}"),
        Text(expected, expected),
        family=name,
    )


def _name_removed(name: str, sheet: str, cell: str, expected: str) -> Finding:
    """Make the finding of a defined name that is gone."""
    return finding(
        "name-changed",
        Severity.ERROR,
        sheet,
        cell,
        Text(f"名称 {name} 被删除", f"the defined name {name} was removed"),
        Text(expected, expected),
        family=name,
    )


def _rows_outside(sheet: str, cell: str, family: str, names: int) -> Finding:
    """Make the finding of rows that the names, and so the totals, do not cover."""
    return finding(
        "name-changed",
        Severity.ERROR,
        sheet,
        cell,
        Text(
            f"这些行在 {names} 个名称的范围之外，合计不包括它们",
            f"these rows are outside the range of {names} names, so the totals leave them out",
        ),
        Text("名称包括全部台账行", "names that take in every row of the ledger"),
        Text(
            "请在表内插入行，或将名称扩展到最后一行。",
            "Insert rows within the table, or extend the names to the last row.",
        ),
        family=family,
    )


def _name_shadowed(name: str, sheet: str, found: str) -> Finding:
    """Make the finding of a name of one sheet that takes the place of the template's."""
    return finding(
        "name-changed",
        Severity.ERROR,
        sheet,
        "",
        Text(
            f"工作表级名称 {name}（{shown(found)}）遮蔽了模板的同名名称",
            f"a name of the sheet, {name} ({shown(found)}), hides the template's name",
        ),
        Text("只有工作簿级的名称", "the workbook's name only"),
        family=name,
    )


def _name_added(name: str, sheet: str, found: str, hidden: bool) -> Finding:
    """Make the finding of an added name; a hidden one is a warning."""
    what = Text("隐藏的名称", "hidden name") if hidden else Text("名称", "name")
    return finding(
        "name-added",
        Severity.WARNING if hidden else Severity.NOTE,
        sheet,
        "",
        Text(f"增加了{what.zh} {name}（{shown(found)}）", f"a {what.en} was added: {name} ({shown(found)})"),
        Text("只有模板的名称", "the template's names only"),
        Text("模板的公式不使用它，请核实其用途。", "The template's formulas do not use it; ask what it is for."),
        family=name,
    )
