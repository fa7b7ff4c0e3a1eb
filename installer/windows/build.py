"""Builds `TwinLedger-Setup.exe` on Linux (or wherever NSIS is): stages the files, renders the script, runs makensis.

python -m installer.windows.build [-o DIR] [--runtime python-3.11.9-embed-amd64.zip]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from installer.guide.pages import write_guides
from installer.windows.plan import Plan, read_plan
from installer.windows.wheelhouse import fill, requirements_with_hashes
from pycore import __version__
from pycore.errors import TwinLedgerError
from pycore.find_program import find_program
from pycore.language import Text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEMPLATE = HERE / "setup.nsi.j2"
PROMPT = HERE / "twinledger-prompt.cmd"
SETUP = "TwinLedger-Setup.exe"


class BuildError(TwinLedgerError):
    """The installer cannot be built here; the sentence says what is lacking."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One file: where it lies in the staging folder, and its place below the installation, with backslashes.

    Attributes:
        english: the file that an English installation gets instead, where there is one.
    """

    source: Path
    folder: str
    read_only: bool = False
    english: Path | None = None

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def below(self) -> str:
        """The folder as it follows `$INSTDIR`: empty, or with a leading backslash."""
        return "" if self.folder == "." else f"\\{self.folder}"

    @property
    def target(self) -> str:
        return self.name if self.folder == "." else f"{self.folder}\\{self.name}"


def stage(folder: Path, plan: Plan) -> None:
    """Put into the staging folder everything that the plan takes from it."""
    wheels = folder / "wheels"
    fill(wheels, plan.product["python"])
    (wheels / "requirements.txt").write_text(requirements_with_hashes(wheels), encoding="ascii")
    (folder / "workbooks").mkdir()
    for book in sorted((ROOT / "workbooks").glob("*/*.xlsx")):
        shutil.copy(book, folder / "workbooks")
    write_guides(folder / "guide")
    shutil.copy(PROMPT, folder)
    # By this name a double click on Windows opens it.
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    if find_spec("addin.excel.build") is None:
        raise BuildError(
            Text("缺少 Excel 加载项（addin/excel），无法生成安装程序。",
                 "The Excel add-in (addin/excel) is missing, so the installer cannot be built."),
        )  # fmt: skip
    import_module("addin.excel.build").build(folder / "excel")


def placed(folder: Path, plan: Plan) -> list[Placed]:
    """Return every file that the plan places.

    Raises:
        BuildError: nothing in the staging folder fits a line of the plan.
    """
    found = []
    for file in plan.files:
        chinese, english = (
            sorted(folder.glob(file.source.replace("{language}", language))) for language in ("zh", "en")
        )
        if not chinese or not english:
            raise BuildError(
                Text(
                    f"plan.toml 要求的 {file.source} 没有生成。",
                    f"{file.source}, which plan.toml asks for, was not built.",
                ),
            )
        found += [
            Placed(zh, file.folder, file.read_only, None if zh == en else en)
            for zh, en in zip(chinese, english, strict=True)
        ]
    return found


def script(folder: Path, plan: Plan, output: Path, runtime: Path | None) -> str:
    """Return the NSIS script; `runtime` is an unpacked Python to be put into the installer, or none."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    (pip_wheel,) = (folder / "wheels").glob("pip-*.whl")
    text = environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        product=plan.product,
        version=__version__,
        output=output,
        runtime=runtime,
        pip_wheel=pip_wheel.name,
        placed=placed(folder, plan),
        folders=plan.folders,
        registry=plan.registry,
        excel=plan.excel,
        addin=plan.product["addin"],
        shortcuts=plan.shortcuts,
        messages=plan.messages,
        exits={message.id: message.exit for message in plan.messages},
    )
    for name in ("python", "python_package"):
        text = text.replace(f"{{{name}}}", plan.product[name])
    return text.replace("{version}", __version__).replace("{language}", "$(Language)")


def compile_script(text: str, folder: Path) -> None:
    """Run makensis on the script.

    Raises:
        BuildError: makensis is not there, or refuses the script.
    """
    program = find_program("makensis")
    if program is None:
        raise BuildError(
            Text("没有找到 makensis。请先安装 NSIS（Debian/Ubuntu：apt-get install nsis）。",
                 "makensis was not found. Install NSIS first (Debian or Ubuntu: apt-get install nsis)."),
        )  # fmt: skip
    file = folder / "setup.nsi"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run([program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", str(file)], capture_output=True, text=True)
    if done.returncode:
        reason = (done.stdout + done.stderr).strip()
        raise BuildError(Text(f"makensis 没有成功：{reason}", f"makensis failed: {reason}"))


def unpack_runtime(package: Path, folder: Path) -> Path:
    """Unpack Python's embeddable package into the folder and return its place.

    Raises:
        BuildError: the file is not such a package.
    """
    target = folder / "runtime"
    with zipfile.ZipFile(package) as archive:
        if "python.exe" not in archive.namelist():
            raise BuildError(
                Text(f"{package} 中没有 python.exe，应为 python-3.11.x-embed-amd64.zip。",
                     f"There is no python.exe in {package}; expected python-3.11.x-embed-amd64.zip."),
            )  # fmt: skip
        archive.extractall(target)
    return target


def build(output: Path, package: Path | None = None) -> Path:
    """Build the installer into the folder `output`, with Python's embeddable package inside it if one is given."""
    plan = read_plan()
    output.mkdir(parents=True, exist_ok=True)
    setup = output.resolve() / SETUP
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        runtime = unpack_runtime(package, folder) if package is not None else None
        stage(folder, plan)
        compile_script(script(folder, plan, setup, runtime), folder)
    return setup


def main(arguments: list[str]) -> int:
    """Build, and say where the installer is and what it will need."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("dist"))
    parser.add_argument(
        "--runtime",
        type=Path,
        help="Python 的 embeddable 包，放进安装程序 / Python's package, to be put inside",
    )
    options = parser.parse_args(arguments)
    try:
        setup = build(options.output, options.runtime)
    except TwinLedgerError as error:
        print(error.text.both, file=sys.stderr)
        return 2
    print(f"{setup}  {setup.stat().st_size / 1e6:.0f} MB")
    if options.runtime is None:
        print(
            "安装时需要 64 位 Python 3.11：其 embeddable 包放在安装程序旁边，或已安装；用 --runtime 可把它放进安装程序。 / "
            "Installing needs a 64-bit Python 3.11: its embeddable package beside the installer, or an installed one; "
            "--runtime puts the package inside."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
