"""Excel's current folder may be that of a submitted workbook: nothing that lies in it is started, loaded or imported.

What Windows does with the command, and with the command of xlwings, is tried with the built installer (tests/installer).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from addin.excel import answers
from addin.excel.addin_file import modules
from addin.excel.xlwings_vba import xlwings_vba
from tests.addin.excel.start_command import start_command

PYTHON = r"C:\Users\张 三\AppData\Local\Programs\TwinLedger\python\pythonw.exe"
CODE = {m.name: "\n".join(re.sub(r"^\s*'.*|\s'[^\"]*$", "", line) for line in m.source.splitlines()) for m in modules()}


def first_token(command: str) -> str:
    """What Windows takes for the program: up to the closing quotation mark, else up to the first blank."""
    return command[: command.index('"', 1) + 1] if command.startswith('"') else command.split(" ")[0]


def test_the_command_begins_with_python_by_its_full_path_in_quotes() -> None:
    command = start_command(PYTHON)
    assert first_token(command) == f'"{PYTHON}"'
    assert not re.search(r"cmd|conda|\.exe|\.bat", command.removeprefix(f'"{PYTHON}"'), re.IGNORECASE)


def test_python_keeps_the_current_folder_and_the_environment_out_of_its_search_path() -> None:
    options = start_command(PYTHON).removeprefix(f'"{PYTHON}"').split(" -c ")[0].split()
    assert {"-P", "-E", "-B"} == set(options)


def test_what_python_runs_loads_nothing_from_the_current_folder_and_leaves_it(tmp_path: Path) -> None:
    """Run for real, with modules in the current folder and on PYTHONPATH that must not be taken for Python's or ours."""
    for folder in (tmp_path / "current", tmp_path / "variable"):
        folder.mkdir()
        for name in ("xlwings", "os", "sitecustomize", "pycore", "numpy"):
            (folder / f"{name}.py").write_text("raise SystemExit('planted')\n")
    options, code = start_command(sys.executable).removeprefix(f'"{sys.executable}" ').split(" -c ")
    assert (code[0], code[-1]) == ('"', '"')
    statements = code[1:-1].replace("$(CLSID)", "{0}")
    # In place of Excel's server, which is Windows' alone: say where Python is and what it would import.
    serve = "xlwings.serve = lambda clsid: print(clsid, os.getcwd() == sys.prefix, xlwings.__name__); xlwings.serve("
    assert statements.count("xlwings.serve(") == 1
    done = subprocess.run(
        [sys.executable, *options.split(), "-c", statements.replace("xlwings.serve(", serve)],
        cwd=tmp_path / "current", env=os.environ | {"PYTHONPATH": str(tmp_path / "variable")},
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("{0} True xlwings", "")


def test_the_library_is_loaded_by_its_full_path_before_it_is_called_by_its_name() -> None:
    """VBA looks for a declared library by its bare name, in the current folder too, unless it is loaded already."""
    code = CODE["TLXlwings"]
    loads = re.findall(r"LoadLibrary\((.*?)\) ", code)
    assert loads == [r'folder & "\" & XLPyDLLName', r'folder & "\..\" & XLPyDLLName']
    assert "folder = ParentFolder(Interpreter())" in code
    body = re.search(r"Sub XLPyLoadDLL\(\)(.*?)End Sub", code, re.DOTALL)
    assert body is not None
    assert body[1].count("Exit Sub") == 2, "only where a library was loaded"
    assert body[1].rstrip().splitlines()[-1].strip().startswith("Err.Raise")
    calls = [m.start() for m in re.finditer(r"\bXLPyDLLActivateAuto\([^)]*XLPyCommand", code)]
    for call in calls:
        procedure = code[max(code.rfind("Function ", 0, call), code.rfind("Sub ", 0, call)) : call]
        assert "XLPyLoadDLL\n" in procedure
    assert len(calls) == len(re.findall(r"\bXLPyDLLActivateAuto\(", code)) == 2


@pytest.mark.parametrize("name", sorted(CODE))
def test_no_module_names_a_program_or_a_library_without_its_folder(name: str) -> None:
    code = CODE[name]
    # These two are always loaded, by Windows itself.
    libraries = {lib.lower().removesuffix(".dll") for lib in re.findall(r'\bLib "([^"]+)"', code)}
    assert libraries <= {"kernel32", "user32", "xlwings64-0.37.8", "xlwings32-0.37.8"}
    declared = set(re.findall(r"Declare (?:PtrSafe )?(?:Function|Sub) (\w+)", code))
    assert declared <= {"XLPyDLLActivateAuto", "LoadLibrary", "MessageBoxW"}
    texts = re.findall(r'"((?:[^"]|"")*)"', code)
    programs = {t for t in texts if re.search(r"\.(?:exe|com|bat|cmd|vbs|ps1|py)\b", t, re.IGNORECASE)}
    assert programs <= {r"\python\pythonw.exe", r"\..\python\pythonw.exe"}
    assert not {t.lower() for t in texts} & {
        "python",
        "pythonw",
        "cmd",
        "conda",
        "powershell",
        "wscript",
        "explorer",
    }
    assert not re.search(
        r"\bShell\s*\(|\bShell\s+\"|\.Run\b|\.Exec\b|\bShellExecute|\bChDir\b|\bChDrive\b|\bCurDir\b", code
    )
    assert set(re.findall(r'CreateObject\("([^"]+)"\)', code)) <= {"WScript.Shell"}
    assert set(re.findall(r'\bEnviron\$?\("(\w+)"\)', code)) <= {"USERPROFILE", "TEMP"}


def test_the_settings_are_those_of_the_users_profile_or_none() -> None:
    r"""Without the variable the file would be `\.twinledger\twinledger.conf` on whatever drive is the current one."""
    for name in ("Setting", "SaveSetting"):
        body = re.search(rf"(?:Function|Sub) {name}\(.*?End (?:Function|Sub)", xlwings_vba(), re.DOTALL)
        assert body is not None
        assert "IsFullPath(GetConfigFilePath())" in body[0]


# ── what a button has opened ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("known", [True, False])
def test_on_windows_a_page_is_opened_by_windows_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, known: bool
) -> None:
    """`webbrowser` goes on to browsers by their bare names, of which Windows would take one in the current folder."""
    page = tmp_path / "报告.docx"
    opened: list[Path] = []

    def startfile(path: Path) -> None:
        opened.append(path)
        if not known:
            raise OSError(1155, "no program")

    monkeypatch.setattr(answers, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(answers.os, "startfile", startfile, raising=False)
    monkeypatch.setattr(answers.webbrowser, "open", lambda *_: pytest.fail("not by webbrowser"))
    assert answers.show_page(page) == (answers.nothing() if known else answers.say(str(page)))
    assert opened == [page]
