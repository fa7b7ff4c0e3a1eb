"""Rows, fields and totals that the workbook's own checks mark with ✗, calculated anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Area, ErrorValue
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import Tree
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.reading.panel_checks import failed_panel_checks
from pycore.review.rules import (
    balance_allocation,
    balance_boundary,
    balance_capture,
    balance_carbon,
    balance_measures,
    balance_product,
    balance_replaced,
    balance_route,
    balance_share,
    balance_transfer,
    check_all,
    error_values,
    evidence_missing,
    factor_library,
    factor_own_evidence,
    factor_year,
    number_as_text,
    source_without_ledger,
    unit_carbon_content,
    unit_flue_gas,
    unit_own_value,
    unit_percent,
    unused_input,
    validation,
)
from pycore.review.rules.factor_year import followers
from pycore.review.rules.formula_reading import areas, functions
from pycore.review.rules.rule import Rule, both, written_number
from pycore.review.subject import INPUTS, Subject, TableRow
from pycore.sheets.definition import Column, Field, Kind, Panel, Role, Table

_WRONG = "✗"
_CHECKS = "check_rows"
# A check column that the checks sheet counts; the others, such as targets not reached, are results and no slips.
_COUNTED = re.compile(r'COUNTIF\((\w+),"✗\*"\)')
_SENTENCE = re.compile(r'"[✗?] ([^"]*)"')
# What these say of a cell that a check looks at is not said again.
_INPUT_RULES = tuple(
    module.RULE
    for module in (
        validation,
        number_as_text,
        error_values,
        unit_percent,
        unit_own_value,
        unit_carbon_content,
        unit_flue_gas,
    )
)
_OTHER_RULES = tuple(
    module.RULE
    for module in (
        unused_input, evidence_missing, factor_own_evidence, factor_library, source_without_ledger,
        balance_boundary, balance_share, balance_carbon, balance_transfer, balance_allocation, balance_capture,
        balance_measures, balance_product, balance_replaced, balance_route,
    )
)  # fmt: skip
_MOST_NAMED = 4  # cells in the sentence about one field
_MOST_CELLS = 400  # of a range in a count that are compared with what other rules say


def _check(subject: Subject) -> Iterator[Finding]:
    wrong = [(line, column) for line, column in check_cells(subject) if _is_wrong(subject, line, column)]
    fields = list(failed_panel_checks(subject.book, subject.value))
    totals = [line for line in subject.lines(_CHECKS) if line.text("status").startswith(_WRONG)]
    if not wrong and not totals and not fields:
        return
    inputs = cells_said(subject, _INPUT_RULES)
    # What cannot be calculated for want of a factor is said of the factor.
    lacking = followers(subject)
    said = inputs | cells_said(subject, _OTHER_RULES) | factor_year.lacking(subject)
    for line, column in wrong:
        tested = cells_tested(subject, line, column)
        # An error has no test of its own: any input of the row may be the reason.
        doubled = said.intersection(tested) if tested else inputs.intersection(line.cells.values())
        if line.cell(column.key) in lacking and _is_for_an_error(subject, line.cell(column.key)):
            continue
        if not doubled:
            yield _row_finding(subject, line, column, tested)
    for cell, panel, field in fields:
        looked = set(_looked_at(subject, tree, cell[0])) if (tree := subject.tree(cell)) is not None else set()
        if inputs.isdisjoint(looked):
            yield _field_finding(subject, cell, panel, field, looked)
        said = said | {cell}
    if not _is_blank_workbook(subject):
        yield from (f for line in totals for f in _total_findings(subject, line, said, lacking))


# ── rows ──


def check_cells(subject: Subject) -> Iterator[tuple[TableRow, Column]]:
    """Each filled row of a table with its check columns, as far as the checks sheet counts them."""
    checks = subject.tables.get(_CHECKS)
    counts = () if checks is None else checks.prefilled.get("count", ())
    counted = {name for count in counts for name in _COUNTED.findall(str(count))}
    for table in subject.tables.values():
        for column in table.columns:
            if column.role is Role.CHECK and f"{table.key}_{column.key}" in counted:
                yield from ((line, column) for line in subject.lines(table.key))


def _is_wrong(subject: Subject, line: TableRow, column: Column) -> bool:
    value = subject.value(line.cell(column.key))
    return isinstance(value, str) and value.startswith(_WRONG)


def cells_tested(subject: Subject, line: TableRow, column: Column) -> list[CellKey]:
    """The cells of the row that the test which spoke looks at; none where no test but an error spoke."""
    cell = line.cell(column.key)
    value, tree = subject.value(cell), subject.tree(cell)
    own = set(line.cells.values())
    for name, arguments in functions(tree) if tree is not None else ():
        if name == "IF" and any(_says(argument, value) for argument in arguments[1:]):
            found = (
                (area.sheet, area.row1, c)
                for area in areas(subject, arguments[0], cell[0])
                if area.row1 == area.row2 == cell[1]
                for c in range(area.column1, area.column2 + 1)
            )
            return [one for one in dict.fromkeys(found) if one in own]
    return []


def _says(tree: Tree, value: object) -> bool:
    return bool(tree["node_type"] == "Literal" and tree["value"] == value)


def _is_for_an_error(subject: Subject, cell: CellKey) -> bool:
    """Tell whether a check says what it says where something could not be calculated."""
    tree, value = subject.tree(cell), subject.value(cell)
    calls = functions(tree) if tree is not None else ()
    return any(name == "IFERROR" and len(given) > 1 and _says(given[1], value) for name, given in calls)


def _row_finding(subject: Subject, line: TableRow, column: Column, tested: list[CellKey]) -> Finding:
    cell, title = line.cell(column.key), line.table.title
    said = check_sentence(column, str(subject.value(cell)).removeprefix(_WRONG).strip())
    entries = {one: key for key, one in line.cells.items()}
    looked = [(one, line.table.column(entries[one]).title) for one in tested]
    zh = "、".join(f"“{t.zh}”（{column_letters(c[2])}{c[1]}）" for c, t in looked) or "本行的填写内容"
    en = ", ".join(f'"{t.en}" ({column_letters(c[2])}{c[1]})' for c, t in looked) or "what is entered in this row"
    return RULE.at(
        cell,
        Text(f"“{title.zh}”第 {line.row} 行的检查结果为：{said.zh}", f'the check of row {line.row} of "{title.en}" says: {said.en}'),
        both("✓"),
        Text(f"请核对并更正{zh}。", f"Check and correct {en}."),
    )  # fmt: skip


def check_sentence(entry: Column | Field, said: str) -> Text:
    """What a check says in both languages; a sentence that is put together stays in that of the file."""
    if isinstance(entry.formula, Text):
        written = (_SENTENCE.findall(entry.formula.zh), _SENTENCE.findall(entry.formula.en))
        for zh, en in zip(*written, strict=False) if len(written[0]) == len(written[1]) else ():
            if said in (zh, en):
                return Text(zh, en)
    return both(said)


# ── fields ──


def _field_finding(subject: Subject, cell: CellKey, panel: Panel, field: Field, looked: set[CellKey]) -> Finding:
    said = check_sentence(field, str(subject.value(cell)).removeprefix(_WRONG).strip())
    inputs = sorted(c for c in looked if (place := subject.place(c)) is not None and place.entry.role in INPUTS)
    named = [f"“{subject.title(c)}”（{column_letters(c[2])}{c[1]}）" for c in inputs[:_MOST_NAMED]]
    named_en = [f'"{subject.title(c)}" ({column_letters(c[2])}{c[1]})' for c in inputs[:_MOST_NAMED]]
    return RULE.at(
        cell,
        Text(f"“{panel.title.zh}”中“{field.title.zh}”的检查结果为：{said.zh}", f'the check "{field.title.en}" of "{panel.title.en}" says: {said.en}'),
        both("✓"),
        Text(f"请核对并更正{'、'.join(named) or '检查所指的内容'}。", f"Check and correct {', '.join(named_en) or 'what the check names'}."),
        severity=Severity.NOTE if _not_begun(subject, set(inputs)) else None,
    )  # fmt: skip


# ── totals ──


def _total_findings(
    subject: Subject, line: TableRow, said: set[CellKey], lacking: frozenset[CellKey]
) -> Iterator[Finding]:
    """A line of the checks sheet, unless it counts rows or another rule names the cells that it looks at."""
    cell = line.cell("count")
    given = line.table.prefilled
    if line.index >= min(len(given.get("count", ())), len(given.get("item", ()))):
        return
    if _COUNTED.fullmatch(str(given["count"][line.index]).removeprefix("=")):
        return
    tree = subject.tree(cell)
    looked = set(_looked_at(subject, tree, cell[0])) if tree is not None else set()
    if not said.isdisjoint(looked):
        return
    if cell in lacking and any(isinstance(subject.value(one), ErrorValue) for one in (cell, *looked)):
        return
    item = given["item"][line.index]
    item = item if isinstance(item, Text) else both(str(item))
    count = line.number("count")
    shown = written_number(count) if count is not None else line.text("count")
    sheet = next((s.title for s in subject.book.definition.sheets if s.title[subject.language] == line.text("link")), None)  # fmt: skip
    yield RULE.at(
        cell,
        Text(f"检查项“{item.zh}”未通过，数量为 {shown}", f'the check "{item.en}" is open, with a count of {shown}'),
        both("0"),
        Text(f"请在工作表“{sheet.zh}”中处理。", f'Settle it on the sheet "{sheet.en}".')
        if sheet is not None
        else Text("请按检查项的内容处理。", "Settle what the check names."),
        severity=Severity.NOTE if _not_begun(subject, looked) else None,
    )  # fmt: skip


def _looked_at(subject: Subject, tree: Tree, sheet: str) -> Iterator[CellKey]:
    for area in areas(subject, tree, sheet):
        if area.rows * area.columns <= _MOST_CELLS:
            for row in range(area.row1, area.row2 + 1):
                yield from ((area.sheet, row, c) for c in range(area.column1, area.column2 + 1))


def _not_begun(subject: Subject, cells: set[CellKey]) -> bool:
    """Tell a check of inputs none of which has been filled in: what is merely open is no contradiction."""
    empty: list[bool] = []
    for cell in cells:
        place = subject.place(cell)
        if place is None or place.entry.role not in INPUTS:
            continue
        if isinstance(place.block, Table) and place.block.prefilled.get(place.entry.key):
            continue  # the template's own words say nothing about the user
        empty.append(subject.value(cell) is None)
    return bool(empty) and all(empty)


def _is_blank_workbook(subject: Subject) -> bool:
    """Tell a template in which no amount has been entered: what its checks count is merely not filled in yet."""
    for sheet in subject.book.definition.sheets:
        for block in sheet.blocks if sheet.tab == "input" else ():
            if isinstance(block, Table):
                amounts = [c.key for c in block.columns if c.role in INPUTS and c.kind is Kind.NUMBER]
                if any(line.value(key) is not None for line in subject.lines(block.key) for key in amounts):
                    return False
    return True


# ── what other rules say ──


def cells_said(subject: Subject, rules: tuple[Rule, ...]) -> set[CellKey]:
    """The cells that other rules name, those of an area one by one."""
    found: set[CellKey] = set()
    for finding in check_all(subject, rules):
        area = Area.of(finding.cell) if finding.severity is not Severity.NOTE else None
        if area is not None and area.size <= _MOST_CELLS:
            found.update((finding.sheet, *place) for place in area.places())
    return found


RULE = Rule(
    "row-check",
    13,
    Text(
        "工作簿自身的检查标出 ✗ 的行、单项和检查项",
        "A row, a field, or a line of the checks sheet, that the workbook's own checks mark ✗",
    ),
    Severity.WARNING,
    _check,
)
