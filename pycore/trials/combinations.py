"""Combinations of alternatives: the workbook calculated for each, as if its options were the chosen ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from pycore.cells.stored import Value
from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.sheets.meanings import Meaning, SharedEntry
from pycore.trials.kept_rows import KeptRow, KeptRows
from pycore.trials.trial import Trial

M = Meaning


@dataclass(frozen=True, eq=False)
class ComparedCombinations:
    """The rows of a comparison, what their columns are, the digest that they were made from, and what to write."""

    table: KeptRows
    rows: tuple[KeptRow, ...]
    digest: str
    cells: Mapping[CellKey, Value]


def compare_combinations(book: Book) -> ComparedCombinations:
    """Calculate every combination of the options that are compared.

    Raises:
        TwinLedgerError: there are no alternatives, more combinations than the table has rows, or no such sheet.
        FileProblem: the workbook cannot be calculated.
    """
    trial = Trial(book)
    table = KeptRows.of(trial, M.PRESENT_COMBINATION, M.COMPARED_COMBINATION)
    digest = as_text(trial.value(trial.field(M.COMPARISON_NOW)))
    options = dict(_compared(trial))
    number = prod(map(len, options.values()))
    if not options:
        raise TwinLedgerError(
            Text(
                "没有可比较的方案：请先列出方案组及其选项。",
                "There is nothing to compare: first list groups of alternatives and their options.",
            )
        )
    if number > table.kept.rows:
        raise TwinLedgerError(
            Text(
                f"方案组合共 {number} 种，最多比较 {table.kept.rows} 种。请在不比较的选项的“参与比较”列填“否”。",
                f"There are {number} combinations, at most {table.kept.rows} are compared. Say no in the column "
                "compared of the options that you leave out.",
            )
        )
    rows = []
    for chosen in product(*options.values()):
        trial.change(dict(zip(options, chosen, strict=True)))
        rows += table.now(trial)
    cells = {**table.cells(trial, rows), trial.field(M.COMPARISON_FROM): digest}
    return ComparedCombinations(table, tuple(rows), digest, cells)


def _compared(trial: Trial) -> Iterator[tuple[CellKey, list[str]]]:
    """Yield the cell of each group's choice with the options that are compared; a group of none keeps its own."""
    groups, options = trial.table(M.ALTERNATIVE_GROUP, M.CHOSEN_OPTION), trial.table(M.OPTION_ID, M.COMPARED)
    compared = options.column(trial.meanings.column(options, M.COMPARED))
    listed = [
        (as_text(group), as_text(id))
        for group, id, wanted in zip(
            trial.values_of(options, M.GROUP_OF_OPTION),
            trial.values_of(options, M.OPTION_ID),
            trial.values_of(options, M.COMPARED),
            strict=True,
        )
        if id is not None and trial.code(compared, wanted) != SharedEntry.NO
    ]
    cells = trial.column(groups, M.CHOSEN_OPTION)
    for group, cell in zip(trial.values_of(groups, M.ALTERNATIVE_GROUP), cells, strict=True):
        found = [id for owner, id in listed if group is not None and owner == as_text(group)]
        if found:
            yield cell, found
