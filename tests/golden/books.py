"""The built workbooks of every registered definition, what the core's native calculation makes of them, and the
file that other programs are given: the same workbook with a wrong value in every formula cell.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pycore.cells.stored import Value
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import Values, recalculate
from pycore.formulas.tree import resolve
from pycore.language import Language
from pycore.package.package import Package, write_values
from pycore.sheets.registry import installed_workbooks
from tests.golden.comparison import Place

FOLDER = Path(__file__).parents[2] / "workbooks"
FULL = "TWINLEDGER_FULL" in os.environ

MARK = 987654.125
"""What stands in every formula cell before a program calculates; whatever still shows it was not calculated."""


@dataclass(frozen=True)
class BuiltWorkbook:
    """A blank template or the worked example of a registered workbook, in one language."""

    key: str
    kind: str
    language: Language

    @property
    def name(self) -> str:
        return f"{self.key}_{self.kind}_{self.language}"

    @property
    def is_ours(self) -> bool:
        """Whether it stands built; the definition of another package does not."""
        return self._built.exists()

    @property
    def _built(self) -> Path:
        return FOLDER / self.key / f"{self.name}.xlsx"

    def source(self, folder: Path) -> Path:
        """Return the file as it stands built; a definition of another package is built into `folder`."""
        path = self._built
        if not path.exists():
            path = folder / f"{self.name}.xlsx"
            definition = installed_workbooks()[self.key]
            data = definition.examples["default"] if self.kind == "example" else None
            path.write_bytes(make_workbook(definition, self.language, data))
        return path


def built_workbooks() -> list[BuiltWorkbook]:
    """List the blanks of all registered workbooks and the worked examples of those that have one."""
    languages: tuple[Language, ...] = ("zh", "en")
    return [
        BuiltWorkbook(key, kind, language)
        for key, definition in installed_workbooks().items()
        for kind in ("example", "blank")
        if kind == "blank" or "default" in definition.examples
        for language in languages
    ]


EXAMPLES = sorted(b.source(Path()) for b in built_workbooks() if b.kind == "example" and b.is_ours)
"""The filled workbooks that stand built."""


def by_turns(kind: str, turn: int) -> list[BuiltWorkbook]:
    """List the workbooks of a kind that an ordinary run takes: each in one language, the next in the other one.

    What is calculated is the same in both; `make full` takes both. Whoever asks with another turn gets the others.
    """
    books = [book for book in built_workbooks() if book.kind == kind]
    keys = list(dict.fromkeys(book.key for book in books))
    return [b for b in books if FULL or (keys.index(b.key) + turn) % 2 == (b.language == "en")]


@dataclass(frozen=True)
class NativeReading:
    """A workbook as it reads without the add-in: every formula cell's value, and the file to give to others."""

    source: Path
    marked: Path
    cells: Mapping[Place, Value]


def native_reading(book: BuiltWorkbook, folder: Path) -> NativeReading:
    """Calculate a workbook natively and write the file for the other programs into `folder`."""
    source = book.source(folder)
    package = Package.read(source)
    values = recalculate(package, engine_functions(), native=True)
    cells = by_cell(values)
    assert MARK not in cells.values(), "a cell shows the mark: take another number"
    marked = folder / "marked" / f"{book.name}.xlsx"
    marked.parent.mkdir()
    marked.write_bytes(write_values(package, _marked(package, values)))
    return NativeReading(source, marked, cells)


def _marked(package: Package, values: Values) -> Values:
    """Put the mark everywhere but in TL_ON.

    A program that reads the cells before it calculates TL_ON must not go looking for our functions: ONLYOFFICE
    would keep their #NAME?.
    """
    names = {n.name: n.formula for n in package.names if n.sheet is None}
    switch = resolve(names["TL_ON"], "", names)
    on = (switch.sheet, switch.row1, switch.column1)
    return {
        sheet: {place: False if (sheet, *place) == on else MARK for place in cells} for sheet, cells in values.items()
    }


def by_cell(values: Mapping[str, Mapping[tuple[int, int], Value]]) -> dict[Place, Value]:
    """Turn `{sheet: {(row, column): value}}` into `{(sheet, row, column): value}`."""
    return {(sheet, *place): value for sheet, cells in values.items() for place, value in cells.items()}
