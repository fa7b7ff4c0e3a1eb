"""The file that is carried over, read by its own names, and what is said of it on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.errors import FileProblem
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, address, resolve
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import Choices, Options
from pycore.reading.entries import DefinedEntry
from pycore.reading.issued_rows import IssuedLibrary, calculating_as_issued, issued_library
from pycore.sheets.definition import Table, Workbook
from pycore.upgrade.report import Remark

MOST_ROWS, MOST_COLUMNS = 20_000, 200
"""Of one table; a name that covers more has been altered."""
_NOT_CALCULATED = Text(
    "旧文件未能复算：升级前的结果因此空缺，带入的公式结果取自文件中保存的值，请核对。",
    "The old file was not recalculated: there are no results before the upgrade, and what formulas had entered was taken "
    "from the values stored in it. Check them.",
)


@dataclass(slots=True)
class Said:
    """What the user must hear of, by what became of it."""

    moved: list[Remark] = field(default_factory=list)
    dropped: list[Remark] = field(default_factory=list)
    attention: list[Remark] = field(default_factory=list)
    own_values: list[Remark] = field(default_factory=list)
    library: list[Remark] = field(default_factory=list)


class OldFile:
    """A filled workbook beside the present template.

    Attributes:
        names: old names by present ones, where they were renamed.
    """

    def __init__(self, book: Book, definition: Workbook, renamed: Mapping[str, str]) -> None:
        self.book, self.definition = book, definition
        self.names = {present: old for old, present in renamed.items() if old in book.names}
        self.said = Said()
        self.choices = Choices(replace_definition(book, definition))

    @cached_property
    def issued(self) -> IssuedLibrary | None:
        """What the old file's template was issued with of the library; None where that is not known."""
        return issued_library(self.book)

    @cached_property
    def _blank(self) -> Book | None:
        """The blank template of the file's version as it was issued; None where that is not kept."""
        folder = self.definition.fingerprints
        if folder is None:
            return None
        name = f"{self.definition.key}_{self.book.version}_{self.book.language}.xlsx"
        # A version on a cover may be any text: only what is there is looked for.
        kept = next((path for path in (folder.parent / "issued").glob("*.xlsx") if path.name == name), None)
        return None if kept is None else Book.open(kept)

    def is_as_issued(self, cell: CellKey) -> bool:
        """Tell whether a cell holds what its own template proposed there: nobody has typed it."""
        return self._blank is not None and self._blank.values.get(cell) == self.book.values.get(cell)

    @cached_property
    def _calculated(self) -> Mapping[str, Mapping[tuple[int, int], Value]]:
        """What the old file's inputs give by its own formulas; nothing where it cannot be calculated."""
        try:
            with calculating_as_issued(self.book):
                return recalculate(self.book.package, engine_functions())
        except FileProblem as problem:
            self.said.attention.append(Remark("", "", problem.text))
            self.said.attention.append(Remark("", "", _NOT_CALCULATED))
            return {}

    def held(self, cell: CellKey) -> Value:
        """What a cell of the old file holds, calculated anew where it has a formula; None for a blank."""
        value = self._calculated.get(cell[0], {}).get(cell[1:], self.book.values.get(cell))
        return None if is_blank(value) else value

    def result(self, cell: CellKey) -> Value:
        """What the old file's inputs give in a cell of its results; None where it could not be calculated."""
        calculated = cell not in self.book.formulas or cell[1:] in self._calculated.get(cell[0], {})
        return self.held(cell) if calculated else None

    def area(self, name: str) -> AreaOnSheet | None:
        """Where the old file has what the present template calls `name`; None if nowhere."""
        old = self.names.get(name, name)
        if old not in self.book.names:
            return None
        try:
            area = resolve(self.book.names[old], "", self.book.names)
        except FormulaProblem:
            return None
        return None if area.rows > MOST_ROWS or area.columns > MOST_COLUMNS else area

    def areas(self, table: Table) -> dict[str, AreaOnSheet]:
        """Where the old file has the columns of a table that it has."""
        found = {c.key: self.area(f"{table.key}_{c.key}") for c in table.columns}
        return {key: area for key, area in found.items() if area is not None}

    def options(self, choices: str) -> Options | None:
        """What the old file offers in a list; None where the list is damaged or missing."""
        try:
            return self.choices.options(choices)
        except FileProblem:
            return None

    def attend(self, cell: CellKey, name: str, text: Text) -> None:
        """Say something of one cell that a person must look at."""
        self.said.attention.append(Remark(address(cell), name, text))

    def new_input(self, name: str, entry: DefinedEntry, proposed: bool) -> None:
        """Say that the old file has no such input."""
        text = Text(
            f"现行模板新增“{entry.title.zh}”，{'采用模板缺省值' if proposed else '请补填'}",
            f'new in the present template: "{entry.title.en}"; {"the default was taken" if proposed else "fill it in"}',
        )
        self.said.attention.append(Remark("", name, text))


def replace_definition(book: Book, definition: Workbook) -> Book:
    """The same file, read as a workbook of another definition."""
    return book if book.definition is definition else replace(book, definition=definition)
