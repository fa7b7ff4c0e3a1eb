"""Which differences of a chart's kind are somebody's, and which are a program's."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from pycore.cells.stored import Area
from pycore.findings.finding import Severity
from pycore.template.looks.chart_look import ChartLook, chart_look_findings

PAIR: Any = SimpleNamespace(file=SimpleNamespace(name="Map"))
MAP = ChartLook(Area(5, 1, 37, 13), "map", ("bubbleChart",), ("a",), (), 0, (), (), False, True)


@pytest.mark.parametrize(
    ("kinds", "severity"),
    [
        (("scatterChart",), Severity.NOTE),
        (("barChart col",), Severity.WARNING),
        (("barChart col", "scatterChart"), Severity.WARNING),
    ],
)
def test_bubbles_that_a_program_saves_as_points_are_a_note(kinds: tuple[str, ...], severity: Severity) -> None:
    found = list(chart_look_findings(PAIR, (replace(MAP, kinds=kinds),), (MAP,)))
    assert [(f.rule, f.severity, f.where) for f in found] == [("template-chart-changed", severity, "Map!A5:M37")]


def test_points_for_bubbles_excuse_nothing_else() -> None:
    points = replace(MAP, kinds=("scatterChart",), series=("b",))
    assert [f.severity for f in chart_look_findings(PAIR, (points,), (MAP,))] == [Severity.NOTE, Severity.WARNING]
    wanted = replace(MAP, kinds=("scatterChart",))
    assert [f.severity for f in chart_look_findings(PAIR, (MAP,), (wanted,))] == [Severity.WARNING]
