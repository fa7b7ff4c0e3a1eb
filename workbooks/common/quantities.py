"""Calculated columns by what they are of: a maker for each unit, a column is its key, words and formula."""

from __future__ import annotations

from collections.abc import Callable

from pycore.language import Text
from pycore.sheets.definition import Column, Formula, Kind
from pycore.sheets.meanings import Meaning
from workbooks.common.columns import PERCENT, PLAIN, SCIENTIFIC, calculated

SIGNED_PERCENT = "+0.0%;-0.0%;0.0%"


def in_unit(unit: Text | str, format: str = PLAIN, *, total: bool = False) -> Callable[..., Column]:
    """A maker of columns in one unit and format; a column without a formula has its cells filled in by the table."""

    def column(
        key: str,
        words: Text | str,
        formula: Formula = "",
        *,
        format: str = format,
        total: bool = total,
        helper: bool = False,
        meaning: Meaning | None = None,
    ) -> Column:
        return calculated(key, words, unit, formula, format=format, total=total, helper=helper, meaning=meaning)

    return column


percentage = in_unit("%", PERCENT)
deviation = in_unit("%", SIGNED_PERCENT)
relative_uncertainty = in_unit("±%", PERCENT)
co2_variance = in_unit("(tCO2)²", SCIENTIFIC)
nox_variance = in_unit("(t)²", SCIENTIFIC)
variance = in_unit("单位² | unit²", SCIENTIFIC)
"""A variance; totals add variances up where relative uncertainties cannot be."""


def graded(key: str, words: Text | str, formula: Formula, *, meaning: Meaning | None = None) -> Column:
    """A grade or a state: a word, coloured by what it says."""
    return calculated(key, words, "", formula, kind=Kind.TEXT, format="grade", meaning=meaning)
