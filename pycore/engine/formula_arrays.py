"""Run the formulas of a workbook on arrays of draws.

The formulas are turned into steps once: whatever no draw reaches is folded into constants, branches that a
constant condition closes are left out, and each cell that varies becomes one step. The steps then run on
blocks of draws that stay in the processor's cache. A cell is calculated once for each block however many
formulas read it, so a factor that feeds ten rows varies together in all ten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pycore.engine.formula_functions import (
    BINARY,
    DIVISION_ERROR,
    ELEMENTWISE,
    FLOAT,
    NAME_ERROR,
    NOT_AVAILABLE,
    REFERENCE_ERROR,
    UNARY,
    VALUE_ERROR,
    Function,
    Lanes,
    Result,
    by_value,
    calculating,
    criterion,
    errors,
    is_lanes,
    narrow,
    not_available,
    number,
    numbers,
    plain,
    read_draws,
    select,
    truth,
    truths,
    wildcard,
    without_infinity,
)
from pycore.engine.formula_tree import (
    Area,
    Cell,
    FormulaProblem,
    Tree,
    function_name,
    meaning,
    parse,
    points_elsewhere,
    precedents,
    refuse_whole_lines,
)
from pycore.engine.sheet_xml import ErrorValue, Value
from pycore.language import Text

# 16,384 numbers of 8 bytes are 128 KB: what one formula works with stays in the second-level cache, and
# Python's share of the time is small. Measured best between 8,192 and 32,768.
BLOCK = 16_384
LARGEST_AREA = 2_000_000  # cells of a range that a formula on arrays may walk through

# frame[0] is the number of draws in the block, frame[-1] the set of slots that are known to be finite numbers, and
# between them are the cells that vary.
Frame = list[Any]
Run = Callable[[Frame], Result]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A part of a formula that is the same in every draw."""

    value: Any


@dataclass(frozen=True, slots=True)
class Varying:
    """A part of a formula that varies by draw.

    Attributes:
        fresh: nobody else holds the arrays that it gives.
        slot: where it stands in the frame, if it is a cell.
    """

    run: Run
    fresh: bool = False
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """A part of a formula that waits for a cell which is not turned into a step yet."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A range or an array in a formula; `at` gives the part for a row and a column that count from 0."""

    rows: int
    columns: int
    at: Callable[[int, int], Single]

    def parts(self) -> Iterator[Single]:
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.at(row, column)


Single = Fixed | Varying | Missing
Node = Single | Grid
MISSING = Missing()
BLANK = Fixed(None)


