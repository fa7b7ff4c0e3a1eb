"""A folder of results that a command writes: as a whole or not at all, and never over files of somebody else."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pycore.errors import FileProblem
from pycore.language import Text

_DESCRIPTOR = "datapackage.json"
_OURS = (_DESCRIPTOR, "README.md", "README.en.md")


def check_folder(folder: Path, force: bool) -> None:
    """Make sure that writing a folder loses nothing: it is new or empty, or an earlier data set that may be replaced.

    Raises:
        FileProblem: a file is in the way, the folder holds something and `force` is not given, or it holds files that are
            not of an earlier data set.
    """
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise FileProblem(
            Text(
                f"无法写入 {folder}：已有同名文件。请换一个位置。", f"{folder} cannot be written: a file has that name."
            )
        )
    held = _held(folder)
    if held and not force:
        raise FileProblem(
            Text(
                f"文件夹 {folder} 不是空的，没有改动它。请换一个文件夹；若是先前的数据集，可加 --force 替换。",
                f"The folder {folder} is not empty and was left as it is. Choose another, or --force to replace an earlier "
                "data set.",
            )
        )
    others = sorted(held - _of_data_set(folder))
    if others:
        raise FileProblem(
            Text(
                f"文件夹 {folder} 中有不属于先前数据集的文件，没有改动它：{'、'.join(others[:5])}。请换一个文件夹，或先移走它们。",
                f"The folder {folder} holds files that are not of an earlier data set and was left as it is: "
                f"{', '.join(others[:5])}. Choose another folder, or move them first.",
            )
        )


def write_folder(folder: Path, files: Mapping[str, bytes], force: bool) -> None:
    """Put files, by their paths within it, into a folder in one step: it is there whole, or as it was.

    Raises:
        FileProblem: as `check_folder`; the folder above is missing, or writing is not allowed.
    """
    check_folder(folder, force)
    target = Path(os.path.realpath(folder))
    made, old = "", ""
    try:
        made = tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
        for name, data in files.items():
            place = Path(made, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(made, 0o777 & ~mask)
        if target.exists():
            old = tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".old", dir=target.parent)
            os.rmdir(old)
            os.rename(target, old)
        os.rename(made, target)
    except OSError as failure:
        if old and not target.exists() and os.path.isdir(old):
            os.rename(old, target)
        reason = failure.strerror or type(failure).__name__
        raise FileProblem(
            Text(
                f"无法写入文件夹 {folder}：{reason}。请检查上级文件夹是否存在、是否可写，或换一个位置。",
                f"The folder {folder} cannot be written: {reason}. See that the folder above exists and may be written, or "
                "choose another place.",
            )
        ) from failure
    finally:
        for rest in (made, old):
            if rest and (rest == made or target.exists()):
                shutil.rmtree(rest, ignore_errors=True)


def _held(folder: Path) -> set[str]:
    """The files of a folder by their paths within it; an empty folder within it is nothing."""
    return {
        Path(above, name).relative_to(folder).as_posix()
        for above, folders, names in os.walk(folder)
        for name in (*names, *(f for f in folders if Path(above, f).is_symlink()))
    }


def _of_data_set(folder: Path) -> set[str]:
    """The files that the description in a folder names as its own; none where there is no description of ours."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        package = json.loads((folder / _DESCRIPTOR).read_text(encoding="utf-8"))
        if package["twinledger"]:
            return {*_OURS, *(str(one["path"]) for one in package["resources"])}
    return set()
