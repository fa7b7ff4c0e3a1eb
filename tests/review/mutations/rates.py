"""Prints the table of rates by kind at the end of a run; imported by tests/conftest.py, so that it appears with xdist too.

The tests hand in their counts with `record_property`, which a worker sends to the process that prints.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

PROPERTY = "seeded errors"
_COLUMNS = ("found", "noted", "silent", "neutral", "missed")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print how many errors of each kind were made, and what became of them."""
    kinds: dict[tuple[int, str, str], Counter[str]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == PROPERTY and getattr(report, "when", "") == "call":
                    number, kind, owed, counts = value
                    kinds.setdefault((number, kind, owed), Counter()).update(counts)
    if not kinds:
        return
    terminalreporter.section("seeded errors, by kind")
    width = max(len(kind) for _, kind, _ in kinds)
    heads = "".join(f"{c:>9}" for c in ("made", *_COLUMNS))
    terminalreporter.write_line(f"{'kind':{width}} {heads}     rate  owed")
    total: Counter[str] = Counter()
    for (_, kind, owed), counts in sorted(kinds.items(), key=lambda item: item[0]):
        total.update(counts)
        made = sum(counts.values())
        figures = "".join(f"{counts[c] or '':>9}" for c in _COLUMNS)
        terminalreporter.write_line(f"{kind:{width}} {made:>9}{figures}  {_rate(owed, counts):>7}  {owed}")
    figures = "".join(f"{total[c]:>9}" for c in _COLUMNS)
    terminalreporter.write_line(f"{'all':{width}} {sum(total.values()):>9}{figures}")
    terminalreporter.write_line(
        "found: error or warning; noted: note; neutral: no result, value or look differs, by comparison. "
        "rate: what was found (or noted, or kept silent about, as owed) of what is not neutral."
    )


def _rate(owed: str, counts: Counter[str]) -> str:
    asked = sum(counts.values()) - counts["neutral"]
    met = {"noted": counts["found"] + counts["noted"], "silence": counts["silent"]}.get(owed, counts["found"])
    return f"{met / asked:.1%}" if asked else "–"
