"""The formulas of the uncertainty table of IPCC Approach 1 (2006 guidelines, volume 1, chapter 3, table 3.2).

Activity data of the two years are independent, factors are the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass

from pycore.sheets.formulas import core_first
from pycore.uncertainty.propagation import native_u_sum

HALF = "ABS([current])*[u]"
"""Half of the 95 % interval of a row."""
TREND_FACTOR = "ABS([type_a])*[u_factor]"
TREND_ACTIVITY = "ABS([type_b])*[u_activity]*SQRT(2)"


def relative(variance: str) -> str:
    """Return the relative uncertainty of the present amount of a row, of its variance."""
    return f"IF([current]=0,0,SQRT(MAX(0,{variance}))/ABS([current]))"


@dataclass(frozen=True)
class Approach1:
    """The formulas over all rows of one table: its columns are `base`, `current`, `u_activity` and so on."""

    key: str

    def sum(self, column: str) -> str:
        """Return the sum of a column."""
        return f"SUM({self.key}_{column})"

    def squares(self, column: str) -> str:
        """Return the sum of the squares of a column."""
        return f"SUMPRODUCT({self.key}_{column},{self.key}_{column})"

    @property
    def part(self) -> str:
        """What a row contributes to the variance."""
        return f"IF({self.squares('half')}=0,0,[half]^2/{self.squares('half')})"

    @property
    def type_a(self) -> str:
        """Sensitivity of the trend to a change of the row in both years, of a base that is not 0."""
        base, current = self.sum("base"), self.sum("current")
        return f"[current]/{base}-[base]*{current}/{base}^2"

    @property
    def type_b(self) -> str:
        """Sensitivity of the trend to a change of the row in the present year, of a base that is not 0."""
        return f"[current]/{self.sum('base')}"

    @property
    def trend_variance(self) -> str:
        """The variance of the trend."""
        return f"{self.squares('trend_factor')}+{self.squares('trend_activity')}"

    @property
    def trend_uncertainty(self) -> str:
        """The uncertainty of the trend, in percentage points."""
        columns = ",".join(f"{self.key}_{column}" for column in ("base", "current", "u_activity", "u_factor"))
        return core_first(f"INDEX(TL_TREND_UNCERTAINTY({columns}),1,3)", f"SQRT({self.trend_variance})")

    @property
    def total_uncertainty(self) -> str:
        """The relative uncertainty of the present total."""
        amounts, spreads = f"{self.key}_current", f"{self.key}_u"
        return core_first(f"TL_U_SUM({amounts},{spreads})", native_u_sum(amounts, spreads))
