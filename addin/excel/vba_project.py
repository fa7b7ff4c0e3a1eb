"""A VBA project that holds source only, [MS-OVBA]: Excel compiles it when it opens the file.

The compiled form that Excel keeps beside the source depends on the version of Excel; version 0xFFFF in `_VBA_PROJECT`
says that there is none. The libraries `VBA` and `Excel` are not among the references: the host adds them to every
project, as projects that Excel saved show, and a second reference of the same name would be refused.
"""

from __future__ import annotations

import re
import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from addin.excel.compound_file import compound_file
from addin.excel.vba_compression import compress
from addin.excel.vba_protection import NO_PASSWORD, NOT_PROTECTED, VISIBLE, encoded

_CODE_PAGE = 1252
_ENGLISH = 0x0409
_WIN64 = 3
_NAME_LINE = re.compile(r'^Attribute VB_Name = "(\w+)"$', re.MULTILINE)
# Where there is no compiled project: signature, version 0xFFFF, and nothing.
_NO_CACHE = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 0)
_REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    ("Office", r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library"),
)  # fmt: skip

Kind = Literal["document", "class", "module"]
_PROJECT_WORDS = {"class": "Class", "module": "Module"}


@dataclass(frozen=True, slots=True)
class Module:
    """One module: its source begins with the attributes that the editor hides, its name among them.

    Raises:
        ValueError: the source has no name, or a character outside ASCII, which VBA would show as another on a
            Windows of another language.
    """

    kind: Kind
    source: str

    def __post_init__(self) -> None:
        if _NAME_LINE.search(self.source) is None:
            raise ValueError("the module has no line Attribute VB_Name")
        if not self.source.isascii():
            raise ValueError(f"{self.name}: VBA source must be ASCII")

    @property
    def name(self) -> str:
        match = _NAME_LINE.search(self.source)
        assert match is not None
        return match[1]

    @property
    def stream(self) -> bytes:
        return compress("\r\n".join(self.source.splitlines()).encode("ascii") + b"\r\n")


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """Write `vbaProject.bin`: the project `name` with these modules in this order."""
    project_id = "{" + str(uuid.uuid5(uuid.NAMESPACE_DNS, name)).upper() + "}"
    streams = {module.name: module.stream for module in modules}
    return compound_file(
        {
            "PROJECT": _project_stream(name, project_id, modules).encode("ascii"),
            "PROJECTwm": _names_stream(modules),
            "VBA": {"_VBA_PROJECT": _NO_CACHE, "dir": compress(_dir_stream(name, modules)), **streams},
        }
    )


def _project_stream(name: str, project_id: str, modules: Sequence[Module]) -> str:
    lines = [f'ID="{project_id}"']
    for module in modules:
        if module.kind == "document":
            lines.append(f"Document={module.name}/&H00000000")
        else:
            lines.append(f"{_PROJECT_WORDS[module.kind]}={module.name}")
    lines += [f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"']
    for key, value in (("CMG", NOT_PROTECTED), ("DPB", NO_PASSWORD), ("GC", VISIBLE)):
        lines.append(f'{key}="{encoded(value, project_id)}"')
    lines += ["", "[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000", "", "[Workspace]"]  # fmt: skip
    lines += [f"{module.name}=0, 0, 0, 0, C" for module in modules]
    return "\r\n".join(lines) + "\r\n"


def _names_stream(modules: Sequence[Module]) -> bytes:
    pairs = (m.name.encode("ascii") + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules)
    return b"".join(pairs) + b"\0\0"


def _dir_stream(name: str, modules: Sequence[Module]) -> bytes:
    """The stream `dir`, [MS-OVBA] 2.3.4.2: what the project, its references and its modules are."""
    parts = [
        _record(0x01, struct.pack("<I", _WIN64)),
        _record(0x02, struct.pack("<I", _ENGLISH)),
        _record(0x14, struct.pack("<I", _ENGLISH)),
        _record(0x03, struct.pack("<H", _CODE_PAGE)),
        _record(0x04, name.encode("ascii")),
        _record(0x05) + _record(0x40),
        _record(0x06) + _record(0x3D),
        _record(0x07, struct.pack("<I", 0)),
        _record(0x08, struct.pack("<I", 0)),
        # Its size field says 4, and six bytes follow.
        struct.pack("<HIIH", 0x09, 4, 1, 0),
        _record(0x0C) + _record(0x3C),
        *(_reference(*reference) for reference in _REFERENCES),
        _record(0x0F, struct.pack("<H", len(modules))),
        _record(0x13, struct.pack("<H", 0xFFFF)),
        *map(_module, modules),
        _record(0x10),
    ]
    return b"".join(parts)


def _reference(name: str, library: str) -> bytes:
    path = library.encode("ascii")
    registered = struct.pack("<I", len(path)) + path + struct.pack("<IH", 0, 0)
    return _both(0x16, 0x3E, name) + _record(0x0D, registered)


def _module(module: Module) -> bytes:
    return b"".join(
        (
            _record(0x19, module.name.encode("ascii")),
            _record(0x47, module.name.encode("utf-16-le")),
            _both(0x1A, 0x32, module.name),
            _record(0x1C) + _record(0x48),
            # The source begins at the start of its stream.
            _record(0x31, struct.pack("<I", 0)),
            _record(0x1E, struct.pack("<I", 0)),
            _record(0x2C, struct.pack("<H", 0xFFFF)),
            _record(0x21 if module.kind == "module" else 0x22),
            _record(0x2B),
        )
    )


def _both(number: int, wide_number: int, text: str) -> bytes:
    return _record(number, text.encode("ascii")) + _record(wide_number, text.encode("utf-16-le"))


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data
