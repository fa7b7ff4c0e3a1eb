"""Which workbooks are installed: packages announce theirs through the entry point group `twinledger.workbooks`."""

from __future__ import annotations

from functools import cache

from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.sheets.definition import Workbook


@cache
def installed_workbooks() -> dict[str, Workbook]:
    """Return the definitions of all installed workbooks by key."""
    from importlib.metadata import entry_points

    found = {}
    for entry in entry_points(group="twinledger.workbooks"):
        definition = entry.load()
        found[definition.key] = definition
    return found


def workbook_definition(key: str) -> Workbook:
    """Return one definition.

    Raises:
        TwinLedgerError: there is none of that name.
    """
    known = installed_workbooks()
    if key not in known:
        raise TwinLedgerError(
            Text(
                f"没有名为“{key}”的工作簿，应为 {'、'.join(known) or '（未安装任何工作簿）'} 之一。",
                f'There is no workbook "{key}"; expected one of {", ".join(known) or "(none installed)"}.',
            )
        )
    return known[key]
