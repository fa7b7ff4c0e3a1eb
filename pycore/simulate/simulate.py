"""Monte Carlo on the whole calculation: the formulas of the workbook run on draws of its uncertain cells.

The workbook is calculated once with the core; then every cell that the definition calls uncertain is drawn, and
the formulas between those cells and the results run on the draws, block after block. A factor stands in one cell
and is drawn once, so all rows that take it vary together; ledger rows vary independently.

The advanced values of the benchmarks are not drawn: they are set by the guide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.errors import TwinLedgerError
from pycore.formulas.arrays import BLOCK, FormulaArrays
from pycore.formulas.lanes import FLOAT, Lanes, is_lanes
from pycore.language import Language, Text
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import with_unit
from pycore.simulate.functions import array_functions
from pycore.simulate.sources import Source, bounded, find_sources, row_label

DEFAULT_DRAWS = 100_000
FEWEST_DRAWS, MOST_DRAWS = 100, 10_000_000
LARGEST_SOURCES = 5
# A squared correlation below it is the chance of the draws: 1/n for a source that has no influence.
SMALLEST_SHARE = 0.001
CONFIDENCE_NAME, DEFAULT_CONFIDENCE = "settings_confidence", 0.95
# The advanced value that a result is held against, where the workbook has both names.
REFERENCES: Mapping[str, str] = {
    "performance_e_ghg": "synergy_ref_ghg",
    "performance_e_nox": "synergy_ref_nox",
    "optimised_e_ghg": "optimised_ref_ghg",
    "optimised_e_nox": "optimised_ref_nox",
}
# A share of clipped draws above which the mean visibly moves.
NOTABLE_CUT = 0.01

Progress = Callable[[int, int], None]
"""Called with the draws done and the draws wanted."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one source gives to the spread of a result: its squared correlation with the result."""

    source: Source
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result cell.

    Attributes:
        name: the defined name, and `index`, the place of the cell in it from 0.
        label: which row of its table it is, e.g. the product; empty for a single cell.
        failed: draws in which the cell shows an error.
    """

    name: str
    index: int
    title: Text
    label: str
    cell: CellKey
    unit: Text
    failed: int = 0

    def named(self, language: Language) -> str:
        """Say what it is: whose, what, in which unit."""
        return f"{self.label} {with_unit(self.title, self.unit)[language]}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberResult(Result):
    """A number: its calculated value, and mean, standard deviation and 95 % interval of the draws.

    Attributes:
        relative: half of the 95 % interval over the mean; None for a mean of 0.
        reference: the advanced value that it is held against, if there is one.
        met: share of the draws that do not exceed the reference.
        contributions: the sources that give most to its spread, the largest first.
        draws: every draw, NaN where the cell shows an error.
    """

    calculated: float
    mean: float
    standard_deviation: float
    low: float
    median: float
    high: float
    relative: float | None
    reference: float | None
    met: float | None
    contributions: tuple[Contribution, ...]
    draws: Lanes = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResult(Result):
    """A text such as a grade: the share of the draws that each text has, the largest first.

    Attributes:
        firm: the most likely text has at least the share that the workbook asks of a firm grade.
    """

    calculated: str
    shares: Mapping[str, float]
    firm: bool

    @property
    def most_likely(self) -> str:
        return next(iter(self.shares))


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What a simulation found.

    Attributes:
        sources: the cells that were drawn because a result depends on them.
        shares: for each source the largest part that it has in the spread of any result.
        cut: for each source that had any, the share of draws that were set to a bound.
        linked: uncertain inputs that hold a formula and so follow other cells.
        errors: result cells that show an error, drawn or not.
        confidence: the least share of a firm grade.
    """

    draws: int
    seed: int
    numbers: tuple[NumberResult, ...]
    texts: tuple[TextResult, ...]
    sources: tuple[Source, ...]
    shares: Mapping[CellKey, float]
    cut: Mapping[CellKey, float]
    linked: tuple[CellKey, ...]
    errors: Mapping[CellKey, str]
    confidence: float

    def number(self, name: str, index: int = 0) -> NumberResult:
        return next(r for r in self.numbers if (r.name, r.index) == (name, index))

    def text(self, name: str, index: int = 0) -> TextResult:
        return next(r for r in self.texts if (r.name, r.index) == (name, index))

    @property
    def notes(self) -> list[Text]:
        """Say what a reader of the numbers has to know."""
        said: list[Text] = []
        if not self.sources:
            said.append(
                Text(
                    "没有任何结果受不确定的单元格影响：请检查活动数据的数据质量和因子的不确定度是否已填。",
                    "No uncertain cell reaches a result: check data quality and the uncertainty of factors.",
                )
            )
        if self.linked:
            said.append(
                Text(
                    f"{len(self.linked)} 个输入单元格是公式，随其引用的单元格变化，未单独抽样。",
                    f"{len(self.linked)} input cells hold formulas; they follow other cells and were not drawn.",
                )
            )
        names = {source.cell: source for source in self.sources}
        for cell, share in self.cut.items():
            if share > NOTABLE_CUT and self.shares[cell] >= SMALLEST_SHARE:
                source = names[cell]
                said.append(
                    Text(
                        f"{source.label}：{share:.1%} 的抽样超出允许范围而取边界值，均值因此略有偏移。",
                        f"{source.label}: {share:.1%} of the draws were beyond the legal range and set to its end, "
                        "which moves the mean a little.",
                    )
                )
        failed = max((r.failed for r in (*self.numbers, *self.texts)), default=0)
        if failed:
            said.append(
                Text(
                    f"最多有 {failed} 次抽样（{failed / self.draws:.3%}）计算出错，未计入统计。",
                    f"Up to {failed} draws ({failed / self.draws:.3%}) gave an error and are left out of the statistics.",
                )
            )
        return said


