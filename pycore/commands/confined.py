"""Run a command that reads somebody's file in a confined child process, as the review does.

The child passes the file through the gate, runs the command and gives back what it would print and write. Whatever the
file does to it, this process only prints cleaned text and writes the files that its own arguments name.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
import typer.core

from pycore.cells.plain_text import terminal_text
from pycore.commands.output import headed, language_in_use, say_error
from pycore.errors import FileProblem, TwinLedgerError
from pycore.language import Language, Text

SECONDS = 300.0
"""Time for a command, far more than the largest workbook that the gate lets pass was seen to need."""
MEGABYTES = 4096
"""Address space of a command's child."""
REFUSED, NOT_READ = 2, 3
_INSIDE = re.compile(r"(?:[a-z]+/)?[A-Za-z0-9_][A-Za-z0-9_.-]*", re.ASCII)
"""A file that a command may put into a folder: at most one folder further down, by a plain name."""
_ARGUMENTS = "twinledger.arguments"
# What the libraries that draw tables and pictures look for.
_ENVIRONMENT = (
    "HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR", "TERM",
    "COLORTERM", "NO_COLOR", "FORCE_COLOR", "PYTHONHASHSEED",
)  # fmt: skip


class Place:
    """Where this process stands; the child's entry point says that it is the child."""

    in_child = False


def confined(
    inputs: Sequence[str],
    outputs: Sequence[str] = (),
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    tables: Sequence[str] = (),
    documents: Sequence[str] = (),
    folders: Sequence[str] = (),
) -> type[typer.core.TyperCommand]:
    """Make the class of a command whose body runs in a child.

    Args:
        inputs, outputs: the parameters that name files to read and to write; with a parameter `in_place` that is set
            the inputs are outputs too.
        tables: the parameters that name tables to read, which may be CSV text and no workbook.
        seconds, megabytes: limits of the child.
        documents: the parameters that name Word files to read.
        folders: the parameters that name folders to write as a whole; with a parameter `force` that is set one that holds
            an earlier result is replaced.
    """

    class Confined(typer.core.TyperCommand):
        """A command that hands its arguments to a child, or is that child."""

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            """Keep the arguments as they were given, for the child."""
            ctx.meta[_ARGUMENTS] = list(args)
            return super().parse_args(ctx, args)

        def invoke(self, ctx: Any) -> Any:
            """Run the command here if this is the child, else in a child."""
            books = _paths(ctx, inputs)
            others = {
                **dict.fromkeys(_paths(ctx, tables), "table"),
                **dict.fromkeys(_paths(ctx, documents), "document"),
            }
            language = language_in_use(ctx)
            if Place.in_child:
                return _run_here(super().invoke, ctx, books, others, language)
            written = _paths(ctx, outputs) + (books if ctx.params.get("in_place") else [])
            payload = {
                "module": self.callback.__module__, "command": self.name, "arguments": ctx.meta[_ARGUMENTS],
                "path": str(books[0]) if books else "",
            }  # fmt: skip
            places, force = _paths(ctx, folders), bool(ctx.params.get("force"))
            for place in places:
                _check_place(place, [*books, *others], force)
            targets = _Targets(written, places, force)
            return _run_in_child(payload, [*books, *others], targets, (seconds, megabytes), language)

    return Confined


def _paths(ctx: Any, names: Sequence[str]) -> list[Path]:
    """List the files that parameters name; one may name several or none."""
    values = [ctx.params.get(name) for name in names]
    return [path for value in values if value for path in (value if isinstance(value, list | tuple) else [value])]


def _run_here(invoke: Any, ctx: Any, books: list[Path], others: dict[Path, str], language: Language) -> Any:
    """Run the command in this child once its files have passed the gate; an error raised on purpose is a sentence."""
    from pycore.gate.document import check_document
    from pycore.gate.gate import check_package, check_table

    gates = {"table": check_table, "document": check_document}
    for book in (*books, *others):
        refusals = gates.get(others.get(book, ""), check_package)(book)
        if refusals:
            named = headed(book.name, language)
            say_error("\n".join(named + refusal.sentence(language) for refusal in refusals))
            raise typer.Exit(REFUSED)
    try:
        return invoke(ctx)
    except TwinLedgerError as error:
        say_error(error.sentence(language))
        raise typer.Exit(REFUSED) from error


