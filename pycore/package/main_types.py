"""What else a workbook part may be typed as, by files that hold the same as an .xlsx."""

from __future__ import annotations

import re

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OTHER_MAINS = (
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
)
"""Of .xlsm, .xltx and .xltm."""

TYPES = "[Content_Types].xml"
_OTHER = re.compile(b"(?i)" + b"|".join(re.escape(kind.encode()) for kind in OTHER_MAINS))


def typed_as_workbook(types: bytes) -> bytes:
    """Give the list of content types with the workbook typed as that of an .xlsx.

    Excel opens no file whose ending says another type than the file does, and what is written ends in .xlsx.
    """
    return _OTHER.sub(MAIN.encode(), types)


def other_type(types: bytes) -> str:
    """Name the ending that goes with the type of the workbook, "" for that of an .xlsx."""
    found = _OTHER.search(types)
    if found is None:
        return ""
    kind = found[0].lower()
    return f".{'xlt' if b'template' in kind else 'xls'}{'m' if b'macro' in kind else 'x'}"
