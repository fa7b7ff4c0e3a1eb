"""The wheels for Windows are complete by Windows' own answers, pinned, and named with their digests."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from installer.windows.wheelhouse import (
    WheelhouseError,
    _pinned,
    missing,
    pins,
    requirements,
    requirements_with_hashes,
)


def wheel(folder: Path, name: str, version: str, *requires: str) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Requires-Dist: {r}\n" for r in requires)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", metadata)
    return path


def names(found: list[Requirement]) -> set[str]:
    return {r.name for r in found}


def test_windows_decides_what_windows_needs(tmp_path: Path) -> None:
    path = wheel(
        tmp_path, "click", "8.0",
        'colorama; sys_platform == "win32"', 'colorama2; platform_system == "Windows"', 'uvloop; sys_platform != "win32"',
        'tomli; python_version < "3.11"', 'pytest; extra == "test"', "numpy",
    )  # fmt: skip
    assert names(requirements(path, "3.11")) == {"colorama", "colorama2", "numpy"}
    assert names(requirements(path, "3.10")) == {"colorama", "colorama2", "numpy", "tomli"}
    assert names(requirements(path, "3.11", ["test"])) == {"colorama", "colorama2", "numpy", "pytest"}


def test_what_is_missing_is_found_through_the_wheels_that_are_there(tmp_path: Path) -> None:
    wheel(tmp_path, "twinledger", "0.1.0", "typer", 'xlwings; extra == "excel"')
    wheel(tmp_path, "typer", "1.0", 'colorama>=0.4; sys_platform == "win32"')
    root = [Requirement("twinledger[excel]")]
    assert names(missing(tmp_path, "3.11", root)) == {"colorama", "xlwings"}
    wheel(tmp_path, "colorama", "0.3")
    wheel(tmp_path, "xlwings", "0.37.8", "pywin32")
    assert names(missing(tmp_path, "3.11", root)) == {"colorama", "pywin32"}, "0.3 is not >=0.4"


def test_a_complete_folder_lacks_nothing_even_in_a_circle(tmp_path: Path) -> None:
    wheel(tmp_path, "a", "1", "b")
    wheel(tmp_path, "b", "1", "A")
    assert missing(tmp_path, "3.11", [Requirement("a")]) == []


def test_every_wheel_but_pip_is_named_with_its_digest(tmp_path: Path) -> None:
    path = wheel(tmp_path, "numpy", "2.4.6")
    wheel(tmp_path, "pip", "26.3")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert requirements_with_hashes(tmp_path) == f"numpy==2.4.6 --hash=sha256:{digest}\n"


def test_packages_of_windows_are_pinned_too() -> None:
    assert {"pywin32", "colorama", "xlwings", "pip", "numpy"} <= pins().keys()
    assert _pinned(Requirement("pywin32"), pins()) == f"pywin32=={pins()['pywin32']}"


@pytest.mark.parametrize("wanted", ["no-such-package", "numpy>=99"])
def test_what_no_pin_satisfies_is_a_sentence(wanted: str) -> None:
    with pytest.raises(WheelhouseError, match=r"constraints\.txt pins no version that fits"):
        _pinned(Requirement(wanted), pins())
