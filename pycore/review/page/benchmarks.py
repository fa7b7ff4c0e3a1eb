"""Picture: the performance of each product against the values that it is held to."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from pycore.language import Language
from pycore.reading.book import Book
from pycore.review.page.svg import (
    GREY,
    GRID,
    INK,
    Picture,
    ShownValue,
    clipped,
    drawing,
    line,
    rectangle,
    short,
    words,
)
from pycore.review.page.values import cells_named, number_named, place, text_named
from pycore.review.page.words import WORDS
from pycore.simulate.result import NumberResult, Simulation

SCHEMES = ("mee", "tcc1", "tcc2", "tcc3", "sd1", "sd2")
_WIDTH, _LEFT, _PANEL, _ROW, _BAR, _GAP = 960.0, 150.0, 250.0, 26.0, 15.0, 80.0
_BETTER, _WORSE, _REFERENCE = "#00835F", "#C8553D", "#B8C4CC"


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar of the picture: label, value, cell, and the ends of its 95 % interval where it is uncertain."""

    label: str
    value: float
    cell: str
    low: float | None = None
    high: float | None = None


def benchmarks_picture(book: Book, simulation: Simulation | None, language: Language) -> Picture | None:
    """Draw CO2 and NOx performance with their references, a line a product; whiskers are the 95 % interval."""
    keys = {t.key for t in book.definition.tables()}
    if not {"performance", "comparison", "synergy"} <= keys:
        return None
    products = []
    for row in range(len(cells_named(book, "performance_product"))):
        co2, nox = _co2(book, simulation, row, language), _nox(book, simulation, row, language)
        if co2 or nox:
            products.append((text_named(book, "performance_product", row), co2, nox))
    if not products:
        return None
    drawn: list[Markup] = []
    rows: list[tuple[ShownValue, ...]] = []
    y = 0.0
    units = {key: book.definition.table("performance").column(key).unit[language] for key in ("e_ghg", "e_nox")}
    for product, co2, nox in products:
        drawn.append(words(clipped(product, 60), 0, y + 16, fill=INK, font_size=14, font_weight="bold"))
        for left, bars, name, unit in (
            (0.0, co2, WORDS["co2_performance"][language], units["e_ghg"]),
            (_WIDTH / 2 + 10, nox, WORDS["nox_performance"][language], units["e_nox"]),
        ):
            if bars:
                drawn.append(words(f"{name} ({unit})", left + _LEFT, y + 36, fill=GREY, font_size=12))
                drawn += _bars(bars, left, y + 44)
            rows += [
                (ShownValue(product), ShownValue(name), ShownValue(b.label), ShownValue(short(b.value), b.cell))
                for b in bars
            ]
        y += 44 + _ROW * max(len(co2), len(nox)) + 22
    title = WORDS["benchmarks"][language]
    legend = (("project_better", _BETTER), ("project_worse", _WORSE), ("reference", _REFERENCE))
    return Picture(
        title=title,
        svg=drawing(_WIDTH, y, title, *drawn),
        legend=tuple((WORDS[key][language], colour) for key, colour in legend),
        caption=" ".join((WORDS["benchmarks_caption"][language], book.definition.table("comparison").note[language])),
        heads=tuple(WORDS[key][language] for key in ("product", "indicator", "scheme", "value")),
        rows=tuple(rows),
    )


def _bars(bars: list[_Bar], left: float, top: float) -> list[Markup]:
    """Draw the bars of one product; that of the project is coloured by whether it is above the advanced value."""
    project, *references = bars
    largest = max(abs(v) for b in bars for v in (b.value, b.high or 0.0)) or 1.0
    start, scale = left + _LEFT, _PANEL / largest
    # The guide's advanced value comes first: it alone decides the colour.
    worse = bool(references) and project.value > references[0].value
    drawn = [line(start, top - 2, start, top + _ROW * len(bars), GREY)]
    for i, bar in enumerate(bars):
        y = top + i * _ROW
        colour = _REFERENCE if i else _WORSE if worse else _BETTER
        drawn.append(words(clipped(bar.label, 21), start - 6, y + 12, text_anchor="end", fill=INK, font_size=12))
        drawn.append(rectangle(start, y, bar.value * scale, _BAR, colour, f"{bar.label}: {short(bar.value)}"))
        end = start + max(bar.value, 0.0) * scale
        if bar.low is not None and bar.high is not None:
            low, high, middle = start + bar.low * scale, start + bar.high * scale, y + _BAR / 2
            drawn.append(line(low, middle, high, middle, INK, stroke_width=1.5))
            drawn += [line(x, middle - 4, x, middle + 4, INK, stroke_width=1.5) for x in (low, high)]
            end = max(end, high)
        drawn.append(words(short(bar.value), end + 5, y + 12, fill=INK, font_size=12))
    x = start + max(project.value, 0.0) * scale
    drawn.insert(0, line(x, top, x, top + _ROW * len(bars) - 6, GRID, stroke_width=2))
    return drawn


def _co2(book: Book, simulation: Simulation | None, row: int, language: Language) -> list[_Bar]:
    """Return the bars of CO2: the project and the benchmarks of the schemes; none without a project value."""
    bars = _project(book, simulation, "performance_e_ghg", row, language)
    table = book.definition.table("comparison")
    for column in table.columns:
        if bars and column.key in SCHEMES:
            name = f"comparison_{column.key}"
            value = number_named(book, name, row)
            if value is not None:
                bars.append(_Bar(column.title[language], value, place(book, name, row)))
    return bars


def _nox(book: Book, simulation: Simulation | None, row: int, language: Language) -> list[_Bar]:
    """Return the bars of NOx: the project and the advanced value; none without a project value."""
    bars = _project(book, simulation, "performance_e_nox", row, language)
    value = number_named(book, "synergy_ref_nox", row)
    if bars and value is not None:
        bars.append(_Bar(WORDS["advanced_value"][language], value, place(book, "synergy_ref_nox", row)))
    return bars


def _project(book: Book, simulation: Simulation | None, name: str, row: int, language: Language) -> list[_Bar]:
    """Return the bar of the project with its interval from the simulation; none where the value is missing."""
    value = number_named(book, name, row)
    if value is None:
        return []
    drawn = spread(simulation, name, row)
    ends = (None, None) if drawn is None or drawn.low == drawn.high else (drawn.low, drawn.high)
    return [_Bar(WORDS["this_project"][language], value, place(book, name, row), *ends)]


def spread(simulation: Simulation | None, name: str, row: int) -> NumberResult | None:
    """What a simulation says of one number, if it was made and says anything."""
    if simulation is None:
        return None
    return next((r for r in simulation.numbers if (r.name, r.index) == (name, row)), None)
