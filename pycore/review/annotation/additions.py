"""Add parts to a workbook, and references to them, without touching another byte of it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from copy import copy
from xml.sax.saxutils import quoteattr

from pycore.package.package import Package
from pycore.package.refused_xml import damaged
from pycore.review.annotation.part_outline import before_end, outline_of

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DATE = (1980, 1, 1, 0, 0, 0)


class Additions:
    """What is added to a package.

    Attributes:
        changed, added: contents by the name of the part.
        types: content types of the new parts, as elements without their brackets.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, bytes] = {}
        self.types: list[str] = []
        self.actual = {name.lower(): name for name in package.members}

    def content(self, part: str) -> bytes:
        """Return a part as it is by now."""
        return self.changed.get(part, self.package.members[part])

    def part(self, name: str) -> str:
        """Return the name of a part as the file spells it.

        Raises:
            FileProblem: there is no such part.
        """
        part = self.actual.get(name.lower())
        if part is None:
            raise damaged(name, "missing")
        return part

    def new_part(self, stem: str, ending: str) -> str:
        """Return a name that no part has."""
        taken = {*self.actual, *(name.lower() for name in self.added)}
        number = 1
        while f"{stem}{number}{ending}".lower() in taken:
            number += 1
        return f"{stem}{number}{ending}"

    def related(self, part: str, kinds: Mapping[str, str]) -> list[str]:
        """Add relationships from a part, `{target: type}`, and return their ids."""
        folder, name = posixpath.split(part)
        wanted = posixpath.join(folder, "_rels", f"{name}.rels")
        file = self.actual.get(wanted.lower())
        old = self.content(file) if file is not None else b""
        ids: list[str] = []
        number = 1
        for _ in kinds:
            while f'"rIdTL{number}"'.encode() in old or f"'rIdTL{number}'".encode() in old:
                number += 1
            ids.append(f"rIdTL{number}")
            number += 1
        outline = outline_of(old, wanted) if file is not None else None
        prefix = outline.prefix if outline is not None else ""
        lines = "".join(
            f"<{prefix}Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(_relative(target, folder))}/>"
            for key, (target, kind) in zip(ids, kinds.items(), strict=True)
        )
        if outline is not None and file is not None:
            self.changed[file] = before_end(old, outline, lines)
        else:
            self.added[wanted] = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'
            ).encode()
        return ids

    def _write_types(self) -> None:
        """Add the content types of the new parts to the list of the file, each once."""
        part = self.part("[Content_Types].xml")
        old = self.content(part)
        outline = outline_of(old, part)
        known = {m.decode().lower() for m in re.findall(rb'Extension\s*=\s*["\']([^"\']+)["\']', old)}
        text = "".join(
            f"<{outline.prefix}{line}/>"
            for line in dict.fromkeys(self.types)
            if not ('Extension="vml"' in line and "vml" in known)
        )
        self.changed[part] = before_end(old, outline, text)

    def written(self) -> bytes:
        """Write the copy: the parts in their order as they were, with what was changed in them, and then the new ones."""
        self._write_types()
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.package.data)) as old, zipfile.ZipFile(written, "w") as new:
            new.comment = old.comment
            for info in self.package.infos:
                kept = copy(info)
                new.writestr(kept, self.content(info.filename))
                kept.external_attr = info.external_attr
            for name, content in self.added.items():
                made = zipfile.ZipInfo(name, _DATE)
                made.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(made, content)
        return written.getvalue()


def _relative(target: str, folder: str) -> str:
    return posixpath.relpath(target, folder or ".")
