"""A text of somebody else in XML: never a formula, and without what XML cannot hold."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from pycore.package.value_xml import LONGEST_TEXT

_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cleaned(text: str) -> str:
    """Write characters that XML cannot hold as the replacement character, and keep `_x0041_` from being read as a code."""
    return _LOOKS_CODED.sub("_x005F_", _ILLEGAL.sub("\ufffd", text))


def inline(text: str) -> str:
    """Write a text as the element of an inline string or of a comment, cut to what a cell holds."""
    return f'<t xml:space="preserve">{escape(cleaned(text)[:LONGEST_TEXT])}</t>'
