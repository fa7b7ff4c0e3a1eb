"""Enterprises' workbooks fill the ledgers of a park: each row keeps its file, totals add up, nothing is lost unsaid."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pycore.cells.values import is_blank
from pycore.cli import build
from pycore.engine.make import make_workbook
from pycore.filling.writing import results_of, with_results_written
from pycore.findings.finding import Severity
from pycore.merging.merge import merge
from pycore.merging.source import read_file
from pycore.package.package import Package
from pycore.package.written_cells import write_cells
from pycore.reading.book import Book
from pycore.reading.reader import inspect_workbook
from pycore.review.review import review
from pycore.sheets.resize import can_grow
from tests.merging.parks import COAL, OUTPUT, PARK, blank_park, file_of, made, second_park

PLANT = "示例化工有限公司"
SAID = ["--set", "coal.xlsx:year=2024", "--set", f"coal.xlsx:output={OUTPUT}", "--set", "coal.xlsx:x=3.5",
        "--set", "coal.xlsx:y=2"]  # fmt: skip
# By hand, of the existing plant of the example: bituminous coal 95,000 t × 22.15 GJ/t × 0.0262 tC/GJ × 0.93 × 44/12 and
# diesel 260 t × 42.652 × 0.0202 × 0.98 × 44/12.
COAL_CO2 = 95_000 * 22.15 * 0.02618 * 0.93 * 44 / 12
FUEL_T = 95_000 + 260
POWER_MWH = 85_000 + 20_000 + 15_000


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["merge", *map(str, arguments)])


def merged(folder: Path, *arguments: str | Path, into: str = "park") -> tuple[dict[str, Any], Path]:
    """What the command says as JSON, and the file that it wrote."""
    target = folder / "out.xlsx"
    done = run(*arguments, "--into", folder / f"{into}.xlsx", "-o", target, "--json", "--force")
    assert done.exit_code in (0, 1), done.output
    return json.loads(done.stdout), target


@cache
def _coal_in_park(folder: Path) -> tuple[dict[str, Any], bytes]:
    for what in ("coal", "park"):
        file_of(folder, what)
    said, target = merged(folder, folder / "coal.xlsx", *SAID)
    return said, target.read_bytes()


@pytest.fixture(scope="module")
def coal_in_park(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], bytes]:
    return _coal_in_park(tmp_path_factory.mktemp("merged"))


def rows(data: bytes, table: str, **where: object) -> list[Any]:
    filled, problems = inspect_workbook(data)
    assert problems == []
    return [r for r in filled.tables[table] if all(getattr(r, key) == value for key, value in where.items())]


def inputs(book: Book) -> dict[tuple[str, int, int], object]:
    return {k: v for k, v in book.values.items() if k not in book.formulas and not is_blank(v)}


def severe(path: Path) -> set[tuple[str, str, str]]:
    return {(f.rule, f.sheet, f.cell) for f in review(path).findings if f.severity is not Severity.NOTE}


# ── a plant into a park ──────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_plant_burns_and_buys_arrives_in_the_ledgers_of_the_park(coal_in_park: Any) -> None:
    _, data = coal_in_park
    fuels = rows(data, "fuels", enterprise=PLANT)
    assert {r.fuel: r.consumption for r in fuels} == {"bituminous": 95_000, "diesel": 260}
    assert {(r.year, r.sector, r.department) for r in fuels} == {("2024", "chemical", "industry")}
    assert next(r for r in fuels if r.fuel == "bituminous").ncv_own == 22.15
    power = rows(data, "power", enterprise=PLANT)
    assert [r.electricity for r in power] == [85_000, 20_000, 15_000]
    assert {r.trade for r in power} == {"in"}


def test_the_emission_is_that_of_the_plants_own_workbook(coal_in_park: Any) -> None:
    """The fuel rows give in the park what they give in the workbook that they are of, which by hand is the same."""
    _, data = coal_in_park
    own = rows(made("coal"), "fuels", stage="existing")
    taken = {r.fuel: r.co2 for r in rows(data, "fuels", enterprise=PLANT)}
    assert taken == pytest.approx({r.fuel: r.counted for r in own})
    assert taken["bituminous"] == pytest.approx(COAL_CO2, rel=1e-9)


def test_totals_before_and_after_differ_by_the_rows_taken(coal_in_park: Any) -> None:
    """Fuel CO2, and 120,000 MWh at the regional factor of the park: 0.2472 tCO2/MWh for the southwest in 2023."""
    said, data = coal_in_park
    before, after = (rows(one, "park_years", year=2024)[0].total for one in (made("park"), data))
    fuels = sum(r.co2 for r in rows(made("coal"), "fuels", stage="existing") if r.counted)
    factor = inspect_workbook(data)[0].panels["settings"].power
    assert after - before == pytest.approx(fuels + POWER_MWH * factor)
    total = next(t for t in said["totals"] if t["label"] == "2024" and t["unit"] == "tCO2e")
    assert (total["before"], total["after"]) == (pytest.approx(before), pytest.approx(after))


def test_every_row_names_enterprise_file_and_digest(coal_in_park: Any) -> None:
    said, data = coal_in_park
    digest = hashlib.sha256(made("coal")).hexdigest()[:12]
    for table in ("enterprises", "fuels", "power", "reductions"):
        where = {"name": PLANT} if table == "enterprises" else {"enterprise": PLANT}
        found = rows(data, table, **where)
        assert found, table
        assert all(r.evidence.startswith(f"{PLANT}；coal.xlsx ") and f"sha256:{digest}" in r.evidence for r in found)
    assert len(said["rows"]) == 1 + 2 + 3 + 1


def test_the_workbook_that_takes_keeps_all_that_stood_there(coal_in_park: Any) -> None:
    _, data = coal_in_park
    old, new = inputs(Book.open(made("park"))), inputs(Book.open(data))
    assert {key: new.get(key) for key in old} == old


def test_the_result_is_calculated_and_its_review_has_nothing_that_the_files_had_not(
    coal_in_park: Any, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(coal_in_park[1])
    had = severe(file_of(tmp_path, "park")) | severe(file_of(tmp_path, "coal"))
    assert severe(path) - had == set()


def test_nox_of_a_stack_goes_with_the_fuel_of_its_unit(coal_in_park: Any) -> None:
    """DA011: 95 mg/m³ × 120,000 m³/h × 8,000 h = 91.2 t, with the 95,000 t of coal of its unit: 0.96 kg/t."""
    said, data = coal_in_park
    coal = next(r for r in rows(data, "fuels", enterprise=PLANT) if r.fuel == "bituminous")
    assert coal.nox == pytest.approx(95 * 120_000 * 8_000 * 1e-9)
    assert coal.nox_factor == pytest.approx(0.96)
    # The superheater burns gas of the plant's own, which the park has no row of.
    assert any("DA012" in one["what"] for one in said["not_taken"])


def test_captured_co2_is_listed_and_not_deducted_and_named_as_handed_over(coal_in_park: Any) -> None:
    said, data = coal_in_park
    (row,) = rows(data, "reductions", enterprise=PLANT)
    assert (row.kind, row.amount, row.purity, row.included, row.counted) == ("capture", 1000, 0.995, "no", 0)
    handed = [d for d in said["doublings"] if not d["takers"]]
    assert [d["givers"] for d in handed] == [{PLANT: pytest.approx(1000 * 0.995 * 19.77)}]


def test_what_the_park_has_no_ledger_for_is_named_with_its_amount_and_why(coal_in_park: Any) -> None:
    said, _ = coal_in_park
    named = " | ".join(one["what"] for one in said["not_taken"])
    for amount in ("47,102 GJ", "4,200 t", "585,273 tCO2", "22 tCH4", "19.6 t"):
        assert amount in named, named
    assert all(one["why"] for one in said["not_taken"])
    # What does not run in the base year is left out by the declaration: 4 of 6 rows of fuel.
    assert {o["rows"] for o in said["omitted"] if o["ledger"] == "fuels"} == {4}


def test_electricity_that_may_pass_inside_is_named_once(coal_in_park: Any) -> None:
    said, _ = coal_in_park
    (found,) = [d for d in said["doublings"] if d["takers"]]
    assert found["givers"] == {"示例热电厂": 600_000}
    assert found["takers"][PLANT] == POWER_MWH
    assert "600,000 MWh" in found["said"]


def test_the_enterprise_reports_what_its_workbook_accounts_for(coal_in_park: Any) -> None:
    _, data = coal_in_park
    (row,) = rows(data, "enterprises", name=PLANT)
    own = sum(r.total for r in rows(made("coal"), "summary_existing") if isinstance(r.total, float))
    assert row.reported == pytest.approx(own + 22 * 28)
    assert (row.sector, row.source, row.output) == ("chemical", "eia", OUTPUT)
    assert "煤制甲醇 300,000 t/a" in row.products


# ── conflicts ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_merged_again_is_in_conflict_row_by_row(coal_in_park: Any, tmp_path: Path) -> None:
    (tmp_path / "park.xlsx").write_bytes(coal_in_park[1])
    file_of(tmp_path, "coal")
    done = run(tmp_path / "coal.xlsx", *SAID, "--into", tmp_path / "park.xlsx", "--preview", "--json")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["rows"]) == (1, [])
    assert sum("同一企业、年份" in one["why"] for one in said["not_taken"]) == 2 + 3 + 1


def test_another_year_is_named_and_its_rows_find_no_place(tmp_path: Path) -> None:
    file_of(tmp_path, "coal")
    file_of(tmp_path, "park")
    done = run(tmp_path / "coal.xlsx", *SAID[2:], "--into", tmp_path / "park.xlsx", "--preview", "--json")
    said = json.loads(done.stdout)
    assert any("基准年是 2025，本工作簿是 2024" in note for note in said["notes"])
    assert {row["ledger"] for row in said["rows"]} == {"enterprises"}
    assert sum("2025" in one["why"] for one in said["not_taken"]) == 2 + 3 + 1


def test_what_the_file_does_not_say_of_the_enterprise_is_asked_for(tmp_path: Path) -> None:
    file_of(tmp_path, "coal")
    file_of(tmp_path, "park")
    done = run(tmp_path / "coal.xlsx", *SAID[:2], "--into", tmp_path / "park.xlsx", "--preview", "--lang", "en")
    assert done.exit_code == 1
    assert "--set coal.xlsx:output=" in done.stdout
    assert "Nothing was written." in done.stdout


def test_two_files_of_one_enterprise_and_year_are_both_left_out(tmp_path: Path) -> None:
    coal = file_of(tmp_path, "coal")
    file_of(tmp_path, "park")
    other = tmp_path / "other.xlsx"
    book = Book.open(coal)
    sheet, row, column = book.cells_of("fuels_consumption")[3]
    assert book.values[sheet, row, column] == 95_000
    changed = Package.read(write_cells(book.package, {sheet: {(row, column): 96_000.0}}))
    again = Book.of(changed)
    other.write_bytes(with_results_written(again, results_of(again)))
    both = [*SAID, "--set", "other.xlsx:year=2024"]
    done = run(coal, other, coal, *both, "--into", tmp_path / "park.xlsx", "--preview", "--json", "--despite-findings")
    said = json.loads(done.stdout)
    assert said["rows"] == []
    assert any("coal.xlsx、other.xlsx" in one and "2024" in one for one in said["conflicts"])
    assert any("内容相同" in one for one in said["conflicts"])


def test_a_file_with_errors_or_without_results_is_refused_unless_asked_for(tmp_path: Path) -> None:
    coal = file_of(tmp_path, "coal")
    file_of(tmp_path, "park")
    book = Book.open(coal)
    sheet, row, column = book.cells_of("fuels_oxidation_own")[3]
    coal.write_bytes(write_cells(book.package, {sheet: {(row, column): 98.0}}))
    arguments = (coal, *SAID, "--into", tmp_path / "park.xlsx", "-o", tmp_path / "out.xlsx")
    done = run(*arguments)
    assert done.exit_code == 2
    assert "coal.xlsx 的审核有" in done.stderr
    assert "--despite-findings" in done.stderr
    assert not (tmp_path / "out.xlsx").exists()
    assert run(*arguments, "--despite-findings").exit_code == 1


def test_a_workbook_that_takes_nothing_says_so(tmp_path: Path) -> None:
    file_of(tmp_path, "coal")
    file_of(tmp_path, "park")
    done = run(tmp_path / "park.xlsx", "--into", tmp_path / "coal.xlsx", "--preview", "--lang", "en")
    assert done.exit_code == 2
    assert "has no ledger that other workbooks fill" in done.stderr


@pytest.mark.parametrize("text", ["coal.xlsx:output", "elsewhere.xlsx:output=1", "coal.xlsx:colour=1", "output=1"])
def test_what_is_set_wants_a_file_and_a_column(tmp_path: Path, text: str) -> None:
    file_of(tmp_path, "coal")
    file_of(tmp_path, "park")
    done = run(tmp_path / "coal.xlsx", "--set", text, "--into", tmp_path / "park.xlsx", "--preview")
    assert done.exit_code == 2
    assert "文件:列=值" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_are_not_opened_and_no_input_is_written_over(tmp_path: Path) -> None:
    park, pipe = file_of(tmp_path, "park"), tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    done = run(pipe, "--into", park, "--preview")
    assert (done.exit_code, "pipe.xlsx" in done.stderr) == (2, True)
    before = park.read_bytes()
    assert run(file_of(tmp_path, "coal"), "--into", park, "-o", park, "--force").exit_code == 2
    assert park.read_bytes() == before


# ── a park into a park ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def two_parks(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], bytes, Path]:
    folder = tmp_path_factory.mktemp("parks")
    for what, language in (("first", "zh"), ("second", "en"), ("blank", "zh")):
        file_of(folder, what, language)  # type: ignore[arg-type]
    said, target = merged(folder, folder / "first.xlsx", folder / "second.xlsx", into="blank")
    return said, target.read_bytes(), folder


def test_two_parks_add_up_in_a_blank_one(two_parks: Any) -> None:
    said, data, _ = two_parks
    # By hand over the rows of the definitions' own data, three years each.
    for table, column in (
        ("fuels", "consumption"),
        ("power", "electricity"),
        ("clinker", "clinker"),
        ("process", "activity"),
    ):
        given = sum(r[column] for park in (PARK.examples["default"], second_park()) for r in park[table])
        assert sum(getattr(r, column) for r in rows(data, table)) == pytest.approx(given), table
    assert len(rows(data, "enterprises")) == 2 * len(PARK.examples["default"]["enterprises"])
    totals = [rows(one, "park_years", year=2024)[0].total for one in (made("first"), made("second", "en"), data)]
    assert totals[2] == pytest.approx(totals[0] + totals[1])
    assert [one for one in said["not_taken"] if one["conflict"]] == []


def test_figures_of_sectors_are_sums_and_name_both_files(two_parks: Any) -> None:
    _, data, _ = two_parks
    first = {(r.sector, r.year): r for r in rows(made("first"), "history") if r.output is not None}
    assert first
    added = [row for row in rows(data, "history") if row.output is not None]
    assert {(row.sector, row.year) for row in added} == first.keys()
    for row in added:
        one = first[row.sector, row.year]
        assert (row.output, row.energy) == (pytest.approx(2 * one.output), pytest.approx(2 * one.energy))
        assert row.evidence.count("sha256:") == 2


def test_a_park_joins_another_and_its_review_stays_clean(two_parks: Any, tmp_path: Path) -> None:
    _, _, folder = two_parks
    said, target = merged(folder, folder / "second.xlsx", into="first")
    assert severe(target) == set()
    assert any(row["ledger"] == "power" for row in said["rows"])
    # A second time nothing is added: neither rows nor figures.
    (tmp_path / "first.xlsx").write_bytes(target.read_bytes())
    again, _ = merged(tmp_path, folder / "second.xlsx", into="first")
    assert again["rows"] == []
    assert again["added"] == []
    assert any("没有再加一次" in one for one in again["conflicts"])


def test_a_year_stays_a_number(two_parks: Any) -> None:
    """Look-ups by year compare it with a number: a text of the same digits is none of the years."""
    _, data, _ = two_parks
    book = Book.open(data)
    years = [book.values.get(cell) for cell in book.cells_of("fuels_year")]
    assert {type(year) for year in years if year is not None} == {float}


def test_a_workbook_of_another_kind_takes_the_rows_by_what_they_are(tmp_path: Path) -> None:
    """As a county's would: it knows the enterprises and takes fuels and electricity, whatever the park calls its columns."""
    county = {**blank_park(), "enterprises": second_park()["enterprises"]}
    book = Book.open(make_workbook(PARK, "zh", county))
    other = replace(book, definition=replace(PARK, key="county"))
    found = merge(other, [read_file(file_of(tmp_path, "second"), {})])
    given = [r for r in rows(made("second"), "fuels") if r.enterprise]
    taken = rows(found.data, "fuels")
    assert len(taken) == len(given) > 0
    for column in ("consumption", "co2"):
        assert sum(getattr(r, column) for r in taken) == pytest.approx(sum(getattr(r, column) for r in given)), column
    assert {row.placed.table.key for row in found.taken} == {"fuels", "power"}


def test_the_declarations_name_tables_and_columns_that_exist() -> None:
    """A declaration is read when a file comes; a slip in it is to be found before."""
    takes = PARK.takes
    assert takes is not None
    for taken in takes.rows:
        columns = {c.key for c in PARK.table(taken.table).columns}
        assert set(taken.values) <= columns, taken.table
    for key in (*takes.alike, *takes.summed, *takes.not_alike, *takes.same):
        columns = {c.key for c in PARK.table(key).columns}
        assert set(takes.same.get(key, ())) <= columns, key
    for key in takes.alike:
        assert can_grow(PARK.table(key)), key
    for definition in (COAL, PARK):
        assert definition.gives is not None
        for given in definition.gives.rows:
            columns = {c.key for c in definition.table(given.table).columns}
            named = {
                n
                for one in given.values.values()
                for n in (getattr(one, "column", ""), getattr(one, "measure", ""))
                if n
            }
            assert named <= columns, given.table
