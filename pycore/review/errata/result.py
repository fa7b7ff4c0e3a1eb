"""What the errata do to a file, as records, and as JSON data between a child process and its parent."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from pycore.language import Text

Shown = float | bool | str | None
"""A value as a reader sees it: an error is its text."""
TOLERANCE = 1e-9
"""Of a result, relative to the larger of two values: below it they are the same."""


class ErrataOutcome(Enum):
    """What was found of a file; the value is the exit status, and of several files the highest counts."""

    NONE = 0
    USED = 1
    REFUSED = 2
    NOT_READ = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of a value, as the library's errata have it."""

    from_version: str
    to_version: str
    old: str
    new: str
    reason: Text
    effect: Text


@dataclass(frozen=True, slots=True)
class CorrectedValue:
    """A value that the file used and that has been corrected since: where it stands, and how many rows use it."""

    id: str
    name: Text
    column: str
    cell: str
    rows: int
    old: str
    new: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class CorrectedResult:
    """A key result: in the file, calculated with what the file carries, and with the corrected values in its place."""

    name: str
    title: Text
    label: str
    cell: str
    in_file: Shown
    submitted: Shown
    corrected: Shown

    @property
    def changed(self) -> bool:
        """Tell whether the correction changes the result."""
        return not same(self.submitted, self.corrected)

    @property
    def stale(self) -> bool:
        """Tell whether the file has another value than its own inputs and factors give."""
        return not same(self.in_file, self.submitted)

    @property
    def is_grade(self) -> bool:
        """Tell whether the result is a word such as a grade, and no number."""
        return isinstance(self.submitted, str) or isinstance(self.corrected, str)

    @property
    def relative(self) -> float | None:
        """The change as a fraction of the value before; None where one is no number, or the first is zero."""
        a, b = self.submitted, self.corrected
        if isinstance(a, int | float) and isinstance(b, int | float) and a:
            return (b - a) / abs(a)
        return None


@dataclass(frozen=True, slots=True)
class FileErrata:
    """What the errata of the library are to one file.

    Attributes:
        library: the edition of the library that the file says it carries.
        results: the key results, changed grades first; none where no erratum is used.
        problems: why the file was refused or not read, a sentence each.
    """

    file: str
    outcome: ErrataOutcome
    template: str = ""
    version: str = ""
    library: str = ""
    values: tuple[CorrectedValue, ...] = ()
    results: tuple[CorrectedResult, ...] = ()
    problems: tuple[Text, ...] = ()


class NoErrata(ValueError):
    """What a child told is nothing of the kind."""


def same(a: Shown, b: Shown) -> bool:
    """Tell whether two values are the same, numbers within the tolerance; a blank is as good as an empty text."""
    if isinstance(a, int | float) and isinstance(b, int | float):
        return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-12)
    return (None if a == "" else a) == (None if b == "" else b)


def told(found: FileErrata) -> Any:
    """Give what was found as JSON data."""
    return _adapter().dump_python(found, mode="json")


def read_told(data: object) -> FileErrata:
    """Make the record of its JSON data.

    Raises:
        NoErrata: it is none.
    """
    try:
        return _adapter().validate_json(json.dumps(data))
    except (TypeError, ValueError) as error:
        raise NoErrata(type(error).__name__) from error


@cache
def _adapter() -> TypeAdapter[FileErrata]:
    """Return what writes and checks the record, made once."""
    return TypeAdapter(FileErrata)
