"""A workbook that rows are taken from: calculated anew, reviewed, its values by the keys of its definition."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.errors import FileProblem
from pycore.findings.finding import Finding, Severity
from pycore.language import Language, Text
from pycore.reading.book import Book
from pycore.reading.choices import Choices, as_text
from pycore.reading.issued_rows import calculating_as_issued
from pycore.reading.reader import Filled, inspect_workbook
from pycore.review.result import Verdict
from pycore.review.review import review_with_book
from pycore.sheets.exchange import HeldRow, Holding

DIGITS = 12
"""Of a digest, as a row keeps it."""


@dataclass(frozen=True, eq=False)
class GivingFile:
    """A file that gives rows.

    Attributes:
        book: the file with its results calculated anew.
        calculated: whether the file itself held them.
        errors: findings of its review that are errors.
        said: values that who merges says of its enterprise, by the columns of the table of enterprises.
    """

    name: str
    digest: str
    book: Book
    filled: Filled
    calculated: bool
    errors: tuple[Finding, ...] = ()
    warnings: int = 0
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The first digits of the file's digest, which a row keeps."""
        return self.digest[:DIGITS]

    @cached_property
    def rows(self) -> dict[str, list[HeldRow]]:
        """The rows of each table, each with its place."""
        return {
            key: [HeldRow(row.__dict__, _place(row.address_of(next(iter(row.__dict__))))) for row in rows]
            for key, rows in self.filled.tables.items()
        }

    def holding(self, language: Language) -> Holding:
        """What the file holds, for a declaration to read; texts are composed in the language of who takes them."""
        fields = {
            f"{panel}_{key}": value
            for panel, held in self.filled.panels.items()
            for key, value in held.__dict__.items()
        }
        return Holding(fields, self.rows, self._label, language)

    def _label(self, listed: str, code: str) -> Text:
        named = self.own_name(listed, code)
        if named:
            return Text(named, named)
        entries = dict(self.book.definition.list(listed).entries)
        return entries.get(code) or Text(code, code)

    def own_name(self, listed: str, code: str) -> str:
        """What the file calls an entry of its user's own; "" for one that every file has.

        By its code it would be another thing in another file, which has entries of its own.
        """
        return self._own_names.get((listed, code), "")

    @cached_property
    def _own_names(self) -> dict[tuple[str, str], str]:
        """The names of the user's own entries, by list and code."""
        choices = Choices(self.book)
        found: dict[tuple[str, str], str] = {}
        for item in self.book.definition.lists:
            own = {code for code, label in item.entries if label.zh.startswith("=")}
            if own and f"{item.key}_list" in self.book.names:
                options = choices.options(item.key)
                found |= {(item.key, code): x for x in options.labels if (code := options.code(x) or "") in own}
        return found


def _place(address: str) -> str:
    """The sheet and row of a cell: 化石燃料!F8 is in 化石燃料!8."""
    sheet, _, cell = address.rpartition("!")
    return f"{sheet}!{cell.lstrip('$ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"


def read_file(path: Path, said: Mapping[str, str]) -> GivingFile:
    """Review a file and read what it gives.

    Raises:
        FileProblem: the file is none of our workbooks, or cannot be read.
    """
    found, book = review_with_book(path)
    if book is None or not found.verdict.was_read:
        reasons = [one.sentence("zh") for one in found.findings[:3]], [one.sentence("en") for one in found.findings[:3]]
        raise FileProblem(Text(f"{path.name}：{'；'.join(reasons[0])}", f"{path.name}: {'; '.join(reasons[1])}"))
    with calculating_as_issued(book):
        values = recalculate(book.package, engine_functions(), stored=book.stored)
    results = {(sheet, *place): value for sheet, cells in values.items() for place, value in cells.items()}
    lacking = sum(1 for cell, value in results.items() if not is_blank(value) and book.values.get(cell) is None)
    anew = book.with_results(results)
    filled, _ = inspect_workbook(anew)
    errors = (
        tuple(f for f in found.findings if f.severity is Severity.ERROR) if found.verdict is Verdict.FINDINGS else ()
    )
    warnings = sum(f.severity is Severity.WARNING for f in found.findings)
    return GivingFile(
        path.name, hashlib.sha256(path.read_bytes()).hexdigest(), anew, filled, not lacking, errors, warnings, said
    )


def year_text(value: Value) -> str:
    """A year as it is compared: "2024"."""
    return as_text(value).strip()
