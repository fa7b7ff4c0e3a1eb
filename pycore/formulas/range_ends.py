"""The range operator between references that are only known when they are calculated: `INDEX(…):INDEX(…)`."""

from __future__ import annotations

from pycore.cells.stored import ErrorValue
from pycore.formulas.coercion import REFERENCE_ERROR, VALUE_ERROR, number, plain, truth
from pycore.formulas.parts import MISSING, Fixed, Form, FormulaPart, Missing, Reader, fixed_value
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, Tree, function_name
from pycore.language import Text

_POSITION = Text("位置", "position")
_CONDITION = Text("条件", "condition")
_FEWEST = {"INDEX": 2, "IF": 2, "CHOOSE": 2}


def joined_area(reader: Reader, tree: Tree) -> AreaOnSheet | Fixed | Missing:
    """Find the smallest area that holds both operands of a `:`; an error where one of them is no reference.

    Raises FormulaProblem where an end varies by draw, or is given by a function that gives no reference here.
    """
    left, right = _end(reader, tree["left"]), _end(reader, tree["right"])
    if isinstance(left, Missing) or isinstance(right, Missing):
        return MISSING
    if isinstance(left, Fixed):
        return left
    if isinstance(right, Fixed):
        return right
    if left.sheet != right.sheet:
        return Fixed(VALUE_ERROR)
    return AreaOnSheet(
        left.sheet,
        min(left.row1, right.row1),
        min(left.column1, right.column1),
        max(left.row2, right.row2),
        max(left.column2, right.column2),
    )


def _end(reader: Reader, tree: Tree) -> AreaOnSheet | Fixed | Missing:
    """Return the area that one end of a range refers to."""
    kind = tree["node_type"]
    if kind == "Reference":
        found = reader.stands_for(tree["reference"])
        return found if isinstance(found, AreaOnSheet) else _end(reader, found)
    if kind == "BinaryOp" and tree["operator"] == ":":
        return joined_area(reader, tree)
    name = function_name(tree["name"]) if kind == "Function" else ""
    arguments: list[Tree] = tree["args"] if name else []
    if name in _FEWEST and len(arguments) >= _FEWEST[name]:
        return _ENDS[name](reader, arguments)
    raise FormulaProblem(
        Text(
            f"区域运算符“:”的一端{f'（{name}）' if name else ''}不是可抽样计算的引用。请改用单元格、名称、INDEX、IF 或 CHOOSE。",
            f"an end of a range with `:`{f' ({name})' if name else ''} is no reference that runs on draws. "
            "Use a cell, a name, INDEX, IF or CHOOSE.",
        )
    )


def _index(reader: Reader, arguments: list[Tree]) -> AreaOnSheet | Fixed | Missing:
    """Return the cell that INDEX picks from an area."""
    area = _end(reader, arguments[0])
    places = [fixed_value(reader, a, "INDEX", _POSITION) for a in arguments[1:3]]
    found: list[int] = []
    for place in places:
        if isinstance(place, Missing):
            return MISSING
        position = number(place.value)
        if isinstance(position, ErrorValue):
            return Fixed(position)
        found.append(int(position))
    if not isinstance(area, AreaOnSheet):
        return area
    if len(found) == 1:
        found = [1, found[0]] if area.rows == 1 and area.columns > 1 else [found[0], 0 if area.columns > 1 else 1]
    row, column = found
    if row < 0 or column < 0:
        return Fixed(VALUE_ERROR)
    if row > area.rows or column > area.columns:
        return Fixed(REFERENCE_ERROR)
    if row:
        area = area._replace(row1=area.row1 + row - 1, row2=area.row1 + row - 1)
    if column:
        area = area._replace(column1=area.column1 + column - 1, column2=area.column1 + column - 1)
    return area


def _if(reader: Reader, arguments: list[Tree]) -> AreaOnSheet | Fixed | Missing:
    """Return the area of the branch that IF takes."""
    condition = fixed_value(reader, arguments[0], "IF", _CONDITION)
    if isinstance(condition, Missing):
        return MISSING
    holds = truth(plain(condition.value))
    if isinstance(holds, ErrorValue):
        return Fixed(holds)
    if not holds and len(arguments) < 3:
        return Fixed(VALUE_ERROR)
    return _end(reader, arguments[1 if holds else 2])


def _choose(reader: Reader, arguments: list[Tree]) -> AreaOnSheet | Fixed | Missing:
    """Return the area that CHOOSE picks."""
    place = fixed_value(reader, arguments[0], "CHOOSE", _POSITION)
    if isinstance(place, Missing):
        return MISSING
    position = number(place.value)
    if isinstance(position, ErrorValue):
        return Fixed(position)
    if not 1 <= position < len(arguments):
        return Fixed(VALUE_ERROR)
    return _end(reader, arguments[int(position)])


def _place_of(coordinate: int) -> Form:
    """Make ROW (0) or COLUMN (1): of a reference, or of the formula itself."""

    def form(reader: Reader, arguments: list[Tree]) -> FormulaPart:
        if not arguments:
            return Fixed(float(reader.here[coordinate]))
        area = _end(reader, arguments[0])
        if not isinstance(area, AreaOnSheet):
            return area
        first, last = (area.row1, area.row2) if coordinate == 0 else (area.column1, area.column2)
        if first != last:
            raise FormulaProblem(
                Text(
                    "ROW 或 COLUMN 引用了多行或多列，不能用于抽样计算。请改为引用单个单元格。",
                    "ROW or COLUMN of several rows or columns cannot run on draws. Refer to one cell.",
                )
            )
        return Fixed(float(first))

    return form


# name -> (fewest arguments, most arguments, form)
PLACES: dict[str, tuple[int, int, Form]] = {"ROW": (0, 1, _place_of(0)), "COLUMN": (0, 1, _place_of(1))}
_ENDS = {"INDEX": _index, "IF": _if, "CHOOSE": _choose}
