"""The Monte Carlo simulation of a workbook as its report shows it: spread of the results, grades, and what drives them."""

from __future__ import annotations

from dataclasses import dataclass

from pycore.cells.number_format import formatted
from pycore.errors import TwinLedgerError
from pycore.language import Language
from pycore.report.document import Grid, GridCell, Head, MarkedLine, pieces
from pycore.report.pictures import WIDTH_CM, FinishedPicture
from pycore.report.values import ReportValues
from pycore.report.words import WORDS
from pycore.sheets.chapter import Simulated
from pycore.simulate.picture import draw_picture, picture_size
from pycore.simulate.result import NumberResult, Simulation
from pycore.simulate.simulate import simulate

MOST_DRIVERS = 3
_SMALLEST_DRIVER = 0.01
_PICTURE_INCHES = 8.4
"""Drawn wider than the page, so that three pictures stand side by side; on the page its letters are of 6.5 points."""
_LARGE, _FIGURES = 10_000, 5


@dataclass(frozen=True, slots=True)
class ShownSimulation:
    """What the report shows of a simulation: tables, a picture, and remarks."""

    grids: tuple[Grid, ...]
    drawn: FinishedPicture
    notes: tuple[MarkedLine, ...]


def simulated(part: Simulated, values: ReportValues) -> ShownSimulation | None:
    """Run the simulation of a calculated workbook; None where there is nothing uncertain to draw."""
    try:
        simulation = simulate(values.book, draws=part.draws)
    except TwinLedgerError:
        # Nothing is filled in yet, or a result is an error: the report says so where the result stands.
        return None
    if not simulation.sources or not simulation.numbers:
        return None
    language = values.language
    said = WORDS["simulation_said"].format(
        draws=f"{simulation.draws:,}", seed=simulation.seed, sources=len(simulation.sources)
    )
    grids = [_numbers(part, simulation, language, said[language])]
    if simulation.texts:
        grids.append(_grades(part, simulation, language))
    drivers = _drivers(part, simulation, language)
    if drivers.rows:
        grids.append(drivers)
    notes = tuple(pieces(note[language]) for note in simulation.notes)
    return ShownSimulation(tuple(grids), _picture(simulation, language), notes)


def _numbers(part: Simulated, simulation: Simulation, language: Language, said: str) -> Grid:
    """Make the table of the results that are numbers; probabilities where a result is held against a reference."""
    keys = ("result", "unit", "calculated", "mean", "low", "high", "half")
    compared = any(r.met is not None for r in simulation.numbers)
    heads = [*keys, *(["met"] if compared else [])]
    rows = []
    for r in simulation.numbers:
        number_format = _number_format(r)
        name = f"{r.label} {r.title[language]}".strip()
        cells = [GridCell(pieces(name)), GridCell(pieces(r.unit[language] or "–"))]
        cells += [
            GridCell(pieces(formatted(v, number_format)), number=True) for v in (r.calculated, r.mean, r.low, r.high)
        ]
        cells.append(GridCell(pieces("–" if r.relative is None else f"±{r.relative:.1%}"), number=True))
        if compared:
            cells.append(GridCell(pieces("–" if r.met is None else f"{r.met:.1%}"), number=True))
        rows.append(tuple(cells))
    return Grid(
        key=part.key,
        caption=pieces(part.title[language]),
        heads=tuple(Head(pieces(WORDS[key][language])) for key in heads),
        rows=tuple(rows),
        notes=(pieces(WORDS["remark"][language] + said),),
    )


def _drivers(part: Simulated, simulation: Simulation, language: Language) -> Grid:
    """Make the table of the largest sources of uncertainty of each result."""
    rows = []
    for r in simulation.numbers:
        largest = [c for c in r.contributions if c.share >= _SMALLEST_DRIVER][:MOST_DRIVERS]
        for place, c in enumerate(largest):
            name = r.named(language) if place == 0 else ""
            rows.append(
                (
                    GridCell(pieces(name)),
                    GridCell(pieces(c.source.label)),
                    GridCell(pieces(f"{c.share:.0%}"), number=True),
                )
            )
    return Grid(
        key=f"{part.key}_drivers",
        caption=pieces(part.drivers_title[language]),
        heads=tuple(Head(pieces(WORDS[key][language])) for key in ("result", "driver", "share")),
        rows=tuple(rows),
        notes=(pieces(WORDS["remark"][language] + WORDS["share_said"][language]),),
    )


def _grades(part: Simulated, simulation: Simulation, language: Language) -> Grid:
    """Make the table of the results that are texts, with the share of each outcome."""
    between = "，" if language == "zh" else ", "
    rows = [
        tuple(
            GridCell(pieces(text))
            for text in (
                r.named(language),
                r.calculated,
                between.join(f"{text} {share:.1%}" for text, share in r.shares.items()),
                WORDS["firm" if r.firm else "flips"][language],
            )
        )
        for r in simulation.texts
    ]
    return Grid(
        key=f"{part.key}_grades",
        caption=pieces(part.grades_title[language]),
        heads=tuple(Head(pieces(WORDS[key][language])) for key in ("result", "calculated", "probability", "judged")),
        rows=tuple(rows),
        notes=(
            pieces(
                WORDS["remark"][language]
                + WORDS["firm_said"].format(confidence=f"{simulation.confidence:.0%}")[language]
            ),
        ),
    )


def _picture(simulation: Simulation, language: Language) -> FinishedPicture:
    """Draw the distributions once as PNG and once as SVG, as wide as the text of the page."""
    width, height = picture_size(simulation, _PICTURE_INCHES)
    png, svg = (
        draw_picture(simulation, language, kind, width=_PICTURE_INCHES, titled=False) for kind in ("png", "svg")
    )
    return FinishedPicture(png, svg, height / width * WIDTH_CM)


def _number_format(result: NumberResult) -> str:
    """Whole numbers for large amounts, five figures for small ones."""
    size = abs(result.calculated)
    if size >= _LARGE or size == 0:
        return "#,##0"
    decimals, bound = _FIGURES - 1, 1.0
    while size >= 10 * bound and decimals > 1:
        decimals, bound = decimals - 1, bound * 10
    return f"#,##0.{'0' * decimals}"
