"""The rows that a file gives: by what their values are, or, to a workbook of its own kind, as they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pycore.cells.stored import Value
from pycore.filling.values import units_of
from pycore.language import Language, Text
from pycore.merging.source import GivingFile, year_text
from pycore.reading.choices import as_text
from pycore.reading.entries import INPUTS
from pycore.sheets.definition import Column, Kind, Table
from pycore.sheets.exchange import From, GivenRows, Gives, HeldRow, Holding, Takes, Worked
from pycore.sheets.meaning_of import entry_of, meanings_of
from pycore.sheets.meanings import Meaning, RowKind


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A value that is given.

    Attributes:
        unit: its unit; "" for none, or where it is that of the column that takes it.
        measure: the unit that it is in where the head of the column that takes it says none.
    """

    value: Value
    unit: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A row that a file gives.

    Attributes:
        kind: what it is; None for a row that is taken as it stands by the table of the same key.
        values: by meaning (`kind`), or by the keys of the columns.
        enterprise, year: whose it is and for when; "" where the row does not say.
    """

    source: GivingFile
    kind: RowKind | None
    table: str
    place: str
    enterprise: str
    year: str
    values: Mapping[str, GivenValue]

    @property
    def plain(self) -> dict[Meaning, Value]:
        """The values of a row that is given by meaning, without their units."""
        return {key: one.value for key, one in self.values.items() if isinstance(key, Meaning)}

    @property
    def where(self) -> str:
        """The file and the row."""
        return f"{self.source.name} {self.place}"


@dataclass(frozen=True, slots=True)
class Omitted:
    """Rows of a table that a file does not give, by its own declaration or as the other does not take such a table."""

    source: GivingFile
    table: Table
    rows: int
    why: Text


def alike_name(name: str) -> str:
    """A name as names are compared: without spaces around, full-width forms, capitals."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def given_by_meaning(
    source: GivingFile, gives: Gives, language: Language, name: str
) -> tuple[list[GivenRow], list[Omitted]]:
    """List what a file gives by meaning, and what its declaration leaves out.

    Args:
        language: of texts that a declaration composes.
        name: the column by which who merges may say whose file it is.
    """
    held = source.holding(language)
    enterprise = source.said.get(name) or next(
        (as_text(held.fields[key]).strip() for key in gives.enterprise if held.fields.get(key) is not None), ""
    )
    year = source.said.get("year") or (year_text(held.fields.get(gives.year)) if gives.year else "")
    found: list[GivenRow] = []
    omitted: list[Omitted] = []
    if gives.itself:
        values = dict(_values(gives.itself, None, HeldRow({}, ""), held, source))
        found.append(_row(source, RowKind.ENTERPRISE, None, "", enterprise, year, values))
    for rows in gives.rows:
        table = source.book.definition.table(rows.table)
        left: dict[Text, int] = {}
        for row in source.rows[rows.table]:
            why = next((out.why for out in rows.left_out if out.test(row)), None)
            if why is not None:
                left[why] = left.get(why, 0) + 1
                continue
            values = dict(_values(rows.values, table, row, held, source))
            if values.keys() - {Meaning.EVIDENCE, Meaning.QUALITY, Meaning.USE}:
                found.append(_row(source, rows.kind, rows, row.place, enterprise, year, values))
        omitted += [Omitted(source, table, count, why) for why, count in left.items() if why.zh]
    return found, omitted


def _row(
    source: GivingFile,
    kind: RowKind,
    rows: GivenRows | None,
    place: str,
    enterprise: str,
    year: str,
    values: Mapping[str, GivenValue],
) -> GivenRow:
    """Make a row, whose own year and enterprise go first."""
    own = {key: as_text(values[key].value).strip() for key in (Meaning.ENTERPRISE, Meaning.YEAR) if key in values}
    enterprise, year = own.get(Meaning.ENTERPRISE, enterprise), own.get(Meaning.YEAR, year)
    named: dict[str, GivenValue] = {Meaning.ENTERPRISE: GivenValue(enterprise), Meaning.YEAR: GivenValue(year)}
    whole = {**values, **{key: one for key, one in named.items() if one.value}}
    return GivenRow(source, kind, rows.table if rows else "", place, enterprise, year, whole)


def _values(
    declared: Mapping[Meaning, From | Worked], table: Table | None, row: HeldRow, held: Holding, source: GivingFile
) -> Iterator[tuple[str, GivenValue]]:
    """The values of a row that are not blank, each with its unit."""
    for meaning, one in declared.items():
        if isinstance(one, Worked):
            value, unit = one.value(row, held), one.unit
        else:
            assert table is not None, f"{meaning} of the enterprise is no column"
            value, unit = _of_column(table.column(one.column), one, row, source)
        if value is not None and value != "":
            yield meaning, GivenValue(value, unit)


def _of_column(column: Column, one: From, row: HeldRow, source: GivingFile) -> tuple[Value, str]:
    """What a column holds: a choice by the word that workbooks share, a number with its unit."""
    value = row[one.column]
    if column.kind is Kind.CHOICE:
        if value is None:
            return None, ""
        named = source.own_name(column.choices, as_text(value))
        return named or entry_of(column, source.book.definition, as_text(value)), ""
    if column.kind is not Kind.NUMBER:
        return value, ""
    if one.measure:
        return value, as_text(row[one.measure])
    units = units_of(column)
    return value, units[0] if len(units) == 1 else ""


# ── workbooks of the same kind ───────────────────────────────────────────────────────────────────────────────────


def enterprise_column(table: Table, takes: Takes) -> str:
    """The column of a table that names an enterprise; "" for none."""
    key, name = takes.enterprises
    if table.key == key:
        return name
    return next((c.key for c in table.columns if c.choices == f"={key}_{name}"), "")


def given_alike(source: GivingFile, takes: Takes) -> tuple[list[GivenRow], list[Omitted]]:
    """List the rows that a workbook of the same kind takes as they stand, and the tables that it does not take."""
    definition = source.book.definition
    found: list[GivenRow] = []
    omitted: list[Omitted] = []
    for table in definition.tables():
        entered = [c for c in table.columns if c.role in INPUTS and c.key not in table.prefilled]
        rows = [row for row in source.rows[table.key] if any(row[c.key] is not None for c in entered)]
        if not rows or table.key in takes.summed:
            continue
        if table.key not in takes.alike:
            omitted.append(Omitted(source, table, len(rows), takes.not_alike.get(table.key, takes.otherwise)))
            continue
        named, year = enterprise_column(table, takes), meanings_of(definition).column(table, Meaning.YEAR)
        for row in rows:
            values = {
                c.key: GivenValue(source.own_name(c.choices, as_text(row[c.key])) or row[c.key])
                for c in entered
                if row[c.key] is not None
            }
            who, when = (as_text(row[key]).strip() if key else "" for key in (named, year))
            found.append(GivenRow(source, None, table.key, row.place, who, when, values))
    return found, omitted
