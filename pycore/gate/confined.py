"""The child's side of `child`: what this process may not do, and the loop in which it serves its parent.

What the child may do is limited twice. The operating system limits memory, processor time, open files and the size of
a file (RLIMIT_AS, _CPU, _NOFILE, _FSIZE), and on Linux it refuses every change outside the child's own folder for
temporary files (`landlock`), which the parent bounds and removes (`spool`). Inside Python an audit hook refuses sockets,
other programs and every change of the file system, and `socket.socket` is replaced. Windows has no such limits of the
operating system: there the hook and the wall-clock time are all, and memory is not limited. Compiled libraries do not
pass the hook; for them only the limits of the operating system hold, and where there is no Landlock these are sizes.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from pycore.collecting import collect_rarely
from pycore.gate.landlock import restrict_writing

_MOST_FILES = 64
_WRITES = frozenset(
    {
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.mkdir",
        "os.truncate",
        "os.link",
        "os.symlink",
        "os.chmod",
        "os.chown",
        "os.utime",
        "os.setxattr",
        "os.removexattr",
        "os.chflags",
        "os.lockf",
        "shutil.rmtree",
        "shutil.move",
        "shutil.copyfile",
    }
)
_PROGRAMS = (
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.startfile",
    "pty.",
)
_NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "telnetlib.")


def main() -> NoReturn:
    """Serve requests from standard input, one JSON object a line, until there are no more; the child's whole life.

    The first line that it writes says that it has started: what ends it before that has nothing to do with a file.
    """
    collect_rarely()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no part of an answer
    answers.write("{}\n")
    answers.flush()
    confined = False
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if not confined:
            limit(int(request["megabytes"]), int(request["spool_bytes"]))
            restrict_writing(str(request["spool"]))
        limit_processor(float(request["seconds"]))
        answers.write(_answered(request, confined) + "\n")
        answers.flush()
        confined = True
    os._exit(0)  # no clean-up handler of any library gets to run


def _answered(request: dict[str, Any], confined: bool) -> str:
    try:
        module, _, function = request["function"].partition(":")
        if not confined:
            confine()
        result = getattr(importlib.import_module(module), function)(request["payload"])
        return json.dumps({"result": result})
    except MemoryError:
        return '{"memory": true}'
    except Exception as error:
        return json.dumps({"error": f"{type(error).__name__}: {error}"[:500]})


def limit(megabytes: int, spool_bytes: int) -> None:
    """Limit this process's memory, open files and the size of what it writes, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in (
        ("RLIMIT_AS", megabytes * 1024 * 1024),
        ("RLIMIT_FSIZE", spool_bytes),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", _MOST_FILES),
    ):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            resource.setrlimit(getattr(resource, name), (most, most))


def limit_processor(seconds: float) -> None:
    """Give this process so many more seconds of processor time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    whole = math.ceil(used.ru_utime + used.ru_stime + seconds)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (whole, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def confine() -> None:
    """Refuse sockets, programs and changes of the file system in this process from now on, for good."""
    import socket

    def no_network(*arguments: object, **options: object) -> NoReturn:
        raise PermissionError("no network in the reader's child process")

    # A class still: libraries that draw, write slides or read XML import modules that derive from it.
    class Refused(socket.socket):
        __init__ = no_network

    socket.socket = Refused  # type: ignore[misc]
    socket.create_connection = no_network
    sys.addaudithook(_refusing())


def _refusing() -> Callable[[str, tuple[Any, ...]], None]:
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            changes = isinstance(flags, int) and flags & writing
            if (changes or (isinstance(mode, str) and set(mode) & set("wax+"))) and path != os.devnull:
                raise PermissionError(f"no writing in the reader's child process: {path}")
        elif event == "os.mkdir" and os.path.isdir(arguments[0]):
            return  # it stands already: nothing changes, and a library that asks for its folder finds it
        elif event in _WRITES or event.startswith(_PROGRAMS) or event.startswith(_NETWORK):
            raise PermissionError(f"not in the reader's child process: {event}")

    return refuse


if __name__ == "__main__":
    main()
