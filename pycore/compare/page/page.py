"""A comparison of two submissions as one self-contained page, in the manner of the review's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

import pycore
from pycore.compare.changes import CellChange, Comparison, KindOfChange, ResultChange
from pycore.compare.findings import FindingChanges, finding_changes
from pycore.compare.page.words import WORDS
from pycore.compare.values import number_text, percent, where
from pycore.findings.finding import Finding, Severity
from pycore.language import Language
from pycore.pages import environment, page_policy, resource
from pycore.review.result import Review
from pycore.sheets.registry import find_workbook

_PACKAGE = "pycore.compare.page"
MOST_LINES = 1_000
"""Lines of a section that the page has."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a table: the cells of its row, in words."""

    cells: tuple[str, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    """A table of the page; `more` counts the lines that it leaves out, `numbers` are columns written to the right."""

    key: str
    heads: tuple[str, ...]
    lines: tuple[_Line, ...]
    more: int = 0
    numbers: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class _FindingLine:
    """A finding with what became of it, in words."""

    state: str
    severity: str
    where: str
    rule: str
    said: str


def findings_of_both(old: Review, new: Review) -> FindingChanges:
    """Match the findings of the reviews of both files, whatever the language of each."""
    definition = find_workbook(new.template or old.template)
    names = {} if definition is None else {s.title[k]: s.key for s in definition.sheets for k in ("zh", "en")}
    return finding_changes(old.findings, new.findings, names)


def comparison_html(comparison: Comparison, old: Review, new: Review, language: Language = "zh") -> str:
    """Write a comparison as one HTML page, with the findings that the reviews of both files settle or bring."""
    say = {key: text[language] for key, text in WORDS.items()}
    changes = findings_of_both(old, new)
    said = list(_finding_lines(changes, language))
    page = environment(_PACKAGE).get_template("compare.html.j2")
    html = page.render(
        language="zh-CN" if language == "zh" else "en",
        say=say,
        policy=page_policy(""),
        style=Markup(resource("pycore.review.page", "review.css")),
        comparison=comparison,
        reviews=((say["old"], comparison.old, old), (say["new"], comparison.new, new)),
        names={r.file: r.verdict.text[language] for r in (old, new)},
        headline=say["same"] if comparison.same else say["differs"],
        tone=_tone(comparison, changes),
        sections=[s for s in _sections(comparison, say, language) if s.lines],
        counts=(
            ("settled", len(changes.settled)), ("new_findings", len(changes.new)), ("staying", len(changes.staying)),
        ),
        findings=said[:MOST_LINES],
        more_findings=max(len(said) - MOST_LINES, 0),
        notes=[note[language] for note in comparison.notes],
        verdict=[r.verdict.text[language] for r in (old, new)],
        program=f"TwinLedger {pycore.__version__}",
    )  # fmt: skip
    # A lone surrogate, which a workbook can smuggle in as _xD800_, cannot be written as UTF-8.
    return html.encode("utf-8", "replace").decode()


def _tone(comparison: Comparison, changes: FindingChanges) -> str:
    """The colour of the box at the top: worse findings are worse than a change."""
    if any(f.severity is Severity.ERROR for f in changes.new):
        return "errors"
    return "clean" if comparison.same and not changes.new else "findings"


def _sections(comparison: Comparison, say: dict[str, str], language: Language) -> Iterator[_Section]:
    """Yield the tables of the page, what matters most first."""
    products = [
        _Line((p.table[language], p.product[language], *_result(value, say, language, share=False)), _moved(value))
        for p in comparison.standings
        for value in p.values
    ]
    before_after = (say["old"], say["new"], say["change"])
    yield _section("standings", ("", say["product"], say["value"], *before_after, say["cell"]), products, {3, 4, 5})
    judged = {value.name for p in comparison.standings for value in p.values}
    results = [
        _Line((r.label[language], *_result(r, say, language, share=r.name not in judged)), _moved(r))
        for r in comparison.results
        if not (r.changed and r.name in judged)  # these stand with their product
    ]
    yield _section("results", (say["row"], say["result"], *before_after, say["cell"]), results, {2, 3, 4})
    heads = (say["row"], say["entry"], *before_after, say["cell"])
    yield _section("inputs", heads, list(_inputs(comparison, say, language)), {4})
    factors = [_cell_line(c, language) for c in comparison.factors]
    yield _section("factors", heads, factors, {4})
    formulas = [
        _Line((f.title[language], str(len(cells)), cells[0] if cells else "", f.old or "–", f.new or "–"),
              "bad" if f.overwritten else "")
        for f in comparison.formulas
        if (cells := f.new_cells or f.old_cells) is not None
    ]  # fmt: skip
    yield _section("formulas", (say["entry"], say["cells"], say["cell"], say["old"], say["new"]), formulas, {1})


def _section(key: str, heads: tuple[str, ...], lines: list[_Line], numbers: set[int]) -> _Section:
    return _Section(key, heads, tuple(lines[:MOST_LINES]), max(len(lines) - MOST_LINES, 0), frozenset(numbers))


def _moved(result: ResultChange) -> str:
    """A grade that has changed is what a reader looks for."""
    return "moved" if result.changed and not _is_number(result.old) and not _is_number(result.new) else ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _result(result: ResultChange, say: dict[str, str], language: Language, *, share: bool = True) -> tuple[str, ...]:
    """Write a result: what it is, before, after, the change, the cell.

    Args:
        share: the change is said in percent; of a deviation or of S, which go through zero, only the difference is.
    """
    old, new = (
        written(value) if _is_number(value) else text[language]
        for value, text in ((result.old, result.old_text), (result.new, result.new_text))
    )
    filed = number_text(result.old_filed), number_text(result.new_filed)
    change = "=" if not result.changed else "≠"
    if not result.changed and filed[0] != filed[1]:
        change = f"{say['only_in_file']} {filed[0]} → {filed[1]}"
    elif result.changed and share:
        change = percent(result.old, result.new, language).strip("（）() ") or change
    elif result.changed and isinstance(result.old, float) and isinstance(result.new, float):
        change = f"Δ {result.new - result.old:+.4g}"
    return (result.title[language], old, new, change, where(result.old_cell, result.new_cell))


def written(value: object) -> str:
    """Write a number in six figures, or whole where it is large.

    >>> written(0.0361234567), written(1554078.299)
    ('0.0361235', '1,554,078')
    """
    assert isinstance(value, int | float)
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _inputs(comparison: Comparison, say: dict[str, str], language: Language) -> Iterator[_Line]:
    """Yield single fields, then the rows of the ledgers."""
    for one in comparison.fields:
        yield _cell_line(one, language)
    for row in comparison.rows:
        if row.change is KindOfChange.CHANGED:
            for cell in row.cells:
                yield _cell_line(cell, language)
            continue
        side = row.change is KindOfChange.ADDED
        held = ("；" if language == "zh" else "; ").join(
            f"{c.title[language]} {(c.new_text if side else c.old_text)[language]}" for c in row.cells
        )
        old, new = ("–", held) if side else (held, "–")
        place = row.new_row if side else row.old_row
        name = f"{row.title[language]} · {row.label[language]}"
        yield _Line((name, say[row.change.value], old, new, "+" if side else "−", place), "moved")


def _cell_line(one: CellChange, language: Language) -> _Line:
    """Write one changed value: row, entry, before, after, the change, the cell."""
    texts = [
        f"{text} (={formula})" if formula and one.old_formula != one.new_formula else text
        for text, formula in ((one.old_text[language], one.old_formula), (one.new_text[language], one.new_formula))
    ]
    change = percent(one.old, one.new, language).strip("（）() ")
    return _Line((one.label[language], one.title[language], *texts, change or "≠", where(one.old_cell, one.new_cell)))


def _finding_lines(changes: FindingChanges, language: Language) -> Iterator[_FindingLine]:
    """Yield the findings: new ones, settled ones, those that stay."""
    groups: tuple[tuple[str, tuple[Finding, ...]], ...] = (
        ("new_findings", changes.new), ("settled", changes.settled), ("staying", changes.staying),
    )  # fmt: skip
    for state, found in groups:
        for one in found:
            said = f"{one.found[language]}{'。' if language == 'zh' else '. '}{one.action[language]}"
            yield _FindingLine(state, one.severity.value, one.where, one.rule, said)
