"""SUMIFS, COUNTIFS, AVERAGEIFS and their short forms as Excel has them, where the engine differs.

The engine leaves an error among the cells that are added up out, so a ledger row that failed would silently be missing
from a total: where a workbook has such a row, the functions here take the place of the engine's own. And the engine
finds nothing for a list of criteria, as in `SUM(SUMIFS(mass,fuel,{"coal","coke"}))`: such a formula calls the functions
here by another name. Elsewhere the engine's own are used, because they are faster.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pycore.cells.stored import ErrorValue
from pycore.errors import TwinLedgerError
from pycore.formulas.criterion import read_criterion
from pycore.formulas.placed_cells import PlacedCells
from pycore.formulas.spilling import CRITERIA, MOST_KEPT, SingleValues, is_numbered_name
from pycore.formulas.text import tokens
from pycore.formulas.tree import AreaOnSheet, CellKey, Tree, function_name, parse_in_passing, resolve, walk

OWN_PREFIX = "OWN_"
_ADDING = re.compile(r"\b(?:SUM|AVERAGE)IFS\(", re.IGNORECASE)
_ADDED = re.compile(r"\b(?:SUM|AVERAGE)IFS\(\s*((?:'(?:[^']|'')+'!)?[^,()']+),", re.IGNORECASE)
_ADDING_SHORT = re.compile(r"\b(?:SUM|AVERAGE)IF\(", re.IGNORECASE)
_ADDED_ARGUMENT = ("SUMIF", "AVERAGEIF", "SUMIFS", "AVERAGEIFS")
_CONDITIONAL = re.compile(r"\b(?:SUM|AVERAGE|COUNT)IFS?\(", re.IGNORECASE)
_WHOLE = re.compile(r"(?<![\w.$])(?:\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+)(?![\w.(])", re.IGNORECASE)


def _error(kind: str) -> dict[str, str]:
    return {"type": "Error", "kind": kind}


def conditional_functions(whole_columns: bool) -> Mapping[str, Callable[..., Any]]:
    """Return the functions, by the names of those whose place they take.

    Args:
        whole_columns: whether the workbook may have `A:A` among the ranges. The engine hands such a range over only
            as far as values stand in it, so ranges of different lengths are no error then.
    """

    def where(area: Any, pairs: Sequence[Any], summary: Callable[[list[Any]], Any]) -> Any:
        ranges = [_cells(a) for a in (area, *pairs[::2])]
        length = max(map(len, ranges))
        if not whole_columns and any(len(r) != length for r in ranges):
            return _error("Value")
        cells, *areas = (r + [None] * (length - len(r)) for r in ranges)
        return _for_each_criterion(cells, areas, pairs[1::2], summary)

    def sumifs(summed: Any, *pairs: Any) -> Any:
        return where(summed, pairs, _total)

    def averageifs(averaged: Any, *pairs: Any) -> Any:
        return where(averaged, pairs, _mean)

    def countifs(*pairs: Any) -> Any:
        return where(pairs[0], pairs, lambda cells: float(len(cells)))

    def sumif(area: Any, wanted: Any, summed: Any = None) -> Any:
        return sumifs(area if summed is None else summed, area, wanted)

    def averageif(area: Any, wanted: Any, averaged: Any = None) -> Any:
        return averageifs(area if averaged is None else averaged, area, wanted)

    return {
        "SUMIF": sumif,
        "SUMIFS": sumifs,
        "AVERAGEIF": averageif,
        "AVERAGEIFS": averageifs,
        "COUNTIF": countifs,
        "COUNTIFS": countifs,
    }


def _total(cells: list[Any]) -> Any:
    """Add the numbers; the first error among the cells is the result."""
    return _first_error(cells) or math.fsum(_numbers(cells))


def _mean(cells: list[Any]) -> Any:
    """Take the mean of the numbers; the first error among the cells is the result."""
    numbers = _numbers(cells)
    return _first_error(cells) or (math.fsum(numbers) / len(numbers) if numbers else _error("Div"))


def _first_error(cells: list[Any]) -> Any:
    return next((c for c in cells if isinstance(c, dict)), None)


def _numbers(cells: list[Any]) -> list[float]:
    return [c for c in cells if _is_number(c)]


def sums_that_meet_errors(
    formulas: Mapping[str, Mapping[tuple[int, int], str]],
    names: Mapping[str, Mapping[str, str]],
    errors: Iterable[CellKey],
) -> set[CellKey]:
    """Find the cells whose formula adds up a range in which an error stands, or may stand.

    Args:
        formulas: those of each sheet that may add up (`may_add`).
        names: for each sheet the defined names that its formulas see.
    """
    wrong = PlacedCells(errors)
    if not wrong.by_column:
        return set()
    met: dict[AreaOnSheet, bool] = {}
    resolved: dict[tuple[str, str], AreaOnSheet | None] = {}

    def meets(sheet: str, reference: str) -> bool:
        if (sheet, reference) not in resolved:
            try:
                resolved[sheet, reference] = resolve(reference.strip(), sheet, names[sheet])
            except TwinLedgerError:
                resolved[sheet, reference] = None
        area = resolved[sheet, reference]
        if area is None:
            return True
        if area not in met:
            met[area] = wrong.meet(area)
        return met[area]

    return {
        (sheet, *place)
        for sheet, of_sheet in formulas.items()
        for place, formula in of_sheet.items()
        if (added := _added(formula)) is None or any(meets(sheet, reference) for reference in added)
    }


def may_add(formula: str) -> bool:
    """Tell whether a formula may add up the cells that meet a criterion."""
    capitals = formula.upper()
    return "SUMIF" in capitals or "AVERAGEIF" in capitals


@lru_cache(maxsize=16_384)
def _added(formula: str) -> list[str] | None:
    """The ranges that a formula adds up; None where one is only known when it is calculated, as INDEX(…)."""
    if not _ADDING_SHORT.search(formula):
        plain: list[str] = _ADDED.findall(formula)
        return plain if len(plain) == len(_ADDING.findall(formula)) else None
    tree = _tree(formula)
    if tree is None:
        return None
    found: list[str] = []
    for node in walk(tree):
        name = function_name(node["name"]) if node["node_type"] == "Function" else ""
        if name not in _ADDED_ARGUMENT:
            continue
        arguments = node["args"]
        # SUMIF(range, criterion) adds the range itself; a third argument may be shorter than what is added.
        if len(arguments) > 2 and name in ("SUMIF", "AVERAGEIF"):
            return None
        argument = arguments[0]
        if argument["node_type"] != "Reference":
            return None
        found.append(argument["reference"])
    return found


def names_whole_columns(formula: str) -> bool:
    """Say whether a formula has a range such as `A:A` or `1:2`."""
    return ":" in formula and _WHOLE.search(formula) is not None


class ListsOfCriteria:
    """Knows the formulas of one workbook in which a criterion may be more than one value."""

    def __init__(self, single: SingleValues, without: Iterable[str] = ()) -> None:
        self._single = single
        self.without = set(without)
        self._written: dict[str, str] = {}

    def written(self, formula: str, family: str) -> str:
        """Give the formula with its conditional functions by the names of this module, if it has such a list."""
        if family in self.without:
            return formula
        known = self._written.get(formula)
        if known is None:
            known = self._looked_through(formula, family)
            if len(self._written) < MOST_KEPT:
                self._written[formula] = known
        return known

    def _looked_through(self, formula: str, family: str) -> str:
        tree = _tree(formula) if _CONDITIONAL.search(formula) else None
        if tree is None:
            self.without.add(family)
            return formula
        if any(self._has_list(node) for node in walk(tree) if node["node_type"] == "Function"):
            return with_own_names(formula)
        references = (n["reference"] for n in walk(tree) if n["node_type"] == "Reference")
        if not any(is_numbered_name(reference, family) for reference in references):
            self.without.add(family)
        return formula

    def _has_list(self, call: Tree) -> bool:
        first, step = CRITERIA.get(function_name(call["name"]), (0, 0))
        return step > 0 and not all(self._single.gives_one(a) for a in call["args"][first::step])


def _tree(formula: str) -> Tree | None:
    try:
        return parse_in_passing(formula)
    except TwinLedgerError:
        return None


def with_own_names(formula: str) -> str:
    """Let the conditional functions of a formula be those of this module."""
    parts = tokens(formula)
    after = [p.text for p in parts[1:]] + [""]
    return "".join(
        OWN_PREFIX + p.text.upper()
        if p.kind == "word" and p.text.upper() in CRITERIA and following.startswith("(")
        else p.text
        for p, following in zip(parts, after, strict=True)
    )


def _for_each_criterion(
    cells: list[Any], areas: list[list[Any]], criteria: Sequence[Any], summary: Callable[[list[Any]], Any]
) -> Any:
    """Summarise the cells where every criterion is met: one result, or one for each of the criteria in a list."""

    def result(row: int, column: int) -> Any:
        chosen: Iterable[int] = range(len(cells))
        for values, wanted in zip(areas, criteria, strict=False):
            meets = read_criterion(_read(_item(wanted, row, column))).meets
            chosen = [i for i in chosen if meets(_read(values[i]))]
        return summary([cells[i] for i in chosen])

    lists = [w for w in criteria if isinstance(w, list)]
    if not lists:
        return result(0, 0)
    rows, columns = max(len(w) for w in lists), max(len(w[0]) for w in lists)
    return [[result(row, column) for column in range(columns)] for row in range(rows)]


def _item(wanted: Any, row: int, column: int) -> Any:
    """Take one of a list of criteria; a single row or column is repeated."""
    if not isinstance(wanted, list):
        return wanted
    row, column = (0 if len(wanted) == 1 else row), (0 if len(wanted[0]) == 1 else column)
    return wanted[row][column] if row < len(wanted) and column < len(wanted[row]) else _error("Na")


def _cells(area: Any) -> list[Any]:
    if not isinstance(area, list):
        return [area]
    return [cell for row in area for cell in (row if isinstance(row, list) else [row])]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        return ErrorValue("#" + str(value.get("kind")))
    return float(value) if _is_number(value) else value
