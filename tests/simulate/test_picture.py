"""The titles in the picture of a simulation: none is cut at the edge of a page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from matplotlib.figure import Figure

from pycore.simulate.picture import WIDTH, draw_picture
from pycore.simulate.simulate import simulate
from tests.simulate.test_simulate_by_hand import book_of
from workbooks.coal_chemical import WORKBOOK


@pytest.mark.slow
@pytest.mark.parametrize("width", [8.4, WIDTH])
def test_a_long_title_takes_a_second_line(width: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report draws narrower: "grade could flip: to be optimised 59.7%" ran out of the picture."""
    found: list[tuple[str, float, float]] = []
    save = Figure.savefig

    def measured(figure: Figure, *words: Any, **more: Any) -> None:
        figure.canvas.draw()
        for axis in figure.axes:
            title = axis._left_title
            box = title.get_window_extent()
            found.append((title.get_text(), box.x0, figure.bbox.width - box.x1))
        save(figure, *words, **more)

    monkeypatch.setattr(Figure, "savefig", measured)
    simulation = simulate(book_of(WORKBOOK.examples["default"], "en"), 400, 1)
    draw_picture(simulation, "en", "svg", width=width, titled=False)
    titles = [text for text, *_ in found if text]
    assert any(re.match(r"grade", text) for text in titles)
    assert any("performance" in text for text in titles)
    assert [text for text, left, right in found if text and min(left, right) < 0] == []
