"""The clean copy: the inputs of a file in a fresh template, calculated, beside what the file says."""

from __future__ import annotations

import base64
import json
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.engine.host import engine_functions
from pycore.engine.proven import agree
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package, write_values
from pycore.package.written_cells import write_cells
from pycore.reading.book import Book
from pycore.review.result import Review, Verdict
from pycore.review.review import review
from pycore.template.fingerprint import compare_template
from tests.review.mutations import editing, rows
from tests.template.bent_looks import SEEN

pytestmark = pytest.mark.slow
EXAMPLE = Path(__file__).parents[2] / "workbooks" / "coal_chemical" / "coal_chemical_example_zh.xlsx"


@cache
def example() -> Book:
    return Book.open(EXAMPLE)


def reviewed(data: bytes, folder: Path, with_copy: bool = False) -> Review:
    path = folder / "submitted.xlsx"
    path.write_bytes(data)
    return review(path, with_copy=with_copy)


def halved() -> bytes:
    """The example with the CO2 of its first fuel halved by the formula."""
    cell = example().cells_of("fuels_co2")[0]
    return editing.with_formula(example().package, cell, f"({example().cells[cell].formula})/2")


def test_of_an_untouched_file_the_calculation_is_that_of_its_clean_copy(tmp_path: Path) -> None:
    found = reviewed(EXAMPLE.read_bytes(), tmp_path, with_copy=True)
    assert found.verdict is Verdict.CLEAN
    assert not found.clean_differs
    assert all(f.has_clean and agree(f.clean, f.cached) for f in found.key_figures)
    copy = Book.open(base64.b64decode(found.clean_copy))
    # What was carried over is all that was typed, and the copy is the issued template.
    assert {k: v for k, v in copy.values.items() if v not in (None, "") and k not in copy.formulas} == {
        k: v for k, v in example().values.items() if v not in (None, "") and k not in copy.formulas
    }
    assert compare_template(copy).findings == ()


def test_a_changed_formula_is_told_with_both_values(tmp_path: Path) -> None:
    found = reviewed(halved(), tmp_path)
    total = next(f for f in found.key_figures if f.name == "summary_proposed_total_total")
    half = example().values[example().cells_of("fuels_co2")[0]]
    assert isinstance(half, float)
    assert isinstance(total.cached, float)
    # The inputs are the example's: so is what the clean copy gives, and the file's own formula takes half a fuel off.
    assert total.clean == total.cached
    assert total.core == pytest.approx(total.cached - half / 2, rel=1e-12)
    said = [f for f in found.findings if f.rule == "clean-copy-differs" and f.where == total.cell]
    assert [(f.more["core"], f.more["clean"]) for f in said] == [(total.core, total.clean)]
    assert all(f"{total.core:.12g}" in f.found[lang] and f"{total.clean:.12g}" in f.found[lang] for f in said for lang in ("zh", "en"))  # type: ignore[index]  # fmt: skip


def test_bent_looks_change_no_result_of_the_clean_copy(tmp_path: Path) -> None:
    found = reviewed(SEEN["S as a whole number"][0](example()), tmp_path)
    assert found.verdict is Verdict.FINDINGS
    assert all(f.has_clean for f in found.key_figures)
    assert not found.clean_differs
    assert not any(f.rule.startswith("clean-copy") for f in found.findings)


def test_inserted_rows_find_room_in_the_clean_copy(tmp_path: Path) -> None:
    """Two rows are inserted above the last filled one of a ledger, whose figures then stand lower."""
    sheet, row, _ = example().cells_of("fuels_fuel")[1]
    package = Package.read(rows.inserted(example().package, sheet, row, 2))
    data = write_values(package, recalculate(package, engine_functions()))
    found = reviewed(data, tmp_path, with_copy=True)
    assert found.clean_copy
    assert not found.clean_differs
    assert [f.clean for f in found.key_figures] == pytest.approx([f.cached for f in found.key_figures])


def test_the_command_writes_the_copy_and_says_its_results(tmp_path: Path) -> None:
    path, copy = tmp_path / "halved.xlsx", tmp_path / "copy.xlsx"
    path.write_bytes(halved())
    done = CliRunner().invoke(build(), ["review", str(path), "--json", "--clean-copy", str(copy)])
    (said,) = json.loads(done.stdout)
    assert done.exit_code == 1
    figures = {f["name"]: f for f in said["figures"]}
    total = figures["summary_proposed_total_total"]
    assert total["clean_copy"] == total["cached"] != total["core"]
    new = Book.open(copy)
    assert new.values[new.cells_of("summary_proposed_total_total")[0]] == total["clean_copy"]


def test_the_copy_is_of_one_file(tmp_path: Path) -> None:
    done = CliRunner().invoke(build(), ["review", str(EXAMPLE), str(EXAMPLE), "--clean-copy", str(tmp_path / "c.xlsx")])
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_a_file_of_an_earlier_version_is_held_against_a_template_of_that_version(version: str, tmp_path: Path) -> None:
    """One fuel is burnt and its formula halved: the clean copy has the whole of it, and is of the file's own version."""
    issued = Book.open(EXAMPLE.parent / "issued" / f"coal_chemical_{version}_zh.xlsx")
    names = {"stage": "stage_proposed", "unit": "unit_list", "fuel": "fuel_list"}
    chosen = {key: issued.values[issued.cells_of(name)[0]] for key, name in names.items()}
    typed = {**chosen, "consumption": 1000.0}
    place = issued.cells_of("fuels_consumption")[0]
    cells = {issued.cells_of(f"fuels_{key}")[0][1:]: value for key, value in typed.items()}
    filled = Package.read(write_cells(issued.package, {place[0]: cells}))
    result = issued.cells_of("fuels_co2")[0]
    found = reviewed(
        editing.with_formula(filled, result, f"({issued.cells[result].formula})/2"), tmp_path, with_copy=True
    )
    total = next(f for f in found.key_figures if f.name == "summary_proposed_total_total")
    assert isinstance(total.clean, float)
    assert total.clean > 0
    assert total.core == pytest.approx(total.clean / 2, rel=1e-12)
    assert found.clean_differs
    copy = Book.open(base64.b64decode(found.clean_copy))
    assert copy.version == version
    assert compare_template(copy).findings == ()
