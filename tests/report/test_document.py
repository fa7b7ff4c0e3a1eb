"""Pieces of lines: chemical formulas lowered, and nothing else changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.report.document import Mark, pieces, plain, running


@pytest.mark.parametrize(
    ("text", "lowered"),
    [
        ("tCO2e/t", ["2"]),
        ("CH4、N2O、NOx、SO2", ["4", "2", "x", "2"]),
        ("C2F6 和 CF4、SF6、NF3", ["2", "6", "4", "6", "3"]),
        ("碳酸钙 CaCO3、Na2CO3、CaMg(CO3)2", ["3", "2", "3", "3", "2"]),
        ("PM2.5", ["2.5"]),
        ("GB/T 32151.10-2015，表 2，第 2 行，ISO2、图2", []),
        ("HFC-134a 10 t", []),
    ],
)
def test_the_figures_of_chemical_formulas_are_lowered_and_no_others(text: str, lowered: list[str]) -> None:
    assert [p.text for p in pieces(text) if p.mark is Mark.LOWERED] == lowered


@given(st.text(alphabet="CONSHFx2346e(). t中，", max_size=40))
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert plain(pieces(text)) == text


def test_a_minus_sign_in_a_sentence_is_a_true_one_and_a_hyphen_stays() -> None:
    assert plain(running("变化 -157,269 t（-3%），HFC-134a，2015-2023，a-1")) == (
        "变化 −157,269 t（−3%），HFC-134a，2015-2023，a-1"
    )
