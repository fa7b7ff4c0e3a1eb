"""Templates filled in: every value written as its cell shows it, and what is missing said so that it is seen."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from pycore.cells.number_format import formatted
from pycore.formulas.tree import address
from pycore.language import Language, Text
from pycore.report.document import Mark, MarkedLine, MarkedPiece, pieces, plain, running
from pycore.report.values import ReportValues
from pycore.report.words import WORDS
from pycore.sheets.chapter import Ranked
from pycore.sheets.definition import Role

_HOLE = re.compile(r"\{#(?P<key>\w+)\}|\{(?P<name>\w+)(?:\[(?P<row>\d+)\])?(?::(?P<format>[^{}]+))?\}")
# What stands between the references of one enumeration.
_BETWEEN = re.compile(r"\s*(?:[、，,]|和|以及|,?\s*\band\b)\s*")
_SENTENCE_ENDS = (".", "?", "!")


def filled(template: str, values: ReportValues, table: str = "", row: int = 0) -> MarkedLine:
    """Fill a template in.

    Args:
        table, row: where it is said of one row: a column of this table may then stand without the name of the table.

    Raises:
        KeyError: the template names what the workbook has not; a mistake in the chapter's definition.
    """
    line: list[MarkedPiece] = []
    end = 0
    for hole in _HOLE.finditer(template):
        line += pieces(template[end : hole.start()])
        end = hole.end()
        if hole["key"]:
            line.append(MarkedPiece(hole["key"], Mark.REFERENCE))
            continue
        name, at = hole["name"], int(hole["row"] or 1)
        if table and f"{table}_{name}" in values.entries:
            name, at = f"{table}_{name}", row
        line += value_pieces(values, name, at, hole["format"] or "")
    return (*line, *pieces(template[end:]))


def value_pieces(values: ReportValues, name: str, row: int, number_format: str = "") -> MarkedLine:
    """One value with its formulas lowered, or the words for what is missing."""
    entry = values.entries[name]
    if values.failed(name, row):
        where = address(values.cells(name)[row - 1])
        return (MarkedPiece(WORDS["failed"].format(where=where)[values.language], Mark.OPEN),)
    text = values.text(name, row, number_format)
    if text or entry.role not in (Role.INPUT, Role.OVERRIDE):
        return running(text or "–")
    return (MarkedPiece(WORDS["missing"].format(what=entry.title)[values.language], Mark.OPEN),)


def ranked(part: Ranked, values: ReportValues) -> MarkedLine:
    """Say the largest values with their shares, and what is left of the whole, so that the shares add up to it.

    What is deducted (values below 0) is said by itself. The line is empty where there is no value above 0.
    """
    language = values.language
    count = part.rows or len(values.cells(part.value))
    numbers = [(v, row) for row in range(1, count + 1) if (v := values.number(part.value, row)) is not None]
    found = [(v, row) for v, row in numbers if v > 0]
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    name, _, row_text = part.whole.partition("[")
    given = values.number(name, int(row_text.rstrip("]") or 1)) if name else sum(v for v, _ in numbers)
    if not found or not given:
        return ()
    # Amounts of tens of thousands need no decimals.
    number_format = "#,##0" if found[0][0] >= 10_000 else ""

    def one(label: str, value: str, amount: float) -> str:
        return WORDS["ranked"].format(label=label, value=value, unit=part.unit, share=f"{amount / given:.1%}")[language]

    said = [
        one(values.text(part.label, r), values.text(part.value, r, number_format), v) for v, r in found[: part.most]
    ]
    for word, left in (("ranked_rest", found[part.most :]), ("ranked_deducted", [n for n in numbers if n[0] < 0])):
        if left:
            amount = sum(v for v, _ in left)
            said.append(one(WORDS[word].format(count=len(left))[language], formatted(amount, "#,##0"), amount))
    return running(part.text[language].replace("{list}", ("、" if language == "zh" else ", ").join(said)))


# --- references to what is not in the report ---


def pointed(line: MarkedLine, there: Container[str], sheets: Mapping[str, Text], language: Language) -> MarkedLine:
    """Let a line point at the workbook where a table or picture that it refers to was left out.

    Args:
        there: keys of the tables and pictures that the report has.
        sheets: titles of the sheets that they come from, by key; what comes from no one sheet is not among them.
    """
    found: list[MarkedPiece] = []
    for part in _enumerations(line):
        keys = [piece.text for piece in part if piece.mark is Mark.REFERENCE]
        if all(key in there for key in keys):
            found += part
            continue
        before = plain(tuple(found)).rstrip()
        said = _places(keys, there, sheets, language)
        if not before or before.endswith(_SENTENCE_ENDS):
            said[0] = _capital(said[0])
        found += _listed(said, language)
    return tuple(found)


def _enumerations(line: MarkedLine) -> Iterator[MarkedLine]:
    """Split a line into single pieces, and references that are enumerated into one part."""
    start = 0
    while start < len(line):
        end = start + 1
        if line[start].mark is Mark.REFERENCE:
            while _goes_on(line[end : end + 2]):
                end += 2
        yield line[start:end]
        start = end


def _goes_on(following: MarkedLine) -> bool:
    """Whether an enumeration goes on with these two pieces."""
    marks = [piece.mark for piece in following]
    return marks == [Mark.PLAIN, Mark.REFERENCE] and _BETWEEN.fullmatch(following[0].text) is not None


def _places(
    keys: list[str], there: Container[str], sheets: Mapping[str, Text], language: Language
) -> list[MarkedPiece]:
    """Where each is to be found: references, and sheets in words, each sheet once."""
    said: dict[MarkedPiece, None] = {}
    absent = [sheets.get(key) for key in keys if key not in there]
    for key in keys:
        sheet = sheets.get(key)
        if key in there:
            piece = MarkedPiece(key, Mark.REFERENCE)
        elif sheet is None:
            piece = MarkedPiece(WORDS["in_workbook"][language])
        else:
            # Several on one sheet stay a plural: the sentence has its verb.
            word = "on_sheet_all" if absent.count(sheet) > 1 else "on_sheet"
            piece = MarkedPiece(WORDS[word].format(sheet=sheet)[language])
        said[piece] = None
    return list(said)


def _listed(said: list[MarkedPiece], language: Language) -> Iterator[MarkedPiece]:
    """Yield pieces as a list in a sentence: commas between them, and before the last the word of the language."""
    for i, piece in enumerate(said):
        if i:
            yield MarkedPiece(WORDS["list_end" if i == len(said) - 1 else "list_comma"][language])
        yield piece


def _capital(piece: MarkedPiece) -> MarkedPiece:
    return piece if piece.mark is Mark.REFERENCE else MarkedPiece(piece.text[:1].upper() + piece.text[1:])
