"""Slips that are made with mercury: its weight for that of the catalyst, µg for mg, dry for wet, a stock's sign.

Obligatory is what a row or the balance of a plant can tell. What is a right number of another plant (a fraction of mercury
within the grade, a dry concentration typed as a wet one) is counted, and the rate says how far the balance goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

from pycore.cells.stored import Value
from pycore.reading.book import CellKey
from tests.review.mutations.clean import Clean
from tests.review.mutations.editing import address, with_values
from tests.review.mutations.mutation import Kind, Make, Mutation, Owed

HG = 200.59 / 271.50
"""Mercury in HgCl2, by molar masses (IUPAC)."""
STOCKS = ("stock_begin", "bought", "stock_end")
SOLIDS = frozenset({"spent_catalyst", "carbon"})
LIQUIDS = frozenset({"acid", "alkali"})


class Chosen(NamedTuple):
    """An entry of a closed list by its code, to be written as the language of the workbook has it."""

    list: str
    code: str


Entries = Mapping[str, Value | Chosen]
Slip = Callable[[Entries, Random], Entries]


def row(table: str, slip: Slip, pathways: frozenset[str] = frozenset()) -> Make:
    """Make a slip in one filled row of a ledger; `pathways` narrows it to rows of some ways out."""

    def make(clean: Clean, random: Random) -> Mutation | None:
        first = clean.book.area(f"{table}_plant")
        rows = [r for r in range(first.row1, first.row2 + 1) if _value(clean, table, "plant", r) not in (None, "")]
        wanted = {_written(clean, Chosen("pathway", code)) for code in pathways}
        rows = [r for r in rows if not wanted or _value(clean, table, "pathway", r) in wanted]
        if not rows:
            return None
        at = random.choice(rows)
        before = {c.key: _value(clean, table, c.key, at) for c in clean.definition.table(table).columns}
        after = {key: _written(clean, value) for key, value in slip(before, random).items()}
        changed = {key: value for key, value in after.items() if value != before[key]}
        if not changed:
            return None
        cells = {_cell(clean, table, key, at): value for key, value in changed.items()}
        said = ", ".join(f"{table}.{key} {before[key]} → {value}" for key, value in changed.items())
        where = address(next(iter(cells)))
        return Mutation(with_values(clean.package, cells), f"{first.sheet}!{where} {said}", recalculated=True)

    return make


def _cell(clean: Clean, table: str, key: str, row: int) -> CellKey:
    area = clean.book.area(f"{table}_{key}")
    return area.sheet, row, area.column1


def _value(clean: Clean, table: str, key: str, row: int) -> Value:
    return clean.book.values.get(_cell(clean, table, key, row))


def _written(clean: Clean, value: Value | Chosen) -> Value:
    """A value as it is typed: for an entry of a list its label."""
    if not isinstance(value, Chosen):
        return value
    codes = list(map(clean.book.values.get, clean.book.cells_of(f"{value.list}_code")))
    return clean.book.values[clean.book.cells_of(f"{value.list}_list")[codes.index(value.code)]]


def number(entries: Entries, key: str) -> float:
    """A number of a row; 0 where the cell is blank."""
    value = entries[key]
    return value if isinstance(value, float) else 0.0


def times(factor: float, *keys: str) -> Slip:
    """Numbers of a row in another unit, those that are not filled in left blank."""
    return lambda entries, random: {key: number(entries, key) * factor for key in keys if entries[key] is not None}


def exchanged(one: str, other: str) -> Slip:
    """Two numbers of a row, each in the cell of the other."""
    return lambda entries, random: {one: entries[other], other: entries[one]}


def mercury_for_catalyst(entries: Entries, random: Random) -> Entries:
    """The mercury in the catalyst, weighed in place of the catalyst."""
    return times(number(entries, "hgcl2_fraction") * HG, *STOCKS)(entries, random)


def sign_turned(entries: Entries, random: Random) -> Entries:
    """A stock with a minus before it, as if it had still to be subtracted."""
    key = random.choice(("stock_begin", "stock_end"))
    return {key: -number(entries, key)}


def copied(source: str, to: str) -> Slip:
    """One number of a row typed again where another belongs."""
    return lambda entries, random: {to: entries[source]}


def dry_for_wet(entries: Entries, random: Random) -> Entries:
    """A concentration of the dried sample, with nothing said of its basis."""
    return {"concentration": number(entries, "concentration") / (1 - random.choice((0.15, 0.4, 0.6)))}


def moisture_not_taken_off(entries: Entries, random: Random) -> Entries:
    """A concentration of the dried sample with its moisture, and the basis chosen is the wet one."""
    return {"basis": Chosen("solid_basis", "wet"), "moisture": random.choice((0.15, 0.4, 0.6))}


TOLD = ("unit-", "validation", "row-", "error-", "mixed-")
RULES = ("rules",)


def _obligatory(name: str, make: Make, rules: tuple[str, ...] = TOLD, count: int = 4) -> Kind:
    return Kind(f"mercury: {name}", make, stages=RULES, rules=rules, count=count)


def _rate(name: str, make: Make) -> Kind:
    return Kind(f"mercury: {name}", make, Owed.RATE, stages=RULES, count=4)


KINDS: list[Kind] = [
    _obligatory("its weight for that of the catalyst", row("catalyst", mercury_for_catalyst)),
    _obligatory("catalyst in t for kg", row("catalyst", times(0.001, *STOCKS))),
    _obligatory("HgCl2 as a percentage", row("catalyst", times(100, "hgcl2_fraction")), ("unit-percent", "validation")),
    _obligatory("HgCl2 of the high grade, doubled", row("catalyst", times(2, "hgcl2_fraction"))),
    _obligatory("a stock's sign turned", row("catalyst", sign_turned), ("validation",)),
    _obligatory("output of PVC and VCM exchanged", row("output", exchanged("pvc", "vcm")), ("row-",)),
    _obligatory("µg for mg in gas", row("outflows", times(1000, "concentration"), frozenset({"air"}))),
    _obligatory("µg for mg in waste water", row("outflows", times(1000, "concentration"), frozenset({"water"}))),
    _obligatory("m³ for 10⁴ m³ of gas", row("outflows", times(10_000, "flow"), frozenset({"air"}))),
    _obligatory("µg for mg in solids", row("outflows", times(1000, "concentration"), SOLIDS)),
    _obligatory("µg for mg in acid and alkali", row("outflows", times(1000, "concentration"), LIQUIDS)),
    _obligatory("kg for t of solids", row("outflows", times(1000, "flow"), SOLIDS)),
    _obligatory("wet chosen for the dry basis", row("outflows", moisture_not_taken_off, SOLIDS), ("row-",)),
    _obligatory("output of PVC for VCM", row("output", copied("pvc", "vcm")), ("row-",)),
    _obligatory("output of VCM for PVC", row("output", copied("vcm", "pvc")), ("row-",)),
    _rate("Hg for HgCl2 in its fraction", row("catalyst", times(HG, "hgcl2_fraction"))),
    _rate("opening and closing stock exchanged", row("catalyst", exchanged("stock_begin", "stock_end"))),
    _rate("dry for wet basis", row("outflows", dry_for_wet, SOLIDS)),
]  # fmt: skip
