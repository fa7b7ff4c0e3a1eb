"""What was changed since an earlier workbook, as the report lists it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pycore.compare.changes import CellChange, Comparison, FormulaChange, KindOfChange, ResultChange, RowChange
from pycore.compare.compare import compare_books
from pycore.compare.values import percent, same_text
from pycore.language import NO_TEXT, Text
from pycore.reading.book import Book
from pycore.report.change_list import Change, ChangeList

_RESULT, _INPUT, _FACTOR, _FORMULA = (
    Text("结果", "result"), Text("填写", "input"), Text("因子", "factor"), Text("公式", "formula"),
)  # fmt: skip
_ROW_CAME, _ROW_WENT = Text("新增一行", "row added"), Text("删除一行", "row removed")


def changes_since(earlier: Path, book: Path) -> ChangeList:
    """Compare a workbook with an earlier one and list what was changed, results first.

    Raises:
        FileProblem: the files are of two templates, or one cannot be read.
    """
    found = compare_books(Book.open(earlier), Book.open(book))
    return ChangeList(earlier.name, tuple(dict.fromkeys(_changes(found))))


def _changes(found: Comparison) -> Iterator[Change]:
    """Yield every change; a result that only the file has otherwise is none."""
    results = [*found.results, *(value for product in found.standings for value in product.values)]
    yield from (_value(_RESULT, result) for result in results if result.changed)
    yield from (_value(_INPUT, cell) for cell in found.fields)
    for row in found.rows:
        yield from _row(row)
    yield from (_value(_FACTOR, cell) for cell in found.factors)
    yield from (_formula(formula) for formula in found.formulas)


def _value(kind: Text, changed: CellChange | ResultChange) -> Change:
    """Make the line of a value that changed."""
    by = Text(
        percent(changed.old, changed.new, "zh").strip(" （）()"), percent(changed.old, changed.new, "en").strip(" ()")
    )
    cell = changed.new_cell or changed.old_cell
    old, new = _written(changed) if kind is _RESULT else (changed.old_text, changed.new_text)
    return Change(kind, _joined(changed.label, changed.title), cell, old, new, by)


def _written(changed: CellChange | ResultChange) -> tuple[Text, Text]:
    """Write a result before and after with as few digits as show the difference, and four at least."""
    if not isinstance(changed.old, float) or not isinstance(changed.new, float):
        return changed.old_text, changed.new_text
    for digits in range(4, 16):
        old, new = (_significant(value, digits) for value in (changed.old, changed.new))
        if old != new:
            break
    return same_text(old), same_text(new)


def _significant(value: float, digits: int) -> str:
    """Write a number with so many digits; one of ten thousands has all before the point."""
    size = len(f"{abs(value):.0f}")
    return f"{value:,.{max(digits - size, 0)}f}" if size >= 5 else f"{value:.{digits}g}"


def _row(row: RowChange) -> Iterator[Change]:
    """Yield the lines of a row: one for each changed value, or one for a row that came or went."""
    if row.change is KindOfChange.CHANGED:
        yield from (_value(_INPUT, cell) for cell in row.cells)
        return
    came = row.change is KindOfChange.ADDED
    numbers = [c for c in row.cells if isinstance(c.new if came else c.old, float)]
    held = [_joined(c.title, c.new_text if came else c.old_text) for c in numbers]
    said = Text("，".join(text.zh for text in held), ", ".join(text.en for text in held))
    what, cell = _joined(row.title, row.label), row.new_row or row.old_row
    by = _ROW_CAME if came else _ROW_WENT
    yield Change(_INPUT, what, cell, NO_TEXT if came else said, said if came else NO_TEXT, by)


def _formula(formula: FormulaChange) -> Change:
    """Make the line of formulas that changed: how many, and the first as an example."""
    cells = formula.new_cells or formula.old_cells
    by = Text(f"{len(cells)} 个单元格", f"{len(cells)} cells")
    return Change(_FORMULA, formula.title, cells[0], same_text(formula.old), same_text(formula.new), by)


def _joined(one: Text, other: Text) -> Text:
    return Text(f"{one.zh} {other.zh}".strip(), f"{one.en} {other.en}".strip())
