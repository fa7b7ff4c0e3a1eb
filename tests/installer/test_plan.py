"""The plan of the Windows installation stays within the user's own part of the machine, and the script follows it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from installer.windows.build import PROMPT, Placed, placed, script
from installer.windows.plan import PLAN_FILE, PlanError, read_plan
from installer.windows.wheelhouse import ROOT

PLAN = read_plan()


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = PLAN_FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "plan.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_everything_is_the_users_own() -> None:
    assert PLAN.product["folder"].startswith("$LOCALAPPDATA\\")
    assert PLAN.product["settings_folder"].startswith("$PROFILE\\")
    assert PLAN.product["addin"] == r"$INSTDIR\addin\TwinLedger.xlam"


def test_a_key_that_is_not_ours_alone_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, r"Trusted Locations\TwinLedger'", "Trusted Locations'")
    with pytest.raises(PlanError, match="not ours alone"):
        read_plan(path)


def test_a_file_that_the_uninstaller_would_leave_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="no \\[\\[folder\\]\\]"):
        read_plan(changed(tmp_path, 'to = "guide"', 'to = "elsewhere"'))


def test_the_trusted_location_is_the_folder_of_the_add_in_alone() -> None:
    (location,) = [k for k in PLAN.registry if "Trusted Locations" in k.key]
    values = {v.name: v.value for v in location.values}
    assert values["Path"] == "$INSTDIR\\addin\\"
    assert values["AllowSubfolders"] == 0
    inside = {f.source for f in PLAN.files if f.folder == "addin"}
    assert [s for s in inside if s.endswith((".xlam", ".exe", ".dll"))] == ["excel/TwinLedger.xlam"]


def test_exit_statuses_are_all_different() -> None:
    statuses = [m.exit for m in PLAN.messages if m.exit]
    assert len(set(statuses)) == len(statuses) == 5
    assert 1 not in statuses, "1 is what NSIS gives when the user cancels"


def test_no_folder_that_a_user_may_save_into_is_removed_whole() -> None:
    owned = {f.path for f in PLAN.folders if f.owned}
    assert owned == {"python", "wheels"}


# ── the script ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    """A staging folder with an empty file for each line of the plan."""
    sources = [f.source.replace("*.xlsx", "blank_zh.xlsx").replace("*", "a.txt") for f in PLAN.files]
    names = [s.replace("{language}", language) for s in sources for language in ("zh", "en")]
    for name in [*names, "wheels/pip-26.3-py3-none-any.whl"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def rendered(staging: Path, runtime: Path | None = None) -> str:
    return script(staging, PLAN, staging / "Setup.exe", runtime)


def test_a_line_of_the_plan_without_its_file_is_a_sentence(staging: Path) -> None:
    (staging / "excel" / "TwinLedger.xlam").unlink()
    with pytest.raises(Exception, match=r"excel/TwinLedger.xlam, which plan.toml asks for"):
        placed(staging, PLAN)


def test_a_file_is_placed_with_backslashes() -> None:
    file = Placed(Path("excel/TwinLedger.xlam"), "addin", False)
    assert (file.below, file.target) == ("\\addin", "addin\\TwinLedger.xlam")
    top = Placed(Path("twinledger-prompt.cmd"), ".", False)
    assert (top.below, top.target) == ("", "twinledger-prompt.cmd")


def test_what_is_installed_is_removed(staging: Path) -> None:
    text = rendered(staging)
    installed = {m[1] for m in re.finditer(r'SetOutPath "\$INSTDIR([^"]*)"\s+(?:SetFile[^\n]*\s+)?File "', text)}
    assert installed == {"", "\\wheels", "\\addin", "\\workbooks", "\\guide"}
    files = [f.target for f in placed(staging, PLAN)]
    assert all(f'Delete "$INSTDIR\\{f}"' in text for f in files)
    written = {m[1] for m in re.finditer(r'WriteReg(?:Str|DWORD) HKCU "([^"$]+)"', text)}
    removed = {m[1] for m in re.finditer(r'DeleteRegKey HKCU "([^"]+)"', text)}
    assert written == removed == {k.key for k in PLAN.registry}


def test_every_value_of_the_plan_is_written_once_with_its_kind(staging: Path) -> None:
    text = rendered(staging)
    for key in PLAN.registry:
        for value in key.values:
            kind = "Str" if isinstance(value.value, str) else "DWORD"
            assert text.count(f'WriteReg{kind} HKCU "{key.key}" "{value.name}" ') == 1


def test_nothing_is_written_for_the_whole_machine(staging: Path) -> None:
    text = rendered(staging)
    assert not re.search(r"(?:Write|Delete)Reg\w+ HKLM|SetShellVarContext all|RequestExecutionLevel admin", text)
    assert "RequestExecutionLevel user" in text


def test_no_placeholder_is_left(staging: Path) -> None:
    for runtime in (None, staging / "runtime"):
        assert re.findall(r"(?<!\$)\{[a-z_]+\}", rendered(staging, runtime)) == []


def test_with_python_inside_none_is_looked_for(staging: Path) -> None:
    text = rendered(staging, staging / "runtime")
    assert "Call FindPython" not in text
    assert f'File /r "{staging}/runtime/*"' in text
    assert "PythonCore" in rendered(staging)


def test_every_user_text_is_in_both_languages(staging: Path) -> None:
    text = rendered(staging)
    for language in ("SIMPCHINESE", "ENGLISH"):
        count = len(re.findall(rf"^LangString \w+ \$\{{LANG_{language}}}", text, re.MULTILINE))
        assert count == len(PLAN.messages) + len(PLAN.shortcuts) + 1
    messages: list[Any] = [*(m.text for m in PLAN.messages), *(s.name for s in PLAN.shortcuts)]
    assert all(m.zh and m.en and m.zh != m.en for m in messages)


def test_what_is_to_be_fetched_is_said_exactly(staging: Path) -> None:
    (message,) = re.findall(r'LangString NoPython \$\{LANG_ENGLISH\} "(.*)"', rendered(staging))
    assert "python-3.11.9-embed-amd64.zip" in message
    assert "www.python.org" in message
    assert "Nothing was installed" in message


def test_the_interpreter_of_the_plan_is_the_projects() -> None:
    assert f'requires-python = ">={PLAN.product["python"]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


# ── nothing is started by a bare name ──────────────────────────────────────────────────────────────────────


def test_every_program_that_the_setup_starts_is_a_full_path_in_quotes(staging: Path) -> None:
    for runtime in (None, staging / "runtime"):
        text = rendered(staging, runtime)
        assert not re.search(r"\b(?:ExecWait|ExecShell|ExecShellWait|Exec)\b|ExecDos", text)
        # Libraries that are loaded already.
        assert set(re.findall(r"System::Call '(\w+)::", text)) <= {"advapi32", "kernel32"}
        started = re.findall(r"^\s*nsExec::\w+ (.*)$", text, re.MULTILINE)
        assert len(started) == (2 if runtime else 4)
        for command in started:
            assert re.match(r"""'"\$(?:SYSDIR\\tar\.exe|Interpreter|BasePython)" """, command), command
            if "tar.exe" not in command:
                assert re.match(r"""'"\$\w+" -I """, command), "Python heeds neither variables nor the current folder"
        for variable in ("Interpreter", "InterpreterWin", "BasePython"):
            values = re.findall(rf"StrCpy \${variable} \"(.*)\"", text)
            assert all(re.fullmatch(r"\$(?:INSTDIR\\python|0)(?:\\Scripts)?\\pythonw?\.exe", v) for v in values)


