"""The boundary as boxes: units that flows join from left to right, the others below, and what crosses the frame."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pycore.report.flow_graph import FlowGraph, FlowNode, flow_graph
from pycore.report.pictures import GREY, INK, WIDTH_CM, FinishedPicture, Pen, canvas, drawn, pen_for
from pycore.report.values import ReportValues
from pycore.report.words import WORDS
from pycore.sheets.diagrams import BoundaryOf
from pycore.sheets.styles import display_width

_SIDE = 2.1
_BOX, _ARROW, _LINE = 0.95, 0.5, 0.34
"""Centimetres: room for what crosses the frame, height of a box, length of an arrow, height of a line of words."""
_IN_ROW = 4
_LETTERS = 6.2
"""Half-width letters of a centimetre."""
_GROUND, _BOTH, _FRAME, _CROSSING = "#E3F0F2", "#FFF0CC", "#F7F9FA", "#C8553D"
_SMALL, _WORDS = 7.0, 7.5


def boundary_picture(part: BoundaryOf, values: ReportValues) -> FinishedPicture | None:
    """Draw the boundary; None where it holds no unit."""
    pen = pen_for(values.language)
    inside = inside_units(part, values)
    if not inside:
        return None
    graph = flow_graph(part.flows, values)
    joined = [node for node in graph.units() if node.name in inside] if graph is not None else []
    others = [name for name in inside if FlowNode(name) not in joined]
    return drawn(*_Boundary(part, values, pen, inside, graph, joined, others).figure())


def inside_units(part: BoundaryOf, values: ReportValues) -> dict[str, bool]:
    """The units inside, and whether the other boundary holds each as well."""
    rows = range(1, len(values.cells(part.units)) + 1)
    return {
        values.text(part.units, row): bool(part.also) and values.has(part.also, row)
        for row in rows
        if values.has(part.inside, row) and values.text(part.units, row)
    }


class _Boundary:
    """One picture under way: where its boxes stand."""

    def __init__(
        self,
        part: BoundaryOf,
        values: ReportValues,
        pen: Pen,
        inside: dict[str, bool],
        graph: FlowGraph | None,
        joined: list[FlowNode],
        others: list[str],
    ) -> None:
        self.part, self.values, self.pen = part, values, pen
        self.inside, self.graph, self.others = inside, graph, others
        self.numbers = {name: i for i, name in enumerate(inside, 1)}
        layers: dict[int, list[FlowNode]] = defaultdict(list)
        for node in joined:
            layers[graph.layers[node] if graph else 0].append(node)
        self.columns = [layers[key] for key in sorted(layers)]
        self.crossing = [c for c in part.crossing if values.has(c.value)]
        self.tall = max(map(len, self.columns), default=0)
        self.wide = (WIDTH_CM - 2 * _SIDE - 0.7) / max(len(self.columns), 1)
        self.fed, self.given = self._ends(joined)
        self.above = _LINE * max((words.count("\n") + 1 for words in self.fed.values() if words), default=0) + _ARROW
        self.below = _LINE * max((words.count("\n") + 1 for words in self.given.values() if words), default=0) + _ARROW
        self.step = self.above + _BOX + self.below
        self.rows = -(-len(others) // _IN_ROW)
        self.upper = self.tall * self.step + 1.0 if self.tall else 0.0
        ends = max((sum(c.out == out for c in self.crossing) for out in (False, True)), default=0)
        self.lower = max(self.rows * 1.15 + 0.7 if others else 0.0, ends * 0.62)
        self.height = 0.85 + self.upper + self.lower + 1.0

    def _ends(self, joined: list[FlowNode]) -> tuple[dict[FlowNode, str], dict[FlowNode, str]]:
        """What each unit takes in from outside the boundary, and what of it leaves."""
        fed: dict[FlowNode, list[str]] = {node: [] for node in joined}
        given: dict[FlowNode, list[str]] = {node: [] for node in joined}
        for source, target in self.graph.links if self.graph is not None else ():
            if source.side < 0 and target in fed:
                fed[target].append(source.name)
            elif target.side > 0 and source in given:
                given[source].append(target.name)
        room = round(min(self.wide, 3.2) * _LETTERS)

        def words(names: list[str]) -> str:
            return "\n".join(self.pen.wrapped(self.pen.plain(name, i), room) for i, name in enumerate(names, 1))

        return {n: words(names) for n, names in fed.items()}, {n: words(names) for n, names in given.items()}

    def figure(self) -> tuple[float, Any]:
        """The height, and what draws into a figure of it."""
        return self.height, self._draw

    def _draw(self, figure: Any) -> None:
        """Draw frames, units, flows and what crosses the boundary into a figure."""
        axis = canvas(figure, self.height)
        left, right = _SIDE, WIDTH_CM - _SIDE
        self._frame(axis, left, 0.2, right, self.height - 0.65, self.part.outer[self.pen.language], "--", _FRAME)
        boxes = self._joined(axis, left, right) if self.columns else {}
        if self.graph is not None:
            self._flows(axis, self.graph, boxes)
        self._others(axis, left, right)
        self._crossing(axis, left, right)
        self._legend(axis, left)

    def _legend(self, axis: Any, left: float) -> None:
        """Say below what the colours are."""
        y, x = self.height - 0.3, left
        self._arrow(axis, (x, y), (x + 0.6, y), colour=_CROSSING)
        words = self.pen.words(WORDS["crosses"][self.pen.language])
        axis.text(x + 0.75, y, words, va="center", fontsize=_SMALL, color=GREY)
        if any(self.inside.values()) and self.part.also_words.zh:
            self._box(axis, x + 4.2, y - 0.18, 0.6, 0.36, "", _BOTH)
            words = self.pen.words(self.part.also_words[self.pen.language])
            axis.text(x + 4.95, y, words, va="center", fontsize=_SMALL, color=GREY)

    def _joined(self, axis: Any, left: float, right: float) -> dict[FlowNode, tuple[float, float, float]]:
        """The units with flows, a column for each layer, inside a frame of their own."""
        top = 0.85
        self._frame(
            axis, left + 0.25, top, right - 0.25, top + self.upper - 0.15, self.part.inner[self.pen.language], "-.", "white"
        )  # fmt: skip
        step = self.wide
        width = min(2.6, step - 0.4)
        boxes = {}
        for i, column in enumerate(self.columns):
            x = left + 0.35 + step * i + (step - width) / 2
            for k, node in enumerate(column):
                y = top + 0.5 + self.above + (k + (self.tall - len(column)) / 2) * self.step
                boxes[node] = (x, y, width)
                self._unit(axis, node.name, x, y, width)
                self._crossed(axis, node, x + width / 2, y)
        return boxes

    def _crossed(self, axis: Any, node: FlowNode, x: float, y: float) -> None:
        """Write above a unit what comes in from outside, and below it what leaves."""
        for words, start, end, va in (
            (self.fed[node], (x, y - _ARROW), (x, y), "bottom"),
            (self.given[node], (x, y + _BOX), (x, y + _BOX + _ARROW), "top"),
        ):
            if words:
                self._arrow(axis, start, end, colour=_CROSSING)
                at = start if va == "bottom" else end
                axis.text(*at, words, ha="center", va=va, fontsize=_SMALL, color=INK, linespacing=1.25, zorder=5)

    def _flows(self, axis: Any, graph: FlowGraph, boxes: dict[FlowNode, tuple[float, float, float]]) -> None:
        """Arrows between units: straight to the next column, around the boxes between to one further on or back."""
        for source, target in graph.links:
            if source not in boxes or target not in boxes:
                continue
            (x1, y1, w1), (x2, y2, _) = boxes[source], boxes[target]
            if graph.layers[target] == graph.layers[source] + 1:
                self._arrow(axis, (x1 + w1, y1 + _BOX / 2), (x2, y2 + _BOX / 2))
            else:
                ahead = x2 > x1
                start, end = (0.85, 0.15) if ahead else (0.15, 0.85)
                bend = 0.55 / max(abs(x2 - x1), 1.0)
                self._arrow(axis, (x1 + w1 * start, y1), (x2 + w1 * end, y2), bend=-bend if ahead else bend)

    def _others(self, axis: Any, left: float, right: float) -> None:
        """The units without flows, side by side below the others."""
        if not self.others:
            return
        top = 0.85 + self.upper
        words = self.part.others[self.pen.language]
        self._frame(axis, left + 0.25, top, right - 0.25, top + self.rows * 1.15 + 0.65, words, ":", "white")
        step = (right - left - 0.9) / _IN_ROW
        for i, name in enumerate(self.others):
            self._unit(
                axis, name, left + 0.45 + step * (i % _IN_ROW) + 0.1, top + 0.5 + i // _IN_ROW * 1.15, step - 0.2
            )

    def _crossing(self, axis: Any, left: float, right: float) -> None:
        """Energy and the like, through the outer frame."""
        for out in (False, True):
            said = [c for c in self.crossing if c.out == out]
            for i, one in enumerate(said):
                y = 1.15 + self.upper + 0.62 * i
                words = self.pen.wrapped(one.words[self.pen.language], 14)
                if out:
                    self._arrow(axis, (right - 0.2, y), (right + 0.35, y), colour=_CROSSING)
                    axis.text(right + 0.4, y, words, ha="left", va="center", fontsize=_SMALL, color=INK)
                else:
                    self._arrow(axis, (left - 0.35, y), (left + 0.2, y), colour=_CROSSING)
                    axis.text(left - 0.4, y, words, ha="right", va="center", fontsize=_SMALL, color=INK)

    # ── shapes ──

    def _unit(self, axis: Any, name: str, x: float, y: float, width: float) -> None:
        """The box of a unit, its words smaller where they are too long for it."""
        room = max(6, round(width * _LETTERS))
        words = self.pen.wrapped(self.pen.plain(name, self.numbers[name]), room)
        longest = max(display_width(line) for line in words.split("\n"))
        size = _WORDS * min(1.0, room / longest)
        self._box(axis, x, y, width, _BOX, words, _BOTH if self.inside[name] else _GROUND, size)

    def _box(
        self, axis: Any, x: float, y: float, width: float, height: float, words: str, colour: str, size: float = _WORDS
    ) -> None:
        from matplotlib.patches import FancyBboxPatch

        shape = "round,pad=0,rounding_size=0.08"
        axis.add_patch(
            FancyBboxPatch((x, y), width, height, boxstyle=shape, facecolor=colour, edgecolor=INK, lw=0.8, zorder=4)
        )
        axis.text(
            x + width / 2, y + height / 2, words, ha="center", va="center", fontsize=size, color=INK, zorder=5,
            linespacing=1.1,
        )  # fmt: skip

    def _frame(
        self, axis: Any, left: float, top: float, right: float, bottom: float, words: str, line: str, ground: str
    ) -> None:
        """A frame with its words in the upper left corner."""
        from matplotlib.patches import Rectangle

        axis.add_patch(
            Rectangle(
                (left, top), right - left, bottom - top, facecolor=ground, edgecolor=GREY, lw=1.0, ls=line, zorder=1
            )
        )
        axis.text(left + 0.15, top + 0.1, self.pen.words(words), va="top", fontsize=_WORDS, color=GREY, zorder=5)

    def _arrow(
        self, axis: Any, start: tuple[float, float], end: tuple[float, float], bend: float = 0.0, colour: str = GREY
    ) -> None:
        """An arrow, straight or bent."""
        axis.annotate(
            "", end, start, zorder=3,
            arrowprops={
                "arrowstyle": "-|>", "color": colour, "lw": 1.1, "shrinkA": 0, "shrinkB": 0,
                "mutation_scale": 8, "connectionstyle": f"arc3,rad={bend:g}",
            },
        )  # fmt: skip
