"""The words in which the report of a workbook is defined: the chapter that its user has to hand in.

A chapter is data beside the workbook's definition and says nothing about results: its sentences are templates over
the defined names, its tables and pictures are tables and charts of the workbook. In a template

* ``{project_name}`` is the value of a name, written in the format of its cell; ``{accounts_after[9]}`` is row 9 of it,
* ``{accounts_after[9]:#,##0}`` writes it in another number format,
* ``{#accounts}`` refers to the table or picture of that key by its number.
"""

from __future__ import annotations

from dataclasses import dataclass

from pycore.language import NO_TEXT, Text
from pycore.sheets.diagrams import Diagram

METHODS, FACTORS_USED = "methods_in_use", "factors_in_use"
"""What references call the tables of equations and of factors by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph; it is left out where one of the names in `given` holds nothing."""

    text: Text
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A listed line for each filled row of a table; ``{column}`` in its text is a cell of the row."""

    table: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A sentence over the rows of a table, the largest value first.

    Attributes:
        label, value: defined names of the two columns.
        text: ``{list}`` stands for the rows, each with its value and its share of `whole`.
        whole: name of the cell that the shares are of, a row as in a template; "" for the sum of the positive values.
        rows: how many rows of the names take part, 0 for all; a total may stand below them.
    """

    label: str
    value: str
    text: Text
    unit: Text
    whole: str = ""
    rows: int = 0
    most: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOf:
    """A numbered table with columns of a table of the workbook, and those of its rows that hold something.

    Attributes:
        columns: keys in the order wanted; all where none is named.
        keep: a row stays if one of these columns holds a number other than 0, or a text other than "no".
        where: a column and the name of a cell: a row stays if the column holds what the cell holds.
        numbered_by: names of columns that hold the numbers of the rows to show.
        key: what references call it by, if the same table stands more than once; else the key of the table.
        compact: columns without any number other than 0 are left out; blank ones are in any case.
        total: the row of sums, where the table has one.
        title: in place of the table's own.
        empty: the sentence where no row is left.
        heads: keys of columns and what is printed over them in place of their titles; a template, as for sentences.
        basis: a column that says of each row which of its factors are defaults and which own values, with the reason.
    """

    table: str
    columns: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    where: tuple[str, str] | None = None
    numbered_by: tuple[str, ...] = ()
    key: str = ""
    compact: bool = False
    total: bool = True
    title: Text = NO_TEXT
    note: Text = NO_TEXT
    empty: Text = NO_TEXT
    heads: tuple[tuple[str, Text], ...] = ()
    basis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOf:
    """A numbered table with the fields of a panel: item, value, unit."""

    panel: str
    fields: tuple[str, ...] = ()
    title: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartOf:
    """A numbered picture: a chart of the workbook."""

    chart: str
    title: Text = NO_TEXT
    note: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """A numbered picture: places on a plan, each a bubble by its size in the colour of its group.

    Attributes:
        label, x, y, size, group: defined names of columns of equal length; x and y in `unit`.
        only: name of a column; a place is drawn if it holds a number other than 0 or a text other than "no".
        outline: names of the x and y of the corners of the plan's boundary.
    """

    key: str
    title: Text
    label: str
    x: str
    y: str
    size: str
    group: str
    unit: Text
    size_unit: Text
    only: str = ""
    outline: tuple[str, str] | None = None
    note: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesOf:
    """The calculated sentences of a block of running text, in the language of the report."""

    lines: Text
    """Key of the block, for each language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsInUse:
    """A numbered table: the equations behind the tables that hold numbers, each with its clause."""

    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorsInUse:
    """A numbered table: the factors that the filled rows take, each with value, unit, source, year and trust flag."""

    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """Numbered tables and a picture: the Monte Carlo simulation of the workbook's results, run for the report.

    Attributes:
        key: what references call the table of numbers by; ``_grades``, ``_drivers`` and ``_picture`` are appended for
            the others.
        title, grades_title, drivers_title, picture_title: captions of the tables of numbers, of grades and of what
            drives the uncertainty, and of the picture.
        empty: the sentence where nothing is uncertain, or a result cannot be calculated.
    """

    title: Text
    grades_title: Text
    drivers_title: Text
    picture_title: Text
    empty: Text
    key: str = "simulation"
    draws: int = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Paragraphs on how the numbers came about: file, template, core, library, and whether the file is out of date."""


Part = (
    Prose
    | Items
    | Ranked
    | TableOf
    | PanelOf
    | ChartOf
    | MapOf
    | LinesOf
    | MethodsInUse
    | FactorsInUse
    | Simulated
    | Provenance
    | Diagram
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, what stands below it, and its subsections."""

    title: Text
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A whole report; `subject` and `author` name the cells with the project and with who wrote it.

    A workbook may have several of them, each under a name; see `Workbook.chapters`.

    Attributes:
        guide: the document that the chapter follows. Clauses of the guides of other workbooks are not cited in it.
    """

    title: Text
    subject: str
    author: str
    sections: tuple[Section, ...]
    guide: Text = NO_TEXT
