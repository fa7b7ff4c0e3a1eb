"""What else a workbook part may be typed as, by files that hold the same as an .xlsx."""

from __future__ import annotations

import re
from collections.abc import Mapping

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OTHER_MAINS = (
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
)
"""Of .xlsm, .xltx and .xltm."""

_TYPES = "[content_types].xml"
_OTHER = re.compile(b"(?i)" + b"|".join(re.escape(kind.encode()) for kind in OTHER_MAINS))


def typed_as_workbook(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the list of content types, by its name, with the workbook typed as that of an .xlsx.

    Excel opens no file whose ending says another type than the file does, and what is written ends in .xlsx.
    """
    return {name: _OTHER.sub(MAIN.encode(), types) for name, types in _types(members)}


def other_type(members: Mapping[str, bytes]) -> str:
    """Name the ending that goes with the type of the workbook, "" for that of an .xlsx."""
    found = next((match for _, types in _types(members) if (match := _OTHER.search(types))), None)
    if found is None:
        return ""
    kind = found[0].lower()
    return f".{'xlt' if b'template' in kind else 'xls'}{'m' if b'macro' in kind else 'x'}"


def _types(members: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """The part that lists the content types; none in a package that lacks it."""
    return [(name, content) for name, content in members.items() if name.lower() == _TYPES]
