"""Entries that a user adds to a closed list of the library: a table for each such list, and all that follows for it.

A row is one entry with all that the calculation needs of it, and the source with year, uncertainty and trust flag. The
list offers it, and the ledgers take its parameters as they take the library's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pycore.equations.domain import NOT_NEGATIVE
from pycore.equations.equation import Equation
from pycore.language import Text, as_text, both
from pycore.sheets.definition import Adds, ChoiceList, Column, Role, Table, Uncertain
from pycore.sheets.meanings import Meaning
from pycore.sheets.own_entries import FLAG, IN_USE, NAME, SOURCE, UNCERTAINTY, YEAR, parameters
from workbooks.common.cells import at, blank_if
from workbooks.common.choices import OWN_ENTRIES, TRUST
from workbooks.common.closing_sheets import Check, bad
from workbooks.common.columns import PERCENT, Test, calculated, choice, failed, number, row_check, text, unusable_name
from workbooks.common.ledger import entered, entry_hints, entry_tests
from workbooks.common.own_factors import YEARS
from workbooks.common.pages import calculated_text, table
from workbooks.common.users_choices import UsersChoices, taken_name

SHEET, SHEET_NAME = "own_entries", both("自有条目 | Own entries")
"""The sheet that all these tables stand on."""


def name_of_entry(words: Text | str) -> Column:
    """The column for what the entry is called."""
    return text(NAME, words, required=True)


def parameter(key: str, equation: Equation, unit: str, format: str, meaning: Meaning) -> Column:
    """A parameter of the entry, in the words and the range of the equation that takes it."""
    column = entered(key, equation, unit=unit, format=format)
    return replace(column, meaning=meaning, uncertain=Uncertain(relative=f"[{UNCERTAINTY}]"))


OF_YEAR = number(YEAR, "年份 | year", "", YEARS, format="0", required=True)
OF_SOURCE = text(SOURCE, "来源（文件或检测报告编号、页） | source (document or test report, page)", required=True)
OF_UNCERTAINTY = number(
    UNCERTAINTY, "相对不确定度 | relative uncertainty", "±%", NOT_NEGATIVE, format=PERCENT, required=True
)
OF_FLAG = choice(FLAG, "可信标志 | trust flag", TRUST.key, required=True)


def _used(column: Column) -> Column:
    """What the ledgers take: nothing where nothing is given, for a blank cell that is looked up would be 0."""
    words = column.title.within("采用：{} | in use: {}")
    formula = blank_if(f'[{column.key}]=""', f"[{column.key}]")
    return calculated(IN_USE.format(column.key), words, column.unit, formula, format=column.format, helper=True)


def own_entry_table(
    users: UsersChoices,
    offered: str,
    one: Text,
    title: str,
    widths: str,
    *columns: Column,
    tests: Sequence[Test] = (),
    hints: Sequence[Test] = (),
    helps: Mapping[str, str],
    note: str,
) -> Table:
    """A table of entries of the user's own.

    Args:
        users: the entries as ledgers choose them.
        offered: the key of the list that offers them, behind its known entries.
        one: what one of them is called.
        columns: what is entered, in its order, and what follows from it.
        tests, hints: what may be wrong in a row, and seldom so, beyond what the columns say of themselves.
    """
    inputs = tuple(c for c in columns if c.role is Role.INPUT)
    name = next(c for c in inputs if c.key == NAME)
    all_tests = (
        *(test for entry in inputs for test in entry_tests(entry)),
        unusable_name(NAME, name.title),
        (taken_name(offered, f"{users.table}_{NAME}", OWN_ENTRIES), "与另一条目同名 | another entry has this name"),
        *tests,
        *(failed(c.key) for c in columns if c.role is Role.CALCULATED),
    )
    made = table(
        users.table,
        title,
        widths,
        *columns,
        row_check(tuple(c.key for c in inputs), all_tests, (*(h for c in inputs for h in entry_hints(c)), *hints)),
        calculated_text(
            "listed",
            "列表中的名称 | name in the lists",
            at(f"{offered}_list", f"ROWS({offered}_list)-{OWN_ENTRIES}+{{i}}"),
            helper=True,
        ),
        rows=OWN_ENTRIES,
        ledger=OWN_ENTRIES,
        helps=dict(helps),
        note=note,
    )
    whole = replace(made, adds=Adds(offered, one))
    return replace(whole, columns=(*whole.columns, *map(_used, parameters(whole))), widths="")


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """Entries of the user's own in a list, wherever a workbook has that list.

    Attributes:
        users: the entries as ledgers choose them.
        offered: the key of the list.
        table: the table in which they are told.
        lists: the closed lists that the table itself needs.
    """

    users: UsersChoices
    offered: str
    table: Table
    lists: tuple[ChoiceList, ...] = ()

    @property
    def check(self) -> Check:
        """What the sheet of checks counts."""
        words = as_text(self.table.title).within("需改正的行：{} | rows to correct: {}")
        return words, bad(f"{self.users.table}_check"), SHEET


def incomplete(one: Text) -> Text:
    """What a ledger says of a row whose entry is not told in full."""
    return Text(
        f"{one.zh}未填全或有误，见“{SHEET_NAME.zh}”表",
        f"the {one.en} is incomplete or wrong: see the sheet {SHEET_NAME.en}",
    )
