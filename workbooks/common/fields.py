"""Fields that the panels of the workbooks are made of."""

from __future__ import annotations

from typing import Any, TypedDict, Unpack

from pycore.equations.domain import Domain
from pycore.language import Text, as_text
from pycore.sheets.definition import Field, Formula, Kind, Role
from pycore.sheets.meanings import Meaning


class More(TypedDict, total=False):
    """What a field may say beside what it is; see `pycore.sheets.definition.Field`."""

    format: str
    required: bool
    role: Role
    kind: Kind
    help: Text
    meaning: Meaning | None


def _field(key: str, words: Text | str, more: More, **own: Any) -> Field:
    return Field(key=key, title=as_text(words), **{**own, **more})


def entry(key: str, words: Text | str, **more: Unpack[More]) -> Field:
    """A text to fill in."""
    return _field(key, words, more)


def selection(key: str, words: Text | str, choices: str, *, value: str | None = None, **more: Unpack[More]) -> Field:
    """A choice from a closed list, with the code that stands there at first."""
    return _field(key, words, more, kind=Kind.CHOICE, choices=choices, value=value)


def quantity(
    key: str, words: Text | str, unit: Text | str, domain: Domain, *, value: float | None = None, **more: Unpack[More]
) -> Field:
    """A number to fill in."""
    return _field(key, words, more, unit=as_text(unit), kind=Kind.NUMBER, domain=domain, value=value)


def derived(key: str, words: Text | str, unit: Text | str, formula: Formula, **more: Unpack[More]) -> Field:
    """A number, or a text, that a formula gives; the role tells a library value from a result."""
    own = {"unit": as_text(unit), "role": Role.CALCULATED, "kind": Kind.NUMBER, "formula": formula}
    return _field(key, words, more, **own)


def formed(key: str, words: Text | str, formula: Formula, **more: Unpack[More]) -> Field:
    """A text that a formula gives."""
    return _field(key, words, more, role=Role.CALCULATED, formula=formula)


def fixed(key: str, words: Text | str, value: str | Text) -> Field:
    """A line that stands as it is."""
    return _field(key, words, {}, role=Role.LABEL, value=value)


def verdict(key: str, words: Text | str, formula: Formula) -> Field:
    """What a check has found, in words."""
    return _field(key, words, {}, role=Role.CHECK, format="check", formula=formula)
