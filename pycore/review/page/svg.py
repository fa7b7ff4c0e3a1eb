"""Pieces of SVG: whatever a workbook holds in its names, it comes out as escaped text."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from markupsafe import Markup

# Told apart by the colour-blind as well (Okabe and Ito), darkened where white paper asks for it.
COLOURS = ("#33658A", "#D98200", "#00835F", "#B44A94", "#8FA3B0", "#C8553D", "#7A6A00", "#56B4E9")
INK, GREY, GRID = "#1F3A52", "#5A6670", "#DDE3E8"


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value in the table beside a picture, with the cell that it stands in ("" for none)."""

    text: str
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture, what its colours mean, and its numbers as a table for those who cannot see it."""

    title: str
    svg: Markup
    legend: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[ShownValue, ...], ...] = field(default=())


def element(name: str, *content: str, **attributes: object) -> Markup:
    """Write one element; `font_size` becomes font-size, `class_` becomes class, None leaves an attribute out."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _attribute(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, Markup("").join(content))


def _attribute(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def drawing(width: float, height: float, label: str, *content: str) -> Markup:
    """Put elements together to a drawing that is as wide as the page lets it be."""
    return element(
        "svg", element("title", label), *content,
        viewBox=f"0 0 {width:g} {height:g}", role="img", aria_label=label, style=f"max-width:{width:g}px",
    )  # fmt: skip


def words(text: str, x: float, y: float, **attributes: object) -> Markup:
    """Write a line of text."""
    return element("text", text, x=x, y=y, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, colour: str, **attributes: object) -> Markup:
    """Draw a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, **attributes)


def rectangle(x: float, y: float, width: float, height: float, colour: str, label: str = "") -> Markup:
    """Draw a filled rectangle; the label is what a pointer on it shows."""
    said = (element("title", label),) if label else ()
    return element("rect", *said, x=x, y=y, width=max(width, 0.0), height=height, fill=colour)


def clipped(text: str, room: int) -> str:
    """Cut a text to so many half-width characters; a Chinese character takes two."""
    taken = 0
    for i, character in enumerate(text):
        taken += 2 if east_asian_width(character) in "WF" else 1
        if taken > room:
            return text[: max(i - 1, 0)] + "…"
    return text


def ticks(low: float, high: float, wanted: int = 6) -> list[float]:
    """Round numbers that divide an axis from `low` to `high`."""
    if not high > low:
        return [low]
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(s for s in (1, 2, 2.5, 5, 10) if rough <= s * power * (1 + 1e-9))
    first = math.ceil(low / step - 1e-9)
    return [n * step for n in range(first, math.floor(high / step + 1e-9) + 1)]


def short(value: float) -> str:
    """Write a number in about four figures."""
    size = abs(value)
    if size >= 1e15 or 0 < size < 1e-4:
        return f"{value:.3g}"
    return f"{value:,.0f}" if size >= 1e4 else f"{value:,.4g}" if size < 1e3 else f"{value:,.1f}"
