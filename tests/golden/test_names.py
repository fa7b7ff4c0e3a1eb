"""The defined names of every built workbook: other programs accept them, and keep them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pycore.cells.addresses import LAST_COLUMN, LAST_ROW, column_number
from pycore.cells.stored import DefinedName
from pycore.formulas.tree import FormulaProblem, meaning
from pycore.package.package import Package
from tests.golden.books import FULL, BuiltWorkbook, built_workbooks
from tests.golden.conftest import Golden
from tests.golden.programs import ONLYOFFICE, examples_of

BOOKS = built_workbooks()
each_book = pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)

_LETTERS = re.compile(r"[^\W\d][\w.?\\]*|[\\][\w.?\\]*")
_LIKE_A1 = re.compile(r"([a-z]{1,3})([0-9]+)", re.IGNORECASE)
# Excel calls a file damaged for c1_domain and R2C: it reads the beginning of a reference of the R1C1 style.
_LIKE_R1C1 = re.compile(r"[rc]|[rc][0-9].*|r[0-9]*c([0-9].*)?", re.IGNORECASE)
_LONGEST = 255


def why_refused(name: str) -> str:
    """Say why Excel refuses a defined name; empty for a legal one."""
    if len(name) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    if not _LETTERS.fullmatch(name):
        return "has another first sign than a letter, _ or \\, or a sign that is no letter, digit, _, ., ? or \\"
    cell = _LIKE_A1.fullmatch(name)
    if cell and column_number(cell[1]) <= LAST_COLUMN and 1 <= int(cell[2]) <= LAST_ROW:
        return "is the address of a cell"
    if _LIKE_R1C1.fullmatch(name):
        return "begins like a reference of the R1C1 style"
    if name.casefold() in ("true", "false"):
        return "is a truth value"
    return ""


@pytest.mark.parametrize(
    "name",
    ["c1_domain", "R2_x", "c", "R", "RC", "r1c1", "rc5", "c12", "A1", "co2", "xfd1048576", "TRUE", "1st", "a b", "a-b", "a" * 256],
)  # fmt: skip
def test_excel_refuses(name: str) -> None:
    assert why_refused(name)


@pytest.mark.parametrize(
    "name",
    ["q1_x", "c_year1", "rc_a", "record_time", "TL_ON", "_xlnm.Print_Area", "排放汇总", "xfe1", "a1048577", "rate", "\\x"],
)  # fmt: skip
def test_excel_accepts(name: str) -> None:
    assert why_refused(name) == ""


@pytest.mark.slow
@each_book
def test_every_name_is_legal_and_stands_for_one_thing(book: BuiltWorkbook, golden: Golden) -> None:
    names = Package.read(golden.native(book).source).names
    assert len(names) > 100
    assert {n.name: why for n in names if (why := why_refused(n.name))} == {}
    times = Counter((n.name.casefold(), n.sheet) for n in names)
    assert [key for key, count in times.items() if count > 1] == []


@pytest.mark.programs
@pytest.mark.parametrize("book", BOOKS if FULL else examples_of(ONLYOFFICE), ids=lambda book: book.name)
def test_every_name_survives_onlyoffice(book: BuiltWorkbook, golden: Golden) -> None:
    calculation, _ = golden.calculated(ONLYOFFICE, book)
    before, after = stand_for(Package.read(golden.native(book).source).names), stand_for(calculation.names)
    assert len(before) > 100
    assert {key: (what, after.get(key)) for key, what in before.items() if after.get(key) != what} == {}


def stand_for(names: tuple[DefinedName, ...]) -> dict[tuple[str, str | None], object]:
    """Return what each name stands for, however the reference is written: `a!$B$1` or `'a'!$B$1:$B$1`.

    Titles and areas of print-outs (`_xlnm.…`) are settings of a page, which no formula reads.
    """
    known = {n.name: n.formula for n in names if n.sheet is None}
    return {(n.name, n.sheet): _meaning(n, known) for n in names if not n.name.startswith("_xlnm.")}


def _meaning(name: DefinedName, known: dict[str, str]) -> object:
    try:
        return meaning(name.formula, name.sheet or "", known)
    except FormulaProblem:  # several areas, such as the titles of a print-out
        return name.formula.replace("'", "")
