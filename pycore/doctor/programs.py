"""Where Excel and WPS are, which version, and whether they are 32- or 64-bit programs.

Excel's places in the registry are Microsoft's documented ones; those of WPS are from its installations as described
by others. Neither program was at hand when this was written.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path

from pycore.doctor.facts import InstalledProgram
from pycore.doctor.registry import Registry, RegistryValue, Root

_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
_CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_EXCEL_CURRENT = r"SOFTWARE\Classes\Excel.Application\CurVer"
_WPS_KEYS = (r"SOFTWARE\Kingsoft\Office\6.0\Common", r"SOFTWARE\WOW6432Node\Kingsoft\Office\6.0\Common")
_ROOTS: tuple[Root, Root] = ("HKCU", "HKLM")
_VERSION_IN_PATH = re.compile(r"[\\/](\d+\.\d+\.\d+\.\d+)[\\/]")
_MACHINES = {0x8664: 64, 0xAA64: 64, 0x014C: 32}
_HEADER = 4096


def find_excel(registry: Registry) -> InstalledProgram | None:
    """Return Excel, or None if it is not installed."""
    path = _app_path(registry, "excel.exe")
    if path is None:
        return None
    version = _text(registry.values("HKLM", _CLICK_TO_RUN).get("VersionToReport"))
    if not version:
        # Excel.Application.16
        version = _text(registry.values("HKLM", _EXCEL_CURRENT).get("")).rpartition(".")[2]
    return InstalledProgram(path, version or None, program_bits(path))


def find_wps(registry: Registry) -> InstalledProgram | None:
    """Return WPS Spreadsheets, or None if it is not installed."""
    path = _app_path(registry, "et.exe") or _app_path(registry, "wps.exe")
    if path is None:
        roots = (_text(registry.values(r, k).get("InstallRoot")) for r in _ROOTS for k in _WPS_KEYS)
        folder = next(filter(None, roots), "")
        path = Path(folder) / "office6" / "et.exe" if folder else None
    if path is None or not path.is_file():
        return None
    # WPS keeps each version in a folder of that name.
    version = _VERSION_IN_PATH.search(str(path))
    return InstalledProgram(path, version[1] if version else None, program_bits(path))


def program_bits(path: Path) -> int:
    """Return 64 or 32 for a Windows program, 0 when it cannot be told; the file's own header says it."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
        (offset,) = struct.unpack_from("<I", head, 0x3C)
        signature, machine = struct.unpack_from("<4sH", head, offset)
    except (OSError, struct.error):
        return 0
    return _MACHINES.get(machine, 0) if head[:2] == b"MZ" and signature == b"PE\0\0" else 0


def _app_path(registry: Registry, program: str) -> Path | None:
    """Return where Windows has a program registered, if the file is there."""
    for root in _ROOTS:
        path = _text(registry.values(root, rf"{_APP_PATHS}\{program}").get("")).strip('"')
        if path and Path(path).is_file():
            return Path(path)
    return None


def _text(data: RegistryValue | None) -> str:
    return data if isinstance(data, str) else ""
