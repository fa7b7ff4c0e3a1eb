"""The readings of a template's formulas as a file beside its fingerprint, found by its version and language.

What makes them stands in `readings`: whoever only calculates does not load it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pycore.formulas.readings import Readings
from pycore.language import Language
from pycore.reading.book import Book
from pycore.reading.sheet_language import language_of_sheets

_FORM = 2
READINGS = ".readings.json.xz"


def readings_path(folder: Path, version: str, language: Language) -> Path:
    """Where the readings of a version stand, if it has any."""
    return folder / f"{version}_{language}{READINGS}"


def stored_readings(book: Book) -> Readings | None:
    """Return the readings of the version that a file was made from; None where it has none, or they are damaged."""
    folder = book.definition.fingerprints
    if folder is None:
        return None
    wanted = f"{book.version}_{language_of_sheets(book)}{READINGS}"
    # A version on a cover may be any text, and only what is there is looked for.
    path = next((path for path in folder.glob(f"*{READINGS}") if path.name == wanted), None)
    return None if path is None else _stored(path)


@lru_cache(maxsize=32)
def _stored(path: Path) -> Readings | None:
    try:
        return read_readings(path.read_bytes())
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError, ImportError):
        # Whatever is not known is found out from the file itself.
        return None


def readings_json(readings: Readings) -> bytes:
    """Write readings, each formula once; equal readings give equal bytes."""
    families = {*readings.intact, *readings.without_lists, *readings.single, *readings.follows}
    families |= readings.proven
    texts = sorted({*families, *(formula for formula, _, _ in readings.canonical)})
    number = {text: i for i, text in enumerate(texts)}
    content: dict[str, object] = {
        "form": _FORM,
        "environment": readings.environment,
        "functions": sorted(readings.functions),
        "formulas": texts,
        "intact": sorted(number[family] for family in readings.intact),
        "without_lists": sorted(number[family] for family in readings.without_lists),
        "single": _told_apart(readings.single, number),
        "follows": _told_apart(readings.follows, number),
        "canonical": sorted([number[f], row, column, text] for (f, row, column), text in readings.canonical.items()),
    }
    if readings.proven:  # of a version that was issued before there were proofs there is none
        content["proven"] = sorted(number[family] for family in readings.proven)
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _told_apart(answers: Mapping[str, bool], number: Mapping[str, int]) -> list[list[int]]:
    """The numbers of those that are so, and of those that are not."""
    return [sorted(number[family] for family, so in answers.items() if so is wanted) for wanted in (True, False)]


def compressed_readings(readings: Readings) -> bytes:
    """Write readings as they stand beside the fingerprint."""
    import lzma

    return lzma.compress(readings_json(readings), preset=9)


def decompressed(data: bytes) -> bytes:
    """Return the JSON of stored readings.

    Raises:
        ValueError, EOFError: it is damaged.
        ImportError: this Python was built without what reads it.
    """
    import lzma

    try:
        return lzma.decompress(data)
    except lzma.LZMAError as error:
        raise ValueError(str(error)) from error


def read_readings(data: bytes) -> Readings:
    """Read what `compressed_readings` wrote.

    Raises:
        EOFError, ValueError, KeyError, TypeError, IndexError: it is damaged, or of another form.
        ImportError: this Python was built without what reads it.
    """
    content: dict[str, Any] = json.loads(decompressed(data))
    if content["form"] != _FORM:
        raise ValueError(f"form {content['form']}")
    texts: list[str] = content["formulas"]

    def answers(told_apart: list[list[int]]) -> dict[str, bool]:
        so, not_so = told_apart
        return {**dict.fromkeys((texts[i] for i in so), True), **dict.fromkeys((texts[i] for i in not_so), False)}

    return Readings(
        content["environment"],
        frozenset(content["functions"]),
        frozenset(texts[i] for i in content["intact"]),
        frozenset(texts[i] for i in content["without_lists"]),
        answers(content["single"]),
        answers(content["follows"]),
        {(texts[i], row, column): text for i, row, column, text in content["canonical"]},
        frozenset(texts[i] for i in content.get("proven", ())),
    )
