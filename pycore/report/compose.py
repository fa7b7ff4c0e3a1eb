"""Composes the report of a calculated workbook: the chapter of its definition, filled with its values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from pycore import __version__
from pycore.formulas.tree import address
from pycore.language import NO_TEXT, Language, Text
from pycore.library import library
from pycore.reading.issued_rows import carried_edition
from pycore.report.calculated import Calculated
from pycore.report.change_list import ChangeList, change_blocks
from pycore.report.charts import chart_picture
from pycore.report.chosen import chosen_chapter
from pycore.report.diagrams import diagram_picture
from pycore.report.document import (
    Document,
    Grid,
    Heading,
    Mark,
    MarkedPiece,
    Paragraph,
    Plate,
    ReportBlock,
    pieces,
    running,
)
from pycore.report.factors import FACTORS, Used
from pycore.report.grids import panel_grid, table_grid
from pycore.report.library_grids import factors_grid, methods_grid
from pycore.report.marks import block_mark, section_mark
from pycore.report.orientation import turned
from pycore.report.pictures import WIDTH_CM, FinishedPicture
from pycore.report.plan_map import map_picture
from pycore.report.sentences import filled, pointed, ranked
from pycore.report.simulated import simulated
from pycore.report.values import ReportValues
from pycore.report.words import WORDS
from pycore.sheets.chapter import (
    FACTORS_USED,
    ChartOf,
    FactorsInUse,
    Items,
    LinesOf,
    MapOf,
    MethodsInUse,
    PanelOf,
    Part,
    Prose,
    Provenance,
    Ranked,
    Section,
    Simulated,
    TableOf,
)
from pycore.sheets.definition import Chart
from pycore.sheets.diagrams import BoundaryOf, ChangesOf, SankeyOf, StepsOf
from pycore.simulate.picture import chinese_font

MOST_STALE, MOST_PROBLEMS = 5, 20
Numbered = TypeVar("Numbered", Grid, Plate)


def compose(
    calculated: Calculated, language: Language, changes: ChangeList | None = None, chapter: str = ""
) -> Document:
    """Compose a report of a workbook, with a list of changes at its end where one is given.

    Args:
        chapter: which one, of a workbook that has several; "" for the first.

    Raises:
        FileProblem: its definition has no such report, or a defined name of the file is damaged.
    """
    named = chosen_chapter(calculated.book.definition, chapter)
    return _Composer(named, calculated, language).document(changes)


class _Composer:
    """Composes one chapter; it counts tables and pictures as they come."""

    def __init__(self, named: str, calculated: Calculated, language: Language) -> None:
        self.named, self.chapter = named, calculated.book.definition.chapters()[named]
        self.calculated = calculated
        self.values = ReportValues(calculated.book, language)
        self.used = Used(self.values)
        self.language = language
        self.numbers = {"table": 0, "figure": 0}

    def document(self, changes: ChangeList | None) -> Document:
        """Compose all sections and put the document together."""
        blocks = [
            block for i, section in enumerate(self.chapter.sections, 1) for block in self._section(section, str(i))
        ]
        if changes is not None:
            annex = change_blocks(changes, 1 + len(self.chapter.sections), self.language)
            blocks += [self._labelled(block) if isinstance(block, Grid) else block for block in annex]
        return Document(
            language=self.language,
            title=self.chapter.title[self.language],
            subject=self.values.text(self.chapter.subject),
            author=self.values.text(self.chapter.author),
            program=f"TwinLedger {__version__}",
            chapter=self.named,
            blocks=tuple(turned(self._pointed(blocks))),
        )

    def _pointed(self, blocks: list[ReportBlock]) -> Iterator[ReportBlock]:
        """What was left out is known once all blocks are made; paragraphs then point at the workbook for it."""
        there = {block.key for block in blocks if isinstance(block, Grid | Plate)}
        sheets = dict(self._sheets(self.chapter.sections))
        for block in blocks:
            if isinstance(block, Paragraph):
                yield replace(block, line=pointed(block.line, there, sheets, self.language))
            else:
                yield block

    def _sheets(self, sections: tuple[Section, ...]) -> Iterator[tuple[str, Text]]:
        """The title of the sheet that each table and picture comes from, by its key."""
        titles = {b.key: s.title for s in self.values.book.definition.sheets for b in s.blocks}
        for section in sections:
            for part in section.parts:
                key, block = self._source(part)
                if block in titles:
                    yield key, titles[block]
            yield from self._sheets(section.sections)

    def _source(self, part: Part) -> tuple[str, str]:
        """The key of a part and that of the block it is made from; "" where that is no single one."""
        match part:
            case TableOf():
                return part.key or part.table, part.table
            case PanelOf():
                return part.panel, part.panel
            case ChartOf():
                return part.chart, part.chart
            case MapOf():
                tables = self.values.book.definition.tables()
                named = (t.key for t in tables for c in t.columns if f"{t.key}_{c.key}" == part.label)
                return part.key, next(named, "")
            case FactorsInUse():
                return FACTORS_USED, FACTORS
        return "", ""

    def say(self, key: str, **values: object) -> str:
        return WORDS[key].format(**values)[self.language]

    def _section(self, section: Section, number: str, path: str = "") -> Iterator[ReportBlock]:
        """Yield a section: heading, parts, and the sections within it with their numbers."""
        path = f"{path}/{section.title.en}"
        yield Heading(number.count(".") + 1, number, section.title[self.language], mark=f"{section_mark(path)}_h")
        for p, part in enumerate(section.parts, 1):
            for b, block in enumerate(self._part(part), 1):
                place = f"{section_mark(path)}_{p}_{b}"
                yield replace(block, mark=block_mark(block.key) if isinstance(block, Grid | Plate) else place)
        for i, inner in enumerate(section.sections, 1):
            yield from self._section(inner, f"{number}.{i}", path)

    def _part(self, part: Part) -> Iterator[ReportBlock]:
        """Yield what a part of the chapter becomes; a sentence whose values are missing is left out."""
        match part:
            case Prose():
                if all(self.values.raw(name) is not None for name in part.given):
                    yield Paragraph(filled(part.text[self.language], self.values))
            case Items():
                yield from self._items(part)
            case Ranked():
                line = ranked(part, self.values)
                if line:
                    yield Paragraph(line)
            case LinesOf():
                yield from (Paragraph(running(text)) for text in self.values.lines(part.lines[self.language]))
            case TableOf():
                yield self._table(part)
            case PanelOf():
                yield self._labelled(panel_grid(part, self.values))
            case MethodsInUse():
                yield from self._if_filled(methods_grid(part, self.used, self.chapter.guide))
            case FactorsInUse():
                yield from self._if_filled(factors_grid(part, self.used))
            case ChartOf():
                yield self._chart(part)
            case MapOf():
                yield self._plate(part.key, part.title, part.note, map_picture(part, self.values))
            case SankeyOf() | BoundaryOf() | StepsOf() | ChangesOf():
                yield self._plate(part.key, part.title, part.note, diagram_picture(part, self.values))
            case Simulated():
                yield from self._simulated(part)
            case Provenance():
                yield from self._provenance()

    def _items(self, part: Items) -> Iterator[ReportBlock]:
        """Yield a listed line for each row of a table that is filled in."""
        table = self.values.book.definition.table(part.table)
        for row in self.values.rows(table, list(table.columns)):
            line = filled(part.text[self.language], self.values, part.table, row)
            yield Paragraph(line, listed=True)

    # --- numbered blocks ---

    def _table(self, part: TableOf) -> ReportBlock:
        """Return a table, or in place of an empty one the sentence for that."""
        grid = table_grid(part, self.values)
        if grid.rows:
            return self._labelled(grid)
        if part.empty.zh:
            return Paragraph(pieces(part.empty[self.language]))
        definition = self.values.book.definition
        sheet, title = definition.sheet_of(part.table).title, definition.table(part.table).title
        return Paragraph(pieces(self.say("no_rows", sheet=sheet, title=part.title if part.title.zh else title)))

    def _if_filled(self, grid: Grid) -> Iterator[ReportBlock]:
        if grid.rows:
            yield self._labelled(grid)

    def _chart(self, part: ChartOf) -> ReportBlock:
        """Return the picture of a chart of the workbook, with its own title where none is asked for."""
        sheets = self.values.book.definition.sheets
        chart = next(b for s in sheets for b in s.blocks if isinstance(b, Chart) and b.key == part.chart)
        title = part.title if part.title.zh else chart.title
        return self._plate(part.chart, title, part.note, chart_picture(chart, self.values))

    def _plate(self, key: str, title: Text, note: Text, drawn: FinishedPicture | None) -> ReportBlock:
        """Return a picture with label and remarks, or the sentence that there are no numbers to draw."""
        if drawn is None:
            return Paragraph(pieces(self.say("no_numbers", title=title)))
        notes = [note[self.language]] if note.zh else []
        if chinese_font() is None:
            notes.append(self.say("no_font"))
        return self._labelled(
            Plate(
                key=key,
                caption=pieces(title[self.language]),
                png=drawn.png,
                svg=drawn.svg,
                told=title[self.language],
                width_cm=WIDTH_CM,
                height_cm=drawn.height_cm,
                notes=tuple(pieces(self.say("remark") + text) for text in notes),
            )
        )

    def _simulated(self, part: Simulated) -> Iterator[ReportBlock]:
        """Yield tables, picture and remarks of the simulation, or the sentence that there is nothing uncertain."""
        shown = simulated(part, self.values)
        if shown is None:
            yield Paragraph(pieces(part.empty[self.language]))
            return
        yield from (self._labelled(grid) for grid in shown.grids)
        yield self._plate(f"{part.key}_picture", part.picture_title, NO_TEXT, shown.drawn)
        yield from (Paragraph(note, listed=True) for note in shown.notes)

    def _labelled(self, block: Numbered) -> Numbered:
        """Give a table or a picture the next number of its kind."""
        kind = "table" if isinstance(block, Grid) else "figure"
        self.numbers[kind] += 1
        return replace(block, label=f"{self.say(kind)} {self.numbers[kind]}")

    # --- where the numbers come from ---

    def _provenance(self) -> Iterator[ReportBlock]:
        """Yield where the numbers come from: file, digest, versions, values that were stale, inputs to correct."""
        known = self.calculated
        yield Paragraph(pieces(self.say("file_said")))
        versions = self.say(
            "versions", template=known.book.definition.key, version=known.book.version, core=__version__,
            library=carried_edition(known.book) or library().version,
        )  # fmt: skip
        for said in (self.say("file", name=known.name), self.say("digest", digest=known.digest), versions):
            yield Paragraph(pieces(said), listed=True)
        if known.stale:
            between = "、" if self.language == "zh" else ", "
            cells = between.join(address(cell) for cell in known.stale[:MOST_STALE])
            said = self.say("stale_said", formulas=known.formulas, count=len(known.stale), cells=cells)
            yield Paragraph((MarkedPiece(said, Mark.OPEN),))
        else:
            yield Paragraph(pieces(self.say("fresh_said", formulas=known.formulas)))
        if known.untranslated:
            said = self.say("untranslated_said", count=known.untranslated)
            yield Paragraph((MarkedPiece(said, Mark.OPEN),))
        if known.problems:
            count = len(known.problems)
            yield Paragraph((MarkedPiece(self.say("problems_said", count=count), Mark.OPEN),))
            for problem in known.problems[:MOST_PROBLEMS]:
                yield Paragraph(pieces(problem.text[self.language]), listed=True)
            if count > MOST_PROBLEMS:
                yield Paragraph(pieces(self.say("more_said", count=count - MOST_PROBLEMS)))
