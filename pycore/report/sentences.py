"""Templates filled in: every value written as its cell shows it, and what is missing said so that it is seen."""

from __future__ import annotations

import re

from pycore.engine.formula_tree import address
from pycore.report.document import Line, Mark, Piece, pieces, running
from pycore.report.values import Values
from pycore.report.words import WORDS
from pycore.sheets.chapter import Ranked
from pycore.sheets.definition import Role

_HOLE = re.compile(r"\{#(?P<key>\w+)\}|\{(?P<name>\w+)(?:\[(?P<row>\d+)\])?(?::(?P<format>[^{}]+))?\}")


def filled(template: str, values: Values, table: str = "", row: int = 0) -> Line:
    """Fill a template in.

    Args:
        table, row: where it is said of one row: a column of this table may then stand without the name of the table.

    Raises:
        KeyError: the template names what the workbook has not; a mistake in the chapter's definition.
    """
    line: list[Piece] = []
    end = 0
    for hole in _HOLE.finditer(template):
        line += pieces(template[end : hole.start()])
        end = hole.end()
        if hole["key"]:
            line.append(Piece(hole["key"], Mark.REFERENCE))
            continue
        name, at = hole["name"], int(hole["row"] or 1)
        if table and f"{table}_{name}" in values.entries:
            name, at = f"{table}_{name}", row
        line += value_pieces(values, name, at, hole["format"] or "")
    return (*line, *pieces(template[end:]))


def value_pieces(values: Values, name: str, row: int, number_format: str = "") -> Line:
    """One value with its formulas lowered, or the words for what is missing."""
    entry = values.entries[name]
    if values.failed(name, row):
        where = address(values.cells(name)[row - 1])
        return (Piece(WORDS["failed"].format(where=where)[values.language], Mark.OPEN),)
    text = values.text(name, row, number_format)
    if text or entry.role not in (Role.INPUT, Role.OVERRIDE):
        return running(text or "–")
    return (Piece(WORDS["missing"].format(what=entry.title)[values.language], Mark.OPEN),)


def ranked(part: Ranked, values: Values) -> Line:
    """Say the largest values with their shares; an empty line where there is none above 0."""
    language = values.language
    count = part.rows or len(values.cells(part.value))
    found = [
        (v, row) for row in range(1, count + 1) if (v := values.number(part.value, row)) is not None and v > 0
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    name, _, row_text = part.whole.partition("[")
    given = values.number(name, int(row_text.rstrip("]") or 1)) if name else sum(v for v, _ in found)
    if not found or not given:
        return ()
    # Amounts of tens of thousands need no decimals.
    number_format = "#,##0" if found[0][0] >= 10_000 else ""
    said = [
        WORDS["ranked"].format(
            label=values.text(part.label, row),
            value=values.text(part.value, row, number_format),
            unit=part.unit,
            share=f"{v / given:.1%}",
        )[language]
        for v, row in found[: part.most]
    ]
    return running(part.text[language].replace("{list}", ("、" if language == "zh" else ", ").join(said)))
