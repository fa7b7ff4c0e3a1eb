"""Whether other values of a file show that what a value reads was not changed since the file was calculated.

A file that was calculated without the add-in has no digest of its inputs. But an input is read by several formulas. Had
it been changed and the file not been calculated again, all of them that depend on it would still have the value of
before. So where another formula that reads the input has the right value, and would have another one for any other
input, the input is *vouched for*; where all inputs that a value reads are, no change of an input explains the value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.reading.book import Book, CellKey
from pycore.review.local_values import LocalCalculation
from pycore.sheets.definition import Column, Field, Kind, Role

MOST_INPUTS, MOST_WITNESSES = 60, 6
"""Of one value (a factor in use reads the ledger of own factors), and of one input; with more, nothing is said."""
_ENTERED = (Role.INPUT, Role.OVERRIDE)
_SLIGHTLY = 1.0001

Reads = Callable[[CellKey], Collection[CellKey]]


class Vouching:
    """Looks for formulas that show that inputs were not changed.

    Args:
        right: formula cells whose value in the file is right.
        inputs_of: the input cells that a formula reads.
        readers_of: the formula cells that read an input.
    """

    def __init__(self, book: Book, right: Collection[CellKey], inputs_of: Reads, readers_of: Reads) -> None:
        self.book, self.right = book, right
        self.inputs_of, self.readers_of = inputs_of, readers_of
        self.entries = dict(_entries(book))

    def no_input_explains(self, cell: CellKey) -> bool:
        """Tell whether every input that a value depends on is vouched for by another value."""
        inputs = self.inputs_of(cell)
        if not 0 < len(inputs) <= MOST_INPUTS:
            return False
        witnesses = {i: self._witnesses(i, cell) for i in inputs}
        asked = LocalCalculation(self.book, {cell, *(w for found in witnesses.values() for w in found)})
        present = asked.values()
        for one in inputs:
            value = self.book.values.get(one)
            for other in self._alternatives(one, value):
                changed = asked.values({one: other})
                depends = _is_number(value) or changed[cell] != present[cell]
                if depends and all(changed[w] == present[w] for w in witnesses[one]):
                    return False
        return True

    def _witnesses(self, one: CellKey, cell: CellKey) -> list[CellKey]:
        """Formulas that read an input and have the right value, those of the same row first."""
        found = [r for r in self.readers_of(one) if r != cell and r in self.right and self._is_result(r)]
        return sorted(found, key=lambda r: (r[:2] != one[:2], r))[:MOST_WITNESSES]

    def _is_result(self, cell: CellKey) -> bool:
        """A check says ✓ for many inputs and is no witness; a number that is calculated is."""
        return _is_number(self.book.values.get(cell))

    def _alternatives(self, one: CellKey, value: Value) -> Sequence[Value]:
        """What an input may have been before: another number, none, or another choice."""
        entry = self.entries.get(one)
        if _is_number(value):
            assert isinstance(value, (int, float))
            return [float(value) * _SLIGHTLY if value else 1.0]
        if entry is not None and entry.kind is Kind.CHOICE:
            item = next((x for x in self.book.definition.lists if x.key == entry.choices), None)
            labels = [] if item is None else [label[self.book.language] for _, label in item.entries]
            return [label for label in (*labels, "") if label != ("" if is_blank(value) else value)]
        if entry is not None and entry.kind is Kind.NUMBER:
            return [1.0]
        return ["?"] if is_blank(value) else [f"{value}?", ""]


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _entries(book: Book) -> Iterator[tuple[CellKey, Column | Field]]:
    """The cells that are filled in, each with the column or field that it is of."""
    for block in book.definition.filled_blocks():
        for entry in block.entries:
            name = f"{block.key}_{entry.key}"
            if entry.role in _ENTERED and name in book.names:
                yield from ((cell, entry) for cell in book.cells_of(name))
