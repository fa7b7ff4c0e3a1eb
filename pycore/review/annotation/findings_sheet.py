"""The sheet that lists the findings and links to their cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from xml.sax.saxutils import quoteattr

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Area
from pycore.findings.finding import SEVERITY_WORDS, Finding
from pycore.findings.groups import Group, grouped
from pycore.language import Language, Text
from pycore.review.annotation.inline_text import cleaned, inline

FINDINGS_SHEET = Text("审核发现", "Findings")

_HEADS = (
    (Text("序号", "no."), 6.0),
    (Text("级别", "severity"), 10.0),
    (Text("位置", "cell"), 24.0),
    (Text("发现", "found"), 48.0),
    (Text("应为", "expected"), 40.0),
    (Text("处理", "what to do"), 40.0),
    (Text("影响", "effect"), 40.0),
    (Text("规则", "rule"), 28.0),
)
_INTRO = Text(
    "TwinLedger 审核发现。本表和各单元格的批注由审核添加，其余内容与提交的文件相同。点击“位置”可跳到单元格。",
    "Findings of the TwinLedger review. This sheet and the comments on cells were added by the review; all else is as it was "
    "submitted. Click a cell in the third column to go there.",
)


def sheet_part(
    findings: Sequence[Finding], sheets: Collection[str], language: Language, namespace: str, wrapped: int
) -> bytes:
    """Write the sheet.

    Args:
        sheets: names of the sheets to which a link can lead.
        namespace: of the sheet's elements.
        wrapped: the style of the rows.
    """
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, (_, width) in enumerate(_HEADS, 1)
    )
    rows = [
        _row(1, [FINDINGS_SHEET[language]]),
        _row(2, [_INTRO[language]]),
        _row(4, [head[language] for head, _ in _HEADS]),
    ]
    links = []
    listed = ((finding, group) for group in grouped(findings) for finding in (group.cause, *group.beneath))
    for number, (finding, group) in enumerate(listed, 1):
        row = 4 + number
        follows = finding is not group.cause
        effect = _effect(finding, group, language)
        texts = [
            str(number), SEVERITY_WORDS[finding.severity][language], finding.where,
            ("↳ " if follows else "") + finding.found[language],
            finding.expected[language], finding.action[language], effect, finding.rule,
        ]  # fmt: skip
        # What follows from a finding is folded beneath it, to be opened at its row.
        folded = ' outlineLevel="1" hidden="1"' if follows else ' collapsed="1"' if group.beneath else ""
        rows.append(_row(row, texts, wrapped, number, folded))
        if finding.sheet in sheets:
            area = Area.of(finding.cell)
            cell = "A1" if area is None else _reference(area)
            quoted = "'" + finding.sheet.replace("'", "''") + "'"
            links.append(f'<hyperlink ref="C{row}" location={quoteattr(cleaned(f"{quoted}!{cell}"))}/>')
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        '<sheetPr><outlinePr summaryBelow="0"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" outlineLevelRow="1"/>'
        f"<cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>{linked}</worksheet>"
    ).encode()


def _effect(finding: Finding, group: Group, language: Language) -> str:
    """Say what a finding does to the results, and how much follows from it."""
    said = [finding.effect[language]] if finding.effect is not None else []
    if finding is group.cause and group.said is not None:
        said.append(group.said[language] + ("。" if language == "zh" else "."))
    return ("" if language == "zh" else " ").join(said)


def _reference(area: Area) -> str:
    first = f"{column_letters(area.first_column)}{area.first_row}"
    return first if area.size == 1 else f"{first}:{column_letters(area.last_column)}{area.last_row}"


def _row(number: int, texts: Sequence[str], style: int = 0, leading: int | None = None, attributes: str = "") -> str:
    """Write a row of texts as XML; the first cell may hold a number."""
    styled = f' s="{style}"' if style else ""
    cells = [
        f'<c r="{column_letters(i)}{number}"{styled} t="inlineStr"><is>{inline(text)}</is></c>'
        for i, text in enumerate(texts, 1)
        if text
    ]
    if leading is not None:
        cells[0] = f'<c r="A{number}"{styled}><v>{leading}</v></c>'
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


def wrapped_style(styles: str) -> int:
    """Find a plain style that wraps its text among those of a workbook; 0 where there is none."""
    formats = re.search(r"<cellXfs\b.*?</cellXfs>", styles, re.DOTALL)
    if formats is None:
        return 0
    found = re.findall(r"<xf\b[^>]*?/>|<xf\b.*?</xf>", formats[0], re.DOTALL)
    return next(
        (
            i
            for i, xf in enumerate(found)
            if 'wrapText="1"' in xf and 'fillId="0"' in xf and 'horizontal="c' not in xf and 'textRotation' not in xf
        ),
        0,
    )  # fmt: skip
