"""Longer ledgers: the same definition with more rows in some of its tables, or with more of what users add themselves."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.sheets.definition import Role, Sheet, Table, Workbook

MOST_ROWS = 20_000

_SAME_ROW = re.compile(r"\b(?:INDEX|SMALL|LARGE)\((\w+),(?:[\w()-]+\+)?\{i\}\)")
"""What a formula takes from the row of the same number elsewhere, or of the same number among a list's last entries."""


def with_rows(definition: Workbook, sizes: Mapping[str, int]) -> Workbook:
    """Return the definition with so many rows in the tables that are named; formulas and names follow.

    A table that repeats another row by row gets as many rows as that one. Of the panels of `Workbook.growing` it is the
    number of fields; whatever has a row or a column for each of them follows.
    """
    definition = _with_fields(definition, {key: sizes[key] for key in definition.growing if key in sizes})
    sizes = {key: rows for key, rows in sizes.items() if key not in definition.growing}
    if not sizes:
        return definition
    for key, rows in tuple(sizes.items()):
        for follower in _repeats(definition, key):
            sizes[follower] = max(rows, sizes.get(follower, 0))

    def longer(sheet: Sheet) -> Sheet:
        blocks = tuple(
            replace(b, rows=sizes[b.key]) if isinstance(b, Table) and b.key in sizes else b for b in sheet.blocks
        )
        return replace(sheet, blocks=blocks)

    return replace(definition, sheets=tuple(longer(s) for s in definition.sheets))


def as_large_as(definition: Workbook, names: Container[str]) -> Workbook:
    """Return the definition of a file with these defined names: with as many fields as the file has, if it has more."""
    numbers = {}
    for key, fields in definition.growing.items():
        found = fields.number
        while found < fields.most and f"{key}_{fields.field}{found + 1}" in names:
            found += 1
        numbers[key] = found
    return _with_fields(definition, numbers)


def _with_fields(definition: Workbook, numbers: Mapping[str, int]) -> Workbook:
    """Return the definition with at least so many fields in the panels that are named."""
    now = {key: fields.number for key, fields in definition.growing.items()}
    wanted = {key: max(number, numbers.get(key, 0)) for key, number in now.items()}
    if wanted == now or definition.made_with is None:
        return definition
    return definition.made_with(wanted)


def can_grow(table: Table) -> bool:
    """Say whether more rows can be used: a ledger in which a user types, and whose rows are not those of another list.

    They are where the template fills them in, and where a formula takes its row from another table or a closed list:
    a row beyond their end would be #REF!.
    """
    named = any(table.column(key).role is not Role.INPUT for key in table.prefilled)
    return table.ledger and not named and not _same_rows(table) and any(c.role is Role.INPUT for c in table.columns)


def _repeats(definition: Workbook, key: str) -> Iterator[str]:
    """Yield the tables that take each of their rows from that of the same number of a table as long as they are."""
    repeated = definition.table(key)
    names = {f"{key}_{column.key}" for column in repeated.columns}
    for table in definition.tables():
        if table.rows == repeated.rows and not names.isdisjoint(_same_rows(table)):
            yield table.key


def _same_rows(table: Table) -> frozenset[str]:
    """The names of which the formulas of a table take the row of its own number."""
    formulas = [column.formula for column in table.columns]
    written = [text for f in formulas for text in ((f.zh, f.en) if isinstance(f, Text) else (f,))]
    written += [argument for column in table.columns for argument in column.arguments]
    return frozenset(name for text in written for name in _SAME_ROW.findall(text))


def read_sizes(definition: Workbook, wanted: Iterable[str]) -> dict[str, int]:
    """Read `table=rows` as a user types it.

    Raises:
        TwinLedgerError: not of that form, no ledger of that name, or a number of rows that it cannot have.
    """
    ledgers = {t.key: (t.title, t.rows, MOST_ROWS) for t in definition.tables() if can_grow(t)}
    ledgers |= {key: (fields.title, fields.number, fields.most) for key, fields in definition.growing.items()}
    sizes: dict[str, int] = {}
    for text in wanted:
        key, _, rows = text.partition("=")
        if key not in ledgers:
            known = "、".join(f"{k}（{title.zh}）" for k, (title, _, _) in ledgers.items())
            raise TwinLedgerError(
                Text(
                    f"--rows 的“{text}”应写作 台账=行数，台账为以下之一：{known}。",
                    f'--rows: "{text}" should be LEDGER=ROWS, with one of {", ".join(ledgers)}.',
                )
            )
        _, least, most = ledgers[key]
        if not rows.isascii() or not rows.isdigit() or not least <= int(rows) <= most:
            raise TwinLedgerError(
                Text(
                    f"--rows 的“{text}”：{key} 的行数应为 {least} 到 {most:,} 的整数。",
                    f'--rows: "{text}": {key} can have {least} to {most:,} rows.',
                )
            )
        sizes[key] = int(rows)
    return sizes
