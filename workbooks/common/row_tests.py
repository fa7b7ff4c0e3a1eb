"""Tests of a row on several columns at once, each column with the words that the test says of it."""

from __future__ import annotations

from workbooks.common.columns import Test, missing, not_listed, not_number


def all_given(**words: str) -> tuple[Test, ...]:
    """Each of the columns is filled in."""
    return tuple(missing(key, name) for key, name in words.items())


def all_listed(**words: str) -> tuple[Test, ...]:
    """Each of the choices stands in the list of its name."""
    return tuple(not_listed(key, name) for key, name in words.items())


def all_numbers(**words: str) -> tuple[Test, ...]:
    """Each of the columns holds a number where it holds anything."""
    return tuple(not_number(key, name) for key, name in words.items())
