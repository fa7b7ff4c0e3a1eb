"""Ways to bend what a reader sees of a workbook without touching an input or a formula, each one change of a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from lxml import etree

from pycore.reading.book import Book, CellKey
from tests.review.mutations import editing
from tests.review.mutations.editing import SPACE, part_changed, sheet_changed, styled, workbook_changed

Bend = Callable[[Book], bytes]
S, GRADE, CO2 = "synergy_s", "synergy_grade", "fuels_co2"
"""Results of the example: the synergy index, its grade, and the ledger of fuels."""
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def cell_of(book: Book, name: str) -> CellKey:
    """The first cell of a name."""
    return book.cells_of(name)[0]


def style(change: Callable[[etree._Element, etree._Element], None], name: str = S) -> Bend:
    return lambda book: styled(book.package, cell_of(book, name), change)


def number_format(code: str, name: str = S) -> Bend:
    return style(lambda styles, xf: editing.number_format(styles, xf, code), name)


def alignment(attributes: Mapping[str, str], name: str = S) -> Bend:
    def change(_: etree._Element, xf: etree._Element) -> None:
        for old in xf.findall(f"{SPACE}alignment"):
            xf.remove(old)
        xf.insert(0, etree.Element(f"{SPACE}alignment", dict(attributes)))

    return style(change, name)


def protection(attributes: Mapping[str, str]) -> Bend:
    def change(_: etree._Element, xf: etree._Element) -> None:
        for old in xf.findall(f"{SPACE}protection"):
            xf.remove(old)
        etree.SubElement(xf, f"{SPACE}protection", dict(attributes))

    return style(change)


def letters(name: str, attributes: Mapping[str, str]) -> Bend:
    """A typeface with one more element."""

    def change(styles: etree._Element, xf: etree._Element) -> None:
        editing.font(styles, xf, {"rgb": "FF000000"}, "10")
        fonts = styles.find(f"{SPACE}fonts")
        assert fonts is not None
        etree.SubElement(fonts[-1], f"{SPACE}{name}", dict(attributes))

    return style(change)


def colour(text: str, ground: str = "") -> Bend:
    def change(styles: etree._Element, xf: etree._Element) -> None:
        editing.font(styles, xf, {"rgb": f"FF{text}"})
        if ground:
            editing.fill(styles, xf, {"rgb": f"FF{ground}"})

    return style(change)


def small(styles: etree._Element, xf: etree._Element) -> None:
    editing.font(styles, xf, {"rgb": "FF000000"}, "5")


def crossed(styles: etree._Element, xf: etree._Element) -> None:
    borders = styles.find(f"{SPACE}borders")
    assert borders is not None
    border = etree.SubElement(borders, f"{SPACE}border", diagonalUp="1")
    etree.SubElement(border, f"{SPACE}diagonal", style="thick")
    xf.set("borderId", str(len(borders) - 1))


def style_of_another(book: Book) -> bytes:
    """The synergy index in the style of a cell that shows whole numbers."""
    cell = cell_of(book, S)
    sheet = cell[0]
    tree = etree.fromstring(book.package.members[book.package.sheet(sheet).part])
    styles = etree.fromstring(book.package.members["xl/styles.xml"])
    codes = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(f"{SPACE}numFmt")}
    formats = [codes.get(xf.get("numFmtId"), "") for xf in next(styles.iter(f"{SPACE}cellXfs"))]
    editing.cell_element(tree, cell).set("s", str(formats.index("#,##0")))
    return book.package.with_members({book.package.sheet(sheet).part: etree.tostring(tree)})


def attributes(element: str, values: Mapping[str, str], name: str = S) -> Bend:
    """Set attributes of the first element of a kind on the sheet of a result."""

    def bend(book: Book) -> bytes:
        def change(tree: etree._Element) -> None:
            held = next(tree.iter(f"{SPACE}{element}"), None)
            if held is None:
                held = etree.Element(f"{SPACE}{element}")
                editing.placed(tree, held)
            held.attrib.update(values)

        return sheet_changed(book.package, cell_of(book, name)[0], change)

    return bend


def row_set(values: Mapping[str, str]) -> Bend:
    def bend(book: Book) -> bytes:
        sheet, number, _ = cell_of(book, S)

        def change(tree: etree._Element) -> None:
            next(r for r in tree.iter(f"{SPACE}row") if r.get("r") == str(number)).attrib.update(values)

        return sheet_changed(book.package, sheet, change)

    return bend


def column_set(values: Mapping[str, str]) -> Bend:
    def bend(book: Book) -> bytes:
        sheet, _, number = cell_of(book, S)

        def change(tree: etree._Element) -> None:
            for held in tree.iter(f"{SPACE}col"):
                if int(held.get("min", "1")) <= number <= int(held.get("max", "1")):
                    held.attrib.update(values)

        return sheet_changed(book.package, sheet, change)

    return bend


def text_of(pattern: str, replacement: str, part: str) -> Bend:
    def bend(book: Book) -> bytes:
        data = book.package.members[part]
        changed = re.sub(pattern.encode(), replacement.encode(), data, count=1, flags=re.DOTALL)
        assert changed != data, (pattern, part)
        return book.package.with_members({part: changed})

    return bend


def in_sheet(pattern: str, replacement: str, name: str = S) -> Bend:
    return lambda book: text_of(pattern, replacement, book.package.sheet(cell_of(book, name)[0]).part)(book)


def in_book(element: str, values: Mapping[str, str]) -> Bend:
    def change(tree: etree._Element) -> None:
        next(tree.iter(f"{SPACE}{element}")).attrib.update(values)

    return lambda book: workbook_changed(book.package, change)


def in_chart(change: Callable[[etree._Element], None]) -> Bend:
    """Change the chart of the synergy index."""

    def bend(book: Book) -> bytes:
        part = next(n for n, d in book.package.members.items() if n.startswith("xl/charts/") and "象限".encode() in d)
        return part_changed(book.package, part, change)

    return bend


def unit_typed_over(book: Book) -> bytes:
    sheet, number, _ = cell_of(book, GRADE)
    unit = (sheet, number - 1, 4)
    return editing.with_values(book.package, {unit: "kgCO2/产品单位"})


def chart_series_named(tree: etree._Element) -> None:
    next(v for t in tree.iter(f"{CHART}tx") for v in t.iter(f"{CHART}v")).text = "同类先进项目"


def chart_points_unseen(tree: etree._Element) -> None:
    series = next(tree.iter(f"{CHART}ser"))
    symbol = next(series.iter(f"{CHART}symbol"))
    symbol.set("val", "none")


def chart_axis(tree: etree._Element) -> None:
    scaling = next(tree.iter(f"{CHART}scaling"))
    etree.SubElement(scaling, f"{CHART}max", val="0.5")


def chart_axis_words(tree: etree._Element) -> None:
    axis = next(
        a for kind in ("valAx", "catAx") for a in tree.iter(f"{CHART}{kind}") if a.find(f"{CHART}title") is not None
    )
    next(axis.iter(f"{ART}t")).text = "NOx (kg)"


def chart_elsewhere(tree: etree._Element) -> None:
    held = next(f for v in tree.iter(f"{CHART}yVal") for f in v.iter(f"{CHART}f"))
    held.text = (held.text or "").replace("$44", "$45").replace("$47", "$48")


def chart_kind(tree: etree._Element) -> None:
    for plot in tree.iter(f"{CHART}scatterChart"):
        plot.tag = f"{CHART}lineChart"
        break


def chart_label(tree: etree._Element) -> None:
    label = next(tree.iter(f"{CHART}dLbl"))
    held = next(label.iter(f"{CHART}tx"))
    for child in list(held):
        held.remove(child)
    rich = etree.SubElement(held, f"{CHART}rich")
    etree.SubElement(etree.SubElement(etree.SubElement(rich, f"{ART}p"), f"{ART}r"), f"{ART}t").text = "−1.2（可接受）"


def chart_numbers(tree: etree._Element) -> None:
    axis = next(tree.iter(f"{CHART}valAx"))
    for old in axis.findall(f"{CHART}numFmt"):
        axis.remove(old)
    etree.SubElement(axis, f"{CHART}numFmt", formatCode='0.0"0"', sourceLinked="0")


def _drawn(kind: str, book: Book) -> bytes:
    """Lay a text box or a picture over the grade, in the drawing that the sheet has for its chart."""
    sheet, number, at = cell_of(book, GRADE)
    package = book.package
    part = package.sheet(sheet).part
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    target = re.search(rb'Target="\.\./(drawings/[^"]+)"', package.members[rels])
    assert target is not None
    drawing = f"xl/{target[1].decode()}"
    corner = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    body = {
        "box": '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="9" name="n"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr/></xdr:sp>',
        "picture": '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9" name="n"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill/><xdr:spPr/></xdr:pic>',
    }[kind]
    anchor = (
        f"<xdr:twoCellAnchor>{corner.format('from', at - 1, number - 1)}{corner.format('to', at, number)}"
        f"{body}<xdr:clientData/></xdr:twoCellAnchor>"
    )
    data = package.members[drawing].replace(b"</xdr:wsDr>", anchor.encode() + b"</xdr:wsDr>")
    return package.with_members({drawing: data})


def rules_turned(book: Book) -> bytes:
    """The rule for a grade that is not acceptable gets behind one that colours everything green."""

    def change(tree: etree._Element) -> None:
        rules = [r for r in tree.iter(f"{SPACE}cfRule") if r.get("type") == "cellIs"]
        new = etree.fromstring(etree.tostring(rules[0]))
        new.set("priority", "1")
        for rule in rules:
            rule.set("priority", str(int(rule.get("priority", "1")) + 1))
        new.set("operator", "notEqual")
        parent = rules[0].getparent()
        assert parent is not None
        parent.insert(0, new)

    return sheet_changed(book.package, cell_of(book, GRADE)[0], change)


def rule_with_a_format(book: Book) -> bytes:
    """A rule of the template whose look shows numbers otherwise."""
    styles = etree.fromstring(book.package.members["xl/styles.xml"])
    dxfs = styles.find(f"{SPACE}dxfs")
    assert dxfs is not None
    for dxf in dxfs:
        at = 1 if dxf.find(f"{SPACE}font") is not None else 0
        dxf.insert(at, etree.Element(f"{SPACE}numFmt", numFmtId="991", formatCode="0"))
    return book.package.with_members({"xl/styles.xml": etree.tostring(styles)})


def rich_header(book: Book) -> bytes:
    """The unit in a header's text written in white on white."""
    part = "xl/sharedStrings.xml"
    data = book.package.members[part].decode()
    before = "<si><t>tCO2/产品单位</t></si>"
    assert before in data
    after = '<si><r><t>tCO2</t></r><r><rPr><sz val="1"/></rPr><t>/产品单位</t></r></si>'
    return book.package.with_members({part: data.replace(before, after, 1).encode()})


