"""Run one function in a child process that has little memory, little time, no network and nowhere to write.

What the child may do is limited twice. The operating system limits memory, processor time, open files and, by a file
size of 0, writing (RLIMIT_AS, _CPU, _NOFILE, _FSIZE). Inside Python an audit hook refuses sockets, other programs and
every change of the file system, and `socket.socket` is replaced. Windows has no such limits of the operating system:
there the hook and the wall-clock time are all, and memory is not limited. Compiled libraries do not pass the hook;
for them only the limits of the operating system hold.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from pycore.errors import TwinLedgerError
from pycore.language import Text

_ROOT = str(Path(__file__).resolve().parents[2])
_MOST_FILES = 64
# As `-m pycore.review.child`, but with the very pycore that the parent runs, installed or not.
_START = (
    "import sys; root = sys.argv[1]; root in sys.path or sys.path.insert(0, root); "
    "from pycore.review.child import main; main()"
)
_OUT_OF_MEMORY = ("memory allocation of", "MemoryError", "bad_alloc", "Cannot allocate memory")
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


class ChildFailed(TwinLedgerError):
    """A child process gave no result; `rule` says which rule of the gate that breaks, `detail` how."""

    rule = "gate-crash"
    sentence_start = Text("读取该文件的子进程异常中止", "The child process that read the file broke down")

    def __init__(self, detail: Text) -> None:
        start = self.sentence_start
        super().__init__(
            Text(
                f"{start.zh}（{detail.zh}），文件未被读取。请向提交者索取原文件。",
                f"{start.en} ({detail.en}), and the file was not read. Ask whoever sent it for the original.",
            )
        )
        self.detail = detail


class ChildTooSlow(ChildFailed):
    """The child used more time than it was given."""

    rule = "gate-time"
    sentence_start = Text("读取该文件超出时限", "Reading the file took more time than allowed")


class ChildTooLarge(ChildFailed):
    """The child asked for more memory than it was given."""

    rule = "gate-memory"
    sentence_start = Text("读取该文件超出内存限额", "Reading the file took more memory than allowed")


def run_limited(function_name: str, payload: object, seconds: float, megabytes: int) -> Any:
    """Call ``module:function`` with one argument in a new interpreter and return what it returns.

    Argument and result travel as JSON, never as pickle. On Windows the memory is not limited.

    Args:
        function_name: e.g. ``pycore.review.gate_template:recognise``; it takes the payload.
        payload: anything that JSON can hold.
        seconds: wall-clock time, start of the interpreter included, and processor time.
        megabytes: address space of the child; 1,024 and more leave room for numpy and lxml.

    Raises:
        ChildTooSlow, ChildTooLarge: a limit was reached.
        ChildFailed: the function raised, or the child died.
    """
    request = json.dumps(
        {"function": function_name, "payload": payload, "seconds": seconds, "megabytes": megabytes}
    )
    environment = {k: v for k, v in os.environ.items() if k in ("SYSTEMROOT", "PATH", "LANG", "TZ")}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, _ROOT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    try:
        answer, complaint = process.communicate(request.encode("utf-8"), timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise ChildTooSlow(Text(f"{seconds:g} 秒", f"{seconds:g} s")) from late
    finally:
        _end(process)
    return _result(process.returncode, answer, complaint.decode("utf-8", "replace"), seconds, megabytes)


def main() -> NoReturn:
    """Serve one request from standard input; the child's whole life."""
    request = json.loads(sys.stdin.buffer.read())
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no part of the answer
    try:
        limit(float(request["seconds"]), int(request["megabytes"]))
        module, _, function = request["function"].partition(":")
        confine()
        result = getattr(importlib.import_module(module), function)(request["payload"])
        written = json.dumps({"result": result})
    except MemoryError:
        written = '{"memory": true}'
    except Exception as error:
        written = json.dumps({"error": f"{type(error).__name__}: {error}"[:500]})
    answer.write(written)
    answer.flush()
    os._exit(0)  # no clean-up handler of any library gets to run


def limit(seconds: float, megabytes: int) -> None:
    """Limit this process's memory, processor time, open files and file size, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    whole = math.ceil(seconds)
    for name, most in (
        ("RLIMIT_AS", megabytes * 1024 * 1024),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", _MOST_FILES),
    ):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            resource.setrlimit(getattr(resource, name), (most, most))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))


def confine() -> None:
    """Refuse sockets, programs and changes of the file system in this process from now on, for good."""
    import socket

    def no_network(*arguments: object, **options: object) -> NoReturn:
        raise PermissionError("no network in the reader's child process")

    socket.socket = no_network  # type: ignore[assignment,misc]
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
        elif event in _WRITES or event.startswith(_PROGRAMS) or event.startswith(_NETWORK):
            raise PermissionError(f"not in the reader's child process: {event}")

    return refuse


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def _result(code: int, answer: bytes, complaint: str, seconds: float, megabytes: int) -> Any:
    too_large = ChildTooLarge(Text(f"{megabytes} MB", f"{megabytes} MB"))
    if code != 0:
        if sys.platform != "win32" and code in (-signal.SIGXCPU, -signal.SIGKILL):
            raise ChildTooSlow(Text(f"{seconds:g} 秒处理器时间", f"{seconds:g} s of processor time"))
        if any(mark in complaint for mark in _OUT_OF_MEMORY):
            raise too_large
        last = (complaint.strip().splitlines() or [""])[-1][:200]
        raise ChildFailed(Text(f"退出码 {code}：{last}", f"exit code {code}: {last}"))
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise ChildFailed(Text("没有结果", "no result")) from error
    if "memory" in told:
        raise too_large
    if "error" in told:
        if any(mark in told["error"] for mark in _OUT_OF_MEMORY):
            raise too_large
        raise ChildFailed(Text(told["error"], told["error"]))
    return told["result"]


if __name__ == "__main__":
    main()
