"""A program is found on the PATH and never in the current folder, and nothing is started by a bare name."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

from pycore.find_program import find_program

ROOT = Path(__file__).parents[1]
STARTERS = {"run", "Popen", "call", "check_call", "check_output", "system", "popen", "startfile"}
# Pictures of the user guide, made by its author on Linux.
ALLOWED = {Path("installer/guide/pictures.py")}


def program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(b"")
    path.chmod(0o755)
    return path


def test_the_current_folder_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("soffice", "soffice.exe", "soffice.com"):
        program(tmp_path / "submitted", name)
    monkeypatch.chdir(tmp_path / "submitted")
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "../submitted", str(tmp_path / "empty")]))
    for platform in ("win32", "linux"):
        monkeypatch.setattr(sys, "platform", platform)
        assert find_program("soffice") is None


@pytest.mark.parametrize(
    ("platform", "names", "found"),
    [("win32", ("soffice.exe", "soffice.com", "soffice"), "soffice.com"), ("win32", ("soffice.exe",), "soffice.exe"),
     ("win32", ("soffice",), None), ("linux", ("soffice",), "soffice"), ("linux", ("soffice.exe",), None)],
)  # fmt: skip
def test_a_program_of_the_path_is_found_by_the_endings_of_its_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, names: tuple[str, ...], found: str | None
) -> None:
    for name in names:
        program(tmp_path / "a b", name)
    monkeypatch.setattr(sys, "platform", platform)
    folders = os.pathsep.join([str(tmp_path / "nothing"), str(tmp_path / "a b")])
    assert find_program("soffice", folders) == (str(tmp_path / "a b" / found) if found else None)


def test_what_is_no_program_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "soffice").mkdir()
    assert find_program("soffice", str(tmp_path)) is None
    program(tmp_path / "b", "soffice").chmod(0o644)
    assert find_program("soffice", str(tmp_path / "b")) is None


def started_by_name(tree: ast.AST) -> list[int]:
    """The lines on which a program is started by a text that is no full path, or looked for by `shutil.which`."""
    lines = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr == "which" or any(k.arg == "shell" for k in node.keywords):
            lines.append(node.lineno)
        module = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        if module in ("os", "subprocess") and node.func.attr in STARTERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.List | ast.Tuple) and first.elts:
                first = first.elts[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(
    ("source", "found"),
    [("subprocess.run(['soffice', 'a'])", 1), ("os.system('dir')", 1), ("shutil.which('a')", 1),
     ("subprocess.Popen(command, shell=True)", 1), ("subprocess.run([sys.executable, 'a'])", 0)],
)  # fmt: skip
def test_a_start_by_a_bare_name_is_noticed(source: str, found: int) -> None:
    assert len(started_by_name(ast.parse(source))) == found


def test_nothing_is_started_by_a_bare_name() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for room in ("pycore", "addin", "installer", "workbooks")
        for path in sorted((ROOT / room).rglob("*.py"))
        if path.relative_to(ROOT) not in ALLOWED
        for line in started_by_name(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert wrong == []
