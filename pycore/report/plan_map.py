"""A map of places: bubbles by size in the colours of their groups, each with its name, on the park's own grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pycore.report.pictures import GREY, GRID, FinishedPicture, Pen, drawn, pen_for
from pycore.report.values import ReportValues
from pycore.report.words import WORDS
from pycore.review.page.svg import COLOURS
from pycore.sheets.chapter import MapOf

# Areas in square points: the largest bubble, and the least that can still be seen.
_LARGEST, _LEAST = 1300.0, 18.0
_HEIGHT = 12.5
_GROUND = "#F4F7F3"


@dataclass(frozen=True, slots=True)
class _Place:
    """A place on the map: its name, its coordinates, the amount that its size shows and the group of its colour."""

    name: str
    x: float
    y: float
    size: float
    group: str


def map_picture(part: MapOf, values: ReportValues) -> FinishedPicture | None:
    """Draw the map; None where no place has coordinates."""
    pen = pen_for(values.language)
    places = _places(part, values, pen)
    if not places:
        return None
    largest = max(p.size for p in places) or 1.0
    groups = list(dict.fromkeys(p.group for p in places))

    corners = _corners(part, values)

    def draw(figure: Any) -> None:
        axis = figure.subplots()
        if corners:
            xs, ys = zip(*corners, corners[0], strict=True)
            axis.fill(xs, ys, facecolor=_GROUND, edgecolor=GREY, lw=1.2, ls="--", zorder=1)
        for i, group in enumerate(groups):
            inside = [p for p in places if p.group == group]
            colour = COLOURS[i % len(COLOURS)]
            axis.scatter(
                [p.x for p in inside], [p.y for p in inside],
                s=[max(_LEAST, _LARGEST * p.size / largest) for p in inside],
                color=colour, alpha=0.72, ec="white", lw=0.8, zorder=2,
            )  # fmt: skip
            # The legend shows the colour; what a size means is said above the map.
            axis.scatter([], [], s=46, color=colour, label=group)
        for place in places:
            axis.annotate(
                place.name, (place.x, place.y), xytext=(0, -(_radius(place.size, largest) + 2)),
                textcoords="offset points", ha="center", va="top", fontsize=7.5, zorder=4,
            )  # fmt: skip
        _finish(axis, part, pen, largest)

    return drawn(_HEIGHT, draw)


def _corners(part: MapOf, values: ReportValues) -> list[tuple[float, float]]:
    """The corners of the boundary, in their order; fewer than three are none."""
    if part.outline is None:
        return []
    x_name, y_name = part.outline
    found = [
        (x, y)
        for row in range(1, len(values.cells(x_name)) + 1)
        if (x := values.number(x_name, row)) is not None and (y := values.number(y_name, row)) is not None
    ]
    return found if len(found) > 2 else []


def _places(part: MapOf, values: ReportValues, pen: Pen) -> list[_Place]:
    """Return the rows with both coordinates, those alone that the part of the chapter asks for."""
    found = []
    for row in range(1, len(values.cells(part.x)) + 1):
        x, y = values.number(part.x, row), values.number(part.y, row)
        if x is None or y is None or (part.only and not values.has(part.only, row)):
            continue
        name = pen.name(values.text(part.label, row), row)
        group = pen.name(values.text(part.group, row), row)
        found.append(_Place(name, x, y, max(values.number(part.size, row) or 0.0, 0.0), group))
    # Small bubbles are drawn over large ones.
    return sorted(found, key=lambda p: -p.size)


def _radius(size: float, largest: float) -> float:
    """Points from the middle of a bubble to its edge; its area is given in square points."""
    return float((max(_LEAST, _LARGEST * size / largest) / 3.14159) ** 0.5)


def _finish(axis: Any, part: MapOf, pen: Pen, largest: float) -> None:
    """Name the axes with their unit, keep both in one scale, and put the legend."""
    unit = pen.words(part.unit[pen.language])
    axis.set_xlabel(f"X ({unit})")
    axis.set_ylabel(f"Y ({unit})")
    axis.set_aspect("equal", adjustable="datalim")
    axis.margins(0.14)
    axis.grid(color=GRID, lw=0.6, zorder=0)
    axis.set_axisbelow(True)
    axis.tick_params(labelsize=7.5)
    for side in axis.spines.values():
        side.set_color(GREY)
    axis.annotate(
        "N", (0.965, 0.97), xytext=(0.965, 0.88), xycoords="axes fraction", textcoords="axes fraction",
        ha="center", va="center", fontsize=9, arrowprops={"arrowstyle": "-|>", "color": GREY, "lw": 1.2},
    )  # fmt: skip
    said = WORDS["map_size"].format(largest=f"{largest:,.0f}", unit=part.size_unit)[pen.language]
    axis.set_title(pen.words(said), fontsize=8, color=GREY, loc="left")
    axis.figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=8)
