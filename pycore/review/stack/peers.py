"""The figures of a stack beside each other: medians, outliers, and the library's ranges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from unicodedata import normalize

from pycore.language import Text
from pycore.review.result import HeldAgainst, KeyFigure, Review
from pycore.sheets.registry import find_workbook

FEWEST = 3
"""Files that make peers of which one can be an outlier."""
ROBUST, NORMAL, LEAST = 3.5, 1.4826, 0.1
"""An outlier is so many robust standard deviations, and at least this fraction, from the median."""
_PER = re.compile(r"[（(][^（()）]*/[^（()）]*[）)]\s*\Z")


@dataclass(frozen=True, slots=True)
class HeldBeside:
    """A figure of one file beside those of its peers.

    Attributes:
        number: of the file in the stack, counted from 0.
        apart: from the median, as a fraction of it; None without peers.
        beyond: "above" or "below" the library's range, or "".
    """

    number: int
    title: Text
    label: str
    value: float
    count: int
    median: float
    apart: float | None
    outlier: bool
    range: HeldAgainst | None
    beyond: str


def compared(reviews: Sequence[Review]) -> list[HeldBeside]:
    """Put every figure per unit of something beside those of the same template, product and name."""
    groups: dict[tuple[str, str, str], list[tuple[int, KeyFigure, float]]] = defaultdict(list)
    for number, one in enumerate(reviews):
        same = _one_name(one.template)
        for figure in one.key_figures:
            value = figure.core
            if isinstance(value, float) and _PER.search(figure.title.zh):
                groups[one.template, figure.name, same.get(_plain(figure.label), _plain(figure.label))].append(
                    (number, figure, value)
                )
    return [line for members in groups.values() for line in _beside(members, reviews)]


def is_outlier(value: float, values: Sequence[float]) -> bool:
    """Tell whether one of several values stands out (see `ROBUST`).

    >>> is_outlier(7, [2.4, 2.5, 7]), is_outlier(2.4, [2.4, 2.5, 7]), is_outlier(9, [1, 9]), is_outlier(5, [1, 1, 1, 5])
    (True, False, False, True)
    """
    if len(values) < FEWEST:
        return False
    middle = median(values)
    spread = NORMAL * median(abs(v - middle) for v in values)
    return abs(value - middle) > max(ROBUST * spread, LEAST * abs(middle))


def _beside(members: Sequence[tuple[int, KeyFigure, float]], reviews: Sequence[Review]) -> Iterator[HeldBeside]:
    """Yield the lines of one figure of one product."""
    values = [value for _, _, value in members]
    middle = median(values)
    for number, figure, value in members:
        ranges = reviews[number].ranges
        held = next((r for r in ranges if (r.name, r.label) == (figure.name, figure.label)), None)
        beyond = "" if held is None or held.low <= value <= held.high else "above" if value > held.high else "below"
        apart = (value - middle) / abs(middle) if len(values) > 1 and middle else None
        yield HeldBeside(
            number, figure.title, figure.label, value, len(values), middle, apart, is_outlier(value, values), held, beyond
        )  # fmt: skip


def _one_name(template: str) -> dict[str, str]:
    """One name for what the lists of a template call by two, in Chinese and in English."""
    definition = find_workbook(template)
    if definition is None:
        return {}
    return {
        _plain(label): f"{item.key}/{code}"
        for item in definition.lists
        for code, text in item.entries
        for label in (text.zh, text.en)
    }


def _plain(label: str) -> str:
    """A name without what makes no difference: width, case, spaces."""
    return "".join(normalize("NFKC", label).casefold().split())