class FormulaArrays:
    """The formulas of one workbook, ready to run on draws.

    Parameters
    ----------
    formulas: the formula of each formula cell, with its equals sign.
    values: the calculated value of every cell; cells that are not in it are blank. An error is an
        `ErrorValue`, or a text that is one of Excel's error codes.
    names: defined names and what they stand for: a reference, a value or a formula.
    functions: functions by name, in addition to Excel's. They are called with floats, one-dimensional
        arrays (of at most one block of draws), texts, logical values and None for blank cells; a range is a
        list of rows. They return a float, a text, a logical value, an array, or a list of rows that INDEX
        takes apart.
    """

    def __init__(
        self,
        formulas: Mapping[Cell, str],
        values: Mapping[Cell, Value],
        names: Mapping[str, str],
        functions: Mapping[str, Callable[..., object]],
    ) -> None:
        self.formulas = formulas
        self.values = values
        self.names = names
        self.functions = {function_name(name): function for name, function in functions.items()}
        self._sheets = {sheet.casefold(): sheet for cells in (values, formulas) for sheet, _, _ in cells}
        self._readers: _Readers | None = None
        self._programs: dict[tuple[tuple[Cell, ...], frozenset[Cell]], _Program] = {}

    def dependents(self, sources: Iterable[Cell]) -> set[Cell]:
        """Find the formula cells that the sources reach, through any number of other formulas.

        A source itself is in the result only if another source reaches it. Formulas that cannot be read,
        and those with OFFSET or INDIRECT, are reached by the cells that they name.
        """
        return self._index().reached(sources, through=lambda cell: True)

    def varying(self, targets: Iterable[Cell], drawn: Iterable[Cell]) -> set[Cell]:
        """Find what varies on the way from the drawn cells to the targets, both included.

        Unlike `dependents` this follows the calculation: a factor table of two hundred rows counts only with
        the rows that a lookup finds, and a branch that is closed does not count.

        Raises `FormulaProblem` as `evaluate` does.
        """
        wanted, sources = tuple(map(self._cell, targets)), frozenset(map(self._cell, drawn))
        steps = self._program(wanted, sources).steps
        return {step.cell for step in steps} | (sources & set(wanted))

    def _program(self, targets: tuple[Cell, ...], drawn: frozenset[Cell]) -> _Program:
        if (targets, drawn) not in self._programs:
            with calculating():
                self._programs[targets, drawn] = _Compiler(self, drawn).program(targets)
        return self._programs[targets, drawn]

    def evaluate(
        self,
        targets: Sequence[Cell],
        draws: Mapping[Cell, Lanes],
        *,
        block: int = BLOCK,
    ) -> dict[Cell, Value | Lanes]:
        """Calculate the targets when the drawn cells take the given draws.

        Parameters
        ----------
        targets: cells to calculate.
        draws: for each drawn cell a one-dimensional array of n draws, the same n for all; it takes the place
            of the cell's value or formula. Numbers are finite, or NaN where a draw is an error.
        block: default 16,384; how many draws run through all formulas at a time.

        Returns
        -------
        For each target that varies an array of n: numbers (NaN where the formula gives an error or `""`),
        logical values, texts, or objects where texts and numbers mix. For each other target its calculated
        value, untouched.

        Raises
        ------
        FormulaProblem: a function, name or reference that a target needs cannot be used, with sheet!cell;
            formulas that depend on themselves; draws of unequal length.
        """
        arrays = {self._cell(cell): read_draws(array) for cell, array in draws.items()}
        size = _common_length(arrays)
        wanted = tuple(self._cell(cell) for cell in targets)
        program = self._program(wanted, frozenset(arrays))
        with calculating():
            varying = program.run(arrays, size, block)
        results: dict[Cell, Value | Lanes] = {}
        for target, cell in zip(targets, wanted, strict=True):
            if cell in arrays:
                results[target] = arrays[cell]
            elif cell in varying:
                results[target] = varying[cell]
            elif isinstance(program.constants.get(cell), ErrorValue):
                results[target] = program.constants[cell]
            else:
                results[target] = self.values.get(cell, program.constants.get(cell))
        return results

    def _cell(self, cell: Cell) -> Cell:
        sheet, row, column = cell
        return (self._sheets.get(sheet.casefold(), sheet), row, column)

    def _area(self, area: Area) -> Area:
        return area._replace(sheet=self._sheets.get(area.sheet.casefold(), area.sheet))

    def _index(self) -> _Readers:
        if self._readers is None:
            self._readers = _Readers()
            for cell, formula in self.formulas.items():
                try:
                    areas = precedents(formula, cell[0], self.names, whole_lines=True)
                    unknown = points_elsewhere(parse(formula))
                except FormulaProblem:
                    areas, unknown = [], True
                self._readers.add(cell, [self._area(area) for area in areas], unknown)
        return self._readers

    def _reached(self, drawn: frozenset[Cell]) -> set[Cell]:
        """Find the formula cells that the drawn cells may reach, those that cannot be judged included."""
        readers = self._index()
        sources = [*drawn, *readers.unknown]
        reached = readers.reached(sources, through=lambda cell: cell not in drawn)
        return (reached | readers.unknown) - drawn


def _common_length(arrays: Mapping[Cell, Lanes]) -> int:
    size = 0
    for i, (cell, array) in enumerate(arrays.items()):
        if array.ndim != 1 or (i and len(array) != size):
            raise FormulaProblem(
                Text(
                    f"抽样数组的形状为 {array.shape}，其他为 {size} 个抽样。"
                    "请为每个单元格给出相同个数的一维数组。",
                    f"the draws have the shape {array.shape}, and others are {size} draws. "
                    "Give every cell a one-dimensional array of the same length.",
                )
            ).at(cell)
        size = len(array)
    return size


