"""XML of a workbook that is not read, and what is said of it."""

from __future__ import annotations

import re

from pycore.errors import FileProblem
from pycore.language import Text


def refuse_unreadable_xml(data: bytes, part: str) -> None:
    """Refuse XML that is not in UTF-8: places in it could not be told by bytes."""
    head = data[:200]
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", head)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if b"\x00" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff") or encoding not in ("utf-8", "utf8", "us-ascii"):
        raise FileProblem(
            Text(
                f"工作簿部件 {part} 的编码不是 UTF-8，无法安全读取。请用 Excel 或 WPS 打开后另存为 .xlsx。",
                f"The workbook part {part} is not in UTF-8 and cannot be read safely. "
                "Open it in Excel or WPS and save it as .xlsx again.",
            )
        )


def damaged(part: str, detail: str) -> FileProblem:
    """Say which part of a workbook is damaged, and what to do."""
    return FileProblem(
        Text(
            f"工作簿部件 {part} 已损坏（{detail}）。请用 Excel 或 WPS 打开修复后另存。",
            f"The workbook part {part} is damaged ({detail}). Open it in Excel or WPS, repair it and save it again.",
        )
    )


def unsafe_xml(part: str) -> FileProblem:
    """Say that a part has a document type definition, which an ordinary workbook has not."""
    return FileProblem(
        Text(
            f"工作簿部件 {part} 含有文档类型定义（DTD），正常的工作簿不会有，"
            "可能是恶意文件，已拒绝读取。请向提交者索取原文件。",
            f"The workbook part {part} has a document type definition (DTD). "
            "No ordinary workbook has one and it may be hostile, so it was refused. "
            "Ask whoever sent it for the original.",
        )
    )


def array_too_large(part: str, reference: str, size: int, largest: int) -> FileProblem:
    """Say that an array formula fills more cells than are calculated."""
    return FileProblem(
        Text(
            f"工作簿部件 {part} 中有数组公式占用 {reference}，共 {size:,} 个单元格，最多允许 {largest:,} 个。请缩小其区域后另存。",
            f"An array formula in the workbook part {part} fills {reference}, {size:,} cells, and at most {largest:,} are "
            "allowed. Make its area smaller and save the file again.",
        )
    )
