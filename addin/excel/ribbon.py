"""The tab of the add-in: its buttons with their words, and the customUI part that Excel reads.

The labels come from callbacks, so that one add-in file serves both languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from pycore.language import Text

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
TAB = "tlTab"


@dataclass(frozen=True, slots=True)
class Button:
    """One button: its id in the ribbon and in `TLRibbonClicked`, Office's icon, label and tip."""

    id: str
    icon: str
    label: Text
    tip: Text
    large: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Buttons that stand together."""

    id: str
    label: Text
    buttons: tuple[Button, ...]


GROUPS = (
    Group(
        "tlBookGroup",
        Text("工作簿", "Workbook"),
        (
            Button("tlNew", "FileNew", Text("新建工作簿", "New workbook"),
                   Text("按模板新建一个空白工作簿。", "Make a blank workbook from a template."), large=True),
            Button("tlCalculate", "CalculateNow", Text("计算", "Calculate"),
                   Text("重新识别全部函数并重算所有打开的工作簿。", "Look all functions up again and recalculate every open workbook."), large=True),
        ),
    ),
    Group(
        "tlCellGroup",
        Text("单元格", "Cell"),
        (
            Button("tlExplain", "FormulaEvaluate", Text("解释所选单元格", "Explain the cell"),
                   Text("说明所选单元格的数从哪里来，一直追到填写的数和因子来源。", "Say where the number in the selected cell comes from, down to inputs and factor sources."), large=True),
            Button("tlFactors", "FindDialog", Text("查因子", "Find a factor"),
                   Text("在因子库中查找：数值、单位、来源、年份、可信标志。", "Search the factor library: value, unit, source, year, trust flag."), large=True),
        ),
    ),
    Group(
        "tlReviewGroup",
        Text("核对", "Review"),
        (
            Button("tlCheck", "DataValidation", Text("检查填写", "Check inputs"),
                   Text("逐格检查填写的内容：缺什么、哪里超出范围。", "Check every input: what is missing, what is out of range."), large=True),
            Button("tlReview", "ReviewAcceptChange", Text("审核", "Review"),
                   Text("按审核规则复算，在浏览器中列出发现。", "Recompute by the review rules and show the findings in the browser.")),
            Button("tlReport", "FileSaveAsWebPage", Text("生成报告", "Report"),
                   Text("由工作簿生成报告章节（Word 或网页）。", "Write the report chapter from the workbook (Word or web page).")),
        ),
    ),
    Group(
        "tlAboutGroup",
        Text("加载项", "Add-in"),
        (
            Button("tlSettings", "AddInManager", Text("设置", "Settings"),
                   Text("语言和 Python 的位置。", "Language, and where Python is.")),
            Button("tlAbout", "Info", Text("关于", "About"),
                   Text("版本、许可和状态。", "Versions, licences and state.")),
        ),
    ),
)  # fmt: skip

MESSAGES = {
    "failed": Text("没有完成。", "This was not done."),
    "no_workbook": Text("没有打开的工作簿。请先打开一个工作簿。", "No workbook is open. Open one first."),
    "no_python": Text(
        "没有找到 Python。请在“设置”中填写 pythonw.exe 的完整路径。",
        "Python was not found. Enter the full path of pythonw.exe under Settings.",
    ),
    "no_library": Text(
        "没有找到 xlwings 的程序库。请在“设置”中核对 Python 的位置：",
        "The library of xlwings was not found. Check the place of Python under Settings:",
    ),
    "no_core": Text(
        "计算核心没有回应，单元格由原生公式计算。请在“设置”中核对 Python 的位置。",
        "The core does not answer; cells calculate by their native formulas. Check the place of Python under Settings.",
    ),
    "core_is_off": Text(
        "已重算，但本工作簿仍由原生公式计算：计算核心没有回应。请在“设置”中核对 Python 的位置，然后再点“计算”。",
        "Recalculated, but this workbook still calculates by its native formulas: the core does not answer. "
        "Check the place of Python under Settings, then click Calculate again.",
    ),
    "which_kind": Text("工作簿种类：", "Kind of workbook:"),
    "which_factor": Text("要查的词，如“柴油”：", "Words to look for, such as diesel:"),
    "which_language": Text("语言：zh 或 en", "Language: zh or en"),
    "which_python": Text(
        "pythonw.exe 的完整路径（留空则用安装程序所带的）：",
        "Full path of pythonw.exe (blank: the one that was installed with the add-in):",
    ),
}


def texts() -> dict[str, Text]:
    """Return everything that the add-in's VBA says, by id."""
    said = {f"{TAB}.label": Text("碳污双账", "TwinLedger")}
    for group in GROUPS:
        said[f"{group.id}.label"] = group.label
        for button in group.buttons:
            said[f"{button.id}.label"] = button.label
            said[f"{button.id}.tip"] = button.tip
    return said | MESSAGES


def custom_ui() -> str:
    """Return the customUI14 part."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{NAMESPACE}" onLoad="TLRibbon.TLRibbonLoaded"><ribbon><tabs>'
        f'<tab id="{TAB}" getLabel="TLRibbon.TLRibbonLabel">{"".join(map(_group, GROUPS))}</tab>'
        "</tabs></ribbon></customUI>\n"
    )


def _group(group: Group) -> str:
    buttons = "".join(map(_button, group.buttons))
    return f'<group id="{group.id}" getLabel="TLRibbon.TLRibbonLabel">{buttons}</group>'


def _button(button: Button) -> str:
    return (
        f'<button id="{button.id}" size="{"large" if button.large else "normal"}" imageMso={quoteattr(button.icon)} '
        'getLabel="TLRibbon.TLRibbonLabel" getScreentip="TLRibbon.TLRibbonLabel" '
        'getSupertip="TLRibbon.TLRibbonTip" onAction="TLRibbon.TLRibbonClicked"/>'
    )
