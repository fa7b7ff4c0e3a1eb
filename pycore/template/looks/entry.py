"""All looks of a file, held against the blank template that its version was issued with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pycore.findings.finding import Finding
from pycore.package.package import Package
from pycore.template.cells import SheetRows
from pycore.template.looks.book_look import book_findings
from pycore.template.looks.cell_findings import Styled, cell_findings
from pycore.template.looks.cell_look import CellLook, StyleNumbers, read_looks, style_numbers
from pycore.template.looks.chart_look import ChartLook, chart_look_findings, read_charts
from pycore.template.looks.issued import blank_template
from pycore.template.looks.page_findings import page_findings
from pycore.template.looks.page_look import PageLook, page_look
from pycore.template.looks.rule_order import RuleOrder, order_findings, rule_order
from pycore.template.looks.runs import read_runs, run_findings
from pycore.template.pair import Pair
from pycore.template.sheet import sheet_rows
from pycore.template.styles import StoredStyles, read_styles
from pycore.template.submitted import Submitted

PRINT_AREAS = ("_xlnm.Print_Area", "Print_Area")
"""The names of what is printed of a sheet; Gnumeric leaves the prefix out."""

LOOK_RULES = frozenset(
    f"template-{name}"
    for name in ("format-changed", "look-changed", "size-changed", "view-changed", "print-changed", "prompt-changed",
                 "link-changed", "sheet-extras", "property-changed", "part-added")
)  # fmt: skip
"""The rules that tell of looks and of nothing that is calculated with."""


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What a sheet looks like: the style of each cell, and all that stands beside the cells."""

    styles: StyleNumbers
    page: PageLook
    charts: tuple[ChartLook, ...]
    order: RuleOrder


def look_findings(
    submitted: Submitted, pairs: Mapping[str, Pair], rows: Mapping[str, SheetRows], styles: StoredStyles
) -> Iterator[Finding]:
    """Yield what looks otherwise than in the issued template; nothing where that is not kept.

    Args:
        pairs, rows: by the template's name of the sheet.
        styles: those of the file.
    """
    template = blank_template(submitted.book, submitted.print.version)
    if template is None:
        return
    package = submitted.book.package
    looks, ours, runs = read_looks(package), _template_looks(template), read_runs(package)
    for name, pair in pairs.items():
        wanted = _template_sheet(template, name)
        if wanted is None:
            continue
        found = _sheet_look(package, pair.file.part, pair.file.name, rows[name], styles)
        styled = Styled(looks, found.styles)
        yield from cell_findings(pair, styled, Styled(ours, wanted.styles))
        yield from run_findings(pair, rows[name], runs, styled)
        yield from page_findings(pair, found.page, wanted.page)
        yield from chart_look_findings(pair, found.charts, wanted.charts)
        yield from order_findings(pair, found.order, wanted.order)
    yield from book_findings(package, template)


@lru_cache(maxsize=4)
def _template_looks(template: Package) -> tuple[CellLook, ...]:
    """Return the cell styles of a blank template, read once."""
    return read_looks(template)


@lru_cache(maxsize=4)
def _template_styles(template: Package) -> StoredStyles:
    """Return what the styles of a blank template hide, read once for all of its sheets."""
    return read_styles(template)


@lru_cache(maxsize=128)
def _template_sheet(template: Package, name: str) -> SheetLook | None:
    """Return the look of a sheet of a blank template, read once; None for one that it has not."""
    part = next((s for s in template.sheets if s.name == name), None)
    return (
        None
        if part is None
        else _sheet_look(template, part.part, name, sheet_rows(template, part), _template_styles(template))
    )


def _sheet_look(package: Package, part: str, name: str, rows: SheetRows, styles: StoredStyles) -> SheetLook:
    """Read the look of one sheet."""
    areas = [n.formula for n in package.names if n.name in PRINT_AREAS and n.sheet == name]
    return SheetLook(
        style_numbers(rows),
        page_look(rows, areas[0] if areas else ""),
        read_charts(package, part),
        rule_order(package, rows.frame, styles),
    )
