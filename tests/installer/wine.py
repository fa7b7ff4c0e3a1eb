"""Wine, where it is installed: runs a Windows program in a Windows of its own and looks at what it has left."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

_SECONDS = 180
_VALUE = re.compile(r"^    (.+?)    REG_(SZ|DWORD)    ?(.*)$")


class Wine:
    """A Windows of its own in a folder."""

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix
        # Without .NET and the browser, which would ask to be downloaded.
        self.environment = os.environ | {
            "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "WINEARCH": "win64",
        }  # fmt: skip
        self.run("wineboot", "-i")
        (self.home,) = (p for p in (self.drive / "users").iterdir() if p.name != "Public" and (p / "AppData").is_dir())

    @property
    def drive(self) -> Path:
        return self.prefix / "drive_c"

    def run(self, *command: str | Path, folder: Path | None = None) -> int:
        """Run a Windows program, in a folder of its own if one is given, and return its exit status."""
        return self._run(command, folder)[0]

    def run_until(self, done: Callable[[], bool], *command: str | Path, folder: Path) -> None:
        """Run a Windows program until something is done, then end it."""
        process = subprocess.Popen(
            ["wine", *map(str, command)], env=self.environment, cwd=folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            end = time.monotonic() + _SECONDS
            while not done():
                assert time.monotonic() < end, "too late"
                time.sleep(0.05)
        finally:
            process.kill()
            process.wait()

    def registry(self, key: str) -> dict[str, str]:
        """Return the texts and numbers of a key of the user; nothing if it is not there."""
        _, printed = self._run(["reg", "query", f"HKCU\\{key}"])
        return {m[1]: m[3] for line in printed.splitlines() if (m := _VALUE.match(line.rstrip("\r")))}

    def _run(self, command: Sequence[str | Path], folder: Path | None = None) -> tuple[int, str]:
        # Into a file: a pipe would stay open as long as Wine's own programs linger behind the one that was run.
        with tempfile.TemporaryFile() as printed:
            done = subprocess.run(
                ["wine", *map(str, command)], env=self.environment, cwd=folder or self.prefix, timeout=_SECONDS,
                stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            printed.seek(0)
            return done.returncode, printed.read().decode("utf-8", "replace")

    def set_registry(self, key: str, name: str, text: str) -> None:
        value = ["/v", name] if name else ["/ve"]
        assert self.run("reg", "add", f"HKCU\\{key}", *value, "/d", text, "/f") == 0

    def stop(self) -> None:
        """End everything that runs in it."""
        subprocess.run(["wineserver", "-k"], env=self.environment, stderr=subprocess.DEVNULL, timeout=_SECONDS)
