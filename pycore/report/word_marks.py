"""The bookmarks of a Word file that enclose parts of a report, and the list of those that were written into it.

The list stands in the variables of the document, which no reader sees. By it a part that a user has deleted is told
from one that a later version of the chapter has added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from pycore.report.marks import START
from pycore.report.word_parts import element

_VARIABLE = "twinledger_parts"
CHAPTER = "twinledger_chapter"
"""The note of which report it is."""


@dataclass(frozen=True, eq=False)
class MarkedPart:
    """What a bookmark encloses: where it starts and ends, and the blocks of the text that these stand in."""

    start: Any
    end: Any
    first: Any
    last: Any

    def blocks(self) -> list[Any]:
        """The blocks from the first to the last."""
        found = [self.first]
        while found[-1] is not self.last:
            found.append(found[-1].getnext())
        return found


def spans(body: Any) -> dict[str, MarkedPart]:
    """Find our bookmarks in the text of a document, by name in their order; what has lost an end is left out."""
    ends = {e.get(qn("w:id")): e for e in body.iter(qn("w:bookmarkEnd"))}
    found: dict[str, MarkedPart] = {}
    for start in body.iter(qn("w:bookmarkStart")):
        name, end = start.get(qn("w:name")) or "", ends.get(start.get(qn("w:id")))
        if not name.startswith(START) or name in found or end is None:
            continue
        first, last = _block(start, body), _block(end, body)
        if first is not None and last is not None and first in set(_until(first, last)) and last in _until(first, last):
            found[name] = MarkedPart(start, end, first, last)
    return found


def _block(inside: Any, body: Any) -> Any:
    """The block of the text that an element stands in, or is."""
    while inside is not None and inside.getparent() is not body:
        inside = inside.getparent()
    return inside


def _until(first: Any, last: Any) -> list[Any]:
    """The blocks from one to another, or to the end of the text."""
    found = [first]
    while found[-1] is not last and (following := found[-1].getnext()) is not None:
        found.append(following)
    return found


def remember(word: Any, names: Sequence[str], note: str = _VARIABLE) -> None:
    """Note in a document which parts were written into it, or another list of names."""
    settings = word.settings.element
    for old in settings.findall(qn("w:docVars")):
        for variable in old.findall(qn("w:docVar")):
            if variable.get(qn("w:name")) == note:
                old.remove(variable)
    holder = settings.find(qn("w:docVars"))
    if holder is None:
        holder = element("docVars")
        _place(settings, holder)
    holder.append(element("docVar", name=note, val=" ".join(names)))


def remembered(word: Any, note: str = _VARIABLE) -> frozenset[str]:
    """Which parts were once written into a document, or another list; none where its program has dropped the note."""
    for variable in word.settings.element.iter(qn("w:docVar")):
        if variable.get(qn("w:name")) == note:
            return frozenset((variable.get(qn("w:val")) or "").split())
    return frozenset()


# What comes behind the variables in the settings, in the order of the schema.
_BEHIND = ("rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats",
           "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary",
           "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator")  # fmt: skip


def _place(settings: Any, holder: Any) -> None:
    """Put the variables where the schema wants them among the settings."""
    following = next((e for e in settings if e.tag.rpartition("}")[2] in _BEHIND), None)
    if following is None:
        settings.append(holder)
    else:
        following.addprevious(holder)
