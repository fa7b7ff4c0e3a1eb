"""Which head of a table is which column of a ledger, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pycore.errors import FileProblem
from pycore.filling.synonyms import HEADS, UNITS, words_of
from pycore.language import Language, Text
from pycore.reading.entries import INPUTS
from pycore.reading.source_tables import SourceHead
from pycore.sheets.definition import Column, Kind, Role, Table, Workbook
from pycore.sheets.meaning_of import meanings_of, takes_own_value
from pycore.sheets.meanings import Meaning

_BRACKETS = re.compile(r"[（(\[].*?[）)\]]")
_OWN = re.compile(r".*[:：]\s*")
_LEAST_CHINESE, _LEAST_LATIN = 2, 4
"""Letters that a name must have to be recognised at the end of a longer head."""


class How(Enum):
    """Why a head is taken for a column, the surest first."""

    ASKED = Text("按 --map 指定", "as --map says")
    TITLE = Text("列名相同", "same title")
    KEY = Text("键名相同", "same key")
    SYNONYM = Text("同义词", "synonym")
    ENDING = Text("以此结尾", "ends with it")


_ORDER = list(How)


@dataclass(frozen=True, slots=True)
class Mapped:
    """One head and the column that it fills."""

    head: SourceHead
    column: Column
    how: How
    unit_head: SourceHead | None = None
    """The head of a column that says the unit of each row."""


@dataclass(frozen=True, slots=True)
class HeadMap:
    """How a table is read into a ledger."""

    columns: tuple[Mapped, ...]
    unused: tuple[SourceHead, ...]
    unsure: tuple[tuple[SourceHead, ...], ...]
    """Heads that would fill one column alike; none of them is taken."""

    def keys(self) -> set[str]:
        """The keys of the columns that are filled."""
        return {one.column.key for one in self.columns}


def alike(text: str) -> str:
    """Let go of what makes no difference in a head: blanks, full-width forms, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


class Names:
    """The names of a ledger's columns, by how sure they are."""

    def __init__(self, definition: Workbook, table: Table) -> None:
        self.definition, self.table = definition, table
        self.columns = [column for column in table.columns if column.role in INPUTS]
        self._ranked = {column.key: dict(self._of(column)) for column in self.columns}
        self.known = {name for ranked in self._ranked.values() for name in ranked} | set(map(alike, words_of(UNITS)))

    def recognised(self, words: str) -> bool:
        """Whether words are a name of some column, or of a column of units."""
        return alike(words) in self.known

    def how(self, head: SourceHead, column: Column) -> How | None:
        """Say why a head may be a column; None where it is not."""
        ranked = self._ranked[column.key]
        found = [ranked[name] for name in (alike(head.words), alike(head.whole)) if name in ranked]
        if found:
            return min(found, key=_ORDER.index)
        words = alike(head.words)
        endings = (name for name in ranked if words.endswith(name) and len(name) >= _least(name))
        return How.ENDING if any(endings) and column.kind is Kind.NUMBER else None

    def is_title(self, head: SourceHead) -> bool:
        """Whether a head is the title of some column."""
        return any(self.how(head, column) is How.TITLE for column in self.columns)

    def column(self, name: str) -> Column | None:
        """The column of a key or a title."""
        wanted = alike(name)
        for how in (How.KEY, How.TITLE, How.SYNONYM):
            found = [c for c in self.columns if self._ranked[c.key].get(wanted) is how]
            if len(found) == 1:
                return found[0]
        return None

    def _of(self, column: Column) -> Iterator[tuple[str, How]]:
        """Yield the names of a column, the surest last."""
        replaced = takes_own_value(self.table, column)
        for meaning in sorted(meanings_of(self.definition).of(self.table, column.key)):
            if column.role is Role.OVERRIDE or meaning is not Meaning.OWN_VALUE:
                for word in words_of(HEADS.get(meaning, "")) if meaning in HEADS else ():
                    yield alike(word), How.SYNONYM
        if column.kind is Kind.TEXT:  # "name or stream number" is either
            for piece in (*column.title.zh.split("或"), *column.title.en.split(" or ")):
                yield alike(piece), How.SYNONYM
        yield alike(column.key), How.KEY
        if replaced is not None:
            yield alike(replaced.key), How.KEY
        for title in (column.title, *((replaced.title,) if replaced is not None else ())):
            for text in (title.zh, title.en):
                yield from ((alike(form), How.TITLE) for form in (text, _BRACKETS.sub("", text), _OWN.sub("", text)))


