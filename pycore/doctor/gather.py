"""Gathers the facts of this machine; the only module of the doctor that looks at it as a whole."""

from __future__ import annotations

import importlib.metadata
import json
import locale
import os
import platform
import re
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pycore import __version__
from pycore.contributions import left_out
from pycore.doctor.books import read_book
from pycore.doctor.excel_settings import read_add_in, read_installation, read_trust
from pycore.doctor.facts import Core, Facts, InstalledLibrary, Windows
from pycore.doctor.libreoffice import find_libreoffice
from pycore.doctor.programs import find_excel, find_wps
from pycore.doctor.registry import Registry, this_registry
from pycore.find_program import find_program

SETTINGS = Path(".twinledger") / "twinledger.conf"
"""The add-in's settings below the user's folder."""
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*(;.*)?")
_CLAUSE = re.compile(r"(==|>=|<=|<|>)\s*([\d.]+)")
_SECONDS = 20


def gather(books: Sequence[Path] = ()) -> Facts:
    """Look at this machine, and at the workbooks that are named."""
    registry = this_registry()
    return Facts(
        system=platform.system(),
        core=_core(),
        windows=read_windows(registry) if sys.platform == "win32" else None,
        libreoffice=find_libreoffice(registry),
        chinese_font=_chinese_font(),
        books=tuple(read_book(book) for book in books),
    )


def read_windows(registry: Registry) -> Windows:
    """Read what the registry and the files of a Windows machine say of Excel and WPS."""
    excel = find_excel(registry)
    home = Path(os.environ.get("USERPROFILE") or Path.home())
    add_in = read_add_in(registry, home / SETTINGS, locale.getpreferredencoding(False), excel.bits if excel else 0)
    return Windows(excel, find_wps(registry), read_trust(registry), add_in, read_installation(registry))


def _core() -> Core:
    """Gather what runs the core: versions, bits, libraries, and whether it answers."""
    from pycore.sheets.registry import installed_workbooks

    return Core(
        version=__version__,
        python=platform.python_version(),
        bits=8 * struct.calcsize("P"),
        executable=Path(sys.executable),
        libraries=tuple(_libraries()),
        answer=_answer(),
        workbooks=tuple(installed_workbooks()),
        # Last: what the functions and the workbooks above have met with.
        left_out=left_out(),
        slow=_slow(),
    )


def _libraries() -> list[InstalledLibrary]:
    """Return the libraries that the package asks for, each with the version that is there."""
    try:
        wanted = importlib.metadata.requires("twinledger") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    found = []
    for text in wanted:
        match = _REQUIREMENT.fullmatch(text)
        if match is None or match[3]:
            continue  # an optional part, or one of another system
        try:
            version = importlib.metadata.version(match[1])
        except importlib.metadata.PackageNotFoundError:
            version = None
        found.append(
            InstalledLibrary(match[1], version, match[2].strip(), version is not None and fits(version, match[2]))
        )
    return found


def fits(version: str, wanted: str) -> bool:
    """Tell whether a version is one that is wanted (`>=1.5.4,<2`); what cannot be compared is let pass."""
    numbers = _numbers(version)
    for operator, text in _CLAUSE.findall(wanted):
        other = _numbers(text)
        width = max(len(numbers), len(other))
        a, b = (n + (0,) * (width - len(n)) for n in (numbers, other))
        if not {"==": a == b, ">=": a >= b, "<=": a <= b, "<": a < b, ">": a > b}[operator]:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers at the beginning of a version, to order it by."""
    return tuple(int(n) for n in re.match(r"[\d.]*", version)[0].split(".") if n)  # type: ignore[index]


def _answer() -> float | str:
    """Return what a function of the core gives for known arguments, or the error as text."""
    try:
        from pycore.functions.catalogue import call

        answer = call("TL_FUEL_CO2", [1000, 26.7, 0.0274, 0.98])
    except Exception as error:  # whatever keeps the core from answering is what the user must hear
        return f"{type(error).__name__}: {error}"
    return float(answer) if isinstance(answer, (int, float)) else str(answer)


# What a host does when it starts: the process that asks has long loaded such libraries for purposes of its own.
_AS_A_HOST = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from pycore.contributions import slow
from pycore.functions.catalogue import catalogue
catalogue()
print(json.dumps([[source.shown, libraries] for source, libraries in slow().items()]))
"""


def _slow() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which packages load libraries with a long start together with their functions, found in a fresh Python."""
    from pycore.functions.catalogue import DEFINITIONS, catalogue

    if len(catalogue()) == len(DEFINITIONS):
        return ()
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "-c", _AS_A_HOST, json.dumps(sys.path)],
            capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS,
        )  # fmt: skip
        return tuple((shown, tuple(libraries)) for shown, libraries in json.loads(done.stdout))
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return ()


def _chinese_font() -> str | None:
    """A font with Chinese characters; only where the system does not bring one by itself is there anything to ask."""
    program = find_program("fc-list")
    if sys.platform in ("win32", "darwin") or program is None:
        return ""
    try:
        done = subprocess.run([program, ":lang=zh", "family"], capture_output=True, text=True, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    families = sorted(line.split(",")[0].strip() for line in done.stdout.splitlines() if line.strip())
    return next((f for f in families if "Sans" in f), families[0] if families else None)
