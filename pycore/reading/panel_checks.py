"""Checks that stand alone in a panel: a field that says ✗, where a table has a column of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from pycore.cells.stored import Value
from pycore.errors import FileProblem
from pycore.formulas.tree import FormulaProblem
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Field, Panel, Role, Workbook

WRONG = "✗"
"""What a check begins with where something is wrong."""
_WORD = re.compile(r"[A-Za-z_]\w*")


def failed_panel_checks(book: Book, value: Callable[[CellKey], Value]) -> Iterator[tuple[CellKey, Panel, Field]]:
    """Yield the check fields of panels that say ✗, each with its cell.

    A field that only counts or repeats what other checks say, such as the line of the cover, is left out: what it
    counts is named where it stands.

    Args:
        value: the value of a cell; calculated, or as the file holds it.
    """
    for panel, field in own_panel_checks(book.definition):
        try:
            area = book.area(f"{panel.key}_{field.key}")
        except (FileProblem, FormulaProblem):
            continue
        cell = (area.sheet, area.row1, area.column1)
        said = value(cell)
        if isinstance(said, str) and said.startswith(WRONG):
            yield cell, panel, field


def own_panel_checks(definition: Workbook) -> Iterator[tuple[Panel, Field]]:
    """Yield the check fields of panels that test something themselves."""
    checks = {
        f"{block.key}_{entry.key}"
        for block in definition.filled_blocks()
        for entry in block.entries
        if entry.role is Role.CHECK
    }
    written = {f"{panel.key}_{field.key}": _words(field) for panel in definition.panels() for field in panel.fields}
    for panel in definition.panels():
        for field in panel.fields:
            name = f"{panel.key}_{field.key}"
            if field.role is Role.CHECK and not _reached(name, written) & (checks - {name}):
                yield panel, field


def _words(field: Field) -> frozenset[str]:
    formula = field.formula
    return frozenset(_WORD.findall(formula if isinstance(formula, str) else f"{formula.zh} {formula.en}"))


def _reached(name: str, written: Mapping[str, frozenset[str]]) -> set[str]:
    """The names that a field's formula leads to, through other fields."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        more = written.get(waiting.pop(), frozenset()) - found
        found |= more
        waiting += more
    return found
