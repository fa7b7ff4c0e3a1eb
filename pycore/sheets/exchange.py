"""What a workbook gives to others and what it takes from them: declared beside its definition, read by the merge.

A row that is given says its values by what they are (`Meaning`), each with its unit; a ledger that takes it says which
of its columns holds what. So neither workbook knows the other. Rows of a workbook of the same kind need no translation:
they are taken column by column, as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pycore.cells.stored import Value
from pycore.language import NO_TEXT, Language, Text
from pycore.sheets.meanings import Meaning, RowKind


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row of a table as a file holds it, calculated; choices by their codes.

    Attributes:
        place: the sheet and row, `化石燃料!10`.
    """

    values: Mapping[str, Value]
    place: str

    def __getitem__(self, key: str) -> Value:
        return self.values.get(key)

    def number(self, key: str) -> float:
        """The number of a column; 0 where there is none."""
        value = self.values.get(key)
        return float(value) if isinstance(value, float | int) and not isinstance(value, bool) else 0.0


@dataclass(frozen=True)
class Holding:
    """What a file holds, for a declaration to read: fields and rows by the keys of its definition.

    Attributes:
        fields: the values of the panels, by their defined names.
        label: the words of an entry of a closed list, by the keys of the list and of the entry.
        language: that of the workbook which takes the rows, for texts that a declaration composes.
    """

    fields: Mapping[str, Value]
    tables: Mapping[str, Sequence[HeldRow]]
    label: Callable[[str, str], Text]
    language: Language


@dataclass(frozen=True, slots=True)
class From:
    """A value that a column holds.

    Attributes:
        measure: the column that says the unit of a number, where the head of its own column has more than one.
    """

    column: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A value that follows from the row and from the rest of the file; None where there is none.

    Attributes:
        unit: the unit of a number, as the registry of units reads it.
    """

    value: Callable[[HeldRow, Holding], Value]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NotGiven:
    """Rows that a declaration does not give, and why: what does not run in the base year, what counts elsewhere."""

    test: Callable[[HeldRow], bool]
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRows:
    """The rows of a table, as others may take them."""

    kind: RowKind
    table: str
    values: Mapping[Meaning, From | Worked]
    left_out: tuple[NotGiven, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gives:
    """What a workbook gives.

    Attributes:
        enterprise: the fields that name whose file it is, the first that is filled in counts; none where the rows do.
        year: the field with the year that its rows are for; none where the rows have their own.
        itself: what it says of the enterprise as a whole.
        rows: its ledgers.
    """

    enterprise: tuple[str, ...] = ()
    year: str = ""
    itself: Mapping[Meaning, From | Worked] = field(default_factory=dict)
    rows: tuple[GivenRows, ...] = ()


@dataclass(frozen=True, slots=True)
class Put:
    """What a column of a ledger takes of a row that is given, worked out of its values; None for a blank cell.

    Attributes:
        unit: the unit of a number.
    """

    value: Callable[[Mapping[Meaning, Value]], Value]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class InUnit:
    """A number that is given, in a unit that the head of the column does not say."""

    meaning: Meaning
    unit: str


def always(value: str) -> Put:
    """The same for every row."""
    return Put(lambda _: value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRows:
    """The ledger that takes rows of a kind, column by column.

    Attributes:
        when: which of the rows it takes; all without.
    """

    kind: RowKind
    table: str
    values: Mapping[str, Meaning | InUnit | Put]
    when: Callable[[Mapping[Meaning, Value]], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """What a workbook takes.

    Attributes:
        enterprises: the table of the enterprises that its ledgers name, and the key of its column of names.
        of_enterprise: columns of ledgers that repeat what that table says of the enterprise.
        asked: columns of that table that no file of an enterprise says: who merges says them, or types the row.
        base_year: the field of the base year.
        rows: which ledgers take what.
        same: of a ledger, the columns besides year and enterprise by which a row that stands there is the same.
        alike: the tables whose rows are taken as they stand from a workbook of the same kind.
        summed: tables with fixed rows, whose numbers are added up for workbooks of the same kind, each with the columns
            that name its rows.
        no_place: kinds of rows that it does not take, and why.
        not_alike: tables of its own kind that it does not take, and why; of those that are not named, `otherwise`.
        remark: what is to be looked at after a merge of its own kind.
        added: what is to be looked at where an enterprise was added.
    """

    enterprises: tuple[str, str]
    of_enterprise: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    base_year: str
    rows: tuple[TakenRows, ...] = ()
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alike: tuple[str, ...] = ()
    summed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_place: Mapping[RowKind, Text] = field(default_factory=dict)
    not_alike: Mapping[str, Text] = field(default_factory=dict)
    otherwise: Text = NO_TEXT
    remark: Text = NO_TEXT
    added: Text = NO_TEXT
