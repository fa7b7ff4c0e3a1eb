"""What a comparison of two submissions has found, in words and as JSON data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from pycore.cells.stored import Value
from pycore.compare.values import RESULT_TOLERANCE, equal, number_text, percent, relative_change, where
from pycore.language import Language, Text


class KindOfChange(Enum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the two files."""

    file: str
    version: str
    language: Language


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value in both files; a choice is its code, and `old_text` and `new_text` are its words.

    `old_cell` and `new_cell` are `sheet!cell` in either file, empty where the row is in one file alone. A cell that
    follows another has its formula.
    """

    name: str
    title: Text
    label: Text
    old_cell: str
    new_cell: str
    old: Value
    new: Value
    old_text: Text
    new_text: Text
    old_formula: str = ""
    new_formula: str = ""

    def sentence(self, language: Language) -> str:
        """Say a changed value on one line: cell, what it is, old and new, and by how much in percent."""
        place = where(self.old_cell, self.new_cell)
        what = " ".join(x for x in (self.label[language], self.title[language]) if x)
        old, new = self.old_text[language], self.new_text[language]
        if self.old_formula != self.new_formula:
            old += f" (={self.old_formula})" if self.old_formula else ""
            new += f" (={self.new_formula})" if self.new_formula else ""
        return f"{place}{'：' if language == 'zh' else ': '}{what} {old} → {new}{percent(self.old, self.new, language)}"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table that is in one file alone, or differs; `cells` has what it holds, or what differs."""

    change: KindOfChange
    table: str
    title: Text
    label: Text
    old_row: str
    new_row: str
    cells: tuple[CellChange, ...]

    def sentences(self, language: Language) -> list[str]:
        """Say a row: a line for one that came or went, a line for each changed value of one that stayed."""
        zh = language == "zh"
        if self.change is KindOfChange.CHANGED:
            return [c.sentence(language) for c in self.cells]
        said = {
            KindOfChange.ADDED: Text("新增一行", "row added"),
            KindOfChange.REMOVED: Text("删除一行", "row removed"),
        }[self.change]
        side = self.change is KindOfChange.ADDED
        held = [
            f"{c.title[language]} {(c.new_text if side else c.old_text)[language]}"
            for c in self.cells
            if isinstance(c.new if side else c.old, float)
        ]
        row = self.new_row if side else self.old_row
        listed = ("，" if zh else ", ").join([self.label[language], *held])
        return [f"{row}{'：' if zh else ': '}{said[language]}{'：' if zh else ': '}{listed}"]


@dataclass(frozen=True, slots=True)
class FormulaChange:
    """One family of formulas that differs: `old` and `new` are examples, empty where there is none.

    A formula that has become a value has `=` nowhere: `new` is the value and `overwritten` is true.
    """

    name: str
    title: Text
    old_cells: tuple[str, ...]
    new_cells: tuple[str, ...]
    old: str
    new: str
    overwritten: bool = False

    def sentence(self, language: Language) -> str:
        """Say the formulas of a column that changed on one line: cells, how many, old and new."""
        zh = language == "zh"
        cells = self.new_cells or self.old_cells
        where = cells[0] + (f"…{cells[-1].rpartition('!')[2]}" if len(cells) > 1 else "")
        count = len(cells)
        if self.overwritten:
            said = Text(f"{count} 个公式被数值覆盖", f"{count} formula(s) overwritten by a value")
        elif not self.new:
            said = Text(f"{count} 个公式被删除", f"{count} formula(s) removed")
        elif not self.old:
            said = Text(f"新增 {count} 个公式", f"{count} formula(s) added")
        else:
            said = Text(f"{count} 个公式改变", f"{count} formula(s) changed")
        old, new = (self.old or "–"), (self.new or "–")
        return (
            f"{where}{'：' if zh else ': '}{self.title[language]} {said[language]}{'：' if zh else ': '}{old} → {new}"
        )


@dataclass(frozen=True, slots=True)
class ResultChange:
    """A result in both files: what the inputs give (`old`, `new`) and what the files say (`old_filed`, `new_filed`)."""

    name: str
    title: Text
    label: Text
    old_cell: str
    new_cell: str
    old: Value
    new: Value
    old_filed: Value
    new_filed: Value
    old_text: Text
    new_text: Text

    @property
    def changed(self) -> bool:
        """Whether the inputs give another result, and not only the cached value differs."""
        return self.old_text != self.new_text or not equal(self.old, self.new, RESULT_TOLERANCE)

    @property
    def relative(self) -> float | None:
        """Relative change, as a fraction of the old value; None where that is no number or zero."""
        return relative_change(self.old, self.new)

    def sentence(self, language: Language) -> str:
        """Say a result on one line: changed with its percentage, or the same although the file held another value."""
        zh = language == "zh"
        what = " ".join(x for x in (self.label[language], self.title[language]) if x)
        place = f"{where(self.old_cell, self.new_cell)}{'：' if zh else ': '}{what} "
        if self.changed:
            return (
                f"{place}{self.old_text[language]} → {self.new_text[language]}{percent(self.old, self.new, language)}"
            )
        old, new = number_text(self.old_filed), number_text(self.new_filed)
        return (
            place
            + Text(
                f"输入给出的结果未变，但文件中的值 {old} → {new}",
                f"the inputs give the same, but the value in the file {old} → {new}",
            )[language]
        )


