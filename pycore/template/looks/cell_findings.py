"""The cells of the template that look otherwise in a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pycore.cells.stored import Value
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.template.areas import consecutive, run_text
from pycore.template.finding import RESTORE, finding, shown
from pycore.template.looks.cell_look import PLAIN, CellLook, StyleNumbers, same_ground
from pycore.template.looks.number_format import GENERAL, shows_less
from pycore.template.pair import Pair, is_filled
from pycore.template.styles import LEAST_CONTRAST, SMALLEST_FONT

FAINT, PLAIN_TO_SEE = 2.0, 2.5
"""Contrast below which a text is hard to make out, and that of a template's text which is made so."""
_TINY, _DEEP = 0.6, 4
"""The part of a type size, and the indent beyond the template's, from which a text is no longer seen as it was."""
_ISSUED_LOOK = Text("模板发布时的样子", "the look that the template was issued with")

_PERCENT = frozenset({"0%", "0.00%"})


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One way in which a cell looks otherwise; `what` completes “N cells: …”."""

    rule: str
    severity: Severity
    what: Text


@dataclass(frozen=True, slots=True)
class Styled:
    """The styles of a file and of one of its sheets."""

    looks: Sequence[CellLook]
    numbers: StyleNumbers

    def at(self, place: tuple[int, int]) -> CellLook:
        """Return the look of a cell; the plain one for a cell that the sheet has not."""
        number = self.numbers.get(place, 0)
        return self.looks[number] if number < len(self.looks) else PLAIN


def cell_findings(pair: Pair, file: Styled, template: Styled) -> Iterator[Finding]:
    """Yield what looks otherwise in the cells that are no inputs, the cells of one difference together."""
    found: dict[Otherwise, dict[int, list[tuple[int, Value]]]] = defaultdict(lambda: defaultdict(list))
    for (row, column), ours in _fixed_places(pair):
        cell = pair.cells.get((row, column))
        if cell is None or not is_filled(cell):
            continue
        number = isinstance(cell.value, float | int) and not isinstance(cell.value, bool)
        for one in _otherwise(file.at((row, column)), template.at(ours), number, cell.formula is not None):
            found[one][column].append((row, cell.value))
    for one, columns in found.items():
        runs = [(column, run) for column, hits in columns.items() for run in consecutive(hits)]
        yield _cells_look_otherwise(pair.file.name, one, runs)


def _fixed_places(pair: Pair) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield each cell of the file that the template has as no input, with the template's; new rows have their block's."""
    for places in (pair.ours.formulas, pair.ours.fixed):
        for row, column in places:
            at = pair.rows.row(row)
            if at is not None and (row, column) not in pair.ours.inputs:
                yield (at, column), (row, column)
    for block in pair.rows.blocks:
        for column in {c for r, c in pair.ours.formulas if r == block.first} if block.inserted else ():
            for row in block.inserted:
                yield (row, column), (block.first, column)


@lru_cache(maxsize=4096)
def _otherwise(found: CellLook, wanted: CellLook, is_number: bool, is_formula: bool) -> tuple[Otherwise, ...]:
    """Say in which ways a cell looks otherwise than it should."""
    if found == wanted:
        return ()
    said = [Otherwise("look-changed", Severity.WARNING, what) for what in _misread(found, wanted)]
    # LibreOffice gives a formula without a format that of the cells it reads, where that is a percentage.
    inherited = wanted.format == GENERAL and is_formula and found.format in _PERCENT
    if is_number and found.format != wanted.format and not inherited:
        grave = shows_less(found.format, wanted.format)
        severity = Severity.WARNING if grave else Severity.NOTE
        said.append(Otherwise("format-changed", severity, _formats(found.format, wanted.format)))
    if is_formula and found.formula_hidden and not wanted.formula_hidden:
        what = Text("公式设为隐藏，编辑栏中看不到", "the formula is set to be hidden from the formula bar")
        said.append(Otherwise("look-changed", Severity.WARNING, what))
    if not said and (plain := _plain_differences(found, wanted)):
        what = Text("、".join(t.zh for t in plain), ", ".join(t.en for t in plain))
        said.append(Otherwise("look-changed", Severity.NOTE, what))
    return tuple(said)


