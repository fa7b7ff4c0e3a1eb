"""Excel's functions that look up a place in a range, or take what stands at one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import NOT_AVAILABLE, REFERENCE_ERROR, VALUE_ERROR, number
from pycore.formulas.criterion import wildcard
from pycore.formulas.lanes import StepResult
from pycore.formulas.parts import (
    MISSING,
    ArrayPart,
    Fixed,
    Form,
    FormulaPart,
    Frame,
    Missing,
    Reader,
    Single,
    StepRun,
    Varying,
    as_grid,
    fixed_value,
    function_result,
    must_be_fixed,
)
from pycore.formulas.tree import FormulaProblem, Tree
from pycore.language import Text

_POSITION = Text("位置", "position")
_LOOKUP = Text("查找值", "value to look up")


def _position_of(wanted: Value, parts: Iterable[Single]) -> Fixed | Missing:
    """Find the first cell that equals a value, from 1; texts match without case and with wildcards."""
    if isinstance(wanted, ErrorValue):
        return Fixed(wanted)
    pattern = wildcard(wanted) if isinstance(wanted, str) else None
    aim = 0.0 if wanted is None else wanted
    missing = False
    for i, part in enumerate(parts, start=1):
        if isinstance(part, Missing):
            missing = True
        elif isinstance(part, Varying):
            if not missing:
                raise must_be_fixed("MATCH", Text("查找区域", "range"))
        elif pattern is not None:
            if type(part.value) is str and pattern.fullmatch(part.value):
                return MISSING if missing else Fixed(float(i))
        elif type(part.value) is type(aim) and part.value == aim:
            return MISSING if missing else Fixed(float(i))
    return MISSING if missing else Fixed(NOT_AVAILABLE)


def _exact_only(compiler: Reader, arguments: list[Tree], place: int, name: str) -> None:
    """Refuse a look-up that asks for the nearest match: the order of the keys is not known here."""
    kind = compiler.single(arguments[place]) if len(arguments) > place else Fixed(1.0)
    if not isinstance(kind, Fixed) or number(kind.value) != 0:
        raise FormulaProblem(
            Text(
                f"{name} 只支持精确匹配。请把最后一个参数写为 0。",
                f"{name} is supported for exact matches. Write 0 as its last argument.",
            )
        )


def _match(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile MATCH for an exact match in a row or a column; what is not found is `#N/A`."""
    _exact_only(compiler, arguments, 2, "MATCH")
    grid = as_grid(compiler.node(arguments[1]))
    wanted = fixed_value(compiler, arguments[0], "MATCH", _LOOKUP)
    if isinstance(wanted, Missing):
        return MISSING
    if min(grid.rows, grid.columns) > 1:
        return Fixed(NOT_AVAILABLE)
    return _position_of(wanted.value, grid.parts())


def _vlookup(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile VLOOKUP for an exact match; the key and the column must not vary by draw."""
    _exact_only(compiler, arguments, 3, "VLOOKUP")
    grid = as_grid(compiler.node(arguments[1]))
    wanted = fixed_value(compiler, arguments[0], "VLOOKUP", _LOOKUP)
    column = fixed_value(compiler, arguments[2], "VLOOKUP", _POSITION)
    if isinstance(wanted, Missing) or isinstance(column, Missing):
        return MISSING
    row = _position_of(wanted.value, (grid.at(r, 0) for r in range(grid.rows)))
    return row if isinstance(row, Missing) else _part_at(grid, row, column)


def _index(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile INDEX at a fixed row and column; 0 or a blank means the whole row or column."""
    node = compiler.node(arguments[0])
    places = [fixed_value(compiler, a, "INDEX", _POSITION) for a in arguments[1:]]
    if isinstance(node, Missing) or any(isinstance(p, Missing) for p in places):
        return MISSING
    fixed = [p for p in places if isinstance(p, Fixed)]
    if isinstance(node, Varying):
        return _part_of_result(node.run, fixed)
    grid = as_grid(node)
    if len(fixed) == 1 and grid.rows == 1 and grid.columns > 1:
        return _part_at(grid, Fixed(1.0), fixed[0])
    return _part_at(grid, fixed[0], fixed[1] if len(fixed) > 1 else Fixed(0.0 if grid.columns > 1 else 1.0))


def _part_at(grid: ArrayPart, row: Fixed, column: Fixed) -> FormulaPart:
    """Return the part of an area at a row and a column from 1; beyond it `#REF!`, below 0 `#VALUE!`."""
    found = [number(row.value), number(column.value)]
    for value in found:
        if isinstance(value, ErrorValue):
            return Fixed(value)
    r, c = (int(v) for v in found)
    if r < 0 or c < 0:
        return Fixed(VALUE_ERROR)
    if r > grid.rows or c > grid.columns:
        return Fixed(REFERENCE_ERROR)
    if r and c:
        return grid.at(r - 1, c - 1)
    if r:
        return ArrayPart(1, grid.columns, lambda _, j: grid.at(r - 1, j))
    if c:
        return ArrayPart(grid.rows, 1, lambda i, _: grid.at(i, c - 1))
    return grid


def _part_of_result(result: StepRun, places: Sequence[Fixed]) -> FormulaPart:
    """Take one value of the rows that a function returns for draws."""
    found = [number(p.value) for p in places]
    for value in found:
        if isinstance(value, ErrorValue):
            return Fixed(value)
    positions = [int(v) for v in found]

    def run(frame: Frame) -> StepResult:
        rows = result(frame)
        rows = rows if isinstance(rows, list) else [[rows]]
        rows = [row if isinstance(row, list | tuple) else [row] for row in rows]
        if len(positions) == 2:
            r, c = positions
        else:
            r, c = (1, positions[0]) if len(rows) == 1 else (positions[0], 1)
        if not (1 <= r <= len(rows) and 1 <= c <= len(rows[r - 1])):
            return REFERENCE_ERROR
        return function_result("INDEX", rows[r - 1][c - 1], frame[0])

    return Varying(run)


def _size(of: Callable[[ArrayPart], int]) -> Form:
    return lambda compiler, arguments: Fixed(float(of(as_grid(compiler.node(arguments[0])))))


# name -> (fewest arguments, most arguments, form)
LOOK_UPS: dict[str, tuple[int, int, Form]] = {
    "INDEX": (2, 3, _index),
    "MATCH": (2, 3, _match),
    "VLOOKUP": (3, 4, _vlookup),
    "ROWS": (1, 1, _size(lambda grid: grid.rows)),
    "COLUMNS": (1, 1, _size(lambda grid: grid.columns)),
}
