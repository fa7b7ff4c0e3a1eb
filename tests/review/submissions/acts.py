"""What people do to a workbook: type, empty, add, save with another program. Each act takes a file and gives a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl

from pycore.cells.stored import ErrorValue, Value
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.sheets.registry import workbook_definition
from tests.review.mutations.editing import with_cached, with_formula, with_parts, with_values

Act = Callable[[bytes], bytes]
WORKBOOKS = Path(__file__).parents[3] / "workbooks"


@cache
def example(key: str) -> bytes:
    return (WORKBOOKS / key / f"{key}_example_zh.xlsx").read_bytes()


@cache
def example_book(key: str) -> Book:
    return Book.open(example(key))


def cell(key: str, name: str, row: int = 0) -> CellKey:
    """The cell of a name, by its row in the ledger; -1 is the first empty one."""
    book = example_book(key)
    cells = book.cells_of(name)
    if row >= 0:
        return cells[row]
    return next(c for c in cells if book.values.get(c) in (None, "") and c not in book.formulas)


def filled(key: str, name: str) -> int:
    """The first row in which a column has a number."""
    book = example_book(key)
    return next(i for i, c in enumerate(book.cells_of(name)) if isinstance(book.values.get(c), float))


def calculated(data: bytes) -> bytes:
    """As a program with the add-in saves it: all results follow from what was typed."""
    package = Package.read(data)
    return write_values(package, recalculate(package, engine_functions()))


def types(*typed: tuple[str, int, Value], key: str = "coal_chemical") -> Act:
    """Type values into cells, each by the name of its column and its row, and calculate."""

    def act(data: bytes) -> bytes:
        return calculated(with_values(Package.read(data), {cell(key, n, r): v for n, r, v in typed}))

    return act


def adds(table: str, *rows: dict[str, Value]) -> Act:
    """Fill the next empty rows of a ledger, and calculate."""

    def act(data: bytes) -> bytes:
        book = example_book("coal_chemical")
        first = next(
            i for i in range(len(book.cells_of(f"{table}_evidence")))
            if book.values.get(book.cells_of(f"{table}_evidence")[i]) in (None, "")
        )  # fmt: skip
        typed = [(f"{table}_{column}", first + i, value) for i, row in enumerate(rows) for column, value in row.items()]
        return types(*typed)(data)

    return act


def same_row(table: str, row: int, **changes: Value) -> dict[str, Value]:
    """What stands in the input cells of a row, with changes: somebody copies a row."""
    book = example_book("coal_chemical")
    found: dict[str, Value] = {}
    rows = len(book.cells_of(f"{table}_evidence"))
    for name in book.names:
        cells = book.cells_of(name) if name.startswith(f"{table}_") else ()
        if len(cells) == rows and cells[row] not in book.formulas and book.values.get(cells[row]) not in (None, ""):
            found[name.removeprefix(f"{table}_")] = book.values[cells[row]]
    return {**found, **changes}


def another_product() -> str:
    """Ethylene glycol, by its name in the list: a plant that makes methanol and olefins does not make it."""
    return workbook_definition("coal_chemical").list("product").label("ethylene_glycol").zh


def overtypes_a_result(name: str, row: int, value: float) -> Act:
    """Type a number over a formula; the rest follows from it."""
    return types((name, row, value))


def changes_what_a_cell_shows(name: str, row: int, value: Value) -> Act:
    """Change a stored result with an XML editor, and nothing else."""
    return lambda data: with_cached(Package.read(data), cell("coal_chemical", name, row), value)


def writes_a_formula(name: str, row: int, formula: str) -> Act:
    return lambda data: with_formula(Package.read(data), cell("coal_chemical", name, row), formula)


def in_openpyxl(change: Callable[[openpyxl.Workbook], None]) -> Act:
    def act(data: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        change(book)
        saved = io.BytesIO()
        book.save(saved)
        return calculated(saved.getvalue())

    return act


def links_the_evidence(book: openpyxl.Workbook) -> None:
    place = cell("coal_chemical", "fuels_evidence", 0)
    book[place[0]].cell(*place[1:]).hyperlink = "https://example.invalid/report.pdf"


def adds_a_sheet_of_notes(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("企业说明")
    sheet["A1"] = "本表说明数据来源，不参与计算。"
    sheet["B2"] = 3.5


def hides_a_sheet(book: openpyxl.Workbook) -> None:
    book[cell("coal_chemical", "carbon_quantity")[0]].sheet_state = "hidden"


def shows_whole_numbers(book: openpyxl.Workbook) -> None:
    """A format "0": an S of −0.74 reads −1."""
    for place in example_book("coal_chemical").cells_of("synergy_s")[:2]:
        book[place[0]].cell(*place[1:]).number_format = "0"


def saves_as_wps_does(data: bytes) -> bytes:
    """WPS names itself, keeps pictures in cells by a function of its own, and declares parts that are not there."""
    package = Package.read(data)
    types_of = package.members["[Content_Types].xml"]
    changed = {
        "docProps/app.xml": package.members["docProps/app.xml"].replace(b"Microsoft Excel", b"WPS Office"),
        "[Content_Types].xml": types_of.replace(
            b"<Default ", b'<Default Extension="jfif" ContentType="image/jpeg"/><Default ', 1
        ),
    }
    file = Package.read(package.with_members(changed))
    sheet = file.sheets[-1].name
    place = (sheet, 900, 40)
    shown = Package.read(with_formula(file, place, '_xlfn.DISPIMG("ID_1",1)'))
    return with_cached(shown, place, '=DISPIMG("ID_1",1)')


def errors_as_libreoffice_stores_them(data: bytes) -> bytes:
    """LibreOffice has one name for the errors that the engine tells apart."""
    book = Book.open(data)
    renamed: dict[str, dict[tuple[int, int], Value]] = {}
    for (sheet, *place), value in book.values.items():
        if isinstance(value, ErrorValue) and value == "#NUM!":
            renamed.setdefault(sheet, {})[place[0], place[1]] = ErrorValue("#VALUE!")
    assert renamed
    return write_values(Package.read(data), renamed)


def then(*acts: Act) -> Act:
    def act(data: bytes) -> bytes:
        for one in acts:
            data = one(data)
        return data

    return act


def brings_macros(data: bytes) -> bytes:
    return with_parts(Package.read(data), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})
