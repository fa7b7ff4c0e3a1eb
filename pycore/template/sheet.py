"""What a sheet's XML says besides its cells: what is hidden, what may be entered, what is locked, what is invisible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Area
from pycore.package.package import Package, SheetPart
from pycore.package.refused_xml import refuse_unreadable_xml
from pycore.template.cells import LOWEST, SheetRows
from pycore.template.drawings import DrawnChart, DrawnObject, on_sheet
from pycore.template.formula import canonical_formula
from pycore.template.styles import Look, StoredStyles
from pycore.template.xml import (
    attribute_is_true,
    children,
    descendants,
    parsed,
    whole_number,
    workbook_part,
)

_NARROWEST = 1.5
"""Characters; in a narrower column not one can be read."""


@dataclass(frozen=True, slots=True)
class Validation:
    """A rule for what may be entered; formulas are canonical. One that only warns keeps nothing out."""

    kind: str
    operator: str
    first: str
    second: str
    only_warns: bool = False


@dataclass(frozen=True, slots=True)
class ConditionalFormat:
    """A rule that changes how a cell looks.

    Attributes:
        formulas: canonical; one that only looks for `text` is left out, because programs write it differently.
        look: what it sets, as `Look` has it.
    """

    kind: str
    operator: str
    text: str
    formulas: tuple[str, ...]
    look: Look


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """All that the comparison has to know of a sheet besides its cells.

    Attributes:
        hidden_rows, hidden_columns: those that cannot be seen, ranges from first to last.
        password: a password locks the sheet against whoever wants to look into it.
        validations: rules and the areas that they hold for.
        invisible: cells in a style that hides what they hold.
        misleading: cells in a number format that shows another number.
        formats: conditional formats and the areas that they hold for.
        merged: areas of merged cells, of which only the first is shown.
        charts, drawn, comments: what lies on the sheet.
        out_of_reach: rows and columns before the part that frozen panes can show.
        zeros_hidden: the sheet shows no zeros.
    """

    hidden_rows: tuple[tuple[int, int], ...]
    hidden_columns: tuple[tuple[int, int], ...]
    protected: bool
    password: bool
    validations: tuple[tuple[Validation, tuple[Area, ...]], ...]
    invisible: frozenset[tuple[int, int]]
    misleading: frozenset[tuple[int, int]]
    formats: tuple[tuple[ConditionalFormat, tuple[Area, ...]], ...]
    merged: tuple[Area, ...]
    charts: tuple[DrawnChart, ...]
    drawn: tuple[DrawnObject, ...]
    comments: tuple[Area, ...]
    out_of_reach: tuple[int, int]
    zeros_hidden: bool


def sheet_rows(package: Package, sheet: SheetPart) -> SheetRows:
    """Read the rows of a sheet's part, and the tree of all else in it."""
    data = package.members[sheet.part]
    refuse_unreadable_xml(data, sheet.part)
    return SheetRows(data)


def sheet_facts(package: Package, sheet: SheetPart, rows: SheetRows, styles: StoredStyles) -> SheetFacts:
    """Say what a sheet's rows (`sheet_rows`) are in the styles of its file (`read_styles`)."""
    frame = rows.frame
    hidden_rows = tuple(_runs(rows.hidden()))
    format_pr = next(descendants(frame, "sheetFormatPr"), None)
    if format_pr is not None and (
        attribute_is_true(format_pr, "zeroHeight") or _number(format_pr.get("defaultRowHeight", "15")) < LOWEST
    ):
        hidden_rows = ((1, 1_048_576),)
    locks = [p for p in descendants(frame, "sheetProtection") if attribute_is_true(p, "sheet")]
    lying = on_sheet(package, sheet.part)
    return SheetFacts(
        hidden_rows=hidden_rows,
        hidden_columns=tuple(_runs(_hidden_columns(frame))),
        protected=bool(locks),
        password=any(p.get("password") or p.get("hashValue") for p in locks),
        validations=tuple(_validations(frame)),
        invisible=frozenset(rows.styled(styles.hiding)),
        misleading=frozenset(rows.styled(styles.misleading)),
        formats=tuple((one, places) for one, places, _ in conditional_formats(frame, styles)),
        merged=tuple(a for m in descendants(frame, "mergeCell") if (a := Area.of(m.get("ref", ""))) is not None),
        charts=lying.charts,
        drawn=lying.drawn,
        comments=lying.comments,
        out_of_reach=_out_of_reach(frame),
        zeros_hidden=any(v.get("showZeros", "1").strip() in ("0", "false") for v in descendants(frame, "sheetView")),
    )


def _hidden_columns(frame: etree._Element) -> Iterator[tuple[int, int]]:
    """Yield the spans of columns that are hidden or so narrow that nothing can be seen."""
    for column in descendants(frame, "col"):
        narrow = column.get("width") is not None and _number(column.get("width", "9")) < _NARROWEST
        if attribute_is_true(column, "hidden") or narrow:
            first = whole_number(column.get("min"), 1)
            yield first, max(first, whole_number(column.get("max"), first))


def _number(text: str | bytes) -> float:
    """Read a number of the XML; a large one where it is none, so that it counts as wide enough."""
    try:
        return float(text)
    except ValueError:
        return 100.0


