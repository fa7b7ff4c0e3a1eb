"""The figures that chemical formulas set below the line, wherever a text names a gas."""

from __future__ import annotations

import re

# The figures of chemical formulas: CO2, tCO2e, CH4, N2O, NOx, SO2, SF6, NF3, CF4, C2F6, PM2.5, CaCO3, Na2CO3 …
LOWERED = re.compile(
    "|".join(
        (
            r"(?<=CO)[23]", r"(?<=CO3\))2", r"(?<=NO)x", r"(?<=\bSO)2", r"(?<=CH)4", r"(?<=SF)6", r"(?<=NF)3", r"(?<=CF)4",
            r"(?<=N)2(?=O(?![a-z]))", r"(?<=C)2(?=F6)", r"(?<=C2F)6", r"(?<=PM)(?:2\.5|10)", r"(?<=Na|Li)2(?=CO3)", r"(?<=\bK)2(?=CO3)",
        )
    )
)  # fmt: skip
