"""What a file brings along that enters no calculation: a signature, an ending that allows macros."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.package.main_types import other_type
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    members = subject.book.package.members
    signatures = [m for m in members if m.lower().startswith("_xmlsignatures/") and m.lower().endswith(".xml")]
    if signatures:
        yield RULE.at(
            None,
            Text(f"文件带有 {len(signatures)} 个数字签名", f"the file has {len(signatures)} digital signature(s)"),
            Text("未签名的文件，或在 Excel 中核验过的签名", "no signature, or one that was verified in Excel"),
            Text(
                "本审核不核验签名；请在 Excel 中查看。任何改写（含结果副本）都会使签名失效。",
                "This review does not verify it; look at it in Excel. Any copy that is written anew loses it.",
            ),
        )
    ending = other_type(members)
    if ending:
        yield RULE.at(
            None,
            Text(f"文件以 {ending} 类型保存，其中没有宏", f"the file was saved as {ending}; no macros are in it"),
            Text(".xlsx 工作簿", "an .xlsx workbook"),
            Text("请另存为 .xlsx 后提交。", "Save it as .xlsx."),
        )


RULE = Rule(
    "file-extras",
    5,
    Text("数字签名、允许宏的文件类型等附带内容", "Signatures, file types that allow macros, and the like"),
    Severity.NOTE,
    _check,
)
