"""The catalogue of the public TL_ functions, and the one way in which a cell calls them.

The catalogue is built from the definitions alone; other packages add theirs through the entry point group
`twinledger.functions` (each entry: a sequence of `Equation` and `Method`); one that is broken is left out. Importing this module is
light: Excel waits for it. Libraries with a long start (numpy, pandas, scipy, pint, pydantic) are imported
when first needed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from pycore.accounting import (
    activity,
    as_received,
    capture,
    carbon_balance,
    carbonates,
    clinker,
    combustion,
    combustion_gases,
    electricity_heat,
    flue_gas,
    gas_composition,
    glass,
    mercury,
    nitrous_oxide,
    steam,
    steel,
    total,
    wastewater,
)
from pycore.assessment import benchmark, coupling, decline, performance, synergy, synergy_confidence
from pycore.cells.values import (
    BLANK,
    DIVISION,
    NAME,
    NOT_AVAILABLE,
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
from pycore.contributions import FUNCTIONS, Unusable, contributions, hint, instances, leave_out
from pycore.decision import (
    ahp,
    allocation,
    annuity,
    pareto,
    pollution_tax,
    portfolio_function,
    rank_stability,
    topsis,
    weights,
)
from pycore.drivers import decoupling, grey, lmdi, ozone, sun
from pycore.equations import units
from pycore.equations.argument import ArgumentProblem
from pycore.equations.definition import Definition
from pycore.equations.equation import Equation
from pycore.equations.method import Method
from pycore.errors import TwinLedgerError
from pycore.functions import explanation
from pycore.functions import factors as factor_functions
from pycore.functions import record as record_functions
from pycore.language import DEFAULT_LANGUAGE, Language, Text
from pycore.measures import end_of_pipe, heat, landfill_gas, photovoltaics, transport
from pycore.uncertainty import data_quality, propagation, simulation, trend

GROUPS = {
    "about": Text("通用", "about"),
    "energy": Text("能源", "energy"),
    "process": Text("工艺过程", "process"),
    "assessment": Text("评价", "assessment"),
    "uncertainty": Text("不确定度", "uncertainty"),
    "mercury": Text("汞", "mercury"),
    "decision": Text("决策", "decision"),
    "measures": Text("措施", "measures"),
    "drivers": Text("驱动因素", "drivers"),
}


def _find(name: str) -> Definition | CellError:
    return catalogue().get(name) or unknown_function(name)


@cache
def explaining_in(language: Language) -> Method:
    """Return TL_EXPLAIN in a language."""
    return explanation.explaining(_find, language)


EXPLAIN = explaining_in("zh")
DEFINITIONS: tuple[Definition, ...] = (
    factor_functions.VERSION,
    factor_functions.FACTOR,
    units.CONVERT,
    factor_functions.GWP,
    factor_functions.CO2E,
    EXPLAIN,
    record_functions.DIGEST,
    record_functions.CALCULATED_AT,
    combustion.FUEL_CO2,
    combustion.CARBON_CO2,
    as_received.MEASURED_CO2,
    as_received.CARBON_AS_RECEIVED,
    as_received.NCV_AS_RECEIVED,
    as_received.MOLECULE_CARBON,
    combustion_gases.COMBUSTION_GAS,
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
    clinker.CLINKER_CO2,
    steel.STEEL_CO2,
    activity.ACTIVITY_EMISSION,
    nitrous_oxide.NITRIC_ACID_N2O,
    nitrous_oxide.ADIPIC_ACID_N2O,
    glass.GLASS_CO2,
    wastewater.WASTEWATER_CH4,
    total.TOTAL_EMISSION,
    flue_gas.FLUE_GAS_MASS,
    performance.INTENSITY,
    decline.DECLINE_RATE,
    benchmark.BENCHMARK,
    benchmark.BENCHMARK_LEVEL,
    synergy.SYNERGY,
    synergy.SYNERGY_STATE,
    synergy.SYNERGY_GRADE,
    synergy_confidence.SYNERGY_CONFIDENCE,
    performance.ELASTICITY,
    coupling.COUPLING,
    coupling.COUPLING_GRADE,
    propagation.U_PRODUCT,
    propagation.U_SUM,
    trend.TREND_UNCERTAINTY,
    simulation.MONTE_CARLO,
    data_quality.PEDIGREE_GSD2,
    mercury.CATALYST_HG,
    mercury.RELEASE,
    mercury.CLOSURE,
    mercury.PER_REDUCTION,
    ahp.AHP,
    weights.ENTROPY_WEIGHTS,
    weights.CRITIC_WEIGHTS,
    topsis.TOPSIS,
    annuity.UNIT_COST,
    rank_stability.RANK_STABILITY,
    portfolio_function.PORTFOLIO,
    pareto.PARETO,
    annuity.CRF,
    pollution_tax.EQUIVALENT_POLLUTION,
    allocation.ALLOCATION,
    landfill_gas.LANDFILL_GAS_CO2E,
    photovoltaics.PV_GENERATION,
    heat.FUEL_SWITCH_CO2,
    heat.HEAT_PUMP_CO2,
    transport.MODE_SHIFT_CO2,
    transport.ELECTRIC_VEHICLE_CO2,
    end_of_pipe.END_OF_PIPE_CO2,
    pollution_tax.POLLUTION_TAX,
    lmdi.LMDI,
    sun.SUN,
    grey.GREY_RELATION,
    grey.GREY_ABSOLUTE,
    decoupling.DECOUPLING,
    ozone.OFP,
)


@cache
def catalogue() -> dict[str, Definition]:
    """Return every public function by name, those of other packages included.

    Of what a package cannot provide, or has a name that is taken, `pycore.contributions` keeps a note.
    """
    functions = {definition.function: definition for definition in DEFINITIONS}
    for source, definitions in contributions(FUNCTIONS, _definitions):
        for definition in definitions:
            name = definition.function
            if name in functions:
                leave_out(source, _TAKEN, Text(f"函数 {name}", f"the function {name}"))
            else:
                functions[name] = definition
    return functions


_TAKEN = Text("已有同名函数", "there is a function of that name already")
# What Excel, LibreOffice and the engine alike take for the name of a function.
_NAME = re.compile(r"TL_[A-Z][A-Z0-9_]*")


def _definitions(found: object) -> list[Definition]:
    """Read what a package announces as functions; `Unusable` for another object or a name that no host takes."""
    definitions: list[Definition] = instances(found, Equation, Method)
    for one in definitions:
        if not _NAME.fullmatch(one.function):
            raise Unusable(
                Text(
                    f"有函数名为 {one.function!r}，应为 TL_ 加大写字母、数字和下划线",
                    f"a function is called {one.function!r}, expected TL_ and capitals, digits and underscores",
                )
            )
    return definitions


def equations() -> list[Equation]:
    """Return the definitions that are plain equations."""
    return [d for d in catalogue().values() if isinstance(d, Equation)]


def unknown_function(name: str) -> CellError:
    """Return the error of a name that is no function, with the names that come nearest."""
    import difflib

    near = difflib.get_close_matches(name.upper(), catalogue(), n=3)
    hint_zh = f"是否为 {'、'.join(near)}？" if near else "请用 twinledger functions 查看全部函数。"
    hint_en = f"Did you mean {', '.join(near)}?" if near else "See `twinledger functions` for all of them."
    more = hint(FUNCTIONS)
    return CellError(
        NAME, Text(f"没有函数 {name}。{hint_zh}{more.zh}", f"There is no function {name}. {hint_en}{more.en}")
    )


def call(name: str, arguments: Sequence[Any], language: Language = DEFAULT_LANGUAGE) -> Any:
    """Call a public function with cell values and return a cell value, a list of rows or a `CellError`.

    Args:
        language: that of an explanation; what other functions return depends on their arguments alone.
    """
    definition = catalogue().get(name.upper())
    if definition is EXPLAIN:
        definition = explaining_in(language)
    return unknown_function(name) if definition is None else evaluate(definition, arguments)


def evaluate(definition: Definition, arguments: Sequence[Any]) -> Any:
    """Evaluate a definition as a cell does.

    Errors among the arguments pass through; a blank where a value is required gives a blank; ranges broadcast
    over `number` and `text` arguments; every failure is a `CellError` with its reason.
    """
    try:
        definition.check_count(len(arguments))
        for value in arguments:
            if is_range(value):
                return _evaluate_ranges(definition, arguments)
        return _single(definition, arguments)
    except ArgumentProblem as problem:
        return CellError(problem.code, problem.text)


def _evaluate_ranges(definition: Definition, arguments: Sequence[Any]) -> Any:
    """Evaluate where an argument is a range: a range of one cell counts as that cell."""
    values = [
        cells_of(value)[0] if kind in _CELL_KINDS and is_range(value) and shape_of(value) == (1, 1) else value
        for kind, value in zip(_kinds(definition, len(arguments)), arguments, strict=True)
    ]
    broadcasting = [
        kind in _CELL_KINDS and is_range(value)
        for kind, value in zip(_kinds(definition, len(values)), values, strict=True)
    ]
    return _broadcast(definition, values, broadcasting) if any(broadcasting) else _single(definition, values)


_CELL_KINDS = ("number", "text")


def _kinds(definition: Definition, count: int) -> list[str]:
    """Return the kind of each argument; the last one of a variadic function repeats."""
    kinds: list[str] = [a.kind for a in definition.arguments[:count]]
    return kinds + kinds[-1:] * (count - len(kinds))


def _broadcast(definition: Definition, values: list[Any], broadcasting: list[bool]) -> list[list[Any]]:
    """Evaluate cell by cell; a single row, column or cell repeats to the size of the others."""
    ranges = [rows_of(value) if spread else [[value]] for value, spread in zip(values, broadcasting, strict=True)]
    height = max(len(rows) for rows in ranges)
    width = max((len(row) for rows in ranges for row in rows), default=0)
    for rows in ranges:
        widths = {len(row) for row in rows}
        if len(rows) not in (1, height) or widths not in ({1}, {width}):
            raise ArgumentProblem(
                VALUE,
                Text(
                    f"{definition.function} 的区域大小不一致，应同为 {height} 行 {width} 列或单个单元格。"
                    "请选同样大小的区域。",
                    f"{definition.function}: ranges differ in size; expected {height} rows × {width} columns "
                    "or one cell. Select ranges of the same size.",
                ),
            )

    def cell(row: int, column: int) -> Any:
        lines = [rows[row if len(rows) > 1 else 0] for rows in ranges]
        try:
            result = _single(definition, [line[column if len(line) > 1 else 0] for line in lines])
        except ArgumentProblem as problem:
            return CellError(problem.code, problem.text)
        # A function that spills gives one result a cell here: its first.
        return cells_of(result)[0] if is_range(result) else result

    return [[cell(row, column) for column in range(width)] for row in range(height)]


def _single(definition: Definition, values: Sequence[Any]) -> Any:
    """Evaluate with single cells where single cells are expected."""
    if definition.function != explanation.FUNCTION:
        for value in values:
            if isinstance(value, CellError):
                return value
            if is_range(value) and (error := error_among(cells_of(value))) is not None:
                return error
    for argument, value in zip(definition.arguments, values, strict=False):
        if argument.required and argument.kind != "any" and _nothing_in(value):
            return BLANK
    try:
        assert isinstance(definition, (Equation, Method))
        result = definition(*values)
    except ArgumentProblem:
        raise
    except TwinLedgerError as error:
        return CellError(NOT_AVAILABLE, error.text)
    except ZeroDivisionError:
        return CellError(
            DIVISION,
            Text(
                f"{definition.function}：除数为 0。请核对作为除数的输入。",
                f"{definition.function}: division by zero. Check the input that is divided by.",
            ),
        )
    except OverflowError:
        return _not_finite(definition)
    except ImportError as error:
        return _without_library(definition, error)
    except Exception as error:
        # A mistake of ours: the host must still get a true error, not a traceback that lands in the cell
        # as text.
        what = f"{type(error).__name__}: {error}"
        return CellError(
            VALUE,
            Text(
                f"{definition.function} 内部出错（{what}）。请把输入和此信息报告给 TwinLedger。",
                f"{definition.function} failed inside ({what}). Report the input and this message to TwinLedger.",
            ),
        )
    if isinstance(result, float):
        return result if math.isfinite(result) else _not_finite(definition)
    if is_range(result):
        return [[_finite(definition, cell) for cell in row] for row in rows_of(result)]
    return result


def _without_library(definition: Definition, error: ImportError) -> CellError:
    """Say which library a host lacks: in LibreOffice and in a browser not all of them need be there."""
    library = (error.name or str(error)).partition(".")[0]
    return CellError(
        VALUE,
        Text(
            f"{definition.function} 需要 Python 库 {library}，此处没有。请安装后重试。",
            f"{definition.function} needs the Python library {library}, which is not here. Install it and try again.",
        ),
    )


def _nothing_in(value: Any) -> bool:
    if is_range(value):
        return all(is_blank(cell) for cell in cells_of(value))
    return value is None or (value.__class__ is str and is_blank(value))


def _finite(definition: Definition, value: Any) -> Any:
    return _not_finite(definition) if isinstance(value, float) and not math.isfinite(value) else value


def _not_finite(definition: Definition) -> CellError:
    """Return the error of a result that overflows."""
    return CellError(
        NUM,
        Text(
            f"{definition.function} 的结果超出数值范围。请核对输入的数量级。",
            f"{definition.function}: the result is out of range. Check the magnitudes.",
        ),
    )


def cell_function(name: str) -> Callable[..., Any]:
    """Return the plain callable for a host: cell values in, a cell value, rows or a `CellError` out."""
    definition = catalogue()[name]

    def run(*arguments: Any) -> Any:
        return evaluate(definition, arguments)

    run.__name__ = name
    return run
