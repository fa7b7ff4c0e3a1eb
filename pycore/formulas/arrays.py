"""Run the formulas of a workbook on arrays of draws.

The formulas are turned into steps once: whatever no draw reaches is folded into constants, branches that a
constant condition closes are left out, and each cell that varies becomes one step. The steps then run on
blocks of draws that stay in the processor's cache. A cell is calculated once for each block however many
formulas read it, so a factor that feeds ten rows varies together in all ten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.compiler import Compiler
from pycore.formulas.formula_cells import FormulaCells
from pycore.formulas.lanes import Lanes, calculating, read_draws
from pycore.formulas.program import Program
from pycore.formulas.references import References
from pycore.formulas.tree import CellKey, FormulaProblem
from pycore.language import Text

# 16,384 numbers of 8 bytes are 128 KB: what one formula works with stays in the second-level cache, and
# Python's share of the time is small. Measured best between 8,192 and 32,768.
BLOCK = 16_384


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
    references: what has been found out about formulas with these names before.
    """

    def __init__(
        self,
        formulas: Mapping[CellKey, str],
        values: Mapping[CellKey, Value],
        names: Mapping[str, str],
        functions: Mapping[str, Callable[..., object]],
        references: References | None = None,
    ) -> None:
        self._cells = FormulaCells(formulas, values, names, functions, references)
        self._programs: dict[tuple[tuple[CellKey, ...], frozenset[CellKey]], Program] = {}

    def dependents(self, sources: Iterable[CellKey]) -> set[CellKey]:
        """Find the formula cells that the sources reach, through any number of other formulas.

        A source itself is in the result only if another source reaches it. Formulas that cannot be read,
        and those with OFFSET or INDIRECT, are reached by the cells that they name.
        """
        return self._cells.dependents(sources)

    def varying(self, targets: Iterable[CellKey], drawn: Iterable[CellKey]) -> set[CellKey]:
        """Find what varies on the way from the drawn cells to the targets, both included.

        Unlike `dependents` this follows the calculation: a factor table of two hundred rows counts only with
        the rows that a lookup finds, and a branch that is closed does not count.

        Raises `FormulaProblem` as `evaluate` does.
        """
        wanted, sources = tuple(map(self._cells.cell, targets)), frozenset(map(self._cells.cell, drawn))
        steps = self._program(wanted, sources).steps
        return {step.cell for step in steps} | (sources & set(wanted))

    def _program(self, targets: tuple[CellKey, ...], drawn: frozenset[CellKey]) -> Program:
        """Return the program for these targets and drawn cells, compiled once."""
        if (targets, drawn) not in self._programs:
            with calculating():
                self._programs[targets, drawn] = Compiler(self._cells, drawn).program(targets)
        return self._programs[targets, drawn]

    def evaluate(
        self,
        targets: Sequence[CellKey],
        draws: Mapping[CellKey, Lanes],
        *,
        block: int = BLOCK,
    ) -> dict[CellKey, Value | Lanes]:
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
        arrays = {self._cells.cell(cell): read_draws(array) for cell, array in draws.items()}
        size = _common_length(arrays)
        wanted = tuple(self._cells.cell(cell) for cell in targets)
        program = self._program(wanted, frozenset(arrays))
        with calculating():
            varying = program.run(arrays, size, block)
        results: dict[CellKey, Value | Lanes] = {}
        for target, cell in zip(targets, wanted, strict=True):
            if cell in arrays:
                results[target] = arrays[cell]
            elif cell in varying:
                results[target] = varying[cell]
            elif isinstance(program.constants.get(cell), ErrorValue):
                results[target] = program.constants[cell]
            else:
                results[target] = self._cells.values.get(cell, program.constants.get(cell))
        return results


def _common_length(arrays: Mapping[CellKey, Lanes]) -> int:
    """Return how many draws there are; `FormulaProblem` where the arrays differ or are not of one dimension."""
    size = 0
    for i, (cell, array) in enumerate(arrays.items()):
        if array.ndim != 1 or (i and len(array) != size):
            raise FormulaProblem(
                Text(
                    f"抽样数组的形状为 {array.shape}，其他为 {size} 个抽样。请为每个单元格给出相同个数的一维数组。",
                    f"the draws have the shape {array.shape}, and others are {size} draws. "
                    "Give every cell a one-dimensional array of the same length.",
                )
            ).at(cell)
        size = len(array)
    return size
