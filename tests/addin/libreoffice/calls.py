"""A call of each function of the catalogue: as scalars, as ranges, with blanks, and with what it must refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pycore.equations.argument import Argument
from pycore.equations.definition import Definition
from pycore.functions.catalogue import catalogue

TEXTS = {
    "id": "constant.co2_per_carbon", "field": "unit", "from_unit": "t", "to_unit": "kg", "gas": "CH4",
    "assessment": "AR6", "function": "TL_FUEL_CO2", "product": "methanol", "indicator": "NOx", "scheme": "MEE2026",
    "basis": "project", "language": "en", "variant": "wang2021", "closed": "right", "method": "geometric", "medium": "air",
    "goal": "cheapest", "form": "multiplicative", "scaling": "mean",
}  # fmt: skip
RANGES: dict[str, list[list[Any]]] = {
    "gases": [["CO"], ["CH4"]],
    "volume_fractions": [[0.4], [0.3]],
    "uncertainties": [[0.1], [0.2]],
    "values": [[100.0], [250.0]],
    "distributions": [["normal"], ["lognormal"]],
    "groups": [["a"], ["b"]],
    "scores": [[1.0, 2.0, 3.0, 2.0, 1.0]],
    "ranges": [[1.5, "x"], [None, 2.0]],
    "fractions": [[0.2, 0.3, 0.5]],
    "outputs": [[300.0], [50.0]],
    "matrix": [[1.0, 3.0], [1 / 3, 1.0]],
    "weights": [[0.4, 0.6]],
    "directions": [[1, "cost"]],
    "pollutants": [["SO2"], ["氮氧化物"]],
    "masses": [[950.0], [190.0]],
    "shares": [[0.75], [None]],
    "costs": [[100.0], [50.0], [80.0]],
    "benefits": [[10.0, 1.0], [6.0, 4.0], [9.0, 0.5]],
    "targets": [[5.0, None]],
    "exclusive": [["a"], ["a"], [None]],
    "requires": [[None], [None], [2]],
    "overlap": [[None, 0.2, None], [None, None, 0.5], [None, None, None]],
    "base": [[50.0, 0.2, 3.0], [50.0, 0.8, 0.5]],
    "current": [[80.0, 0.5, 2.0], [80.0, 0.5, 0.4]],
    "reference": [[3.0, 4.0, 6.0, 5.0]],
    "series": [[1.0, 2.0, 2.5, 2.0], [8.0, 7.0, 6.0, 6.5]],
    "species": [["toluene"], ["乙烯"]],
}
# Names that mean something else in another function.
OF_FUNCTIONS: dict[tuple[str, str], Any] = {
    ("TL_COUPLING", "scores"): [[0.6, 0.9]],
    ("TL_TREND_UNCERTAINTY", "base"): 1.0,
    ("TL_TREND_UNCERTAINTY", "current"): 1.0,
}
NUMBERS = {
    "budget": 120.0,
    "scenario_mercury": 100.0,
    "draws": 2000.0,
    "seed": 7.0,
    "pressure": 4.0,
    "temperature": 300.0,
}
REFUSED = "not a number"


@dataclass(frozen=True)
class Call:
    """Arguments are cell values, or lists of rows; `literal` writes single values into the formula itself."""

    function: str
    arguments: tuple[Any, ...]
    kind: str
    literal: bool = False

    def __str__(self) -> str:
        return f"{self.function} {self.kind}"


def value(argument: Argument, share: float = 0.4) -> Any:
    """Return a legal value of an argument, `share` of the way through what is typical."""
    if argument.kind in ("range", "any"):
        return RANGES.get(argument.name, 1.0)
    if argument.kind == "text":
        return TEXTS.get(argument.name, "x")
    if argument.name in NUMBERS:
        return NUMBERS[argument.name]
    low, high = argument.domain.typical or (argument.domain.low, argument.domain.high)
    return low + share * (min(high, low + 1000) - low)


def calls_of(definition: Definition) -> Iterator[Call]:
    name, arguments = definition.function, definition.arguments
    full = tuple(OF_FUNCTIONS.get((name, argument.name), value(argument)) for argument in arguments)
    if definition.function == "TL_EXPLAIN":
        full = ("TL_FUEL_CO2", 1000.0, 26.7, 0.0274, 0.98)
    elif definition.variadic:
        full = (*full, full[-1], 3.25)
    yield Call(name, full, "cells")
    if not any(isinstance(v, list) for v in full):
        yield Call(name, full, "literals", literal=True)
    required = definition.required_count
    if required < len(arguments) and not definition.variadic:
        yield Call(name, full[:required], "required only")
        yield Call(name, full[:required] + (None,) * (len(arguments) - required), "blank options")
    numbers = [i for i, a in enumerate(arguments) if a.kind == "number"]
    if numbers:
        columns = [
            [[value(a, 0.3)], [value(a, 0.6)], [None]] if a.kind == "number" else v
            for a, v in zip(arguments, full, strict=True)
        ]
        yield Call(name, tuple(columns), "ranges")
        first = numbers[0]
        yield Call(name, (*full[:first], REFUSED, *full[first + 1 :]), "text for a number")
        yield Call(name, (*full[:first], -1e300, *full[first + 1 :]), "out of domain")
    elif definition.required_count and arguments[0].kind == "text":
        yield Call(name, ("no such thing", *full[1:]), "unknown")


CALLS = [call for definition in catalogue().values() for call in calls_of(definition)]
