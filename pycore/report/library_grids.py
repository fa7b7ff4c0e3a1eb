"""Tables of the report on methods and factors: what the calculation takes, with clause, source, year and trust flag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.equations import expression
from pycore.equations.expression import Expression
from pycore.equations.unit_names import shown
from pycore.language import Text
from pycore.library import library
from pycore.report.citation import cited, own_clauses
from pycore.report.document import Grid, GridCell, Head, Mark, MarkedLine, MarkedPiece, pieces
from pycore.report.factors import FACTORS, OWN_FACTORS, Use, Used
from pycore.report.grids import remark, sheet_said
from pycore.report.sentences import value_pieces
from pycore.report.values import ReportValues
from pycore.report.words import FLAGS, WORDS
from pycore.sheets.chapter import FACTORS_USED, METHODS, FactorsInUse, MethodsInUse
from pycore.sheets.definition import Column, Table
from pycore.sheets.own_entries import FLAG, MEASURE, NAME, SOURCE, UNCERTAINTY, YEAR, unit_of
from pycore.sheets.registry import installed_workbooks

REMEMBERED = "M"
MOST_NAMED = 12
_SMALL = re.compile(r"\b0\.(0*)1\b")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def methods_grid(part: MethodsInUse, used: Used, guide: Text) -> Grid:
    """Compose the table of the equations in use; without rows where nothing is calculated yet.

    Of an equation that several guides have, the clauses of other workbooks' guides are left out.

    Args:
        guide: the document that the chapter follows.
    """
    values = used.values
    own = values.book.definition.key
    others = [c.guide for w in installed_workbooks().values() if w.key != own for c in w.chapters().values()]
    return Grid(
        key=METHODS,
        caption=pieces(part.title[values.language]),
        heads=tuple(
            Head(pieces(WORDS[key][values.language]))
            for key in ("equation", "formula", "result_unit", "clause", "used_in")
        ),
        rows=tuple(
            _method(use, values, own_clauses(use.equation.clause.text, guide, others, values.language))
            for use in used.equations
        ),
    )


def _method(use: Use, values: ReportValues, clause: str) -> tuple[GridCell, ...]:
    """Make the row of an equation in the table of methods, with the sheets that use it."""
    language, equation = values.language, use.equation
    names = {a.name: a.meaning[language] for a in equation.arguments}
    tables = ("、" if language == "zh" else ", ").join(
        dict.fromkeys(values.book.definition.sheet_of(t.key).title[language] for t in use.tables)
    )
    return tuple(
        GridCell(pieces(text))
        for text in (
            equation.title[language],
            _written(equation.tree, names),
            shown(equation.unit)[language] or "–",
            clause,
            tables,
        )
    )


def _written(tree: Expression, names: dict[str, str]) -> str:
    """The equation with its arguments in words; a power of ten as such."""

    def power(found: re.Match[str]) -> str:
        return "10⁻" + str(len(found[1]) + 1).translate(_RAISED)

    return _SMALL.sub(power, expression.sentence(tree, names))


def factors_grid(part: FactorsInUse, used: Used) -> Grid:
    """Compose the table of the factors that filled rows take; without rows where they take none."""
    values = used.values
    language = values.language
    return Grid(
        key=FACTORS_USED,
        caption=pieces(part.title[language]),
        heads=tuple(
            Head(pieces(WORDS[key][language]))
            for key in ("factor", "in_use", "unit", "uncertainty", "flag", "year", "source")
        ),
        rows=(
            *(_factor(values, row) for row in used.factor_rows),
            *(_of_own_entry(values, *taken) for taken in used.own_entry_values),
        ),
        notes=tuple(remark(values, note) for note in _factor_notes(used)),
    )


def _factor_notes(used: Used) -> Iterator[str]:
    """What the flags mean, which values are remembered, and where all of them stand."""
    values, language = used.values, used.values.language
    shown = {values.text(f"{FACTORS}_flag", row) for row in used.factor_rows if not _is_own(values, row)}
    legend = ("；" if language == "zh" else "; ").join(
        f"{flag} {said[language]}" for flag, said in FLAGS.items() if flag in shown
    )
    if legend:
        yield WORDS["flags_said"].format(flags=legend)[language]
    remembered = [
        row
        for row in used.factor_rows
        if values.text(f"{FACTORS}_flag", row) == REMEMBERED and not _is_own(values, row)
    ]
    if remembered:
        names = ("；" if language == "zh" else "; ").join(_factor_name(values, row) for row in remembered[:MOST_NAMED])
        more = "…" if len(remembered) > MOST_NAMED else ""
        yield WORDS["remembered"].format(count=len(remembered), names=names + more)[language]
    if used.factor_rows:
        yield sheet_said(values, values.book.definition.table(FACTORS))


def _own_row(values: ReportValues, row: int) -> int | None:
    """The row of the own factor that replaces this one, from 1; None where there is none."""
    name = f"{FACTORS}_own_row"
    found = values.number(name, row) if name in values.book.names else None
    return None if found is None else int(found)


def _is_typed(values: ReportValues, row: int) -> bool:
    """Tell whether a user has typed another value beside the library's."""
    return values.raw(f"{FACTORS}_own", row) is not None