def test_what_the_start_menu_and_windows_start_is_a_full_path() -> None:
    for shortcut in PLAN.shortcuts:
        assert shortcut.target.startswith(("$INSTDIR\\", "$SYSDIR\\"))
        assert re.match(r'(?:/K ""\$INSTDIR\\|$)', shortcut.arguments)
    values = {v.name: v.value for k in PLAN.registry for v in k.values}
    for name in ("UninstallString", "QuietUninstallString"):
        assert str(values[name]).startswith('"$INSTDIR\\')


def test_the_command_line_names_every_program_by_its_full_path() -> None:
    lines = PROMPT.read_text(encoding="ascii").splitlines()
    # What cmd.exe does itself; everything else is a program.
    own = re.compile(r'@echo off$|rem |set "')
    programs = [line for line in lines if not own.match(line)]
    assert len(programs) == 2
    for line in programs:
        commands = re.sub(r'^if "%~1"=="" \((.*)\) else \((.*)\)$', r"\1\n\2", line).splitlines()
        for command in commands:
            assert re.match(r'"(?:%SystemRoot%\\System32|%~dp0python\\Scripts)\\\w+\.(?:com|exe)"( |$)', command)
    # And what the user types there is not looked for in the current folder.
    assert 'set "NoDefaultCurrentDirectoryInExePath=1"' in lines
    assert PROMPT.read_bytes().count(b"\r\n") == len(lines)
