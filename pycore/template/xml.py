"""Read the parts of a package that stand beside the cells, whatever namespaces they are written in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from pycore.package.package import Package

TRUE = ("1", "true")
_WHOLE = re.compile(r"\s*\+?0*(\d{1,12})\s*", re.ASCII)


def parsed(data: bytes) -> etree._Element:
    """Parse a part without entities, DTD or network."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(data, parser)


def children(tree: etree._Element, name: str) -> list[etree._Element]:
    """The children of an element that have a local name."""
    return list(tree.iterchildren(f"{{*}}{name}"))


def descendants(tree: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements below (and at) an element that have a local name."""
    return tree.iter(f"{{*}}{name}")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute_is_true(element: etree._Element, name: str) -> bool:
    """Say whether a switch is on; white space around its value counts for nothing, as in XML Schema."""
    return element.get(name, "0").strip() in TRUE


def whole_number(text: str | None, otherwise: int = 0, most: int = 1_048_576) -> int:
    """Read a whole number of at least 0 as XML Schema writes it; what is none, or too large, is `otherwise`."""
    found = _WHOLE.fullmatch(text or "")
    if found is None:
        return otherwise
    number = int(found[1])
    return number if number <= most else otherwise


def _relationships(package: Package, part: str) -> Iterator[etree._Element]:
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels").lower()
    held = next((n for n in package.members if n.lower() == rels), None)
    for relationship in parsed(package.members[held]) if held is not None else ():
        if local(relationship) == "Relationship":
            yield relationship


def links_out(package: Package, part: str) -> dict[str, str]:
    """What a part links to outside the package, by relationship id: addresses of the web, of mail, paths of files."""
    return {
        found.get("Id", ""): found.get("Target", "").strip()
        for found in _relationships(package, part)
        if found.get("TargetMode") == "External" and found.get("Type", "").strip().endswith("/hyperlink")
    }


def related(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """The parts inside the package that a part refers to: relationship id, last word of the type, name of the part.

    Empty parts, which programs leave behind, hold nothing and are left out.
    """
    folder = posixpath.dirname(part)
    names = {n.lower(): n for n in package.members}
    for relationship in _relationships(package, part):
        if relationship.get("TargetMode") == "External":
            continue
        # Programs decode the target; the name in the package may be written encoded as well.
        target = relationship.get("Target", "").strip()
        kind = relationship.get("Type", "").strip().rstrip("/").rpartition("/")[2]
        for spelling in (target, unquote(target)):
            path = posixpath.normpath(posixpath.join("/", folder, spelling)).lstrip("/")
            found = names.get(path.lower())
            if found is not None:
                if package.members[found]:
                    yield relationship.get("Id", ""), kind, found
                break


def related_part(package: Package, part: str, kind: str) -> str | None:
    """Return the first part of a kind (the last word of the relationship's type) that a part refers to."""
    return next((name for _, of, name in related(package, part) if of == kind), None)


def workbook_part(package: Package) -> str | None:
    """Return the part that the package names as its document."""
    return related_part(package, "", "officeDocument")
