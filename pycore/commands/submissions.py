"""`twinledger compare` and `upgrade`: two submissions held against each other, an old one carried into the present template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pycore.commands.confined import confined
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
from pycore.commands.targets import check_new, check_targets
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.compare.changes import Comparison
    from pycore.compare.findings import FindingChanges
    from pycore.upgrade.report import UpgradeReport

_SHOWN = 40
"""Lines of a section that are printed; `--json` has all."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("compare", cls=confined(["old", "new"], ["html"]))(compare)
    app.command("upgrade", cls=confined(["book"], ["output"]))(upgrade)


def compare(
    old: Annotated[Path, typer.Argument(help="前一次提交 / the earlier submission")],
    new: Annotated[Path, typer.Argument(help="后一次提交 / the later submission")],
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", help="对比网页，含审核发现的变化 / HTML page, with the findings settled and new (.html)"
        ),
    ] = None,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """对比两次提交 / what changed between two submissions: exit status 0 nothing, 1 something, 2 refused, 3 could not be read here."""
    from pycore.compare.compare import compare_books
    from pycore.reading.book import Book

    language = read_language(lang)
    if html is not None:
        check_targets([html], [old, new], (".html", ".htm"))
    comparison = compare_books(Book.open(old), Book.open(new))
    changes = None if html is None else _write_page(comparison, (old, new), html, language)
    if html is not None:
        # Beside JSON nothing else may stand on stdout.
        tell = say_error if as_json else say
        tell(Text(f"对比网页：{html}", f"HTML page: {html}")[language])
    if as_json:
        findings = {} if changes is None else {"findings": changes.json(language)}
        print_json(comparison.json(language) | findings)
    else:
        said = (
            Text("输入、因子、公式和结果均无变化。", "Inputs, factors, formulas and results are unchanged.")
            if comparison.same
            else Text("两次提交有变化：", "The submissions differ:")
        )
        say(headed(f"{old.name} → {new.name}", language) + said[language])
        _print_sections(comparison.sections(language), language)
        if changes is not None:
            settled, new_ones, staying = len(changes.settled), len(changes.new), len(changes.staying)
            say(
                Text(
                    f"\n审核发现：已解决 {settled}，新出现 {new_ones}，仍在 {staying}",
                    f"\nFindings: {settled} settled, {new_ones} new, {staying} still there",
                )[language]
            )
    raise typer.Exit(0 if comparison.same else 1)


def _write_page(comparison: Comparison, books: tuple[Path, Path], target: Path, language: Language) -> FindingChanges:
    """Review both files, write the page of their comparison, and return what became of the findings."""
    from pycore.compare.page.page import comparison_html, findings_of_both
    from pycore.package.atomic import write_atomically
    from pycore.review.review import review as review_file

    old, new = map(review_file, books)
    write_atomically(target, comparison_html(comparison, old, new, language).encode())
    return findings_of_both(old, new)


def upgrade(
    book: Annotated[Path, typer.Argument(help="旧版本工作簿 / the workbook of an older version")],
    output: Annotated[Path, typer.Option("-o", "--output", help="新文件 / the new file (.xlsx)")],
    to_lang: Annotated[
        Lang | None, typer.Option("--to-lang", help="新文件的语言 zh 或 en / language of the new file")
    ] = None,
    renamed: Annotated[
        list[str] | None,
        typer.Option("--renamed", help="改名对应：旧名=新名，可重复 / old name=present name, may be repeated"),
    ] = None,
    rows: Annotated[
        list[str] | None,
        typer.Option(
            "--rows",
            help="新文件的台账行数，如 fuels=80，可重复 / rows of a ledger in the new file, may be repeated",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace an existing file")] = False,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """把工作簿带入现行模板，或加长台账 / carry a filled workbook into the present template, or into longer ledgers; the old file stays as it is."""
    from pycore.package.atomic import write_atomically
    from pycore.reading.book import Book
    from pycore.sheets.resize import read_sizes
    from pycore.upgrade.upgrade import upgrade_book

    language = read_language(lang)
    check_targets([output], [book])
    check_new(output, force)
    mapping: dict[str, str] = {}
    for pair in renamed or ():
        before, sign, after = pair.partition("=")
        if not (before and sign and after):
            raise stop(
                Text(
                    f"--renamed 应写作 旧名=新名，给出的是“{pair}”。",
                    f'--renamed wants old=new, given was "{pair}".',
                ),
                language,
                2,
            )
        mapping[before] = after
    target: Language | None = read_language(to_lang) if to_lang is not None else None
    old = Book.open(book)
    sizes = read_sizes(old.definition, rows or ())
    data, report = upgrade_book(old, language=target, renamed=mapping, rows=sizes)
    write_atomically(output, data)
    if as_json:
        print_json(report.json(language))
        return
    _print_report(report, output, language)


def _print_report(report: UpgradeReport, output: Path, language: Language) -> None:
    """Print what an upgrade did: inputs carried over, what needs attention, results before and after."""
    say(
        Text(
            f"已写入 {output}：{report.template} {report.old_version} → {report.new_version}，带入 {report.carried:,} 个输入，"
            f"{len(report.attention)} 处需要处理，{len(report.dropped)} 处未带入。",
            f"Written to {output}: {report.template} {report.old_version} → {report.new_version}, {report.carried:,} inputs carried "
            f"over, {len(report.attention)} to look at, {len(report.dropped)} dropped.",
        )[language]
    )
    _print_sections(report.sections(language), language)
    heads = [
        Text("结果", "result"),
        Text("升级前", "before"),
        Text("升级后", "after"),
        Text("变化", "change"),
    ]
    rows = [
        [
            f"{o.label} {o.title[language]}".strip(),
            _shown(o.before),
            _shown(o.after),
            "" if o.relative is None else f"{o.relative:+.2%}",
        ]
        for o in report.results
    ]
    if rows:
        print_table(Text("结果", "Results")[language], [h[language] for h in heads], rows)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return "–" if value is None else str(value)


def _print_sections(sections: list[tuple[str, list[str]]], language: Language) -> None:
    """Print titled lists of lines, each cut after the lines that a reader takes in at once, with the rest counted."""
    for title, lines in sections:
        say(f"\n{title}（{len(lines)}）" if language == "zh" else f"\n{title} ({len(lines)})")
        for line in lines[:_SHOWN]:
            say(f"  {line}")
        if len(lines) > _SHOWN:
            more = len(lines) - _SHOWN
            say(
                Text(
                    f"  …另有 {more} 条，用 --json 查看全部。",
                    f"  … and {more} more: see them all with --json.",
                )[language]
            )