class _Readers:
    """Which formulas read which cells."""

    def __init__(self) -> None:
        self.unknown: set[Cell] = set()
        self._of_cell: dict[Cell, list[Cell]] = {}
        self._of_area: dict[Area, list[Cell]] = {}
        self._areas_in_column: dict[tuple[str, int], list[Area]] = {}

    def add(self, cell: Cell, areas: Iterable[Area], unknown: bool) -> None:
        if unknown:
            self.unknown.add(cell)
        for area in areas:
            if area.rows == area.columns == 1:
                self._of_cell.setdefault(area[:3], []).append(cell)
                continue
            if area not in self._of_area:
                self._of_area[area] = []
                for column in range(area.column1, area.column2 + 1):
                    self._areas_in_column.setdefault((area.sheet, column), []).append(area)
            self._of_area[area].append(cell)

    def reached(self, sources: Iterable[Cell], through: Callable[[Cell], bool]) -> set[Cell]:
        found: set[Cell] = set()
        waiting = list(sources)
        open_areas: dict[tuple[str, int], list[Area]] = {}
        done: set[Area] = set()
        while waiting:
            cell = waiting.pop()
            readers = list(self._of_cell.get(cell, ()))
            column = (cell[0], cell[2])
            still_open: list[Area] = []
            for area in open_areas.get(column, self._areas_in_column.get(column, ())):
                if area in done:
                    continue
                if area.row1 <= cell[1] <= area.row2:
                    done.add(area)
                    readers.extend(self._of_area[area])
                else:
                    still_open.append(area)
            open_areas[column] = still_open
            for reader in readers:
                if reader not in found:
                    found.add(reader)
                    if through(reader):
                        waiting.append(reader)
        return found


# --- running -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    cell: Cell
    slot: int
    run: Run | None  # None: the draws of the cell are read
    last_used: tuple[int, ...]  # slots that no later step reads


@dataclass(frozen=True, slots=True)
class _Program:
    """The steps that give the varying targets, in an order in which each finds what it needs."""

    slots: int
    steps: tuple[_Step, ...]
    outputs: tuple[tuple[Cell, int], ...]
    constants: Mapping[Cell, Value]  # targets that no draw reaches after all

    def run(self, arrays: Mapping[Cell, Lanes], size: int, block: int) -> dict[Cell, Lanes]:
        if not self.outputs:
            return {}
        collected = {cell: _Collected(size) for cell, _ in self.outputs}
        for start in range(0, size, block):
            stop = min(start + block, size)
            frame: Frame = [None] * (self.slots + 1)
            frame[0], frame[-1] = stop - start, set()
            for step in self.steps:
                if step.run is None:
                    frame[step.slot] = arrays[step.cell][start:stop]
                    continue
                try:
                    frame[step.slot] = _run_step(step.run, frame)
                except FormulaProblem as problem:
                    raise problem.at(step.cell) from problem
                for slot in step.last_used:
                    frame[slot] = None
            for cell, slot in self.outputs:
                collected[cell].add(frame[slot], start, stop)
        return {cell: lanes.whole() for cell, lanes in collected.items()}


def _run_step(run: Run, frame: Frame) -> Result:
    try:
        result = run(frame)
    except FloatingPointError:
        # A sum that overflows; divisions and powers have dealt with theirs.
        with np.errstate(all="ignore"):
            result = run(frame)
        result = without_infinity(result) if is_lanes(result) else plain(result)
    return plain(result) if type(result) is list else result  # which says that a range cannot stand here


class _Collected:
    """The draws of one target, block after block; numbers go straight to their place."""

    def __init__(self, size: int) -> None:
        self._numbers: Lanes | None = np.empty(size, dtype=FLOAT)
        self._values: list[Value] = []

    def add(self, result: Result, start: int, stop: int) -> None:
        if self._numbers is not None:
            if is_lanes(result) and result.dtype == FLOAT:
                self._numbers[start:stop] = result
                return
            if type(result) is float:
                self._numbers[start:stop] = result
                return
            self._values = by_value(self._numbers[:start])
            self._numbers = None
        self._values.extend(by_value(result) if is_lanes(result) else [plain(result)] * (stop - start))

    def whole(self) -> Lanes:
        if self._numbers is not None:
            return without_infinity(self._numbers)
        kinds = {type(v) for v in self._values}
        if float in kinds and all(isinstance(v, float | ErrorValue) or v == "" for v in self._values):
            return np.array([v if isinstance(v, float) else math.nan for v in self._values], dtype=FLOAT)
        if kinds == {ErrorValue}:
            return np.full(len(self._values), math.nan)
        return narrow(self._values)


# --- turning formulas into steps ---------------------------------------------------------------------------


