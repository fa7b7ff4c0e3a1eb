"""One input cell: its value as the column means it, or the sentence that says what is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from pycore.cells.number_text import number_meant
from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import CellError, describe
from pycore.equations.expression import plain_number
from pycore.errors import Problem
from pycore.language import Language, Text
from pycore.reading.choices import Options, as_text
from pycore.reading.entries import DefinedEntry
from pycore.sheets import entry_faults as faults
from pycore.sheets.definition import Kind
from pycore.sheets.user_names import name_problem

_BLANK = Text(describe(None, "zh"), describe(None, "en"))
_CORRECT_FORMULA = Text("请改正该单元格的公式，或直接填写。", "Correct the formula in the cell, or type the value.")
_A_FIGURE = Text(
    "请只填数字，单位见表头；没有数据时留空。",
    "Enter the figure alone, the unit stands in the header; leave the cell blank if there is none.",
)
_CHECK_NUMBER = Text("请核对数值和单位后改正。", "Check the figure and its unit, and correct it.")
_FILL_IN = Text("请补填。", "Fill it in.")
_FILL_IN_ROW = Text("请补填；本行不用时请清空整行。", "Fill it in, or clear the whole row if it is not used.")


class CellProblem(Exception):
    """Raised for a value that cannot be taken; carries the problem with its cell."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.where)
        self.problem = problem


def taken(
    entry: DefinedEntry, value: Value, where: str, options: Options | None, looked_up: bool = False
) -> float | str:
    """Return the value of a cell that is not blank: a number, a text, or the code of a choice.

    Args:
        options: what the drop-down of a choice offers.
        looked_up: the text is a name that other cells look up.

    Raises:
        CellProblem: an error value, no number or one out of the domain, no entry of the list, a name that sums would
            read as a pattern.
    """
    if isinstance(value, ErrorValue):
        raise _problem(where, described(value), expected(entry), _CORRECT_FORMULA, faults.CALCULATION_FAILED)
    if entry.kind is Kind.NUMBER:
        return _number(entry, value, where)
    if looked_up and isinstance(value, str) and (fault := name_problem(value)) is not None:
        raise _problem(
            where,
            described(value),
            Text(
                f"可供查找的“{entry.title.zh}”：{fault.zh}",
                f'a "{entry.title.en}" that can be looked up: it {fault.en}',
            ),
            Text("请改名，并同步改正引用它的行。", "Give it another name, also in the rows that use it."),
        )
    if options is not None:
        code = options.code(value)
        if code is None:
            fault = faults.not_listed(faults.words_of(entry.title), entry.choices)
            raise _problem(where, described(value), expected(entry), options.proposal(value), fault)
        return code
    return as_text(value)


def missing(entry: DefinedEntry, where: str, in_row: bool) -> Problem:
    """Say that a required cell is blank."""
    fault = faults.missing(faults.words_of(entry.title))
    return Problem(where, _BLANK, expected(entry), _FILL_IN_ROW if in_row else _FILL_IN, fault)


def looks_blank(entry: DefinedEntry, where: str) -> Problem:
    """Say that a cell for a number holds spaces alone, which the formulas of the sheet take for a text."""
    return Problem(
        where,
        Text("看似空白的空格", "spaces that only look blank"),
        expected(entry),
        Text("请用 Delete 键清空该单元格，或填写数值。", "Clear the cell with the Delete key, or enter the figure."),
        faults.not_a_number(faults.words_of(entry.title)),
    )


def unusual(entry: DefinedEntry, value: Value, where: str) -> Problem | None:
    """Say that a number is legal but seldom seen, a hint; None where it is not so."""
    if not isinstance(value, int | float) or not faults.is_unusual(value, entry.domain):
        return None
    assert entry.domain is not None
    assert entry.domain.usual is not None
    low, high = (plain_number(end) for end in entry.domain.usual)
    fault = faults.unusual(faults.words_of(entry.title), entry.domain)
    wanted = Text(f"常见范围 {low}–{high} 内的数值", f"a number in the usual range {low}–{high}")
    action = Text("请核对数值和单位；确认无误可保留。", "Check the figure and its unit; if it is right, keep it.")
    return Problem(where, described(value), wanted, action, fault)