def message(book: Book) -> bytes:
    """Whoever enters the consumption is told another unit."""
    part = next(s.part for s in book.package.sheets if "单位: t/a".encode() in book.package.members[s.part])
    return text_of("单位: t/a", "单位: kg/a", part)(book)


def properties(book: Book) -> bytes:
    return text_of(r"<dc:title>[^<]*<", "<dc:title>已通过审核<", "docProps/core.xml")(book)


def tabs_turned(book: Book) -> bytes:
    def change(tree: etree._Element) -> None:
        sheets = next(tree.iter(f"{SPACE}sheets"))
        sheets.append(sheets[3])
        last = len(sheets) - 1
        for name in tree.iter(f"{SPACE}definedName"):
            number = int(name.get("localSheetId", "-1"))
            if number >= 3:
                name.set("localSheetId", str(last if number == 3 else number - 1))

    return workbook_changed(book.package, change)


def print_area(book: Book) -> bytes:
    """The sheet is printed without its last columns and rows."""

    def change(tree: etree._Element) -> None:
        number = [s.get("name") for s in tree.iter(f"{SPACE}sheet")].index(cell_of(book, S)[0])
        names = next(tree.iter(f"{SPACE}definedNames"))
        for name in names:
            if name.get("name") == "_xlnm.Print_Area" and name.get("localSheetId") == str(number):
                names.remove(name)
        area = etree.SubElement(names, f"{SPACE}definedName", name="_xlnm.Print_Area", localSheetId=str(number))
        area.text = f"'{cell_of(book, S)[0]}'!$A$1:$H$40"

    return workbook_changed(book.package, change)


