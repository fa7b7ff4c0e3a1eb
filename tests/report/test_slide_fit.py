"""What fits on a slide is shown, and what does not is counted."""

from __future__ import annotations

from pycore.report.document import Grid, GridCell, Head, Mark, MarkedPiece, pieces, plain
from pycore.report.slide_fit import TABLE_SIZES, TEXT_SIZES, first_sentence, fitted_table, fitted_text


def grid(columns: int, rows: int, total: bool = False, text: str = "12,345.67") -> Grid:
    return Grid(
        key="g", caption=pieces("g"), heads=tuple(Head(pieces(f"排放量{i}"), pieces("t")) for i in range(columns)),
        rows=tuple(tuple(GridCell(pieces(f"{text}"), number=True) for _ in range(columns)) for _ in range(rows)), total=total,
    )  # fmt: skip


def test_a_small_table_is_whole_and_in_the_largest_letters() -> None:
    fitted = fitted_table(grid(3, 4), 30, 13)
    assert (fitted.size, fitted.rows_left, fitted.columns_left, len(fitted.rows)) == (TABLE_SIZES[0], 0, 0, 4)
    assert sum(fitted.widths) <= 30.1
    assert sum(fitted.heights) <= 13


def test_rows_that_do_not_fit_are_counted_and_the_sums_stay() -> None:
    one = grid(3, 80, total=True)
    fitted = fitted_table(one, 30, 13)
    assert fitted.rows_left == 80 - len(fitted.rows) > 0
    assert fitted.rows[-1] is one.rows[-1] or fitted.rows[-1] == one.rows[-1]
    assert sum(fitted.heights) <= 13


def test_columns_that_do_not_fit_are_counted() -> None:
    fitted = fitted_table(grid(40, 3), 30, 13)
    assert fitted.columns_left == 40 - len(fitted.heads) > 0
    assert fitted.size == TABLE_SIZES[-1]
    assert len(fitted.widths) == len(fitted.heads) == len(fitted.rows[0])
    assert sum(fitted.widths) <= 30.1


def test_long_texts_become_smaller_and_then_fewer() -> None:
    short, long = pieces("一句话。"), pieces("很长的一句话，" * 20)
    assert fitted_text([short], 30, 14) == ([short], TEXT_SIZES[0], 0)
    assert fitted_text([long] * 4, 30, 14)[1:] != (TEXT_SIZES[0], 0)
    kept, size, left = fitted_text([long] * 40, 30, 14)
    assert size == TEXT_SIZES[-1]
    assert len(kept) + left == 40
    assert left > 0


def test_of_a_paragraph_the_first_sentence_is_said_and_numbers_are_no_ends() -> None:
    line = (MarkedPiece("见"), MarkedPiece("fuels", Mark.REFERENCE), MarkedPiece("，CO"), MarkedPiece("2", Mark.LOWERED),
            MarkedPiece("为 1.5 t。其余略。"))  # fmt: skip
    assert plain(first_sentence(line, {"fuels": "表 3"})) == "见表 3，CO2为 1.5 t。"
    assert (
        plain(first_sentence(pieces("It is 1.5 t of GB/T 32151.10. The rest."), {})) == "It is 1.5 t of GB/T 32151.10."
    )
