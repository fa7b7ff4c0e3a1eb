"""The catalogue of the public TL_ functions, and the one way in which a cell calls them.

The catalogue is built from the definitions alone; other packages add theirs through the entry point group
`twinledger.functions` (each entry: a sequence of `Equation` and `Method`). Importing this module is light: Excel
waits for it. Libraries with a long start (numpy, pandas, scipy, pint, pydantic) are imported when first needed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from pycore import explanation, factor_functions, units
from pycore.accounting import (
    activity,
    capture,
    carbon_balance,
    carbonates,
    combustion,
    electricity_heat,
    flue_gas,
    gas_composition,
    steam,
)
from pycore.assessment import benchmark, performance, synergy, synergy_confidence
from pycore.cell_values import (
    BLANK,
    DIVISION,
    NAME,
    NUM,
    VALUE,
    CellError,
    cells_of,
    error_among,
    is_blank,
    is_range,
    rows_of,
    shape_of,
)
from pycore.equation import ArgumentProblem, Definition, Equation, Method
from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.uncertainty import data_quality, propagation, simulation

GROUPS = {
    "about": Text("通用", "about"),
    "energy": Text("能源", "energy"),
    "process": Text("工艺过程", "process"),
    "assessment": Text("评价", "assessment"),
    "uncertainty": Text("不确定度", "uncertainty"),
}

DEFINITIONS: tuple[Definition, ...] = (
    factor_functions.VERSION,
    factor_functions.FACTOR,
    units.CONVERT,
    factor_functions.GWP,
    factor_functions.CO2E,
    explanation.EXPLAIN,
    combustion.FUEL_CO2,
    combustion.CARBON_CO2,
    gas_composition.GAS_CARBON,
    electricity_heat.ELECTRICITY_CO2,
    electricity_heat.HEAT_CO2,
    steam.STEAM_HEAT,
    steam.STEAM_HEAT_OF_ENTHALPY,
    steam.STEAM_ENTHALPY,
    steam.SATURATION_TEMPERATURE,
    steam.WATER_HEAT,
    capture.CO2_RECOVERED,
    carbon_balance.CARBON_BALANCE_CO2,
    carbonates.CARBONATE_CO2,
    activity.ACTIVITY_EMISSION,
    flue_gas.FLUE_GAS_MASS,
    performance.INTENSITY,
    benchmark.BENCHMARK,
    benchmark.BENCHMARK_LEVEL,
    synergy.SYNERGY,
    synergy.SYNERGY_STATE,
    synergy.SYNERGY_GRADE,
    synergy_confidence.SYNERGY_CONFIDENCE,
    performance.ELASTICITY,
    propagation.U_PRODUCT,
    propagation.U_SUM,
    propagation.TREND_UNCERTAINTY,
    simulation.MONTE_CARLO,
    data_quality.PEDIGREE_GSD2,
)


@cache
def catalogue() -> dict[str, Definition]:
    """Return every public function by name, those of other packages included.

    Raises:
        TwinLedgerError: a package brings a name that is already taken.
    """
    functions: dict[str, Definition] = {}
    for definition in (*DEFINITIONS, *_contributed()):
        if definition.function in functions:
            raise TwinLedgerError(
                Text(
                    f"函数 {definition.function} 定义了两次。请卸载其中一个扩展包。",
                    f"The function {definition.function} is defined twice. Remove one of the packages.",
                )
            )
        functions[definition.function] = definition
    return functions


def _contributed() -> Iterator[Definition]:
    from importlib.metadata import entry_points

    for entry in entry_points(group="twinledger.functions"):
        yield from entry.load()


def equations() -> list[Equation]:
    """Return the definitions that are plain equations."""
    return [d for d in catalogue().values() if isinstance(d, Equation)]


def unknown_function(name: str) -> CellError:
    import difflib

    near = difflib.get_close_matches(name.upper(), catalogue(), n=3)
    hint_zh = f"是否为 {'、'.join(near)}？" if near else "请用 twinledger functions 查看全部函数。"
    hint_en = f"Did you mean {', '.join(near)}?" if near else "See `twinledger functions` for all of them."
    return CellError(NAME, Text(f"没有函数 {name}。{hint_zh}", f"There is no function {name}. {hint_en}"))


def call(name: str, arguments: Sequence[Any]) -> Any:
    """Call a public function with cell values and return a cell value, a list of rows or a `CellError`."""
    definition = catalogue().get(name.upper())
    return unknown_function(name) if definition is None else evaluate(definition, arguments)


def evaluate(definition: Definition, arguments: Sequence[Any]) -> Any:
    """Evaluate a definition as a cell does.

    Errors among the arguments pass through; a blank where a value is required gives a blank; ranges broadcast
    over `number` and `text` arguments; every failure is a `CellError` with its reason.
    """
    if definition.function != explanation.EXPLAIN.function:
        error = error_among([cell for a in arguments for cell in (cells_of(a) if is_range(a) else (a,))])
        if error is not None and not _broadcasts(definition, arguments):
            return error
    try:
        if _broadcasts(definition, arguments):
            return _broadcast(definition, arguments)
        return _single(definition, [_unwrapped(definition, i, a) for i, a in enumerate(arguments)])
    except ArgumentProblem as problem:
        return CellError(problem.code, problem.text)


def _unwrapped(definition: Definition, place: int, value: Any) -> Any:
    """Take the one cell out of a range of one, where a single value is expected."""
    kind = definition.arguments[min(place, len(definition.arguments) - 1)].kind if definition.arguments else "any"
    return cells_of(value)[0] if kind in ("number", "text") and is_range(value) else value


def _broadcasts(definition: Definition, arguments: Sequence[Any]) -> bool:
    return any(
        is_range(value) and argument.kind in ("number", "text") and shape_of(value) != (1, 1)
        for argument, value in zip(definition.arguments, arguments, strict=False)
    )


def _broadcast(definition: Definition, arguments: Sequence[Any]) -> list[list[Any]]:
    ranged = [
        (rows_of(v) if a.kind in ("number", "text") and is_range(v) else None)
        for a, v in zip(definition.arguments, arguments, strict=False)
    ]
    height = max(len(rows) for rows in ranged if rows is not None)
    width = max(max(len(r) for r in rows) for rows in ranged if rows is not None)
    for rows in ranged:
        if rows is not None and (len(rows) not in (1, height) or any(len(r) not in (1, width) for r in rows)):
            raise ArgumentProblem(
                VALUE,
                Text(
                    f"{definition.function} 的区域大小不一致，应同为 {height} 行 {width} 列或单个单元格。请选同样大小的区域。",
                    f"{definition.function}: ranges differ in size; expected {height} rows × {width} columns or one cell.",
                ),
            )

    def cell(i: int, row: int, column: int) -> Any:
        rows = ranged[i]
        if rows is None:
            return arguments[i]
        line = rows[row if len(rows) > 1 else 0]
        return line[column if len(line) > 1 else 0]

    result = []
    for row in range(height):
        line: list[Any] = []
        for column in range(width):
            values = [cell(i, row, column) for i in range(len(ranged))]
            error = error_among(values)
            if error is not None:
                line.append(error)
                continue
            try:
                value = _single(definition, values)
            except ArgumentProblem as problem:
                value = CellError(problem.code, problem.text)
            # A function that spills gives one result a cell here: its first.
            line.append(cells_of(value)[0] if is_range(value) else value)
        result.append(line)
    return result


def _single(definition: Definition, values: Sequence[Any]) -> Any:
    for argument, value in zip(definition.arguments, values, strict=False):
        if argument.required and argument.kind in ("number", "text") and is_blank(value):
            definition.complete(values)
            return BLANK
    try:
        assert isinstance(definition, (Equation, Method))
        result = definition(*values)
    except ZeroDivisionError:
        return CellError(DIVISION, Text(f"{definition.function}：除数为 0。", f"{definition.function}: division by zero."))
    except OverflowError:
        return _not_finite(definition)
    if isinstance(result, float) and not math.isfinite(result):
        return _not_finite(definition)
    return result


def _not_finite(definition: Definition) -> CellError:
    return CellError(
        NUM,
        Text(f"{definition.function} 的结果超出数值范围。请核对输入的数量级。", f"{definition.function}: the result is out of range. Check the magnitudes."),
    )


def cell_function(name: str) -> Callable[..., Any]:
    """Return the plain callable for a host: cell values in, a cell value, rows or a `CellError` out."""
    definition = catalogue()[name]

    def run(*arguments: Any) -> Any:
        return evaluate(definition, arguments)

    run.__name__ = name
    return run
