"""Run the formulas of a workbook on arrays of draws.

The formulas are turned into steps once: whatever no draw reaches is folded into constants, branches that a
constant condition closes are left out, and each cell that varies becomes one step. The steps then run on
blocks of draws that stay in the processor's cache. A cell is calculated once for each block however many
formulas read it, so a factor that feeds ten rows varies together in all ten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import NAME_ERROR, plain
from pycore.formulas.elementwise import ELEMENTWISE
from pycore.formulas.lanes import (
    FLOAT,
    Function,
    Lanes,
    Result,
    by_value,
    calculating,
    is_lanes,
    narrow,
    read_draws,
    without_infinity,
)
from pycore.formulas.operators import BINARY, UNARY
from pycore.formulas.parts import (
    BLANK,
    MISSING,
    Fixed,
    Frame,
    Grid,
    Node,
    Run,
    Single,
    Varying,
    call_function,
    lift,
)
from pycore.formulas.supported import FORMS
from pycore.formulas.tree import (
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
from pycore.language import Text

# 16,384 numbers of 8 bytes are 128 KB: what one formula works with stays in the second-level cache, and
# Python's share of the time is small. Measured best between 8,192 and 32,768.
BLOCK = 16_384
LARGEST_AREA = 2_000_000  # cells of a range that a formula on arrays may walk through


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
                self._programs[targets, drawn] = Compiler(self, drawn).program(targets)
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


class Compiler:
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
            return call_function(name, self.functions[name], [self.node(a) for a in arguments])
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
