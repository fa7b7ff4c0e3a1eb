"""What a sheet's XML says besides its cells: what is hidden, what may be entered, what is locked, what is invisible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pycore.engine.package import Package, Sheet
from pycore.engine.sheet_xml import Area, refuse_unreadable_xml
from pycore.review.template_formula import canonical_formula

_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
_TRUE = ("1", "true")
_NARROWEST = 0.3
_LOWEST = 1.0
_INDEXED = {0: _BLACK, 1: _WHITE, 8: _BLACK, 9: _WHITE, 64: _BLACK, 65: _WHITE}
_THEME = {0: _WHITE, 1: _BLACK}
_HIDING_FORMAT = re.compile(r'\s*(?:""|\s)*;\s*(?:""|\s)*;(?:\s|"")*(?:;.*)?\Z', re.DOTALL)
_CLOSE = 12  # steps of 255 in each colour that no eye tells apart

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Validation:
    """A rule for what may be entered; formulas are canonical."""

    kind: str
    operator: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """All that the comparison has to know of a sheet besides its cells.

    Attributes:
        hidden_rows, hidden_columns: those that cannot be seen, ranges from first to last.
        validations: rules and the areas that they hold for.
        invisible: cells in a style that hides what they hold.
    """

    hidden_rows: tuple[tuple[int, int], ...]
    hidden_columns: tuple[tuple[int, int], ...]
    protected: bool
    validations: tuple[tuple[Validation, tuple[Area, ...]], ...]
    invisible: frozenset[tuple[int, int]]


def sheet_facts(package: Package, sheet: Sheet, hiding: frozenset[int]) -> SheetFacts:
    """Read a sheet's part; `hiding` are the styles in which a text cannot be seen (`hiding_styles`)."""
    data = package.members[sheet.part]
    refuse_unreadable_xml(data, sheet.part)
    start, end = _sheet_data(data)
    # The rows are looked at as bytes: they are nearly all of the part, and most of it is of no interest here.
    rows = data[start:end]
    frame = etree.fromstring(data[:start] + data[end:], _parser())
    hidden_rows = tuple(_runs(_hidden_rows(rows)))
    format_pr = next(iter(_all(frame, "sheetFormatPr")), None)
    if format_pr is not None and format_pr.get("zeroHeight", "0") in _TRUE:
        hidden_rows = ((1, 1_048_576),)
    return SheetFacts(
        hidden_rows,
        tuple(_runs(_hidden_columns(frame))),
        any(p.get("sheet", "0") in _TRUE for p in _all(frame, "sheetProtection")),
        tuple(_validations(frame)),
        frozenset(_styled(rows, hiding)) if hiding else frozenset(),
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)


def _sheet_data(data: bytes) -> tuple[int, int]:
    start = re.search(rb"<(?:\w+:)?sheetData\b[^>]*>", data)
    end = data.rfind(b"sheetData>")
    if start is None or start.group().endswith(b"/>") or end < start.end():
        return len(data), len(data)
    return start.end(), data.rfind(b"</", 0, end)


def _all(tree: etree._Element, name: str) -> Iterator[etree._Element]:
    return (e for e in tree.iter() if isinstance(e.tag, str) and etree.QName(e).localname == name)


_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")


def _hidden_rows(rows: bytes) -> Iterator[tuple[int, int]]:
    last = 0
    for match in _ROW.finditer(rows):
        attributes = dict(_ATTRIBUTE.findall(match.group()))
        number = int(attributes.get(b"r", b"") or last + 1)
        last = number
        low = b"ht" in attributes and _number(attributes[b"ht"]) < _LOWEST
        if attributes.get(b"hidden", b"0") in (b"1", b"true") or low:
            yield number, number


def _hidden_columns(frame: etree._Element) -> Iterator[tuple[int, int]]:
    for column in _all(frame, "col"):
        narrow = column.get("width") is not None and _number(column.get("width", "9")) < _NARROWEST
        if column.get("hidden", "0") in _TRUE or narrow:
            yield int(column.get("min", "1")), int(column.get("max", "1"))


def _number(text: str | bytes) -> float:
    try:
        return float(text)
    except ValueError:
        return 100.0


