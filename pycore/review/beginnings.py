"""Where the differences begin, and whether the value there is stale or edited.

A value in the file that differs from the core's is either stale or edited. The two are told apart by *local
consistency*: each such cell's formula is calculated once more on the values that the file itself has for its
precedents. Where that gives the file's value the cell only passes on what came from before it. Where it does not, the
difference begins at this cell, and it is

* **edited** (tampering), if one of these holds:
  (a) no precedent is an input cell, so no change of an input explains it;
  (b) the file's digest of the inputs is that of its present inputs, so no input has changed since the calculation;
  (c) a cell that reads it still has the right value, or is inconsistent with it without reading any input itself: had
  an input changed, what was calculated from the old input would have stayed consistent among itself;
  (d) every input that it reads is vouched for: another formula that reads the input still has the right value, which
  it would not have for any other input (`vouching`);
* **stale** otherwise: an input was changed and the workbook was not recalculated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pycore.cells.values import is_blank
from pycore.formulas.tree import AreaOnSheet, FormulaProblem
from pycore.reading.book import Book, CellKey
from pycore.review.cell_index import CellIndex
from pycore.review.local_values import local_values
from pycore.review.three_values import ThreeValues
from pycore.review.vouching import Vouching
from pycore.sheets.definition import Role

_MOST_ASKED = 8
"""Values at which a difference begins; where there are more, inputs were changed."""
_DIGEST = re.compile(r"\bTL_DIGEST\(")
_ENTERED = (Role.INPUT, Role.OVERRIDE)


class Beginnings:
    """What the formulas of a workbook read of each other, and so where a difference begins.

    Args:
        outside: formulas that were not calculated, because they reach outside the file.
    """

    def __init__(self, values: ThreeValues, outside: frozenset[CellKey]) -> None:
        self.values, self.outside = values, outside
        self.book, self.formulas = values.book, values.book.formulas

    def told_apart(self, wrong: list[CellKey]) -> tuple[list[CellKey], list[CellKey], list[CellKey]]:
        """Split the wrong cells at which a difference begins into edited and stale, and give what stays unexplained."""
        if not wrong:
            return [], [], []
        inputs = CellIndex(_input_cells(self.book))
        suspects = set(wrong)
        index = CellIndex(wrong)
        wanted = (suspects | {c for c in self.formulas if index.touches(self._reads(c))}) - self.outside
        local = local_values(self.book, wanted)
        inconsistent = {c for c in wanted if c in local and not self.values.consistent(c, local[c])}
        readers = self._readers(inconsistent & suspects)
        unchanged = self._inputs_unchanged()
        edited: list[CellKey] = []
        stale: list[CellKey] = []
        for cell in wrong:
            if cell not in inconsistent:
                continue
            contradicted = any(
                r in inconsistent and (r not in suspects or not inputs.touches(self._reads(r)))
                for r in readers[cell]
                if r != cell
            )
            is_edited = unchanged or not inputs.touches(self._reads(cell)) or contradicted
            (edited if is_edited else stale).append(cell)
        if stale and not edited and self._no_input_explains(stale, suspects):
            edited, stale = stale, []
        edited = self._first_first(edited)
        other = [] if edited or stale else list(wrong)
        return edited, stale, other

    def _no_input_explains(self, cells: list[CellKey], wrong: set[CellKey]) -> bool:
        """Tell whether other values of the file show that no input was changed that these read: see `vouching`.

        All of them or none: where an input was changed, that alone is reason enough for the others.
        """
        if len(cells) > _MOST_ASKED:
            return False
        index = CellIndex(_input_cells(self.book))
        inputs = {cell: {one for area in self._reads(cell) for one in index.inside(area)} for cell in cells}
        readers = self._readers(set().union(*inputs.values()))
        vouching = Vouching(
            self.book,
            self.values.core.keys() - wrong - self.outside,
            lambda cell: inputs[cell],
            lambda one: readers[one],
        )
        return all(vouching.no_input_explains(cell) for cell in cells)

    def _readers(self, cells: set[CellKey]) -> dict[CellKey, list[CellKey]]:
        """Return who reads each of some cells."""
        index = CellIndex(cells)
        found: dict[CellKey, list[CellKey]] = defaultdict(list)
        for reader in self.formulas:
            for area in self._reads(reader):
                for cell in index.inside(area):
                    found[cell].append(reader)
        return found

    def _first_first(self, edited: list[CellKey]) -> list[CellKey]:
        """In the order in which they follow from each other: those that read no other edited cell come first."""
        index = CellIndex(edited)
        return sorted(edited, key=lambda c: (sum(1 for a in self._reads(c) for _ in index.inside(a)), c))

    def without_followers(self, wrong: list[CellKey]) -> list[CellKey]:
        """List the cells at which a difference begins: none of those that they read differs."""
        index = CellIndex(wrong)
        found = [c for c in wrong if not any(p != c for area in self._reads(c) for p in index.inside(area))]
        return found or wrong

    def followers(self, cells: frozenset[CellKey]) -> frozenset[CellKey]:
        """Give some cells and all whose value follows from theirs."""
        found, newest = set(cells), cells
        while newest:
            index = CellIndex(newest)
            newest = frozenset(c for c in self.formulas if c not in found and index.touches(self._reads(c)))
            found |= newest
        return frozenset(found)

    def _reads(self, cell: CellKey) -> Sequence[AreaOnSheet]:
        """The rectangles that a formula reads; none of one that cannot be read."""
        try:
            return self.book.references.of(cell, self.formulas[cell]).areas
        except (FormulaProblem, KeyError):
            return ()

    def has_digest(self) -> bool:
        """Whether the core has written a digest of the inputs into the file; natively a text stands in its place."""
        cached, native = self.values.cached, self.values.native
        return any(
            not is_blank(cached.get(c)) and not self.values.equal(cached[c], native.get(c)) for c in self._digests()
        )

    def _inputs_unchanged(self) -> bool:
        """The digest in the file, if the core wrote one, is that of the present inputs."""
        digests = self._digests()
        return bool(digests) and all(
            not is_blank(self.values.cached.get(c)) and self.values.equal(self.values.cached[c], self.values.core[c])
            for c in digests
        )

    def _digests(self) -> list[CellKey]:
        return [c for c, f in self.formulas.items() if _DIGEST.search(f)]


def _input_cells(book: Book) -> set[CellKey]:
    """Return the cells that a user may fill in, by the names that the file still has."""
    names = [
        *(f"{t.key}_{c.key}" for t in book.definition.tables() for c in t.columns if c.role in _ENTERED),
        *(f"{p.key}_{f.key}" for p in book.definition.panels() for f in p.fields if f.role in _ENTERED),
    ]
    found: set[CellKey] = set()
    for name in names:
        if name in book.names:
            try:
                found |= {c for c in book.cells_of(name) if c not in book.formulas}
            except FormulaProblem:
                continue
    return found
