"""The synergy functions on arrays of draws: the signs and interval ends of `synergy`, for many cases at once.

Draws are binary numbers, so they are not read with 15 digits first; equality and S = −1 are decided as the
native Excel form decides them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pycore.assessment.synergy import (
    ACCEPTABLE,
    BOTH_EQUAL,
    BOTH_HIGHER,
    BOTH_LOWER,
    CARBON_EQUAL,
    CARBON_UP,
    EXPLAIN,
    GHG_DECIMALS,
    INDEX_DECIMALS,
    MOST_DECIMALS,
    OPTIMISE,
    POLLUTANT_DECIMALS,
    POLLUTANT_EQUAL,
    POLLUTANT_UP,
    PROJECT,
    REFERENCE,
    basis_of,
    language_of,
)
from pycore.language import Text

# By position 3·pollutant + ghg, each 0 for lower, 1 for equal, 2 for higher.
STATE_TEXTS = (
    BOTH_LOWER, CARBON_EQUAL, CARBON_UP,
    POLLUTANT_EQUAL, BOTH_EQUAL, POLLUTANT_EQUAL,
    POLLUTANT_UP, CARBON_EQUAL, BOTH_HIGHER,
)  # fmt: skip
GRADE_TEXTS = (ACCEPTABLE, OPTIMISE, EXPLAIN)


@dataclass(frozen=True, slots=True)
class SynergyArrays:
    """The outcome for each case.

    Attributes:
        index: S; NaN where it is not defined.
        states, grades: positions in `STATE_TEXTS` and `GRADE_TEXTS`.
        wrong: cases in which an argument is NaN or out of its domain.
    """

    index: Any
    states: Any
    grades: Any
    wrong: Any

    def state_texts(self, language: str) -> Any:
        """Return the state of each draw in words of a language, as an array."""
        return _texts(STATE_TEXTS, self.states, language)

    def grade_texts(self, language: str) -> Any:
        """Return the grade of each draw in words of a language, as an array."""
        return _texts(GRADE_TEXTS, self.grades, language)


def _texts(texts: tuple[Text, ...], positions: Any, language: str) -> Any:
    import numpy

    return numpy.array([text[language_of(language)] for text in texts])[positions]


def assess_arrays(
    pollutant: Any,
    pollutant_reference: Any,
    ghg: Any,
    ghg_reference: Any,
    basis: str = REFERENCE,
    pollutant_decimals: float | None = None,
    ghg_decimals: float | None = None,
) -> SynergyArrays:
    """Assess many cases; arguments as in `synergy.assess`, floats or one-dimensional arrays."""
    import numpy as np

    p, p_ref, g, g_ref = np.broadcast_arrays(pollutant, pollutant_reference, ghg, ghg_reference)
    with np.errstate(all="ignore"):
        position_p = _position(p, p_ref, pollutant_decimals, POLLUTANT_DECIMALS)
        position_g = _position(g, g_ref, ghg_decimals, GHG_DECIMALS)
        to_project = basis_of(basis) == PROJECT
        base_p, base_g = (p, g) if to_project else (p_ref, g_ref)
        index = ((p - p_ref) / base_p) / ((g - g_ref) / base_g)
        # What does not come out as a finite S is not compared as one: 0/0 where a value equals its reference.
        index[(position_p == 1) | (position_g == 1)] = np.nan
        wrong = ~((p >= 0) & (p_ref > 0) & (g_ref > 0) & np.isfinite(p + p_ref + g + g_ref))
        if to_project:
            wrong |= ((p == 0) & (position_p != 1)) | ((g == 0) & (position_g != 1))
        rounded = np.round(index, INDEX_DECIMALS)
    states = 3 * position_p + position_g
    good = np.isin(states, (0, 1, 3))
    good |= (states == 6) & (rounded > -1)
    good |= (states == 2) & (rounded < -1)
    grades = np.where(good, 0, 1)
    grades[states == 4] = 2
    return SynergyArrays(index, states, grades, wrong)


def _position(value: Any, reference: Any, decimals: float | None, least: int) -> Any:
    """Tell on which side of its reference each value lies: 0 lower, 1 equal at the decimals, 2 higher."""
    import numpy as np

    if decimals is None:
        coarse = np.round(reference, least) == np.round(reference, MOST_DECIMALS)
        scale = np.where(coarse, 10.0**least, 10.0**MOST_DECIMALS)
    else:
        scale = np.asarray(10.0 ** int(decimals))
    equal = np.round(np.abs(value - reference) * scale, 6) < 0.5
    return np.where(equal, 1, np.where(value < reference, 0, 2))
