"""The state of one workbook: its links to the add-in, how it was last calculated, whether Windows blocks it."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path, PureWindowsPath
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError, fromstring

from pycore.doctor.excel_settings import ADD_IN, is_blocked
from pycore.doctor.facts import BookState
from pycore.errors import TwinLedgerError
from pycore.gate.attempts import run_limited
from pycore.package.package import refuse_what_is_no_file
from pycore.reading.book import Book

_LINK_PART = re.compile(r"xl/externalLinks/_rels/[^/]+\.rels")
_RECORD = "record_core"


SECONDS, MEGABYTES = 60.0, 2048
"""Limits of the child that reads a workbook for the doctor, who calculates nothing."""


def read_book(file: Path) -> BookState:
    """Read, in a confined child, what the doctor asks of a workbook; one that cannot be read is a state like others."""
    try:
        refuse_what_is_no_file(file)
        told = run_limited("pycore.doctor.books:read_here", {"path": str(file.absolute())}, SECONDS, MEGABYTES)
        links = tuple((str(target), bool(there)) for target, there in told.pop("links"))
        told["problem"] = (str(told["problem"][0]), str(told["problem"][1])) if told["problem"] else None
        return BookState(file, links=links, foreign_links=tuple(map(str, told.pop("foreign_links"))), **told)
    except TwinLedgerError as error:
        return BookState(file, problem=(error.text.zh, error.text.en), blocked=is_blocked(file))


def read_here(payload: dict[str, str]) -> dict[str, Any]:
    """Read the workbook at ``path`` in this process and give its state as JSON data, without its place."""
    state = _state(Path(payload["path"]))
    return {field.name: getattr(state, field.name) for field in fields(state) if field.name != "file"}


def _state(file: Path) -> BookState:
    """Read how a workbook stands: its template, whether a core calculated it, and where its links lead."""
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
    """Tell whether a link of a workbook leads to a file."""
    return (file.parent / target).is_file()
