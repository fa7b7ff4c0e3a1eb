"""When two calculations of a cell agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pycore.cells.stored import ErrorValue

Place = tuple[str, int, int]
Cells = Mapping[Place, object]


@dataclass(frozen=True)
class Tolerance:
    """How far two values of a cell may be apart; the default is not at all.

    Parameters
    ----------
    relative: of the larger of two numbers.
    absolute: numbers nearer than this are equal: what is left of a difference of equal terms.
    any_error: an error agrees with every error, as programs store different kinds for one cause
        (LibreOffice `#VALUE!` for `#NUM!`).
    """

    relative: float = 0.0
    absolute: float = 0.0
    any_error: bool = False

    def allows(self, expected: object, found: object) -> bool:
        """Tell whether two programs show the same in a cell; a blank and an empty text are the same."""
        if isinstance(expected, ErrorValue) or isinstance(found, ErrorValue):
            both = isinstance(expected, ErrorValue) and isinstance(found, ErrorValue)
            return both and (self.any_error or expected == found)
        if isinstance(expected, bool) or isinstance(found, bool):
            return expected is found
        if isinstance(expected, int | float) and isinstance(found, int | float):
            most = max(self.relative * max(abs(expected), abs(found)), self.absolute)
            return abs(expected - found) <= most
        return ("" if expected is None else expected) == ("" if found is None else found)

    def differences(self, expected: Cells, found: Cells) -> dict[Place, str]:
        """Say which of the expected cells are found to be otherwise, and what both show."""
        return {
            place: f"{value!r} and {found.get(place)!r}"
            for place, value in expected.items()
            if not self.allows(value, found.get(place))
        }


def different(first: Cells, second: Cells, relative: float) -> list[str]:
    """Say which cells of the first differ in the second, numbers by more than a relative difference."""
    return [f"{p}: {what}" for p, what in Tolerance(relative).differences(first, second).items()]
