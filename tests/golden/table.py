"""Prints how many cells of each workbook every program calculates as the core does; called by tests/conftest.py.

The tests hand in their counts with `record_property`, which a worker sends to the process that prints.
"""

from __future__ import annotations

from typing import Any

PROPERTY = "golden cells"

Count = tuple[str, str, int, int, float]
"""Program, workbook, cells that agree, cells compared, seconds that the program took."""


def print_table(terminalreporter: Any) -> None:
    """Print the table of the run: a row a workbook, a column a program."""
    counts: list[Count] = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == PROPERTY and getattr(report, "when", "") == "call"
    ]
    if not counts:
        return
    terminalreporter.section("cells that independent programs calculate as the core does (agreeing / compared)")
    for line in table(counts):
        terminalreporter.write_line(line)


def table(counts: list[Count]) -> list[str]:
    """Write the counts as lines of equal columns."""
    programs = sorted({count[0] for count in counts})
    books = sorted({count[1] for count in counts})
    cells = {(program, book): (agreeing, compared) for program, book, agreeing, compared, _ in counts}
    rows = [["workbook", *programs]]
    for book in books:
        rows.append([book, *(_share(cells.get((program, book))) for program in programs)])
    sums = {p: tuple(map(sum, zip(*(c for (q, _), c in cells.items() if q == p), strict=True))) for p in programs}
    rows.append(["all", *(_share(sums[program]) for program in programs)])
    rows.append(["seconds", *(f"{sum(c[4] for c in counts if c[0] == p):.1f}" for p in programs)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            text.ljust(w) if i == 0 else text.rjust(w) for i, (text, w) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _share(found: tuple[int, ...] | None) -> str:
    return "–" if found is None else f"{found[0]:,} / {found[1]:,}"
