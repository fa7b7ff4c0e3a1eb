"""What the commands share: the language option, sentences on stderr, JSON and tables on stdout."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from pycore.cells.plain_text import terminal_text
from pycore.cells.values import NUM, CellError
from pycore.language import DEFAULT_LANGUAGE, Language, Text

_LANGUAGE_KEY = "twinledger.language"
_WIDTH_OF_A_PIPE = 160
_NOT_FINITE = Text("结果超出数值范围。", "the result is out of range")


class Lang(StrEnum):
    """The languages of `--lang`."""

    ZH = "zh"
    EN = "en"


def _remember(ctx: typer.Context, language: Lang) -> Lang:
    ctx.meta[_LANGUAGE_KEY] = language.value
    return language


LanguageOption = Annotated[
    Lang,
    typer.Option("--lang", help="语言 zh 或 en / language, zh or en", callback=_remember, is_eager=True),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")]


def read_language(text: str) -> Language:
    """Narrow the checked text of `LanguageOption`."""
    return "en" if text == "en" else "zh"


def language_in_use(ctx: typer.Context) -> Language:
    """Return the language that the running command was asked for."""
    return read_language(ctx.meta.get(_LANGUAGE_KEY, DEFAULT_LANGUAGE))


def say(text: str) -> None:
    """Print a line."""
    typer.echo(terminal_text(text))


def say_error(text: str) -> None:
    """Print a line on stderr."""
    typer.echo(terminal_text(text), err=True)


def stop(text: Text, language: Language, code: int) -> typer.Exit:
    """Print a sentence on stderr and return the exit to raise."""
    say_error(text[language])
    return typer.Exit(code)


def headed(name: str, language: Language) -> str:
    """Write the name of a file before what is said of it."""
    return f"{name}{'：' if language == 'zh' else ': '}"


def print_json(value: Any) -> None:
    """Print JSON that every reader accepts: no NaN, no Infinity, Chinese as it is."""
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))


def both_json(text: Text) -> dict[str, str]:
    """Return a text as JSON data, in both languages."""
    return {"zh": text.zh, "en": text.en}


def error_json(error: CellError, language: Language) -> dict[str, str]:
    """Return what stands for an error in JSON."""
    return {"error": error.code, "message": error.message(language)}


def result_json(value: Any, language: Language) -> Any:
    """Return a result as JSON data: a number, a text, a list of lists, or an error with its reason."""
    if isinstance(value, CellError):
        return error_json(value, language)
    if isinstance(value, (list, tuple)):
        return [result_json(part, language) for part in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return error_json(CellError(NUM, _NOT_FINITE), language)
    return value


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, as wide as the terminal is."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Plain

    console = Console()
    if not console.is_terminal:
        console.width = _WIDTH_OF_A_PIPE
    table = Table(title=Plain(title), title_justify="left", box=box.SIMPLE_HEAD)
    for i, column in enumerate(columns):
        table.add_column(Plain(column), no_wrap=i == 0)
    for row in rows:
        # Not markup: [purity] is an argument and not a style.
        table.add_row(*(Plain(terminal_text(cell)) for cell in row))
    console.print(table)
