"""A review as JSON data between a child process and its parent, read back without believing what the child says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.result import HeldAgainst, KeyFigure, Review, Verdict

_TEXTS = ("file", "digest", "template", "version", "language", "project", "page", "clean_copy")
_COUNTS = ("families", "touched", "formulas", "proven")


class NoReview(ValueError):
    """What was told is no review."""


def review_data(review: Review) -> dict[str, Any]:
    """Give a review as JSON data."""
    return {
        **{name: getattr(review, name) for name in (*_TEXTS, *_COUNTS)},
        "seconds": review.seconds,
        "verdict": review.verdict.value,
        "findings": [
            [f.rule, f.severity.value, f.sheet, f.cell, *map(_pair, (f.found, f.expected, f.action, f.effect)),
             f.family, _plain(f.more), f.beneath, f.following]
            for f in review.findings
        ],
        "figures": [
            [f.name, _pair(f.title), f.label, f.cell, f.cached, f.core, f.recalculated, f.clean, f.has_clean]
            for f in review.key_figures
        ],
        "ranges": [[r.name, r.label, r.low, r.high] for r in review.ranges],
    }  # fmt: skip


def read_review(told: object) -> Review:
    """Make the review of its JSON data.

    Raises:
        NoReview: it is none.
    """
    try:
        if not isinstance(told, dict):
            raise NoReview(type(told).__name__)
        return Review(
            **{name: _is(told[name], str) for name in _TEXTS},
            **{name: _is(told[name], int) for name in _COUNTS},
            seconds=float(_is(told["seconds"], float, int)),
            verdict=Verdict(_is(told["verdict"], int)),
            findings=tuple(_finding(*item) for item in _is(told["findings"], list)),
            key_figures=tuple(_figure(*item) for item in _is(told["figures"], list)),
            ranges=tuple(_range(*item) for item in _is(told["ranges"], list)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NoReview(f"{type(error).__name__}: {error}") from error


def _finding(
    rule: object, severity: object, sheet: object, cell: object,
    found: object, expected: object, action: object, effect: object, family: object, more: object,
    beneath: object, following: object,
) -> Finding:  # fmt: skip
    return Finding(
        _is(rule, str), Severity(severity), _is(sheet, str), _is(cell, str),
        _text(found), _text(expected), _text(action), None if effect is None else _text(effect),
        _is(family, str), _is(more, dict), _is(beneath, bool), _is(following, int),
    )  # fmt: skip


def _figure(
    name: object, title: object, label: object, cell: object, cached: object, core: object, recalculated: object,
    clean: object, has_clean: object,
) -> KeyFigure:  # fmt: skip
    return KeyFigure(
        _is(name, str), _text(title), _is(label, str), _is(cell, str), _value(cached), _value(core),
        _is(recalculated, bool), _value(clean), _is(has_clean, bool),
    )  # fmt: skip


def _range(name: object, label: object, low: object, high: object) -> HeldAgainst:
    return HeldAgainst(_is(name, str), _is(label, str), float(_is(low, float, int)), float(_is(high, float, int)))


def _is(value: object, *kinds: type) -> Any:
    """Return a value that is of one of these kinds; a truth is no number."""
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise NoReview(f"{type(value).__name__}, expected {kinds[0].__name__}")
    return value


def _value(value: object) -> Any:
    """A cell's value: errors are texts here; a whole number is a number."""
    if value is not None:
        _is(value, bool, int, float, str)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _pair(text: Text | None) -> list[str] | None:
    return None if text is None else [text.zh, text.en]


def _text(pair: object) -> Text:
    zh, en = _is(pair, list)
    return Text(_is(zh, str), _is(en, str))


def _plain(value: object) -> Any:
    """Whatever a finding adds, as JSON has it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)
