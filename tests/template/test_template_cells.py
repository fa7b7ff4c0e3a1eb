"""However a program spells a row or a cell: what a spreadsheet program understands, the review sees."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from pycore.gate.formula import is_remote
from pycore.review.review import review
from pycore.template.cells import SheetRows
from pycore.template.styles import format_trouble
from pycore.template.xml import whole_number
from tests.golden.books import EXAMPLES

EXAMPLE = next(p for p in EXAMPLES if p.stem == "coal_chemical_example_zh")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Parts = dict[str, bytes]


def parts() -> Parts:
    with zipfile.ZipFile(EXAMPLE) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def found(changed: Parts, tmp_path: Path) -> set[str]:
    """The rules that a review of the changed example names, but for those of the example itself."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in changed.items():
            archive.writestr(name, content)
    path = tmp_path / "book.xlsx"
    path.write_bytes(data.getvalue())
    return {f.rule for f in review(path).findings if f.severity.value != "note"}


def grade_sheet(members: Parts) -> str:
    names = re.findall(r'<sheet name="([^"]*)"', members["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index('碳污协同度') + 1}.xml"


def prefixed(text: str, prefix: str) -> str:
    named = re.sub(r"<(/?)([A-Za-z])", rf"<\1{prefix}:\2", text).replace(f"<?{prefix}:", "<?")
    return named.replace("xmlns=", f"xmlns:{prefix}=", 1)


HIDDEN: dict[str, Callable[[str, str], str]] = {
    "plainly": lambda text, row: text.replace(row, row[:-1] + ' hidden="1">'),
    "by a character reference": lambda text, row: text.replace(row, row[:-1] + ' hidden="&#49;">'),
    "behind a > in an attribute": lambda text, row: text.replace(
        row, row.replace("<row ", '<row xmlns:q="urn:q" q:a=">" ')[:-1] + ' hidden="1">'
    ),
    "before a quoted decoy": lambda text, row: text.replace(
        row, row[:-1] + """ xmlns:q="urn:q" hidden="1" q:a='x" hidden="0'>"""
    ),
    "with white space": lambda text, row: text.replace(row, row[:-1] + ' hidden=" 1 ">'),
    "by a low height": lambda text, row: text.replace(
        row, re.sub(r' (?:ht|customHeight)="[^"]*"', "", row)[:-1] + ' ht="3.5" customHeight="1">'
    ),
    "with an odd prefix": lambda text, row: prefixed(text.replace(row, row[:-1] + ' hidden="1">'), "x-1"),
    "with a foreign prefix": lambda text, row: prefixed(text.replace(row, row[:-1] + ' hidden="1">'), "é"),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_a_hidden_row_is_seen_however_it_is_written(way: str, tmp_path: Path) -> None:
    members = parts()
    part = grade_sheet(members)
    text = members[part].decode()
    row = re.search(r'<row r="8"[^>]*>', text)
    assert row is not None
    members[part] = HIDDEN[way](text, row[0]).encode()
    assert "template-row-hidden" in found(members, tmp_path), way


def test_a_comment_does_not_hide_what_stands_beside_the_rows(tmp_path: Path) -> None:
    members = parts()
    part = grade_sheet(members)
    text = members[part].decode().replace("<sheetData>", "<!--<sheetData>--><sheetData>")
    members[part] = text.replace("</mergeCells>", '<mergeCell ref="I8:J8"/></mergeCells><!--</sheetData>-->').encode()
    assert any(rule.startswith("template-") for rule in found(members, tmp_path))


def test_styles_are_those_that_the_workbook_refers_to(tmp_path: Path) -> None:
    members = parts()
    clean = members["xl/styles.xml"]
    members["xl/real.xml"] = re.sub(rb"<sz val=\"[\d.]+\"/>", b'<sz val="1"/>', clean)
    members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
        b'Target="styles.xml"', b'Target="real.xml"'
    )
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"/xl/styles.xml", b"/xl/real.xml")
    assert "template-text-invisible" in found(members, tmp_path)


def test_a_check_mark_that_is_always_green_is_seen(tmp_path: Path) -> None:
    members = parts()
    changed = 0
    for name, data in members.items():
        if name.startswith("xl/worksheets/sheet") and b'type="beginsWith"' in data:
            members[name] = re.sub(
                rb'(type="beginsWith"[^>]*text="\xe2\x9c\x93"[^>]*>\s*<formula>)[^<]*(</formula>)',
                rb"\1TRUE\2",
                data,
            )
            changed += members[name] != data
    assert changed
    assert any("format" in rule for rule in found(members, tmp_path))


def test_a_list_that_only_warns_keeps_nothing_out(tmp_path: Path) -> None:
    members = parts()
    for name, data in members.items():
        if name.startswith("xl/worksheets/sheet"):
            members[name] = data.replace(b"<dataValidation ", b'<dataValidation errorStyle="warning" ')
    assert "template-validation-removed" in found(members, tmp_path)


def sheet(rows: str, before: str = "") -> bytes:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="B2" s="5"/><c r="C2"/></row>',
        '<row r="2"><c s="&#53;" r="B2"/><c r="C2"/></row>',
        '<row r="2"><c\tr="B2" s=" 5 "/><c r="C2"/></row>',
        '<row/><row><c r="A2" s="1"/><c s="+5"/><c/></row>',
        '<row r="2"><!-- --><c r="B2" s="05"/><c r="C2"/></row>',
    ],
)
def test_a_style_is_read_however_the_cell_is_written(rows: str) -> None:
    assert list(SheetRows(sheet(rows)).styled(frozenset({5}))) == [(2, 2)]


