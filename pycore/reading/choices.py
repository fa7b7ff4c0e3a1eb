"""What each drop-down of a workbook file offers, and the code of each entry, whatever the language.

The labels come from the file, not from the definition: a user names own process units, and a list may be the
cells of another table (``=products_product``).
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

import formualizer

from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.errors import FileProblem, Problem
from pycore.formulas.text import tokens
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, address, precedents
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Kind
from pycore.sheets.user_names import Followed, followed

MOST_CELLS = 100_000  # of a list; a name that covers more has been altered
MOST_NAMED = 8  # a list that is no longer than this is named in full


def area_of(book: Book, name: str) -> AreaOnSheet:
    """Find the cells of a defined name.

    Raises:
        FileProblem: the name is missing, or what it stood for has been deleted.
    """
    try:
        return book.area(name)
    except FormulaProblem as reason:
        raise FileProblem(
            Text(
                f"名称 {name} 现在指向“{book.names[name]}”，不是单元格，模板可能被改动。"
                "请恢复该名称，或从新模板重新填写。",
                f'The defined name {name} now stands for "{book.names[name]}", which is no cell: the '
                "template seems altered. Restore it or start from a new template.",
            )
        ) from reason


def as_text(value: Value) -> str:
    """Write a value as the text that a cell shows: 2023, 12.5, TRUE."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def _same(text: str) -> str:
    """Spreadsheets compare texts without regard to capitals; so do we."""
    return text.casefold()


