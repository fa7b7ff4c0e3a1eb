"""Combinations of alternatives, with the values of each by hand; what is written says what it was made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.errors import TwinLedgerError
from pycore.findings.finding import Finding
from pycore.package.written_cells import write_cells
from pycore.reading.book import Book
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.definition import Role
from pycore.sheets.writer import write_workbook
from pycore.template.compare import TemplateComparison
from pycore.template.make import make_fingerprint
from pycore.trials.combinations import compare_combinations
from pycore.trials.improvement import improve
from pycore.trials.trial import by_sheet, with_written
from pycore.upgrade.upgrade import upgrade_book
from tests.trials.plants import CO2, MEASURES, NOX, file_with
from tests.workbooks.coal_chemical.test_alternatives import EVIDENCE_ONLY, MOTOR, TURBINE, nox, plant, power
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow

WITH_TURBINE = CO2 - 40_000 * 0.5 + 30_000 * 0.5 * 44 / 12 + 70_000 * 0.1


def two_groups(**more: Any) -> dict[str, Any]:
    """Drives as before, and power with or without 8,000 MWh for a low-NOx burner that saves a third of the NOx."""
    data = plant(MOTOR)
    low, plain = "燃烧/低氮", "燃烧/普通"
    return {
        **data,
        "variant_groups": [*data["variant_groups"], {"group": "燃烧", "chosen": plain}],
        "variants": [
            *data["variants"],
            {"group": "燃烧", "option": "普通", **EVIDENCE_ONLY},
            {"group": "燃烧", "option": "低氮", "annual_cost": 60, "investment": 200, **EVIDENCE_ONLY},
        ],
        "electricity": [*data["electricity"], power(low, 8_000)],
        "nox": [nox(low, 1000 * 2 / 3), nox(plain, 1000), nox(TURBINE, 500)],
        **more,
    }


def test_each_combination_is_what_the_workbook_gives_for_it() -> None:
    rows = compare_combinations(Book.open(write_workbook(WORKBOOK, "zh", two_groups()))).rows
    by_hand = {
        "驱动/电动机 + 燃烧/普通": (900, CO2, NOX),
        "驱动/电动机 + 燃烧/低氮": (960, CO2 + 8_000 * 0.5, NOX * 2 / 3),
        "驱动/汽轮机 + 燃烧/普通": (400, WITH_TURBINE, NOX + 10),
        "驱动/汽轮机 + 燃烧/低氮": (460, WITH_TURBINE + 8_000 * 0.5, NOX * 2 / 3 + 10),
    }
    assert [row["combination"] for row in rows] == list(by_hand)
    for row in rows:
        cost, co2, emitted = by_hand[str(row["combination"])]
        assert (row["annual_cost"], row["co2"], row["nox"]) == pytest.approx((cost, co2, emitted), rel=1e-12)
        s = (emitted / 100 / 0.104 - 1) / (co2 / 100_000 / 2.31 - 1)
        assert row["s1"] == pytest.approx(s, rel=1e-9)
        assert (row["grade1"], row["grade2"]) == ("需优化", None)


def test_an_option_that_is_not_compared_is_left_out_and_a_group_of_none_keeps_its_own() -> None:
    data = two_groups()
    for row in data["variants"][2:]:
        row["compared"] = "no"
    rows = compare_combinations(Book.open(write_workbook(WORKBOOK, "zh", data))).rows
    assert [row["combination"] for row in rows] == ["驱动/电动机 + 燃烧/普通", "驱动/汽轮机 + 燃烧/普通"]


def test_more_combinations_than_the_table_has_rows_are_refused() -> None:
    groups = [f"组{i}" for i in range(4)]
    options = [{"group": group, "option": f"{k}", **EVIDENCE_ONLY} for group in groups for k in range(3)]
    data = plant(MOTOR, variant_groups=[{"group": g, "chosen": f"{g}/0"} for g in groups], variants=options)
    with pytest.raises(TwinLedgerError, match="81 种，最多比较 64 种"):
        compare_combinations(Book.open(write_workbook(WORKBOOK, "zh", data)))
    with pytest.raises(TwinLedgerError, match="没有可比较的方案"):
        compare_combinations(Book.open(write_workbook(WORKBOOK, "zh", plant("", variant_groups=[], variants=[]))))


# ── what is written, and whether it is stale ─────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def file() -> bytes:
    """The plant with both results written into it."""
    book = Book.open(file_with(MEASURES))
    compared = Book.open(with_written(book, compare_combinations(book).cells))
    return with_written(compared, improve(compared).cells)


def found(data: bytes) -> list[Finding]:
    return check_all(Subject.open(data), [rule for rule in installed_rules() if rule.id == "written-results"])


def changed(data: bytes, name: str, index: int, value: float | str) -> bytes:
    """The file with one cell changed by hand and nothing calculated."""
    book = Book.open(data)
    return write_cells(book.package, by_sheet({book.cells_of(name)[index]: value}))


def test_only_written_cells_differ_from_the_file_that_was_given(file: bytes) -> None:
    before, after = Book.open(file_with(MEASURES)), Book.open(file)
    roles = {
        cell: entry.role
        for block in WORKBOOK.filled_blocks()
        for entry in block.entries
        for cell in before.cells_of(f"{block.key}_{entry.key}")
    }
    differ = {
        cell
        for cell in {*before.values, *after.values} - before.formulas.keys()
        if (before.values.get(cell) or None) != (after.values.get(cell) or None)
    }
    assert differ
    assert {roles.get(cell) for cell in differ} == {Role.WRITTEN}
    assert before.formulas == after.formulas


def test_results_that_were_just_written_are_good(file: bytes) -> None:
    subject = Subject.open(file)
    standing = [subject.field(f"{panel}_standing") for panel in ("variant_comparison", "advice")]
    assert [str(said)[:1] for said in standing] == ["✓", "✓"]
    assert found(file) == []


def test_following_the_advice_or_choosing_another_option_leaves_the_results_good(file: bytes) -> None:
    adopted = changed(file, "measures_adopted", 0, "是")
    assert found(adopted) == []
    chosen = changed(file, "variant_groups_chosen", 0, TURBINE)
    stale = found(chosen)
    assert [finding.sheet for finding in stale] == ["达标措施组合"], "the measures depend on the option chosen"


def test_results_of_other_inputs_are_stale(file: bytes) -> None:
    stale = found(changed(file, "electricity_electricity", 1, 41_000.0))
    assert [(f.sheet, "已过期" in f.found.zh) for f in stale] == [("方案组合比较", True), ("达标措施组合", True)]


@pytest.mark.parametrize(
    ("name", "index", "value"),
    [("variant_compared_co2", 1, 1.0), ("variant_compared_grade1", 0, "可接受"), ("advised_advised", 0, "是"),
     ("reached_missing_co2", 0, 5.0), ("advice_yearly_cost", 0, 1.0)],
)  # fmt: skip
def test_a_result_that_was_written_over_is_found(file: bytes, name: str, index: int, value: float | str) -> None:
    book = Book.open(file)
    sheet, row, column = book.cells_of(name)[index]
    assert book.values[sheet, row, column] != value
    findings = found(changed(file, name, index, value))
    assert [(f.sheet, f.found.zh) for f in findings] == [
        (sheet, f"写入的是“{value:g}”" if isinstance(value, float) else f"写入的是“{value}”")
    ]


def test_results_without_a_digest_are_found() -> None:
    bare = changed(file_with(MEASURES), "variant_compared_co2", 0, 1.0)
    assert ["没有输入摘要" in finding.found.zh for finding in found(bare)] == [True]


def test_results_in_their_cells_are_no_alteration_of_the_template(file: bytes) -> None:
    fingerprint = make_fingerprint(WORKBOOK, "zh")
    assert list(TemplateComparison(Book.open(file), fingerprint, "zh", None).report().findings) == []
    typed = changed(file, "cover_guide", 0, "x")
    assert list(TemplateComparison(Book.open(typed), fingerprint, "zh", None).report().findings)


@pytest.mark.parametrize("command", ["alternatives", "improve"])
def test_the_commands_write_a_file_and_say_it_as_data(tmp_path: Path, command: str) -> None:
    given, target = tmp_path / "plant.xlsx", tmp_path / "out.xlsx"
    given.write_bytes(file_with(MEASURES))
    before = given.read_bytes()
    run = CliRunner().invoke(build(), [command, str(given), "-o", str(target), "--json"])
    assert run.exit_code == 0, run.output
    said = json.loads(run.output)
    assert given.read_bytes() == before
    assert found(target.read_bytes()) == []
    if command == "alternatives":
        assert [row["combination"] for row in said["combinations"]] == [MOTOR, TURBINE]
        assert said["combinations"][0]["co2"] == pytest.approx(CO2, rel=1e-12)
    else:
        assert said["acceptable"] is True
        assert said["cost"] == sum(m["annual_cost"] for m in MEASURES if m["name"] in said["measures"])


def test_the_output_is_never_the_input(tmp_path: Path) -> None:
    given = tmp_path / "plant.xlsx"
    given.write_bytes(file_with(MEASURES))
    before = given.read_bytes()
    run = CliRunner().invoke(build(), ["improve", str(given), "-o", str(given)])
    assert run.exit_code == 2
    assert given.read_bytes() == before


def test_an_upgrade_names_what_a_command_had_written_and_leaves_it_out(file: bytes) -> None:
    made, report = upgrade_book(Book.open(file))
    named = [remark.new_cell for remark in report.attention if "命令写入" in remark.text.zh]
    assert named == [
        "variant_comparison_digest_from",
        "variant_compared_combination",
        "advice_digest_from",
        "advised_advised",
        "reached_product",
    ]
    assert Book.open(made).value("variant_comparison_digest_from") is None
