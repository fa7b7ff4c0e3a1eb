"""The spreadsheet functions that look at their arguments as parts of the formula: branches, sums, look-ups."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import (
    DIVISION_ERROR,
    NOT_AVAILABLE,
    REFERENCE_ERROR,
    VALUE_ERROR,
    number,
    plain,
    truth,
)
from pycore.formulas.criteria import criterion, wildcard
from pycore.formulas.elementwise import not_available
from pycore.formulas.lanes import FLOAT, Function, Lanes, Result, errors, is_lanes, numbers, select, truths
from pycore.formulas.operators import BINARY
from pycore.formulas.parts import (
    MISSING,
    Fixed,
    Form,
    Frame,
    Grid,
    Missing,
    Node,
    Reader,
    Run,
    Single,
    Varying,
    each,
    function_result,
    lift,
    must_be_fixed,
    run_of,
)
from pycore.formulas.tree import FormulaProblem, Tree
from pycore.language import Text


def _if(compiler: Reader, arguments: list[Tree]) -> Node:
    yes = arguments[1]
    no: Tree = arguments[2] if len(arguments) > 2 else {"node_type": "Literal", "value": False}

    def choose(condition: Single, give_yes: Callable[[], Node], give_no: Callable[[], Node]) -> Node:
        if isinstance(condition, Missing):
            return MISSING
        if isinstance(condition, Fixed):
            holds = truth(plain(condition.value))
            if isinstance(holds, ErrorValue):
                return Fixed(holds)
            return _not_blank(give_yes() if holds else give_no())
        run = condition.run
        return each(lambda a, b: _branch(run, a, b), give_yes(), give_no())

    condition = compiler.node(arguments[0])
    if not isinstance(condition, Grid):
        return choose(condition, lambda: compiler.node(yes), lambda: compiler.node(no))
    return each(
        lambda c, a, b: choose(c, lambda: a, lambda: b), condition, compiler.node(yes), compiler.node(no)
    )


def _not_blank(node: Node) -> Node:
    return Fixed(0.0) if isinstance(node, Fixed) and node.value is None else node


def _branch(condition: Run, yes: Node, no: Node) -> Node:
    if MISSING in (yes, no):
        return MISSING
    run_yes, run_no = run_of(_not_blank(yes)), run_of(_not_blank(no))

    def run(frame: Frame) -> Result:
        holds, wrong = truths(condition(frame))
        if isinstance(holds, ErrorValue):
            return holds
        if not is_lanes(holds):
            return run_yes(frame) if holds else run_no(frame)
        if wrong is None:
            if holds.all():
                return run_yes(frame)
            if not holds.any():
                return run_no(frame)
            return select(holds, run_yes(frame), run_no(frame))
        return select(wrong, VALUE_ERROR, select(holds, run_yes(frame), run_no(frame)))

    return Varying(run)


def _ifs(compiler: Reader, arguments: list[Tree]) -> Node:
    tree: Tree = {"node_type": "Literal", "value": "#N/A"}
    for i in range(len(arguments) // 2 * 2 - 2, -1, -2):
        tree = {"node_type": "Function", "name": "IF", "args": [arguments[i], arguments[i + 1], tree]}
    return compiler.node(tree)


def _replace_errors(test: Function) -> Form:
    def form(compiler: Reader, arguments: list[Tree]) -> Node:
        def one(value: Single, otherwise: Callable[[], Node]) -> Node:
            if isinstance(value, Missing):
                return MISSING
            if isinstance(value, Fixed):
                return _not_blank(otherwise() if test(value.value) else value)
            run = value.run
            return each(lambda o: _instead(test, run, o), otherwise())

        value = compiler.node(arguments[0])
        if isinstance(value, Grid):
            return each(lambda v, o: one(v, lambda: o), value, compiler.node(arguments[1]))
        return one(value, lambda: compiler.node(arguments[1]))

    return form


def _instead(test: Function, value: Run, otherwise: Node) -> Node:
    if isinstance(otherwise, Missing):
        return MISSING
    run_otherwise = run_of(_not_blank(otherwise))

    def run(frame: Frame) -> Result:
        found = value(frame)
        wrong = test(found)
        if not is_lanes(wrong):
            return run_otherwise(frame) if wrong else found
        return select(wrong, run_otherwise(frame), found) if wrong.any() else found

    return Varying(run)


def _choose(compiler: Reader, arguments: list[Tree]) -> Node:
    index = compiler.single(arguments[0])
    if isinstance(index, Missing):
        return MISSING
    if isinstance(index, Fixed):
        position = number(index.value)
        if isinstance(position, ErrorValue):
            return Fixed(position)
        if not 1 <= position < len(arguments):
            return Fixed(VALUE_ERROR)
        return compiler.node(arguments[int(position)])

    def pick(position: Result, *choices: Result) -> Result:
        read = numbers(position)
        if not is_lanes(read):
            if isinstance(read, ErrorValue):
                return read
            return choices[int(read) - 1] if 1 <= read <= len(choices) else VALUE_ERROR
        whole = np.floor(read)
        result: Result = VALUE_ERROR
        for i, choice in enumerate(choices, start=1):
            here = whole == i
            if here.all():
                return choice
            if here.any():
                result = select(here, choice, result)
        return result

    return lift(pick, index, *(compiler.single(a) for a in arguments[1:]))


def _entries(compiler: Reader, arguments: Iterable[Tree]) -> Iterator[tuple[Single, bool]]:
    """Yield the single parts of arguments, and whether each stands in a range, where only numbers count."""
    for tree in arguments:
        node = compiler.node(tree)
        if isinstance(node, Grid):
            for part in node.parts():
                yield part, True
        else:
            yield node, tree["node_type"] == "Reference"


def _in_range(value: Result, otherwise: float) -> Result:
    """Read what a range holds: numbers count, an error stays, and all else is `otherwise`."""
    if is_lanes(value):
        if value.dtype == FLOAT:
            return value
        read = (_in_range(v, otherwise) for v in value.tolist())
        return np.fromiter((math.nan if isinstance(v, str) else v for v in read), FLOAT, len(value))
    if isinstance(value, float | ErrorValue):
        return value
    return otherwise


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The numbers among the arguments of SUM and its like."""

    fixed: list[float]
    varying: list[tuple[Run, bool]]
    error: ErrorValue | None
    missing: bool


