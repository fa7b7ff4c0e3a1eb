"""The calculation as data for the page's browser: every cell once, its sources as references."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from pycore.equations.flags import flag_words
from pycore.equations.unit_names import shown
from pycore.errors import TwinLedgerError
from pycore.explain.equation_use import EquationUse
from pycore.explain.explain import explain_cell
from pycore.explain.explanation import Explanation, FactorSource
from pycore.formulas.tree import address
from pycore.language import Language
from pycore.reading.book import Book, CellKey
from pycore.review.page.words import WORDS

Node = dict[str, Any]
MOST_EXPLAINED = 300
"""Cells that are explained for their own sake; cells that these come from are in addition."""


def browsable(book: Book, cells: Iterable[CellKey], language: Language) -> dict[str, Node]:
    """Explain cells down to the inputs and return every cell on the way under its address.

    A cell that cannot be explained is there with the reason. After `MOST_EXPLAINED` cells no more are explained.
    """
    nodes: dict[str, Node] = {}
    explained = 0
    for cell in cells:
        if address(cell) in nodes:
            continue
        if explained >= MOST_EXPLAINED:
            break
        explained += 1
        for one in _explained(book, cell, language):
            known = nodes.setdefault(one["cell"], one)
            if known is not one:
                known["notes"] = list(dict.fromkeys(known["notes"] + one["notes"]))
    return nodes


def _explained(book: Book, cell: CellKey, language: Language) -> list[Node]:
    """Return the nodes that explain a cell; one that cannot be explained has a node with the reason."""
    try:
        found = explain_cell(book, cell).walk()
    except TwinLedgerError as problem:
        return [_unexplained(cell, problem.text[language])]
    except Exception as problem:
        # The workbook is a stranger's: one odd cell must not cost the reviewer the report.
        said = WORDS["cannot_be_explained"].format(reason=type(problem).__name__)
        return [_unexplained(cell, said[language])]
    return [_node(one, language) for one in found if not one.repeated]


def _unexplained(cell: CellKey, reason: str) -> Node:
    """Return the node of a cell that cannot be explained."""
    return {
        "cell": address(cell),
        "what": "",
        "value": "",
        "kind": "blank",
        "notes": [reason],
        "children": [],
    }


def _node(one: Explanation, language: Language) -> Node:
    """Return an explanation as a node of the browser, with its children as references."""
    words = (one.title[language], one.row, one.column[language])
    node: Node = {
        "cell": one.cell,
        "what": " · ".join(w for w in words if w),
        "value": one.shown_value(language),
        "kind": one.kind.value,
        "notes": [note[language] for note in one.notes],
        "children": [_child(c, language) for c in one.children],
    }
    if one.formula:
        node["formula"] = one.formula
    if one.numbers:
        node["numbers"] = one.numbers
    if one.equations:
        node["equations"] = [_equation(e, language) for e in one.equations]
    if one.factor is not None:
        node["factor"] = _factor(one.factor, language)
    return node


def _child(one: Explanation, language: Language) -> Node:
    """Return a reference to a source cell: why it is one, and how a look-up came to it."""
    child: Node = {"cell": one.cell, "why": one.why.value}
    if one.found is not None:
        child["found"] = one.found[language]
    return child


def _equation(use: EquationUse, language: Language) -> Node:
    """Return a function in a cell as data of the browser."""
    return {
        "function": use.function,
        "title": use.title[language],
        "call": use.call,
        "native": use.native,
        "formula": use.formula,
        "numbers": [line[language] for line in use.numbers],
        "constants": [line[language] for line in use.constants],
        "clause": use.clause[language],
        "flag": flag_words(use.flag)[language],
        "arguments": [
            {
                "name": a.name,
                "meaning": a.meaning[language],
                "value": f"{a.value} {shown(a.unit)[language]}".rstrip(),
                "cell": a.cell,
            }
            for a in use.arguments
        ],
    }


def _factor(factor: FactorSource, language: Language) -> Node:
    """Return a factor as data of the browser: value with unit, origin, flag in words."""
    value = factor.value
    return {
        "id": factor.id,
        "name": factor.name,
        "value": "" if value is None else f"{value} {shown(factor.unit)[language]}".rstrip(),
        "origin": ", ".join(part for part in (factor.source, factor.year, factor.region) if part),
        "flag": flag_words(factor.flag)[language] if factor.flag else "",
        "own": factor.own,
        "reason": factor.reason,
        "superseded_by": factor.superseded_by,
    }


def embedded(data: object) -> Markup:
    """Write data as JSON that can stand between <script> tags: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
