"""Whether the formulas of the template still stand, in its own rows and in those that were inserted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.template.areas import consecutive, run_text
from pycore.template.finding import finding, shown
from pycore.template.pair import Pair
from pycore.template.print import SheetPrint
from pycore.template.rows import BlockRows
from pycore.template.submitted import Submitted

_ONE_CELL = re.compile(r"(?<![\w:])(R(?:\[-?\d+\]|\d+)?C(?:\[-?\d+\]|\d+)?):\1(?![\w\[:])")


class FormulasKept:
    """The formulas of a file beside those of the template.

    Attributes:
        touched: formula families of which a cell was found overwritten, changed, removed or not continued.
        kept: cells of the file that have the formula that the template has there.
    """

    def __init__(self, submitted: Submitted) -> None:
        self.submitted = submitted
        self.touched: set[str] = set()
        self.kept: set[CellKey] = set()
        self._waiting: dict[tuple[str, int, str, str, Value], list[tuple[int, Value]]] = defaultdict(list)

    def changed(self, pair: Pair) -> Iterator[Finding]:
        """Yield the formulas of the template that are gone, typed over or others in the file."""
        for (row, column), wanted in pair.ours.formulas.items():
            at = pair.rows.row(row)
            if at is None:
                continue
            cell = pair.cells.get((at, column))
            formula = None if cell is None else cell.formula
            text = "" if formula is None else self.submitted.text(pair.file.name, at, column)
            if formula is not None and _same(text, wanted):
                self.kept.add((pair.file.name, at, column))
                continue
            family = self.submitted.print.families[pair.ours.name, row, column]
            if cell is None or (formula is None and is_blank(cell.value)):
                self._later(pair, "missing", column, at, family, wanted, None)
            elif formula is None:
                self._later(pair, "overwritten", column, at, family, wanted, cell.value)
            else:
                self._later(pair, "changed", column, at, family, wanted, text)
        yield from self._flush(pair)

    def _later(self, pair: Pair, kind: str, column: int, row: int, family: str, wanted: str, found: Value) -> None:
        self.touched.add(family)
        key = (kind, column, family, wanted, found if kind == "changed" else None)
        self._waiting[key].append((row, found))

    def _flush(self, pair: Pair) -> Iterator[Finding]:
        """Yield the findings that have waited for cells of the same kind below them, joined."""
        for (kind, column, family, wanted, _), hits in self._waiting.items():
            formula = "=" + wanted
            for run in consecutive(hits):
                cell = run_text(column, run[0][0], run[-1][0])
                if kind == "missing":
                    yield _formula_missing(pair.file.name, cell, family, formula)
                elif kind == "overwritten":
                    values = [v for _, v in run]
                    yield _formula_overwritten(pair.file.name, cell, family, values, formula)
                else:
                    changed = "=" + self.submitted.book.formulas[pair.file.name, run[0][0], column]
                    yield _formula_changed(pair.file.name, cell, family, changed, formula)
        self._waiting.clear()

    def inserted(self, pair: Pair) -> Iterator[Finding]:
        """Yield the inserted rows, which go on with the formulas of the row before them, or should."""
        for block in pair.rows.blocks:
            if not block.inserted:
                continue
            families = self._families_of(pair.ours, block)
            for run in _runs(block.inserted):
                wrong: dict[int, str] = {}
                for row in range(run[0], run[1] + 1):
                    for column, (wanted, family) in families.items():
                        if not _same(self.submitted.text(pair.file.name, row, column), wanted):
                            wrong[column] = family
                cell = f"A{run[0]}:A{run[1]}" if run[0] != run[1] else f"A{run[0]}"
                if wrong:
                    self.touched |= set(wrong.values())
                    letters = [column_letters(c) for c in sorted(wrong)]
                    yield _rows_without_formulas(pair.file.name, cell, letters, block.key)
                else:
                    yield _rows_inserted(pair.file.name, cell, run[1] - run[0] + 1, block.key)

    def _families_of(self, ours: SheetPrint, block: BlockRows) -> dict[int, tuple[str, str]]:
        """The formula of every column of a block that has one and the same in all rows."""
        by_column: dict[int, set[str]] = defaultdict(set)
        rows = range(block.first, block.last + 1)
        for column in ours.columns:
            for row in rows:
                by_column[column].add(ours.formulas.get((row, column), ""))
        return {
            column: (next(iter(texts)), self.submitted.print.families[ours.name, block.first, column])
            for column, texts in by_column.items()
            if len(texts) == 1 and "" not in texts
        }


def _same(found: str, wanted: str) -> bool:
    """Tell whether two formulas are one; Gnumeric writes `B2:B2` as `B2`."""
    return found == wanted or (":" in wanted and _ONE_CELL.sub(r"\1", found) == _ONE_CELL.sub(r"\1", wanted))


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    for run in consecutive([(row, None) for row in rows]):
        yield run[0][0], run[-1][0]


def _formula_overwritten(sheet: str, cell: str, family: str, values: list[Value], formula: str) -> Finding:
    """Make the finding of formulas with values typed over them."""
    said = "、".join(shown(v) for v in values[:3])
    said_en = ", ".join(shown(v) for v in values[:3])
    return finding(
        "formula-overwritten",
        Severity.ERROR,
        sheet,
        cell,
        Text(f"公式被数值覆盖：{said}", f"a value typed over the formula: {said_en}"),
        Text(f"模板的公式 {shown(formula)}", f"the template's formula {shown(formula)}"),
        family=family,
        formula=formula,
        values=values,
    )


def _formula_changed(sheet: str, cell: str, family: str, found: str, formula: str) -> Finding:
    """Make the finding of a formula that is another."""
    return finding(
        "formula-changed",
        Severity.ERROR,
        sheet,
        cell,
        Text(f"公式被改为 {shown(found)}", f"the formula was changed to {shown(found)}"),
        Text(f"模板的公式 {shown(formula)}", f"the template's formula {shown(formula)}"),
        family=family,
        formula=formula,
        changed=found,
    )


def _formula_missing(sheet: str, cell: str, family: str, formula: str) -> Finding:
    """Make the finding of a formula that is gone."""
    return finding(
        "formula-missing",
        Severity.ERROR,
        sheet,
        cell,
        Text("公式被删除", "the formula is gone"),
        Text(f"模板的公式 {shown(formula)}", f"the template's formula {shown(formula)}"),
        family=family,
        formula=formula,
    )


def _rows_inserted(sheet: str, cell: str, count: int, family: str) -> Finding:
    """Make the note of inserted rows that continue the formulas."""
    return finding(
        "rows-inserted",
        Severity.NOTE,
        sheet,
        cell,
        Text(f"插入了 {count} 行，公式已延续", f"{count} row(s) inserted, with the formulas continued"),
        Text("模板的行数；台账允许插入行", "the template's number of rows; a ledger may have rows inserted"),
        Text("无需处理。", "Nothing to do."),
        family=family,
    )


def _rows_without_formulas(sheet: str, cell: str, columns: list[str], family: str) -> Finding:
    """Make the finding of inserted rows that lack formulas, with the columns."""
    said = "、".join(columns[:6])
    return finding(
        "rows-inserted",
        Severity.ERROR,
        sheet,
        cell,
        Text(
            f"插入的行缺少公式或公式不同（列 {said}）",
            f"the inserted row lacks formulas or has others (columns {', '.join(columns[:6])})",
        ),
        Text("与上一行相同的公式", "the formulas of the row above"),
        Text("请从上一行向下复制公式。", "Copy the formulas down from the row above."),
        family=family,
    )
