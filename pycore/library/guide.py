"""A guide: its lines of calculation, indicators and measures, read together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pycore.language import Text
from pycore.library.guide_records import GuideLine, GuideRow, Indicator, Measure
from pycore.library.not_found import unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class EmissionSource:
    """An emission source of a guide: one activity that the user enters, and a line for each gas of it."""

    lines: tuple[GuideLine, ...]

    @property
    def key(self) -> str:
        """The key that its lines share."""
        return self.lines[0].key

    @property
    def name(self) -> Text:
        """The name that its lines share."""
        return self.lines[0].name

    @property
    def gases(self) -> tuple[str, ...]:
        """The gases, one for each line."""
        return tuple(line.gas for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """All rows of one guide, in the order of the files."""

    key: str
    lines: tuple[GuideLine, ...]
    indicators: tuple[Indicator, ...]
    measures: tuple[Measure, ...]

    @property
    def rows(self) -> tuple[GuideRow, ...]:
        """All its rows."""
        return (*self.lines, *self.indicators, *self.measures)

    def line(self, key: str, gas: str) -> GuideLine:
        """Return the line of an emission source and a gas; raises LibraryError with what there is."""
        for line in self.lines:
            if (line.key, line.gas) == (key, gas):
                return line
        known = [f"{line.key} {line.gas}" for line in self.lines]
        raise unknown(Text(f"{self.key} 的核算项", f"line of {self.key}"), f"{key} {gas}", known)

    def sources(
        self, domain: str = "", part: str = "", function: str = "", sector: str = ""
    ) -> tuple[EmissionSource, ...]:
        """Return the emission sources of a domain, part, function or sector; a blank takes all."""
        found: dict[str, list[GuideLine]] = {}
        for line in self.lines:
            pairs = (
                (domain, line.domain),
                (part, line.part),
                (function, line.function),
                (sector, line.sector),
            )
            if all(wanted in ("", has) for wanted, has in pairs):
                found.setdefault(line.key, []).append(line)
        return tuple(EmissionSource(lines=tuple(lines)) for lines in found.values())


def assemble_guides(rows: Iterable[GuideRow]) -> dict[str, Guide]:
    """Put the rows together, a guide for each key."""
    of_guide: dict[str, list[GuideRow]] = {}
    for row in rows:
        of_guide.setdefault(row.guide, []).append(row)
    return {
        key: Guide(
            key=key,
            lines=tuple(r for r in own if isinstance(r, GuideLine)),
            indicators=tuple(r for r in own if isinstance(r, Indicator)),
            measures=tuple(r for r in own if isinstance(r, Measure)),
        )
        for key, own in of_guide.items()
    }