_Made = tuple[Cell, int, Run | None, set[int]]  # a step, and the slots that it reads


class _Compiler:
    """Turns the formulas between the drawn cells and the targets into a program."""

    def __init__(self, book: FormulaArrays, drawn: frozenset[Cell]) -> None:
        self.book = book
        self.functions = book.functions
        self._reached = book._reached(drawn)
        self._slots: dict[Cell, int] = {cell: i for i, cell in enumerate(sorted(drawn), start=1)}
        self._unread = {slot: cell for cell, slot in self._slots.items()}
        self._drawn = drawn
        self._done: dict[Cell, Single] = {}
        self._sheet = ""
        self._missing: dict[Cell, None] = {}
        self._used: set[int] = set()

    def program(self, targets: Sequence[Cell]) -> _Program:
        steps: list[_Made] = []
        for target in targets:
            self._finish(target, steps)
        outputs = {t: self._slots[t] for t in targets if isinstance(self._done.get(t), Varying)}
        # Backwards: keep the steps that something needs, and note where each slot is read last.
        needed = set(outputs.values())
        kept: list[_Step] = []
        for cell, slot, run, used in reversed(steps):
            if slot in needed:
                kept.append(_Step(cell, slot, run, tuple(used - needed)))
                needed |= used
        constants = {t: node.value for t, node in self._done.items() if isinstance(node, Fixed)}
        return _Program(len(self._slots) + 1, tuple(reversed(kept)), tuple(outputs.items()), constants)

    def _finish(self, target: Cell, steps: list[_Made]) -> None:
        """Make the step of a target after those of all that it needs, however long the chain is."""
        waiting, open_cells = [target], set[Cell]()
        while waiting:
            cell = waiting[-1]
            if cell in self._done or cell not in self._reached:
                waiting.pop()
                continue
            open_cells.add(cell)
            self._sheet, self._missing, self._used = cell[0], {}, set()
            try:
                node = self._of_cell_formula(cell)
            except FormulaProblem as problem:
                raise problem.at(cell) from problem
            if self._missing:
                circular = next((c for c in self._missing if c in open_cells), None)
                if circular is not None:
                    raise FormulaProblem(
                        Text(
                            "公式循环引用，最终依赖自身。请断开循环。",
                            "the formula depends on itself. Break the circle.",
                        )
                    ).at(circular)
                waiting.extend(self._missing)
                continue
            waiting.pop()
            open_cells.discard(cell)
            if isinstance(node, Varying):
                # Draws are read just before their first use, so that they are still in the cache there.
                for drawn in self._used & self._unread.keys():
                    steps.append((self._unread.pop(drawn), drawn, None, set()))
                slot = self._slots[cell] = len(self._slots) + 1
                steps.append((cell, slot, node.run, self._used))
                self._done[cell] = _in_slot(slot)
            else:
                self._done[cell] = self._constant(cell, node)

    def _constant(self, cell: Cell, node: Single) -> Single:
        """The calculated value stands for a formula that no draw reaches after all.

        Unless the formula gives an error: SUMIFS of formualizer passes over errors in the range that it adds up,
        where Excel shows them.
        """
        if cell in self.book.values and not (isinstance(node, Fixed) and isinstance(node.value, ErrorValue)):
            return Fixed(plain(self.book.values[cell]))
        return node

    def _of_cell_formula(self, cell: Cell) -> Single:
        node = self.single(parse(self.book.formulas[cell]))
        if isinstance(node, Fixed):
            return Fixed(0.0) if node.value is None else node
        return node

    # -- trees --

    def single(self, tree: Tree) -> Single:
        node = self.node(tree)
        if isinstance(node, Grid):
            if node.rows == node.columns == 1:
                return node.at(0, 0)
            raise FormulaProblem(
                Text(
                    "这里需要一个值，公式却给出一片区域。请改为引用单个单元格，或用 SUM、SUMPRODUCT 汇总。",
                    "one value is needed here, and the formula gives a range. "
                    "Refer to one cell, or add up with SUM or SUMPRODUCT.",
                )
            )
        return node

    def node(self, tree: Tree) -> Node:
        kind = tree["node_type"]
        if kind == "Literal":
            return Fixed(plain(tree["value"]))
        if kind == "Reference":
            return self._reference(tree["reference"])
        if kind == "BinaryOp":
            return self._chain(tree)
        if kind == "Function":
            return self._call(tree)
        if kind == "UnaryOp" and tree["operator"] in UNARY:
            return lift(UNARY[tree["operator"]], self.node(tree["operand"]))
        if kind == "Omitted":
            return BLANK
        if kind == "Array":
            rows = [[self.single(item) for item in row] for row in tree["rows"]]
            return Grid(len(rows), len(rows[0]), lambda r, c: rows[r][c])
        raise _unsupported(str(tree.get("operator", kind)))

    def _reference(self, reference: str) -> Node:
        found = meaning(reference, self._sheet, self.book.names)
        if not isinstance(found, Area):
            return self.node(found)
        area = self.book._area(found)
        if area.rows == area.columns == 1:
            return self._cell(area[:3])
        refuse_whole_lines(area, reference)
        if area.rows * area.columns > LARGEST_AREA:
            raise FormulaProblem(
                Text(
                    f"{reference} 的单元格多于 {LARGEST_AREA}。请缩小区域。",
                    f"{reference} has more than {LARGEST_AREA} cells. Use a smaller range.",
                )
            )
        sheet, row, column = area[:3]
        return Grid(area.rows, area.columns, lambda r, c: self._cell((sheet, row + r, column + c)))

    def _cell(self, cell: Cell) -> Single:
        if cell in self._drawn:
            slot = self._slots[cell]
            self._used.add(slot)
            return _in_slot(slot)
        if cell not in self._reached:
            return Fixed(plain(self.book.values.get(cell)))
        node = self._done.get(cell)
        if node is None:
            self._missing[cell] = None
            return MISSING
        if isinstance(node, Varying):
            self._used.add(self._slots[cell])
        return node

    def _chain(self, tree: Tree) -> Node:
        """Turn `a*b*c/d` into one step that goes on writing into its own first result."""
        spine: list[tuple[str, Tree]] = []
        while tree["node_type"] == "BinaryOp":
            if tree["operator"] not in BINARY:
                raise _unsupported(tree["operator"])
            spine.append((tree["operator"], tree["right"]))
            tree = tree["left"]
        node = self.node(tree)
        steps: list[_Operation] = []  # what follows the varying `node`
        for operator, right_tree in reversed(spine):
            function, right = BINARY[operator], self.node(right_tree)
            if operator in _EQUALITY and not steps and _is_cell_beside_text(node, right):
                node = _beside_text(function, node, right)
                continue
            if isinstance(node, Varying) and isinstance(right, Fixed | Varying):
                if isinstance(right, Fixed):
                    steps.append((function, None, right.value, False))
                else:
                    steps.append((function, right.run, None, right.fresh))
                continue
            node, steps = lift(function, _chained(node, steps), right), []
        return _chained(node, steps)

    def _call(self, tree: Tree) -> Node:
        name, arguments = function_name(tree["name"]), tree["args"]
        if name in self.functions:
            return _call_function(name, self.functions[name], [self.node(a) for a in arguments])
        if name in FORMS:
            fewest, most, form = FORMS[name]
            _check_count(name, len(arguments), fewest, most)
            return form(self, arguments)
        if name in ELEMENTWISE:
            function, fewest, most = ELEMENTWISE[name]
            _check_count(name, len(arguments), fewest, most)
            return lift(function, *(self.node(a) for a in arguments))
        if name == "TL_VERSION":
            # The switch of our workbooks asks ISERROR(TL_VERSION()) whether our functions are there.
            return Fixed(NAME_ERROR)
        raise _unsupported(name)


