"""Errors in what the template brings: factors, benchmarks, lists, coefficients, headers, units and texts."""

from __future__ import annotations

from random import Random

from pycore.reading.book import CellKey
from tests.review.mutations.clean import DEFINITION, Clean
from tests.review.mutations.editing import address, with_values
from tests.review.mutations.mutation import Kind, Make, Mutation

LIBRARY = ("template-library-changed",)
_STEAM = ("if97_r", "steam0_n", "steam2_n", "steam4_n", "steam23_n", "if97_t")


def _changed(name: str, what: str) -> Make:
    """Change a cell of a named column of the library: a number a little, a text in its last letter."""

    def make(clean: Clean, random: Random) -> Mutation | None:
        cell = random.choice(clean.book.cells_of(name))
        value = clean.book.values.get(cell)
        if cell in clean.book.formulas or value in (None, ""):
            return None
        new = value * random.choice([0.9, 1.001, 0.5, 1000]) if isinstance(value, float) else f"{value}x"
        if new == value:
            return None
        return Mutation(
            with_values(clean.package, {cell: new}),
            f"{what} {cell[0]}!{address(cell)}: {value} → {new}",
            (cell,),
            True,
        )

    return make


def one_of(names: tuple[str, ...], what: str) -> Make:
    made = [_changed(name, what) for name in names]

    def make(clean: Clean, random: Random) -> Mutation | None:
        return random.choice(made)(clean, random)

    return make


def _swapped(clean: Clean, random: Random) -> Mutation | None:
    """Two factors change places, so that every value in the library is one of the library's."""
    cells = clean.book.cells_of("factors_value")
    one, other = random.sample(cells, 2)
    a, b = clean.book.values.get(one), clean.book.values.get(other)
    if not isinstance(a, float) or not isinstance(b, float) or a == b:
        return None
    said = f"values of {address(one)} and {address(other)} swapped in {one[0]}"
    return Mutation(with_values(clean.package, {one: b, other: a}), said, (one, other), True)


def _list_entry(clean: Clean, random: Random) -> Mutation | None:
    item = random.choice(DEFINITION.lists)
    cells = clean.book.cells_of(f"{item.key}_{random.choice(['list', 'code'])}")
    cell = random.choice(cells)
    value = clean.book.values.get(cell)
    if cell in clean.book.formulas or not isinstance(value, str):
        return None
    other = random.choice([c for c in cells if c != cell])
    new = random.choice([f"{value}2", str(clean.book.values.get(other))])
    if new == value:
        return None
    return Mutation(
        with_values(clean.package, {cell: new}), f"list entry {address(cell)}: {value} → {new}", (cell,), True
    )


def _above(rows: int, what: str) -> Make:
    """Change the unit (1) or the title (2) over a ledger's column."""

    def make(clean: Clean, random: Random) -> Mutation | None:
        table = random.choice([t for t in DEFINITION.tables() if t.key not in ("steam0", "steam2")])
        column = random.choice(table.columns)
        sheet, row, number = clean.book.cells_of(f"{table.key}_{column.key}")[0]
        cell: CellKey = (sheet, row - rows, number)
        value = clean.book.values.get(cell)
        if not isinstance(value, str) or not value:
            return None
        new = value.replace("t", "kg", 1) if "t" in value else f"10⁴{value}"
        return Mutation(
            with_values(clean.package, {cell: new}),
            f"{what} {cell[0]}!{address(cell)}: {value} → {new}",
            (cell,),
        )

    return make


def _label(clean: Clean, random: Random) -> Mutation | None:
    """The label of a line in a panel, or a text of the instructions."""
    panel = random.choice(DEFINITION.panels())
    sheet, row, _ = clean.book.cells_of(f"{panel.key}_{random.choice(panel.fields).key}")[0]
    cell: CellKey = (sheet, row, 1)
    value = clean.book.values.get(cell)
    if not isinstance(value, str):
        return None
    return Mutation(
        with_values(clean.package, {cell: value + " (net)"}),
        f"label {sheet}!{address(cell)} changed",
        (cell,),
    )


KINDS = [
    Kind("library: factor value", _changed("factors_value", "factor"), rules=LIBRARY, count=12),
    Kind("library: two factors swapped", _swapped, rules=LIBRARY, count=5),
    Kind("library: factor unit, source, flag, year, id", one_of(
        ("factors_unit", "factors_source", "factors_flag", "factors_year", "factors_id", "factors_name", "factors_version"), "factor"),
        rules=LIBRARY, count=10),
    Kind("library: benchmark", one_of(("bench_value", "bench_unit", "bench_id", "bench_level", "bench_conditions"), "benchmark"),
         rules=LIBRARY, count=7),
    Kind("library: steam coefficient", one_of(_STEAM, "coefficient"), rules=LIBRARY, count=5),
    Kind("library: list entry", _list_entry, rules=LIBRARY, count=7),
    Kind("header changed", _above(2, "title"), rules=("template-header-changed",), count=7),
    Kind("unit changed", _above(1, "unit"), rules=("template-header-changed",), count=7),
    Kind("label changed", _label, rules=("template-header-changed",), count=5),
]  # fmt: skip
