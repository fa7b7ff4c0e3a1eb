"""What the reviews of two submissions have in common: findings that are settled, that stay, and that are new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pycore.findings.finding import Finding
from pycore.language import Language

_NO_SHEETS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """The findings of two reviews: gone in the later one, come with it, and in both (as the later one has them)."""

    settled: tuple[Finding, ...]
    new: tuple[Finding, ...]
    staying: tuple[Finding, ...]

    def json(self, language: Language) -> dict[str, Any]:
        """Return the findings as JSON data, each in a sentence."""
        return {
            key: [
                {"rule": f.rule, "severity": f.severity.value, "where": f.where, "text": f.sentence(language)}
                for f in found
            ]
            for key, found in (("settled", self.settled), ("new", self.new), ("staying", self.staying))
        }


def finding_changes(
    old: Sequence[Finding], new: Sequence[Finding], sheets: Mapping[str, str] = _NO_SHEETS
) -> FindingChanges:
    """Match the findings of two reviews, each with one of the other at most.

    A finding is the same if its rule and cell are; else, for rows move, if it says the same in the same column; else
    if it says the same on the same sheet.

    Args:
        sheets: one name for the sheets of both languages, by each of their names; a sheet without one keeps its own.
    """

    def sheet(finding: Finding) -> str:
        return sheets.get(finding.sheet, finding.sheet)

    keys: tuple[Callable[[Finding], Hashable], ...] = (
        lambda f: (f.rule, sheet(f), f.cell, f.found),
        lambda f: (f.rule, sheet(f), f.cell),
        lambda f: (f.rule, sheet(f), _column(f.cell), _without_rows(f.found.en)),
        lambda f: (f.rule, sheet(f), _without_rows(f.found.en)),
    )
    before, after = list(range(len(old))), list(range(len(new)))
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for number in before:
            waiting[key(old[number])].append(number)
        met: set[int] = set()
        unmet: list[int] = []
        for number in after:
            candidates = waiting.get(key(new[number]))
            if candidates:
                met.add(candidates.pop(0))
            else:
                unmet.append(number)
        before, after = [n for n in before if n not in met], unmet
    come = set(after)
    return FindingChanges(
        settled=tuple(old[n] for n in before),
        new=tuple(new[n] for n in after),
        staying=tuple(f for n, f in enumerate(new) if n not in come),
    )


def _column(cell: str) -> str:
    """The column of what a finding names, `K` for `K8:K20`."""
    return re.match("[A-Za-z]*", cell)[0]  # type: ignore[index]


def _without_rows(text: str) -> str:
    """A sentence without the rows of the cells that it names, which differ where a row has moved."""
    return re.sub(r"\b(\$?[A-Z]{1,3})\$?[0-9]{1,7}\b", r"\1", text)
