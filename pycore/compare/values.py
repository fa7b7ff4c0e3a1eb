"""Values in a comparison: whether two are equal, how they differ, and what they are in words."""

from __future__ import annotations

import math

from pycore.cells.stored import Value, both_errors
from pycore.cells.values import is_blank
from pycore.language import Language, Text
from pycore.reading.choices import as_text
from pycore.reading.entries import DefinedEntry

INPUT_TOLERANCE = 1e-12
"""Relative: a program that saves fifteen digits has not changed an input."""
RESULT_TOLERANCE = 1e-9


def equal(old: Value, new: Value, tolerance: float) -> bool:
    """Tell whether two values are the same: numbers within a relative tolerance, all else exactly and of one type.

    Of two errors the kinds do not count: they are those of the programs that saved the files.
    """
    if isinstance(old, float | int) and isinstance(new, float | int) and isinstance(old, bool) == isinstance(new, bool):
        return math.isclose(old, new, rel_tol=tolerance, abs_tol=1e-300)
    return both_errors(old, new) or (type(old) is type(new) and old == new)


def blank_is_none(value: Value) -> Value:
    """Return None for every kind of blank, else the value."""
    return None if is_blank(value) else value


def relative_change(old: Value, new: Value) -> float | None:
    """Return the change as a fraction of the old number's size; None where it is no number or 0."""
    numbers = [float(v) for v in (old, new) if isinstance(v, float | int) and not isinstance(v, bool)]
    if len(numbers) != 2 or numbers[0] == 0:
        return None
    return (numbers[1] - numbers[0]) / abs(numbers[0])


def percent(old: Value, new: Value, language: Language) -> str:
    """Write a relative change in brackets, as `（+3.20%）`; "" where there is none."""
    relative = relative_change(old, new)
    if relative is None or relative == 0:
        return ""
    said = f"{relative:+.2%}" if abs(relative) >= 1e-4 else f"{relative:+.1e}"
    return f"（{said}）" if language == "zh" else f" ({said})"


def number_text(value: Value) -> str:
    """Write a value for a line of a comparison: ten digits, separators from 10 000 on, a dash for a blank."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        # Four digits stand without a comma: many of them are years.
        return f"{value:.10g}" if abs(value) < 10_000 else f"{value:,.10g}"
    return as_text(value) or "–"


def text_of(value: Value) -> Text:
    """Return a value in words of both languages; a blank is said."""
    if is_blank(value):
        return Text("空白", "blank")
    return same_text(number_text(value))


def same_text(text: str) -> Text:
    """Return a text that reads the same in both languages."""
    return Text(text, text)


def titled(entry: DefinedEntry) -> Text:
    """Return the title of a column or a field with its unit behind it, in both languages."""
    unit = entry.unit
    return Text(
        entry.title.zh + (f"（{unit.zh}）" if unit.zh else ""),
        entry.title.en + (f" ({unit.en})" if unit.en else ""),
    )


def where(old: str, new: str) -> str:
    """Name the cells of both files, once where they are the same or one is missing."""
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"
