"""An electricity factor that the library does not have: of a year that is not published yet, or not for the place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from pycore.cells.stored import ErrorValue
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import AreaOnSheet, FormulaProblem
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.reading.choices import as_text
from pycore.review.cell_index import CellIndex
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import Ledger
from pycore.sheets.meanings import Meaning as M

_YEAR = re.compile(r"(\d{4})")


def lacking(subject: Subject) -> frozenset[CellKey]:
    """The fields of the electricity factor, its year first, where a year is chosen and there is no factor of it."""
    year, value = subject.field_cell(M.POWER_YEAR), subject.field_value(M.POWER_YEAR)
    id, factor = (subject.field_value(meaning) for meaning in (M.POWER_ID, M.POWER_FACTOR))
    if year is None or value is None or subject.field_cell(M.POWER_FACTOR) is None:
        return frozenset()
    if not isinstance(id, ErrorValue) and not isinstance(factor, ErrorValue):
        return frozenset()
    fields = (subject.field_cell(meaning) for meaning in (M.POWER_YEAR, M.POWER_ID, M.POWER_FACTOR))
    return frozenset(cell for cell in fields if cell is not None)


def followers(subject: Subject) -> frozenset[CellKey]:
    """The cells that cannot be calculated for want of the factor, with those of the factor itself; none where it is there."""
    return subject.once("followers of the electricity factor", lambda: _followers(subject))


def _followers(subject: Subject) -> frozenset[CellKey]:
    found = newest = lacking(subject)
    reads: dict[CellKey, Sequence[AreaOnSheet]] = {}
    for cell, formula in subject.book.formulas.items() if newest else ():
        with suppress(FormulaProblem):
            reads[cell] = subject.book.references.of(cell, formula).areas
    while newest:
        index = CellIndex(newest)
        newest = frozenset(cell for cell, areas in reads.items() if cell not in found and index.touches(areas))
        found |= newest
    return found


def _check(subject: Subject) -> Iterator[Finding]:
    if not lacking(subject):
        return
    shown = as_text(subject.field_value(M.POWER_YEAR)).strip()
    id = subject.field_value(M.POWER_ID)
    known = subject.library.factors
    ids = [one for one in known if one.startswith("electricity.")]
    beginning = (
        f"{id.rpartition('.')[0]}." if isinstance(id, str) and not isinstance(id, ErrorValue) else "electricity."
    )
    years = sorted({match[0] for one in ids if one.startswith(beginning) and (match := _YEAR.search(one))})
    for_choice = beginning != "electricity."
    other = _YEAR.search(shown)
    newer = other is not None and bool(years) and other[0] > years[-1]
    rows = sum(1 for line in subject.ledger(Ledger.ELECTRICITY) if line.number(line.amount))
    yield RULE.at(
        subject.field_cell(M.POWER_YEAR),
        Text(
            f"因子库没有所选口径“{shown}”的电力因子" if for_choice else f"因子库没有“{shown}”的电力因子",
            f'the library has no electricity factor of "{shown}"' + (" for the choice made" if for_choice else ""),
        ),
        Text(f"因子库已有的年份：{'、'.join(years)}", f"a year of the library: {', '.join(years)}")
        if years
        else Text("因子库已有的口径和年份", "a choice and a year that the library has"),
        _NEWER if newer else _OTHER,
        effect=Text(
            f"用到它的 {rows} 行电力台账及其后的结果都无法计算。",
            f"{rows} rows of the electricity ledger, and all results after them, cannot be calculated.",
        ),
    )


_NEWER = Text(
    "请从下拉列表选择已有的最新年份；已有更新的公布值时，另在电力台账填写自有因子、理由和佐证，或换用含该年份因子库的模板。",
    "Choose the newest year of the list. Where a newer value has been published, enter it in the electricity ledger as an "
    "own value with its reason and evidence, or take a template whose library has the year.",
)
_OTHER = Text(
    "请从下拉列表选择已有的年份和口径；须用其他数值时，在电力台账填写自有因子、理由和佐证。",
    "Choose a year and a choice of the list; a value from elsewhere goes into the electricity ledger as an own value with "
    "its reason and evidence.",
)
RULE = Rule(
    "factor-year",
    18,
    Text("所选年份或口径在因子库中没有电力因子", "The library has no electricity factor of the year chosen"),
    Severity.ERROR,
    _check,
    fields=(M.POWER_YEAR, M.POWER_ID, M.POWER_FACTOR),
)
