"""`twinledger new`, `calculate` and `demo`: make workbooks and calculate them without Excel."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pycore.commands.confined import confined
from pycore.commands.output import Lang, LanguageOption, print_table, read_language, say, say_error, stop
from pycore.commands.targets import check_new
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.engine.recalculate import Values
    from pycore.package.package import Package
    from pycore.reading.book import Book
    from pycore.sheets.definition import Workbook

_SHOWN_PROBLEMS = 40
_SHOWN_NAMES = 8


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("new")(new)
    app.command("calculate", cls=confined(["book"], ["output"]))(calculate)
    app.command("demo")(demo)


def new(
    kind: Annotated[str, typer.Argument(help="工作簿种类，如 coal_chemical / kind of workbook, e.g. coal_chemical")],
    output: Annotated[Path, typer.Option("-o", "--output", help="新文件 / the new file (.xlsx)")],
    example: Annotated[bool, typer.Option("--example", help="填入示例数据 / with the worked example")] = False,
    rows: Annotated[
        list[str] | None,
        typer.Option("--rows", help="台账行数，如 fuels=200，可重复 / rows of a ledger, may be repeated"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace an existing file")] = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """新建工作簿 / make a new workbook, blank or with the worked example."""
    from pycore.engine.make import make_workbook
    from pycore.package.atomic import write_atomically
    from pycore.sheets.check import check_definition
    from pycore.sheets.registry import workbook_definition
    from pycore.sheets.resize import read_sizes, with_rows

    language = read_language(lang)
    definition = workbook_definition(kind)
    check_definition(definition)
    definition = with_rows(definition, read_sizes(definition, rows or ()))
    check_new(output, force)
    data = definition.examples["default"] if example else None
    write_atomically(output, make_workbook(definition, language, data))
    say(Text(f"已生成 {output}（{definition.title.zh}，模板 {definition.version}）。填写后运行：twinledger calculate {output} -o 结果.xlsx",
             f"Made {output} ({definition.title.en}, template {definition.version}). When filled in: twinledger calculate {output} -o result.xlsx")[language])  # fmt: skip


def calculate(
    book: Annotated[Path, typer.Argument(help="要计算的工作簿 / the workbook")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="结果文件 / the file to write")] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="写回原文件 / write into the same file")] = False,
    native: Annotated[
        bool,
        typer.Option("--native", help="只用原生公式（如同没有加载项） / native formulas only, as without the add-in"),
    ] = False,
    any_workbook: Annotated[
        bool,
        typer.Option("--any", help="也计算不是 TwinLedger 的工作簿 / calculate a workbook of another kind as well"),
    ] = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """不用 Excel 计算工作簿 / calculate a workbook without Excel; only calculated values in the file change."""
    from pycore.cells.stored import CircularReference, ErrorValue
    from pycore.engine.host import engine_functions
    from pycore.engine.recalculate import calculate_file
    from pycore.formulas.circles import circular
    from pycore.package.package import Package
    from pycore.reading.issued_rows import calculating_as_issued
    from pycore.template.stored_readings import stored_readings

    language = read_language(lang)
    if (output is None) == (not in_place):
        raise stop(
            Text("请用 -o 指定结果文件，或用 --in-place 写回原文件，二者选一。", "Name the result with -o, or write into the file with --in-place: one of the two."),
            language, 2,
        )  # fmt: skip
    target = output if output is not None else book
    package = Package.read(book)
    recognised = _recognised(package, book.name, any_workbook)
    # What the file carries of the library stays: a row that has been corrected since is the review's to name.
    with calculating_as_issued(recognised) if recognised is not None else nullcontext():
        values = calculate_file(
            book,
            target,
            engine_functions(),
            native=native,
            in_place=in_place,
            package=package,
            # A workbook whose names were put back has another package than the file, with other cells.
            stored=recognised.stored if recognised is not None and recognised.package is package else None,
            readings=stored_readings(recognised) if recognised is not None else None,
        )
    cells = sum(len(sheet) for sheet in values.values())
    failed = [(name, key) for name, sheet in values.items() for key, v in sheet.items() if isinstance(v, ErrorValue)]
    say(
        Text(
            f"已计算 {cells:,} 个公式单元格，写入 {target}。",
            f"Calculated {cells:,} formula cells, written to {target}.",
        )[language]
    )
    calculated = _with_values(recognised, values)
    if calculated is not None:
        _report_inputs(calculated, language)
    found = (value for sheet in values.values() for value in sheet.values())
    for circle in sorted({value.circle for value in found if isinstance(value, CircularReference)}):
        say_error(circular(circle)[language])
    if failed:
        _report_errors(calculated, failed, language)


def _recognised(package: Package, name: str, any_workbook: bool) -> Book | None:
    """The workbook; None for one that is none of our templates, where `any_workbook` lets it pass: it calculates as
    well, but there is nothing to hold it against.

    Raises:
        FileProblem: it is none of our templates, and that was not asked for.
    """
    from pycore.errors import FileProblem
    from pycore.reading.book import Book

    try:
        return Book.of(package, name)
    except FileProblem as foreign:
        if any_workbook:
            return None
        raise FileProblem(
            Text(
                f"{foreign.text.zh}如仍要计算它，请加 --any。",
                f"{foreign.text.en} To calculate it all the same, add --any.",
            )
        ) from foreign


def _with_values(book: Book | None, values: Values) -> Book | None:
    """The workbook with its new values."""
    return book and book.with_results(
        {(sheet, *place): v for sheet, cells in values.items() for place, v in cells.items()}
    )


def _report_inputs(book: Book, language: Language) -> None:
    """Name every input cell that is wrong; the file is calculated all the same, with true errors in its cells."""
    from pycore.errors import FileProblem
    from pycore.formulas.tree import address
    from pycore.reading.inspection import input_problems
    from pycore.reading.panel_checks import failed_panel_checks

    lost = book.missing_names()
    if lost:
        shown = ", ".join(lost[:_SHOWN_NAMES]) + (" …" if len(lost) > _SHOWN_NAMES else "")
        say_error(
            Text(
                f"工作簿缺少模板的 {len(lost)} 个名称：{shown}。用到它们的单元格不能计算，文件可能被其他程序修复过。"
                "请用 twinledger upgrade 把填写内容带入新模板。",
                f"The workbook lacks {len(lost)} defined names of its template: {shown}. Cells that use them cannot "
                "calculate; another program may have repaired the file. Carry its inputs into a new one with "
                "`twinledger upgrade`.",
            )[language]
        )
    try:
        problems = input_problems(book)
    except FileProblem as altered:
        # The file is calculated and written; that its inputs cannot be looked through does not undo it.
        say_error(altered.sentence(language))
        return
    for cell, _, field in failed_panel_checks(book, book.values.get):
        said = f"{address(cell)} {field.title[language]}: {book.values[cell]}"
        say_error(Text(f"检查未通过：{said}", f"A check is open: {said}")[language])
    if not problems:
        return
    say_error(Text(f"输入中有 {len(problems)} 处需要改正：", f"{len(problems)} inputs need correction:")[language])
    for problem in problems[:_SHOWN_PROBLEMS]:
        say_error("  " + problem.text[language])
    if len(problems) > _SHOWN_PROBLEMS:
        say_error(
            Text(
                f"  …另有 {len(problems) - _SHOWN_PROBLEMS} 处",
                f"  … and {len(problems) - _SHOWN_PROBLEMS} more",
            )[language]
        )


def _report_errors(book: Book | None, failed: list[tuple[str, tuple[int, int]]], language: Language) -> None:
    """Say which cells hold errors, apart from those whose formula asks for `#N/A`, and how to learn why."""
    from pycore.engine.not_known import unknown_functions
    from pycore.formulas.tree import address

    shown = []
    for sheet, key in failed:
        formula = book.formulas.get((sheet, *key), "") if book is not None else ""
        unknown = unknown_functions(formula) if book is not None and book.values[sheet, *key] == "#NAME?" else []
        if unknown:
            where, functions = address((sheet, *key)), ", ".join(unknown)
            say_error(Text(f"{where} 的函数 {functions} 这里没有，保留文件中原有的值。",
                     f"{where}: the function {functions} is not known here; the cell keeps the value that it had.")[language])  # fmt: skip
        elif "NA()" not in formula:
            shown.append(address((sheet, *key)))
    if shown:
        some = "、".join(shown[:8]) if language == "zh" else ", ".join(shown[:8])
        more = "…" if len(shown) > 8 else ""
        say_error(
            Text(f"{len(shown)} 个单元格为错误值：{some}{more}。用 twinledger explain 查看原因。",
                 f"{len(shown)} cells hold errors: {some}{more}. Ask for the reason with `twinledger explain`.")[language]
        )  # fmt: skip


def demo(
    kind: Annotated[
        str | None,
        typer.Argument(
            help="工作簿种类；默认为第一种有示例的 / kind of workbook; the first with an example by default"
        ),
    ] = None,
    folder: Annotated[Path, typer.Option("-o", "--output", help="输出文件夹 / folder for the files")] = Path(
        "output/demo"
    ),
    lang: LanguageOption = Lang.ZH,
) -> None:
    """生成并计算示例工作簿 / make the worked example, calculate it and print its results."""
    from pycore.engine.host import engine_functions
    from pycore.engine.make import make_workbook
    from pycore.engine.recalculate import calculate_file
    from pycore.package.atomic import write_atomically
    from pycore.reading.book import Book

    language = read_language(lang)
    definition = _with_example(kind)
    folder.mkdir(parents=True, exist_ok=True)
    filled = folder / f"{definition.key}_example_{language}.xlsx"
    calculated = folder / f"{definition.key}_example_{language}_calculated.xlsx"
    write_atomically(filled, make_workbook(definition, language, definition.examples["default"]))
    calculate_file(filled, calculated, engine_functions())
    book = Book.open(calculated)
    _print_results(book)
    say(Text("文件：", "Files:")[language])
    say(f"  {filled}\n  {calculated}")
    say(Text("接下来：", "Next:")[language])
    program = _program()
    for line in (
        *(f'{program} explain {calculated} "{cell}"' for cell in _first_result(book)),
        f"{program} simulate {calculated} --picture {folder / 'simulation.png'}",
        f"{program} new {definition.key}{' --lang en' if language == 'en' else ''} -o {'my_project' if language == 'en' else '我的项目'}.xlsx",
    ):
        say("  " + line)


def _program() -> str:
    """Return how this command is called from where the user stands: by name, or by its path in the environment."""
    import os
    import sys

    from pycore.find_program import find_program

    if find_program("twinledger"):
        return "twinledger"
    beside = Path(sys.executable).with_name("twinledger.exe" if sys.platform == "win32" else "twinledger")
    return os.path.relpath(beside) if beside.exists() else f"{Path(sys.executable).name} -m pycore.cli"


def _with_example(kind: str | None) -> Workbook:
    """The definition that was asked for, or else the first that has an example.

    Raises:
        TwinLedgerError: there is none of that name, or it has no example.
    """
    from pycore.errors import TwinLedgerError
    from pycore.sheets.registry import installed_workbooks, workbook_definition

    found = [w for w in ([workbook_definition(kind)] if kind else installed_workbooks().values()) if w.examples]
    if not found:
        raise TwinLedgerError(
            Text(
                f"{f'工作簿 {kind}' if kind else '已安装的工作簿'}没有示例数据，请用 twinledger new 新建空白工作簿。",
                f"{f'The workbook {kind}' if kind else 'No installed workbook'} has "
                f"{'no' if kind else 'an'} example; make a blank one with `twinledger new`.",
            )
        )
    return found[0]


def _first_result(book: Book) -> list[str]:
    """The cell of the last result that is a number, which has most behind it; none where there is no number."""
    from pycore.formulas.tree import address

    names = [name for name, _ in book.definition.results]
    return [
        address(cell) for name in names for cell in book.cells_of(name) if isinstance(book.values.get(cell), float)
    ][-1:]


def _print_results(book: Book) -> None:
    """Print the tables of results that the definition shows in short, or else the results that it names."""
    from pycore.reading.tables import result_table, shown

    for key, columns in book.definition.overview:
        table = result_table(book, key, columns)
        print_table(table.title, table.heads, table.rows)
    if not book.definition.overview:
        say_what, say_value = Text("结果", "result")[book.language], Text("数值", "value")[book.language]
        first = {f"{t.key}_{c.key}": f"{t.key}_{t.columns[0].key}" for t in book.definition.tables() for c in t.columns}
        rows = [
            (
                f"{shown(book.value(first[name], i)) if name in first else ''} {title[book.language]}".strip(),
                shown(value),
            )
            for name, title in book.definition.results_with_units()
            for i, value in enumerate(map(book.values.get, book.cells_of(name)))
        ]
        print_table(book.definition.title[book.language], (say_what, say_value), rows)
