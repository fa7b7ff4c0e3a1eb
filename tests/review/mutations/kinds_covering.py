"""What lies over cells, and charts that show something else than the cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from lxml import etree

from tests.review.mutations import editing
from tests.review.mutations.clean import Clean
from tests.review.mutations.editing import RELATIONS, SPACE, address, sheet_changed
from tests.review.mutations.mutation import Kind, Make, Mutation

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def merged(clean: Clean, random: Random) -> Mutation | None:
    """Two filled cells merged: the second is still calculated with, and nobody sees it."""
    cell = random.choice(clean.live_cells)
    other = (cell[0], cell[1], cell[2] + 1) if random.random() < 0.5 else (cell[0], cell[1] + 1, cell[2])
    if clean.book.values.get(other) in (None, ""):
        return None

    def change(tree: etree._Element) -> None:
        held = next(tree.iter(f"{SPACE}mergeCells"), None)
        if held is None:
            held = etree.Element(f"{SPACE}mergeCells")
            editing.placed(tree, held)
        etree.SubElement(held, f"{SPACE}mergeCell", ref=f"{address(cell)}:{address(other)}")

    return Mutation(
        sheet_changed(clean.package, cell[0], change),
        f"{cell[0]}!{address(cell)}:{address(other)} merged",
        (cell,),
    )


def _with_drawing(clean: Clean, sheet: str, anchor: str) -> bytes:
    """Add an object to a sheet's drawing, which is made where there is none."""
    package = clean.package
    part = package.sheet(sheet).part
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    root = f'<xdr:wsDr xmlns:xdr="{_DRAWING}" xmlns:a="{_ART}">'
    if rels in package.members and b"drawing" in package.members[rels]:
        target = next(
            r.get("Target", "")
            for r in etree.fromstring(package.members[rels])
            if (r.get("Type") or "").endswith("/drawing")
        )
        drawing = "xl/" + target.removeprefix("../")
        return package.with_members(
            {drawing: package.members[drawing].replace(b"</xdr:wsDr>", anchor.encode() + b"</xdr:wsDr>")}
        )
    tree = etree.fromstring(package.members[part])
    element = etree.Element(f"{SPACE}drawing")
    element.set(f"{{{RELATIONS}}}id", "rIdNew")
    editing.placed(tree, element)
    types = package.members["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/drawings/drawing99.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>',
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return editing.with_parts(package, {
        part: etree.tostring(tree),
        "[Content_Types].xml": types,
        rels: f'<Relationships xmlns="{relations}"><Relationship Id="rIdNew" Type="{RELATIONS}/drawing" Target="../drawings/drawing99.xml"/></Relationships>'.encode(),
        "xl/drawings/drawing99.xml": (root + anchor + "</xdr:wsDr>").encode(),
    })  # fmt: skip


def covering(kind: str) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        sheet, row, column = cell = random.choice(clean.live_cells)
        corner = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
        first, last = corner.format("from", column - 1, row - 1), corner.format("to", column + 1, row + 1)
        name = '<xdr:cNvPr id="9" name="n"/>'
        body = (
            f'<xdr:sp><xdr:nvSpPr>{name}<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/>'
            "<a:p><a:r><a:t>0.00</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
            if kind == "text box"
            else f"<xdr:pic><xdr:nvPicPr>{name}<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill/><xdr:spPr/></xdr:pic>"
        )
        if random.random() < 0.3:
            anchor = f'<xdr:oneCellAnchor>{first}<xdr:ext cx="900000" cy="300000"/>{body}<xdr:clientData/></xdr:oneCellAnchor>'
        else:
            anchor = f"<xdr:twoCellAnchor>{first}{last}{body}<xdr:clientData/></xdr:twoCellAnchor>"
        return Mutation(_with_drawing(clean, sheet, anchor), f"{kind} over {sheet}!{address(cell)}", (cell,))

    return make


def _chart_changed(change: Callable[[etree._Element, Random], str | None]) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        part = random.choice(sorted(n for n in clean.package.members if n.startswith("xl/charts/chart")))
        tree = etree.fromstring(clean.package.members[part])
        said = change(tree, random)
        if said is None:
            return None
        return Mutation(clean.package.with_members({part: etree.tostring(tree)}), f"{part}: {said}")

    return make


def _redirected(tree: etree._Element, random: Random) -> str | None:
    formula = random.choice(
        [
            f
            for ser in tree.iter(f"{_CHART}ser")
            for v in ser
            if v.tag.endswith(("val", "yVal", "xVal", "cat"))
            for f in v.iter(f"{_CHART}f")
        ]
    )
    old = formula.text or ""
    by = random.choice([-1, 1, 2])
    if random.random() < 0.5:
        formula.text = re.sub(r"\$(\d+)", lambda m: f"${max(1, int(m[1]) + by)}", old)
    else:
        formula.text = re.sub(r"\$([A-Z])\$", lambda m: f"${chr(max(65, ord(m[1]) + by))}$", old)
    return None if formula.text == old else f"{old} → {formula.text}"


def _axis(tree: etree._Element, random: Random) -> str | None:
    scaling = random.choice(list(tree.iter(f"{_CHART}scaling")))
    value = random.choice(["0.9", "2", "100"])
    etree.SubElement(scaling, f"{_CHART}{random.choice(['min', 'max'])}", val=value)
    return f"axis bound {value}"


def _titled(tree: etree._Element, random: Random) -> str | None:
    text = next(t for t in next(tree.iter(f"{_CHART}title")).iter(f"{{{_ART}}}t"))
    text.text = f"{text.text} {random.choice(['kt', '(net)', '2020'])}"
    return f"title “{text.text}”"


def _series_removed(tree: etree._Element, random: Random) -> str | None:
    series = list(tree.iter(f"{_CHART}ser"))
    number = random.randrange(len(series))
    parent = series[number].getparent()
    assert parent is not None
    parent.remove(series[number])
    return f"series {number} removed"


def _literal(tree: etree._Element, random: Random) -> str | None:
    """Figures of its own in the place of those of the cells."""
    holders = list(tree.iter(f"{_CHART}val", f"{_CHART}yVal"))
    number = random.randrange(len(holders))
    for child in list(holders[number]):
        holders[number].remove(child)
    held = etree.SubElement(holders[number], f"{_CHART}numLit")
    etree.SubElement(held, f"{_CHART}ptCount", val="1")
    etree.SubElement(etree.SubElement(held, f"{_CHART}pt", idx="0"), f"{_CHART}v").text = "1"
    return f"figures of series {number} written into the chart"


def chart_moved(clean: Clean, random: Random) -> Mutation | None:
    part = random.choice(sorted(n for n in clean.package.members if n.startswith("xl/drawings/drawing")))
    up = random.randint(8, 20)

    def change(tree: etree._Element) -> None:
        for row in tree.iter(f"{{{_DRAWING}}}row"):
            row.text = str(max(0, int(row.text or 0) - up))

    return Mutation(
        editing.part_changed(clean.package, part, change),
        f"chart of {part} moved up by {up} rows over the tables",
    )


KINDS = [
    Kind("merged cells that hide", merged, rules=("template-cells-merged",), count=6),
    Kind("text box over cells", covering("text box"), rules=("template-drawing-added",), count=5),
    Kind("picture over cells", covering("picture"), rules=("template-drawing-added",), count=5),
    Kind("chart: series from other cells", _chart_changed(_redirected), rules=("template-chart-changed",), count=6),
    Kind("chart: series removed", _chart_changed(_series_removed), rules=("template-chart-changed",), count=5),
    Kind("chart: figures of its own", _chart_changed(_literal), rules=("template-chart-changed",), count=5),
    Kind("chart: axis bounds", _chart_changed(_axis), rules=("template-chart-changed",), count=5),
    Kind("chart: title", _chart_changed(_titled), rules=("template-chart-changed",), count=4),
    Kind("chart moved over cells", chart_moved, rules=("template-drawing-added",), count=5),
]  # fmt: skip
