"""Decide, before anything parses it, whether a Word file that a command is to go on from may be read at all."""

from __future__ import annotations

from pathlib import Path

from pycore.findings.finding import Finding
from pycore.gate.archive import LARGEST_TOTAL, inflate, read_directory
from pycore.gate.gate import read_submission
from pycore.gate.parts import XML_ENDINGS
from pycore.gate.rules import Breach, findings_of
from pycore.gate.xml import MOST_ELEMENTS, look_through
from pycore.language import Text

_MAIN = "word/document.xml"
# What makes it dangerous to parse a part. What a Word file may hold is its author's: nothing of it is run or followed.
_DANGERS = ("gate-xml-", "gate-total-", "gate-entry-", "gate-false-", "gate-size", "gate-file", "gate-not-zip")


def check_document(source: Path | bytes) -> list[Finding]:
    """Look at a Word file without parsing it as one; an empty list means that it may be read.

    As for workbooks every finding is an error, nothing is raised, and the limits of archives and XML hold.
    """
    try:
        data = source if isinstance(source, bytes) else read_submission(source)
        return findings_of(list(_breaches(data)), {}) if isinstance(data, bytes) else data
    except Exception as error:  # the promise of the gate: a flaw of its own is a refusal, never a crash
        return findings_of([Breach("gate-crash", detail=type(error).__name__)], {})


def _breaches(data: bytes) -> list[Breach]:
    """What must not be parsed, or is no Word file."""
    entries, breaches = read_directory(data)
    if breaches:
        return breaches
    if all(entry.name != _MAIN for entry in entries):
        missing = Text("Word 正文 word/document.xml", "the text of a Word file, word/document.xml")
        return [Breach("gate-missing-part", detail=missing)]
    room, elements = LARGEST_TOTAL, MOST_ELEMENTS
    for entry in entries:
        content = inflate(data, entry, room)
        if isinstance(content, Breach):
            return [content]
        room -= len(content)
        if entry.name.lower().endswith(XML_ENDINGS):
            seen = look_through(entry.name, content, elements)
            elements -= seen.elements
            breaches += [breach for breach in seen.breaches if breach.rule.startswith(_DANGERS)]
    return breaches
