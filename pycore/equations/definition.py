"""The face that users see of every function: name, title, arguments, unit, and the clause that it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pycore.cells.values import VALUE, cells_of, is_blank, is_range
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.language import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a definition comes from: document and clause, with the trust flag of that reading."""

    text: Text
    flag: str = "S"


class Definition:
    """What an equation and a method have in common: the face that users see."""

    def __init__(
        self,
        function: str,
        *,
        group: str,
        title: Text,
        arguments: Sequence[Argument],
        unit: str,
        clause: Clause,
        note: Text | None = None,
        variadic: bool = False,
    ) -> None:
        self.variadic = variadic
        self.function = function
        self.group = group
        self.title = title
        self.arguments = tuple(arguments)
        self.unit = unit
        self.clause = clause
        self.note = note or Text("", "")
        self.required_count = sum(a.required for a in self.arguments)

    @property
    def signature(self) -> str:
        """How it is called, as `TL_X(a, [b])` with optional arguments in brackets."""
        parts = [a.name if a.required else f"[{a.name}]" for a in self.arguments]
        return f"{self.function}({', '.join(parts)})"

    def check_count(self, count: int) -> None:
        """Refuse a wrong number of arguments.

        Raises:
            ArgumentProblem: too few or too many (`#VALUE!`).
        """
        if count < self.required_count or (count > len(self.arguments) and not self.variadic):
            least, most = self.required_count, len(self.arguments)
            expected = str(least) if least == most else f"{least}–{most}"
            if self.variadic:
                expected = f"≥ {least}"
            raise ArgumentProblem(
                VALUE,
                Text(
                    f"{self.function} 收到 {count} 个参数，应为 {expected} 个：{self.signature}。",
                    f"{self.function} got {count} arguments, expected {expected}: {self.signature}.",
                ),
            )

    def complete(self, values: Sequence[Any]) -> list[Any]:
        """Fill left-out and blank optional arguments with their defaults."""
        self.check_count(len(values))
        if self.variadic:
            return list(values)
        given = list(values) + [None] * (len(self.arguments) - len(values))
        for i, argument in enumerate(self.arguments):
            if argument.optional and (is_blank(given[i]) or (argument.kind == "range" and _is_blank_range(given[i]))):
                given[i] = argument.default
        return given


def _is_blank_range(value: Any) -> bool:
    """Tell whether a range holds nothing: a host gives an argument that is left out in the middle as a blank cell."""
    return is_range(value) and all(map(is_blank, cells_of(value)))
