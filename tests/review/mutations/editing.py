"""Change a workbook file as a person with an XML editor would: one thing, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

from pycore.cells.addresses import column_letters, column_number
from pycore.cells.stored import Value
from pycore.package.package import Package
from pycore.reading.book import CellKey

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SPACE = f"{{{MAIN}}}"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Change = Callable[[etree._Element], None]


def part_changed(package: Package, part: str, change: Change) -> bytes:
    tree = etree.fromstring(package.members[part])
    change(tree)
    return package.with_members({part: etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)})


def sheet_changed(package: Package, sheet: str, change: Change) -> bytes:
    return part_changed(package, package.sheet(sheet).part, change)


def workbook_changed(package: Package, change: Change) -> bytes:
    return part_changed(package, "xl/workbook.xml", change)


def with_parts(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """Change parts and add those that are not there yet, with their content types by extension or by name."""
    new = {name: content for name, content in parts.items() if name not in package.members}
    if not new:
        return package.with_members(parts)
    changed = package.with_members({k: v for k, v in parts.items() if k in package.members})
    buffer = io.BytesIO(changed)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in new.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def address(cell: CellKey) -> str:
    return f"{column_letters(cell[2])}{cell[1]}"


def cell_element(tree: etree._Element, cell: CellKey) -> etree._Element:
    """The element of a cell, made where the sheet has none."""
    where = address(cell)
    row = next((r for r in tree.iter(f"{SPACE}row") if r.get("r") == str(cell[1])), None)
    if row is None:
        data = next(tree.iter(f"{SPACE}sheetData"))
        row = etree.Element(f"{SPACE}row", r=str(cell[1]))
        after = [r for r in data if int(r.get("r", "0")) < cell[1]]
        data.insert(len(after), row)
    found = next((c for c in row if c.get("r") == where), None)
    if found is None:
        found = etree.Element(f"{SPACE}c", r=where)
        before = [c for c in row if _column(c.get("r", "")) < cell[2]]
        row.insert(len(before), found)
    return found


def _column(reference: str) -> int:
    return column_number(re.sub(r"\d", "", reference)) if reference else 0


def put(element: etree._Element, value: Value, formula: str | None = None) -> None:
    """Put a value, or a formula with its value, into the element of a cell; None empties it."""
    for child in list(element):
        element.remove(child)
    element.attrib.pop("t", None)
    if formula is not None:
        etree.SubElement(element, f"{SPACE}f").text = formula
    if value is None:
        return
    if isinstance(value, bool):
        element.set("t", "b")
        text = str(int(value))
    elif isinstance(value, str):
        element.set("t", "str")
        text = value
    else:
        text = repr(value)
    etree.SubElement(element, f"{SPACE}v").text = text


def with_values(package: Package, values: Mapping[CellKey, Value]) -> bytes:
    """Type values into cells, over whatever stands there."""
    by_sheet: dict[str, dict[CellKey, Value]] = {}
    for cell, value in values.items():
        by_sheet.setdefault(cell[0], {})[cell] = value
    changed = {}
    for sheet, cells in by_sheet.items():
        part = package.sheet(sheet).part
        tree = etree.fromstring(package.members[part])
        for cell, value in cells.items():
            put(cell_element(tree, cell), value)
        changed[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return package.with_members(changed)


def with_cached(package: Package, cell: CellKey, value: Value) -> bytes:
    """Change what the file says that a formula's result is."""

    def change(tree: etree._Element) -> None:
        element = cell_element(tree, cell)
        formula = element.find(f"{SPACE}f")
        put(element, value, formula.text if formula is not None else None)

    return sheet_changed(package, cell[0], change)


def with_formula(package: Package, cell: CellKey, formula: str) -> bytes:
    """Change a formula and leave the value that the file has for it."""

    def change(tree: etree._Element) -> None:
        element = cell_element(tree, cell)
        values = [v for v in element if v.tag != f"{SPACE}f"]
        for child in list(element):
            element.remove(child)
        etree.SubElement(element, f"{SPACE}f").text = formula
        element.extend(values)

    return sheet_changed(package, cell[0], change)


def styled(package: Package, cell: CellKey, style: Callable[[etree._Element, etree._Element], None]) -> bytes:
    """Give one cell a style of its own: `style` gets the styles' tree and the new `xf`, a copy of the cell's."""
    part = package.sheet(cell[0]).part
    sheet = etree.fromstring(package.members[part])
    styles = etree.fromstring(package.members["xl/styles.xml"])
    element = cell_element(sheet, cell)
    xfs = styles.find(f"{SPACE}cellXfs")
    assert xfs is not None
    old = xfs[int(element.get("s", "0"))]
    xf = etree.fromstring(etree.tostring(old))
    xfs.append(xf)
    style(styles, xf)
    element.set("s", str(len(xfs) - 1))
    return package.with_members({part: etree.tostring(sheet), "xl/styles.xml": etree.tostring(styles)})


def font(styles: etree._Element, xf: etree._Element, colour: Mapping[str, str], size: str = "10") -> None:
    fonts = styles.find(f"{SPACE}fonts")
    assert fonts is not None
    new = etree.SubElement(fonts, f"{SPACE}font")
    etree.SubElement(new, f"{SPACE}sz", val=size)
    etree.SubElement(new, f"{SPACE}color", dict(colour))
    xf.set("fontId", str(len(fonts) - 1))


def fill(styles: etree._Element, xf: etree._Element, colour: Mapping[str, str]) -> None:
    fills = styles.find(f"{SPACE}fills")
    assert fills is not None
    pattern = etree.SubElement(etree.SubElement(fills, f"{SPACE}fill"), f"{SPACE}patternFill", patternType="solid")
    etree.SubElement(pattern, f"{SPACE}fgColor", dict(colour))
    xf.set("fillId", str(len(fills) - 1))


def number_format(styles: etree._Element, xf: etree._Element, code: str) -> None:
    formats = styles.find(f"{SPACE}numFmts")
    assert formats is not None
    etree.SubElement(formats, f"{SPACE}numFmt", numFmtId="990", formatCode=code)
    xf.set("numFmtId", "990")


def placed(tree: etree._Element, element: etree._Element) -> None:
    """Put an element into a worksheet where the schema wants it."""
    order = re.findall(
        r"\w+",
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
        "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
        "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
        "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst",
    )
    name = etree.QName(element).localname
    before = [e for e in tree if order.index(etree.QName(e).localname) <= order.index(name)]
    tree.insert(len(before), element)
