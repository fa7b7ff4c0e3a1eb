"""`Method`: the face of a definition on a function that is more than arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pycore.cells.values import is_blank
from pycore.equations.definition import Definition
from pycore.equations.formulation import Formulation
from pycore.language import Text


class Method(Definition):
    """A function that is more than arithmetic: the same metadata around a Python function.

    Args:
        body: takes checked values in the order of the arguments; `number` and `text` arguments arrive as single
            values (the catalogue broadcasts ranges), `range` arguments as lists of rows.
        native: writes the native Excel form for given cell addresses, where a reasonable one exists.
        steps: says how the result came about, a sentence a line, for explanations.
        formulation: its formulas on paper, where it has any.
        uses: the definitions that it calculates with.
    """

    def __init__(
        self,
        function: str,
        body: Callable[..., Any],
        *,
        native: Callable[..., str] | None = None,
        steps: Callable[..., list[Text]] | None = None,
        formulation: Formulation | None = None,
        uses: Sequence[Definition] = (),
        **face: Any,
    ) -> None:
        super().__init__(function, **face)
        self.body = body
        self.native_form = native
        self.steps = steps
        self.formulation = formulation or Formulation()
        self.uses = tuple(uses)

    def __call__(self, *values: Any) -> Any:
        full = self.complete(values)
        for argument, value in zip(self.arguments, full, strict=False):
            if argument.kind == "number" and value is not None:
                nominal = getattr(value, "nominal_value", value)
                if isinstance(nominal, bool) or not isinstance(nominal, (int, float)):
                    raise argument.problem(value, self.function)
                if nominal not in argument.domain:
                    raise argument.problem(nominal, self.function)
            elif argument.kind in ("number", "text"):
                misread = value is not None and argument.kind == "text" and not isinstance(value, str)
                if misread or (argument.required and is_blank(value)):
                    raise argument.problem(value, self.function)
        return self.body(*full)

    def native(self, addresses: Sequence[str], **options: Any) -> str:
        """Write the native form without the leading `=`; asks for one that exists."""
        if self.native_form is None:
            raise LookupError(f"{self.function} has no native form")
        return self.native_form(*addresses, **options)

    def call(self, addresses: Sequence[str]) -> str:
        """Write the call of the public function for the given cells."""
        return f"{self.function}({','.join(addresses)})"
