"""Excel's settings that decide whether the add-in starts: its list of add-ins, trust, policies, disabled items."""

from __future__ import annotations

import csv
import os
from pathlib import Path, PureWindowsPath

from pycore.doctor.facts import AddIn, ExcelTrust, Installation
from pycore.doctor.registry import Registry, RegistryValue

ADD_IN = "TwinLedger.xlam"
_EXCEL = r"Software\Microsoft\Office\16.0\Excel"
_POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel"
_OURS = r"Software\TwinLedger"
_OPEN = ("OPEN", *(f"OPEN{i}" for i in range(1, 100)))
_DLL = "xlwings{bits}-*.dll"


def read_trust(registry: Registry) -> ExcelTrust:
    """Read Excel's trust settings; a policy wins over the user's choice."""
    own = registry.values("HKCU", rf"{_EXCEL}\Security")
    policy = registry.values("HKCU", rf"{_POLICY}\Security")
    values = own | policy
    locations = registry.values("HKCU", rf"{_EXCEL}\Security\Trusted Locations") | registry.values(
        "HKCU", rf"{_POLICY}\Security\Trusted Locations"
    )
    macros = values.get("VBAWarnings")
    return ExcelTrust(
        macros=macros if isinstance(macros, int) else None,
        vba_project=values.get("AccessVBOM") == 1,
        locations_off=locations.get("AllLocationsDisabled") == 1,
        add_ins_off=values.get("DisableAllAddins") == 1,
        signed_add_ins_only=values.get("RequireAddinSig") == 1,
        by_policy=bool(policy),
    )


def read_installation(registry: Registry) -> Installation | None:
    """Read what TwinLedger-Setup.exe has left."""
    values = registry.values("HKCU", _OURS)
    folder, version = values.get("InstallLocation"), values.get("Version")
    if not isinstance(folder, str):
        return None
    return Installation(Path(folder), str(version or ""), Path(folder).is_dir())


def read_add_in(registry: Registry, settings: Path, code_page: str, excel_bits: int) -> AddIn:
    """Read how Excel knows the add-in, and whether what it needs is there.

    Args:
        settings: file of the add-in's settings.
        code_page: encoding of the programs on this machine that know no Unicode; the add-in passes paths in it.
        excel_bits: 32 or 64, which decides the library that connects Excel with Python; 0 when unknown.
    """
    registered = registered_add_ins(registry)
    interpreter = _interpreter(settings, registered)
    paths = "".join(map(str, (*registered, interpreter or "")))
    return AddIn(
        registered=registered,
        present=tuple(p for p in registered if p.is_file()),
        trusted=tuple(p for p in registered if _is_trusted(p, trusted_folders(registry))),
        blocked=tuple(p for p in registered if is_blocked(p)),
        disabled=_is_disabled(registry),
        interpreter=interpreter,
        interpreter_present=interpreter is not None and interpreter.is_file(),
        dll_present=interpreter is not None and _has_dll(interpreter, excel_bits),
        outside_code_page="".join(sorted({c for c in paths if not _encodes(c, code_page)})),
    )


def registered_add_ins(registry: Registry) -> tuple[Path, ...]:
    """Return the files in Excel's list of add-ins that are ours."""
    values = registry.values("HKCU", rf"{_EXCEL}\Options")
    entries = (values[name] for name in _OPEN if name in values)
    return tuple(Path(p) for e in entries if (p := _path_of(e)) and PureWindowsPath(p).name.lower() == ADD_IN.lower())


def trusted_folders(registry: Registry) -> list[tuple[Path, bool]]:
    """Return Excel's trusted locations, each with whether its subfolders are trusted too."""
    found = []
    for base in (_EXCEL, _POLICY):
        key = rf"{base}\Security\Trusted Locations"
        for name in registry.keys("HKCU", key):
            values = registry.values("HKCU", rf"{key}\{name}")
            if isinstance(path := values.get("Path"), str):
                found.append((Path(os.path.expandvars(path)), values.get("AllowSubfolders") == 1))
    return found


def is_blocked(file: Path) -> bool:
    """Tell whether Windows has marked a file as one from the internet (zones 3 and 4)."""
    try:
        mark = Path(f"{file}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return False
    return any(line.strip().removeprefix("ZoneId=") in ("3", "4") for line in mark.splitlines())


def _path_of(entry: RegistryValue) -> str:
    # An entry is a path, in quotes where it has blanks; /R and /A stand before those of other kinds.
    return entry.strip('"') if isinstance(entry, str) else ""


def _is_trusted(file: Path, folders: list[tuple[Path, bool]]) -> bool:
    """Tell whether a file lies in a trusted folder, or below one whose subfolders are trusted."""
    return any(
        os.path.normcase(folder) == os.path.normcase(file.parent) or (below and file.is_relative_to(folder))
        for folder, below in folders
    )


def _is_disabled(registry: Registry) -> bool:
    # Each item is binary: three numbers, then the file's path and description in UTF-16.
    items = registry.values("HKCU", rf"{_EXCEL}\Resiliency\DisabledItems").values()
    return any(isinstance(i, bytes) and ADD_IN.lower().encode("utf-16-le") in _lower_utf16(i) for i in items)


def _lower_utf16(data: bytes) -> bytes:
    return data.decode("utf-16-le", "replace").lower().encode("utf-16-le")


def _interpreter(settings: Path, registered: tuple[Path, ...]) -> Path | None:
    """The Python that the add-in will start, found as its VBA finds it: by the settings, else beside the add-in."""
    try:
        lines = settings.read_text(encoding="mbcs" if os.name == "nt" else "utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    named = next((r[1] for r in csv.reader(lines) if len(r) == 2 and r[0].upper() == "INTERPRETER_WIN"), "")
    # What is no full path hangs on the current folder; the add-in passes over it.
    if (path := Path(os.path.expandvars(named))).is_absolute():
        return path
    folders = [f for p in registered for f in (p.parent / "python", p.parent.parent / "python")]
    return next((f / "pythonw.exe" for f in folders if (f / "pythonw.exe").is_file()), None)


def _has_dll(interpreter: Path, bits: int) -> bool:
    pattern = _DLL.format(bits=bits or "*")
    return any(any(folder.glob(pattern)) for folder in (interpreter.parent, interpreter.parent.parent))


def _encodes(character: str, code_page: str) -> bool:
    """Tell whether a code page has a character; an unknown code page has none."""
    try:
        character.encode(code_page)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
