"""What the styles of a file do to a value: hide it, show it as another one, or colour it by a condition."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from pycore.package.package import Package
from pycore.package.refused_xml import refuse_unreadable_xml
from pycore.template.xml import (
    attribute_is_true,
    children,
    parsed,
    related_part,
    whole_number,
    workbook_part,
)

Colour = tuple[int, int, int]
_T = TypeVar("_T")
_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)
LEAST_CONTRAST = 1.25
"""Contrast ratio (WCAG 2.2) below which no eye tells a text from its ground; ordinary text wants 4.5."""
SMALLEST_FONT = 4.0  # points; what is smaller is a line, not a text

# The palette that stands behind `indexed` where a file brings none of its own; 64 and 65 are the system's colours.
_PALETTE = bytes.fromhex(
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)
# The order in which `theme` counts the colours of a theme, and those of the theme that Office brings.
_THEME = "lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
_OFFICE = "FFFFFF 000000 EEECE1 1F497D 4F81BD C0504D 9BBB59 8064A2 4BACC6 F79646 0000FF 800080"


@dataclass(frozen=True, slots=True)
class Look:
    """What a conditional format does to a cell: colours as hex (empty where it sets none), and whether it hides."""

    font: str
    fill: str
    hides: bool


NO_LOOK = Look("", "", False)


@dataclass(frozen=True, slots=True)
class StoredStyles:
    """The styles of a file by number.

    Attributes:
        hiding: cell styles in which a value cannot be seen.
        misleading: cell styles whose number format shows another number than the cell holds.
        looks: differential formats, which conditional formats use by number.
        look_of: reads a rule of conditional formatting that brings its format itself: one of its own, or a colour scale.
    """

    hiding: frozenset[int] = frozenset()
    misleading: frozenset[int] = frozenset()
    looks: tuple[Look, ...] = ()
    look_of: Callable[[etree._Element], Look] = lambda rule: NO_LOOK

    def of_rule(self, rule: etree._Element) -> Look:
        """What a conditional format does to a cell; bars and icons in the place of the value hide it."""
        if any(e.get("showValue") in ("0", "false") for e in rule.iter("{*}dataBar", "{*}iconSet")):
            return Look("", "", True)
        number = whole_number(rule.get("dxfId"), -1)
        if number >= 0:
            return self.looks[number] if number < len(self.looks) else NO_LOOK
        return self.look_of(rule)


def read_styles(package: Package) -> StoredStyles:
    """Read the styles part; a file without one has nothing but plain cells."""
    # By the relationships and not by name: a part that nothing refers to may lie there as a decoy.
    book = workbook_part(package)
    part = related_part(package, book, "styles") if book is not None else None
    if part is None:
        return StoredStyles()
    refuse_unreadable_xml(package.members[part], part)
    return StylesReader(parsed(package.members[part]), theme_of(package)).styles()


class StylesReader:
    """Reads the part of the styles with the colours of the theme."""

    def __init__(self, tree: etree._Element, theme: Sequence[Colour]) -> None:
        self.tree = tree
        self.theme = theme
        own = [
            _hex(rgb.get("rgb", "")) or _BLACK
            for colors in children(tree, "colors")
            for palette in children(colors, "indexedColors")
            for rgb in children(palette, "rgbColor")
        ]
        self.palette = own or list(zip(_PALETTE[::3], _PALETTE[1::3], _PALETTE[2::3], strict=True))

    def styles(self) -> StoredStyles:
        """Read fonts, grounds and formats and tell which styles hide or mislead."""
        fonts = [self._font(f) for f in self.items("fonts")]
        fills = [self.grounds(f) for f in self.items("fills")]
        formats = {whole_number(f.get("numFmtId")): f.get("formatCode", "") for f in self.items("numFmts")}
        hiding, misleading = set(), set()
        for number, xf in enumerate(self.items("cellXfs")):
            font, size = _item(fonts, xf.get("fontId"), (_BLACK, 11.0))
            grounds = _item(fills, xf.get("fillId"), (_WHITE,))
            own = whole_number(xf.get("numFmtId"))
            trouble = "misleads" if own in _DATES and own not in formats else format_trouble(formats.get(own, ""))
            if size < SMALLEST_FONT or _unseen(font, grounds) or trouble == "hides":
                hiding.add(number)
            elif trouble == "misleads":
                misleading.add(number)
        looks = tuple(self._look(d) for d in self.items("dxfs"))
        return StoredStyles(frozenset(hiding), frozenset(misleading), looks, self._own_look)

    def items(self, name: str) -> list[etree._Element]:
        """Return the entries of one of the lists of the part, such as its fonts."""
        return [e for group in children(self.tree, name) for e in group if isinstance(e.tag, str)]

    def _font(self, font: etree._Element) -> tuple[Colour, float]:
        colours, sizes = children(font, "color"), children(font, "sz")
        colour = self.colour(colours[0], _BLACK) if colours else _BLACK
        return colour, _points(sizes[0].get("val", "11")) if sizes else 11.0

    def grounds(self, fill: etree._Element) -> tuple[Colour, ...]:
        """The colours of a fill: one, or those of its pattern or gradient."""
        for pattern in children(fill, "patternFill"):
            kind = pattern.get("patternType", "none")
            if kind == "none":
                return (_WHITE,)
            front = [self.colour(c, _BLACK) for c in children(pattern, "fgColor")]
            back = [self.colour(c, _WHITE) for c in children(pattern, "bgColor")]
            return tuple(front or [_WHITE]) if kind == "solid" else tuple([*front, *back] or [_WHITE])
        stops = [
            self.colour(c, _WHITE)
            for c in fill.iter()
            if isinstance(c.tag, str) and etree.QName(c).localname == "color"
        ]
        return tuple(stops) or (_WHITE,)

    def _own_look(self, rule: etree._Element) -> Look:
        """Return the look of a rule that brings its format itself, or of a scale of dark colours."""
        for dxf in children(rule, "dxf"):
            return self._look(dxf)
        scale = [self.colour(c, _WHITE) for held in children(rule, "colorScale") for c in children(held, "color")]
        # A scale whose every colour is as dark as the text shows the cell as a dark field.
        return Look("", "", bool(scale) and all(_unseen(_BLACK, (colour,)) for colour in scale))

    def _look(self, dxf: etree._Element) -> Look:
        """Return font, ground and number format of a differential format."""
        font = next((self.colour(c, _BLACK) for f in children(dxf, "font") for c in children(f, "color")), None)
        fill: Colour | None = None
        for pattern in (p for f in children(dxf, "fill") for p in children(f, "patternFill")):
            # The ground of a conditional format stands in bgColor; some programs write it as fgColor.
            name = "bgColor" if children(pattern, "bgColor") else "fgColor"
            fill = next((self.colour(c, _WHITE) for c in children(pattern, name)), fill)
        code = next((f.get("formatCode", "") for f in children(dxf, "numFmt")), "")
        # A text without a ground of its own is judged on white, a ground without a text of its own under black.
        hides = (font or fill) is not None and _unseen(font or _BLACK, (fill or _WHITE,))
        return Look(_written(font), _written(fill), hides or bool(format_trouble(code)))

    def colour(self, colour: etree._Element, automatic: Colour) -> Colour:
        """Return a colour by value, index or theme; the automatic one where it is none of these."""
        found = _hex(colour.get("rgb", ""))
        if found is None and attribute_is_true(colour, "auto"):
            return automatic
        for attribute, known in (("indexed", self.palette), ("theme", self.theme)):
            index = whole_number(colour.get(attribute), -1)
            if found is None and index >= 0:
                found = known[index] if index < len(known) else automatic
        return _tinted(found or automatic, colour.get("tint", "0"))


def _points(text: str) -> float:
    """Read a type size in points; 11 where it is none."""
    try:
        return float(text)
    except ValueError:
        return 11.0


def theme_of(package: Package) -> list[Colour]:
    """Return the colours of the theme, those of Office where the file has none."""
    book = workbook_part(package)
    part = related_part(package, book, "theme") if book is not None else None
    if part is None:
        return [_hex(c) or _BLACK for c in _OFFICE.split()]
    tree = parsed(package.members[part])
    scheme = next((e for e in tree.iter() if isinstance(e.tag, str) and etree.QName(e).localname == "clrScheme"), None)
    found: dict[str, Colour] = {}
    for entry in scheme if scheme is not None else ():
        for colour in entry if isinstance(entry.tag, str) else ():
            rgb = _hex(colour.get("lastClr", "") or colour.get("val", ""))
            if rgb is not None:
                found[etree.QName(entry).localname] = rgb
    return [
        found.get(name) or _hex(usual) or _BLACK for name, usual in zip(_THEME.split(), _OFFICE.split(), strict=True)
    ]


def _hex(rgb: str) -> Colour | None:
    """Read a colour written as RRGGBB or AARRGGBB; None for anything else."""
    if len(rgb) not in (6, 8):
        return None
    try:
        return (int(rgb[-6:-4], 16), int(rgb[-4:-2], 16), int(rgb[-2:], 16))
    except ValueError:
        return None


def _tinted(colour: Colour, tint: str) -> Colour:
    """Lighten (tint above 0) or darken a colour, as ECMA-376 18.8.19 says: in the lightness of HLS."""
    try:
        by = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        by = 0.0
    if by == 0:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(c / 255 for c in colour))
    light = light * (1 + by) if by < 0 else light * (1 - by) + by
    red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
    return (round(red * 255), round(green * 255), round(blue * 255))


def _written(colour: Colour | None) -> str:
    return "" if colour is None else "".join(f"{c:02X}" for c in colour)


def _unseen(font: Colour, grounds: Sequence[Colour]) -> bool:
    return all(contrast(font, ground) < LEAST_CONTRAST for ground in grounds)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = (c / 255 for c in colour)
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _item(items: Sequence[_T], index: str | None, default: _T) -> _T:
    number = whole_number(index, -1)
    return items[number] if 0 <= number < len(items) else default


# ── number formats ──

_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""The formats for dates and times that every program knows by number."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]')
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_PLACEHOLDER = re.compile(r"[0#?@]|General", re.IGNORECASE)
# Digits, points, powers of ten and verdicts in the words beside a number; a unit is none of them.
_SPEAKING = re.compile(
    r"[\d%％‰０-９⁰¹²³⁴-⁹½¼¾⅓⅔.,·。]|[十百千万亿]|thousand|million|达标|可接受|优化|合格|符合|accept|optimi[sz]|compl(?:y|iant)|\bpass",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"[0#?]\s*/\s*[0-9#?]")
_UNSEEN_COLOUR = re.compile(r"white|白色|colou?r\s*2\Z", re.IGNORECASE)


def format_trouble(code: str) -> str:
    """Say what a number format does to a number: `hides`, `misleads`, or nothing out of the way.

    It hides where numbers above or below 0 are shown as nothing or as a fixed text. It misleads where digits, a minus
    or a percent sign, a power of ten or a verdict are part of its text, where it drops the minus, scales by thousands,
    or shows a date or a fraction.

    >>> format_trouble('#,##0.00;-#,##0.00;"–"'), format_trouble(";;;"), format_trouble('0"000"'), format_trouble("0.0,")
    ('', 'hides', 'misleads', 'misleads')
    """
    if not code or code.lower() == "general":
        return ""
    sections = split_sections(code)
    conditional = any(re.match(r"\s*(?:\[[^\]]*\])*\[[<>=]", s) for s in sections)
    # A section for 0 alone may be a dash, whether by its place or by its condition.
    shown = [s for s in sections if not re.match(r"\s*\[=0\]", s)] if conditional else sections[:2]
    if any(_hides(s) for s in shown):
        return "hides"
    if len(sections) > 3 and sections[3] and "@" not in _plain(sections[3]):
        return "hides"  # every text is shown as this one
    if any(_misleads(s) for s in sections) or (not conditional and _sign_is_wrong(sections)):
        return "misleads"
    return ""


def split_sections(code: str) -> list[str]:
    """Split a format at the semicolons that separate its sections."""
    found, start = [], 0
    for match in re.finditer(r'"[^"]*"|\\.|\[[^\]]*\]|;', code):
        if match.group() == ";":
            found.append(code[start : match.start()])
            start = match.end()
    return [*found, code[start:]]


def _plain(section: str) -> str:
    return _LITERAL.sub("", section)


def _literals(section: str) -> str:
    """What a section shows whatever the number is; of a currency or locale only the symbol."""
    found = []
    for quoted, escaped, _, _, bracket in _LITERAL.findall(section):
        symbol = bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
        found.append(quoted + escaped + symbol)
    return "".join(found)


def _hides(section: str) -> bool:
    """Tell whether a section of a number format shows nothing of the value."""
    colours = [b for *_, b in _LITERAL.findall(section) if b]
    plain = _plain(section)
    date = re.search(r"[ymdhs]", plain, re.IGNORECASE) is not None
    return any(_UNSEEN_COLOUR.match(c) for c in colours) or not (date or _PLACEHOLDER.search(plain))


def _misleads(section: str) -> bool:
    """Tell whether a section of a number format shows another number than the value."""
    plain, literals = _plain(section), _literals(section)
    if _SPEAKING.search(literals) or plain.count("%") > 1 or _SCALED.search(plain):
        return True
    # A text with words put to it, a fraction, or numerals of another script.
    if ("@" in plain and literals.strip()) or _FRACTION.search(plain) or "[dbnum" in section.lower():
        return True
    without = re.sub(r"General|[Ee][+-]", "", plain)
    return re.search(r"[ymdhs]", without, re.IGNORECASE) is not None and "@" not in plain


def _sign_is_wrong(sections: Sequence[str]) -> bool:
    """A minus before positive numbers, or none (nor brackets nor red) before negative ones."""

    def minus(section: str) -> bool:
        shown = re.sub(r"[Ee][+-]", "", _plain(section)) + _literals(section)
        return re.search(r"[-−–(（]", shown) is not None

    if _PLACEHOLDER.search(_plain(sections[0])) and minus(sections[0]):
        return True
    if len(sections) < 2 or not _PLACEHOLDER.search(_plain(sections[1])):
        return False
    return not minus(sections[1]) and not re.search(r"\[(?:red|红色)\]", sections[1], re.IGNORECASE)
