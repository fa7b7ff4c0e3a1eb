"""Where a sheet leads out of the file: links on its cells and on what lies on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pycore.cells.stored import Area
from pycore.package.package import Package
from pycore.template.drawings import anchored_items
from pycore.template.xml import descendants, links_out, local, parsed, related


@dataclass(frozen=True, slots=True)
class LinkOut:
    """A link that leads out of the file when somebody follows it: the cells under it and where it leads."""

    place: Area
    target: str


def links_of_sheet(package: Package, part: str) -> Iterator[LinkOut]:
    """Yield the links of a sheet's cells, then those of its pictures and shapes."""
    on_cells = links_out(package, part)
    for link in descendants(parsed(package.members[part]), "hyperlink") if on_cells else ():
        place = Area.of(link.get("ref", ""))
        if place is not None and (target := on_cells.get(_id(link))):
            yield LinkOut(place, target)
    for _, kind, drawing in related(package, part):
        on_shapes = links_out(package, drawing) if kind == "drawing" else {}
        for place, item in anchored_items(package, drawing) if on_shapes else ():
            for link in item.iter():
                if local(link) in ("hlinkClick", "hlinkHover") and (target := on_shapes.get(_id(link))):
                    yield LinkOut(place, target)


def _id(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")
