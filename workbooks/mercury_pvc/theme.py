"""A theme of the workbook: what the scenarios, the coupling, the potential or the policy add to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pycore.library import Factor
from pycore.sheets.definition import ChoiceList, Sheet
from workbooks.common.closing_sheets import Check


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Sheets with what goes with them.

    Attributes:
        example: the data of the worked example, by the keys of panels and tables.
        results: what a simulation reports: defined names, each with its words.
        areas: further names, each for the rectangle between two others.
    """

    sheets: Sequence[Sheet]
    lists: Sequence[ChoiceList] = ()
    factors: Sequence[Factor] = ()
    checks: Sequence[Check] = ()
    notes: Sequence[Check] = ()
    results: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    example: Mapping[str, Any] = field(default_factory=dict)
