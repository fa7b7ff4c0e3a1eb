"""Sets up a private environment in `.venv` and runs a task in it; needs nothing but Python 3.11 or newer.

python installer/develop.py demo     set up, then make and calculate the worked example
python installer/develop.py quick    set up, then run the tests that need no other program and little time, for every day
python installer/develop.py test     set up, then run all tests
python installer/develop.py full     set up, then run all tests, with every seeded error, and the benchmarks
python installer/develop.py mutants [PART …]
                                     set up, then change a package of the core token by token and see which change
                                     no test notices (accounting, assessment, uncertainty); a stopped run goes on
python installer/develop.py check    set up, then linter and type checker
python installer/develop.py speed    set up, then the benchmarks, as ratios
python installer/develop.py build    set up, then build the templates under workbooks/ and the test sheet
python installer/develop.py issue    set up, then issue the versions of the workbooks that are not issued yet
python installer/develop.py guide    set up, then make the user guide and all formulas as one page a language in dist/
python installer/develop.py installer [-o DIR] [--runtime PACKAGE]
                                     set up, then build dist/TwinLedger-Setup.exe for Windows; needs NSIS
                                     (apt-get install nsis) and a network for about 110 MB of packages
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
CONSTRAINTS = ROOT / "installer" / "constraints.txt"
PROJECT = ROOT / "pyproject.toml"
STAMP = ENVIRONMENT / "twinledger-setup"
LEAST = (3, 11)

TESTS = ["-m", "pytest", "-n", "auto"]
BENCHMARKS = ["-m", "pytest", "tests/benchmarks", "--benchmark-enable", "-s"]
TASKS: dict[str, list[list[str]]] = {
    "setup": [],
    "demo": [["-m", "pycore.cli", "demo"]],
    "quick": [["-m", "pytest", "-n", "auto", "-m", "not slow and not libreoffice and not programs"]],
    "test": [TESTS],
    "full": [TESTS, BENCHMARKS],
    "mutants": [["-m", "tests.mutants"]],
    "check": [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy", "--strict", "pycore"],
    ],
    "speed": [BENCHMARKS],
    "build": [["-m", "workbooks.build"], ["-m", "installer.test_sheet.sheet"]],
    "issue": [["-m", "workbooks.build", "--check"], ["-m", "workbooks.issue"]],
    "guide": [
        ["-m", "installer.guide.pages"],
        ["-m", "pycore.cli", "functions", "--html", "dist/formulas_zh.html", "--force"],
        ["-m", "pycore.cli", "functions", "--html", "dist/formulas_en.html", "--force", "--lang", "en"],
    ],
    "installer": [["-m", "installer.windows.build"]],
}


def interpreter() -> Path:
    """Return the Python of the private environment."""
    folder = "Scripts" if sys.platform == "win32" else "bin"
    return ENVIRONMENT / folder / ("python.exe" if sys.platform == "win32" else "python")


def wanted() -> str:
    """Return what the environment is made from; a change of it asks for a new installation."""
    return hashlib.sha256(CONSTRAINTS.read_bytes() + PROJECT.read_bytes() + sys.version.encode()).hexdigest()


def set_up() -> None:
    """Make the environment, with exactly the pinned versions, unless it is there already."""
    if STAMP.exists() and STAMP.read_text() == wanted():
        return
    print(
        "正在准备运行环境（.venv），首次约需一两分钟… / Setting up .venv; the first time takes a minute or two …",
        flush=True,
    )
    if not interpreter().exists():
        venv.create(ENVIRONMENT, with_pip=True)
    subprocess.run(
        [interpreter(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", CONSTRAINTS, "-e", f"{ROOT}[excel,test,lint]"],
        check=True,
    )  # fmt: skip
    STAMP.write_text(wanted())


def main(arguments: list[str]) -> int:
    """Run a task; whatever follows its name goes to its last command."""
    if sys.version_info < LEAST:
        print("需要 Python 3.11 或更新版本。 / Python 3.11 or newer is needed.", file=sys.stderr)
        return 2
    task, *more = arguments or ["setup"]
    if task not in TASKS:
        print(
            f"没有任务“{task}”，应为 {'、'.join(TASKS)} 之一。 / no task {task!r}; expected one of {', '.join(TASKS)}",
            file=sys.stderr,
        )
        return 2
    set_up()
    if task == "full":
        # An ordinary run sows a part of the errors and leaves blank workbooks out where other programs calculate.
        os.environ.setdefault("TWINLEDGER_FULL", "1")
    commands = TASKS[task]
    for i, command in enumerate(commands):
        extra = more if i == len(commands) - 1 else []
        status = subprocess.run([interpreter(), *command, *extra], cwd=ROOT).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
