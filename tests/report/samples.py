"""Samples: the worked examples as reports, and a small workbook of somebody else's with a report of its own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from pycore.language import NO_TEXT, Language, Text
from pycore.report.calculated import Calculated, calculate_book
from pycore.report.compose import compose
from pycore.report.document import Document
from pycore.sheets.chapter import (
    Chapter,
    ChartOf,
    FactorsInUse,
    Items,
    MapOf,
    MethodsInUse,
    PanelOf,
    Part,
    Prose,
    Ranked,
    Section,
    TableOf,
)
from pycore.sheets.definition import Chart, Column, Field, Kind, Panel, Role, Series, Sheet, Table, Workbook

EXAMPLES = Path(__file__).parents[2] / "workbooks" / "coal_chemical"


def example(language: Language) -> Path:
    return EXAMPLES / f"coal_chemical_example_{language}.xlsx"


@cache
def calculated_example(language: Language, of: Language) -> Calculated:
    return calculate_book(example(of), language)


@cache
def example_document(language: Language, of: Language | None = None) -> Document:
    return compose(calculated_example(language, of or language), language)


_PLACES = Table(
    key="places",
    title=Text("地点", "Places"),
    rows=5,
    ledger=True,
    totals=True,
    columns=(
        Column(key="name", title=Text("名称", "name"), kind=Kind.TEXT),
        Column(key="kind", title=Text("类别", "kind"), kind=Kind.TEXT),
        Column(key="x", title=Text("X", "X"), unit=Text("km", "km")),
        Column(key="y", title=Text("Y", "Y"), unit=Text("km", "km")),
        Column(key="amount", title=Text("排放量", "emission"), unit=Text("tCO2", "tCO2"), total=True),
        Column(key="unused", title=Text("未用", "unused"), kind=Kind.TEXT),
        Column(
            key="double", title=Text("两倍", "double"), unit=Text("tCO2", "tCO2"), role=Role.CALCULATED,
            formula='IF([amount]="","",IF([amount]<0,SQRT(-1),2*[amount]))', total=True,
        ),
    ),
)  # fmt: skip
_COVER = Panel(
    key="cover",
    title=Text("工作簿", "This workbook"),
    fields=(
        Field(key="template", title=Text("模板", "template"), role=Role.LABEL, value="tiny"),
        Field(key="version", title=Text("版本", "version"), role=Role.LABEL, value="1.0.0"),
        Field(key="language", title=Text("语言", "language"), role=Role.LABEL, value=Text("zh", "en")),
        Field(
            key="addin", title=Text("加载项", "add-in"), role=Role.CALCULATED, formula="NOT(ISERROR(TL_VERSION()))"
        ),
        Field(key="subject", title=Text("项目名称", "project")),
        Field(key="author", title=Text("编制单位", "author")),
    ),
)  # fmt: skip
_CHART = Chart(
    key="amounts",
    title=Text("各地排放量", "Emission by place"),
    kind="column",
    series=(Series(title=Text("排放量", "emission"), categories="places_name", values="places_amount"),),
)
MAP = MapOf(
    key="map", title=Text("分布图", "Map"), label="places_name", x="places_x", y="places_y", size="places_amount",
    group="places_kind", unit=Text("km", "km"), size_unit=Text("tCO2", "tCO2"),
)  # fmt: skip
PARTS: tuple[Part, ...] = (
    Prose(
        text=Text("项目为{cover_subject}，由{cover_author}编制，见{#places}。", "{cover_subject}, {cover_author}, {#places}.")
    ),
    Prose(text=Text("合计 {places_amount_total:0} t。", "In all {places_amount_total:0} t.")),
    Prose(text=Text("附言：{cover_author}", "Remark: {cover_author}"), given=("cover_author",)),
    Ranked(label="places_name", value="places_amount", unit=Text("t", "t"), text=Text("依次为{list}。", "{list}.")),
    Items(table="places", text=Text("{name}：{amount} 与 {double}", "{name}: {amount} and {double}")),
    TableOf(table="places"),
    PanelOf(panel="cover", fields=("subject", "author")),
    ChartOf(chart="amounts"),
    MAP,
    MethodsInUse(title=Text("方法", "Methods")),
    FactorsInUse(title=Text("因子", "Factors")),
)  # fmt: skip


def _chapter(parts: tuple[Part, ...], title: Text) -> Chapter:
    section = Section(title=Text("一节", "A section"), parts=parts)
    return Chapter(title=title, subject="cover_subject", author="cover_author", sections=(section,))


def tiny_with(several: dict[str, tuple[Part, ...]]) -> Workbook:
    """The same with several reports, each of these parts."""
    chapters = {name: _chapter(parts, Text(f"章{name}", f"Chapter {name}")) for name, parts in several.items()}
    return replace(tiny(None), reports=chapters)


def tiny(parts: tuple[Part, ...] | None) -> Workbook:
    """A workbook of somebody else's, with one table and a report of these parts; without one for None."""
    report = None if parts is None else _chapter(parts, Text("章", "Chapter"))
    sheets = (
        Sheet(key="cover", title=Text("封面", "Cover"), blocks=(_COVER,)),
        Sheet(key="places", title=Text("地点", "Places"), blocks=(_PLACES, _CHART)),
        Sheet(key="lists", title=Text("列表", "Lists"), blocks=(), intro=NO_TEXT),
    )
    return Workbook(key="tiny", title=Text("小工作簿", "Tiny"), version="1.0.0", sheets=sheets, lists=(), report=report)
