"""From a column's definition to the formula in a cell: both ways to a value, core and native."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pycore.cells.addresses import column_letters
from pycore.equations.equation import Equation
from pycore.language import Language, Text
from pycore.sheets.definition import Column, Field, Formula, Table

_PLACEHOLDER = re.compile(r"\[(\w+)\]")


def fill(template: str, addresses: Mapping[str, str], index: int) -> str:
    """Put cell addresses into a template: ``[column]`` by its address, ``{i}`` by the row's number."""

    def cell(match: re.Match[str]) -> str:
        return addresses[match.group(1)]

    return _PLACEHOLDER.sub(cell, template.replace("{i}", str(index)))


def row_addresses(table: Table, row: int) -> dict[str, str]:
    """Return the address of every column of a table in one row."""
    return {column.key: f"{column_letters(number)}{row}" for number, column in enumerate(table.columns, 1)}


def template_of(formula: Formula, language: Language) -> str:
    """Return the formula template for a language."""
    return formula[language] if isinstance(formula, Text) else formula


def core_first(call: str, native: str) -> str:
    """Write both ways to a value: the call of the core with the add-in, else the native form.

    The switch alone would not do. A program stores `TL_ON` as it was when the file was saved, so where a file that the
    add-in has calculated is edited without it, a cell would still call the core and show #NAME?. Here it falls back on
    its native form, which fails wherever the core refuses its arguments.
    """
    return f"IFERROR(IF(TL_ON,{call},NA()),{native})"


def by_core(equation: Equation, *arguments: str) -> str:
    """Write both ways to the value of an equation: the core's function, and its guarded native form."""
    return core_first(equation.call(arguments), equation.native_guarded(arguments))


def both_ways(equation: Equation, arguments: tuple[str, ...], addresses: Mapping[str, str]) -> str:
    """Write the cell of an equation: blank for a blank argument, the core with the add-in, else the native form."""
    cells = [addresses.get(a, a) for a in arguments]
    required = [cell for cell, argument in zip(cells, equation.arguments, strict=False) if argument.required]
    blank = f'{required[0]}=""' if len(required) == 1 else "OR(" + ",".join(f'{c}=""' for c in required) + ")"
    return f'IF({blank},"",{by_core(equation, *cells)})'


def formula_of(column: Column, table: Table, row: int, index: int, language: Language) -> str:
    """Return the formula of a calculated cell, without ``=``."""
    addresses = row_addresses(table, row)
    formula = _calculating(column, addresses, index, language)
    return f'IF({fill(column.only_if, addresses, index)},{formula},"")' if column.only_if else formula


def _calculating(column: Column, addresses: Mapping[str, str], index: int, language: Language) -> str:
    """Return what a cell calculates where nothing keeps it blank."""
    if column.equation is not None and not column.formula:
        assert isinstance(column.equation, Equation)
        arguments = column.arguments or tuple(a.name for a in column.equation.arguments)
        filled = tuple(fill(a, addresses, index) for a in arguments)
        return both_ways(column.equation, filled, addresses)
    return fill(template_of(column.formula, language), addresses, index)


def field_formula(field: Field, language: Language) -> str:
    """Return the formula template of a field for a language, "" for none."""
    return template_of(field.formula, language)
