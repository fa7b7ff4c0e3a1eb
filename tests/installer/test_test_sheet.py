"""The test sheet for a person: some twenty minutes, and numbers that are the worked example's."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from installer.test_sheet.sheet import EXAMPLES, HERE, LANGUAGES, VERDICTS, parts, sheet
from pycore.functions.catalogue import call, catalogue
from pycore.language import Language
from pycore.reading.book import Book


def test_it_takes_twenty_three_minutes() -> None:
    assert sum(step.minutes for part in parts() for step in part.steps) == 23


def test_both_languages_say_the_same_cells_and_functions() -> None:
    for step in (s for part in parts() for s in part.steps):
        for told in (step.do, step.see):
            zh, en = (re.findall(r"TL_\w+|\b[A-Z]\d+\b|\d[\d,.]*\d", told[language]) for language in LANGUAGES)
            assert sorted(zh) == sorted(en)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_that_it_names_are_the_ones_it_means(language: Language) -> None:
    book = Book.open(EXAMPLES / f"coal_chemical_example_{language}.xlsx")
    cells = {
        "fuels_consumption": (7, 6),
        "fuels_co2": (7, 14),
        "performance_e_ghg": (7, 6),
        "synergy_grade": (8, 10),
    }
    for name, place in cells.items():
        assert book.cells_of(name)[0][1:] == place


def test_the_answers_that_it_promises_are_the_cores() -> None:
    promised = " ".join(step.see.en + step.do.en for part in parts() for step in part.steps)
    assert "A1 is 2628.8108" in promised
    assert call("TL_FUEL_CO2", [1000, 26.7, 0.0274, 0.98]) == pytest.approx(2628.8108, abs=5e-5)
    assert "A2 is #NUM!" in promised
    assert str(call("TL_FUEL_CO2", [1000, 26.7, 0.0274, 98]).code) == "#NUM!"
    assert "D1:D3 are 0.5, 1, 1.5" in promised
    assert call("TL_ELECTRICITY_CO2", [[[1], [2], [3]], 0.5]) == [[0.5], [1.0], [1.5]]
    # 600 × 389.31 GJ × 0.0153 tC/GJ × 99 % × 44/12: the fuel of the row is natural gas
    assert f"N7 becomes {600 * 389.31 * 0.0153 * 0.99 * 44 / 12:,.2f}" in promised


def test_the_functions_that_it_asks_for_exist() -> None:
    told = " ".join(step.do.en for part in parts() for step in part.steps)
    assert set(re.findall(r"TL_\w+", told)) <= catalogue().keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_has_a_row_for_each_step_with_a_verdict_to_choose(language: Language) -> None:
    page = openpyxl.load_workbook(io.BytesIO(sheet(language))).worksheets[0]
    numbers = [row[0].value for row in page.iter_rows(min_row=8) if isinstance(row[0].value, int)]
    assert numbers == list(range(1, sum(len(part.steps) for part in parts()) + 1))
    (validation,) = page.data_validations.dataValidation
    assert validation.formula1 == f'"{VERDICTS[language]}"'


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_that_lie_there_are_those_of_the_steps(language: Language) -> None:
    """Run `make build` when this fails."""
    lying = openpyxl.load_workbook(HERE / f"TwinLedger_test_sheet_{language}.xlsx").worksheets[0]
    fresh = openpyxl.load_workbook(io.BytesIO(sheet(language))).worksheets[0]
    assert [[c.value for c in row] for row in lying.rows] == [[c.value for c in row] for row in fresh.rows]
