"""A table brings own fuels and carbonates as it brings own factors, by the heads of their own tables."""

from __future__ import annotations

import csv
import io

import pytest
import xlsxwriter

from pycore.engine.make import make_workbook
from pycore.reading import book as books
from pycore.reading.book import Book
from pycore.reading.reader import inspect_workbook
from pycore.sheets.registry import workbook_definition
from pycore.upgrade.own_factors import COLUMNS, Added, add_own_factors
from pycore.upgrade.upgrade import upgrade_book
from tests.workbooks.carbonates_alone import WORKBOOK
from tests.workbooks.minimal import WORKBOOK as FUELS

HEADS = ("name", "emission_factor", "uncertainty", "year", "flag", "source")
ANKERITE = ("ankerite", "0.42", "3%", "2026", "V", "report 8, page 2")
FACTOR = ("carbonate.caco3", "0.44", "tCO2/t", "2025", "bulletin", "0", "S")


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbooks that there are."""
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK, FUELS.key: FUELS}.get)


def table(*rows: tuple[str, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def blank() -> Book:
    return Book.open(make_workbook(WORKBOOK, "en", {}))


def said(found: Added) -> list[tuple[int, str]]:
    return [(row.line, "; ".join(reason.en for reason in row.reasons)) for row in found.rejected]


def test_a_carbonate_is_typed_in_as_a_person_would_type_it() -> None:
    found = add_own_factors(blank(), table(HEADS, ANKERITE))
    assert found.data is not None
    new = Book.open(found.data)
    assert [new.value(f"own_carbonates_{key}", 0) for key in HEADS] == [
        "ankerite", 0.42, 0.03, 2026.0, "V read in a public source", "report 8, page 2",
    ]  # fmt: skip
    assert new.value("own_carbonates_check", 0) == "✓"
    assert inspect_workbook(new)[0].tables["own_carbonates"][0].name == "ankerite"
    assert [id for id, _ in found.added] == ["ankerite"]


def test_one_file_brings_factors_and_entries_under_a_title_each() -> None:
    rows = (("Factors of the firm",), COLUMNS, FACTOR, ("Carbonates",), HEADS, ANKERITE, ("magnesite", *ANKERITE[1:]))
    found = add_own_factors(blank(), table(*rows))
    assert (found.rejected, [id for id, _ in found.added]) == ((), ["carbonate.caco3", "ankerite", "magnesite"])
    assert found.data is not None
    new = Book.open(found.data)
    assert new.value("own_factors_value", 0) == 0.44
    assert new.value("own_carbonates_name", 1) == "magnesite"


def test_sheets_of_a_workbook_bring_one_ledger_each() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as made:
        for name, rows in (("factors", (COLUMNS, FACTOR)), ("carbonates", (HEADS, ANKERITE)), ("old", (HEADS, ("x",)))):
            page = made.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    found = add_own_factors(blank(), held.getvalue())
    assert (found.rejected, [id for id, _ in found.added]) == ((), ["carbonate.caco3", "ankerite"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"emission_factor": "44"}, "carbonate emission factor must be"),
        ({"emission_factor": "x"}, "carbonate emission factor is not a number"),
        ({"uncertainty": "4"}, 'the relative uncertainty "4" must be a fraction'),
        ({"flag": "X"}, "trust flag is not in the list"),
        ({"source": ""}, "no source"),
        ({"year": "26"}, "year must be"),
        ({"name": "calcium carbonate CaCO3"}, "row check: another entry has this name"),
        ({"name": "a*"}, "row check: name of the carbonate: signs that sums take for conditions"),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_the_others_are_taken(change: dict[str, str], reason: str) -> None:
    wrong = tuple(change.get(key, value) for key, value in zip(HEADS, ("other", *ANKERITE[1:]), strict=True))
    found = add_own_factors(blank(), table(HEADS, ANKERITE, wrong))
    assert [id for id, _ in found.added] == ["ankerite"]
    ((line, text),) = said(found)
    assert line == 3
    assert text.startswith(reason)
    assert found.data is not None
    assert Book.open(found.data).value("own_carbonates_name", 1) is None


def test_what_stands_there_stays_and_a_full_list_takes_no_more() -> None:
    first = add_own_factors(blank(), table(HEADS, ANKERITE))
    assert first.data is not None
    more = [(f"n{number}", *ANKERITE[1:]) for number in range(6)]
    again = add_own_factors(Book.open(first.data), table(HEADS, ANKERITE, ("Ankerite", "0.4", *ANKERITE[2:]), *more))
    assert again.known == ("ankerite",)
    assert len(again.added) == 5
    assert [text.partition(",")[0] for _, text in said(again)] == [
        "Ankerite has a row already (0.42)",
        "the table is full (the list has room for 6): delete one that is not used first",
    ]


def test_a_fuel_takes_all_columns_of_its_table() -> None:
    heads = ("name", "measure", "ncv", "carbon_content", "oxidation", "year", "source", "uncertainty", "flag", "kind")
    blend = ("blend", "t", "18.2", "0.0263", "0.97", "2026", "report", "2%", "V", "coal")
    found = add_own_factors(Book.open(make_workbook(FUELS, "zh", {})), table(heads, blend))
    assert (found.rejected, [id for id, _ in found.added]) == ((), ["blend"])
    assert found.data is not None
    assert Book.open(found.data).value("own_fuels_kind", 0) == "煤及煤制品"


def test_an_upgrade_carries_own_entries_and_the_rows_that_choose_them() -> None:
    own = {"name": "ankerite", "emission_factor": 0.42, "uncertainty": 0.03, "year": 2026, "source": "r", "flag": "V"}
    used = {"carbonate": "own1", "consumption": 1000, "purity": 0.9, "evidence": "1"}
    book = Book.open(make_workbook(WORKBOOK, "en", {"own_carbonates": [own], "carbonates": [used]}))
    data, _ = upgrade_book(book, definition=WORKBOOK, rows={"carbonates": 30})
    new = Book.open(data)
    assert len(new.cells_of("carbonates_co2")) == 30
    assert new.value("own_carbonates_emission_factor", 0) == 0.42
    assert new.value("carbonates_carbonate", 0) == "ankerite"
    assert new.value("carbonates_co2", 0) == pytest.approx(378.0, rel=1e-12)


def test_a_gas_takes_its_group_and_report_and_one_of_the_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    park = workbook_definition("industrial_park")
    monkeypatch.setattr(books, "find_workbook", {park.key: park}.get)
    heads = ("name", "group", "gwp", "assessment_report", "emission_factor", "year", "source", "uncertainty", "flag")
    blend = ("R-410A", "HFCs", "1924", "AR5", "1", "2026", "data sheet, page 1", "5%", "V")
    known = ("HFC-23", *blend[1:])
    found = add_own_factors(Book.open(make_workbook(park, "en", {})), table(heads, blend, known))
    assert [id for id, _ in found.added] == ["R-410A"]
    ((line, text),) = said(found)
    assert line == 3
    assert "name" in text
    assert found.data is not None
    new = Book.open(found.data)
    assert (new.value("own_gases_gwp", 0), new.value("own_gases_check", 0)) == (1924.0, "✓")
