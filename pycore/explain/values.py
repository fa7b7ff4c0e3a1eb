"""What a part of a formula is worth with the values in the file, and how it reads with them put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import CellError
from pycore.equations.definition import Definition
from pycore.equations.number_text import format_number
from pycore.formulas.coercion import truth
from pycore.formulas.compiler import Compiler
from pycore.formulas.formula_cells import FormulaCells
from pycore.formulas.lanes import calculating
from pycore.formulas.parts import ArrayPart, Fixed
from pycore.formulas.tree import FormulaProblem, Tree, function_name
from pycore.functions.catalogue import catalogue, evaluate
from pycore.language import Text
from pycore.reading.book import Book

_TIGHTNESS = {
    "=": 1,
    "<>": 1,
    "<": 1,
    ">": 1,
    "<=": 1,
    ">=": 1,
    "&": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 5,
    ":": 9,
}
_SIGN, _ATOM = 6, 9
_SPOKEN = {"*": " × ", "/": " / ", "+": " + ", "-": " − ", "&": " & "}
_LONGEST_SENTENCE = 300
# With numbers put in, these stay as calls; all other functions read a range and stand as their value.
_SPOKEN_FUNCTIONS = frozenset(
    {"SQRT", "ABS", "ROUND", "ROUNDUP", "ROUNDDOWN", "EXP", "LN", "LOG10", "POWER", "MIN", "MAX"}
)


class Reading:
    """The values of one file, for any part of any of its formulas."""

    def __init__(self, book: Book) -> None:
        functions = {name: _cell_function(definition) for name, definition in catalogue().items()}
        # No formulas: every cell stands for the value that the file has.
        self._compiler = Compiler(FormulaCells({}, book.values, book.names, functions), frozenset())

    def _node(self, tree: Tree, sheet: str) -> Any:
        """Calculate a part of a formula on a sheet; `FormulaProblem` where that cannot be done."""
        self._compiler._sheet = sheet
        try:
            with calculating():
                return self._compiler.node(tree)
        except (ArithmeticError, RecursionError, TypeError, ValueError) as reason:
            raise FormulaProblem(Text(f"无法计算（{reason}）。", f"cannot be calculated ({reason}).")) from reason

    def value(self, tree: Tree, sheet: str) -> Value:
        """Calculate a part of a formula on a sheet; raises FormulaProblem if it is no single value."""
        found = self.argument(tree, sheet)
        while isinstance(found, list) and len(found) == 1:
            found = found[0]
        if isinstance(found, list):
            raise FormulaProblem(Text("这里是一片区域。", "this is a range."))
        value: Value = found
        return value

    def argument(self, tree: Tree, sheet: str) -> Any:
        """Calculate an argument: a single value, or a range as a list of rows."""
        node = self._node(tree, sheet)
        if isinstance(node, Fixed):
            return node.value
        assert isinstance(node, ArrayPart)
        return [[_fixed(node.at(r, c)) for c in range(node.columns)] for r in range(node.rows)]

    def holds(self, tree: Tree, sheet: str) -> bool | None:
        """Tell whether a condition holds; None if it is an error or cannot be calculated."""
        try:
            result = truth(self.value(tree, sheet))
        except FormulaProblem:
            return None
        return None if isinstance(result, ErrorValue) else bool(result)

    def taken(self, tree: Tree, sheet: str) -> Tree:
        """Follow the IFs of a formula to the part that calculates."""
        while tree["node_type"] == "Function" and function_name(tree["name"]) == "IF":
            holds = self.holds(tree["args"][0], sheet)
            if holds is None or (not holds and len(tree["args"]) < 3):
                return tree
            tree = tree["args"][1 if holds else 2]
        return tree

    def with_numbers(self, tree: Tree, sheet: str) -> str:
        """Write the part of a formula that calculates with the numbers put in; "" where that says nothing.

        Lookups and sums over ranges stand as their results.
        """

        def number(part: Tree) -> str | None:
            kind = part["node_type"]
            if kind in ("BinaryOp", "UnaryOp", "Literal"):
                return None
            if kind == "Function":
                if function_name(part["name"]) == "IF":
                    inner = self.taken(part, sheet)
                    return None if inner is part else f"({written(inner, number, _SPOKEN)})"
                ranged = any(isinstance(self.argument(a, sheet), list) for a in part["args"])
                if function_name(part["name"]) in _SPOKEN_FUNCTIONS and not ranged:
                    return None
            value = self.value(part, sheet)
            if value is None or value == "":
                return "0"
            if not isinstance(value, float):
                raise FormulaProblem(Text("不是数值。", "not a number."))
            return f"({format_number(value)})" if value < 0 else format_number(value)

        part = self.taken(tree, sheet)
        operates = part["node_type"] in ("BinaryOp", "UnaryOp") or (
            part["node_type"] == "Function" and function_name(part["name"]) in _SPOKEN_FUNCTIONS
        )
        if not operates:
            return ""
        try:
            text = written(part, number, _SPOKEN)
        except (FormulaProblem, RecursionError):
            return ""
        return text if len(text) <= _LONGEST_SENTENCE else ""


def plain_argument(value: Any) -> Any:
    """Read an argument as the catalogue takes it: errors with their kind."""
    if isinstance(value, list):
        return [plain_argument(v) for v in value]
    return CellError(str(value)) if isinstance(value, ErrorValue) else value


def _cell_function(definition: Definition) -> Callable[..., object]:
    """Return a function of ours as the calculator of formulas wants it: errors are values."""

    def result(value: Any) -> Any:
        if isinstance(value, CellError):
            return ErrorValue(value.code)
        return [result(v) for v in value] if isinstance(value, (list, tuple)) else value

    def function(*arguments: Any) -> object:
        return result(evaluate(definition, [plain_argument(a) for a in arguments]))

    return function


def _fixed(node: object) -> Any:
    if not isinstance(node, Fixed):
        raise FormulaProblem(Text("这里不是固定值。", "this is no fixed value."))
    return node.value


def written(
    tree: Tree,
    replaced: Callable[[Tree], str | None] = lambda part: None,
    spoken: Mapping[str, str] | None = None,
) -> str:
    """Write a tree as a formula, with as few parentheses as it needs.

    Args:
        replaced: text that stands for a part, or None to write the part itself.
        spoken: how operators are written where not as in a cell.
    """
    return _written(tree, replaced, spoken or {})[0]


def _written(tree: Tree, replaced: Callable[[Tree], str | None], spoken: Mapping[str, str]) -> tuple[str, int]:
    """Write a formula with parts replaced, and say how tightly its outermost operator binds."""
    instead = replaced(tree)
    if instead is not None:
        return instead, _ATOM

    def part(inner: Tree, least: int) -> str:
        text, tightness = _written(inner, replaced, spoken)
        return f"({text})" if tightness < least else text

    match tree["node_type"]:
        case "Literal":
            return _literal(tree["value"]), _ATOM
        case "Reference":
            return str(tree["reference"]), _ATOM
        case "UnaryOp":
            sign = tree["operator"]
            inner = part(tree["operand"], _SIGN)
            return (inner + sign, _ATOM) if sign in "%#" else (sign + inner, _SIGN)
        case "BinaryOp":
            sign = tree["operator"]
            tightness = _TIGHTNESS.get(sign, _ATOM)
            left, right = part(tree["left"], tightness), part(tree["right"], tightness + 1)
            return f"{left}{spoken.get(sign, sign)}{right}", tightness
        case "Function":
            inside = ",".join(part(a, 0) for a in tree["args"])
            return f"{function_name(tree['name'])}({inside})", _ATOM
        case "Array":
            return "{" + ";".join(",".join(part(i, 0) for i in row) for row in tree["rows"]) + "}", _ATOM
        case _:
            return "", _ATOM


def _literal(value: object) -> str:
    """Write a constant of a formula: texts quoted, numbers as a reader wants them."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str) and not isinstance(value, ErrorValue):
        return '"' + value.replace('"', '""') + '"'
    return format_number(value)
