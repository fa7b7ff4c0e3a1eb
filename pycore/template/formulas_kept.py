"""Whether the formulas of the template still stand, in its own rows and in those that were inserted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.findings.finding import Finding
from pycore.template import findings as say
from pycore.template.areas import consecutive, run_text
from pycore.template.pair import Pair
from pycore.template.print import SheetPrint
from pycore.template.rows import BlockRows
from pycore.template.submitted import Submitted


class FormulasKept:
    """The formulas of a file beside those of the template.

    Attributes:
        touched: formula families of which a cell was found overwritten, changed, removed or not continued.
    """

    def __init__(self, submitted: Submitted) -> None:
        self.submitted = submitted
        self.touched: set[str] = set()
        self._waiting: dict[tuple[str, int, str, str, Value], list[tuple[int, Value]]] = defaultdict(list)

    def changed(self, pair: Pair) -> Iterator[Finding]:
        """Yield the formulas of the template that are gone, typed over or others in the file."""
        for (row, column), wanted in pair.ours.formulas.items():
            at = pair.rows.row(row)
            if at is None:
                continue
            family = self.submitted.print.families[pair.ours.name, row, column]
            cell = pair.cells.get((at, column))
            if cell is None or (cell.formula is None and is_blank(cell.value)):
                self._later(pair, "missing", column, at, family, wanted, None)
            elif cell.formula is None:
                self._later(pair, "overwritten", column, at, family, wanted, cell.value)
            elif (text := self.submitted.text(pair.file.name, at, column)) != wanted:
                self._later(pair, "changed", column, at, family, wanted, text)
        yield from self._flush(pair)

    def _later(
        self, pair: Pair, kind: str, column: int, row: int, family: str, wanted: str, found: Value
    ) -> None:
        self.touched.add(family)
        key = (kind, column, family, wanted, found if kind == "changed" else None)
        self._waiting[key].append((row, found))

    def _flush(self, pair: Pair) -> Iterator[Finding]:
        for (kind, column, family, wanted, _), hits in self._waiting.items():
            formula = "=" + wanted
            for run in consecutive(hits):
                cell = run_text(column, run[0][0], run[-1][0])
                if kind == "missing":
                    yield say.formula_missing(pair.file.name, cell, family, formula)
                elif kind == "overwritten":
                    values = [v for _, v in run]
                    yield say.formula_overwritten(pair.file.name, cell, family, values, formula)
                else:
                    changed = "=" + self.submitted.book.formulas[pair.file.name, run[0][0], column]
                    yield say.formula_changed(pair.file.name, cell, family, changed, formula)
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
                        if self.submitted.text(pair.file.name, row, column) != wanted:
                            wrong[column] = family
                cell = f"A{run[0]}:A{run[1]}" if run[0] != run[1] else f"A{run[0]}"
                if wrong:
                    self.touched |= set(wrong.values())
                    letters = [column_letters(c) for c in sorted(wrong)]
                    yield say.rows_without_formulas(pair.file.name, cell, letters, block.key)
                else:
                    yield say.rows_inserted(pair.file.name, cell, run[1] - run[0] + 1, block.key)

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


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    for run in consecutive([(row, None) for row in rows]):
        yield run[0][0], run[-1][0]
