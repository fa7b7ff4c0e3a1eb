"""Flows as bands as wide as their amounts, from the feeds on the left through the units to what leaves on the right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pycore.report.flow_graph import FlowGraph, FlowNode, flow_graph
from pycore.report.pictures import INK, WIDTH_CM, FinishedPicture, canvas, drawn, pen_for
from pycore.report.values import ReportValues
from pycore.sheets.charts import PALETTE
from pycore.sheets.diagrams import SankeyOf

_BAR, _GAP, _MARGIN = 0.35, 0.85, 0.25
_SIDE, _WORDS, _GAP_OF_ENDS = 2.5, 0.72, 0.14
"""Centimetres: width of a node, least room between two units, the edge of the picture, room for words on either side,
the height of the words of an end, and the room between two ends."""
_FEW = 2
_LEAST_BAND = 0.02
_CM_PER_INCH, _POINTS_PER_INCH = 2.54, 72
_FEED, _LEFT = "#7C8B99", "#B7BEC6"
_ROOM, _LETTERS = 18, 5.6
"""Half-width letters beside an end, and of a centimetre above a unit."""


@dataclass(slots=True)
class _Bar:
    """A node on the picture: its place, and how far the bands on both of its sides have come."""

    x: float
    top: float
    height: float
    left: float = 0.0
    right: float = 0.0


def sankey_picture(part: SankeyOf, values: ReportValues) -> FinishedPicture | None:
    """Draw the bands; None where the stage has no flow."""
    pen = pen_for(values.language)
    graph = flow_graph(part.flows, values, part.rest[values.language])
    if graph is None:
        return None
    columns = _columns(graph)
    height = min(17.0, max(8.0, 1.25 * max(map(len, columns.values())) + 2.0))
    bars = _bars(graph, columns, height)
    height = max(bar.top + max(bar.height, _WORDS) for bar in bars.values()) + _MARGIN + 0.45

    def draw(figure: Any) -> None:
        axis = canvas(figure, height)
        colours = {node: PALETTE[i % len(PALETTE)] for i, node in enumerate(graph.units())}
        size = next(bar.height / _throughput(graph, node) for node, bar in bars.items())
        for source, target in sorted(graph.links, key=lambda link: (bars[link[1]].top, bars[link[0]].top)):
            colour = colours.get(source) or _FEED
            width = graph.links[source, target] * size
            if bars[source].x < bars[target].x:
                _band(axis, bars[source], bars[target], width, colour)
            else:
                passed = [b for n, b in bars.items() if not n.side and bars[target].x <= b.x <= bars[source].x]
                low = max(bar.top + bar.height for bar in passed) + 0.45
                _back(axis, bars[source], bars[target], width, colour, low)
        for number, (node, bar) in enumerate(bars.items(), 1):
            axis.add_patch(_rectangle(bar, colours.get(node) or (_FEED if node.side < 0 else _LEFT)))
            room = _ROOM if node.side else round((WIDTH_CM - 2 * _SIDE) / max(columns) * _LETTERS)
            words = pen.wrapped(pen.plain(node.name, number), room)
            _named(axis, node, bar, f"{words}\n{_amount(_throughput(graph, node) * part.scale)}")
        unit = pen.words(part.unit[pen.language])
        axis.text(WIDTH_CM - 0.1, height - 0.1, unit, ha="right", va="bottom", fontsize=7.5, color=INK)

    return drawn(height, draw)


def _throughput(graph: FlowGraph, node: FlowNode) -> float:
    """What a node takes in or gives, whichever is more."""
    return max(graph.into(node), graph.out_of(node))


def _columns(graph: FlowGraph) -> Mapping[int, list[FlowNode]]:
    """The nodes of each layer from above: units, then feeds that join there.

    What leaves early stands low, so that its band passes below the units that follow.
    """
    columns: dict[int, list[FlowNode]] = defaultdict(list)
    for node, layer in graph.layers.items():
        columns[layer].append(node)

    def place(node: FlowNode) -> tuple[float, ...]:
        from_layers = [graph.layers[s] for s, t in graph.links if t == node]
        if node.side > 0:
            # What is fed by many, such as the emission, stands below all that has one source.
            return (len(from_layers) > _FEW, -max(from_layers), -_throughput(graph, node))
        return (node.side < 0, -sum(graph.links[link] for link in graph.links if link[1] == node))

    return {layer: sorted(nodes, key=place) for layer, nodes in columns.items()}


def _bars(graph: FlowGraph, columns: Mapping[int, list[FlowNode]], height: float) -> dict[FlowNode, _Bar]:
    """Place the nodes: one scale for all, each column from above, an end with room for its words."""
    last = max(columns)
    room = height - 2 * _MARGIN - _WORDS
    size = min((room - _GAP * (len(c) - 1)) / sum(_throughput(graph, n) for n in c) for c in columns.values())
    while size > 0 and any(_used(graph, c, size) > room for c in columns.values()):
        size *= 0.97
    step = (WIDTH_CM - 2 * _SIDE - _BAR) / max(last, 1)
    bars: dict[FlowNode, _Bar] = {}
    for layer, nodes in sorted(columns.items()):
        top = _MARGIN + _WORDS
        for node in nodes:
            tall = _throughput(graph, node) * size
            slot = max(tall, _WORDS) if node.side else tall
            bars[node] = _Bar(_SIDE + step * layer, top + (slot - tall) / 2, tall)
            top += slot + (_GAP_OF_ENDS if node.side else _GAP)
    return bars


def _used(graph: FlowGraph, column: list[FlowNode], size: float) -> float:
    """The height that a column takes."""
    tall = (_throughput(graph, node) * size for node in column)
    return sum((max(t, _WORDS) + _GAP_OF_ENDS) if node.side else t + _GAP for node, t in zip(column, tall, strict=True))


def _rectangle(bar: _Bar, colour: str) -> Any:
    """The bar of a node; of the smallest amount a line is seen."""
    from matplotlib.patches import Rectangle

    return Rectangle((bar.x, bar.top), _BAR, max(bar.height, _LEAST_BAND), facecolor=colour, edgecolor="none", zorder=3)


def _band(axis: Any, source: _Bar, target: _Bar, width: float, colour: str) -> None:
    """Draw a band between the free places of two nodes."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    x1, y1 = source.x + _BAR, source.top + source.right
    x2, y2 = target.x, target.top + target.left
    source.right += width
    target.left += width
    middle = (x1 + x2) / 2
    corners = [
        (x1, y1), (middle, y1), (middle, y2), (x2, y2), (x2, y2 + width),
        (middle, y2 + width), (middle, y1 + width), (x1, y1 + width), (x1, y1),
    ]  # fmt: skip
    curve = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    thin = width < _LEAST_BAND
    axis.add_patch(
        PathPatch(Path(corners, curve), facecolor=colour, alpha=0.42, lw=0.4 if thin else 0, ec=colour, zorder=2)
    )


