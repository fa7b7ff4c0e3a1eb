"""The overview of a stack as one self-contained page, sortable without any network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

import pycore
from pycore.findings.finding import Severity
from pycore.language import Language
from pycore.pages import environment, page_policy, resource
from pycore.review.page.reasons import Reason, reasons
from pycore.review.result import Review
from pycore.review.stack.peers import HeldBeside, compared
from pycore.review.stack.tables import as_csv, as_workbook, files_table, marks, peers_table
from pycore.review.stack.words import WORDS
from pycore.sheets.registry import find_workbook
from pycore.sheets.standing import standings

_PACKAGE = "pycore.review.stack"
MOST_RESULTS = 12
"""Key results of a file that stand in its row."""
MOST_LINES = 3_000
"""Lines of the comparison that the page has."""
NAMES = ("overview.html", "overview.xlsx", "overview.csv")


@dataclass(frozen=True, slots=True)
class _FileRow:
    """A file in the overview, in words; `order` sorts verdicts by what they are worth."""

    number: int
    link: str
    file: str
    project: str
    template: str
    tone: str
    verdict: str
    order: int
    counts: tuple[int, ...]
    reasons: tuple[Reason, ...]
    standing: tuple[str, ...]
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PeerRow:
    """A figure of a file beside its peers, in words and, to sort by, in numbers."""

    title: str
    label: str
    link: str
    file: str
    value: float
    count: int
    median: float
    apart: float | None
    range: str
    mark: str


def overview(reviews: Sequence[Review], pages: Sequence[str], language: Language = "zh") -> dict[str, bytes]:
    """Make the overview of a stack: the page, the workbook and the CSV file, by their names.

    Args:
        pages: the name of each file's own page, in the folder of the overview.
    """
    lines = compared(reviews)
    files, peers = files_table(reviews, language), peers_table(reviews, lines, language)
    html = overview_html(reviews, pages, lines, language)
    return dict(zip(NAMES, (html.encode(), as_workbook([files, peers]), as_csv(files)), strict=True))


def overview_html(
    reviews: Sequence[Review], pages: Sequence[str], lines: Sequence[HeldBeside], language: Language = "zh"
) -> str:
    """Write the page of a stack."""
    script = resource(_PACKAGE, "overview.js")
    links = [quote(page) for page in pages]
    html = environment(_PACKAGE).get_template("overview.html.j2").render(
        language="zh-CN" if language == "zh" else "en",
        say={key: text[language] for key, text in WORDS.items()},
        heading=WORDS["heading"].format(count=len(reviews))[language],
        policy=page_policy(script),
        style=Markup(resource("pycore.review.page", "review.css")),
        script=Markup(script),
        counts=_counts(reviews, language),
        files=[_file_row(i, one, links[i], language) for i, one in enumerate(reviews)],
        peers=[_peer_row(one, reviews, links, language) for one in lines[:MOST_LINES]],
        more=max(len(lines) - MOST_LINES, 0),
        exports=NAMES[1:],
        program=f"TwinLedger {pycore.__version__}",
    )  # fmt: skip
    # A lone surrogate, which a workbook can smuggle in as _xD800_, cannot be written as UTF-8.
    return html.encode("utf-8", "replace").decode()


def _counts(reviews: Sequence[Review], language: Language) -> list[tuple[str, str, int]]:
    """How many files have each verdict, the gravest first, with the colour of each."""
    found: dict[str, tuple[int, str, int]] = {}
    for one in reviews:
        order, tone = _tone(one)
        _, said, count = found.get(tone, (order, one.verdict.text[language], 0))
        found[tone] = (order, said, count + 1)
    ranked = sorted(found.items(), key=lambda item: -item[1][0])
    return [(tone, said, count) for tone, (_, said, count) in ranked]


def _tone(one: Review) -> tuple[int, str]:
    """The rank and the colour of a verdict: errors are worse than warnings."""
    if one.verdict.name == "FINDINGS":
        return (2, "errors") if any(f.severity is Severity.ERROR for f in one.findings) else (1, "findings")
    return {"CLEAN": (0, "clean"), "REFUSED": (3, "refused")}.get(one.verdict.name, (4, "not-reviewed"))


def _file_row(number: int, one: Review, link: str, language: Language) -> _FileRow:
    """Write the row of a file."""
    order, tone = _tone(one)
    colon = "：" if language == "zh" else ": "
    judged = _judged(one.template)
    said: dict[bool, list[str]] = {True: [], False: []}
    for f in one.key_figures:
        if f.recalculated and f.core is not None:
            label = f" · {f.label}" if f.label else ""
            said[f.name in judged].append(f"{f.title[language]}{label}{colon}{_written(f.core)}")
    return _FileRow(
        number + 1, link, one.file, one.project, f"{one.template} {one.version}".strip(), tone,
        one.verdict.text[language], order, tuple(sum(f.severity is s for f in one.findings) for s in Severity),
        tuple(reasons(one.findings, language)), tuple(said[True][:MOST_RESULTS]), tuple(said[False][:MOST_RESULTS]),
    )  # fmt: skip


def _judged(template: str) -> set[str]:
    """The names of S and grade, which stand in the row of a file without a click."""
    definition = find_workbook(template)
    found = () if definition is None else standings(definition)
    return {named.name for one in found for named in (one.synergy, one.grade) if named is not None}


def _peer_row(one: HeldBeside, reviews: Sequence[Review], links: Sequence[str], language: Language) -> _PeerRow:
    """Write a line of the comparison."""
    held = "" if one.range is None else f"{_written(one.range.low)}–{_written(one.range.high)}"
    return _PeerRow(
        one.title[language], one.label, links[one.number], reviews[one.number].file, one.value, one.count, one.median,
        one.apart, held, marks(one, language),
    )  # fmt: skip


def _written(value: object) -> str:
    """Write a value for the page."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return str(value)
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
