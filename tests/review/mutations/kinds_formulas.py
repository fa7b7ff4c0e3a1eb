"""Errors in formulas: every way of changing one that a person would think of, and ways of writing it that change nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from pycore.cells.addresses import column_letters, column_number
from pycore.formulas.text import Token, tokens, translated
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, resolve
from pycore.functions.catalogue import catalogue
from pycore.reading.book import CellKey
from tests.review.mutations.clean import Clean
from tests.review.mutations.editing import with_formula
from tests.review.mutations.mutation import Kind, Mutation, Owed

Edit = Callable[[str, CellKey, Clean, Random], str | None]
_NUMBER = re.compile(r"\d+(?:\.\d+)?\Z")
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9]\d*)\Z")
_OPERATOR = re.compile(r"<=|>=|<>|[-+*/^<>=&]")
_OTHER_OPERATOR = {
    "+": "-", "-": "+", "*": "/", "/": "*", "^": "*", "<": "<=", ">": ">=", "<=": "<", ">=": ">", "=": "<>", "<>": "=",
    "&": "+",
}  # fmt: skip


def _words(formula: str, pattern: re.Pattern[str]) -> tuple[list[Token], list[int]]:
    parts = tokens(formula)
    return parts, [
        i for i, p in enumerate(parts)
        if p.kind == "word" and pattern.match(p.text) and not (i + 1 < len(parts) and parts[i + 1].text[:1] in "(!")
    ]  # fmt: skip


def _joined(parts: list[Token], i: int, text: str) -> str:
    return "".join(text if k == i else p.text for k, p in enumerate(parts))


def coefficient(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    parts, at = _words(formula, _NUMBER)
    if not at:
        return None
    i = random.choice(at)
    number = float(parts[i].text)
    return _joined(parts, i, f"{random.choice([number + 1, number * 1.1 + 0.1, number * 10 + 1]):g}")


def operator(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    parts = tokens(formula)
    places = [(i, m) for i, p in enumerate(parts) if p.kind == "other" for m in _OPERATOR.finditer(p.text)]
    if not places:
        return None
    i, match = random.choice(places)
    text = parts[i].text
    return _joined(parts, i, text[: match.start()] + _OTHER_OPERATOR[match.group()] + text[match.end() :])


def sign(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    return f"-({formula})"


def shifted_reference(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    parts, at = _words(formula, _CELL)
    if not at:
        return None
    i = random.choice(at)
    match = _CELL.match(parts[i].text)
    assert match is not None
    down, right = random.choice([(1, 0), (-1, 0), (0, 1), (0, -1)])
    row, column = max(1, int(match[4]) + down), max(1, column_number(match[2]) + right)
    moved = f"{match[1]}{column_letters(column)}{match[3]}{row}"
    return None if moved == parts[i].text else _joined(parts, i, moved)


def _named_ranges(formula: str, clean: Clean) -> list[tuple[int, AreaOnSheet]]:
    found = []
    for i, piece in enumerate(tokens(formula)):
        if piece.kind == "word" and piece.text in clean.book.names:
            try:
                area = resolve(clean.book.names[piece.text], "", clean.book.names)
            except FormulaProblem:
                continue
            if area.rows > 2:
                found.append((i, area))
    return found


def _quoted(area: AreaOnSheet, first: int, last: int) -> str:
    left, right = column_letters(area.column1), column_letters(area.column2)
    return f"'{area.sheet}'!${left}${first}:${right}${last}"


def shortened_range(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    named = _named_ranges(formula, clean)
    if not named:
        return None
    i, area = random.choice(named)
    first, last = random.choice([(area.row1 + 1, area.row2), (area.row1, area.row2 - 1)])
    return _joined(tokens(formula), i, _quoted(area, first, last))


def row_left_out(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    """A sum in two parts, with a row between them that is in neither."""
    named = [(i, a) for i, a in _named_ranges(formula, clean) if formula.startswith("SUM(") and a.rows > 4]
    if not named:
        return None
    i, area = random.choice(named)
    out = random.randint(area.row1 + 1, min(area.row2 - 1, area.row1 + 12))
    return _joined(tokens(formula), i, f"{_quoted(area, area.row1, out - 1)},{_quoted(area, out + 1, area.row2)}")


def other_name(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    parts = tokens(formula)
    at = [i for i, p in enumerate(parts) if p.kind == "word" and p.text in clean.book.names and "_" in p.text]
    if not at:
        return None
    i = random.choice(at)
    table = parts[i].text.split("_")[0]
    others = sorted(n for n in clean.book.names if n.split("_")[0] == table and n != parts[i].text)
    return _joined(parts, i, random.choice(others)) if others else None


def _branches(formula: str) -> tuple[int, int, int] | None:
    """Where the core's branch begins, where the native one begins, and where it ends."""
    start = formula.find("IF(TL_ON,")
    if start < 0:
        return None
    begin = start + len("IF(TL_ON,")
    depth, at, comma = 0, begin, -1
    for piece in tokens(formula[begin:]):
        for k, character in enumerate(piece.text if piece.kind == "other" else ""):
            if character in "({":
                depth += 1
            elif character in ")}":
                if depth == 0:
                    return (begin, comma + 1, at + k) if comma >= 0 else None
                depth -= 1
            elif character == "," and depth == 0 and comma < 0:
                comma = at + k
        at += len(piece.text)
    return None