@dataclass(frozen=True, slots=True)
class ProductStanding:
    """One product in one table of results: each of its values in both files, whether it has changed or not."""

    table: Text
    product: Text
    values: tuple[ResultChange, ...]

    def sentence(self, language: Language) -> str:
        """Say how a product stands on one line, old and new of each value; a value that stayed is said once."""
        zh = language == "zh"
        said = []
        for value in self.values:
            old, new = value.old_text[language], value.new_text[language]
            change = f"{old} → {new}{percent(value.old, value.new, language)}" if value.changed else old
            said.append(f"{value.title[language]} {change}")
        head = f"{self.table[language]}：" if zh else f"{self.table[language]}: "
        return head + ("，" if zh else ", ").join([self.product[language], *said])


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed between two files.

    Attributes:
        fields, rows: inputs: single fields, and rows of tables.
        factors: own values, values in use, and library values.
        standings: how each product stands in both files, those that stand as before too.
        translated: texts that differ in two files of two languages; they are no change.
        notes: what is good to know and changes nothing.
    """

    old: Edition
    new: Edition
    fields: tuple[CellChange, ...]
    rows: tuple[RowChange, ...]
    factors: tuple[CellChange, ...]
    formulas: tuple[FormulaChange, ...]
    results: tuple[ResultChange, ...]
    standings: tuple[ProductStanding, ...] = ()
    translated: tuple[CellChange, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def same(self) -> bool:
        """Nothing has changed: texts of another language and notes do not count."""
        return not (self.fields or self.rows or self.factors or self.formulas or self.results)

    def sections(self, language: Language) -> list[tuple[str, list[str]]]:
        """Say everything: a heading and its sentences, results first."""
        inputs = [c.sentence(language) for c in self.fields]
        inputs += [s for r in self.rows for s in r.sentences(language)]
        said = (
            (Text("结果", "Results"), [r.sentence(language) for r in self.results]),
            (
                Text("产品的偏差、协同度 S 与等级", "Deviation, S and grade of the products"),
                [] if self.same else [p.sentence(language) for p in self.standings],
            ),
            (Text("公式", "Formulas"), [f.sentence(language) for f in self.formulas]),
            (Text("输入", "Inputs"), inputs),
            (Text("因子", "Factors"), [c.sentence(language) for c in self.factors]),
            (Text("说明", "Notes"), [n[language] for n in self.notes]),
        )
        return [(title[language], lines) for title, lines in said if lines]

    def json(self, language: Language) -> dict[str, Any]:
        """Return the comparison as JSON data."""
        return {
            "same": self.same,
            "old": _edition_json(self.old),
            "new": _edition_json(self.new),
            "inputs": {
                "fields": [_cell_json(c, language) for c in self.fields],
                "rows": [
                    {
                        "change": r.change.value,
                        "table": r.table,
                        "label": r.label[language],
                        "old_row": r.old_row,
                        "new_row": r.new_row,
                        "cells": [_cell_json(c, language) for c in r.cells],
                    }
                    for r in self.rows
                ],
            },
            "factors": [_cell_json(c, language) for c in self.factors],
            "formulas": [
                {
                    "name": f.name,
                    "title": f.title[language],
                    "old": f.old,
                    "new": f.new,
                    "overwritten": f.overwritten,
                    "old_cells": list(f.old_cells),
                    "new_cells": list(f.new_cells),
                }
                for f in self.formulas
            ],
            "results": [_result_json(r, language) for r in self.results],
            "standings": [
                {
                    "table": p.table[language],
                    "product": p.product[language],
                    "values": [_result_json(r, language) for r in p.values],
                }
                for p in self.standings
            ],
            "translated": [_cell_json(c, language) for c in self.translated],
            "notes": [n[language] for n in self.notes],
        }


def _edition_json(edition: Edition) -> dict[str, str]:
    return {"file": edition.file, "version": edition.version, "language": edition.language}


def _result_json(result: ResultChange, language: Language) -> dict[str, Any]:
    """Return a result in both files as JSON data, in a language."""
    return {
        "name": result.name,
        "title": result.title[language],
        "label": result.label[language],
        "old_cell": result.old_cell,
        "new_cell": result.new_cell,
        "old": result.old,
        "new": result.new,
        "relative": result.relative,
        "old_in_file": result.old_filed,
        "new_in_file": result.new_filed,
    }


def _cell_json(change: CellChange, language: Language) -> dict[str, Any]:
    """Return a changed value as JSON data, in a language."""
    return {
        "name": change.name,
        "title": change.title[language],
        "label": change.label[language],
        "old_cell": change.old_cell,
        "new_cell": change.new_cell,
        "old": change.old,
        "new": change.new,
        "old_text": change.old_text[language],
        "new_text": change.new_text[language],
        "old_formula": change.old_formula,
        "new_formula": change.new_formula,
    }
