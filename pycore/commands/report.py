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
    from pycore.report.into import Refilled

_SHOWN = 12
_NO_FORM = Text(
    "请用 --docx、--html 或 --pptx 指定要生成的文件，也可同时要几种。",
    "Name the file to write with --docx, --html or --pptx, or one with each.",
)

_NO_PAIR = Text(
    "--into 和 -o 须同时给出：--into 是已编辑的报告，-o 是填好后的新文件，原报告不会改动。",
    "Give --into and -o together: --into is the report that was edited, -o the new file; the former is never changed.",
)


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    command = confined(["book", "since"], ["docx", "html", "pptx", "refilled_to"], documents=["into"])
    app.command("report", cls=command)(report)


def report(
    ctx: typer.Context,
    book: Annotated[Path, typer.Argument(help="填好的工作簿 / the filled workbook", show_default=False)],
    docx: Annotated[Path | None, typer.Option("--docx", help="生成 Word 文件 / write a Word file (.docx)")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="生成单个网页 / write one web page (.html)")] = None,
    pptx: Annotated[Path | None, typer.Option("--pptx", help="生成幻灯片 / write slides for a talk (.pptx)")] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            help="填入已编辑的报告，自己写的内容保留，结果写到 -o / refill a report that was edited since; goes to -o",
        ),
    ] = None,
    refilled_to: Annotated[
        Path | None, typer.Option("-o", "--output", help="--into 的结果 / result of --into (.docx)")
    ] = None,
    since: Annotated[
        Path | None, typer.Option("--since", help="附与前一稿的修改清单 / add the changes since an earlier workbook")
    ] = None,
    chapter: Annotated[
        str,
        typer.Option(
            "--chapter",
            metavar="NAME",
            help="工作簿有多份报告时选哪一份 / which one, of a workbook with several reports",
        ),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace an existing file")] = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """生成报告章节：表、图、结论、数据来源、不确定性与局限 / write the report: tables, pictures, conclusion, sources, limits."""
    from pycore.commands.change_list import changes_since
    from pycore.package.atomic import write_atomically
    from pycore.report.calculated import calculate_book
    from pycore.report.compose import compose
    from pycore.report.html import html_text
    from pycore.report.into import refill
    from pycore.report.word import docx_bytes

    language = read_language(lang)
    # Without --lang the report is in the language of the workbook.
    source = ctx.get_parameter_source("lang")
    asked = None if source is not None and source.name == "DEFAULT" else language
    targets = [target for target in (docx, html, pptx, refilled_to) if target is not None]
    if not targets and into is None:
        raise stop(_NO_FORM, language, 2)
    if (into is None) != (refilled_to is None):
        raise stop(_NO_PAIR, language, 2)
    given = [path for path in (book, into, since) if path is not None]
    check_targets(targets, given)
    for target, suffixes in (
        (docx, (".docx",)),
        (html, (".html", ".htm")),
        (pptx, (".pptx",)),
        (refilled_to, (".docx",)),
    ):
        if target is not None:
            check_targets([target], given, suffixes)
            check_new(target, force)
    calculated = calculate_book(book, asked)
    changes = None if since is None else changes_since(since, book)
    document = compose(calculated, calculated.book.language, changes, chapter)
    refilled = None if into is None else refill(into.read_bytes(), document)
    # All are made before any is written.
    made = [
        *([(docx, docx_bytes(document))] if docx is not None else []),
        *([(html, html_text(document).encode())] if html is not None else []),
        *([(pptx, _slides(document))] if pptx is not None else []),
        *([(refilled_to, refilled.data)] if refilled_to is not None and refilled is not None else []),
    ]
    for target, data in made:
        write_atomically(target, data)
    where = Text("、", " and ")[language].join(str(target) for target in targets)
    say(Text(f"报告已写入 {where}。", f"The report is at {where}.")[language])
    if refilled is not None:
        _refilled_said(refilled, document, language)
    _attention(calculated, document, language)


def _slides(document: Document) -> bytes:
    """Write the slides; the library for them is loaded for nothing else."""
    from pycore.report.slides import pptx_bytes

    return pptx_bytes(document)


def _refilled_said(refilled: Refilled, document: Document, language: Language) -> None:
    """Say what became of the parts of a report that was filled anew."""
    say(
        Text(
            f"已重填 {len(refilled.refilled)} 个部分，新增 {len(refilled.added)} 个；其余内容和标题未动。目录和编号请在 Word 中按 F9 更新。",
            f"{len(refilled.refilled)} parts were refilled and {len(refilled.added)} added; all else, headings too, is as it "
            "was. Update contents and numbers in Word (F9).",
        )[language]
    )
    from pycore.report.document import Grid, Plate, plain

    names = {b.mark: plain(b.caption) if isinstance(b, Grid | Plate) else b.mark for b in document.blocks}
    for marks, text in (
        (refilled.removed, Text("报告不再有以下部分，已移去", "No longer in the report and taken out")),
        (
            refilled.deleted,
            Text("以下部分在原报告中已被删去，未再放入", "Deleted in the report that was given and left out"),
        ),
    ):
        if marks:
            between = Text("、", ", ")[language].join(names.get(mark, mark) for mark in marks[:_SHOWN])
            more = "…" if len(marks) > _SHOWN else ""
            colon, end = ("：", "。") if language == "zh" else (": ", ".")
            say_error(f"{text[language]}{colon}{between}{more}{end}")


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
