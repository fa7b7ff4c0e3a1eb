"""The table of the run: what each program got right of each workbook."""

from __future__ import annotations

from tests.golden.table import table


def test_a_row_a_workbook_and_a_column_a_program() -> None:
    lines = table([("B", "park", 998, 1000, 2.5), ("A", "park", 1000, 1000, 1.0), ("A", "coal", 5, 5, 0.25)])
    assert [line.split() for line in lines] == [
        ["workbook", "A", "B"],
        ["coal", "5", "/", "5", "–"],
        ["park", "1,000", "/", "1,000", "998", "/", "1,000"],
        ["all", "1,005", "/", "1,005", "998", "/", "1,000"],
        ["seconds", "1.2", "2.5"],
    ]
    assert len({len(line) for line in lines}) == 1
