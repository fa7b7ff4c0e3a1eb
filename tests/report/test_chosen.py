"""Of several reports that a workbook has the one is written that is asked for; a wrong name says which there are."""

from __future__ import annotations

import pytest

from pycore.errors import FileProblem
from pycore.language import Text
from pycore.report.chosen import chosen_chapter
from pycore.report.document import Grid, Paragraph, plain
from pycore.report.into import refill
from pycore.report.word import docx_bytes
from pycore.sheets.chapter import Part, Prose, TableOf
from tests.report.conftest import Made
from tests.report.samples import PARTS, tiny, tiny_with

SEVERAL: dict[str, tuple[Part, ...]] = {
    "inventory": (
        Prose(text=Text("清单：{places_amount_total:0}，{#places}。", "Inventory {#places}.")),
        TableOf(table="places"),
    ),
    "policy": (Prose(text=Text("政策。", "Policy.")), TableOf(table="places")),
}
ROWS = [{"name": "甲", "amount": 30}]


def test_the_first_is_written_where_none_is_asked_for() -> None:
    assert chosen_chapter(tiny_with(SEVERAL)) == "inventory"
    assert chosen_chapter(tiny_with(SEVERAL), "policy") == "policy"


def test_the_one_report_of_a_workbook_has_a_name_too() -> None:
    assert chosen_chapter(tiny(PARTS)) == chosen_chapter(tiny(PARTS), "report") == "report"


def test_a_wrong_name_says_which_there_are() -> None:
    with pytest.raises(FileProblem) as caught:
        chosen_chapter(tiny_with(SEVERAL), "polcy")
    assert caught.value.text == Text(
        "“小工作簿”工作簿没有名为“polcy”的报告。可用：inventory（章inventory）、policy（章policy）。",
        "The workbook Tiny has no report called polcy. There are: inventory (Chapter inventory), policy (Chapter policy).",
    )


def test_each_is_a_document_of_its_own(made: Made) -> None:
    for name, said in (("", "清单：30，places。"), ("inventory", "清单：30，places。"), ("policy", "政策。")):
        document = made(ROWS, several=SEVERAL, chapter=name, subject="园区")
        assert (document.title, document.chapter) == (f"章{name or 'inventory'}", name or "inventory")
        assert [plain(b.line) for b in document.blocks if isinstance(b, Paragraph)] == [said]
        assert [b.label for b in document.blocks if isinstance(b, Grid)] == ["表 1"]


def test_one_is_not_filled_into_another(made: Made) -> None:
    edited = docx_bytes(made(ROWS, several=SEVERAL, chapter="policy"))
    with pytest.raises(FileProblem, match="--chapter policy"):
        refill(edited, made(ROWS, several=SEVERAL))
    again = refill(edited, made([{"name": "乙", "amount": 1}], several=SEVERAL, chapter="policy"))
    assert again.added == again.removed == ()
    with pytest.raises(FileProblem, match="--chapter policy"):
        refill(again.data, made(ROWS, several=SEVERAL, chapter="inventory"))
