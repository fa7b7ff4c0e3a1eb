"""The rules of the gate as data: what each one found, what it expects, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pycore.findings.finding import Finding, Severity
from pycore.language import Text

LONGEST_SHOWN = 120
"""Characters of a foreign name or formula that a sentence repeats."""

MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken in one part of the package.

    Attributes:
        rule: key of `RULES`.
        part: the zip entry, empty for the file itself.
        detail: what was seen there; from the file, so shown in printable characters only.
        cell: the cell, where the part is a worksheet.
    """

    rule: str
    part: str = ""
    detail: str | Text = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class GateRule:
    """What a rule says: `found` may use ``{detail}``; the part is put before it."""

    found: Text
    expected: Text
    action: Text


_ASK = Text("请向提交者索取原文件，不要打开本文件。", "Ask whoever sent it for the original; do not open this file.")
_RESAVE = Text("请在 Excel 或 WPS 中打开原文件，另存为 .xlsx 后重新提交。", "Save it as .xlsx again in Excel or WPS.")
_REMOVE = Text("请删除该内容后重新提交。", "Remove it and submit the workbook again.")
_NONE = Text("不含此类内容", "none of these")

RULES: Mapping[str, GateRule] = {
    "gate-file": GateRule(
        Text("文件无法读取（{detail}）", "the file cannot be read ({detail})"),
        Text("可读取的 .xlsx 文件", "an .xlsx file that can be read"),
        Text("请检查路径和权限，或关闭正在使用它的程序。", "Check the path and the permissions."),
    ),
    "gate-size": GateRule(
        Text("文件过大（{detail}）", "the file is too large ({detail})"),
        Text("不超过 64 MB", "at most 64 MB"),
        Text("请删去图片等无关内容后重新保存。", "Take out pictures and the like and save it again."),
    ),
    "gate-not-zip": GateRule(
        Text("文件不是 zip 压缩包（{detail}）", "the file is no zip archive ({detail})"),
        Text(".xlsx 工作簿", "an .xlsx workbook"),
        _RESAVE,
    ),
    "gate-encrypted": GateRule(
        Text("文件已加密（{detail}）", "the file is encrypted ({detail})"),
        Text("没有打开密码的 .xlsx", "an .xlsx without a password to open it"),
        Text("请去掉打开密码后重新保存。", "Remove the password and save it again."),
    ),
    "gate-old-format": GateRule(
        Text("文件是旧的二进制格式（{detail}）", "the file is in an old binary format ({detail})"),
        Text(".xlsx 工作簿", "an .xlsx workbook"),
        _RESAVE,
    ),
    "gate-archive": GateRule(
        Text("zip 压缩包结构矛盾（{detail}）", "the zip archive contradicts itself ({detail})"),
        Text("每个条目唯一、连续、与目录一致", "entries that agree with the directory and do not overlap"),
        _RESAVE,
    ),
    "gate-entry-count": GateRule(
        Text("zip 条目过多（{detail}）", "too many zip entries ({detail})"),
        Text("不超过 2,000 个", "at most 2,000"),
        _ASK,
    ),
    "gate-entry-size": GateRule(
        Text("展开后过大（{detail}）", "it expands to too much ({detail})"),
        Text("每个部件不超过 64 MB", "at most 64 MB a part"),
        _ASK,
    ),
    "gate-entry-ratio": GateRule(
        Text(
            "压缩比过高（{detail}），疑为压缩炸弹",
            "its compression ratio is too high ({detail}), as in a zip bomb",
        ),
        Text("超过 8 MB 的部件压缩比不超过 100", "at most 100 for parts above 8 MB"),
        _ASK,
    ),
    "gate-total-size": GateRule(
        Text("全部部件展开后过大（{detail}）", "all parts together expand to too much ({detail})"),
        Text("合计不超过 256 MB", "at most 256 MB together"),
        _ASK,
    ),
    "gate-false-size": GateRule(
        Text(
            "实际内容与所声明的大小或校验值不符（{detail}）",
            "its content is not what its header declares ({detail})",
        ),
        Text("与目录所列一致的大小和 CRC-32", "the size and CRC-32 of the directory"),
        _RESAVE,
    ),
    "gate-compression": GateRule(
        Text("压缩方式不受支持（{detail}）", "its compression method is not supported ({detail})"),
        Text("不压缩或 deflate", "stored or deflate"),
        _RESAVE,
    ),
    "gate-entry-name": GateRule(
        Text("条目名不安全（{detail}）", "the entry's name is not safe ({detail})"),
        Text(
            "不含 ..、反斜杠、盘符、控制字符的相对路径",
            "a relative path without .., backslash, drive or control character",
        ),
        _ASK,
    ),
    "gate-entry-twice": GateRule(
        Text("条目名重复（{detail}）", "the entry's name comes twice ({detail})"),
        Text("不分大小写也唯一的条目名", "names that differ by more than capitals"),
        _ASK,
    ),
    "gate-nested-archive": GateRule(
        Text("内含另一个压缩包或可执行文件（{detail}）", "another archive or a program is inside ({detail})"),
        _NONE,
        _REMOVE,
    ),
    "gate-missing-part": GateRule(
        Text("缺少必要的部件（{detail}）", "a necessary part is missing ({detail})"),
        Text("完整的 .xlsx 工作簿", "a complete .xlsx workbook"),
        _RESAVE,
    ),
    "gate-foreign-part": GateRule(
        Text("部件种类不属于工作簿（{detail}）", "this kind of part does not belong in a workbook ({detail})"),
        Text("XML、图片或打印机设置", "XML, a picture or printer settings"),
        _REMOVE,
    ),
    "gate-xml-dtd": GateRule(
        Text("XML 中有 DTD 或实体声明（{detail}）", "the XML has a DTD or entity declarations ({detail})"),
        Text("没有 DTD 的 XML", "XML without a DTD"),
        _ASK,
    ),
    "gate-xml-encoding": GateRule(
        Text("XML 编码不受支持（{detail}）", "the XML's encoding is not supported ({detail})"),
        Text("UTF-8 或 UTF-16", "UTF-8 or UTF-16"),
        _RESAVE,
    ),
    "gate-xml-damaged": GateRule(
        Text("XML 已损坏（{detail}）", "the XML is damaged ({detail})"),
        Text("格式良好的 XML", "well-formed XML"),
        _RESAVE,
    ),
    "gate-xml-depth": GateRule(
        Text("XML 嵌套过深（{detail}）", "the XML is nested too deep ({detail})"),
        Text("不超过 200 层", "at most 200 levels"),
        _ASK,
    ),
    "gate-xml-elements": GateRule(
        Text("XML 元素过多（{detail}）", "the XML has too many elements ({detail})"),
        Text(
            "全部部件合计不超过 3,000,000 个，其中每个部件的关系、类型、工作表各不超过 100,000 个",
            "at most 3,000,000 in all parts together, of them 100,000 relationships, types and sheets in a part",
        ),
        _ASK,
    ),
    "gate-xml-attributes": GateRule(
        Text("一个 XML 元素的属性过多（{detail}）", "an XML element has too many attributes ({detail})"),
        Text("每个元素不超过 1,000 个", "at most 1,000 an element"),
        _ASK,
    ),
    "gate-sheet-part-twice": GateRule(
        Text("多个工作表共用一个部件（{detail}）", "several sheets are one part ({detail})"),
        Text("每个工作表有自己的部件", "a part of its own for each sheet"),
        _RESAVE,
    ),
    "gate-formula-length": GateRule(
        Text("公式过长（{detail}）", "a formula is too long ({detail})"),
        Text(
            "每条不超过 65,536 个字符，含链接等内容的公式合计不超过 3,000,000 个",
            "at most 65,536 characters each, and 3,000,000 in all that have links and the like",
        ),
        _REMOVE,
    ),
    "gate-macro": GateRule(Text("含有宏（{detail}）", "it has macros ({detail})"), _NONE, _REMOVE),
    "gate-xlm": GateRule(Text("含有 Excel 4.0 宏（{detail}）", "it has Excel 4.0 macros ({detail})"), _NONE, _REMOVE),
    "gate-dialog-sheet": GateRule(
        Text("含有对话框工作表（{detail}）", "it has a dialog sheet ({detail})"), _NONE, _REMOVE
    ),
    "gate-external-link": GateRule(
        Text("链接到其他文件（{detail}）", "it links to another file ({detail})"),
        Text(
            "不链接其他文件；仅 TwinLedger 加载项的函数除外",
            "no links but those to functions of the TwinLedger add-in",
        ),
        Text(
            "请断开链接（数据 > 编辑链接）并填入数值。",
            "Break the link (Data > Edit Links) and enter the values.",
        ),
    ),
    "gate-embedded": GateRule(
        Text("嵌有 OLE 对象或其他文件（{detail}）", "an OLE object or another file is embedded ({detail})"),
        _NONE,
        _REMOVE,
    ),
    "gate-control": GateRule(
        Text("含有 ActiveX 或窗体控件（{detail}）", "it has ActiveX or form controls ({detail})"),
        _NONE,
        _REMOVE,
    ),
    "gate-dde": GateRule(Text("含有 DDE 链接（{detail}）", "it has a DDE link ({detail})"), _NONE, _REMOVE),
    "gate-custom-ui": GateRule(
        Text("含有自定义界面（{detail}）", "it customises the user interface ({detail})"), _NONE, _REMOVE
    ),
    "gate-web-extension": GateRule(
        Text("含有网页加载项（{detail}）", "it brings a web add-in ({detail})"), _NONE, _REMOVE
    ),
    "gate-connection": GateRule(
        Text("含有外部数据连接（{detail}）", "it has a connection to outside data ({detail})"), _NONE, _REMOVE
    ),
    "gate-web-function": GateRule(
        Text("公式调用网络或外部程序（{detail}）", "a formula calls the web or another program ({detail})"),
        _NONE,
        _REMOVE,
    ),
    "gate-hyperlink": GateRule(
        Text("超链接指向文件之外（{detail}）", "a hyperlink leads out of the file ({detail})"),
        Text("公式不生成指向文件之外的链接", "no formula that makes a link out of the file"),
        Text("请删除该公式，把网址写成文本。", "Remove the formula and keep the address as text."),
    ),
    "gate-external-image": GateRule(
        Text("图片取自文件之外（{detail}）", "a picture is fetched from outside ({detail})"),
        Text("存于文件内的图片", "pictures stored in the file"),
        _REMOVE,
    ),
    "gate-external-target": GateRule(
        Text("关系指向文件之外（{detail}）", "a relationship leads out of the file ({detail})"),
        Text("指向本文件内部件的关系", "relationships to parts of the file"),
        _REMOVE,
    ),
    "gate-template": GateRule(
        Text("不是可识别的 TwinLedger 工作簿（{detail}）", "this is not a TwinLedger workbook ({detail})"),
        Text("用 twinledger new 新建的工作簿", "a workbook made by `twinledger new`"),
        Text("请从已发布的模板重新填写。", "Fill in the issued template."),
    ),
    "gate-time": GateRule(
        Text(
            "文件使计算中止，换新进程后仍然如此：读取超时（{detail}）",
            "the file brings the calculation down, in a fresh process too: reading it took too long ({detail})",
        ),
        Text("在时限内读完", "reading within the limit"),
        _ASK,
    ),
    "gate-memory": GateRule(
        Text(
            "文件使计算中止，换新进程后仍然如此：读取占用内存过多（{detail}）",
            "the file brings the calculation down, in a fresh process too: reading it took too much memory ({detail})",
        ),
        Text("在内存限额内读完", "reading within the limit"),
        _ASK,
    ),
    "gate-space": GateRule(
        Text(
            "文件使计算中止，换新进程后仍然如此：占用临时空间过多（{detail}）",
            "the file brings the calculation down, in a fresh process too: it took too much temporary space ({detail})",
        ),
        Text("在临时空间限额内读完", "reading within the limit"),
        _ASK,
    ),
    "gate-abort": GateRule(
        Text(
            "文件使计算中止，换新进程后仍然如此：读取程序崩溃（{detail}）",
            "the file brings the calculation down, in a fresh process too: the reader crashed ({detail})",
        ),
        Text("可正常读取的工作簿", "a workbook that can be read"),
        _ASK,
    ),
    "gate-crash": GateRule(
        Text("读取程序异常中止（{detail}）", "the reader broke down ({detail})"),
        Text("可正常读取的工作簿", "a workbook that can be read"),
        _RESAVE,
    ),
}


