"""Keep an empty cell empty on its way into a function.

Calc hands an empty cell that is named alone to an add-in as 0, but as a blank inside a range. Where a blank has a
meaning of its own (an optional argument, the ranges of a digest) a lone cell is therefore entered as the range of one
cell that it is: `H7:H7`. Readers of a saved file take it back (`pycore.formulas.cell_names`). A required argument
stays as it is, because Calc passes on the error of a lone cell and not that of a range; the workbooks
test it for blank themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pycore.equations.definition import Definition
from pycore.formulas.text import tokens

# A cell, perhaps of another sheet (`$'a b'.B2`), or a name.
_LONE = re.compile(r"(?:\$?(?:'(?:[^']|'')+'|\w+)\.)?(?P<cell>\$?[A-Z]{1,3}\$?\d+|[^\W\d]\w*)")


@dataclass(slots=True)
class _Call:
    """A bracket that is open: the function it belongs to, the argument being read and where that began."""

    definition: Definition | None
    argument: int
    start: int


def keep_blanks(formula: str, functions: Mapping[str, Definition]) -> str:
    """Write lone cells as ranges where a blank counts; the formula has Calc's own grammar.

    >>> from pycore.functions.catalogue import catalogue
    >>> keep_blanks('=TL_CARBON_CO2(A1;B1;C1)*SUM(C1)', catalogue())
    '=TL_CARBON_CO2(A1;B1;C1:C1)*SUM(C1)'
    """
    written: list[str] = []
    calls: list[_Call] = []
    for token in _tokens(formula):
        if token in ("(", "{"):
            name = written[-1].upper() if written else ""
            calls.append(_Call(functions.get(name), 0, len(written) + 1))
        elif token in (";", ")", "}") and calls:
            _end_argument(calls[-1], written)
            if token == ";":
                calls[-1].argument += 1
                calls[-1].start = len(written) + 1
            else:
                calls.pop()
        written.append(token)
    return "".join(written)


def _tokens(formula: str) -> Iterator[str]:
    for piece in tokens(formula):
        if piece.kind == "other":
            yield from piece.text
        else:
            yield piece.text


def _end_argument(call: _Call, written: list[str]) -> None:
    if call.definition is None or not call.definition.arguments:
        return
    arguments = call.definition.arguments
    argument = arguments[min(call.argument, len(arguments) - 1)]
    lone = _LONE.fullmatch("".join(written[call.start :]).strip())
    if lone is not None and (argument.optional or argument.kind in ("any", "range")):
        written.append(f":{lone['cell']}")
