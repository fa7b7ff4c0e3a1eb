"""Which results differ between two submissions: what the inputs give, and what the files say."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.compare.changes import ResultChange
from pycore.compare.side import Side
from pycore.compare.values import RESULT_TOLERANCE, blank_is_none, equal, same_text
from pycore.formulas.tree import address
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.reading.choices import as_text
from pycore.sheets.definition import Role, Table
from pycore.sheets.standing import Named, Standing, standings


def result_changes(old: Side, new: Side) -> Iterator[ResultChange]:
    """Yield the results that differ: those that the definition names, of its headline tables, and how products stand."""
    definition = new.book.definition
    columns = {f"{t.key}_{c.key}": (t, c) for t in definition.tables() for c in t.columns}
    wanted = list(definition.results_with_units())
    known = {name for name, _ in wanted}
    for table in definition.tables():
        if table.headline:
            named = ((f"{table.key}_{c.key}", c) for c in table.columns if c.role is Role.CALCULATED)
            wanted += [(name, column.title) for name, column in named if name not in known]
    known |= {name for name, _ in wanted}
    held = old.book.names.keys() & new.book.names.keys()
    judged = {c.name: c for standing in standings(definition) for c in judged_by(standing)}.values()
    wanted += [(c.name, c.column.title) for c in judged if c.name not in known and c.name in held]
    for name, title in wanted:
        table_column = columns.get(name)
        for label, a, b in result_cells(old, new, name, table_column[0] if table_column else None):
            change = result_of(old, new, name, title, label, (a, b))
            if change.changed or not _filed_alike(old, new, change):
                yield change


def judged_by(standing: Standing) -> Iterator[Named]:
    """Yield what says how a product stands: its deviations, S and its grade."""
    named = (standing.deviation_nox, standing.deviation_ghg, standing.synergy, standing.grade)
    yield from (column for column in named if column is not None)


def result_cells(
    old: Side, new: Side, name: str, table: Table | None, first: str = ""
) -> Iterator[tuple[Text, CellKey | None, CellKey | None]]:
    """Pair the cells of a result: by the label of the row where there is one, else by place.

    Args:
        first: the name of the column that labels the rows (default: the first of the table).
    """
    cells = old.book.cells_of(name), new.book.cells_of(name)
    if table is None:
        yield from ((Text("", ""), a, b) for a, b in zip(*cells, strict=False))
        return
    if table.columns[0].key in table.prefilled:
        # The template itself names these rows, in their order.
        for i, (a, b) in enumerate(zip(*cells, strict=False)):
            given = table.prefilled[table.columns[0].key][i] if i < table.rows else ""
            if isinstance(given, str) and given.startswith("="):
                # The template names the row by a formula.
                place = new.book.cells_of(f"{table.key}_{table.columns[0].key}")[i]
                given = as_text(new.said(new.held(place)))
            yield given if isinstance(given, Text) else same_text(str(given)), a, b
        return
    first = first or f"{table.key}_{table.columns[0].key}"
    labelled: list[dict[str, CellKey]] = []
    texts: dict[str, Text] = {}
    for side, of_side in zip((old, new), cells, strict=True):
        found: dict[str, CellKey] = {}
        for i, (cell, place) in enumerate(zip(of_side, side.book.cells_of(first), strict=False)):
            held = side.held(place)
            key = as_text(side.said(held))
            if key in found or not key:
                key = f"{key}\0{i}"
            found[key] = cell
            texts[key] = side.bilingual(held)
        labelled.append(found)
    for key in {**labelled[0], **labelled[1]}:
        yield texts[key], labelled[0].get(key), labelled[1].get(key)


def _filed_alike(old: Side, new: Side, result: ResultChange) -> bool:
    """Whether both files hold the same, whatever their inputs give."""
    return equal(old.said(result.old_filed), new.said(result.new_filed), RESULT_TOLERANCE)


def result_of(
    old: Side, new: Side, name: str, title: Text, label: Text, cells: tuple[CellKey | None, CellKey | None]
) -> ResultChange:
    """Return one result in both files, changed or not."""
    was, now = (side.held(cell) if cell else None for side, cell in zip((old, new), cells, strict=True))
    filed = [
        blank_is_none(side.book.values.get(cell)) if cell else None
        for side, cell in zip((old, new), cells, strict=True)
    ]
    same = equal(old.said(was), new.said(now), RESULT_TOLERANCE)
    text = old.bilingual(was)
    return ResultChange(
        name=name,
        title=title,
        label=label,
        old_cell=address(cells[0]) if cells[0] else "",
        new_cell=address(cells[1]) if cells[1] else "",
        old=was,
        new=was if same else now,
        old_filed=filed[0],
        new_filed=filed[1],
        old_text=text,
        new_text=text if same else new.bilingual(now),
    )
