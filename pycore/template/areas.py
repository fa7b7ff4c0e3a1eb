"""Areas and runs of cells in a sheet: how they are written, whether they meet, what others leave out of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Area, Value
from pycore.formulas.tree import AreaOnSheet

_MOST_CELLS = 100_000  # of an area that is gone through cell by cell


def area_text(area: Area) -> str:
    """Write an area as `B2` or `B2:C9`."""
    first = f"{column_letters(area.first_column)}{area.first_row}"
    last = f"{column_letters(area.last_column)}{area.last_row}"
    return first if first == last else f"{first}:{last}"


def named_area_text(area: AreaOnSheet) -> str:
    """Write the area of a name, without its sheet."""
    return area_text(Area(*area[1:]))


def run_text(column: int, first: int, last: int) -> str:
    """Write cells below each other as `B2` or `B2:B9`."""
    letters = column_letters(column)
    return f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"


def meet(one: Area, other: Area) -> bool:
    """Tell whether two areas share a cell."""
    return (
        one.first_row <= other.last_row
        and other.first_row <= one.last_row
        and one.first_column <= other.last_column
        and other.first_column <= one.last_column
    )


def consecutive(hits: Sequence[tuple[int, Value]]) -> Iterator[list[tuple[int, Value]]]:
    """Put rows that follow each other together."""
    run: list[tuple[int, Value]] = []
    for hit in sorted(hits, key=lambda h: h[0]):
        if run and hit[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(hit)
    if run:
        yield run


def left_out(area: Area | None, given: Sequence[Area]) -> Iterator[tuple[int, list[tuple[int, Value]]]]:
    """Yield the cells of an area that others leave out, by column and run of rows."""
    if area is None or area in given or area.size > _MOST_CELLS:
        return
    columns: dict[int, list[tuple[int, Value]]] = defaultdict(list)
    for row, column in area.places():
        if not any((row, column) in other for other in given):
            columns[column].append((row, None))
    for column, hits in columns.items():
        for run in consecutive(hits):
            yield column, run
