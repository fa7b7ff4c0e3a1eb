"""`twinledger dataset`: every table of a workbook as CSV, with a description by which programs read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pycore.commands.confined import confined
from pycore.commands.output import (
    JsonOption,
    Lang,
    LanguageOption,
    print_json,
    read_language,
    say,
    say_error,
)
from pycore.language import Language, Text

if TYPE_CHECKING:
    from pycore.dataset.dataset import DataSet


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("dataset", cls=confined(["book"], folders=["output"]))(dataset)


def dataset(
    book: Annotated[Path, typer.Argument(help="填好的工作簿 / the filled workbook", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="新文件夹 / the new folder")],
    force: Annotated[
        bool, typer.Option("--force", help="替换先前的数据集 / replace an earlier data set in this folder")
    ] = False,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """把全部表格写成 CSV 数据集，附单位、因子编号、datapackage.json 和原工作簿 / write all tables as a data set of CSV files with units, factor ids, datapackage.json and the workbook."""
    from pycore.dataset import dataset as data_sets
    from pycore.package.atomic import write_atomically
    from pycore.report.calculated import calculate_book

    language = read_language(lang)
    source = book.read_bytes()
    made = data_sets.dataset(calculate_book(book), source, data_sets.version_of(source), language)
    for path, data in made.files.items():
        write_atomically(output / path, data)
    if as_json:
        _print_json(made, output)
    else:
        rows = sum(len(table.rows) for table in made.tables)
        said = Text(
            f"数据集已写入 {output}：{len(made.tables)} 个表，{rows} 行。",
            f"The data set is in {output}: {len(made.tables)} tables, {rows} rows.",
        )
        say(said[language])
    _attention(made, language)


def _print_json(made: DataSet, output: Path) -> None:
    """Print what was written."""
    origin = made.origin
    print_json(
        {
            "folder": str(output),
            "workbook": origin.name,
            "sha256": origin.digest,
            "template": origin.template,
            "version": origin.calculated_with,
            "formulas": origin.formulas,
            "differing": origin.differing,
            "problems": origin.problems,
            "tables": [{"name": t.name, "path": t.path, "rows": len(t.rows)} for t in made.tables],
        }
    )


def _attention(made: DataSet, language: Language) -> None:
    """Say on stderr where the file and the data set differ."""
    origin = made.origin
    if origin.differing:
        say_error(
            Text(
                f"文件中的数值与重新计算的不同（{origin.differing} 个单元格，见 data/tl_differences.csv），数据集采用重新计算的数值。",
                f"The values in the file are not those calculated anew ({origin.differing} cells, see "
                "data/tl_differences.csv); the data set has the latter.",
            )[language]
        )
    if origin.problems:
        say_error(
            Text(
                f"工作簿中有 {origin.problems} 处填写须改正，已照原样写入。",
                f"{origin.problems} inputs of the workbook need correction; they are written as they stand.",
            )[language]
        )
