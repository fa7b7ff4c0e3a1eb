"""Pieces of WordprocessingML that python-docx has no words for: fonts by script, fields, bookmarks, borders, numbering."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LATIN, SONG, HEI = "Times New Roman", "宋体", "黑体"


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """Make an element of the w: vocabulary; attributes are of it as well."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key.rstrip('_')}"), str(value))
    made.extend(children)
    return made


# The order in which the vocabulary wants the children of properties of paragraphs, tables and cells; Word refuses others.
_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip
_TABLE_ORDER = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
_CELL_ORDER = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")
_ORDERS = {"tblPr": _TABLE_ORDER, "tcPr": _CELL_ORDER}


def put(properties: Any, child: Any) -> None:
    """Put a child into properties at its place, instead of one that is there."""
    order = _ORDERS.get(properties.tag.rpartition("}")[2], _ORDER)
    names = [qn(f"w:{name}") for name in order]
    for old in properties.findall(child.tag):
        properties.remove(old)
    later = names[names.index(child.tag) + 1 :]
    following = next((other for other in properties if other.tag in later), None)
    if following is None:
        properties.append(child)
    else:
        following.addprevious(child)


def set_fonts(properties: Any, east_asian: str) -> None:
    """Set the fonts of run properties: Latin and East Asian apart, no font of the theme left."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("rFonts", ascii=LATIN, hAnsi=LATIN, cs=LATIN, eastAsia=east_asian))


def field(paragraph: Any, instruction: str, shown: str, style: Any = None) -> list[Any]:
    """Add a field with the result that stands in the file until Word updates it; return its runs."""
    runs = [paragraph.add_run(style=style) for _ in range(5)]
    runs[0]._r.append(element("fldChar", fldCharType="begin"))
    code = element("instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    runs[1]._r.append(code)
    runs[2]._r.append(element("fldChar", fldCharType="separate"))
    runs[3].text = shown
    runs[4]._r.append(element("fldChar", fldCharType="end"))
    return runs


def bookmark(first: Any, last: Any, name: str, number: int) -> None:
    """Put a bookmark around the runs from `first` to `last` of one paragraph."""
    first._r.addprevious(element("bookmarkStart", id=number, name=name))
    last._r.addnext(element("bookmarkEnd", id=number))


def bordered(cell: Any, **sides: float) -> None:
    """Draw the given sides of a cell, in points."""
    borders = element("tcBorders")
    for side in ("top", "bottom"):
        if side in sides:
            borders.append(element(side, val="single", sz=round(sides[side] * 8), space=0, color="000000"))
    put(cell._tc.get_or_add_tcPr(), borders)


def underlined(paragraph: Any, side: str) -> None:
    """Draw a thin line over or under a paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    line = element(side, val="single", sz=4, space=4, color="808080")
    put(properties, element("pBdr", line))


def numbered_headings(document: Any, styles: Sequence[str]) -> None:
    """Number headings as 1, 1.1, 1.1.1 by Word itself: one list of many levels, a level for each style."""
    numbering = document.part.numbering_part.element
    identity = 1 + max((int(a.get(qn("w:abstractNumId"))) for a in numbering.findall(qn("w:abstractNum"))), default=0)
    abstract = element("abstractNum", element("multiLevelType", val="multilevel"), abstractNumId=identity)
    for level, name in enumerate(styles):
        text = ".".join(f"%{i + 1}" for i in range(level + 1))
        abstract.append(
            element(
                "lvl", element("start", val=1), element("numFmt", val="decimal"),
                element("pStyle", val=document.styles[name].style_id), element("suff", val="space"),
                element("lvlText", val=text), element("lvlJc", val="left"),
                element("pPr", element("ind", left=0, firstLine=0)), ilvl=level,
            )
        )  # fmt: skip
    # The vocabulary wants every abstractNum before the first num.
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    number = 1 + max((int(n.get(qn("w:numId"))) for n in numbering.findall(qn("w:num"))), default=0)
    numbering.append(element("num", element("abstractNumId", val=identity), numId=number))
    for level, name in enumerate(styles):
        properties = document.styles[name].element.get_or_add_pPr()
        put(properties, element("numPr", element("ilvl", val=level), element("numId", val=number)))