def _in_slot(slot: int) -> Varying:
    return Varying(lambda frame: frame[slot], slot=slot)


_EQUALITY = ("=", "<>")


def _is_cell_beside_text(left: Node, right: Node) -> bool:
    return (
        isinstance(left, Varying) and left.slot > 0 and isinstance(right, Fixed) and type(right.value) is str
    )


def _beside_text(function: Function, cell: Node, text: Node) -> Varying:
    """Compare a cell with a text, as in `IF(E8="","",…)`: what is once found to be numbers is not looked at again."""
    assert isinstance(cell, Varying)
    assert isinstance(text, Fixed)
    slot, word = cell.slot, text.value
    of_numbers = function(0.0, word)

    def run(frame: Frame) -> Result:
        finite: set[int] = frame[-1]
        if slot in finite:
            return of_numbers
        value = frame[slot]
        result = function(value, word)
        if type(result) is bool and type(value) is np.ndarray and value.dtype is FLOAT:
            finite.add(slot)
        return result

    return Varying(run)


_Operation = tuple[Function, Run | None, Any, bool]


def _chained(node: Node, operations: list[_Operation]) -> Node:
    if not operations or not isinstance(node, Varying):
        return node
    first, fresh = node.run, node.fresh

    def run(frame: Frame) -> Result:
        result = first(frame)
        mine = fresh
        for function, operand, constant, operand_is_fresh in operations:
            if operand is None:
                result = function(result, constant, result if mine else None)
            else:
                right = operand(frame)
                result = function(
                    result,
                    right,
                    result if mine and is_lanes(result) else right if operand_is_fresh else None,
                )
            mine = True
        return result

    return Varying(run, fresh=True)