def _gather(entries: Iterable[tuple[Single, bool]]) -> _Gathered:
    fixed: list[float] = []
    varying: list[tuple[Run, bool]] = []
    error: ErrorValue | None = None
    missing = False
    for part, in_range in entries:
        if isinstance(part, Missing):
            missing = True
        elif isinstance(part, Varying):
            varying.append((part.run, in_range))
        else:
            value = _in_range(part.value, math.nan) if in_range else number(part.value)
            if isinstance(value, ErrorValue):
                error = error or value
            elif not math.isnan(value):
                fixed.append(value)
    return _Gathered(fixed, varying, error, missing)


def _added(gathered: _Gathered) -> Single:
    if gathered.missing:
        return MISSING
    if gathered.error is not None:
        return Fixed(gathered.error)
    constant = float(sum(gathered.fixed))
    varying = gathered.varying
    if not varying:
        return Fixed(plain(constant))

    def run(frame: Frame) -> Result:
        rest = constant
        total: Lanes | None = None
        for give, in_range in varying:
            value = give(frame)
            if type(value) is not np.ndarray or value.dtype is not FLOAT:
                value = _in_range(value, 0.0) if in_range else numbers(value)
                if isinstance(value, ErrorValue):
                    return value
                if not is_lanes(value):
                    rest += value
                    continue
            if total is None:
                total = value + rest
                rest = 0.0
            else:
                total += value
        if total is None:
            return rest
        if rest:
            total += rest
        return total

    return Varying(run, fresh=True)


def _sum(compiler: Reader, arguments: list[Tree]) -> Node:
    return _added(_gather(_entries(compiler, arguments)))


def _folded(ufunc: Any, start: float, empty: float) -> Form:
    """Make MIN, MAX or PRODUCT: combine the numbers with a numpy function; `empty` if there are none."""

    def form(compiler: Reader, arguments: list[Tree]) -> Node:
        gathered = _gather(_entries(compiler, arguments))
        if gathered.missing:
            return MISSING
        if gathered.error is not None:
            return Fixed(gathered.error)
        with np.errstate(all="ignore"):
            constant = float(ufunc.reduce(gathered.fixed, initial=start))
        if not gathered.varying:
            return Fixed(plain(constant) if gathered.fixed else empty)
        anything, varying = bool(gathered.fixed), gathered.varying

        def run(frame: Frame) -> Result:
            total: Result = constant
            found = anything
            for give, in_range in varying:
                given = give(frame)
                value = _in_range(given, start) if in_range else numbers(given)
                if isinstance(value, ErrorValue):
                    return value
                found = found or is_lanes(value) or not in_range or isinstance(given, float)
                total = ufunc(total, value, out=total) if is_lanes(total) else ufunc(total, value)
            if not found:
                return empty
            if is_lanes(total):
                return total if math.isfinite(start) else _without(total, start, empty)
            return float(total)

        return Varying(run, fresh=True)

    return form


