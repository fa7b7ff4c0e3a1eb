"""Percentages where fractions are asked for, and fractions divided by 100 twice."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.factor_sheet import BENCHMARKS, SHEET
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import INPUTS, Subject, TableRow
from pycore.sheets.definition import Column, Table
from pycore.sheets.entry_faults import outside, words_of
from pycore.sheets.meanings import Meaning as M

# What it is, the least and the most that make sense; 1 is legal where the domain says so, but not as an uncertainty.
_FRACTIONS: tuple[tuple[M, float, float], ...] = (
    (M.OXIDATION, 0.5, 1.0), (M.PURITY, 0.1, 1.0), (M.GAS_FRACTION, 0.05, 1.0), (M.UNCERTAINTY, 0.0, 0.5),
    (M.PRODUCT_SHARE, 0.0, 1.0), (M.FRACTION, 0.0, 1.0),
)  # fmt: skip
_MOST_OF_LIBRARY = 1.5
"""Uncertainty of a factor or a benchmark: those of some gases are above 100 %."""


def _check(subject: Subject) -> Iterator[Finding]:
    for table in subject.tables.values():
        for column in table.columns:
            limits = _limits(subject, table, column)
            for line in subject.lines(table.key) if limits is not None else ():
                value = line.number(column.key)
                if value is None or limits is None or limits[0] <= value <= limits[1]:
                    continue
                if value == 0 and M.OXIDATION not in subject.meanings.of(table, column.key):
                    continue
                yield _finding(line, column.key, value, *limits)
    yield from _little_shares(subject)


def _limits(subject: Subject, table: Table, column: Column) -> tuple[float, float] | None:
    """The least and the most of a fraction that is entered; None for what is no fraction."""
    meanings = subject.meanings.of(table, column.key)
    found = next(((low, high) for meaning, low, high in _FRACTIONS if meaning in meanings), None)
    if found is None or column.role not in INPUTS:
        return None
    return (0.0, _MOST_OF_LIBRARY) if M.UNCERTAINTY in meanings and table.key in (SHEET, BENCHMARKS) else found


def _little_shares(subject: Subject) -> Iterator[Finding]:
    """A share of 0.01 or less on every unit of a product is a share divided by 100 once too often."""
    for table in subject.meanings.tables(M.PRODUCT_SHARE):
        for column in subject.meanings.columns(table, M.PRODUCT_SHARE):
            shares = [(line, s) for line in subject.lines(table.key) if (s := line.number(column))]
            if shares and max(s for _, s in shares) <= 0.011:
                yield _finding(shares[0][0], column, shares[0][1], 0.0, 1.0)


def _finding(line: TableRow, column: str, value: float, least: float, most: float) -> Finding:
    large = value > most
    entry = line.table.column(column)
    written = written_number(value)
    found = Text(f"{entry.title.zh}为 {written}", f"{entry.title.en} is {written}")
    if entry.domain is not None and value not in entry.domain:
        fault = outside(words_of(entry.title), entry.domain)
        found = Text(f"{fault.zh}（{written}）", f"{fault.en} ({written})")
    return RULE.at(
        line.cell(column),
        found,
        Text(f"小数 {least:g} 到 {most:g}", f"a fraction of {least:g} to {most:g}"),
        Text(f"疑为百分数，请除以 100，填 {written_number(value / 100)}。", f"It looks like a percentage: enter {written_number(value / 100)}.")
        if large
        else Text("疑多除了一次 100，请核对。", "It may have been divided by 100 twice: check it."),
    )  # fmt: skip


RULE = Rule(
    "unit-percent",
    15,
    Text("百分数填作小数", "A percentage for a fraction"),
    Severity.ERROR,
    _check,
)