def _runs(lines: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join lines that follow each other."""
    open_run: tuple[int, int] | None = None
    for first, last in sorted(lines):
        if open_run is not None and first <= open_run[1] + 1:
            open_run = (open_run[0], max(open_run[1], last))
            continue
        if open_run is not None:
            yield open_run
        open_run = (first, last)
    if open_run is not None:
        yield open_run


def _areas_of(text: str) -> tuple[Area, ...]:
    return tuple(area for area in map(Area.of, text.split()) if area is not None)


def _corner(places: tuple[Area, ...]) -> tuple[int, int]:
    """The cell that the formulas of a rule are written for."""
    return min(a.first_row for a in places), min(a.first_column for a in places)


def conditional_formats(
    frame: etree._Element, styles: StoredStyles
) -> Iterator[tuple[ConditionalFormat, tuple[Area, ...], etree._Element]]:
    """Yield the conditional formats with their areas and elements, those of newer programs included."""
    for group in descendants(frame, "conditionalFormatting"):
        # Rules of newer programs stand in an extension, with their area in an element.
        texts = [e.text or "" for e in descendants(group, "sqref")]
        places = _areas_of(group.get("sqref", "") or " ".join(texts))
        for rule in descendants(group, "cfRule") if places else ():
            kind, text = rule.get("type", ""), rule.get("text", "")
            held = [e.text or "" for name in ("formula", "f") for e in descendants(rule, name)]
            text = text or _asked_for(kind, held, _corner(places))
            yield (
                ConditionalFormat(
                    kind,
                    rule.get("operator", "") if kind == "cellIs" else "",
                    text,
                    tuple(
                        canonical_formula(f, *_corner(places))
                        for f in held
                        if not (text and _asks_for(f, text, places))
                    ),
                    styles.of_rule(rule),
                ),
                places,
                rule,
            )


_SIDES = {"beginsWith": "LEFT", "endsWith": "RIGHT"}


def _asked_for(kind: str, formulas: list[str], corner: tuple[int, int]) -> str:
    """The text that a rule about a text looks for, where it says so in its formula only, as those of Gnumeric do.

    Programs go by the formula. So it must look at the rule's own cell, and at as many characters as the text has.
    """
    if kind not in _SIDES or len(formulas) != 1:
        return ""
    own = rf"\$?{column_letters(corner[1])}\$?{corner[0]}"
    match = re.fullmatch(rf'{_SIDES[kind]}\({own},(\d+)\)="((?:[^"]|"")+)"', formulas[0], re.IGNORECASE)
    if match is None:
        return ""
    text = match[2].replace('""', '"')
    return text if len(text) == int(match[1]) else ""


def _asks_for(formula: str, text: str, places: tuple[Area, ...]) -> bool:
    """Whether the formula of a rule about a text does nothing but look for it in the rule's own cell, however written."""
    wanted = re.escape(text.replace('"', '""'))
    of_text = rf'(?:{len(text)}|LEN\("{wanted}"\))'
    corners = {_corner(places), *((a.first_row, a.first_column) for a in places)}
    own = "|".join(rf"\$?{column_letters(column)}\$?{row}" for row, column in sorted(corners))
    return (
        re.fullmatch(
            rf'(?:LEFT|RIGHT)\((?:{own}),{of_text}\)="{wanted}"'
            rf'|(?:NOT\()?ISERROR\(SEARCH\("{wanted}",(?:{own})\)\)\)?',
            formula.replace(" ", "") if " " not in text else formula,
            re.IGNORECASE,
        )
        is not None
    )


def _out_of_reach(frame: etree._Element) -> tuple[int, int]:
    """Rows and columns above and left of frozen panes that no scrolling brings back."""
    rows = columns = 0
    for view in descendants(frame, "sheetView"):
        first = Area.of(view.get("topLeftCell", "") or "A1")
        for pane in children(view, "pane"):
            if first is not None and pane.get("state", "split") in ("frozen", "frozenSplit"):
                rows = max(rows, first.first_row - 1 if _number(pane.get("ySplit", "0")) else 0)
                columns = max(columns, first.first_column - 1 if _number(pane.get("xSplit", "0")) else 0)
    return rows, columns


def _validations(frame: etree._Element) -> Iterator[tuple[Validation, tuple[Area, ...]]]:
    """Yield the validations that refuse wrong input, with their areas."""
    for rule in descendants(frame, "dataValidation"):
        kind = rule.get("type", "none")
        if kind == "none":
            continue
        texts = {etree.QName(e).localname: "".join(e.itertext()) for e in rule if isinstance(e.tag, str)}  # type: ignore[arg-type]
        places = _areas_of(rule.get("sqref") or texts.get("sqref", ""))
        if not places or not attribute_is_true(rule, "showErrorMessage"):
            continue
        at = _corner(places)
        operator = rule.get("operator", "between") if kind not in ("list", "custom") else ""
        second = texts.get("formula2", "") if operator in ("between", "notBetween") else ""
        yield (
            Validation(
                kind,
                operator,
                canonical_formula(texts.get("formula1", ""), *at),
                canonical_formula(second, *at),
                rule.get("errorStyle", "stop") != "stop",
            ),
            places,
        )


# ── the workbook part ──


def calculation_settings(package: Package) -> dict[str, str]:
    """Return the attributes of `calcPr` that change how a workbook calculates, where they are set to do so."""
    part = workbook_part(package)
    if part is None:
        return {}
    tree = parsed(package.members[part])
    found: dict[str, str] = {}
    for settings in descendants(tree, "calcPr"):
        if settings.get("calcMode", "auto") == "manual":
            found["manual"] = "manual"
        if attribute_is_true(settings, "iterate"):
            found["iterate"] = settings.get("iterateCount", "100")
        if settings.get("fullPrecision", "1") in ("0", "false"):
            found["precision"] = "as displayed"
    if package.date1904:
        found["date1904"] = "1904"
    return found
