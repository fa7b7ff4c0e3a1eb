"""Judge the parts of a package by their names, their first bytes, their content types and their relationships."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator

from pycore.gate.formula import is_outside
from pycore.gate.rules import Breach
from pycore.gate.types import decoded, plain
from pycore.language import Text
from pycore.package.main_types import MAIN, OTHER_MAINS

XML_ENDINGS = (".xml", ".rels", ".vml", ".svg", ".psmdcp")
"""The last is what the packaging library of Windows calls the properties of a document."""
_PICTURES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".bmp",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".wdp",
    ".webp",
    ".jfif",
)
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
_BINARY = re.compile(r"(?:^|/)(?:printersettings|customproperty)/?[^/]*(?:/[^/]*)?\.bin$|^\[trash\]/[^/]+\.dat$", re.I)
# The empty part by which Excel marks a workbook that was signed.
_SIGNED = re.compile(r"^_xmlsignatures/origin\.sigs$", re.I)
MAINS = frozenset({MAIN, *(kind.lower() for kind in OTHER_MAINS)})
"""What a workbook may be typed as. That of a file ending in .xlsm says that macros are allowed, not that there are any:
those are told by parts of their own.
"""
_MAY_LINK = re.compile(r"(?i)xl/(?:worksheets|drawings)/_rels/[^/]+\.rels$")
# What is not there harms nobody, and programs leave such parts behind; what the workbook is made of must be there.
_MAY_BE_EMPTY = re.compile(r"(?i)^(?:docprops|customxml|_xmlsignatures|package|xl/(?:drawings|printersettings|media))/")


def by_name(part: str) -> Iterator[Breach]:
    """Yield the rules that a part breaks by its name alone, as it stands or with percent signs decoded."""
    spellings = dict.fromkeys((part, decoded(part)))
    for pattern, rule in _NAMES:
        if any(pattern.search(name) for name in spellings):
            yield Breach(rule, part, part)
            return
    if not all(_is_known(name) for name in spellings):
        yield Breach("gate-foreign-part", part, posixpath.splitext(part)[1] or part)


def _is_known(part: str) -> bool:
    known = part.lower().endswith((*XML_ENDINGS, *_PICTURES, "/"))
    return known or any(pattern.search(part) for pattern in (_BINARY, _SIGNED))


def by_content(part: str, content: bytes) -> Iterator[Breach]:
    """Yield the rules that a part breaks by its bytes: another file under any name."""
    for magic, rule, what in _MAGIC:
        if content.startswith(magic):
            yield Breach(rule, part, what)
            return
    if content and _SIGNED.search(part):
        yield Breach("gate-foreign-part", part, Text("应为空的签名标记", "a mark of signing that should be empty"))
    if not part.lower().endswith(XML_ENDINGS) and b"PK\x05\x06" in content[-66_000:]:
        yield Breach("gate-nested-archive", part, Text("附在末尾的 zip", "a zip at its end"))


def may_be_empty(part: str) -> bool:
    """Tell the parts that harm nobody by being empty: those that no calculation reads."""
    return _MAY_BE_EMPTY.match(part) is not None and not part.lower().endswith(".rels")


def by_content_type(part: str, kind: str) -> Iterator[Breach]:
    """Yield the rule that a part breaks by a content type that it takes."""
    if kind.lower() in MAINS:
        return
    for pattern, rule in _KINDS:
        if pattern.search(kind):
            yield Breach(rule, "[Content_Types].xml", f"{part}: {kind}")
            return
    if "ms-excel.sheet.binary" in kind.lower():
        yield Breach("gate-old-format", "[Content_Types].xml", ".xlsb")


def by_relationship(part: str, attributes: dict[str, str], inner: Container[str]) -> Iterator[Breach]:
    """Yield the rule that a relationship breaks: by its type, or by a target outside the package.

    The path of an external link is left to what is known of all the links together. A target one step above the root
    is the part below the root, as Excel takes it, if there is one: LibreOffice writes `../customXml/item1.xml` so.

    Args:
        part: the .rels part.
        attributes: of the relationship.
        inner: the parts of the package, as `gate_types.plain` gives their names.
    """
    kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2]
    target = attributes.get("Target", "")
    if kind == "hyperlink" and _MAY_LINK.match(part):  # it leads out only if somebody follows it: the review names it
        return
    if attributes.get("Type", "").lower().endswith("ui/extensibility"):
        kind = "customUI"
    for pattern, rule in _KINDS:
        if pattern.search(kind):
            yield Breach(rule, part, f"{kind}: {target}")
            return
    if is_link_path(part, kind):
        return
    outside = attributes.get("TargetMode", "").lower() == "external" or any(
        is_outside(spelling) for spelling in (target, decoded(target))
    )
    if target.startswith("#") if outside else _stays_inside(part, target, inner):
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


def _stays_inside(part: str, target: str, inner: Container[str]) -> bool:
    steps = decoded(target).split("/")
    depth = 0 if steps[0] == "" else len([s for s in posixpath.dirname(source_of(part)).split("/") if s])
    lowest = depth
    for step in steps:
        depth += {"..": -1, ".": 0, "": 0}.get(step, 1)
        lowest = min(lowest, depth)
    return lowest >= 0 or (lowest == -1 and plain(resolved(part, target)) in inner)
