"""What changed between two submissions is said in words, by content and not by place, in two languages."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer
from typer.testing import CliRunner

from pycore.cells.addresses import column_number
from pycore.cli import _Commands
from pycore.commands import submissions
from pycore.compare.compare import KindOfChange, compare_books
from pycore.compare.findings import finding_changes
from pycore.compare.page.page import comparison_html
from pycore.compare.results import judged_by
from pycore.engine.make import make_workbook
from pycore.errors import FileProblem
from pycore.findings.finding import Finding, Severity
from pycore.language import Language, Text
from pycore.package.package import Package, write_values
from pycore.reading.book import Book
from pycore.review.result import Review, Verdict
from pycore.sheets.registry import workbook_definition
from pycore.sheets.standing import standings
from tests.golden.libreoffice import recalculated

pytestmark = pytest.mark.slow

DEFINITION = workbook_definition("coal_chemical")
EXAMPLE = DEFINITION.examples["default"]


@cache
def example(language: Language = "zh") -> bytes:
    return make_workbook(DEFINITION, language, EXAMPLE)


@cache
def altered() -> bytes:
    """A factor of its own, an amount, a row less, a row more, a row moved, another province and power factor."""
    fuels = [dict(row) for row in EXAMPLE["fuels"]]
    fuels[0]["consumption"] = 400
    fuels[2] |= {"carbon_content_own": 0.026, "reason": "measured"}
    del fuels[4]
    fuels.insert(0, fuels.pop())
    data: dict[str, Any] = {
        **EXAMPLE,
        "fuels": fuels,
        "nox": [*EXAMPLE["nox"], {**EXAMPLE["nox"][0], "concentration": 33, "stack": "DA099"}],
        "project": {**EXAMPLE["project"], "province": "ningxia"},
        "settings": {"reading": "province"},
    }
    return make_workbook(DEFINITION, "zh", data)


def edited(data: bytes, sheet: str, pattern: str, replacement: str) -> bytes:
    """A copy with one change in the XML of a sheet."""
    package = Package.read(data)
    part = package.sheet(sheet).part
    text, count = re.subn(pattern, replacement, package.members[part].decode(), count=1)
    assert count == 1
    return package.with_members({part: text.encode()})


def test_a_file_equals_itself() -> None:
    comparison = compare_books(Book.open(example()), Book.open(example()))
    assert comparison.same
    assert comparison.sections("zh") == []


def test_the_same_submission_in_two_languages_is_no_change() -> None:
    comparison = compare_books(Book.open(example()), Book.open(example("en")))
    assert comparison.same, comparison.sections("en")
    assert comparison.translated


def test_what_changed_in_the_other_language_is_found_in_its_row() -> None:
    """A row named by a formula, and a line chosen of a plan that formulas write, are known by what they say there."""
    english = Book.open(example("en"))
    acceptance = [dict(row) for row in EXAMPLE["acceptance"]]
    acceptance[1]["design"] = "no"
    data = {**EXAMPLE, "acceptance": acceptance}
    comparison = compare_books(Book.open(example()), Book.open(make_workbook(DEFINITION, "en", data)))
    assert {r.change for r in comparison.rows} == {KindOfChange.CHANGED}
    found = {c.name: c for r in comparison.rows for c in r.cells}
    assert set(found) == {"acceptance_design"}
    assert (found["acceptance_design"].old, found["acceptance_design"].new) == ("yes", "no")
    names = (english.cells_of("acceptance_item")[1], english.cells_of("measures_name")[1])
    assert english.values[names[0]] == english.values[names[1]]
    assert found["acceptance_design"].new_cell.endswith(str(names[0][1]))


def test_a_measure_less_in_the_other_language_takes_no_other_row_with_it() -> None:
    measures = [dict(row) for row in EXAMPLE["measures"]]
    acceptance = [dict(row) for row in EXAMPLE["acceptance"]]
    del measures[0], acceptance[0]
    acceptance.insert(19, {})  # the rows that every project has keep their places below the twenty measures
    data = {**EXAMPLE, "measures": measures, "acceptance": acceptance}
    languages: tuple[Language, ...] = ("zh", "en")
    sides = [compare_books(Book.open(example()), Book.open(make_workbook(DEFINITION, k, data))) for k in languages]
    zh, en = ([(r.table, r.change, r.old_row, r.new_row.split("!")[-1]) for r in c.rows] for c in sides)
    assert en == zh
    assert ("acceptance", KindOfChange.REMOVED) in [r[:2] for r in zh]


class TestAltered:
    @pytest.fixture(scope="class")
    @staticmethod
    def comparison() -> Any:
        return compare_books(Book.open(example()), Book.open(altered()))

    def test_a_changed_amount_is_found_in_the_row_that_has_moved(self, comparison: Any) -> None:
        rows = [r for r in comparison.rows if r.table == "fuels" and r.change is KindOfChange.CHANGED]
        (cell,) = [c for r in rows for c in r.cells if c.name == "fuels_consumption"]
        assert (cell.old, cell.new) == (300, 400)
        assert (cell.old_cell, cell.new_cell) == ("化石燃料!F7", "化石燃料!F8")
        assert "+33.33%" in cell.sentence("zh")

    def test_rows_that_are_in_one_file_alone_are_named(self, comparison: Any) -> None:
        assert [(r.table, r.change) for r in comparison.rows if r.change is not KindOfChange.CHANGED] == [
            ("fuels", KindOfChange.REMOVED),
            ("nox", KindOfChange.ADDED),
        ]

    def test_choices_are_codes_with_words_in_both_languages(self, comparison: Any) -> None:
        province = next(c for c in comparison.fields if c.name == "project_province")
        assert (province.old, province.new) == ("inner_mongolia", "ningxia")
        assert (province.new_text.zh, province.new_text.en) == ("宁夏", "Ningxia")

    def test_own_values_and_values_in_use_are_factors(self, comparison: Any) -> None:
        names = {c.name for c in comparison.factors}
        assert {
            "fuels_carbon_content_own",
            "fuels_carbon_content",
            "settings_electricity",
            "electricity_emission_factor",
        } <= names

    def test_results_have_their_relative_change(self, comparison: Any) -> None:
        total = next(r for r in comparison.results if r.name == "summary_proposed_total_total")
        assert total.changed
        assert total.relative == pytest.approx(total.new / total.old - 1)
        assert any(r.name == "accounts_existing" for r in comparison.results)
        grade = next(r for r in comparison.results if r.name == "optimised_grade")
        assert (grade.old_text.en, grade.new_text.en) == ("acceptable", "to be optimised")

    def test_nothing_is_said_of_formulas(self, comparison: Any) -> None:
        assert comparison.formulas == ()

    def test_an_english_file_gives_the_same_numbers(self, comparison: Any) -> None:
        crossed = compare_books(Book.open(example("en")), Book.open(altered()))
        assert {r.name for r in crossed.results} == {r.name for r in comparison.results}
        assert len(crossed.results) == len(comparison.results)
        assert [(r.table, r.change) for r in crossed.rows] == [(r.table, r.change) for r in comparison.rows]
        assert crossed.formulas == ()


def test_every_product_stands_before_and_after_with_deviations_s_and_grade() -> None:
    comparison = compare_books(Book.open(example()), Book.open(altered()))
    by_meaning = {c.name for standing in standings(DEFINITION) for c in judged_by(standing)}
    products = [r["product"] for r in EXAMPLE["products"]]
    assert {v.name for p in comparison.standings for v in p.values} == by_meaning
    assert len(comparison.standings) == len(products) * len(standings(DEFINITION))
    first = comparison.standings[0]
    titles = [v.title.en for v in first.values]
    assert titles == ["relative deviation of NOx", "relative deviation of CO2", "synergy index S", "grade"]
    after = Book.open(altered())
    for value in first.values:
        sheet, cell = value.new_cell.split("!")
        held = after.values[sheet, int(re.sub(r"\D", "", cell)), column_number(re.sub(r"\d", "", cell))]
        assert value.new == held or value.new == pytest.approx(held, rel=1e-9)
        assert value.old is not None
    heading, lines = comparison.sections("en")[1]
    assert heading == "Deviation, S and grade of the products"
    assert "synergy index S" in lines[0]
    assert len(lines) == len(comparison.standings)
    assert comparison.json("en")["standings"][0]["values"][2]["old"] == first.values[2].old


def test_an_edited_cache_of_s_is_said() -> None:
    book = Book.open(example())
    (name,) = {s.synergy.name for s in standings(DEFINITION) if s.synergy and s.synergy.table.key == "synergy"}
    sheet, row, column = book.cells_of(name)[0]
    forged = write_values(book.package, {sheet: {(row, column): 0.123}})
    assert [r.name for r in compare_books(book, Book.open(forged)).results] == [name]


def test_a_formula_typed_over_is_a_changed_family_and_changes_the_result() -> None:
    cell = Book.open(example()).cells_of("fuels_co2")[3]
    where = f"K{cell[1]}" if cell[2] == 11 else f"{chr(64 + cell[2])}{cell[1]}"
    forged = edited(example(), cell[0], rf'(<c r="{where}"[^>]*>)<f>[^<]*</f><v>[^<]*</v>', r"\1<v>1234</v>")
    comparison = compare_books(Book.open(example()), Book.open(forged))
    (change,) = comparison.formulas
    assert change.name == "fuels_co2"
    assert change.overwritten
    assert change.new == "1234"
    assert change.new_cells == (f"{cell[0]}!{where}",)
    assert any(r.name == "accounts_existing" and r.changed for r in comparison.results)


def test_an_edited_cache_is_said_though_the_inputs_give_the_same() -> None:
    book = Book.open(example())
    sheet, row, column = book.cells_of("summary_proposed_total_total")[0]
    forged = write_values(book.package, {sheet: {(row, column): 1.0}})
    comparison = compare_books(book, Book.open(forged))
    assert not comparison.same
    assert all(not r.changed for r in comparison.results)
    assert any("文件中的值" in s for _, lines in comparison.sections("zh") for s in lines)


def test_other_templates_are_refused() -> None:
    from dataclasses import replace

    book = Book.open(example())
    with pytest.raises(FileProblem):
        compare_books(book, replace(book, definition=replace(DEFINITION, key="other")))


@pytest.mark.libreoffice
def test_saving_in_libreoffice_is_no_change(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(example())
    comparison = compare_books(Book.open(source), Book.open(recalculated(source, tmp_path)))
    assert comparison.same, comparison.sections("en")


class TestCommand:
    @pytest.fixture(scope="class")
    @staticmethod
    def app() -> typer.Typer:
        app = typer.Typer(cls=_Commands)
        submissions.register(app)
        return app

    def test_exit_status_says_whether_something_changed(self, app: typer.Typer, tmp_path: Path) -> None:
        a, b, c = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.xlsx"
        a.write_bytes(example())
        b.write_bytes(altered())
        c.write_bytes(b"no workbook")
        run = CliRunner().invoke
        same = run(app, ["compare", str(a), str(a)])
        assert (same.exit_code, "无变化" in same.output) == (0, True)
        changed = run(app, ["compare", str(a), str(b), "--json", "--lang", "en"])
        assert changed.exit_code == 1
        assert json.loads(changed.stdout)["same"] is False
        assert run(app, ["compare", str(a), str(c)]).exit_code == 2

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_a_file_that_is_not_ours_is_refused_in_one_sentence(
        self, app: typer.Typer, tmp_path: Path, lang: str
    ) -> None:
        a, b = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
        a.write_bytes(example())
        stranger = openpyxl.Workbook()
        stranger.save(b)
        said = CliRunner().invoke(app, ["compare", str(a), str(b), "--lang", lang]).output.strip()
        assert said.count("b.xlsx") == 1, said
        assert said.count("twinledger new") == 1, said
        assert "TwinLedger" in said
        assert "…" not in said
        assert "。）" not in said
        assert ".)" not in said

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_a_file_with_a_lost_name_is_told_from_the_other(self, app: typer.Typer, tmp_path: Path, lang: str) -> None:
        a, b = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
        a.write_bytes(example())
        package = Package.read(example())
        text = package.members["xl/workbook.xml"].decode()
        lost = re.sub(r'<definedName name="fuels_consumption"[^>]*>[^<]*</definedName>', "", text)
        b.write_bytes(package.with_members({"xl/workbook.xml": lost.encode()}))
        result = CliRunner().invoke(app, ["compare", str(a), str(b), "--lang", lang])
        assert result.exit_code == 2
        assert result.output.startswith("b.xlsx")
        assert "a.xlsx" not in result.output

    def test_a_page_has_changes_and_findings_and_the_json_beside_it_stays_pure(
        self, app: typer.Typer, tmp_path: Path
    ) -> None:
        a, b, page = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "page.html"
        a.write_bytes(example())
        b.write_bytes(altered())
        done = CliRunner().invoke(app, ["compare", str(a), str(b), "--html", str(page), "--json", "--lang", "en"])
        told = json.loads(done.stdout)
        assert str(page) in done.stderr
        html = page.read_text(encoding="utf-8")
        for head in ("Inputs", "Factors", "Results", "synergy index S", "Findings settled and new"):
            assert head in html
        assert "化石燃料!F7 → 化石燃料!F8" in html
        assert "+33.33%" in html
        (new,) = {f["rule"] for f in told["findings"]["new"]} & {"row-check"}
        assert f">{new}<" in html
        assert "http://" not in html


def finding(rule: str, cell: str, said: str, sheet: str = "Fuels") -> Finding:
    text = Text(said, said)
    return Finding(rule, Severity.WARNING, sheet, cell, text, text, text)


class TestFindings:
    def test_a_settled_a_new_and_a_moved_one_are_told_apart(self) -> None:
        old = [finding("a", "K8", "K8 is 3"), finding("a", "K9", "K9 is 4"), finding("b", "C1", "x")]
        new = [finding("a", "K12", "K12 is 4"), finding("b", "C1", "now y"), finding("c", "C1", "x")]
        found = finding_changes(old, new)
        assert found.settled == (old[0],)
        assert found.new == (new[2],)
        assert found.staying == (new[0], new[1])

    def test_as_many_as_there_were_stay(self) -> None:
        one = finding("a", "K8", "x")
        assert len(finding_changes([one], [one, one]).new) == 1
        assert len(finding_changes([one, one], [one]).settled) == 1

    def test_sheets_of_two_languages_are_one(self) -> None:
        found = finding_changes(
            [finding("a", "K8", "x", "燃料")], [finding("a", "K8", "y", "Fuels")], {"燃料": "fuels", "Fuels": "fuels"}
        )
        assert (found.settled, found.new) == ((), ())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_in_a_file_becomes_markup_on_the_page(language: Language) -> None:
    markup = "<script>window.pwned=1</script>"
    data = {**EXAMPLE, "project": {**EXAMPLE["project"], "name": markup}}
    new = Book.open(make_workbook(DEFINITION, "zh", data))
    comparison = compare_books(Book.open(example()), new)
    reviews = [
        Review(f"{markup}.xlsx", "", Verdict.FINDINGS, "coal_chemical", findings=(finding("a", "K8", said, markup),))
        for said in ("before", markup)
    ]
    html = comparison_html(comparison, reviews[0], reviews[1], language)
    assert markup not in html
    assert html.count("&lt;script&gt;window.pwned=1") > 3
