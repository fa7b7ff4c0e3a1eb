"""Rows that several rules look for: summaries by stage, products, effects of measures."""

from __future__ import annotations

from collections.abc import Mapping

from pycore.cells.stored import Value
from pycore.review.subject import Subject, TableRow
from pycore.sheets.definition import Kind, Table
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

OUTPUT_OF: Mapping[SharedEntry, M] = {
    SharedEntry.EXISTING: M.OUTPUT_EXISTING,
    SharedEntry.CONSTRUCTION: M.OUTPUT_CONSTRUCTION,
    SharedEntry.PROPOSED: M.OUTPUT_PROPOSED,
}
"""The output of a product, by stage."""


def summaries(subject: Subject, stage: SharedEntry) -> list[TableRow]:
    """The emissions of the process units in one stage."""
    return [line for line in subject.having(M.UNIT, M.UNIT_TOTAL) if line.table.stage is stage]


def effects(subject: Subject) -> list[TableRow]:
    """The effects of the measures adopted, summed by process unit: not those of single measures."""
    return [line for line in subject.having(M.UNIT, M.EFFECT_GHG) if not line.key(M.ADOPTED)]


def performances(subject: Subject) -> tuple[TableRow, ...]:
    """The performance of each product in the project, without measures: that of the first table."""
    tables = [t for t in subject.meanings.tables(M.PRODUCT, M.PERFORMANCE_GHG) if not _has(subject, t, M.ADVANCED_GHG)]
    tables = tables or list(subject.meanings.tables(M.PRODUCT, M.PERFORMANCE_GHG))
    return subject.lines(tables[0].key) if tables else ()


def advanced_values(subject: Subject) -> tuple[TableRow, ...]:
    """The advanced values that the products of the project are held against: those of the first table."""
    tables = subject.meanings.tables(M.PRODUCT, M.ADVANCED_GHG)
    own = [t for t in tables if not _has(subject, t, M.PERFORMANCE_GHG)] or list(tables)
    return subject.lines(own[0].key) if own else ()


def _has(subject: Subject, table: Table, meaning: M) -> bool:
    return bool(subject.meanings.column(table, meaning))


def unit_code(subject: Subject, line: TableRow) -> str:
    """The code of the process unit of a row that shows its label."""
    value: Value = line.value(M.UNIT)
    choices = (table.column(subject.meanings.column(table, M.UNIT)) for table in subject.meanings.tables(M.UNIT))
    chosen = next((column for column in choices if column.kind is Kind.CHOICE), None)
    return subject.entry(chosen, value) if chosen is not None and value is not None else ""
