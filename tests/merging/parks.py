"""Workbooks to merge: a coal chemical plant, a park with room for it, and a second park whose enterprises are others."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from pycore.engine.make import make_workbook
from pycore.language import Language, Text
from pycore.sheets.registry import workbook_definition

COAL = workbook_definition("coal_chemical")
PARK = workbook_definition("industrial_park")
OUTPUT = 90_000
"""Output value of the plant, 10⁴ CNY."""
CHEMICAL, BASE_YEAR = 4, 2
"""The place of chemicals among the six sectors, and of the base year among the three years of the history."""
SECTORS = 6


def park_data() -> dict[str, Any]:
    """The example, as a consultant prepares it: the figures of the sector hold the plant that is to come."""
    data: dict[str, Any] = deepcopy(dict(PARK.examples["default"]))
    row = data["history"][BASE_YEAR * SECTORS + CHEMICAL]
    row["output"] += OUTPUT
    row["value_added"] += OUTPUT / 4
    return data


def second_park() -> dict[str, Any]:
    """The example with other enterprises of the same figures."""
    data: dict[str, Any] = deepcopy(dict(PARK.examples["default"]))
    names = [row["name"] for row in data["enterprises"]]

    def renamed(value: Any) -> Any:
        if isinstance(value, Text) and value in names:
            return Text(f"东区{value.zh}", f"East {value.en}")
        if isinstance(value, Mapping):
            return {key: renamed(one) for key, one in value.items()}
        return [renamed(one) for one in value] if isinstance(value, list) else value

    result: dict[str, Any] = renamed(data)
    return result


def blank_park() -> dict[str, Any]:
    """A park in which no more than its settings is filled in."""
    example = park_data()
    return {key: example[key] for key in ("plan", "settings", "scenario_names", "outlook") if key in example}


@cache
def made(what: str, language: Language = "zh") -> bytes:
    """The file of a workbook of these."""
    if what == "coal":
        return make_workbook(COAL, language, COAL.examples["default"])
    data = {"park": park_data, "second": second_park, "blank": blank_park, "first": lambda: PARK.examples["default"]}
    return make_workbook(PARK, language, data[what]())  # type: ignore[operator]


def file_of(folder: Path, what: str, language: Language = "zh") -> Path:
    """The file of a workbook, in a folder."""
    path = folder / f"{what}.xlsx"
    path.write_bytes(made(what, language))
    return path
