"""`twinledger alternatives` and `improve`: what a workbook says for other choices, written beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pycore.commands.confined import confined
from pycore.commands.output import JsonOption, Lang, LanguageOption, print_json, print_table, read_language, say
from pycore.commands.targets import check_targets
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.reading.book import Book
    from pycore.trials.combinations import ComparedCombinations
    from pycore.trials.improvement import Improvement
    from pycore.trials.kept_rows import KeptRow, KeptRows

Tried = TypeVar("Tried", "ComparedCombinations", "Improvement")
SECONDS = 900.0
"""Time for the trials of a workbook: each calculates what has changed, a tenth of a second for the largest."""

BookArgument = Annotated[Path, typer.Argument(help="工作簿 / workbook", show_default=False)]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", help="写入结果的新文件 / the file to write the results into")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("alternatives", cls=confined(["book"], ["output"], seconds=SECONDS))(alternatives)
    app.command("improve", cls=confined(["book"], ["output"], seconds=SECONDS))(improve)


def alternatives(
    book: BookArgument,
    output: OutputOption = None,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """按各方案组合重算并比较 / calculate the workbook for each combination of its alternatives; inputs stay."""
    from pycore.trials.combinations import compare_combinations

    language = read_language(lang)
    opened, comparison = _tried(book, output, compare_combinations)
    if as_json:
        print_json(comparison_json(comparison, opened, language))
        return
    print_table(
        Text(f"方案组合 {len(comparison.rows)} 种", f"{len(comparison.rows)} combinations")[language],
        *_shown(comparison.table, comparison.rows, language),
    )
    _say_where(output, language)


def improve(
    book: BookArgument,
    output: OutputOption = None,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """找出使全部产品可接受的最低成本措施组合 / find the measures that make every product acceptable at least cost."""
    from pycore.trials.improvement import improve as search

    language = read_language(lang)
    opened, found = _tried(book, output, search)
    if as_json:
        print_json(improvement_json(found, opened, language))
        return
    say(found.said[language])
    for name in found.adopted:
        say(f"  {name}")
    say(Text(f"年增成本：{found.cost:,.2f} 万元/a", f"Cost in a year: {found.cost:,.2f} 10⁴ CNY")[language])
    print_table(Text("产品", "Products")[language], *_shown(found.table, found.rows, language))
    _say_where(output, language)


def _tried(path: Path, output: Path | None, attempt: Callable[[Book], Tried]) -> tuple[Book, Tried]:
    """Open a workbook, let it be tried with other choices, and write what came of it where that is asked for."""
    from pycore.reading.book import Book
    from pycore.reading.issued_rows import calculating_as_issued

    check_output(output, path)
    book = Book.open(path)
    with calculating_as_issued(book):
        found = attempt(book)
        _write(book, output, found.cells)
    return book, found


def check_output(output: Path | None, book: Path) -> None:
    """Refuse an output that is the input itself, or cannot be written."""
    if output is not None:
        check_targets([output], [book])


def _write(book: Book, output: Path | None, cells: Any) -> None:
    """Write the file with the results in it, where one is asked for."""
    from pycore.package.atomic import write_atomically
    from pycore.trials.trial import with_written

    if output is not None:
        write_atomically(output, with_written(book, cells))


def _say_where(output: Path | None, language: Language) -> None:
    if output is not None:
        say(
            Text(
                f"结果已写入 {output}，填写内容未改动。", f"The results are in {output}; the inputs are as they were."
            )[language]
        )


def _shown(table: KeptRows, rows: tuple[KeptRow, ...], language: Language) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of a table, without the columns that no row has anything in."""
    from pycore.cells.values import is_blank
    from pycore.reading.tables import shown

    columns = [table.kept.column(key) for key in table.keys if any(not is_blank(row[key]) for row in rows)]
    heads = [c.title[language] + (f" ({c.unit[language]})" if c.unit[language].strip("% ") else "") for c in columns]
    return heads, [
        [shown(row[c.key], c.format) for c in columns] for row in rows if not all(is_blank(v) for v in row.values())
    ]


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def comparison_json(comparison: ComparedCombinations, book: Book, language: Language) -> dict[str, Any]:
    """Describe a comparison as data: the combinations with their results, by column, and what the columns are."""
    return {
        **_head(book, comparison.digest),
        "columns": _columns(comparison.table, language),
        "combinations": [_row(row) for row in comparison.rows],
    }


def improvement_json(found: Improvement, book: Book, language: Language) -> dict[str, Any]:
    """Describe the set of measures as data: whether it is enough, its measures and cost, the products with it."""
    from pycore.cells.values import is_blank

    return {
        **_head(book, found.digest),
        "acceptable": found.enough,
        "measures": list(found.adopted),
        "cost": found.cost,
        "left_out": list(found.left_out),
        "said": found.said[language],
        "columns": _columns(found.table, language),
        "products": [_row(row) for row in found.rows if not all(is_blank(v) for v in row.values())],
    }


def _head(book: Book, digest: str) -> dict[str, Any]:
    from pycore import __version__

    return {
        "book": book.name,
        "template": book.definition.key,
        "template_version": book.version,
        "core_version": __version__,
        "inputs": digest,
    }


def _columns(table: KeptRows, language: Language) -> dict[str, Any]:
    return {
        key: {"title": table.kept.column(key).title[language], "unit": table.kept.column(key).unit[language]}
        for key in table.keys
    }


def _row(row: KeptRow) -> dict[str, Any]:
    """Return the values of a row; an error as its code."""
    return {key: value if isinstance(value, int | float | str | None) else str(value) for key, value in row.items()}
