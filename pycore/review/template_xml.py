"""Read the parts of a package that stand beside the cells, whatever namespaces they are written in."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from pycore.engine.package import Package

TRUE = ("1", "true")


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
    return element.get(name, "0") in TRUE


def related(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """The parts inside the package that a part refers to: relationship id, last word of the type, name of the part."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    names = {n.lower(): n for n in package.members}
    held = names.get(rels.lower())
    for relationship in parsed(package.members[held]) if held is not None else ():
        if local(relationship) != "Relationship" or relationship.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", ""))).lstrip("/")
        found = names.get(target.lower())
        if found is not None:
            yield relationship.get("Id", ""), relationship.get("Type", "").rpartition("/")[2], found
