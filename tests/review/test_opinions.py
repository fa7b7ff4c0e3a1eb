"""Three opinions: agreement in clean files, and who is wrong and since when in others."""

from __future__ import annotations

import io
import time
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Value
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import recalculate
from pycore.errors import FileProblem
from pycore.findings.finding import Severity
from pycore.language import Language, Text
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.review.opinions import Opinions, three_opinions
from pycore.sheets.registry import workbook_definition
from pycore.template.fingerprint import compare_template, template_fingerprint
from tests.golden.libreoffice import recalculated

pytestmark = pytest.mark.slow

DEFINITION = workbook_definition("coal_chemical")


@cache
def example(language: Language = "zh") -> bytes:
    return make_workbook(DEFINITION, language, DEFINITION.examples["default"])


@cache
def native_example() -> bytes:
    """The example as a program without the add-in has calculated it: there is no digest of the inputs."""
    package = Package.read(example())
    return write_values(package, recalculate(package, engine_functions(), native=True))


@cache
def book() -> Book:
    return Book.open(example())


def cell_of(name: str, index: int = 0) -> CellKey:
    return book().cells_of(name)[index]


def filled_row(name: str) -> int:
    """A row in which a column holds a number other than 0."""
    values = [book().values.get(c) for c in book().cells_of(name)]
    return next(i for i, v in enumerate(values) if isinstance(v, float) and v)


def cached(cells: dict[CellKey, Value], data: bytes) -> bytes:
    by_sheet: dict[str, dict[tuple[int, int], Value]] = {}
    for (sheet, row, column), value in cells.items():
        by_sheet.setdefault(sheet, {})[row, column] = value
    return write_values(Package.read(data), by_sheet)


def input_changed(cell: CellKey, factor: float, data: bytes) -> bytes:
    """Change an input number in the bytes and nothing else, as an editor that does not calculate would."""
    package = Package.read(data)
    part = package.sheet(cell[0]).part
    address = f'r="{column_letters(cell[2])}{cell[1]}"'.encode()
    xml = package.members[part]
    start = xml.index(b"<v>", xml.index(address)) + 3
    end = xml.index(b"</v>", start)
    return package.with_members({part: xml[:start] + str(float(xml[start:end]) * factor).encode() + xml[end:]})


def opinions(data: bytes) -> Opinions:
    return three_opinions(Book.open(data))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_three_agree_on_a_clean_example(language: Language) -> None:
    found = opinions(example(language))
    assert found.disagreements == ()
    assert found.findings == ()
    assert found.effect is None


def test_the_three_agree_on_a_blank_and_on_a_natively_calculated_workbook() -> None:
    assert opinions(make_workbook(DEFINITION, "zh")).findings == ()
    assert opinions(native_example()).findings == ()


@pytest.mark.libreoffice
def test_the_three_agree_on_what_libreoffice_has_calculated(tmp_path: Path) -> None:
    source = tmp_path / "example.xlsx"
    source.write_bytes(example())
    assert opinions(recalculated(source, tmp_path).read_bytes()).findings == ()


def test_a_file_without_results_is_a_note() -> None:
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(example())).save(saved)
    found = opinions(saved.getvalue())
    assert [(f.rule, f.severity) for f in found.findings] == [("value-cached-missing", Severity.NOTE)]


@pytest.mark.parametrize("name", ["fuels_co2", "summary_proposed_total_total", "performance_e_ghg", "u_sources_u"])
@pytest.mark.parametrize("native", [False, True], ids=["core", "native"])
def test_an_edited_result_is_tampering(name: str, native: bool) -> None:
    cell = cell_of(name, filled_row(name))
    value = book().values[cell]
    assert isinstance(value, float)
    found = opinions(cached({cell: value * 0.9}, native_example() if native else example()))
    assert found.edited == (cell,)
    assert found.stale == ()
    assert [f.rule for f in found.findings] == ["value-cached-edited"]
    assert [d.who for d in found.disagreements] == ["cached"]
    assert found.disagreements[0].relative == pytest.approx(0.1)


