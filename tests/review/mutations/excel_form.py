"""Write a workbook as Excel saves it: another form of the same thing, part by part.

From the documents, as no Excel was at hand: functions of an add-in as `[1]!NAME` with a link to its file; formulas that are
filled down as shared formulas; results that could be arrays as dynamic arrays with `cm` and a metadata part; a chain of
calculation; revision ids, alternate content and attributes of newer versions; rules and conditional formats split in two.
"""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from pycore.cells.addresses import column_number
from pycore.formulas.text import tokens, translated
from pycore.package.package import Package
from tests.review.mutations.editing import MAIN, RELATIONS, SPACE, with_parts

_REVISION = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
_X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NEWER = re.compile(r"(?<![\w.])(XLOOKUP|TEXTJOIN|CONCAT|IFS|SWITCH|MAXIFS|MINIFS)\(")


def as_excel_saves(data: bytes) -> bytes:
    package = Package.read(data)
    parts: dict[str, bytes] = {}
    chain: list[tuple[str, int]] = []
    for number, sheet in enumerate(package.sheets, 1):
        tree = etree.fromstring(package.members[sheet.part])
        _functions(tree)
        _shared(tree)
        if number % 3 == 0:
            _dynamic(tree)
        _rows(tree)
        _split_rules(tree)
        chain += [(c.get("r", ""), number) for c in tree.iter(f"{SPACE}c") if c.find(f"{SPACE}f") is not None]
        parts[sheet.part] = _with_revisions(etree.tostring(tree))
    parts["xl/calcChain.xml"] = _xml(
        f'<calcChain xmlns="{MAIN}">' + "".join(f'<c r="{r}" i="{i}"/>' for r, i in chain) + "</calcChain>"
    )
    parts["xl/externalLinks/externalLink1.xml"] = _xml(
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONS}" r:id="rId1"/></externalLink>'
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = _xml(
        f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{RELATIONS}/externalLinkPath" '
        'Target="file:///C:\\AddIns\\TwinLedger.xlam" TargetMode="External"/></Relationships>'
    )
    parts["xl/metadata.xml"] = _xml(
        f'<metadata xmlns="{MAIN}"><metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" '
        'cellMeta="1"/></metadataTypes><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
    )
    parts |= _registered(package)
    return with_parts(package, parts)


def _xml(text: str) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text.encode()


def _functions(tree: etree._Element) -> None:
    for formula in tree.iter(f"{SPACE}f"):
        text = re.sub(r"(?<![\w!.])TL_(?!ON\b)(?=\w+\()", "[1]!TL_", formula.text or "")
        formula.text = _NEWER.sub(r"_xlfn.\1(", text)


def _shared(tree: etree._Element) -> None:
    """Put the formulas of a column that are one formula filled down into shared formulas."""
    columns: dict[str, list[etree._Element]] = defaultdict(list)
    for cell in tree.iter(f"{SPACE}c"):
        if cell.find(f"{SPACE}f") is not None:
            columns[re.sub(r"\d", "", cell.get("r", ""))].append(cell)
    index = 0
    for letters, cells in columns.items():
        start = 0
        while start < len(cells):
            end = start + 1
            while end < len(cells) and _filled_down(cells[start], cells[end], end - start):
                end += 1
            if end - start > 1:
                first, last = _row(cells[start]), _row(cells[end - 1])
                for place, cell in enumerate(cells[start:end]):
                    formula = cell.find(f"{SPACE}f")
                    assert formula is not None
                    formula.set("t", "shared")
                    formula.set("si", str(index))
                    if place:
                        formula.text = None
                    else:
                        formula.set("ref", f"{letters}{first}:{letters}{last}")
                index += 1
            start = end


def _row(cell: etree._Element) -> int:
    return int(re.sub(r"\D", "", cell.get("r", "")))


def _filled_down(first: etree._Element, other: etree._Element, by: int) -> bool:
    one, two = first.find(f"{SPACE}f"), other.find(f"{SPACE}f")
    assert one is not None
    assert two is not None
    if _row(other) - _row(first) != by or "[1]" in (one.text or ""):
        return False  # formulas with links to other files are never shared
    return translated(tokens(one.text or ""), by, 0) == two.text


