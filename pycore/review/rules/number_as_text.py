"""Numbers stored as text, and texts that a sum passes over."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.cells.number_text import number_meant
from pycore.cells.stored import ErrorValue
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.review.rules.formula_reading import held_cells, short, summed
from pycore.review.rules.rule import Rule
from pycore.review.subject import INPUTS, Subject
from pycore.sheets.definition import Kind


def _reads_as_number(text: str) -> bool:
    """Tell whether a text shows a number: 12.5, 1,200, １２, 98%, 1.5×10^4."""
    first = text.lstrip()[:1]
    if not first.isdigit() and first not in "+-.＋－．−":
        return False  # nearly every text: done with at once
    return number_meant(text) is not None


def texts_in_number_cells(subject: Subject) -> dict[CellKey, str]:
    """The texts in input cells that ask for a number, or for one of a list of numbers, where they read as one."""
    return {
        cell: value
        for cell, value in subject.book.values.items()
        if isinstance(value, str)
        and not isinstance(value, ErrorValue)
        and value.strip()
        and _reads_as_number(value)
        and (subject.is_number_input(cell) or _chooses_numbers(subject, cell))
    }


def _chooses_numbers(subject: Subject, cell: CellKey) -> bool:
    """Tell a choice among numbers, such as the year of a ledger: sums find a year typed as text, comparisons do not."""
    place = subject.place(cell)
    if place is None or place.entry.role not in INPUTS or place.entry.kind is not Kind.CHOICE:
        return False
    choices = place.entry.choices
    # The entries of a list of the template are labels, also where they are years; those of another range are values.
    options = subject.cells_of(choices[1:]) if choices.startswith("=") else []
    held = [value for option in options if (value := subject.value(option)) is not None]
    return bool(held) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in held)


def _check(subject: Subject) -> Iterator[Finding]:
    for cell, value in texts_in_number_cells(subject).items():
        yield RULE.at(
            cell,
            Text(f"“{subject.title(cell)}”的数字“{value}”以文本存储", f'the number "{value}" in "{subject.title(cell)}" is stored as text'),
            Text("数值", "a number"),
            Text(
                f"请把单元格格式改为“常规”，再重新输入 {number_meant(value):.15g}。",
                f"Set the format of the cell to General and type {number_meant(value):.15g} again.",
            ),
            effect=Text("求和会跳过它。", "Sums pass over it.")
            if subject.is_number_input(cell)
            else Text("按条件求和会计入它，比较和查找则不会。", "Conditional sums count it, comparisons and lookups do not."),
        )  # fmt: skip
    for cell, formula in subject.own_formulas.items():
        tree = subject.tree(cell)
        for area in summed(subject, tree, cell[0]) if tree else ():
            texts = [
                c
                for c in held_cells(subject, area)
                if isinstance(v := subject.value(c), str) and not isinstance(v, ErrorValue)
            ]
            if texts and area.rows * area.columns > 1:
                yield RULE.at(
                    cell,
                    Text(f"公式 {short(formula)} 的求和区域中有 {len(texts)} 个文本", f"the sum {short(formula)} has {len(texts)} texts in its range"),
                    Text("只含数值的区域", "a range of numbers"),
                    Text("请缩小区域，或把文本改为数值。", "Make the range smaller, or turn the texts into numbers."),
                    severity=Severity.WARNING,
                    family=formula,
                )  # fmt: skip


RULE = Rule(
    "number-as-text",
    8,
    Text("以文本存储的数字、求和区域中的文本", "Numbers stored as text, texts in the range of a sum"),
    Severity.ERROR,
    _check,
)
