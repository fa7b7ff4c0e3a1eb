"""Write formulas with references relative to their cell (R1C1), so that the rows of a ledger read the same."""

from __future__ import annotations

import re
from functools import lru_cache

from pycore.cells.addresses import LAST_COLUMN, LAST_ROW, column_number
from pycore.formulas.text import Token, tokens

_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})\Z", re.ASCII)
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})\Z", re.ASCII)
_ROW = re.compile(r"(\$?)([1-9]\d{0,6})\Z", re.ASCII)


def to_r1c1(formula: str, row: int, column: int) -> str:
    """Write a formula of the cell (row, column), counted from 1, in R1C1; names and strings stay as they are.

    >>> to_r1c1('IF(E8="","",E8*$F$8*units_share1)', 8, 7)
    'IF(RC[-2]="","",RC[-2]*R8C6*units_share1)'
    """
    return "".join(p.text for p in r1c1_pieces(formula, row, column))


def r1c1_pieces(formula: str, row: int, column: int) -> list[Token]:
    """Split a formula into pieces in which every reference is a piece in R1C1 (of the kind `bracket`)."""
    parts = tokens(formula)
    written = list(parts)
    for i, piece in enumerate(parts):
        if piece.kind != "word":
            continue
        before = parts[i - 1].text[-1:] if i else ""
        after = parts[i + 1].text[:1] if i + 1 < len(parts) else ""
        if after in ("(", "!") or (after == "[" and parts[i + 1].kind == "bracket"):
            continue
        reference = _cell(piece.text, row, column)
        if reference is None and ":" in (before, after):
            other = parts[i - 2] if before == ":" and i > 1 else parts[min(i + 2, len(parts) - 1)]
            reference = _line(piece.text, other.text, row, column)
        if reference is not None:
            written[i] = Token("bracket", reference)
    return written


def family_key(formula: str, row: int) -> str | None:
    """Return the formula with its own row marked in relative references; None where that cannot be done safely.

    Two formulas of one column with equal keys are equal in R1C1. Strings are looked at piece by piece.
    """
    if "'" in formula or "#" in formula:
        return None
    # Nearly always the digits of the row stand in such references only, which is found out once a family.
    family = formula.replace(str(row), "#")
    return family if _marks_references_only(family) else _marked(formula, row)


_MARKED = re.compile(r"(?<![\w.\\?$])\$?[A-Z]{1,3}#(?![\w(.!\[?\\$])", re.ASCII)


@lru_cache(maxsize=16_384)
def _marks_references_only(family: str) -> bool:
    """Tell whether every mark stands in a relative reference, and none in a string."""
    parts = family.split('"')
    references = sum(len(_MARKED.findall(part)) for part in parts[::2])
    return references == family.count("#")


@lru_cache(maxsize=32_768)
def _marked(formula: str, row: int) -> str:
    """Mark the row where it stands in a relative reference."""
    marked = _own_row(row)
    if '"' not in formula:
        return marked.sub(r"\1#", formula)
    parts = formula.split('"')
    parts[::2] = [marked.sub(r"\1#", part) for part in parts[::2]]
    return '"'.join(parts)


@lru_cache(maxsize=4096)
def _own_row(row: int) -> re.Pattern[str]:
    return re.compile(rf"((?<![\w.\\?$])\$?[A-Z]{{1,3}}){row}(?![\w(.!\[?\\$])", re.ASCII)


@lru_cache(maxsize=65_536)
def _cell(text: str, row: int, column: int) -> str | None:
    """Write a reference to a cell relative to a place, in R1C1; None for what is no cell."""
    match = _CELL.match(text)
    if match is None or column_number(match[2]) > LAST_COLUMN or int(match[4]) > LAST_ROW:
        return None
    down = _index("R", int(match[4]), bool(match[3]), row)
    return down + _index("C", column_number(match[2]), bool(match[1]), column)


def _line(text: str, other: str, row: int, column: int) -> str | None:
    """Write a whole row or column relative to a place, in R1C1; None where the two ends are no such pair."""
    if (match := _COLUMN.match(text)) and _COLUMN.match(other):
        return _index("C", column_number(match[2]), bool(match[1]), column)
    if (match := _ROW.match(text)) and _ROW.match(other):
        return _index("R", int(match[2]), bool(match[1]), row)
    return None


def _index(letter: str, index: int, fixed: bool, own: int) -> str:
    if fixed:
        return f"{letter}{index}"
    return letter if index == own else f"{letter}[{index - own}]"
