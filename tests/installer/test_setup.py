"""The built installer: what is in it, whether pip can install from it, and what it does to a Windows (under Wine).

No Python for Windows is at hand here. A small Windows program takes its place, made by NSIS: it makes what `-m venv` and
`pip install` would make and writes down how it was called. What it shows is the installer's own work: files, registry,
settings, start menu, exit statuses, and that nothing is left behind.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name, parse_wheel_filename

from addin.excel.xlwings_vba import xlwings_vba
from installer.windows.build import SETUP, Placed, compile_script, placed, script, stage
from installer.windows.licences import check_licences, licence, may_ship, metadata_of, read_rules
from installer.windows.plan import read_plan
from installer.windows.wheelhouse import WheelhouseError
from pycore import __version__
from tests.addin.excel.start_command import start_command
from tests.installer.wine import Wine

HERE = Path(__file__).parent
PLAN = read_plan()
OPTIONS = PLAN.excel["options"]
MANAGER = PLAN.excel["manager"]
PEP_514 = r"Software\Python\PythonCore\3.11\InstallPath"
EXITS = {m.id: m.exit for m in PLAN.messages}
_NEEDED = {"makensis": "nsis", "7z": "p7zip-full"}

lacking = [package for program, package in _NEEDED.items() if shutil.which(program) is None]
pytestmark = [
    pytest.mark.skipif(bool(lacking), reason=f"not installed: {', '.join(lacking)}"),
    pytest.mark.programs,
]
needs_wine = pytest.mark.skipif(shutil.which("wine") is None, reason="Wine is not installed")


@dataclass(frozen=True)
class Built:
    """The staging folder, the installer that looks for a Python, and the one that has it inside."""

    staging: Path
    setup: Path
    with_python: Path
    files: list[Placed]


@pytest.fixture(scope="module")
def stub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program that takes Python's place."""
    path = tmp_path_factory.mktemp("stub") / "python.exe"
    subprocess.run(
        ["makensis", "-V2", f"-DOUTPUT={path}", str(HERE / "stub_python.nsi")],
        check=True,
        capture_output=True,
    )
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, stub: Path) -> Built:
    """Build for real: the wheels are downloaded."""
    staging = tmp_path_factory.mktemp("staging")
    try:
        stage(staging, PLAN)
    except WheelhouseError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no network: {error.text.en[:100]}")
    runtime = staging / "runtime"
    runtime.mkdir()
    for name in ("python.exe", "pythonw.exe"):
        shutil.copy(stub, runtime / name)
    (runtime / "python311._pth").write_text("python311.zip\n.\n", encoding="ascii")
    out = tmp_path_factory.mktemp("setup")
    setups = {None: out / SETUP, runtime: out / f"with-python-{SETUP}"}
    for inside, setup in setups.items():
        compile_script(script(staging, PLAN, setup, inside), staging)
    return Built(staging, setups[None], setups[runtime], placed(staging, PLAN))


def test_the_installer_holds_exactly_the_files_of_the_plan(built: Built) -> None:
    listed = subprocess.run(["7z", "l", "-slt", str(built.setup)], check=True, capture_output=True, text=True).stdout
    paths = {m[1].replace("/", "\\") for m in re.finditer(r"^Path = (.+)$", listed, re.MULTILINE)}
    inside = {p for p in paths if not p.startswith("$PLUGINSDIR") and "setup" not in p.lower()}
    assert inside == {file.target for file in built.files} | {"uninstall.exe"}


def test_what_is_unpacked_is_what_was_staged(built: Built, tmp_path: Path) -> None:
    subprocess.run(["7z", "x", "-y", f"-o{tmp_path}", str(built.setup)], check=True, capture_output=True)
    for file in built.files:
        if file.english is None:
            assert (tmp_path / file.target.replace("\\", "/")).read_bytes() == file.source.read_bytes()


