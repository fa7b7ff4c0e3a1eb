"""The simulation in the report: what `simulate` finds, run for the values that the report shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pycore.language import Language
from pycore.report.document import Grid, Plate, plain
from pycore.report.simulated import ShownSimulation, simulated
from pycore.report.values import ReportValues
from pycore.sheets.chapter import Section, Simulated
from pycore.simulate.result import Simulation
from pycore.simulate.simulate import simulate
from tests.report.conftest import Made
from tests.report.samples import calculated_example, example_document
from workbooks.coal_chemical.report import CHAPTER

pytestmark = pytest.mark.slow


def part_of(sections: tuple[Section, ...]) -> Simulated:
    found = [p for s in sections for p in (*s.parts, *(q for inner in s.sections for q in inner.parts))]
    return next(p for p in found if isinstance(p, Simulated))


PART = replace(part_of(CHAPTER.sections), draws=2_000)


def shown(language: Language) -> tuple[ShownSimulation, Simulation]:
    book = calculated_example(language, language).book
    found = simulated(PART, ReportValues(book, language))
    assert found is not None
    return found, simulate(book, draws=2_000)


def texts(grid: Grid) -> list[list[str]]:
    return [[plain(cell.line) for cell in row] for row in grid.rows]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_result_stands_with_its_spread(language: Language) -> None:
    found, simulation = shown(language)
    rows = texts(found.grids[0])
    assert len(rows) == len(simulation.numbers) > 0
    for row, result in zip(rows, simulation.numbers, strict=True):
        name, unit, calculated, mean, low, high, relative, met = row
        assert name.endswith(result.title[language])
        assert unit == result.unit[language] != ""
        for text, value in (
            (calculated, result.calculated),
            (mean, result.mean),
            (low, result.low),
            (high, result.high),
        ):
            assert float(text.replace(",", "")) == pytest.approx(value, rel=1e-3)
        assert relative == f"±{result.relative:.1%}"
        assert met == ("–" if result.met is None else f"{result.met:.1%}")
        assert float(low.replace(",", "")) < float(high.replace(",", ""))


def test_the_probabilities_of_the_grades_add_up_and_the_largest_drivers_come_first() -> None:
    found, simulation = shown("zh")
    grades, drivers = texts(found.grids[1]), texts(found.grids[2])
    assert [row[1] for row in grades] == [r.calculated for r in simulation.texts]
    for row in grades:
        assert sum(float(share.rpartition(" ")[2].rstrip("%")) for share in row[2].split("，")) == pytest.approx(
            100, abs=0.2
        )
    first = simulation.numbers[0].contributions[0]
    assert drivers[0][1:] == [first.source.label, f"{first.share:.0%}"]
    assert {row[0] for row in drivers} == {r.named("zh") for r in simulation.numbers} | {""}


def test_the_report_has_tables_and_picture_with_numbers() -> None:
    document = example_document("zh")
    assert {
        "simulation",
        "simulation_grades",
        "simulation_drivers",
        "simulation_picture",
    } <= document.labels.keys()
    (plate,) = (b for b in document.blocks if isinstance(b, Plate) and b.key == "simulation_picture")
    assert plate.png.startswith(b"\x89PNG")
    assert b"<svg" in plate.svg
    assert 6 < plate.height_cm < 20


def test_a_workbook_without_results_says_so(made: Made) -> None:
    document = made([], parts=(PART,))
    assert plain(document.blocks[-1].line) == PART.empty.zh  # type: ignore[union-attr]
