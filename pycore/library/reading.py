"""Read one data file: its rows as records, and a problem for each cell that does not hold what it must."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pycore.errors import Problem
from pycore.language import Text
from pycore.library.evidence_records import Erratum, Evidence, Origin
from pycore.library.guide_records import GuideLine, Indicator, Measure
from pycore.library.records import (
    Absence,
    Benchmark,
    Coefficient,
    Factor,
    FactorSet,
    LibraryEdition,
    LibraryRow,
    Record,
    TableValue,
)

CORRECT = Text("请改正后重新载入因子库。", "Correct it and load the library again.")

# A file is told by a column that only its kind has; all others are factors.
KINDS: dict[str, type[LibraryRow]] = {
    "scheme": Benchmark,
    "table": Coefficient,
    "effect_zh": Erratum,
    "reason_zh": Absence,
    "change_zh": LibraryEdition,
    "function": GuideLine,
    "per": Indicator,
    "direction_zh": Measure,
    "valid_from": TableValue,
    "gwp": FactorSet,
    "agrees": Evidence,
    "transcriber": Origin,
}


@dataclass(frozen=True, slots=True)
class Located:
    """A row, where it stands (as `electricity.csv:12`) and its own id; no row when it is not valid."""

    row: LibraryRow | None
    where: str
    id: str


def read_text(path: Path) -> str:
    """Read a data file as UTF-8, with or without a byte-order mark, every line end as a newline.

    Raises `UnicodeDecodeError` for another encoding.
    """
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def read_table(name: str, text: str) -> tuple[list[Located], list[Problem]]:
    """Read the text of the file `name` into its rows and all its problems; blank lines are skipped."""
    lines = csv.reader(io.StringIO(text))
    header = [column.strip() for column in next(lines, [])]
    kind = next((model for column, model in KINDS.items() if column in header), Factor)
    problem = _header_problem(name, header, kind)
    if problem is not None:
        return [], [problem]
    rows: list[Located] = []
    problems: list[Problem] = []
    for cells in lines:
        where = f"{name}:{lines.line_num}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(_count_problem(where, len(cells), len(header)))
            continue
        values = {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
        row: LibraryRow | None = None
        try:
            row = kind.model_validate(values)
        except ValidationError as error:
            problems.extend(_cell_problems(where, kind, values, error))
        rows.append(Located(row, where, values.get("id", "") if issubclass(kind, Record) else ""))
    return rows, problems


def _header_problem(name: str, header: list[str], kind: type[LibraryRow]) -> Problem | None:
    """Return what is wrong with a header: columns missing, unknown or twice; None where it is right."""
    expected = list(kind.model_fields)
    missing = [column for column in expected if column not in header]
    extra = [column for column in header if column not in expected]
    repeated = sorted({column for column in header if header.count(column) > 1})
    if not (missing or extra or repeated):
        return None
    parts = [
        Text(zh + "、".join(columns), en + ", ".join(columns))
        for zh, en, columns in (
            ("缺少列 ", "missing columns ", missing),
            ("多余列 ", "unknown columns ", extra),
            ("重复列 ", "repeated columns ", repeated),
        )
        if columns
    ]
    return Problem(
        f"{name}:1",
        Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts)),
        Text("列 " + "、".join(expected), "the columns " + ", ".join(expected)),
        Text("请按此改正表头。", "Correct the header."),
    )


def _count_problem(where: str, found: int, expected: int) -> Problem:
    """Say that a row has more or fewer cells than the header."""
    return Problem(
        where,
        Text(f" {found} 个单元格", f"{found} cells"),
        Text(f" {expected} 个，与表头一致", f"{expected}, as in the header"),
        Text(
            "请检查多余或缺少的逗号，含逗号的文字须加英文双引号。",
            "Look for a comma too many or too few; quote a text with commas.",
        ),
    )


def _cell_problems(
    where: str, kind: type[LibraryRow], values: dict[str, str], error: ValidationError
) -> Iterator[Problem]:
    """Yield a problem for each cell that its column cannot hold, with what the column expects."""
    for detail in error.errors():
        column = str(detail["loc"][0])
        found = values[column]
        shown = Text(f"“{found}”", f"'{found}'") if found else Text("空白", "a blank")
        yield Problem(f"{where} {column}", shown, kind.expected(column), CORRECT)
