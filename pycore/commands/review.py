"""`twinledger review`: say of submitted workbooks whether they prove themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pycore.commands.output import (
    JsonOption,
    Lang,
    LanguageOption,
    headed,
    print_json,
    print_table,
    read_language,
    say,
    say_error,
    stop,
)
from pycore.commands.targets import check_targets, make_folder, names_in_folder
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.findings.groups import Group
    from pycore.review.result import Review

_SHOWN = 60
_NAMED = 6
"""Findings that follow from another which are named beneath it; `--json` has all."""
_OVERVIEW = ("overview.html", "overview.xlsx", "overview.csv")
_SEVERITY = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "note": Text("提示", "note"),
}


_ONE_COPY = Text(
    "--clean-copy 一次只写一个文件的干净副本，请只给出一个工作簿。",
    "--clean-copy writes the clean copy of one file: name one workbook.",
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("review")(review)


def review(
    books: Annotated[list[Path], typer.Argument(help="提交的工作簿 / submitted workbooks")],
    as_json: JsonOption = False,
    sarif: Annotated[Path | None, typer.Option("--sarif", help="另存 SARIF 文件 / also write a SARIF file")] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            help="审核网页：文件，或文件夹（另有总览，xlsx、csv） / HTML page: a file, or a folder, with an overview beside",
        ),
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option("--annotate", help="把批注过的副本写到此文件夹 / folder for annotated copies"),
    ] = None,
    clean: Annotated[
        Path | None,
        typer.Option(
            "--clean-copy",
            help="把输入带入同版本的空白模板并计算，另存为此文件 / write the inputs in a fresh template, calculated, to this file",
        ),
    ] = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full", help="每个公式都按核心和原生公式各算一遍 / calculate every formula with the core and natively"
        ),
    ] = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """审核提交的工作簿 / review submitted workbooks: exit status 0 clean, 1 findings, 2 refused, 3 could not be reviewed here; of several files the highest."""
    from pycore.package.atomic import write_atomically
    from pycore.review.many import review_many
    from pycore.review.sarif import review_json
    from pycore.review.sarif import sarif as as_sarif

    language = read_language(lang)
    pages = _page_targets(books, html)
    copies = _copy_targets(books, annotate, language)
    if clean is not None and len(books) > 1:
        raise stop(_ONE_COPY, language, 2)
    folder = html if html is not None and _is_folder(books, html, pages) else None
    overviews = [] if folder is None else [folder / name for name in _OVERVIEW]
    check_targets([*pages, *overviews, *copies, *(path for path in (sarif, clean) if path is not None)], books)
    reviews = review_many(books, page=language if html is not None else None, full=full, with_copy=clean is not None)
    if sarif is not None:
        text = json.dumps(as_sarif(reviews, language), ensure_ascii=False, indent=1)
        write_atomically(sarif, text.encode())
    if html is not None:
        # Beside JSON nothing else may stand on stdout.
        tell = say_error if as_json else say
        _write_pages(reviews, pages, language, tell)
        if folder is not None:
            _write_overview(reviews, pages, folder, language, tell)
    if annotate is not None:
        _annotate(books, reviews, copies, language)
    if clean is not None:
        _write_clean_copy(reviews[0], clean, language, say_error if as_json else say)
    if as_json:
        print_json([review_json(r) for r in reviews])
    else:
        for one in reviews:
            _print(one, language)
    raise typer.Exit(max(r.verdict.value for r in reviews))


def _page_targets(books: list[Path], target: Path | None) -> list[Path]:
    """Return where each page goes: the named file for one workbook, else a file for each in the named folder."""
    if target is None:
        return []
    if len(books) == 1 and target.suffix.lower() in (".html", ".htm"):
        return [target]
    return [target / name for name in names_in_folder(books, ".html", _OVERVIEW)]


def _is_folder(books: list[Path], target: Path | None, pages: list[Path]) -> bool:
    """Tell whether the pages go into a folder, where an overview lies beside them."""
    return target is not None and bool(books) and pages[:1] != [target]


def _write_overview(
    reviews: list[Review], pages: list[Path], folder: Path, language: Language, tell: Callable[[str], None]
) -> None:
    """Write the overview of the stack beside the pages, as a page, a workbook and a table, and say where it is."""
    from pycore.package.atomic import write_atomically
    from pycore.review.stack.overview import overview

    make_folder(folder)
    for name, data in overview(reviews, [page.name for page in pages], language).items():
        write_atomically(folder / name, data)
    tell(Text(f"总览：{folder / _OVERVIEW[0]}", f"Overview: {folder / _OVERVIEW[0]}")[language])


def _copy_targets(books: list[Path], folder: Path | None, language: Language) -> list[Path]:
    """Return where each annotated copy goes, in the folder that was named; none without one."""
    if folder is None:
        return []
    ending = f"_{Text('审核', 'reviewed')[language]}.xlsx"
    return [folder / name for name in names_in_folder(books, ending)]


def _write_pages(reviews: list[Review], targets: list[Path], language: Language, tell: Callable[[str], None]) -> None:
    """Write the page of each review that has one, and say where it is."""
    from pycore.package.atomic import write_atomically

    for one, path in zip(reviews, targets, strict=True):
        if one.page:
            make_folder(path.parent)
            write_atomically(path, one.page.encode())
            tell(Text(f"审核网页：{path}", f"HTML page: {path}")[language])


def _write_clean_copy(review: Review, target: Path, language: Language, tell: Callable[[str], None]) -> None:
    """Write the clean copy of a file, or say that there is none."""
    import base64

    from pycore.package.atomic import write_atomically

    if not review.clean_copy:
        say_error(Text("没有干净副本：原因见审核发现。", "There is no clean copy: the findings say why.")[language])
        return
    make_folder(target.parent)
    write_atomically(target, base64.b64decode(review.clean_copy))
    tell(Text(f"干净副本：{target}", f"clean copy: {target}")[language])


def _annotate(books: list[Path], reviews: list[Review], targets: list[Path], language: Language) -> None:
    """Write a copy of each file that could be read, with its findings as comments; the submitted files stay as they are."""
    from pycore.package.atomic import write_atomically
    from pycore.review.annotation.annotate import annotated_copy

    for book, one, target in zip(books, reviews, targets, strict=True):
        if one.verdict.was_read:
            make_folder(target.parent)
            write_atomically(target, annotated_copy(book.read_bytes(), one.findings, language))


def _row(group: Group, language: Language) -> list[str]:
    """Write a finding as a row: what follows from it is counted and named, and not said at length."""
    said = group.cause.sentence(language)
    if group.said is not None:
        named = ", ".join(f"{f.rule} {f.where}".rstrip() for f in group.beneath[:_NAMED])
        more = "…" if len(group.beneath) > _NAMED else ""
        colon, end = ("：", "。") if language == "zh" else (": ", ".")
        said += f"\n↳ {group.said[language]}{colon + named + more if named else end}"
    return [_SEVERITY[group.cause.severity.value][language], group.cause.rule, said]


def _print(review: Review, language: Language) -> None:
    """Print the verdict with the number of findings by severity, the key figures, and the first findings."""
    from pycore.findings.groups import grouped

    zh = language == "zh"
    counts = "、".join if zh else ", ".join
    kinds = [
        f"{_SEVERITY[s][language]} {n}"
        for s in ("error", "warning", "note")
        if (n := sum(f.severity.value == s for f in review.findings))
    ]
    say(
        headed(review.file, language)
        + review.verdict.text[language]
        + (f"（{counts(kinds)}）" if kinds and zh else f" ({counts(kinds)})" if kinds else "")
    )
    if review.template:
        say(
            Text(
                f"  模板 {review.template} {review.version}；公式 {review.formulas:,} 个、{review.families} 族，其中 {review.touched} 族被改动；用时 {review.seconds:.2f} s",
                f"  template {review.template} {review.version}; {review.formulas:,} formulas in {review.families} families, "
                f"{review.touched} of them touched; {review.seconds:.2f} s",
            )[language]
        )
        if review.proven:
            say(f"  {review.proof[language]}")
    if review.key_figures:
        _print_figures(review, language)
    groups = grouped(review.findings)
    if groups:
        heads = [Text("级别", "severity"), Text("规则", "rule"), Text("位置与说明", "where and what")]
        print_table(
            Text("审核发现", "Findings")[language],
            [h[language] for h in heads],
            [_row(group, language) for group in groups[:_SHOWN]],
        )
        if len(groups) > _SHOWN:
            more = sum(1 + len(group.beneath) for group in groups[_SHOWN:])
            say(
                Text(f"…另有 {more} 条，用 --json 查看全部。", f"… and {more} more: see them all with --json.")[
                    language
                ]
            )


def _print_figures(review: Review, language: Language) -> None:
    """Print the key figures as a table: value in the file, value calculated anew, cell."""
    from pycore.reading.tables import shown
    from pycore.review.page.words import WORDS

    heads = [
        Text("结果", "result"),
        Text("文件中的值", "in the file"),
        Text("复算值", "recalculated"),
        Text("单元格", "cell"),
    ]
    # Of an untouched template the calculation is that of its clean copy, and is said once.
    apart = review.clean_differs
    if apart:
        heads.insert(3, WORDS["clean_copy"])
    rows = [
        [
            f"{f.label} {f.title[language]}".strip(),
            shown(f.cached, "#,##0.0000"),
            shown(f.core, "#,##0.0000") if f.recalculated else WORDS["not_recalculated"][language],
            *([shown(f.clean, "#,##0.0000") if f.has_clean else "–"] if apart else []),
            f.cell,
        ]
        for f in review.key_figures
    ]
    print_table(Text("主要结果", "Key figures")[language], [h[language] for h in heads], rows)
    if any(not f.recalculated for f in review.key_figures):
        say(WORDS["not_recalculated_said"][language])