def _unsupported(name: str) -> FormulaProblem:
    return FormulaProblem(
        Text(
            f"函数或运算符 {name} 不能用于抽样计算。请改用受支持的函数，或把该单元格改为输入值。",
            f"the function or operator {name} cannot run on draws. "
            "Use a supported function, or make the cell an input.",
        )
    )


def _check_count(name: str, count: int, fewest: int, most: int) -> None:
    if not fewest <= count <= most:
        raise FormulaProblem(
            Text(
                f"函数 {name} 有 {count} 个参数，应为 {fewest} 至 {most} 个。请改正公式。",
                f"the function {name} has {count} arguments and takes {fewest} to {most}. "
                "Correct the formula.",
            )
        )


def _must_be_fixed(name: str, what: Text) -> FormulaProblem:
    return FormulaProblem(
        Text(
            f"{name} 的{what.zh}随抽样变化，无法计算。请改为固定值。",
            f"the {what.en} of {name} varies by draw. Make it a fixed value.",
        )
    )


# --- parts of formulas -------------------------------------------------------------------------------------


def each(function: Callable[..., Node], *nodes: Node) -> Node:
    """Apply a function of single parts to every cell of the ranges among the nodes, as array formulas do."""
    grids = [n for n in nodes if isinstance(n, Grid)]
    if not grids:
        return function(*nodes)
    rows, columns = max(g.rows for g in grids), max(g.columns for g in grids)

    def at(row: int, column: int) -> Single:
        result = function(*(_pick(n, row, column) for n in nodes))
        assert not isinstance(result, Grid)
        return result

    return Grid(rows, columns, at)


def _pick(node: Node, row: int, column: int) -> Single:
    if not isinstance(node, Grid):
        return node
    if (row >= node.rows and node.rows > 1) or (column >= node.columns and node.columns > 1):
        return Fixed(NOT_AVAILABLE)
    return node.at(row if node.rows > 1 else 0, column if node.columns > 1 else 0)


def lift(function: Function, *nodes: Node) -> Node:
    """Apply a function of values or lanes to parts of a formula; it runs at once if all of them are fixed."""
    if any(isinstance(n, Grid) for n in nodes):
        return each(lambda *parts: lift(function, *parts), *nodes)
    if MISSING in nodes:
        return MISSING
    if all(isinstance(n, Fixed) for n in nodes):
        return Fixed(plain(function(*(n.value for n in nodes if isinstance(n, Fixed)))))
    runs = [_run_of(n) for n in nodes]
    if len(runs) == 1:
        only = runs[0]
        return Varying(lambda frame: function(only(frame)))
    if len(runs) == 2:
        left, right = runs
        return Varying(lambda frame: function(left(frame), right(frame)))
    return Varying(lambda frame: function(*[run(frame) for run in runs]))


def _run_of(node: Node) -> Run:
    if isinstance(node, Varying):
        return node.run
    assert isinstance(node, Fixed)
    value = node.value
    return lambda frame: value


