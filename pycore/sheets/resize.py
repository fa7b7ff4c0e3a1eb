"""Longer ledgers: the same definition with more rows in some of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.sheets.definition import Role, Sheet, Table, Workbook

MOST_ROWS = 20_000


def with_rows(definition: Workbook, sizes: Mapping[str, int]) -> Workbook:
    """Return the definition with so many rows in the tables that are named; formulas and names follow."""
    if not sizes:
        return definition

    def longer(sheet: Sheet) -> Sheet:
        blocks = tuple(
            replace(b, rows=sizes[b.key]) if isinstance(b, Table) and b.key in sizes else b for b in sheet.blocks
        )
        return replace(sheet, blocks=blocks)

    return replace(definition, sheets=tuple(longer(s) for s in definition.sheets))


def can_grow(table: Table) -> bool:
    """Say whether more rows can be used: a ledger in which a user types, and whose rows the template does not name."""
    named = any(table.column(key).role is not Role.INPUT for key in table.prefilled)
    return table.ledger and not named and any(c.role is Role.INPUT for c in table.columns)


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
