"""The words in which a workbook is defined. A definition reads like the form that it makes.

Formulas are written with names: ``[column]`` is the cell of that column in the same row, and every column of a table
and every field of a panel has a defined name, ``table_column`` or ``panel_field``, so a formula in the finished
workbook reads ``=SUMIFS(fuels_co2,fuels_stage,stage_proposed)``. ``{i}`` is the number of the row within its table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.equations.method import Method
from pycore.language import NO_TEXT, Text
from pycore.sheets.chapter import Chapter
from pycore.sheets.exchange import Gives, Takes
from pycore.sheets.meanings import Meaning, SharedEntry

Formula = Text | str
"""A formula template without ``=``; a `Text` where its literals differ by language."""


@dataclass(frozen=True, slots=True)
class Link:
    """A filled-in value that follows another cell: the row, counted from 1, of a named column.

    A transfer between two process units is one physical amount; written as a link it stays one when it is drawn.
    """

    name: str
    row: int


DISTRIBUTIONS = ("none", "normal", "lognormal", "uniform", "triangular")
"""What an uncertain cell may be drawn from."""
ONLY_CHAPTER = "report"
"""What the chapter is called of a workbook that has one."""
CHART_KINDS = ("column", "bar", "line", "area", "pie", "scatter", "bubble")


class Role(Enum):
    """What a cell is to its reader; decides style, protection and what the reader takes in."""

    INPUT = "input"
    OVERRIDE = "override"
    DEFAULT = "default"
    CALCULATED = "calculated"
    LABEL = "label"
    CHECK = "check"
    WRITTEN = "written"
    """What a command has written, made from the inputs as they stood; nobody types it, and no formula gives it."""


class Kind(Enum):
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """Says that a cell is drawn in a simulation.

    Attributes:
        relative: template of the cell that holds the relative uncertainty, e.g. ``[u_activity]``.
        distribution: template of the cell that holds the distribution, or a fixed one.
    """

    relative: str
    distribution: str = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    key: str
    title: Text
    unit: Text = NO_TEXT
    role: Role = Role.INPUT
    kind: Kind = Kind.NUMBER
    domain: Domain | None = None
    choices: str = ""
    formula: Formula = ""
    equation: Equation | Method | None = None
    arguments: tuple[str, ...] = ()
    only_if: str = ""
    """Of a calculated column: template of a condition without which its cells stay blank."""
    format: str = "#,##0.00"
    width: float = 12
    help: Text = NO_TEXT
    required: bool = False
    uncertain: Uncertain | None = None
    total: bool = False
    helper: bool = False
    """An intermediate step: it stands behind the columns of its table, collapsed and out of print."""
    lines: int = 1
    """Lines of text that a row leaves room for; calculated texts cannot be measured when the file is made."""
    checks: tuple[str, ...] = ()
    """Of a row check: the columns that make a row count as filled in."""
    meaning: Meaning | None = None
    """What the column is to the review, where it does not follow from unit, equation or list; see `meaning_of`."""
    printed: Text = NO_TEXT
    """The head in reports, where that of the sheet says more: what a blank cell counts as."""


@dataclass(frozen=True, slots=True)
class Adds:
    """Says that the rows of a ledger are entries of a closed list which a user adds; see `pycore.sheets.own_entries`.

    Attributes:
        to: the key of the list.
        one: what one of the entries is called.
    """

    to: str
    one: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ledger (rows to fill in) or a calculated table (its rows prefilled).

    Attributes:
        columns: from left to right; helper columns stand behind the others wherever they are said.
        rows: number of rows, spare ones included.
        prefilled: values, or formulas as ``=…`` templates, for the cells of a column, by row.
        totals: writes a row of sums over the columns that ask for one.
    """

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: int
    note: Text = NO_TEXT
    prefilled: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    totals: bool = False
    ledger: bool = False
    widths: str = ""
    """The widths of the columns from left to right, where they are not said column by column."""
    stage: SharedEntry | None = None
    """Of a calculated table: the stage that all its rows are for."""
    headline: bool = False
    """Of a calculated table: a comparison reports all its results, beside those that the workbook names."""
    helper: bool = False
    """An intermediate step, such as the points of a chart; where only such tables follow, the print ends above."""
    adds: Adds | None = None
    """Of a ledger: the closed list that its rows add entries to, each by its column `name`."""

    def __post_init__(self) -> None:
        if self.widths:
            sized = zip(self.columns, self.widths.split(), strict=True)
            object.__setattr__(self, "columns", tuple(replace(column, width=float(width)) for column, width in sized))
        object.__setattr__(self, "columns", tuple(sorted(self.columns, key=lambda column: column.helper)))

    def column(self, key: str) -> Column:
        return next(c for c in self.columns if c.key == key)

    @property
    def entries(self) -> tuple[Column, ...]:
        """The columns: what a table and a panel have in common are the entries under its key."""
        return self.columns

    @property
    def row_check(self) -> Column | None:
        """The column that says what is wrong in a row; every row that is filled in has one."""
        return next((c for c in self.columns if c.checks), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of a panel: label, value, unit, remark."""

    key: str
    title: Text
    unit: Text = NO_TEXT
    role: Role = Role.INPUT
    kind: Kind = Kind.TEXT
    domain: Domain | None = None
    choices: str = ""
    formula: Formula = ""
    value: Any = None
    format: str = "General"
    help: Text = NO_TEXT
    required: bool = False
    meaning: Meaning | None = None
    """What the field is to the review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Labelled single cells, one under the other."""

    key: str
    title: Text
    fields: tuple[Field, ...]
    note: Text = NO_TEXT

    @property
    def entries(self) -> tuple[Field, ...]:
        """The fields."""
        return self.fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Running text; a line that begins with ``=`` is a formula template."""

    key: str
    title: Text
    lines: tuple[Text, ...]
    height: int = 1
    span: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series of a chart: names of the ranges for categories (or x) and values, and the sizes of bubbles."""

    title: Text | str
    categories: str
    values: str
    colour: str = ""
    line: bool = False
    arrow: bool = False
    """Of a line between points: it ends in the head of an arrow."""
    marker: str = ""
    labels: bool = False
    label_names: str = ""
    sizes: str = ""
    legend: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A native Excel chart.

    Attributes:
        labels_low: categories stand below the plot, for values that may be negative.
    """

    key: str
    title: Text
    kind: str
    series: tuple[Series, ...]
    x_title: Text = NO_TEXT
    y_title: Text = NO_TEXT
    height: int = 22
    width: int = 900
    subtype: str = ""
    percent: bool = False
    labels_low: bool = False


Block = Table | Panel | Lines | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One worksheet: blocks, one under the other."""

    key: str
    title: Text
    blocks: tuple[Block, ...]
    tab: str = "input"
    intro: Text = NO_TEXT
    landscape: bool = True
    one_page: bool = False
    new_pages: tuple[str, ...] = ()
    """The keys of the blocks that begin a page, so that no chart or table is cut in two."""
    freeze: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceList:
    """A closed list: labels in both languages, and a code for lookups that do not depend on the language.

    Attributes:
        named: gives each entry its own defined name, ``list_code``, for use in formulas.
        meaning: what a choice from the list is, for every column that chooses from it and says nothing else.
        entries_are: what entries are whose code is not the shared word for it, by code.
    """

    key: str
    title: Text
    entries: tuple[tuple[str, Text], ...]
    named: bool = False
    meaning: Meaning | None = None
    entries_are: Mapping[str, SharedEntry] = field(default_factory=dict)

    @property
    def known(self) -> int:
        """How many entries stand before the first that a user names, whose words a user's may not repeat; 0 of none."""
        return next((i for i, (_, label) in enumerate(self.entries) if label.zh.startswith("=")), 0)

    def label(self, code: str) -> Text:
        return next(label for c, label in self.entries if c == code)

    def entry(self, code: str) -> str:
        """The shared word for a code: what is declared, or the code itself."""
        return self.entries_are.get(code, code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing:
    """Numbered fields of a panel, in which a user names what has a row or a column of its own elsewhere.

    Attributes:
        field: what the keys of the fields begin with; a number from 1 follows.
        number: how many of them there are.
        most: how many there can be.
    """

    title: Text
    field: str
    number: int
    most: int


def with_unit(title: Text, unit: Text) -> Text:
    """Put the unit behind what it is of: 排放量（t）, emission (t)."""
    return Text(f"{title.zh}（{unit.zh}）", f"{title.en} ({unit.en})") if unit.zh else title


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A whole workbook: what `twinledger new` makes and what the reader, the engine and the review know it by."""

    key: str
    title: Text
    version: str
    sheets: tuple[Sheet, ...]
    lists: tuple[ChoiceList, ...]
    areas: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Further names, each for the rectangle between two others."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Present names by those of earlier versions, so that their files are read and carried over."""
    carried: Mapping[str, str] = field(default_factory=dict)
    """Names of earlier versions, by the present ones that take their contents over; an old name may go on beside it."""
    adapted: Callable[[Mapping[str, Any], str], Mapping[str, Any]] | None = None
    """Brings what an upgrade has read of a file of an earlier version, the second argument, into the present form."""
    growing: Mapping[str, Growing] = field(default_factory=dict)
    """The fields of which a larger workbook has more, by panel."""
    made_with: Callable[[Mapping[str, int]], Workbook] | None = None
    """Makes the definition with so many of the fields of each panel of `growing`."""
    results: tuple[tuple[str, Text], ...] = ()
    """Names of the cells that a simulation reports, with what each is; see `engine.simulate`."""
    examples: Mapping[str, Any] = field(default_factory=dict)
    fingerprints: Path | None = None
    """Folder with the stored fingerprints of the versions that were issued; see `review.template_stored`."""
    overview: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Tables of results, each with the columns that a short overview shows."""
    report: Chapter | None = None
    """The chapter that `twinledger report` writes from a filled workbook, where there is one; it is called `report`."""
    reports: Mapping[str, Chapter] = field(default_factory=dict)
    """The chapters where there are several, by what ``--chapter`` calls them; see `chapters`."""
    gives: Gives | None = None
    """What `twinledger merge` reads of it for other workbooks."""
    takes: Takes | None = None
    """Which of its ledgers `twinledger merge` fills, and with what."""

    def tables(self) -> list[Table]:
        return [b for s in self.sheets for b in s.blocks if isinstance(b, Table)]

    def panels(self) -> list[Panel]:
        return [b for s in self.sheets for b in s.blocks if isinstance(b, Panel)]

    def filled_blocks(self) -> list[Table | Panel]:
        """The blocks that have entries, in the order of the sheets."""
        return [b for s in self.sheets for b in s.blocks if isinstance(b, (Table, Panel))]

    def chapters(self) -> Mapping[str, Chapter]:
        """Return what `twinledger report` can write, by name; the first is written where none is asked for.

        A workbook with one chapter says ``report=CHAPTER``. One with several says, in the order wanted,
        ``reports={"inventory": INVENTORY, "policy": POLICY}``: each is a document of its own with title, subject,
        author and sections, numbers its own tables and pictures, and refers to these alone.
        """
        return {**({} if self.report is None else {ONLY_CHAPTER: self.report}), **self.reports}

    def sheet_of(self, block: str) -> Sheet:
        return next(s for s in self.sheets for b in s.blocks if b.key == block)

    def table(self, key: str) -> Table:
        return next(t for t in self.tables() if t.key == key)

    def results_with_units(self) -> Iterator[tuple[str, Text]]:
        """Yield the names of the results, each with what it is and, where its column has one, the unit."""
        for name, title in self.results:
            yield name, with_unit(title, self.result_unit(name))

    def result_unit(self, name: str) -> Text:
        """Return the unit of a column, or of the total below it; no text for any other name."""
        columns = ((f"{t.key}_{c.key}", c) for t in self.tables() for c in t.columns)
        return next((c.unit for key, c in columns if name in (key, f"{key}_total")), NO_TEXT)

    def list(self, key: str) -> ChoiceList:
        return next(x for x in self.lists if x.key == key)