def test_what_the_setup_ships_may_be_passed_on(built: Built, tmp_path: Path) -> None:
    """The wheels as they come out of the installer: each under a licence of the list, and without the paid parts."""
    unpacked = ["7z", "x", "-y", f"-o{tmp_path}", str(built.setup), "wheels"]
    subprocess.run(unpacked, check=True, capture_output=True)
    wheels = {parse_wheel_filename(w.name)[0]: w for w in (tmp_path / "wheels").glob("*.whl")}
    assert len(wheels) == len(list(built.staging.glob("wheels/*.whl"))) > 40
    rules = read_rules()
    check_licences(tmp_path / "wheels", rules)
    said = {name: licence(metadata_of(wheel)) for name, wheel in wheels.items()}
    doubtful = {name for name, found in said.items() if not may_ship(found, rules)}
    assert doubtful == set()
    files = {name: zipfile.ZipFile(wheel).namelist() for name, wheel in wheels.items()}
    assert not [f for names in files.values() for f in names if re.search(r"xlwings/pro/|LICENSE_PRO|adodbapi/", f)]
    # And the library that the add-in asks for by its version is there.
    libraries = {Path(f).name for f in files[canonicalize_name("xlwings")] if f.endswith(".dll")}
    assert libraries == set(re.findall(r'Lib "(xlwings[\w.-]+)"', xlwings_vba()))


def test_the_setup_loads_no_library_from_the_folder_that_it_lies_in(built: Built) -> None:
    """It is started in the folder of downloads. These libraries are Windows' own, already loaded or known by their place."""
    program = built.setup.read_bytes().partition(b"NullsoftInst")[0]
    named = {name.lower() for name in re.findall(rb"(?<![\w%])[A-Za-z0-9_]+\.dll(?=\0)", program)}
    assert b"kernel32.dll" in named
    assert named <= {
        b"advapi32.dll", b"comctl32.dll", b"gdi32.dll", b"kernel32.dll", b"ole32.dll", b"shell32.dll", b"user32.dll"
    }  # fmt: skip
    # All others it asks for in the folder of the system alone.
    assert b"SetDefaultDllDirectories" in program


def test_it_is_a_64_bit_program_of_a_size_that_can_be_sent(built: Built) -> None:
    head = built.setup.read_bytes()[:4096]
    offset = int.from_bytes(head[0x3C:0x40], "little")
    assert head[offset : offset + 6] == b"PE\0\0\x64\x86"
    assert built.setup.stat().st_size < 150e6


def test_pip_finds_everything_for_windows_in_the_wheels_by_digest(built: Built, tmp_path: Path) -> None:
    """The command of the installer, as far as another system can run it, with the pip that the installer brings."""
    wheels = built.staging / "wheels"
    (pip,) = wheels.glob("pip-*.whl")
    command = [
        sys.executable, f"{pip}/pip", "install", "--no-index", "--no-deps", "--require-hashes",
        "--disable-pip-version-check", "--find-links", str(wheels), "-r", str(wheels / "requirements.txt"),
        "--dry-run", "--target", str(tmp_path), "--platform", "win_amd64", "--python-version", "3.11",
        "--implementation", "cp", "--only-binary=:all:",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PIP_FIND_LINKS": ""})
    assert done.returncode == 0, done.stderr
    would = done.stdout.split("Would install", 1)[1]
    for name in ("twinledger-", "xlwings-", "pywin32-", "numpy-", "formualizer-", "colorama-"):
        assert name in would


def test_a_wheel_that_was_tampered_with_is_refused(built: Built, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    wheel = Path(shutil.copy(next(built.staging.glob("wheels/mdurl-*.whl")), wheels))
    requirements = [
        line
        for line in (built.staging / "wheels/requirements.txt").read_text().splitlines()
        if line.startswith("mdurl=")
    ]
    (tmp_path / "requirements.txt").write_text("\n".join(requirements))
    wheel.write_bytes(wheel.read_bytes() + b"x")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--require-hashes", "--dry-run", "--target",
         str(tmp_path / "t"), "--find-links", str(wheels), "-r", str(tmp_path / "requirements.txt")],
        capture_output=True, text=True, env=os.environ | {"PIP_FIND_LINKS": ""},
    )  # fmt: skip
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


# ── under Wine ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    wine = Wine(tmp_path_factory.mktemp("wine"))
    yield wine
    wine.stop()


@pytest.fixture
def clean(windows: Wine) -> Iterator[Wine]:
    """A Windows with two add-ins of others in Excel's list, and nothing of ours."""
    windows.set_registry(OPTIONS, "OPEN", r'"C:\a b\first.xlam"')
    windows.set_registry(OPTIONS, "OPEN1", r'/R "C:\second.xll"')
    yield windows
    if (uninstaller := folder(windows) / "uninstall.exe").exists():
        uninstall(windows, uninstaller)
    for key in (OPTIONS, PEP_514):
        windows.run("reg", "delete", f"HKCU\\{key}", "/f")
    shutil.rmtree(folder(windows), ignore_errors=True)
    for name in ("stub-calls.txt", "stub-fails.txt"):
        (windows.home / name).unlink(missing_ok=True)


