"""What the evidence of a value says: the trust flag that follows, the independent sources, and how far they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pycore.library.evidence_records import Evidence, Origin
from pycore.library.records import Flag, TableValue

# Flags that say more than "remembered" and therefore need evidence.
ABOVE_REMEMBERED = ("S", "C", "V2", "V")


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the readings of one value are apart, in the unit of the value."""

    lowest: float
    highest: float
    relative: float | None
    """Highest less lowest over the value of the library; None where that is 0."""


@dataclass(frozen=True, slots=True)
class Support:
    """All evidence of one value, in the order of the file."""

    rows: tuple[Evidence, ...]
    transcribers: tuple[str, ...]
    """Who hands the value itself down, each once."""

    @property
    def flag(self) -> Flag:
        """The trust flag that follows from the evidence.

        The document itself is S, arithmetic C, judgement I; else one transcriber is V, two independent ones are V2,
        and a value that nobody hands down is M. Rows that differ lower nothing.
        """
        kinds = {row.kind for row in self.rows if row.agrees == "agrees"}
        if "official" in kinds:
            return "S"
        if "computed" in kinds:
            return "C"
        if "judgement" in kinds:
            return "I"
        return "V2" if len(self.transcribers) > 1 else "V" if self.transcribers else "M"

    @property
    def differing(self) -> tuple[Evidence, ...]:
        """The rows that give another number for the same quantity."""
        return tuple(row for row in self.rows if row.agrees == "differs")

    @property
    def checked(self) -> bool:
        """Whether a row that gives the value was read again, and not only taken over."""
        return any(row.agrees == "agrees" and row.checked == "yes" for row in self.rows)

    def spread(self, value: float) -> Spread | None:
        """Return how far the readings of the value are apart, or None where no source gives another number."""
        if not self.differing:
            return None
        readings = [value, *(row.value for row in self.rows if row.agrees != "related")]
        lowest, highest = min(readings), max(readings)
        return Spread(lowest, highest, (highest - lowest) / abs(value) if value else None)


NOTHING = Support((), ())


def gather(rows: Iterable[Evidence], origins: Iterable[Origin]) -> dict[str, Support]:
    """Put the rows together, the support of each value by its id; an unknown origin stands for itself."""
    transcriber = {origin.origin: origin.transcriber for origin in origins}
    of_factor: dict[str, list[Evidence]] = {}
    for row in rows:
        of_factor.setdefault(row.factor, []).append(row)
    return {id: Support(tuple(own), _transcribers(own, transcriber)) for id, own in of_factor.items()}


def of_itself(value: TableValue) -> tuple[Evidence, ...]:
    """Return what a value of a table says of its own source: a row for each of the sources that it names.

    A remembered one names none. Sources are told apart by a semicolon; each hands the value down for itself.
    """
    if value.flag == "M":
        return ()
    return tuple(
        Evidence(
            factor=value.id,
            source=source,
            year=value.year,
            place="",
            value=value.value,
            agrees="agrees",
            kind=value.kind,
            origin=source,
            checked="yes",
            note_zh="",
            note_en="",
        )
        for source in value.source.split("；")
    )


def _transcribers(rows: Sequence[Evidence], transcriber: Mapping[str, str]) -> tuple[str, ...]:
    """Return who has transcribed the values, each once."""
    agreeing = (row.origin for row in rows if row.agrees == "agrees")
    return tuple(dict.fromkeys(transcriber.get(origin, origin) for origin in agreeing))
