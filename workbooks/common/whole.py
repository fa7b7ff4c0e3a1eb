"""A whole workbook from what is its own: cover, factors, lists, checks and calculation record follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pycore.language import Text, as_text
from pycore.library import Factor, LibrarySource, carried_rows, library
from pycore.sheets.chapter import Chapter
from pycore.sheets.definition import ChoiceList, Lines, Sheet, Table, Workbook
from pycore.sheets.exchange import Gives, Takes
from workbooks.common.choices import FUEL_SETS, TRUST, of_sets
from workbooks.common.closing_sheets import Check, bad, checks_sheet, input_names, record_sheet
from workbooks.common.cover import COLOURS, OWN_VALUES, PROTECTION, cover_panel, howto
from workbooks.common.cover_index import with_index
from workbooks.common.factor_effects import Total
from workbooks.common.library_sheets import OWN_IN_USE, factor_sheets, lists_sheet
from workbooks.common.own_entry_sheet import lists_of_own_entries, own_entry_checks
from workbooks.common.own_factors import OWN_FACTORS_CHECK
from workbooks.common.pages import free_sheet, library_last

_NOTES: tuple[Check, ...] = (
    ("采用自有值的因子 | factors with own values", OWN_IN_USE, "factors"),
    (
        "因子库中凭记忆、待确认的值（M） | library values remembered, to be confirmed (M)",
        'COUNTIF(factors_flag,"M")',
        "factors",
    ),
)
_ROWS_TO_CORRECT = "“{}”中需改正的行 | rows to correct: {}"


def whole_workbook(
    key: str,
    title: Text | str,
    version: str,
    guide: Text | str,
    *sheets: Sheet,
    lists: Sequence[ChoiceList],
    factors: Iterable[Factor] | str = (),
    carried: Iterable[LibrarySource] = (),
    results: Mapping[str, str] | None = None,
    howto_lines: Sequence[Text | str] = (),
    changes: Lines | None = None,
    checks: Sequence[Check] = (),
    notes: Sequence[Check] = (),
    report: Chapter | None = None,
    reports: Mapping[str, Chapter] | None = None,
    example: Mapping[str, Any] | None = None,
    fingerprints: Path | None = None,
    renamed: Mapping[str, str] | None = None,
    areas: Mapping[str, tuple[str, str]] | None = None,
    total: Total | None = None,
    gives: Gives | None = None,
    takes: Takes | None = None,
) -> Workbook:
    """A workbook with all that every workbook has.

    Args:
        guide: the document that it follows, as the cover names it.
        sheets: what is its own: panels, ledgers, results.
        factors: the factors that it carries, or the categories of the library that they are of, with blanks between.
        carried: what else of the library its sheets hold: benchmarks, coefficients, rows of a guide.
        results: what a simulation reports: defined names, each with its words.
        howto_lines: instructions of its own; those on colours, own values and protection come with them.
        report, reports: the chapter that it writes, or several by name.
        total: the result of which the sheet of factors says what other readings of a factor do to it.
        areas: further names, each for the rectangle between two others.
        gives, takes: what a merge reads of it and fills in it.
        checks: what must be settled beside the rows of the ledgers, which are counted for every table with a check.
    """
    rows = tuple(_of_categories(factors)) if isinstance(factors, str) else tuple(factors)
    cover = free_sheet(
        "cover",
        "封面 | Cover",
        cover_panel(key, version, as_text(guide)),
        howto(COLOURS, *howto_lines, OWN_VALUES, PROTECTION),
        *((changes,) if changes else ()),
        tab="cover",
    )
    offered = next((each for each in lists if each.key == FUEL_SETS.key), FUEL_SETS)
    all_lists = (*lists, *lists_of_own_entries(lists), TRUST)
    own = (OWN_FACTORS_CHECK, *own_entry_checks(lists))
    data = (cover, *sheets, *factor_sheets(tuple(of_sets(rows, offered)), lists, total), lists_sheet())
    return Workbook(
        key=key,
        title=as_text(title),
        version=version,
        sheets=with_index(
            library_last(
                *data,
                checks_sheet(data, all_lists, (*checks, *_row_checks(sheets), *own), (*notes, *_NOTES)),
                record_sheet(carried_rows(rows, carried, errata=library().errata), input_names(data)),
            )
        ),
        lists=all_lists,
        results=tuple((name, as_text(words)) for name, words in (results or {}).items()),
        examples={"default": example} if example else {},
        fingerprints=fingerprints,
        report=report,
        reports=reports or {},
        renamed=renamed or {},
        areas=areas or {},
        gives=gives,
        takes=takes,
    )


def _of_categories(categories: str) -> Iterator[Factor]:
    for category in categories.split():
        yield from library().category(category)


def _row_checks(sheets: Iterable[Sheet]) -> Iterator[Check]:
    """A check for each table whose rows are checked."""
    for sheet in sheets:
        for block in sheet.blocks:
            if isinstance(block, Table) and block.row_check is not None:
                yield block.title.within(_ROWS_TO_CORRECT), bad(f"{block.key}_{block.row_check.key}"), sheet.key
