"""What is stored of a template's formulas is what reading them finds, and holds for nothing else."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pycore.cells.stored import DefinedName
from pycore.engine.both_ways import _calling
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import Calculation
from pycore.formulas import intersection
from pycore.formulas.readings import Readings
from pycore.formulas.structured import ExcelTable
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.review import review as review_module
from pycore.review.review import review
from pycore.sheets.registry import installed_workbooks
from pycore.template import stored_readings as readings_module
from pycore.template.formula import CanonicalFormulas, canonical_formula
from pycore.template.readings import (
    compressed_readings,
    make_readings,
    read_readings,
    readings_json,
    readings_path,
    stored_readings,
)
from workbooks.build import FOLDER

pytestmark = pytest.mark.slow

KEYS = ("coal_chemical", "industrial_park")
_MEANWHILE = "A1:A9*2"


def path_of(key: str, kind: str = "example") -> Path:
    return FOLDER / key / f"{key}_{kind}_zh.xlsx"


def readings_of(book: Book) -> Readings:
    found = stored_readings(book)
    assert found is not None
    return found


def calculation(book: Book, package: Package, readings: Readings | None) -> Calculation:
    """A calculation that has read the formulas and has yet to calculate; nothing is known from files before it."""
    stored = book.stored if package is book.package else None
    made = Calculation(package, engine_functions(), False, stored, readings)
    made.rewritten = {sheet.name: made.rewritten_cells(sheet.name) for sheet in package.sheets}
    return made


def assert_same(stored: Calculation, anew: Calculation) -> None:
    assert stored.formulas == anew.formulas
    assert stored.rewritten == anew.rewritten
    assert stored.families == anew.families
    assert _calling(stored) == _calling(anew)
    for sheet, formulas in anew.formulas.items():
        for place, formula in formulas.items():
            family = anew.families.get((sheet, place), "")
            assert stored._gives_one(formula, family) == anew._gives_one(formula, family), (sheet, place)


def with_formula(package: Package, formula: str, other: str) -> Package:
    """The package with another formula in the first cell that has this one."""
    old, new = f"<f>{formula}</f>".encode(), f"<f>{other}</f>".encode()
    part = next(sheet.part for sheet in package.sheets if old in package.members[sheet.part])
    return Package.read(package.with_members({part: package.members[part].replace(old, new, 1)}))


def one_cell_name(package: Package) -> DefinedName:
    """A defined name that stands for one cell and is used in formulas."""
    text = b"".join(package.members[sheet.part] for sheet in package.sheets).decode()
    return next(n for n in package.names if ":" not in n.formula and "$" in n.formula and f"({n.name}" in text)


@pytest.mark.parametrize("key", KEYS)
def test_what_is_stored_is_what_the_template_says(key: str) -> None:
    blank = path_of(key, "blank").read_bytes()
    made = readings_json(make_readings(blank))
    assert readings_json(readings_of(Book.open(blank))) == made
    assert (
        readings_json(read_readings(compressed_readings(read_readings(compressed_readings(make_readings(blank))))))
        == made
    )


@pytest.mark.parametrize("key", KEYS)
def test_a_file_is_read_the_same_with_them_and_without(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book.open(path_of(key))
    anew = calculation(book, book.package, None)
    looked_at: list[str] = []
    parse = intersection.parse_in_passing
    monkeypatch.setattr(intersection, "parse_in_passing", lambda formula: looked_at.append(formula) or parse(formula))
    stored = calculation(book, book.package, dataclasses.replace(readings_of(book)))
    assert stored.readings is not None
    # Names with the row's digits in them are looked at in every row.
    assert len(looked_at) < len(set(anew.families.values())) / 5
    assert_same(stored, anew)


@pytest.mark.parametrize("key", KEYS)
def test_canonical_texts_are_those_of_the_formulas(key: str) -> None:
    book = Book.open(path_of(key))
    known = readings_of(book).canonical
    canonical = CanonicalFormulas(known=known)
    for (sheet, row, column), formula in book.formulas.items():
        assert canonical.text(formula, row, column) == canonical_formula(formula, row, column), (sheet, row, column)
    # Nearly all are known; what is typed in as a formula by the user is not.
    assert len(canonical.known) < 1.1 * len(known)


def test_sheets_by_other_names_have_texts_of_their_own() -> None:
    known = {("Other!A#", 0, 1): "[other]!RC"}
    assert CanonicalFormulas({"other": "Factors"}, known).text("Other!A5", 5, 1) == "[factors]!RC"
    assert CanonicalFormulas(known=known).text("Other!A5", 5, 1) == "[other]!RC"


@pytest.mark.parametrize("key", KEYS)
def test_a_changed_formula_is_read_anew_and_no_other(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book.open(path_of(key))
    readings = readings_of(book)
    known = {cell: f for cell, f in book.formulas.items() if f.replace(str(cell[1]), "#") in readings.intact}
    formula = next(f for f in known.values() if f.isascii() and not any(sign in f for sign in "<>&\"'"))
    package = with_formula(book.package, formula, _MEANWHILE)
    before: list[str] = []
    after: list[str] = []
    parse = intersection.parse_in_passing
    for looked_at, of in ((before, book.package), (after, package)):
        monkeypatch.setattr(intersection, "parse_in_passing", lambda f, seen=looked_at: seen.append(f) or parse(f))
        stored = calculation(book, of, dataclasses.replace(readings))
    assert sorted(after) == sorted([*before, _MEANWHILE])
    assert "@A1:A9*2" in {f for formulas in stored.formulas.values() for f in formulas.values()}
    assert_same(stored, calculation(book, package, None))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("meaning", ["{}:$ZZ$900", "SUM({})*2"])
def test_after_a_name_has_become_an_area_or_a_formula_all_is_read_anew(key: str, meaning: str) -> None:
    book = Book.open(path_of(key))
    name = one_cell_name(book.package)
    other = dataclasses.replace(name, formula=meaning.format(name.formula))
    package = dataclasses.replace(book.package, names=tuple(other if n is name else n for n in book.package.names))
    stored = calculation(book, package, readings_of(book))
    assert stored.readings is None
    anew = calculation(book, package, None)
    assert stored.formulas == anew.formulas != calculation(book, book.package, None).formulas


def test_a_name_for_another_cell_changes_nothing_that_is_stored() -> None:
    """Rows that are inserted move the names; what a formula is taken for stays."""
    book = Book.open(path_of("coal_chemical"))
    name = one_cell_name(book.package)
    other = dataclasses.replace(name, formula=name.formula + "0")
    package = dataclasses.replace(book.package, names=tuple(other if n is name else n for n in book.package.names))
    stored = calculation(book, package, readings_of(book))
    assert stored.readings is not None
    assert_same(stored, calculation(book, package, None))


def test_with_a_table_or_without_a_function_all_is_read_anew() -> None:
    book = Book.open(path_of("coal_chemical"))
    readings = readings_of(book)
    table = ExcelTable("Mine", book.package.sheets[0].name, 1, 1, 3, 2, 1, 0, ("a", "b"))
    package = dataclasses.replace(book.package, tables=(table,))
    assert Calculation(book.package, engine_functions(), False, None, readings).readings is readings
    assert Calculation(package, engine_functions(), False, None, readings).readings is None
    without = {name: function for name, function in engine_functions().items() if name != "TL_FUEL_CO2"}
    assert Calculation(book.package, without, False, None, readings).readings is None


def test_with_a_function_that_no_formula_names_all_holds() -> None:
    """A new version or another package brings functions, and the files of today's template know none of them."""
    book = Book.open(path_of("coal_chemical"))
    readings = readings_of(book)
    assert "TL_FUEL_CO2" in readings.functions
    more = {**engine_functions(), "TL_MINE": lambda: 1.0}
    made = Calculation(book.package, more, False, book.stored, readings)
    assert made.readings is readings
    made.rewritten = {sheet.name: made.rewritten_cells(sheet.name) for sheet in book.package.sheets}
    assert_same(made, calculation(book, book.package, None))


