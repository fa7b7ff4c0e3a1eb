"""A filled workbook goes into the present template whole, and what does not fit is said."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from pycore.cli import _Commands
from pycore.commands import submissions
from pycore.compare.compare import compare_books
from pycore.engine.make import make_workbook
from pycore.language import Language
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.reading.reader import inspect_workbook
from pycore.sheets.definition import Table, Workbook
from pycore.sheets.registry import workbook_definition
from pycore.upgrade.report import UpgradeReport
from pycore.upgrade.upgrade import upgrade_book

pytestmark = pytest.mark.slow

DEFINITION = workbook_definition("coal_chemical")
EXAMPLE = DEFINITION.examples["default"]


@cache
def example(language: Language = "zh") -> bytes:
    return make_workbook(DEFINITION, language, EXAMPLE)


def changed_table(definition: Workbook, key: str, **changes: Any) -> Workbook:
    def block(b: Any) -> Any:
        return replace(b, **changes) if isinstance(b, Table) and b.key == key else b

    return replace(
        definition,
        sheets=tuple(replace(s, blocks=tuple(block(b) for b in s.blocks)) for s in definition.sheets),
    )


def older(definition: Workbook) -> Workbook:
    """The definition as version 0.9.0: the cover says so."""
    cover = definition.sheets[0]
    panel = cover.blocks[0]
    fields = tuple(replace(f, value="0.9.0") if f.key == "version" else f for f in panel.fields)  # type: ignore[union-attr]
    cover = replace(cover, blocks=(replace(panel, fields=fields), *cover.blocks[1:]))  # type: ignore[arg-type]
    return replace(definition, version="0.9.0", sheets=(cover, *definition.sheets[1:]))


def with_name_renamed(data: bytes, old: str, new: str) -> bytes:
    package = Package.read(data)
    text = package.members["xl/workbook.xml"].decode()
    assert f'name="{old}"' in text
    return package.with_members({"xl/workbook.xml": text.replace(f'name="{old}"', f'name="{new}"').encode()})


def without_name(data: bytes, name: str) -> bytes:
    package = Package.read(data)
    text = package.members["xl/workbook.xml"].decode()
    text, count = re.subn(rf'<definedName name="{name}"[^>]*>[^<]*</definedName>', "", text)
    assert count == 1
    return package.with_members({"xl/workbook.xml": text.encode()})


def said(report: UpgradeReport) -> list[str]:
    return [s for _, lines in report.sections("zh") for s in lines]


def assert_same_results(report: UpgradeReport) -> None:
    assert report.results
    for o in report.results:
        if isinstance(o.before, float):
            assert o.after == pytest.approx(o.before, rel=1e-12), o
        else:
            assert o.after == o.before, o


class TestPresentVersion:
    @pytest.fixture(scope="class")
    @staticmethod
    def upgraded() -> tuple[bytes, UpgradeReport]:
        return upgrade_book(Book.open(example()))

    def test_gives_the_same_file(self, upgraded: tuple[bytes, UpgradeReport]) -> None:
        assert upgraded[0] == example()

    def test_gives_the_same_results(self, upgraded: tuple[bytes, UpgradeReport]) -> None:
        assert_same_results(upgraded[1])

    def test_reports_own_values_and_nothing_to_do(self, upgraded: tuple[bytes, UpgradeReport]) -> None:
        report = upgraded[1]
        assert report.own_values
        assert (report.attention, report.dropped, report.moved, report.library) == ((), (), (), ())


def test_internal_transfers_stay_links() -> None:
    new = Book.open(upgrade_book(Book.open(example()))[0])
    linked = [c for c in new.cells_of("carbon_quantity") if c in new.formulas]
    assert len(linked) == 8


def test_another_language_keeps_choices_and_results() -> None:
    data, report = upgrade_book(Book.open(example()), language="en")
    new = Book.open(data)
    assert new.language == "en"
    assert inspect_workbook(new)[1] == []
    assert compare_books(Book.open(example()), new).same
    numbers = [(o.before, o.after) for o in report.results if isinstance(o.before, float)]
    assert numbers
    assert all(b == pytest.approx(a, rel=1e-12) for a, b in numbers)


class TestOlderVersion:
    """An older template: a column less, a column with another name, one field unknown to the present template."""

    @pytest.fixture(scope="class")
    @staticmethod
    def old() -> bytes:
        fuels = DEFINITION.table("fuels")
        definition = changed_table(
            older(DEFINITION), "fuels", columns=tuple(c for c in fuels.columns if c.key != "use")
        )
        data = {**EXAMPLE, "fuels": [{k: v for k, v in r.items() if k != "use"} for r in EXAMPLE["fuels"]]}
        made = make_workbook(definition, "zh", data)
        made = with_name_renamed(made, "nox_flow", "nox_gas")
        made = with_name_renamed(made, "project_owner", "project_builder")
        return without_name(made, "project_place")

    def test_a_renamed_column_is_carried_by_the_mapping(self, old: bytes) -> None:
        data, report = upgrade_book(Book.open(old), renamed={"nox_gas": "nox_flow", "project_builder": "project_owner"})
        new, reference = inspect_workbook(data)[0], inspect_workbook(example())[0]
        assert [r["flow"] for r in new.tables["nox"]] == [r["flow"] for r in reference.tables["nox"]]
        assert new.panels["project"]["owner"] == reference.panels["project"]["owner"]
        assert [r["consumption"] for r in new.tables["fuels"]] == [r["consumption"] for r in reference.tables["fuels"]]
        assert (report.old_version, report.new_version) == ("0.9.0", DEFINITION.version)
        assert new.version == DEFINITION.version
        moved = [r.sentence("zh") for r in report.moved]
        assert any("nox_gas → nox_flow" in s for s in moved)
        assert any("化石燃料" in s and "移位" in s for s in moved)
        after = {o.name: o.after for o in report.results if not o.label}
        assert after["summary_proposed_total_total"] == pytest.approx(1554078.299, rel=1e-6)

    def test_what_is_new_or_has_no_name_needs_attention(self, old: bytes) -> None:
        _, report = upgrade_book(Book.open(old))
        attention = " ".join(r.sentence("zh") for r in report.attention)
        assert "fuels_use" in attention
        assert "project_place" in attention
        assert "nox_gas" in attention
        assert "project_builder" in attention
        assert "nox_flow" in attention


def test_library_values_that_changed_are_listed_and_own_values_kept() -> None:
    factors = DEFINITION.table("factors")
    values = list(factors.prefilled["value"])
    values[0] = values[0] * 1.1
    own = [{} for _ in values]
    own[1] = {"own": 7.5, "reason": "measured"}
    definition = changed_table(older(DEFINITION), "factors", prefilled={**factors.prefilled, "value": values})
    data, report = upgrade_book(Book.open(make_workbook(definition, "zh", {**EXAMPLE, "factors": own})))
    (changed,) = report.library
    assert str(factors.prefilled["id"][0]) in changed.sentence("zh")
    new = Book.open(data)
    assert new.value("factors_own", 1) == 7.5
    assert new.value("factors_value", 0) == pytest.approx(factors.prefilled["value"][0])


def test_a_ledger_with_inserted_rows_becomes_a_longer_one() -> None:
    rows = DEFINITION.table("methane").rows + 4
    longer = changed_table(DEFINITION, "methane", rows=rows)
    row = {**EXAMPLE["methane"][0], "ch4": 1.0}
    old = make_workbook(longer, "zh", {**EXAMPLE, "methane": [row] * (rows - 1)})
    data, report = upgrade_book(Book.open(old))
    assert len(inspect_workbook(data)[0].tables["methane"]) == rows - 1
    assert_same_results(report)
    assert any("加长" in s for s in said(report))


def test_a_formula_of_the_users_own_becomes_its_value_and_is_listed() -> None:
    package = Package.read(example())
    sheet = package.sheet("化石燃料")
    text = package.members[sheet.part].decode()
    text, count = re.subn(r'(<c r="F7"[^>]*>)<v>300</v>', r"\1<f>100*3+1</f><v>0</v>", text)
    assert count == 1
    data, report = upgrade_book(Book.open(package.with_members({sheet.part: text.encode()})))
    assert Book.open(data).value("fuels_consumption", 0) == 301
    assert any("100*3+1" in s for s in said(report))


def test_command_writes_the_new_file_and_leaves_the_old(tmp_path: Path) -> None:
    app = typer.Typer(cls=_Commands)
    submissions.register(app)
    app.command("other")(lambda: None)
    source, target = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    source.write_bytes(example())
    run = CliRunner().invoke
    result = run(app, ["upgrade", str(source), "-o", str(target), "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert "0 to look at" in result.output
    assert target.read_bytes() == example() == source.read_bytes()
    assert run(app, ["upgrade", str(source), "-o", str(target)]).exit_code == 2
    assert run(app, ["upgrade", str(source), "-o", str(source), "--force"]).exit_code == 2


def test_the_park_in_another_language_gives_the_same_results() -> None:
    """Its drop-downs offer years and texts of other tables: a year stays a number, a text of the template is translated."""
    definition = workbook_definition("industrial_park")
    old = Book.open(make_workbook(definition, "zh", definition.examples["default"]))
    data, report = upgrade_book(old, language="en")
    new = Book.open(data)
    assert report.attention == ()
    assert new.value("outlook_year") == 2030.0
    for name, _ in definition.results:
        for a, b in zip(old.cells_of(name), new.cells_of(name), strict=True):
            assert new.values[b] == pytest.approx(old.values[a], rel=1e-12)
    offered = {new.value("measures_path", i) for i in range(5)} - {None}
    assert offered
    assert all(str(text).isascii() for text in offered)


def test_a_library_value_that_a_user_has_typed_over_is_told_from_one_that_the_library_has_changed() -> None:
    assert DEFINITION.fingerprints is not None
    data = (DEFINITION.fingerprints.parent / "issued" / "coal_chemical_1.0.0_zh.xlsx").read_bytes()
    sheet, row, column = Book.open(data).cells_of("factors_value")[0]
    formula = Package.read(data).with_formulas({sheet: {(row, column): "25.5"}})
    _, report = upgrade_book(Book.open(formula))
    assert (report.old_library, report.new_library) == ("2026.2", "2026.5")
    typed = [r.text.en for r in report.attention if "issued with" in r.text.en]
    assert [text.startswith("fuel.2015.anthracite.ncv 25.5 is not the library's 24.515") for text in typed] == [True]
    assert any("2026.2 → 2026.5" in title for title, _ in report.sections("zh"))


def test_own_factors_are_kept_and_a_file_from_before_them_is_not_asked_for_any() -> None:
    own = {
        "replaces": "fuel.2023.diesel.ncv",
        "value": 43.0,
        "unit": "GJ/t",
        "year": 2025,
        "source": "省公报 表 3",
        "uncertainty": 0.02,
        "flag": "S",
    }
    old = Book.open(make_workbook(DEFINITION, "zh", {**EXAMPLE, "own_factors": [own]}))
    data, report = upgrade_book(old, language="en")
    assert inspect_workbook(data)[0].tables["own_factors"][0]["flag"] == "S"
    new = Book.open(data)
    assert [new.value(f"own_factors_{key}", 0) for key in ("replaces", "value", "unit", "year", "source")] == [
        own[key] for key in ("replaces", "value", "unit", "year", "source")
    ]
    assert [o.after for o in report.results if isinstance(o.before, float)] == pytest.approx(
        [o.before for o in report.results if isinstance(o.before, float)], rel=1e-12
    )
    assert old.value("fuels_ncv", 2) == new.value("fuels_ncv", 2) == 43.0
    issued = DEFINITION.fingerprints.parent / "issued" / "coal_chemical_1.1.0_zh.xlsx"  # type: ignore[union-attr]
    _, of_before = upgrade_book(Book.open(issued.read_bytes()))
    assert [r for r in of_before.attention if "own_factors" in r.new_cell] == []
