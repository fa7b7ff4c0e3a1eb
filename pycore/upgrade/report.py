"""What became of a workbook that was carried over: in words, and as JSON data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pycore.cells.stored import Value
from pycore.language import Language, Text


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the report: the cell in the old file, the cell or name in the new one, and what happened."""

    old_cell: str
    new_cell: str
    text: Text

    def sentence(self, language: Language) -> str:
        """Say a remark with its cells in both files in front."""
        where = " → ".join(dict.fromkeys(x for x in (self.old_cell, self.new_cell) if x))
        return f"{where}{'：' if language == 'zh' else ': '}{self.text[language]}" if where else self.text[language]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result before and after: what the old file says, what its inputs give there, and what they give now."""

    name: str
    title: Text
    label: str
    filed: Value
    before: Value
    after: Value

    @property
    def relative(self) -> float | None:
        """Relative change as a fraction of the value before; None where that is no number or zero."""
        a, b = self.before, self.after
        if isinstance(a, float | int) and isinstance(b, float | int) and a:
            return (b - a) / abs(a)
        return None


@dataclass(frozen=True, slots=True)
class UpgradeReport:
    """What became of a workbook.

    Attributes:
        carried: how many input cells hold in the new file what they held in the old one.
        moved: what stands elsewhere or has another name, carried over.
        dropped: what the present template has no place for.
        attention: what a person must look at before the file is used.
        own_values: values that replace those of the library, carried over.
        library: library values that differ between the two versions; the new file has the present ones.
        old_library, new_library: the edition of the library that each file says it carries.
    """

    template: str
    old_version: str
    new_version: str
    old_language: Language
    new_language: Language
    carried: int
    moved: tuple[Remark, ...] = ()
    dropped: tuple[Remark, ...] = ()
    attention: tuple[Remark, ...] = ()
    own_values: tuple[Remark, ...] = ()
    library: tuple[Remark, ...] = ()
    results: tuple[Outcome, ...] = ()
    old_library: str = ""
    new_library: str = ""

    def sections(self, language: Language) -> list[tuple[str, list[str]]]:
        """Say everything, what needs attention first."""
        said = (
            (Text("需要处理", "Needs attention"), self.attention),
            (Text("未带入", "Dropped"), self.dropped),
            (Text("移动或改名", "Moved or renamed"), self.moved),
            (Text("自有值", "Own values"), self.own_values),
            (Text("因子库值变化", "Library values that changed").within(self._editions), self.library),
        )
        return [(title[language], [r.sentence(language) for r in lines]) for title, lines in said if lines]

    @property
    def _editions(self) -> str:
        """What stands around a heading: the editions of the library where both files name theirs."""
        return f"{{}} ({self.old_library} → {self.new_library})" if self.old_library and self.new_library else "{}"

    def json(self, language: Language) -> dict[str, Any]:
        """Return the report as JSON data, in a language."""

        def listed(remarks: Sequence[Remark]) -> list[dict[str, str]]:
            return [{"old_cell": r.old_cell, "new_cell": r.new_cell, "text": r.text[language]} for r in remarks]

        return {
            "template": self.template,
            "old_version": self.old_version,
            "new_version": self.new_version,
            "old_library": self.old_library,
            "new_library": self.new_library,
            "old_language": self.old_language,
            "new_language": self.new_language,
            "carried": self.carried,
            "attention": listed(self.attention),
            "dropped": listed(self.dropped),
            "moved": listed(self.moved),
            "own_values": listed(self.own_values),
            "library": listed(self.library),
            "results": [
                {
                    "name": o.name,
                    "title": o.title[language],
                    "label": o.label,
                    "in_file": o.filed,
                    "before": o.before,
                    "after": o.after,
                    "relative": o.relative,
                }
                for o in self.results
            ],
        }
