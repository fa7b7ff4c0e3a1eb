"""The factors of a library by id, those of a table read when one of its category is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import RLock

from pycore.library.records import Factor

# One for all: a library that is copied or sent to another process has none of its own to take along.
_READING = RLock()


class Factors(Mapping[str, Factor]):
    """Factors by id. An id begins with its category, so that it says by itself which table to read.

    Args:
        read: the factors that are there from the start.
        tables: how to read the table of each further category.
    """

    def __init__(self, read: Iterable[Factor], tables: Mapping[str, Callable[[], Iterable[Factor]]]) -> None:
        self._read = {factor.id: factor for factor in read}
        self._tables = dict(tables)
        self._categories = tuple(dict.fromkeys([*(f.category for f in self._read.values()), *tables]))

    def __getitem__(self, id: str) -> Factor:
        if id not in self._read:
            self._read_table(id.partition(".")[0])
        return self._read[id]

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return iter(self._read)

    def __len__(self) -> int:
        self._read_all()
        return len(self._read)

    @property
    def categories(self) -> tuple[str, ...]:
        """The names of the categories, without reading any table."""
        return self._categories

    def of_category(self, name: str) -> tuple[Factor, ...]:
        """Return the factors of a category; none for an unknown one."""
        self._read_table(name)
        return tuple(factor for factor in self._read.values() if factor.category == name)

    def there(self, category: str) -> tuple[Factor, ...]:
        """Return all factors that have been read, with the table of a category among them."""
        self._read_table(category)
        return tuple(self._read.values())

    def unread(self) -> tuple[str, ...]:
        """Return the categories whose table has not been asked for yet."""
        return tuple(self._tables)

    def holding(self, others: Mapping[str, Factor]) -> Factors:
        """Return the same factors with others in place of those of their ids; tables stay unread."""
        with _READING:
            return Factors({**self._read, **others}.values(), self._tables)

    def _read_table(self, category: str) -> None:
        """Read the table of a category, where it is still unread."""
        if category not in self._tables:
            return
        # Of two threads that read different tables, none may put the factors of before in place of the other's.
        with _READING:
            read = self._tables.get(category)
            if read is not None:
                rows = {factor.id: factor for factor in read()}
                self._read = {**self._read, **{id: row for id, row in rows.items() if id not in self._read}}
                # Taken off the list last: whoever finds it gone finds its rows.
                self._tables.pop(category)

    def _read_all(self) -> None:
        """Read every table that is still unread."""
        for category in tuple(self._tables):
            self._read_table(category)
