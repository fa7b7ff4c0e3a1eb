"""The TL_ functions as a simulation calls them: on arrays of draws.

An equation takes arrays as it is. The synergy functions and the heat of steam have an array reading; any other
method is called draw by draw, which is right but slow (about a second for 100,000 draws of one cell).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from pycore.accounting.mercury import RELEASE
from pycore.accounting.steam import STEAM_ENTHALPY, STEAM_HEAT, STEAM_HEAT_OF_ENTHALPY
from pycore.assessment.synergy import SYNERGY, SYNERGY_GRADE, SYNERGY_STATE
from pycore.assessment.synergy_arrays import SynergyArrays, assess_arrays
from pycore.cells.stored import ErrorValue
from pycore.cells.values import CellError
from pycore.equations.argument import ArgumentProblem
from pycore.equations.definition import Definition
from pycore.equations.equation import Equation
from pycore.equations.method import Method
from pycore.formulas.lanes import FLOAT, is_lanes
from pycore.formulas.parts import Bounded
from pycore.functions.catalogue import catalogue, evaluate

ArrayFunction = Callable[..., object]


def array_functions() -> Mapping[str, ArrayFunction]:
    """Return every public function in the form in which `FormulaArrays` calls it.

    A draw in which an argument is an error or out of its domain gives NaN, as the cell would show an error.
    """
    functions = {
        name: _of_equation(definition) if isinstance(definition, Equation) else _by_draw(definition)
        for name, definition in catalogue().items()
    }
    functions[STEAM_HEAT.function] = _steam_heat()
    functions[RELEASE.function] = _release()
    for method, result in _SYNERGY_RESULTS:
        functions[method.function] = _of_synergy(method, result)
    return functions


# --- equations ---------------------------------------------------------------------------------------------


def _of_equation(equation: Equation) -> ArrayFunction:
    """Return an equation as a function on draws; numbers within the domain go straight to its arithmetic."""
    return Bounded(equation.body, equation.bounds, _of_equation_with_care(equation))


def _of_equation_with_care(equation: Equation) -> ArrayFunction:
    """Return an equation on draws of which some may be errors or out of the domain: those alone fail."""
    one_by_one = _by_draw(equation)

    def run(*arguments: Any) -> object:
        if not all(_is_plain(a) for a in arguments) or not any(map(is_lanes, arguments)):
            return one_by_one(*arguments)
        lanes = (_inside(a, *b) for a, b in zip(arguments, equation.bounds, strict=False))
        try:
            return equation(*lanes)
        except ArgumentProblem as problem:
            return ErrorValue(problem.code)

    return run


def _is_plain(argument: Any) -> bool:
    return isinstance(argument, float) or (is_lanes(argument) and argument.dtype.kind == "f")


def _inside(argument: Any, low: float, high: float) -> Any:
    """Make an error of each draw that is out of domain."""
    if not is_lanes(argument):
        return argument
    return np.where((argument >= low) & (argument <= high), argument, np.nan)


# --- methods with an array reading -------------------------------------------------------------------------


def _steam_heat() -> ArrayFunction:
    """Multiply drawn amounts of one kind of steam by its enthalpy, which is looked up once for all blocks of draws."""
    one_by_one, careful = _by_draw(STEAM_HEAT), _of_equation_with_care(STEAM_HEAT_OF_ENTHALPY)
    body, (legal, legal_enthalpy) = STEAM_HEAT_OF_ENTHALPY.body, STEAM_HEAT_OF_ENTHALPY.bounds
    known: dict[tuple[Any, ...], Any] = {}

    def run(*arguments: Any) -> object:
        steam, *state = arguments
        if not is_lanes(steam) or any(map(is_lanes, state)):
            return one_by_one(*arguments)
        # TRUE and 1 would be one key without their types.
        key = tuple((type(value), value) for value in state)
        if key not in known:
            known[key] = _evaluated(STEAM_ENTHALPY, state)
        enthalpy = known[key]
        if not isinstance(enthalpy, float):
            return enthalpy
        usual = _within(steam, *legal) and legal_enthalpy[0] <= enthalpy <= legal_enthalpy[1]
        return body(steam, enthalpy) if usual else careful(steam, enthalpy)

    return run


def _release() -> ArrayFunction:
    """Multiply a drawn input by fixed fractions, once they are found to be fractions of one whole."""
    one_by_one, legal = _by_draw(RELEASE), RELEASE.arguments[0].domain

    def run(*arguments: Any) -> object:
        quantity, fractions = arguments
        if not _is_plain(quantity) or not is_lanes(quantity) or _lanes(fractions):
            return one_by_one(*arguments)
        shares = _evaluated(RELEASE, [1.0, fractions])
        if not isinstance(shares, list):
            return shares
        inside = _inside(quantity, legal.closed_low, legal.closed_high)
        return [[inside * share for share in row] for row in shares]

    return run


def _within(lanes: Any, low: float, high: float) -> bool:
    """Tell whether all of some draws are legal numbers; NaN is not."""
    return bool(lanes.dtype is FLOAT and np.minimum.reduce(lanes) >= low and np.maximum.reduce(lanes) <= high)


def _of_synergy(method: Method, result: Callable[..., Any]) -> ArrayFunction:
    """Return a function of the synergy index on draws; what is no plain number goes draw by draw."""
    one_by_one = _by_draw(method)

    def run(*arguments: Any) -> object:
        values, options = arguments[:4], arguments[4:]
        if not all(map(_is_plain, values)) or not any(map(is_lanes, values)) or any(map(is_lanes, options)):
            return one_by_one(*arguments)
        unusable = _evaluated(SYNERGY_STATE, [1.0, 1.0, 1.0, 1.0, *options])
        if isinstance(unusable, ErrorValue):
            return unusable
        try:
            basis, pollutant_decimals, ghg_decimals, *language = method.complete(arguments)[4:]
            p, p_ref, g, g_ref = values
            outcome = assess_arrays(p, p_ref, g, g_ref, basis, pollutant_decimals, ghg_decimals)
            found = result(outcome, *language)
        except ArgumentProblem as problem:
            return ErrorValue(problem.code)
        return found if found.dtype.kind == "f" else _with_errors(found, outcome.wrong)

    return run


def _index(outcome: SynergyArrays) -> Any:
    return np.where(outcome.wrong, np.nan, outcome.index)


_SYNERGY_RESULTS: tuple[tuple[Method, Callable[..., Any]], ...] = (
    (SYNERGY, _index),
    (SYNERGY_STATE, SynergyArrays.state_texts),
    (SYNERGY_GRADE, SynergyArrays.grade_texts),
)


def _with_errors(texts: Any, wrong: Any) -> Any:
    """Put an error in the place of the draws that are wrong."""
    if not wrong.any():
        return texts
    mixed = texts.astype(object)
    mixed[wrong] = ErrorValue("#NUM!")
    return mixed


# --- everything else ---------------------------------------------------------------------------------------


def _by_draw(definition: Definition) -> ArrayFunction:
    """Return a definition as a function that is called for each draw: slow, and right for every kind of value."""

    def run(*arguments: Any) -> object:
        size = next((len(lanes) for lanes in _lanes(arguments)), None)
        if size is None:
            return _evaluated(definition, arguments)
        return _stacked([_evaluated(definition, _at(arguments, i)) for i in range(size)])

    return run


def _stacked(results: Sequence[Any]) -> Any:
    """Put the results of the draws into one array, or into an area of arrays where a draw gives an area.

    A draw that is an error in place of an area is that error in every cell of it.
    """
    area = next((result for result in results if isinstance(result, list)), None)
    if area is None:
        return _array(results)
    places = [[(row, column) for column in range(len(cells))] for row, cells in enumerate(area)]
    return [[_array([_cell(result, *place) for result in results]) for place in row] for row in places]


def _array(values: Sequence[Any]) -> Any:
    """Return numbers as an array of numbers, anything else as they are."""
    if all(type(value) is float for value in values):
        return np.array(values)
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _cell(result: Any, row: int, column: int) -> Any:
    if not isinstance(result, list):
        return result
    try:
        return result[row][column]
    except IndexError:  # a smaller area than that of another draw
        return ErrorValue("#N/A")


def _lanes(value: Any) -> list[Any]:
    if is_lanes(value):
        return [value]
    return [found for part in value for found in _lanes(part)] if isinstance(value, list | tuple) else []


def _at(value: Any, draw: int) -> Any:
    """Take the values of one draw; NaN is an error."""
    if isinstance(value, list | tuple):
        return [_at(part, draw) for part in value]
    if not is_lanes(value):
        return value
    one = value[draw]
    one = one.item() if hasattr(one, "item") else one
    return ErrorValue("#NUM!") if isinstance(one, float) and math.isnan(one) else one


def _evaluated(definition: Definition, arguments: Sequence[Any]) -> Any:
    return _outgoing(evaluate(definition, _incoming(list(arguments))))


def _incoming(value: Any) -> Any:
    if isinstance(value, ErrorValue):
        return CellError(str(value))
    return [_incoming(part) for part in value] if isinstance(value, list) else value


def _outgoing(value: Any) -> Any:
    if isinstance(value, CellError):
        return ErrorValue(value.code)
    return [_outgoing(part) for part in value] if isinstance(value, list) else value
