"""The parse tree of a formula, and the cells that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

import formualizer

from pycore.cells.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number
from pycore.errors import TwinLedgerError
from pycore.language import Text

Tree = dict[str, Any]
CellKey = tuple[str, int, int]

# What stands before the name of a function that came with a later Excel or with an add-in.
_FUNCTION_PREFIX = re.compile(r"^(?:.*!)?(?:_xlfn\.|_xlws\.|_xludf\.|_xll\.|_xldudf_)*", re.IGNORECASE)
_CORNER = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})")
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)", re.DOTALL)
# Lists, tables, errors and spills, ranges with a blank inside and names that a formula gives itself.
_NEEDS_A_TREE = re.compile(r"[{\[#:]\s|[{\[#@]|\s:|\b(?:LET|LAMBDA)\s*\(", re.IGNORECASE)
_A_REFERENCE = formualizer.TokenSubType.Range
# Functions that point at cells which are only known when they are calculated.
_POINTING_FUNCTIONS = frozenset({"INDIRECT", "OFFSET"})


class FormulaProblem(TwinLedgerError):
    """A formula cannot be read, or cannot be run on arrays."""

    def at(self, cell: CellKey) -> FormulaProblem:
        """Say the same with the cell in front of it."""
        where = address(cell)
        return FormulaProblem(Text(f"{where}：{self.text.zh}", f"{where}: {self.text.en}"))


class AreaOnSheet(NamedTuple):
    """A rectangle of cells on one sheet; rows and columns count from 1 and both ends belong to it."""

    sheet: str
    row1: int
    column1: int
    row2: int
    column2: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.row2 - self.row1 + 1

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return self.column2 - self.column1 + 1


def address(cell: CellKey) -> str:
    """Write a cell as `sheet!E8`."""
    sheet, row, column = cell
    return f"{sheet}!{column_letters(column)}{row}"


@lru_cache(maxsize=65_536)
def parse(formula: str) -> Tree:
    """Parse a formula, with or without its equals sign, and keep the tree for the next who asks.

    The tree is shared: do not change it. Raises `FormulaProblem` when the formula cannot be read.
    """
    return _read(formula)


@lru_cache(maxsize=64)
def parse_in_passing(formula: str) -> Tree:
    """Parse as `parse` does, for those who ask of every formula of a workbook once: all its trees are a lot of memory."""
    return _read(formula)


def _read(formula: str) -> Tree:
    with _said_as_problem():
        tree: Tree = formualizer.parse(formula if formula.startswith("=") else f"={formula}").to_dict()
    return tree


def references_in(formula: str) -> list[str]:
    """List the references of a formula from left to right, as they are written.

    Most formulas need no tree for that, which costs three times as much as reading them.

    Raises `FormulaProblem` as `parse` does.
    """
    if _NEEDS_A_TREE.search(formula):
        return [node["reference"] for node in walk(parse(formula)) if node["node_type"] == "Reference"]
    text = formula if formula.startswith("=") else f"={formula}"
    with _said_as_problem():
        formualizer.parse(text)
        return [t.value for t in formualizer.tokenize(text) if t is not None and t.subtype == _A_REFERENCE]


@contextmanager
def _said_as_problem() -> Iterator[None]:
    """Say as a problem of the formula why it cannot be read."""
    try:
        yield
    except (formualizer.ParserError, formualizer.TokenizerError, ValueError, RecursionError) as reason:
        raise FormulaProblem(
            Text(
                f"公式无法解析（{reason}）。请核对公式的写法。",
                f"the formula cannot be parsed ({reason}). Check how it is written.",
            )
        ) from reason


def function_name(written: str) -> str:
    """Return the plain upper-case name of a function, however the program that saved the file wrote it.

    >>> function_name("_xlfn.NORM.S.DIST"), function_name("[1]!TL_FUEL_CO2")
    ('NORM.S.DIST', 'TL_FUEL_CO2')
    """
    return _FUNCTION_PREFIX.sub("", written).upper()


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield every node of a tree, parents first and from left to right."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        kind = node["node_type"]
        if kind == "Function":
            waiting.extend(reversed(node["args"]))
        elif kind == "BinaryOp":
            waiting.extend((node["right"], node["left"]))
        elif kind == "UnaryOp":
            waiting.append(node["operand"])
        elif kind == "Array":
            waiting.extend(item for row in reversed(node["rows"]) for item in reversed(row))


def points_elsewhere(tree: Tree) -> bool:
    """Tell whether a formula reads cells that only its calculation finds (OFFSET, `A1:INDEX(…)`)."""
    return any(
        (node["node_type"] == "Function" and function_name(node["name"]) in _POINTING_FUNCTIONS)
        or (node["node_type"] == "BinaryOp" and node["operator"] == ":")
        or (node["node_type"] == "UnaryOp" and node["operator"] == "#")
        for node in walk(tree)
    )


def named_text(reference: str, names: Mapping[str, str]) -> str | None:
    """Return what a defined name stands for, or None; upper and lower case are one name."""
    if reference in names:
        return names[reference]
    folded = reference.casefold()
    return next((text for name, text in names.items() if name.casefold() == folded), None)


def meaning(reference: str, sheet: str, names: Mapping[str, str]) -> AreaOnSheet | Tree:
    """Find what a reference in a formula on `sheet` stands for.

    Returns the rectangle (whole columns and rows in full), or the tree of the formula or value that a
    defined name stands for. Raises `FormulaProblem` for another workbook, a table or an unknown name.
    """
    seen: set[str] = set()
    while True:
        area = _area(reference, sheet)
        if area is not None:
            return area
        text = named_text(reference, names)
        if text is None or reference in seen:
            raise _unresolved(reference)
        seen.add(reference)
        tree = parse(text.strip())
        if tree["node_type"] != "Reference":
            return tree
        reference = tree["reference"]


def resolve(reference: str, sheet: str, names: Mapping[str, str]) -> AreaOnSheet:
    """Find the rectangle that a reference means when it stands in a formula on `sheet`.

    Parameters
    ----------
    reference: `E8`, `$F$8`, `'化石 燃料'!G8:H9`, or a defined name.
    sheet: the sheet of the formula, for references that do not name one.
    names: defined names and the reference that each stands for, such as `'因子'!$A$1:$A$3`.

    Raises
    ------
    FormulaProblem: whole columns or rows, another workbook, a table, an unknown name, or a name that
        stands for a formula.
    """
    area = meaning(reference, sheet, names)
    if not isinstance(area, AreaOnSheet):
        raise _unresolved(reference)
    refuse_whole_lines(area, reference)
    return area


def refuse_whole_lines(area: AreaOnSheet, reference: str) -> None:
    """Raise `FormulaProblem` for `A:A` and `1:2`."""
    if area.rows == LAST_ROW or area.columns == LAST_COLUMN:
        raise FormulaProblem(
            Text(
                f"{reference} 引用了整列或整行。请写明首末单元格，例如 A8:A507。",
                f"{reference} is a whole column or row. Give its first and last cell, such as A8:A507.",
            )
        )


def precedents(formula: str, sheet: str, names: Mapping[str, str], *, whole_lines: bool = False) -> list[AreaOnSheet]:
    """List the rectangles that a formula names, each once, in the order of the formula.

    The formula behind a defined name counts as part of the formula. What OFFSET and INDIRECT point at is
    not known before calculation and is not in the list (see `points_elsewhere`). `whole_lines` (default
    False: refused) lets `A:A` and `1:2` stand for their full rectangle.

    Raises `FormulaProblem` as `parse` and `resolve` do.
    """
    found: dict[AreaOnSheet, None] = {}
    seen: set[str] = set()
    waiting = [references_in(formula)]
    while waiting:
        for reference in waiting.pop(0):
            area = meaning(reference, sheet, names)
            if isinstance(area, AreaOnSheet):
                if not whole_lines:
                    refuse_whole_lines(area, reference)
                found[area] = None
            elif reference not in seen:
                seen.add(reference)
                waiting.append([n["reference"] for n in walk(area) if n["node_type"] == "Reference"])
    return list(found)


@lru_cache(maxsize=65_536)
def _area(reference: str, sheet: str) -> AreaOnSheet | None:
    """Read a reference as an area; None for a name, `FormulaProblem` for another file."""
    named = _SHEET.fullmatch(reference)
    if named:
        sheet = named[1].replace("''", "'") if named[1] else named[2]
        reference = named[3]
        if sheet.startswith("[") or "[" in sheet:
            raise FormulaProblem(
                Text(
                    f"{sheet}!{reference} 引用了另一个工作簿。请把所需数值抄入本工作簿并注明来源。",
                    f"{sheet}!{reference} is in another workbook. Copy the value here and name its source.",
                )
            )
    columns = _COLUMNS.fullmatch(reference)
    if columns:
        first, last = sorted((column_number(columns[1]), column_number(columns[2])))
        return AreaOnSheet(sheet, 1, first, LAST_ROW, last) if last <= LAST_COLUMN else None
    rows = _ROWS.fullmatch(reference)
    if rows:
        first, last = sorted((int(rows[1]), int(rows[2])))
        return AreaOnSheet(sheet, first, 1, last, LAST_COLUMN) if last <= LAST_ROW else None
    corners = [_CORNER.fullmatch(part) for part in reference.split(":")]
    if len(corners) > 2:
        return None
    found = [(int(c[2]), column_number(c[1])) for c in corners if c]
    if len(found) != len(corners) or any(r > LAST_ROW or c > LAST_COLUMN for r, c in found):
        return None
    (row1, row2), (column1, column2) = (sorted((found[0][i], found[-1][i])) for i in (0, 1))
    return AreaOnSheet(sheet, row1, column1, row2, column2)


def _unresolved(reference: str) -> FormulaProblem:
    """Say that the cells of a reference cannot be found."""
    return FormulaProblem(
        Text(
            f"找不到 {reference} 所指的单元格。请核对引用或名称是否已定义。",
            f"the cells of {reference} cannot be found. Check the reference, or define the name.",
        )
    )
