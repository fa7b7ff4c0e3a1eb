"""Load folders of data files as one library, or say everything that is wrong with them at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from pathlib import Path

from pycore.errors import LibraryError, Problem
from pycore.language import Text
from pycore.library.consistency import inconsistencies, strangers
from pycore.library.evidence import gather
from pycore.library.evidence_checks import unsupported
from pycore.library.evidence_records import Erratum, Evidence, Origin
from pycore.library.factors import Factors
from pycore.library.guide import assemble_guides
from pycore.library.guide_records import GuideRow
from pycore.library.library import Library
from pycore.library.reading import Located, read_table, read_text
from pycore.library.records import Absence, Benchmark, Coefficient, Factor, FactorSet, LibraryEdition

DATA = Path(__file__).parent / "data"
TABLES = "tables"


_OF_A_FILE: ContextVar[Library | None] = ContextVar("library of a file", default=None)


def library() -> Library:
    """Return the library in use: that which TwinLedger ships, or within `using_library` another one."""
    return _OF_A_FILE.get() or installed_library()


@cache
def installed_library() -> Library:
    """Return the library that TwinLedger ships, loaded once."""
    return load_library()


@contextmanager
def using_library(other: Library | None) -> Iterator[None]:
    """Let the functions ask another library, as that which a file carries; None leaves the installed one."""
    before = _OF_A_FILE.set(other)
    try:
        yield
    finally:
        _OF_A_FILE.reset(before)


def load_library(*folders: Path | str) -> Library:
    """Load every `*.csv` of the folders as one library; without a folder, the data that TwinLedger ships.

    A folder `tables` within one holds a file for each further category, named like it. Of our own data a table is
    read when an id of its category is first asked for; our tests hold it against the rest. Folders that are named
    are read and checked whole.

    A province adds its own folder: `load_library(DATA, "sichuan")`; its rows may supersede national ones.

    Raises:
        LibraryError: a folder without data, or one sentence for each bad cell and contradiction: file, line,
            column, what was found, what was expected and what to do.
    """
    rows: list[Located] = []
    problems: list[Problem] = []
    digest = hashlib.sha256()
    later: dict[str, Callable[[], list[Factor]]] = {}
    for path, category in [each for folder in folders or (DATA,) for each in _files(Path(folder))]:
        try:
            text = read_text(path)
        except UnicodeDecodeError as error:
            problems.append(_encoding_problem(path.name, error))
            continue
        digest.update(f"{path.name}\n{text}\n".encode())
        if category and not folders:
            later[category] = partial(_table, path.name, text, category)
            continue
        found, wrong = read_table(path.name, text)
        rows.extend(found)
        problems.extend(wrong)
        if category:
            problems.extend(strangers(category, found))
    all_read = not problems
    problems.extend(inconsistencies(rows, all_read, put_off=later))
    problems.extend(unsupported(rows, put_off=later) if all_read else ())
    if problems:
        raise _all_of(problems)
    records = [located.row for located in rows if located.row is not None]
    origins = {r.origin: r for r in records if isinstance(r, Origin)}
    return Library(
        factors=Factors((r for r in records if isinstance(r, Factor)), later),
        benchmarks={r.id: r for r in records if isinstance(r, Benchmark)},
        absences={r.id: r for r in records if isinstance(r, Absence)},
        sets={r.id: r for r in records if isinstance(r, FactorSet)},
        guides=assemble_guides(r for r in records if isinstance(r, GuideRow)),
        coefficients=tuple(r for r in records if isinstance(r, Coefficient)),
        changes=tuple(r for r in records if isinstance(r, LibraryEdition)),
        supports=gather((r for r in records if isinstance(r, Evidence)), origins.values()),
        origins=origins,
        errata=tuple(r for r in records if isinstance(r, Erratum)),
        digest=digest.hexdigest(),
    )


def _table(name: str, text: str, category: str) -> list[Factor]:
    """Read a table that was put off."""
    rows, problems = read_table(name, text)
    problems.extend(strangers(category, rows))
    if problems:
        raise _all_of(problems)
    return [located.row for located in rows if isinstance(located.row, Factor)]


def _files(folder: Path) -> list[tuple[Path, str]]:
    """The data files of a folder, each with the category that it is the table of; a blank for the others."""
    paths = sorted(folder.glob("*.csv"))
    tables = sorted((folder / TABLES).glob("*.csv"))
    if not paths and not tables:
        raise LibraryError(
            Text(
                f"{folder} 中没有因子库文件；应有至少一个 *.csv。请检查文件夹路径。",
                f"{folder} holds no library files; at least one *.csv was expected. Check its path.",
            )
        )
    return [*((path, "") for path in paths), *((path, path.stem) for path in tables)]


def _encoding_problem(name: str, error: UnicodeDecodeError) -> Problem:
    """Say on which line a file is not UTF-8, and how to save it."""
    line = error.object[: error.start].count(b"\n") + 1
    return Problem(
        f"{name}:{line}",
        Text("不是 UTF-8 的文字", "text that is not UTF-8"),
        Text("UTF-8 编码的 CSV", "a CSV file in UTF-8"),
        Text("请在 Excel 中另存为“CSV UTF-8”。", "Save it from Excel as 'CSV UTF-8'."),
    )


def _all_of(problems: list[Problem]) -> LibraryError:
    """Put all problems into one error, so that they are mended in one go."""
    texts = [problem.text for problem in problems]
    return LibraryError(
        Text(
            f"因子库有 {len(texts)} 处需要改正：\n" + "\n".join(t.zh for t in texts),
            f"The factor library needs correction in {len(texts)} places:\n" + "\n".join(t.en for t in texts),
        )
    )
