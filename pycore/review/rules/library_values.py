"""The library's value behind each own value of a ledger, whatever the file says it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pycore.library import library
from pycore.review.subject import Line, Subject


class OwnValue(NamedTuple):
    """An own value that a user has entered, with the library's where there is one."""

    line: Line
    column: str
    value: float
    id: str
    default: float | None


_COLUMNS = (
    ("fuels", "ncv_own"), ("fuels", "carbon_content_own"), ("fuels", "oxidation_own"), ("carbon", "content_own"),
    ("carbonates", "emission_factor_own"), ("electricity", "emission_factor_own"), ("heat", "emission_factor_own"),
    ("factors", "own"),
)  # fmt: skip


def own_values(subject: Subject) -> Iterator[OwnValue]:
    """Yield every own value with the id and the value of the factor that it replaces."""
    for table, column in _COLUMNS:
        for line in subject.lines(table):
            value = line.number(column)
            if value is None:
                continue
            id = factor_id(subject, line, column)
            known = library().factors.get(id)
            yield OwnValue(line, column, value, id, known.value if known else None)


def factor_id(subject: Subject, line: Line, column: str) -> str:
    """Name the factor that a row takes where it has no own value."""
    match line.table.key:
        case "fuels":
            fuel_set = subject.field_code("settings", "fuel_set")
            return f"fuel.{fuel_set}.{line.code('fuel')}.{column.removesuffix('_own')}"
        case "carbon":
            return f"carbon.{line.code('material')}"
        case "carbonates":
            return f"carbonate.{line.code('carbonate')}"
        case "electricity":
            return str(subject.field("settings_electricity_id") or "")
        case "heat":
            return "heat.national"
        case "factors":
            return line.text("id")
    return ""
