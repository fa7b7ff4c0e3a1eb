"""A folder of results is written whole, and nothing that is not of an earlier result is ever replaced."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import pycore.commands.new_folder as folders
from pycore.commands.new_folder import check_folder, write_folder
from pycore.errors import FileProblem

SET = {
    "datapackage.json": json.dumps({"twinledger": {"a": 1}, "resources": [{"path": "data/a.csv"}]}).encode(),
    "data/a.csv": b"1",
}


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_or_empty_folder_is_written(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        write_folder(tmp_path / name, SET, force=False)
        assert held(tmp_path / name) == SET
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "new"]


def test_one_that_holds_something_is_left_without_force(tmp_path: Path) -> None:
    write_folder(tmp_path / "a", SET, force=False)
    with pytest.raises(FileProblem, match="--force"):
        write_folder(tmp_path / "a", SET, force=False)
    write_folder(tmp_path / "a", {**SET, "data/a.csv": b"2"}, force=True)
    assert held(tmp_path / "a")["data/a.csv"] == b"2"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_files_of_somebody_else_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_bytes(b"years")
    with pytest.raises(FileProblem, match=r"thesis\.docx"):
        write_folder(tmp_path / "mine", SET, force=True)
    write_folder(tmp_path / "set", SET, force=False)
    (tmp_path / "set" / "data" / "notes.txt").write_bytes(b"mine")
    with pytest.raises(FileProblem, match=r"data/notes\.txt"):
        check_folder(tmp_path / "set", force=True)
    assert held(tmp_path / "mine") == {"thesis.docx": b"years"}
    assert held(tmp_path / "set")["data/notes.txt"] == b"mine"


def test_a_file_of_that_name_and_a_missing_folder_above_are_sentences(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    for place in (tmp_path / "a", tmp_path / "none" / "b"):
        with pytest.raises(FileProblem, match="cannot be written"):
            write_folder(place, SET, force=True)
    assert held(tmp_path) == {"a": b"mine"}


def test_where_it_fails_the_earlier_one_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "a", SET, force=False)
    rename = os.rename

    def failing(source: str, target: str) -> None:
        if str(source).endswith(".tmp"):
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(folders.os, "rename", failing)
    with pytest.raises(FileProblem, match="No space left"):
        write_folder(tmp_path / "a", {"datapackage.json": b"{}"}, force=True)
    assert held(tmp_path / "a") == SET
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
