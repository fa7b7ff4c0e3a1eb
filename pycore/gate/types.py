"""Tell which content type each part of a package takes: that of an Override, else the Default of its ending.

What [Content_Types].xml says of parts that are not there harms nobody, and programs write such lines into every file:
ONLYOFFICE declares endings that it may need (`bin`, `wmf`), Excel leaves lines of parts that it has removed.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pycore.gate.xml import Seen


def plain(name: str) -> str:
    """Give a part's name as any program may take it: decoded, without regard to capitals and width, steps resolved.

    >>> plain("/xl/Media/a%2Ebin"), plain("../xl/x/../a.xml")
    ('xl/media/a.bin', 'xl/a.xml')
    """
    level = unicodedata.normalize("NFKC", decoded(name)).replace("\\", "/").strip().casefold()
    return posixpath.normpath("/" + level).lstrip("/")


def decoded(name: str) -> str:
    """Decode percent signs until none is left to decode: what is coded twice may be decoded twice."""
    for _ in range(5):
        once = unquote(name)
        if once == name:
            break
        name = once
    return name


def content_types(parts: Iterable[str], types: Seen) -> Iterator[tuple[str, str]]:
    """Yield each part that exists with each content type that it takes.

    Where lines contradict each other the part has every one of their types, for programs differ in which they believe.

    Args:
        parts: names of the zip entries; folders take no type.
        types: what was seen in [Content_Types].xml.
    """
    overrides: dict[str, list[str]] = {}
    defaults: dict[str, list[str]] = {}
    for line in types.attributes("Override"):
        overrides.setdefault(plain(line.get("PartName", "")), []).append(line.get("ContentType", ""))
    for line in types.attributes("Default"):
        ending = plain(line.get("Extension", "")).lstrip(".")
        defaults.setdefault(ending, []).append(line.get("ContentType", ""))
    for part in parts:
        name = plain(part)
        if part.endswith("/") or name == "[content_types].xml":
            continue
        ending = name.rpartition("/")[2].rpartition(".")[2]
        kinds = overrides.get(name) or defaults.get(ending) or []
        yield from ((part, kind) for kind in dict.fromkeys(kinds))
