"""The state of one workbook: its links to the add-in, how it was last calculated, whether Windows blocks it."""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError, fromstring

from pycore.doctor.excel_settings import ADD_IN, is_blocked
from pycore.doctor.facts import BookState
from pycore.errors import TwinLedgerError
from pycore.reading.book import Book

_LINK_PART = re.compile(r"xl/externalLinks/_rels/[^/]+\.rels")
_RECORD = "record_core"


def read_book(file: Path) -> BookState:
    """Read what the doctor asks of a workbook; a file that cannot be read is a state like others."""
    try:
        book = Book.open(file)
        core = book.value(_RECORD) if _RECORD in book.names else None
    except TwinLedgerError as error:
        return BookState(file, problem=(error.text.zh, error.text.en), blocked=is_blocked(file))
    targets = [t for part, data in book.package.members.items() if _LINK_PART.fullmatch(part) for t in _targets(data)]
    ours = [t for t in targets if PureWindowsPath(t).name.lower() == ADD_IN.lower()]
    return BookState(
        file,
        template=f"{book.definition.key} {book.version}",
        calculated_with_core=core.startswith("TwinLedger ") if isinstance(core, str) else None,
        links=tuple((t, _exists(t, file)) for t in ours),
        foreign_links=tuple(t for t in targets if t not in ours),
        blocked=is_blocked(file),
    )


def _targets(relationships: bytes) -> list[str]:
    """Return the addresses of the external links in a part of relationships; none where it cannot be read."""
    if b"<!DOCTYPE" in relationships:
        return []  # Excel writes none; entities shall not expand here
    try:
        tree = fromstring(relationships)
    except ParseError:
        return []
    return [_plain(r.get("Target", "")) for r in tree if r.get("TargetMode") == "External"]


def _plain(target: str) -> str:
    """The path that a link's target stands for: file:///C:\\… or file:///C:/…, or a path beside the workbook."""
    path = unquote(target)
    return re.sub(r"^file:/{0,3}(?=[A-Za-z]:)|^file://", "", path)


def _exists(target: str, file: Path) -> bool:
    return (file.parent / target).is_file()