def _misread(found: CellLook, wanted: CellLook) -> Iterator[Text]:
    """Yield what makes a cell be read otherwise, or not at all; what is quite unseen has a finding of its own."""
    if LEAST_CONTRAST <= found.contrast < FAINT and wanted.contrast >= PLAIN_TO_SEE:
        yield Text(f"字色与底色相近（对比度 {found.contrast:.1f}）", f"text close to the colour of its ground (contrast {found.contrast:.1f})")  # fmt: skip
    if SMALLEST_FONT <= found.size < _TINY * wanted.size:
        yield Text(f"字号 {found.size:g} 磅（模板 {wanted.size:g} 磅）", f"type of {found.size:g} points (the template's {wanted.size:g})")  # fmt: skip
    if found.signs != wanted.signs:
        yield Text(f"字体 {found.signs or '–'} 显示为别的符号", f"a typeface that shows other signs ({found.signs or '–'})")  # fmt: skip
    for mark in sorted(found.marks - wanted.marks):
        yield _MARKS[mark]
    if found.horizontal == "fill" != wanted.horizontal:
        yield Text("对齐方式“填充”会重复显示内容", "the alignment “fill” shows the contents again and again")
    if found.rotation != wanted.rotation:
        yield Text(f"文字旋转 {found.rotation}°", f"text turned by {found.rotation}°")
    if found.indent >= wanted.indent + _DEEP:
        yield Text(f"缩进 {found.indent} 把内容推出单元格", f"an indent of {found.indent} pushes the contents out of the cell")  # fmt: skip


_MARKS = {
    "struck": Text("文字被划去", "struck-out text"),
    "crossed": Text("单元格画了斜线", "a diagonal line across the cell"),
    "superscript": Text("文字设为上标", "text raised as a superscript"),
    "subscript": Text("文字设为下标", "text lowered as a subscript"),
}

_PLAIN: tuple[tuple[Text, Callable[[CellLook, CellLook], bool]], ...] = (
    (Text("字色", "colour of the text"), lambda a, b: not same_ground((a.font,), (b.font,))),
    (Text("底色", "colour of the ground"), lambda a, b: not same_ground(a.ground, b.ground)),
    (Text("加粗或倾斜", "bold or italic type"), lambda a, b: (a.bold, a.italic) != (b.bold, b.italic)),
    (Text("字号", "size of the type"), lambda a, b: abs(a.size - b.size) > 1),
    (Text("对齐", "alignment"), lambda a, b: a.horizontal != b.horizontal),
    (Text("不再换行或缩小", "wrapping or shrinking"), lambda a, b: (a.wraps, a.shrinks) != (b.wraps, b.shrinks)),
    (Text("不再锁定", "no longer locked"), lambda a, b: b.locked and not a.locked),
)


def _plain_differences(found: CellLook, wanted: CellLook) -> list[Text]:
    """Name the differences that change nothing of what is read."""
    return [what for what, differs in _PLAIN if differs(found, wanted)]


def _formats(found: str, wanted: str) -> Text:
    """Say which number format stands in the place of which."""
    now, then = (code.replace("\\", "") for code in (found, wanted))
    return Text(f"数字格式由“{then}”改为“{now}”", f"number format “{now}” in the place of “{then}”")


def _cells_look_otherwise(sheet: str, one: Otherwise, runs: list[tuple[int, list[tuple[int, Value]]]]) -> Finding:
    """Make the finding of cells that look otherwise."""
    count = sum(len(run) for _, run in runs)
    column, first = runs[0]
    held = shown(first[0][1])
    return finding(
        one.rule,
        one.severity,
        sheet,
        run_text(column, first[0][0], first[-1][0]),
        Text(
            f"{count} 个单元格的样子被改动：{one.what.zh}（首个单元格的值为 {held}）",
            f"{count} cell(s) look otherwise: {one.what.en} (the first holds {held})",
        ),
        _ISSUED_LOOK,
        RESTORE,
        cells=[run_text(c, run[0][0], run[-1][0]) for c, run in runs][:200],
    )
