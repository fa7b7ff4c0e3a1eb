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
from pycore.review.page.values import beside, cells_named, number_named, place, text_named
from pycore.review.page.words import WORDS
from pycore.sheets.standing import Named, Standing, benchmarks, standings
from pycore.simulate.result import NumberResult, Simulation

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
    standing = next(iter(standings(book.definition)), None)
    if standing is None:
        return None
    references = benchmarks(book.definition) or _only(standing.advanced_ghg)
    products = []
    for row in range(len(cells_named(book, _product(standing)))):
        co2 = _bars_of(book, simulation, standing.ghg, references, row, language)
        nox = _bars_of(book, simulation, standing.nox, _only(standing.advanced_nox), row, language)
        if co2 or nox:
            products.append((text_named(book, _product(standing), row), co2, nox))
    if not products:
        return None
    drawn: list[Markup] = []
    rows: list[tuple[ShownValue, ...]] = []
    y = 0.0
    units = ["" if one is None else one.column.unit[language] for one in (standing.ghg, standing.nox)]
    for product, co2, nox in products:
        drawn.append(words(clipped(product, 60), 0, y + 16, fill=INK, font_size=14, font_weight="bold"))
        for left, bars, name, unit in (
            (0.0, co2, WORDS["co2_performance"][language], units[0]),
            (_WIDTH / 2 + 10, nox, WORDS["nox_performance"][language], units[1]),
        ):
            if bars:
                drawn.append(words(f"{name} ({unit})" if unit else name, left + _LEFT, y + 36, fill=GREY, font_size=12))
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
        caption=" ".join((WORDS["benchmarks_caption"][language], *_notes(references, language))),
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


def _product(standing: Standing) -> str:
    """The name of the column that says whose each row of performances is."""
    return next(one.product for one in (standing.ghg, standing.nox) if one is not None)


def _only(reference: Named | None) -> tuple[Named, ...]:
    return () if reference is None else (reference,)


def _notes(references: tuple[Named, ...], language: Language) -> list[str]:
    """What the tables of the references say of them."""
    return list(dict.fromkeys(r.table.note[language] for r in references))


def _bars_of(
    book: Book,
    simulation: Simulation | None,
    performance: Named | None,
    references: tuple[Named, ...],
    row: int,
    language: Language,
) -> list[_Bar]:
    """Return the bars of one performance: the project and what it is held against; none without a project value."""
    bars = [] if performance is None else _project(book, simulation, performance.name, row, language)
    if not bars or performance is None:
        return []
    advanced = {one.name for s in standings(book.definition) for one in (s.advanced_ghg, s.advanced_nox) if one}
    for reference in references:
        there = beside(book, performance, reference, row)
        value = None if there is None else number_named(book, reference.name, there)
        if there is not None and value is not None:
            label = WORDS["advanced_value"] if reference.name in advanced else reference.column.title
            bars.append(_Bar(label[language], value, place(book, reference.name, there)))
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
