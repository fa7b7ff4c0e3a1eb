"""Monte Carlo on the whole calculation: the formulas of the workbook run on draws of its uncertain cells.

The workbook is calculated once with the core; then every cell that the definition calls uncertain is drawn, and
the formulas between those cells and the results run on the draws, block after block. A factor stands in one cell
and is drawn once, so all rows that take it vary together; ledger rows vary independently.

The advanced values of the benchmarks are not drawn: they are set by the guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pycore.cells.stored import CircularReference, ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.errors import TwinLedgerError
from pycore.formulas.arrays import FormulaArrays
from pycore.formulas.circles import circular
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.issued_rows import calculating_as_issued
from pycore.sheets.meaning_of import meanings_of
from pycore.sheets.meanings import Meaning
from pycore.sheets.standing import standings
from pycore.simulate.functions import array_functions
from pycore.simulate.result import Result, Simulation
from pycore.simulate.run import Progress, Run
from pycore.simulate.sources import bounded, find_sources, row_label

DEFAULT_DRAWS = 100_000
FEWEST_DRAWS, MOST_DRAWS = 100, 10_000_000
DEFAULT_CONFIDENCE = 0.95


def simulate(book: Book, draws: int = DEFAULT_DRAWS, seed: int = 1, progress: Progress | None = None) -> Simulation:
    """Draw the uncertain cells of a workbook and tell how its results spread.

    Normal, lognormal, uniform and triangular draws have the cell's value as mean and the relative uncertainty as half
    of the 95 % interval over it (`relative_deviations`). Draws beyond the domain of the cell's column or of the
    argument that takes it are set to the domain's end (an oxidation rate above 1 becomes 1); without a domain a draw
    keeps the sign of its value.

    Raises:
        FileProblem: the workbook cannot be calculated.
        FormulaProblem: a formula that cannot run on draws, or an unknown distribution, with sheet!cell.
        TwinLedgerError: no result to report, or a number of draws that is out of range.
    """
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS or seed < 0:
        raise TwinLedgerError(
            Text(
                f"抽样次数 {draws}、种子 {seed} 无效：抽样次数应为 {FEWEST_DRAWS} 到 {MOST_DRAWS}，种子为非负整数。",
                f"{draws} draws with the seed {seed} cannot be made: draws are {FEWEST_DRAWS} to {MOST_DRAWS}, "
                "a seed is 0 or more.",
            )
        )
    with calculating_as_issued(book):
        return _simulated(book, draws, seed, progress)


def _simulated(book: Book, draws: int, seed: int, progress: Progress | None) -> Simulation:
    """Draw and gather, while the functions answer with the library that the file carries."""
    values = calculated_values(book)
    arrays = formula_arrays(book, values)
    targets, errors = _targets(book, values)
    found = find_sources(book, values)
    cells = [target.cell for target in targets]
    varying = arrays.varying(cells, [source.cell for source in found.drawn])
    sources = bounded(book, arrays, [s for s in found.drawn if s.cell in varying], varying)
    run = Run(targets, sources, draws, values)
    run.through(arrays, seed, progress or (lambda done, wanted: None))
    confidence = _confidence(book, values)
    # An error that the engine passed over, and that Excel shows.
    errors |= {targets[i].cell: "#VALUE!" for i in range(len(targets)) if run.failed(i) == draws}
    return Simulation(
        draws=draws,
        seed=seed,
        numbers=tuple(run.number(i, book, values) for i in run.numeric if run.failed(i) < draws),
        texts=tuple(run.text(i, confidence) for i in run.textual if run.failed(i) < draws),
        sources=tuple(sources),
        shares=run.shares(),
        cut={s.cell: n / draws for s, n in zip(sources, run.cut, strict=True) if n},
        linked=found.linked,
        errors=errors,
        confidence=confidence,
        circles=_circles(values, errors),
        standings=standings(book.definition),
    )


def calculated_values(book: Book) -> dict[CellKey, Value]:
    """Calculate the workbook with the core: the value of every cell."""
    values = dict(book.values)
    for sheet, cells in recalculate(book.package, engine_functions()).items():
        for (row, column), value in cells.items():
            values[sheet, row, column] = value
    return values


def formula_arrays(book: Book, values: Mapping[CellKey, Value]) -> FormulaArrays:
    """Prepare the formulas of a workbook to run on draws."""
    return FormulaArrays(book.formulas, values, book.names, array_functions())


def _confidence(book: Book, values: Mapping[CellKey, Value]) -> float:
    """Return the confidence that the workbook asks for, as a fraction; the default where it does not."""
    name = meanings_of(book.definition).field(Meaning.CONFIDENCE)
    if name not in book.names:
        return DEFAULT_CONFIDENCE
    value = values.get(book.cells_of(name)[0])
    return value if isinstance(value, float) else DEFAULT_CONFIDENCE


def _circles(values: Mapping[CellKey, Value], cells: Iterable[CellKey]) -> tuple[tuple[CellKey, ...], ...]:
    """List the circular references behind some results, each once."""
    found = [values.get(cell) for cell in cells]
    return tuple(sorted({value.circle for value in found if isinstance(value, CircularReference)}))


def _targets(book: Book, values: Mapping[CellKey, Value]) -> tuple[list[Result], dict[CellKey, str]]:
    """List the result cells that hold a number or a text, and those that hold an error."""
    tables = {f"{t.key}_{c.key}": t for t in book.definition.tables() for c in t.columns}
    targets: list[Result] = []
    errors: dict[CellKey, str] = {}
    for name, title in book.definition.results:
        table, unit = tables.get(name), book.definition.result_unit(name)
        for index, cell in enumerate(book.cells_of(name)):
            value = values.get(cell)
            if isinstance(value, ErrorValue):
                errors[cell] = str(value)
            elif not is_blank(value):
                label = row_label(book, values, table, index) if table is not None else ""
                targets.append(Result(name=name, index=index, title=title, label=label, cell=cell, unit=unit))
    if not targets:
        for circle in _circles(values, errors):
            raise TwinLedgerError(circular(circle))
        places = "、".join(f"{cell[0]} {code}" for cell, code in errors.items())
        raise TwinLedgerError(
            Text(
                f"工作簿还没有可以模拟的结果{f'（{places}）' if places else ''}。请先填写产品、工序份额和台账。",
                f"The workbook has no result to simulate yet{f' ({places})' if places else ''}. "
                "Fill in products, shares of process units and ledgers first.",
            )
        )
    return targets, errors
