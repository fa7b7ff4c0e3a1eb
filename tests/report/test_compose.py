"""Composing: a workbook of anybody's brings its own report; what is missing or wrong is said and never shown as a value."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.errors import FileProblem
from pycore.report.document import Document, Grid, Heading, Mark, Paragraph, Plate, plain
from pycore.sheets.chapter import TableOf
from tests.report.conftest import Made
from tests.report.samples import MAP

ROWS: list[dict[str, Any]] = [
    {"name": "甲", "kind": "电力", "x": 1, "y": 1, "amount": 30},
    {"name": "乙", "kind": "钢铁", "x": 2, "y": 3, "amount": 60},
    {"name": "丙", "kind": "电力", "amount": 10},
]


def texts(document: Document) -> list[str]:
    return [plain(b.line) for b in document.blocks if isinstance(b, Paragraph)]


def grid(document: Document, key: str) -> Grid:
    return next(b for b in document.blocks if isinstance(b, Grid) and b.key == key)


def shown(document: Document, key: str) -> list[list[str]]:
    return [[plain(cell.line) for cell in row] for row in grid(document, key).rows]


def test_sentences_tables_and_pictures_come_from_the_workbook(made: Made) -> None:
    document = made(ROWS, subject="园区", author="某院")
    assert (document.title, document.subject, document.author) == ("章", "园区", "某院")
    assert texts(document)[:4] == [
        "项目为园区，由某院编制，见places。", "合计 100 t。", "附言：某院",
        "依次为乙（60.00 t，占 60.0%）、甲（30.00 t，占 30.0%）、丙（10.00 t，占 10.0%）。",
    ]  # fmt: skip
    assert shown(document, "places") == [
        ["甲", "电力", "1.00", "1.00", "30.00", "60.00"],
        ["乙", "钢铁", "2.00", "3.00", "60.00", "120.00"],
        ["丙", "电力", "", "", "10.00", "20.00"],
        ["合计", "", "", "", "100.00", "200.00"],
    ]
    assert document.labels == {"places": "表 1", "cover": "表 2", "amounts": "图 1", "map": "图 2"}
    assert document.open_points == []
    assert [(h.level, h.number, h.text) for h in document.blocks if isinstance(h, Heading)] == [(1, "1", "一节")]


def test_english_says_the_same(made: Made) -> None:
    document = made(ROWS, subject="park", author="office", language="en")
    assert texts(document)[1] == "In all 100 t."
    assert document.labels["places"] == "Table 1"
    assert "From the sheet Places" in plain(grid(document, "places").notes[0])


def test_a_column_that_nobody_filled_is_left_out_and_units_stand_at_the_heads(made: Made) -> None:
    heads = grid(made(ROWS), "places").heads
    assert [(plain(h.title), plain(h.unit)) for h in heads] == [
        ("名称", ""), ("类别", ""), ("X", "km"), ("Y", "km"), ("排放量", "tCO2"), ("两倍", "tCO2"),
    ]  # fmt: skip


def test_a_blank_input_is_marked_with_what_belongs_there(made: Made) -> None:
    document = made(ROWS, subject="园区")
    assert document.open_points == ["待填：编制单位"]
    assert texts(document)[0] == "项目为园区，由待填：编制单位编制，见places。"
    assert not any(text.startswith("附言") for text in texts(document))


def test_an_error_is_said_with_its_cell_and_never_as_a_value(made: Made) -> None:
    document = made([{"name": "甲", "kind": "电力", "amount": -5}], subject="园区", author="某院")
    everything = " ".join([*texts(document), *(text for row in shown(document, "places") for text in row)])
    assert "#NUM!" not in everything
    assert "计算出错：地点!G" in everything
    assert any(p.startswith("计算出错") for p in document.open_points)


def test_an_empty_workbook_gives_sentences_in_place_of_tables_and_pictures(made: Made) -> None:
    document = made([])
    assert [b.key for b in document.blocks if isinstance(b, Grid | Plate)] == ["cover"]
    said = " ".join(texts(document))
    assert "工作簿“地点”表的“地点”没有数据" in said
    assert "“各地排放量”没有可绘制的数值" in said


def test_rows_are_kept_by_a_column_and_by_a_cell(made: Made) -> None:
    parts = (
        TableOf(table="places", columns=("name", "x"), keep=("x",)),
        TableOf(table="places", key="again", columns=("name",), where=("name", "cover_author"), total=False),
    )
    document = made(ROWS, parts, author="乙")
    assert [row[0] for row in shown(document, "places")] == ["甲", "乙"]
    assert shown(document, "again") == [["乙"]]


@pytest.mark.parametrize(
    ("small", "written"), [(4.0, ["123,457", "4", "123,461"]), (0.04, ["123,456.78", "0.04", "123,456.82"])]
)
def test_amounts_of_tens_of_thousands_are_written_whole_unless_a_small_one_would_be_lost(
    made: Made, small: float, written: list[str]
) -> None:
    rows = [{"name": "甲", "amount": 123_456.78}, {"name": "乙", "amount": small}]
    document = made(rows, (TableOf(table="places", columns=("name", "amount")),))
    assert [row[1] for row in shown(document, "places")] == written


def test_only_so_many_rows_are_printed_and_the_rest_is_said(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pycore.report.grids.MOST_ROWS", 2)
    document = made(ROWS, (TableOf(table="places", columns=("name", "amount"), total=False),))
    assert len(shown(document, "places")) == 2
    assert "共 3 行" in plain(grid(document, "places").notes[0])


def test_a_workbook_without_a_report_is_refused_in_a_sentence(made: Made) -> None:
    with pytest.raises(FileProblem, match="没有定义报告"):
        made(ROWS, None)


def test_the_map_leaves_places_without_coordinates_out(made: Made) -> None:
    document = made(ROWS, (MAP,))
    plate = next(b for b in document.blocks if isinstance(b, Plate))
    assert plate.png.startswith(b"\x89PNG")
    assert plate.svg.lstrip().startswith(b"<?xml")
    assert made([ROWS[2]], (MAP,)).labels == {}


def test_the_same_workbook_gives_the_same_pictures(made: Made) -> None:
    first, second = ([(b.png, b.svg) for b in made(ROWS).blocks if isinstance(b, Plate)] for _ in range(2))
    assert first == second


def test_marks_in_user_text_are_no_template_and_no_reference(made: Made) -> None:
    document = made([{"name": "{cover_author}{#places}", "kind": "<b>", "amount": 1}], subject="{x}", author="y")
    assert "{cover_author}{#places}" in shown(document, "places")[0][0]
    marks = [p.mark for b in document.blocks if isinstance(b, Grid) for r in b.rows for c in r for p in c.line]
    assert Mark.REFERENCE not in marks


def test_without_a_chinese_font_pictures_speak_english_and_say_so(
    made: Made, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    for module in ("compose", "pictures"):
        monkeypatch.setattr(f"pycore.report.{module}.chinese_font", lambda: None)
    plates = [b for b in made(ROWS).blocks if isinstance(b, Plate)]
    assert len(plates) == 2
    assert all("没有可用的中文字体" in plain(plate.notes[-1]) for plate in plates)
    # A character that no font has would be a box in the picture, and a warning of matplotlib.
    assert not [w for w in recwarn if "Glyph" in str(w.message)]


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((50, 30, 10, 6, 4), "其余 1 项合计（4 t，占 4.0%）"),
        ((50, 30, 20, 10, -10), "扣减 1 项合计（−10 t，占 −10.0%）"),
    ],
)
def test_what_is_deducted_and_what_is_left_make_a_list_whole(amounts: tuple[int, ...], said: str, made: Made) -> None:
    rows = [
        {"name": name, "kind": "电力", "amount": amount} for name, amount in zip("甲乙丙丁戊", amounts, strict=True)
    ]
    line = next(text for text in texts(made(rows)) if text.startswith("依次为"))
    assert said in line
    assert sum(
        float(part.split("占 ")[1].split("%")[0].replace("−", "-")) for part in line.split("、")
    ) == pytest.approx(100)
