"""The fingerprint finds every way of altering the template, and nothing in files that were only filled in and saved."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from pycore.cells.addresses import column_letters
from pycore.engine.make import make_workbook
from pycore.findings.finding import Finding, Severity
from pycore.formulas.text import tokens, translated
from pycore.language import Language
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.sheets.registry import workbook_definition
from pycore.sheets.writer import write_workbook
from pycore.template.fingerprint import TemplateReport, compare_template, template_fingerprint
from tests.golden.libreoffice import recalculated

pytestmark = pytest.mark.slow

DEFINITION = workbook_definition("coal_chemical")
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Change = Callable[[etree._Element], None]


@cache
def filled(language: Language = "zh") -> bytes:
    """The example, filled in and not calculated."""
    return write_workbook(DEFINITION, language, DEFINITION.examples["default"])


@cache
def book() -> Book:
    return Book.open(filled())


def place(name: str, index: int = 0) -> tuple[str, int, int]:
    return book().cells_of(name)[index]


def part_changed(data: bytes, part: str, change: Change) -> bytes:
    package = Package.read(data)
    tree = etree.fromstring(package.members[part])
    change(tree)
    return package.with_members({part: etree.tostring(tree, xml_declaration=True, encoding="UTF-8")})


def sheet_changed(data: bytes, sheet: str, change: Change) -> bytes:
    return part_changed(data, Package.read(data).sheet(sheet).part, change)


def book_changed(change: Change, data: bytes | None = None) -> bytes:
    return part_changed(data or filled(), "xl/workbook.xml", change)


def cell_of(tree: etree._Element, row: int, column: int) -> etree._Element:
    return next(c for c in tree.iter(f"{SPACE}c") if c.get("r") == f"{column_letters(column)}{row}")


def value_over(name: str, value: str | None, index: int = 0, data: bytes | None = None) -> bytes:
    """Put a number (or nothing) in the place of what a cell holds."""
    sheet, row, column = place(name, index)

    def change(tree: etree._Element) -> None:
        cell = cell_of(tree, row, column)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if value is not None:
            etree.SubElement(cell, f"{SPACE}v").text = value

    return sheet_changed(data or filled(), sheet, change)


def text_over(cell: tuple[str, int, int], text: str) -> bytes:
    def change(tree: etree._Element) -> None:
        found = cell_of(tree, cell[1], cell[2])
        for child in list(found):
            found.remove(child)
        found.set("t", "str")
        etree.SubElement(found, f"{SPACE}v").text = text

    return sheet_changed(filled(), cell[0], change)


def formula_over(name: str, change: Callable[[str], str], index: int = 0) -> bytes:
    sheet, row, column = place(name, index)
    formula = change(book().formulas[sheet, row, column])
    return book().package.with_formulas({sheet: {(row, column): formula}})


def shifted(tree: etree._Element, at: int, by: int, copied: bool) -> None:
    """Insert rows before the row `at` as Excel does; new ones carry the formulas of the row above, or nothing."""
    data = next(tree.iter(f"{SPACE}sheetData"))
    above = next(r for r in data if r.get("r") == str(at - 1))
    for row in data:
        number = int(row.get("r", "0"))
        if number < at:
            continue
        row.set("r", str(number + by))
        for c in row:
            c.set("r", re.sub(r"\d+", "", c.get("r", "")) + str(number + by))
            for f in c.iter(f"{SPACE}f"):
                f.text = translated(tokens(f.text or ""), by, 0)
    position = list(data).index(above)
    for i in range(by):
        new = etree.fromstring(etree.tostring(above))
        new.set("r", str(at + i))
        for c in list(new):
            letters = re.sub(r"\d+", "", c.get("r", ""))
            c.set("r", f"{letters}{at + i}")
            formula = c.find(f"{SPACE}f")
            for child in list(c):
                c.remove(child)
            c.attrib.pop("t", None)
            if copied and formula is not None:
                etree.SubElement(c, f"{SPACE}f").text = translated(tokens(formula.text or ""), i + 1, 0)
        data.insert(position + 1 + i, new)
    for rule in tree.iter(f"{SPACE}dataValidation", f"{SPACE}conditionalFormatting"):
        rule.set("sqref", re.sub(r"(?<=:[A-Z])(\d+)", lambda m: str(int(m[1]) + by), rule.get("sqref", "")))


def with_rows(name: str, copied: bool, inside: int = 5, names_follow: bool = True, by: int = 2) -> bytes:
    area = book().area(name)
    at = area.row1 + inside
    data = sheet_changed(filled(), area.sheet, lambda tree: shifted(tree, at, by, copied))
    if not names_follow:
        return data

    def follow(tree: etree._Element) -> None:
        for defined in tree.iter(f"{SPACE}definedName"):
            text = defined.text or ""
            match = re.search(r"\d+$", text)
            if area.sheet in text and match is not None and int(match[0]) >= at:
                defined.text = text[: match.start()] + str(int(match[0]) + by)

    return book_changed(follow, data)


def report(data: bytes) -> TemplateReport:
    return compare_template(Book.open(data))


def grave(found: TemplateReport) -> list[Finding]:
    return [f for f in found.findings if f.severity is not Severity.NOTE]


def only(data: bytes, rule: str) -> Finding:
    """The one finding of a seeded error, which is of the rule and of nothing else."""
    found = report(data).findings
    assert {f.rule for f in found} == {rule}, [f.sentence("en") for f in found]
    return found[0]


# ── nothing is found where nothing was done ──


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_blank_and_a_filled_workbook_have_no_finding(language: Language) -> None:
    for data in (write_workbook(DEFINITION, language), filled(language)):
        found = report(data)
        assert found.findings == ()
        assert found.touched == 0
        assert found.families > 300


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saving_with_openpyxl_is_no_finding(language: Language) -> None:
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(filled(language))).save(saved)
    assert report(saved.getvalue()).findings == ()


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("blank", [True, False])
def test_saving_with_libreoffice_is_no_finding(language: Language, blank: bool, tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    source.write_bytes(make_workbook(DEFINITION, language, None if blank else DEFINITION.examples["default"]))
    assert report(recalculated(source, tmp_path).read_bytes()).findings == ()


def test_the_forms_in_which_excel_stores_functions_are_no_finding() -> None:
    stored = {
        key: re.sub(r"\bTL_(?!ON\b)", "[1]!TL_", f).replace("NORMSDIST(", "_xlfn.NORMSDIST(")
        for key, f in book().formulas.items()
        if key[0] in ("化石燃料", "不确定性", "电力")
    }
    stored = {key: re.sub(r"(?<=[\w)]),(?=[A-Z])", " , ", f) for key, f in stored.items()}
    by_sheet: dict[str, dict[tuple[int, int], str | None]] = {}
    for (sheet, row, column), formula in stored.items():
        by_sheet.setdefault(sheet, {})[row, column] = formula
    assert sum(len(v) for v in by_sheet.values()) > 200
    assert report(book().package.with_formulas(by_sheet)).findings == ()


def test_the_fingerprint_is_worked_out_once() -> None:
    assert template_fingerprint(DEFINITION, "zh") is template_fingerprint(DEFINITION, "zh")


# ── formulas ──


def test_a_value_over_a_formula_is_found() -> None:
    found = only(value_over("fuels_co2", "12345"), "template-formula-overwritten")
    assert found.severity is Severity.ERROR
    assert "12345" in found.found.en
    assert found.family == "fuels_co2#1"


def test_values_over_neighbouring_formulas_are_one_finding_and_one_family() -> None:
    data = value_over("fuels_co2", "2", 1, value_over("fuels_co2", "1", 0))
    found = report(data)
    assert found.touched == 1
    assert len(found.findings) == 1
    assert ":" in found.findings[0].cell


def test_every_single_formula_overwritten_is_found() -> None:
    sheets: dict[str, dict[tuple[int, int], str | None]] = {}
    for sheet, row, column in book().formulas:
        sheets.setdefault(sheet, {})[row, column] = "1+1"
    found = report(book().package.with_formulas(sheets))
    assert found.touched == found.families


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f + "*0.9",
        lambda f: f.replace("TL_ON", "TRUE"),
        lambda f: "-(" + f + ")",
        lambda f: re.sub(r"([A-Z])(\d+)", lambda m: f"{m[1]}{int(m[2]) + 1}", f, count=1),
    ],
)
def test_a_changed_formula_is_found(change: Callable[[str], str]) -> None:
    found = only(formula_over("fuels_co2_energy", change, 2), "template-formula-changed")
    assert found.severity is Severity.ERROR
    assert found.more["formula"] != found.more["changed"]


def test_a_deleted_formula_is_found() -> None:
    only(value_over("synergy_grade", None), "template-formula-missing")


# ── rows ──


def test_inserted_rows_with_their_formulas_are_a_note() -> None:
    found = only(with_rows("fuels_co2", copied=True), "template-rows-inserted")
    assert found.severity is Severity.NOTE


def test_inserted_rows_without_formulas_are_an_error() -> None:
    found = only(with_rows("fuels_co2", copied=False), "template-rows-inserted")
    assert found.severity is Severity.ERROR


def test_rows_that_the_names_leave_out_are_an_error() -> None:
    found = report(with_rows("fuels_co2", copied=True, names_follow=False))
    # The print area is a name as well, and leaves them out too.
    assert {f.rule for f in grave(found)} == {"template-name-changed", "template-print-changed"}


# ── what is hidden ──


@pytest.mark.parametrize(("state", "severity"), [("hidden", Severity.WARNING), ("veryHidden", Severity.ERROR)])
def test_a_hidden_sheet_is_found(state: str, severity: Severity) -> None:
    data = book_changed(
        lambda tree: next(s for s in tree.iter(f"{SPACE}sheet") if s.get("name") == "电力").set("state", state)
    )
    assert only(data, "template-sheet-hidden").severity is severity


@pytest.mark.parametrize("attributes", [{"hidden": "1"}, {"ht": "0", "customHeight": "1"}])
def test_a_hidden_row_is_found(attributes: dict[str, str]) -> None:
    sheet, row, _ = place("fuels_co2", 1)

    def hide(tree: etree._Element) -> None:
        found = next(r for r in tree.iter(f"{SPACE}row") if r.get("r") == str(row))
        found.attrib.update(attributes)

    assert only(sheet_changed(filled(), sheet, hide), "template-row-hidden").cell == f"{row}:{row}"


@pytest.mark.parametrize("attributes", [{"hidden": "1"}, {"width": "0"}])
def test_a_hidden_column_is_found(attributes: dict[str, str]) -> None:
    def hide(tree: etree._Element) -> None:
        next(c for c in tree.iter(f"{SPACE}col") if c.get("min") == "7").attrib.update(attributes)

    assert only(sheet_changed(filled(), "化石燃料", hide), "template-column-hidden").cell == "G:G"


@pytest.mark.parametrize(
    ("font", "fill", "code"),
    [
        ("FFFFFFFF", None, None),
        ("FF336699", "FF336699", None),
        ("FFFDFDFD", "FFFFFFFF", None),
        (None, None, ";;;"),
    ],
)
def test_text_that_cannot_be_seen_is_found(font: str | None, fill: str | None, code: str | None) -> None:
    sheet, row, column = place("fuels_co2")

    def style(tree: etree._Element) -> None:
        xfs = tree.find(f"{SPACE}cellXfs")
        xf = etree.SubElement(xfs, f"{SPACE}xf")
        if font:
            fonts = tree.find(f"{SPACE}fonts")
            etree.SubElement(etree.SubElement(fonts, f"{SPACE}font"), f"{SPACE}color").set("rgb", font)
            xf.set("fontId", str(len(fonts) - 1))
        if fill:
            fills = tree.find(f"{SPACE}fills")
            pattern = etree.SubElement(etree.SubElement(fills, f"{SPACE}fill"), f"{SPACE}patternFill")
            pattern.set("patternType", "solid")
            etree.SubElement(pattern, f"{SPACE}fgColor").set("rgb", fill)
            xf.set("fillId", str(len(fills) - 1))
        if code:
            formats = tree.find(f"{SPACE}numFmts")
            etree.SubElement(formats, f"{SPACE}numFmt", numFmtId="999", formatCode=code)
            xf.set("numFmtId", "999")

    data = part_changed(filled(), "xl/styles.xml", style)
    number = len(etree.fromstring(Package.read(data).members["xl/styles.xml"]).find(f"{SPACE}cellXfs")) - 1
    data = sheet_changed(data, sheet, lambda tree: cell_of(tree, row, column).set("s", str(number)))
    # The style of the test has no number format either, which is said by itself.
    rules = {f.rule for f in report(data).findings}
    assert "template-text-invisible" in rules
    assert rules <= {"template-text-invisible", "template-format-changed"}


# ── texts, library, names ──


def test_a_changed_unit_is_found() -> None:
    sheet, row, column = place("fuels_co2")
    found = only(text_over((sheet, row - 1, column), "万t"), "template-header-changed")
    assert found.severity is Severity.ERROR


def test_a_changed_header_is_found() -> None:
    sheet, row, column = place("fuels_co2")
    only(text_over((sheet, row - 2, column), "别的"), "template-header-changed")


@pytest.mark.parametrize("name", ["factors_value", "bench_value", "steam0_n", "if97_r"])
def test_a_changed_library_value_is_found(name: str) -> None:
    assert only(value_over(name, "0.5"), "template-library-changed").severity is Severity.ERROR


@pytest.mark.parametrize("name", ["factors_id", "factors_source", "fuel_code"])
def test_a_changed_id_or_source_is_found(name: str) -> None:
    only(text_over(place(name), "x"), "template-library-changed")


def names_changed(change: Callable[[etree._Element], None], name: str) -> bytes:
    return book_changed(lambda tree: change(next(n for n in tree.iter(f"{SPACE}definedName") if n.get("name") == name)))


def test_a_truncated_name_is_found() -> None:
    def truncate(name: etree._Element) -> None:
        name.text = re.sub(r"\d+$", lambda m: str(int(m[0]) - 3), name.text or "")

    found = only(names_changed(truncate, "fuels_counted"), "template-name-changed")
    assert "fuels_counted" in found.found.en


def test_a_name_for_other_cells_is_found() -> None:
    def move(name: etree._Element) -> None:
        name.text = "'化石燃料'!$A$1"

    only(names_changed(move, "performance_co2"), "template-name-changed")


def test_a_removed_name_is_found() -> None:
    only(names_changed(lambda n: n.getparent().remove(n), "settings_confidence"), "template-name-changed")


def test_a_name_of_a_sheet_that_hides_the_templates_is_found() -> None:
    def add(tree: etree._Element) -> None:
        names = next(tree.iter(f"{SPACE}definedNames"))
        etree.SubElement(names, f"{SPACE}definedName", name="fuels_counted", localSheetId="13").text = "'化石燃料'!$A$1"

    only(book_changed(add), "template-name-changed")


def test_names_of_a_whole_ledger_cut_short_are_one_finding() -> None:
    def truncate(tree: etree._Element) -> None:
        for name in tree.iter(f"{SPACE}definedName"):
            called = name.get("name") or ""
            if called.startswith("fuels_") and called != "fuels_frame" and ":" in (name.text or ""):
                name.text = re.sub(r"\d+$", lambda m: str(int(m[0]) - 3), name.text or "")

    assert len(report(book_changed(truncate)).findings) == 1
    only(book_changed(truncate), "template-name-changed")


# ── rules, locks, sheets, settings ──


def test_a_removed_validation_is_found() -> None:
    def remove(tree: etree._Element) -> None:
        rule = next(tree.iter(f"{SPACE}dataValidation"))
        rule.getparent().remove(rule)

    only(sheet_changed(filled(), "化石燃料", remove), "template-validation-removed")


def test_a_loosened_validation_is_found() -> None:
    def loosen(tree: etree._Element) -> None:
        rule = next(r for r in tree.iter(f"{SPACE}dataValidation") if r.get("type") == "decimal")
        rule.find(f"{SPACE}formula1").text = "-1000000"

    found = only(sheet_changed(filled(), "化石燃料", loosen), "template-validation-removed")
    assert "changed" in found.found.en


def test_a_removed_protection_is_a_note() -> None:
    def remove(tree: etree._Element) -> None:
        lock = next(tree.iter(f"{SPACE}sheetProtection"))
        lock.getparent().remove(lock)

    assert only(sheet_changed(filled(), "电力", remove), "template-protection-removed").severity is Severity.NOTE


def test_a_renamed_sheet_is_one_finding() -> None:
    def rename(tree: etree._Element) -> None:
        next(s for s in tree.iter(f"{SPACE}sheet") if s.get("name") == "电力").set("name", "用电")
        for name in tree.iter(f"{SPACE}definedName"):
            name.text = (name.text or "").replace("'电力'", "'用电'")

    assert len(report(book_changed(rename)).findings) == 1
    only(book_changed(rename), "template-sheet-renamed")


def test_an_added_and_hidden_sheet_is_found() -> None:
    saved = io.BytesIO()
    other = openpyxl.load_workbook(io.BytesIO(filled()))
    other.create_sheet("底稿").sheet_state = "veryHidden"
    other.save(saved)
    assert {f.rule for f in report(saved.getvalue()).findings} == {
        "template-sheet-added",
        "template-sheet-hidden",
    }


@pytest.mark.parametrize(
    ("written", "severity"),
    [("设备台账见附件 3", Severity.NOTE), ("=1+1", Severity.WARNING)],
    ids=["remarks", "formula"],
)
def test_a_sheet_of_remarks_is_a_note_and_one_that_calculates_is_not(written: str, severity: Severity) -> None:
    saved = io.BytesIO()
    other = openpyxl.load_workbook(io.BytesIO(filled()))
    other.create_sheet("说明")["A1"] = written
    other.save(saved)
    assert only(saved.getvalue(), "template-sheet-added").severity is severity


def test_a_missing_sheet_is_found() -> None:
    saved = io.BytesIO()
    other = openpyxl.load_workbook(io.BytesIO(filled()))
    del other["甲烷"]
    other.save(saved)
    assert "template-sheet-missing" in {f.rule for f in report(saved.getvalue()).findings}


def test_sheets_in_another_order_are_a_note() -> None:
    saved = io.BytesIO()
    other = openpyxl.load_workbook(io.BytesIO(filled()))
    other.move_sheet("电力", 3)
    other.save(saved)
    assert only(saved.getvalue(), "template-sheet-reordered").severity is Severity.NOTE


@pytest.mark.parametrize("attributes", [{"calcMode": "manual"}, {"iterate": "1"}, {"fullPrecision": "0"}], ids=str)
def test_settings_that_change_the_calculation_are_found(attributes: dict[str, str]) -> None:
    data = book_changed(lambda tree: next(tree.iter(f"{SPACE}calcPr")).attrib.update(attributes))
    only(data, "template-calculation-settings")


@pytest.mark.parametrize(("program", "named"), [("gnumeric", True), ("Microsoft Excel", False)])
def test_iteration_that_gnumeric_switches_on_is_said_to_be_its_doing(program: str, named: bool) -> None:
    data = book_changed(lambda tree: next(tree.iter(f"{SPACE}calcPr")).attrib.update({"iterate": "1"}))
    package = Package.read(data)
    properties = re.sub(
        rb"<Application>[^<]*<", b"<Application>%s<" % program.encode(), package.members["docProps/app.xml"]
    )
    found = only(package.with_members({"docProps/app.xml": properties}), "template-calculation-settings")
    # It excuses only what can hide nothing: no formula of the file but the template's reads another one.
    assert found.severity is (Severity.NOTE if named else Severity.WARNING)
    assert ("Gnumeric" in found.found.zh, "Gnumeric" in found.found.en) == (named, named)


def as_gnumeric_writes_rules(change: Callable[[str], str] = lambda formula: formula) -> bytes:
    """The filled workbook with the rules about a text as Gnumeric saves them, their formulas changed first."""
    package = Package.read(filled())
    changed: dict[str, bytes] = {}
    for sheet in package.sheets:
        tree = etree.fromstring(package.members[sheet.part])
        for rule in tree.iter(f"{SPACE}cfRule"):
            if rule.get("type") == "beginsWith":
                del rule.attrib["text"], rule.attrib["operator"]
                rule.set("stopIfTrue", "1")
                formula = rule.find(f"{SPACE}formula")
                assert formula is not None
                formula.text = change(formula.text or "")
        changed[sheet.part] = etree.tostring(tree)
    return package.with_members(changed)


def test_rules_about_a_text_as_gnumeric_writes_them_are_the_templates_own() -> None:
    assert [f for f in report(as_gnumeric_writes_rules()).findings if f.rule.startswith("template-cond")] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("✗", "✓"), (",1)", ",2)"), ("LEFT", "RIGHT"), ("LEFT(", "LEFT($ZZ$1&"), ('="✗"', '="✗✗"')],
)
def test_such_a_rule_that_asks_for_something_else_is_changed(before: str, after: str) -> None:
    found = report(as_gnumeric_writes_rules(lambda formula: formula.replace(before, after))).findings
    assert "template-conditional-format-changed" in {f.rule for f in found}


@pytest.mark.parametrize("formula", ['LEFT($ZZ$1,1)="✗"', 'LEFT({own},2)="✗"', "FALSE"])
def test_a_rule_that_names_its_text_and_asks_for_another_cell_is_changed(formula: str) -> None:
    """Programs go by the formula, whatever text the rule names beside it."""

    def other(tree: etree._Element) -> None:
        for group in tree.iter(f"{SPACE}conditionalFormatting"):
            for rule in group.iter(f"{SPACE}cfRule"):
                if rule.get("text") == "✗":
                    held = rule.find(f"{SPACE}formula")
                    assert held is not None
                    held.text = formula.format(own=group.get("sqref", "").partition(":")[0])

    data = sheet_changed(filled(), place("fuels_co2")[0], other)
    assert "template-conditional-format-changed" in {f.rule for f in report(data).findings}


def test_a_version_that_is_not_known_is_found() -> None:
    only(text_over(place("cover_version"), "9.9.9"), "template-version-unknown")


def test_the_language_on_the_cover_does_not_mislead() -> None:
    found = report(text_over(place("cover_language"), "en"))
    assert [f.rule for f in found.findings] == ["template-header-changed"]


@pytest.mark.parametrize("first", [True, False])
def test_a_cell_that_stands_there_twice_is_found(first: bool) -> None:
    """One program reads the first, another the last."""
    sheet, row, column = place("fuels_co2")

    def twice(tree: etree._Element) -> None:
        formula = cell_of(tree, row, column)
        number = etree.Element(f"{SPACE}c", r=formula.get("r"))
        etree.SubElement(number, f"{SPACE}v").text = "1"
        (formula.addprevious if first else formula.addnext)(number)

    found = report(sheet_changed(filled(), sheet, twice))
    assert "template-cell-twice" in {f.rule for f in found.findings}


def test_a_text_replaced_by_a_formula_is_found() -> None:
    data = book().package.with_formulas({"化石燃料": {(3, 1): "1+1"}})
    only(data, "template-header-changed")
