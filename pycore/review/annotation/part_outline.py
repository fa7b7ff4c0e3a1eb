"""Where the elements of a part's XML begin and end, so that others can be put between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from pycore.package.refused_xml import damaged, refuse_unreadable_xml, unsafe_xml

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass(slots=True)
class Outline:
    """Where a part's root element begins and ends, and the elements directly in it."""

    prefix: str
    namespace: str
    root: int
    end: int
    closed: bool
    children: list[tuple[str, int]] = field(default_factory=list)


def outline_of(data: bytes, part: str) -> Outline:
    """Read the root element of a part and where its children begin; refuses a DTD and what is not in UTF-8."""
    refuse_unreadable_xml(data, part)
    found: list[Outline] = []
    depth = 0
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        space, _sep, local = name.rpartition(" ")
        at = parser.CurrentByteIndex
        if depth == 1:
            tag = re.match(rb"<([^\s/>:]+:)?", data[at : at + 200])
            prefix = tag[1].decode() if tag is not None and tag[1] else ""
            found.append(Outline(prefix, space, at, -1, False))
        elif depth == 2:
            found[0].children.append((local, at))

    def end(_: str) -> None:
        nonlocal depth
        if depth == 1:
            at = parser.CurrentByteIndex
            found[0].closed = data[at : at + 2] != b"</"
            found[0].end = at
        depth -= 1

    def doctype(*_: object) -> None:
        raise unsafe_xml(part)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise damaged(part, str(error)) from error
    return found[0]


def before_end(data: bytes, outline: Outline, text: str) -> bytes:
    """Return the part with elements at the end of the root element."""
    if not outline.closed:
        return data[: outline.end] + text.encode() + data[outline.end :]
    tag = data[outline.root :]
    close = tag.index(b"/>")  # an empty root: no attribute of the parts edited here holds this
    name = re.match(rb"<([^\s/>]+)", tag)
    assert name is not None
    return data[: outline.root] + tag[:close] + b">" + text.encode() + b"</" + name[1] + b">" + tag[close + 2 :]


def relationships(data: bytes, part: str) -> list[tuple[str, str]]:
    """List the last word of the type, and the target, of each relationship of a part."""
    refuse_unreadable_xml(data, part)
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("Relationship"):
            found.append((attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")))

    def doctype(*_: object) -> None:
        raise unsafe_xml(part)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise damaged(part, str(error)) from error
    return found


def namespaces(outline: Outline) -> tuple[str, str]:
    """Give the namespaces of relationships and of the sheet that go with a part: the transitional or the strict ones."""
    return (_STRICT_OFFICE, _STRICT_MAIN) if outline.namespace == _STRICT_MAIN else (_OFFICE, _MAIN)
