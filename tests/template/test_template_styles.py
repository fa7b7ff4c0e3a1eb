"""Styles that hide a value or show another, and those that do neither."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import etree

from pycore.package.package import Package
from pycore.sheets.registry import workbook_definition
from pycore.sheets.writer import write_workbook
from pycore.template.styles import StoredStyles, format_trouble, read_styles

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def package() -> Package:
    return Package.read(write_workbook(workbook_definition("coal_chemical"), "zh"))


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("", ""),
        ("General", ""),
        ("@", ""),
        ("0.00", ""),
        ('#,##0.00;-#,##0.00;"–"', ""),
        ("#,##0.00;\\-#,##0.00;\\–", ""),
        ("+0.0%;-0.0%;0.0%", ""),
        ("0.00E+00;-0.00E+00", ""),
        ("[<0.01]0.000000;0.0000", ""),
        ('[=0]"–";0.00', ""),
        ("#,##0.00_);(#,##0.00)", ""),
        ("0.00;[Red]0.00", ""),
        ("[$-804]General", ""),
        ("[$¥-804]#,##0.00", ""),
        ('0.0" t"', ""),
        (";;;", "hides"),
        ('"";"";""', "hides"),
        ('"n/a"', "hides"),
        ("[White]0.00", "hides"),
        ("[Color 2]0.00", "hides"),
        ('[>0]"–";0', "hides"),
        ('0"000"', "misleads"),
        ("\\10.00", "misleads"),
        ("#,##0,", "misleads"),
        ("0.0,,", "misleads"),
        ('0.00"%"', "misleads"),
        ("0.0%%", "misleads"),
        ("-0.00", "misleads"),
        ("0.00;0.00", "misleads"),
        ("[$12-804]0.00", "misleads"),
        ("yyyy-mm-dd", "misleads"),
    ],
)
def test_what_a_number_format_does(code: str, trouble: str) -> None:
    assert format_trouble(code) == trouble


def with_style(font: dict[str, str], fill: dict[str, str] | None, size: str = "10") -> StoredStyles:
    """The styles of a template to which one more is added."""
    tree = etree.fromstring(package().members["xl/styles.xml"])
    fonts, fills, xfs = (tree.find(f"{SPACE}{name}") for name in ("fonts", "fills", "cellXfs"))
    assert fonts is not None
    assert fills is not None
    assert xfs is not None
    new = etree.SubElement(fonts, f"{SPACE}font")
    etree.SubElement(new, f"{SPACE}sz", val=size)
    etree.SubElement(new, f"{SPACE}color", font)
    ground = "0"
    if fill is not None:
        pattern = etree.SubElement(etree.SubElement(fills, f"{SPACE}fill"), f"{SPACE}patternFill", patternType="solid")
        etree.SubElement(pattern, f"{SPACE}fgColor", fill)
        ground = str(len(fills) - 1)
    etree.SubElement(xfs, f"{SPACE}xf", fontId=str(len(fonts) - 1), fillId=ground, numFmtId="0")
    data = package().with_members({"xl/styles.xml": etree.tostring(tree)})
    return read_styles(Package.read(data))


def added(styles: StoredStyles) -> bool:
    """Whether a style hides that is none of the template's own."""
    return bool(styles.hiding - read_styles(package()).hiding)


@pytest.mark.parametrize(
    ("font", "fill", "unseen"),
    [
        ({"rgb": "FF000000"}, None, False),
        ({"rgb": "FF66727C"}, None, False),
        ({"rgb": "FFC9D2D9"}, None, False),
        ({"theme": "1"}, {"theme": "0"}, False),
        ({"rgb": "FFFFFFFF"}, {"rgb": "FF0B5563"}, False),
        ({"rgb": "FFFFFFFF"}, None, True),
        ({"rgb": "FFF2F2F2"}, None, True),
        ({"theme": "0"}, None, True),
        ({"theme": "0", "tint": "-0.05"}, None, True),
        ({"theme": "0", "tint": "-0.5"}, None, False),
        ({"theme": "1", "tint": "0.98"}, None, True),
        ({"indexed": "9"}, None, True),
        ({"indexed": "22"}, {"rgb": "FFC0C0C0"}, True),
        ({"auto": "1"}, {"rgb": "FF000000"}, True),
        ({"rgb": "FF336699"}, {"rgb": "FF346698"}, True),
    ],
)
def test_text_in_the_colour_of_its_ground(font: dict[str, str], fill: dict[str, str] | None, unseen: bool) -> None:
    assert added(with_style(font, fill)) is unseen


def test_a_text_of_one_point_cannot_be_read() -> None:
    assert added(with_style({"rgb": "FF000000"}, None, size="1"))


def test_the_template_itself_hides_nothing_but_what_a_tick_stands_for() -> None:
    """A tick for 1, a dash for 0: those cells are calculated, and hold nothing else."""
    found = read_styles(package())
    assert not found.misleading
    tree = etree.fromstring(package().members["xl/styles.xml"])
    codes = {f.get("numFmtId"): f.get("formatCode") for f in tree.iter(f"{SPACE}numFmt")}
    xfs = tree.find(f"{SPACE}cellXfs")
    assert xfs is not None
    assert {codes.get(xfs[style].get("numFmtId")) for style in found.hiding} == {'"✓";"–";"–"'}
    definition = workbook_definition("coal_chemical")
    ticked = [c for table in definition.tables() for c in table.columns if c.format == '"✓";"–";"–"']
    assert ticked
    assert all(c.formula is not None for c in ticked)
    assert [look.hides for look in found.looks] == [False] * 4
