"""`twinledger doctor`: find and explain what is wrong with this installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pycore.commands.output import JsonOption, Lang, LanguageOption, print_json, read_language, say
from pycore.language import Text


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("doctor")(doctor)


def doctor(
    books: Annotated[list[Path] | None, typer.Argument(help="也检查这些工作簿 / workbooks to look at too")] = None,
    of_library: Annotated[
        bool,
        typer.Option("--library", help="只看因子库：标志计数、未重新核对、来源不一 / the factor library instead"),
    ] = False,
    as_json: JsonOption = False,
    lang: LanguageOption = Lang.ZH,
) -> None:
    """检查安装并说明如何处理 / find what is wrong with this installation; exit status 0 nothing, 1 something."""
    if of_library:
        from pycore.commands.library_trust import show_trust

        show_trust(as_json, read_language(lang))
        return
    from pycore.doctor.checks import diagnose
    from pycore.doctor.diagnosis import Status
    from pycore.doctor.gather import gather
    from pycore.review.rules import installed_rules

    # Packages of others may bring rules too; what is wrong with them is among the facts once they are loaded.
    installed_rules()
    language = read_language(lang)
    diagnoses = diagnose(gather(books or ()))
    wrong = sum(d.status is Status.WRONG for d in diagnoses)
    if as_json:
        print_json([d.as_json() for d in diagnoses])
    else:
        for one in diagnoses:
            say(f"[{one.status.text[language]}] {one.sentence[language]}")
        if wrong:
            say(Text(f"发现 {wrong} 个问题。", f"{wrong} thing{'s' * (wrong > 1)} wrong.")[language])
        else:
            say(Text("没有发现问题。", "Nothing is wrong.")[language])
    if wrong:
        raise typer.Exit(1)
