"""Defined names of an earlier template that Excel takes for no names: it drops them and calls the file damaged.

A user who opens such a file and lets Excel repair it has changed nothing. The names are put back, from what is stored
of the version, before anything reads the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from pycore.language import Language
from pycore.package.package import Package
from pycore.reading.stored_template import find_stored, stored_bytes
from pycore.sheets.definition import Workbook
from pycore.sheets.excel_limits import name_fault
from pycore.sheets.layout import PlaceOnSheet

_PART = "xl/workbook.xml"
_END = b"</definedNames>"


def dropped_names(package: Package, definition: Workbook, version: str) -> tuple[str, ...]:
    """Find the names of an earlier version that a repair has dropped: a later version has them by their present names."""
    if version == definition.version:
        return ()
    held = {name.name for name in package.names}
    lost = ((old, new) for old, new in definition.renamed.items() if old not in held and new not in held)
    return tuple(old for old, _ in lost if name_fault(old) is not None)


def with_names_put_back(
    package: Package, definition: Workbook, version: str, language: Language, names: Iterable[str]
) -> Package:
    """Return the package with names of its version where its template has them; as it is where that is not known."""
    folder = definition.fingerprints
    stored = find_stored(folder, version, language) if folder is not None else None
    if stored is None or _END not in package.members.get(_PART, b""):
        return package
    areas = json.loads(stored_bytes(stored))["names"]
    lines = "".join(
        f'<definedName name="{name}">{escape(PlaceOnSheet(*areas[name]).reference)}</definedName>'
        for name in names
        if name in areas and any(sheet.name == areas[name][0] for sheet in package.sheets)
    )
    workbook = package.members[_PART].replace(_END, lines.encode() + _END)
    return Package.read(package.with_members({_PART: workbook}))