def _is_own(values: ReportValues, row: int) -> bool:
    """Tell whether a user has replaced a value of the factor sheet, beside it or by an own factor."""
    return _is_typed(values, row) or _own_row(values, row) is not None


def _factor_name(values: ReportValues, row: int) -> str:
    """The name in the language of the report: a workbook in the other language has its own."""
    known = library().factors.get(values.text(f"{FACTORS}_id", row))
    return known.name[values.language] if known is not None else values.text(f"{FACTORS}_name", row)


def _factor(values: ReportValues, row: int) -> tuple[GridCell, ...]:
    """Make the row of a factor in the table of factors, with its flag and source as the workbook has them."""
    language = values.language

    def text(key: str) -> str:
        return values.text(f"{FACTORS}_{key}", row)

    flag: MarkedLine = pieces(text("flag"))
    source, year = cited(text("source")) or WORDS["no_source"][language], text("year")
    # A file of an earlier version has no own factors, and the library's uncertainty alone.
    uncertainty = text("u") if f"{FACTORS}_u" in values.book.names else text("uncertainty")
    own_row = _own_row(values, row)
    if _is_typed(values, row):
        flag = ()
        source = WORDS["own_value"].format(reason=text("reason") or WORDS["no_reason"][language])[language]
    elif own_row is not None:
        said = {key: values.text(f"{OWN_FACTORS}_{key}", own_row) for key in ("source", "year", "flag")}
        flag, year = pieces(said["flag"].partition(" ")[0]), said["year"]
        source = WORDS["own_value"].format(reason=said["source"] or WORDS["no_reason"][language])[language]
    elif text("flag") == REMEMBERED:
        flag = (MarkedPiece(WORDS["to_confirm"].format(flag=REMEMBERED)[language], Mark.OPEN),)
    unit = shown(text("unit"))[language]
    return (
        GridCell(pieces(_factor_name(values, row))),
        GridCell(value_pieces(values, f"{FACTORS}_used", row), number=True),
        GridCell(pieces(unit or "–")),
        GridCell(pieces(uncertainty), number=True),
        GridCell(flag),
        GridCell(pieces(year)),
        GridCell(pieces(source)),
    )


def _of_own_entry(values: ReportValues, table: Table, column: Column, row: int) -> tuple[GridCell, ...]:
    """Make the row of a parameter of an own entry in the table of factors, with the user's source."""
    language = values.language
    held = {c.key for c in table.columns}
    said = {
        key: values.text(f"{table.key}_{key}", row)
        for key in (NAME, MEASURE, UNCERTAINTY, FLAG, YEAR, SOURCE)
        if key in held
    }
    colon = "：" if language == "zh" else ": "
    unit = unit_of(column, said.get(MEASURE, ""))[language]
    return (
        GridCell(pieces(f"{said[NAME]}{colon}{column.title[language]}")),
        GridCell(value_pieces(values, f"{table.key}_{column.key}", row), number=True),
        GridCell(pieces(unit or "–")),
        GridCell(pieces(said[UNCERTAINTY] if column.uncertain is not None else "–"), number=True),
        GridCell(pieces(said[FLAG].partition(" ")[0])),
        GridCell(pieces(said[YEAR])),
        GridCell(pieces(WORDS["own_value"].format(reason=said[SOURCE] or WORDS["no_reason"][language])[language])),
    )
