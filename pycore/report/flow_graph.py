"""The flows of a ledger as a graph: units in layers, what comes in from outside, what leaves, what is left over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pycore.report.values import ReportValues
from pycore.sheets.diagrams import Flows

_REMARK = re.compile(r"\s*[（(][^（）()]*[）)]$")
_LEAST = 1e-9
"""Of the largest flow: what is less is rounding."""


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A unit, or an end outside of all units: a feed (`side` -1) or a product (`side` 1)."""

    name: str
    side: int = 0


@dataclass(frozen=True, slots=True)
class FlowGraph:
    """Amounts by where they come from and where they go, and the layer of every node, the feeds in layer 0."""

    links: Mapping[tuple[FlowNode, FlowNode], float]
    layers: Mapping[FlowNode, int]

    def units(self) -> list[FlowNode]:
        """The units, from the first layer to the last."""
        return [node for node in self.layers if not node.side]

    def into(self, node: FlowNode) -> float:
        """What a node takes in."""
        return sum(amount for (_, target), amount in self.links.items() if target == node)

    def out_of(self, node: FlowNode) -> float:
        """What a node gives."""
        return sum(amount for (source, _), amount in self.links.items() if source == node)


def flow_graph(flows: Flows, values: ReportValues, rest: str = "") -> FlowGraph | None:
    """Read the graph; None where no row of the stage has an amount.

    Args:
        rest: the name of the end that takes what a unit takes in and does not give; "" to leave it out.
    """
    links: dict[tuple[FlowNode, FlowNode], float] = defaultdict(float)
    wanted, into, internal = (values.raw(name) for name in (flows.of_stage, flows.into, flows.internal))
    for row in range(1, len(values.cells(flows.amount)) + 1):
        amount = values.number(flows.amount, row)
        if not amount or amount < 0 or values.raw(flows.stage, row) != wanted:
            continue
        unit = FlowNode(values.text(flows.unit, row))
        incoming = values.raw(flows.direction, row) == into
        if values.raw(flows.range, row) == internal:
            partner = FlowNode(values.text(flows.partner, row))
            if not incoming and partner.name and partner != unit:
                links[unit, partner] += amount
        elif incoming:
            links[FlowNode(_end(values.text(flows.label, row)), -1), unit] += amount
        else:
            links[unit, FlowNode(_end(values.text(flows.label, row)), 1)] += amount
    if not links:
        return None
    if rest:
        least = max(links.values()) * _LEAST
        graph = FlowGraph(links, {})
        for unit in dict.fromkeys(node for link in tuple(links) for node in link if not node.side):
            left = graph.into(unit) - graph.out_of(unit)
            if left > least:
                links[unit, FlowNode(rest, 1)] += left
    return FlowGraph(dict(links), layers_of(links))


def _end(label: str) -> str:
    """The name of what flows without a remark in brackets, which says how to fill a list's entry in."""
    return _REMARK.sub("", label) or label


def layers_of(links: Iterable[tuple[FlowNode, FlowNode]]) -> dict[FlowNode, int]:
    """The layer of every node: behind all that flow into it; a flow back to a unit already passed moves nothing."""
    ahead = list(_without_circles(links))
    units = dict.fromkeys(node for link in links for node in link if not node.side)
    found = dict.fromkeys(units, 1)
    for _ in units:
        for source, target in ahead:
            if not source.side and not target.side:
                found[target] = max(found[target], found[source] + 1)
    last = max(found.values(), default=0) + 1
    for source, target in links:
        # A feed stands before its first unit, so that no band runs across the picture.
        if source.side < 0:
            found[source] = min(found.get(source, last), found[target] - 1)
        if target.side > 0:
            found[target] = last
    return dict(sorted(found.items(), key=lambda item: item[1]))


def _without_circles(links: Iterable[tuple[FlowNode, FlowNode]]) -> Iterator[tuple[FlowNode, FlowNode]]:
    """Leave out the flows that lead back to a unit on the way to their own."""
    onward: dict[FlowNode, list[FlowNode]] = defaultdict(list)
    for source, target in links:
        onward[source].append(target)
    settled: set[FlowNode] = set()
    for start in tuple(onward):
        way: list[tuple[FlowNode, Iterator[FlowNode]]] = [(start, iter(onward[start]))] if start not in settled else []
        while way:
            node, left = way[-1]
            onto = next(left, None)
            if onto is None:
                settled.add(node)
                way.pop()
            elif all(onto != passed for passed, _ in way):
                yield node, onto
                if onto not in settled:
                    way.append((onto, iter(onward[onto])))
