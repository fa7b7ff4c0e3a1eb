"""How far the values of the library can be trusted, all together: counts by flag, and what deserves a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from pycore.library.evidence import ABOVE_REMEMBERED, Spread
from pycore.library.evidence_records import Erratum
from pycore.library.library import Library
from pycore.library.records import Flag


@dataclass(frozen=True, slots=True)
class Trust:
    """The state of all factors and benchmarks, in the order of the library."""

    edition: str
    counts: Mapping[Flag, int]
    unsupported: tuple[str, ...]
    """Values above "remembered" without any evidence; the shipped library has none."""
    unchecked: tuple[str, ...]
    """Values whose source was taken over from an earlier edition and not read again."""
    differing: tuple[tuple[str, Spread], ...]
    """Values for which a source gives another number, with how far the readings are apart."""
    open_questions: tuple[Erratum, ...]


def trust(library: Library) -> Trust:
    """Take stock of a library."""
    entries = library.find("")
    found = Counter(entry.flag for entry in entries)
    supports = {entry.id: library.support(entry.id) for entry in entries}
    spreads = ((entry.id, library.spread(entry.id)) for entry in entries)
    return Trust(
        edition=library.version,
        counts={flag: found[flag] for flag in get_args(Flag)},
        unsupported=tuple(e.id for e in entries if e.flag in ABOVE_REMEMBERED and not supports[e.id].rows),
        unchecked=tuple(e.id for e in entries if _given(e.id, library) and not supports[e.id].checked),
        differing=tuple((id, spread) for id, spread in spreads if spread is not None),
        open_questions=tuple(erratum for erratum in library.errata if erratum.status == "open"),
    )


def _given(id: str, library: Library) -> bool:
    """Tell whether any source agrees with a value."""
    return any(row.agrees == "agrees" for row in library.support(id).rows)
