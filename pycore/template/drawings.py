"""What lies on a sheet: charts and where their figures come from, pictures and shapes, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pycore.cells.stored import Area
from pycore.package.package import Package
from pycore.template.xml import children, descendants, local, parsed, related

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_OBJECTS = ("graphicFrame", "pic", "sp", "cxnSp", "grpSp", "contentPart")
_WHOLE_SHEET = Area(1, 1, 1_048_576, 16_384)


@dataclass(frozen=True, slots=True)
class DrawnSeries:
    """One series of a chart: the areas of its categories and values, as `sheet!A1:A9` without quotes and dollars."""

    categories: str
    values: str


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart.

    Attributes:
        place: the cells that it covers.
        title: its words, joined.
        scales: what is set of its axes (`min=0`, `max=5`, `logBase=10`, `orientation=maxMin`).
    """

    place: Area
    title: str
    series: tuple[DrawnSeries, ...]
    scales: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnObject:
    """A picture, a shape or a text box, or a comment that is always shown, with the cells that it covers."""

    kind: str
    place: Area


@dataclass(frozen=True, slots=True)
class OnSheet:
    """All that lies on a sheet; `comments` are the cells with a comment."""

    charts: tuple[DrawnChart, ...] = ()
    drawn: tuple[DrawnObject, ...] = ()
    comments: tuple[Area, ...] = ()


def on_sheet(package: Package, part: str) -> OnSheet:
    """Read what lies on the sheet of a part."""
    charts: list[DrawnChart] = []
    drawn: list[DrawnObject] = []
    comments: list[Area] = []
    for _, kind, target in related(package, part):
        if kind == "drawing":
            for item in _drawing(package, target):
                (charts if isinstance(item, DrawnChart) else drawn).append(item)  # type: ignore[arg-type]
        elif kind == "vmlDrawing":
            drawn += _legacy(package.members[target])
        elif kind == "comments":
            refs = (c.get("ref", "") for c in descendants(parsed(package.members[target]), "comment"))
            comments += [area for area in map(Area.of, refs) if area is not None]
    return OnSheet(tuple(charts), tuple(drawn), tuple(comments))


def _drawing(package: Package, part: str) -> Iterator[DrawnChart | DrawnObject]:
    """Yield the charts and the other objects of a drawing part, each with the cells that it covers."""
    parts = {id: target for id, _, target in related(package, part)}
    for place, item in anchored_items(package, part):
        id = next((v for c in descendants(item, "chart") for k, v in c.attrib.items() if str(k).endswith("}id")), "")
        if local(item) == "graphicFrame" and str(id) in parts:
            yield _chart(parsed(package.members[parts[str(id)]]), place)
        else:
            yield DrawnObject({"pic": "picture", "graphicFrame": "graphic"}.get(local(item), "shape"), place)


def anchored_items(package: Package, part: str) -> Iterator[tuple[Area, etree._Element]]:
    """Yield the objects of a drawing part, the first of each anchor, with the cells under them."""
    for anchor in parsed(package.members[part]).iter():
        item = next((i for i in anchor.iter() if local(i) in _OBJECTS), None) if local(anchor) in _ANCHORS else None
        if item is not None:
            yield _place(anchor), item


def _place(anchor: etree._Element) -> Area:
    """The cells under an anchor; one without a second corner may cover anything from its first."""
    first, last = children(anchor, "from"), children(anchor, "to")
    if not first:
        return _WHOLE_SHEET
    row, column = _number(first[0], "row") + 1, _number(first[0], "col") + 1
    if not last:
        return Area(row, column, _WHOLE_SHEET.last_row, _WHOLE_SHEET.last_column)
    # A corner at the very edge of a cell does not cover it.
    down = _number(last[0], "row") + (_number(last[0], "rowOff") > 0)
    right = _number(last[0], "col") + (_number(last[0], "colOff") > 0)
    return Area(row, column, max(row, down), max(column, right))


def _number(corner: etree._Element, name: str) -> int:
    text = next((c.text or "" for c in children(corner, name)), "0")
    return int(text) if re.fullmatch(r"\s*\d{1,9}\s*", text) else 0


def _chart(tree: etree._Element, place: Area) -> DrawnChart:
    """Read a chart: title, series and what is set of its axes."""
    title = next(descendants(tree, "title"), None)
    words = "".join(t.text or "" for t in descendants(title, "t")) if title is not None else ""
    series = tuple(
        DrawnSeries(_reference(ser, ("cat", "xVal")), _reference(ser, ("val", "yVal")))
        for ser in descendants(tree, "ser")
    )
    scales = tuple(
        sorted(
            f"{local(one)}={one.get('val', '')}"
            for scaling in descendants(tree, "scaling")
            for one in scaling
            if local(one) in ("min", "max", "logBase") or (local(one) == "orientation" and one.get("val") != "minMax")
        )
    )
    return DrawnChart(place, words if title is not None and _parent_is_chart(title) else "", series, scales)


def _parent_is_chart(title: etree._Element) -> bool:
    parent = title.getparent()
    return parent is not None and local(parent) == "chart"


def _reference(series: etree._Element, names: tuple[str, ...]) -> str:
    """Return the area that a series reads; "literal" for numbers written into the chart, "" for nothing."""
    for name in names:
        for holder in children(series, name):
            text = next((f.text or "" for f in descendants(holder, "f")), None)
            # Figures that are written into the chart follow no cell.
            return plain_reference(text) if text is not None else "literal"
    return ""


def plain_reference(text: str) -> str:
    """Write a reference without quotes and dollars: `'a b'!$A$1:$A$3` as `a b!A1:A3`."""
    sheet, mark, cells = text.strip().rpartition("!")
    if sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    return f"{sheet}{mark}{cells.replace('$', '')}"


def _legacy(data: bytes) -> Iterator[DrawnObject]:
    """Comments that are always shown, and other shapes, of a legacy (VML) drawing, which need not be good XML."""
    tree = etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    for held in descendants(tree, "ClientData") if tree is not None else ():
        note = held.get("ObjectType") == "Note"
        said = [(v.text or "").strip().lower() for v in children(held, "Visible")]
        if note and not any(text in ("", "t", "true") for text in said):
            continue
        corners = next((re.findall(r"\d+", a.text or "") for a in children(held, "Anchor")), [])
        place = _WHOLE_SHEET
        if len(corners) == 8:
            left, _, top, _, right, _, bottom, _ = map(int, corners)
            place = Area(top + 1, left + 1, max(top, bottom) + 1, max(left, right) + 1)
        yield DrawnObject("comment" if note else "shape", place)
