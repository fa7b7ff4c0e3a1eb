"""A review as one self-contained page: it opens offline, asks for nothing, and shows how every number comes about."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

import pycore
from pycore.cells.stored import both_errors
from pycore.cells.values import is_blank
from pycore.errors import TwinLedgerError
from pycore.findings.finding import Finding, Severity
from pycore.findings.groups import grouped
from pycore.formulas.tree import address
from pycore.language import Language
from pycore.pages import environment, page_policy, resource
from pycore.reading.book import Book, CellKey
from pycore.review.page.benchmarks import benchmarks_picture
from pycore.review.page.browser import Node, browsable, embedded
from pycore.review.page.formulas import unique_formulas
from pycore.review.page.quadrants import quadrants_picture
from pycore.review.page.reasons import reasons
from pycore.review.page.rule_names import rule_name
from pycore.review.page.sources import sources_picture
from pycore.review.page.svg import Picture
from pycore.review.page.trace import TraceLine, evidence_beside, trace
from pycore.review.page.values import cells_named, first_cell, project_name
from pycore.review.page.words import WORDS
from pycore.simulate.result import Simulation
from pycore.simulate.simulate import simulate

if TYPE_CHECKING:
    from pycore.review.result import KeyFigure, Review

_PACKAGE = "pycore.review.page"
DRAWS = 5_000
MOST_FINDINGS = 2_000
MOST_TRACES = 24
"""Key figures that are followed down to their inputs on the page."""
MOST_CELLS = 60
"""Cells that follow from a finding which are named beneath it."""
SAME = 1e-9
"""Relative difference up to which two values of a key figure are the same."""

_SCRIPT_WORDS = (
    "arguments", "back", "call", "cell", "children", "clause", "constants", "equation", "factor", "factor_id",
    "factor_name", "findings_here", "flag", "formula", "kind", "kind_blank", "kind_default", "kind_factor",
    "kind_formula", "kind_input", "kind_label", "kind_overwritten", "kind_own_value", "meaning", "native",
    "none_given", "not_here", "notes", "numbers", "own", "shown_count", "source", "start", "superseded_by", "symbol",
    "value", "what", "why", "why_condition", "why_key", "why_value",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _KeyFigureRow:
    """A row of the table of key figures, in words."""

    title: str
    label: str
    cell: str
    cached: str
    core: str
    clean: str
    difference: str
    same: bool
    trace: TraceLine | None = None


@dataclass(frozen=True, slots=True)
class _FindingRow:
    """A row of the table of findings, in words; `sentences` are pairs of a heading and what it says."""

    number: int
    severity: str
    sheet: str
    where: str
    cell: str
    rule: str
    name: str
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _GroupRow:
    """A row of the table of findings with what follows from it; `cells` are the first of those that do."""

    cause: _FindingRow
    following: str
    beneath: tuple[_FindingRow, ...]
    cells: tuple[str, ...]
    more_cells: bool

    @property
    def severities(self) -> list[str]:
        """What the filters find it by."""
        return sorted({row.severity for row in (self.cause, *self.beneath)})

    @property
    def sheets(self) -> list[str]:
        return sorted({f"={row.sheet}" for row in (self.cause, *self.beneath)})

    @property
    def rules(self) -> list[str]:
        return sorted({row.rule for row in (self.cause, *self.beneath)})


def review_html(review: Review, book: Book | None, language: Language = "zh", draws: int = DRAWS) -> str:
    """Write a review as one HTML page, to be saved as UTF-8.

    Args:
        book: the workbook that was reviewed; None for a file that was refused or not reviewed, whose page holds the reasons only.
        draws: of the simulation behind the clouds of points; 0 for none.

    The same review gives the same page. A picture or a cell that cannot be shown is said to be so in its place.
    """
    page = environment(_PACKAGE).get_template("review.html.j2")
    say = {key: text[language] for key, text in WORDS.items()}
    findings = [_finding_row(i, f, language) for i, f in enumerate(review.findings[:MOST_FINDINGS], start=1)]
    nodes = {} if book is None else browsable(book, _cells(review, book), language)
    script = resource(_PACKAGE, "review.js") if book is not None else ""
    html = page.render(
        language="zh-CN" if language == "zh" else "en",
        say=say,
        policy=page_policy(script),
        style=Markup(resource(_PACKAGE, "review.css")),
        script=Markup(script),
        review=review,
        program=f"TwinLedger {pycore.__version__}",
        project="" if book is None else project_name(book),
        kind="" if book is None else book.definition.title[language],
        reasons=reasons(review.findings[:MOST_FINDINGS], language),
        formulas_list=None if book is None else unique_formulas(book, review.issued),
        refused=book is None,
        missed=review.verdict.name == "NOT_REVIEWED",
        tone=_tone(review),
        verdict=review.verdict.text[language],
        counts=[(s.value, n) for s in Severity if (n := sum(f.severity is s for f in review.findings))],
        formulas=WORDS["formulas_said"].format(
            formulas=f"{review.formulas:,}",
            families=review.families,
            touched=review.touched,
        )[language],
        proof=review.proof[language],
        figures=[] if book is None else _key_figure_rows(review, book, nodes, language),
        apart=review.clean_differs,
        unproven=any(not f.recalculated for f in review.key_figures),
        pictures=[] if book is None else _pictures(book, language, draws),
        groups=_groups(review.findings[:MOST_FINDINGS], findings, language),
        beneath=_beneath_said(review, language),
        more_findings=len(review.findings) - len(findings),
        sheets=sorted({f.sheet for f in findings}),
        rules=sorted({(f.name, f.rule) for f in findings}),
        partly=book is not None and any(f.cell and f.cell not in nodes for f in findings),
        nodes=nodes,
        data=embedded(_data(nodes, findings, review, language)),
    )
    # A lone surrogate, which a workbook can smuggle in as _xD800_, cannot be written as UTF-8.
    return html.encode("utf-8", "replace").decode()


def _tone(review: Review) -> str:
    """The colour of the verdict: findings that are errors are worse than warnings."""
    if review.verdict.name == "FINDINGS" and any(f.severity is Severity.ERROR for f in review.findings):
        return "errors"
    return review.verdict.name.lower().replace("_", "-")


def _cells(review: Review, book: Book) -> list[CellKey]:
    """The cells that the browser begins with: results, then cells with findings."""
    results = [
        cell
        for name, _ in book.definition.results
        for cell in cells_named(book, name)
        if not is_blank(book.values.get(cell))
    ]
    shown = [first_cell(*f.cell.rpartition("!")[::2]) for f in review.key_figures]
    found = [first_cell(f.sheet, f.cell) for f in review.findings[:MOST_FINDINGS]]
    return list(dict.fromkeys([*results, *(c for c in (*shown, *found) if c is not None)]))


def _key_figure_rows(review: Review, book: Book, nodes: dict[str, Node], language: Language) -> list[_KeyFigureRow]:
    """Make the rows of the key figures, each with its way down to the inputs, while there is room on the page."""
    say = {key: text[language] for key, text in WORDS.items()}
    evidence = evidence_beside(book)
    made = []
    for number, figure in enumerate(review.key_figures):
        way = trace(nodes, figure.cell, evidence, language) if number < MOST_TRACES else None
        made.append(replace(_key_figure_row(figure, say, language), trace=way))
    return made


def _key_figure_row(found: KeyFigure, say: dict[str, str], language: Language) -> _KeyFigureRow:
    """Compare the value in the file with the one calculated anew, and say how far they are apart."""
    cached, core = found.cached, found.core
    difference, same = say["same"], True
    if not found.recalculated:
        difference, same = say["unproven"], False
    elif is_blank(cached) and not is_blank(core):
        difference, same = say["differs"], False
    elif isinstance(cached, float) and isinstance(core, float):
        if not math.isclose(cached, core, rel_tol=SAME, abs_tol=1e-12):
            apart = cached - core
            same = False
            difference = f"✗ {100 * apart / core:+.4g} %" if core else f"✗ {apart:+.4g}"
    elif not both_errors(cached, core) and str(cached) != str(core):
        difference, same = say["differs"], False
    return _KeyFigureRow(
        title=found.title[language],
        label=found.label,
        cell=found.cell,
        cached=say["not_calculated"] if is_blank(cached) else _written(cached),
        core=_written(core) if found.recalculated else say["not_recalculated"],
        clean=_written(found.clean) if found.has_clean else "–",
        difference=difference,
        same=same,
    )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _written(value: object) -> str:
    """Write a value for the page: separators and two decimals for large numbers, six digits for others."""
    if not _is_number(value):
        return "" if value is None else str(value)
    assert isinstance(value, (int, float))
    return f"{value:,.2f}" if 1e4 <= abs(value) < 1e15 else f"{value:.6g}"


def _finding_row(number: int, finding: Finding, language: Language) -> _FindingRow:
    """Make the row of a finding with its number, its cell and its sentences."""
    texts = (
        ("found", finding.found),
        ("expected", finding.expected),
        ("action", finding.action),
        ("effect", finding.effect),
    )
    cell = first_cell(finding.sheet, finding.cell)
    return _FindingRow(
        number=number,
        severity=finding.severity.value,
        sheet=finding.sheet,
        where=finding.where,
        cell="" if cell is None else address(cell),
        rule=finding.rule,
        name=rule_name(finding.rule)[language],
        sentences=tuple((key, text[language]) for key, text in texts if text is not None and text[language]),
    )


def _groups(found: Sequence[Finding], rows: Sequence[_FindingRow], language: Language) -> list[_GroupRow]:
    """Put the rows of findings that follow from one into its row."""
    made, at = [], 0
    for group in grouped(found):
        cause, *beneath = rows[at : at + 1 + len(group.beneath)]
        at += 1 + len(beneath)
        named = group.cause.more.get("following", ())
        cells = tuple(map(str, named[:MOST_CELLS])) if isinstance(named, list) else ()
        said = "" if group.said is None else group.said[language]
        made.append(_GroupRow(cause, said, tuple(beneath), cells, group.cause.following > len(cells)))
    return made


def _beneath_said(review: Review, language: Language) -> str:
    count = sum(f.beneath for f in review.findings)
    return WORDS["beneath_count"].format(count=count)[language] if count else ""


def _pictures(book: Book, language: Language, draws: int) -> list[Picture | str]:
    """Draw the pictures that the workbook has data for; one that fails is a sentence in its place."""
    simulation = _simulation(book, draws)
    draw: tuple[Callable[[], Picture | None], ...] = (
        lambda: sources_picture(book, language),
        lambda: benchmarks_picture(book, simulation, language),
        lambda: quadrants_picture(book, simulation, language),
    )
    drawn: list[Picture | str] = []
    for picture in draw:
        try:
            made = picture()
        except Exception as problem:
            # The workbook is a stranger's: an odd value must not cost the reviewer the report.
            made_instead = WORDS["picture_failed"].format(reason=type(problem).__name__)
            drawn.append(made_instead[language])
            continue
        if made is not None:
            drawn.append(made)
    return drawn


def _simulation(book: Book, draws: int) -> Simulation | None:
    """Run the simulation behind the pictures; None without draws or where it cannot be run."""
    if not draws:
        return None
    try:
        return simulate(book, draws)
    except TwinLedgerError:
        return None
    except Exception:
        # As above: without a simulation the pictures have no clouds, and say so.
        return None


def _data(nodes: dict[str, Node], findings: list[_FindingRow], review: Review, language: Language) -> dict[str, Any]:
    """What the script of the page reads; its texts are put in as text, never as HTML."""
    here: dict[str, list[int]] = {}
    for row in findings:
        if row.cell in nodes:
            here.setdefault(row.cell, []).append(row.number)
    starts = [
        {"cell": f.cell, "what": f"{f.title[language]} {f.label}".rstrip()}
        for f in review.key_figures
        if f.cell in nodes
    ]
    return {
        "cells": nodes,
        "findings": here,
        "starts": starts,
        "say": {key: WORDS[key][language] for key in _SCRIPT_WORDS},
    }
