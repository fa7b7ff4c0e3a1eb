"""Pictures of the report: the charts of the workbook, drawn for print as PNG (Word) and SVG (page).

The same values give the same bytes. Where no Chinese font is installed the words are English, and names that only
Chinese characters can write become numbers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from pycore.language import Language
from pycore.simulate.picture import chinese_font, drawing_settings

WIDTH_CM = 15.5
INK, GREY, GRID = "#1F3A52", "#66727C", "#DDE3E8"
_CM_PER_INCH = 2.54
_FORMULA = re.compile(r"(CO|SO|CH|SF|NF|CF|NO|N)(2|4|6|3|x)(?![0-9])")


@dataclass(frozen=True, slots=True)
class FinishedPicture:
    """A picture as bytes, and how high it is at the width of the page."""

    png: bytes
    svg: bytes
    height_cm: float


@dataclass(frozen=True, slots=True)
class Pen:
    """What may be written in a picture on this machine."""

    language: Language
    chinese: bool

    def words(self, text: str) -> str:
        """Mark up a text: formulas lowered, dollar signs kept."""
        escaped = text.replace("$", r"\$")
        return _FORMULA.sub(r"\1$_{\\mathrm{\2}}$", escaped)

    def name(self, text: str, number: int) -> str:
        """The name of a place or product; its number where it cannot be written."""
        return self.words(text) if self.chinese or text.isascii() else f"No. {number}"

    def plain(self, text: str, number: int) -> str:
        """The same before it is wrapped, which marks it up."""
        return text if self.chinese or text.isascii() else f"No. {number}"

    def wrapped(self, text: str, room: int) -> str:
        """Break a text into lines of so many half-width characters; a Chinese character takes two."""
        lines, taken = [""], 0
        for word in re.findall(r"[A-Za-z0-9.,()%/+-]+ ?|.", text):
            width = sum(2 if east_asian_width(c) in "WF" else 1 for c in word.rstrip())
            if taken and taken + width > room:
                lines.append("")
                taken = 0
            lines[-1] += word
            taken += width + len(word) - len(word.rstrip())
        return "\n".join(self.words(line.strip()) for line in lines)


def pen_for(language: Language) -> Pen:
    """Choose the language of a picture by the fonts that are installed."""
    chinese = chinese_font() is not None
    return Pen(language if chinese else "en", chinese)


def drawn(height_cm: float, draw: Callable[[Any], None]) -> FinishedPicture:
    """Give `draw` an empty figure as wide as the text of a page, and return the finished picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    font = chinese_font()
    settings: dict[Any, Any] = {
        "font.family": [font, "DejaVu Sans"] if font else ["DejaVu Sans"],
        "font.size": 8.5,
        "mathtext.default": "regular",
        "axes.unicode_minus": False,
        "axes.edgecolor": GREY,
        "axes.linewidth": 0.8,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "svg.hashsalt": "twinledger",
    }
    with drawing_settings(settings):
        figure = Figure(figsize=(WIDTH_CM / _CM_PER_INCH, height_cm / _CM_PER_INCH), layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure)
        # No date and no program in the file: the same values give the same bytes.
        return FinishedPicture(_saved(figure, "png", "Software"), _saved(figure, "svg", "Date"), height_cm)


def canvas(figure: Any, height_cm: float) -> Any:
    """Make the whole figure one sheet in centimetres, the origin in its upper left corner, without axes."""
    figure.set_layout_engine("none")
    axis = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axis.set_xlim(0, WIDTH_CM)
    axis.set_ylim(height_cm, 0)
    axis.axis("off")
    return axis


def _saved(figure: Any, kind: str, left_out: str) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, dpi=220, metadata={left_out: None})
    return buffer.getvalue()
