"""What the rules about formulas read from a parse tree."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.formulas.tree import AreaOnSheet, FormulaProblem, Tree, function_name, meaning, walk
from pycore.reading.book import CellKey
from pycore.review.subject import Subject

ADDING = frozenset({"SUM", "SUBTOTAL", "AGGREGATE"})
MOST_TERMS = 300  # of a sum that are compared with each other


def numbers(tree: Tree) -> Iterator[float]:
    """Yield the numbers that are written into a formula."""
    for node in walk(tree):
        value = node.get("value")
        if node["node_type"] == "Literal" and isinstance(value, int | float) and not isinstance(value, bool):
            yield float(value)


def functions(tree: Tree) -> Iterator[tuple[str, list[Tree]]]:
    """Yield each function of a formula with its arguments."""
    for node in walk(tree):
        if node["node_type"] == "Function":
            yield function_name(node["name"]), node["args"]


def area_of(subject: Subject, reference: str, sheet: str) -> AreaOnSheet | None:
    """Find the rectangle of a reference; None for a name that stands for a formula, or one that cannot be found."""
    try:
        found = meaning(reference, sheet, subject.book.names)
    except FormulaProblem:
        return None
    return found if isinstance(found, AreaOnSheet) else None


def areas(subject: Subject, tree: Tree, sheet: str) -> Iterator[AreaOnSheet]:
    """Yield the rectangles that a formula names, each as often as it stands there."""
    for node in walk(tree):
        if node["node_type"] == "Reference":
            area = area_of(subject, node["reference"], sheet)
            if area is not None:
                yield area


def summed(subject: Subject, tree: Tree, sheet: str) -> list[AreaOnSheet]:
    """List the rectangles that a formula adds up: those in SUM and the terms of its outer additions."""
    found: list[AreaOnSheet] = []
    waiting = [tree]
    while waiting and len(found) < MOST_TERMS:
        node = waiting.pop()
        kind = node["node_type"]
        if kind == "BinaryOp" and node["operator"] == "+":
            waiting += (node["right"], node["left"])
        elif kind == "Function" and function_name(node["name"]) in ADDING:
            waiting += reversed(node["args"])
        elif kind == "Reference" and (area := area_of(subject, node["reference"], sheet)) is not None:
            found.append(area)
    return found


def meet(one: AreaOnSheet, other: AreaOnSheet) -> bool:
    """Tell whether two rectangles share a cell."""
    return (
        one.sheet == other.sheet
        and one.row1 <= other.row2
        and other.row1 <= one.row2
        and one.column1 <= other.column2
        and other.column1 <= one.column2
    )


def held_cells(subject: Subject, area: AreaOnSheet) -> Iterator[CellKey]:
    """Yield the cells of a rectangle that the file holds, however large it is."""
    if area.rows * area.columns <= 5_000:
        for row in range(area.row1, area.row2 + 1):
            for column in range(area.column1, area.column2 + 1):
                if (area.sheet, row, column) in subject.book.cells:
                    yield area.sheet, row, column
        return
    for cell in subject.book.cells:
        inside = area.row1 <= cell[1] <= area.row2 and area.column1 <= cell[2] <= area.column2
        if cell[0] == area.sheet and inside:
            yield cell


def short(formula: str) -> str:
    """Write a formula for a sentence."""
    return f"={formula}" if len(formula) <= 60 else f"={formula[:57]}…"
