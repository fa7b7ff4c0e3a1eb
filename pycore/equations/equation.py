"""`Equation`: one definition of ordinary arithmetic, many readings.

The body of an equation is called with floats, numpy arrays, `uncertainties` numbers or symbols, and is
the only place where its arithmetic stands; the Excel formula, the LaTeX, the sentence with the numbers
and the help are generated from it.
"""

from __future__ import annotations

import inspect
import math
import numbers
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from pycore.equations import derivative as derivatives
from pycore.equations import expression
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.constants import Constant
from pycore.equations.definition import Clause, Definition
from pycore.equations.expression import Expression, Symbol
from pycore.equations.number_text import format_number
from pycore.equations.unit_names import shown
from pycore.language import Language

# Packages of others write their functions with these names from here.
__all__ = ["Argument", "ArgumentProblem", "Clause", "Definition", "Equation"]

# Long enough that the steps in Python do not count, short enough that a block stays in a processor's cache.
_ARRAY_BLOCK = 32_768


class Equation(Definition):
    """An equation written once.

    Args:
        function: public name, `TL_…`.
        body: ordinary arithmetic on number-like values, with `pycore.equations.elementary` for roots and maxima.
        arguments: in the order of the body's parameters.
        unit: pint unit of the result.
        clause: document and clause that it comes from.

    Calling it checks every argument against its domain and returns the reading that the arguments ask for:
    float, numpy array (broadcast) or `uncertainties` number with correlations kept.

    Raises:
        ArgumentProblem: out of domain (`#NUM!`) or not a number (`#VALUE!`), with a sentence.
    """

    def __init__(self, function: str, body: Callable[..., Any], *, symbol: str = "E", **face: Any) -> None:
        super().__init__(function, **face)
        self.body = body
        self.symbol = symbol
        names = list(inspect.signature(body).parameters)
        if names != [a.name for a in self.arguments]:
            raise TypeError(f"{function}: the body has {names}, the arguments are {self.arguments}")
        self.bounds = tuple((a.domain.closed_low, a.domain.closed_high) for a in self.arguments)
        self._count = len(self.arguments)

    def __call__(self, *values: Any) -> Any:
        if len(values) == self._count:
            for value, (low, high) in zip(values, self.bounds, strict=False):
                kind = value.__class__
                if (kind is not float and kind is not int) or not low <= value <= high:
                    break
            else:
                return self.body(*values)
        return self._general(self.complete(values))

    def _general(self, values: Sequence[Any]) -> Any:
        """Check and calculate any reading: mixed arrays, uncertain numbers, defaults."""
        arrays = [v for v in values if hasattr(v, "__array_interface__") and v.ndim]
        if arrays:
            return self._on_arrays(values)
        for argument, value in zip(self.arguments, values, strict=True):
            self._check(argument, value)
        return self.body(*values)

    def _check(self, argument: Argument, value: Any) -> None:
        """Refuse a single value that is no number (`#VALUE!`) or out of its domain (`#NUM!`)."""
        nominal = getattr(value, "nominal_value", value)
        if isinstance(nominal, (str, bool)):
            raise argument.problem(value, self.function)
        try:
            # Not `float(nominal)`: numpy's logical value would pass for a number.
            number = float(nominal) if isinstance(nominal, numbers.Real) or hasattr(nominal, "dtype") else None
        except (TypeError, ValueError):
            number = None
        except OverflowError:
            number = math.inf
        if number is None or getattr(getattr(nominal, "dtype", None), "kind", "f") not in "fiu":
            raise argument.problem(value, self.function)
        if number not in argument.domain:
            raise argument.problem(nominal if number == math.inf else number, self.function)

    def _on_arrays(self, values: Sequence[Any]) -> Any:
        """Calculate on arrays block by block, so that checking a block finds it still in the cache.

        A NaN lane (an empty or failed row) is passed through; any other value outside the domain raises.
        """
        import numpy

        lanes: list[Any] = []
        for argument, value in zip(self.arguments, values, strict=True):
            if _is_array(value):
                if value.dtype.kind not in "fiu":
                    raise argument.problem(value, self.function)
                # Whole-number arrays would wrap round where a difference is negative or a product large.
                lanes.append(numpy.asarray(value, dtype=numpy.float64))
            else:
                self._check(argument, value)
                lanes.append(value)
        varying = [i for i, lane in enumerate(lanes) if _is_array(lane)]
        shapes = {lanes[i].shape for i in varying}
        shape = next(iter(shapes))
        with numpy.errstate(all="ignore"):
            if len(shapes) > 1 or len(shape) != 1 or shape[0] <= _ARRAY_BLOCK:
                for i in varying:
                    self._check_lane(i, lanes[i])
                return self.body(*lanes)
            result = numpy.empty(shape)
            block = list(lanes)
            for start in range(0, shape[0], _ARRAY_BLOCK):
                part = slice(start, start + _ARRAY_BLOCK)
                for i in varying:
                    block[i] = lanes[i][part]
                    self._check_lane(i, block[i])
                result[part] = self.body(*block)
        return result

    def _check_lane(self, place: int, lane: Any) -> None:
        """Refuse an array with a value out of its domain, naming the first; NaN passes."""
        low, high = self.bounds[place]
        # min and max carry a NaN along, so that one comparison each also notices it.
        if lane.size and not (lane.min() >= low and lane.max() <= high):
            bad = lane[(lane < low) | (lane > high)]
            if bad.size:
                raise self.arguments[place].problem(float(bad.flat[0]), self.function)

    @cached_property
    def tree(self) -> Expression:
        """The symbolic reading."""
        tree = self.body(*[Symbol(a.name) for a in self.arguments])
        assert isinstance(tree, Expression)
        return tree

    @cached_property
    def constants(self) -> tuple[Constant, ...]:
        """The constants that the body uses, in the order in which they appear."""
        found: dict[str, Constant] = {}

        def collect(node: Expression) -> None:
            match node:
                case expression.Number(value) if isinstance(value, Constant):
                    found.setdefault(value.key, value)
                case expression.Negative(operand):
                    collect(operand)
                case expression.Binary(_, left, right):
                    collect(left)
                    collect(right)
                case expression.Call(_, inner):
                    for part in inner:
                        collect(part)

        collect(self.tree)
        return tuple(found.values())

    def derivative(self, argument: str) -> Expression:
        """The symbolic derivative of the result by an argument."""
        return derivatives.derivative(self.tree, argument)

    def contribution(self, argument: str) -> Expression:
        """x·∂f/∂x of an argument, in the unit of the result; the whole result where the argument is a factor of it."""
        return derivatives.contribution(self.tree, argument)

    def is_factor(self, argument: str) -> bool:
        """Whether the result is a product of the argument with what does not depend on it."""
        return self.contribution(argument) == self.tree

    def _addresses(self, addresses: Sequence[str]) -> dict[str, str]:
        """Return what the symbols stand for in a native formula, by symbol."""
        self.check_count(len(addresses))
        given = list(addresses) + [""] * (self._count - len(addresses))
        return {a.name: _cell(a, address) for a, address in zip(self.arguments, given, strict=True)}

    def native(self, addresses: Sequence[str]) -> str:
        """Write the bare native formula for the given cells, without the leading `=`."""
        return expression.excel(self.tree, self._addresses(addresses))

    def native_contribution(self, argument: str, addresses: Sequence[str]) -> str:
        """Write x·∂f/∂x of an argument as a native formula for the given cells, without the leading `=`."""
        return expression.excel(self.contribution(argument), self._addresses(addresses))

    def native_guarded(self, addresses: Sequence[str]) -> str:
        """Write the native formula so that a value out of domain is `#NUM!`, as with the core."""
        named = self._addresses(addresses)
        conditions = [
            condition
            for a in self.arguments
            if not _is_number_text(named[a.name])
            for condition in a.domain.excel_conditions(named[a.name])
        ]
        bare = self.native(addresses)
        if not conditions:
            return bare
        test = conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"
        return f"IF({test},{bare},SQRT(-1))"

    def call(self, addresses: Sequence[str]) -> str:
        """Write the call of the public function for the given cells."""
        return f"{self.function}({','.join(addresses)})"

    @cached_property
    def latex(self) -> str:
        """The equation as LaTeX, with the symbols of the field."""
        symbols = {a.name: a.symbol or rf"\mathrm{{{a.name.replace('_', ' ')}}}" for a in self.arguments}
        return f"{self.symbol} = {expression.latex(self.tree, symbols)}"

    @property
    def formula(self) -> str:
        """The equation with the argument names, as text."""
        return expression.sentence(self.tree, {a.name: a.name for a in self.arguments})

    def sentence(self, values: Sequence[Any], language: Language = "zh") -> str:
        """Say the calculation with the numbers put in: names, numbers, result and unit."""
        full = self.complete(values)
        result = self(*full)
        numbers = {a.name: format_number(v) for a, v in zip(self.arguments, full, strict=True)}
        title = self.title[language]
        colon = "：" if language == "zh" else ": "
        unit = f" {shown(self.unit)[language]}".rstrip()
        return f"{title}{colon}{expression.sentence(self.tree, numbers)} = {format_number(result)}{unit}"

    def argument_sentences(self, values: Sequence[Any], language: Language = "zh") -> list[str]:
        """One line for each argument: meaning, number and unit."""
        full = self.complete(values)
        return [
            f"{a.meaning[language]} ({a.name}) = {format_number(v)} {shown(a.unit)[language]}".rstrip()
            for a, v in zip(self.arguments, full, strict=True)
        ]


def _is_array(value: Any) -> bool:
    return hasattr(value, "__array_interface__") and value.ndim > 0


def _cell(argument: Argument, address: str) -> str:
    """Write what an argument is in a native formula; a blank optional cell is its default there too."""
    if not argument.optional:
        if address == "":
            raise LookupError(f"a native formula needs a cell for {argument.name}")
        return _grouped(address)
    assert isinstance(argument.default, (int, float))
    default = expression.plain_number(argument.default)
    if address == "":
        return default
    return address if _is_number_text(address) else f'IF({address}="",{default},{address})'


def _grouped(text: str) -> str:
    """Put a formula that stands in an argument's place in parentheses; a reference or a call needs none."""
    outside = re.sub(r"'[^']*'|\"[^\"]*\"", "", text)
    while (inner := re.sub(r"\([^()]*\)", "", outside)) != outside:
        outside = inner
    return f"({text})" if re.search(r"[-+*/^&=<>%]", outside) else text


def _is_number_text(text: str) -> bool:
    """Tell whether a text in an argument's place is a number and not a cell."""
    try:
        float(text)
    except ValueError:
        return False
    return True
