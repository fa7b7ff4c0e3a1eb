"""Picture: each product in the synergy quadrants, with the cloud of its draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from pycore.language import Language
from pycore.reading.book import Book
from pycore.review.page.benchmarks import spread
from pycore.review.page.svg import (
    GREY,
    GRID,
    INK,
    Picture,
    ShownValue,
    clipped,
    drawing,
    element,
    line,
    ticks,
    words,
)
from pycore.review.page.values import beside, cells_named, number_named, place, text_named
from pycore.review.page.words import WORDS
from pycore.sheets.standing import Standing, standings
from pycore.simulate.result import Simulation

POINTS = 400
_SIDE, _LEFT, _TOP, _GAP, _COLUMNS = 340.0, 74.0, 52.0, 36.0, 2
_CLOUD, _HERE, _GOOD, _LINE = "#33658A", "#C8553D", "#E3F1E6", "#7A6A00"


@dataclass(frozen=True, slots=True)
class _Product:
    """A product in the quadrants: its two deviations, its cloud of draws, its grade and the chances of each."""

    row: int
    name: str
    x: float
    y: float
    cloud: tuple[tuple[float, float], ...]
    grade: str
    chances: str


def quadrants_picture(book: Book, simulation: Simulation | None, language: Language) -> Picture | None:
    """Draw deviations from the advanced values, CO2 to the right and NOx upwards; None where no product has both."""
    standing = next((s for s in standings(book.definition) if s.deviation_ghg and s.deviation_nox), None)
    if standing is None or standing.deviation_ghg is None or standing.deviation_nox is None:
        return None
    ghg, nox, grade = standing.deviation_ghg, standing.deviation_nox, standing.grade
    products = [
        product
        for row in range(len(cells_named(book, ghg.product)))
        if (product := _product(book, simulation, standing, row)) is not None
    ]
    if not products:
        return None
    panels = []
    for i, product in enumerate(products):
        left = (i % _COLUMNS) * (_LEFT + _SIDE + _GAP)
        top = (i // _COLUMNS) * (_TOP + _SIDE + 52)
        inside = _panel(product, language)
        panels.append(element("g", *inside, transform=f"translate({left + _LEFT:g} {top + _TOP:g})"))
    lines = (len(products) + _COLUMNS - 1) // _COLUMNS
    width = min(len(products), _COLUMNS) * (_LEFT + _SIDE + _GAP)
    title = WORDS["quadrants"][language]
    clouds = any(p.cloud for p in products)
    legend = [(WORDS["calculated_point"][language], _HERE)]
    caption = WORDS["quadrants_caption"][language]
    if clouds and simulation is not None:
        legend.append((WORDS["draws"][language], _CLOUD))
        caption += WORDS["draws_caption"].format(draws=f"{simulation.draws:,}", seed=simulation.seed)[language]
    else:
        caption += WORDS["no_cloud"][language]
    return Picture(
        title=title,
        svg=drawing(width, lines * (_TOP + _SIDE + 52), title, *panels),
        legend=(*legend, (WORDS["s_line"][language], _LINE), (WORDS["good_side"][language], _GOOD)),
        caption=caption,
        heads=tuple(WORDS[k][language] for k in ("product", "co2_deviation", "nox_deviation", "grade", "chances")),
        rows=tuple(
            (
                ShownValue(p.name),
                ShownValue(f"{p.x:+.1%}", place(book, ghg.name, p.row)),
                ShownValue(f"{p.y:+.1%}", place(book, nox.name, p.row)),
                ShownValue(p.grade, "" if grade is None else place(book, grade.name, p.row)),
                ShownValue(p.chances),
            )
            for p in products
        ),
    )  # fmt: skip


def _product(book: Book, simulation: Simulation | None, standing: Standing, row: int) -> _Product | None:
    """Return a product; None where one of its deviations is missing."""
    assert standing.deviation_ghg is not None
    assert standing.deviation_nox is not None
    here = standing.deviation_ghg
    x, y = number_named(book, here.name, row), number_named(book, standing.deviation_nox.name, row)
    if x is None or y is None:
        return None
    name = text_named(book, here.product, row)
    grade, chances = "", ""
    if standing.grade is not None and (there := beside(book, here, standing.grade, row)) is not None:
        grade = text_named(book, standing.grade.name, there)
        chances = _chances(simulation, standing.grade.name, there)
    return _Product(row, name, x, y, _cloud(book, simulation, standing, row), grade, chances)


def _chances(simulation: Simulation | None, name: str, row: int) -> str:
    """Say the share of the draws that each grade has; "" where it was not simulated."""
    texts = () if simulation is None else simulation.texts
    drawn = next((t for t in texts if (t.name, t.index) == (name, row)), None)
    return "" if drawn is None else " · ".join(f"{text} {share:.1%}" for text, share in drawn.shares.items())


def _cloud(book: Book, simulation: Simulation | None, standing: Standing, row: int) -> tuple[tuple[float, float], ...]:
    """Return draws of both deviations as points, the same ones however many draws there are."""
    assert standing.deviation_ghg is not None
    if simulation is None or standing.ghg is None or standing.nox is None:
        return ()
    there = beside(book, standing.deviation_ghg, standing.ghg, row)
    if there is None:
        return ()
    ghg, nox = spread(simulation, standing.ghg.name, there), spread(simulation, standing.nox.name, there)
    if ghg is None or nox is None or not ghg.reference or not nox.reference:
        return ()
    # Evenly spread over all draws, so that the cloud is the same however many there are.
    step = max(1, simulation.draws // POINTS)
    x = ghg.draws[::step][:POINTS] / ghg.reference - 1
    y = nox.draws[::step][:POINTS] / nox.reference - 1
    good = np.isfinite(x) & np.isfinite(y)
    return tuple(zip(x[good].tolist(), y[good].tolist(), strict=True))


def _panel(product: _Product, language: Language) -> list[Markup]:
    """Draw the quadrants of one product, scaled so that every draw lies inside."""
    everything = [abs(v) for point in (*product.cloud, (product.x, product.y)) for v in point]
    reach = 1.12 * max(0.1, *everything)

    def place_of(x: float, y: float) -> tuple[float, float]:
        return (x / reach + 1) * _SIDE / 2, (1 - y / reach) * _SIDE / 2

    half = _SIDE / 2
    drawn = [
        element("rect", x=0, y=0, width=_SIDE, height=_SIDE, fill="#FFFFFF", stroke=GRID),
        element("path", d=f"M0 0L{_SIDE:g} {_SIDE:g}L0 {_SIDE:g}Z", fill=_GOOD),
    ]
    for tick in ticks(-reach, reach, 5):
        x, y = place_of(tick, tick)
        label = f"{tick:+.0%}" if abs(tick) > 1e-12 else "0%"
        drawn += [line(x, 0, x, _SIDE, GRID), line(0, y, _SIDE, y, GRID)]
        drawn.append(words(label, x, _SIDE + 15, text_anchor="middle", fill=GREY, font_size=11))
        drawn.append(words(label, -6, y + 4, text_anchor="end", fill=GREY, font_size=11))
    drawn += [line(half, 0, half, _SIDE, GREY), line(0, half, _SIDE, half, GREY)]
    drawn.append(line(0, 0, _SIDE, _SIDE, _LINE, stroke_width=1.5, stroke_dasharray="6 4"))
    drawn.append(words("S = −1", _SIDE * 0.17, _SIDE * 0.13, fill=_LINE, font_size=12, font_weight="bold"))
    circles = []
    for point in product.cloud:
        x, y = place_of(*point)
        circles.append(element("circle", cx=x, cy=y, r=2))
    drawn.append(element("g", *circles, fill=_CLOUD, fill_opacity=0.3, class_="cloud"))
    x, y = place_of(product.x, product.y)
    label = f"{product.name}: {product.x:+.1%}, {product.y:+.1%}"
    drawn.append(
        element("circle", element("title", label), cx=x, cy=y, r=6, fill=_HERE, stroke="#FFFFFF", stroke_width=2)
    )
    for key, x, y, anchor in (
        ("pollutant_up", half - 8, 16.0, "end"),
        ("both_up", _SIDE - 8, half - 10, "end"),
        ("both_down", 8.0, _SIDE - 10, "start"),
        ("carbon_up", half + 8, _SIDE - 10, "start"),
    ):
        drawn.append(words(WORDS[key][language], x, y, text_anchor=anchor, fill=GREY, font_size=11))
    drawn.append(words(clipped(product.name, 40), 0, -30, fill=INK, font_size=14, font_weight="bold"))
    drawn.append(words(clipped(product.chances or product.grade, 60), 0, -11, fill=INK, font_size=12))
    drawn.append(
        words(WORDS["co2_deviation"][language], half, _SIDE + 34, text_anchor="middle", fill=INK, font_size=12)
    )
    drawn.append(
        words(
            WORDS["nox_deviation"][language], 0, 0, text_anchor="middle", fill=INK, font_size=12,
            transform=f"translate(-56 {half:g}) rotate(-90)",
        )
    )  # fmt: skip
    return drawn
