"""The reader turns a filled workbook into validated models and pandas tables.

It names sheet!cell for everything that is wrong, all at once and not only the first. It knows a workbook only
by its definition and finds every cell by the defined names of the file, so rows that a user has inserted are
read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pycore.cells.stored import Value
from pycore.errors import Problem, WorkbookProblems
from pycore.language import Language
from pycore.reading.book import Book, CellKey
from pycore.reading.entries import INPUTS, DefinedEntry
from pycore.reading.inspection import Inspection
from pycore.reading.models import FilledRow, PanelValues, Read, panel_model, row_model
from pycore.sheets.definition import Column, Kind, Workbook

if TYPE_CHECKING:
    import pandas

__all__ = ["Filled", "FilledRow", "PanelValues", "inspect_workbook", "panel_model", "read_workbook", "row_model"]

WorkbookSource = Book | Path | str | bytes
Model = TypeVar("Model", bound=Read)


@dataclass(frozen=True, eq=False)
class Filled:
    """What a workbook holds, by the keys of its definition.

    Attributes:
        template: key of the workbook's definition.
        version: version of the template that the file was made from.
        language: language of the file; codes of choices do not depend on it.
        panels: the values of each panel.
        tables: of each table the rows that hold something; calculated tables with all their rows.
    """

    template: str
    version: str
    language: Language
    panels: Mapping[str, PanelValues]
    tables: Mapping[str, Sequence[FilledRow]]
    definition: Workbook = field(repr=False)

    def frame(self, table: str) -> pandas.DataFrame:
        """Return a table as a data frame: one column for each column, the index is the row on the sheet.

        Number columns are float64, and what is no number in them is NaN; texts and codes that were typed are
        of pandas' string type; calculated texts are objects.

        Raises:
            KeyError: the workbook has no such table.
        """
        import pandas

        rows = self.tables[table]
        index = pandas.Index([row.sheet_row for row in rows], dtype="int64", name="row")
        return pandas.DataFrame(
            {
                column.key: pandas.Series(
                    [_framed(column, getattr(row, column.key)) for row in rows], index, dtype=_dtype(column)
                )
                for column in self.definition.table(table).columns
            },
            index=index,
        )


def read_workbook(source: WorkbookSource) -> Filled:
    """Read a filled workbook.

    Raises:
        WorkbookProblems: something in the inputs is wrong; names every cell, in the order of the sheets.
        FileProblem: not one of our workbooks, or its defined names have been damaged.
    """
    filled, problems = inspect_workbook(source)
    if problems:
        raise WorkbookProblems(problems)
    return filled


def inspect_workbook(source: WorkbookSource) -> tuple[Filled, list[Problem]]:
    """Read a workbook as far as it can be read, with all that is wrong in its inputs.

    A wrong cell is left out: it is None in its row, and a row that lacks a required cell is not validated.

    Raises:
        FileProblem: not one of our workbooks, or its defined names have been damaged.
    """
    book = source if isinstance(source, Book) else Book.open(source)
    read = Inspection(book)
    definition = book.definition
    filled = Filled(
        template=definition.key,
        version=book.version,
        language=book.language,
        panels={p.key: _model(panel_model(p), p.fields, *read.panels[p.key]) for p in definition.panels()},
        tables={
            t.key: [_model(row_model(t), t.columns, *row) for row in read.tables[t.key]] for t in definition.tables()
        },
        definition=definition,
    )
    return filled, read.problems


def _model(
    model: type[Model], entries: Sequence[DefinedEntry], values: Mapping[str, Value], cells: Mapping[str, CellKey]
) -> Model:
    """Make the validated model; where a required value is left out it is made without validation."""
    complete = all(values[e.key] is not None for e in entries if e.required and e.role in INPUTS)
    made = model(**values) if complete else model.model_construct(None, **values)
    made._cells = cells
    return made


def _dtype(column: Column) -> str:
    if column.kind is Kind.NUMBER:
        return "float64"
    return "string" if column.role in INPUTS else "object"


def _framed(column: Column, value: Value) -> Value:
    if column.kind is not Kind.NUMBER:
        return value
    return float(value) if isinstance(value, float | int) and not isinstance(value, bool) else float("nan")