def folder(wine: Wine) -> Path:
    return wine.home / "AppData" / "Local" / "Programs" / "TwinLedger"


def start_menu(wine: Wine) -> Path:
    return wine.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/TwinLedger"


def settings(wine: Wine) -> Path:
    return wine.home / ".twinledger" / "twinledger.conf"


def addin(wine: Wine) -> str:
    return rf"C:\users\{wine.home.name}\AppData\Local\Programs\TwinLedger\addin\TwinLedger.xlam"


def calls(wine: Wine) -> list[str]:
    return (wine.home / "stub-calls.txt").read_text(encoding="latin-1").splitlines()


def add_ins(wine: Wine) -> dict[str, str]:
    return {name: value for name, value in wine.registry(OPTIONS).items() if name.startswith("OPEN")}


def uninstall(wine: Wine, uninstaller: Path) -> None:
    """Uninstall silently; the uninstaller goes on from a copy of itself, so it is waited for."""
    wine.run(uninstaller, "/S")
    for _ in range(100):
        if not uninstaller.exists():
            return
        time.sleep(0.1)
    pytest.fail("the uninstaller did not end")


def with_installed_python(wine: Wine, stub: Path) -> None:
    (wine.drive / "Py311").mkdir(exist_ok=True)
    shutil.copy(stub, wine.drive / "Py311" / "python.exe")
    wine.set_registry(PEP_514, "", "C:\\Py311\\")


OTHERS = {"OPEN": r'"C:\a b\first.xlam"', "OPEN1": r'/R "C:\second.xll"'}


def assert_nothing_of_ours(wine: Wine) -> None:
    assert not folder(wine).exists()
    assert not start_menu(wine).exists()
    assert not settings(wine).parent.exists()
    assert add_ins(wine) == OTHERS
    assert [key.key for key in PLAN.registry if wine.registry(key.key)] == []


@needs_wine
def test_without_a_python_nothing_is_changed_and_the_status_says_so(built: Built, clean: Wine) -> None:
    assert clean.run(built.setup, "/S") == EXITS["NoPython"]
    assert_nothing_of_ours(clean)


@needs_wine
@pytest.mark.parametrize("package", [b"", b"PK\3\4 of somebody else"])
def test_a_package_beside_the_installer_that_is_not_pythons_own_is_not_used(
    built: Built, clean: Wine, stub: Path, tmp_path: Path, package: bytes
) -> None:
    """The installer lies among downloads; even an installed Python is not taken in its place without a word."""
    with_installed_python(clean, stub)
    setup = shutil.copy(built.setup, tmp_path)
    (tmp_path / PLAN.product["python_package"]).write_bytes(package)
    shutil.copy(stub, clean.drive / "windows" / "system32" / "tar.exe")
    assert clean.run(setup, "/S") == EXITS["OtherPackage"]
    assert not (clean.home / "stub-calls.txt").exists()
    assert_nothing_of_ours(clean)


