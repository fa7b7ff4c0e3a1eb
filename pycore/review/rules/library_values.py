"""The library's value behind each own value of a ledger, whatever the file says it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pycore.formulas.tree import FormulaProblem, Tree, function_name
from pycore.reading.book import CellKey
from pycore.reading.choices import as_text
from pycore.review.rules.factor_sheet import IDS, OWN_FACTORS, REPLACES, SHEET, id_of
from pycore.review.rules.formula_reading import area_of, areas
from pycore.review.subject import Subject, TableRow
from pycore.sheets.definition import Panel, Role
from pycore.sheets.meanings import Meaning as M

_DEEPEST = 6  # fields that a formula is followed through


class OwnValue(NamedTuple):
    """An own value that a user has entered, with the library's where there is one."""

    line: TableRow
    column: str
    value: float
    id: str
    default: float | None


def own_values(subject: Subject) -> Iterator[OwnValue]:
    """Yield every own value that wants a reason, with the id and the value of the factor that it replaces."""
    yield from subject.once("own values", lambda: tuple(_own_values(subject)))


def _own_values(subject: Subject) -> Iterator[OwnValue]:
    for table in subject.meanings.tables(M.OWN_VALUE, M.REASON):
        columns = subject.meanings.columns(table, M.OWN_VALUE)
        for line in subject.lines(table.key):
            for column in columns:
                value = line.number(column)
                if value is None:
                    continue
                id = factor_id(subject, line, column)
                known = subject.library.factors.get(id)
                yield OwnValue(line, column, value, id, known.value if known else None)


def factor_id(subject: Subject, line: TableRow, column: str) -> str:
    """Name the factor that a row takes where it has no own value: the id that its formula looks up; "" for none."""
    if line.table.key == SHEET:
        return id_of(line)
    if line.table.key == OWN_FACTORS:
        return line.text(REPLACES)
    own = line.cell(column)
    for other in line.table.columns:
        if other.role not in (Role.DEFAULT, Role.CALCULATED):
            continue
        cell = line.cell(other.key)
        tree = subject.tree(cell)
        if tree is not None and any(_is(area, own) for area in areas(subject, tree, cell[0])):
            found = next(_ids(subject, tree, cell[0], _DEEPEST), "")
            if found:
                return found
    return ""


def _is(area: object, cell: CellKey) -> bool:
    return (getattr(area, "sheet", ""), getattr(area, "row1", 0), getattr(area, "column1", 0)) == cell


def _ids(subject: Subject, tree: Tree, sheet: str, deeper: int) -> Iterator[str]:
    """The ids that a formula looks up on the factor sheet, through the fields it names.

    In the row whichever branch is taken, for the own value has taken it; in a field that which is.
    """
    match tree["node_type"]:
        case "Function":
            arguments = tree["args"]
            if function_name(tree["name"]) == "MATCH" and len(arguments) > 1 and _are_ids(subject, arguments[1], sheet):
                try:
                    yield as_text(subject.reading.value(arguments[0], sheet))
                except FormulaProblem:
                    return
                return
            if function_name(tree["name"]) == "IF" and len(arguments) > 1 and deeper < _DEEPEST:
                # A field is one value for all rows: of a choice between factors only the one taken is replaced.
                holds = subject.reading.holds(arguments[0], sheet)
                arguments = arguments[1:] if holds is None else arguments[1:2] if holds else arguments[2:]
            for argument in arguments:
                yield from _ids(subject, argument, sheet, deeper)
        case "UnaryOp":
            yield from _ids(subject, tree["operand"], sheet, deeper)
        case "BinaryOp":
            yield from _ids(subject, tree["left"], sheet, deeper)
            yield from _ids(subject, tree["right"], sheet, deeper)
        case "Reference":
            area = area_of(subject, tree["reference"], sheet)
            if area is None or area.rows * area.columns != 1 or deeper == 0:
                return
            cell = (area.sheet, area.row1, area.column1)
            place, inner = subject.place(cell), subject.tree(cell)
            # Only fields of panels hold a factor for all rows; another cell of the row is a value of its own.
            if inner is not None and place is not None and isinstance(place.block, Panel):
                yield from _ids(subject, inner, area.sheet, deeper - 1)


def _are_ids(subject: Subject, tree: Tree, sheet: str) -> bool:
    if tree["node_type"] != "Reference":
        return False
    found = area_of(subject, tree["reference"], sheet)
    return found is not None and found == subject.area(IDS)