def _alike(text: str) -> str:
    """Let go of what people do not see: spaces around, full-width forms, capitals."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


@dataclass(frozen=True)
class Options:
    """What one drop-down offers.

    Attributes:
        labels: the entries as they stand in the file.
        codes: the code of each entry, by its label without regard to capitals.
        meant: labels by what a user may have typed in their place, such as the code or the other language.
    """

    labels: tuple[str, ...]
    codes: Mapping[str, str]
    meant: Mapping[str, str] = field(default_factory=dict)

    def code(self, value: Value) -> str | None:
        """Return the code of an entry; None if it is not in the list."""
        return self.codes.get(_same(as_text(value)))

    def label(self, value: Value) -> str | None:
        """Return the entry that a text is, by its code or in the other language too; None where it is no entry."""
        typed = _alike(as_text(value))
        alike = {_alike(label): label for label in reversed(self.labels)}
        return alike.get(typed) or self.meant.get(typed)

    def nearest(self, value: Value) -> list[str]:
        """Return up to three labels that were probably meant."""
        typed = _alike(as_text(value))
        alike = {_alike(label): label for label in reversed(self.labels)}
        if (label := self.label(value)) is not None:
            return [label]
        begins = [label for key, label in alike.items() if typed and key.startswith(typed)]
        close = [alike[key] for key in difflib.get_close_matches(typed, alike, n=3, cutoff=0.5)]
        return list(dict.fromkeys([*close, *begins[::-1]]))[:3]

    def proposal(self, value: Value) -> Text:
        """Say what to choose instead."""
        near = self.nearest(value)
        if near:
            zh, en = "或".join(f"“{x}”" for x in near), " or ".join(f'"{x}"' for x in near)
            return Text(f"是否为{zh}？请从下拉列表中选择。", f"Did you mean {en}? Choose from the list.")
        if 0 < len(self.labels) <= MOST_NAMED:
            return Text(f"可选：{'、'.join(self.labels)}。", f"Choose one of: {', '.join(self.labels)}.")
        if not self.labels:
            return Text(
                "列表目前为空，请先填写它所引用的表。",
                "The list is empty: first fill in the table that it refers to.",
            )
        return Text("请从下拉列表中选择。", "Choose from the list.")


class Choices:
    """The drop-downs of one workbook file."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._known: dict[str, Options] = {}

    def options(self, choices: str) -> Options:
        """Return what a drop-down offers: a closed list by its key, or with a leading ``=`` another range."""
        if choices not in self._known:
            other = choices.startswith("=")
            self._known[choices] = self._range(choices[1:]) if other else self._list(choices)
        return self._known[choices]

    def held(self, choices: str, label: str) -> float | str:
        """What a cell holds where an entry is chosen: a year that is offered as a number stays a number."""
        if not choices.startswith("="):
            return label
        values = (self.book.values.get(cell) for cell in self._cells(choices[1:]))
        numbers = (v for v in values if isinstance(v, float | int) and not isinstance(v, bool) and as_text(v) == label)
        return next(numbers, label)

    def ambiguous_names(self) -> Iterator[tuple[CellKey, Problem]]:
        """Find names of the user's own that repeat another entry: the list offers them once.

        In lists of earlier versions, which offered them twice, rows of either entry counted for both.
        """
        for item in self.book.definition.lists:
            own = [followed(label.zh) for _, label in item.entries]
            if not any(own):
                continue
            seen: set[str] = set()
            for cell, follows in zip(self._cells(f"{item.key}_list"), own, strict=False):
                label = as_text(self.label(cell))
                typed = self._typed(follows)
                again = _same(label) in seen
                if typed is not None and (again or _same(as_text(self.book.values.get(typed))) != _same(label)):
                    name = as_text(self.book.values.get(typed))
                    yield (
                        typed,
                        Problem(
                            address(typed),
                            Text(f"重复的名称“{name}”", f'the name "{name}" again'),
                            Text(
                                f"列表“{item.title.zh}”中不重复的名称",
                                f'a name new to the list "{item.title.en}"',
                            ),
                            Text("请为自定义项另取名称。", "Give your own entry another name."),
                        ),
                    )
                if label:
                    seen.add(_same(label))

    def _typed(self, follows: Followed | None) -> CellKey | None:
        """The cell in which the user has typed the name of an entry; None where there is none."""
        if follows is None or follows.name not in self.book.names:
            return None
        cells = self._cells(follows.name)
        cell = cells[follows.row - 1] if follows.row <= len(cells) else None
        return None if cell is None or is_blank(self.book.values.get(cell)) else cell

    def _cells(self, name: str) -> list[CellKey]:
        """Return the cells of a list; `FileProblem` where the name covers far more than a list has."""
        area = area_of(self.book, name)
        if area.rows * area.columns > MOST_CELLS:
            raise FileProblem(
                Text(
                    f"名称 {name} 覆盖了 {area.rows * area.columns} 个单元格，模板可能被改动。请恢复该名称。",
                    f"The defined name {name} covers {area.rows * area.columns} cells: the template seems "
                    "altered. Restore it.",
                )
            )
        return self.book.cells_of(name)

    def _list(self, key: str) -> Options:
        """Read a list: labels in their order, codes by label; of two labels that read the same the first counts."""
        labels: list[str] = []
        codes: dict[str, str] = {}
        shown: dict[str, str] = {}
        for label_cell, code_cell in zip(self._cells(f"{key}_list"), self._cells(f"{key}_code"), strict=False):
            label, code = as_text(self.label(label_cell)), as_text(self.book.values.get(code_cell))
            if not is_blank(label) and not is_blank(code) and _same(label) not in codes:
                labels.append(label)
                codes[_same(label)] = code
                shown.setdefault(code, label)
        meant = {_alike(code): label for code, label in shown.items()}
        for item in self.book.definition.lists:
            if item.key == key:
                for code, text in item.entries:
                    meant |= {_alike(x): shown[code] for x in (text.zh, text.en) if code in shown}
        return Options(tuple(labels), codes, meant)

    def _range(self, name: str) -> Options:
        """The values of another range; where they are choices themselves their codes are taken over."""
        values = [self.book.values.get(cell) for cell in self._cells(name)]
        held = [v for v in values if not is_blank(v) and not isinstance(v, ErrorValue)]
        labels = tuple(dict.fromkeys(as_text(v) for v in held))
        owner = self._owners.get(name)
        if owner is None:
            return Options(labels, {_same(label): label for label in labels})
        origin = self.options(owner)
        return Options(
            labels,
            {_same(label): origin.code(label) or label for label in labels},
            {typed: label for typed, label in origin.meant.items() if label in labels},
        )

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The list behind each range that holds choices."""
        definition = self.book.definition
        columns = ((f"{t.key}_{c.key}", c) for t in definition.tables() for c in t.columns)
        return {
            name: column.choices
            for name, column in columns
            if column.kind is Kind.CHOICE and not column.choices.startswith("=")
        }

    def label(self, cell: CellKey) -> Value:
        """The text of a list entry; one that is a formula is calculated from what the user has typed."""
        held = self.book.cells.get(cell)
        if held is None:
            return None
        value = held.value
        if held.formula is not None:
            with suppress(FormulaProblem, formualizer.ExcelEvaluationError, ValueError):
                value = self._calculated(held.formula, cell[0])
        return None if isinstance(value, ErrorValue) else value

    def _calculated(self, formula: str, sheet: str) -> Value:
        """Calculate one formula in a small workbook of the cells that it reads.

        The cached value will not do: a file that no spreadsheet program has calculated has none, and one that
        a script filled in has that of the template.
        """
        engine = formualizer.Workbook()
        names = self.book.names
        areas = precedents(formula, sheet, names)
        if sum(area.rows * area.columns for area in areas) > MOST_CELLS:
            raise ValueError(formula)
        for name in {sheet, *(area.sheet for area in areas)}:
            engine.add_sheet(name)
        for area in areas:
            for row in range(area.row1, area.row2 + 1):
                for column in range(area.column1, area.column2 + 1):
                    value = self.book.values.get((area.sheet, row, column))
                    if value is not None:
                        engine.set_value(area.sheet, row, column, value)
        written = "".join(names.get(p.text, p.text) if p.kind == "word" else p.text for p in tokens(formula))
        corner = 1 + max([a.row2 for a in areas if a.sheet == sheet], default=0)
        engine.set_formula(sheet, corner, 1, "=" + written)
        value = engine.evaluate_cell(sheet, corner, 1)
        if isinstance(value, dict):
            raise ValueError(value)
        return value if isinstance(value, str | float | bool) or value is None else as_text(value)
