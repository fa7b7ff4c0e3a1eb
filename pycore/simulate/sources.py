"""What is drawn in a simulation: the cells that the definition calls uncertain, each with its own stream of draws.

An input that holds a formula is not drawn: it follows the cells that it refers to, as a transfer between process
units written as a link to the upstream row. A calculated cell that is uncertain (the value in use of a factor) is
drawn as a whole, so every row that takes it varies with it.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.equations.equation import Equation
from pycore.formulas.arrays import FormulaArrays
from pycore.formulas.lanes import Lanes
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.sheets.definition import Column, Kind, Role, Table, Uncertain
from pycore.uncertainty.distributions import DISTRIBUTIONS, relative_deviations

CellValues = Mapping[CellKey, Value]
Bounds = tuple[float, float]

_REFERENCE = re.compile(r"\[(\w+)\]")


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell that is drawn.

    Attributes:
        name: column and row within its table, `fuels_consumption#3`; the seed of its draws comes from it, so that a
            row that is added at the end of a ledger, or another language, leaves the draws of the others as they are.
        relative: half of the 95 % interval over the mean.
        low, high: draws beyond are set to the bound.
    """

    name: str
    cell: CellKey
    label: str
    mean: float
    relative: float
    distribution: str
    low: float = -math.inf
    high: float = math.inf

    def stream(self, seed: int) -> np.random.Generator:
        """Return the generator of this cell's draws; how they are cut into blocks makes no difference."""
        words = np.frombuffer(hashlib.sha256(self.name.encode()).digest()[:16], dtype="<u4")
        return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=tuple(int(w) for w in words)))

    def draw(self, generator: np.random.Generator, count: int) -> Lanes:
        """Draw the next `count` values, not cut at the bounds yet."""
        deviations: Lanes = relative_deviations(generator, self.distribution, self.relative, count)
        deviations *= self.mean
        return deviations

    def cut(self, values: Lanes) -> int:
        """Set the values beyond the bounds to the bounds, in place, and say how many there were."""
        if values.min() >= self.low and values.max() <= self.high:
            return 0
        beyond = int(np.count_nonzero((values < self.low) | (values > self.high)))
        np.clip(values, self.low, self.high, out=values)
        return beyond


@dataclass(frozen=True, slots=True)
class Sources:
    """The uncertain cells of a workbook, and how many of its uncertain inputs follow a formula instead."""

    drawn: tuple[DrawnCell, ...]
    linked: tuple[CellKey, ...]


def find_sources(book: Book, values: CellValues) -> Sources:
    """Find the cells to draw: numbers in uncertain columns whose relative uncertainty is above 0.

    Raises:
        FormulaProblem: a distribution that is not known, with sheet!cell.
    """
    drawn: list[DrawnCell] = []
    linked: list[CellKey] = []
    for table in book.definition.tables():
        for column in table.columns:
            if column.uncertain is None:
                continue
            for index, cell in enumerate(book.cells_of(f"{table.key}_{column.key}")):
                source = _source(book, values, table, column, column.uncertain, index, cell)
                if source is None:
                    continue
                if cell in book.formulas and column.role in (Role.INPUT, Role.OVERRIDE):
                    linked.append(cell)
                else:
                    drawn.append(source)
    return Sources(tuple(drawn), tuple(linked))


def _source(
    book: Book, values: CellValues, table: Table, column: Column, uncertain: Uncertain, index: int, cell: CellKey
) -> DrawnCell | None:
    """Return a cell as drawn; None without a mean that is not 0, or without an uncertainty above 0."""
    mean = _number(values.get(cell))
    relative = _number(_cell_or_text(book, values, table, uncertain.relative, index)[0])
    if not mean or relative is None or relative <= 0:
        return None
    found, where = _cell_or_text(book, values, table, uncertain.distribution, index)
    distribution = "normal" if is_blank(found) else str(found).strip().lower()
    if distribution not in DISTRIBUTIONS:
        raise FormulaProblem(
            Text(
                f"分布“{found}”无效，应为 {'、'.join(DISTRIBUTIONS)} 之一。请改正后重算。",
                f'the distribution "{found}" is not known; expected one of {", ".join(DISTRIBUTIONS)}. Correct it.',
            )
        ).at(where or cell)
    if distribution == "none":
        return None
    label = f"{column.title[book.language]}：{row_label(book, values, table, index)}"
    if book.language == "en":
        label = label.replace("：", ": ", 1)
    return DrawnCell(f"{table.key}_{column.key}#{index + 1}", cell, label, mean, relative, distribution)


