"""Conditional formats that hide, are gone, or tell another story than the template's."""

from __future__ import annotations

from random import Random

from lxml import etree

from pycore.reading.book import CellKey
from tests.review.mutations import editing
from tests.review.mutations.clean import Clean
from tests.review.mutations.editing import SPACE, address, sheet_changed
from tests.review.mutations.kinds_hiding import seen_cell
from tests.review.mutations.mutation import Kind, Mutation


def _add_rule(clean: Clean, cell: CellKey, look: str, formula: str) -> bytes:
    styles = etree.fromstring(clean.package.members["xl/styles.xml"])
    dxfs = next(styles.iter(f"{SPACE}dxfs"))
    dxfs.append(etree.fromstring(f'<dxf xmlns="{editing.MAIN}">{look}</dxf>'))
    part = clean.package.sheet(cell[0]).part
    tree = etree.fromstring(clean.package.members[part])
    group = etree.Element(f"{SPACE}conditionalFormatting", sqref=address(cell))
    rule = etree.SubElement(group, f"{SPACE}cfRule", type="expression", dxfId=str(len(dxfs) - 1), priority="1")
    etree.SubElement(rule, f"{SPACE}formula").text = formula
    editing.placed(tree, group)
    return clean.package.with_members({part: etree.tostring(tree), "xl/styles.xml": etree.tostring(styles)})


_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_BARS = (
    '<dataBar showValue="0"><cfvo type="min"/><cfvo type="max"/><color rgb="FFFFFFFF"/></dataBar>',
    '<iconSet iconSet="3Arrows" showValue="0"><cfvo type="percent" val="0"/><cfvo type="percent" val="33"/>'
    '<cfvo type="percent" val="67"/></iconSet>',
    '<colorScale><cfvo type="min"/><cfvo type="max"/><color rgb="FF010101"/><color rgb="FF000000"/></colorScale>',
)


def _add_of_its_own(clean: Clean, cell: CellKey, body: str) -> bytes:
    """A rule that brings its format itself: a bar, icons, a scale, or the format of an extension."""
    if body.startswith("<font"):
        # Newer programs keep such rules in an extension, with the format inside.
        text = (
            f'<extLst xmlns="{editing.MAIN}"><ext xmlns:x14="{_X14}"><x14:conditionalFormattings><x14:conditionalFormatting '
            f'xmlns:xm="{_XM}"><x14:cfRule type="expression" priority="1"><xm:f>TRUE</xm:f><x14:dxf>{body}</x14:dxf></x14:cfRule>'
            f"<xm:sqref>{address(cell)}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
        )
    else:
        kind = body[1:].split(" ")[0].split(">")[0]
        text = (
            f'<conditionalFormatting xmlns="{editing.MAIN}" sqref="{address(cell)}"><cfRule type="{kind}" priority="1">'
            f"{body}</cfRule></conditionalFormatting>"
        )
    return sheet_changed(clean.package, cell[0], lambda tree: editing.placed(tree, etree.fromstring(text)))


def hiding_rule(clean: Clean, random: Random) -> Mutation | None:
    cell = seen_cell(clean, random)
    looks = (
        '<font><color rgb="FFFFFFFF"/></font>',
        '<font><color theme="0"/></font>',
        '<numFmt numFmtId="991" formatCode=";;;"/>',
        '<font><color rgb="FF112233"/></font><fill><patternFill><bgColor rgb="FF112233"/></patternFill></fill>',
    )
    if random.random() < 0.5:
        own = random.choice((looks[0], looks[3], *_BARS))
        said = f"hiding conditional format of its own {own[:40]} at {cell[0]}!{address(cell)}"
        return Mutation(_add_of_its_own(clean, cell, own), said, (cell,))
    look = random.choice(looks)
    said = f"hiding conditional format {look} at {cell[0]}!{address(cell)}"
    return Mutation(_add_rule(clean, cell, look, "TRUE"), said, (cell,))


def _marked(clean: Clean, random: Random) -> tuple[str, str]:
    """A sheet with conditional formats, and its part."""
    sheets = [s for s in clean.package.sheets if b"<cfRule" in clean.package.members[s.part]]
    sheet = random.choice(sheets)
    return sheet.name, sheet.part


def rule_removed(clean: Clean, random: Random) -> Mutation | None:
    sheet, part = _marked(clean, random)
    count = clean.package.members[part].count(b"<cfRule")
    number = random.randrange(count)

    def change(tree: etree._Element) -> None:
        rule = list(tree.iter(f"{SPACE}cfRule"))[number]
        group = rule.getparent()
        assert group is not None
        group.remove(rule)
        if not len(group):
            tree.remove(group)

    return Mutation(sheet_changed(clean.package, sheet, change), f"conditional format {number} of {sheet} removed")


def rule_turned(clean: Clean, random: Random) -> Mutation | None:
    """A rule that looks for another text: a cross shall look like a tick."""
    sheet, part = _marked(clean, random)
    count = clean.package.members[part].count(b"<cfRule")
    number = random.randrange(count)

    def change(tree: etree._Element) -> None:
        rule = list(tree.iter(f"{SPACE}cfRule"))[number]
        formula = next(rule.iter(f"{SPACE}formula"))
        if rule.get("text"):
            rule.set("text", "§")
        formula.text = f"({formula.text})=1"

    return Mutation(
        sheet_changed(clean.package, sheet, change),
        f"conditional format {number} of {sheet} looks for another text",
    )


def look_turned(clean: Clean, random: Random) -> Mutation | None:
    """Red becomes green, in the styles part alone."""
    number = random.randrange(3)

    def change(tree: etree._Element) -> None:
        dxfs = next(tree.iter(f"{SPACE}dxfs"))
        colours = list(dxfs[number].iter(f"{SPACE}color", f"{SPACE}bgColor"))
        for colour in colours:
            colour.set("rgb", "FF00" + random.choice(["7F", "80", "81", "82", "83", "84"]) + "40")

    return Mutation(
        editing.part_changed(clean.package, "xl/styles.xml", change),
        f"colours of conditional format {number} changed",
    )


def rule_over_marks(clean: Clean, random: Random) -> Mutation | None:
    """A green rule that comes before the template's over a check or a grade."""
    sheet, part = _marked(clean, random)
    tree = etree.fromstring(clean.package.members[part])
    area = random.choice([g.get("sqref", "") for g in tree.iter(f"{SPACE}conditionalFormatting")]).split(":")[0]
    cells = {address(c): c for c in clean.book.cells if c[0] == sheet}
    if area not in cells or clean.book.values.get(cells[area]) in (None, ""):
        return None
    look = '<font><color rgb="FF0B6B3A"/></font><fill><patternFill><bgColor rgb="FFDDF3E4"/></patternFill></fill>'
    data = _add_rule(clean, cells[area], look, random.choice(["TRUE", f"LEN({area})>0", "1=1"]))
    return Mutation(data, f"green rule over {sheet}!{area}", (cells[area],))


KINDS = [
    Kind("conditional format that hides", hiding_rule, rules=("template-text-invisible",), count=6),
    Kind("conditional format removed", rule_removed, rules=("template-conditional-format",), count=6),
    Kind(
        "conditional format looks for something else",
        rule_turned,
        rules=("template-conditional-format",),
        count=5,
    ),
    Kind("conditional format in other colours", look_turned, rules=("template-conditional-format",), count=4),
    Kind(
        "conditional format over the template's",
        rule_over_marks,
        rules=("template-conditional-format",),
        count=5,
    ),
]
