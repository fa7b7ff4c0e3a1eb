"""The number that a text was probably meant to be: what people type into a cell that then holds no number."""

from __future__ import annotations

import re
import unicodedata

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<grouped>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?)|(?P<comma>\d+,\d+)|(?P<plain>\d+\.?\d*|\.\d+))"
    r"(?:[eE](?P<exponent>[+-]?\d{1,3})|\s*[×x*·]\s*10\^?\(?(?P<power>[+-]?\d{1,3})\)?)?\s*(?P<percent>%?)",
    re.ASCII,
)


def number_meant(text: str) -> float | None:
    """Return the number that a text shows, None for any other text.

    Full-width digits, separators of thousands, a decimal comma, a percentage and a power of ten are read. `1,234` is
    taken for thousands, as it is written in Chinese and English; `0,930` can only be a decimal comma.

    >>> [number_meant(text) for text in ("１２３", "1,234", "0,93", "1.5×10^4", "98%", "1,2,3")]
    [123.0, 1234.0, 0.93, 15000.0, 0.98, None]
    """
    raised = _RAISED.sub(lambda match: "^" + match[0].translate(_SUPERSCRIPTS), text)
    plain = unicodedata.normalize("NFKC", raised).strip().replace("\N{MINUS SIGN}", "-")
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    digits = (match["grouped"] or "").replace(",", "") or (match["comma"] or "").replace(",", ".") or match["plain"]
    number = float(f"{match['sign']}{digits}e{match['exponent'] or match['power'] or '0'}")
    if abs(number) == float("inf"):
        return None
    return number / 100 if match["percent"] else number
