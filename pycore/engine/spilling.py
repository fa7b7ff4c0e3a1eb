"""Tell from a formula's text whether it can only ever give one value, so that nothing has to be asked of the engine."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from pycore.engine.formula_tree import parse
from pycore.errors import TwinLedgerError

# One value whatever they are given.
_AGGREGATES = frozenset(
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
_CRITERIA = {"SUMIFS": (2, 2), "COUNTIFS": (1, 2), "AVERAGEIFS": (2, 2), "SUMIF": (1, 99), "COUNTIF": (1, 99)}
# One value for single values: each argument is looked at.
_PLAIN = frozenset(
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
_RANGE_MARK = re.compile(r"[:#,{ ]")


class SingleValues:
    """Knows, for one workbook, which formulas give one value.

    Args:
        names: defined names and what they stand for.
        functions: functions that gave single values only when the workbook was calculated.
    """

    def __init__(self, names: Mapping[str, str], functions: Collection[str]) -> None:
        self._single_names = {
            n.lower() for n, formula in names.items() if _RANGE_MARK.search(_unquoted(formula)) is None
        }
        self._functions = frozenset(functions)
        self._families: dict[str, bool] = {}

    def is_single(self, formula: str, family: str = "") -> bool:
        """Say whether a formula gives one value for certain; all of a `family` share the answer."""
        family = family or formula
        if family not in self._families:
            try:
                self._families[family] = self._single(parse(formula))
            except (TwinLedgerError, RecursionError):
                self._families[family] = False
        return self._families[family]

    def _single(self, node: Any) -> bool:
        kind = node["node_type"]
        if kind == "Literal":
            return not isinstance(node["value"], list)
        if kind == "Reference":
            reference = _unquoted(node["reference"])
            if _RANGE_MARK.search(reference):
                return False
            return (
                re.fullmatch(r"\$?[A-Za-z]{1,3}\$?\d+", reference) is not None
                or reference.lower() in self._single_names
            )
        if kind == "BinaryOp":
            return self._single(node["left"]) and self._single(node["right"])
        if kind == "UnaryOp":
            return self._single(node["operand"])
        if kind != "Function":
            return False
        return self._single_call(str(node["name"]).upper(), node["args"])

    def _single_call(self, name: str, arguments: list[Any]) -> bool:
        if name in _AGGREGATES or name in self._functions:
            return True
        if name in _CRITERIA:
            first, step = _CRITERIA[name]
            return all(self._single(a) for a in arguments[first::step])
        if name == "INDEX":
            # Position 0 means the whole row or column.
            zero = any(
                a["node_type"] == "Literal" and a["value"] in (0, 0.0, None, "") for a in arguments[1:]
            )
            return len(arguments) > 1 and not zero and all(self._single(a) for a in arguments[1:])
        if name == "MATCH":
            return self._single(arguments[0])
        return name in _PLAIN and all(self._single(a) for a in arguments)


def _unquoted(reference: str) -> str:
    return reference.rpartition("!")[2]
