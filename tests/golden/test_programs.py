"""Every formula of every built workbook, without the add-in, by independent programs and cell by cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pycore.reading.book import Book
from tests.golden.books import FULL, BuiltWorkbook, by_turns
from tests.golden.comparison import Place, Tolerance
from tests.golden.conftest import Golden
from tests.golden.deviations import DEVIATIONS, Deviation
from tests.golden.programs import LIBREOFFICE, PROGRAMS, Program, examples_of
from tests.golden.table import PROPERTY

pytestmark = pytest.mark.programs

TOLERANCE = Tolerance(relative=1e-9, absolute=1e-12, any_error=True)


def books_of(program: Program) -> list[BuiltWorkbook]:
    """List what a program calculates: the filled workbooks by turns, for of a blank one nearly every cell is blank.

    `make full` takes all.
    """
    return examples_of(program) + (by_turns("blank", 0) if FULL else [])


each_program_and_book = pytest.mark.parametrize(
    ("program", "book"),
    [
        pytest.param(p, b, marks=pytest.mark.libreoffice if p is LIBREOFFICE else (), id=f"{p.name}-{b.name}")
        for p in PROGRAMS
        for b in books_of(p)
    ],
)


def differences(golden: Golden, program: Program, book: BuiltWorkbook) -> dict[Place, str]:
    found, _ = golden.calculated(program, book)
    return TOLERANCE.differences(golden.native(book).cells, found.cells)


def explained(golden: Golden, deviation: Deviation, book: BuiltWorkbook, places: set[Place]) -> set[Place]:
    if not places:
        return set()
    file = Book.open(golden.native(book).source)
    return deviation.explains(places, file.formulas, file.names)


@each_program_and_book
def test_a_program_without_the_add_in_calculates_every_cell_as_the_core_does(
    program: Program, book: BuiltWorkbook, golden: Golden, record_property: Callable[[str, object], None]
) -> None:
    expected = golden.native(book).cells
    _, seconds = golden.calculated(program, book)
    wrong = differences(golden, program, book)
    record_property(PROPERTY, (program.name, book.name, len(expected) - len(wrong), len(expected), seconds))
    known = [d for d in DEVIATIONS if d.program == program.name]
    tolerated = {p for d in known for p in explained(golden, d, book, set(wrong))}
    assert len(expected) > 1000
    assert {place: what for place, what in wrong.items() if place not in tolerated} == {}


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda d: f"{d.program}: {d.cause}")
def test_a_known_deviation_still_occurs_in_some_workbook(deviation: Deviation, golden: Golden) -> None:
    program = next(p for p in PROGRAMS if p.name == deviation.program)
    cells = [
        place
        for book in books_of(program)
        for place in explained(golden, deviation, book, set(differences(golden, program, book)))
    ]
    assert cells, f"{deviation.program} calculates every cell as the core does: take the entry out"