def test_an_edited_grade_is_tampering_and_its_effect_is_said() -> None:
    index = next(i for i, c in enumerate(book().cells_of("synergy_grade")) if book().values.get(c))
    cell = cell_of("synergy_grade", index)
    found = opinions(cached({cell: "需说明"}, example()))
    assert found.edited == (cell,)
    assert found.effect is not None
    assert "需说明" in found.effect.zh
    assert str(book().values[cell]) in found.effect.en


@pytest.mark.parametrize("native", [False, True], ids=["core", "native"])
def test_a_changed_input_is_a_stale_file_and_no_tampering(native: bool) -> None:
    # Of what is behind the changed input the first cell is named; the emission of the row follows from it.
    index = filled_row("fuels_co2_energy")
    cell = cell_of("fuels_co2_energy", index)
    amount = next(
        c
        for c in (cell_of(f"fuels_{k.key}", index) for k in DEFINITION.table("fuels").columns)
        if c not in book().formulas and isinstance(book().values.get(c), float)
    )
    found = opinions(input_changed(amount, 2.0, native_example() if native else example()))
    assert found.edited == ()
    assert cell in found.stale
    assert [f.rule for f in found.findings] == ["value-cached-stale"]
    assert found.effect is not None
    assert "CO2" in found.effect.en
    assert found.findings[0].more["cells"] == len(found.disagreements)


def test_tampering_in_a_stale_file_is_still_found() -> None:
    index = filled_row("fuels_co2")
    amount = next(
        c
        for c in (cell_of(f"fuels_{k.key}", index) for k in DEFINITION.table("fuels").columns)
        if c not in book().formulas and isinstance(book().values.get(c), float)
    )
    performance = cell_of("performance_e_ghg", filled_row("performance_e_ghg"))
    data = cached({performance: 0.001}, input_changed(amount, 2.0, example()))
    found = opinions(data)
    assert performance in found.edited
    assert found.stale


def test_a_native_branch_that_was_changed_disagrees_with_the_core() -> None:
    index = filled_row("fuels_co2")
    sheet, row, column = cell_of("fuels_co2", index)
    formula = book().formulas[sheet, row, column]
    data = book().package.with_formulas({sheet: {(row, column): f"IF(TL_ON,{formula},0.5*({formula}))"}})
    found = opinions(data)
    rules = {f.rule for f in found.findings}
    assert "value-native-differs" in rules


def test_the_changed_branch_is_named_and_not_all_that_follows_from_it() -> None:
    index = filled_row("fuels_co2")
    sheet, row, column = cell_of("fuels_co2", index)
    formula = book().formulas[sheet, row, column]
    data = book().package.with_formulas({sheet: {(row, column): f"IF(TL_ON,{formula},0.5*({formula}))"}})
    found = [f for f in opinions(data).findings if f.rule == "value-native-differs"]
    assert [f.where for f in found] == [f"{sheet}!{column_letters(column)}{row}"]
    assert found[0].effect is not None
    assert "other cells differ" in found[0].effect.en


@pytest.mark.parametrize("link", ["[1]Sheet1!A1", "'[other.xlsx]S'!A1", "'C:\\a\\[b.xlsx]S'!$A$1"])
def test_a_link_to_another_file_does_not_end_the_comparison(link: str) -> None:
    """What the formula is linked to is not known; the rest is calculated, and an edited result still stands out."""
    sheet, row, column = cell_of("fuels_consumption", filled_row("fuels_co2"))
    edited = cell_of("performance_e_ghg", filled_row("performance_e_ghg"))
    value = book().values[sheet, row, column]
    linked = Package.read(book().package.with_formulas({sheet: {(row, column): link}}))
    data = write_values(linked, {sheet: {(row, column): value}})
    assert [f.rule for f in opinions(data).findings] == ["value-not-calculated"]
    found = opinions(cached({edited: 0.5}, data))
    assert [f.rule for f in found.findings] == ["value-not-calculated", "value-cached-edited"]
    assert found.findings[0].where == f"{sheet}!{column_letters(column)}{row}"
    assert found.core[cell_of("summary_proposed_total_total")] == book().values[cell_of("summary_proposed_total_total")]


