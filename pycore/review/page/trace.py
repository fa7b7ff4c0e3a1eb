"""The way of a result down to its inputs as a list on the page, in place and without a script.

The browser of the page goes anywhere; this says at a glance where a result comes from, and can be printed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pycore.cells.values import is_blank
from pycore.formulas.tree import address
from pycore.language import Language
from pycore.reading.book import Book
from pycore.review.page.browser import Node
from pycore.review.page.values import cells_named
from pycore.review.page.words import WORDS
from pycore.sheets.meaning_of import meanings_of
from pycore.sheets.meanings import Meaning

MOST_LINES = 60
"""Lines of one trace; the nearest to the result come first."""
MOST_DEEP = 8
_SOURCES = ("input", "own_value", "factor", "default", "overwritten")
_LONGEST = 200


@dataclass(slots=True)
class TraceLine:
    """A cell on the way: what it is, its value, the clause of its equation, the factor's source, the evidence."""

    cell: str
    what: str
    value: str
    kind: str
    facts: tuple[tuple[str, str], ...] = ()
    below: list[TraceLine] = field(default_factory=list)
    again: bool = False
    more: int = 0


def trace(
    nodes: Mapping[str, Node], cell: str, evidence: Mapping[str, str], language: Language, most: int = MOST_LINES
) -> TraceLine | None:
    """Follow the values that a result comes from, level by level; None for a cell without sources.

    A cell that stands further up is named and not followed again; `more` counts sources that there is no room for.
    """
    if cell not in nodes:
        return None
    top = _line(nodes[cell], evidence, language)
    waiting = deque([(top, 0)])
    seen, room = {cell}, most - 1
    while waiting:
        line, depth = waiting.popleft()
        for child in _values_behind(nodes, line.cell):
            if room <= 0 or depth >= MOST_DEEP:
                line.more += 1
                continue
            room -= 1
            below = _line(nodes[child], evidence, language)
            line.below.append(below)
            if child in seen:
                below.again = bool(nodes[child]["children"])
            else:
                seen.add(child)
                waiting.append((below, depth + 1))
    return top if top.below else None


def _values_behind(nodes: Mapping[str, Node], cell: str) -> Iterator[str]:
    """Yield the cells whose values count in a cell, each once; blanks and labels say nothing."""
    if nodes[cell]["kind"] in _SOURCES:
        return
    met: set[str] = set()
    for child in nodes[cell]["children"]:
        name = child["cell"]
        known = nodes.get(name)
        if known is None or name in met or child["why"] != "value" or known["kind"] in ("blank", "label"):
            continue
        met.add(name)
        yield name


def _line(node: Node, evidence: Mapping[str, str], language: Language) -> TraceLine:
    """Write a cell with what is said for it."""
    facts: list[tuple[str, str]] = []
    for use in node.get("equations", ())[:2]:
        facts.append(
            (WORDS["equation"][language], f"{use['title']}: {use['formula']}" if use["formula"] else use["title"])
        )
        facts.append((WORDS["clause"][language], f"{use['clause']} {use['flag']}".strip()))
    factor = node.get("factor")
    if factor:
        facts.append(
            (WORDS["source"][language], " ".join(filter(None, (factor["id"], factor["origin"], factor["flag"]))))
        )
        if factor["own"]:
            facts.append((WORDS["own"][language], factor["reason"] or WORDS["none_given"][language]))
    if node["kind"] in _SOURCES and evidence.get(node["cell"]):
        facts.append((WORDS["evidence"][language], evidence[node["cell"]]))
    said = tuple((key, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…") for key, text in facts if text)
    return TraceLine(node["cell"], node["what"], node["value"], node["kind"], said)


def evidence_beside(book: Book) -> dict[str, str]:
    """Return the evidence of every cell in the rows of ledgers that have a column for it, by the cell's address."""
    meanings = meanings_of(book.definition)
    found: dict[str, str] = {}
    for table in meanings.tables(Meaning.EVIDENCE):
        key = meanings.column(table, Meaning.EVIDENCE)
        texts = [book.values.get(cell) for cell in cells_named(book, f"{table.key}_{key}")]
        for column in table.columns:
            for cell, text in zip(cells_named(book, f"{table.key}_{column.key}"), texts, strict=False):
                if not is_blank(text):
                    found[address(cell)] = str(text)
    return found