def switch(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    return (
        formula.replace("TL_ON", random.choice(["TRUE", "FALSE", "NOT(TL_ON)", "(1=2)"]), 1)
        if "TL_ON" in formula
        else None
    )


def native_branch(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    at = _branches(formula)
    return None if at is None else f"{formula[: at[1]]}0.9*({formula[at[1] : at[2]]}){formula[at[2] :]}"


def core_branch(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    at = _branches(formula)
    return None if at is None else f"{formula[: at[0]]}0.9*({formula[at[0] : at[1] - 1]}){formula[at[1] - 1 :]}"


def rounded(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    return f"ROUND({formula},{random.choice([0, 1, -3])})"


def constant_added(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    return f"({formula})+{random.choice(['0.000001', '1', '-100', '0.5%'])}"


def swallowed(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    return f"IFERROR({formula},{random.choice(['0', chr(34) * 2])})"


def other_function(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    swaps = {
        "SUM(": "MAX(",
        "MAX(": "MIN(",
        "MIN(": "MAX(",
        "SUMIFS(": "AVERAGEIFS(",
        "AND(": "OR(",
        "OR(": "AND(",
        "COUNTIF(": "SUMIF(",
    }
    there = [f for f in swaps if re.search(rf"(?<![A-Z]){re.escape(f)}", formula)]
    if not there:
        return None
    name = random.choice(there)
    return re.sub(rf"(?<![A-Z]){re.escape(name)}", swaps[name], formula, count=1)


def copied_wrong(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    """The formula of the row above or below, pasted as text, so that it reads that row."""
    by = random.choice([-1, 1])
    other = translated(tokens(formula), by, 0)
    return None if other == formula else other


def text_constant(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    parts = tokens(formula)
    at = [i for i, p in enumerate(parts) if p.kind == "string" and len(p.text) > 2]
    if not at:
        return None
    i = random.choice(at)
    return _joined(parts, i, f'"{parts[i].text[1:-2]}"')


def anchored(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    """A dollar that changes nothing here and everything where the formula is copied to."""
    parts, at = _words(formula, re.compile(r"[A-Z]{1,3}[1-9]\d*\Z"))
    if not at:
        return None
    i = random.choice(at)
    match = _CELL.match(parts[i].text)
    assert match is not None
    return _joined(parts, i, f"{match[2]}${match[4]}")


# ── ways of writing that change nothing ──


def spaced(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    parts = tokens(formula)
    return "".join(re.sub(r"([,+*])", r" \1 ", p.text) if p.kind == "other" else p.text for p in parts)


def small_letters(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    parts = tokens(formula)
    return "".join(
        p.text.lower() if p.kind == "word" and i + 1 < len(parts) and parts[i + 1].text.startswith("(") and p.text not in _TL else p.text
        for i, p in enumerate(parts)
    )  # fmt: skip


def prefixed(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    return re.sub(r"\b(TL_[A-Z0-9_]+)\(", r"_xll.\1(", formula) if re.search(r"\bTL_\w+\(", formula) else None


def exponent(formula: str, cell: CellKey, clean: Clean, random: Random) -> str | None:
    parts, at = _words(formula, _NUMBER)
    if not at:
        return None
    i = random.choice(at)
    return _joined(parts, i, f"{float(parts[i].text):.15E}")


_TL = frozenset(catalogue())
EDITS: dict[str, Edit] = {
    "formula: coefficient changed": coefficient,
    "formula: operator changed": operator,
    "formula: sign turned round": sign,
    "formula: reference shifted by one": shifted_reference,
    "formula: range shortened": shortened_range,
    "formula: row left out of a sum": row_left_out,
    "formula: another name": other_name,
    "formula: another function": other_function,
    "formula: TL_ON replaced": switch,
    "formula: native branch alone changed": native_branch,
    "formula: core branch alone changed": core_branch,
    "formula: ROUND added": rounded,
    "formula: constant added": constant_added,
    "formula: error swallowed": swallowed,
    "formula: copied relative to another row": copied_wrong,
    "formula: text in it changed": text_constant,
    "formula: reference anchored": anchored,
}
WRITINGS: dict[str, Edit] = {
    "same formula: spaces": spaced,
    "same formula: small letters": small_letters,
    "same formula: add-in prefix": prefixed,
    "same formula: number in exponents": exponent,
}
_FEW = {"formula: row left out of a sum"}


def _kind(name: str, edit: Edit, owed: Owed, count: int) -> Kind:
    def make(clean: Clean, random: Random) -> Mutation | None:
        if name in _FEW:
            cells = [c for c in clean.formula_cells if clean.book.formulas[c].startswith("SUM(")]
        else:
            cells = clean.live_cells if random.random() < 0.8 else clean.formula_cells
        cell = random.choice(cells)
        formula = clean.book.formulas[cell]
        changed = edit(formula, cell, clean, random)
        if changed is None or changed == formula:
            return None
        said = f"{name} at {cell[0]}!{column_letters(cell[2])}{cell[1]}: {formula[:90]} → {changed[:90]}"
        return Mutation(with_formula(clean.package, cell, changed), said, (cell,))

    return Kind(name, make, owed, rules=("template-formula",) if owed is Owed.FOUND else ("",), count=count)


KINDS = [
    *(_kind(name, edit, Owed.FOUND, 12) for name, edit in EDITS.items()),
    *(_kind(name, edit, Owed.SILENCE, 1) for name, edit in WRITINGS.items()),
]
