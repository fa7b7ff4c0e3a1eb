"""Where a program is known to calculate otherwise, and why; whoever mends a cause takes its entry out.

A test fails for a difference that no entry explains, and for an entry that explains none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pycore.formulas.tree import precedents
from tests.golden.comparison import Place


@dataclass(frozen=True)
class Deviation:
    """A cause in the text of a formula that makes a program calculate it otherwise."""

    program: str
    cause: str
    reason: str

    def explains(
        self, places: Collection[Place], formulas: Mapping[Place, str], names: Mapping[str, str]
    ) -> set[Place]:
        """Find which of the cells that differ have the cause in their formula, or read such a cell."""
        explained = {p for p in places if re.search(self.cause, formulas[p], re.IGNORECASE)}
        areas = {p: precedents(formulas[p], p[0], names, whole_lines=True) for p in places}
        more = True
        while more:
            more = {
                place
                for place in set(places) - explained
                if any(
                    sheet == a.sheet and a.row1 <= row <= a.row2 and a.column1 <= column <= a.column2
                    for a in areas[place]
                    for sheet, row, column in explained
                )
            }
            explained |= more
        return explained


DEVIATIONS: tuple[Deviation, ...] = ()
