"""What the style of a cell makes of it, whichever number the style has in its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from pycore.package.package import Package
from pycore.template.cells import SheetRows
from pycore.template.looks.number_format import BUILT_IN, canonical_format
from pycore.template.styles import Colour, StylesReader, contrast, theme_of
from pycore.template.xml import attribute_is_true, children, parsed, related_part, whole_number, workbook_part

_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)
_SYMBOLS = re.compile(r"symbol|wingdings|webdings|dingbats|marlett|mt extra|barcode", re.IGNORECASE)
"""Typefaces that show other signs than the letters and digits that a cell holds."""


@dataclass(frozen=True, slots=True)
class CellLook:
    """A style, resolved.

    Attributes:
        format: the number format in its one spelling.
        font, ground: colours; of a pattern or gradient those that it is made of.
        size: points.
        signs: the typeface where it shows other signs than letters, else "".
        marks: what is done to letters and frame that changes how they are read: struck out, crossed, raised, lowered.
        bold, italic: of the letters.
        horizontal: how the text lies in the cell; "" for the usual.
        rotation, indent: degrees; widths of three spaces.
        shrinks, wraps: the text is made to fit.
        locked, formula_hidden: what the protection of the sheet does to the cell.
    """

    format: str = "general"
    font: Colour = _BLACK
    ground: tuple[Colour, ...] = (_WHITE,)
    size: float = 11.0
    signs: str = ""
    marks: frozenset[str] = frozenset()
    bold: bool = False
    italic: bool = False
    horizontal: str = ""
    rotation: int = 0
    indent: int = 0
    shrinks: bool = False
    wraps: bool = False
    locked: bool = True
    formula_hidden: bool = False

    @property
    def contrast(self) -> float:
        """How well the text can be told from its ground, 1 to 21 (WCAG 2.2)."""
        return max(contrast(self.font, ground) for ground in self.ground)


PLAIN = CellLook()
StyleNumbers = Mapping[tuple[int, int], int]


def read_looks(package: Package) -> tuple[CellLook, ...]:
    """Return the cell styles of a file by number."""
    book = workbook_part(package)
    part = related_part(package, book, "styles") if book is not None else None
    return () if part is None else _Looks(parsed(package.members[part]), package).all()


def style_numbers(rows: SheetRows) -> StyleNumbers:
    """Return the number of each cell's style by row and column."""
    return {(row, column): style for row, column, style in rows.placed}


class _Looks:
    """Reads the styles part into looks."""

    def __init__(self, tree: etree._Element, package: Package) -> None:
        self.reader = StylesReader(tree, theme_of(package))
        self.fonts = self.reader.items("fonts")
        self.fills = [self.reader.grounds(f) for f in self.reader.items("fills")]
        self.borders = self.reader.items("borders")
        own = {whole_number(f.get("numFmtId")): f.get("formatCode", "") for f in self.reader.items("numFmts")}
        self.formats = {number: canonical_format(code) for number, code in (BUILT_IN | own).items()}

    def all(self) -> tuple[CellLook, ...]:
        """Return the looks of all cell styles, in their order."""
        return tuple(self._look(xf) for xf in self.reader.items("cellXfs"))

    def _look(self, xf: etree._Element) -> CellLook:
        """Resolve one cell style."""
        font = _at(self.fonts, xf.get("fontId"))
        fill = whole_number(xf.get("fillId"), -1)
        alignment = next(iter(children(xf, "alignment")), None)
        protection = next(iter(children(xf, "protection")), None)
        horizontal = "" if alignment is None else alignment.get("horizontal", "general")
        return CellLook(
            format=self.formats.get(whole_number(xf.get("numFmtId")), "general"),
            font=_BLACK if font is None else self._colour(font),
            ground=self.fills[fill] if 0 <= fill < len(self.fills) else (_WHITE,),
            size=11.0 if font is None else _size(font),
            signs="" if font is None else _signs(font),
            marks=_marks(font, _at(self.borders, xf.get("borderId"))),
            bold=_is_on(font, "b"),
            italic=_is_on(font, "i"),
            horizontal="" if horizontal == "general" else horizontal,
            rotation=0 if alignment is None else whole_number(alignment.get("textRotation")),
            indent=0 if alignment is None else whole_number(alignment.get("indent")),
            shrinks=alignment is not None and attribute_is_true(alignment, "shrinkToFit"),
            wraps=alignment is not None and attribute_is_true(alignment, "wrapText"),
            locked=protection is None or protection.get("locked", "1").strip() not in ("0", "false"),
            formula_hidden=protection is not None and attribute_is_true(protection, "hidden"),
        )

    def _colour(self, font: etree._Element) -> Colour:
        """Return the colour of a typeface, black where it names none."""
        colours = children(font, "color")
        return self.reader.colour(colours[0], _BLACK) if colours else _BLACK


def _at(items: list[etree._Element], index: str | None) -> etree._Element | None:
    """Return an entry of a list by its number; None where there is none."""
    number = whole_number(index, -1)
    return items[number] if 0 <= number < len(items) else None


def _size(font: etree._Element) -> float:
    """Return the size of a typeface, in points."""
    try:
        return float(next((s.get("val", "11") for s in children(font, "sz")), "11"))
    except ValueError:
        return 11.0


def _signs(font: etree._Element) -> str:
    """Return the name of a typeface that shows other signs than letters, "" of any other."""
    name = next((n.get("val", "") for n in children(font, "name")), "")
    return name if _SYMBOLS.search(name) else ""


def _is_on(font: etree._Element | None, name: str) -> bool:
    """Tell whether a switch of a typeface is on."""
    held = children(font, name) if font is not None else []
    return bool(held) and held[0].get("val", "1").strip() not in ("0", "false")


def _marks(font: etree._Element | None, border: etree._Element | None) -> frozenset[str]:
    """Return what is done to the letters and across the cell."""
    found = {"struck"} if _is_on(font, "strike") else set()
    raised = next((v.get("val", "") for v in children(font, "vertAlign")), "") if font is not None else ""
    if raised in ("superscript", "subscript"):
        found.add(raised)
    if border is not None and _is_crossed(border):
        found.add("crossed")
    return frozenset(found)


def _is_crossed(border: etree._Element) -> bool:
    """Tell whether a line is drawn across the cell."""
    drawn = any(d.get("style", "none") != "none" for d in children(border, "diagonal"))
    return drawn and (attribute_is_true(border, "diagonalUp") or attribute_is_true(border, "diagonalDown"))


@lru_cache(maxsize=256)
def same_ground(one: tuple[Colour, ...], other: tuple[Colour, ...]) -> bool:
    """Tell whether two grounds are alike to the eye: programs round the colours of a theme a little differently."""
    return len(one) == len(other) and all(
        max(abs(a - b) for a, b in zip(x, y, strict=True)) <= _ALIKE for x, y in zip(one, other, strict=True)
    )


_ALIKE = 6
"""Difference in a channel of 0 to 255 that no eye tells."""