def shown(text: str) -> str:
    """Return foreign text as it may stand in a sentence: printable, on one line, not long."""
    cut = text[:LONGEST_SHOWN]
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in cut)
    return plain + "…" if len(text) > LONGEST_SHOWN else plain


def findings_of(breaches: Iterable[Breach], sheets: Mapping[str, str]) -> list[Finding]:
    """Say breaches as findings: one for each rule and part, at the first place, with the number of places.

    Args:
        breaches: what was found, in the order of the file.
        sheets: name on the tab of each worksheet part.
    """
    first: dict[tuple[str, str], Breach] = {}
    count: dict[tuple[str, str], int] = {}
    for breach in breaches:
        key = (breach.rule, breach.part)
        first.setdefault(key, breach)
        count[key] = count.get(key, 0) + 1
    return [_finding(breach, count[key], sheets) for key, breach in list(first.items())[:MOST_FINDINGS]]


def _finding(breach: Breach, places: int, sheets: Mapping[str, str]) -> Finding:
    rule, part = RULES[breach.rule], shown(breach.part)
    detail = breach.detail if isinstance(breach.detail, Text) else Text(breach.detail, breach.detail)
    found = Text(
        rule.found.zh.replace("{detail}", shown(detail.zh)),
        rule.found.en.replace("{detail}", shown(detail.en)),
    )
    if part:
        found = Text(f"部件 {part}：{found.zh}", f"part {part}: {found.en}")
    if places > 1:
        found = Text(f"{found.zh}，共 {places} 处", f"{found.en}, {places} places")
    more: dict[str, object] = {"part": part, "places": places}
    return Finding(
        rule=breach.rule,
        severity=Severity.ERROR,
        sheet=shown(sheets.get(breach.part, "")),
        cell=shown(breach.cell) if breach.part in sheets else "",
        found=found,
        expected=rule.expected,
        action=rule.action,
        more=more,
    )
