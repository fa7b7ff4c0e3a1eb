"""How Excel compares two values, and the order of their kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pycore.cells.stored import ErrorValue, Value


def compare_values(function: Callable[[Any, Any], Any], left: Value, right: Value) -> Value:
    """Compare as Excel does: numbers before texts before logical values; case does not count."""
    for value in (left, right):
        if isinstance(value, ErrorValue):
            return value
    if left is None:
        left = _blank_beside(right)
    if right is None:
        right = _blank_beside(left)
    a, b = rank(left), rank(right)
    if a != b:
        return bool(function(a, b))
    if isinstance(left, str) and isinstance(right, str):
        return bool(function(left.casefold(), right.casefold()))
    return bool(function(left, right))


def _blank_beside(other: Value) -> Value:
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else 0.0


def rank(value: Value) -> int:
    """Give the place of a value's kind in the order of comparison."""
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0