def _without(total: Lanes, start: float, empty: float) -> Lanes:
    """Lanes in which no number was found still hold what the search started with."""
    nothing = total == start
    if nothing.any():
        total[nothing] = empty
    return total


def _counted(value: Result, in_range: bool) -> Result:
    if is_lanes(value):
        if value.dtype == FLOAT:
            return np.where(np.isnan(value), 0.0, 1.0)
        if value.dtype.kind == "b":
            return 0.0 if in_range else 1.0
        return np.fromiter((_counted(v, in_range) for v in value.tolist()), FLOAT, len(value))
    if in_range or isinstance(value, ErrorValue):
        return 1.0 if isinstance(value, float) else 0.0
    return 0.0 if isinstance(number(value), ErrorValue) else 1.0


def _count_parts(count: Function) -> Form:
    def form(compiler: Reader, arguments: list[Tree]) -> Node:
        counts = [
            (lift(lambda value, where=in_range: count(value, where), part), False)
            for part, in_range in _entries(compiler, arguments)
        ]
        return _added(_gather((part, flag) for part, flag in counts if not isinstance(part, Grid)))

    return form


def _present(value: Result, in_range: bool) -> Result:
    return 0.0 if value is None and in_range else 1.0


def _average(compiler: Reader, arguments: list[Tree]) -> Node:
    entries = list(_entries(compiler, arguments))
    total = _added(_gather(entries))
    counts = [(lift(lambda v, r=in_range: _averaged(v, r), part), False) for part, in_range in entries]
    count = _added(_gather((part, flag) for part, flag in counts if not isinstance(part, Grid)))
    if count == Fixed(0.0):
        return Fixed(DIVISION_ERROR) if not isinstance(total, Fixed) or total.value == 0 else total
    return lift(BINARY["/"], total, count)


def _averaged(value: Result, in_range: bool) -> Result:
    # An error makes the sum an error, so it does not matter how it counts.
    if is_lanes(value) and value.dtype == FLOAT:
        return 1.0
    return _counted(value, in_range)


def _all_or_any(combine: Any, neutral: bool) -> Form:
    """Make AND or OR. In ranges, texts and blank cells do not count; no value at all is an error."""

    def form(compiler: Reader, arguments: list[Tree]) -> Node:
        result = neutral
        found = missing = False
        varying: list[Run] = []
        for part, in_range in _entries(compiler, arguments):
            if isinstance(part, Missing):
                missing = True
            elif isinstance(part, Varying):
                varying.append(part.run)
            elif not (in_range and (part.value is None or type(part.value) is str)):
                holds = truth(plain(part.value))
                if isinstance(holds, ErrorValue):
                    return Fixed(holds) if not missing else MISSING
                result, found = bool(combine(result, holds)), True
        if missing:
            return MISSING
        if not varying:
            return Fixed(result if found else VALUE_ERROR)

        def run(frame: Frame) -> Result:
            total: Result = result
            wrong: Lanes | None = None
            for give in varying:
                holds, errors_here = truths(give(frame))
                if isinstance(holds, ErrorValue):
                    return holds
                total = combine(total, holds)
                if errors_here is not None:
                    wrong = errors_here if wrong is None else wrong | errors_here
            if not is_lanes(total):
                return bool(total)
            return total if wrong is None else select(wrong, VALUE_ERROR, total)

        return Varying(run)

    return form


def _sumproduct(compiler: Reader, arguments: list[Tree]) -> Node:
    grids = [_grid(compiler.node(a)) for a in arguments]
    if any((g.rows, g.columns) != (grids[0].rows, grids[0].columns) for g in grids):
        return Fixed(VALUE_ERROR)
    columns = [[_number_part(part) for part in g.parts()] for g in grids]
    products = (_product(parts) for parts in zip(*columns, strict=True))
    return _added(_gather((part, False) for part in products))


