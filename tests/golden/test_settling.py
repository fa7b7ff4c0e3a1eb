"""A workbook goes from a program with the add-in to one without: the first edit settles what depends on it.

The programs calculate nothing on opening, only what an edit reaches. No cell may then call a function that is not there,
what was reached is what the native formulas give, and the record no longer says that the core has calculated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from addin.libreoffice.office import Office
from pycore.cells.addresses import column_letters
from pycore.cells.stored import ErrorValue
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import calculate_file, recalculate
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.review.core_only import core_only_cells
from tests.addin.libreoffice import session
from tests.addin.libreoffice.session import driven
from tests.golden import libreoffice, onlyoffice
from tests.golden.comparison import Tolerance

pytestmark = pytest.mark.programs

FOLDER = Path(__file__).parents[2] / "workbooks"
EXAMPLE = FOLDER / "coal_chemical" / "coal_chemical_example_zh.xlsx"
NATIVE = "原生公式"
NEVER = libreoffice.SETTINGS.replace("<value>0</value>", "<value>1</value>")
"""LibreOffice asked to calculate nothing when it opens an .xlsx."""


@dataclass(frozen=True)
class Edit:
    """A value typed into a cell, or, without one, a row inserted above it."""

    sheet: str
    row: int
    column: int
    value: float | str | None = None

    def task(self) -> dict[str, Any]:
        if self.value is None:
            return {"sheet": self.sheet, "insert_row": self.row}
        return {"sheet": self.sheet, "cell": f"{column_letters(self.column)}{self.row}", "value": self.value}


Program = Callable[[Path, Path, list[Edit]], Path]


def in_libreoffice(source: Path, folder: Path, edits: list[Edit]) -> Path:
    libreoffice.program()
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(NEVER, encoding="utf-8")
    target = folder / "edited.xlsx"
    driven(
        Office.find(profile), Path(session.__file__).with_name("editing.py"),
        workbook=source.as_uri(), target=target.as_uri(), edits=[edit.task() for edit in edits],
    )  # fmt: skip
    return target


def in_onlyoffice(source: Path, folder: Path, edits: list[Edit]) -> Path:
    return onlyoffice.edited(source, folder, [edit.task() for edit in edits])


PROGRAMS: dict[str, Program] = {"LibreOffice": in_libreoffice, "ONLYOFFICE": in_onlyoffice}
programs = pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())


def shipped(folder: Path) -> Path:
    return EXAMPLE


def by_calculate(folder: Path) -> Path:
    target = folder / "calculated.xlsx"
    calculate_file(EXAMPLE, target, engine_functions())
    return target


def by_the_addin(folder: Path) -> Path:
    """As Excel saves it with the add-in: the core's values, and the switch on the cover TRUE."""
    target = folder / "with_addin.xlsx"
    package = Package.read(EXAMPLE)
    target.write_bytes(write_values(package, recalculate(package, engine_functions())))
    assert Book.open(target).value("TL_ON") is True
    return target


def place(book: Book, name: str, row: int = 0) -> CellKey:
    return book.cells_of(name)[row]


@pytest.mark.libreoffice
@programs
@pytest.mark.parametrize("made", [shipped, by_calculate, by_the_addin])
def test_the_first_edit_without_the_addin_settles_the_workbook(
    program: Program, made: Callable[[Path], Path], tmp_path: Path
) -> None:
    source = made(tmp_path)
    before = Book.open(source)
    cell = place(before, "fuels_consumption")
    edited = Book.open(program(source, tmp_path, [Edit(*cell, 234567.0)]))
    assert edited.value("fuels_consumption") == 234567.0
    broken = [
        key for key in edited.formulas if isinstance(edited.values.get(key), ErrorValue)
        and not isinstance(before.values.get(key), ErrorValue)
    ]  # fmt: skip
    assert broken == []
    # What only the core can fill keeps the core's value until its inputs change.
    native = recalculate(edited.package, engine_functions(), native=True)
    left_out = core_only_cells(edited.formulas)
    expected = {
        (sheet, *at): v for sheet, cells in native.items() for at, v in cells.items() if (sheet, *at) not in left_out
    }
    assert Tolerance(1e-9, 1e-12, any_error=True).differences(expected, edited.values) == {}
    assert edited.value("record_core") == NATIVE
    assert (edited.value("record_time"), edited.value("record_inputs")) == ("–", "–")
    assert edited.value("summary_proposed_total_total") != before.value("summary_proposed_total_total")


def test_calculate_keeps_what_only_the_core_can_fill_and_its_record(tmp_path: Path) -> None:
    book = Book.open(by_calculate(tmp_path))
    assert book.value("TL_ON") is False
    assert str(book.value("record_core")).startswith("TwinLedger ")
    assert str(book.value("record_time")).startswith("20")
    assert isinstance(book.value("confidence_p_acceptable"), float)
    assert Book.open(EXAMPLE).value("confidence_p_acceptable") == "需加载项"


def test_protection_forbids_to_insert_a_row(tmp_path: Path) -> None:
    """A row inserted there could not be given its formulas, for those are locked."""
    area = Book.open(EXAMPLE).area("fuels_consumption")
    with pytest.raises(RuntimeError, match="Cannot modify protected sheet"):
        in_onlyoffice(EXAMPLE, tmp_path, [Edit(area.sheet, area.row1 + 2, 1)])


@pytest.mark.libreoffice
@pytest.mark.parametrize("where", ["above", "first", "within", "last", "below"])
def test_a_row_inserted_without_formulas_is_said_by_the_workbook_itself(where: str, tmp_path: Path) -> None:
    """Protection forbids it; a user who takes it off and types into a new row must hear that nothing counts it."""
    before = Book.open(EXAMPLE)
    area = before.area("fuels_consumption")
    row = {
        "above": area.row1,
        "first": area.row1 + 1,
        "within": area.row1 + 3,
        "last": area.row2,
        "below": area.row2 + 1,
    }[where]
    typed = {name: place(before, f"fuels_{name}")[2] for name in ("stage", "unit", "fuel", "consumption", "evidence")}
    like = {name: before.value(f"fuels_{name}") for name in typed}
    edits = [Edit(area.sheet, row, 1)] + [Edit(area.sheet, row, column, like[name]) for name, column in typed.items()]
    edited = Book.open(in_libreoffice(EXAMPLE, tmp_path, edits))
    total = before.value("summary_proposed_fuel_total")
    assert edited.value("summary_proposed_fuel_total") == pytest.approx(total, rel=1e-12)
    statuses = [edited.value("ledger_rows_status", i) for i in range(len(edited.cells_of("ledger_rows_status")))]
    assert [s for s in statuses if s != "✓"] == [f"✗ 第 {row} 行没有公式，不计入合计"]
    assert str(edited.value("cover_checks")).startswith("✗ 1 项待处理")
