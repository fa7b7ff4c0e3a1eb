"""A command as the confined child process runs it: what it prints and writes is kept and given back.

A module of its own, named to the child only, so that the parent, which waits, does not load it.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import io
import logging
import os
import sys
from typing import Any

import typer

from pycore.commands.confined import Place
from pycore.commands.output import say_error
from pycore.contributions import left_out
from pycore.package.atomic import writes_kept


def run_here(payload: dict[str, Any]) -> Any:
    """Run a command and give what it printed, the files it made (place and base64) and its exit status.

    Args:
        payload: ``module`` that registers the command, its name, its ``arguments``, where modules are searched, the
            environment, and whether the output is a terminal.
    """
    Place.in_child = True
    sys.path.extend(path for path in payload["search"] if path not in sys.path)
    os.environ.update(payload["environment"])
    if payload["terminal"]:
        os.environ["FORCE_COLOR"] = "1"
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it would complain that its cache cannot be written
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.callback()(_no_options)
    importlib.import_module(payload["module"]).register(app)
    command = typer.main.get_command(app)
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained), writes_kept() as kept:
        code = _exit_status(command, [payload["command"], *payload["arguments"]])
        for one in left_out():
            say_error(one.text["en" if "en" in payload["arguments"] else "zh"])
    return {
        "out": said.getvalue(),
        "err": complained.getvalue(),
        "code": code,
        "files": [(place, base64.b64encode(data).decode("ascii")) for place, data in kept.items()],
    }


def _no_options() -> None:
    """Keep the name of the command among the arguments, even if its module has but one."""


def _exit_status(command: Any, arguments: list[str]) -> int:
    """Run a command to its end and give its exit status."""
    try:
        command(arguments, prog_name="twinledger")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
