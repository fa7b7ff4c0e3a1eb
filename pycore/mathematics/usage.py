"""Where the functions are used: in which column of which workbook, and for which line of a guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pycore.language import Text
from pycore.library import library
from pycore.sheets.definition import Column, Field, Panel, Table, Workbook

_FUNCTION = re.compile(r"TL_[A-Z][A-Z0-9_]*(?=\()")


@dataclass(frozen=True, slots=True)
class PlaceOfUse:
    """A column of a table, or a field of a panel, that is calculated with a function."""

    workbook: Text
    sheet: Text
    entry: Text


def places_by_function(workbooks: list[Workbook]) -> dict[str, list[PlaceOfUse]]:
    """Return the places in which each function is called, in the order of the sheets; each place once."""
    found: dict[str, dict[PlaceOfUse, None]] = {}
    for workbook in workbooks:
        for sheet in workbook.sheets:
            for block in sheet.blocks:
                if not isinstance(block, (Table, Panel)):
                    continue
                for entry in block.entries:
                    place = PlaceOfUse(workbook.title, sheet.title, entry.title)
                    for function in _called(block, entry):
                        found.setdefault(function, {})[place] = None
    return {function: list(places) for function, places in found.items()}


def _called(block: Table | Panel, entry: Column | Field) -> Iterator[str]:
    """Yield the functions that a column or a field calls, by its equation or in a formula that is written out."""
    formulas: list[object] = [entry.formula]
    if isinstance(entry, Column):
        if entry.equation is not None:
            yield entry.equation.function
        if isinstance(block, Table):
            formulas += block.prefilled.get(entry.key, ())
    else:
        formulas.append(entry.value)
    for formula in formulas:
        if isinstance(formula, (Text, str)):
            yield from _FUNCTION.findall(str(formula))


def guide_lines_by_function() -> dict[str, list[Text]]:
    """Return the emission sources of the guides that each function calculates; each once, with its clause."""
    found: dict[str, dict[Text, None]] = {}
    for guide in library().guides.values():
        for line in guide.lines:
            named = Text(f"{line.name.zh}（{line.gas}）", f"{line.name.en} ({line.gas})")
            found.setdefault(line.function, {})[named] = None
    return {function: list(lines) for function, lines in found.items()}
