"""Own entries of the files that are merged: rows choose them by name, and a name must mean the same in both."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.filling.ledger import place_of
from pycore.language import Text
from pycore.merging.given import alike_name
from pycore.merging.source import GivingFile
from pycore.reading.book import Book
from pycore.reading.choices import as_text
from pycore.sheets.definition import Table
from pycore.sheets.own_entries import NAME, parameters, tables_of_own_entries


def own_entries_noted(target: Book, source: GivingFile) -> Iterator[Text]:
    """Yield what is to be known of each own entry of a file: whether the workbook has it, and with the same numbers.

    Where the workbook has no such list, no row of it chooses from one, and the rows themselves are said to have no place.
    """
    lists = {item.key for item in target.definition.lists}
    for given in tables_of_own_entries(source.book.definition):
        if given.adds is not None and given.adds.to in lists:
            yield from _noted(target, source, given)


def _noted(target: Book, source: GivingFile, given: Table) -> Iterator[Text]:
    """Yield the same of the entries of one table."""
    assert given.adds is not None
    one, key = given.adds.one, given.key
    table = next((t for t in tables_of_own_entries(target.definition) if t.key == key), None)
    rows = [row for row in source.rows.get(key, ()) if row[NAME] is not None]
    here = {}
    if rows and table is not None and f"{key}_{NAME}" in target.names:
        here = {alike_name(as_text(row.get(NAME))): row for row in place_of(target, table).rows.values()}
    for row in rows:
        name = as_text(row[NAME])
        ours = here.get(alike_name(name))
        other = [c for c in parameters(given) if ours is not None and as_text(ours.get(c.key)) != as_text(row[c.key])]
        if ours is None:
            yield Text(
                f"{source.name} 的{one.zh}“{name}”不在本工作簿的{one.zh}中，选用它的行不能计入；请先在“自有条目”表填写",
                f'the {one.en} "{name}" of {source.name} is not in this workbook, and rows that choose it find no place: '
                "enter it on its sheet Own entries first",
            )
        elif other:
            zh, en = ("、".join(c.title.zh for c in other), ", ".join(c.title.en for c in other))
            yield Text(
                f"{source.name} 的{one.zh}“{name}”与本工作簿的同名条目{zh}不同，按本工作簿的值计算，请核对",
                f'the {one.en} "{name}" of {source.name} and that of this workbook differ in {en}; this workbook calculates '
                "with its own: check",
            )
