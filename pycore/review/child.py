"""Run functions in a child process that has little memory, little time, no network and nowhere to write.

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
from pathlib import Path
from typing import IO, Any

from pycore.errors import TwinLedgerError
from pycore.language import Text

_ROOT = str(Path(__file__).resolve().parents[2])
# As `-m pycore.review.confined`, but with the very pycore that the parent runs, installed or not.
_START = (
    "import sys; root = sys.argv[1]; root in sys.path or sys.path.insert(0, root); "
    "from pycore.review.confined import main; main()"
)
_OUT_OF_MEMORY = ("memory allocation of", "MemoryError", "bad_alloc", "Cannot allocate memory")
_LONGEST_ANSWER = 256 * 1024 * 1024


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


class Child:
    """A child process that serves one call after the other; a call that fails ends it.

    Args:
        megabytes: address space of the child; 1,024 and more leave room for numpy and lxml. Not limited on Windows.
    """

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        environment = {k: v for k, v in os.environ.items() if k in ("SYSTEMROOT", "PATH", "LANG", "TZ")}
        environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
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
            function_name: e.g. ``pycore.review.gate_template:recognise``; it takes the payload.
            payload: anything that JSON can hold.
            seconds: wall-clock time, for the first call the start of the interpreter included, and processor time.

        Raises:
            ChildTooSlow, ChildTooLarge: a limit was reached.
            ChildFailed: the function raised, or the child died.
        """
        request = {
            "function": function_name, "payload": payload, "seconds": seconds, "megabytes": self.megabytes
        }  # fmt: skip
        late = threading.Event()
        timer = threading.Timer(seconds, self._stop, [late])
        timer.daemon = True
        timer.start()
        answer = b""
        try:
            with contextlib.suppress(OSError):  # a child that has died says below why
                self._stdin.write(json.dumps(request).encode() + b"\n")
                self._stdin.flush()
            answer = self._stdout.readline(_LONGEST_ANSWER)
            return self._result(answer, late, seconds)
        except ChildFailed:
            self.close()
            raise
        finally:
            timer.cancel()

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

    def _stop(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _result(self, answer: bytes, late: threading.Event, seconds: float) -> Any:
        if not answer.endswith(b"\n"):
            self._process.kill()
            raise self._death(late.is_set(), seconds)
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
        if sys.platform != "win32" and code == -signal.SIGXCPU:
            return ChildTooSlow(Text(f"{seconds:g} 秒处理器时间", f"{seconds:g} s of processor time"))
        complaint = b"".join(self._complaint).decode("utf-8", "replace")
        if any(mark in complaint for mark in _OUT_OF_MEMORY):
            return self._too_large()
        last = (complaint.strip().splitlines() or [""])[-1][:200]
        return ChildFailed(Text(f"退出码 {code}：{last}", f"exit code {code}: {last}"))

    def _too_large(self) -> ChildTooLarge:
        return ChildTooLarge(Text(f"{self.megabytes} MB", f"{self.megabytes} MB"))


def run_limited(function_name: str, payload: object, seconds: float, megabytes: int) -> Any:
    """Call one function in a child of its own; see `Child` and `Child.call`."""
    with Child(megabytes) as child:
        return child.call(function_name, payload, seconds)