def _says_units(head: SourceHead) -> bool:
    """Whether a column holds the units of others; the key of a process unit is no such word's rival."""
    return alike(head.words) in {alike(word) for word in words_of(UNITS)}


def _least(name: str) -> int:
    return _LEAST_LATIN if name.isascii() else _LEAST_CHINESE


def map_heads(names: Names, heads: Sequence[SourceHead], asked: Mapping[str, str], taken: Iterable[str]) -> HeadMap:
    """Map the heads of a table onto the columns of a ledger, the surest pairs first, each once.

    Args:
        asked: keys or titles of columns by the words of heads, which go before all else.
        taken: keys of columns that are given otherwise.

    Raises:
        FileProblem: a head or a column that was asked for is not there.
    """
    pairs = {head: (column, How.ASKED) for head, column in _asked(names, heads, asked)}
    free = [h for h in heads if h not in pairs and (not _says_units(h) or names.is_title(h))]
    filled = {column.key for column, _ in pairs.values()} | set(taken)
    unsure: list[tuple[SourceHead, ...]] = []
    for how in _ORDER[1:]:
        for column in names.columns:
            if column.key in filled:
                continue
            fitting = [head for head in free if head not in pairs and names.how(head, column) is how]
            if len(fitting) > 1 and how is How.ENDING:
                unsure.append(tuple(fitting))
                filled.add(column.key)
            elif fitting:
                pairs[fitting[0]] = column, how
                filled.add(column.key)
    units = _unit_heads(heads, pairs)
    columns = tuple(Mapped(h, *pairs[h], units.get(h)) for h in heads if h in pairs)
    used = {*pairs, *units.values()}
    return HeadMap(columns, tuple(h for h in heads if h not in used), tuple(unsure))


def _asked(names: Names, heads: Sequence[SourceHead], asked: Mapping[str, str]) -> Iterator[tuple[SourceHead, Column]]:
    for words, wanted in asked.items():
        head = next((h for h in heads if alike(words) in (alike(h.words), alike(h.whole))), None)
        column = names.column(wanted)
        if head is None:
            listed = "、".join(h.words for h in heads), ", ".join(h.words for h in heads)
            raise FileProblem(
                Text(
                    f"--map：表中没有列“{words}”，有：{listed[0]}。请核对列名。",
                    f'--map: the table has no column "{words}"; it has {listed[1]}. Check the name.',
                )
            )
        if column is None:
            raise no_such_column("--map", wanted, names)
        yield head, column


def no_such_column(option: str, wanted: str, names: Names) -> FileProblem:
    """Say that a ledger has no such column to fill in, and which it has."""

    def listed(language: Language) -> str:
        mark = "、" if language == "zh" else ", "
        return mark.join(f"{c.key}（{c.title.zh}）" if language == "zh" else c.key for c in names.columns)

    return FileProblem(
        Text(
            f"{option}：台账没有可填写的列“{wanted}”，有：{listed('zh')}。请改用其中之一。",
            f'{option}: the ledger has no column "{wanted}" to fill in; it has {listed("en")}. Use one of these.',
        )
    )


def _unit_heads(
    heads: Sequence[SourceHead], pairs: Mapping[SourceHead, tuple[Column, How]]
) -> dict[SourceHead, SourceHead]:
    """Give each column of units to the nearest number without a unit, that on its left before that on its right."""
    found: dict[SourceHead, SourceHead] = {}
    for head in heads:
        if not _says_units(head) or head in pairs:
            continue
        numbers = [
            h for h, (column, _) in pairs.items() if column.kind is Kind.NUMBER and not h.unit and h not in found
        ]
        if numbers:
            near = min(numbers, key=lambda h: (abs(h.column - head.column), h.column > head.column))
            found[near] = head
    return found