@needs_wine
def test_an_installation_makes_what_the_plan_says_and_leaves_nothing_when_it_goes(
    built: Built, clean: Wine, stub: Path
) -> None:
    with_installed_python(clean, stub)
    settings(clean).parent.mkdir()
    settings(clean).write_bytes(b'"INTERPRETER_WIN","C:\\old\\pythonw.exe"\r\n"LANGUAGE","en"\r\n')
    assert clean.run(built.setup, "/S") == 0

    there = {str(p.relative_to(folder(clean))).replace("/", "\\") for p in folder(clean).rglob("*") if p.is_file()}
    outside_python = {p for p in there if not p.startswith("python\\")}
    expected = {f.target for f in built.files if f.folder != "wheels"} | {"uninstall.exe"}
    assert outside_python == expected
    templates = list((folder(clean) / "workbooks").glob("*.xlsx"))
    assert len(templates) == sum(f.read_only for f in built.files) >= 4
    assert not any(t.stat().st_mode & 0o200 for t in templates), (
        "templates are read-only: a user saves under a new name"
    )

    venv, pip, probe = calls(clean)
    place = addin(clean).removesuffix(r"\addin\TwinLedger.xlam")
    assert venv == rf'C:\Py311\python.exe -I -m venv --without-pip "{place}\python"'
    assert pip.startswith(rf'{place}\python\Scripts\python.exe -I "{place}\wheels\pip-')
    assert "install --isolated --no-index --no-deps --require-hashes" in pip
    assert probe.startswith(rf"{place}\python\Scripts\python.exe -I -c ")
    assert "addin.excel.udfs" in probe

    assert settings(clean).read_bytes().decode().splitlines() == [
        rf'"INTERPRETER_WIN","{place}\python\Scripts\pythonw.exe"', '"LANGUAGE","en"',
    ]  # fmt: skip
    assert add_ins(clean) == OTHERS | {"OPEN2": f'"{addin(clean)}"'}
    values = {
        "$INSTDIR": place,
        "{version}": __version__,
        "$Interpreter": rf"{place}\python\Scripts\python.exe",
    }
    for key in PLAN.registry:
        found = clean.registry(key.key)
        for value in key.values:
            wanted = value.value if isinstance(value.value, str) else f"0x{value.value:x}"
            for name, meaning in values.items():
                wanted = wanted.replace(name, meaning)
            # Wine prints Chinese as question marks.
            assert found[value.name] == wanted.encode("ascii", "replace").decode(), (key.key, value.name)
    assert len(list(start_menu(clean).glob("*.lnk"))) == len(PLAN.shortcuts)

    clean.set_registry(OPTIONS, "OPEN3", r'"C:\third.xlam"')
    clean.set_registry(MANAGER, addin(clean), "")
    uninstall(clean, folder(clean) / "uninstall.exe")
    assert add_ins(clean) == OTHERS | {"OPEN2": r'"C:\third.xlam"'}, "the gap is closed"
    assert clean.registry(MANAGER) == {}
    clean.run("reg", "delete", f"HKCU\\{OPTIONS}", "/v", "OPEN2", "/f")
    assert_nothing_of_ours(clean)


@needs_wine
def test_installing_again_registers_the_add_in_once(built: Built, clean: Wine, stub: Path) -> None:
    with_installed_python(clean, stub)
    assert [clean.run(built.setup, "/S") for _ in range(2)] == [0, 0]
    assert add_ins(clean) == OTHERS | {"OPEN2": f'"{addin(clean)}"'}
    assert settings(clean).read_text().count("INTERPRETER_WIN") == 1


@needs_wine
def test_a_users_own_file_survives_the_uninstaller(built: Built, clean: Wine, stub: Path) -> None:
    with_installed_python(clean, stub)
    assert clean.run(built.setup, "/S") == 0
    own = folder(clean) / "workbooks" / "mine.xlsx"
    own.write_bytes(b"mine")
    uninstall(clean, folder(clean) / "uninstall.exe")
    assert [p for p in folder(clean).rglob("*") if p.is_file()] == [own]


@needs_wine
def test_a_python_that_fails_is_undone_and_the_status_says_so(built: Built, clean: Wine, stub: Path) -> None:
    with_installed_python(clean, stub)
    (clean.home / "stub-fails.txt").touch()
    assert clean.run(built.setup, "/S") == EXITS["PythonFailed"]
    assert_nothing_of_ours(clean)


@needs_wine
def test_the_python_inside_the_installer_needs_no_other(built: Built, clean: Wine) -> None:
    assert clean.run(built.with_python, "/S") == 0
    python = folder(clean) / "python"
    assert (python / "python311._pth").read_text().split("\n")[:4] == [
        "python311.zip",
        ".",
        "Lib\\site-packages",
        "import site",
    ]
    assert settings(clean).read_text().strip().endswith(r'\TwinLedger\python\pythonw.exe"')
    assert not any("-m venv" in call for call in calls(clean))


