"""What functions read from cells beside their domains: the numbers of a range, words for a choice, parts of one.

One fault is said in one sentence, whichever function meets it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pycore.cells.values import NUM, VALUE, cells_of, describe
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.domain import Domain
from pycore.language import Text

Choice = TypeVar("Choice")
NOISE = 1e-9
"""How far parts may be from adding up to 1: the noise of a spreadsheet, no rounding of a source."""


def number_of(cell: Any, domain: Domain, where: Text) -> float:
    """Read a cell of a range as a number of a domain.

    Args:
        where: what the cell is, as the beginning of a sentence.

    Raises:
        ArgumentProblem: another number (`#NUM!`), or something else (`#VALUE!`).
    """
    numeric = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    if numeric and cell in domain:
        return float(cell)
    raise ArgumentProblem(
        NUM if numeric else VALUE,
        Text(
            f"{where.zh}是{describe(cell, 'zh')}，应为数值（{domain.text.zh}）。{domain.hint.zh}",
            f"{where.en} is {describe(cell, 'en')}, expected a number ({domain.text.en}). {domain.hint.en}".rstrip(),
        ),
    )


def number_in(argument: Argument, value: Any, function: str, place: int) -> float:
    """Read one cell of a range as a number of the argument's domain; the sentence names its place."""
    return number_of(
        value,
        argument.domain,
        Text(
            f"{function} 参数“{argument.meaning.zh}”的第 {place} 个单元格",
            f"{function} argument {argument.name}: cell {place} of the range",
        ),
    )


def numbers_of(cells: Any, argument: Argument, function: str) -> list[float]:
    """Read every cell of a row or a column as a number of the argument's domain."""
    return [
        number_of(
            cell,
            argument.domain,
            Text(
                f"{function} 参数“{argument.meaning.zh}”的第 {place} 个单元格",
                f"{function} argument {argument.name}: cell {place}",
            ),
        )
        for place, cell in enumerate(cells_of(cells), 1)
    ]


def refuse_other_count(function: str, count: int, words: Text, other: int, other_words: Text) -> None:
    """Refuse two ranges that stand side by side and differ in size.

    Raises:
        ArgumentProblem: they do; the sentence gives both counts.
    """
    if count != other:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{function} 有 {count} 个{words.zh}、{other} 个{other_words.zh}。请选同样大小的区域。",
                f"{function} has {count} {words.en} and {other} {other_words.en}. Select equal ranges.",
            ),
        )


def choice_of(text: str, words: Mapping[str, Choice], what: Text, expected: Text) -> Choice:
    """Read a word that names one of a few things, in any case.

    Args:
        words: what each word names.
        what: the choice, as 基准 and basis.
        expected: the words to use.

    Raises:
        ArgumentProblem: a word that names none (`#VALUE!`).
    """
    found = words.get(text.strip().lower())
    if found is None:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{what.zh}“{text}”无效，应为 {expected.zh}。",
                f'The {what.en} "{text}" is not known; expected {expected.en}.',
            ),
        )
    return found


def refuse_other_sum(parts: Iterable[float], what: Text, action: Text) -> None:
    """Refuse parts of a whole that do not add up to 1; they are never normalised in silence.

    Raises:
        ArgumentProblem: with the sum (`#NUM!`).
    """
    total = math.fsum(parts)
    if abs(total - 1) > NOISE:
        raise ArgumentProblem(
            NUM,
            Text(
                f"{what.zh}合计为 {total:.9g}，应为 1。{action.zh}",
                f"{what.en} add up to {total:.9g}, expected 1. {action.en}",
            ),
        )
