"""The wheel and the sdist, built here without a network: complete, and of use far from the checkout."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from pycore import __version__
from tests.environments import Environment, environment, pip

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PACKAGES = ("pycore", "workbooks", "addin")
# Builds the sdist as every front end does, by the hook of the build backend.
SDIST = "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])"


@dataclass(frozen=True)
class Built:
    """What was built, and from which files."""

    sources: frozenset[str]
    sdist: Path
    wheel: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist from what git has, so that no earlier build adds to it; the wheel from the unpacked sdist."""
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, cwd=ROOT)
    if listed.returncode:
        pytest.skip("not a git checkout")
    folder = tmp_path_factory.mktemp("built")
    names = [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    for name in names:
        (folder / "checkout" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / "checkout" / name)
    done = subprocess.run(
        [sys.executable, "-c", SDIST, folder], cwd=folder / "checkout", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    sdist = folder / f"twinledger-{__version__}.tar.gz"
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    pip(
        "wheel",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        folder / f"twinledger-{__version__}",
    )
    (wheel,) = folder.glob("*.whl")
    return Built(frozenset(names), sdist, wheel)


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment of its own with the wheel, and with the libraries that it requires."""
    return environment(tmp_path_factory.mktemp("installed") / "environment", wheel=built.wheel)


def test_the_sdist_has_every_file_of_the_checkout(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {m.name.partition("/")[2] for m in archive.getmembers() if m.isfile()}
    assert built.sources - names == set()
    assert {n for n in names - built.sources if ".egg-info/" not in n} == {"PKG-INFO", "setup.cfg"}


def test_the_wheel_has_every_file_of_the_packages_and_the_licence_and_nothing_else(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        names = {n for n in archive.namelist() if not n.startswith("twinledger-")}
        information = f"twinledger-{__version__}.dist-info"
        licence = archive.read(f"{information}/licenses/LICENSE")
        metadata = BytesParser().parsebytes(archive.read(f"{information}/METADATA"))
    assert names == {n for n in built.sources if n.split("/")[0] in PACKAGES}
    assert licence == (ROOT / "LICENSE").read_bytes()
    assert (metadata["License-Expression"], metadata["License-File"]) == ("Apache-2.0", "LICENSE")


def test_everything_works_outside_of_the_checkout(installed: Environment, tmp_path: Path) -> None:
    def run(*arguments: str | Path, allowed: tuple[int, ...] = (0,)) -> str:
        done = installed.start([installed.command, *arguments], tmp_path)
        assert done.returncode in allowed, (arguments, done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done.stdout

    # What runs is the wheel and not the checkout.
    found = installed.run(
        "-c",
        f"import {', '.join(PACKAGES)}\nfor m in {', '.join(PACKAGES)}: print(m.__file__)",
        folder=tmp_path,
    )
    assert [Path(line).parent for line in found.stdout.split("\n") if line] == [
        installed.packages / n for n in PACKAGES
    ]

    run("demo", "--lang", "en")
    calculated = tmp_path / "output" / "demo" / "coal_chemical_example_en_calculated.xlsx"
    run("review", calculated, "--html", "review.html")
    said = verdict(run("review", calculated, "--json"))
    assert (said["verdict"], said["families_touched"], said["families"] > 0) == ("clean", 0, True)
    assert (tmp_path / "review.html").stat().st_size > 100_000
    for kind in ("coal_chemical", "industrial_park"):
        issued = installed.packages / "workbooks" / kind / "issued" / f"{kind}_1.0.0_zh.xlsx"
        run("upgrade", issued, "-o", f"{kind}.xlsx")
    # A blank that was carried over: what is to be filled in are findings, its form is none.
    assert verdict(run("review", "coal_chemical.xlsx", "--json", allowed=(1,)))["families_touched"] == 0
    run("report", calculated, "--docx", "report.docx")
    run("report", calculated, "--html", "report.html")
    run("functions", "--json")
    assert "tC/GJ" in run("factors", "diesel")
    run("excel", "build", "-o", "excel")
    assert (tmp_path / "excel" / "TwinLedger.xlam").exists()


def verdict(text: str) -> dict[str, Any]:
    """What `review --json` says of the one file."""
    (said,) = json.loads(text)
    return dict(said)