SEEN: Mapping[str, tuple[Bend, str]] = {
    "S as a whole number": (number_format("0"), "template-format-changed"),
    "S with one decimal and a unit": (number_format('0.00" kg"'), "template-format-changed"),
    "S as per cent": (number_format("0%"), "template-format-changed"),
    "S as a built-in whole number": (style(lambda _, xf: xf.set("numFmtId", "1")), "template-format-changed"),
    "minus in brackets gone": (number_format("0.00;0.00"), "template-format-"),
    "style of another cell": (style_of_another, "template-format-changed"),
    "unit typed over": (unit_typed_over, "template-header-changed"),
    "white letters": (colour("FFFFFF", "FFFFFF"), "template-text-invisible"),
    "pale letters": (colour("D0D0D0", "FFFFFF"), "template-look-changed"),
    "small letters": (style(small), "template-look-changed"),
    "struck out": (letters("strike", {}), "template-look-changed"),
    "raised": (letters("vertAlign", {"val": "superscript"}), "template-look-changed"),
    "symbols for letters": (letters("name", {"val": "Wingdings"}), "template-look-changed"),
    "a line across": (style(crossed), "template-look-changed"),
    "filled with copies": (alignment({"horizontal": "fill"}), "template-look-changed"),
    "turned": (alignment({"textRotation": "90"}), "template-look-changed"),
    "pushed out": (alignment({"horizontal": "left", "indent": "60"}), "template-look-changed"),
    "formula hidden": (protection({"locked": "1", "hidden": "1"}), "template-look-changed"),
    "a part of a header unseen": (rich_header, "template-look-changed"),
    "row of no height": (row_set({"ht": "0", "customHeight": "1"}), "template-row-hidden"),
    "row of half a letter": (row_set({"ht": "6", "customHeight": "1"}), "template-size-changed"),
    "column of no width": (column_set({"width": "0", "customWidth": "1"}), "template-column-hidden"),
    "column of two letters": (column_set({"width": "2.2"}), "template-size-changed"),
    "text box over the grade": (partial(_drawn, "box"), "template-drawing-added"),
    "picture over the grade": (partial(_drawn, "picture"), "template-drawing-added"),
    "chart from elsewhere": (in_chart(chart_elsewhere), "template-chart-changed"),
    "axis cut": (in_chart(chart_axis), "template-chart-changed"),
    "axis called otherwise": (in_chart(chart_axis_words), "template-chart-changed"),
    "series called otherwise": (in_chart(chart_series_named), "template-chart-changed"),
    "series unseen": (in_chart(chart_points_unseen), "template-chart-changed"),
    "another kind of chart": (in_chart(chart_kind), "template-chart-changed"),
    "label typed": (in_chart(chart_label), "template-chart-changed"),
    "format of an axis": (in_chart(chart_numbers), "template-chart-changed"),
    "print area": (print_area, "template-print-changed"),
    "errors printed blank": (attributes("pageSetup", {"errors": "blank"}), "template-print-changed"),
    "footer": (in_sheet("&amp;8TwinLedger", "&amp;8已核定 TwinLedger"), "template-print-changed"),
    "another rule first": (rules_turned, "template-conditional-format-changed"),
    "a rule that rounds": (rule_with_a_format, "template-conditional-format-changed"),
    "zeros not shown": (attributes("sheetView", {"showZeros": "0"}), "template-zeros-hidden"),
    "formulas shown": (attributes("sheetView", {"showFormulas": "1"}), "template-view-changed"),
    "zoom 10": (attributes("sheetView", {"zoomScale": "10"}), "template-view-changed"),
    "from right to left": (attributes("sheetView", {"rightToLeft": "1"}), "template-view-changed"),
    "tabs not shown": (in_book("workbookView", {"showSheetTabs": "0"}), "template-view-changed"),
    "objects not shown": (in_book("workbookPr", {"showObjects": "none"}), "template-view-changed"),
    "another prompt": (message, "template-prompt-changed"),
}
"""What changes what a reader sees, and the rule that says it as a warning or an error."""

NOTED: Mapping[str, tuple[Bend, str]] = {
    "more decimals": (number_format("0.00000"), "template-format-changed"),
    "another colour": (colour("1F2A33", "FFF0CC"), "template-look-changed"),
    "no longer locked": (protection({"locked": "0"}), "template-look-changed"),
    "title": (properties, "template-property-changed"),
    "protection off": (in_sheet("<sheetProtection [^>]*/>", ""), "template-protection-removed"),
    "tabs in another order": (tabs_turned, "template-sheet-reordered"),
    "a link elsewhere": (in_sheet("location=\"'封面'!A1\"", "location=\"'检查'!A1\""), "template-link-changed"),
    "an unknown element": (in_sheet("</worksheet>", "<protectedRanges/></worksheet>"), "template-sheet-extras"),
}
"""What is said as a note, because it changes nothing of what is read."""
