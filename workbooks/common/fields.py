"""Fields that the panels of the workbooks are made of."""

from __future__ import annotations

from pycore.equations.domain import Domain
from pycore.language import NO_TEXT, Text
from pycore.sheets.definition import Field, Formula, Kind, Role


def entry(key: str, zh: str, en: str, *, required: bool = False, help: Text = NO_TEXT) -> Field:
    """A text to fill in."""
    return Field(key=key, title=Text(zh, en), required=required, help=help)


def selection(key: str, zh: str, en: str, choices: str, *, value: str | None = None, required: bool = False,
              help: Text = NO_TEXT) -> Field:  # fmt: skip
    """A choice from a closed list, with the code that stands there at first."""
    return Field(key=key, title=Text(zh, en), kind=Kind.CHOICE, choices=choices, value=value, required=required, help=help)


def quantity(key: str, zh: str, en: str, unit: Text, domain: Domain, *, value: float | None = None,
             format: str = "General", required: bool = False, help: Text = NO_TEXT) -> Field:  # fmt: skip
    """A number to fill in."""
    return Field(key=key, title=Text(zh, en), unit=unit, kind=Kind.NUMBER, domain=domain, value=value, format=format,
                 required=required, help=help)  # fmt: skip


def derived(key: str, zh: str, en: str, unit: Text, formula: Formula, *, format: str = "General",
            role: Role = Role.CALCULATED, kind: Kind = Kind.NUMBER, help: Text = NO_TEXT) -> Field:  # fmt: skip
    """A number, or a text, that a formula gives; the role tells a library value from a result."""
    return Field(key=key, title=Text(zh, en), unit=unit, role=role, kind=kind, format=format, formula=formula, help=help)
