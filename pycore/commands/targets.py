"""Where a command may write: never over a file that it was given, never two results into one file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pycore.commands.output import stop
from pycore.errors import FileProblem
from pycore.language import Language, Text


def check_targets(targets: Iterable[Path], inputs: Iterable[Path], suffixes: Iterable[str] = ()) -> None:
    """Make sure that writing the targets loses nothing that was given; nothing has been written yet.

    Args:
        suffixes: endings that the names may have (``.docx``); any when none is given.

    Raises:
        FileProblem: a target is one of the inputs or another target, or has another ending.
    """
    given = {_real(path): path for path in inputs}
    taken: set[str] = set()
    wanted = tuple(suffixes)
    for target in targets:
        place = _real(target)
        if place in given or _same_file(target, given.values()):
            raise FileProblem(
                Text(
                    f"输出 {target} 就是输入的文件，没有写入，原文件没有改动。请换一个文件名或文件夹。",
                    f"The output {target} is a file that was given as input: nothing was written and it is as it was. "
                    "Choose another name or folder.",
                )
            )
        if place in taken:
            raise FileProblem(
                Text(
                    f"有两个结果都要写入 {target}，没有写入。请给出不同的文件名。",
                    f"Two results would be written to {target}: nothing was written. Give them different names.",
                )
            )
        taken.add(place)
        if wanted and target.suffix.lower() not in wanted:
            raise FileProblem(
                Text(
                    f"输出 {target} 的扩展名应为 {'、'.join(wanted)}。请改用这样的文件名。",
                    f"The name of the output {target} should end in {' or '.join(wanted)}. Use such a name.",
                )
            )


def check_new(target: Path, force: bool) -> None:
    """Make sure that a file which exists is replaced only where that was asked for.

    Raises:
        FileProblem: it exists and `force` is not given.
    """
    if target.exists() and not force:
        raise FileProblem(
            Text(
                f"{target} 已存在，没有改动它。请换一个文件名，或加 --force 覆盖。",
                f"{target} exists and was left as it is. Choose another name, or --force to replace it.",
            )
        )


def check_preview(
    output: Path | None, preview: bool, inputs: Iterable[Path], *, force: bool, language: Language
) -> None:
    """Make sure that a command which shows first what it will do is asked for one of the two: a new file, or a preview.

    Raises:
        typer.Exit: both are asked for, or neither.
        FileProblem: as `check_targets` and `check_new`.
    """
    if (output is None) != preview:
        raise stop(
            Text(
                "请用 -o 指定新文件，或用 --preview 只预览，二者选一。",
                "Name the new file with -o, or ask for a --preview: one of the two.",
            ),
            language,
            2,
        )
    if output is not None:
        check_targets([output], inputs, [".xlsx"])
        check_new(output, force)


def make_folder(folder: Path) -> None:
    """Make a folder for results unless it is there.

    Raises:
        FileProblem: a file of that name is in the way, or it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        reason = (
            ("已有同名文件", "a file has that name")
            if folder.exists()
            else (failure.strerror or type(failure).__name__,) * 2
        )
        raise FileProblem(
            Text(
                f"无法建立文件夹 {folder}：{reason[0]}。请换一个位置。",
                f"The folder {folder} cannot be made: {reason[1]}. Choose another place.",
            )
        ) from failure


def names_in_folder(books: Iterable[Path], ending: str, reserved: Iterable[str] = ()) -> Iterator[str]:
    """Yield a file name for each book; books of one name in several folders get a number: 提交.html, 提交_2.html.

    Args:
        reserved: names that are taken already.
    """
    taken = {name.casefold() for name in reserved}
    for book in books:
        name, number = book.stem, 1
        while (name + ending).casefold() in taken:
            number += 1
            name = f"{book.stem}_{number}"
        taken.add((name + ending).casefold())
        yield name + ending


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _same_file(target: Path, inputs: Iterable[Path]) -> bool:
    """Tell a hard link, or a name of another case on a disk that makes no difference of it."""
    try:
        return any(path.exists() and target.samefile(path) for path in inputs)
    except OSError:
        return False
