"""How the engine calls the functions of the core: what leaves them, and whether they answer at all."""

from __future__ import annotations

from collections.abc import Callable

from pycore.engine.engine_values import LARGEST, NOT_FINITE, absent, finite


class Calls:
    """What the functions that the engine calls share with a calculation.

    They must not hold the calculation: the engine holds them, the calculation the engine, and Python does not look for
    rings that go through the engine, so that each workbook would stay for as long as the process.
    """

    def __init__(self, absent: bool) -> None:
        self.absent = absent
        """Whether all of them answer as without the add-in."""
        self.gave_arrays: set[str] = set()
        """Those that gave an array."""

    def wrapped(self, name: str, function: Callable[..., object]) -> Callable[..., object]:
        """Wrap a function for the engine: only finite numbers leave it, and arrays are noticed."""

        def run(*arguments: object) -> object:
            if self.absent:
                return absent()
            result = function(*arguments)
            if result.__class__ is float:
                return result if -LARGEST <= result <= LARGEST else NOT_FINITE
            if isinstance(result, list):
                self.gave_arrays.add(name)
            return finite(result)

        return run
