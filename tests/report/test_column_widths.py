"""Column widths: they fill the page, and numbers have room for one line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pycore.report.column_widths import SIZES, column_widths, width_of
from pycore.report.document import Grid, GridCell, Head, pieces

ROOM = 16.0
_word = st.text(alphabet="气化工序 abcXYZ", min_size=0, max_size=40)
_number = st.floats(-1e7, 1e7).map(lambda v: f"{v:,.2f}")


def grid(heads: list[str], rows: list[list[tuple[str, bool]]]) -> Grid:
    return Grid(
        key="t",
        caption=pieces("t"),
        heads=tuple(Head(pieces(h)) for h in heads),
        rows=tuple(tuple(GridCell(pieces(text), number) for text, number in row) for row in rows),
    )


@given(st.data(), st.integers(1, 14), st.integers(0, 6))
def test_the_columns_of_any_table_fill_the_room(data: st.DataObject, columns: int, rows: int) -> None:
    kinds = data.draw(st.lists(st.booleans(), min_size=columns, max_size=columns))
    drawn = grid(
        [data.draw(_word) for _ in kinds],
        [[(data.draw(_number if k else _word), k) for k in kinds] for _ in range(rows)],
    )
    widths, size = column_widths(drawn, ROOM)
    assert abs(sum(widths) - ROOM) < 1e-6
    assert min(widths) > 0
    assert size in SIZES


def test_a_number_stays_in_one_line_and_words_give_way() -> None:
    number = "1,234,567.89"
    drawn = grid(["排放量", "说明"], [[(number, True), ("很长的说明" * 20, False)]])
    widths, size = column_widths(drawn, ROOM)
    # A figure of Times is half an em wide.
    assert widths[0] >= 0.5 * len(number) * size * 2.54 / 72
    assert widths[1] > widths[0]
    assert size == SIZES[0]


def test_many_columns_take_a_smaller_type() -> None:
    row = [("12,345,678.90", True)] * 12
    assert column_widths(grid(["x"] * 12, [row]), ROOM)[1] < SIZES[0]


def test_a_chinese_character_is_an_em_wide() -> None:
    assert width_of("气化") == 2


def test_room_is_for_what_stands_in_the_rows_and_a_head_may_stand_in_two_lines() -> None:
    """The explanations of what is above a reference stood in a column as narrow as those of its numbers."""
    head = "performance of the project"
    drawn = grid(
        [head] * 4 + ["explanation"], [[("2.394", True)] * 4 + [("a long explanation of why it is so " * 4, False)]]
    )
    widths, size = column_widths(drawn, ROOM)
    assert size == SIZES[0]
    assert widths[4] > 3 * widths[0]
