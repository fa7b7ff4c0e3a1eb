"""How much of the carbon that comes into a process unit may go where nobody wants it; our judgement, with room above.

The row checks of the workbooks and the rules of the review hold the same figures against the same data.
"""

from __future__ import annotations

from collections.abc import Mapping

MOST_LOST: Mapping[str, float] = {
    "gasification": 0.12, "shift": 0.03, "purification": 0.8, "methanation": 0.05, "oil_synthesis": 0.3,
    "oil_processing": 0.3, "methanol_synthesis": 0.2, "mto": 0.15, "eg_synthesis": 0.3,
}  # fmt: skip
"""The largest part of its carbon that a step releases as CO2.

Gasification converts 96 to 99 % of the carbon, shift and methanation release none, the acid gas removal of a
coal-to-chemicals plant vents half to two thirds, syntheses burn their purge gas, and MTO its coke.
"""
MOST_IN_SLAG, MOST_IN_WATER = 0.15, 0.02
"""The largest part of the carbon into a unit that slag and waste water take along.

Slag and fines of entrained-flow gasifiers hold 1 to 4 % of the carbon, those of fixed beds up to a tenth; waste water
far below 1 %.
"""
LEAST_OF_CAPACITY, MOST_OF_CAPACITY = 0.2, 1.2
"""The output of a year as a part of the capacity."""