@pytest.mark.parametrize("key", KEYS)
def test_a_review_is_the_same_with_them_and_without(key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = Book.open(path_of(key))
    formula = next(f for f in book.formulas.values() if f.isascii() and not any(sign in f for sign in "<>&\"'"))
    changed = tmp_path / "changed.xlsx"
    changed.write_bytes(with_formula(book.package, formula, _MEANWHILE).data)
    for path in (path_of(key), changed):
        found = review(path)
        with monkeypatch.context() as patched:
            patched.setattr(review_module, "stored_readings", lambda book: pytest.fail("readings were asked for"))
            anew = review(path, from_readings=False)
        assert dataclasses.replace(found, seconds=0) == dataclasses.replace(anew, seconds=0)


def test_a_version_without_readings_has_none() -> None:
    book = Book.open(path_of("coal_chemical"))
    for version in ("9.9.9", "", "*", f"../fingerprints/{book.version}"):
        assert stored_readings(dataclasses.replace(book, version=version)) is None


def test_damaged_readings_are_none(tmp_path: Path) -> None:
    whole = path_of("coal_chemical", "blank")
    good = readings_path(
        whole.parent / "fingerprints", installed_workbooks()["coal_chemical"].version, "zh"
    ).read_bytes()
    for number, data in enumerate((b"", b"{}", good[:-40], good[:200], good[40:])):
        path = tmp_path / f"{number}.readings.json.xz"
        path.write_bytes(data)
        assert readings_module._stored(path) is None


def test_every_version_has_its_readings() -> None:
    """They are derived by the program as it is: those of an issued version from its blank template."""
    for key in KEYS:
        for blank in sorted((FOLDER / key / "issued").glob("*_zh.xlsx")):
            book = Book.open(blank)
            assert readings_json(readings_of(book)) == readings_json(make_readings(blank.read_bytes())), blank.name
