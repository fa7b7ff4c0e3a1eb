"""`twinledger report`: the chapter that has to be handed in, from a filled workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pycore.commands.confined import confined
from pycore.commands.output import Lang, LanguageOption, read_language, say, say_error, stop
from pycore.commands.targets import check_new, check_targets
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.report.calculated import Calculated
    from pycore.report.document import Document

_SHOWN = 12
_NO_FORM = Text(
    "请用 --docx 或 --html 指定要生成的文件，也可两者都要。",
    "Name the file to write with --docx or with --html, or one with each.",
)


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("report", cls=confined(["book"], ["docx", "html"]))(report)


def report(
    ctx: typer.Context,
    book: Annotated[Path, typer.Argument(help="填好的工作簿 / the filled workbook", show_default=False)],
    docx: Annotated[Path | None, typer.Option("--docx", help="生成 Word 文件 / write a Word file (.docx)")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="生成单个网页 / write one web page (.html)")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace an existing file")] = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """生成报告章节：表、图、结论、数据来源、不确定性与局限 / write the report: tables, pictures, conclusion, sources, limits."""
    from pycore.package.atomic import write_atomically
    from pycore.report.calculated import calculate_book
    from pycore.report.compose import compose
    from pycore.report.html import html_text
    from pycore.report.word import docx_bytes

    language = read_language(lang)
    # Without --lang the report is in the language of the workbook.
    source = ctx.get_parameter_source("lang")
    asked = None if source is not None and source.name == "DEFAULT" else language
    targets = [target for target in (docx, html) if target is not None]
    if not targets:
        raise stop(_NO_FORM, language, 2)
    check_targets(targets, [book])
    for target, suffixes in ((docx, (".docx",)), (html, (".html", ".htm"))):
        if target is not None:
            check_targets([target], [book], suffixes)
            check_new(target, force)
    calculated = calculate_book(book, asked)
    document = compose(calculated, calculated.book.language)
    # Both are made before either is written.
    made = [
        *([(docx, docx_bytes(document))] if docx is not None else []),
        *([(html, html_text(document).encode())] if html is not None else []),
    ]
    for target, data in made:
        write_atomically(target, data)
    where = Text("、", " and ")[language].join(str(target) for target in targets)
    say(Text(f"报告已写入 {where}。", f"The report is at {where}.")[language])
    _attention(calculated, document, language)


def _attention(calculated: Calculated, document: Document, language: Language) -> None:
    """Say on stderr what a person must look at before the report is handed in."""
    if calculated.stale:
        say_error(
            Text(
                f"文件中的数值与重新计算的不同（{len(calculated.stale)} 个单元格），报告采用重新计算的数值。",
                f"The values in the file are not those calculated anew ({len(calculated.stale)} cells); the report has the "
                "latter.",
            )[language]
        )
    if calculated.problems:
        say_error(
            Text(
                f"工作簿中有 {len(calculated.problems)} 处填写须改正，已列入报告的数据来源一节。",
                f"{len(calculated.problems)} inputs of the workbook need correction; the report lists them.",
            )[language]
        )
    points = document.open_points
    if points:
        shown = ("；" if language == "zh" else "; ").join(points[:_SHOWN])
        more = "…" if len(points) > _SHOWN else ""
        say_error(
            Text(
                f"报告中有 {len(points)} 处以底色标出，须补充或确认：{shown}{more}",
                f"Marked in the report, to be completed or confirmed ({len(points)}): {shown}{more}",
            )[language]
        )
