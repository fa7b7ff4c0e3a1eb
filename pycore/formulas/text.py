"""Read the text of a formula piece by piece, so that strings and quoted names are never mistaken for code."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pycore.cells.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number

TokenKind = Literal["string", "quoted", "bracket", "error", "word", "other"]


class Token(NamedTuple):
    """A stretch of a formula; the pieces of a formula joined are the formula."""

    kind: TokenKind
    text: str


_SIMPLE = re.compile(
    r"""(?P<string>"(?:[^"]|"")*(?:"|$))
      | (?P<quoted>'(?:[^']|'')*(?:'|$))
      | (?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA))
      | (?P<word>[\w.\\?$]+)
      | (?P<other>[^\["'\w.\\?$#]+|.)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def tokens(formula: str) -> list[Token]:
    """Split a formula into its strings, quoted names, brackets, error values, words and the rest.

    >>> [p.text for p in pieces("SUM('a b'!A1,\\"x\\")")]
    ['SUM', '(', "'a b'", '!', 'A1', ',', '"x"', ')']
    """
    if "[" not in formula:
        return [Token(m.lastgroup, m.group()) for m in _SIMPLE.finditer(formula)]  # type: ignore[arg-type]
    found: list[Token] = []
    at = 0
    while at < len(formula):
        if formula[at] == "[":
            end = _closing_bracket(formula, at)
            found.append(Token("bracket", formula[at:end]))
            at = end
            continue
        match = _SIMPLE.match(formula, at)
        assert match is not None  # the last alternative takes any character
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]
        found.append(Token(kind, match.group()))
        at = match.end()
    return found


def _closing_bracket(formula: str, start: int) -> int:
    """Find the end of a bracket; inside a structured reference an apostrophe escapes the next character."""
    depth, at = 0, start
    while at < len(formula):
        character = formula[at]
        if character == "'":
            at += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return len(formula)


_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})\Z", re.ASCII)
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})\Z", re.ASCII)
_ROW = re.compile(r"(\$?)([1-9]\d{0,6})\Z", re.ASCII)


def translated(formula: list[Token], rows: int, columns: int) -> str:
    """Move the relative references of a formula, as copying it `rows` down and `columns` to the right does.

    A reference that leaves the sheet becomes `#REF!`.
    """
    parts = [p.text for p in formula]
    for i, piece in enumerate(formula):
        if piece.kind != "word":
            continue
        before = parts[i - 1][-1:] if i else ""
        after = formula[i + 1].text[:1] if i + 1 < len(formula) else ""
        if after in ("(", "!") or (after == "[" and formula[i + 1].kind == "bracket"):
            continue
        if match := _CELL.match(piece.text):
            if column_number(match[2]) <= LAST_COLUMN and int(match[4]) <= LAST_ROW:
                column = _moved(column_number(match[2]), bool(match[1]), columns, LAST_COLUMN)
                row = _moved(int(match[4]), bool(match[3]), rows, LAST_ROW)
                parts[i] = f"{match[1]}{column_letters(column)}{match[3]}{row}" if column and row else "#REF!"
        elif before == ":" or after == ":":
            other = formula[i - 2] if before == ":" and i > 1 else formula[min(i + 2, len(formula) - 1)]
            if (match := _COLUMN.match(piece.text)) and _COLUMN.match(other.text):
                column = _moved(column_number(match[2]), bool(match[1]), columns, LAST_COLUMN)
                parts[i] = f"{match[1]}{column_letters(column)}" if column else "#REF!"
            elif (match := _ROW.match(piece.text)) and _ROW.match(other.text):
                row = _moved(int(match[2]), bool(match[1]), rows, LAST_ROW)
                parts[i] = f"{match[1]}{row}" if row else "#REF!"
    return "".join(parts)


def _moved(index: int, fixed: bool, by: int, last: int) -> int:
    moved = index if fixed else index + by
    return moved if 1 <= moved <= last else 0
