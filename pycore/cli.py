"""The command `twinledger`: its subcommands live in `pycore.commands`, a module for each family.

A module there registers its commands by a function `register(app)` and imports what they need inside them, so
that `twinledger call` starts fast.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any

import typer
import typer.core

from pycore.collecting import collect_rarely
from pycore.commands.output import language_in_use, say_error
from pycore.contributions import left_out
from pycore.errors import TwinLedgerError

# A module that is not installed is left out, with its commands.
COMMAND_MODULES = (
    "pycore.commands.functions",
    "pycore.commands.factors",
    "pycore.commands.own_factors",
    "pycore.commands.workbooks",
    "pycore.commands.explain",
    "pycore.commands.simulate",
    "pycore.commands.trials",
    "pycore.commands.review",
    "pycore.commands.errata",
    "pycore.commands.rules",
    "pycore.commands.submissions",
    "pycore.commands.fill",
    "pycore.commands.merge",
    "pycore.commands.report",
    "pycore.commands.dataset",
    "pycore.commands.doctor",
    "addin.excel.command_line",
    "addin.libreoffice.command_line",
)


class _Commands(typer.core.TyperGroup):
    """The group of all commands; an error raised on purpose is one sentence on stderr and exit code 2.

    What packages of others bring and cannot be used is a sentence on stderr too; `doctor` has it among its own.
    """

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command; two words that are the name of one go before the first alone."""
        if len(args) > 1 and " ".join(args[:2]) in self.commands:
            args = [" ".join(args[:2]), *args[2:]]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; turn an error raised on purpose into a sentence on stderr and exit code 2."""
        try:
            return super().invoke(ctx)
        except TwinLedgerError as error:
            say_error(error.sentence(language_in_use(ctx)))
            raise typer.Exit(2) from error
        finally:
            if ctx.invoked_subcommand != "doctor":
                for one in left_out():
                    say_error(one.text[language_in_use(ctx)])


def build() -> typer.Typer:
    """Build the command line from the command modules that are there."""
    app = typer.Typer(
        name="twinledger",
        cls=_Commands,
        help="TwinLedger 碳污双账: carbon and pollutants in transparent, reproducible spreadsheets.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    for name in COMMAND_MODULES:
        if find_spec(name) is not None:
            import_module(name).register(app)
    return app


def _print_version(wanted: bool) -> None:
    """Print the version and end, where `--version` is given."""
    if wanted:
        from pycore import __version__

        typer.echo(__version__)
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="显示版本 / show the version"),
    ] = False,
) -> None:
    """Take the options of the program itself; the work is done by their callbacks."""
    pass


def main() -> None:
    """Run the command line."""
    collect_rarely()
    for stream in (sys.stdout, sys.stderr):
        # A Chinese sentence must reach a pipe or an English Windows console whole.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    build()()


if __name__ == "__main__":
    main()
