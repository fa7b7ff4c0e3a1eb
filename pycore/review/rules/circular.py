"""Circular references that a user's formula has made."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.cells.addresses import column_letters
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import AreaOnSheet, FormulaProblem
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.review.rules.formula_reading import held_cells
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject


class _Search:
    """Walks from formula to formula; template formulas alone make no circle, so it begins at the user's."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.known: dict[AreaOnSheet, list[CellKey]] = {}
        self.done: set[CellKey] = set()

    def before(self, cell: CellKey) -> list[CellKey]:
        """The formula cells that a formula reads."""
        try:
            areas = self.subject.book.references.of(cell, self.subject.book.formulas[cell]).areas
        except FormulaProblem:
            return []
        return [c for area in areas for c in self.formulas_in(area)]

    def formulas_in(self, area: AreaOnSheet) -> list[CellKey]:
        if area not in self.known:
            formulas = self.subject.book.formulas
            self.known[area] = [c for c in held_cells(self.subject, area) if c in formulas]
        return self.known[area]

    def circle(self, start: CellKey) -> list[CellKey]:
        """Return the cells of a circle that is met from `start`, or nothing."""
        path: dict[CellKey, Iterator[CellKey]] = {start: iter(self.before(start))}
        while path:
            cell, waiting = next(reversed(path.items()))
            after = next(waiting, None)
            if after is None:
                del path[cell]
                self.done.add(cell)
            elif after in path:
                cells = list(path)
                return cells[cells.index(after) :]
            elif after not in self.done:
                path[after] = iter(self.before(after))
        return []


def _check(subject: Subject) -> Iterator[Finding]:
    search = _Search(subject)
    reported: set[CellKey] = set()
    for cell in subject.own_formulas:
        if cell in search.done or cell in reported:
            continue
        circle = search.circle(cell)
        own = [c for c in circle if c in subject.own_formulas] or circle[:1]
        if not circle or own[0] in reported:
            continue
        reported |= set(circle)
        path = " → ".join(f"{s}!{column_letters(c)}{r}" for s, r, c in [*circle[:6], circle[0]])
        yield RULE.at(
            own[0],
            Text(f"循环引用：{path}", f"a circular reference: {path}"),
            Text("不依赖自身结果的公式", "a formula that does not depend on its own result"),
            Text("请改为填写数值，或改正引用。", "Enter the value, or correct the reference."),
        )


RULE = Rule("formula-circular", 6, Text("循环引用", "A circular reference"), Severity.ERROR, _check)
