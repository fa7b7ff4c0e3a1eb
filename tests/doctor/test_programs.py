"""Excel and WPS are found where the registry says, with their version and whether they are 32- or 64-bit."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.doctor.programs import find_excel, find_wps, program_bits
from pycore.doctor.registry import NoRegistry
from tests.doctor.fake_registry import FakeRegistry

APP = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"


def windows_program(path: Path, machine: int = 0x8664) -> Path:
    """Write the head of a Windows program: the offset of the PE header at 0x3C, the machine after its signature."""
    head = bytearray(256)
    head[:2] = b"MZ"
    struct.pack_into("<I", head, 0x3C, 128)
    struct.pack_into("<4sH", head, 128, b"PE\0\0", machine)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head)
    return path


@pytest.mark.parametrize(("machine", "bits"), [(0x8664, 64), (0xAA64, 64), (0x014C, 32), (0x01C0, 0)])
def test_the_header_of_a_program_says_how_many_bits(tmp_path: Path, machine: int, bits: int) -> None:
    assert program_bits(windows_program(tmp_path / "a.exe", machine)) == bits


def test_a_file_that_is_not_there_has_no_bits(tmp_path: Path) -> None:
    assert program_bits(tmp_path / "none.exe") == 0


@given(st.binary(max_size=300))
def test_no_content_of_a_file_makes_it_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("p") / "a.exe"
    path.write_bytes(data)
    assert program_bits(path) in (0, 32, 64)


def test_a_click_to_run_excel_has_its_full_version(tmp_path: Path) -> None:
    excel = windows_program(tmp_path / "EXCEL.EXE")
    found = find_excel(
        FakeRegistry({
            ("HKLM", APP + r"\excel.exe"): {"": str(excel)},
            ("HKLM", r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"): {"VersionToReport": "16.0.17928.20114"},
        })
    )  # fmt: skip
    assert found is not None
    assert (found.path, found.version, found.bits) == (excel, "16.0.17928.20114", 64)


def test_an_excel_of_an_older_setup_has_at_least_its_number(tmp_path: Path) -> None:
    excel = windows_program(tmp_path / "EXCEL.EXE", 0x014C)
    found = find_excel(
        FakeRegistry({
            ("HKCU", APP + r"\excel.exe"): {"": f'"{excel}"'},
            ("HKLM", r"SOFTWARE\Classes\Excel.Application\CurVer"): {"": "Excel.Application.15"},
        })
    )  # fmt: skip
    assert found is not None
    assert (found.version, found.bits) == ("15", 32)


def test_an_excel_that_the_registry_names_but_is_gone_is_not_found(tmp_path: Path) -> None:
    gone = str(tmp_path / "EXCEL.EXE")
    assert find_excel(FakeRegistry({("HKLM", APP + r"\excel.exe"): {"": gone}})) is None
    assert find_excel(NoRegistry()) is None


def test_wps_is_found_with_the_version_of_its_folder(tmp_path: Path) -> None:
    et = windows_program(tmp_path / "WPS Office" / "12.1.0.20540" / "office6" / "et.exe")
    by_program = FakeRegistry({("HKCU", APP + r"\et.exe"): {"": str(et)}})
    by_root = FakeRegistry({("HKCU", r"SOFTWARE\Kingsoft\Office\6.0\Common"): {"InstallRoot": str(et.parent.parent)}})
    for registry in (by_program, by_root):
        found = find_wps(registry)
        assert found is not None
        assert (found.path, found.version, found.bits) == (et, "12.1.0.20540", 64)
    assert find_wps(NoRegistry()) is None
