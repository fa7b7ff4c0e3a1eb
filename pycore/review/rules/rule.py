"""What a rule is: an id, the number in the list of rules, a sentence, a severity and a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pycore.cells.addresses import column_letters
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning


@dataclass(frozen=True)
class Rule:
    """One rule of the review.

    Attributes:
        id: kebab case, as ``unit-calorific-value``; findings carry it.
        number: the row of the list of rules that it belongs to, 1 to 20; 0 for a province's own.
        text: what the rule looks for, in a sentence.
        severity: that of its findings where the check does not say another.
        check: yields the findings for a workbook.
        needs: what a workbook must have for the rule to speak: of each group one table with such columns.
        fields: what it must have among the fields of its panels.
    """

    id: str
    number: int
    text: Text
    severity: Severity
    check: Callable[[Subject], Iterator[Finding]]
    needs: tuple[tuple[Meaning, ...], ...] = ()
    fields: tuple[Meaning, ...] = ()

    def at(
        self,
        cell: CellKey | None,
        found: Text,
        expected: Text,
        action: Text,
        *,
        severity: Severity | None = None,
        effect: Text | None = None,
        family: str = "",
        **more: object,
    ) -> Finding:
        """Make a finding of this rule at a cell, or about the whole file where there is none."""
        sheet = cell[0] if cell else ""
        where = f"{column_letters(cell[2])}{cell[1]}" if cell else ""
        said = severity or self.severity
        return Finding(self.id, said, sheet, where, found, expected, action, effect, family, dict(more))


def written_number(value: float) -> str:
    """Write a number for a sentence: six digits, with separators where it is large."""
    if value == 0 or 1e-4 <= abs(value) < 1e9:
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return f"{value:.3g}"


def written_amount(value: float, unit: str) -> str:
    """Write a number with its unit; a number without dimension has none to read.

    >>> written_amount(0.93, "1"), written_amount(26.7, "GJ/t")
    ('0.93', '26.7 GJ/t')
    """
    return written_number(value) if unit in ("", "1") else f"{written_number(value)} {unit}"


def both(text: str) -> Text:
    """A text that reads the same in both languages."""
    return Text(text, text)