def _back(axis: Any, source: _Bar, target: _Bar, width: float, colour: str, low: float) -> None:
    """Draw a flow back to an earlier unit: out to the right, below all others, and in from the left."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    x1, y1 = source.x + _BAR, source.top + source.right + width / 2
    x2, y2 = target.x, target.top + target.left + width / 2
    source.right += width
    target.left += width
    corners = [
        (x1, y1),
        (x1 + 0.5, y1),
        (x1 + 0.5, low),
        (x1, low),
        (x2, low),
        (x2 - 0.5, low),
        (x2 - 0.5, y2),
        (x2, y2),
    ]
    curve = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3]
    points = max(width / _CM_PER_INCH * _POINTS_PER_INCH, 0.6)
    axis.add_patch(
        PathPatch(
            Path(corners, curve), facecolor="none", edgecolor=colour, alpha=0.6, lw=points, zorder=2, capstyle="butt"
        )
    )


def _amount(value: float) -> str:
    return f"{value:,.2f}" if value < 1000 else f"{value:,.0f}"


def _named(axis: Any, node: FlowNode, bar: _Bar, said: str) -> None:
    """Write name and amount beside an end, above a unit."""
    middle = bar.top + bar.height / 2
    if node.side:
        x, side = (bar.x - 0.12, "right") if node.side < 0 else (bar.x + _BAR + 0.12, "left")
        axis.text(x, middle, said, ha=side, va="center", fontsize=7, color=INK, linespacing=1.15, zorder=4)
    else:
        axis.text(
            bar.x + _BAR / 2, bar.top - 0.06, said, ha="center", va="bottom", fontsize=7, color=INK, linespacing=1.1,
            zorder=5, bbox={"facecolor": "white", "alpha": 0.72, "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip
