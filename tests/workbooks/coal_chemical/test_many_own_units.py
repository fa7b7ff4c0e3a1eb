"""A plant with more own process units than the template has: whatever has a row or a column for each unit follows."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from pycore.cells.addresses import column_letters
from pycore.cli import build
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.errors import TwinLedgerError
from pycore.findings.finding import Severity
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.review.core_only import core_only_cells
from pycore.review.result import Verdict
from pycore.review.review import review
from pycore.sheets.check import check_definition
from pycore.sheets.definition import Workbook
from pycore.sheets.excel_limits import FORMULA
from pycore.sheets.resize import as_large_as, read_sizes, with_rows
from pycore.sheets.writer import write_workbook
from pycore.template.fingerprint import compare_template
from tests.golden import libreoffice
from tests.golden.books import by_cell
from tests.golden.comparison import different
from tests.workbooks.calculated import Calculated
from tests.workbooks.coal_chemical.test_shares import CO2, flow, power, taken
from tests.workbooks.coal_chemical.test_verdicts import status
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.lists import MOST_OWN_UNITS, OWN_UNITS, unit_codes

MANY = 25
STAGES = {"existing": 1.0, "proposed": 2.0}
SYNGAS_TO_GAS, SYNGAS_TO_METHANOL, GAS, METHANOL = 10_000.0, 20_000.0, 3_000.0, 80_000.0
OF_SYNGAS, OF_GAS, OF_METHANOL = 2.0, 5.0, 0.375
BY_POWER = 9_000.0
SAVED = 700.0


@cache
def larger(own: int = MANY) -> Workbook:
    return with_rows(WORKBOOK, {"own_units": own})


def plant(own: int) -> dict[str, Any]:
    """A plant of which all is in the last three of so many own units: one makes synthesis gas for the two others."""
    gas_maker, to_gas, to_methanol = (f"own{own - before}" for before in (2, 1, 0))
    carbon, electricity = [], []
    for stage, size in STAGES.items():
        for taker, amount in ((to_gas, SYNGAS_TO_GAS), (to_methanol, SYNGAS_TO_METHANOL)):
            syngas = flow(stage, gas_maker, "syngas", size * amount, OF_SYNGAS, to=taker)
            carbon += [syngas, taken(syngas)]
        carbon += [
            flow(stage, gas_maker, "feed_coal", size * 150_000, 0.6, direction="in"),
            flow(stage, to_gas, "sng", size * GAS, OF_GAS),
            flow(stage, to_methanol, "methanol", size * METHANOL, OF_METHANOL),
        ]
        electricity.append(power(stage, gas_maker, BY_POWER))
    rows = {code: dict.fromkeys(STAGES, "yes") for code in (gas_maker, to_gas, to_methanol)}
    return {
        "project": {"name": "x", "nature": "extension", "province": "xinjiang"},
        "products": [
            {"product": "methanol", **{stage: size * METHANOL for stage, size in STAGES.items()}},
            {"product": "sng", **{stage: size * GAS for stage, size in STAGES.items()}},
        ],
        "own_units": {f"unit{own - before}": name for before, name in enumerate(("MEOH", "SNG", "GAS"))},
        "units": [rows.get(code, {}) for code in unit_codes(own)],
        "carbon": carbon,
        "electricity": electricity,
        "measures": [
            {"name": "x", "unit": to_methanol, "other_co2": -SAVED, "product": "煤制甲醇", "adopted": "yes", "evidence": "x"}
        ],
    }  # fmt: skip


@cache
def book() -> Calculated:
    return Calculated(larger(), plant(MANY))


@cache
def template() -> Calculated:
    return Calculated(WORKBOOK, plant(OWN_UNITS))


@pytest.mark.slow
def test_the_25th_own_unit_has_its_share_its_emission_and_its_performance() -> None:
    """Natively and by the core, by hand: `Calculated` holds the two against each other."""
    rows = len(unit_codes(MANY))
    parts = SYNGAS_TO_METHANOL / (SYNGAS_TO_METHANOL + SYNGAS_TO_GAS)
    assert book().value("share_proposed_share1", rows - 2) == pytest.approx(parts)
    assert book().value("share_proposed_share2", rows - 2) == pytest.approx(1 - parts)
    assert book().value("share_proposed_share1", rows) == 1
    carbon = SYNGAS_TO_METHANOL * OF_SYNGAS - METHANOL * OF_METHANOL
    assert book().value("summary_existing_total", rows) == pytest.approx(carbon * CO2)
    assert book().value("process_e_existing", rows - 2) == pytest.approx(
        ((150_000 * 0.6 - (SYNGAS_TO_METHANOL + SYNGAS_TO_GAS) * OF_SYNGAS) * CO2 + BY_POWER)
        / (SYNGAS_TO_METHANOL + SYNGAS_TO_GAS)
    )
    assert book().value("effect_d_co2", rows) == -SAVED
    assert book().value("charted_unit", 3) == "MEOH"


def close(cells: list[Any]) -> list[Any]:
    """The cells, for a comparison that leaves out the last digits: more terms may be added up in another order."""
    return [pytest.approx(cell, rel=1e-12) if isinstance(cell, float) else cell for cell in cells]


@pytest.mark.slow
@pytest.mark.parametrize(
    "table", ["process", "made", "unitgap", "effect", "summary_proposed", "share_proposed", "share_existing", "units"]
)
def test_a_row_of_every_table_of_units_is_that_of_the_template(table: str) -> None:
    for column in WORKBOOK.table(table).columns:
        name = f"{table}_{column.key}"
        long, short = book().column(name), template().column(name)
        assert (len(long), len(short)) == (len(unit_codes(MANY)), len(unit_codes(OWN_UNITS)))
        assert close(long[-3:]) == short[-3:], name


@pytest.mark.slow
@pytest.mark.parametrize("table", ["accounts", "performance", "comparison", "synergy", "optimised", "check_rows"])
def test_what_they_add_up_to_is_that_of_the_template(table: str) -> None:
    for column in WORKBOOK.table(table).columns:
        name = f"{table}_{column.key}"
        assert close(book().column(name)) == template().column(name), name


@pytest.mark.slow
def test_an_own_unit_of_the_name_of_another_is_named_behind_the_tenth_too() -> None:
    data = plant(MANY)
    data["own_units"]["unit20"] = "meoh"
    twice = Calculated(larger(), data)
    words = "自定义工序与其他工序同名，名称不采用"
    assert (status(twice, words), status(book(), words)) == ("✗", "✓")
    assert twice.value("summary_proposed_total_total") == book().value("summary_proposed_total_total")


@pytest.mark.slow
def test_a_file_is_made_longer_and_reviewed_as_what_it_is(tmp_path: Path) -> None:
    def run(*words: str) -> None:
        done = CliRunner().invoke(build(), list(words))
        assert done.exit_code == 0, done.output

    short, longer, blank, report = (str(tmp_path / name) for name in ("a.xlsx", "b.xlsx", "c.xlsx", "d.html"))
    run("new", "coal_chemical", "--example", "-o", short, "--lang", "en")
    run("upgrade", short, "--rows", f"own_units={MANY}", "-o", longer)
    run("new", "coal_chemical", "--rows", f"own_units={MANY}", "-o", blank)
    assert Book.open(blank).definition is larger()
    before, after = Book.open(short), Book.open(longer)
    assert (before.definition, after.definition) == (WORKBOOK, larger())
    assert after.missing_names() == []
    for name, _ in WORKBOOK.results:
        for a, b in zip(before.cells_of(name), after.cells_of(name), strict=True):
            old, new = before.values.get(a), after.values.get(b)
            assert new == (pytest.approx(old, rel=1e-12) if isinstance(old, float) else old)
    found = review(Path(longer))
    assert found.verdict is Verdict.CLEAN, [f.sentence("en") for f in found.findings]
    run("upgrade", longer, "--lang", "zh", "-o", report.replace("html", "xlsx"))
    assert Book.open(report.replace("html", "xlsx")).definition is larger()
    run("report", longer, "--html", report)


@pytest.mark.slow
def test_a_formula_that_was_changed_behind_the_tenth_own_unit_is_found() -> None:
    data = write_workbook(larger(), "zh", plant(MANY))
    sheet, row, column = Book.open(data).cells_of("process_e_existing")[-1]
    opened = openpyxl.load_workbook(io.BytesIO(data))
    opened[sheet].cell(row, column).value = "=0.1"
    changed = io.BytesIO()
    opened.save(changed)
    grave = [
        (one.rule, one.cell)
        for one in compare_template(Book.open(changed.getvalue())).findings
        if one.severity is not Severity.NOTE
    ]
    assert grave == [("template-formula-changed", f"{column_letters(column)}{row}")]


@pytest.mark.slow
@pytest.mark.programs
@pytest.mark.libreoffice
def test_libreoffice_calculates_it_as_the_core_does(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(write_workbook(larger(), "en", plant(MANY)))
    core = by_cell(recalculate(Package.read(path), engine_functions()))
    found = libreoffice.calculation(path, tmp_path)
    left_out = core_only_cells(Book.open(path).formulas)
    assert different({k: v for k, v in core.items() if k not in left_out}, found.cells, 1e-9) == []


def test_the_largest_workbook_is_one_that_excel_takes() -> None:
    largest = larger(MOST_OWN_UNITS)
    check_definition(largest)
    package = Package.read(write_workbook(largest, "en"))
    longest = max(len(cell.formula or "") for sheet in package.sheets for cell in package.sheet_cells(sheet))
    assert longest < FORMULA


@pytest.mark.parametrize("text", ["own_units=9", f"own_units={MOST_OWN_UNITS + 1}", "own_units=", "own_units=x"])
def test_a_number_of_own_units_that_cannot_be_is_a_sentence(text: str) -> None:
    with pytest.raises(TwinLedgerError, match=f"10 到 {MOST_OWN_UNITS} "):
        read_sizes(WORKBOOK, [text])
    assert read_sizes(WORKBOOK, [f"own_units={MANY}", "fuels=200"]) == {"own_units": MANY, "fuels": 200}


def test_a_file_says_by_its_names_how_large_it_is() -> None:
    names = {f"own_units_unit{number}" for number in range(1, 13)}
    assert as_large_as(WORKBOOK, names) is larger(12)
    assert as_large_as(WORKBOOK, names - {"own_units_unit11"}) is WORKBOOK
    assert as_large_as(WORKBOOK, {f"own_units_unit{n}" for n in range(1, 1000)}) is larger(MOST_OWN_UNITS)
    assert with_rows(WORKBOOK, {"own_units": OWN_UNITS}) is WORKBOOK
