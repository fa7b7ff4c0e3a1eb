"""The draws of one simulation as they are made, and the results that they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.arrays import BLOCK, FormulaArrays
from pycore.formulas.lanes import FLOAT, Lanes, is_lanes
from pycore.reading.book import Book, CellKey
from pycore.sheets.standing import references, row_of
from pycore.simulate.comoments import Comoments
from pycore.simulate.result import SMALLEST_SHARE, Contribution, NumberResult, Result, TextResult
from pycore.simulate.sources import DrawnCell

LARGEST_SOURCES = 5

Progress = Callable[[int, int], None]
"""Called with the draws done and the draws wanted."""


class Run:
    """The draws of one simulation as they are made: results kept, all else only block by block."""

    def __init__(
        self,
        targets: Sequence[Result],
        sources: Sequence[DrawnCell],
        draws: int,
        values: Mapping[CellKey, Value],
    ) -> None:
        self.targets, self.sources, self.draws = targets, sources, draws
        self.values = [values[target.cell] for target in targets]
        self.numeric = [i for i, v in enumerate(self.values) if isinstance(v, float) and not isinstance(v, bool)]
        self.textual = [i for i in range(len(targets)) if i not in self.numeric]
        self.kept = {i: np.empty(draws, dtype=FLOAT) for i in self.numeric}
        self.counts: dict[int, Counter[str]] = {i: Counter() for i in self.textual}
        self.cut = [0] * len(sources)
        self._comoments = Comoments(len(sources), len(self.numeric))

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
        """Keep the draws of a result between two draws: counted for a text, as floats for a number."""
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
        """Sum up the draws of the target `i`, a number."""
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
        """Give for each source the largest part that it has in the spread of any number."""
        found = [self._comoments.squared_correlations(place) for place in range(len(self.numeric))]
        return {
            source.cell: max((float(shares[k]) for shares in found), default=0.0)
            for k, source in enumerate(self.sources)
        }

    def _contributions(self, place: int) -> tuple[Contribution, ...]:
        """Return the largest sources of a result by squared correlation, those alone that are no accident."""
        shares = self._comoments.squared_correlations(place)
        order = sorted(range(len(self.sources)), key=lambda k: -shares[k])[:LARGEST_SOURCES]
        least = max(SMALLEST_SHARE, 10 / self.draws)
        return tuple(Contribution(self.sources[k], float(shares[k])) for k in order if shares[k] >= least)

    def text(self, i: int, confidence: float) -> TextResult:
        """Count the draws of the target `i`, a text; firm from a share of `confidence` on."""
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
    """Return what names a result, as arguments of a result."""
    return {
        "name": target.name, "index": target.index, "title": target.title, "label": target.label,
        "cell": target.cell, "unit": target.unit, "failed": failed,
    }  # fmt: skip


def _reference(book: Book, values: Mapping[CellKey, Value], target: Result) -> float | None:
    """Return the advanced value that a result is held against; None where it has none."""
    performance, advanced = references(book.definition).get(target.name, (None, None))
    if performance is None or advanced is None:
        return None
    names = (performance.product, advanced.product, advanced.name)
    if any(name not in book.names for name in names):
        return None
    own, others, held = ([values.get(cell) for cell in book.cells_of(name)] for name in names)
    row = row_of(own[target.index], others, target.index)
    value = None if row is None else held[row]
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
