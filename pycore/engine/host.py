"""The formula engine as a host of the TL_ functions: what its cells hold becomes cell values, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pycore.cells.values import CellError
from pycore.equations.definition import Definition
from pycore.equations.equation import Equation
from pycore.functions.catalogue import catalogue, evaluate

_CODES = {
    "Div": "#DIV/0!", "Na": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!",
    "Spill": "#SPILL!", "Calc": "#CALC!", "Circ": "#CIRC!",
}  # fmt: skip
_KINDS = {code: kind for kind, code in _CODES.items()}


def _incoming(value: Any) -> Any:
    if isinstance(value, dict):
        return CellError(_CODES.get(str(value.get("kind")), "#VALUE!"))
    if isinstance(value, list):
        return [_incoming(v) for v in value]
    return value


def _outgoing(value: Any) -> Any:
    if isinstance(value, CellError):
        return {"type": "Error", "kind": _KINDS.get(value.code, "Value")}
    if isinstance(value, list):
        return [_outgoing(v) for v in value]
    return value


def _function(definition: Definition) -> Callable[..., Any]:
    def general(*arguments: Any) -> Any:
        return _outgoing(evaluate(definition, [_incoming(a) for a in arguments]))

    if not isinstance(definition, Equation):
        return general

    # Nearly every call of an equation is plain numbers: check and calculate at once, and leave all else to `general`.
    bounds, body, count = definition.bounds, definition.body, len(definition.arguments)

    def direct(*arguments: Any) -> Any:
        if len(arguments) == count:
            for value, (low, high) in zip(arguments, bounds, strict=False):
                if value.__class__ is not float or not low <= value <= high:
                    return general(*arguments)
            try:
                result = body(*arguments)
            except ArithmeticError:
                return general(*arguments)
            if -1.7e308 < result < 1.7e308:
                return result
        return general(*arguments)

    return direct


def engine_functions() -> Mapping[str, Callable[..., Any]]:
    """Return every public function in the form in which the engine calls it."""
    return {name: _function(definition) for name, definition in catalogue().items()}
