"""What another reading of a factor does to the total of a workbook, beside the factor on its sheet.

Emissions follow a factor in proportion, so that the part of the total which moves with it is a sum over the rows that
take it: of what they emit where the factor is one of all that they multiply, else of the half-widths that the factor
gives them, over its uncertainty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pycore.language import Text, both
from pycore.library import Factor, library
from pycore.sheets.definition import Column
from workbooks.common.columns import figure
from workbooks.common.ledger import Ledger

_PERCENT = "+0.0000%;-0.0000%;0%"
_UNKNOWN = "?"
"""What a cell says where no proportion tells: a value or an uncertainty of 0, a row that is an error."""
_HELP = both(
    "采用该来源数值时总量的变化；“?”：采用值或其不确定度为 0，不能按比例推算，见审核。 | The change of the total with that reading; "
    "“?”: the value in use or its uncertainty is 0, so that no proportion tells; the review calculates it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The key result that ledgers add up.

    Attributes:
        cell: the formula for it.
        words: what it is called.
        added, deducted: the ledgers whose emissions it adds, and those that it takes off.
        rows: which of their rows count, as columns with what they hold.
        beside: what moves with a factor that no ledger says of it, by its id.
    """

    cell: str
    words: Text
    added: Sequence[Ledger]
    deducted: Sequence[Ledger] = ()
    rows: Mapping[str, str] = field(default_factory=dict)
    beside: Callable[[str], str] = lambda _: ""

    def moved_by(self, id: str) -> str:
        """How far the total moves if the factor moved by its own size; blank where no row can take it."""
        added = [term for ledger in self.added for term in ledger.moved_by_factor(id, self.rows)]
        less = [f"-{term}" for ledger in self.deducted for term in ledger.moved_by_factor(id, self.rows)]
        text = "+".join(added) + "".join(less) + self.beside(id)
        return text.removeprefix("+")


def effect_columns(total: Total) -> tuple[Column, ...]:
    """The columns of the sheet of factors: part of the total, and its change with the lowest and highest reading."""
    moves = total.words.within("随之变化的部分：{} | part that moves with it: {}")
    lowest = total.words.within("取最低值时的变化：{} | change with the lowest: {}")
    highest = total.words.within("取最高值时的变化：{} | change with the highest: {}")
    return (
        figure("moves", moves, format="0.00%;-0.00%;0%", help=_HELP),
        figure("at_lowest", lowest, format=_PERCENT, help=_HELP),
        figure("at_highest", highest, format=_PERCENT, help=_HELP),
    )


def effects(rows: Sequence[Factor], total: Total) -> dict[str, list[object]]:
    """The formulas of these columns; a factor on which all sources agree has none."""
    found: dict[str, list[object]] = {"moves": [], "at_lowest": [], "at_highest": []}
    for row in rows:
        spread = library().spread(row.id)
        moved = "" if spread is None else total.moved_by(row.id)
        if spread is None or not moved:
            for cells in found.values():
                cells.append("")
            continue
        shown = f'IF([used]=0,"{_UNKNOWN}",IFERROR(({moved})/ABS({total.cell}),"{_UNKNOWN}"))'
        found["moves"].append(f'=IF(ISNUMBER({total.cell}),IF({total.cell}=0,"",{shown}),"")')
        for key, end in (("at_lowest", spread.lowest), ("at_highest", spread.highest)):
            found[key].append(f"=IF(ISNUMBER([moves]),ROUND([moves]*({end!r}/[used]-1),15),[moves])")
    return found