def _number_part(part: Single) -> Single:
    """In the arguments of SUMPRODUCT whatever is no number counts as 0."""
    if isinstance(part, Varying):
        run = part.run
        return Varying(lambda frame: _in_range(run(frame), 0.0), part.fresh)
    return part if isinstance(part, Missing) else Fixed(_in_range(part.value, 0.0))


def _product(parts: Sequence[Single]) -> Single:
    if MISSING in parts:
        return MISSING
    node: Node = parts[0]
    for part in parts[1:]:
        node = part if node == Fixed(1.0) else node if part == Fixed(1.0) else lift(BINARY["*"], node, part)
    assert not isinstance(node, Grid)
    return node


def _grid(node: Node) -> Grid:
    return node if isinstance(node, Grid) else Grid(1, 1, lambda r, c: node)


def _fixed_value(compiler: Reader, tree: Tree, name: str, what: Text) -> Fixed | Missing:
    node = compiler.single(tree)
    if isinstance(node, Varying):
        raise must_be_fixed(name, what)
    return node


_CRITERION = Text("条件", "criterion")
_POSITION = Text("位置", "position")
_LOOKUP = Text("查找值", "value to look up")


def _matches(compiler: Reader, name: str, pairs: Sequence[Tree]) -> tuple[Grid, list[Single]] | Single:
    """Tell for each cell whether it meets all criteria: the shape of the ranges, and a part for each cell."""
    grids = [_grid(compiler.node(pairs[i])) for i in range(0, len(pairs), 2)]
    wanted = [_fixed_value(compiler, pairs[i], name, _CRITERION) for i in range(1, len(pairs), 2)]
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
        node: Node = Fixed(True)
        for test, part in zip(tests, parts, strict=True):
            one = lift(test, part)
            if node == Fixed(False) or one == Fixed(True):
                continue
            node = one if node == Fixed(True) or one == Fixed(False) else lift(_both, node, one)
        assert not isinstance(node, Grid)
        met.append(node)
    return grids[0], met


def _both(left: Result, right: Result) -> Result:
    return left & right


def _sum_of_matches(met: Iterable[Single], parts: Callable[[int], Single]) -> Single:
    entries: list[tuple[Single, bool]] = []
    for i, matched in enumerate(met):
        if isinstance(matched, Missing):
            entries.append((MISSING, True))
        elif isinstance(matched, Varying):
            part = lift(_where_met, matched, parts(i))
            assert not isinstance(part, Grid)
            entries.append((part, True))
        elif matched.value:
            entries.append((parts(i), True))
    return _added(_gather(entries))


def _where_met(met: Result, value: Result) -> Result:
    value = _in_range(value, 0.0)
    if not is_lanes(met):
        return value if met else 0.0
    return select(met, value, 0.0)