def _run_in_child(
    payload: dict[str, Any], books: list[Path], written: _Targets, limits: tuple[float, int], language: Language
) -> None:
    """Run a command in a child, write the files that it made and print what it says; always ends by an exit."""
    from pycore.commands.new_folder import write_folder
    from pycore.gate.attempts import Children
    from pycore.gate.child import ChildFailed, ChildLost
    from pycore.package.atomic import write_atomically
    from pycore.package.package import refuse_what_is_no_file

    for book in books:
        refuse_what_is_no_file(book)
    coloured = sys.stdout.isatty()
    payload |= {
        "search": sys.path,
        "environment": {k: v for k, v in os.environ.items() if k in _ENVIRONMENT}
        | {"COLUMNS": str(shutil.get_terminal_size().columns)},
        "terminal": coloured,
    }
    try:
        # A process that nothing has worn yet: what brings it down is the file, at once.
        with _shown_to_wait(language), Children(limits[1], times_broken=1) as children:
            answer = _Answer.read(children.call("pycore.commands.in_child:run_here", payload, limits[0]), written)
    except ChildFailed as failed:
        say_error(headed(", ".join(book.name for book in books), language) + failed.sentence(language))
        raise typer.Exit(NOT_READ if isinstance(failed, ChildLost) else REFUSED) from failed
    for path, data in answer.files:
        write_atomically(path, data)
    for folder, files in answer.folders.items():
        write_folder(folder, files, written.force)
    if answer.said:
        typer.echo(terminal_text(answer.said, coloured), nl=False)
    if answer.complained:
        typer.echo(terminal_text(answer.complained, coloured), nl=False, err=True)
    raise typer.Exit(answer.code)


@contextmanager
def _shown_to_wait(language: Language) -> Iterator[None]:
    """Show on stderr, where a person looks at it, that the child works and for how long: what it says comes at its end."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as shown:
        shown.add_task(Text("正在计算", "at work")[language], total=None)
        yield


@dataclass(frozen=True, slots=True)
class _Targets:
    """What a command may write: files, and folders as a whole."""

    files: list[Path]
    folders: list[Path]
    force: bool


def _check_place(folder: Path, inputs: list[Path], force: bool) -> None:
    """Refuse a folder that holds something of somebody else's, or a file that is read, before anything is calculated."""
    from pycore.commands.new_folder import check_folder

    inside = [path for path in inputs if Path(os.path.realpath(folder)) in Path(os.path.realpath(path)).parents]
    if inside and folder.is_dir() and force:
        raise FileProblem(
            Text(
                f"输入的文件 {inside[0]} 就在要替换的文件夹 {folder} 中，没有写入。请换一个文件夹。",
                f"{inside[0]}, which is read, lies in the folder {folder} that would be replaced: nothing was written. "
                "Choose another folder.",
            )
        )
    check_folder(folder, force)


class _Answer:
    """What a child says that its command printed, wrote and ended with; nothing of it is taken on trust.

    Attributes:
        folders: the files of each folder, by their paths within it.
    """

    def __init__(
        self,
        said: str,
        complained: str,
        code: int,
        files: list[tuple[Path, bytes]],
        folders: dict[Path, dict[str, bytes]],
    ) -> None:
        self.said, self.complained, self.code, self.files, self.folders = said, complained, code, files, folders

    @classmethod
    def read(cls, answer: object, allowed: _Targets) -> _Answer:
        """Read the answer of a child.

        Raises:
            ChildFailed: it is none, or writes a file that the arguments do not name.
        """
        from pycore.gate.child import ChildFailed

        places = {os.path.abspath(path): path for path in allowed.files}
        files: list[tuple[Path, bytes]] = []
        folders: dict[Path, dict[str, bytes]] = {}
        try:
            assert isinstance(answer, dict)
            for place, data in answer["files"]:
                held = base64.b64decode(data, validate=True)
                if place in places:
                    files.append((places[place], held))
                else:
                    folder, inside = _within(place, allowed.folders)
                    folders.setdefault(folder, {})[inside] = held
            code = int(answer["code"])
            return cls(str(answer["out"]), str(answer["err"]), code if 0 <= code <= 255 else REFUSED, files, folders)
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            raise ChildFailed(Text("回答不合规则", "its answer breaks the rules")) from error


def _within(place: str, folders: list[Path]) -> tuple[Path, str]:
    """The folder that a file lies in, and its path there; `KeyError` where it is in none or its name is no plain one."""
    for folder in folders:
        above = os.path.abspath(folder) + os.sep
        inside = place.removeprefix(above).replace(os.sep, "/")
        if place.startswith(above) and _INSIDE.fullmatch(inside):
            return folder, inside
    raise KeyError(place)
