"""What the issued template of a file says of the library: the rows of factors and of benchmarks that it was issued with.

The stored fingerprint of the file's version says it, whatever the installed library has become since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pycore.cells.stored import Value
from pycore.errors import FileProblem
from pycore.formulas.tree import FormulaProblem
from pycore.library import Benchmark, Factor, Library, installed_library, using_library
from pycore.reading.book import Book
from pycore.reading.choices import as_text
from pycore.reading.stored_template import find_stored, stored_bytes

FACTORS, BENCHMARKS = "factors", "bench"
"""The tables of the library inside a workbook, which are called the same in every workbook."""
VERSION, DIGEST = "record_library", "record_library_digest"
_COMPARED = ("value", "unit", "uncertainty")
Sourced = TypeVar("Sourced", Factor, Benchmark)
_CELL = re.compile(r"[A-Z]+(\d+)")


def carried_edition(book: Book) -> str:
    """The edition of the library that a file says it carries and is calculated with; blank where it says none."""
    try:
        return as_text(book.value(VERSION)) if VERSION in book.names else ""
    except (FileProblem, FormulaProblem):
        return ""


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A row of the library as a template was issued with it; what is None the template does not say."""

    id: str
    value: float | None = None
    unit: str | None = None
    uncertainty: float | None = None

    def differs(self, row: Factor | Benchmark) -> bool:
        """Tell whether a row of the library says something else of what is calculated with."""
        return any((own := getattr(self, key)) is not None and own != getattr(row, key) for key in _COMPARED)


@dataclass(frozen=True, slots=True)
class IssuedLibrary:
    """The library in an issued template, as the rows of each table by id, and its edition and digest."""

    version: str
    digest: str
    tables: Mapping[str, Mapping[str, IssuedRow]]

    def rows(self) -> Iterator[IssuedRow]:
        for table in self.tables.values():
            yield from table.values()


def issued_library(book: Book) -> IssuedLibrary | None:
    """Return what the template of the file's version was issued with; None where nothing of that version is stored."""
    folder = book.definition.fingerprints
    stored = find_stored(folder, book.version, book.language) if folder is not None else None
    return None if stored is None else _read(stored)


def carries_another_library(book: Book) -> bool:
    """Tell whether a file says that it carries other rows of the library than the present template."""
    panels = {panel.key: panel for panel in book.definition.panels()}
    fields = panels["record"].fields if "record" in panels else ()
    present = next((field.value for field in fields if f"record_{field.key}" == DIGEST), None)
    with suppress(FileProblem, FormulaProblem):
        return DIGEST in book.names and present is not None and book.value(DIGEST) not in (None, present)
    return False


def library_of(book: Book) -> Library | None:
    """Return the library as the template of a file carries it; None where that is the installed one, or not known.

    A row that has been corrected since, or a benchmark that came later, is as it was when the template was issued. What
    a user has changed in the file makes no difference.
    """
    issued, installed = issued_library(book), installed_library()
    if issued is None:
        return None
    factors, benchmarks = (issued.tables.get(key, {}) for key in (FACTORS, BENCHMARKS))
    earlier = {id: _as_issued(installed.factors[id], row) for id, row in factors.items() if id in installed.factors}
    known = {id: row for id, row in installed.benchmarks.items() if not benchmarks or id in benchmarks}
    of_scheme = {id: _as_issued(row, benchmarks[id]) if id in benchmarks else row for id, row in known.items()}
    differ = any(installed.factors[id] is not row for id, row in earlier.items())
    if not differ and len(known) == len(installed.benchmarks) and all(known[id] is of_scheme[id] for id in known):
        return None
    return replace(installed, factors=installed.factors.holding(earlier), benchmarks=of_scheme)


def calculating_as_issued(book: Book) -> AbstractContextManager[None]:
    """Let the functions that ask the library answer with what the file carries, while it is calculated."""
    return using_library(library_of(book))


def _as_issued(row: Sourced, issued: IssuedRow) -> Sourced:
    """Return the row itself where nothing differs, else the row as it was issued."""
    if not issued.differs(row):
        return row
    return row.model_copy(update={key: getattr(issued, key) for key in _COMPARED if getattr(issued, key) is not None})


@lru_cache(maxsize=32)
def _read(path: Path) -> IssuedLibrary | None:
    """Read the rows from a stored fingerprint; None for one that is damaged, which its own reader reports."""
    try:
        return library_in(stored_bytes(path))
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def library_in(fingerprint: bytes) -> IssuedLibrary:
    """Read the rows of the library from the JSON of a fingerprint.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    found: dict[str, dict[str, Value]] = {}
    for sheet in json.loads(fingerprint)["sheets"]:
        for place, kind, name, value in sheet["fixed"]:
            match = _CELL.fullmatch(place)
            if match and kind in ("library", "suggested") and name:
                found.setdefault(name, {})[match[1]] = value
    tables = {key: dict(_rows(key, found)) for key in (FACTORS, BENCHMARKS)}
    version, digest = (str(next(iter(found.get(name, {}).values()), "")) for name in (VERSION, DIGEST))
    return IssuedLibrary(version, digest, tables)


def _rows(table: str, found: Mapping[str, Mapping[str, Value]]) -> Iterator[tuple[str, IssuedRow]]:
    for place, id in found.get(f"{table}_id", {}).items():
        if isinstance(id, str):
            held = {key: found.get(f"{table}_{key}", {}).get(place) for key in _COMPARED}
            value, unit, uncertainty = held["value"], held["unit"], held["uncertainty"]
            yield id, IssuedRow(id, _number(value), str(unit) if unit is not None else None, _number(uncertainty))


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