def _runs(lines: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join lines that follow each other."""
    open_run: tuple[int, int] | None = None
    for first, last in sorted(lines):
        if open_run is not None and first <= open_run[1] + 1:
            open_run = (open_run[0], max(open_run[1], last))
            continue
        if open_run is not None:
            yield open_run
        open_run = (first, last)
    if open_run is not None:
        yield open_run


_STYLED = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")


def _styled(rows: bytes, styles: frozenset[int]) -> Iterator[tuple[int, int]]:
    for match in _STYLED.finditer(rows):
        attributes = dict(_ATTRIBUTE.findall(match.group(1)))
        if attributes.get(b"s", b"").isdigit() and int(attributes[b"s"]) in styles:
            area = Area.of(attributes.get(b"r", b"").decode("ascii", "replace"))
            if area is not None:
                yield area.first_row, area.first_column


def _validations(frame: etree._Element) -> Iterator[tuple[Validation, tuple[Area, ...]]]:
    for rule in _all(frame, "dataValidation"):
        kind = rule.get("type", "none")
        if kind == "none":
            continue
        texts = {etree.QName(e).localname: "".join(e.itertext()) for e in rule if isinstance(e.tag, str)}  # type: ignore[arg-type]
        places = tuple(a for a in map(Area.of, (rule.get("sqref") or texts.get("sqref", "")).split()) if a)
        if not places or rule.get("showErrorMessage", "0") not in _TRUE:
            continue
        corner = min(places, key=lambda a: (a.first_row, a.first_column))
        at = (corner.first_row, corner.first_column)
        operator = rule.get("operator", "between") if kind not in ("list", "custom") else ""
        second = texts.get("formula2", "") if operator in ("between", "notBetween") else ""
        yield (
            Validation(
                kind,
                operator,
                canonical_formula(texts.get("formula1", ""), *at),
                canonical_formula(second, *at),
            ),
            places,
        )


# ── text that cannot be seen ──


def hiding_styles(package: Package) -> frozenset[int]:
    """Find the cell styles in which a text has the colour of its ground, or a number format that shows nothing."""
    part = next((name for name in package.members if name.lower().endswith("xl/styles.xml")), None)
    if part is None:
        return frozenset()
    refuse_unreadable_xml(package.members[part], part)
    tree = etree.fromstring(package.members[part], _parser())
    fonts = [_font_colour(f) for fs in _direct(tree, "fonts") for f in fs if isinstance(f.tag, str)]
    fills = [_fill_colour(f) for fs in _direct(tree, "fills") for f in fs if isinstance(f.tag, str)]
    formats = {
        int(f.get("numFmtId", "0"))
        for fs in _direct(tree, "numFmts")
        for f in fs
        if isinstance(f.tag, str) and _HIDING_FORMAT.match(f.get("formatCode", "x"))
    }
    found = set()
    for xfs in _direct(tree, "cellXfs"):
        for number, xf in enumerate(x for x in xfs if isinstance(x.tag, str)):
            font = _item(fonts, xf.get("fontId"), _BLACK)
            fill = _item(fills, xf.get("fillId"), _WHITE)
            if _alike(font, fill) or int(xf.get("numFmtId", "0")) in formats:
                found.add(number)
    return frozenset(found)


def _direct(tree: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in tree if isinstance(e.tag, str) and etree.QName(e).localname == name]


def _item(items: list[Colour | None], index: str | None, default: Colour) -> Colour | None:
    if index is None or not index.isdigit() or int(index) >= len(items):
        return default
    return items[int(index)]


def _alike(a: Colour | None, b: Colour | None) -> bool:
    return a is not None and b is not None and all(abs(x - y) <= _CLOSE for x, y in zip(a, b, strict=True))


def _font_colour(font: etree._Element) -> Colour | None:
    colours = _direct(font, "color")
    return _colour(colours[0], _BLACK) if colours else _BLACK


def _fill_colour(fill: etree._Element) -> Colour | None:
    """The ground of a fill; None for patterns and gradients, of which nothing is said."""
    patterns = _direct(fill, "patternFill")
    if not patterns:
        return None
    kind = patterns[0].get("patternType", "none")
    if kind == "none":
        return _WHITE
    if kind != "solid":
        return None
    colours = _direct(patterns[0], "fgColor")
    return _colour(colours[0], _WHITE) if colours else _WHITE


def _colour(colour: etree._Element, automatic: Colour) -> Colour | None:
    rgb = colour.get("rgb", "")
    if len(rgb) in (6, 8):
        try:
            return (int(rgb[-6:-4], 16), int(rgb[-4:-2], 16), int(rgb[-2:], 16))
        except ValueError:
            return None
    if colour.get("auto", "0") in _TRUE:
        return automatic
    if float(colour.get("tint", "0") or 0) != 0:
        return None
    for attribute, known in (("indexed", _INDEXED), ("theme", _THEME)):
        if colour.get(attribute, "").isdigit():
            return known.get(int(colour.get(attribute, "")))
    return automatic


# ── the workbook part ──


def calculation_settings(package: Package) -> dict[str, str]:
    """Return the attributes of `calcPr` that change how a workbook calculates, where they are set to do so."""
    part = next((n for n in package.members if n.lower().endswith("workbook.xml")), None)
    if part is None:
        return {}
    tree = etree.fromstring(package.members[part], _parser())
    found: dict[str, str] = {}
    for settings in _all(tree, "calcPr"):
        if settings.get("calcMode", "auto") == "manual":
            found["manual"] = "manual"
        if settings.get("iterate", "0") in _TRUE:
            found["iterate"] = settings.get("iterateCount", "100")
        if settings.get("fullPrecision", "1") in ("0", "false"):
            found["precision"] = "as displayed"
    if package.date1904:
        found["date1904"] = "1904"
    return found
