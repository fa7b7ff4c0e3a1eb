"""What a review says of its results."""

from __future__ import annotations

import pytest

from pycore.cells.stored import ErrorValue, Value
from pycore.language import Text
from pycore.review.result import KeyFigure, Review, Verdict


@pytest.mark.parametrize(
    ("core", "clean", "differs"),
    [
        (0.1 + 0.2, 0.3, False),
        (1.0, 1, False),
        (None, "", False),
        (0.3, 0.31, True),
        (ErrorValue("#NUM!"), "#NUM!", True),
    ],
)
def test_a_clean_copy_differs_by_its_values_and_not_by_their_last_digits(
    core: Value, clean: Value, differs: bool
) -> None:
    """They were compared as texts: 0.30000000000000004 differed from 0.3."""
    figure = KeyFigure("total", Text("合计", "total"), "", "S!F8", core, core, clean=clean, has_clean=True)
    assert Review("a.xlsx", "", Verdict.CLEAN, key_figures=(figure,)).clean_differs is differs
