"""Write a file whole or not at all, so that a failure never leaves half a workbook behind."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pycore.errors import FileProblem
from pycore.language import Text

_kept: list[dict[str, bytes]] = []


@contextlib.contextmanager
def writes_kept() -> Iterator[dict[str, bytes]]:
    """Keep what is written meanwhile, by absolute path, in the place of writing it: for a process that may not."""
    _kept.append({})
    try:
        yield _kept[-1]
    finally:
        _kept.pop()


def write_atomically(path: Path | str, data: bytes) -> None:
    """Put `data` at `path` in one step: the old file or the new one is there, never a mixture.

    The bytes go to a temporary file in the same folder, are flushed to disk and take the place of `path`.
    If anything fails the temporary file is removed and `path` is as it was.

    Raises:
        FileProblem: the folder is missing, writing is not allowed, or another program holds the file open.
    """
    if _kept:
        _kept[-1][os.path.abspath(path)] = data
        return
    path = Path(os.path.realpath(path))  # a link stays a link, and the file that it names is replaced
    if path.is_dir():
        raise FileProblem(
            Text(
                f"无法写入 {path}：这是一个文件夹。请给出文件名。",
                f"{path} cannot be written: it is a folder. Give the name of a file.",
            )
        )
    if path.exists() and not path.is_file():
        # Taking the place of a device or a pipe would break it for every program.
        raise FileProblem(
            Text(
                f"无法写入 {path}：它不是普通文件。请给出文件名。",
                f"{path} cannot be written: it is not a file. Give the name of a file.",
            )
        )
    temporary: str | None = None
    try:
        if path.exists() and not path.stat().st_mode & 0o222:
            # Taking its place would need no right to write it, but whoever locked it meant it.
            raise PermissionError(errno.EACCES, "read-only", str(path))
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes the file private to the user; a replaced workbook keeps its mode, a new one gets the
        # mode that any newly made file has.
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else _mode_of_new_files())
        os.replace(temporary, path)
    except BaseException as failure:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        if isinstance(failure, OSError):
            raise FileProblem(_why_not_written(path, failure)) from failure
        raise


def _mode_of_new_files() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _why_not_written(path: Path, failure: OSError) -> Text:
    """Say why a file could not be written and what to do, by the kind of failure."""
    if isinstance(failure, FileNotFoundError | NotADirectoryError):
        return Text(
            f"无法写入 {path}：文件夹 {path.parent} 不存在。请先建立该文件夹，或换一个位置保存。",
            f"{path} cannot be written: the folder {path.parent} does not exist. Make it first, or save elsewhere.",
        )
    if isinstance(failure, PermissionError):
        return Text(
            f"无法写入 {path}：文件可能正在 Excel 或 WPS 中打开，或没有写入权限。请关闭该文件，或换一个位置保存。",
            f"{path} cannot be written: it may be open in Excel or WPS, or writing there is not allowed. "
            "Close the file, or save elsewhere.",
        )
    reason = failure.strerror or type(failure).__name__
    return Text(
        f"无法写入 {path}：{reason}。原文件没有改动；请检查磁盘空间，或换一个位置保存。",
        f"{path} cannot be written: {reason}. The file is as it was; check the space on the disk, or save elsewhere.",
    )
