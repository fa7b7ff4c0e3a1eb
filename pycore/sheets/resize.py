"""Longer ledgers: the same definition with more rows in some of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.sheets.definition import Role, Sheet, Table, Workbook

MOST_ROWS = 20_000

_SAME_ROW = re.compile(r"\b(?:INDEX|SMALL|LARGE)\((\w+),(?:[\w()-]+\+)?\{i\}\)")
"""What a formula takes from the row of the same number elsewhere, or of the same number among a list's last entries."""


def with_rows(definition: Workbook, sizes: Mapping[str, int]) -> Workbook:
    """Return the definition with so many rows in the tables that are named; formulas and names follow.

    A table that repeats another row by row gets as many rows as that one.
    """
    if not sizes:
        return definition
    sizes = dict(sizes)
    for key, rows in tuple(sizes.items()):
        for follower in _repeats(definition, key):
            sizes[follower] = max(rows, sizes.get(follower, 0))

    def longer(sheet: Sheet) -> Sheet:
        blocks = tuple(
            replace(b, rows=sizes[b.key]) if isinstance(b, Table) and b.key in sizes else b for b in sheet.blocks
        )
        return replace(sheet, blocks=blocks)

    return replace(definition, sheets=tuple(longer(s) for s in definition.sheets))


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
    ledgers = {t.key: t for t in definition.tables() if can_grow(t)}
    sizes: dict[str, int] = {}
    for text in wanted:
        key, _, rows = text.partition("=")
        if key not in ledgers:
            known = "、".join(f"{k}（{t.title.zh}）" for k, t in ledgers.items())
            raise TwinLedgerError(
                Text(
                    f"--rows 的“{text}”应写作 台账=行数，台账为以下之一：{known}。",
                    f'--rows: "{text}" should be LEDGER=ROWS, with one of {", ".join(ledgers)}.',
                )
            )
        least = ledgers[key].rows
        if not rows.isascii() or not rows.isdigit() or not least <= int(rows) <= MOST_ROWS:
            raise TwinLedgerError(
                Text(
                    f"--rows 的“{text}”：{key} 的行数应为 {least} 到 {MOST_ROWS:,} 的整数。",
                    f'--rows: "{text}": {key} can have {least} to {MOST_ROWS:,} rows.',
                )
            )
        sizes[key] = int(rows)
    return sizes
