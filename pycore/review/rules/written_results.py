"""What a command has written into the workbook: made from other inputs, or not what the workbook gives for these."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pycore.cells.stored import Value
from pycore.errors import TwinLedgerError
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.reading.issued_rows import calculating_as_issued
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.sheets.definition import Role
from pycore.sheets.meanings import Meaning as M
from pycore.trials.combinations import compare_combinations
from pycore.trials.improvement import improve

_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class _Made:
    """Results that one command writes: the digests of its inputs, the column they are known by, and how to repeat it."""

    command: str
    now: M
    then: M
    known_by: M
    cells: Callable[[Book], Mapping[CellKey, Value]]


_BY_COMMANDS = (
    _Made(
        "twinledger alternatives",
        M.COMPARISON_NOW,
        M.COMPARISON_FROM,
        M.COMPARED_COMBINATION,
        lambda book: compare_combinations(book).cells,
    ),
    _Made("twinledger improve", M.ADVICE_NOW, M.ADVICE_FROM, M.REACHED_GRADE, lambda book: improve(book).cells),
)


def _check(subject: Subject) -> Iterator[Finding]:
    for made in _BY_COMMANDS:
        then, now = subject.field_cell(made.then), subject.field_cell(made.now)
        if then is None or now is None:
            continue
        was, is_now = as_text(subject.value(then)), as_text(subject.value(now))
        again = Text(
            f"请重新运行 {made.command}，并用其写出的文件。",
            f"Run {made.command} again and use the file that it writes.",
        )
        if not was:
            filled = [cell for cell in _written(subject, made) if subject.value(cell) is not None]
            if filled:
                yield RULE.at(
                    filled[0],
                    Text(
                        "写入的结果没有输入摘要，不知由何而来", "results without the digest of what they were made from"
                    ),
                    Text(f"由 {made.command} 写入的结果及摘要", f"results and digest as {made.command} writes them"),
                    again,
                )
        elif was != is_now:
            yield RULE.at(
                then,
                Text(
                    f"写入的结果已过期：输入摘要为 {was}，现为 {is_now}",
                    f"the results written are stale: made from inputs {was}, which are now {is_now}",
                ),
                Text(f"由现有输入得出的结果（{is_now}）", f"results of the inputs as they are ({is_now})"),
                again,
            )
        else:
            yield from _repeated(subject, made, then, again)


def _repeated(subject: Subject, made: _Made, then: CellKey, again: Text) -> Iterator[Finding]:
    """Repeat the command and name the first cell that holds something else than it gives."""
    try:
        with calculating_as_issued(subject.book):
            cells = made.cells(subject.book)
    except TwinLedgerError as failed:
        yield RULE.at(
            then,
            Text(f"写入的结果无法复算：{failed.text.zh}", f"the results written cannot be repeated: {failed.text.en}"),
            Text("可以复算的结果", "results that can be repeated"),
            again,
        )
        return
    for cell, value in cells.items():
        held = subject.book.values.get(cell)
        if not _same(held, value):
            yield RULE.at(
                cell,
                Text(f"写入的是“{as_text(held)}”", f'"{as_text(held)}" stands there'),
                Text(f"复算为“{as_text(value)}”", f'"{as_text(value)}", as it is calculated again'),
                again,
            )
            return


def _written(subject: Subject, made: _Made) -> list[CellKey]:
    """The cells of the table that the command fills."""
    return [
        cell
        for table in subject.meanings.tables(made.known_by)
        for column in table.columns
        if column.role is Role.WRITTEN
        for cell in subject.cells_of(f"{table.key}_{column.key}")
    ]


def _same(held: Value, value: Value) -> bool:
    """Whether two values are equal, numbers to nine digits."""
    if isinstance(held, int | float) and isinstance(value, int | float):
        return math.isclose(held, value, rel_tol=_CLOSE, abs_tol=1e-12)
    return as_text(held) == as_text(value)


RULE = Rule(
    "written-results",
    17,
    Text("命令写入的结果已过期或与复算不符", "Results that a command has written are stale, or not what it gives"),
    Severity.ERROR,
    _check,
    fields=(M.COMPARISON_FROM, M.ADVICE_FROM),
)
