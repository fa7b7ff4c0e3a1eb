"""Entries of a closed list that a user adds: what the library has not is told on a sheet of its own and then chosen.

The table of such entries has a column `listed` with the words of the drop-down, and for each factor of a ledger a
column `…_used`. Ledgers ask for the row by the words chosen, so that a row of a ledger needs no further cell.
"""

from __future__ import annotations

from dataclasses import dataclass

from pycore.language import Text


@dataclass(frozen=True, slots=True)
class UsersChoices:
    """Entries of the user's own in a list.

    Attributes:
        table: the key of the table that they stand in.
        chosen: the column of a ledger that chooses from the list.
        incomplete: what a ledger says of a row whose entry is not told in full.
    """

    table: str
    chosen: str
    incomplete: Text

    @property
    def _place(self) -> str:
        return f"MATCH([{self.chosen}],{self.table}_listed,0)"

    @property
    def is_chosen(self) -> str:
        """Whether the row of a ledger chooses an entry of the user's own."""
        return f"ISNUMBER({self._place})"

    def cell(self, column: str) -> str:
        """The cell of a column of the entry chosen."""
        return f"INDEX({self.table}_{column},{self._place})"

    def or_else(self, column: str, otherwise: str) -> str:
        """A column of the entry chosen, or something other where the choice is the library's."""
        return self.one_of(self.cell(column), otherwise)

    def one_of(self, own: str, otherwise: str) -> str:
        """What is said of an entry of the user's own, and what of one of the library."""
        return f"IF({self.is_chosen},{own},{otherwise})"

    @property
    def test(self) -> tuple[str, Text]:
        """The test of a ledger's row: the entry chosen has no row, or one that is marked as wrong."""
        check = self.cell("check")
        return self.one_of(f'OR({check}="",LEFT({check},1)="✗")', "FALSE"), self.incomplete
