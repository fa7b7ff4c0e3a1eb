"""How the products of a workbook stand: the names of performance, reference, deviation, S, grade and benchmarks.

Pictures, comparison and simulation ask here. What a workbook calls its tables is its own affair, and they may be one
table or several: a value stands in the table of the performance, or else in the first table that is for it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.sheets.definition import Column, Table, Workbook
from pycore.sheets.meaning_of import Meanings, meanings_of
from pycore.sheets.meanings import Meaning, SharedEntry

M = Meaning
EMISSION_SOURCES = (
    M.FUEL_EMISSION,
    M.PROCESS_EMISSION,
    M.CARBONATE_EMISSION,
    M.TRADED_EMISSION,
    M.DEDUCTION,
)
"""What a unit emits by source; together they are its total."""


@dataclass(frozen=True, slots=True)
class Named:
    """A column of a table by its defined name, and that of the column which says whose each row is."""

    table: Table
    column: Column
    product: str

    @property
    def name(self) -> str:
        """The defined name of the column."""
        return f"{self.table.key}_{self.column.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The performances of one table of products, and what they are held against; None for what there is not."""

    ghg: Named | None
    nox: Named | None
    advanced_ghg: Named | None
    advanced_nox: Named | None
    deviation_ghg: Named | None
    deviation_nox: Named | None
    synergy: Named | None
    grade: Named | None


def standings(definition: Workbook) -> tuple[Standing, ...]:
    """Return how products stand, once for each table that has performances, in the order of the sheets."""
    meanings = meanings_of(definition)
    tables = [t for t in definition.tables() if _has_performance(meanings, t)]
    return tuple(
        Standing(
            ghg=_in(meanings, table, M.PERFORMANCE_GHG),
            nox=_in(meanings, table, M.PERFORMANCE_NOX),
            advanced_ghg=_near(meanings, table, M.ADVANCED_GHG),
            advanced_nox=_near(meanings, table, M.ADVANCED_NOX),
            deviation_ghg=_near(meanings, table, M.DEVIATION_GHG),
            deviation_nox=_near(meanings, table, M.DEVIATION_NOX),
            synergy=_near(meanings, table, M.SYNERGY),
            grade=_near(meanings, table, M.GRADE),
        )
        for table in tables
    )


def references(definition: Workbook) -> dict[str, tuple[Named, Named]]:
    """Return each performance with the advanced value that it is held against, by the name of the performance."""
    return {
        performance.name: (performance, advanced)
        for standing in standings(definition)
        for performance, advanced in (
            (standing.ghg, standing.advanced_ghg),
            (standing.nox, standing.advanced_nox),
        )
        if performance is not None and advanced is not None
    }


def benchmarks(definition: Workbook) -> tuple[Named, ...]:
    """Return the benchmarks of greenhouse gas in their order: the columns of the first table that has any."""
    meanings = meanings_of(definition)
    for table in meanings.tables(M.BENCHMARK_GHG):
        keys = meanings.columns(table, M.BENCHMARK_GHG)
        return tuple(Named(table, table.column(key), _product(meanings, table)) for key in keys)
    return ()


def emission_sources(definition: Workbook) -> tuple[Table, str, tuple[Column, ...]] | None:
    """Return the table of units by source, the name of its units, and its columns of sources; None for none.

    Of several it is that of the proposed project.
    """
    meanings = meanings_of(definition)
    found = [t for t in definition.tables() if meanings.all_of(t) & set(EMISSION_SOURCES)]
    if not found:
        return None
    table = next((t for t in found if t.stage is SharedEntry.PROPOSED), found[0])
    columns = tuple(c for c in table.columns if meanings.of(table, c.key) & set(EMISSION_SOURCES))
    return table, f"{table.key}_{meanings.column(table, M.UNIT) or table.columns[0].key}", columns


def row_of(product: Value, others: Sequence[Value], row: int) -> int | None:
    """Return the row of another table that is for the same product, counted from 0; None where there is none.

    Tables of products have the same rows as a rule, so the row of the same number comes first; where nothing is named
    it is that row.

    >>> row_of("b", ["a", "b"], 1), row_of("b", ["b", "a"], 1), row_of("c", ["a", "b"], 1), row_of(None, ["a"], 0)
    (1, 0, None, 0)
    """
    if row < len(others) and (others[row] == product or is_blank(product)):
        return row
    return None if is_blank(product) or product not in others else others.index(product)


def _has_performance(meanings: Meanings, table: Table) -> bool:
    return bool(meanings.all_of(table) & {M.PERFORMANCE_GHG, M.PERFORMANCE_NOX})


def _in(meanings: Meanings, table: Table, meaning: Meaning) -> Named | None:
    key = meanings.column(table, meaning)
    return Named(table, table.column(key), _product(meanings, table)) if key else None


def _near(meanings: Meanings, table: Table, meaning: Meaning) -> Named | None:
    """The column in the table itself, or else in the first table that has it and no performance of its own."""
    apart = (t for t in meanings.tables(meaning) if not _has_performance(meanings, t))
    return _in(meanings, table, meaning) or next((_in(meanings, t, meaning) for t in apart), None)


def _product(meanings: Meanings, table: Table) -> str:
    return f"{table.key}_{meanings.column(table, M.PRODUCT) or table.columns[0].key}"
