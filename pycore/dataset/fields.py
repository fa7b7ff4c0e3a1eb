"""The fields of a data set, as the definition of the workbook has its columns: type, unit, what they may hold."""

from __future__ import annotations

import math
from typing import Any

from pycore.dataset.resource import DataField
from pycore.equations.domain import Domain
from pycore.language import Text
from pycore.reading.choices import Choices, Options
from pycore.reading.entries import INPUTS, DefinedEntry
from pycore.sheets.definition import Kind

ROW, FACTOR_IDS = "tl_row", "tl_factors"
"""Fields that every table has or may have beside those of the workbook."""
ROW_FIELD = DataField(
    name=ROW,
    type="integer",
    title=Text("表中第几行", "row within its table"),
    constraints={"required": True, "minimum": 1},
)
FACTOR_IDS_FIELD = DataField(
    name=FACTOR_IDS,
    title=Text("本行采用的因子编号", "ids of the factors that the row takes"),
    help=Text("编号之间用空格分隔，见 factors 表", "separated by blanks; see the table factors"),
)


def data_field(entry: DefinedEntry, choices: Choices, required: bool = True) -> DataField:
    """Describe a column or a field of a panel; what it may hold is said of what users fill in alone.

    Args:
        required: whether a row that stands in the table has to hold what is required of a row that is filled in.
    """
    number = entry.kind is Kind.NUMBER
    constraints: dict[str, Any] = {}
    labels: dict[str, str] = {}
    if entry.role in INPUTS:
        if entry.required and required:
            constraints["required"] = True
        if number and entry.domain is not None:
            constraints |= _bounds(entry.domain)
        if (options := offered(entry, choices)) is not None and not entry.choices.startswith("="):
            labels = {options.codes[label.casefold()]: label for label in reversed(options.labels)}
            labels = dict(reversed(labels.items()))
            constraints["enum"] = list(labels)
    return DataField(
        name=entry.key,
        type="number" if number else "string",
        title=entry.title,
        unit=entry.unit,
        help=entry.help,
        role=entry.role.value,
        constraints=constraints,
        labels=labels,
    )


def offered(entry: DefinedEntry, choices: Choices) -> Options | None:
    """What a choice is offered, a list or the cells of another table; None for all else, and where it is nothing yet."""
    if entry.kind is not Kind.CHOICE:
        return None
    options = choices.options(entry.choices)
    return options if options.labels else None


def _bounds(domain: Domain) -> dict[str, float]:
    """The ends of an interval that is not open to that side."""
    bounds: dict[str, float] = {}
    if not math.isinf(domain.low):
        bounds["exclusiveMinimum" if domain.low_open else "minimum"] = domain.low
    if not math.isinf(domain.high):
        bounds["exclusiveMaximum" if domain.high_open else "maximum"] = domain.high
    return bounds
