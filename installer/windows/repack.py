"""A wheel without some of its files: packed again with a record of its own, and a version that says what is missing."""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path

from installer.windows.licences import LeftOut, LicenceError
from pycore.language import Text

_VERSION = re.compile(rb"^Version: (.*?)(\r?)$", re.MULTILINE)
_LICENCE_FILE = re.compile(rb"^License-File: (.*?)\r?\n", re.MULTILINE)
# The time of a file says nothing here, and the same wheel shall give the same bytes.
_TIME = (2026, 1, 1, 0, 0, 0)


def repack(wheel: Path, part: LeftOut) -> Path:
    """Write the wheel without the part beside it, remove it, and return the new one.

    `xlwings-0.37.8-….whl` becomes `xlwings-0.37.8+without.pro-….whl`. Who asks for 0.37.8 gets it, because a local
    version is of that version (PEP 440); nobody takes it for what the authors have published.

    Raises:
        LicenceError: the wheel lacks what is to be left out, so it is not the one that is known here.
    """
    name, version, tags = wheel.stem.split("-", 2)
    old, new = f"{name}-{version}", f"{name}-{version}+{part.label}"
    with zipfile.ZipFile(wheel) as archive:
        files = {n: archive.read(n) for n in archive.namelist() if not n.endswith("/")}
    for pattern in part.files:
        if not any(fnmatchcase(n, pattern) for n in files):
            raise LicenceError(
                Text(f"{wheel.name} 中没有 {pattern}，无法确认去掉了该去掉的部分。请核对 licences.toml 的 [[left_out]]。",
                     f"There is no {pattern} in {wheel.name}, so it is not certain that the part is left out. "
                     "Check [[left_out]] in licences.toml."),
            )  # fmt: skip
    kept = {n: data for n, data in files.items() if not any(fnmatchcase(n, p) for p in part.files)}
    renamed = {_renamed(n, old, new): data for n, data in kept.items()}
    folder = f"{new}.dist-info"
    renamed[f"{folder}/METADATA"] = _metadata(renamed[f"{folder}/METADATA"], part.label, list(renamed))
    renamed.pop(f"{folder}/RECORD", None)
    record = "".join(f"{_quoted(n)},sha256={_digest(d)},{len(d)}\n" for n, d in renamed.items())
    renamed[f"{folder}/RECORD"] = (record + f"{folder}/RECORD,,\n").encode()
    target = wheel.with_name(f"{new}-{tags}.whl")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, data in renamed.items():
            archive.writestr(zipfile.ZipInfo(n, _TIME), data, zipfile.ZIP_DEFLATED)
    wheel.unlink()
    return target


def _renamed(name: str, old: str, new: str) -> str:
    """The folders that bear the version are the metadata's and that of data and scripts."""
    first, slash, rest = name.partition("/")
    return (new + first.removeprefix(old) if first in (f"{old}.dist-info", f"{old}.data") else first) + slash + rest


def _metadata(metadata: bytes, label: str, files: list[str]) -> bytes:
    text = _VERSION.sub(rb"Version: \1+" + label.encode() + rb"\2", metadata, count=1)
    there = {n.rpartition("/licenses/")[2] for n in files} | {n.rpartition("/")[2] for n in files}
    return _LICENCE_FILE.sub(lambda m: m[0] if m[1].decode() in there else b"", text)


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name
