"""Percentages where fractions are asked for, and fractions divided by 100 twice."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.subject import Line, Subject

# Column, the least and the most that make sense; 1 is legal where the domain says so, but not as an uncertainty.
_FRACTIONS = (
    ("fuels", "oxidation_own", 0.5, 1.0), ("carbonates", "purity", 0.1, 1.0), ("capture", "purity", 0.05, 1.0),
    ("products", "u", 0.0, 0.5), ("factors", "uncertainty", 0.0, 1.5), ("bench", "uncertainty", 0.0, 1.5),
    *(("units", f"share{i}", 0.0, 1.0) for i in range(1, 5)),
)  # fmt: skip


def _check(subject: Subject) -> Iterator[Finding]:
    for table, column, least, most in _FRACTIONS:
        for line in subject.lines(table):
            value = line.number(column)
            if value is None or least <= value <= most or (value == 0 and table != "fuels"):
                continue
            yield _finding(line, column, value, least, most)
    yield from _little_shares(subject)


def _little_shares(subject: Subject) -> Iterator[Finding]:
    """A share of 0.01 or less on every unit of a product is a share divided by 100 once too often."""
    for i in range(1, 5):
        shares = [(line, s) for line in subject.lines("units") if (s := line.number(f"share{i}"))]
        if shares and max(s for _, s in shares) <= 0.011:
            yield _finding(shares[0][0], f"share{i}", shares[0][1], 0.0, 1.0)


def _finding(line: Line, column: str, value: float, least: float, most: float) -> Finding:
    large = value > most
    entry = line.table.column(column)
    return RULE.at(
        line.cell(column),
        Text(f"{entry.title.zh}为 {figure(value)}", f"{entry.title.en} is {figure(value)}"),
        Text(f"小数 {least:g} 到 {most:g}", f"a fraction of {least:g} to {most:g}"),
        Text(f"疑为百分数，请除以 100，填 {figure(value / 100)}。", f"It looks like a percentage: enter {figure(value / 100)}.")
        if large
        else Text("疑多除了一次 100，请核对。", "It may have been divided by 100 twice: check it."),
    )  # fmt: skip


RULE = Rule("unit-percent", 15, Text("百分数填作小数", "A percentage for a fraction"), Severity.ERROR, _check)