def test_a_workbook_that_cannot_be_calculated_has_no_values_by_its_formulas_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise FileProblem(Text("不能算", "no calculation"))

    monkeypatch.setattr("pycore.review.opinions.ways_of", fails)
    found = three_opinions(book())
    assert [(f.rule, f.severity) for f in found.findings] == [("value-not-calculated", Severity.ERROR)]
    assert (found.core, found.native, found.disagreements) == ({}, {}, ())
    assert found.unproven == frozenset(book().formulas)


def test_what_follows_from_a_value_that_could_not_be_calculated_is_not_proven() -> None:
    """Proven is only what does not depend on the link: the total does, the name of the project does not."""
    sheet, row, column = cell_of("fuels_consumption", filled_row("fuels_co2"))
    linked = book().package.with_formulas({sheet: {(row, column): "[1]Sheet1!A1"}})
    found = opinions(linked)
    assert {(sheet, row, column), cell_of("fuels_co2", filled_row("fuels_co2"))} <= found.unproven
    assert cell_of("summary_proposed_total_total") in found.unproven
    assert 0 < len(found.unproven) < len(found.core)


def test_an_edited_result_is_found_where_all_others_were_taken_away() -> None:
    cell = cell_of("performance_e_ghg", filled_row("performance_e_ghg"))
    data = cached({**dict.fromkeys(book().formulas), cell: 0.5}, example())
    assert {f.rule for f in opinions(data).findings} == {"value-cached-missing", "value-cached-edited"}


def test_a_review_of_the_example_takes_about_a_second() -> None:
    """Of the processor's time, which a busy machine does not lengthen much; the measured time is in the message."""
    template_fingerprint(DEFINITION, "zh")
    started = time.process_time()
    opened = Book.open(example())
    compare_template(opened)
    three_opinions(opened)
    seconds = time.process_time() - started
    assert seconds < 10, f"{seconds:.2f} s"


@cache
def steam_of_region_3() -> bytes:
    """Steam of 40 MPa and 450 °C, for whose enthalpy there is no formula, as calculated without the core."""
    data = dict(DEFINITION.examples["default"])
    data["heat"] = [
        {**row, "pressure": 40, "temperature": 450} if i == 0 else row for i, row in enumerate(data["heat"])
    ]
    return make_workbook(DEFINITION, "zh", data)


def test_steam_that_has_no_native_form_is_no_changed_formula_and_no_stale_file() -> None:
    """A file as its formulas give it was called stale, and its formula suspected of a change."""
    found = opinions(steam_of_region_3()).findings
    assert [(f.rule, f.where, f.severity) for f in found] == [
        ("value-native-differs", f"热力!{_address(cell_of('heat_enthalpy'))}", Severity.WARNING)
    ]
    assert "region 3" in found[0].found.en
    assert "whether the formula was changed" not in found[0].action.en
    assert found[0].effect is not None
    assert "#N/A" in found[0].effect.en


def test_steam_calculated_by_the_core_is_a_note_where_it_has_no_native_form() -> None:
    package = Package.read(steam_of_region_3())
    found = opinions(write_values(package, recalculate(package, engine_functions()))).findings
    assert [(f.rule, f.severity) for f in found] == [("value-native-differs", Severity.NOTE)]


def test_a_changed_result_beside_such_steam_is_still_found() -> None:
    cell = cell_of("fuels_co2", filled_row("fuels_co2"))
    found = opinions(cached({cell: 1.0}, steam_of_region_3())).findings
    assert {f.rule for f in found} & {"value-cached-edited", "value-cached-stale", "value-cached-differs"}


def _address(cell: CellKey) -> str:
    return f"{column_letters(cell[2])}{cell[1]}"
