"""Writing is whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pycore.errors import FileProblem
from pycore.package.atomic import write_atomically


def test_a_file_is_replaced_by_the_new_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize(
    ("failure", "word"),
    [(PermissionError(13, "denied"), "Excel"), (OSError(28, "No space left"), "No space left")],
)
def test_a_failure_changes_nothing_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: OSError, word: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def fails(*_: object) -> None:
        raise failure

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(FileProblem, match=word) as problem:
        write_atomically(path, b"new")
    assert "无法写入" in problem.value.sentence("zh")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.xlsx"]


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a.xlsx", b"new")
    assert os.listdir(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="does not exist"):
        write_atomically(tmp_path / "absent" / "a.xlsx", b"new")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="folder"):
        write_atomically(tmp_path, b"new")


@pytest.mark.skipif(os.name == "nt", reason="modes are of Unix")
def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    path, link = tmp_path / "a.xlsx", tmp_path / "link.xlsx"
    path.write_bytes(b"old")
    link.symlink_to(path)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(FileProblem, match="not allowed"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.xlsx"]
    path.chmod(0o644)
