"""Run functions in a child process that has little memory, little time, no network and one small place to write.

Requests and answers travel as JSON, one line each, never as pickle. How the child is confined says `confined`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pycore.errors import TwinLedgerError
from pycore.gate.spool import LARGEST_SPOOL, LARGEST_SPOOL_FILE, Spool
from pycore.language import Text

_ROOT = str(Path(__file__).resolve().parents[2])
# As `-m pycore.gate.confined`, but with the very pycore that the parent runs, installed or not.
_START = (
    "import sys; root = sys.argv[1]; root in sys.path or sys.path.insert(0, root); "
    "from pycore.gate.confined import main; main()"
)
_OUT_OF_MEMORY = ("memory allocation of", "MemoryError", "bad_alloc", "Cannot allocate memory")
_LONGEST_ANSWER = 256 * 1024 * 1024
_LOOKED_EVERY = 0.25
"""Seconds between two looks at what the child has written."""
# What a process does to itself by a fault, or what the processor and our limits do to it. Any other signal was sent.
_FAULTS = {
    "SIGABRT": Text("自行中止", "it aborted itself"),
    "SIGBUS": Text("总线错误", "bus error"),
    "SIGFPE": Text("运算错误", "arithmetic fault"),
    "SIGILL": Text("非法指令", "illegal instruction"),
    "SIGSEGV": Text("内存访问错误", "invalid access to memory"),
    "SIGSYS": Text("被禁止的系统调用", "forbidden system call"),
    "SIGTRAP": Text("陷阱", "trap"),
    "SIGXFSZ": Text("超出文件大小限额", "file size limit"),
}
_CONFESSIONS = ("Traceback (most recent call last)", "Fatal Python error")
_WINDOWS_FAULT, _WINDOWS_ABORT = 0xC0000000, 3
_WINDOWS_ENDED = {0xC000013A, 0xC0000142}
"""Ctrl+C, and no desktop to start on while somebody logs off."""


START_SECONDS = 60.0
"""Time for an interpreter to start; what the file needs is counted from there."""


class ChildFailed(TwinLedgerError):
    """A child process gave no result; `rule` says which rule of the gate that breaks, `detail` how."""

    rule = "gate-crash"
    sentence_start = Text("读取该文件的子进程异常中止", "The child process that read the file broke down")
    sentence_end = Text(
        "文件未被读取。请向提交者索取原文件。",
        "and the file was not read. Ask whoever sent it for the original.",
    )

    def __init__(self, detail: Text) -> None:
        start, end = self.sentence_start, self.sentence_end
        super().__init__(Text(f"{start.zh}（{detail.zh}），{end.zh}", f"{start.en} ({detail.en}), {end.en}"))
        self.detail = detail


class ChildBroken(ChildFailed):
    """The child was brought down from within: a fault of the interpreter or a library, or a limit of ours."""

    rule = "gate-abort"
    sentence_start = Text("读取该文件的子进程中途崩溃", "The child process that read the file crashed")


class ChildTooSlow(ChildBroken):
    """The child used more time than it was given."""

    rule = "gate-time"
    sentence_start = Text("读取该文件超出时限", "Reading the file took more time than allowed")


class ChildTooLarge(ChildBroken):
    """The child asked for more memory than it was given."""

    rule = "gate-memory"
    sentence_start = Text("读取该文件超出内存限额", "Reading the file took more memory than allowed")


class ChildWroteTooMuch(ChildBroken):
    """The child filled its folder for temporary files."""

    rule = "gate-space"
    sentence_start = Text("读取该文件占用的临时空间超出限额", "Reading the file took more temporary space than allowed")


class ChildLost(ChildFailed):
    """The child was ended by something outside it, or never started: that says nothing of the file."""

    rule = "not-reviewed"
    sentence_start = Text("读取该文件的子进程被外部终止", "The child process that read the file was ended from outside")
    sentence_end = Text(
        "因此未能在此读取，这不说明文件有问题。请关闭占用内存的程序后重试。",
        "so it could not be read here, which says nothing against the file. Close what takes up memory and try again.",
    )


class Child:
    """A child process that serves one call after the other; a call that fails ends it.

    Args:
        megabytes: address space of the child; 1,024 and more leave room for numpy and lxml. Not limited on Windows.

    Raises:
        ChildLost: the system starts no process.
    """

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        self._ready = False
        environment = {k: v for k, v in os.environ.items() if k in ("SYSTEMROOT", "PATH", "LANG", "TZ")}
        environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
        try:
            self._spool = Spool()
            environment |= self._spool.environment()
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, _ROOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:  # no memory, no room, no more processes or files
            if hasattr(self, "_spool"):
                self._spool.remove()
            reason = error.strerror or type(error).__name__
            raise ChildLost(Text(f"子进程无法启动：{reason}", f"no child process starts: {reason}")) from error
        self._complaint: deque[bytes] = deque(maxlen=50)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def call(self, function_name: str, payload: object, seconds: float) -> Any:
        """Call ``module:function`` with one argument and return what it returns.

        Args:
            function_name: e.g. ``pycore.gate.template:recognise``; it takes the payload.
            payload: anything that JSON can hold.
            seconds: wall-clock time from when the interpreter has started, and processor time.

        Raises:
            ChildTooSlow, ChildTooLarge: a limit was reached.
            ChildBroken: the child died of a fault.
            ChildLost: the child was killed from outside, or did not start.
            ChildFailed: the function raised.
        """
        request = {
            "function": function_name, "payload": payload, "seconds": seconds, "megabytes": self.megabytes,
            "spool": self._spool.path, "spool_bytes": LARGEST_SPOOL_FILE,
        }  # fmt: skip
        try:
            self._await_start()
            with contextlib.suppress(OSError):  # a child that has died says below why
                self._stdin.write(json.dumps(request).encode() + b"\n")
                self._stdin.flush()
            with self._watched_spool() as full:
                answer, late = self._line(seconds)
            if full.is_set():
                raise ChildWroteTooMuch(Text(*(f"{LARGEST_SPOOL // 2**20} MB",) * 2))
            return self._result(answer, late, seconds)
        except ChildFailed:
            self.close()
            raise

    def close(self) -> None:
        """End the child."""
        if self.alive:
            self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._spool.remove()

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def _listen(self) -> None:
        """Take in what the child complains, so that it never waits for a reader."""
        assert self._process.stderr is not None
        with contextlib.suppress(OSError, ValueError):
            while piece := self._process.stderr.readline(2000):
                self._complaint.append(piece)

    def _await_start(self) -> None:
        if self._ready:
            return
        line, late = self._line(START_SECONDS)
        if not line.endswith(b"\n"):  # no file was named to it yet
            ending = f"{START_SECONDS:g} s" if late else f"{self._process.wait()}"
            raise ChildLost(Text(f"子进程未能启动：{ending}", f"it did not start: {ending}"))
        self._ready = True

    def _line(self, seconds: float) -> tuple[bytes, bool]:
        """Read a line of the child; the second value tells whether we killed it because its time was over."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._stop, [late])
        timer.daemon = True
        timer.start()
        try:
            return self._stdout.readline(_LONGEST_ANSWER), late.is_set()
        finally:
            timer.cancel()

    @contextlib.contextmanager
    def _watched_spool(self) -> Iterator[threading.Event]:
        """Kill the child when it has written more than it may; the event tells whether that was so."""
        full, done = threading.Event(), threading.Event()

        def watch() -> None:
            while not done.wait(_LOOKED_EVERY):
                if self._spool.used(self._process.pid) > LARGEST_SPOOL and self.alive:
                    full.set()
                    self._process.kill()

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield full
        finally:
            done.set()
            watcher.join()

    def _stop(self, late: threading.Event) -> None:
        if self.alive:  # whoever ended it before, it was not this timer
            late.set()
            self._process.kill()

    def _result(self, answer: bytes, late: bool, seconds: float) -> Any:
        if len(answer) >= _LONGEST_ANSWER:
            raise ChildFailed(Text("回答过长", "its answer is too long"))
        if not answer.endswith(b"\n"):
            raise self._death(late, seconds)
        try:
            told = json.loads(answer)
        except (ValueError, RecursionError) as error:
            raise ChildFailed(Text("没有结果", "no result")) from error
        if "memory" in told or any(mark in told.get("error", "") for mark in _OUT_OF_MEMORY):
            raise self._too_large()
        if "error" in told:
            raise ChildFailed(Text(told["error"], told["error"]))
        return told["result"]

    def _death(self, late: bool, seconds: float) -> ChildFailed:
        """Say why a child ended without an answer."""
        if late:
            return ChildTooSlow(Text(f"{seconds:g} 秒", f"{seconds:g} s"))
        code = self._process.wait()
        self._listener.join()
        complaint = b"".join(self._complaint).decode("utf-8", "replace")
        if any(mark in complaint for mark in _OUT_OF_MEMORY):
            return self._too_large()
        last = (complaint.strip().splitlines() or [""])[-1][:200]
        if sys.platform == "win32":
            return _windows_death(code, last, any(mark in complaint for mark in _CONFESSIONS))
        if code >= 0:
            return ChildBroken(Text(f"退出码 {code}：{last}", f"exit code {code}: {last}"))
        name = _signal_name(-code)
        if name == "SIGXCPU":
            return ChildTooSlow(Text(f"{seconds:g} 秒处理器时间", f"{seconds:g} s of processor time"))
        if name in _FAULTS:
            return ChildBroken(Text(f"{name}，{_FAULTS[name].zh}", f"{name}, {_FAULTS[name].en}"))
        return ChildLost(Text(name, name))

    def _too_large(self) -> ChildTooLarge:
        return ChildTooLarge(Text(f"{self.megabytes} MB", f"{self.megabytes} MB"))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # the real-time signals have no names
        return f"signal {number}"


def _windows_death(code: int, last: str, confessed: bool) -> ChildFailed:
    """Tell a fault from an end that another program made, which may carry any small code (Task Manager gives 1)."""
    fault = code >= _WINDOWS_FAULT and code not in _WINDOWS_ENDED
    shown = f"{code:#x}" if code >= _WINDOWS_FAULT else str(code)
    detail = Text(f"退出码 {shown}：{last}", f"exit code {shown}: {last}")
    return ChildBroken(detail) if fault or confessed or code == _WINDOWS_ABORT else ChildLost(detail)
