"""Turn the formulas between drawn cells and targets into the steps of a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue
from pycore.formulas.circles import circular
from pycore.formulas.coercion import NAME_ERROR, plain
from pycore.formulas.elementwise import ELEMENTWISE
from pycore.formulas.formula_cells import FormulaCells
from pycore.formulas.lanes import FLOAT, Function, StepResult, is_lanes
from pycore.formulas.operators import BINARY, UNARY
from pycore.formulas.parts import (
    BLANK,
    MISSING,
    ArrayPart,
    Fixed,
    FormulaPart,
    Frame,
    Single,
    StepRun,
    Varying,
    call_function,
    ends_of,
    lift,
)
from pycore.formulas.program import Program, Step
from pycore.formulas.range_ends import joined_area
from pycore.formulas.supported import FORMS
from pycore.formulas.tree import (
    AreaOnSheet,
    CellKey,
    FormulaProblem,
    Tree,
    function_name,
    meaning,
    parse,
    refuse_whole_lines,
)
from pycore.language import Text

LARGEST_AREA = 2_000_000  # cells of a range that a formula on arrays may walk through

_Made = tuple[CellKey, int, StepRun | None, set[int]]  # a step, and the slots that it reads


class Compiler:
    """Turns the formulas between the drawn cells and the targets into a program."""

    def __init__(self, cells: FormulaCells, drawn: frozenset[CellKey]) -> None:
        self.cells = cells
        self.functions = cells.functions
        self._reached = cells.reached(drawn)
        self._slots: dict[CellKey, int] = {cell: i for i, cell in enumerate(sorted(drawn), start=1)}
        self._unread = {slot: cell for cell, slot in self._slots.items()}
        self._drawn = drawn
        self._done: dict[CellKey, Single] = {}
        self._sheet = ""
        self.here = (0, 0)
        self._missing: dict[CellKey, None] = {}
        self._used: set[int] = set()

    def program(self, targets: Sequence[CellKey]) -> Program:
        """Make the steps that give the targets; raises `FormulaProblem`, with the cell, where that cannot be."""
        steps: list[_Made] = []
        for target in targets:
            self._finish(target, steps)
        outputs = {t: self._slots[t] for t in targets if isinstance(self._done.get(t), Varying)}
        # Backwards: keep the steps that something needs, and note where each slot is read last.
        needed = set(outputs.values())
        kept: list[Step] = []
        for cell, slot, run, used in reversed(steps):
            if slot in needed:
                kept.append(Step(cell, slot, run, tuple(used - needed)))
                needed |= used
        constants = {t: node.value for t, node in self._done.items() if isinstance(node, Fixed)}
        return Program(len(self._slots) + 1, tuple(reversed(kept)), tuple(outputs.items()), constants)

    def _finish(self, target: CellKey, steps: list[_Made]) -> None:
        """Make the step of a target after those of all that it needs, however long the chain is."""
        waiting, open_cells = [target], dict[CellKey, None]()
        while waiting:
            cell = waiting[-1]
            if cell in self._done or cell not in self._reached:
                waiting.pop()
                continue
            open_cells[cell] = None
            self._sheet, self.here, self._missing, self._used = cell[0], cell[1:], {}, set()
            try:
                node = self._of_cell_formula(cell)
            except FormulaProblem as problem:
                raise problem.at(cell) from problem
            if self._missing:
                first = next((c for c in self._missing if c in open_cells), None)
                if first is not None:
                    path = list(open_cells)
                    raise FormulaProblem(circular(path[path.index(first) :]))
                waiting.extend(self._missing)
                continue
            waiting.pop()
            del open_cells[cell]
            if isinstance(node, Varying):
                # Draws are read just before their first use, so that they are still in the cache there.
                for drawn in self._used & self._unread.keys():
                    steps.append((self._unread.pop(drawn), drawn, None, set()))
                slot = self._slots[cell] = len(self._slots) + 1
                steps.append((cell, slot, node.run, self._used))
                self._done[cell] = _in_slot(slot)
            else:
                self._done[cell] = self._constant(cell, node)

    def _constant(self, cell: CellKey, node: Single) -> Single:
        """The calculated value stands for a formula that no draw reaches after all.

        Unless the formula gives an error: SUMIFS of formualizer passes over errors in the range that it adds up,
        where Excel shows them.
        """
        if cell in self.cells.values and not (isinstance(node, Fixed) and isinstance(node.value, ErrorValue)):
            return Fixed(plain(self.cells.values[cell]))
        return node

    def _of_cell_formula(self, cell: CellKey) -> Single:
        """Compile the formula of a cell; a blank result is 0, as a cell shows it."""
        node = self.single(parse(self.cells.formulas[cell]))
        if isinstance(node, Fixed):
            return Fixed(0.0) if node.value is None else node
        return node

    # -- trees --

    def single(self, tree: Tree) -> Single:
        """Compile what must be one value; `FormulaProblem` where the formula gives an area."""
        node = self.node(tree)
        if isinstance(node, ArrayPart):
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

    def node(self, tree: Tree) -> FormulaPart:
        """Compile a part of a formula, the result of which may be a value or an area."""
        kind = tree["node_type"]
        if kind == "Literal":
            return Fixed(plain(tree["value"]))
        if kind == "Reference":
            return self._reference(tree["reference"])
        if kind == "BinaryOp":
            return self._joined(tree) if tree["operator"] == ":" else self._chain(tree)
        if kind == "Function":
            return self._call(tree)
        if kind == "UnaryOp" and tree["operator"] in UNARY:
            return lift(UNARY[tree["operator"]], self.node(tree["operand"]))
        if kind == "Omitted":
            return BLANK
        if kind == "Array":
            rows = [[self.single(item) for item in row] for row in tree["rows"]]
            return ArrayPart(len(rows), len(rows[0]), lambda r, c: rows[r][c])
        raise _unsupported(str(tree.get("operator", kind)))

    def stands_for(self, reference: str) -> AreaOnSheet | Tree:
        """Return what a reference stands for: an area, or the formula of a name."""
        try:
            found = meaning(reference, self._sheet, self.cells.names)
        except FormulaProblem:
            ends = reference.split(":")
            if len(ends) != 2 or "'" in reference:
                raise
            # A short name and a cell, as `low:A4`, which the parser takes for one reference.
            left, right = ({"node_type": "Reference", "reference": end} for end in ends)
            return {"node_type": "BinaryOp", "operator": ":", "left": left, "right": right}
        return self.cells.area(found) if isinstance(found, AreaOnSheet) else found

    def _joined(self, tree: Tree) -> FormulaPart:
        """Compile a range whose ends are formulas."""
        found = joined_area(self, tree)
        return self._of_area(found, ":") if isinstance(found, AreaOnSheet) else found

    def _reference(self, reference: str) -> FormulaPart:
        """Compile a reference: a cell, an area, or the formula that a name stands for."""
        found = self.stands_for(reference)
        return self._of_area(found, reference) if isinstance(found, AreaOnSheet) else self.node(found)

    def _of_area(self, area: AreaOnSheet, reference: str) -> FormulaPart:
        """Compile an area: a cell is one value, more are an array."""
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
        return ArrayPart(area.rows, area.columns, lambda r, c: self._cell((sheet, row + r, column + c)))

    def _cell(self, cell: CellKey) -> Single:
        """Return what a cell is: its draws, its fixed value, its own step, or a part that waits for it."""
        if cell in self._drawn:
            slot = self._slots[cell]
            self._used.add(slot)
            return _in_slot(slot)
        if cell not in self._reached:
            return Fixed(plain(self.cells.values.get(cell)))
        node = self._done.get(cell)
        if node is None:
            self._missing[cell] = None
            return MISSING
        if isinstance(node, Varying):
            self._used.add(self._slots[cell])
        return node

    def _chain(self, tree: Tree) -> FormulaPart:
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

    def _call(self, tree: Tree) -> FormulaPart:
        """Compile a call of our functions or of one that is supported; `FormulaProblem` for any other."""
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


def _is_cell_beside_text(left: FormulaPart, right: FormulaPart) -> bool:
    return isinstance(left, Varying) and left.slot > 0 and isinstance(right, Fixed) and type(right.value) is str


def _beside_text(function: Function, cell: FormulaPart, text: FormulaPart) -> Varying:
    """Compare a cell with a text, as in `IF(E8="","",…)`: what is once found to be numbers is not looked at again."""
    assert isinstance(cell, Varying)
    assert isinstance(text, Fixed)
    slot, word = cell.slot, text.value
    of_numbers = function(0.0, word)

    def run(frame: Frame) -> StepResult:
        if slot in frame[-1]:
            return of_numbers
        value = frame[slot]
        if type(value) is np.ndarray and value.dtype is FLOAT:
            ends_of(frame, slot, value)
            if slot in frame[-1]:
                return of_numbers
        return function(value, word)

    return Varying(run)


_Operation = tuple[Function, StepRun | None, Any, bool]


def _chained(node: FormulaPart, operations: list[_Operation]) -> FormulaPart:
    """Run a chain of operations in one step, into the array that no one else holds."""
    if not operations or not isinstance(node, Varying):
        return node
    first, fresh = node.run, node.fresh

    def run(frame: Frame) -> StepResult:
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
    """Say that a function or an operator cannot run on draws, and what to do instead."""
    return FormulaProblem(
        Text(
            f"函数或运算符 {name} 不能用于抽样计算。请改用受支持的函数，或把该单元格改为输入值。",
            f"the function or operator {name} cannot run on draws. "
            "Use a supported function, or make the cell an input.",
        )
    )


def _check_count(name: str, count: int, fewest: int, most: int) -> None:
    """Refuse a number of arguments that the function does not take."""
    if not fewest <= count <= most:
        raise FormulaProblem(
            Text(
                f"函数 {name} 有 {count} 个参数，应为 {fewest} 至 {most} 个。请改正公式。",
                f"the function {name} has {count} arguments and takes {fewest} to {most}. Correct the formula.",
            )
        )
