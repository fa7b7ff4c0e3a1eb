"""Go through one XML part once, without building it, and note what the gate's rules are about."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase
from xml.parsers import expat

from pycore.gate.formula import Leaving, is_outside, is_suspect, leaving
from pycore.gate.rules import Breach

DEEPEST = 200
MOST_ELEMENTS = 3_000_000
MOST_ATTRIBUTES = 1_000
MOST_ROWS = 100_000
"""Relationships, content types, sheets and links of a part; the parts themselves are 2,000 at most."""
MOST_EXAMINED = 3_000_000
"""Characters of formulas that may have to be taken apart, in all parts together."""

_ENCODINGS = {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
_DECLARATION_BYTES = tuple(
    word.encode(coding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for coding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_FORMULAS = {
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "calculatedColumnFormula",
    "totalsRowFormula",
}
_FORMULAS |= {"FmlaMacro", "FmlaLink", "FmlaRange", "FmlaPict", "FmlaTxbx"}
_RULES = {
    "oleObject": "gate-embedded",
    "oleLink": "gate-embedded",
    "control": "gate-control",
    "ddeLink": "gate-dde",
    "ddeItem": "gate-dde",
    "webPr": "gate-connection",
    "dbPr": "gate-connection",
    "queryTable": "gate-connection",
    "connection": "gate-connection",
    "ocx": "gate-control",
    "customUI": "gate-custom-ui",
    "webextension": "gate-web-extension",
    "externalBook": "",
}
_SHOWN = frozenset({"picture", "drawing", "legacyDrawing", "legacyDrawingHF", "blip", "imagedata", "fill"})
"""Elements that have a program load what their relationship leads to, whatever the relationship calls itself."""
_TAKEN = (
    _SHOWN
    | _FORMULAS
    | set(_RULES)
    | {"c", "sheet", "externalReference", "Relationship", "Override", "Default", "cfvo"}
)
_AUTO = re.compile(r"(?:_xlnm\.)?Auto_?(?:Open|Close|Activate|Deactivate)", re.IGNORECASE)


class _Refused(Exception):
    """Stops expat in the middle of a part."""

    def __init__(self, breach: Breach) -> None:
        self.breach = breach


@dataclass(slots=True)
class Seen:
    """What one XML part holds that the gate judges.

    Attributes:
        root: local name of the first element.
        elements: how many there are.
        examined: characters of the formulas that had to be taken apart.
        breaches: rules that the part breaks by itself.
        links: uses of links to other files in formulas, with the cell.
        loaded: ids of the relationships whose targets are loaded without being asked for.
        rows: attributes of relationships, content types, sheets and link lists, with the element's local name.
    """

    root: str = ""
    elements: int = 0
    examined: int = 0
    breaches: list[Breach] = field(default_factory=list)
    links: list[tuple[Leaving, str]] = field(default_factory=list)
    loaded: set[str] = field(default_factory=set)
    rows: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def attributes(self, element: str) -> Iterator[dict[str, str]]:
        """Yield the attributes of every element of a local name that was kept."""
        return (attributes for name, attributes in self.rows if name == element)


def look_through(part: str, content: bytes, room: int = MOST_ELEMENTS, formula_room: int = MOST_EXAMINED) -> Seen:
    """Read an XML part with expat; anything that must not be parsed ends the reading with its breach.

    Args:
        part: name of the part.
        content: its bytes.
        room: elements that all parts together may still have.
        formula_room: characters of formulas that may still be taken apart.
    """
    scan = _Scan(part, room, formula_room)
    if any(mark in content for mark in _DECLARATION_BYTES):
        scan.seen.breaches.append(Breach("gate-xml-dtd", part, "DOCTYPE"))
        return scan.seen
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        scan.seen.breaches.append(Breach("gate-xml-encoding", part, "UTF-32"))
        return scan.seen
    try:
        scan.parse(content)
    except _Refused as refused:
        scan.seen.breaches.append(refused.breach)
    except expat.ExpatError as error:
        scan.seen.breaches.append(Breach("gate-xml-damaged", part, str(error)))
    except (ValueError, LookupError) as error:  # text that its encoding does not have
        scan.seen.breaches.append(Breach("gate-xml-encoding", part, str(error)))
    return scan.seen


class _Scan:
    """The handlers of expat for one part."""

    def __init__(self, part: str, room: int, formula_room: int) -> None:
        self.part, self.room, self.formula_room = part, room, formula_room
        self.picture = part.lower().endswith((".vml", ".svg"))
        self.shapes = self.picture or "drawing" in part.lower()
        self.seen = Seen()
        self.depth = 0
        self.cell = ""
        self.local: dict[str, str] = {}
        self.inside: tuple[str, dict[str, str], list[str]] | None = None
        self.declared = 0
        # With namespaces: a prefix that nobody declared and a name of two colons are damage to every reader of XML.
        self.parser = expat.ParserCreate(namespace_separator=":")

    def parse(self, content: bytes) -> None:
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.StartNamespaceDeclHandler = self._namespace
        self.parser.EndElementHandler = self._end
        self.parser.Parse(content, True)

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise _Refused(Breach("gate-xml-encoding", self.part, encoding))

    def _doctype(self, *declared: object) -> None:
        raise _Refused(Breach("gate-xml-dtd", self.part, "DOCTYPE"))

    def _name(self, name: str) -> str:
        """Give the local name of an element that matters, else an empty text."""
        local = name.rpartition(":")[2]
        local = local if local in _TAKEN else ""
        if len(self.local) < 1000:
            self.local[name] = local
        return local

    def _namespace(self, prefix: str | None, uri: str) -> None:
        """Count what an element declares: expat keeps these out of its attributes."""
        self.declared += 1
        if self.declared > MOST_ATTRIBUTES:
            raise _Refused(Breach("gate-xml-attributes", self.part, f"> {MOST_ATTRIBUTES:,}"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.declared = 0
        seen = self.seen
        seen.elements += 1
        if len(attributes) > MOST_ATTRIBUTES:
            raise _Refused(Breach("gate-xml-attributes", self.part, f"{len(attributes):,}"))
        if self.depth > DEEPEST:
            raise _Refused(Breach("gate-xml-depth", self.part, f"> {DEEPEST}"))
        if seen.elements > self.room:
            raise _Refused(Breach("gate-xml-elements", self.part, f"> {MOST_ELEMENTS:,}"))
        local = self.local.get(name)
        if local is None:
            local = self._name(name)
        if self.depth == 1:
            seen.root = name.rpartition(":")[2]
        if self.shapes:
            self._shape(attributes)
        if local == "c":
            self.cell = attributes.get("r", "")
        elif local:
            self._taken(local, attributes)

    def _taken(self, local: str, attributes: dict[str, str]) -> None:
        if local in _FORMULAS:
            if self.inside is None:
                self.inside = (local, attributes, [])
                self.parser.CharacterDataHandler = self.inside[2].append
            return
        if local in _SHOWN:
            if len(self.seen.loaded) < MOST_ROWS:
                self.seen.loaded.update(value for key, value in attributes.items() if ":" in key)
            return
        if local == "cfvo":
            self._formula(attributes.get("val", ""))
        if rule := _RULES.get(local):
            what = attributes.get("ddeService") or attributes.get("progId") or attributes.get("name") or local
            self._breach(rule, what)
        elif len(self.seen.rows) < MOST_ROWS:
            self.seen.rows.append((local, attributes))
        else:  # what is not kept would not be judged
            raise _Refused(Breach("gate-xml-elements", self.part, f"{local} > {MOST_ROWS:,}"))

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.inside is None or self.local.get(name, name.rpartition(":")[2]) != self.inside[0]:
            return
        local, attributes, texts = self.inside
        self.inside, self.parser.CharacterDataHandler = None, None
        text = "".join(texts)
        if local == "definedName":
            self._defined_name(attributes, text)
        elif local == "FmlaMacro" and text.strip():
            self._breach("gate-macro", text)
        self._formula(text)

    def _defined_name(self, attributes: dict[str, str], text: str) -> None:
        name = attributes.get("name", "")
        # Excel keeps the name of a function that it did not know as a hidden name without a meaning.
        unknown = attributes.get("hidden") in ("1", "true") and text.strip() in ("#NAME?", "#REF!")
        active = any(attributes.get(key) in ("1", "true") for key in ("function", "vbProcedure", "xlm"))
        if _AUTO.match(name) or (active and not unknown):
            self._breach("gate-xlm", name)

    def _formula(self, text: str) -> None:
        if not text or not is_suspect(text, self.cell.lstrip(ascii_uppercase)):
            return
        self.seen.examined += len(text)
        if self.seen.examined > self.formula_room:
            raise _Refused(Breach("gate-formula-length", self.part, f"> {MOST_EXAMINED:,}"))
        for found in leaving(text):
            if found.rule == "gate-external-link":
                self.seen.links.append((found, self.cell))
            else:
                self._breach(found.rule, found.detail)

    def _shape(self, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            local = key.rpartition(":")[2]
            if local == "macro" and value.strip():
                self._breach("gate-macro", value)
            elif self.picture and local in ("src", "href") and is_outside(value) and not value.startswith("data:"):
                self._breach("gate-external-image", value)

    def _breach(self, rule: str, detail: str) -> None:
        if len(self.seen.breaches) < 100_000:
            self.seen.breaches.append(Breach(rule, self.part, detail, self.cell))
