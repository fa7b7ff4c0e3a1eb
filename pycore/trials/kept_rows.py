"""Rows that a command copies: from the table that the workbook calculates into the one of the same columns beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pycore.cells.stored import Value
from pycore.reading.book import CellKey
from pycore.sheets.definition import Role, Table
from pycore.sheets.meanings import Meaning
from pycore.trials.trial import Trial

KeptRow = Mapping[str, Value]
"""The values of a row by the keys of its columns."""


@dataclass(frozen=True, eq=False)
class KeptRows:
    """A calculated table and the table that keeps its rows.

    Attributes:
        calculated: what the workbook says for the inputs as they stand.
        kept: the table that a command fills.
    """

    calculated: Table
    kept: Table

    @classmethod
    def of(cls, trial: Trial, calculated: Meaning, kept: Meaning) -> KeptRows:
        """Find both tables by a column that only they have.

        Raises:
            TwinLedgerError: the workbook has no such tables.
        """
        return cls(trial.table(calculated), trial.table(kept))

    @property
    def keys(self) -> list[str]:
        """The columns that are copied."""
        return [column.key for column in self.kept.columns if column.role is Role.WRITTEN]

    def now(self, trial: Trial) -> list[KeptRow]:
        """The rows of the calculated table with the changes of a trial."""
        cells = {key: trial.book.cells_of(f"{self.calculated.key}_{key}") for key in self.keys}
        return [{key: trial.value(cells[key][i]) for key in self.keys} for i in range(len(cells[self.keys[0]]))]

    def written(self, trial: Trial) -> list[KeptRow]:
        """The rows that the file holds."""
        cells = {key: trial.book.cells_of(f"{self.kept.key}_{key}") for key in self.keys}
        return [
            {key: trial.book.values.get(cells[key][i]) or None for key in self.keys}
            for i in range(len(cells[self.keys[0]]))
        ]

    def cells(self, trial: Trial, rows: Sequence[KeptRow]) -> dict[CellKey, Value]:
        """What is written into each cell; rows beyond those given are emptied."""
        return dict(self._cells(trial, rows))

    def _cells(self, trial: Trial, rows: Sequence[KeptRow]) -> Iterator[tuple[CellKey, Value]]:
        for key in self.keys:
            for i, cell in enumerate(trial.book.cells_of(f"{self.kept.key}_{key}")):
                yield cell, rows[i].get(key) if i < len(rows) else None
