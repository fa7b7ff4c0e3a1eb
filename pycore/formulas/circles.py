"""Find the circle that a formula closes, and say it: which cells, in the order in which each reads the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pycore.errors import TwinLedgerError
from pycore.formulas.tree import AreaOnSheet, CellKey, Tree, address, function_name, meaning, parse
from pycore.language import Text

_SHOWN = 8  # cells of a circle that its sentence names
_LARGEST_SEARCHED = 100_000  # cells of one area that are asked one by one
_Arguments = Mapping[str, tuple[int, int]]
# Functions that need not read some of their arguments (the first of them, and that after the last) to give a result.
# What they name closes a circle only where nothing else does: `INDEX(A1:A10,4)` beneath its column reads one cell.
_CELLS_LEFT_OUT: _Arguments = {
    "INDEX": (0, 1),
    "OFFSET": (0, 1),
    "ROW": (0, 1),
    "ROWS": (0, 1),
    "COLUMN": (0, 1),
    "COLUMNS": (0, 1),
}
_BRANCHES_LEFT_OUT: _Arguments = {
    "IF": (1, 3),
    "IFS": (1, 255),
    "CHOOSE": (1, 255),
    "SWITCH": (1, 255),
    "IFERROR": (1, 2),
    "IFNA": (1, 2),
}


def circular(circle: Sequence[CellKey]) -> Text:
    """Say that cells read each other in a circle: `Sheet!A1 → Sheet!B1 → Sheet!A1`."""
    shown = [address(cell) for cell in circle[:_SHOWN]] + (["…"] if len(circle) > _SHOWN else []) + [address(circle[0])]
    path = " → ".join(shown)
    return Text(
        f"公式循环引用：{path}。结果依赖自身，无法计算。请把其中一个单元格改为数值，或改正引用。",
        f"the formulas refer to each other in a circle: {path}. A result that depends on itself cannot be calculated. "
        "Make one of these cells a value, or correct its reference.",
    )


def find_circle(
    start: CellKey,
    formulas: Mapping[CellKey, str],
    names: Callable[[str], Mapping[str, str]],
    may_belong: Callable[[CellKey], bool],
    *,
    certain: bool = False,
) -> tuple[CellKey, ...]:
    """Follow what formulas read from `start` on to the first circle; empty if there is none.

    A circle that is closed by references which are read for certain comes first, then one through a branch, then any;
    with `certain` a range of which INDEX and its like take a part closes none.

    Args:
        formulas: of each formula cell.
        names: gives the defined names that formulas of a sheet see.
        may_belong: tells whether a cell may be part of the circle, such as one whose result is an error.
    """
    ways: list[_Arguments] = [{**_CELLS_LEFT_OUT, **_BRANCHES_LEFT_OUT}, _CELLS_LEFT_OUT, {}]
    found = (_follow(start, formulas, names, may_belong, left_out) for left_out in (ways[:2] if certain else ways))
    return next((circle for circle in found if circle), ())


def _follow(
    start: CellKey,
    formulas: Mapping[CellKey, str],
    names: Callable[[str], Mapping[str, str]],
    may_belong: Callable[[CellKey], bool],
    left_out: _Arguments,
) -> tuple[CellKey, ...]:
    """Walk through what formulas read and return the first ring of cells that is met."""

    def read_by(cell: CellKey) -> Iterator[CellKey]:
        for area in _areas(formulas[cell], cell[0], names(cell[0]), left_out):
            for other in _formula_cells(area, formulas):
                if may_belong(other):
                    yield other

    done: set[CellKey] = set()
    path: dict[CellKey, Iterator[CellKey]] = {start: read_by(start)} if start in formulas else {}
    while path:
        cell, waiting = next(reversed(path.items()))
        after = next(waiting, None)
        if after is None:
            del path[cell]
            done.add(cell)
        elif after in path:
            cells = list(path)
            circle = cells[cells.index(after) :]
            # One circle is written in one way, wherever it is met.
            first = circle.index(min(circle))
            return tuple(circle[first:] + circle[:first])
        elif after not in done:
            path[after] = read_by(after)
    return ()


def _formula_cells(area: AreaOnSheet, formulas: Mapping[CellKey, str]) -> Iterator[CellKey]:
    """Return the cells of an area that hold a formula."""
    if area.rows * area.columns <= min(len(formulas), _LARGEST_SEARCHED):
        for row in range(area.row1, area.row2 + 1):
            for column in range(area.column1, area.column2 + 1):
                if (area.sheet, row, column) in formulas:
                    yield area.sheet, row, column
        return
    for cell in formulas:
        sheet, row, column = cell
        if sheet == area.sheet and area.row1 <= row <= area.row2 and area.column1 <= column <= area.column2:
            yield cell


def _areas(formula: str, sheet: str, names: Mapping[str, str], left_out: _Arguments) -> Iterator[AreaOnSheet]:
    """Give the areas that a formula names; but for the arguments that are left out."""
    seen: set[str] = set()
    try:
        waiting = [parse(formula)]
    except TwinLedgerError:
        return
    while waiting:
        node = waiting.pop()
        if node["node_type"] == "Reference":
            try:
                found = meaning(node["reference"], sheet, names)
            except TwinLedgerError:
                continue
            if isinstance(found, AreaOnSheet):
                yield found
            elif node["reference"] not in seen:
                seen.add(node["reference"])
                waiting.append(found)
        else:
            waiting.extend(reversed(_parts(node, left_out)))


def _parts(node: Tree, left_out: _Arguments) -> list[Tree]:
    """Return the parts of a formula, itself first."""
    kind = node["node_type"]
    if kind == "Function":
        first, last = left_out.get(function_name(node["name"]), (0, 0))
        arguments: list[Tree] = node["args"]
        return arguments[:first] + arguments[last:] if last else arguments
    if kind == "BinaryOp":
        return [node["left"], node["right"]]
    if kind == "UnaryOp":
        return [node["operand"]]
    return [item for row in node["rows"] for item in row] if kind == "Array" else []
