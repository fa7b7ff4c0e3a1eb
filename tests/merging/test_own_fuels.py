"""A row that burns an own fuel names it by the name that its file has for it: by its code it would be another file's."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.engine.make import make_workbook
from pycore.merging.given import given_alike, given_by_meaning
from pycore.merging.own_fuels import own_fuels_noted
from pycore.merging.source import GivingFile
from pycore.reading import book as books
from pycore.reading.book import Book
from pycore.reading.reader import inspect_workbook
from pycore.sheets.exchange import From, GivenRows, Gives, Takes
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import RowKind
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
    assert list(own_fuels_noted(source.book, source)) == []
    (lacking,) = own_fuels_noted(file_with().book, source)
    assert lacking.en.startswith('the own fuel "blend" of a.xlsx is not among the own fuels of this workbook')
    (other,) = own_fuels_noted(file_with({**BLEND, "ncv": 19.0}).book, source)
    assert "differ in net calorific value; this workbook calculates with its own" in other.en