def without_formulas(where: str, filled: Text, beside: bool) -> Problem:
    """Say that a row that is filled in has no formulas: it was inserted, and nothing counts it.

    Args:
        where: the first input cell of the row that is filled in.
        filled: what stands there.
        beside: the row stands above the first or below the last row of the ledger.
    """
    if beside:
        action = Text(
            "该行在台账首行之上或末行之下，不计入合计：请把内容移到台账的空行内，或用 twinledger upgrade --rows 加长台账。",
            "The row is above the first or below the last row of the ledger and is not counted: move it into a blank row "
            "of the ledger, or make the ledger longer with `twinledger upgrade --rows`.",
        )
    else:
        action = Text(
            "该行填写了但没有公式，不计入合计：请撤销工作表保护，把上一行的公式复制到本行。",
            "The row is filled in but has no formulas, so it is not counted: unprotect the sheet and copy the formulas of "
            "the row above to it.",
        )
    return Problem(where, filled, Text("有公式的台账行", "a row with the ledger's formulas"), action)


def without_reason(where: str, own: Sequence[tuple[DefinedEntry, str]]) -> Problem:
    """Say that the reason for own values is blank; `where` is the cell of the reason."""

    def listed(language: Language) -> str:
        mark = "、" if language == "zh" else ", "
        return mark.join(f"{entry.title[language]} {cell}" for entry, cell in own)

    return Problem(
        where,
        _BLANK,
        Text(f"替代因子库值的理由（{listed('zh')}）", f"the reason for the own value ({listed('en')})"),
        Text("请填写理由和来源，或清空自有值。", "Give the reason and the source, or clear the own value."),
        faults.OWN_WITHOUT_REASON,
    )


def expected(entry: DefinedEntry) -> Text:
    """Say what a cell is to hold, with its limits and its unit."""
    title = entry.title
    if entry.kind is Kind.CHOICE:
        return Text(f"“{title.zh}”下拉列表中的一项", f'an entry of the list for "{title.en}"')
    if entry.kind is Kind.TEXT:
        return Text(f"“{title.zh}”的文字", f'text for "{title.en}"')
    limits = _limits(entry, "zh"), _limits(entry, "en")
    return Text(f"“{title.zh}”的数值{limits[0]}", f'a number for "{title.en}"{limits[1]}')


def _limits(entry: DefinedEntry, language: Language) -> str:
    """Say the domain and the unit of an entry in brackets; "" where it has neither."""
    zh = language == "zh"
    said = []
    if entry.domain is not None and entry.domain.excel_conditions("x"):
        said.append(entry.domain.text[language])
    unit = entry.unit[language]
    # "0–1" and "±%" in the row of units are no units.
    if any(letter.isalpha() for letter in unicodedata.normalize("NFKC", unit)):
        said.append(f"单位 {unit}" if zh else f"in {unit}")
    if not said:
        return ""
    return f"（{'，'.join(said)}）" if zh else f" ({', '.join(said)})"


def _number(entry: DefinedEntry, value: Value, where: str) -> float:
    """Read a number; the problem of a text says whether a number is in it and how to enter it."""
    words = faults.words_of(entry.title)
    if isinstance(value, str):
        found = number_meant(value)
        if found is None:
            raise _problem(where, described(value), expected(entry), _A_FIGURE, faults.not_a_number(words))
        again = as_text(found)
        raise _problem(
            where,
            Text(f"以文本形式存储的数字“{value}”", f'the number "{value}" stored as text'),
            expected(entry),
            Text(
                f"请把单元格格式改为“常规”，再重新输入 {again}。",
                f"Set the format of the cell to General and type {again} again.",
            ),
            faults.not_a_number(words),
        )
    if isinstance(value, bool) or value is None:
        raise _problem(where, described(value), expected(entry), _A_FIGURE, faults.not_a_number(words))
    if entry.domain is not None and value not in entry.domain:
        hint = entry.domain.hint
        action = Text(f"{hint.zh}{_CHECK_NUMBER.zh}", f"{hint.en} {_CHECK_NUMBER.en}".strip())
        raise _problem(where, described(value), expected(entry), action, faults.outside(words, entry.domain))
    return float(value)


def described(value: Value) -> Text:
    """Say a value in words of both languages: a number, a text in quotes, a blank, an error."""
    said = CellError(value) if isinstance(value, ErrorValue) else value
    return Text(describe(said, "zh"), describe(said, "en"))


def _problem(where: str, found: Text, wanted: Text, action: Text, fault: Text | None = None) -> CellProblem:
    return CellProblem(Problem(where, found, wanted, action, fault))
