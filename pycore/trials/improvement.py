"""The set of measures that makes every product acceptable at least cost, and what is missing where none does.

What a measure changes is what the workbook itself says when it alone is adopted: performances are linear in the
measures adopted, and relative to the advanced values a product is acceptable where its two ratios to them add up to
less than 2. So a set is found by a linear programme, and each set that it proposes is calculated in full: its grades
decide. Relative to the project's own values the sum is not linear; there the sets within all other limits are held
against the ratios one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pycore.assessment.synergy import ACCEPTABLE, PROJECT
from pycore.cells.stored import Value
from pycore.decision.cheapest import Chosen, Limit, cheapest, closest, needs, one_of
from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.sheets.meanings import Meaning, SharedEntry
from pycore.trials.kept_rows import KeptRow, KeptRows
from pycore.trials.trial import Trial

M = Meaning


@dataclass(frozen=True, eq=False)
class Improvement:
    """The set that was found.

    Attributes:
        enough: whether it makes every product acceptable; else it is the one that leaves least to go.
        adopted: the names of its measures.
        cost: what it costs in a year, in the unit of the measures.
        table, rows: the products with it.
        left_out: measures that take no part because their cost is not given.
        digest: of the inputs that it was made from.
        cells: what to write.
    """

    enough: bool
    adopted: tuple[str, ...]
    cost: float
    table: KeptRows
    rows: tuple[KeptRow, ...]
    left_out: tuple[str, ...]
    digest: str
    cells: Mapping[CellKey, Value]
    said: Text


@dataclass(frozen=True, slots=True)
class _Measure:
    """A measure that may be adopted: its row from 0, its words and numbers."""

    index: int
    name: str
    cost: float
    group: str
    needs: str
    unit: str
    ghg: float
    nox: float


def improve(book: Book) -> Improvement:
    """Find the set of the listed measures that makes every product acceptable at least cost.

    Raises:
        TwinLedgerError: there are no measures or no products, a product has no grade, or there is no such sheet.
        FileProblem: the workbook cannot be calculated.
    """
    return _Search(book).result()


class _Search:
    """One search: the workbook under trial, its measures, and the linear model of what they change."""

    def __init__(self, book: Book) -> None:
        self.trial = Trial(book)
        self.listed = self.trial.table(M.MEASURE, M.ADOPTED, M.MEASURE_COST)
        self.products = self.trial.table(M.RATIO_NOX, M.RATIO_GHG, M.RATIO_GRADE)
        self.adopted_cells = self.trial.column(self.listed, M.ADOPTED)
        adopted = self.listed.column(self.trial.meanings.column(self.listed, M.ADOPTED))
        self.yes, self.no = (self.trial.label(adopted, word) for word in (SharedEntry.YES, SharedEntry.NO))
        self.digest = as_text(self.trial.value(self.trial.field(M.ADVICE_NOW)))
        self.names = [as_text(name) for name in self.trial.values_of(self.listed, M.MEASURE)]
        self.measures = list(self._measures())

    def result(self) -> Improvement:
        """Search, and say what was found."""
        if not self.measures:
            raise TwinLedgerError(
                Text(
                    "没有可供选择的措施：请列出措施、变化量和年增成本。",
                    "There are no measures to choose from: list them with their changes and annual costs.",
                )
            )
        self._adopt(())
        before = self._ratios()
        alone = [self._alone(measure) for measure in self.measures]
        effects = [
            tuple((a - b0, c - d0) for (a, c), (b0, d0) in zip(with_it, before, strict=True)) for with_it in alone
        ]
        limits = [*self._rules(), *self._caps()]
        count = len(self.measures)
        sums = [
            Limit(tuple(e[p][0] + e[p][1] for e in effects), 2 + margin - sum(before[p]), soft=True)
            for p, margin in enumerate(self._numbers(M.RATIO_MARGIN))
        ]
        own_basis = as_text(self.trial.value(self.trial.field(M.RATIO_BASIS))) == PROJECT
        likely = partial(_likely, before, effects) if own_basis else None
        asked = limits if own_basis else [*limits, *sums]
        chosen = cheapest(
            [m.cost for m in self.measures], asked, partial(self._will_do, likely), decisive=not own_basis
        )
        enough = chosen is not None
        if chosen is None:
            chosen = closest([*limits, *sums], count) or (False,) * count
        return self._found(enough, chosen)

    # --- the measures and what they change ---

    def _measures(self) -> Iterator[_Measure]:
        """Yield the measures that have a cost."""
        t, table = self.trial, self.listed
        read = {
            meaning: t.values_of(table, meaning)
            for meaning in (M.MEASURE_COST, M.OPTION_GROUP, M.NEEDED_MEASURE, M.UNIT, M.EFFECT_GHG, M.EFFECT_NOX)
        }
        for i, name in enumerate(self.names):
            cost = read[M.MEASURE_COST][i]
            if name and isinstance(cost, float):
                yield _Measure(
                    i,
                    name,
                    cost,
                    as_text(read[M.OPTION_GROUP][i]),
                    as_text(read[M.NEEDED_MEASURE][i]),
                    as_text(read[M.UNIT][i]),
                    _number(read[M.EFFECT_GHG][i]),
                    _number(read[M.EFFECT_NOX][i]),
                )

    def _rules(self) -> Iterator[Limit]:
        """Yield the limits of option groups, and of measures that need another."""
        count = len(self.measures)
        place = {measure.name: i for i, measure in enumerate(self.measures)}
        for group in sorted({measure.group for measure in self.measures} - {""}):
            yield one_of([i for i, measure in enumerate(self.measures) if measure.group == group], count)
        for i, measure in enumerate(self.measures):
            if measure.needs in place:
                yield needs(i, place[measure.needs], count)
            elif measure.needs:
                # What it needs is not to be had, so it is not to be had either.
                yield replace(one_of([i], count), most=0.0)

    def _caps(self) -> Iterator[Limit]:
        """Yield the limits that no more is saved in a process unit than it emits."""
        emitting = [
            table
            for table in self.trial.meanings.tables(M.UNIT, M.UNIT_TOTAL, M.UNIT_POLLUTANT)
            if table.stage == SharedEntry.PROPOSED
        ]
        for table in emitting[:1]:
            units = [as_text(unit) for unit in self.trial.values_of(table, M.UNIT)]
            for meaning, changes in (
                (M.UNIT_TOTAL, [measure.ghg for measure in self.measures]),
                (M.UNIT_POLLUTANT, [measure.nox for measure in self.measures]),
            ):
                emitted = dict(zip(units, map(_number, self.trial.values_of(table, meaning)), strict=True))
                for unit in sorted({measure.unit for measure in self.measures}):
                    effects = tuple(
                        -change if measure.unit == unit else 0.0
                        for change, measure in zip(changes, self.measures, strict=True)
                    )
                    yield Limit(effects, max(0.0, emitted.get(unit, 0.0)) * (1 + 1e-9))

    def _adopt(self, names: Sequence[str]) -> None:
        """Adopt these measures and no others."""
        wanted = set(names)
        self.trial.change(
            {
                cell: self.yes if name in wanted else self.no
                for cell, name in zip(self.adopted_cells, self.names, strict=True)
                if name
            }
        )

    def _alone(self, measure: _Measure) -> list[tuple[float, float]]:
        self._adopt((measure.name,))
        return self._ratios()

    def _ratios(self) -> list[tuple[float, float]]:
        return list(zip(self._numbers(M.RATIO_NOX), self._numbers(M.RATIO_GHG), strict=True))

    def _numbers(self, meaning: Meaning) -> list[float]:
        """The numbers of the products in their order.

        Raises:
            TwinLedgerError: there is no product, or one has no number there.
        """
        found = []
        names = self._names_of_products()
        for name, value in zip(names, self.trial.values_of(self.products, meaning), strict=True):
            if name and not isinstance(value, float):
                raise TwinLedgerError(
                    Text(
                        f"产品“{name}”没有绩效或先进值，无法判定。请先改正检查表所列的问题。",
                        f'The product "{name}" has no performance or advanced value and cannot be graded. First settle '
                        "what the sheet Checks lists.",
                    )
                )
            if name and isinstance(value, float):
                found.append(value)
        if not found:
            raise TwinLedgerError(
                Text("没有产品，请先在“项目信息”填写。", "There is no product: give one on the sheet Project.")
            )
        return found

    def _names_of_products(self) -> list[str]:
        cells = self.trial.column(self.products, M.PRODUCT)
        return [as_text(self.trial.value(cell)) for cell in cells]

    # --- judging a set ---

    def _will_do(self, likely: object, chosen: Chosen) -> bool:
        """Whether the workbook, calculated with a set, says of every product that it is acceptable."""
        if callable(likely) and not likely(chosen):
            return False
        self._adopt_set(chosen)
        return all(
            as_text(grade) == ACCEPTABLE[self.trial.book.language]
            for name, grade in zip(
                self._names_of_products(), self.trial.values_of(self.products, M.RATIO_GRADE), strict=True
            )
            if name
        )

    def _adopt_set(self, chosen: Chosen) -> None:
        self._adopt([measure.name for measure, taken in zip(self.measures, chosen, strict=True) if taken])

    def _found(self, enough: bool, chosen: Chosen) -> Improvement:
        """Calculate the set once more and note what is to be written."""
        self._adopt_set(chosen)
        taken = [measure for measure, one in zip(self.measures, chosen, strict=True) if one]
        table = KeptRows.of(self.trial, M.RATIO_GRADE, M.REACHED_GRADE)
        rows = tuple(table.now(self.trial))
        cost = sum(measure.cost for measure in taken)
        named = {measure.name for measure in taken}
        left_out = tuple(n for n in self.names if n and n not in {m.name for m in self.measures})
        said = _said(enough, len(taken), left_out)
        advised = self.trial.column(self.trial.table(M.ADVISED), M.ADVISED)
        cells: dict[CellKey, Value] = dict(table.cells(self.trial, rows))
        cells |= {
            cell: (self.yes if name in named else self.no) if name else None
            for cell, name in zip(advised, self.names, strict=True)
        }
        cells[self.trial.field(M.ADVISED_SAID)] = said[self.trial.book.language]
        cells[self.trial.field(M.ADVISED_COST)] = float(cost)
        cells[self.trial.field(M.ADVICE_FROM)] = self.digest
        return Improvement(enough, tuple(m.name for m in taken), cost, table, rows, left_out, self.digest, cells, said)


def _likely(
    before: Sequence[tuple[float, float]], effects: Sequence[Sequence[tuple[float, float]]], chosen: Chosen
) -> bool:
    """Whether ratios to the project's own values let every product be acceptable; near the border, too."""
    for p, (nox, ghg) in enumerate(before):
        a = nox + sum(e[p][0] for e, taken in zip(effects, chosen, strict=True) if taken)
        b = ghg + sum(e[p][1] for e, taken in zip(effects, chosen, strict=True) if taken)
        if a > 1.01 and b > 1.01:
            return False
        if a > 0 and b > 0 and 1 / a + 1 / b < 1.98:
            return False
    return True


def _said(enough: bool, count: int, left_out: Sequence[str]) -> Text:
    """What was found, in a sentence."""
    more = Text(
        f"未计年增成本、未参与的措施：{'、'.join(left_out)}。" if left_out else "",
        f" Without an annual cost, and left out: {', '.join(left_out)}." if left_out else "",
    )
    if not enough:
        return Text(
            f"✗ 所列措施中没有一组能使全部产品可接受；下列 {count} 项使差距最小。{more.zh}",
            f"✗ No set of the measures listed makes every product acceptable; these {count} leave the least to go.{more.en}",
        )
    if count == 0:
        return Text(f"✓ 不采纳措施即全部可接受。{more.zh}", f"✓ Every product is acceptable without measures.{more.en}")
    return Text(
        f"✓ 采纳下列 {count} 项措施，全部产品可接受，年增成本最低。{more.zh}",
        f"✓ With these {count} measures every product is acceptable, at least cost.{more.en}",
    )


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