def _call_function(name: str, function: Callable[..., object], nodes: list[Node]) -> Node:
    """Call one of the given functions; errors among its single arguments become its result."""
    makers: list[tuple[bool, Any]] = []
    missing, fixed = False, True
    for node in nodes:
        if isinstance(node, Grid):
            rows = [[node.at(r, c) for c in range(node.columns)] for r in range(node.rows)]
            parts = [part for row in rows for part in row]
            missing = missing or MISSING in parts
            if all(isinstance(part, Fixed) for part in parts):
                makers.append((True, [[p.value for p in row if isinstance(p, Fixed)] for row in rows]))
            else:
                fixed = False
                if not missing:
                    makers.append((False, _range_of([[_run_of(p) for p in row] for row in rows])))
        elif isinstance(node, Fixed):
            makers.append((True, node.value))
        elif isinstance(node, Varying):
            fixed = False
            makers.append((False, node.run))
        else:
            missing = True
    if missing:
        return MISSING
    wrong = next((v for constant, v in makers if constant and isinstance(v, ErrorValue)), None)
    if wrong is not None:
        return Fixed(wrong)
    if fixed:
        try:
            with np.errstate(all="ignore"):
                found = function(*(v for _, v in makers))
        except Exception:  # as in a cell: whatever the function raises is #VALUE!
            return Fixed(VALUE_ERROR)
        if isinstance(found, list):
            found_rows = [row if isinstance(row, list) else [row] for row in found]
            return Grid(len(found_rows), len(found_rows[0]), lambda r, c: Fixed(plain(found_rows[r][c])))
        return Fixed(plain(found))

    def run(frame: Frame) -> Result:
        arguments = [v if constant else v(frame) for constant, v in makers]
        try:
            with np.errstate(all="ignore"):
                result = function(*arguments)
        except FormulaProblem:
            raise
        except Exception as reason:
            for argument in arguments:
                if isinstance(argument, ErrorValue):
                    return argument
            raise FormulaProblem(
                Text(
                    f"函数 {name} 不能对抽样数组计算（{type(reason).__name__}: {reason}）。"
                    "请检查其参数的取值范围。",
                    f"the function {name} failed on draws ({type(reason).__name__}: {reason}). "
                    "Check the domain of its arguments.",
                )
            ) from reason
        return _function_result(name, result, frame[0])

    return Varying(run)


def _range_of(rows: list[list[Run]]) -> Run:
    return lambda frame: [[run(frame) for run in row] for row in rows]


def _function_result(name: str, result: Any, size: int) -> Result:
    if type(result) is np.ndarray and result.ndim == 1 and len(result) == size:
        return without_infinity(read_draws(result))
    if type(result) is float and math.isfinite(result):
        return result
    if isinstance(result, list):
        return result
    if isinstance(result, np.ndarray):
        if result.ndim == 0:
            return plain(result.item())
        raise FormulaProblem(
            Text(
                f"函数 {name} 返回形状为 {result.shape} 的数组，应为 {size} 个抽样。请检查该函数。",
                f"the function {name} gives an array of the shape {result.shape} for {size} draws. "
                "Check the function.",
            )
        )
    return plain(result)


# --- functions that look at their arguments as parts of the formula ----------------------------------------


Form = Callable[[_Compiler, list[Tree]], Node]


def _if(compiler: _Compiler, arguments: list[Tree]) -> Node:
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
    run_yes, run_no = _run_of(_not_blank(yes)), _run_of(_not_blank(no))

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


