"""The mistakes of a workbook's report: what its sentences, tables and pictures name and the workbook has not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pycore.language import Text
from pycore.sheets.chapter import (
    FACTORS_USED,
    METHODS,
    Chapter,
    ChartOf,
    FactorsInUse,
    Items,
    LinesOf,
    MapOf,
    MethodsInUse,
    PanelOf,
    Part,
    Prose,
    Ranked,
    Section,
    Simulated,
    TableOf,
)
from pycore.sheets.definition import Chart, Lines, Panel, Table, Workbook
from pycore.sheets.diagrams import BoundaryOf, ChangesOf, SankeyOf, StepsOf, names_of_diagram

_HOLE = re.compile(r"\{#(?P<key>\w+)\}|\{(?P<name>\w+)(?:\[(?P<row>\d+)\])?(?::[^{}]+)?\}")
_BRACE = re.compile(r"[{}]")


def chapter_problems(workbook: Workbook, chapter: Chapter, names: Collection[str], called: str) -> Iterator[Text]:
    """Yield every mistake of a report as a sentence that begins with its name and the headings above it.

    Args:
        names: the defined names of the workbook.
        called: the name of the report.
    """
    return _ChapterCheck(workbook, names).problems(chapter, called)


class _ChapterCheck:
    def __init__(self, workbook: Workbook, names: Collection[str]) -> None:
        self.names = names
        blocks = [b for sheet in workbook.sheets for b in sheet.blocks]
        self.tables = {b.key: b for b in blocks if isinstance(b, Table)}
        self.panels = {b.key: b for b in blocks if isinstance(b, Panel)}
        self.charts = {b.key for b in blocks if isinstance(b, Chart)}
        self.lines = {b.key for b in blocks if isinstance(b, Lines)}
        # What holds a value that can be written: no list, no frame.
        self.rows = {f"{t.key}_{c.key}": t.rows for t in self.tables.values() for c in t.columns}
        self.rows |= {f"{t.key}_{c.key}_total": 1 for t in self.tables.values() for c in t.columns if c.total}
        self.rows |= {f"{p.key}_{f.key}": 1 for p in self.panels.values() for f in p.fields}

    def problems(self, chapter: Chapter, called: str) -> Iterator[Text]:
        """Yield the mistakes of the chapter itself, and then of its sections."""
        for name in (chapter.subject, chapter.author):
            yield from self._value(called, name)
        self.keys = set(_keys(chapter.sections))
        for section in chapter.sections:
            yield from self._section(section, called)

    def _section(self, section: Section, above: str) -> Iterator[Text]:
        where = f"{above} / {section.title.en}"
        for part in section.parts:
            yield from self._part(part, where)
        for inner in section.sections:
            yield from self._section(inner, where)

    def _part(self, part: Part, where: str) -> Iterator[Text]:
        """Yield what a part names and the workbook has not."""
        match part:
            case Prose():
                yield from (p for name in part.given for p in self._value(where, name))
                yield from self._template(where, part.text)
            case Items():
                if part.table not in self.tables:
                    yield _no_table(where, part.table)
                else:
                    yield from self._template(where, part.text, part.table)
            case Ranked():
                whole, _, row = part.whole.partition("[")
                for name in (part.label, part.value, *((whole,) if whole else ())):
                    yield from self._value(where, name, int(row.rstrip("]") or 1) if name == whole else 1)
            case TableOf():
                yield from self._table(part, where)
            case PanelOf():
                yield from self._panel(part, where)
            case ChartOf():
                if part.chart not in self.charts:
                    yield _said(where, f"没有图 {part.chart}", f"there is no chart {part.chart}")
            case MapOf():
                named = (part.label, part.x, part.y, part.size, part.group, part.only, *(part.outline or ()))
                yield from (p for name in named if name for p in self._value(where, name))
            case SankeyOf() | BoundaryOf() | StepsOf() | ChangesOf():
                for name in sorted(set(names_of_diagram(part)) - set(self.names) - set(self.rows)):
                    yield _said(where, f"名称 {name} 不存在", f"the name {name} does not exist")
            case LinesOf():
                for key in sorted({part.lines.zh, part.lines.en} - self.lines):
                    yield _said(where, f"没有文字块 {key}", f"there are no lines {key}")

    def _table(self, part: TableOf, where: str) -> Iterator[Text]:
        table = self.tables.get(part.table)
        if table is None:
            yield _no_table(where, part.table)
            return
        columns = {c.key for c in table.columns}
        wanted = (*part.columns, *part.keep, *((part.where[0],) if part.where else ()))
        for key in wanted:
            if key not in columns:
                yield _said(f"{where} / {part.table}", f"没有列 {key}", f"there is no column {key}")
        for name in (*((part.where[1],) if part.where else ()), *part.numbered_by):
            yield from self._value(f"{where} / {part.table}", name)

    def _panel(self, part: PanelOf, where: str) -> Iterator[Text]:
        panel = self.panels.get(part.panel)
        if panel is None:
            yield _said(where, f"没有表单 {part.panel}", f"there is no panel {part.panel}")
            return
        fields = {f.key for f in panel.fields}
        for key in part.fields:
            if key not in fields:
                yield _said(f"{where} / {part.panel}", f"没有字段 {key}", f"there is no field {key}")

    def _value(self, where: str, name: str, row: int = 1) -> Iterator[Text]:
        """Yield that a name is none, that it holds no value, or that its table has fewer rows."""
        if name not in self.rows:
            if name in self.names:
                yield _said(where, f"名称 {name} 不是单元格的值", f"the name {name} stands for no value")
            else:
                yield _said(where, f"名称 {name} 不存在", f"the name {name} does not exist")
        elif not 1 <= row <= self.rows[name]:
            yield _said(
                where,
                f"{name} 只有 {self.rows[name]} 行，没有第 {row} 行",
                f"{name} has {self.rows[name]} rows and no row {row}",
            )

    def _template(self, where: str, text: Text, table: str = "") -> Iterator[Text]:
        """Yield what the holes of a sentence name; each once, whichever languages have it."""
        seen: set[Text] = set()
        for template in (text.zh, text.en):
            for problem in self._holes(where, template, table):
                if problem not in seen:
                    seen.add(problem)
                    yield problem

    def _holes(self, where: str, template: str, table: str) -> Iterator[Text]:
        for hole in _HOLE.finditer(template):
            if hole["key"]:
                if hole["key"] not in self.keys:
                    yield _said(
                        where,
                        f"报告中没有可引用的表或图 {hole['key']}",
                        f"the report has no table or picture {hole['key']} to refer to",
                    )
                continue
            name = f"{table}_{hole['name']}" if f"{table}_{hole['name']}" in self.rows else hole["name"]
            yield from self._value(where, name, int(hole["row"] or 1))
        left = _HOLE.sub("", template)
        if _BRACE.search(left):
            yield _said(where, f"花括号不成对或写法有误：{left}", f"braces that name nothing: {left}")


def _keys(sections: Collection[Section]) -> Iterator[str]:
    """What references in the report may name."""
    for section in sections:
        for part in section.parts:
            match part:
                case TableOf():
                    yield part.key or part.table
                case PanelOf():
                    yield part.panel
                case ChartOf():
                    yield part.chart
                case MapOf() | SankeyOf() | BoundaryOf() | StepsOf() | ChangesOf():
                    yield part.key
                case MethodsInUse():
                    yield METHODS
                case FactorsInUse():
                    yield FACTORS_USED
                case Simulated():
                    yield from (part.key, *(f"{part.key}_{more}" for more in ("grades", "drivers", "picture")))
        yield from _keys(section.sections)


def _no_table(where: str, key: str) -> Text:
    return _said(where, f"没有表 {key}", f"there is no table {key}")


def _said(where: str, zh: str, en: str) -> Text:
    return Text(f"{where}：{zh}", f"{where}: {en}")
