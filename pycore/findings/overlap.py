"""Say once what several rules have found at one cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from pycore.cells.stored import Area
from pycore.findings.finding import Finding, Severity
from pycore.language import Text

# What is said by the rule on the left makes the rules on the right, at the same place, more of the same.
_ABSORBS: tuple[tuple[str, frozenset[str]], ...] = (
    ("factor-library", frozenset({"template-library-changed"})),
    ("template-calculation-settings", frozenset({"calculation-mode"})),
    (
        "template-formula-changed",
        frozenset(
            {"value-native-differs", "error-swallowed", "error-values", "number-as-text", "mixed-units"}
            | {f"formula-{k}" for k in ("hard-coded", "empty-reference", "approximate", "overlap", "volatile", "circular")}
        ),
    ),
    ("formula-external", frozenset({"value-not-calculated", "template-formula-changed"})),
    ("value-cached-edited", frozenset({"error-values"})),
    ("factor-year", frozenset({"validation", "error-values"})),
    ("unit-percent", frozenset({"validation", "unit-own-value"})),
    ("unit-carbon-content", frozenset({"validation"})),
    ("unit-calorific-value", frozenset({"validation"})),
    ("unit-own-value", frozenset({"validation"})),
    ("unit-flue-gas", frozenset({"validation"})),
)  # fmt: skip
_WEIGHT = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.NOTE: 0}


def without_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Join findings that say the same of one cell, so that whoever reads them sees one.

    The one that stays has the graver severity of the two, keeps its place in the order, and adds what the other found.
    Findings about whole areas are joined with those about a cell inside.
    """
    kept = list(dict.fromkeys(findings))
    for stays, goes in _ABSORBS:
        kept = _absorbed(kept, stays, goes)
    return kept


def _absorbed(findings: list[Finding], stays: str, goes: frozenset[str]) -> list[Finding]:
    """Join the findings of some rules to that of another rule at the same place, so that it is said once."""
    by_sheet: dict[str, list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        if finding.rule == stays and finding.severity is not Severity.NOTE:
            by_sheet[finding.sheet].append(number)
    if not by_sheet:
        return findings
    joined = list(findings)
    gone: set[int] = set()
    for number, finding in enumerate(findings):
        if finding.rule not in goes:
            continue
        home = next((n for n in by_sheet[finding.sheet] if _same_place(joined[n], finding)), None)
        if home is not None:
            joined[home] = _with(joined[home], finding)
            gone.add(number)
    return [finding for number, finding in enumerate(joined) if number not in gone]


def _same_place(one: Finding, other: Finding) -> bool:
    """Tell whether one of two cells or areas lies within the other."""
    if one.cell == other.cell:
        return True
    first, second = Area.of(one.cell), Area.of(other.cell)
    if first is None or second is None:
        return False
    inside = (second.first_row, second.first_column) in first and second.corner in first
    return inside or ((first.first_row, first.first_column) in second and first.corner in second)


def _with(kept: Finding, gone: Finding) -> Finding:
    """The finding that stays, with what the other one adds."""
    found = kept.found
    if kept.rule == "template-formula-changed" or gone.rule == "error-values":
        found = Text(f"{found.zh}；{gone.found.zh}", f"{found.en}; {gone.found.en}")
    severity = max(kept.severity, gone.severity, key=lambda s: _WEIGHT[s])
    also = kept.more.get("also", [])
    more = {**kept.more, "also": [*(also if isinstance(also, list) else []), gone.rule]}
    return replace(kept, found=found, severity=severity, effect=kept.effect or gone.effect, more=more)
