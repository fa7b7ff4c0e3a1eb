"""Words in formulas, closed lists and columns by their unit: what the definitions of the workbooks are written with."""

from __future__ import annotations

import pytest

from pycore.language import Text, both
from pycore.sheets.definition import Kind
from workbooks.common import said
from workbooks.common.choices import choice_list, entries, named_list
from workbooks.common.columns import PERCENT
from workbooks.common.quantities import SIGNED_PERCENT, deviation, graded, in_unit, percentage


def test_the_first_case_that_holds_speaks_in_both_languages() -> None:
    formula = said.first_of(("[a]=0", ""), ("[a]<0", "✗ 小于 0 | ✗ below 0"), otherwise="✓")
    assert formula.zh == 'IF([a]=0,"",IF([a]<0,"✗ 小于 0","✓"))'
    assert formula.en == 'IF([a]=0,"",IF([a]<0,"✗ below 0","✓"))'


def test_a_test_on_words_is_in_the_language_of_what_it_chooses() -> None:
    equal = said.says("[state]", both("污平 | equal"), both("双平 | both equal"))
    formula = said.if_then(equal, said.quoted("相同 | same"), "[x]")
    assert formula.zh == 'IF(OR([state]="污平",[state]="双平"),"相同",[x])'
    assert formula.en == 'IF(OR([state]="equal",[state]="both equal"),"same",[x])'


def test_one_word_is_asked_without_an_or() -> None:
    assert said.says("[state]", both("污平 | equal")).en == '[state]="equal"'


def test_an_error_is_said_in_words() -> None:
    assert said.or_error("[a]/[b]") == Text('IFERROR([a]/[b],"! 计算出错")', 'IFERROR([a]/[b],"! error")')


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("new 新建 | new", "new", Text("新建", "new")),
        ("co2 CO2", "co2", Text("CO2", "CO2")),
        ("2023 2023 年 | year 2023", "2023", Text("2023 年", "year 2023")),
    ],
)
def test_an_entry_is_its_code_and_the_words_behind_it(line: str, code: str, words: Text) -> None:
    assert entries(line) == ((code, words),)


def test_only_the_entries_of_a_named_list_have_names() -> None:
    assert named_list("flow", "流向 | flow", "in 入 | in").named
    assert not choice_list("flow", "流向 | flow", "in 入 | in").named


def test_a_column_has_the_unit_and_the_format_of_its_maker_unless_it_says_another() -> None:
    mass = in_unit("t | t", "0.0", total=True)
    column, precise = mass("a", "量 | amount", "[b]*2"), mass("a", "量 | amount", format="0.000", total=False)
    assert (column.unit.zh, column.format, column.total, column.formula) == ("t", "0.0", True, "[b]*2")
    assert (precise.format, precise.total, precise.formula) == ("0.000", False, "")


def test_shares_deviations_and_grades_are_shown_as_what_they_are() -> None:
    assert percentage("a", "份额 | share").format == PERCENT
    assert deviation("a", "偏差 | deviation").format == SIGNED_PERCENT
    assert (graded("a", "等级 | grade", "[b]").kind, graded("a", "等级 | grade", "[b]").format) == (Kind.TEXT, "grade")
