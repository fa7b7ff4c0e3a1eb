"""The wheels for Windows: everything that TwinLedger needs there, in the pinned versions, and proof that none is missing.

pip, asked on Linux for the wheels of another platform, still decides by its own platform what `sys_platform == "win32"`
asks for. So the requirements of every wheel are read once more here, with Windows' answers, until nothing is missing.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from installer.windows.licences import Rules, check_licences, metadata_of, read_rules
from installer.windows.repack import repack
from pycore.errors import TwinLedgerError
from pycore.language import Text

ROOT = Path(__file__).resolve().parents[2]
CONSTRAINTS = ROOT / "installer" / "constraints.txt"
PACKED = ("pyproject.toml", "README.md", "LICENSE", "pycore", "workbooks", "addin")
EXTRA = "excel"
"""The optional part of the project that a Windows installation has: xlwings."""


class WheelhouseError(TwinLedgerError):
    """The wheels for Windows could not be had, or do not fit together."""


def windows(python: str) -> dict[str, str]:
    """Return what 64-bit Windows answers to the markers of a requirement, for a Python such as "3.11"."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0.19045",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }


def requirements(wheel: Path, python: str, extras: Iterable[str] = ()) -> list[Requirement]:
    """Return what a wheel requires on Windows, with the extras that are asked of it."""
    wanted = [Requirement(text) for text in metadata_of(wheel).get_all("Requires-Dist", [])]
    answers = [windows(python) | {"extra": extra} for extra in ("", *extras)]
    return [r for r in wanted if r.marker is None or any(r.marker.evaluate(a) for a in answers)]


def missing(folder: Path, python: str, roots: Iterable[Requirement]) -> list[Requirement]:
    """Return the requirements, from the roots down, that no wheel of the folder satisfies on Windows."""
    wheels = {canonicalize_name(parse_wheel_filename(w.name)[0]): w for w in folder.glob("*.whl")}
    lacking, open_ones, seen = [], list(roots), set()
    while open_ones:
        wanted = open_ones.pop()
        if (key := (canonicalize_name(wanted.name), frozenset(wanted.extras))) in seen:
            continue
        seen.add(key)
        wheel = wheels.get(key[0])
        if wheel is None or not wanted.specifier.contains(parse_wheel_filename(wheel.name)[1], prereleases=True):
            lacking.append(wanted)
        else:
            open_ones += requirements(wheel, python, wanted.extras)
    return lacking


def requirements_with_hashes(folder: Path) -> str:
    """Return a requirements file that names every wheel of the folder but pip's own, with its SHA-256."""
    lines = []
    for wheel in sorted(folder.glob("*.whl")):
        name, version, _, _ = parse_wheel_filename(wheel.name)
        if name != "pip":
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            lines.append(f"{name}=={version} --hash=sha256:{digest}")
    return "\n".join(lines) + "\n"


def fill(folder: Path, python: str) -> None:
    """Build the project's own wheel into the folder and download all others; this needs the network.

    What may not be passed on is left out of them.

    Raises:
        WheelhouseError: pip failed, or a wheel for Windows does not exist.
        LicenceError: a wheel is under a licence under which it may not ship.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        # Built from a copy: setuptools would pack what an earlier build left in the project's folder.
        copy = Path(temporary) / "project"
        for name in PACKED:
            source, target = ROOT / name, copy / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
        _pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(copy))
    (own,) = folder.glob("twinledger-*.whl")
    roots = [Requirement(f"twinledger[{EXTRA}]=={parse_wheel_filename(own.name)[1]}"), Requirement("pip")]
    versions = pins()
    while lacking := missing(folder, python, roots):
        _pip(
            "download", "--no-deps", "--only-binary=:all:", "--platform", "win_amd64", "--python-version", python,
            "--implementation", "cp", "-d", str(folder), *sorted({_pinned(r, versions) for r in lacking}),
        )  # fmt: skip
    leave_out(folder, read_rules())
    check_licences(folder, read_rules())


def leave_out(folder: Path, rules: Rules) -> None:
    """Take out of the wheels of a folder what is not to ship.

    Raises:
        LicenceError: a wheel lacks the part that is to be left out.
    """
    for part in rules.left_out:
        for wheel in sorted(folder.glob(f"{part.distribution}-*.whl")):
            repack(wheel, part)


def pins() -> dict[str, str]:
    """Return the version of every package that constraints.txt pins, for whatever platform it pins it."""
    pinned: dict[str, str] = {}
    for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            requirement = Requirement(line)
            (version,) = requirement.specifier
            pinned[canonicalize_name(requirement.name)] = version.version
    return pinned


def _pinned(wanted: Requirement, versions: dict[str, str]) -> str:
    version = versions.get(canonicalize_name(wanted.name), "")
    if not wanted.specifier.contains(version or "0", prereleases=True) or not version:
        raise WheelhouseError(
            Text(f"Windows 需要 {wanted}，但 constraints.txt 没有固定相符的版本。请补上 {wanted.name}==版本。",
                 f"Windows needs {wanted}, but constraints.txt pins no version that fits. Add {wanted.name}==version."),
        )  # fmt: skip
    return f"{wanted.name}=={version}"


def _pip(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
        stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    if done.returncode:
        reason = done.stderr.strip()[-800:]
        raise WheelhouseError(
            Text(f"无法取得 Windows 所需的安装包：{reason}\n请检查网络（构建安装程序需要下载约 110 MB）。",
                 f"The packages for Windows could not be had: {reason}\nCheck the network (the build downloads about 110 MB)."),
        )  # fmt: skip
