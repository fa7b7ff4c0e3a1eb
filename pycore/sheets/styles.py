"""The look of every workbook: the same few styles everywhere, so that a colour always means the same."""

from __future__ import annotations

import unicodedata
from typing import Any

from pycore.language import Language
from pycore.sheets.definition import Role

TEAL, PALE_TEAL = "#0B5563", "#E3F0F2"
YELLOW, PALE_YELLOW, GREY_BLUE, GREY = "#FFF8D6", "#FFFCEE", "#E1E9F2", "#F3F4F5"
PALE_VIOLET = "#EFEAF6"
BLUE_FIGURES, DARK, MUTED = "#1A4FBF", "#1F2933", "#66727C"
GREEN, GREEN_GROUND, RED, RED_GROUND, AMBER, AMBER_GROUND = (
    "#0B6B3A", "#DDF3E4", "#B42318", "#FDE4E1", "#8A5A00", "#FFF0CC",
)  # fmt: skip
BORDER = "#C9D2D9"
TAB_COLOURS = {
    "cover": TEAL,
    "input": "#E0B400",
    "result": "#1E7D4F",
    "library": "#7C8B99",
    "check": "#B42318",
}

_GROUND = {
    Role.INPUT: YELLOW,
    Role.OVERRIDE: PALE_YELLOW,
    Role.DEFAULT: GREY_BLUE,
    Role.LABEL: GREY,
    Role.WRITTEN: PALE_VIOLET,
}
_FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}
BASE_SIZE = 10
LEAST_HEIGHT = 18.0
"""Points of a row of one line."""


class Styles:
    """Formats of one workbook, made once each."""

    def __init__(self, book: Any, language: Language) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.font = _FONTS[language]

    def format(self, **properties: Any) -> Any:
        """Return a format with the fonts of the workbook; equal properties share one."""
        full = {
            "font_name": self.font,
            "font_size": BASE_SIZE,
            "valign": "vcenter",
            "font_color": DARK,
            **properties,
        }
        key = tuple(sorted(full.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(full)
        return self._made[key]

    def cell(self, role: Role, number_format: str = "General", text: bool = False) -> Any:
        """Return the format of a data cell: its ground tells the role, and cells to fill in are not locked."""
        properties: dict[str, Any] = {"border": 1, "border_color": BORDER}
        if role in _GROUND:
            properties["bg_color"] = _GROUND[role]
        if role in (Role.INPUT, Role.OVERRIDE):
            properties |= {"font_color": BLUE_FIGURES, "locked": False}
        if text:
            properties |= {"text_wrap": True, "align": "left"}
        else:
            properties["num_format"] = number_format
        return self.format(**properties)

    @property
    def title(self) -> Any:
        """The title of a sheet."""
        return self.format(font_size=16, bold=True, font_color=TEAL)

    @property
    def intro(self) -> Any:
        """What a sheet is for, under its title."""
        return self.format(font_color=MUTED, text_wrap=True, valign="top")

    @property
    def caption(self) -> Any:
        """The caption of a block."""
        return self.format(font_size=12, bold=True, font_color=TEAL, bottom=2, bottom_color=TEAL)

    @property
    def note(self) -> Any:
        """The remark under a caption."""
        return self.format(font_color=MUTED, italic=True, text_wrap=True, valign="top", font_size=9)

    @property
    def hint(self) -> Any:
        """A remark that runs over the cells behind it."""
        return self.format(font_color=MUTED, italic=True, font_size=9)

    @property
    def header(self) -> Any:
        """The heads of columns."""
        return self.format(bold=True, bg_color=TEAL, font_color="#FFFFFF", text_wrap=True, align="center", border=1,
                           border_color=BORDER)  # fmt: skip

    @property
    def unit(self) -> Any:
        """The units under the heads."""
        return self.format(bg_color=PALE_TEAL, font_color=MUTED, align="center", border=1, border_color=BORDER,
                           font_size=9, text_wrap=True)  # fmt: skip

    @property
    def label(self) -> Any:
        """Words that stand before a value."""
        return self.format(bg_color=GREY, border=1, border_color=BORDER, text_wrap=True)

    @property
    def line(self) -> Any:
        """Running text."""
        return self.format(text_wrap=True, valign="top")

    @property
    def link(self) -> Any:
        """A link to another sheet."""
        return self.format(font_color=BLUE_FIGURES, underline=1)

    @property
    def linked_cell(self) -> Any:
        """A cell of a table that leads to another sheet."""
        return self.format(font_color=BLUE_FIGURES, underline=1, text_wrap=True, align="left", border=1,
                           border_color=BORDER)  # fmt: skip

    def total(self, number_format: str = "#,##0.00") -> Any:
        """Return the format of a sum under its column."""
        return self.format(bold=True, top=2, top_color=TEAL, bg_color=PALE_TEAL, num_format=number_format)

    @property
    def good(self) -> Any:
        """A check that holds, as a conditional format."""
        return self._book.add_format({"font_color": GREEN, "bg_color": GREEN_GROUND})

    @property
    def bad(self) -> Any:
        """A check that fails, as a conditional format."""
        return self._book.add_format({"font_color": RED, "bg_color": RED_GROUND})

    @property
    def quiet(self) -> Any:
        """What is not needed at the moment, as a conditional format."""
        return self._book.add_format({"font_color": "#C9D2D9"})

    @property
    def doubtful(self) -> Any:
        """What deserves a look, as a conditional format."""
        return self._book.add_format({"font_color": AMBER, "bg_color": AMBER_GROUND})


def display_width(text: str) -> int:
    """Return the width of a text in character cells: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def lines_needed(text: str, width: float) -> int:
    """Estimate how many lines a text takes in a column of a width, wrapped."""
    usable = max(width - 1.0, 4.0)
    return sum(max(1, -(-int(display_width(part) * 1.08 * 10) // int(usable * 10))) for part in text.split("\n"))


def height_of(texts_and_widths: list[tuple[str, float]], size: float = BASE_SIZE, least: float = LEAST_HEIGHT) -> float:
    """Return the height of a row that shows all its texts."""
    most = max((lines_needed(text, width) for text, width in texts_and_widths), default=1)
    return max(least, most * (size * 1.45) + 4)
