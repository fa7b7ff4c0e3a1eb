"""Which row of one file is which row of the other: by what they hold, and not by where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pycore.cells.stored import Value
from pycore.compare.values import INPUT_TOLERANCE, equal
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.sheets.definition import Column, Kind, Role, Table
from pycore.sheets.meaning_of import takes_library_value, takes_own_value
from pycore.sheets.meanings import Meaning

SHARED = frozenset({Meaning.EVIDENCE, Meaning.REASON, Meaning.QUALITY})
"""What many rows have in common: it says little about which row it is."""

_ALIKE = 0.5  # of the weight of two rows: below it they are two rows, and not one that was changed
_MOST_PAIRS = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class ComparedRow:
    """A row of a table in one file: its inputs by column, its cells, and what names it."""

    row: int
    index: int
    values: Mapping[str, Value]
    cells: Mapping[str, CellKey]
    label: Text
    identity: str


def matched(
    table: Table,
    old: Sequence[ComparedRow],
    new: Sequence[ComparedRow],
    in_words: Collection[str],
    shared: Collection[str],
) -> tuple[list[tuple[ComparedRow, ComparedRow]], list[ComparedRow], list[ComparedRow]]:
    """Pair the rows of two files: by identity, then those that are equal, then the most alike.

    Args:
        in_words: columns that the two files have in two languages; they say nothing about which row it is.
        shared: columns that say little about which row it is.
    """
    pairs: list[tuple[ComparedRow, ComparedRow]] = []
    by_name = [_unique(old), _unique(new)]
    for name in by_name[0].keys() & by_name[1].keys():
        pairs.append((by_name[0][name], by_name[1][name]))
    old, new = _others(old, new, pairs)

    waiting: dict[tuple[Any, ...], list[ComparedRow]] = defaultdict(list)
    for line in old:
        waiting[_content(line)].append(line)
    for line in new:
        equal = waiting.get(_content(line))
        if equal:
            pairs.append((equal.pop(0), line))
    old, new = _others(old, new, pairs)

    if len(old) * len(new) <= _MOST_PAIRS:
        scored = sorted(
            (-score, abs(a.index - b.index), i, j)
            for i, a in enumerate(old)
            for j, b in enumerate(new)
            if not (a.identity and b.identity and a.identity != b.identity)
            and (score := _likeness(table, a, b, in_words, shared)) >= _ALIKE
        )
        used: tuple[set[int], set[int]] = (set(), set())
        for *_, i, j in scored:
            if i not in used[0] and j not in used[1]:
                used[0].add(i)
                used[1].add(j)
                pairs.append((old[i], new[j]))
        old, new = _others(old, new, pairs)
    return sorted(pairs, key=lambda p: p[1].row), list(old), list(new)


def _unique(lines: Sequence[ComparedRow]) -> dict[str, ComparedRow]:
    """Return the rows by their identity, those alone that no other row shares."""
    counts: dict[str, int] = defaultdict(int)
    for line in lines:
        counts[line.identity] += 1
    return {line.identity: line for line in lines if line.identity and counts[line.identity] == 1}


def _others(
    old: Sequence[ComparedRow], new: Sequence[ComparedRow], pairs: Sequence[tuple[ComparedRow, ComparedRow]]
) -> tuple[list[ComparedRow], list[ComparedRow]]:
    """Return the rows of both sides that have found no partner yet."""
    used = {id(line) for pair in pairs for line in pair}
    return [x for x in old if id(x) not in used], [x for x in new if id(x) not in used]


def _content(line: ComparedRow) -> tuple[Any, ...]:
    return tuple(f"{v:.12g}" if isinstance(v, float) else v for v in line.values.values())


def _likeness(
    table: Table, a: ComparedRow, b: ComparedRow, in_words: Collection[str], shared: Collection[str]
) -> float:
    """The part of what two rows hold that is equal, from 0 to 1; of columns in two languages nothing counts."""
    together = alike = 0.0
    for key, one in a.values.items():
        other = b.values[key]
        if (one is None and other is None) or key in in_words:
            continue
        weight = 0.5 if key in shared else 2.0 if table.column(key).kind is Kind.TEXT else 1.0
        together += weight
        alike += weight * equal(one, other, INPUT_TOLERANCE)
    return alike / together if together else 1.0


def values_in_use(table: Table) -> list[Column]:
    """The columns that say which factor a row uses: defaults, and those with an own value beside them."""
    taking = {column.key for own in table.columns if (column := takes_own_value(table, own)) is not None}
    return [c for c in table.columns if c.role is Role.DEFAULT or (c.key in taking and takes_library_value(table, c))]


def row_address(line: ComparedRow | None) -> str:
    """Return where a row stands, as `化石燃料!8`; "" for no row."""
    if line is None:
        return ""
    sheet, row, _ = next(iter(line.cells.values()))
    return f"{sheet}!{row}"
