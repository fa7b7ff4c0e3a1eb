"""The cover of a workbook: what it is, whether the add-in calculates, how to fill it in, what changed."""

from __future__ import annotations

from pycore.language import Text, as_text, both
from pycore.sheets.definition import Field, Kind, Lines, Panel
from workbooks.common.cells import in_words
from workbooks.common.fields import derived, fixed, verdict
from workbooks.common.pages import panel

COLOURS = both(
    "浅黄色单元格、蓝色数字为填写项；灰蓝色为因子库缺省值；白色为计算结果；绿色或红色为检查结果。"
    " | Light yellow cells with blue figures are to be filled in; grey-blue "
    "are library defaults; white is calculated; green and red are checks."
)
OWN_VALUES = both(
    "每个缺省因子都可用旁边的“自有值”代替，须填替代理由；每行都应填写佐证材料。"
    " | Every default can be replaced by the own value beside it, with a reason; every row wants its evidence."
)
PROTECTION = both(
    "工作表受保护但没有密码，只防误改；公式可以查看。台账行不够时用 twinledger upgrade --rows "
    "加长；或先撤销工作表保护，在台账中间插入行，再把上一行的公式复制到新行（没有公式的行不计入，“检查”表会指出）。"
    " | Sheets are protected without a password, against slips only; formulas can be read. To extend a ledger "
    "use twinledger upgrade --rows; or unprotect the sheet, insert rows in the middle of the ledger and copy "
    "the formulas of the row above (a row without formulas is not counted, and the sheet Checks says so)."
)
_ADDIN = (
    "TRUE：由 TwinLedger 计算核心计算；FALSE：由单元格中的原生公式计算，结果相同。"
    " | TRUE: the TwinLedger core calculates; FALSE: the native formulas in the same cells do, with the same results."
)
_CHECKS = in_words(
    'IF(checks_total=0,"✓ {}","✗ "&checks_total&" {}")',
    "全部通过 | all passed",
    "项待处理，见“检查”表 | open, see the sheet Checks",
)


def cover_panel(template: str, version: str, guide: Text, *more: Field) -> Panel:
    """What the reader, the engine and the review know a workbook by: template, version, language; add-in and checks."""
    return panel(
        "cover",
        "工作簿 | This workbook",
        fixed("template", "模板 | template", template),
        fixed("version", "模板版本 | template version", version),
        fixed("language", "语言 | language", both("zh | en")),
        fixed("guide", "依据 | based on", guide),
        derived(
            "addin",
            "TwinLedger 加载项可用 | TwinLedger add-in present",
            "",
            "NOT(ISERROR(TL_VERSION()))",
            kind=Kind.TEXT,
        ),
        verdict("checks", "检查结果 | checks", _CHECKS),
        *more,
        helps={"addin": _ADDIN},
    )


def howto(*lines: Text | str) -> Lines:
    """The instructions, numbered."""
    numbered = tuple(as_text(line).within(f"{i}. {{}}") for i, line in enumerate(lines, 1))
    return Lines(key="howto", title=both("填写说明 | How to fill it in"), lines=numbered)


def changes(*lines: Text | str) -> Lines:
    """The change log, newest last."""
    return Lines(key="changes", title=both("更新记录 | Change log"), lines=tuple(as_text(line) for line in lines))
