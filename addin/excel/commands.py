"""What the buttons of the ribbon do: VBA calls these by name with texts and shows the text that comes back.

They call what the command line calls. A workbook comes as the path of a copy that VBA saved, so that nothing here can
touch the user's file; the language is always the last argument.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from addin.excel.answers import answered, open_book, say, show, show_html, show_page
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.review.result import Review

_SHOWN = 200


def _language(text: str) -> Language:
    return "en" if text == "en" else "zh"


def kinds() -> str:
    """Return the kinds of workbook that are installed, one a line."""
    from pycore.sheets.registry import installed_workbooks

    return "\n".join(installed_workbooks())


@answered
def new_workbook(kind: str, file: str, language: str) -> str:
    """Make a blank workbook and have it opened."""
    from pycore.engine.make import make_workbook
    from pycore.package.atomic import write_atomically
    from pycore.sheets.registry import workbook_definition

    path = Path(file)
    write_atomically(path, make_workbook(workbook_definition(kind), _language(language)))
    return open_book(path)


@answered
def explain(copy: str, sheet: str, cell: str, language: str) -> str:
    """Explain one cell down to its inputs."""
    from rich.console import Console

    from pycore.commands.explain import explanation_tree
    from pycore.explain.address import find_cell
    from pycore.explain.explain import explain_cell
    from pycore.reading.book import Book

    book = Book.open(Path(copy))
    quoted = sheet.replace("'", "''")
    found = explain_cell(book, find_cell(book, f"'{quoted}'!{cell}"))
    console = Console(highlight=False, width=4000, no_color=True, file=io.StringIO())
    with console.capture() as captured:
        console.print(explanation_tree(found, _language(language)))
    text = "\n".join(line.rstrip() for line in captured.get().splitlines())
    return show(text, f"{sheet}!{cell}", _language(language))


@answered
def check(copy: str, language: str) -> str:
    """Name every input that is missing or wrong."""
    from pycore.reading.book import Book
    from pycore.reading.inspection import input_problems

    problems = input_problems(Book.open(Path(copy)))
    if not problems:
        return say(Text("填写的内容没有发现问题。", "Nothing is wrong with the inputs.")[_language(language)])
    head = Text(f"有 {len(problems)} 处需要改正：", f"{len(problems)} inputs need correction:")
    lines = [head[_language(language)], *(p.text[_language(language)] for p in problems[:_SHOWN])]
    return show("\n".join(lines), head[_language(language)], _language(language))


@answered
def review(copy: str, language: str) -> str:
    """Review the workbook and show the review: its page, or the findings where the file was refused."""
    from pycore.review.many import review_many

    (result,) = review_many([Path(copy)], page=_language(language))
    if result.page:
        return show_html(result.page)
    return show(_findings(result, _language(language)), result.verdict.text[_language(language)], _language(language))


@answered
def report(copy: str, target: str, language: str) -> str:
    """Write the report chapter in the workbook's language, as a Word file or a web page by the target's name."""
    from pycore.package.atomic import write_atomically
    from pycore.report.calculated import calculate_book
    from pycore.report.compose import compose
    from pycore.report.html import html_text
    from pycore.report.word import docx_bytes

    calculated = calculate_book(Path(copy))
    document = compose(calculated, calculated.book.language)
    is_word = target.lower().endswith(".docx")
    write_atomically(Path(target), docx_bytes(document) if is_word else html_text(document).encode())
    return show_page(Path(target))


def _findings(result: Review, language: Language) -> str:
    lines = [result.verdict.text[language], ""]
    lines += [f"{f.rule}  {f.sentence(language)}" for f in result.findings[:_SHOWN]]
    if (more := len(result.findings) - _SHOWN) > 0:
        lines.append(Text(f"…另有 {more} 条", f"… and {more} more")[language])
    return "\n".join(lines)


@answered
def factors(words: str, language: str) -> str:
    """Look for factors and benchmarks and say what they are."""
    from pycore.library import library
    from pycore.library.provenance import factor_lines

    found = library().find(words)
    if not found:
        nothing = Text(
            f"因子库中没有同时含有“{words}”的条目。请减少词数或换用编号的一部分。",
            f'Nothing in the factor library holds "{words}". Use fewer words, or part of an id.',
        )
        return say(nothing[_language(language)])
    lines = [line for entry in found for line in (*factor_lines(entry.id, _language(language)), "")]
    return show("\n".join(lines), words, _language(language))


@answered
def about(language: str) -> str:
    """Say what answers: the versions, and which Python."""
    import pycore
    from pycore.functions.catalogue import catalogue

    lines = Text(
        f"TwinLedger 碳污双账 {pycore.__version__}，{len(catalogue())} 个函数",
        f"TwinLedger {pycore.__version__}, {len(catalogue())} functions",
    )
    licence = Text(
        "加载项含 xlwings 的 VBA 代码（BSD 3-Clause，许可全文见模块 TLXlwings）。",
        "The add-in contains VBA code of xlwings (BSD 3-Clause; the licence is in the module TLXlwings).",
    )
    python = f"Python {sys.version.split()[0]}  {sys.executable}"
    return say("\n".join([lines[_language(language)], python, licence[_language(language)]]))
