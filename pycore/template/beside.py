"""Hold what stands beside the cells against the template: what is hidden or covered, locks, rules and looks.

Fonts, formats, widths, views and print settings, and what charts show beside their figures, are looked at in
`looks`, which reads the blank template itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding
from pycore.template.conditional_formats import conditional_format_findings
from pycore.template.covering import lying_findings, merged_findings
from pycore.template.hidden import hidden_lines, unseen_contents
from pycore.template.locks import lock_findings
from pycore.template.pair import Pair
from pycore.template.sheet import SheetFacts
from pycore.template.validations import NameAt, validation_findings


def beside_findings(pair: Pair, facts: SheetFacts, name_at: NameAt) -> Iterator[Finding]:
    """Yield what differs; `name_at` gives the defined name of the template for a row and column of it."""
    yield from hidden_lines(pair, facts)
    yield from unseen_contents(pair, facts)
    yield from validation_findings(pair, facts, name_at)
    yield from conditional_format_findings(pair, facts)
    yield from merged_findings(pair, facts)
    yield from lying_findings(pair, facts)
    yield from lock_findings(pair, facts)
