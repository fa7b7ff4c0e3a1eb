"""What a button of the ribbon gets back from Python: one text, whose first line says what to do with the rest."""

from __future__ import annotations

import html
import os
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from pycore.errors import TwinLedgerError
from pycore.language import Language

_LONGEST_SAID = 1500
"""More characters than this are no message box any more, but a page."""


def say(text: str) -> str:
    """Show the text in a message box."""
    return f"say\n{text}"


def open_book(path: Path) -> str:
    """Open the workbook in Excel."""
    return f"book\n{path}"


def nothing() -> str:
    """Do nothing more: what there was to show is shown."""
    return "nothing\n"


def show_page(page: Path) -> str:
    """Open a page in the browser, or a document in its own program; say where it is if there is no such program."""
    if sys.platform != "win32":
        webbrowser.open(page.resolve().as_uri())
        return nothing()
    # Where Windows knows no program for a file, `webbrowser` tries others by their bare names.
    try:
        os.startfile(page.resolve())
    except OSError:
        return say(str(page))
    return nothing()


def show(text: str, title: str, language: Language) -> str:
    """Say a short text, and show a long one as a page of its own."""
    if len(text) <= _LONGEST_SAID:
        return say(text)
    return show_html(
        f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<body style="margin:2em;font:14px/1.6 sans-serif"><h1 style="font-size:18px">{html.escape(title)}</h1>'
        f'<pre style="font:13px/1.6 Consolas,monospace;white-space:pre-wrap">{html.escape(text)}</pre>'
    )


def show_html(page: str) -> str:
    """Open a page that is in no file yet."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".html", prefix="TwinLedger-", delete=False) as file:
        file.write(page)
    return show_page(Path(file.name))


def answered(command: Callable[..., str]) -> Callable[..., str]:
    """Say what was refused on purpose in the user's language, the last argument; Excel shows any other error itself."""

    @wraps(command)
    def run(*arguments: str) -> str:
        try:
            return command(*arguments)
        except TwinLedgerError as error:
            return say(error.sentence("en" if arguments[-1:] == ("en",) else "zh"))

    return run
