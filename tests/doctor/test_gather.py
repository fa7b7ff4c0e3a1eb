"""The facts of this machine: what is gathered here is what is here."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pycore import __version__, cli
from pycore.doctor.books import read_book
from pycore.doctor.core_checks import KNOWN_ANSWER
from pycore.doctor.gather import fits, gather
from pycore.doctor.libreoffice import ask_version, extension_folders, find_extension, python_in_front
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import calculate_file
from pycore.sheets.registry import installed_workbooks

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "workbooks" / "coal_chemical" / "coal_chemical_example_zh.xlsx"


def test_the_core_of_this_machine_answers() -> None:
    core = gather().core
    assert core.answer == pytest.approx(KNOWN_ANSWER)
    assert core.version == __version__
    assert core.bits in (32, 64)
    assert set(core.workbooks) == set(installed_workbooks())


@pytest.mark.parametrize(
    ("version", "wanted", "answer"),
    [
        ("2.4.6", ">=1.26", True),
        ("1.25.9", ">=1.26", False),
        ("0.13.0", "==0.13.0", True),
        ("0.13", "==0.13.0", True),
        ("0.13.1", "==0.13.0", False),
        ("1.5.5", ">=1.5.4,<2", True),
        ("1.5.5", "<2,>=1.5.4", True),
        ("2.0", "<2,>=1.5.4", False),
        ("10.0", ">=9", True),
        ("3.0rc1", ">=2", True),
        ("1.0", "", True),
    ],
)
def test_versions_are_compared_as_numbers(version: str, wanted: str, answer: bool) -> None:
    assert fits(version, wanted) is answer


def unpacked(folder: Path, version: str, paths: list[str]) -> Path:
    """An extension as LibreOffice unpacks it."""
    inside = folder / "lu1234.tmp_" / "TwinLedger.oxt"
    inside.mkdir(parents=True)
    (inside / "description.xml").write_text(
        f'<description><version value="{version}"/></description>', encoding="utf-8"
    )
    (inside / "environment.json").write_text(json.dumps({"python": [3, 11], "paths": paths}), encoding="utf-8")
    return folder


def test_the_extension_is_found_with_its_version_and_its_lost_libraries(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    folder = unpacked(tmp_path / "uno_packages", "0.1.0", [str(tmp_path), gone])
    found = find_extension([tmp_path / "empty", folder])
    assert found is not None
    assert (found.version, found.lost_folders) == ("0.1.0", (gone,))
    assert find_extension([tmp_path / "empty"]) is None


def test_the_users_own_extensions_are_looked_at_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    if sys.platform == "linux":
        folders = extension_folders(Path("/usr/lib/libreoffice/program"))
        assert folders[0] == tmp_path / "libreoffice/4/user/uno_packages/cache/uno_packages"


@pytest.mark.skipif(sys.platform == "win32", reason="only a Linux distribution's LibreOffice shares its Python")
def test_another_python_in_front_of_libreoffices_is_found(tmp_path: Path) -> None:
    program, environment, shims = tmp_path / "program", tmp_path / "conda", tmp_path / "shims"
    for folder in (program, environment / "bin", environment / "lib/python3.12", shims):
        folder.mkdir(parents=True)
    for python in (environment / "bin/python3", shims / "python3"):
        python.write_text("#!/bin/sh\n")
        python.chmod(0o755)
    (environment / "lib/python3.12/os.py").touch()
    path = f"{environment / 'bin'}:/usr/bin:/bin"
    assert python_in_front(program, path) == environment / "bin/python3"
    assert python_in_front(program, str(shims)) is None  # nothing lies beside it that Python could mistake
    (program / "python-core-3.9.18").mkdir()
    assert python_in_front(program, path) is None


@pytest.mark.libreoffice
def test_the_real_libreoffice_says_its_version() -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    assert ask_version(Path(program)) == said.split()[1]


def test_a_program_that_is_not_there_has_no_version(tmp_path: Path) -> None:
    assert ask_version(tmp_path / "soffice") is None


# ── workbooks ──────────────────────────────────────────────────────────────────────────────────────────────


def linked(folder: Path, target: str) -> Path:
    """The worked example with a link to a file, as Excel writes one."""
    path = folder / "linked.xlsx"
    shutil.copy(EXAMPLE, path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="externalLinkPath" Target="{target}" TargetMode="External"/></Relationships>',
        )
    return path


def test_a_workbook_of_ours_is_recognised() -> None:
    state = read_book(EXAMPLE)
    assert state.problem is None
    assert state.template.startswith("coal_chemical ")
    assert (state.links, state.foreign_links) == ((), ())


def test_what_calculated_a_workbook_is_read_from_its_record(tmp_path: Path) -> None:
    """What ships holds native values; the switch on the cover is stored FALSE whatever calculated."""
    assert read_book(EXAMPLE).calculated_with_core is False
    calculate_file(EXAMPLE, tmp_path / "core.xlsx", engine_functions())
    assert read_book(tmp_path / "core.xlsx").calculated_with_core is True
    calculate_file(tmp_path / "core.xlsx", tmp_path / "native.xlsx", engine_functions(), native=True)
    assert read_book(tmp_path / "native.xlsx").calculated_with_core is False


def test_the_link_of_another_machine_is_seen(tmp_path: Path) -> None:
    state = read_book(linked(tmp_path, "file:///C:\\Users\\%E7%8E%8B\\addin\\TwinLedger.xlam"))
    assert state.links == (("C:\\Users\\王\\addin\\TwinLedger.xlam", False),)


def test_a_link_that_leads_somewhere_is_told_from_one_that_does_not(tmp_path: Path) -> None:
    (tmp_path / "TwinLedger.xlam").write_bytes(b"")
    assert read_book(linked(tmp_path, "TwinLedger.xlam")).links == (("TwinLedger.xlam", True),)


def test_a_link_to_another_workbook_is_foreign(tmp_path: Path) -> None:
    assert read_book(linked(tmp_path, "file:///D:/energy.xlsx")).foreign_links == ("D:/energy.xlsx",)


def test_a_file_that_is_no_workbook_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")
    state = read_book(path)
    assert state.problem is not None
    assert all(state.problem)


# ── the command ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_prints_sentences_and_exits_1_when_something_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no workbook")
    result = CliRunner().invoke(cli.build(), ["doctor", str(path)])
    assert result.exit_code == 1
    assert f"[问题] {path}：" in result.stdout
    assert "[正常] 计算核心应答正确（2628.8108 tCO2）。" in result.stdout
    english = CliRunner().invoke(cli.build(), ["doctor", str(path), "--lang", "en"])
    assert "[good] The core answers rightly" in english.stdout


def test_the_command_as_json_is_a_list_in_both_languages() -> None:
    result = CliRunner().invoke(cli.build(), ["doctor", "--json"])
    diagnoses = {d["id"]: d for d in json.loads(result.stdout)}
    assert diagnoses["core"]["status"] == "good"
    assert set(diagnoses["core"]["found"]) == {"zh", "en"}
    assert result.exit_code == int(any(d["status"] == "wrong" for d in diagnoses.values()))
