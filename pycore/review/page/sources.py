"""Picture: where the CO2 of the proposed project comes from, by process unit and source."""

from __future__ import annotations

from pycore.language import Language
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

SUMMARY = "summary_proposed"
SOURCES = ("fuel", "process", "carbonate", "power_in", "power_out", "heat_in", "heat_out", "capture")
_WIDTH, _LEFT, _RIGHT, _ROW, _BAR = 960.0, 190.0, 100.0, 30.0, 18.0


def sources_picture(book: Book, language: Language) -> Picture | None:
    """Draw a bar for each process unit that emits; deductions go to the left. None where there is nothing to draw."""
    if all(t.key != SUMMARY for t in book.definition.tables()):
        return None
    table = book.definition.table(SUMMARY)
    shown = [c for c in table.columns if c.key in SOURCES]
    units = [
        (row, text_named(book, f"{SUMMARY}_unit", row), parts)
        for row in range(len(cells_named(book, f"{SUMMARY}_unit")))
        if any(parts := [number_named(book, f"{SUMMARY}_{c.key}", row) or 0.0 for c in shown])
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
    title = WORDS["sources"][language]
    return Picture(
        title=title,
        svg=drawing(_WIDTH, bottom + 26, title, *drawn),
        legend=tuple(present),
        caption=WORDS["sources_caption"][language],
        heads=(WORDS["process_unit"][language], *(c.title[language] for c in shown)),
        rows=tuple(
            (
                ShownValue(unit),
                *(
                    ShownValue(short(v), place(book, f"{SUMMARY}_{c.key}", row))
                    for c, v in zip(shown, parts, strict=True)
                ),
            )
            for row, unit, parts in units
        ),
    )
