"""Formulas that repeat, each by a name that says what it finds."""

from __future__ import annotations

from collections.abc import Iterable

from pycore.language import Text, both


def at(name: str, row: int | str) -> str:
    """The cell of a named column in one of its rows, counted from 1."""
    return f"INDEX({name},{row})"


def blank_if(test: str, value: str) -> str:
    """The value, or nothing where the test holds."""
    return f'IF({test},"",{value})'


def copy_of(cell: str) -> str:
    """What a cell holds; a blank cell stays blank and is not read as 0."""
    return blank_if(f'{cell}=""', cell)


def number_or_zero(cell: str) -> str:
    """The number of a cell, 0 for a text or a blank: N and SUM of INDEX do it, but not in every program."""
    return f"IF(ISNUMBER({cell}),{cell},0)"


def is_blank(*cells: str) -> str:
    """Whether one of the cells is blank."""
    return either(f'{cell}=""' for cell in cells)


def either(tests: Iterable[str]) -> str:
    """Whether one of the tests holds; a single test is itself."""
    given = tuple(tests)
    return f"OR({','.join(given)})" if len(given) > 1 else given[0]


def sum_where(table: str, column: str, **criteria: str) -> str:
    """The sum of a column of a table over the rows whose columns hold what is asked: ``year="[year]"``."""
    return f"SUMIFS({table}_{column},{_pairs(table, criteria)})"


def count_where(table: str, **criteria: str) -> str:
    """The number of rows of a table whose columns hold what is asked."""
    return f"COUNTIFS({_pairs(table, criteria)})"


def _pairs(table: str, criteria: dict[str, str]) -> str:
    return ",".join(f"{table}_{key},{value}" for key, value in criteria.items())


def root_of_squares(*parts: str) -> str:
    """Return the root of the sum of the squares of formulas."""
    return f"SQRT({'+'.join(f'({part})^2' for part in parts)})"


def rank_of(cell: str, column: str) -> str:
    """The place of a number among those of a column, the largest first; equal ones share it.

    RANK does the same; but some programs save it as RANK.EQ, and a file of theirs would seem edited.
    """
    return f'1+SUMPRODUCT(({column}<>"")*({column}>{cell}))'


def in_words(formula: str, *words: str) -> Text:
    """A formula with words of both languages inside a larger text; ``"zh | en"`` stand one by one for its ``{}``.

    Where a formula says one of several words, case by case, `said.first_of` writes it.

    >>> in_words('IF([u]>1,"! {}","✓")', "过大 | too large").en
    'IF([u]>1,"! too large","✓")'
    """
    zh, en = formula, formula
    for said in map(both, words):
        zh, en = zh.replace("{}", said.zh, 1), en.replace("{}", said.en, 1)
    return Text(zh, en)
