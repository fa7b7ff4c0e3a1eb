"""Tell from a formula's text whether it can only ever give one value, so that nothing has to be asked of the engine."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pycore.errors import TwinLedgerError
from pycore.formulas.tree import parse_in_passing

# One value whatever they are given.
AGGREGATES = frozenset(
    [
        "SUM",
        "SUMPRODUCT",
        "COUNT",
        "COUNTA",
        "COUNTBLANK",
        "MIN",
        "MAX",
        "AVERAGE",
        "AND",
        "OR",
        "XOR",
        "PRODUCT",
        "SUMSQ",
        "MEDIAN",
        "STDEV",
        "VAR",
        "ROWS",
        "COLUMNS",
        "NPV",
        "IRR",
        "TRUE",
        "FALSE",
        "PI",
        "NA",
        "HYPERLINK",
    ]
)
# Where the criteria stand that must be single values for a single result.
CRITERIA = {
    "SUMIFS": (2, 2),
    "COUNTIFS": (1, 2),
    "AVERAGEIFS": (2, 2),
    "SUMIF": (1, 99),
    "COUNTIF": (1, 99),
    "AVERAGEIF": (1, 99),
}
# One value for single values: each argument is looked at.
PLAIN = frozenset(
    [
        "IF",
        "IFERROR",
        "IFNA",
        "NOT",
        "ISERROR",
        "ISNUMBER",
        "ISBLANK",
        "ISTEXT",
        "ISNA",
        "ISLOGICAL",
        "ABS",
        "SQRT",
        "EXP",
        "LN",
        "LOG",
        "LOG10",
        "ROUND",
        "ROUNDUP",
        "ROUNDDOWN",
        "INT",
        "MOD",
        "POWER",
        "SIGN",
        "N",
        "VALUE",
        "TEXT",
        "LEN",
        "LEFT",
        "RIGHT",
        "MID",
        "TRIM",
        "UPPER",
        "LOWER",
        "SUBSTITUTE",
        "CONCATENATE",
        "EXACT",
        "CHOOSE",
        "NORMSDIST",
        "NORM.S.DIST",
    ]
)
MOST_KEPT = 50_000
"""Formulas of a workbook that are remembered for its second calculation; beyond it memory counts more."""
# Operators that make one reference of two.
JOINS = frozenset({":", ",", " "})
_DIGIT = re.compile("[0-9]")
_ONE_CELL = re.compile(r"\$?[A-Za-z]{1,3}\$?\d+")
_ONE_CONSTANT = re.compile(r'-?[\d.]+(?:[Ee][+-]?\d+)?%?|"(?:[^"]|"")*"|TRUE|FALSE', re.IGNORECASE)


class SingleValues:
    """Knows, for one workbook, which formulas give one value.

    Args:
        names: defined names and what they stand for; a name that sheets define differently comes more than once.
        functions: functions that gave single values only when the workbook was calculated.
        families: those of which the answer is known.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        functions: Collection[str],
        families: Mapping[str, bool] | None = None,
    ) -> None:
        single: dict[str, bool] = {}
        for name, formula in names:
            single[name.lower()] = single.get(name.lower(), True) and _is_one(formula)
        self.names = frozenset(name for name, one in single.items() if one)
        self._functions = frozenset(functions)
        self.families = dict(families or {})
        self._numbered = False
        self._family = ""

    def is_single(self, formula: str, family: str = "") -> bool:
        """Say whether a formula gives one value for certain; all of a `family` share the answer."""
        family = family or formula
        known = self.families.get(family)
        if known is not None:
            return known
        self._numbered = False
        self._family = family
        try:
            answer = self.gives_one(parse_in_passing(formula))
        except (TwinLedgerError, RecursionError):
            answer = False
        if not self._numbered:
            self.families[family] = answer
        return answer

    def is_one_cell(self, reference: str) -> bool:
        """Say whether a reference or a name stands for one cell, or one constant, for certain."""
        reference = _unquoted(reference)
        if _ONE_CELL.fullmatch(reference):
            return True
        self._numbered = self._numbered or is_numbered_name(reference, self._family)
        return reference.lower() in self.names

    def gives_one(self, node: Any) -> bool:
        """Say whether a part of a formula gives one value for certain."""
        kind = node["node_type"]
        if kind == "Literal":
            return not isinstance(node["value"], list)
        if kind == "Reference":
            return self.is_one_cell(node["reference"])
        if kind == "BinaryOp":
            return node["operator"] not in JOINS and self.gives_one(node["left"]) and self.gives_one(node["right"])
        if kind == "UnaryOp":
            return node["operator"] == "@" or (node["operator"] != "#" and self.gives_one(node["operand"]))
        if kind != "Function":
            return False
        return self._single_call(str(node["name"]).upper(), node["args"])

    def _single_call(self, name: str, arguments: list[Any]) -> bool:
        """Tell whether a call gives one value, by what the function makes of its arguments."""
        if name in AGGREGATES or name in self._functions:
            return True
        if name in CRITERIA:
            first, step = CRITERIA[name]
            return all(self.gives_one(a) for a in arguments[first::step])
        if name == "INDEX":
            # Position 0, or a blank one, means the whole row or column.
            return len(arguments) > 1 and all(self._counts_from_one(a) for a in arguments[1:])
        if name == "MATCH":
            return self.gives_one(arguments[0])
        return name in PLAIN and all(self.gives_one(a) for a in arguments)

    def _counts_from_one(self, node: Any) -> bool:
        """Tell whether a position is certainly 1 or more, so that INDEX gives one cell."""
        if node["node_type"] == "Literal":
            value = node["value"]
            return isinstance(value, float | int) and value >= 1
        return node["node_type"] == "Function" and node["name"].upper() == "MATCH" and self.gives_one(node)


def is_numbered_name(reference: str, family: str = "") -> bool:
    """Tell a name whose digits are its row's: without them, `total1` in row 1 looks like `total2` in row 2.

    Names that stand whole in the text of the `family` are the same in all of its formulas.
    """
    if _DIGIT.search(reference) is None:
        return False
    reference = _unquoted(reference)
    if ":" in reference or _ONE_CELL.fullmatch(reference) or _DIGIT.search(reference) is None:
        return False
    return not family or reference not in family


def _is_one(formula: str) -> bool:
    return (_ONE_CELL.fullmatch(_unquoted(formula)) or _ONE_CONSTANT.fullmatch(formula)) is not None


def _unquoted(reference: str) -> str:
    return reference.rpartition("!")[2]
