"""The blank template of a file's version as it was issued; of the version that is worked on, as it was built."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pycore.errors import FileProblem
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.reading.sheet_language import language_of_sheets

ISSUED = "issued"
"""The folder beside the fingerprints in which the blank templates of issued versions are kept."""


def blank_template(book: Book, version: str) -> Package | None:
    """Return the blank template of a version in the language of a file; None where none is kept.

    Args:
        version: that of the fingerprint that the file is held against.
    """
    folder = book.definition.fingerprints
    if folder is None:
        return None
    key, language = book.definition.key, language_of_sheets(book)
    issued = folder.parent / ISSUED
    # A version on a cover may be any text: only what is there is looked for.
    kept = next((p for p in issued.glob("*.xlsx") if p.name == f"{key}_{version}_{language}.xlsx"), None)
    if kept is None and version == book.definition.version:
        kept = folder.parent / f"{key}_blank_{language}.xlsx"
    return None if kept is None or not kept.is_file() else _read(kept)


@lru_cache(maxsize=4)
def _read(path: Path) -> Package | None:
    """Read a template; None for one that is damaged, which installing anew mends."""
    try:
        return Package.read(path)
    except FileProblem:
        return None