def _cell_or_text(
    book: Book, values: CellValues, table: Table, template: str, index: int
) -> tuple[Any, CellKey | None]:
    """Read a template: `[column]` is the cell of that column in the row, anything else stands for itself."""
    reference = _REFERENCE.fullmatch(template)
    if reference is None:
        return template, None
    cell = book.cells_of(f"{table.key}_{reference[1]}")[index]
    return values.get(cell), cell


def _number(value: Any) -> float | None:
    """Read a value as a number, a text of digits too; None for anything else."""
    if isinstance(value, str) and not isinstance(value, ErrorValue):
        try:
            return float(value)
        except ValueError:
            return None
    return None if isinstance(value, bool | str) or value is None else float(value)


def row_label(book: Book, values: CellValues, table: Table, index: int) -> str:
    """Say which row it is: what was chosen or written in its required cells, or the first cell that says something."""

    def shown(column: Column) -> str:
        value = values.get(book.cells_of(f"{table.key}_{column.key}")[index])
        return "" if is_blank(value) or isinstance(value, ErrorValue) else as_text(value).strip()

    named = [shown(c) for c in table.columns if c.required and c.kind is not Kind.NUMBER]
    return " ".join(word for word in named if word) or shown(table.columns[0])


# --- bounds ------------------------------------------------------------------------------------------------


def bounded(
    book: Book, arrays: FormulaArrays, sources: Collection[DrawnCell], varying: Collection[CellKey]
) -> list[DrawnCell]:
    """Give each source the bounds of its column, and those of the arguments that it is handed on to unchanged.

    Without a bound a draw keeps the sign of its value. A bound that the value itself breaks is left out: the cell
    shows an error then, or the check of its row speaks.
    """
    known = _known_bounds(book)
    bounds = {source.cell: _narrowed((-math.inf, math.inf), known.get(source.cell)) for source in sources}
    for cell, of in _handed_on(arrays, sources, [c for c in varying if c in known and c in book.formulas]):
        bounds[of] = _narrowed(bounds[of], known[cell])
    return [_with_bounds(source, *bounds[source.cell]) for source in sources]


def _known_bounds(book: Book) -> dict[CellKey, Bounds]:
    """Collect the legal interval of every cell that has one: of its column, and of the equation that takes it."""
    known: dict[CellKey, Bounds] = {}
    for table in book.definition.tables():
        columns: dict[str, Bounds] = {
            c.key: (c.domain.closed_low, c.domain.closed_high) for c in table.columns if c.domain is not None
        }
        for column in table.columns:
            if not isinstance(column.equation, Equation) or column.formula:
                continue
            templates = column.arguments or tuple(a.name for a in column.equation.arguments)
            for template, bounds in zip(templates, column.equation.bounds, strict=False):
                key = template.strip("[]")
                columns[key] = _narrowed(bounds, columns.get(key))
        for column in table.columns:
            if column.key in columns:
                known |= dict.fromkeys(book.cells_of(f"{table.key}_{column.key}"), columns[column.key])
    return known


def _narrowed(bounds: Bounds, other: Bounds | None) -> Bounds:
    return bounds if other is None else (max(bounds[0], other[0]), min(bounds[1], other[1]))


def _handed_on(
    arrays: FormulaArrays, sources: Collection[DrawnCell], cells: list[CellKey]
) -> Iterator[tuple[CellKey, CellKey]]:
    """Find the cells that show a source unchanged: each source gets two draws like no other's, and they are looked for.

    This sees through lookups, links and own values however they are written.
    """
    marks = np.random.default_rng(0).uniform(0.9, 1.0, (len(sources), 2))
    draws = {source.cell: source.mean * mark for source, mark in zip(sources, marks, strict=True)}
    owner = {tuple(values.tolist()): cell for cell, values in draws.items()}
    for cell, found in arrays.evaluate(cells, draws).items() if cells and draws else ():
        source = owner.get(tuple(found.tolist())) if isinstance(found, np.ndarray) else None
        if source is not None:
            yield cell, source


def _with_bounds(source: DrawnCell, low: float, high: float) -> DrawnCell:
    """Set the bounds of the draws: those of the domain that hold the mean, and 0 on a side that has none."""
    if low <= -1e300 and source.mean > 0:
        low = 0.0
    if high >= 1e300 and source.mean < 0:
        high = 0.0
    return replace(
        source,
        low=low if -1e300 < low <= source.mean else -math.inf,
        high=high if source.mean <= high < 1e300 else math.inf,
    )
