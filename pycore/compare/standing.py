"""How each product stands in both files: deviations, S and grade, before and after, found by what the columns mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pycore.compare.changes import ProductStanding, ResultChange
from pycore.compare.results import judged_by, result_cells, result_of
from pycore.compare.side import Side
from pycore.sheets.standing import standings


def product_standings(old: Side, new: Side) -> Iterator[ProductStanding]:
    """Yield how each product stands in both files, in the order of the sheets; one without any value is left out."""
    held = old.book.names.keys() & new.book.names.keys()
    for standing in standings(new.book.definition):
        found: dict[tuple[str, int], list[ResultChange]] = defaultdict(list)
        columns = [c for c in judged_by(standing) if c.name in held]
        if not columns:
            continue
        for column in columns:
            met: dict[str, int] = defaultdict(int)
            for label, a, b in result_cells(old, new, column.name, column.table, column.product):
                key = label.zh, met[label.zh]
                met[label.zh] += 1
                value = result_of(old, new, column.name, column.column.title, label, (a, b))
                if value.old is not None or value.new is not None:
                    found[key].append(value)
        for values in found.values():
            yield ProductStanding(columns[-1].table.title, values[0].label, tuple(values))
