"""What the template of a file holds itself: by it a cell that somebody has typed is told from one that was issued."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pycore.cells.stored import Area
from pycore.cells.values import is_blank
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, resolve
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.reading.stored_template import find_stored, stored_bytes
from pycore.sheets.definition import Workbook
from pycore.sheets.writer import write_workbook


@dataclass(frozen=True)
class TemplateCells:
    """The constants and formulas of a template.

    Attributes:
        constants: the texts that its cells show, by cell; sheets by the names that they have in the file.
        formulas: the cells with a formula.
        exact: it is the template of the file's own version, and not the present one in its place.
    """

    constants: Mapping[CellKey, str]
    formulas: frozenset[CellKey]
    exact: bool

    def left_over(self, typed: Mapping[CellKey, str]) -> list[CellKey]:
        """Return the cells that hold what the template has not, in their order.

        A cell that stands where the template has the same is the template's. Rows may have been inserted, so what is
        left is then counted by sheet and content: a heading that stands twice is once the template's, once typed.
        """
        rest = Counter((cell[0], text) for cell, text in self.constants.items() if typed.get(cell) != text)
        found = []
        for cell, text in typed.items():
            if self.constants.get(cell) == text:
                continue
            if rest[cell[0], text]:
                rest[cell[0], text] -= 1
            else:
                found.append(cell)
        return found


def template_cells(book: Book, definition: Workbook) -> TemplateCells:
    """Return what the template of a file holds: as stored of its version, or else what the present one has."""
    if book.version != definition.version and definition.fingerprints is not None:
        stored = find_stored(definition.fingerprints, book.version, book.language)
        if stored is not None:
            return _stored(json.loads(stored_bytes(stored)), book)
    blank = Book.open(write_workbook(definition, book.language))
    named = {name: area for name in blank.names if (area := area_or_none(blank, name)) is not None}
    sheets = _renamed(named, book)
    constants = {
        (sheets.get(c[0], c[0]), *c[1:]): as_text(v)
        for c, v in blank.values.items()
        if c not in blank.formulas and not is_blank(v)
    }
    formulas = frozenset((sheets.get(c[0], c[0]), *c[1:]) for c in blank.formulas)
    return TemplateCells(constants, formulas, book.version == definition.version)


def area_or_none(book: Book, name: str) -> AreaOnSheet | None:
    """Where a name of a file stands; None for one that has been damaged."""
    try:
        return resolve(book.names[name], "", book.names)
    except FormulaProblem:
        return None


def _stored(content: Mapping[str, Any], book: Book) -> TemplateCells:
    """Read the cells of a stored fingerprint."""
    sheets = _renamed({name: AreaOnSheet(*area) for name, area in content["names"].items()}, book)
    constants: dict[CellKey, str] = {}
    formulas: set[CellKey] = set()
    for sheet in content["sheets"]:
        name = sheets.get(sheet["name"], sheet["name"])
        for at, _, _, value in sheet["fixed"]:
            constants.update({(name, *place): as_text(value) for place in _places(at)})
        for family in sheet["formulas"]:
            formulas |= {(name, *place) for place in _places(family[2])}
    return TemplateCells(constants, frozenset(formulas), exact=True)


def _places(areas: str) -> Iterator[tuple[int, int]]:
    for one in areas.split():
        area = Area.of(one)
        if area is not None:
            for row in range(area.first_row, area.last_row + 1):
                yield from ((row, column) for column in range(area.first_column, area.last_column + 1))


def _renamed(named: Mapping[str, AreaOnSheet], book: Book) -> dict[str, str]:
    """What the sheets of a template are called in the file: a user may have renamed the tabs, names still lead there."""
    held = {sheet.name for sheet in book.package.sheets}
    found: dict[str, str] = {}
    for name, area in named.items():
        if area.sheet not in held and area.sheet not in found and name in book.names:
            there = area_or_none(book, name)
            if there is not None:
                found[area.sheet] = there.sheet
    return found
