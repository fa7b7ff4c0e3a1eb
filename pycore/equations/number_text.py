"""A number as a reader wants to see it."""

from __future__ import annotations

import math
from typing import Any


def format_number(value: Any) -> str:
    """Write a number for a reader: up to ten significant digits, no exponent in the usual range."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    if value == 0 or 1e-6 <= abs(value) < 1e15:
        digits = max(0, 9 - math.floor(math.log10(abs(value)))) if value else 0
        text = f"{value:.{min(digits, 15)}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value:.10g}"
