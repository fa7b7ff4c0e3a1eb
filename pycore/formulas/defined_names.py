"""Write out the defined names that stand for a formula, before the engine reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import formualizer

from pycore.cells.stored import DefinedName, ErrorValue, Value, number_text
from pycore.formulas.cell_names import normalise_formula
from pycore.formulas.text import tokens, translated

_DEEPEST = 20  # names within names


class FormulaNames:
    """The defined names of a workbook that hold a formula, such as `TL_ON` = `NOT(ISERROR(TL_VERSION()))`.

    The engine drops a name that calls a function which is not registered yet, and it takes functions only
    after loading. So such names are written out in the formulas that use them: one that refers to no cell by
    its value, calculated once with `constant`; any other by its formula in brackets. Names for a plain range
    and names with relative references stay.
    """

    def __init__(
        self, names: Iterable[DefinedName], functions: frozenset[str], constant: Callable[[str], Value]
    ) -> None:
        self._constant = constant
        self.formulas: dict[tuple[str | None, str], str] = {}
        self._written: dict[tuple[str | None, str], str] = {}
        for name in names:
            formula = normalise_formula(name.formula, functions)
            if _is_formula(formula):
                self.formulas[name.sheet, name.name.lower()] = formula

    def written_out(self, formula: str, sheet: str, depth: int = 0) -> str:
        """Replace the names in the formula of a cell of `sheet`; all else in it stays."""
        if not self.formulas or depth > _DEEPEST:
            return formula
        parts = tokens(formula)
        written = [p.text for p in parts]
        for i, piece in enumerate(parts):
            if piece.kind != "word":
                continue
            key = self._key(piece.text, sheet)
            if key is None:
                continue
            after = parts[i + 1].text[:1] if i + 1 < len(parts) else ""
            if after not in ("(", "!", "[") and not (i and parts[i - 1].text.endswith("!")):
                written[i] = self._written_name(key, sheet, depth)
        return "".join(written)

    def _key(self, word: str, sheet: str) -> tuple[str | None, str] | None:
        """Find a name of a formula: that of the sheet before that of the workbook; None for any other word."""
        for key in ((sheet, word.lower()), (None, word.lower())):
            if key in self.formulas:
                return key
        return None

    def _written_name(self, key: tuple[str | None, str], sheet: str, depth: int) -> str:
        """Return what a name stands for, written out: in brackets, or as the constant that it is."""
        known = self._written.get((sheet, key[1]))
        if known is None:
            formula = self.written_out(self.formulas[key], sheet, depth + 1)
            known = self._written[sheet, key[1]] = (
                _literal(self._constant(formula)) if _refers_to_nothing(formula) else f"({formula})"
            )
        return known


def _is_formula(formula: str) -> bool:
    """Tell a formula from a plain range, and from one whose references move with the cell that uses it."""
    parts = tokens(formula)
    if not any("(" in p.text or p.text[:1] in "+-*/^&=<>" for p in parts if p.kind == "other"):
        return False
    return translated(parts, 1, 1) == formula


def _refers_to_nothing(formula: str) -> bool:
    """Tell whether a formula reads no cell, so that its value is a constant."""
    try:
        return next(iter(formualizer.parse(f"={formula}").walk_refs()), None) is None
    except Exception:  # what the engine cannot parse it is given as it is, and it says so in the cell
        return False


def _literal(value: Value) -> str:
    """Write a value as it stands in a formula; a negative number in brackets."""
    if isinstance(value, ErrorValue):
        return str(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value) if value >= 0 else f"({number_text(value)})"
    escaped = (value or "").replace('"', '""')
    return f'"{escaped}"'
