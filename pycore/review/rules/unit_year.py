"""Amounts of one enterprise that are of another magnitude from one year to the next: t for 10⁴ t, MWh for 10⁴ kWh."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pycore.cells.addresses import column_letters
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import INPUTS, Subject, TableRow
from pycore.sheets.definition import Column, Kind, Role, Table
from pycore.sheets.meanings import Meaning as M

FARTHEST = 8.0
"""Times between neighbouring years: plants grow and shrink, but a slip of units is 10, 1000 or 10 000."""
# What may change from year to year without making the row another one.
_FACTS = frozenset({M.YEAR, M.QUALITY})


class _Sum(NamedTuple):
    """The amount of one year, with the row that has most of it."""

    year: float
    amount: float
    line: TableRow


def _check(subject: Subject) -> Iterator[Finding]:
    for table in subject.tables.values():
        if not table.ledger or not {M.YEAR, M.ENTERPRISE} <= subject.meanings.all_of(table):
            continue
        year = subject.meanings.column(table, M.YEAR)
        for amount in _amounts(table, year):
            told: set[int] = set()
            # With the words of the user first: a slip of a small row does not show in the sum.
            for words in (_words(subject, table), ()):
                for years in _series(subject, table, amount, words):
                    yield from _slips(subject, amount, years, told)


def _words(subject: Subject, table: Table) -> tuple[str, ...]:
    """The text that says what a row is: its use or equipment."""
    return subject.meanings.columns(table, M.USE)


def _amounts(table: Table, year: str) -> list[Column]:
    """The amounts of a ledger: those it requires, or else those that stand before all that it calculates."""
    required = [c for c in table.columns if c.role is Role.INPUT and c.kind is Kind.NUMBER and c.required and c.key != year]  # fmt: skip
    if required:
        return required
    end = next((i for i, c in enumerate(table.columns) if c.role not in INPUTS), len(table.columns))
    return [c for c in table.columns[:end] if c.kind is Kind.NUMBER and c.key != year]


def _series(subject: Subject, table: Table, amount: Column, words: tuple[str, ...]) -> Iterator[list[_Sum]]:
    """The amounts of each enterprise and line, summed by year, in the order of the years."""
    what = [
        c.key
        for c in table.columns
        if c.kind is Kind.CHOICE and c.role in INPUTS and not subject.meanings.of(table, c.key) & _FACTS
    ]
    what += [c.key for c in table.columns if c.key in words]
    found: dict[tuple[str, ...], dict[float, _Sum]] = {}
    largest: dict[int, float] = {}
    for line in subject.lines(table.key):
        year, value = line.number(M.YEAR), line.number(amount.key)
        if year is None or value is None or value <= 0:
            continue
        by_year = found.setdefault(tuple(line.text(key).casefold() for key in what), {})
        before = by_year.get(year)
        largest[line.row] = value
        if before is None:
            by_year[year] = _Sum(year, value, line)
        else:
            main = line if value > largest[before.line.row] else before.line
            by_year[year] = _Sum(year, before.amount + value, main)
    for by_year in found.values():
        yield [by_year[year] for year in sorted(by_year)]


def _slips(subject: Subject, amount: Column, years: list[_Sum], told: set[int]) -> Iterator[Finding]:
    """One finding for each year that stands apart from its neighbour."""
    typical = sorted(s.amount for s in years)[len(years) // 2] if len(years) > 2 else years[0].amount
    for one, other in pairwise(years):
        if _apart(one.amount, other.amount) < FARTHEST:
            continue
        # The one farther from what is usual is the one to look at; of two years the later.
        odd, usual = (one, other) if _apart(one.amount, typical) > _apart(other.amount, typical) else (other, one)
        if odd.line.row in told:
            continue
        told.add(odd.line.row)
        times = _apart(one.amount, other.amount)
        there = usual.line.cell(amount.key)
        who = odd.line.text(M.ENTERPRISE)
        zh, en = (f"“{who}”", f' of "{who}"') if who else ("", "")
        yield RULE.at(
            odd.line.cell(amount.key),
            Text(
                f"{zh}{amount.title.zh} {odd.year:g} 年为 {written_number(odd.amount)}，{usual.year:g} 年（{column_letters(there[2])}{there[1]}）为 {written_number(usual.amount)}，相差 {written_number(times)} 倍",
                f"{amount.title.en}{en} is {written_number(odd.amount)} in {odd.year:g} and {written_number(usual.amount)} in {usual.year:g} ({column_letters(there[2])}{there[1]}), {written_number(times)} times apart",
            ),
            Text(f"相邻年份相差不到 {FARTHEST:g} 倍", f"neighbouring years less than {FARTHEST:g} times apart"),
            Text(
                "疑为单位错误（t 与万 t、MWh 与万 kWh），请核对两年的数量和单位；确有变化的请说明。",
                "Possible unit slip (t for 10⁴ t, MWh for 10⁴ kWh): check amounts and units of both years; if it is so, say why.",
            ),
        )  # fmt: skip


def _apart(one: float, other: float) -> float:
    return math.exp(abs(math.log(one) - math.log(other)))


RULE = Rule(
    "unit-year",
    15,
    Text(
        "同一企业同一项目相邻年份的数量不在一个量级，疑为单位错误",
        "An amount of an enterprise of another magnitude than in the year before: a slip of units?",
    ),
    Severity.WARNING,
    _check,
    needs=((M.YEAR, M.ENTERPRISE, M.AMOUNT),),
)
