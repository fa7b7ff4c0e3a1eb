"""The chapters of the installed workbooks name only what their workbooks have, in both languages alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pycore.language import Text
from pycore.sheets.chapter import (
    Chapter,
    ChartOf,
    Items,
    LinesOf,
    MapOf,
    PanelOf,
    Part,
    Prose,
    Ranked,
    Section,
    TableOf,
)
from pycore.sheets.definition import Chart, Lines, Workbook
from pycore.sheets.diagrams import Diagram
from pycore.sheets.registry import installed_workbooks

BOOKS = [(book, chapter) for book in installed_workbooks().values() for chapter in book.chapters().values()]
each_chapter = pytest.mark.parametrize(
    ("book", "chapter"),
    BOOKS,
    ids=[f"{book.key} {name}" for book in installed_workbooks().values() for name in book.chapters()],
)
_NAME = re.compile(r"\{(#?)(\w+)")


def parts(sections: tuple[Section, ...]) -> Iterator[Part]:
    for section in sections:
        yield from section.parts
        yield from parts(section.sections)


def names(book: Workbook) -> set[str]:
    found = {f"{p.key}_{f.key}" for p in book.panels() for f in p.fields}
    for table in book.tables():
        found |= {f"{table.key}_{c.key}" for c in table.columns}
        found |= {f"{table.key}_{c.key}_total" for c in table.columns if table.totals and c.total}
    return found


def named_by(part: Part) -> Iterator[str]:
    """Every defined name that a part takes a value from."""
    match part:
        case Prose():
            yield from (n for text in (part.text.zh, part.text.en) for mark, n in _NAME.findall(text) if not mark)
            yield from part.given
        case Items():
            yield from (
                f"{part.table}_{n}"
                for text in (part.text.zh, part.text.en)
                for mark, n in _NAME.findall(text)
                if not mark
            )
        case Ranked():
            yield from (part.label, part.value, *([part.whole.partition("[")[0]] if part.whole else []))
        case TableOf():
            yield from (f"{part.table}_{c}" for c in (*part.columns, *part.keep))
            yield from (
                *part.numbered_by,
                *([f"{part.table}_{part.where[0]}", part.where[1]] if part.where else []),
            )
        case PanelOf():
            yield from (f"{part.panel}_{f}" for f in part.fields)
        case MapOf():
            yield from (
                part.label,
                part.x,
                part.y,
                part.size,
                part.group,
                *([part.only] if part.only else []),
                *(part.outline or ()),
            )


@each_chapter
def test_every_name_is_one_of_the_workbook(book: Workbook, chapter: Chapter) -> None:
    known = names(book) | {chapter.subject, chapter.author}
    wrong = [name for part in parts(chapter.sections) for name in named_by(part) if name not in known]
    assert wrong == []
    assert {chapter.subject, chapter.author} <= names(book)
    charts = {b.key for s in book.sheets for b in s.blocks if isinstance(b, Chart)}
    lines = {b.key for s in book.sheets for b in s.blocks if isinstance(b, Lines)}
    for part in parts(chapter.sections):
        if isinstance(part, ChartOf):
            assert part.chart in charts
        elif isinstance(part, LinesOf):
            assert {part.lines.zh, part.lines.en} <= lines


@each_chapter
def test_no_table_or_picture_stands_twice_under_one_key(book: Workbook, chapter: Chapter) -> None:
    keys = [
        getattr(part, "key", "")
        or getattr(part, "table", "")
        or getattr(part, "panel", "")
        or getattr(part, "chart", "")
        for part in parts(chapter.sections)
        if isinstance(part, TableOf | PanelOf | ChartOf | MapOf)
    ]
    assert sorted(keys) == sorted(set(keys))


@each_chapter
def test_every_reference_is_to_a_table_or_picture_of_the_chapter(book: Workbook, chapter: Chapter) -> None:
    keys = {"methods_in_use", "factors_in_use"}
    for part in parts(chapter.sections):
        if isinstance(part, TableOf | PanelOf | ChartOf | MapOf | Diagram):
            keys |= {getattr(part, a, "") for a in ("key", "table", "panel", "chart")}
    texts = [t for part in parts(chapter.sections) if isinstance(part, Prose) for t in (part.text.zh, part.text.en)]
    assert {n for text in texts for mark, n in _NAME.findall(text) if mark} <= keys


@each_chapter
def test_both_languages_fill_in_the_same_values(book: Workbook, chapter: Chapter) -> None:
    for part in parts(chapter.sections):
        text = getattr(part, "text", None)
        if isinstance(text, Text):
            assert set(_NAME.findall(text.zh)) == set(_NAME.findall(text.en)), text.en
            # What is no value and no unit is in the language that it claims to be.
            words = re.sub(r"\{[^}]*\}", "", text.zh)
            assert not re.search(r"(?:\b[A-Za-z]{2,}\b[ ,]+){3}", words), text.zh
            assert not re.search(r"[\u4e00-\u9fff]", text.en), text.en


def test_a_chapter_is_there_for_coal_chemical() -> None:
    assert "coal_chemical" in {book.key for book, _ in BOOKS}