@pytest.mark.parametrize("second", ['<c r="A1"/>', '<c\tr="A1"/>', "<c r='A1'/>"])
def test_a_cell_that_stands_twice_is_named(second: str) -> None:
    assert SheetRows(sheet(f'<row r="1"><c r="A1"/>{second}</row>')).repeated(1) == ["A1"]
    assert SheetRows(sheet('<row r="1"><c r="A1"/><c r="B1"/></row>')).repeated(2) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), (" +07 ", 7), ("", -1), ("²", -1), ("abc", -1), ("-3", -1), ("1" * 40, -1), (None, -1)],
)
def test_a_number_that_is_none_never_ends_a_review(text: str | None, number: int) -> None:
    assert whole_number(text, -1) == number


@pytest.mark.parametrize(
    "target",
    [r"\\srv\x.xlam", r"%5C%5Csrv%5Cx.xlam", r"/\srv\x.xlam", "FILE:///%5c%5csrv/x.xlam", r"?\UNC\srv\x.xlam",
     r"\\?\UNC\srv\x.xlam", "%255C%255Csrv%255Cx.xlam", "//srv/x.xlam", "http://srv/x.xlam"],
)  # fmt: skip
def test_a_network_share_is_remote_in_every_spelling(target: str) -> None:
    assert is_remote(target)


@pytest.mark.parametrize("target", ["x.xlam", r"C:\AddIns\x.xlam", r"file:///C:\AddIns\x.xlam", "/AddIns/x.xlam"])
def test_a_file_of_this_machine_is_not(target: str) -> None:
    assert not is_remote(target)


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ('0;-0;0;"可接受"', "hides"),
        ('"不"@', "misleads"),
        ('@" → 可接受"', "misleads"),
        ('0"."000', "misleads"),
        (r"0\.0", "misleads"),
        ('0.00"万"', "misleads"),
        ('0.00"⁶"', "misleads"),
        ('[>2]0.00" 达标"', "misleads"),
        ("[DBNum1]0", "misleads"),
        ("# ?/?", "misleads"),
        ('0.00" t"', ""),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', ""),
        ("@", ""),
    ],
)
def test_words_in_a_number_format(code: str, trouble: str) -> None:
    assert format_trouble(code) == trouble
