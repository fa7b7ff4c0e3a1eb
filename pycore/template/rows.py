"""Follow the rows of the template into a submitted sheet, in which rows may have been inserted or removed.

The defined names say where a block begins and ends now; a name that was moved alone is outvoted by its neighbours. Rows
above a block move with it, and within a block that has grown the rows are put side by side by what stands in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pycore.formulas.tree import AreaOnSheet

Signature = tuple[str, ...]
_LARGEST = 1_000_000  # pairs of rows that are compared one by one


@dataclass(slots=True)
class BlockRows:
    """The data rows of a block in the template, and where they begin and end in the file."""

    key: str
    caption: int
    first: int
    last: int
    end: int
    file_first: int
    file_last: int
    inserted: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    @property
    def grown(self) -> int:
        """By how many rows the block is longer in the file; negative where it is shorter."""
        return (self.file_last - self.file_first) - (self.last - self.first)


@dataclass(slots=True)
class RowMap:
    """From the template's rows to the file's; a row that is no longer there has none."""

    forward: dict[int, int]
    back: dict[int, int]
    blocks: list[BlockRows]
    shift_after: int = 0

    def row(self, row: int) -> int | None:
        """Return the row of the file for a row of the template; None where it is gone."""
        return self.forward.get(row, None if row in self.forward else self._beyond(row))

    def _beyond(self, row: int) -> int | None:
        removed = any(row in block.removed for block in self.blocks)
        return None if removed else row + self.shift_after

    def area(self, area: AreaOnSheet, sheet: str) -> AreaOnSheet | None:
        """Where an area of the template stands in the file; inserted rows inside it belong to it."""
        rows = [r for r in (self.row(i) for i in (area.row1, area.row2)) if r is not None]
        if len(rows) < 2:
            rows = [r for r in (self.row(i) for i in range(area.row1, area.row2 + 1)) if r is not None]
        if not rows:
            return None
        for block in self.blocks:
            if block.first == area.row1 and block.last == area.row2:
                return AreaOnSheet(sheet, block.file_first, area.column1, block.file_last, area.column2)
        return AreaOnSheet(sheet, rows[0], area.column1, rows[-1], area.column2)


def voted(places: Sequence[tuple[int, int]], default: tuple[int, int]) -> tuple[int, int]:
    """Where most of a block's names begin and end; the template's own place where they do not agree."""
    if not places:
        return default
    firsts, lasts = Counter(a for a, _ in places), Counter(b for _, b in places)
    return max(firsts, key=lambda k: (firsts[k], k == default[0])), max(
        lasts, key=lambda k: (lasts[k], k == default[1])
    )


def map_rows(
    blocks: Sequence[BlockRows],
    last_row: int,
    wanted: Callable[[int, BlockRows], Signature],
    found: Callable[[int, BlockRows], Signature],
) -> RowMap:
    """Map the rows 1 to `last_row` of a template's sheet.

    `wanted` and `found` give what identifies a row of the template and of the file within a block.
    """
    forward: dict[int, int] = {}
    shift = 0
    row = 1
    for block in blocks:
        before = block.file_first - block.first
        for r in range(row, block.caption):
            forward[r] = r + shift
        for r in range(block.caption, block.first):
            forward[r] = r + before
        if block.grown == 0:
            forward |= {r: r + before for r in range(block.first, block.last + 1)}
        else:
            _align(block, forward, wanted, found)
        shift = block.file_last - block.last
        for r in range(block.last + 1, block.end + 1):
            forward[r] = r + shift
        row = block.end + 1
    for r in range(row, last_row + 1):
        forward[r] = r + shift
    return RowMap(forward, {f: t for t, f in forward.items()}, list(blocks), shift)


def _align(
    block: BlockRows,
    forward: dict[int, int],
    wanted: Callable[[int, BlockRows], Signature],
    found: Callable[[int, BlockRows], Signature],
) -> None:
    """Pair the rows of a block by their signatures and enter the pairs."""
    ours = [wanted(r, block) for r in range(block.first, block.last + 1)]
    theirs = [found(r, block) for r in range(block.file_first, block.file_last + 1)]
    for a1, a2, b1, b2 in _stretches(ours, theirs):
        both = min(a2 - a1, b2 - b1)
        for i in range(both):
            forward[block.first + a1 + i] = block.file_first + b1 + i
        block.inserted += [block.file_first + b for b in range(b1 + both, b2)]
        block.removed += [block.first + a for a in range(a1 + both, a2)]


def _stretches(ours: list[Signature], theirs: list[Signature]) -> list[tuple[int, int, int, int]]:
    """Put two lists side by side so that as many items as possible are equal: equal stretches, and what lies between.

    The rows of a ledger are all equal, so a search for the longest stretch alone would slip; this one counts them all.
    """
    matches = [*_common(ours, theirs), (len(ours), len(theirs))]
    found: list[tuple[int, int, int, int]] = []
    a = b = 0
    for i, j in matches:
        found.append((a, i, b, j))
        found.append((i, i + 1, j, j + 1))
        a, b = i + 1, j + 1
    return found[:-1]


def _common(ours: list[Signature], theirs: list[Signature]) -> list[tuple[int, int]]:
    """The longest common subsequence, as pairs of places."""
    start = 0
    while start < min(len(ours), len(theirs)) and ours[start] == theirs[start]:
        start += 1
    end = 0
    while end < min(len(ours), len(theirs)) - start and ours[-1 - end] == theirs[-1 - end]:
        end += 1
    a, b = ours[start : len(ours) - end], theirs[start : len(theirs) - end]
    middle: list[tuple[int, int]] = []
    if a and b:
        if len(a) * len(b) > _LARGEST:
            blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
            middle = [(m.a + k, m.b + k) for m in blocks for k in range(m.size)]
        else:
            middle = _counted(a, b)
    return [
        *((i, i) for i in range(start)),
        *((start + i, start + j) for i, j in middle),
        *((len(ours) - k, len(theirs) - k) for k in range(end, 0, -1)),
    ]


def _counted(a: list[Signature], b: list[Signature]) -> list[tuple[int, int]]:
    """Return the longest common subsequence of two lists, as pairs of positions."""
    longest = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            longest[i][j] = longest[i + 1][j + 1] + 1 if a[i] == b[j] else max(longest[i + 1][j], longest[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
