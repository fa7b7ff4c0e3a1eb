"""Picture: where the CO2 of the proposed project comes from, by process unit and source."""

from __future__ import annotations

from pycore.language import Language, Text
from pycore.reading.book import Book
from pycore.review.page.svg import (
    COLOURS,
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
    ticks,
    words,
)
from pycore.review.page.values import cells_named, number_named, place, text_named
from pycore.review.page.words import WORDS
from pycore.sheets.definition import Table
from pycore.sheets.meanings import SharedEntry
from pycore.sheets.standing import emission_sources

_WIDTH, _LEFT, _RIGHT, _ROW, _BAR = 960.0, 190.0, 100.0, 30.0, 18.0


def sources_picture(book: Book, language: Language) -> Picture | None:
    """Draw a bar for each process unit that emits; deductions go to the left. None where there is nothing to draw."""
    found = emission_sources(book.definition)
    if found is None:
        return None
    table, unit_name, shown = found
    units = [
        (row, text_named(book, unit_name, row), parts)
        for row in range(len(cells_named(book, unit_name)))
        if any(parts := [number_named(book, f"{table.key}_{c.key}", row) or 0.0 for c in shown])
    ]
    if not units:
        return None
    low = min(sum(min(v, 0.0) for v in parts) for _, _, parts in units)
    high = max(sum(max(v, 0.0) for v in parts) for _, _, parts in units)
    scale = (_WIDTH - _LEFT - _RIGHT) / (high - low)
    bottom = _ROW * len(units) + 8

    def x(value: float) -> float:
        return _LEFT + (value - low) * scale

    drawn = []
    for tick in ticks(low, high):
        drawn.append(line(x(tick), 4, x(tick), bottom, GRID))
        drawn.append(words(short(tick), x(tick), bottom + 16, text_anchor="middle", fill=GREY, font_size=11))
    for i, (_, unit, parts) in enumerate(units):
        y = 8 + i * _ROW
        drawn.append(words(clipped(unit, 26), _LEFT - 8, y + 14, text_anchor="end", fill=INK, font_size=13))
        up, down = 0.0, 0.0
        for colour, column, value in zip(COLOURS, shown, parts, strict=False):
            start = up if value > 0 else down + value
            if value:
                label = f"{unit} · {column.title[language]}: {short(value)}"
                drawn.append(rectangle(x(start), y, abs(value) * scale, _BAR, colour, label))
            up, down = (up + value, down) if value > 0 else (up, down + value)
        drawn.append(words(short(sum(parts)), x(up) + 6, y + 14, fill=INK, font_size=12))
    drawn.append(line(x(0), 4, x(0), bottom, GREY))
    present = [
        (c.title[language], colour)
        for i, (c, colour) in enumerate(zip(shown, COLOURS, strict=False))
        if any(parts[i] for _, _, parts in units)
    ]
    title = (WORDS["sources"] if table.stage is SharedEntry.PROPOSED else table.title)[language]
    return Picture(
        title=title,
        svg=drawing(_WIDTH, bottom + 26, title, *drawn),
        legend=tuple(present),
        caption=WORDS["sources_caption"][language],
        heads=(_unit_title(table, unit_name)[language], *(c.title[language] for c in shown)),
        rows=tuple(
            (
                ShownValue(unit),
                *(
                    ShownValue(short(v), place(book, f"{table.key}_{c.key}", row))
                    for c, v in zip(shown, parts, strict=True)
                ),
            )
            for row, unit, parts in units
        ),
    )


def _unit_title(table: Table, name: str) -> Text:
    return next(c.title for c in table.columns if f"{table.key}_{c.key}" == name)
