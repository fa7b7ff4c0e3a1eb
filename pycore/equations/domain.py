"""What an argument may be: an interval, and a hint for the slip that usually leads out of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pycore.equations.expression import plain_number
from pycore.language import NO_TEXT, Text

NO_HINT = NO_TEXT


@dataclass(frozen=True, slots=True)
class Domain:
    """An interval of legal values; `(low, high]` and the like by the two `open` marks.

    Attributes:
        hint: what probably went wrong outside, zh and en (a percent for a fraction, tC/TJ for tC/GJ).
        typical: the part of the interval from which tests and examples draw.
        usual: what is commonly seen; a value outside is legal and worth a second look.
    """

    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False
    hint: Text = NO_HINT
    typical: tuple[float, float] | None = None
    usual: tuple[float, float] | None = None
    slip: Text = NO_HINT
    """The slip in a word or two, for a cell that has room for no more: a percentage?"""

    @property
    def closed_low(self) -> float:
        """The smallest legal float, so that a check is one comparison."""
        if math.isinf(self.low):
            return -1.7976931348623157e308
        return math.nextafter(self.low, math.inf) if self.low_open else self.low

    @property
    def closed_high(self) -> float:
        """The largest legal float, so that a check is one comparison."""
        if math.isinf(self.high):
            return 1.7976931348623157e308
        return math.nextafter(self.high, -math.inf) if self.high_open else self.high

    def __contains__(self, value: float) -> bool:
        return self.closed_low <= value <= self.closed_high

    @property
    def text(self) -> Text:
        """Say the interval in words: 0 到 1, > 0, any number."""
        low, high = plain_number(self.low), plain_number(self.high)
        if math.isinf(self.low) and math.isinf(self.high):
            return Text("任意数值", "any number")
        if math.isinf(self.high):
            return _alike(f"{'>' if self.low_open else '≥'} {low}")
        if math.isinf(self.low):
            return _alike(f"{'<' if self.high_open else '≤'} {high}")
        if self.low_open or self.high_open:
            return _alike(f"{low} {'<' if self.low_open else '≤'} x {'<' if self.high_open else '≤'} {high}")
        return Text(f"{low} 到 {high}", f"{low} to {high}")

    def excel_conditions(self, address: str) -> list[str]:
        """Conditions under which the cell at `address` is legal, as Excel comparisons."""
        conditions = []
        if not math.isinf(self.low):
            conditions.append(f"{address}{'>' if self.low_open else '>='}{plain_number(self.low)}")
        if not math.isinf(self.high):
            conditions.append(f"{address}{'<' if self.high_open else '<='}{plain_number(self.high)}")
        return conditions


def _alike(text: str) -> Text:
    return Text(text, text)


_PERCENT = Text(
    "若填的是百分数，请除以 100（例如 98% 填 0.98）。", "If it is a percentage, divide by 100 (98 % is 0.98)."
)
_NEGATIVE = Text("消耗量、产量等不能为负。", "Amounts cannot be negative.")

ANY = Domain(typical=(-1e6, 1e6))
NOT_NEGATIVE = Domain(0, hint=_NEGATIVE, typical=(0, 1e6))
POSITIVE = Domain(0, low_open=True, hint=Text("必须大于 0。", "It must be above 0."), typical=(1e-3, 1e6))
FRACTION = Domain(0, 1, hint=_PERCENT, typical=(0, 1), slip=Text("疑为百分数", "percent?"))
