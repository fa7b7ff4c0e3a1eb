"""A function of ours in a cell: what it is, and its calculation with the numbers put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pycore.cells.values import CellError, cells_of, error_among, is_range
from pycore.equations.equation import Equation
from pycore.equations.method import Method
from pycore.equations.number_text import format_number
from pycore.errors import TwinLedgerError
from pycore.explain.source import FunctionCall
from pycore.formulas.tree import address
from pycore.functions.explanation import explain
from pycore.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentCell:
    """An argument of a function in a cell; `cell` is blank where it is not one cell."""

    name: str
    meaning: Text
    unit: str
    value: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EquationUse:
    """A TL_ function in a cell: what it is, and the calculation with the numbers put in.

    Attributes:
        call: the call as it stands in the cell; `native` is the native form beside it, or "".
        formula: the equation with the names of its arguments; "" for a method.
        numbers: the calculation, line by line; or why it gives no result.
        constants: the constants in the equation, each with its source.
    """

    function: str
    title: Text
    call: str
    native: str
    formula: str
    numbers: tuple[Text, ...]
    constants: tuple[Text, ...]
    clause: Text
    flag: str
    arguments: tuple[ArgumentCell, ...]


def equation_use(call: FunctionCall) -> EquationUse:
    """Say a call with the numbers put in; an error among its arguments, or in the calculation, is said instead."""
    definition = call.definition
    numbers, constants = _calculation(call)
    return EquationUse(
        function=definition.function,
        title=definition.title,
        call=call.text,
        native=call.native,
        formula=definition.formula if isinstance(definition, Equation) else "",
        numbers=numbers,
        constants=constants,
        clause=definition.clause.text,
        flag=definition.clause.flag,
        arguments=tuple(_arguments(call)),
    )


def _arguments(call: FunctionCall) -> Iterator[ArgumentCell]:
    """Yield the arguments of a call, each with its value and, where it is one cell, the cell."""
    known = call.definition.arguments
    for i, (value, cell) in enumerate(zip(call.values, call.cells, strict=True)):
        if not known:
            return
        # The last argument of a variadic function stands for all that follow.
        argument = known[min(i, len(known) - 1)]
        if is_range(value):
            text = "…"
        elif isinstance(value, CellError):
            text = value.code
        else:
            text = "" if value is None else format_number(value)
        yield ArgumentCell(
            name=argument.name,
            meaning=argument.meaning,
            unit=argument.unit,
            value=text,
            cell="" if cell is None else address(cell),
        )


def _calculation(call: FunctionCall) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Say the calculation with its numbers, or why it gives none; and its constants with their sources."""
    definition, values = call.definition, call.values
    passed = error_among([c for v in values for c in cells_of(v)])
    if passed is not None:
        return (Text(f"{passed.code}：{passed.text.zh}", f"{passed.code}: {passed.text.en}"),), ()
    try:
        if isinstance(definition, Equation):
            if any(is_range(v) for v in values):
                return (), ()
            zh, en = explain(definition, values, "zh"), explain(definition, values, "en")
            # Title, equation and a line for each argument come before the sentence; the constants follow it.
            at = 2 + len(definition.arguments)
            said = [Text(*pair) for pair in zip(zh, en, strict=True)][at : at + 1 + len(definition.constants)]
            return tuple(said[:1]), tuple(said[1:])
        if isinstance(definition, Method):
            steps = definition.steps(*definition.complete(values)) if definition.steps else []
            result = "; ".join(format_number(c) for c in cells_of(definition(*values)))
            return (*steps, Text(f"结果 {result}", f"result {result}")), ()
    except TwinLedgerError as problem:
        return (problem.text,), ()
    except ArithmeticError:
        return (Text("除数为 0 或结果超出范围", "division by zero, or a result out of range"),), ()
    return (), ()
