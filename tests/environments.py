"""A Python environment of a test's own that finds the libraries of the one that runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Environment:
    """An environment in a folder."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def command(self) -> Path:
        """The command that installing a wheel has made."""
        return self.python.with_name("twinledger.exe" if sys.platform == "win32" else "twinledger")

    @property
    def packages(self) -> Path:
        """Where what is installed in it lies."""
        return Path(sysconfig.get_path("purelib", "venv", vars=dict.fromkeys(("base", "platbase"), str(self.folder))))

    def run(self, *arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run its Python in a folder, with nothing of the surroundings that leads elsewhere."""
        return self.start([self.python, *arguments], folder)

    def start(self, command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
        """Run a command of it in a folder."""
        surroundings = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=surroundings | {"PYTHONUTF8": "1"}
        )  # fmt: skip


def environment(folder: Path, *paths: Path, wheel: Path | None = None) -> Environment:
    """Make an environment; after its own packages it looks into the paths, then among the libraries of the tests.

    These are named by their folder alone, so what is installed there as a link to a checkout is not found.

    Args:
        wheel: to be installed first, while pip sees nothing but the environment.
    """
    venv.create(folder, symlinks=sys.platform != "win32")
    made = Environment(folder)
    if wheel is not None:
        pip("--python", made.python, "install", "--no-index", "--no-deps", wheel)
    libraries = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (made.packages / "libraries.pth").write_text("\n".join([*map(str, paths), *libraries]) + "\n", encoding="utf-8")
    return made


def pip(*arguments: str | Path) -> None:
    """Run the pip that is here, without configuration and without a network."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--isolated", "--quiet", "--disable-pip-version-check", *arguments],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
