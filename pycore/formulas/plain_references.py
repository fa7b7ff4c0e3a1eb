"""Write references so that the engine reads them where a range has other ends than two cells.

`INDEX(…):INDEX(…)`, `first:A4` and the like are ranges whose ends are only known when they are calculated. The engine
knows the range operator, but not between names, nor between an end that names its sheet and one that does not; and it
takes a name or a whole column within such a range for all of its cells. So names become the areas that they stand for,
whole columns get their first and last cell, and the sheet of the formula itself is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import formualizer

from pycore.cells.addresses import column_letters
from pycore.errors import TwinLedgerError
from pycore.formulas.tree import AreaOnSheet, Tree, function_name, meaning, parse_in_passing, walk

_CORNER = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*"
# What stands between the corners of an ordinary range; what is left of a formula without them rarely has a colon.
ORDINARY_RANGE = re.compile(
    rf"(?<![\w.)\]:$]){_CORNER}:{_CORNER}(?![\w.(:$])|(?<![\w.)\]:$])\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w.(:$])"
    r"|(?<![\w.)\]:$])\$?\d+:\$?\d+(?![\w.(:$])"
)
_SIZES = ("ROWS(", "COLUMNS(")


def joins_references(formula: str) -> bool:
    """Tell whether a formula has a range whose ends are not both cells, as in `A1:INDEX(A1:A9,3)`.

    >>> joins_references("SUM(A1:A9)"), joins_references("SUM(A1:INDEX(A1:A9,3))")
    (False, True)
    """
    if ":" not in formula or ":" not in ORDINARY_RANGE.sub("", formula):
        return False
    try:
        return any(_is_join(node) for node in walk(parse_in_passing(formula)))
    except (TwinLedgerError, RecursionError):
        return False


def _is_join(node: Tree) -> bool:
    if node["node_type"] == "Reference":
        # A name of three letters and a cell, `sum:B4`, are one reference to the parser.
        reference = node["reference"].rpartition("!")[2]
        return ":" in reference and ORDINARY_RANGE.fullmatch(reference) is None
    return bool(node["node_type"] == "BinaryOp" and node["operator"] == ":")


def refers(tree: Tree) -> bool:
    """Tell whether a part of a formula gives cells and not only their values, as INDEX of a range does."""
    if tree["node_type"] == "Reference" or (tree["node_type"] == "BinaryOp" and tree["operator"] == ":"):
        return True
    if tree["node_type"] != "Function":
        return False
    arguments: list[Tree] = tree["args"]
    name = function_name(tree["name"])
    if name == "INDEX":
        return bool(arguments) and refers(arguments[0])
    if name in ("IF", "CHOOSE"):
        return len(arguments) > 1 and all(refers(a) for a in arguments[1:])
    return False


def with_plain_references(formula: str, sheet: str, names: Mapping[str, str]) -> str:
    """Write every reference of a formula on `sheet` as the cells that it stands for; ROWS and COLUMNS as numbers.

    What stands for no area (a name for a formula, another workbook) stays as it is.
    """
    try:
        tokens = [t for t in formualizer.tokenize(f"={formula}") if t is not None]
    except (formualizer.TokenizerError, ValueError):
        return formula
    areas = [_area(t.value, sheet, names) if _is_reference(t) else None for t in tokens]
    written = [
        (_by_ends(t.value, sheet, names) if _is_reference(t) else t.value) if area is None else _written(area, sheet)
        for t, area in zip(tokens, areas, strict=True)
    ]
    for i, j, size in _sizes(tokens, areas):
        written[i:j] = [str(size)] + [""] * (j - i - 1)
    return "".join(written)


def _is_reference(token: formualizer.Token) -> bool:
    return bool(token.subtype == formualizer.TokenSubType.Range)


def _area(reference: str, sheet: str, names: Mapping[str, str]) -> AreaOnSheet | None:
    try:
        found = meaning(reference, sheet, names)
    except TwinLedgerError:
        return None
    return found if isinstance(found, AreaOnSheet) else None


def _by_ends(reference: str, sheet: str, names: Mapping[str, str]) -> str:
    """Write the ends of `name:B4` out, each for itself."""
    ends = reference.split(":") if "'" not in reference else [reference]
    areas = [_area(end, sheet, names) for end in ends]
    return ":".join(end if area is None else _written(area, sheet) for end, area in zip(ends, areas, strict=True))


def _written(area: AreaOnSheet, sheet: str) -> str:
    first = f"{column_letters(area.column1)}{area.row1}"
    last = f"{column_letters(area.column2)}{area.row2}"
    quoted = area.sheet.replace("'", "''")
    before = "" if area.sheet.casefold() == sheet.casefold() else f"'{quoted}'!"
    return f"{before}{first}" if first == last else f"{before}{first}:{last}"


def _sizes(tokens: list[formualizer.Token], areas: list[AreaOnSheet | None]) -> Iterator[tuple[int, int, int]]:
    """Find `ROWS(area)` and `COLUMNS(area)`, which the engine takes for a reading of all the cells."""
    for i, token in enumerate(tokens):
        if token.value.upper() in _SIZES:
            inside = [j for j in range(i + 1, min(i + 5, len(tokens))) if tokens[j].value.strip()]
            area = areas[inside[0]] if inside else None
            if area is not None and len(inside) > 1 and tokens[inside[1]].value == ")":
                yield i, inside[1] + 1, area.rows if token.value.upper() == "ROWS(" else area.columns
