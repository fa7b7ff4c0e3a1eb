"""The words in which a workbook declares a diagram: which of its columns are units, flows, steps and points.

Diagrams say nothing themselves: units, flows and amounts are cells of the workbook, by defined names. The names of
list entries, such as ``direction_in``, are cells too.
"""

from __future__ import annotations

from dataclasses import dataclass

from pycore.language import NO_TEXT, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """A ledger of what goes into units, out of them, and from one to another.

    Attributes:
        unit, partner, label, amount: columns of the unit of a row, the other unit, what flows, and how much.
        direction, into: the column of directions, and the entry for what a unit takes in; all else goes out.
        range, internal: the column that says whether a flow crosses the boundary, and the entry for one between units.
            Such a flow stands in the rows of both; that of the unit that gives it off is drawn.
        stage, of_stage: the column of stages, and the entry of that which is drawn.
    """

    unit: str
    partner: str
    label: str
    amount: str
    direction: str
    into: str
    range: str
    internal: str
    stage: str
    of_stage: str

    def names(self) -> tuple[str, ...]:
        """All defined names that it takes."""
        return (self.unit, self.partner, self.label, self.amount, self.direction, self.into, self.range, self.internal,
                self.stage, self.of_stage)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SankeyOf:
    """A numbered picture: flows as bands as wide as their amounts; `rest` is what a unit takes in and does not give."""

    key: str
    title: Text
    flows: Flows
    unit: Text
    rest: Text
    scale: float = 1.0
    note: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """What crosses the boundary besides the flows of units, shown where the value of a name is not 0."""

    words: Text
    value: str
    out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryOf:
    """A numbered picture: the boundary with its units, what flows between them, and what crosses it.

    Attributes:
        units, inside: columns of equal length: the unit, and whether the boundary that is drawn holds it.
        also, also_words: a column that marks units that another boundary holds as well, and what that is called.
        outer, inner, others: what the frames around all, around the units with flows and around the rest are called.
    """

    key: str
    title: Text
    units: str
    inside: str
    flows: Flows
    outer: Text
    inner: Text
    others: Text
    also: str = ""
    also_words: Text = NO_TEXT
    crossing: tuple[Crossing, ...] = ()
    note: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsOf:
    """A numbered picture: steps of a work from above to below; those of one line are done side by side."""

    key: str
    title: Text
    steps: tuple[tuple[Text, ...], ...]
    note: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesOf:
    """A numbered picture: where each row stands on a plane before and after, joined by an arrow, with its name.

    Attributes:
        before, after: names of the columns of x and y.
        values: columns of what is written beside each end, such as an index; ("", "") for none.
        slope: of a dashed line through the origin that parts what is good from what is not; None for no line.
    """

    key: str
    title: Text
    label: str
    before: tuple[str, str]
    after: tuple[str, str]
    x_title: Text
    y_title: Text
    values: tuple[str, str] = ("", "")
    value_words: Text = NO_TEXT
    slope: float | None = None
    slope_words: Text = NO_TEXT
    note: Text = NO_TEXT


Diagram = SankeyOf | BoundaryOf | StepsOf | ChangesOf


def names_of_diagram(part: Diagram) -> tuple[str, ...]:
    """All defined names that a diagram takes."""
    match part:
        case SankeyOf():
            return part.flows.names()
        case BoundaryOf():
            also = (part.also,) if part.also else ()
            return (part.units, part.inside, *also, *part.flows.names(), *(c.value for c in part.crossing))
        case ChangesOf():
            return (part.label, *part.before, *part.after, *(name for name in part.values if name))
        case StepsOf():
            return ()
