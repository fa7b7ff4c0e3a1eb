"""LibreOffice, which says its version, and the TwinLedger extension in it, which is read from its files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pycore.doctor.facts import Extension, InstalledProgram, LibreOffice
from pycore.doctor.registry import Registry
from pycore.find_program import find_program

EXTENSION = "TwinLedger.oxt"
_UNO = r"SOFTWARE\LibreOffice\UNO\InstallPath"
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_VERSION = re.compile(r"LibreOffice (\d+(?:\.\d+)+)")
_SECONDS = 30
_SYSTEM_FOLDERS = (Path("/usr/bin"), Path("/bin"))
_EXTENSION_VERSION = re.compile(r'<version value="([^"]+)"')


def find_libreoffice(registry: Registry) -> LibreOffice | None:
    """Return LibreOffice with its extension, or None if it is not installed."""
    program = _program(registry)
    if program is None:
        return None
    folder = program.resolve().parent
    return LibreOffice(
        InstalledProgram(program, ask_version(program)),
        find_extension(extension_folders(folder)),
        python_in_front(folder, os.environ.get("PATH", "")) if sys.platform == "linux" else None,
    )


def python_in_front(program_folder: Path, path: str) -> Path | None:
    """Return the Python whose standard library LibreOffice would take, when it is started with this PATH, for its own.

    A Linux distribution's LibreOffice holds the distribution's Python, which looks for its standard library beside the
    first `python3` on the PATH. A LibreOffice that brings its own Python does not look.
    """
    first = find_program("python3", path)
    if first is None or Path(first).parent in _SYSTEM_FOLDERS or any(program_folder.glob("python-core-*")):
        return None
    home = Path(first).parent.parent
    # Where there is no library, as beside the shims of pyenv, Python falls back on its own.
    return Path(first) if any(home.glob("lib/python3*/os.py")) or (home / "pyvenv.cfg").is_file() else None


def ask_version(program: Path) -> str | None:
    """Return the version that LibreOffice says of itself; it starts no window and touches no profile."""
    console = program.with_suffix(".com")  # on Windows only this one writes to a pipe
    try:
        done = subprocess.run(
            [console if console.is_file() else program, "--version"],
            capture_output=True, text=True, errors="replace", timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(done.stdout)
    return found[1] if found else None


def extension_folders(program_folder: Path) -> list[Path]:
    """Return the folders in which LibreOffice unpacks extensions: the user's own, and those for all users."""
    home = Path.home()
    if sys.platform == "win32":
        profile = Path(os.environ.get("APPDATA", home)) / "LibreOffice/4"
    elif sys.platform == "darwin":
        profile = home / "Library/Application Support/LibreOffice/4"
    else:
        profile = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "libreoffice/4"
    caches = (
        profile / "user/uno_packages/cache",
        program_folder.parent / "share/uno_packages/cache",
        Path("/var/spool/libreoffice/uno_packages/cache"),
    )
    return [cache / "uno_packages" for cache in caches]


def find_extension(folders: Iterable[Path]) -> Extension | None:
    """Return the extension that is unpacked in one of the folders."""
    for unpacked in _unpacked(folders):
        try:
            version = _EXTENSION_VERSION.search((unpacked / "description.xml").read_text(encoding="utf-8"))
        except OSError:
            continue
        return Extension(version[1] if version else "", _lost_folders(unpacked / "environment.json"))
    return None


def _unpacked(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield where the extension is unpacked below folders of LibreOffice."""
    for folder in folders:
        yield from sorted(folder.glob(f"*/{EXTENSION}"))


def _lost_folders(environment: Path) -> tuple[str, ...]:
    """Return the folders that the extension was told of and that are gone; none where its note cannot be read."""
    try:
        paths = json.loads(environment.read_text(encoding="utf-8"))["paths"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(str(p) for p in paths if not Path(str(p)).is_dir())


def _program(registry: Registry) -> Path | None:
    """Find LibreOffice: on the PATH, in the registry, then where a Mac keeps it; None where it is not."""
    on_path = find_program("soffice") or find_program("libreoffice")
    if on_path:
        return Path(on_path)
    in_registry = registry.values("HKLM", _UNO).get("")
    candidates = [_MAC, *([Path(in_registry) / "soffice.exe"] if isinstance(in_registry, str) else [])]
    return next((c for c in candidates if c.is_file()), None)
