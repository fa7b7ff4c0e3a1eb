"""Fields that the panels of the workbooks are made of."""

from __future__ import annotations

from pycore.equations.domain import Domain
from pycore.language import NO_TEXT, Text, as_text
from pycore.sheets.definition import Field, Formula, Kind, Role
from pycore.sheets.meanings import Meaning


def entry(
    key: str,
    words: Text | str,
    *,
    required: bool = False,
    help: Text = NO_TEXT,
    meaning: Meaning | None = None,
) -> Field:
    """A text to fill in."""
    return Field(key=key, title=as_text(words), required=required, help=help, meaning=meaning)


def selection(
    key: str,
    words: Text | str,
    choices: str,
    *,
    value: str | None = None,
    format: str = "General",
    required: bool = False,
    help: Text = NO_TEXT,
    meaning: Meaning | None = None,
) -> Field:
    """A choice from a closed list, with the code that stands there at first."""
    return Field(
        key=key,
        title=as_text(words),
        kind=Kind.CHOICE,
        choices=choices,
        value=value,
        format=format,
        required=required,
        help=help,
        meaning=meaning,
    )


def quantity(
    key: str,
    words: Text | str,
    unit: Text | str,
    domain: Domain,
    *,
    value: float | None = None,
    format: str = "General",
    required: bool = False,
    help: Text = NO_TEXT,
    meaning: Meaning | None = None,
) -> Field:
    """A number to fill in."""
    return Field(
        key=key,
        title=as_text(words),
        unit=as_text(unit),
        kind=Kind.NUMBER,
        domain=domain,
        value=value,
        format=format,
        required=required,
        help=help,
        meaning=meaning,
    )


def derived(
    key: str,
    words: Text | str,
    unit: Text | str,
    formula: Formula,
    *,
    format: str = "General",
    role: Role = Role.CALCULATED,
    kind: Kind = Kind.NUMBER,
    help: Text = NO_TEXT,
    meaning: Meaning | None = None,
) -> Field:
    """A number, or a text, that a formula gives; the role tells a library value from a result."""
    return Field(
        key=key,
        title=as_text(words),
        unit=as_text(unit),
        role=role,
        kind=kind,
        format=format,
        formula=formula,
        help=help,
        meaning=meaning,
    )


def formed(
    key: str,
    words: Text | str,
    formula: Formula,
    *,
    role: Role = Role.CALCULATED,
    meaning: Meaning | None = None,
) -> Field:
    """A text that a formula gives."""
    return Field(key=key, title=as_text(words), role=role, formula=formula, meaning=meaning)


def fixed(key: str, words: Text | str, value: str | Text) -> Field:
    """A line that stands as it is."""
    return Field(key=key, title=as_text(words), role=Role.LABEL, value=value)


def verdict(key: str, words: Text | str, formula: Formula) -> Field:
    """What a check has found, in words."""
    return Field(key=key, title=as_text(words), role=Role.CHECK, format="check", formula=formula)
