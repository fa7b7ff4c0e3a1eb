"""How a method stands on paper: what an equation tells by its tree, a method has to be told."""

from __future__ import annotations

from dataclasses import dataclass

from pycore.equations.constants import Constant
from pycore.language import Text


@dataclass(frozen=True, slots=True)
class SymbolMeaning:
    """What a symbol stands for that is no argument: a result, a step on the way, a running index.

    Attributes:
        symbol: as LaTeX, spelled as in the formulas.
        unit: pint unit text, "1" or "" where it has none.
    """

    symbol: str
    meaning: Text
    unit: str = "1"


@dataclass(frozen=True, slots=True)
class Formulation:
    """The formulas of a method as LaTeX, and the symbols in them that are no arguments.

    The program does not calculate from it: it is what a standard prints, for the reader who compares.

    Attributes:
        constants: the numbers in the formulas that have a source.
    """

    formulas: tuple[str, ...] = ()
    symbols: tuple[SymbolMeaning, ...] = ()
    constants: tuple[Constant, ...] = ()
