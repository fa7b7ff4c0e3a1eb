"""What the columns and fields of a definition are: declared, or as it follows from list, equation and unit.

A ledger is known by what its columns are. So a rule finds the fuel ledger of a workbook that calls it something else,
and a new workbook declares little: a fuel ledger of `FUEL_CO2` with a list of fuels declares nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

from pycore.equations.argument import ArgumentProblem
from pycore.equations.units import convert
from pycore.language import Text
from pycore.sheets.definition import Column, Field, Kind, Role, Table, Workbook
from pycore.sheets.meanings import Meaning

M = Meaning
_ENTERED = (Role.INPUT, Role.OVERRIDE)
_OWN = re.compile(r"\[(\w+)\]")


class Dimension(StrEnum):
    """What an amount is an amount of."""

    MASS = "mass"
    GAS_VOLUME = "gas_volume"
    ENERGY = "energy"
    ELECTRICITY = "electricity"


# The unit that thresholds are in, by dimension.
BASE_UNITS: Mapping[Dimension, tuple[str, ...]] = {
    Dimension.MASS: ("t", "tCH4", "tCO2", "tC", "tN2O"),
    Dimension.GAS_VOLUME: ("1e4*Nm3", "1e4*m3"),
    Dimension.ENERGY: ("GJ",),
}
_ALTERNATIVES = re.compile(r"\s+or\s+|;\s*for \w+\s+|;\s*|,\s*")
_PER_YEAR = re.compile(r"/(?:a|year|yr)$")


def dimensions(unit: Text) -> dict[Dimension, float]:
    """What a column is measured in, by dimension, with the size of its unit in the base unit.

    A column of "t or 10⁴ Nm³" has two; one with a unit that says nothing ("see unit") has none, and is then neither
    mass nor volume: nothing may be taken for granted of it.
    """
    found: dict[Dimension, float] = {}
    for part in _ALTERNATIVES.split(unit.en):
        read = _dimension(_PER_YEAR.sub("", part.strip()))
        if read is not None:
            found.setdefault(*read)
    return found


@lru_cache(maxsize=256)
def _dimension(unit: str) -> tuple[Dimension, float] | None:
    if not unit or not re.search(r"[A-Za-z]", unit):
        return None
    if unit.endswith("Wh"):
        size = _size(unit, "MWh")
        return (Dimension.ELECTRICITY, size) if size else None
    for dimension, bases in BASE_UNITS.items():
        for base in bases:
            if size := _size(unit, base):
                return dimension, size
    return None


def _size(unit: str, base: str) -> float:
    """What one of a unit is in a base unit; 0 where it measures something else, or is none."""
    if " " in unit and unit.replace(" ", "").isalpha():
        return 0.0  # words, as in "see unit": units that follow each other have a sign between them
    try:
        return convert(1, unit, base)
    except ArgumentProblem:
        return 0.0


# Of an equation's arguments and of its result: what the columns are that it takes.
_ARGUMENTS: Mapping[tuple[str, str], Meaning] = {
    ("TL_FUEL_CO2", "ncv"): M.CALORIFIC_VALUE,
    ("TL_FUEL_CO2", "carbon_content"): M.CARBON_PER_ENERGY,
    ("TL_FUEL_CO2", "oxidation"): M.OXIDATION,
    ("TL_CO2_RECOVERED", "volume"): M.GAS_VOLUME,
    ("TL_CO2_RECOVERED", "purity"): M.GAS_FRACTION,
    ("TL_HEAT_CO2", "heat"): M.HEAT,
    ("TL_FLUE_GAS_MASS", "concentration"): M.CONCENTRATION,
    ("TL_FLUE_GAS_MASS", "flow"): M.FLUE_GAS_FLOW,
    ("TL_FLUE_GAS_MASS", "hours"): M.HOURS,
}
_BY_UNIT: Mapping[str, Meaning] = {
    "mg/m³": M.CONCENTRATION, "m³/h": M.FLUE_GAS_FLOW, "h": M.HOURS, "MPa": M.PRESSURE, "°C": M.TEMPERATURE,
    "tC/GJ": M.CARBON_PER_ENERGY, "tC/TJ": M.CARBON_PER_ENERGY, "tC": M.CARBON,
}  # fmt: skip
_CALORIFIC, _CARBON_CONTENT = re.compile(r"[GM]J/(?:t|kg|10⁴ N?m³)"), re.compile(r"tC/(?:t|10⁴ N?m³)")
_EMITTED = re.compile(r"(?:k|M)?t(?:CO2e?|CH4|N2O)(?:/a)?\Z")
_FACTOR_UNIT = re.compile(r"(?:t|kg)(?:CO2e?|CH4|N2O|NOx)?(?: |/)")
_AMOUNT_OF = {
    Dimension.MASS: M.MASS, Dimension.GAS_VOLUME: M.GAS_VOLUME, Dimension.ENERGY: M.ENERGY,
    Dimension.ELECTRICITY: M.ELECTRICITY,
}  # fmt: skip


class Meanings:
    """What the columns and fields of one definition are."""

    def __init__(self, definition: Workbook) -> None:
        self.definition = definition
        self._lists = {item.key: item for item in definition.lists}
        self._columns = {table.key: self._of_table(table) for table in definition.tables()}
        self._first = {
            (table, meaning): key
            for table, columns in self._columns.items()
            for key, found in reversed(columns.items())
            for meaning in found
        }
        self._all = {table: frozenset().union(*columns.values()) for table, columns in self._columns.items()}
        self._fields = {
            f"{panel.key}_{one.key}": {one.meaning}
            for panel in definition.panels()
            for one in panel.fields
            if one.meaning is not None
        }

    def of(self, table: Table, column: str) -> frozenset[Meaning]:
        """What a column is."""
        return self._columns.get(table.key, {}).get(column, frozenset())

    def columns(self, table: Table, meaning: Meaning) -> tuple[str, ...]:
        """The keys of the columns of a table that are this."""
        return tuple(key for key, found in self._columns.get(table.key, {}).items() if meaning in found)

    def column(self, table: Table, meaning: Meaning) -> str:
        """The key of the first column of a table that is this; "" for none."""
        return self._first.get((table.key, meaning), "")

    def tables(self, *meanings: Meaning) -> tuple[Table, ...]:
        """The tables that have a column of each of these."""
        wanted = set(meanings)
        return tuple(t for t in self.definition.tables() if wanted <= self.all_of(t))

    def all_of(self, table: Table) -> frozenset[Meaning]:
        """All that the columns of a table are."""
        return self._all.get(table.key, frozenset())

    def field(self, meaning: Meaning) -> str:
        """The defined name of the field that is this; "" for none."""
        return next((name for name, found in self._fields.items() if meaning in found), "")

    @property
    def fields(self) -> frozenset[Meaning]:
        """All that the fields of the panels are."""
        return frozenset().union(*self._fields.values())

    # ── columns ──

    def _of_table(self, table: Table) -> dict[str, frozenset[Meaning]]:
        by_equation = dict(_by_equation(table))
        found = {}
        for column in table.columns:
            declared = column.meaning or self._of_list(column)
            given = {m for m in (declared or by_equation.get(column.key),) if m is not None}
            found[column.key] = given or set(_by_unit(column))
            if not declared and column.kind is Kind.NUMBER and column.role is Role.INPUT and column.required:
                found[column.key] |= set(_amount(column, found[column.key]))
        for column in table.columns:
            if column.role is Role.OVERRIDE:
                found[column.key] |= {M.OWN_VALUE, *_replaced(table, column, found)}
        return {key: frozenset(meanings) for key, meanings in found.items()}

    def _of_list(self, column: Column) -> Meaning | None:
        item = self._lists.get(column.choices) if column.kind is Kind.CHOICE else None
        return None if item is None else item.meaning


def _by_equation(table: Table) -> Iterator[tuple[str, Meaning]]:
    for column in table.columns:
        if column.equation is None:
            continue
        names = [argument.name for argument in column.equation.arguments]
        given = [a.strip("[]") for a in column.arguments] or names
        for name, key in zip(names, given, strict=False):
            if (meaning := _ARGUMENTS.get((column.equation.function, name))) is not None:
                yield key, meaning


def _by_unit(column: Column) -> Iterator[Meaning]:
    unit = column.unit.en
    if column.kind is not Kind.NUMBER:
        return
    if unit in _BY_UNIT:
        yield _BY_UNIT[unit]
    elif unit == "±%" and column.role in _ENTERED:
        yield M.UNCERTAINTY
    elif unit == "0–1":
        yield M.FRACTION
    elif _CALORIFIC.match(unit):
        yield M.CALORIFIC_VALUE
    elif _CARBON_CONTENT.match(unit):
        yield M.CARBON_CONTENT
    elif column.role not in _ENTERED and _EMITTED.match(unit):
        yield M.EMISSION
    elif column.role is not Role.INPUT and _FACTOR_UNIT.match(unit):
        yield M.FACTOR


_NO_AMOUNT = frozenset({M.CONCENTRATION, M.FLUE_GAS_FLOW, M.HOURS, M.DURATION, M.PRESSURE, M.TEMPERATURE, M.FRACTION,
                        M.GAS_FRACTION, M.UNCERTAINTY})  # fmt: skip


def _amount(column: Column, known: set[Meaning]) -> Iterator[Meaning]:
    """A required number is what a row is for, unless it is a concentration, a fraction or the like."""
    if known & _NO_AMOUNT:
        return
    yield M.AMOUNT
    if column.unit.en == "tCH4":
        yield M.METHANE
    read = dimensions(column.unit)
    yield from (_AMOUNT_OF[dimension] for dimension in read)


def _replaced(table: Table, own: Column, found: Mapping[str, set[Meaning]]) -> Iterator[Meaning]:
    """What the column is that takes an own value."""
    column = takes_own_value(table, own)
    if column is not None:
        yield from found[column.key] - {M.EMISSION}


def takes_library_value(table: Table, column: Column) -> bool:
    """Whether a column takes its value from the library: by its role, by the factor sheet, or by such a column.

    An emission follows from factors and is none.
    """
    if column.role is Role.DEFAULT or _EMITTED.match(column.unit.en):
        return column.role is Role.DEFAULT
    formula = column.formula if isinstance(column.formula, str) else column.formula.en
    beside = set(_OWN.findall(formula))
    return "factors_" in formula or any(c.role is Role.DEFAULT and c.key in beside for c in table.columns)


def takes_own_value(table: Table, own: Column) -> Column | None:
    """The column whose value an own value replaces: the first whose formula asks for it; None for no own value."""
    if own.role is not Role.OVERRIDE:
        return None
    for column in table.columns:
        formula = column.formula if isinstance(column.formula, str) else column.formula.en
        if column.role in (Role.DEFAULT, Role.CALCULATED) and own.key in _OWN.findall(formula):
            return column
    return None


# ── ledgers ──


class Ledger(StrEnum):
    """The ledgers that rules know, each by what its columns are."""

    FUELS = "fuels"
    CARBON = "carbon"
    CARBONATES = "carbonates"
    ELECTRICITY = "electricity"
    HEAT = "heat"
    CAPTURE = "capture"
    FLUE_GAS = "flue_gas"
    METHANE = "methane"


KNOWN_BY: Mapping[Ledger, tuple[Meaning, ...]] = {
    Ledger.FUELS: (M.FUEL, M.AMOUNT, M.CALORIFIC_VALUE),
    Ledger.CARBON: (M.DIRECTION, M.MATERIAL, M.AMOUNT, M.CARBON),
    Ledger.CARBONATES: (M.CARBONATE, M.AMOUNT),
    Ledger.ELECTRICITY: (M.ELECTRICITY, M.TRADE),
    Ledger.HEAT: (M.HEAT_MEDIUM, M.TRADE, M.AMOUNT),
    Ledger.CAPTURE: (M.DESTINATION, M.GAS_VOLUME),
    Ledger.FLUE_GAS: (M.CONCENTRATION, M.FLUE_GAS_FLOW),
    Ledger.METHANE: (M.METHANE,),
}


class _Held:
    """A definition as a key: definitions hold mappings and cannot be hashed."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.workbook is self.workbook

    def __hash__(self) -> int:
        return id(self.workbook)


@lru_cache(maxsize=16)
def _meanings(held: _Held) -> Meanings:
    return Meanings(held.workbook)


def meanings_of(definition: Workbook) -> Meanings:
    """Return what the columns and fields of a definition are."""
    return _meanings(_Held(definition))


def amount_column(meanings: Meanings, table: Table) -> str:
    """The column that makes a row count: its amount, else a concentration, else a volume of gas; "" for none."""
    wanted = (M.AMOUNT, M.CONCENTRATION, M.GAS_VOLUME)
    return next((key for meaning in wanted if (key := meanings.column(table, meaning))), "")


def entry_of(column: Column | Field, definition: Workbook, code: str) -> str:
    """The shared word for a code of a list; the code itself where the list declares none."""
    item = next((x for x in definition.lists if x.key == column.choices), None)
    return code if item is None else item.entry(code)
