"""Errors in values: typed over formulas, edited in the file without a program, or left stale."""

from __future__ import annotations

from random import Random

from pycore.cells.stored import Value
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package, write_values
from pycore.reading.book import CellKey
from tests.review.mutations.clean import Clean
from tests.review.mutations.editing import address, with_cached, with_formula, with_values
from tests.review.mutations.mutation import Kind, Mutation


def _at(cell: CellKey) -> str:
    return f"{cell[0]}!{address(cell)}"


def _wrong(value: float, random: Random) -> float:
    return value * (1 - random.choice([1e-6, 0.001, 0.02, 0.1, 0.5]))


def typed_right(clean: Clean, random: Random) -> Mutation | None:
    # A link between two inputs is a formula too, and whoever types the amount in its place has entered an input.
    cell = random.choice([c for c in clean.live_cells if c not in clean.entered_cells])
    value = clean.book.values[cell]
    return Mutation(
        with_values(clean.package, {cell: value}), f"its own value {value!r} typed over {_at(cell)}", (cell,)
    )


def typed_wrong(clean: Clean, random: Random) -> Mutation | None:
    cell = random.choice(clean.number_cells)
    value = _wrong(float(str(clean.book.values[cell])), random)
    return Mutation(with_values(clean.package, {cell: value}), f"{value!r} typed over {_at(cell)}", (cell,), True)


def typed_constant(clean: Clean, random: Random) -> Mutation | None:
    """A number with an equals sign before it, so that the cell still looks like a formula."""
    cell = random.choice(clean.number_cells)
    value = _wrong(float(str(clean.book.values[cell])), random)
    return Mutation(with_formula(clean.package, cell, repr(value)), f"={value!r} over {_at(cell)}", (cell,), True)


def typed_text(clean: Clean, random: Random) -> Mutation | None:
    cell = random.choice(clean.number_cells)
    value = f"{clean.book.values[cell]}"
    return Mutation(with_values(clean.package, {cell: value}), f"text “{value}” typed over {_at(cell)}", (cell,), True)


def emptied(clean: Clean, random: Random) -> Mutation | None:
    cell = random.choice(clean.live_cells)
    return Mutation(with_values(clean.package, {cell: None}), f"{_at(cell)} emptied", (cell,), True)


def cached_number(clean: Clean, random: Random) -> Mutation | None:
    cell = random.choice(clean.number_cells)
    value = _wrong(float(str(clean.book.values[cell])), random)
    return Mutation(with_cached(clean.package, cell, value), f"result of {_at(cell)} edited to {value!r}", (cell,))


def cached_text(clean: Clean, random: Random) -> Mutation | None:
    """A grade, a check or a verdict edited."""
    cells = [c for c in clean.live_cells if isinstance(clean.book.values[c], str)]
    cells = [
        c
        for c in cells
        if "TL_CALCULATED_AT" not in clean.book.formulas[c] and "TL_VERSION" not in clean.book.formulas[c]
    ]
    cell = random.choice(cells)
    value = "✓" if clean.book.values[cell] != "✓" else "✓ "
    return Mutation(with_cached(clean.package, cell, value), f"result of {_at(cell)} edited to {value!r}", (cell,))


def cached_chain(clean: Clean, random: Random) -> Mutation | None:
    """A result edited, and with it everything that follows from it, as if it had been calculated."""
    cell = random.choice(clean.number_cells)
    value = _wrong(float(str(clean.book.values[cell])), random)
    other = Package.read(clean.package.with_formulas({cell[0]: {(cell[1], cell[2]): repr(value)}}))
    values = recalculate(other, engine_functions())
    values[cell[0]][cell[1], cell[2]] = value
    data = write_values(clean.package, values)
    return Mutation(data, f"result of {_at(cell)} edited to {value!r}, and all that follows from it")


def cached_in_an_uncalculated_file(clean: Clean, random: Random) -> Mutation | None:
    """Nearly all results taken away, as by a program that does not calculate, and one of the rest edited."""
    cell = random.choice(clean.number_cells)
    value = _wrong(float(str(clean.book.values[cell])), random)
    kept: dict[str, dict[tuple[int, int], Value]] = {}
    for sheet, row, column in clean.formula_cells:
        kept.setdefault(sheet, {})[row, column] = None
    kept[cell[0]][cell[1], cell[2]] = value
    return Mutation(
        write_values(clean.package, kept), f"all results removed but that of {_at(cell)}, edited to {value!r}"
    )


def stale(clean: Clean, random: Random) -> Mutation | None:
    inputs = [
        (cell, table) for cell, table, column in clean.inputs()
        if column not in ("limit", "annual_cost", "investment") and table not in ("measures", "loops")
    ]  # fmt: skip
    cell, _ = random.choice(inputs)
    value = float(str(clean.book.values[cell])) * random.choice([0.5, 0.9, 1.2])
    return Mutation(
        with_values(clean.package, {cell: value}), f"input {_at(cell)} changed to {value!r}, not calculated"
    )


TYPED = ("template-formula-overwritten", "template-formula-changed", "template-formula-missing")
KINDS = [
    Kind("value over formula: the right one", typed_right, rules=TYPED, count=10),
    Kind("value over formula: a wrong one", typed_wrong, rules=TYPED, count=12),
    Kind("value over formula: =number", typed_constant, rules=TYPED, count=8),
    Kind("value over formula: number as text", typed_text, rules=TYPED, count=6),
    Kind("formula deleted", emptied, rules=TYPED, count=8),
    Kind("cached result edited: number", cached_number, stages=("values",), rules=("value-cached-edited",), count=10),
    Kind("cached result edited: grade, check, text", cached_text, stages=("values",), rules=("value-cached-edited",), count=7),
    Kind("cached result edited with its followers", cached_chain, stages=("values",), rules=("value-cached",), count=5),
    Kind("cached result edited, others removed", cached_in_an_uncalculated_file, stages=("values",), rules=("value-cached-",), count=5),
    Kind("input edited, not calculated", stale, stages=("values",), rules=("value-cached-stale", "value-cached-edited"), count=8),
]  # fmt: skip
