"""Words that a formula says, in both languages: the definition gives the words, the quotes are put by code."""

from __future__ import annotations

from collections.abc import Callable

from pycore.language import Language, Text, as_text
from workbooks.common.cells import either


def in_both(formula: Callable[[Language], str]) -> Text:
    """A formula that differs by the language of the workbook."""
    return Text(formula("zh"), formula("en"))


def quoted(words: Text | str) -> Text:
    """Words as a formula holds them."""
    return as_text(words).within('"{}"')


def first_of(*cases: tuple[Text | str, Text | str], otherwise: Text | str) -> Text:
    """A formula for the words of the first case whose test holds, each case being a test and its words.

    >>> first_of(("[a]=0", ""), ("[a]<0", "✗ 小于 0 | ✗ below 0"), otherwise="✓").en
    'IF([a]=0,"",IF([a]<0,"✗ below 0","✓"))'
    """
    nested = quoted(otherwise)
    for test, words in reversed(cases):
        nested = if_then(test, quoted(words), nested)
    return nested


def if_then(test: Text | str, then: Text | str, otherwise: Text | str) -> Text:
    """IF of formulas that may differ by language."""
    a, b, c = as_text(test), as_text(then), as_text(otherwise)
    return in_both(lambda language: f"IF({a[language]},{b[language]},{c[language]})")


def or_error(formula: Text | str, words: Text | str = "! 计算出错 | ! error") -> Text:
    """A formula, and the words where it is an error."""
    a, b = as_text(formula), quoted(words)
    return in_both(lambda language: f"IFERROR({a[language]},{b[language]})")


def says(cell: str, *words: Text) -> Text:
    """Whether a cell holds one of some words, in the language of the workbook."""
    return in_both(lambda language: either(f'{cell}="{word[language]}"' for word in words))
