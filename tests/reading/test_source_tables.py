"""Tables of others are read with the places of their cells, their heads found wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.errors import FileProblem
from pycore.reading.source_tables import SourceSheet, is_unit, read_source, split_unit, table_of


@pytest.mark.parametrize(
    ("head", "words", "unit"),
    [
        ("消耗量（t/a）", "消耗量", "t/a"),
        ("发热量 (kcal/kg)", "发热量", "kcal/kg"),
        ("电量，万kWh", "电量", "万kWh"),
        ("用途（设备）", "用途（设备）", ""),
        ("consumption (t)", "consumption", "t"),
        ("含碳量[%]", "含碳量", "%"),
        ("数量", "数量", ""),
        ("2023", "2023", ""),
    ],
)
def test_a_unit_is_taken_from_a_head(head: str, words: str, unit: str) -> None:
    assert split_unit(head) == (words, unit)


def test_a_word_is_no_unit() -> None:
    assert [is_unit(text) for text in ("t", "t/a", "万t/年", "设备", "5", "")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_merged_heads_and_rows_of_units_belong_to_the_heads() -> None:
    rows = [
        (1, {1: "表 1"}),
        (3, {1: "a", 2: "消耗"}),
        (4, {2: "b", 3: "c"}),
        (5, {2: "t/a"}),
        (6, {1: "x", 2: 5.0}),
    ]
    table = table_of(SourceSheet("f.xlsx", "s", rows), {"a", "b", "c"}.__contains__)
    assert table is not None
    assert [(h.words, h.unit) for h in table.heads] == [("a", ""), ("b", "t/a"), ("c", "")]
    assert [number for number, _ in table.rows] == [6]
    assert table.sheet.place(6, 2) == "f.xlsx s!B6"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_cells_is_found(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(mark.join(["甲", "乙"]) + "\n" + mark.join(["1", "2"]) + "\n\n", encoding="gb18030")
    assert read_source(path)[0].rows == [(1, {1: "甲", 2: "乙"}), (2, {1: "1", 2: "2"})]


def test_an_empty_file_and_a_picture_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for data in (b"", b"\n,,\n", b"\x89PNG\r\n\x1a\n\0\0\0"):
        path.write_bytes(data)
        with pytest.raises(FileProblem, match=r"t\.csv"):
            read_source(path)
