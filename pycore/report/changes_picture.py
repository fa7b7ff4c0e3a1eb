"""Where each row stands on a plane before and after, joined by an arrow; only the part of the plane that is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pycore.report.pictures import GREY, GRID, INK, FinishedPicture, Pen, drawn, pen_for
from pycore.report.values import ReportValues
from pycore.sheets.charts import PALETTE
from pycore.sheets.diagrams import ChangesOf

_HEIGHT = 10.5
_AROUND = 0.16
"""Of what is used, left free on every side."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A row: its name, the two points, and what is written beside each."""

    name: str
    before: Point
    after: Point | None
    said: tuple[str, str]


def changes_picture(part: ChangesOf, values: ReportValues) -> FinishedPicture | None:
    """Draw the arrows; None where no row has a point."""
    pen = pen_for(values.language)
    found = changes(part, values, pen)
    if not found:
        return None

    def draw(figure: Any) -> None:
        axis = figure.subplots()
        low, high = limits(found)
        axis.set_xlim(low[0], high[0])
        axis.set_ylim(low[1], high[1])
        axis.axhline(0, color=GREY, lw=0.9, zorder=1)
        axis.axvline(0, color=GREY, lw=0.9, zorder=1)
        if part.slope is not None:
            words = pen.words(part.slope_words[pen.language])
            axis.axline((0, 0), slope=part.slope, color=GREY, lw=1.2, ls="--", label=words, zorder=1)
        for i, change in enumerate(found):
            _change(axis, pen, change, PALETTE[(i * 3) % len(PALETTE)], middle=(low[0] + high[0]) / 2)
        _axes(axis, part, pen)

    return drawn(_HEIGHT, draw)


def changes(part: ChangesOf, values: ReportValues, pen: Pen) -> list[Arrow]:
    """The rows that have a point before."""
    found = []
    for row in range(1, len(values.cells(part.label)) + 1):
        before, after = _point(part.before, values, row), _point(part.after, values, row)
        if before is None:
            continue
        said = tuple(values.text(name, row) if name else "" for name in part.values)
        found.append(Arrow(pen.plain(values.text(part.label, row), row), before, after, (said[0], said[1])))
    return found


def _point(names: tuple[str, str], values: ReportValues, row: int) -> Point | None:
    """The point of a row; None where one of its numbers is missing."""
    x, y = (values.number(name, row) for name in names)
    return None if x is None or y is None else (x, y)


def limits(found: list[Arrow]) -> tuple[Point, Point]:
    """The corners of what is used, the origin included, with some room around it."""
    points = [(0.0, 0.0), *(c.before for c in found), *(c.after for c in found if c.after is not None)]
    ends = [(min(line), max(line)) for line in zip(*points, strict=True)]
    room = [max(high - low, 0.01) * _AROUND for low, high in ends]
    return (ends[0][0] - room[0], ends[1][0] - room[1]), (ends[0][1] + room[0], ends[1][1] + room[1])


def _change(axis: Any, pen: Pen, change: Arrow, colour: str, middle: float) -> None:
    """An open mark before, a full one after, an arrow between them and words beside both."""
    for point, said, full in ((change.before, change.said[0], False), (change.after, change.said[1], True)):
        if point is None:
            continue
        axis.scatter(
            *point, s=44, facecolor=colour if full else "white", edgecolor=colour, lw=1.4, zorder=4,
            marker="D" if full else "o",
        )  # fmt: skip
        words = pen.words(f"{change.name} {said}".strip() if not full else said)
        right = point[0] > middle
        # Away from the arrow: above its beginning and below its end where it leads down, else the other way round.
        down = change.after is None or change.after[1] <= change.before[1]
        axis.annotate(
            words, point, xytext=(-4 if right else 4, 8 if down != full else -8), textcoords="offset points",
            ha="right" if right else "left", va="bottom" if down != full else "top", fontsize=7.5, color=colour, zorder=5,
            bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip
    if change.after is not None:
        arrow = {"arrowstyle": "-|>", "color": colour, "lw": 1.5, "shrinkA": 5, "shrinkB": 5, "mutation_scale": 12}
        axis.annotate("", change.after, change.before, arrowprops=arrow, zorder=3)


def _axes(axis: Any, part: ChangesOf, pen: Pen) -> None:
    """Name both axes, in percent, and say what marks and the dashed line are."""
    axis.set_xlabel(pen.words(part.x_title[pen.language]))
    axis.set_ylabel(pen.words(part.y_title[pen.language]))
    axis.xaxis.set_major_formatter(_percent)
    axis.yaxis.set_major_formatter(_percent)
    axis.grid(color=GRID, lw=0.6, zorder=0)
    axis.set_axisbelow(True)
    axis.spines[["top", "right"]].set_visible(False)
    if part.value_words.zh:
        axis.set_title(pen.words(part.value_words[pen.language]), fontsize=8, color=INK, loc="left")
    if part.slope is not None:
        axis.figure.legend(loc="outside lower center", frameon=False, fontsize=8)


def _percent(value: float, _: int) -> str:
    return f"{value:+.0%}" if abs(value) > 1e-12 else "0%"
