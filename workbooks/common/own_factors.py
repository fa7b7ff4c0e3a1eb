"""A user's own source: factors of a province, a firm or a laboratory that take the place of the library's.

A row names the factor that it replaces and says all that the library says of its own: value, unit, year, source,
uncertainty, trust flag. The sheet Factors takes value and uncertainty in use from it, and every ledger from there; what
the row check finds fault with is counted on the sheet of checks.
"""

from __future__ import annotations

from dataclasses import replace

from pycore.equations.domain import ANY, NOT_NEGATIVE, Domain
from pycore.language import both
from pycore.sheets.definition import Column, Role, Sheet, Table
from pycore.sheets.meanings import Meaning
from workbooks.common.cells import at, blank_if
from workbooks.common.choices import TRUST
from workbooks.common.closing_sheets import bad
from workbooks.common.columns import PERCENT, Test, calculated, choice, failed, number, row_check, text
from workbooks.common.ledger import entry_tests
from workbooks.common.pages import calculated_text, sheet, table

ROWS = 40
YEARS = Domain(1990, 2100)
"""Years that a source of a factor can be of."""
_ENTRIES: tuple[Column, ...] = (
    choice("replaces", "代替的因子（编号） | factor that it replaces (id)", "=factors_id", required=True),
    Column(
        key="value",
        title=both("数值 | value"),
        role=Role.OVERRIDE,
        domain=ANY,
        format="General",
        required=True,
    ),
    text("unit", "单位 | unit", required=True),
    number("year", "年份 | year", "", YEARS, format="0", required=True),
    text(
        "source",
        "来源（文件、表或页） | source (document, table or page)",
        required=True,
        meaning=Meaning.REASON,
    ),
    number("uncertainty", "相对不确定度 | relative uncertainty", "±%", NOT_NEGATIVE, format=PERCENT, required=True),
    choice("flag", "可信标志 | trust flag", TRUST.key, required=True),
)
_FOUND = "MATCH([replaces],factors_id,0)"
_KNOWN = f"ISNUMBER({_FOUND})"
_TESTS: tuple[Test, ...] = (
    ("COUNTIF(own_factors_replaces,[replaces])>1", "同一因子有两行 | two rows for one factor"),
    (
        "[unit]<>[library_unit]",
        "单位与因子库不同，请先换算 | another unit than the library's: convert the value",
    ),
    (
        f'IF({_KNOWN},{at("factors_own", _FOUND)}<>"",FALSE)',
        "“因子库”表中还有自有值，以那里为准 | the sheet Factors has an own value, which counts",
    ),
)


def _of_library(key: str, words: str, column: str) -> Column:
    """What the library says of the factor that a row replaces."""
    shown = at(f"factors_{column}", _FOUND)
    return calculated_text(key, words, blank_if(f"ISNA({_FOUND})", shown))


def own_factor_table(rows: int = ROWS) -> Table:
    """The ledger of own factors."""
    entries = tuple(entry.key for entry in _ENTRIES)
    tests = (*(test for entry in _ENTRIES for test in entry_tests(entry)), *_TESTS)
    change = blank_if('OR([library_value]="",[value]="",N([library_value])=0)', "[value]/[library_value]-1")
    return table(
        "own_factors",
        "自有因子 | Own factors",
        "44 14 16 10 46 14 22 34 14 16 12 30 10",
        *_ENTRIES,
        _of_library("name", "因子名称 | name of the factor", "name"),
        replace(_of_library("library_value", "因子库值 | library value", "value"), format="General"),
        _of_library("library_unit", "因子库单位 | library unit", "unit"),
        calculated("change", "与因子库值之差 | change from the library", "%", change, format="+0.0%;-0.0%;0.0%"),
        row_check(entries, (*tests, failed("change"))),
        calculated_text(
            "taken",
            "生效的编号 | id in force",
            blank_if('OR([replaces]="",[value]="")', "[replaces]"),
            helper=True,
        ),
        ledger=rows,
        helps={
            "replaces": "从下拉列表中选取因子编号，名称与因子库值随之显示。"
            " | Choose the id of a factor; its name and the library's value are shown.",
            "unit": "与因子库单位一致，否则先换算数值。 | As the library's; convert the value first if it is another.",
            "uncertainty": "95% 区间半宽除以均值；没有时填 0 并在来源中说明。"
            " | Half of the 95 % interval over the mean; where the source has none, 0, and say so in the source.",
        },
        note="填写一行后，全工作簿用它代替因子库的值和不确定度；每一项都须填写。"
        "省级或企业的因子表可用 twinledger factors add 批量填入。"
        " | A row that is filled in takes the place of the library's value and uncertainty throughout the workbook; "
        "every column is required. A table of a province or a firm is filled in with twinledger factors add.",
    )


def own_factor_sheet() -> Sheet:
    """The sheet of own factors, which stands before that of the library's."""
    return sheet(
        "own_factors",
        "自有因子 | Own factors",
        own_factor_table(),
        tab="library",
        intro="有自己来源的因子（省级公布值、企业实测值等）填在这里；审核逐条列出并给出对结果的影响。"
        " | Factors with a source of your own (values of a province, measurements of a firm); the review lists "
        "each with what it changes.",
    )


OWN_FACTORS_CHECK = (
    both("自有因子表中需改正的行 | rows to correct among the own factors"),
    bad("own_factors_check"),
    "own_factors",
)
"""What the sheet of checks counts."""
