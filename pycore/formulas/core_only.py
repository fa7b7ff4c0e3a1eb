"""Which formulas only the core can fill: their native form is a text, `IFERROR(IF(TL_ON,…,NA()),"text")`."""

from __future__ import annotations

import re

from pycore.formulas.text import tokens

# The two forms of a cell that calculates both ways: since 1.1.0, and that of 1.0.0, `IF(TL_ON,core,native)`.
_WITH_CORE = re.compile(r"\b(?:IFERROR\(\s*(?=IF\(\s*TL_ON\s*,)|(?<!IFERROR\()IF\(\s*TL_ON\s*,)", re.IGNORECASE)
# Only where a text is a last argument can it be the native form; most formulas have none and are not taken apart.
_LAST_IS_TEXT = re.compile(r',\s*"[^"]*"\s*(?:\)|$)')


def is_core_only(formula: str) -> bool:
    """Tell whether the native branch of a formula is a constant text, `IFERROR(IF(TL_ON,…,NA()),"–")`.

    >>> is_core_only('IF(A1="","",IFERROR(IF(TL_ON,TL_X(A1),NA()),"needs add-in"))')
    True
    >>> is_core_only("IFERROR(IF(TL_ON,TL_X(A1),NA()),A1*2)"), is_core_only("IF(TL_ON,TL_X(A1),A1*2)")
    (False, False)
    """
    if "TL_VERSION(" in formula:
        return True
    if _LAST_IS_TEXT.search(formula) is None:
        return False
    return any(
        len(parts := _arguments(formula, match.end())) == 2 and _is_text(parts[1])
        for match in _WITH_CORE.finditer(formula)
    )


def _arguments(formula: str, start: int) -> list[str]:
    """The arguments from `start` to the bracket that closes them."""
    found: list[str] = []
    depth, current = 0, ""
    for piece in tokens(formula[start:]):
        if piece.kind != "other":
            current += piece.text
            continue
        for character in piece.text:
            if character in "({":
                depth += 1
            elif character in ")}":
                depth -= 1
                if depth < 0:
                    return [*found, current]
            if character == "," and depth == 0:
                found.append(current)
                current = ""
            else:
                current += character
    return [*found, current]


def _is_text(argument: str) -> bool:
    parts = [p for p in tokens(argument.strip()) if not p.text.isspace()]
    return len(parts) == 1 and parts[0].kind == "string"
