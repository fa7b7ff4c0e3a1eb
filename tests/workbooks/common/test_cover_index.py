"""The cover lists every sheet with a link, how much is filled in, and what is open."""

from __future__ import annotations

import re
from functools import cache

import pytest

from pycore.cells.stored import Value
from pycore.engine.make import make_workbook
from pycore.language import Language
from pycore.reading.book import Book
from pycore.sheets.registry import installed_workbooks, workbook_definition


@cache
def book(key: str, language: Language = "zh", example: bool = False) -> Book:
    definition = workbook_definition(key)
    return Book.open(make_workbook(definition, language, definition.examples["default"] if example else None))


def shown(of: Book) -> dict[str, dict[str, Value]]:
    """The index by the titles of the sheets."""
    keys = ("link", "sheet_kind", "cells_filled", "cells_open", "status")
    columns = {key: [of.values.get(cell) for cell in of.cells_of(f"sheet_index_{key}")] for key in keys}
    return {str(title): {key: columns[key][i] for key in keys} for i, title in enumerate(columns["link"])}


@pytest.mark.parametrize("key", sorted(installed_workbooks()))
def test_every_sheet_behind_the_cover_is_listed_and_linked_in_both_languages(key: str) -> None:
    for language in ("zh", "en"):
        of = book(key, language)  # type: ignore[arg-type]
        titles = [sheet.name for sheet in of.package.sheets]
        links = [of.formulas[cell] for cell in of.cells_of("sheet_index_link")]
        led = [re.fullmatch(r"HYPERLINK\(\"#'(.*)'!A1\",\"(.*)\"\)", link) for link in links]
        assert [found[1] for found in led if found] == titles[1:]
        assert [found[2] for found in led if found] == titles[1:]


def test_a_blank_workbook_is_empty_and_a_filled_one_is_not() -> None:
    blank, filled = shown(book("coal_chemical")), shown(book("coal_chemical", example=True))
    assert blank["化石燃料"]["status"] == "– 未填写"
    assert blank["化石燃料"]["cells_filled"] == 0
    assert filled["化石燃料"]["status"] == "✓ 已填写"
    assert filled["排放汇总"]["status"] == "✓"
    assert {row["status"] for row in filled.values()} <= {"✓", "✓ 已填写", "– 未填写"}
    # What the template itself fills in, the names of policies, is not the user's.
    assert blank["政策符合性"]["cells_filled"] == 0


def test_filled_cells_are_counted_as_they_were_typed() -> None:
    """The fuels of the example, counted by hand from its data."""
    rows = workbook_definition("coal_chemical").examples["default"]["fuels"]
    typed = sum(value not in (None, "") for row in rows for value in row.values())
    assert shown(book("coal_chemical", example=True))["化石燃料"]["cells_filled"] == typed


def test_a_fault_shows_at_its_sheet_and_at_the_checks() -> None:
    definition = workbook_definition("coal_chemical")
    data = dict(definition.examples["default"])
    data["fuels"] = [{**data["fuels"][0], "consumption": None}, *data["fuels"][1:]]
    found = shown(Book.open(make_workbook(definition, "en", data)))
    assert str(found["Fuels"]["status"]).startswith("✗ ")
    assert found["Fuels"]["cells_open"] == 1
    assert found["Checks"]["cells_open"] == 1
    assert found["Heat"]["cells_open"] == 0


def test_sheets_of_look_ups_stand_behind_the_others() -> None:
    for definition in installed_workbooks().values():
        tabs = [sheet.tab for sheet in definition.sheets]
        assert tabs == sorted(tabs, key=lambda tab: tab == "library")
