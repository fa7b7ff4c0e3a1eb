"""What a review has to say about a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from pycore.language import Language, Text


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_WORDS = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the rule, the cell, what was found, what was expected, what to do.

    Attributes:
        rule: id of the rule, kebab case, e.g. ``template-formula-overwritten``.
        sheet, cell: where, e.g. ``化石燃料`` and ``K8`` (an area ``K8:K20`` is allowed); both empty for the whole file.
        found, expected, action: sentences in both languages.
        effect: what it does to totals, performance and grade, where that is known.
        family: formula family that the cell belongs to, where the finding is about formulas.
        beneath: whether it follows from the finding before it, the nearest that stands by itself.
        following: how many cells are errors, or have findings, because of this one.
    """

    rule: str
    severity: Severity
    sheet: str
    cell: str
    found: Text
    expected: Text
    action: Text
    effect: Text | None = None
    family: str = ""
    more: dict[str, object] = field(default_factory=dict, compare=False, hash=False)
    beneath: bool = False
    following: int = 0

    @property
    def where(self) -> str:
        """The cell with its sheet, the sheet alone, or "" for the whole file."""
        return f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet

    def sentence(self, language: Language) -> str:
        """Say the finding in one line."""
        zh = language == "zh"
        where = f"{self.where}{'：' if zh else ': '}" if self.where else ""
        found, expected, action = self.found[language], self.expected[language], self.action[language]
        effect = self.effect[language] if self.effect else ""
        if zh:
            return f"{where}{found}；应为{expected}。{action}{effect}"
        return f"{where}{found}; expected {expected}. {action} {effect}".rstrip()
