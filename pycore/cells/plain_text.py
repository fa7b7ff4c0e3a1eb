"""Texts of somebody's file without the characters that no sheet shows and that programs take for commands."""

from __future__ import annotations

import re

REPLACED = "\ufffd"
"""What stands in the place of such a character, as everywhere in Unicode."""

# Control characters apart from tab and line ends, halves of a character beyond the basic plane, and no characters.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# On a terminal a carriage return overwrites its line, and the marks of direction show a text in another order.
_NO_LINE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_BEGINS_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_COLOURS = re.compile("(\x1b\\[[0-9;]*m)")


def plain_text(text: str) -> str:
    """Give a text as XML, JSON and UTF-8 can hold it; most texts come back as they are."""
    return text if text.isprintable() else _NO_TEXT.sub(REPLACED, text)


def text_for_tables(text: str) -> str:
    """Give a text that no spreadsheet program takes for a formula when it opens a table of texts."""
    clean = terminal_text(text)
    return "'" + clean if text.lstrip().startswith(_BEGINS_FORMULAS) else clean


def terminal_text(text: str, coloured: bool = False) -> str:
    """Give a text that a terminal shows and does not obey.

    Args:
        coloured: let colours and bold type pass, which our own tables have.
    """
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    if not coloured:
        return _NO_LINE.sub(REPLACED, text)
    # Every other piece is a colour.
    pieces = _COLOURS.split(text)
    return "".join(piece if i % 2 else _NO_LINE.sub(REPLACED, piece) for i, piece in enumerate(pieces))