def simulate(
    book: Book, draws: int = DEFAULT_DRAWS, seed: int = 1, progress: Progress | None = None
) -> Simulation:
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
    values = calculated_values(book)
    arrays = formula_arrays(book, values)
    targets, errors = _targets(book, values)
    found = find_sources(book, values)
    cells = [target.cell for target in targets]
    varying = arrays.varying(cells, [source.cell for source in found.drawn])
    sources = bounded(book, arrays, [s for s in found.drawn if s.cell in varying], varying)
    run = _Run(targets, sources, draws, values)
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
    if CONFIDENCE_NAME not in book.names:
        return DEFAULT_CONFIDENCE
    value = values.get(book.cells_of(CONFIDENCE_NAME)[0])
    return value if isinstance(value, float) else DEFAULT_CONFIDENCE


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
        places = "、".join(f"{cell[0]} {code}" for cell, code in errors.items())
        raise TwinLedgerError(
            Text(
                f"工作簿还没有可以模拟的结果{f'（{places}）' if places else ''}。请先填写产品、工序份额和台账。",
                f"The workbook has no result to simulate yet{f' ({places})' if places else ''}. "
                "Fill in products, shares of process units and ledgers first.",
            )
        )
    return targets, errors


class _Run:
    """The draws of one simulation as they are made: results kept, all else only block by block."""

    def __init__(
        self,
        targets: Sequence[Result],
        sources: Sequence[Source],
        draws: int,
        values: Mapping[CellKey, Value],
    ) -> None:
        self.targets, self.sources, self.draws = targets, sources, draws
        self.values = [values[target.cell] for target in targets]
        self.numeric = [
            i for i, v in enumerate(self.values) if isinstance(v, float) and not isinstance(v, bool)
        ]
        self.textual = [i for i in range(len(targets)) if i not in self.numeric]
        self.kept = {i: np.empty(draws, dtype=FLOAT) for i in self.numeric}
        self.counts: dict[int, Counter[str]] = {i: Counter() for i in self.textual}
        self.cut = [0] * len(sources)
        self._comoments = _Comoments(len(sources), len(self.numeric))

    def through(self, arrays: FormulaArrays, seed: int, progress: Progress) -> None:
        """Make all draws, block by block."""
        streams = [source.stream(seed) for source in self.sources]
        cells = [target.cell for target in self.targets]
        for start in range(0, self.draws, BLOCK):
            stop = min(start + BLOCK, self.draws)
            drawn: list[Lanes] = []
            for k, (source, stream) in enumerate(zip(self.sources, streams, strict=True)):
                lanes = source.draw(stream, stop - start)
                self.cut[k] += source.cut(lanes)
                drawn.append(lanes)
            found = arrays.evaluate(cells, {s.cell: x for s, x in zip(self.sources, drawn, strict=True)})
            for i, target in enumerate(self.targets):
                self._keep(i, found[target.cell], start, stop)
            self._comoments.add(
                [(x - s.mean) / s.mean for s, x in zip(self.sources, drawn, strict=True)],
                [self._scaled(i, start, stop) for i in self.numeric],
            )
            progress(stop, self.draws)

    def _keep(self, i: int, found: Value | Lanes, start: int, stop: int) -> None:
        if i in self.counts:
            self.counts[i].update(_counted(found, stop - start))
            return
        if is_lanes(found):
            lanes: Lanes = found  # type: ignore[assignment]
            if lanes.dtype != FLOAT:
                lanes = np.array([v if isinstance(v, float) else np.nan for v in lanes.tolist()])
            self.kept[i][start:stop] = lanes
        else:
            self.kept[i][start:stop] = found if isinstance(found, float) else np.nan

    def _scaled(self, i: int, start: int, stop: int) -> Lanes:
        """Relative to the calculated value, so that squares of large emissions lose nothing; an error counts as none."""
        value = self.values[i]
        assert isinstance(value, float)
        lanes: Lanes = (self.kept[i][start:stop] - value) / (abs(value) or 1.0)
        return np.nan_to_num(lanes, copy=False) if np.isnan(lanes.sum()) else lanes

    def failed(self, i: int) -> int:
        """Count the draws in which a result is an error or blank."""
        if i in self.counts:
            return self.counts[i][""]
        draws = self.kept[i]
        return int(np.isnan(draws).sum()) if np.isnan(draws.sum()) else 0

    def number(self, i: int, book: Book, values: Mapping[CellKey, Value]) -> NumberResult:
        target, draws, calculated = self.targets[i], self.kept[i], self.values[i]
        assert isinstance(calculated, float)
        failed = self.failed(i)
        good = draws[~np.isnan(draws)] if failed else draws
        mean, deviation = float(good.mean()), float(good.std(ddof=1))
        low, median, high = (float(q) for q in np.percentile(good, [2.5, 50, 97.5]))
        reference = _reference(book, values, target)
        return NumberResult(
            **_face(target, failed),
            calculated=calculated,
            mean=mean,
            standard_deviation=deviation,
            low=low,
            median=median,
            high=high,
            relative=(high - low) / 2 / abs(mean) if mean else None,
            reference=reference,
            met=None if reference is None else float((good <= reference).mean()),
            contributions=self._contributions(self.numeric.index(i)),
            draws=draws,
        )

    def shares(self) -> dict[CellKey, float]:
        found = [self._comoments.squared_correlations(place) for place in range(len(self.numeric))]
        return {
            source.cell: max((float(shares[k]) for shares in found), default=0.0)
            for k, source in enumerate(self.sources)
        }

    def _contributions(self, place: int) -> tuple[Contribution, ...]:
        shares = self._comoments.squared_correlations(place)
        order = sorted(range(len(self.sources)), key=lambda k: -shares[k])[:LARGEST_SOURCES]
        least = max(SMALLEST_SHARE, 10 / self.draws)
        return tuple(Contribution(self.sources[k], float(shares[k])) for k in order if shares[k] >= least)

    def text(self, i: int, confidence: float) -> TextResult:
        target, calculated = self.targets[i], self.values[i]
        counts = {text: n for text, n in self.counts[i].most_common() if text}
        total = sum(counts.values())
        shares = {text: n / total for text, n in counts.items()}
        return TextResult(
            **_face(target, self.failed(i)),
            calculated=str(calculated),
            shares=shares,
            firm=max(shares.values()) >= confidence,
        )


