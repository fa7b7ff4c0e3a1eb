"""Alternatives of a project: groups such as gasifier or drive, each with options of which one is chosen.

A row of a ledger that belongs to an option names it, ``GROUP/OPTION``; it counts where its option is the chosen one,
and nothing is calculated from it elsewhere. A row that names none always counts.
"""

from __future__ import annotations

from pycore.equations.domain import ANY
from pycore.language import both
from pycore.sheets.definition import Column, Kind, Role
from pycore.sheets.meanings import Meaning
from workbooks.common import said
from workbooks.common.cells import blank_if, either
from workbooks.common.columns import EVIDENCE, calculated, choice, number, text
from workbooks.common.pages import calculated_text, free_sheet, table

GROUPS, OPTIONS = 6, 6
"""At most so many groups, each of so many options."""
COST = "万元/a | 10⁴ CNY/a"

ALTERNATIVE = choice(
    "alternative",
    "备选方案（组/选项） | alternative (group/option)",
    "=variants_id",
    width=18,
    meaning=Meaning.ALTERNATIVE,
    help=both(
        "属于某一备选方案的行选“组/选项”；未被选用的选项的行不计入。空白始终计入。 | A row of an option names it; rows of options "
        "that are not chosen do not count. Blank: always counts."
    ),
)
COUNTED = "[counting]<>0"
"""The condition under which a row of a ledger is calculated."""


def counts(filled: str) -> Column:
    """Whether a row counts: 1, or 0 where its option is not the chosen one; an error where there is no such option.

    Args:
        filled: the column that every row fills in.
    """
    chosen = "INDEX(variants_chosen,MATCH([alternative],variants_id,0))"
    return Column(
        key="counting",
        title=both("计入 | counts"),
        role=Role.CALCULATED,
        kind=Kind.NUMBER,
        formula=f'IF([alternative]<>"",{chosen},IF([{filled}]="","",1))',
        format='"✓";"–";"–"',
        width=8,
        meaning=Meaning.COUNTS,
    )


_OF_GROUP = "COUNTIFS(variants_group,[group],variants_id,[chosen])"
_GROUP_CHECK = said.first_of(
    ('AND([group]="",[chosen]="")', ""),
    ('[group]=""', "✗ 缺组名 | ✗ name of the group missing"),
    ("COUNTIF(variant_groups_group,[group])>1", "✗ 组名重复 | ✗ two groups of this name"),
    ("COUNTIF(variants_group,[group])=0", "✗ 该组没有选项 | ✗ the group has no options"),
    (
        f"COUNTIF(variants_group,[group])>{OPTIONS}",
        f"✗ 一组最多 {OPTIONS} 个选项 | ✗ at most {OPTIONS} options a group",
    ),
    ('[chosen]=""', "✗ 未选用方案，该组各行都不计入 | ✗ none chosen: no row of the group counts"),
    (f"{_OF_GROUP}=0", "✗ 选用的方案不属于该组 | ✗ the option chosen is not of this group"),
    otherwise="✓",
)
# A group of which no option is compared keeps its option, which a comparison then depends on.
_KEPT = blank_if('COUNTIFS(variants_group,[group],variants_id,"?*",variants_compared,"<>"&yesno_no)>0', '[chosen]&""')
_VARIANT_CHECK = said.first_of(
    ('AND([group]="",[option]="")', ""),
    (either(('[group]=""', '[option]=""')), "✗ 缺组或选项 | ✗ group or option missing"),
    ("COUNTIF(variant_groups_group,[group])=0", "✗ 该组不在上表中 | ✗ no such group in the table above"),
    ("COUNTIF(variants_id,[id])>1", "✗ 选项重复 | ✗ option given twice"),
    (
        "COUNT([annual_cost],[investment])<COUNTA([annual_cost],[investment])",
        "✗ 成本不是数值 | ✗ a cost is not a number",
    ),
    ('AND([compared]<>"",[compared]<>yesno_yes,[compared]<>yesno_no)', "✗ 比较填是或否 | ✗ compared is yes or no"),
    otherwise="✓",
)

VARIANT_GROUPS = table(
    "variant_groups",
    "方案组：每组选用一个方案 | Groups of alternatives, of which one is chosen",
    "28 36 40 24",
    text("group", "组（如 气化、驱动、供汽） | group (gasifier, drive, steam)", meaning=Meaning.ALTERNATIVE_GROUP),
    choice(
        "chosen", "选用的方案（组/选项） | option chosen (group/option)", "=variants_id", meaning=Meaning.CHOSEN_OPTION
    ),
    calculated_text("check", "检查 | check", said.or_error(_GROUP_CHECK, "✗ 计算出错 | ✗ error"), role=Role.CHECK),
    calculated_text("kept", "不比较的组的方案 | option of a group that is not compared", _KEPT, helper=True),
    rows=GROUPS,
)
VARIANTS = table(
    "variants",
    "备选方案 | Alternatives",
    "28 28 36 16 16 12 10 26 34",
    choice("group", "组 | group", "=variant_groups_group", meaning=Meaning.GROUP_OF_OPTION),
    text("option", "选项 | option"),
    calculated_text(
        "id",
        "组/选项 | group/option",
        blank_if(either(('[group]=""', '[option]=""')), '[group]&"/"&[option]'),
        meaning=Meaning.OPTION_ID,
    ),
    number("investment", "投资 | investment", "万元 | 10⁴ CNY", ANY),
    number("annual_cost", "年成本（含折旧） | annual cost (with depreciation)", COST, ANY),
    choice("compared", "参与比较 | compared", "yesno", blank="空白为是 | blank: yes", meaning=Meaning.COMPARED),
    calculated(
        "chosen",
        "选用 | chosen",
        "",
        blank_if('[id]=""', "IF(COUNTIF(variant_groups_chosen,[id])>0,1,0)"),
        format='"✓";"–";"–"',
    ),
    EVIDENCE,
    calculated_text("check", "检查 | check", said.or_error(_VARIANT_CHECK, "✗ 计算出错 | ✗ error"), role=Role.CHECK),
    rows=GROUPS * OPTIONS,
    note="台账中属于某一选项的行在“备选方案”列选择“组/选项”；未选用的选项的行保留在台账中，但不计入任何结果。空白的行始终计入。"
    " | A row of a ledger that belongs to an option names it in the column alternative; rows of options that are not "
    "chosen stay in the ledger and count nowhere. A row that names none always counts.",
)
ALTERNATIVES = free_sheet(
    "alternatives",
    "备选方案 | Alternatives",
    VARIANT_GROUPS,
    VARIANTS,
    tab="input",
    page="one page",
    intro="气化、驱动、供汽、供电、捕集等方案的比较：先在上表列出方案组，再在下表列出各组的选项，最后为每组选用一个。不比较方案时留空。"
    " | For comparing gasifiers, drives, steam, power or capture: name the groups, list the options of each below, and "
    "choose one of each group. Leave it blank where nothing is compared.",
)
