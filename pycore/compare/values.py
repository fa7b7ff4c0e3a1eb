"""Values in a comparison: whether two are equal, how they differ, and what they are in words."""

from __future__ import annotations

import math

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.language import Language, Text
from pycore.reading.choices import as_text
from pycore.reading.entries import Entry

INPUT_TOLERANCE = 1e-12
"""Relative: a program that saves fifteen digits has not changed an input."""
RESULT_TOLERANCE = 1e-9


def equal(old: Value, new: Value, tolerance: float) -> bool:
    if isinstance(old, float | int) and isinstance(new, float | int) and isinstance(old, bool) == isinstance(new, bool):
        return math.isclose(old, new, rel_tol=tolerance, abs_tol=1e-300)
    return type(old) is type(new) and old == new


def blank_is_none(value: Value) -> Value:
    return None if is_blank(value) else value


def relative_change(old: Value, new: Value) -> float | None:
    numbers = [float(v) for v in (old, new) if isinstance(v, float | int) and not isinstance(v, bool)]
    if len(numbers) != 2 or numbers[0] == 0:
        return None
    return (numbers[1] - numbers[0]) / abs(numbers[0])


def percent(old: Value, new: Value, language: Language) -> str:
    relative = relative_change(old, new)
    if relative is None or relative == 0:
        return ""
    said = f"{relative:+.2%}" if abs(relative) >= 1e-4 else f"{relative:+.1e}"
    return f"（{said}）" if language == "zh" else f" ({said})"


def number_text(value: Value) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        # Four digits stand without a comma: many of them are years.
        return f"{value:.10g}" if abs(value) < 10_000 else f"{value:,.10g}"
    return as_text(value) or "–"


def text_of(value: Value) -> Text:
    if is_blank(value):
        return Text("空白", "blank")
    return same_text(number_text(value))


def same_text(text: str) -> Text:
    return Text(text, text)


def titled(entry: Entry) -> Text:
    unit = entry.unit
    return Text(
        entry.title.zh + (f"（{unit.zh}）" if unit.zh else ""),
        entry.title.en + (f" ({unit.en})" if unit.en else ""),
    )


def where(old: str, new: str) -> str:
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"