@needs_wine
def test_the_package_beside_the_installer_goes_before_an_installed_python(
    built: Built, clean: Wine, stub: Path, tmp_path: Path
) -> None:
    """With the digest of a package of our own in the plan; it is longer than what is read at once."""
    with_installed_python(clean, stub)
    package = bytes(range(256)) * 600
    (tmp_path / PLAN.product["python_package"]).write_bytes(package)
    digest = {"python_package_sha256": hashlib.sha256(package).hexdigest().upper()}
    setup = tmp_path / SETUP
    plan = replace(PLAN, product=PLAN.product | digest)
    compile_script(script(built.staging, plan, setup, None), tmp_path)
    shutil.copy(stub, clean.drive / "windows" / "system32" / "tar.exe")
    assert clean.run(setup, "/S") == 0
    unpack, pip, _ = calls(clean)
    assert re.search(
        r'tar\.exe -xf ".*\\Temp\\ns\w+\.tmp\\python-3\.11\.9-embed-amd64\.zip" -C ".*\\TwinLedger\\python"$',
        unpack,
    )
    assert r"\TwinLedger\python\python.exe" in pip


# ── the current folder of Excel and of the command line: that of a submitted workbook ──────────────────────


@dataclass(frozen=True)
class Submitted:
    """A folder with programs of the names that may be looked for, and an Excel outside of it."""

    wine: Wine
    folder: Path
    excel: Path

    def start(self, command: str) -> list[str]:
        """Have Excel's library start a command with the folder as the current one; return what ran."""
        ran = self.wine.home / "stub-calls.txt"
        ran.unlink(missing_ok=True)
        (self.excel.parent / "command.txt").write_text(command, encoding="ascii")
        # The library would go on waiting for the server of a Python.
        self.wine.run_until(lambda: ran.exists() and ran.read_bytes().endswith(b"\n"), self.excel, folder=self.folder)
        assert (self.excel.parent / "loaded.txt").read_text() != "0"
        return calls(self.wine)


@pytest.fixture
def submitted(built: Built, clean: Wine, stub: Path) -> Submitted:
    """After an installation; the library of xlwings lies where pip puts it."""
    with_installed_python(clean, stub)
    assert clean.run(built.setup, "/S") == 0
    (wheel,) = built.staging.glob("wheels/xlwings-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (library,) = (n for n in archive.namelist() if "/xlwings64-" in n)
        path = folder(clean) / "python" / Path(library).name
        path.write_bytes(archive.read(library))
    planted = clean.drive / "submitted"
    excel = clean.drive / "office" / "excel.exe"
    for place in (planted, excel.parent):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
    for name in ("cmd", "python", "pythonw", "chcp", "twinledger", "tar", "soffice"):
        shutil.copy(stub, planted / f"{name}.exe")
    (excel.parent / "library.txt").write_text(addin(clean).replace(r"addin\TwinLedger.xlam", rf"python\{path.name}"))
    client = [f"-DOUTPUT={excel}", str(HERE / "excel_client.nsi")]
    subprocess.run(["makensis", "-V2", *client], check=True, capture_output=True)
    return Submitted(clean, planted, excel)


def chosen_python(wine: Wine) -> str:
    (row,) = [r for r in csv.reader(settings(wine).read_text().splitlines()) if r[0] == "INTERPRETER_WIN"]
    return row[1]


@needs_wine
def test_excel_starts_the_installed_python_and_nothing_of_the_current_folder(submitted: Submitted) -> None:
    """The command is the add-in's own, the library that starts it is xlwings' own."""
    python = chosen_python(submitted.wine)
    (started,) = submitted.start(start_command(python))
    assert started.startswith(rf"{python} -B -E -P -c ")
    # What was planted would have run: so does Windows with bare names, among them that of xlwings' own command.
    for program in ("cmd.exe  /K", "pythonw"):
        (started,) = submitted.start(f'{program} ""{python}" -B -c "pass""')
        assert started.lower().startswith("c:\\submitted\\")


@needs_wine
def test_the_command_line_starts_nothing_of_the_current_folder(submitted: Submitted, stub: Path) -> None:
    wine = submitted.wine
    scripts = folder(wine) / "python" / "Scripts"
    shutil.copy(stub, scripts / "twinledger.exe")
    prompt = addin(wine).replace(r"addin\TwinLedger.xlam", "twinledger-prompt.cmd")
    (wine.home / "stub-calls.txt").unlink()
    wine.run(r"C:\windows\system32\cmd.exe", "/C", prompt, "doctor", "--lang", "en", folder=submitted.folder)
    (started,) = calls(wine)
    assert started.endswith(r"\TwinLedger\python\Scripts\twinledger.exe doctor --lang en")
