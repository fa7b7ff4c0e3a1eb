"""What stands in the cells beside formulas: the template's constants, and what was added where it has nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.cells.stored import StoredCell, Value
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.reading.issued_rows import BENCHMARKS, FACTORS, VERSION
from pycore.template.areas import run_text
from pycore.template.finding import finding, shown
from pycore.template.pair import Pair
from pycore.template.print import Content, FixedCell
from pycore.template.submitted import Submitted

_OF_THE_LIBRARY = (f"{FACTORS}_", f"{BENCHMARKS}_", VERSION)


def constant_findings(submitted: Submitted, pair: Pair) -> Iterator[Finding]:
    """Yield the constants of the template that are others in the file."""
    for (row, column), fixed in pair.ours.fixed.items():
        at = pair.rows.row(row)
        if at is None or (fixed.name == "cover_version" and fixed.value == submitted.print.version):
            continue  # the version itself has a finding of its own
        if submitted.of_another_library and fixed.name.startswith(_OF_THE_LIBRARY):
            continue  # these rows are no template's that is known here: the rules about factors tell of them
        cell = pair.cells.get((at, column))
        value = None if cell is None else cell.value
        if (cell is None or cell.formula is None) and _same(value, fixed.value):
            continue
        found = "=" + cell.formula if cell is not None and cell.formula is not None else value
        rule, severity = _constant_rule(fixed)
        place = run_text(column, at, at)
        yield _constant_changed(rule, severity, pair.file.name, place, fixed.name, found, fixed.value)


def added_findings(submitted: Submitted, pair: Pair) -> Iterator[Finding]:
    """Yield what stands in cells for which the template has nothing."""
    known = (pair.ours.formulas, pair.ours.fixed, pair.ours.inputs)
    inserted = {r for b in pair.rows.blocks for r in b.inserted}
    inside: list[StoredCell] = []
    outside: list[StoredCell] = []
    within = [range(b.file_first, b.file_last + 1) for b in pair.rows.blocks if submitted.print.blocks[b.key].is_table]
    blocks = [submitted.print.blocks[b.key] for b in pair.rows.blocks]
    widest = max((len(b.names) for b in blocks if b.is_table), default=0)
    for (row, column), cell in pair.cells.items():
        if cell.formula is None and (cell.value is None or cell.value == ""):
            continue
        if row in inserted:
            continue
        ours = pair.rows.back.get(row)
        if ours is not None and any((ours, column) in k for k in known):
            continue
        (inside if column <= widest and any(row in r for r in within) else outside).append(cell)
    for severity, found in ((Severity.WARNING, inside), (Severity.NOTE, outside)):
        if found:
            yield _content_added(pair.file.name, severity, found)


def plain_text(text: str) -> str:
    """Take the ends of lines and blanks around a text as all programs write them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _same(found: Value, wanted: Value) -> bool:
    """Tell whether a constant is still the template's: numbers up to rounding, texts up to how they are written."""
    if isinstance(wanted, float) and isinstance(found, float) and not isinstance(found, bool):
        return abs(found - wanted) <= 1e-14 * abs(wanted)
    if isinstance(wanted, str) and isinstance(found, str):
        return found == wanted or plain_text(found) == plain_text(wanted)
    return found == wanted


def _constant_rule(fixed: FixedCell) -> tuple[str, Severity]:
    """Return the rule and the severity for a changed constant, by what the cell holds."""
    if fixed.kind is Content.SUGGESTED:
        return "library-changed", Severity.NOTE
    if fixed.kind is Content.LIBRARY:
        return "library-changed", Severity.ERROR
    return "header-changed", Severity.ERROR if fixed.kind is Content.HEADER else Severity.WARNING


def _content_added(sheet: str, severity: Severity, cells: list[StoredCell]) -> Finding:
    """Make the finding of cells with contents where the template has none."""
    first = cells[0]
    what = "=" + first.formula if first.formula is not None else first.value
    return finding(
        "content-added",
        severity,
        sheet,
        first.address,
        Text(
            f"模板之外的 {len(cells)} 个单元格有内容，如“{shown(what)}”",
            f"{len(cells)} cell(s) that the template leaves empty are filled, e.g. “{shown(what)}”",
        ),
        Text("模板留空的单元格为空", "cells left empty by the template to be empty"),
        Text("这些内容不参与计算，请核实其用途。", "They do not enter the calculation; ask what they are for."),
        cells=[c.address for c in cells[:200]],
    )


def _constant_changed(
    rule: str, severity: Severity, sheet: str, cell: str, name: str, found: Value, expected: Value
) -> Finding:
    """Make the finding of a changed head, unit or library value."""
    what = {
        "header-changed": Text("表头、单位或说明文字被改为", "a header, unit or text was changed to"),
        "library-changed": Text("因子库、基准值或列表的内容被改为", "a library value was changed to"),
    }[rule]
    return finding(
        rule,
        severity,
        sheet,
        cell,
        Text(f"{what.zh}“{shown(found)}”", f"{what.en} “{shown(found)}”"),
        Text(f"“{shown(expected)}”", f"“{shown(expected)}”"),
        family=name,
    )
