"""Words of the users' own in two languages, as rows that are the same row in both files show them."""

from __future__ import annotations

import re

from pycore.cells.stored import Value
from pycore.compare.side import Side

_BETWEEN = re.compile(r" · |：|: ")
"""What stands between the words of a line that a formula puts together."""


class OwnWords:
    """What a text of one file is called in the other, learned from the rows that were paired so far.

    A name that a user gave in one table is shown by the formulas of later ones, alone or beside words of the template.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self._new_of_old: dict[str, str] = {}
        self._of_new: set[str] = set()

    def learn(self, old: Value, new: Value) -> None:
        """Note that a cell of one row says this in the old file and that in the new one; the first say counts."""
        if isinstance(old, str) and isinstance(new, str):
            self._new_of_old.setdefault(old, new)
            self._of_new.add(new)

    def one(self, side: Side, text: str) -> str:
        """Return a text so that it can be held against the other file: each of its words as code, Chinese or own word."""
        return " · ".join(self._word(side, word) for word in [text, *_BETWEEN.split(text)][self._parts(side, text)])

    def known(self, side: Side, text: str) -> bool:
        """Tell whether every word of a text is one that both files have."""
        return all(self._knows(side, word) for word in [text, *_BETWEEN.split(text)][self._parts(side, text)])

    def _parts(self, side: Side, text: str) -> slice:
        """The text as a whole where it is known, else the words that it is put together of."""
        return slice(0, 1) if self._knows(side, text) else slice(1, None)

    def _word(self, side: Side, word: str) -> str:
        if side is self.old and word in self._new_of_old:
            side, word = self.new, self._new_of_old[word]
        return str(side.said(word) or "")

    def _knows(self, side: Side, word: str) -> bool:
        own = self._new_of_old if side is self.old else self._of_new
        return word in own or side.knows(word)
