"""What a simulation found: how its numbers spread, the shares of its grades, and what a reader has to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pycore.formulas.circles import circular
from pycore.formulas.lanes import Lanes
from pycore.language import Language, Text
from pycore.reading.book import CellKey
from pycore.sheets.definition import with_unit
from pycore.sheets.standing import Standing
from pycore.simulate.sources import DrawnCell

# A squared correlation below it is the chance of the draws: 1/n for a source that has no influence.
SMALLEST_SHARE = 0.001
# A share of clipped draws above which the mean visibly moves.
NOTABLE_CUT = 0.01


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one source gives to the spread of a result: its squared correlation with the result."""

    source: DrawnCell
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
        """The outcome with the largest share."""
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
        circles: the cells of each circular reference that a result depends on.
        standings: which of its results are performances, and which grades belong to them.
    """

    draws: int
    seed: int
    numbers: tuple[NumberResult, ...]
    texts: tuple[TextResult, ...]
    sources: tuple[DrawnCell, ...]
    shares: Mapping[CellKey, float]
    cut: Mapping[CellKey, float]
    linked: tuple[CellKey, ...]
    errors: Mapping[CellKey, str]
    confidence: float
    circles: tuple[tuple[CellKey, ...], ...] = ()
    standings: tuple[Standing, ...] = ()

    def performances(self) -> list[tuple[NumberResult, NumberResult]]:
        """Pair greenhouse gas and NOx of each product, where both are among the results."""
        found = {(r.name, r.index): r for r in self.numbers}
        return [
            (ghg, nox)
            for standing in self.standings
            if standing.ghg is not None and standing.nox is not None
            for ghg in self.numbers
            if ghg.name == standing.ghg.name and (nox := found.get((standing.nox.name, ghg.index))) is not None
        ]

    def grade(self, performance: NumberResult) -> TextResult | None:
        """Find the grade of the product that a performance is of; None where no grade is among the results."""
        for standing in self.standings:
            own = [n.name for n in (standing.ghg, standing.nox) if n is not None]
            if performance.name in own and standing.grade is not None:
                name = standing.grade.name
                same = (t for t in self.texts if t.name == name and t.label == performance.label)
                return min(same, key=lambda t: abs(t.index - performance.index), default=None)
        return None

    def number(self, name: str, index: int = 0) -> NumberResult:
        """Find the result of a name, as a number."""
        return next(r for r in self.numbers if (r.name, r.index) == (name, index))

    def text(self, name: str, index: int = 0) -> TextResult:
        """Find the result of a name, as a text."""
        return next(r for r in self.texts if (r.name, r.index) == (name, index))

    @property
    def notes(self) -> list[Text]:
        """Say what a reader of the numbers has to know."""
        said: list[Text] = [circular(circle) for circle in self.circles]
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
