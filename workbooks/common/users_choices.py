"""Entries of a closed list that a user adds: what the library has not is told on a sheet of its own and then chosen.

The table of such entries has a column `listed` with the words of the drop-down, and for each factor of a ledger a
column `…_used`. Ledgers ask for the row by the words chosen, so that a row of a ledger needs no further cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pycore.language import Language, Text


def label_of_own(
    name: str, place: int, unnamed: Sequence[Text], earlier: str, list_key: str, beside: Sequence[str] = ()
) -> Text:
    """The words of the drop-down for an entry that the user names; while its name is another's, those without a name.

    Rows are added up by these words: two entries of the same words would count the same rows twice.

    Args:
        name: the cell of the name.
        place: the number of the entry among those of the user, from 1.
        unnamed: what each of them is called while it has no name.
        earlier: whether an earlier one of them has the name.
        list_key: the list, whose entries that are not the user's are its known ones.
        beside: further ranges of names that are taken.
    """

    def written(language: Language) -> str:
        nothing = unnamed[place - 1][language]
        reserved = ";".join(f'"{words[language]}"' for words in unnamed)
        known = (f"{list_key}_known", *beside)
        tests = [*(f"COUNTIF({names},{name})>0" for names in known), f"ISNUMBER(MATCH({name},{{{reserved}}},0))"]
        if earlier:
            tests.append(earlier)
        taken = f"IFERROR(OR({','.join(tests)}),TRUE)"
        return f'=IF({name}="","{nothing}",IF({taken},"{nothing}",{name}))'

    return Text(written("zh"), written("en"))


def label_of_row(column: str, place: int, unnamed: Sequence[Text], list_key: str, beside: Sequence[str] = ()) -> Text:
    """The same for an entry that is named in the row of its number of a table."""
    name = f"INDEX({column},{place})"
    return label_of_own(name, place, unnamed, f"MATCH({name},{column},0)<{place}", list_key, beside)


def taken_name(list_key: str, column: str, entries: int) -> str:
    """Whether the name in a row of such a table is that of another entry, of the list or of the table."""
    offered = f"INDEX({list_key}_list,ROWS({list_key}_list)-{entries}+{{i}})"
    return f"OR({offered}<>[name],COUNTIF({column},[name])>1)"


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
