"""One cell of a table as the ledger takes it: its number in the ledger's unit, its entry of the list, its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pycore.cells.number_text import number_meant
from pycore.cells.stored import ErrorValue, Value
from pycore.equations.argument import ArgumentProblem
from pycore.equations.units import convert, unit
from pycore.errors import Problem
from pycore.filling.synonyms import ENTRIES, words_of
from pycore.language import Text
from pycore.library import library
from pycore.package.value_xml import LONGEST_TEXT
from pycore.reading.cells import CellProblem, expected, taken
from pycore.reading.choices import Choices, Options, as_text
from pycore.reading.source_tables import PER_TIME
from pycore.sheets.definition import Column, Kind, Table, Workbook
from pycore.sheets.meaning_of import entry_of, meanings_of
from pycore.sheets.meanings import Meaning, SharedEntry
from pycore.sheets.user_names import looked_up

_PIECES = re.compile(r"\s+or\s+|\s*或\s*|;\s*for\s+|[;；、，,]")
_MASS_BY_MASS = re.compile(r"([kM]?t|[km]?g)[A-Z]\w*/([kM]?t|[km]?g)")
_FLUE_GAS = frozenset({Meaning.CONCENTRATION, Meaning.FLUE_GAS_FLOW})


@dataclass(frozen=True, slots=True)
class Converted:
    """A value for a ledger's cell, and the ledger's unit that it was converted into ("" where none was)."""

    value: float | str
    unit: str = ""


def units_of(column: Column) -> tuple[str, ...]:
    """The units that a column may hold, as the registry reads them: "t 或 10⁴Nm³" has two.

    >>> from pycore.language import Text
    >>> units_of(Column(key="q", title=Text("量", "q"), unit=Text("t 或 10⁴Nm³", "t or 10⁴ Nm³")))
    ('t', '10⁴ Nm³')
    """
    if "%" in column.format or column.unit.en in ("0–1", "±%"):
        return ("1",)
    found = []
    for piece in _PIECES.split(column.unit.en):
        words = piece.strip()
        for text in (words, words.rpartition(" ")[2]):
            if (text and text[0] not in "0123456789–") or text.startswith("10"):
                try:
                    unit(text)
                except ArgumentProblem:
                    continue
                found.append(text)
                break
    return tuple(dict.fromkeys(found))


def said_units(column: Column) -> frozenset[str]:
    """The units that a column may hold, as its head says them in either language."""
    pieces = (piece.strip() for text in (column.unit.zh, column.unit.en) for piece in _PIECES.split(text))
    return frozenset(text for piece in pieces for text in (piece, piece.rpartition(" ")[2]) if text)


@dataclass(frozen=True)
class Taking:
    """Takes the cells of a table into the columns of one ledger.

    Attributes:
        hours: of work in a year, for amounts by the hour; None where it was not said.
    """

    definition: Workbook
    table: Table
    choices: Choices
    hours: float | None = None
    _options: dict[str, Options] = field(default_factory=dict)

    def value(self, column: Column, value: Value, said_unit: str, where: str) -> Converted:
        """Take one cell that is not blank.

        Raises:
            CellProblem: it is no number, has a unit that cannot be converted, is no entry of the list, and so on.
        """
        if isinstance(value, ErrorValue):
            taken(column, value, where, None)
        if column.kind is Kind.CHOICE:
            return Converted(self.choices.held(column.choices, self._entry(column, value, where)))
        if column.kind is Kind.TEXT:
            text = as_text(value).strip()
            if len(text) > LONGEST_TEXT:
                raise CellProblem(_too_long(column, where, len(text)))
            return Converted(str(taken(column, text, where, None, f"{self.table.key}_{column.key}" in self._names)))
        number = number_meant(value) if isinstance(value, str) else value
        if number is None or isinstance(number, bool):
            return Converted(taken(column, value, where, None))
        if isinstance(value, str) and value.strip().endswith(("%", "％")):
            said_unit = "1"  # number_meant has divided by 100
        converted = self._converted(column, float(number), said_unit, where)
        return Converted(taken(column, converted.value, where, None), converted.unit)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names of input cells whose texts other cells look up."""
        return looked_up(self.definition.filled_blocks(), self.definition.lists)

    def _converted(self, column: Column, number: float, said: str, where: str) -> Converted:
        """Convert a number into the first unit of the column that measures the same."""
        if not said:
            return Converted(number)
        targets = units_of(column)
        for target in targets:
            for factor, source in self._readings(column, said, target):
                try:
                    return Converted(convert(number * factor, source, target), target)
                except ArgumentProblem:
                    continue
        by_time = PER_TIME.search(said)
        if by_time and (by_time["hourly"] or by_time["daily"]) and self.hours is None:
            action = Text(
                "请用 --hours 给出年运行小时数，或换算为年量。",
                "Give the hours of a year with --hours, or convert it into a yearly amount.",
            )
        else:
            action = Text(
                "请在来源表中换算为台账的单位。", "Convert it into the ledger's unit in the table that you paste."
            )
        wanted = expected(column)
        raise CellProblem(Problem(where, Text(f"{number:.15g} {said}", f"{number:.15g} {said}"), wanted, action))

    def _readings(self, column: Column, said: str, target: str) -> list[tuple[float, str]]:
        """The ways to read a unit, each with what its number is multiplied with."""
        plain = "1" if said in ("0-1", "0–1") else said
        found = [(1.0, plain)]
        if meanings_of(self.definition).of(self.table, column.key) & _FLUE_GAS:
            # Flue gas is always at standard state, whether the unit says so or not.
            found.append((1.0, plain.replace("Nm", "m").replace("标准立方米", "立方米").replace("标立方米", "立方米")))
        mass = _MASS_BY_MASS.fullmatch(target)
        if mass is not None and plain in ("%", "1"):
            found.append((convert(1, plain, f"{mass[1]}/{mass[2]}"), target))
        by_time = PER_TIME.search(plain)
        if by_time is not None:
            amount = plain[: by_time.start()]
            if by_time["annual"]:
                found.append((1.0, amount))
            elif self.hours is not None:
                found.append((self.hours if by_time["hourly"] else self.hours / 24, amount))
        return found

    def _entry(self, column: Column, value: Value, where: str) -> str:
        """Find the entry of a list by its label, its code or id, the other language, or a printed or shared name."""
        options = self._options_of(column)
        label = options.label(value)
        if label is None:
            code = self._codes(column, options).get(_plain(as_text(value)))
            label = next((one for one in options.labels if options.code(one) == code), None)
        if label is None:
            taken(column, value, where, options)  # raises, with the entries that are near
            return as_text(value)
        return label

    def _options_of(self, column: Column) -> Options:
        if column.choices not in self._options:
            self._options[column.choices] = self.choices.options(column.choices)
        return self._options[column.choices]

    def _codes(self, column: Column, options: Options) -> Mapping[str, str]:
        """Codes by other names: printed names and ids of the library, and shared words; of two alike the first counts."""
        codes = {options.code(label) for label in options.labels}
        found: dict[str, str] = {}
        for code in filter(None, codes):
            shared = entry_of(column, self.definition, code)
            if shared in set(SharedEntry):
                for word in words_of(ENTRIES.get(SharedEntry(shared), "")):
                    found.setdefault(_plain(word), code)
        for factor in library().factors.values():
            if factor.key in codes:
                item = factor.id.partition(f".{factor.key}.")[0] + f".{factor.key}"  # fuel.2023.diesel of its ncv
                for name in (factor.id, item, factor.name_zh.split("：")[0], factor.name_en.split(": ")[0]):
                    found.setdefault(_plain(name), factor.key)
        for label in options.labels:
            # 烟煤（动力煤） and 灰渣、滤饼 are also found by their first words, where no other entry begins so.
            short = _plain(re.split(r"[（(、，,/]", label)[0])
            if short and sum(_plain(other).startswith(short) for other in options.labels) == 1:
                found.setdefault(short, str(options.code(label)))
        return {name: code for name, code in found.items() if name}


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _too_long(column: Column, where: str, length: int) -> Problem:
    return Problem(
        where,
        Text(f"{length:,} 个字符的文字", f"a text of {length:,} characters"),
        expected(column),
        Text(f"请缩短到 {LONGEST_TEXT:,} 个字符以内。", f"Shorten it to {LONGEST_TEXT:,} characters."),
    )