def _ifs(compiler: _Compiler, arguments: list[Tree]) -> Node:
    tree: Tree = {"node_type": "Literal", "value": "#N/A"}
    for i in range(len(arguments) // 2 * 2 - 2, -1, -2):
        tree = {"node_type": "Function", "name": "IF", "args": [arguments[i], arguments[i + 1], tree]}
    return compiler.node(tree)


def _replace_errors(test: Function) -> Form:
    def form(compiler: _Compiler, arguments: list[Tree]) -> Node:
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
    run_otherwise = _run_of(_not_blank(otherwise))

    def run(frame: Frame) -> Result:
        found = value(frame)
        wrong = test(found)
        if not is_lanes(wrong):
            return run_otherwise(frame) if wrong else found
        return select(wrong, run_otherwise(frame), found) if wrong.any() else found

    return Varying(run)


def _choose(compiler: _Compiler, arguments: list[Tree]) -> Node:
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


def _entries(compiler: _Compiler, arguments: Iterable[Tree]) -> Iterator[tuple[Single, bool]]:
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


def _sum(compiler: _Compiler, arguments: list[Tree]) -> Node:
    return _added(_gather(_entries(compiler, arguments)))


def _folded(ufunc: Any, start: float, empty: float) -> Form:
    """Make MIN, MAX or PRODUCT: combine the numbers with a numpy function; `empty` if there are none."""

    def form(compiler: _Compiler, arguments: list[Tree]) -> Node:
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
    def form(compiler: _Compiler, arguments: list[Tree]) -> Node:
        counts = [
            (lift(lambda value, where=in_range: count(value, where), part), False)
            for part, in_range in _entries(compiler, arguments)
        ]
        return _added(_gather((part, flag) for part, flag in counts if not isinstance(part, Grid)))

    return form


def _present(value: Result, in_range: bool) -> Result:
    return 0.0 if value is None and in_range else 1.0


def _average(compiler: _Compiler, arguments: list[Tree]) -> Node:
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

    def form(compiler: _Compiler, arguments: list[Tree]) -> Node:
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


def _sumproduct(compiler: _Compiler, arguments: list[Tree]) -> Node:
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


def _fixed_value(compiler: _Compiler, tree: Tree, name: str, what: Text) -> Fixed | Missing:
    node = compiler.single(tree)
    if isinstance(node, Varying):
        raise _must_be_fixed(name, what)
    return node


_CRITERION = Text("条件", "criterion")
_POSITION = Text("位置", "position")
_LOOKUP = Text("查找值", "value to look up")


def _matches(compiler: _Compiler, name: str, pairs: Sequence[Tree]) -> tuple[Grid, list[Single]] | Single:
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


def _sumifs(compiler: _Compiler, arguments: list[Tree]) -> Node:
    matched = _matches(compiler, "SUMIFS", arguments[1:])
    if not isinstance(matched, tuple):
        return matched
    shape, met = matched
    summed = _grid(compiler.node(arguments[0]))
    if (summed.rows, summed.columns) != (shape.rows, shape.columns):
        return Fixed(VALUE_ERROR)
    return _sum_of_matches(met, lambda i: summed.at(i // shape.columns, i % shape.columns))


def _sumif(compiler: _Compiler, arguments: list[Tree]) -> Node:
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


def _countifs(compiler: _Compiler, arguments: list[Tree]) -> Node:
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
                raise _must_be_fixed("MATCH", Text("查找区域", "range"))
        elif pattern is not None:
            if type(part.value) is str and pattern.fullmatch(part.value):
                return MISSING if missing else Fixed(float(i))
        elif type(part.value) is type(aim) and part.value == aim:
            return MISSING if missing else Fixed(float(i))
    return MISSING if missing else Fixed(NOT_AVAILABLE)


def _exact_only(compiler: _Compiler, arguments: list[Tree], place: int, name: str) -> None:
    kind = compiler.single(arguments[place]) if len(arguments) > place else Fixed(1.0)
    if not isinstance(kind, Fixed) or number(kind.value) != 0:
        raise FormulaProblem(
            Text(
                f"{name} 只支持精确匹配。请把最后一个参数写为 0。",
                f"{name} is supported for exact matches. Write 0 as its last argument.",
            )
        )


def _match(compiler: _Compiler, arguments: list[Tree]) -> Node:
    _exact_only(compiler, arguments, 2, "MATCH")
    grid = _grid(compiler.node(arguments[1]))
    wanted = _fixed_value(compiler, arguments[0], "MATCH", _LOOKUP)
    if isinstance(wanted, Missing):
        return MISSING
    if min(grid.rows, grid.columns) > 1:
        return Fixed(NOT_AVAILABLE)
    return _position_of(wanted.value, grid.parts())


def _vlookup(compiler: _Compiler, arguments: list[Tree]) -> Node:
    _exact_only(compiler, arguments, 3, "VLOOKUP")
    grid = _grid(compiler.node(arguments[1]))
    wanted = _fixed_value(compiler, arguments[0], "VLOOKUP", _LOOKUP)
    column = _fixed_value(compiler, arguments[2], "VLOOKUP", _POSITION)
    if isinstance(wanted, Missing) or isinstance(column, Missing):
        return MISSING
    row = _position_of(wanted.value, (grid.at(r, 0) for r in range(grid.rows)))
    return row if isinstance(row, Missing) else _part_at(grid, row, column)


def _index(compiler: _Compiler, arguments: list[Tree]) -> Node:
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
        return _function_result("INDEX", rows[r - 1][c - 1], frame[0])

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
SUPPORTED = frozenset(FORMS) | frozenset(ELEMENTWISE)