def _dynamic(tree: etree._Element) -> None:
    """Mark single formulas as dynamic arrays of one cell."""
    for count, cell in enumerate(tree.iter(f"{SPACE}c")):
        formula = cell.find(f"{SPACE}f")
        if formula is not None and formula.get("t") is None and count % 5 == 0:
            formula.set("t", "array")
            formula.set("ref", cell.get("r", ""))
            cell.set("cm", "1")


def _rows(tree: etree._Element) -> None:
    for row in tree.iter(f"{SPACE}row"):
        row.set(f"{{{_X14AC}}}dyDescent", "0.25")
        cells = [column_number(re.sub(r"\d", "", c.get("r", ""))) for c in row]
        if cells:
            row.set("spans", f"{min(cells)}:{max(cells)}")
    for formula in tree.iter(f"{SPACE}sheetFormatPr"):
        formula.set(f"{{{_X14AC}}}dyDescent", "0.25")


def _split_rules(tree: etree._Element) -> None:
    """Split areas of rules in two, as after a row was copied, and number the priorities anew."""
    for element in tree.iter(f"{SPACE}dataValidation", f"{SPACE}conditionalFormatting"):
        match = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", element.get("sqref", ""))
        if match is not None and int(match[4]) - int(match[2]) > 3:
            middle = int(match[2]) + 2
            element.set(
                "sqref",
                f"{match[1]}{match[2]}:{match[3]}{middle} {match[1]}{middle + 1}:{match[3]}{match[4]}",
            )
    for number, rule in enumerate(reversed(list(tree.iter(f"{SPACE}cfRule"))), 1):
        rule.set("priority", str(number))


def _with_revisions(xml: bytes) -> bytes:
    marks = (
        f'<worksheet xmlns:mc="{_COMPATIBILITY}" mc:Ignorable="x14ac xr" xmlns:x14ac="{_X14AC}" xmlns:xr="{_REVISION}" '
        'xr:uid="{00000000-0001-0000-0000-000000000000}" '
    ).encode()
    xml = re.sub(rb"ns\d+:dyDescent", b"x14ac:dyDescent", re.sub(rb' xmlns:ns\d+="[^"]*"', b"", xml))
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.replace(b"<worksheet ", marks, 1)


def _registered(package: Package) -> dict[str, bytes]:
    types = package.members["[Content_Types].xml"].decode().replace(
        "</Types>",
        f'<Override PartName="/xl/calcChain.xml" ContentType="{_TYPES}.calcChain+xml"/>'
        f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{_TYPES}.externalLink+xml"/>'
        f'<Override PartName="/xl/metadata.xml" ContentType="{_TYPES}.sheetMetadata+xml"/></Types>',
    )  # fmt: skip
    relations = package.members["xl/_rels/workbook.xml.rels"].decode().replace(
        "</Relationships>",
        f'<Relationship Id="rId901" Type="{RELATIONS}/calcChain" Target="calcChain.xml"/>'
        f'<Relationship Id="rId902" Type="{RELATIONS}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        f'<Relationship Id="rId903" Type="{RELATIONS}/sheetMetadata" Target="metadata.xml"/></Relationships>',
    )  # fmt: skip
    workbook = package.members["xl/workbook.xml"].decode()
    workbook = re.sub(
        r"(?<=</sheets>)",
        '<externalReferences><externalReference r:id="rId902"/></externalReferences>',
        workbook,
    )
    # Excel keeps names of its own for functions that older versions do not know, and for filters.
    workbook = workbook.replace(
        "</definedNames>", '<definedName name="_xlfn.IFERROR" hidden="1">#NAME?</definedName></definedNames>'
    )
    workbook = workbook.replace(
        "<bookViews>",
        f'<mc:AlternateContent xmlns:mc="{_COMPATIBILITY}"><mc:Choice Requires="x15"><x15ac:absPath url="C:\\x\\" '
        'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><bookViews>',
    )
    workbook = re.sub(r"<calcPr [^>]*/>", '<calcPr calcId="191029"/>', workbook)
    return {
        "[Content_Types].xml": types.encode(),
        "xl/_rels/workbook.xml.rels": relations.encode(),
        "xl/workbook.xml": workbook.encode(),
    }


def shared_formulas(data: bytes) -> int:
    """How many shared formulas the sheets of a workbook have."""
    package = Package.read(data)
    return sum(package.members[s.part].count(b't="shared"') for s in package.sheets)
