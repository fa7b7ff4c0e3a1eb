"""Links, signatures and other things that programs put into a file are named with their places, and refuse nothing."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter

from pycore.findings.finding import Finding, Severity
from pycore.package.main_types import MAIN, OTHER_MAINS
from pycore.package.package import Package
from pycore.review.result import Verdict
from pycore.review.review import review

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "workbooks" / "coal_chemical" / "coal_chemical_example_zh.xlsx"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@cache
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(EXAMPLE) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changed: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts() | changed).items():
            archive.writestr(name, content)
    return written.getvalue()


def with_links(sheet: str, *links: tuple[str, str]) -> dict[str, bytes]:
    """The example with links on cells of a sheet, as Excel makes them of a typed address."""
    part = Package.read(EXAMPLE).sheet(sheet).part
    rows = "".join(
        f'<Relationship Id="rIdL{i}" Type="{RELATIONSHIPS}/hyperlink" Target="{target}" TargetMode="External"/>'
        for i, (_, target) in enumerate(links)
    )
    refs = "".join(
        f'<hyperlink xmlns:r="{RELATIONSHIPS}" ref="{cell}" r:id="rIdL{i}"/>' for i, (cell, _) in enumerate(links)
    )
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    start = parts().get(
        rels, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    before = b"<pageMargins" if b"<pageMargins" in parts()[part] else b"<printOptions"
    assert parts()[part].count(before) == 1
    return {
        part: parts()[part].replace(before, f"<hyperlinks>{refs}</hyperlinks>".encode() + before),
        rels: start.replace(b"</Relationships>", rows.encode() + b"</Relationships>"),
    }


def said(data: bytes, tmp_path: Path, rule: str) -> list[Finding]:
    """The findings of a rule; nothing but notes and these stands in the review, which is not refused."""
    path = tmp_path / "submitted.xlsx"
    path.write_bytes(data)
    found = review(path)
    assert found.verdict is not Verdict.REFUSED, [f.sentence("zh") for f in found.findings]
    assert [f.rule for f in found.findings if f.severity is not Severity.NOTE and f.rule != rule] == []
    return [f for f in found.findings if f.rule == rule]


def test_each_link_out_is_named_with_its_cell_and_where_it_leads(tmp_path: Path) -> None:
    links = [
        ("T7", "http://www.example.invalid/report?id=3&amp;page=2"),
        ("T8", "evidence/feasibility.pdf"),
        ("T9", "mailto:env@example.invalid"),
    ]
    found = said(packed(with_links("化石燃料", *links)), tmp_path, "link-out")
    assert [(f.where, f.severity) for f in found] == [
        ("化石燃料!T7", Severity.WARNING),
        ("化石燃料!T8", Severity.WARNING),
        ("化石燃料!T9", Severity.NOTE),
    ]
    assert "http://www.example.invalid/report?id=3&page=2" in found[0].sentence("zh")
    assert "evidence/feasibility.pdf" in found[1].sentence("en")


def test_many_links_are_said_with_their_number(tmp_path: Path) -> None:
    found = said(
        packed(with_links("化石燃料", *[(f"T{row}", "http://example.invalid") for row in range(7, 37)])),
        tmp_path,
        "link-out",
    )
    assert len(found) == 21
    assert "9" in found[-1].sentence("zh")
    assert "9 more" in found[-1].sentence("en")


def test_a_link_on_a_logo_is_named_with_the_cells_beneath_it(tmp_path: Path) -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    book.add_worksheet("标志").insert_image(
        "C5", "logo.png", {"image_data": io.BytesIO(PNG), "url": "https://example.invalid"}
    )
    book.close()
    # The sheet is appended to the example as an enterprise would: a sheet of its own with a logo.
    with zipfile.ZipFile(made) as archive:
        new = {name: archive.read(name) for name in archive.namelist()}
    changed = {
        "xl/worksheets/sheet901.xml": new["xl/worksheets/sheet1.xml"],
        "xl/worksheets/_rels/sheet901.xml.rels": new["xl/worksheets/_rels/sheet1.xml.rels"].replace(
            b"drawing1.xml", b"drawing901.xml"
        ),
        "xl/drawings/drawing901.xml": new["xl/drawings/drawing1.xml"],
        "xl/drawings/_rels/drawing901.xml.rels": new["xl/drawings/_rels/drawing1.xml.rels"],
        "xl/media/image1.png": new["xl/media/image1.png"],
        "xl/workbook.xml": parts()["xl/workbook.xml"].replace(
            b"</sheets>", '<sheet name="标志" sheetId="901" r:id="rId901"/></sheets>'.encode()
        ),
        "xl/_rels/workbook.xml.rels": parts()["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>",
            f'<Relationship Id="rId901" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet901.xml"/>'
            "</Relationships>".encode(),
        ),
    }
    path = tmp_path / "submitted.xlsx"
    path.write_bytes(packed(changed))
    found = review(path)
    assert [f.where for f in found.findings if f.rule == "link-out"] == ["标志!C5"]


def test_a_signature_is_a_note(tmp_path: Path) -> None:
    signed = {"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<Signature/>"}
    (note,) = said(packed(signed), tmp_path, "file-extras")
    assert note.severity is Severity.NOTE
    assert "签名" in note.sentence("zh")


def test_a_file_that_was_saved_as_xlsm_without_macros_is_a_note(tmp_path: Path) -> None:
    types = parts()["[Content_Types].xml"].replace(MAIN.encode(), OTHER_MAINS[0].encode())
    (note,) = said(packed({"[Content_Types].xml": types}), tmp_path, "file-extras")
    assert note.severity is Severity.NOTE
    assert ".xlsm" in note.sentence("en")


def test_empty_parts_that_programs_leave_behind_hinder_nothing(tmp_path: Path) -> None:
    assert said(packed({"docProps/custom.xml": b"", "xl/printerSettings/a.bin": b""}), tmp_path, "file-extras") == []


def test_the_example_has_nothing_of_this() -> None:
    assert [f for f in review(EXAMPLE).findings if f.rule in ("link-out", "file-extras")] == []
