"""Fills a report into a Word file that somebody has gone on editing: our parts are refilled, all else stays.

Each part of a report stands in a bookmark. What a user wrote beside, between or within the paragraphs outside of these
stays as it is, and so do headings, which a user may have reworded. A part that the user has deleted stays away; one that
a later chapter has added is put behind the part before it.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from pycore.errors import FileProblem
from pycore.language import Text
from pycore.report.document import Document, Grid
from pycore.report.marks import HEADING
from pycore.report.word import docx_bytes, undated
from pycore.report.word_marks import CHAPTER, MarkedPart, remember, remembered, spans
from pycore.report.word_parts import element

_STYLES = ("pStyle", "rStyle", "tblStyle")
_NAMED = ("bookmarkStart", "bookmarkEnd")


@dataclass(frozen=True, slots=True)
class Refilled:
    """What became of the parts of a document, by their names.

    Attributes:
        refilled, added, removed: parts that were written anew, that are new, and that the report has no longer.
        deleted: parts that a user has deleted, which stay away.
    """

    data: bytes
    refilled: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    deleted: tuple[str, ...]


def refill(existing: bytes, document: Document) -> Refilled:
    """Return a copy of a Word file with the parts of a report in it filled anew; deterministic.

    Raises:
        FileProblem: it is no Word file, or holds no part of a report of ours.
    """
    try:
        old = docx.Document(io.BytesIO(existing))
    except Exception as error:  # python-docx raises many kinds on damaged input, and each of them means this
        raise FileProblem(
            Text("原报告不是可以读取的 Word 文件（.docx）。请用 Word 另存为 .docx。",
                 "The report to fill is no Word file (.docx) that can be read. Save it as .docx in Word.")
        ) from error  # fmt: skip
    return _Refilling(old, docx.Document(io.BytesIO(docx_bytes(document))), document).result()


class _Refilling:
    """One document on its way from what it holds to what the report says now."""

    def __init__(self, old: Any, new: Any, document: Document) -> None:
        self.old, self.new = old, new
        self.there, self.made = spans(old.element.body), spans(new.element.body)
        if not self.there:
            raise FileProblem(
                Text(
                    "原报告中没有由 TwinLedger 生成的部分（书签 TL_…），无法填入。请先用 --docx 生成报告，再在其上编辑。",
                    "The report to fill has no part that TwinLedger has made (bookmarks TL_…). Write one with --docx first "
                    "and go on from that.",
                )
            )
        self.chapter = document.chapter
        self._same_chapter()
        self.landscape = {b.mark for b in document.blocks if isinstance(b, Grid) and b.landscape}
        self.number = max(
            (int(e.get(qn("w:id")) or 0) for e in old.element.body.iter(qn("w:bookmarkStart"))), default=0
        )
        self.pictures = sum(1 for _ in old.element.body.iter(qn("wp:docPr")))
        self.styles = {style.get(qn("w:styleId")): _name(style) for style in new.styles.element.iter(qn("w:style"))}
        self.ids = {_name(style): style.get(qn("w:styleId")) for style in old.styles.element.iter(qn("w:style"))}

    def _same_chapter(self) -> None:
        """Refuse to fill one report of a workbook with another; a file without the note is taken at its word."""
        noted, asked = remembered(self.old, CHAPTER), self.chapter
        if noted and asked not in noted:
            name = ", ".join(noted)
            raise FileProblem(
                Text(
                    f"原报告是“{name}”，要填入的却是“{asked}”。请加 --chapter {name}，或换一份报告。",
                    f"The report to fill is {name}, and it would be filled with {asked}. Add --chapter {name}, or give "
                    "another report.",
                )
            )

    def result(self) -> Refilled:
        """Refill part by part, and return the file with what became of them."""
        known = remembered(self.old)
        done: dict[str, list[str]] = {"refilled": [], "added": [], "removed": [], "deleted": []}
        behind: Any = None
        for name, made in self.made.items():
            if name in self.there:
                if not name.endswith(HEADING):
                    behind = self._replace(self.there[name], made)
                    done["refilled"].append(name)
                else:
                    behind = self.there[name].last
            elif name in known:
                done["deleted"].append(name)
                continue
            else:
                behind = self._put(made, behind)
                done["added"].append(name)
            if name in self.landscape:
                behind = self._turned(spans(self.old.element.body)[name])
        for name, span in self.there.items():
            if name not in self.made:
                self._remove(span)
                done["removed"].append(name)
        remember(self.old, list(self.made))
        remember(self.old, [self.chapter], CHAPTER)
        buffer = io.BytesIO()
        self.old.save(buffer)
        return Refilled(undated(buffer.getvalue()), **{key: tuple(names) for key, names in done.items()})

    def _replace(self, old: MarkedPart, made: MarkedPart) -> Any:
        """Put a part in the place of what it was, and return its last block; text beside it in its paragraphs stays."""
        blocks = [self._adapted(block) for block in made.blocks()]
        if old.first is old.last and len(blocks) == 1 and blocks[0].tag == old.first.tag == qn("w:p"):
            within = list(_between(old.start, old.end))
            old.end.addnext(marker := element("bookmarkEnd"))
            for one in (old.start, *within, old.end):
                old.first.remove(one)
            for one in blocks[0]:
                if one.tag != qn("w:pPr"):
                    marker.addprevious(copy.deepcopy(one))
            old.first.remove(marker)
            return old.first
        for block in blocks:
            old.first.addprevious(block)
        self._remove(old)
        return blocks[-1]

    def _remove(self, old: MarkedPart) -> None:
        """Take a part out; what a user wrote before and behind it in its paragraphs, and breaks of sections, stay."""
        blocks = old.blocks()
        before = [e for e in old.first if e.tag != qn("w:pPr")] if old.first.tag == qn("w:p") else []
        before = before[: before.index(old.start)] if old.start in before else []
        behind = list(old.end.itersiblings()) if old.last.tag == qn("w:p") else []
        if _says(before):
            old.first.addprevious(_paragraph(old.first, before))
        place = old.last
        if _says(behind):
            place.addnext(place := _paragraph(old.last, behind))
        for block in blocks:
            for ending in list(block.iter(qn("w:sectPr"))):
                broken = element("p", element("pPr", copy.deepcopy(ending)))
                place.addnext(broken)
                place = broken
            block.getparent().remove(block)

    def _put(self, made: MarkedPart, behind: Any) -> Any:
        """Put a new part behind another, or before all that there is, and return its last block."""
        for block in (self._adapted(one) for one in made.blocks()):
            if behind is None:
                self.old.element.body.insert(0, block)
            else:
                behind.addnext(block)
            behind = block
        return behind

    def _adapted(self, block: Any) -> Any:
        """A copy of a block as the old file has styles, pictures and numbers of bookmarks."""
        block = copy.deepcopy(block)
        for tag in _STYLES:
            for used in block.iter(qn(f"w:{tag}")):
                used.set(qn("w:val"), self._style(used.get(qn("w:val"))))
        for tag in _NAMED:
            for mark in block.iter(qn(f"w:{tag}")):
                mark.set(qn("w:id"), str(self.number + 1 + int(mark.get(qn("w:id")))))
        for blip in block.iter(qn("a:blip")):
            image = self.new.part.related_parts[blip.get(qn("r:embed"))]
            part = self.old.part.package.get_or_add_image_part(io.BytesIO(image.blob))
            blip.set(qn("r:embed"), self.old.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))
        for described in block.iter(qn("wp:docPr")):
            self.pictures += 1
            described.set("id", str(10_000 + self.pictures))
        return block

    def _style(self, used: str) -> str:
        """The id of a style in the old file, by its name; one that is not there is brought along."""
        name = self.styles.get(used, "")
        if name not in self.ids:
            style = next(s for s in self.new.styles.element.iter(qn("w:style")) if s.get(qn("w:styleId")) == used)
            self.old.styles.element.append(copy.deepcopy(style))
            self.ids[name] = used
        return str(self.ids[name])

    def _turned(self, span: MarkedPart) -> Any:
        """Put a table that asks for it on a page of landscape format, where it is on none; return its last block."""
        section = _section_of(span.last, self.old.element.body)
        size = None if section is None else section.find(qn("w:pgSz"))
        if size is None or size.get(qn("w:orient")) == "landscape":
            return span.last
        span.first.addprevious(_break(section))
        turned = copy.deepcopy(section)
        size = turned.find(qn("w:pgSz"))
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
        size.set(qn("w:orient"), "landscape")
        ending = _break(turned)
        span.last.addnext(ending)
        return ending


def _name(style: Any) -> str:
    """The name of a style, which programs keep; its id they may change."""
    found = style.find(qn("w:name"))
    return "" if found is None else str(found.get(qn("w:val")))


def _between(start: Any, end: Any) -> Iterator[Any]:
    """Yield what stands between two ends of a bookmark in one paragraph."""
    for one in start.itersiblings():
        if one is end:
            return
        yield one


def _says(elements: list[Any]) -> bool:
    """Tell whether some pieces of a paragraph show anything."""
    shown = (qn("w:t"), qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("m:oMath"))
    return any(True for e in elements for one in e.iter(*shown) if one.tag != shown[0] or one.text)


def _paragraph(like: Any, pieces: list[Any]) -> Any:
    """A paragraph of its own for some pieces, with the properties of the one that they stood in."""
    properties = like.find(qn("w:pPr"))
    made = element("p") if properties is None else element("p", copy.deepcopy(properties))
    for ending in list(made.iter(qn("w:sectPr"))):
        ending.getparent().remove(ending)
    made.extend(pieces)
    return made


def _section_of(block: Any, body: Any) -> Any:
    """The properties of the section that a block stands in: the next that stand in the text."""
    for one in (block, *block.itersiblings()):
        found = one if one.tag == qn("w:sectPr") else next(one.iter(qn("w:sectPr")), None)
        if found is not None:
            return found
    return body.find(qn("w:sectPr"))


def _break(section: Any) -> Any:
    """A paragraph without height that ends a section."""
    spacing = element("spacing", before=0, after=0, line=20, lineRule="exact")
    return element("p", element("pPr", spacing, copy.deepcopy(section)))
