"""What a seeded error is, and what the review owes to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from random import Random

from pycore.reading.book import CellKey
from tests.review.mutations.clean import Clean


class Owed(Enum):
    """What the review owes to errors of a kind."""

    FOUND = "found"
    """An error or a warning for every one that changes a result or hides something."""
    NOTED = "noted"
    """A note at least: it changes no number and hides nothing."""
    SILENCE = "silence"
    """Nothing: what programs and careful users do."""
    RATE = "rate"
    """Whatever can be seen: a legal number in an input is wrong only if it is implausible."""


@dataclass(frozen=True)
class Mutation:
    """One error in one workbook.

    Attributes:
        said: what was done, for whoever reads a failed test.
        cells: where; a finding has to cover one of them. Empty where the finding may stand elsewhere.
        recalculated: the cached values do not go with the inputs, because whoever made the error calculated afterwards;
            what looks at the cached values calculates them first.
    """

    data: bytes
    said: str
    cells: tuple[CellKey, ...] = ()
    recalculated: bool = False


Make = Callable[[Clean, Random], Mutation | None]
"""Makes one error; None where the chosen place does not allow it, and another is chosen."""


@dataclass(frozen=True)
class Kind:
    """A kind of error.

    Attributes:
        stages: parts of the review that are asked, in this order, until one finds it: `gate`, `template`, `values`
            (three opinions), `rules`.
        rules: beginnings of the ids of rules that count; all by default.
        count: how many are made in each clean workbook in the ordinary run.
    """

    id: str
    make: Make
    owed: Owed = Owed.FOUND
    stages: tuple[str, ...] = ("template",)
    rules: tuple[str, ...] = ("",)
    count: int = 14
