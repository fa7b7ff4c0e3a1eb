"""The sheet on which a user adds to the lists of the library: a table for each list that the workbook offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pycore.sheets.definition import ChoiceList, Sheet
from workbooks.common.closing_sheets import Check
from workbooks.common.own_carbonates import OWN_CARBONATE_ENTRIES
from workbooks.common.own_entries import SHEET, SHEET_NAME, OwnEntries
from workbooks.common.own_fuels import OWN_FUEL_ENTRIES
from workbooks.common.own_gases import OWN_GAS_ENTRIES
from workbooks.common.pages import free_sheet

ALL = (OWN_FUEL_ENTRIES, OWN_CARBONATE_ENTRIES, OWN_GAS_ENTRIES)


def own_entries_of(lists: Sequence[ChoiceList]) -> tuple[OwnEntries, ...]:
    """What a user may add to some lists."""
    keys = {each.key for each in lists}
    return tuple(own for own in ALL if own.offered in keys)


def own_entry_sheets(lists: Sequence[ChoiceList]) -> tuple[Sheet, ...]:
    """The sheet, which stands beside that of own factors; none where no list of the workbook takes entries."""
    tables = [own.table for own in own_entries_of(lists)]
    if not tables:
        return ()
    made = free_sheet(
        SHEET,
        SHEET_NAME,
        *tables,
        tab="library",
        intro="因子库没有的条目（掺混燃料、副产燃料等）填在这里；因子库已有而只换数值的，填“自有因子”表。成批的条目可用 twinledger factors add 填入。"
        " | What the library has not (blends, by-product fuels and the like). Where the library has it and only a "
        "value is another, it belongs on Own factors. Many at once are filled in with twinledger factors add.",
    )
    return (made,)


def own_entry_checks(lists: Sequence[ChoiceList]) -> Iterator[Check]:
    """What the sheet of checks counts."""
    return (own.check for own in own_entries_of(lists))


def lists_of_own_entries(lists: Sequence[ChoiceList]) -> tuple[ChoiceList, ...]:
    """The closed lists that these tables need and the workbook does not name itself."""
    keys = {each.key for each in lists}
    return tuple(each for own in own_entries_of(lists) for each in own.lists if each.key not in keys)
