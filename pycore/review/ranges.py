"""What the library says of the performance of each product: the lowest and the highest value that it is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.reading.book import Book, CellKey
from pycore.review.page.values import cells_named, number
from pycore.review.result import HeldAgainst
from pycore.sheets.standing import Named, benchmarks, row_of, standings

_FEWEST = 2
"""References that make a range; a single one says only above or below."""


def library_ranges(book: Book, core: Mapping[CellKey, Value]) -> Iterator[HeldAgainst]:
    """Yield the range of each performance of each product; none where the file has fewer than two references.

    Args:
        core: the recalculated values; what the file says counts only for cells that hold no formula.
    """

    def values(name: str) -> list[Value]:
        return [core.get(cell, book.values.get(cell)) for cell in cells_named(book, name)]

    for standing in standings(book.definition):
        for performance, references in (
            (standing.ghg, (standing.advanced_ghg, *benchmarks(book.definition))),
            (standing.nox, (standing.advanced_nox,)),
        ):
            if performance is None:
                continue
            products = values(performance.product)
            for row, product in enumerate(products):
                held = sorted(v for one in references if one is not None and (v := _beside(values, one, product, row)))
                if len(held) >= _FEWEST and not is_blank(product):
                    yield HeldAgainst(performance.name, str(product), held[0], held[-1])


def _beside(values: Callable[[str], list[Value]], reference: Named, product: Value, row: int) -> float | None:
    """The positive reference for a product, if there is one."""
    there = row_of(product, values(reference.product), row)
    column = values(reference.name)
    found = number(column[there]) if there is not None and there < len(column) else None
    return found if found is not None and found > 0 else None
