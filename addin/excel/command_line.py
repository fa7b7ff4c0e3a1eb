"""`twinledger excel`: build the add-in file and what belongs to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pycore.commands.output import Lang, LanguageOption, read_language, say, stop
from pycore.language import Text


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    excel = typer.Typer(no_args_is_help=True, help="Excel 加载项 / the add-in for Excel", rich_markup_mode=None)
    excel.command("build")(build)
    excel.command("import")(import_)
    app.add_typer(excel, name="excel")


def build(
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件夹 / folder for the files")],
    lang: LanguageOption = Lang.ZH,
) -> None:
    """生成 TwinLedger.xlam 及相关文件，不需要 Excel / build TwinLedger.xlam and its files without Excel."""
    language = read_language(lang)
    _need_xlwings(lang)
    from addin.excel.build import build as build_files

    for path in build_files(output):
        say(Text(f"已生成 {path}", f"Made {path}")[language])


def import_(
    output: Annotated[Path, typer.Option("-o", "--output", help="加载项文件 / the add-in file (.xlam)")],
    lang: LanguageOption = Lang.ZH,
) -> None:
    """在 Excel 中用 xlwings 的导入生成加载项 / make the add-in file in Excel through xlwings' own import."""
    _need_xlwings(lang)
    from addin.excel.import_in_excel import import_in_excel

    import_in_excel(output)
    say(Text(f"已生成 {output}", f"Made {output}")[read_language(lang)])


def _need_xlwings(lang: Lang) -> None:
    from importlib.util import find_spec

    if find_spec("xlwings") is None:
        missing = Text(
            "没有安装 xlwings。请运行 pip install twinledger[excel]。",
            "xlwings is not installed. Run pip install twinledger[excel].",
        )
        raise stop(missing, read_language(lang), 2)
