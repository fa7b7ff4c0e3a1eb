"""The steps of a work from above to below; those that are done side by side stand in one line."""

from __future__ import annotations

from typing import Any

from pycore.report.pictures import GREY, INK, WIDTH_CM, FinishedPicture, canvas, drawn, pen_for
from pycore.report.values import ReportValues
from pycore.sheets.diagrams import StepsOf

_EDGE, _GAP, _DOWN = 0.3, 0.4, 0.55
_LINE = 0.42
_GROUND = "#E3F0F2"


def steps_picture(part: StepsOf, values: ReportValues) -> FinishedPicture:
    """Draw the steps, every line as wide as the picture."""
    pen = pen_for(values.language)
    lines = []
    for steps in part.steps:
        width = (WIDTH_CM - 2 * _EDGE - _GAP * (len(steps) - 1)) / len(steps)
        width = min(width, 9.0)
        words = [pen.wrapped(step[pen.language], round(width * 6.2)) for step in steps]
        tall = 0.4 + _LINE * max(text.count("\n") + 1 for text in words)
        lines.append((width, words, tall))
    height = 2 * _EDGE + sum(tall for *_, tall in lines) + _DOWN * (len(lines) - 1)

    def draw(figure: Any) -> None:
        axis = canvas(figure, height)
        top = _EDGE
        for i, (width, words, tall) in enumerate(lines):
            used = width * len(words) + _GAP * (len(words) - 1)
            x = (WIDTH_CM - used) / 2
            for text in words:
                _step(axis, text, x, top, width, tall)
                x += width + _GAP
            if i + 1 < len(lines):
                _down(axis, top + tall, top + tall + _DOWN)
            top += tall + _DOWN

    return drawn(height, draw)


def _step(axis: Any, words: str, x: float, y: float, width: float, tall: float) -> None:
    """A box with the words of a step."""
    from matplotlib.patches import FancyBboxPatch

    shape = "round,pad=0,rounding_size=0.1"
    axis.add_patch(FancyBboxPatch((x, y), width, tall, boxstyle=shape, facecolor=_GROUND, edgecolor=INK, lw=0.9))
    axis.text(x + width / 2, y + tall / 2, words, ha="center", va="center", fontsize=8, color=INK, linespacing=1.2)


def _down(axis: Any, start: float, end: float) -> None:
    """An arrow to the next line."""
    arrow = {"arrowstyle": "-|>", "color": GREY, "lw": 1.3, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 10}
    axis.annotate("", (WIDTH_CM / 2, end), (WIDTH_CM / 2, start), arrowprops=arrow)
