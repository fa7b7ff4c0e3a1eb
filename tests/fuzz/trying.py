"""Run a command on a mutant in this process, its work in warm confined children, and judge how it ended.

A command takes a fresh child for each file and a review one for several; here all of them keep theirs, so that a
thousand files cost what their reading costs. All else is the command as it ships: arguments, gate, limits, printing.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pycore.gate.attempts as attempts
import pycore.review.many as many
from pycore.cli import build
from tests.fuzz.commands import TABLE, Command

SLOW = 400.0
"""Seconds by the clock after which no limit of a child can have held: the longest is 300 s."""
_BROKE_DOWN = ("gate-crash", "异常中止", "broke down")
_NO_SENTENCES = re.compile(
    r"Traceback \(most recent|\b(Key|Value|Type|Index|Attribute|Assertion|Unicode\w*|Recursion|Zero\w+)Error\b|Exception\b"
)
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_OUTPUTS = {"out.xlsx", "out.html", "out.docx", "out.pptx", "page.html", "a.sarif", "clean.xlsx", "notes", "data"}


@dataclass(frozen=True)
class Outcome:
    """How a command ended; `faults` is empty if it kept its promises."""

    code: int
    seconds: float
    faults: tuple[str, ...]
    said: str = ""


class _Warm(attempts.Children):
    """Children that outlive the command that asked for them."""

    kept: dict[int, _Warm] = {}  # noqa: RUF012

    def __exit__(self, *_: object) -> None:
        pass

    def end(self) -> None:
        super().__exit__()

    @classmethod
    def of(cls, megabytes: int, times_broken: int = 2) -> _Warm:
        return cls.kept.setdefault(megabytes, cls(megabytes))


@contextlib.contextmanager
def warm() -> Iterator[None]:
    """Keep the children of all commands until the end of the block."""
    with patch.object(attempts, "Children", _Warm.of), patch.object(many, "Children", _Warm.of):
        try:
            yield
        finally:
            for children in _Warm.kept.values():
                children.end()
            _Warm.kept.clear()


def tried(command: Command, data: bytes, folder: Path) -> Outcome:
    """Run a command on a file with these bytes and say what it broke of its promises.

    The folder is made anew.
    """
    shutil.rmtree(folder, ignore_errors=True)
    out = folder / "out"
    out.mkdir(parents=True)
    book, table = folder / "book.xlsx", folder / "table.csv"
    book.write_bytes(data)
    table.write_text(TABLE, encoding="utf-8")
    places = {"book": str(book), "folder": str(out), "table": str(table), "example": str(command.example)}
    arguments = [a.format_map(places) for a in command.arguments]
    started = time.monotonic()
    code, said, complained, raised = _run([*arguments, "--lang", "en"])
    seconds = time.monotonic() - started
    faults = [f"raised {raised}"] if raised else []
    if code not in command.exits:
        faults.append(f"exit {code}")
    if book.read_bytes() != data or {p.name for p in folder.iterdir()} != {"book.xlsx", "table.csv", "out"}:
        faults.append("changed a file")
    faults += _of_words(said + complained)
    if code >= 2 and not (said + complained).strip():
        faults.append("silent")
    if seconds > SLOW:
        faults.append("slow")
    if command.as_json and (code in (0, 1) or said.strip()):
        faults += _of_json(said)
    faults += _of_files(out, code, command)
    return Outcome(code, seconds, tuple(dict.fromkeys(faults)), (complained or said)[-600:] if faults else "")


def _run(arguments: list[str]) -> tuple[int, str, str, str]:
    """Run the program and return its exit status, what it said and complained, and what it raised."""
    said, complained = io.StringIO(), io.StringIO()
    code, raised = 0, ""
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        try:
            build()(arguments, prog_name="twinledger")
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        except Exception as error:
            code, raised = -1, f"{type(error).__name__}: {error}"[:300]
    return code, said.getvalue(), complained.getvalue(), raised


def _of_words(text: str) -> list[str]:
    faults = [f"broke down: {_around(text, mark)}" for mark in _BROKE_DOWN if mark in text][:1]
    if (found := _NO_SENTENCES.search(text)) and not faults:
        faults.append(f"no sentence: {_around(text, found[0])}")
    if found := _NO_TEXT.search(text):
        faults.append(f"prints {found[0]!a}")
    return faults


def _around(text: str, mark: str) -> str:
    place = text.index(mark)
    return " ".join(text[max(place - 40, 0) : place + 160].split())


def _of_json(said: str) -> list[str]:
    try:
        told = json.loads(said)
    except ValueError:
        return ["no JSON"]
    rules = (
        [f for one in told if isinstance(one, dict) for f in one.get("findings", ())] if isinstance(told, list) else []
    )
    return [f"rule failed: {f.get('more') or f.get('found')}" for f in rules if f.get("rule") == "rule-failed"][:1]


def _of_files(out: Path, code: int, command: Command) -> list[str]:
    """What was written has its name, is whole, and is not there after a refusal (but for a page that tells why)."""
    faults = []
    written = sorted(out.iterdir())
    if strangers := [p.name for p in written if p.name not in _OUTPUTS]:
        faults.append(f"wrote {strangers}")
    if code >= 2 and command.arguments[0] != "review" and written:
        faults.append(f"wrote {[p.name for p in written]} and refused")
    for path in written:
        if path.suffix in (".xlsx", ".docx"):
            with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
                if archive.testzip() is None:
                    continue
            faults.append(f"{path.name} is no file to open")
    return faults


def largest_child() -> float:
    """The most memory that a child of this process had, in megabytes."""
    import resource

    return float(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def told(outcome: Outcome) -> dict[str, Any]:
    return {
        "code": outcome.code,
        "seconds": round(outcome.seconds, 2),
        "faults": list(outcome.faults),
        "said": outcome.said,
    }
