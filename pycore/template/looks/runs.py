"""Texts of which parts are written so that they are not read as they are: white on white, tiny, or struck out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.package.package import Package
from pycore.template.areas import run_text
from pycore.template.cells import SheetRows
from pycore.template.finding import finding, shown
from pycore.template.looks.cell_findings import Styled
from pycore.template.pair import Pair
from pycore.template.styles import LEAST_CONTRAST, SMALLEST_FONT, Colour, StylesReader, contrast, theme_of
from pycore.template.xml import children, descendants, parsed, related_part, workbook_part

_BLACK: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class TextRun:
    """A part of a text with a look of its own; no colour is that of its cell."""

    words: str
    colour: Colour | None
    size: float
    struck: bool


Runs = Mapping[int, tuple[TextRun, ...]]
"""The parts of a shared text, by its number."""


def read_runs(package: Package) -> Runs:
    """Return the parts of each shared text that has some; nearly no file has any."""
    book = workbook_part(package)
    part = related_part(package, book, "sharedStrings") if book is not None else None
    if part is None or b"rPr" not in package.members[part]:
        return {}
    reader = StylesReader(etree.Element("styleSheet"), theme_of(package))
    found: dict[int, tuple[TextRun, ...]] = {}
    for number, text in enumerate(descendants(parsed(package.members[part]), "si")):
        runs = tuple(_run(run, reader) for run in children(text, "r"))
        if runs:
            found[number] = runs
    return found


def _run(run: etree._Element, reader: StylesReader) -> TextRun:
    """Read one part of a text."""
    words = "".join(t.text or "" for t in children(run, "t"))
    look = next(iter(children(run, "rPr")), None)
    if look is None:
        return TextRun(words, None, 11.0, False)
    colours = [reader.colour(c, _BLACK) for c in children(look, "color")]
    struck = any(s.get("val", "1").strip() not in ("0", "false") for s in children(look, "strike"))
    return TextRun(words, colours[0] if colours else None, _size(look), struck)


def _size(look: etree._Element) -> float:
    """Return the size of the letters, in points."""
    try:
        return float(next((s.get("val", "11") for s in children(look, "sz")), "11"))
    except ValueError:
        return 11.0


def run_findings(pair: Pair, rows: SheetRows, runs: Runs, file: Styled) -> Iterator[Finding]:
    """Yield the cells with a text that is not read as it is."""
    for row, column, number in rows.shared_texts(runs.keys()):
        look = file.at((row, column))
        for run in runs[number] if (row, column) in pair.cells else ():
            unseen = all(contrast(run.colour or look.font, ground) < LEAST_CONTRAST for ground in look.ground)
            if run.words.strip() and (run.struck or unseen or run.size < SMALLEST_FONT):
                yield _part_unseen(pair.file.name, run_text(column, row, row), run.words)
                break


def _part_unseen(sheet: str, cell: str, words: str) -> Finding:
    """Make the finding of a text of which a part is not read as it is."""
    return finding(
        "look-changed",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"文字中的“{shown(words)}”被划去、与底色相同或极小",
            f"“{shown(words)}” in the text is struck out, tiny, or in the colour of its ground",
        ),
    )
