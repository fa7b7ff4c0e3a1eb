"""Which factors the rows of a project take from the factor sheet."""

from __future__ import annotations

from pycore.review.rules.library_values import factor_id
from pycore.review.subject import Subject

_TAKEN = (
    ("fuels", "ncv"), ("fuels", "carbon_content"), ("fuels", "oxidation"), ("carbon", "content"),
    ("carbonates", "emission_factor"), ("electricity", "emission_factor"), ("heat", "emission_factor"),
)  # fmt: skip


def factors_used(subject: Subject) -> dict[str, int]:
    """Count the rows that use each factor; rows with an own value use none."""
    used: dict[str, int] = {}
    for table, column in _TAKEN:
        for line in subject.lines(table):
            if line.number(f"{column}_own") is None and line.number(column) is not None:
                id = factor_id(subject, line, column)
                used[id] = used.get(id, 0) + 1
    if subject.lines("capture"):
        used["constant.co2_density"] = len(subject.lines("capture"))
    if subject.lines("methane"):
        used["gwp.AR5.CH4"] = len(subject.lines("methane"))
    return used
