"""`twinledger factors add`: fill the own factors of a workbook from the table of a province or a firm."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pycore.commands.confined import confined
from pycore.commands.output import (
    JsonOption,
    Lang,
    LanguageOption,
    both_json,
    print_json,
    read_language,
    say,
    say_error,
)
from pycore.commands.targets import check_new, check_targets
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.upgrade.own_factors import Added

ADD = "factors add"


def register(app: typer.Typer) -> None:
    """Add the command of this module; the program takes its two words for one name."""
    app.command(ADD, cls=confined(["book"], ["output"], tables=["table"]))(add)


def add(
    book: Annotated[Path, typer.Argument(help="工作簿 / the workbook")],
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE",
            help="因子表 .csv 或 .xlsx，表头为 replaces,value,unit,year,source,uncertainty,flag；"
            "自有燃料、碳酸盐、气体的表头同“自有条目”表 / "
            "table of factors, .csv or .xlsx, with these heads; own fuels, carbonates and gases with those of Own entries",
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="新文件 / the new file (.xlsx)")],
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件 / replace an existing file")] = False,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """把省级或企业的因子表填入“自有因子”和“自有条目” / fill own factors and own entries from a table: exit status 0 all rows taken, 1 some rejected, 2 refused, 3 could not be read here."""
    from pycore.package.atomic import write_atomically
    from pycore.package.package import refuse_what_is_no_file
    from pycore.reading.book import Book
    from pycore.upgrade.factor_table import LARGEST
    from pycore.upgrade.own_factors import add_own_factors

    language = read_language(lang)
    check_targets([output], [book, table])
    check_new(output, force)
    refuse_what_is_no_file(table)
    with table.open("rb") as file:
        found = add_own_factors(Book.open(book), file.read(LARGEST + 1))
    if found.data is not None:
        write_atomically(output, found.data)
    if as_json:
        print_json(_json(found, output))
    else:
        _print(found, output, language)
    raise typer.Exit(1 if found.rejected else 0)


def _json(found: Added, output: Path) -> dict[str, Any]:
    """Return what came of a table as JSON data."""
    from pycore.formulas.tree import address

    return {
        "output": None if found.data is None else str(output),
        "added": [{"id": id, "cell": address(cell)} for id, cell in found.added],
        "known": list(found.known),
        "rejected": [
            {"line": row.line, "id": row.id, "reasons": [both_json(reason) for reason in row.reasons]}
            for row in found.rejected
        ],
    }


def _print(found: Added, output: Path, language: Language) -> None:
    """Print how many rows were taken, which, and why others were not."""
    from pycore.formulas.tree import address

    written = (
        Text(f"已写入 {output}", f"Written to {output}")
        if found.data is not None
        else Text("没有写入", "Nothing was written")
    )
    counts = Text(
        f"填入 {len(found.added)} 行，已有相同的 {len(found.known)} 行，未采用 {len(found.rejected)} 行",
        f"rows typed in: {len(found.added)}, there already: {len(found.known)}, rejected: {len(found.rejected)}",
    )
    say(Text(f"{written.zh}：{counts.zh}。", f"{written.en}; {counts.en}.")[language])
    for id, cell in found.added:
        say(f"  {address(cell)}  {id}")
    for row in found.rejected:
        why = ("；" if language == "zh" else "; ").join(reason[language] for reason in row.reasons)
        said = Text(
            f"  第 {row.line} 行 {row.id or '（无编号）'}：{why}", f"  line {row.line} {row.id or '(no id)'}: {why}"
        )
        say_error(said[language])
