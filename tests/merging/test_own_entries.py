"""A row of an own fuel or carbonate names it as its file does: by its code it would be another file's."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.engine.make import make_workbook
from pycore.merging.given import given_alike, given_by_meaning
from pycore.merging.own_entries import own_entries_noted
from pycore.merging.source import GivingFile
from pycore.reading import book as books
from pycore.reading.book import Book
from pycore.reading.reader import inspect_workbook
from pycore.sheets.exchange import From, GivenRows, Gives, Takes
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import RowKind
from tests.workbooks.carbonates_alone import WORKBOOK as CARBONATES
from tests.workbooks.minimal import WORKBOOK

BLEND: dict[str, Any] = {
    "name": "blend",
    "measure": "t",
    "kind": "other",
    "ncv": 18.2,
    "carbon_content": 0.0263,
    "oxidation": 0.97,
    "year": 2026,
    "source": "report",
    "uncertainty": 0.02,
    "flag": "V",
}
BURNT = [{"fuel": "own1", "consumption": 7, "evidence": "1"}, {"fuel": "diesel", "consumption": 1, "evidence": "1"}]
GIVES = Gives(rows=(GivenRows(kind=RowKind.FUELS, table="fuels", values={M.FUEL: From("fuel")}),))


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbooks that there are."""
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)


def file_with(*own: dict[str, Any]) -> GivingFile:
    book = Book.open(make_workbook(WORKBOOK, "en", {"own_fuels": list(own), "fuels": BURNT}))
    return GivingFile("a.xlsx", "0" * 64, book, inspect_workbook(book)[0], True)


def test_the_name_is_given_and_not_the_code() -> None:
    given, _ = given_by_meaning(file_with(BLEND), GIVES, "en", "")
    assert [row.values[M.FUEL].value for row in given] == ["blend", "diesel"]


def test_a_workbook_of_the_same_kind_takes_the_name_too() -> None:
    takes = Takes(enterprises=("", ""), of_enterprise=(), asked=(), base_year="", rows=(), same={}, alike=("fuels",))
    given, _ = given_alike(file_with(BLEND), takes)
    assert [row.values["fuel"].value for row in given] == ["blend", "diesel"]


def test_a_fuel_that_the_workbook_has_not_or_with_other_numbers_is_named() -> None:
    source = file_with(BLEND)
    assert list(own_entries_noted(source.book, source)) == []
    (lacking,) = own_entries_noted(file_with().book, source)
    assert lacking.en.startswith('the own fuel "blend" of a.xlsx is not in this workbook')
    (other,) = own_entries_noted(file_with({**BLEND, "ncv": 19.0}).book, source)
    assert "differ in net calorific value; this workbook calculates with its own" in other.en


ANKERITE: dict[str, Any] = {
    "name": "ankerite",
    "emission_factor": 0.42,
    "uncertainty": 0.03,
    "year": 2026,
    "source": "report",
    "flag": "V",
}


def file_with_carbonates(*own: dict[str, Any]) -> GivingFile:
    used = [{"carbonate": "own1", "consumption": 7, "purity": 1, "evidence": "1"}]
    book = Book.open(make_workbook(CARBONATES, "en", {"own_carbonates": list(own), "carbonates": used}))
    return GivingFile("c.xlsx", "0" * 64, book, inspect_workbook(book)[0], True)


def test_a_row_of_an_own_carbonate_carries_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "find_workbook", {CARBONATES.key: CARBONATES}.get)
    alike = ("carbonates",)
    takes = Takes(enterprises=("", ""), of_enterprise=(), asked=(), base_year="", rows=(), same={}, alike=alike)
    given, _ = given_alike(file_with_carbonates(ANKERITE), takes)
    assert [row.values["carbonate"].value for row in given] == ["ankerite"]


def test_an_own_carbonate_that_is_lacking_or_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "find_workbook", {CARBONATES.key: CARBONATES, WORKBOOK.key: WORKBOOK}.get)
    source = file_with_carbonates(ANKERITE)
    assert list(own_entries_noted(source.book, source)) == []
    (lacking,) = own_entries_noted(file_with_carbonates().book, source)
    assert lacking.en.startswith('the own carbonate "ankerite" of c.xlsx is not in this workbook')
    (other,) = own_entries_noted(file_with_carbonates({**ANKERITE, "emission_factor": 0.41}).book, source)
    assert "differ in carbonate emission factor; this workbook calculates with its own" in other.en
    # A workbook without carbonates takes no such row, which is said of the rows.
    assert list(own_entries_noted(file_with().book, source)) == []