def _sumifs(compiler: Reader, arguments: list[Tree]) -> Node:
    matched = _matches(compiler, "SUMIFS", arguments[1:])
    if not isinstance(matched, tuple):
        return matched
    shape, met = matched
    summed = _grid(compiler.node(arguments[0]))
    if (summed.rows, summed.columns) != (shape.rows, shape.columns):
        return Fixed(VALUE_ERROR)
    return _sum_of_matches(met, lambda i: summed.at(i // shape.columns, i % shape.columns))


def _sumif(compiler: Reader, arguments: list[Tree]) -> Node:
    matched = _matches(compiler, "SUMIF", arguments[:2])
    if not isinstance(matched, tuple):
        return matched
    shape, met = matched
    summed = _grid(compiler.node(arguments[2])) if len(arguments) > 2 else shape
    if (summed.rows, summed.columns) != (shape.rows, shape.columns):
        raise FormulaProblem(
            Text(
                "SUMIF 的求和区域与条件区域大小不同。请使两个区域大小一致。",
                "the ranges of SUMIF differ in size. Make them equal.",
            )
        )
    return _sum_of_matches(met, lambda i: summed.at(i // shape.columns, i % shape.columns))


def _countifs(compiler: Reader, arguments: list[Tree]) -> Node:
    matched = _matches(compiler, "COUNTIFS", arguments)
    if not isinstance(matched, tuple):
        return matched
    return _sum_of_matches(matched[1], lambda i: Fixed(1.0))


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
    kind = compiler.single(arguments[place]) if len(arguments) > place else Fixed(1.0)
    if not isinstance(kind, Fixed) or number(kind.value) != 0:
        raise FormulaProblem(
            Text(
                f"{name} 只支持精确匹配。请把最后一个参数写为 0。",
                f"{name} is supported for exact matches. Write 0 as its last argument.",
            )
        )


def _match(compiler: Reader, arguments: list[Tree]) -> Node:
    _exact_only(compiler, arguments, 2, "MATCH")
    grid = _grid(compiler.node(arguments[1]))
    wanted = _fixed_value(compiler, arguments[0], "MATCH", _LOOKUP)
    if isinstance(wanted, Missing):
        return MISSING
    if min(grid.rows, grid.columns) > 1:
        return Fixed(NOT_AVAILABLE)
    return _position_of(wanted.value, grid.parts())


def _vlookup(compiler: Reader, arguments: list[Tree]) -> Node:
    _exact_only(compiler, arguments, 3, "VLOOKUP")
    grid = _grid(compiler.node(arguments[1]))
    wanted = _fixed_value(compiler, arguments[0], "VLOOKUP", _LOOKUP)
    column = _fixed_value(compiler, arguments[2], "VLOOKUP", _POSITION)
    if isinstance(wanted, Missing) or isinstance(column, Missing):
        return MISSING
    row = _position_of(wanted.value, (grid.at(r, 0) for r in range(grid.rows)))
    return row if isinstance(row, Missing) else _part_at(grid, row, column)


def _index(compiler: Reader, arguments: list[Tree]) -> Node:
    node = compiler.node(arguments[0])
    places = [_fixed_value(compiler, a, "INDEX", _POSITION) for a in arguments[1:]]
    if isinstance(node, Missing) or any(isinstance(p, Missing) for p in places):
        return MISSING
    fixed = [p for p in places if isinstance(p, Fixed)]
    if isinstance(node, Varying):
        return _part_of_result(node.run, fixed)
    grid = _grid(node)
    if len(fixed) == 1 and grid.rows == 1 and grid.columns > 1:
        return _part_at(grid, Fixed(1.0), fixed[0])
    return _part_at(grid, fixed[0], fixed[1] if len(fixed) > 1 else Fixed(0.0 if grid.columns > 1 else 1.0))


def _part_at(grid: Grid, row: Fixed, column: Fixed) -> Node:
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
        return Grid(1, grid.columns, lambda _, j: grid.at(r - 1, j))
    if c:
        return Grid(grid.rows, 1, lambda i, _: grid.at(i, c - 1))
    return grid


def _part_of_result(result: Run, places: Sequence[Fixed]) -> Node:
    """Take one value of the rows that a function returns for draws."""
    found = [number(p.value) for p in places]
    for value in found:
        if isinstance(value, ErrorValue):
            return Fixed(value)
    positions = [int(v) for v in found]

    def run(frame: Frame) -> Result:
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


def _size(of: Callable[[Grid], int]) -> Form:
    return lambda compiler, arguments: Fixed(float(of(_grid(compiler.node(arguments[0])))))


# name -> (fewest arguments, most arguments, form)
FORMS: dict[str, tuple[int, int, Form]] = {
    "IF": (2, 3, _if),
    "IFS": (2, 254, _ifs),
    "IFERROR": (2, 2, _replace_errors(errors)),
    "IFNA": (2, 2, _replace_errors(not_available)),
    "CHOOSE": (2, 255, _choose),
    "AND": (1, 255, _all_or_any(np.logical_and, True)),
    "OR": (1, 255, _all_or_any(np.logical_or, False)),
    "SUM": (1, 255, _sum),
    "PRODUCT": (1, 255, _folded(np.multiply, 1.0, 0.0)),
    "MIN": (1, 255, _folded(np.minimum, math.inf, 0.0)),
    "MAX": (1, 255, _folded(np.maximum, -math.inf, 0.0)),
    "COUNT": (1, 255, _count_parts(_counted)),
    "COUNTA": (1, 255, _count_parts(_present)),
    "AVERAGE": (1, 255, _average),
    "SUMPRODUCT": (1, 255, _sumproduct),
    "SUMIF": (2, 3, _sumif),
    "SUMIFS": (3, 255, _sumifs),
    "COUNTIF": (2, 2, _countifs),
    "COUNTIFS": (2, 254, _countifs),
    "INDEX": (2, 3, _index),
    "MATCH": (2, 3, _match),
    "VLOOKUP": (3, 4, _vlookup),
    "ROWS": (1, 1, _size(lambda grid: grid.rows)),
    "COLUMNS": (1, 1, _size(lambda grid: grid.columns)),
}
