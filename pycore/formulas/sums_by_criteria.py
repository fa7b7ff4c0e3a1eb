"""SUMIFS and its family: sums and counts of the cells that meet criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pycore.formulas.aggregates import number_in_range, sum_of
from pycore.formulas.coercion import VALUE_ERROR
from pycore.formulas.criteria import criterion
from pycore.formulas.lanes import StepResult, is_lanes, select
from pycore.formulas.parts import (
    MISSING,
    ArrayPart,
    Fixed,
    Form,
    FormulaPart,
    Missing,
    Reader,
    Single,
    Varying,
    as_grid,
    fixed_value,
    lift,
)
from pycore.formulas.tree import FormulaProblem, Tree
from pycore.language import Text

_CRITERION = Text("条件", "criterion")
_MET = Fixed(True)


def _matches(compiler: Reader, name: str, pairs: Sequence[Tree]) -> tuple[ArrayPart, list[Single]] | Single:
    """Tell for each cell whether it meets all criteria: the shape of the ranges, and a part for each cell."""
    grids = [as_grid(compiler.node(pairs[i])) for i in range(0, len(pairs), 2)]
    wanted = [fixed_value(compiler, pairs[i], name, _CRITERION) for i in range(1, len(pairs), 2)]
    if any((g.rows, g.columns) != (grids[0].rows, grids[0].columns) for g in grids):
        return Fixed(VALUE_ERROR)
    tests = [criterion(w.value) for w in wanted if isinstance(w, Fixed)]
    if len(tests) < len(wanted):
        for grid in grids:
            for _ in grid.parts():
                pass  # so that all cells that are still missing are made ready at once
        return MISSING
    met: list[Single] = []
    for parts in zip(*(g.parts() for g in grids), strict=True):
        node: FormulaPart = _MET
        for test, part in zip(tests, parts, strict=True):
            one = lift(test, part)
            if isinstance(one, Fixed):
                if one.value is False:
                    node = one
                    break
                if one.value is True:
                    continue
            node = one if node is _MET else lift(_both, node, one)
        assert not isinstance(node, ArrayPart)
        met.append(node)
    return grids[0], met


def _both(left: StepResult, right: StepResult) -> StepResult:
    return left & right


def _sum_of_matches(met: Iterable[Single], parts: Callable[[int], Single]) -> Single:
    """Add the parts whose row meets the criteria; where that varies by draw, so does what is added."""
    entries: list[tuple[Single, bool]] = []
    for i, matched in enumerate(met):
        if isinstance(matched, Missing):
            entries.append((MISSING, True))
        elif isinstance(matched, Varying):
            part = lift(_where_met, matched, parts(i))
            assert not isinstance(part, ArrayPart)
            entries.append((part, True))
        elif matched.value:
            entries.append((parts(i), True))
    return sum_of(entries)


def _where_met(met: StepResult, value: StepResult) -> StepResult:
    """Return the number where the criteria are met, else 0; texts count as 0."""
    value = number_in_range(value, 0.0)
    if not is_lanes(met):
        return value if met else 0.0
    return select(met, value, 0.0)


def _sumifs(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile SUMIFS; areas of different shapes are `#VALUE!`."""
    matched = _matches(compiler, "SUMIFS", arguments[1:])
    if not isinstance(matched, tuple):
        return matched
    shape, met = matched
    summed = as_grid(compiler.node(arguments[0]))
    if (summed.rows, summed.columns) != (shape.rows, shape.columns):
        return Fixed(VALUE_ERROR)
    return _sum_of_matches(met, lambda i: summed.at(i // shape.columns, i % shape.columns))


def _sumif(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile SUMIF; without an area to add, the one that is tested."""
    matched = _matches(compiler, "SUMIF", arguments[:2])
    if not isinstance(matched, tuple):
        return matched
    shape, met = matched
    summed = as_grid(compiler.node(arguments[2])) if len(arguments) > 2 else shape
    if (summed.rows, summed.columns) != (shape.rows, shape.columns):
        raise FormulaProblem(
            Text(
                "SUMIF 的求和区域与条件区域大小不同。请使两个区域大小一致。",
                "the ranges of SUMIF differ in size. Make them equal.",
            )
        )
    return _sum_of_matches(met, lambda i: summed.at(i // shape.columns, i % shape.columns))


def _countifs(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile COUNTIFS: the number of rows that meet all criteria."""
    matched = _matches(compiler, "COUNTIFS", arguments)
    if not isinstance(matched, tuple):
        return matched
    return _sum_of_matches(matched[1], lambda i: Fixed(1.0))


# name -> (fewest arguments, most arguments, form)
SUMS_BY_CRITERIA: dict[str, tuple[int, int, Form]] = {
    "SUMIF": (2, 3, _sumif),
    "SUMIFS": (3, 255, _sumifs),
    "COUNTIF": (2, 2, _countifs),
    "COUNTIFS": (2, 254, _countifs),
}
