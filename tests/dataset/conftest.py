"""What the tests of data sets share: the small workbook of the report's tests, filled in, as a data set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pycore.dataset.dataset import DataSet, dataset
from pycore.engine.make import make_workbook
from pycore.equations.domain import NOT_NEGATIVE
from pycore.language import Language, Text
from pycore.reading import book as books
from pycore.report.calculated import calculate_book
from pycore.sheets.definition import ChoiceList, Column, Kind, Sheet, Table, Workbook
from tests.report.samples import tiny

COLOURS = ChoiceList(
    key="colour", title=Text("颜色", "colours"), entries=(("r", Text("红", "red")), ("b", Text("蓝", "blue")))
)
VISITS = Table(
    key="visits",
    title=Text("到访", "Visits"),
    rows=4,
    ledger=True,
    columns=(
        Column(key="place", title=Text("地点", "place"), kind=Kind.CHOICE, choices="=places_name", required=True),
        Column(key="colour", title=Text("颜色", "colour"), kind=Kind.CHOICE, choices="colour"),
        Column(key="days", title=Text("天数", "days"), unit=Text("天", "d"), domain=NOT_NEGATIVE),
        Column(key="note", title=Text("备注", "note"), kind=Kind.TEXT),
    ),
)


def definition() -> Workbook:
    """The small workbook with a ledger that chooses from another."""
    one = tiny(None)
    *sheets, lists = one.sheets
    return replace(
        one,
        sheets=(*sheets, Sheet(key="visits", title=Text("到访", "Visits"), blocks=(VISITS,)), lists),
        lists=(COLOURS,),
    )


MadeSet = Callable[..., DataSet]


@pytest.fixture
def made_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MadeSet:
    """Fill the workbook in and make its data set: `made_set(places=[…], visits=[…], language="zh")`."""

    def make(language: Language = "zh", change: Callable[[bytes], bytes] = bytes, **data: Any) -> DataSet:
        workbook = definition()
        monkeypatch.setattr(books, "find_workbook", {"tiny": workbook}.get)
        path = tmp_path / "tiny.xlsx"
        path.write_bytes(change(make_workbook(workbook, language, data)))
        return dataset(calculate_book(path), path.read_bytes(), "1.0.0", language)

    return make
