"""Judge the parts of a package by their names, their first bytes, their content types and their relationships."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from pycore.language import Text
from pycore.review.gate_formula import is_outside
from pycore.review.gate_rules import Breach

XML_ENDINGS = (".xml", ".rels", ".vml", ".svg")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".webp")
_NAMES = (
    (re.compile(r"vba(?:project|data)", re.I), "gate-macro"),
    (re.compile(r"(?:^|/)(?:macrosheets|intlmacrosheets)/", re.I), "gate-xlm"),
    (re.compile(r"(?:^|/)dialogsheets/", re.I), "gate-dialog-sheet"),
    (re.compile(r"(?:^|/)embeddings/|oleobject", re.I), "gate-embedded"),
    (re.compile(r"(?:^|/)(?:activex|ctrlprops)/", re.I), "gate-control"),
    (re.compile(r"(?:^|/)(?:customui|usercustomization)/|attachedtoolbars", re.I), "gate-custom-ui"),
    (re.compile(r"(?:^|/)webextensions/", re.I), "gate-web-extension"),
    (
        re.compile(
            r"(?:^|/)querytables/|(?:^|/)connections\d*\.xml|(?:^|/)xmlmaps\.xml|xl/model/|customdata/|"
            r"volatiledependencies",
            re.I,
        ),
        "gate-connection",
    ),
    (re.compile(r"xl/python", re.I), "gate-web-function"),
)
# Told by content type or by the last step of a relationship's type, whatever the part is called.
_KINDS = (
    (re.compile(r"macroenabled|vba(?:project|data)|wordvbadata", re.I), "gate-macro"),
    (re.compile(r"macrosheet", re.I), "gate-xlm"),
    (re.compile(r"dialogsheet", re.I), "gate-dialog-sheet"),
    (re.compile(r"oleobject|^package$|embedded", re.I), "gate-embedded"),
    (re.compile(r"activex|controlproperties|ctrlprop|^control$", re.I), "gate-control"),
    (re.compile(r"extensibility|customui|usercustomization|attachedtoolbars", re.I), "gate-custom-ui"),
    (re.compile(r"webextension|taskpanes", re.I), "gate-web-extension"),
    (
        re.compile(r"connections|querytable|xmlmaps|powerpivot|datamodel|volatiledep|customdata", re.I),
        "gate-connection",
    ),
)
_MAGIC = (
    (b"PK\x03\x04", "gate-nested-archive", "zip"),
    (b"Rar!", "gate-nested-archive", "rar"),
    (b"7z\xbc\xaf", "gate-nested-archive", "7z"),
    (b"\x1f\x8b\x08", "gate-nested-archive", "gzip"),
    (b"MZ", "gate-nested-archive", "MZ"),
    (b"\x7fELF", "gate-nested-archive", "ELF"),
    (b"\xd0\xcf\x11\xe0", "gate-embedded", "OLE"),
    (b"%PDF", "gate-embedded", "PDF"),
)
_BINARY = re.compile(
    r"(?:^|/)(?:printersettings|customproperty)/?[^/]*(?:/[^/]*)?\.bin$|^\[trash\]/[^/]+\.dat$", re.I
)
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def by_name(part: str) -> Iterator[Breach]:
    """Yield the rules that a part breaks by its name alone."""
    for pattern, rule in _NAMES:
        if pattern.search(part):
            yield Breach(rule, part, part)
            return
    lower = part.lower()
    if not (lower.endswith((*XML_ENDINGS, *_PICTURES, "/")) or _BINARY.search(part)):
        yield Breach("gate-foreign-part", part, posixpath.splitext(part)[1] or part)


def by_content(part: str, content: bytes) -> Iterator[Breach]:
    """Yield the rules that a part breaks by its bytes: another file under any name."""
    for magic, rule, what in _MAGIC:
        if content.startswith(magic):
            yield Breach(rule, part, what)
            return
    if not part.lower().endswith(XML_ENDINGS) and b"PK\x05\x06" in content[-66_000:]:
        yield Breach("gate-nested-archive", part, Text("附在末尾的 zip", "a zip at its end"))


def by_content_type(attributes: dict[str, str]) -> Iterator[Breach]:
    """Yield the rule that a line of [Content_Types].xml breaks."""
    kind = attributes.get("ContentType", "")
    where = attributes.get("PartName", "").lstrip("/") or f"*.{attributes.get('Extension', '')}"
    for pattern, rule in _KINDS:
        if pattern.search(kind):
            yield Breach(rule, "[Content_Types].xml", f"{where}: {kind}")
            return
    if "ms-excel.sheet.binary" in kind.lower():
        yield Breach("gate-old-format", "[Content_Types].xml", ".xlsb")


def by_relationship(part: str, attributes: dict[str, str]) -> Iterator[Breach]:
    """Yield the rule that a relationship breaks: by its type, or by a target outside the package.

    The path of an external link is left to what is known of all the links together.
    """
    kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2]
    target = attributes.get("Target", "")
    if attributes.get("Type", "").lower().endswith("ui/extensibility"):
        kind = "customUI"
    for pattern, rule in _KINDS:
        if pattern.search(kind):
            yield Breach(rule, part, f"{kind}: {target}")
            return
    if is_link_path(part, kind):
        return
    outside = attributes.get("TargetMode", "").lower() == "external" or is_outside(target)
    if (outside and target.startswith("#")) or (not outside and not _climbs_out(part, target)):
        return
    named = {
        "hyperlink": "gate-hyperlink",
        "image": "gate-external-image",
        "externalLink": "gate-external-link",
    }
    yield Breach(named.get(kind, "gate-external-target"), part, target)


def is_link_path(part: str, kind: str) -> bool:
    """Tell the relationship that says where a linked file is: only the part of a link may have it."""
    is_path = kind.lower().endswith("linkpath") or kind.startswith("xl")
    return is_path and re.match(r"(?i)xl/externallinks/_rels/", part) is not None


def source_of(part: str) -> str:
    """Name the part whose relationships a .rels part holds; empty for those of the package.

    >>> source_of("xl/_rels/workbook.xml.rels"), source_of("_rels/.rels")
    ('xl/workbook.xml', '')
    """
    folder, _, name = part.rpartition("/")
    return f"{folder.removesuffix('_rels')}{name[: -len('.rels')]}"


def resolved(part: str, target: str) -> str:
    """Give the part that a relationship of the .rels part leads to."""
    base = posixpath.dirname(source_of(part))
    return posixpath.normpath(posixpath.join("/" + base, target)).lstrip("/")


def _climbs_out(part: str, target: str) -> bool:
    depth = (
        0 if target.startswith("/") else len([s for s in posixpath.dirname(source_of(part)).split("/") if s])
    )
    for step in target.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(step, 1)
        if depth < 0:
            return True
    return False
