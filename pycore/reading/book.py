"""One of our workbooks as a file: its definition, language, and where each of its names now stands.

Places come from the defined names in the file, not from the definition, so a ledger in which a user has inserted
rows is read where it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pycore.cells.stored import StoredCell, Value
from pycore.cells.values import is_blank
from pycore.contributions import WORKBOOKS, hint
from pycore.errors import FileProblem, NotOurWorkbook
from pycore.formulas.cell_names import family_of, normalise_formula
from pycore.formulas.references import References
from pycore.formulas.tree import AreaOnSheet, resolve
from pycore.formulas.tree import CellKey as CellKey
from pycore.functions.catalogue import catalogue
from pycore.language import Language, Text
from pycore.package.package import Package, SheetPart
from pycore.reading.dropped_names import dropped_names, with_names_put_back
from pycore.sheets.definition import Workbook
from pycore.sheets.layout import Layout
from pycore.sheets.registry import find_workbook, installed_workbooks
from pycore.sheets.resize import as_large_as

"""A cell: sheet, row, column, counted from 1."""


@dataclass(frozen=True, eq=False)
class Book:
    """A workbook file that was made from one of the installed definitions."""

    package: Package
    definition: Workbook
    language: Language
    version: str
    name: str = field(default="")
    put_back: tuple[str, ...] = ()
    """Names of its version that Excel takes for none and had dropped; they stand in the package again."""

    @classmethod
    def open(cls, source: Path | str | bytes) -> Book:
        """Read a file and recognise its template.

        Raises:
            FileProblem: not a workbook, or not one of ours.
        """
        return cls.of(Package.read(source), "" if isinstance(source, bytes) else Path(source).name)

    @classmethod
    def of(cls, package: Package, name: str = "") -> Book:
        """Recognise the template of a package that has been read.

        Raises:
            FileProblem: not one of our workbooks.
        """
        known = {n.name: n.formula for n in package.names if n.sheet is None}
        at = {key: _value_at(package, known, f"cover_{key}") for key in ("template", "version", "language")}
        definition = find_workbook(str(at["template"]))
        if definition is None:
            more = hint(WORKBOOKS)
            said = str(at["template"] or "")
            raise NotOurWorkbook(
                Text(
                    f"{name or '该文件'} 不是 TwinLedger 工作簿：封面上的模板名是“{said or '空白'}”，应为 "
                    f"{'、'.join(installed_workbooks())} 之一。{more.zh}请用 twinledger new 新建工作簿。",
                    f"{name or 'This file'} is not a TwinLedger workbook: the template on its cover is "
                    f'"{said or "blank"}", expected one of {", ".join(installed_workbooks())}. '
                    f"Make one with `twinledger new`.{more.en}",
                ),
                Text(
                    f"封面上的模板名{f'是“{said}”' if said else '为空白'}，已安装的是 {'、'.join(installed_workbooks())}",
                    f"its cover names {f'the template {said}' if said else 'no template'}, installed are "
                    f"{' and '.join(installed_workbooks())}",
                ),
            )
        definition = as_large_as(definition, known)
        language: Language = "en" if at["language"] == "en" else "zh"
        version = str(at["version"])
        dropped = dropped_names(package, definition, version)
        if dropped:
            package = with_names_put_back(package, definition, version, language, dropped)
        return cls(package, definition, language, version, name, dropped)

    @cached_property
    def names(self) -> dict[str, str]:
        """Defined names of the whole workbook and what they stand for; those of an earlier version under their present
        name too."""
        known = {n.name: n.formula for n in self.package.names if n.sheet is None}
        renamed = {
            present: known[old]
            for old, present in self.definition.renamed.items()
            if old in known and present not in known
        }
        carried = {
            present: known[old]
            for present, old in self.definition.carried.items()
            if old in known and present not in known
        }
        return known | renamed | carried

    def missing_names(self) -> list[str]:
        """Defined names of the template that the file has lost, as after a program's repair of it.

        Of an earlier version only those are known that Excel drops; names that came later are not missed.
        """
        if self.version != self.definition.version:
            return list(self.put_back)
        return [name for name in Layout(self.definition, self.language).names if name not in self.names]

    def area(self, name: str) -> AreaOnSheet:
        """Where a defined name stands; a missing name is a FileProblem."""
        if name not in self.names:
            raise FileProblem(
                Text(
                    f"工作簿缺少名称 {name}，模板可能被改动。请从新模板重新填写，或恢复该名称。",
                    f"The defined name {name} is missing: the template seems altered. Restore it or start from a new template.",
                )
            )
        return resolve(self.names[name], "", self.names)

    def cells_of(self, name: str) -> list[CellKey]:
        """The cells of a defined name, row by row."""
        a = self.area(name)
        return [(a.sheet, r, c) for r in range(a.row1, a.row2 + 1) for c in range(a.column1, a.column2 + 1)]

    @cached_property
    def cells(self) -> dict[CellKey, StoredCell]:
        """Every cell of the file that holds something."""
        return {(sheet.name, cell.row, cell.column): cell for sheet, cells in self.stored.items() for cell in cells}

    @cached_property
    def stored(self) -> dict[SheetPart, list[StoredCell]]:
        """The cells of each sheet in the order in which they stand in the file, one that stands there twice twice."""
        return {sheet: list(self.package.sheet_cells(sheet)) for sheet in self.package.sheets}

    @cached_property
    def formulas(self) -> dict[CellKey, str]:
        """Every formula, function names in their plain form, without ``=``."""
        known = frozenset(catalogue())
        return {
            key: normalise_formula(c.formula, known, family_of(c.formula, c.row))
            for key, c in self.cells.items()
            if c.formula is not None
        }

    @cached_property
    def references(self) -> References:
        """What the formulas read of each other, found out once for all who ask."""
        return References(self.names)

    @cached_property
    def values(self) -> dict[CellKey, Value]:
        """Every value as the file has it (cached values for formulas)."""
        return {key: cell.value for key, cell in self.cells.items()}

    def with_results(self, results: Mapping[CellKey, Value]) -> Book:
        """Return the same file as if its formulas had other results; what is typed in stays."""
        other = replace(self)
        values = {**self.values, **{cell: value for cell, value in results.items() if cell in self.formulas}}
        # What has been read of the file already is not read again.
        other.__dict__.update(stored=self.stored, cells=self.cells, formulas=self.formulas, values=values)
        return other

    def value(self, name: str, index: int = 0) -> Value:
        """The value of one cell of a name, as the file has it or as `with_results` says; None for a blank."""
        held = self.values.get(self.cells_of(name)[index])
        return None if is_blank(held) else held


def _value_at(package: Package, names: dict[str, str], name: str) -> Value:
    """Return the value of the cell that a name stands for; None where there is no such name or sheet."""
    if name not in names:
        return None
    place = resolve(names[name], "", names)
    if all(s.name != place.sheet for s in package.sheets):
        return None
    return next(
        (c.value for c in package.sheet_cells(place.sheet) if (c.row, c.column) == (place.row1, place.column1)),
        None,
    )
