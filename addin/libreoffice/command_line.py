"""`twinledger libreoffice`: build, install and remove the LibreOffice extension."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pycore.commands.output import Lang, LanguageOption, read_language, say
from pycore.language import Text

ProfileOption = Annotated[
    Path | None,
    typer.Option("--profile", help="LibreOffice 配置文件夹，缺省为本用户 / the profile folder, else the user's own"),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = typer.Typer(help="LibreOffice 扩展：生成、安装、卸载 / the LibreOffice extension", no_args_is_help=True)
    commands.command("build")(build)
    commands.command("install")(install)
    commands.command("uninstall")(uninstall)
    app.add_typer(commands, name="libreoffice")


def build(
    output: Annotated[Path, typer.Option("-o", "--output", help="扩展文件 / the file")] = Path("TwinLedger.oxt"),
    lang: LanguageOption = Lang.ZH,
) -> None:
    """生成 TwinLedger.oxt（不含第三方库） / build TwinLedger.oxt, without libraries."""
    from addin.libreoffice.bridge import LIBRARIES
    from addin.libreoffice.extension import extension
    from pycore.package.atomic import write_atomically

    write_atomically(output, extension())
    needed = ", ".join(LIBRARIES)
    say(
        Text(
            f"已生成 {output}。它需要 LibreOffice 的 Python 为 3.11 或更新版本并装有 {needed}；"
            "twinledger libreoffice install 会使用当前环境中的库。",
            f"Made {output}. It needs Python 3.11 or newer in LibreOffice with {needed}; "
            "`twinledger libreoffice install` uses the libraries of this environment.",
        )[read_language(lang)]
    )


def install(profile: ProfileOption = None, lang: LanguageOption = Lang.ZH) -> None:
    """安装到 LibreOffice 并检查函数能否运行 / install into LibreOffice and check that the functions answer."""
    from addin.libreoffice.office import Office

    version = Office.find(profile).install()
    say(
        Text(
            f"已安装到 LibreOffice：TL_VERSION() = {version}。重新打开工作簿即可使用。",
            f"Installed in LibreOffice: TL_VERSION() = {version}. Open the workbook again to use it.",
        )[read_language(lang)]
    )


def uninstall(profile: ProfileOption = None, lang: LanguageOption = Lang.ZH) -> None:
    """从 LibreOffice 卸载 / remove the extension from LibreOffice."""
    from addin.libreoffice.office import Office

    there = Office.find(profile).uninstall()
    said = (
        Text(
            "已从 LibreOffice 卸载，工作簿改用原生公式。",
            "Removed from LibreOffice; workbooks calculate natively.",
        )
        if there
        else Text("LibreOffice 中没有安装 TwinLedger 扩展。", "The extension is not installed in LibreOffice.")
    )
    say(said[read_language(lang)])
