"""Ranges of unit consumption by process and product: what plants take for a tonne, each with its source and flag.

In: ``data/ranges/unit_consumption.csv``.
Out: `unit_ranges()`, checked when it is read.
Called by: the review, which holds a site's power, fuel and energy against what its processes take.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pycore.errors import LibraryError
from pycore.language import Text

_FILE = Path(__file__).parent / "data" / "ranges" / "unit_consumption.csv"
QUANTITIES = {"electricity": "kWh/t", "fuel": "kgce/t", "energy": "kgce/t"}
"""What is consumed, with its unit: power alone, fuels alone, or all energy with feed, power and heat."""
_FLAGS = ("S", "V", "V2", "C", "M", "I")


@dataclass(frozen=True, slots=True)
class UnitRange:
    """What plants of a process take for a tonne of its product.

    Attributes:
        process: the code of the process or product in the closed lists of workbooks.
        quantity: a key of `QUANTITIES`; `low` and `high` are in its unit.
        flag: how far the numbers can be trusted, as in the library's README.
    """

    id: str
    process: str
    quantity: str
    title: Text
    unit: str
    low: float
    high: float
    source: str
    year: int
    flag: str
    note: Text

    @property
    def is_read(self) -> bool:
        """Tell whether a source was read; what is remembered or judged bears out no more than a note."""
        return self.flag in ("S", "V", "V2", "C")


@cache
def unit_ranges() -> tuple[UnitRange, ...]:
    """Return the ranges that TwinLedger ships, in the order of the file."""
    return read_ranges(_FILE)


def read_ranges(path: Path) -> tuple[UnitRange, ...]:
    """Read a file of ranges.

    Raises:
        LibraryError: a sentence for each row that is not a range, with its line.
    """
    found: list[UnitRange] = []
    problems: list[str] = []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                found.append(_range(row))
            except (KeyError, TypeError, ValueError) as error:
                problems.append(f"{path.name}:{number}: {error}")
    if problems:
        listed = "\n".join(problems)
        raise LibraryError(
            Text(
                f"单耗范围有 {len(problems)} 行需要改正（应有编号、单位、低值不大于高值、来源和标志）：\n{listed}",
                f"{len(problems)} ranges need correction (each has id, unit, low at most high, source and flag):\n{listed}",
            )
        )
    return tuple(found)


def _range(row: dict[str, str]) -> UnitRange:
    one = UnitRange(
        id=row["id"],
        process=row["process"],
        quantity=row["quantity"],
        title=Text(row["title_zh"], row["title_en"]),
        unit=row["unit"],
        low=float(row["low"]),
        high=float(row["high"]),
        source=row["source"],
        year=int(row["year"]),
        flag=row["flag"],
        note=Text(row["note_zh"], row["note_en"]),
    )
    if QUANTITIES.get(one.quantity) != one.unit or not 0 < one.low <= one.high:
        raise ValueError(f"{one.id}: {one.low:g} – {one.high:g} {one.unit}")
    if one.flag not in _FLAGS or not one.source or not one.process:
        raise ValueError(f"{one.id}: {one.flag} {one.source}")
    return one
