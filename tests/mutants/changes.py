"""What one-token changes a source allows: numbers, comparisons, arithmetic, and/or, True/False, not, continue/break.

Left as they are:
- docstrings, annotations and what is said to people (`Text`, the text of a Python error);
- decorators: how a result is kept or a class is stored, not what comes out;
- `typical=`: the part of a domain from which tests draw, which nothing else reads.

In an f-string that is not said to people, a formula is written: there the numbers and comparisons of the formula change.
The tree changes and not the text, so that a place inside an f-string is a place like any other.
"""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SAID = {"Text", "ValueError", "TypeError", "LookupError", "RuntimeError"}
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
# A number or sign of a written formula; the digits of a name or an address are neither.
_IN_FORMULA = re.compile(r"(?<![\w.$}])\d+(?:\.\d+)?(?![\w.$])|<=|>=|<>|[-<>+*/]")
_WRITTEN = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "<>": "=", "+": "-", "-": "+", "*": "/", "/": "*"}
_LONGEST = 100
# A relative change that no tolerance of a test should hide.
_SMALL = 1.001


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed token.

    Attributes:
        file: the source, from the root of the project, with slashes.
        function: the function or class around it, with which time where the change is possible twice in it; ""
            at the top of the file.
        original, mutated: the smallest piece that shows the change, before and after, as Python writes it back.
        number: which of the changes of the file it is, to apply it by.
    """

    file: str
    line: int
    function: str
    original: str
    mutated: str
    number: int

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What stays the same while lines move."""
        return self.file, self.function, self.original, self.mutated

    def __str__(self) -> str:
        place = f" in {self.function}" if self.function else ""
        return f"{self.file}:{self.line}{place}: {self.original}  →  {self.mutated}"


@dataclass(slots=True)
class _Place:
    """A node with the way to it, to put another in its stead."""

    node: ast.AST
    parents: list[ast.AST]
    field: str
    index: int | None

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parents[-1], self.field, node)
        else:
            getattr(self.parents[-1], self.field)[self.index] = node


def mutants(path: Path, root: Path) -> list[Mutant]:
    """List every mutant of a source, in the order of the file."""
    file = path.relative_to(root).as_posix()
    found: list[Mutant] = []
    times: Counter[tuple[str, str, str]] = Counter()
    for number, (place, changed) in enumerate(_changes(ast.parse(path.read_text(encoding="utf-8")))):
        original = _piece(place)
        place.put(changed)
        mutated = _piece(place)
        place.put(place.node)
        function = _function(place)
        # The same change at two places of a function: the second has its place in the name.
        times[function, original, mutated] += 1
        if (nth := times[function, original, mutated]) > 1:
            function = f"{function} ({nth})"
        found.append(Mutant(file, _line(place), function, original, mutated, number))
    return found


def mutated_tree(path: Path, number: int) -> ast.Module:
    """Return the tree of a source with its change of that number."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for i, (place, changed) in enumerate(_changes(tree)):
        if i == number:
            place.put(ast.copy_location(changed, place.node))
            return ast.fix_missing_locations(tree)
    raise ValueError(f"{path} has no change {number}")


def _changes(tree: ast.Module) -> Iterator[tuple[_Place, ast.AST]]:
    for place in _places(tree, []):
        for changed in _changed(place.node):
            yield place, changed


def _places(node: ast.AST, parents: list[ast.AST]) -> Iterator[_Place]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAID:
        return
    below = [*parents, node]
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "format_spec"):
            continue
        if isinstance(node, ast.keyword) and node.arg == "typical":
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.expr_context):
                continue
            if isinstance(child, ast.Constant) and isinstance(child.value, str) and not isinstance(node, ast.JoinedStr):
                continue
            yield _Place(child, below, field, index)
            yield from _places(child, below)


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value):
            yield from (ast.Constant(other) for other in _other_values(value))
        case ast.Compare(left, operators, right):
            for i, operator in enumerate(operators):
                others = list(operators)
                others[i] = _COMPARISONS[type(operator)]()
                yield ast.Compare(left, others, right)
        case ast.BinOp(left, operator, right) if type(operator) in _ARITHMETIC:
            yield ast.BinOp(left, _ARITHMETIC[type(operator)](), right)
        case ast.AugAssign(target, operator, value) if type(operator) in _ARITHMETIC:
            yield ast.AugAssign(target, _ARITHMETIC[type(operator)](), value)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert(), operand):
            yield operand
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _other_values(value: object) -> list[object]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, float):
        return [other for other in (value * _SMALL, value + 1) if value and other != value] or [1.0]
    if isinstance(value, str):
        return [
            value[: m.start()] + other + value[m.end() :]
            for m in _IN_FORMULA.finditer(value)
            for other in _other_writing(m.group())
        ]
    return []


def _other_writing(token: str) -> list[str]:
    if token in _WRITTEN:
        return [_WRITTEN[token]]
    if "." in token:
        return [repr(float(token) * _SMALL)]
    return [str(int(token) + 1), str(int(token) - 1)]


def _piece(place: _Place) -> str:
    """Write the smallest expression around a node that is short enough to read and says where it belongs."""
    node = _now(place)
    chain = [*place.parents, node]
    strings = [i for i, parent in enumerate(chain) if isinstance(parent, ast.JoinedStr)]
    if strings:
        outermost = chain[strings[0]]
        assert isinstance(outermost, ast.JoinedStr)
        return _written_formula(outermost, chain[strings[0] + 1])
    text = _written(node)
    for parent in reversed(place.parents):
        if isinstance(parent, ast.Module) or hasattr(parent, "body"):
            break
        longer = _written(parent)
        if len(longer) > _LONGEST:
            if isinstance(parent, ast.Call):
                text = f"{ast.unparse(parent.func)}({', '.join(_argument(a, chain) for a in _arguments(parent))})"
            elif isinstance(parent, ast.Dict) and isinstance(key := _key(parent, chain), ast.expr):
                text = f"{ast.unparse(key)}: {text}"
            break
        text = longer
    return text


def _written_formula(string: ast.JoinedStr, part: ast.AST) -> str:
    """Write an f-string, or what is near a part of it; not by `ast`, which quotes otherwise from version to version."""
    parts = [
        f"{{{ast.unparse(p.value)}}}" if isinstance(p, ast.FormattedValue) else str(getattr(p, "value", ""))
        for p in string.values
    ]
    if sum(map(len, parts)) > 2 * _LONGEST:
        place = next(i for i, p in enumerate(string.values) if p is part)
        parts = parts[max(place - 3, 0) : place + 4]
    return "".join(parts)


def _now(place: _Place) -> ast.AST:
    found = getattr(place.parents[-1], place.field)
    now: ast.AST = found if place.index is None else found[place.index]
    return now


def _arguments(call: ast.Call) -> list[ast.AST]:
    return [*call.args, *call.keywords]


def _argument(argument: ast.AST, inner: list[ast.AST]) -> str:
    text = _written(argument)
    if len(text) <= 30 or any(argument is node for node in inner):
        return text if len(text) <= _LONGEST else "…"
    return "…"


def _key(table: ast.Dict, inner: list[ast.AST]) -> ast.expr | None:
    for key, value in zip(table.keys, table.values, strict=True):
        if any(value is node or key is node for node in inner):
            return key
    return None


def _written(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(copy.copy(node))).replace("\n", " ")


def _line(place: _Place) -> int:
    for node in (place.node, *reversed(place.parents)):
        if isinstance(line := getattr(node, "lineno", None), int):
            return line
    return 1


def _function(place: _Place) -> str:
    named = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    return ".".join(node.name for node in place.parents if isinstance(node, named))
