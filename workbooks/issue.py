"""Issues the versions of the workbooks: once, when the work on one ends. What is issued is never built otherwise again.

python -m workbooks.issue            issue every built version that is not issued yet, and say which

A version that is worked on ends in `.dev` and may be rebuilt as often as wanted. Issuing takes a version without it,
writes a line into issued.csv (workbook, version, language, SHA-256 of its fingerprint), keeps the blank template in
issued/ for `upgrade` and its tests, and compresses the fingerprints of the versions before it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from pycore.language import Language
from pycore.package.atomic import write_atomically
from pycore.reading.stored_template import PLAIN, compressed, stored_path
from pycore.sheets.definition import Workbook
from pycore.sheets.registry import installed_workbooks

FOLDER = Path(__file__).parent
ISSUED = FOLDER / "issued.csv"
IN_WORK = ".dev"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_HEAD = ("workbook", "version", "language", "sha256")
Line = tuple[str, str, str]
"""Workbook, version, language."""


def issued() -> dict[Line, str]:
    """Return the digest of the fingerprint of every issued version."""
    if not ISSUED.exists():
        return {}
    with ISSUED.open(encoding="utf-8", newline="") as file:
        return {(row["workbook"], row["version"], row["language"]): row["sha256"] for row in csv.DictReader(file)}


def digest(fingerprint: bytes) -> str:
    return hashlib.sha256(fingerprint).hexdigest()


def altered(key: str, version: str, language: Language, fingerprint: bytes, known: Mapping[Line, str]) -> bool:
    """Whether a definition no longer makes the version that was issued under its number."""
    was = known.get((key, version, language))
    return was is not None and was != digest(fingerprint)


def _issue(definition: Workbook, known: dict[Line, str]) -> Iterator[str]:
    folder = definition.fingerprints
    if folder is None or definition.version.endswith(IN_WORK):
        return
    for language in LANGUAGES:
        line = (definition.key, definition.version, language)
        if line in known:
            continue
        known[line] = digest(stored_path(folder, definition.version, language).read_bytes())
        blank = folder.parent / f"{definition.key}_blank_{language}.xlsx"
        kept = folder.parent / "issued" / f"{definition.key}_{definition.version}_{language}.xlsx"
        kept.parent.mkdir(exist_ok=True)
        write_atomically(kept, blank.read_bytes())
        yield " ".join(line)
    for path in folder.glob(f"*{PLAIN}"):
        if not path.name.startswith(f"{definition.version}_"):
            write_atomically(path.with_name(path.name + ".gz"), compressed(path.read_bytes()))
            path.unlink()


def main() -> int:
    """Issue what is not issued yet."""
    known = issued()
    new = [line for definition in installed_workbooks().values() for line in _issue(definition, known)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    writer.writerows([*line, value] for line, value in sorted(known.items()))
    write_atomically(ISSUED, text.getvalue().encode())
    for line in new:
        print(f"已发布 / issued: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