def _face(target: Result, failed: int) -> dict[str, Any]:
    return {
        "name": target.name, "index": target.index, "title": target.title, "label": target.label,
        "cell": target.cell, "unit": target.unit, "failed": failed,
    }  # fmt: skip


def _reference(book: Book, values: Mapping[CellKey, Value], target: Result) -> float | None:
    name = REFERENCES.get(target.name)
    if name is None or name not in book.names:
        return None
    value = values.get(book.cells_of(name)[target.index])
    return value if isinstance(value, float) else None


def _counted(found: Value | Lanes, size: int) -> Mapping[str, int]:
    """Count the texts among some draws; "" stands for draws without one: blanks and errors."""
    if not is_lanes(found):
        return {"" if isinstance(found, ErrorValue) else str(found): size}
    lanes: Lanes = found  # type: ignore[assignment]
    if lanes.dtype.kind != "U":
        return Counter("" if isinstance(v, ErrorValue) or v != v else str(v) for v in lanes.tolist())
    counts: dict[str, int] = {}
    while len(lanes):
        # The texts are few, and comparing with one of them is quicker than sorting.
        same = lanes == lanes[0]
        counts[str(lanes[0])] = int(np.count_nonzero(same))
        lanes = lanes[~same]
    return counts


class _Comoments:
    """Sums of the products of sources and results, from which their correlations follow."""

    def __init__(self, sources: int, results: int) -> None:
        self.count = 0
        self.x, self.xx = np.zeros(sources), np.zeros(sources)
        self.y, self.yy = np.zeros(results), np.zeros(results)
        self.xy = np.zeros((sources, results))

    def add(self, sources: Sequence[Lanes], results: Sequence[Lanes]) -> None:
        if not sources or not results:
            return
        x, y = np.vstack(sources), np.vstack(results)
        self.count += x.shape[1]
        self.x += x.sum(axis=1)
        self.y += y.sum(axis=1)
        self.xx += np.einsum("ij,ij->i", x, x)
        self.yy += np.einsum("ij,ij->i", y, y)
        self.xy += x @ y.T

    def squared_correlations(self, result: int) -> Lanes:
        if not self.count:
            return np.zeros(len(self.x))
        mean_x, mean_y = self.x / self.count, self.y[result] / self.count
        covariance = self.xy[:, result] / self.count - mean_x * mean_y
        variances = (self.xx / self.count - mean_x**2) * (self.yy[result] / self.count - mean_y**2)
        shares: Lanes = np.zeros_like(covariance)
        np.divide(covariance**2, variances, out=shares, where=variances > 0)
        return shares
