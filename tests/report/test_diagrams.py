"""Diagrams say what the workbook holds: every flow once, every unit of the boundary, every change with its name."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest

from pycore.engine.make import make_workbook
from pycore.reading.book import Book
from pycore.report.boundary_picture import inside_units
from pycore.report.changes_picture import changes, limits
from pycore.report.diagrams import diagram_picture
from pycore.report.flow_graph import FlowGraph, FlowNode, flow_graph, layers_of
from pycore.report.pictures import pen_for
from pycore.report.values import ReportValues
from pycore.sheets.check import DefinitionProblems, check_definition
from pycore.sheets.diagrams import names_of_diagram
from pycore.sheets.registry import workbook_definition
from workbooks.coal_chemical import pictures

DEFINITION = workbook_definition("coal_chemical")
ALL = (pictures.PROGRAMME, pictures.BOUNDARY, pictures.CARBON_FLOWS, pictures.CHANGES)


@cache
def values(example: bool = True) -> ReportValues:
    data = DEFINITION.examples["default"] if example else None
    return ReportValues(Book.open(make_workbook(DEFINITION, "zh", data)), "zh")


def graph() -> FlowGraph:
    found = flow_graph(pictures.CARBON_FLOWS.flows, values(), "rest")
    assert found is not None
    return found


def test_what_is_left_over_is_the_process_emission_of_the_summary() -> None:
    """Carbon in less carbon out, times 44/12, is what the carbon balance of the workbook adds up to."""
    left = graph().into(FlowNode("rest", 1)) * 44 / 12
    assert left == pytest.approx(values().number("summary_proposed_process_total"), rel=1e-12)


def test_as_much_goes_in_as_comes_out() -> None:
    found = graph()
    feeds = sum(found.out_of(node) for node in found.layers if node.side < 0)
    ends = sum(found.into(node) for node in found.layers if node.side > 0)
    assert feeds == pytest.approx(ends, rel=1e-12)
    for node in found.units():
        assert found.into(node) == pytest.approx(found.out_of(node), rel=1e-12)


def test_a_flow_between_units_is_drawn_once_though_it_stands_in_both_their_rows() -> None:
    rows = [r for r in DEFINITION.examples["default"]["carbon"] if r["stage"] == "proposed" and r["flow"] == "internal"]
    out = {(r["unit"], r["partner"]) for r in rows if r["direction"] != "in"}
    between = [(s, t) for s, t in graph().links if not s.side and not t.side]
    assert len(between) == len(out)
    assert len(rows) > len(out)


def test_layers_follow_the_flows_and_a_circle_ends() -> None:
    a, b, c, feed, end = FlowNode("a"), FlowNode("b"), FlowNode("c"), FlowNode("feed", -1), FlowNode("end", 1)
    late = FlowNode("late", -1)
    links = [(feed, a), (a, b), (b, c), (c, a), (late, c), (c, end), (a, end)]
    assert layers_of(links) == {feed: 0, a: 1, b: 2, late: 2, c: 3, end: 4}


def test_the_boundary_has_the_units_that_are_ticked() -> None:
    ticked = [r for r in DEFINITION.examples["default"]["units"] if r.get("proposed") == "yes"]
    found = inside_units(pictures.BOUNDARY, values())
    assert len(found) == len(ticked)
    assert sum(found.values()) == sum(r.get("existing") == "yes" for r in ticked)
    assert {node.name for node in graph().units()} <= set(found)


def test_each_product_has_an_arrow_with_its_name() -> None:
    found = changes(pictures.CHANGES, values(), pen_for("zh"))
    assert len(found) == 2
    for i, change in enumerate(found, 1):
        assert change.before == (values().number("synergy_dev_ghg", i), values().number("synergy_dev_nox", i))
        assert change.after == (values().number("optimised_dev_ghg", i), values().number("optimised_dev_nox", i))
        assert change.said == ("需优化", "可接受")


def test_no_half_of_the_plane_is_empty() -> None:
    """On each axis what is used, the origin included, takes at least two thirds."""
    found = changes(pictures.CHANGES, values(), pen_for("zh"))
    low, high = limits(found)
    for axis in (0, 1):
        used = [0.0, *(point[axis] for c in found for point in (c.before, c.after) if point is not None)]
        assert low[axis] < min(used)
        assert high[axis] > max(used)
        assert (max(used) - min(used)) / (high[axis] - low[axis]) > 2 / 3


@pytest.mark.parametrize("part", ALL, ids=lambda part: part.key)
def test_the_same_values_give_the_same_bytes(part: object) -> None:
    one, other = (diagram_picture(part, values()) for _ in range(2))  # type: ignore[arg-type]
    assert one is not None
    assert one == other
    assert one.png[:4] == b"\x89PNG"
    assert b"<svg" in one.svg
    assert 3 < one.height_cm < 18
    assert math.isfinite(one.height_cm)


def test_a_blank_workbook_has_nothing_to_draw_but_the_programme() -> None:
    drawn = {part.key: diagram_picture(part, values(example=False)) for part in ALL}
    assert {key for key, picture in drawn.items() if picture is not None} == {"work_programme"}


def test_a_diagram_that_names_what_is_not_there_is_a_mistake_of_the_definition() -> None:
    wrong = replace(pictures.CARBON_FLOWS, flows=replace(pictures.CARBON_FLOWS.flows, amount="carbon_missing"))
    assert DEFINITION.report is not None
    first = DEFINITION.report.sections[0]
    chapter = replace(DEFINITION.report, sections=(replace(first, parts=(*first.parts, wrong)),
                                                   *DEFINITION.report.sections[1:]))  # fmt: skip
    with pytest.raises(DefinitionProblems, match="carbon_missing"):
        check_definition(replace(DEFINITION, report=chapter))


def test_every_name_of_a_diagram_stands_in_the_file() -> None:
    for part in ALL:
        assert set(names_of_diagram(part)) <= set(values().book.names)
