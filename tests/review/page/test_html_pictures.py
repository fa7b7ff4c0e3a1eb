"""The pictures of the page: what they draw, and that odd values neither break them nor get into their markup."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.stored import ErrorValue
from pycore.reading.book import Book
from pycore.review.page.benchmarks import benchmarks_picture
from pycore.review.page.quadrants import POINTS, quadrants_picture
from pycore.review.page.sources import sources_picture
from pycore.review.page.svg import Picture, clipped, short, ticks, words
from pycore.review.page.values import first_cell
from pycore.simulate.result import Simulation
from pycore.simulate.simulate import simulate
from tests.review.page.test_html import example, hostile

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def book() -> Book:
    return Book.open(example())


@pytest.fixture(scope="module")
def simulation(book: Book) -> Simulation:
    return simulate(book, 1_000)


def drawn(picture: Picture | None) -> ElementTree.Element:
    assert picture is not None
    return ElementTree.fromstring(picture.svg)


def test_sources_have_a_row_for_each_unit_that_emits_and_sums_that_agree(book: Book) -> None:
    picture = sources_picture(book, "zh")
    assert picture is not None
    texts = [t.text for t in drawn(picture).iter("text")]
    assert len(picture.rows) >= 4
    assert {row[0].text for row in picture.rows} <= set(texts)
    assert all(value.cell for row in picture.rows for value in row[1:])


def test_benchmarks_show_both_performances_with_whiskers(book: Book, simulation: Simulation) -> None:
    without, having = benchmarks_picture(book, None, "en"), benchmarks_picture(book, simulation, "en")
    assert having is not None
    assert len(list(drawn(having).iter("line"))) > len(list(drawn(without).iter("line")))
    assert [v.text for v in having.rows[0][2:]] == ["this project", "2.394"]


def test_quadrants_have_a_cloud_for_each_product(book: Book, simulation: Simulation) -> None:
    picture = quadrants_picture(book, simulation, "en")
    clouds = [g for g in drawn(picture).iter("g") if g.get("class") == "cloud"]
    assert [len(list(cloud)) for cloud in clouds] == [POINTS, POINTS]
    assert any(t.text == "S = −1" for t in drawn(picture).iter("text"))
    assert picture is not None
    assert "1,000 draws" in picture.caption


def test_quadrants_without_a_simulation_say_so(book: Book) -> None:
    picture = quadrants_picture(book, None, "en")
    assert picture is not None
    assert "no cloud" in picture.caption
    assert [list(g) for g in drawn(picture).iter("g") if g.get("class") == "cloud"] == [[], []]


def test_a_template_without_these_tables_has_no_pictures(book: Book) -> None:
    import dataclasses

    bare = dataclasses.replace(book, definition=dataclasses.replace(book.definition, sheets=()))
    assert sources_picture(bare, "zh") is None
    assert benchmarks_picture(bare, None, "zh") is None
    assert quadrants_picture(bare, None, "zh") is None


@pytest.mark.parametrize(
    "odd", [float("nan"), float("inf"), -1e308, 1e299, 1e-300, 0.0, "<b>", True, None, ErrorValue("#N/A")]
)
def test_an_odd_value_leaves_a_picture_that_can_be_read(odd: object) -> None:
    book = Book.open(hostile())
    for name in ("summary_proposed_fuel", "performance_e_ghg", "synergy_dev_ghg", "comparison_mee"):
        for cell in book.cells_of(name):
            book.values[cell] = odd  # type: ignore[assignment]
    for picture in (
        sources_picture(book, "zh"),
        benchmarks_picture(book, None, "zh"),
        quadrants_picture(book, None, "zh"),
    ):
        if picture is not None:
            assert "nan" not in picture.svg
            assert "inf" not in picture.svg
            drawn(picture)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"])))
def test_any_text_is_text(said: str) -> None:
    element = ElementTree.fromstring(words(said, 0, 0, fill=said))
    assert (element.text or "") == said
    assert len(element) == 0


@given(st.floats(-1e12, 1e12), st.floats(1e-9, 1e12))
def test_ticks_are_few_and_on_the_axis(low: float, width: float) -> None:
    found = ticks(low, low + width)
    assert len(found) <= 9
    slack = 1e-6 * (abs(low) + width)
    assert all(low - slack <= t <= low + width + slack for t in found)


def test_texts_are_cut_by_the_room_they_take() -> None:
    assert clipped("煤制烯烃", 8) == "煤制烯烃"
    assert clipped("煤制烯烃项目", 8) == "煤制烯…"
    assert clipped("olefins", 4) == "ole…"


@pytest.mark.parametrize(("value", "said"), [(0.0, "0"), (2.3939, "2.394"), (1234.56, "1,234.6"), (1.5e6, "1,500,000")])
def test_numbers_are_short(value: float, said: str) -> None:
    assert short(value) == said


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        ("K8", ("表", 8, 11)),
        ("$K$8:$M$20", ("表", 8, 11)),
        ("K8,M9", ("表", 8, 11)),
        ("K:K", None),
        ("", None),
    ],
)
def test_the_first_cell_of_an_area(cells: str, cell: object) -> None:
    assert first_cell("表", cells) == cell
