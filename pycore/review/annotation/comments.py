"""The comments of a sheet: what each says, their part, and the drawing with their boxes."""

from __future__ import annotations

from collections.abc import Mapping

from pycore.cells.addresses import column_letters
from pycore.findings.finding import SEVERITY_WORDS, Finding
from pycore.findings.groups import Group
from pycore.language import Language, Text
from pycore.review.annotation.inline_text import inline

AUTHOR = "TwinLedger"
BLOCK = 1024
"""Ids of shapes come in blocks; a drawing has blocks of its own."""


def comment(finding: Finding, language: Language, group: Group) -> str:
    """Say a finding of a group in a comment on its cell, with what it follows from or what follows from it."""
    zh = language == "zh"
    effect = finding.effect[language] if finding.effect is not None else ""
    lines = [
        f"[{SEVERITY_WORDS[finding.severity][language]}] {finding.rule}"
        + (f" {finding.cell}" if ":" in finding.cell else ""),
        finding.found[language],
        f"{'应为' if zh else 'expected '}{finding.expected[language]}",
        finding.action[language],
        effect,
        _related(finding, language, group),
    ]
    return "\n".join(line for line in lines if line)


def _related(finding: Finding, language: Language, group: Group) -> str:
    """Say in a line what a finding follows from, or what follows from it; "" for neither."""
    if finding is not group.cause:
        where = group.cause.where
        return Text(f"随“{where}”的发现而来：先处理该处。", f"Follows from the finding at {where}: settle that first.")[
            language
        ]
    return "" if group.said is None else group.said[language] + ("。" if language == "zh" else ".")


def comments_part(texts: Mapping[tuple[int, int], str], namespace: str) -> bytes:
    """Write the part with the comments, by row and column."""
    comments = "".join(
        f'<comment ref="{column_letters(column)}{row}" authorId="0"><text><r>{inline(text)}</r></text></comment>'
        for (row, column), text in texts.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{namespace}"><authors><author>{AUTHOR}</author>'
        f"</authors><commentList>{comments}</commentList></comments>"
    ).encode()


def blocks_of(count: int) -> int:
    """Count the blocks of ids that so many boxes take, and one for the drawing itself."""
    return count // BLOCK + 1


def drawing_part(texts: Mapping[tuple[int, int], str], first: int) -> bytes:
    """Write the drawing with the boxes of the comments; its blocks of ids begin with `first`."""
    shapes = []
    for number, ((row, column), text) in enumerate(texts.items(), 1):
        height = min(24, 3 + sum(1 + len(line) // 30 for line in text.split("\n")))
        top = max(row - 2, 0)
        anchor = f"{column}, 15, {top}, 10, {column + 3}, 60, {top + height}, 4"
        shapes.append(
            f'<v:shape id="_x0000_s{BLOCK * first + number}" type="#_x0000_t202" '
            'style="position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:120pt;z-index:'
            f'{number};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
            '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
            f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )
    ids = ",".join(str(first + i) for i in range(blocks_of(len(texts))))
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{ids}"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        + "".join(shapes)
        + "</xml>"
    ).encode()
