"""What a workbook carries of the library: its own rows, their digest, and the edition that they are of.

Rows that a workbook does not carry are no part of it: a table for another product, or a new edition of the library,
leaves its template as it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pycore.library.evidence_records import Erratum
from pycore.library.guide_records import GuideRow
from pycore.library.records import Coefficient, Entry

LibrarySource = Entry | Coefficient | GuideRow
"""A row of the library that a workbook can carry."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows that a workbook carries, each once.

    Attributes:
        rows: by id; neither the file that a row stands in nor its place there says anything about a workbook.
        errata: what was corrected in them in place, without a new row.
    """

    rows: tuple[LibrarySource, ...]
    errata: tuple[Erratum, ...] = ()

    @property
    def version(self) -> str:
        """The newest edition of the library that a row, or a correction of one, is of, as "2026.3"; blank without rows.

        A correction in place leaves the edition of its row as it is; the value that it brought is that of its own.
        """
        editions = (*(row.version for row in self.rows), *(one.to_version for one in self.errata))
        return max(editions, key=edition_order, default="")

    @property
    def digest(self) -> str:
        """SHA-256 of all that the library holds of the rows."""
        hashed = hashlib.sha256()
        for row in self.rows:
            hashed.update(f"{row.model_dump_json()}\n".encode())
        return hashed.hexdigest()


def carried_rows(*groups: Iterable[LibrarySource], errata: Iterable[Erratum] = ()) -> Carried:
    """Put together what a workbook carries; a row in two groups counts once.

    Args:
        errata: those of the library; the corrections of other rows do not count.
    """
    rows = {row.id: row for group in groups for row in group}
    corrections = tuple(one for one in errata if one.status == "corrected" and one.id in rows)
    return Carried(tuple(rows[id] for id in sorted(rows)), corrections)


def edition_order(version: str) -> tuple[tuple[int, int, str], ...]:
    """Return what puts editions in their order: 2026.10 is newer than 2026.9.

    >>> sorted(["2026.10", "2026.9", "2026.9.1"], key=edition_order)
    ['2026.9', '2026.9.1', '2026.10']
    """
    parts = re.findall(r"\d+|[^\d.]+", version)
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)
