"""Write a formula in one form, whichever program saved it, so that only real differences differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pycore.formulas.readings import CanonicalKey
from pycore.formulas.text import Token
from pycore.template.r1c1 import family_key, r1c1_pieces

_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE]\d+)?\Z", re.ASCII)
_MANTISSA = re.compile(r"(?:\d+\.?\d*|\.\d+)[eE]\Z", re.ASCII)
_PREFIX = re.compile(r"(?:_xlfn\.|_xlws\.|_xlpm\.|_xludf\.)+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


class CanonicalFormulas:
    """Canonical R1C1 texts of the formulas of one file, worked out once for each family.

    Parameters
    ----------
    sheets: for each sheet of the file, in small letters, the name that it has in the template.
    known: texts that were worked out before, of formulas whose sheets have the names of the template.
    """

    def __init__(
        self, sheets: Mapping[str, str] | None = None, known: Mapping[CanonicalKey, str] | None = None
    ) -> None:
        # A sheet that kept its name needs no entry, and without any the texts are those of every other such file.
        self._sheets = {name: ours for name, ours in (sheets or {}).items() if name != ours.lower()}
        self.known: dict[CanonicalKey, str] = dict(known or {}) if not self._sheets else {}

    def text(self, formula: str, row: int, column: int) -> str:
        """Return the canonical text of a formula whose function names are plain (`Book.formulas`)."""
        family = family_key(formula, row)
        key = (formula, row, column) if family is None else (family, 0, column)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._written(formula, row, column)
        return found

    def _written(self, formula: str, row: int, column: int) -> str:
        if self._sheets:
            return canonical_formula(formula, row, column, self._sheets)
        return _plain(formula, row, column)


@lru_cache(maxsize=16_384)
def _plain(formula: str, row: int, column: int) -> str:
    return canonical_formula(formula, row, column)


def canonical_formula(formula: str, row: int, column: int, sheets: Mapping[str, str] | None = None) -> str:
    """Write a formula in R1C1 without what programs change when they save.

    Spaces that mean nothing, prefixes such as `_xlfn.`, quotes around sheet names, small letters, `TRUE()` for
    `TRUE`, numbers beyond their 15th digit or in exponents, and the brackets in `-(-(x))` are one and the same.

    >>> canonical_formula("if( 'Sheet'!A1 > 1E-09 ,true(),_xlfn.norm.s.dist(0.50))", 1, 1)
    'IF([sheet]!RC>1e-09,TRUE,NORM.S.DIST(0.5))'
    """
    parts = _with_numbers(r1c1_pieces(formula.strip(), row, column))
    written: list[str] = []
    skip = ""
    for i, piece in enumerate(parts):
        text = piece.text
        after = parts[i + 1].text if i + 1 < len(parts) else ""
        if piece.kind == "other":
            if skip:
                compact = _SPACE.sub("", text)
                text = compact[2:] if compact.startswith("()") else text
                skip = ""
            if text.isspace():
                text = " " if 0 < i < len(parts) - 1 and parts[i - 1].kind != "other" else ""
            else:
                text = _SPACE.sub("", text)
        elif piece.kind in ("quoted", "word") and after.lstrip().startswith("!"):
            name = text[1:-1].replace("''", "'") if piece.kind == "quoted" else text
            name = name.lstrip("$").lower()
            text = f"[{sheets.get(name, name).lower() if sheets else name}]"
        elif piece.kind == "word":
            text = _word(text)
            if text in ("TRUE", "FALSE") and after.startswith("("):
                skip = text
        written.append(text)
    return _double_negation("".join(written))


_LITERAL = re.compile(r'"[^"]*"|\'[^\']*\'')


def _double_negation(text: str) -> str:
    """Write `-(-(x))`, as some programs save `--(x)`, without the outer brackets.

    >>> _double_negation('SUM(-(-(A1<>"(")),-(-(B1)+1))')
    'SUM(--(A1<>"("),-(-(B1)+1))'
    """
    start = text.find("-(-(")
    while start >= 0:
        # Brackets inside of texts do not count.
        blind = _LITERAL.sub(lambda m: "_" * len(m[0]), text)
        outer, inner = _closing(blind, start + 1), _closing(blind, start + 3)
        if blind[start] == "-" and inner >= 0 and outer == inner + 1:
            text = f"{text[: start + 1]}{text[start + 2 : outer]}{text[outer + 1 :]}"
        start = text.find("-(-(", start + 1)
    return text


def _closing(text: str, opening: int) -> int:
    """The place of the bracket that closes the one at `opening`; -1 if none does."""
    depth = 0
    for place in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return -1


def _word(text: str) -> str:
    if _NUMBER.match(text):
        return f"{float(text):.15g}"
    return _PREFIX.sub("", text).upper()


def _with_numbers(parts: list[Token]) -> list[Token]:
    """Put together a number whose exponent has a sign; it is one number, though three pieces."""
    joined: list[Token] = []
    i = 0
    while i < len(parts):
        if (
            parts[i].kind == "word"
            and _MANTISSA.match(parts[i].text)
            and i + 2 < len(parts)
            and parts[i + 1].text in ("+", "-")
            and parts[i + 2].text.isdigit()
        ):
            joined.append(Token("bracket", f"{float(''.join(p.text for p in parts[i : i + 3])):.15g}"))
            i += 3
            continue
        joined.append(parts[i])
        i += 1
    return joined
