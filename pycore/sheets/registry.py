"""Which workbooks are installed: packages announce theirs through the entry point group `twinledger.workbooks`."""

from __future__ import annotations

from functools import cache

from pycore.contributions import WORKBOOKS, contributions, hint, instances, leave_out, own_contribution
from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.sheets.definition import Workbook


@cache
def installed_workbooks() -> dict[str, Workbook]:
    """Return the definitions of all installed workbooks by key.

    Of one that does not load, or has the key of another, `pycore.contributions` keeps a note.
    """
    found: dict[str, Workbook] = {}
    for source, definitions in contributions(WORKBOOKS, _workbooks):
        for definition in definitions:
            key = definition.key
            if key in found:
                leave_out(source, _TAKEN, Text(f"工作簿“{key}”", f'the workbook "{key}"'))
            else:
                found[key] = definition
    return found


@cache
def find_workbook(key: str) -> Workbook | None:
    """Return the definition of one workbook, without loading the others where all are ours; None if there is none.

    Ours are announced by their keys.
    """
    if not installed_workbooks.cache_info().currsize:
        found = own_contribution(WORKBOOKS, key, _workbooks) or []
        for definition in found:
            if definition.key == key:
                return definition
    return installed_workbooks().get(key)


_TAKEN = Text("已有同名工作簿", "there is a workbook of that name already")


def _workbooks(found: object) -> list[Workbook]:
    return instances(found, Workbook)


def workbook_definition(key: str) -> Workbook:
    """Return one definition.

    Raises:
        TwinLedgerError: there is none of that name.
    """
    found = find_workbook(key)
    if found is None:
        known = installed_workbooks()
        more = hint(WORKBOOKS)
        raise TwinLedgerError(
            Text(
                f"没有名为“{key}”的工作簿，应为 {'、'.join(known) or '（未安装任何工作簿）'} 之一。{more.zh}",
                f'There is no workbook "{key}"; expected one of {", ".join(known) or "(none installed)"}.{more.en}',
            )
        )
    return found
