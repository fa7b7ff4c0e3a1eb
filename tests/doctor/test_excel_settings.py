"""Excel's list of add-ins, trusted locations, policies and disabled items are read as Excel means them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.doctor.excel_settings import (
    is_blocked,
    read_add_in,
    read_installation,
    read_trust,
    registered_add_ins,
)
from pycore.doctor.facts import AddIn, ExcelTrust
from pycore.doctor.registry import NoRegistry, RegistryValue, Root
from tests.doctor.fake_registry import FakeRegistry

EXCEL = r"Software\Microsoft\Office\16.0\Excel"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel"


def installed(folder: Path) -> tuple[Path, dict[tuple[Root, str], dict[str, RegistryValue]]]:
    """Lay out a folder as the installer does and return the add-in with the registry that goes with it."""
    xlam = folder / "addin" / "TwinLedger.xlam"
    xlam.parent.mkdir(parents=True)
    xlam.write_bytes(b"")
    (folder / "python").mkdir()
    (folder / "python" / "pythonw.exe").write_bytes(b"")
    (folder / "python" / "xlwings64-0.37.8.dll").write_bytes(b"")
    return xlam, {
        ("HKCU", EXCEL + r"\Options"): {"OPEN": '/R "C:\\other.xll"', "OPEN1": f'"{xlam}"', "Font": "x"},
        ("HKCU", EXCEL + r"\Security\Trusted Locations\TwinLedger"): {"Path": f"{xlam.parent}/", "AllowSubfolders": 0},
    }  # fmt: skip


def read(tmp_path: Path, registry: FakeRegistry | NoRegistry, **more: object) -> AddIn:
    options = {"settings": tmp_path / "none.conf", "code_page": "gbk", "excel_bits": 64} | more
    return read_add_in(registry, **options)  # type: ignore[arg-type]


def test_an_installation_as_the_installer_leaves_it_lacks_nothing(tmp_path: Path) -> None:
    xlam, content = installed(tmp_path)
    add_in = read(tmp_path, FakeRegistry(content))
    assert add_in.registered == add_in.present == add_in.trusted == (xlam,)
    assert (add_in.blocked, add_in.disabled, add_in.outside_code_page) == ((), False, "")
    assert add_in.interpreter == tmp_path / "python" / "pythonw.exe"
    assert add_in.interpreter_present
    assert add_in.dll_present


def test_the_connecting_library_must_be_that_of_excel(tmp_path: Path) -> None:
    _, content = installed(tmp_path)
    assert not read(tmp_path, FakeRegistry(content), excel_bits=32).dll_present
    assert read(tmp_path, FakeRegistry(content), excel_bits=0).dll_present


def test_the_settings_name_the_python_before_the_place_does(tmp_path: Path) -> None:
    _, content = installed(tmp_path)
    settings = tmp_path / "twinledger.conf"
    settings.write_text('"LANGUAGE","en"\r\n"INTERPRETER_WIN","/nowhere/pythonw.exe"\r\n')
    add_in = read(tmp_path, FakeRegistry(content), settings=settings)
    assert add_in.interpreter == Path("/nowhere/pythonw.exe")
    assert not add_in.interpreter_present


@pytest.mark.parametrize("named", ["pythonw.exe", "python/pythonw.exe", ""])
def test_a_python_that_hangs_on_the_current_folder_is_passed_over_as_by_the_add_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    _, content = installed(tmp_path)
    submitted = tmp_path / "submitted" / "python"
    submitted.mkdir(parents=True)
    for folder in (submitted, submitted.parent):
        (folder / "pythonw.exe").write_bytes(b"")
    monkeypatch.chdir(submitted.parent)
    settings = tmp_path / "twinledger.conf"
    settings.write_text(f'"INTERPRETER_WIN","{named}"\r\n')
    assert read(tmp_path, FakeRegistry(content), settings=settings).interpreter == (
        read(tmp_path, FakeRegistry(content)).interpreter
    )


def test_a_virtual_environment_has_the_library_a_folder_higher(tmp_path: Path) -> None:
    _, content = installed(tmp_path)
    (tmp_path / "python" / "Scripts").mkdir()
    python = tmp_path / "python" / "Scripts" / "pythonw.exe"
    python.write_bytes(b"")
    settings = tmp_path / "twinledger.conf"
    settings.write_text(f'"INTERPRETER_WIN","{python}"\r\n')
    assert read(tmp_path, FakeRegistry(content), settings=settings).dll_present


def test_only_ours_count_in_the_list_and_each_of_them(tmp_path: Path) -> None:
    registry = FakeRegistry({
        ("HKCU", EXCEL + r"\Options"): {
            "OPEN": r"C:\a\TwinLedger.xlam", "OPEN1": r'"C:\b c\twinledger.XLAM"', "OPEN2": r'"C:\TwinLedger.xlam.old"',
        },
    })  # fmt: skip
    assert registered_add_ins(registry) == (Path(r"C:\a\TwinLedger.xlam"), Path(r"C:\b c\twinledger.XLAM"))


def test_nothing_registered_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, NoRegistry()) == AddIn()


def test_a_folder_above_is_trusted_only_with_its_subfolders(tmp_path: Path) -> None:
    xlam, content = installed(tmp_path)
    key: tuple[Root, str] = ("HKCU", EXCEL + r"\Security\Trusted Locations\TwinLedger")
    for below, trusted in ((1, (xlam,)), (0, ())):
        content[key] = {"Path": str(tmp_path), "AllowSubfolders": below}
        assert read(tmp_path, FakeRegistry(content)).trusted == trusted


def test_an_add_in_that_crashed_is_found_among_the_disabled_items(tmp_path: Path) -> None:
    xlam, content = installed(tmp_path)
    item = b"\x01\0\0\0" * 3 + f"{xlam}\0twinledger.XLAM\0".encode("utf-16-le")
    content["HKCU", EXCEL + r"\Resiliency\DisabledItems"] = {"6F0A": item}
    assert read(tmp_path, FakeRegistry(content)).disabled
    content["HKCU", EXCEL + r"\Resiliency\DisabledItems"] = {"6F0A": "other.xlam".encode("utf-16-le")}
    assert not read(tmp_path, FakeRegistry(content)).disabled


@pytest.mark.parametrize(("zone", "blocked"), [("3", True), ("4", True), ("2", False), ("0", False)])
def test_the_mark_of_the_internet_blocks(tmp_path: Path, zone: str, blocked: bool) -> None:
    file = tmp_path / "a.xlam"
    file.write_bytes(b"")
    # On this file system the mark is a file of that name.
    Path(f"{file}:Zone.Identifier").write_text(f"[ZoneTransfer]\r\nZoneId={zone}\r\n")
    assert is_blocked(file) is blocked
    assert not is_blocked(tmp_path / "b.xlam")


def test_a_user_name_outside_the_code_page_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "李𠮷"
    folder.mkdir()
    _, content = installed(folder)
    assert read(tmp_path, FakeRegistry(content), code_page="gbk").outside_code_page == "𠮷"
    assert read(tmp_path, FakeRegistry(content), code_page="cp1252").outside_code_page == "李𠮷"
    assert read(tmp_path, FakeRegistry(content), code_page="utf-8").outside_code_page == ""


def test_a_policy_wins_over_the_users_choice() -> None:
    own = {("HKCU", EXCEL + r"\Security"): {"VBAWarnings": 1, "AccessVBOM": 1}}
    assert read_trust(FakeRegistry(own)) == ExcelTrust(macros=1, vba_project=True)  # type: ignore[arg-type]
    policy = {
        ("HKCU", POLICY + r"\Security"): {"VBAWarnings": 4, "RequireAddinSig": 1, "DisableAllAddins": 1},
        ("HKCU", POLICY + r"\Security\Trusted Locations"): {"AllLocationsDisabled": 1},
    }
    trust = read_trust(FakeRegistry({**own, **policy}))  # type: ignore[arg-type]
    assert trust == ExcelTrust(4, True, locations_off=True, add_ins_off=True, signed_add_ins_only=True, by_policy=True)
    assert read_trust(NoRegistry()) == ExcelTrust()


def test_the_installation_is_where_the_installer_said(tmp_path: Path) -> None:
    here = FakeRegistry({("HKCU", r"Software\TwinLedger"): {"InstallLocation": str(tmp_path), "Version": "0.1.0"}})
    found = read_installation(here)
    assert found is not None
    assert (found.folder, found.version, found.present) == (tmp_path, "0.1.0", True)
    assert read_installation(NoRegistry()) is None
