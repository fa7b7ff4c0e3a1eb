"""What is kept of every version of a template: its fingerprint as JSON, compressed once a later version has been issued."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from pycore.language import Language

PLAIN, COMPRESSED = ".json", ".json.gz"


def stored_path(folder: Path, version: str, language: Language) -> Path:
    """Where the fingerprint of the version that is worked on stands."""
    return folder / f"{version}_{language}{PLAIN}"


def find_stored(folder: Path, version: str, language: Language) -> Path | None:
    """Find the file of a version; a version on a cover may be any text, and only what is there is looked for."""
    name = f"{version}_{language}"
    return next((path for path in stored_files(folder) if path.name.partition(".json")[0] == name), None)


def stored_files(folder: Path) -> Iterator[Path]:
    """Yield the files of all versions."""
    yield from sorted(folder.glob(f"*{PLAIN}"))
    yield from sorted(folder.glob(f"*{COMPRESSED}"))


def stored_bytes(path: Path) -> bytes:
    """Read a fingerprint's JSON, compressed or not.

    Raises:
        OSError, EOFError: the file cannot be read, or is damaged.
    """
    data = path.read_bytes()
    return gzip.decompress(data) if path.name.endswith(COMPRESSED) else data


def compressed(data: bytes) -> bytes:
    """Compress a fingerprint's JSON; the same JSON gives the same bytes."""
    return gzip.compress(data, 9, mtime=0)
