"""The Word file as another program reads it: real headings, numbered captions, fields, fonts, and the core's values."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.language import Language
from pycore.package.package import Package
from pycore.report.word import docx_bytes
from pycore.sheets.chapter import TableOf
from pycore.sheets.definition import Role
from tests.report.reading import assert_shows, sections, tables_of
from tests.report.samples import calculated_example, example, example_document
from workbooks.coal_chemical.report import CHAPTER

pytestmark = pytest.mark.slow

LANGUAGES: tuple[Language, ...] = ("zh", "en")
WORDS = {"zh": ("表", "图"), "en": ("Table", "Figure")}


@cache
def data(language: Language) -> bytes:
    return docx_bytes(example_document(language))


@cache
def word(language: Language = "zh") -> Any:
    return docx.Document(io.BytesIO(data(language)))


def everything(language: Language) -> Iterator[str]:
    file = word(language)
    yield from (p.text for p in file.paragraphs)
    for table in file.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)
    for section in file.sections:
        yield from (p.text for part in (section.header, section.footer) for p in part.paragraphs)


def captions(language: Language) -> list[str]:
    return [p.text for p in word(language).paragraphs if p.style.name == "Caption"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_those_of_the_chapter_at_their_levels(language: Language) -> None:
    found = [(p.style.name, p.text) for p in word(language).paragraphs if p.style.name.startswith("Heading")]
    assert found == [(f"Heading {level}", s.title[language]) for level, _, s in sections(CHAPTER.sections)]


def test_headings_have_outline_levels_and_number_themselves() -> None:
    for level in range(3):
        properties = word().styles[f"Heading {level + 1}"].element.pPr
        assert properties.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level)
        numbered = properties.find(qn("w:numPr"))
        assert numbered.find(qn("w:ilvl")).get(qn("w:val")) == str(level)
    numbering = word().part.numbering_part.element
    texts = {t.get(qn("w:val")) for t in numbering.iter(qn("w:lvlText"))}
    assert {"%1", "%1.%2", "%1.%2.%3"} <= texts
    # All definitions come before the first use, or Word calls the file damaged.
    kinds = [child.tag for child in numbering if child.tag in (qn("w:abstractNum"), qn("w:num"))]
    assert kinds == sorted(kinds, key=lambda tag: tag != qn("w:abstractNum"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_are_numbered_by_fields_from_1_on(language: Language) -> None:
    for kind in WORDS[language]:
        numbers = [int(m[1]) for c in captions(language) if (m := re.match(rf"{kind} (\d+)  \S", c))]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers
    codes = [t.text.strip() for t in word(language).element.iter(qn("w:instrText"))]
    assert sum(code.startswith("SEQ") for code in codes) == len(captions(language))
    assert len(word(language).tables) == sum(c.startswith(WORDS[language][0]) for c in captions(language))
    assert len(word(language).inline_shapes) == sum(c.startswith(WORDS[language][1]) for c in captions(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reference_has_its_bookmark_and_every_bookmark_is_one(language: Language) -> None:
    body = word(language).element
    marks = [b.get(qn("w:name")) for b in body.iter(qn("w:bookmarkStart"))]
    ids = [b.get(qn("w:id")) for b in body.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == len(marks)
    assert len(set(ids)) == len(ids)
    codes = [t.text.split() for t in body.iter(qn("w:instrText"))]
    wanted = {code[1] for code in codes if code[0] == "REF"}
    wanted |= {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert len(wanted) > 20
    assert wanted <= set(marks)
    begun = [f.get(qn("w:fldCharType")) for f in body.iter(qn("w:fldChar"))]
    assert begun.count("begin") == begun.count("separate") == begun.count("end")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_unfilled_and_no_error_shows(language: Language) -> None:
    for text in everything(language):
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b|#[A-Z/0]+[!?]|#N/A|[{}]|Text\(|_[a-z]+\[", text), text
        assert "待填" not in text
        assert "计算出错" not in text


def test_the_chinese_report_has_no_english_sentence() -> None:
    for text in everything("zh"):
        assert not re.search(r"(?:\b[A-Za-z]{2,}\b[ ,]+){3}", text), text


DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}(?:〔\d{4}〕|\[\d{4}\])\d+号")


def test_the_english_report_has_chinese_only_where_sources_are_chinese() -> None:
    """Titles of Chinese standards and the sources of the library have no English form."""
    sources = {cell.text for table in word("en").tables for row in table.rows for cell in row.cells[-2:]}
    for text in everything("en"):
        # A policy document is known by its Chinese number.
        if re.search(r"[\u4e00-\u9fff]", DOCUMENT_NUMBER.sub("", text)) and text not in sources:
            raise AssertionError(text)


# --- values ---


@cache
def core_values() -> dict[tuple[str, int, int], Any]:
    """What the core calculates, without the report's own reading of it."""
    calculated = recalculate(Package.read(example("zh")), engine_functions())
    return {(sheet, *place): value for sheet, cells in calculated.items() for place, value in cells.items()}


def column_values(table: str, column: str) -> list[Any]:
    book = calculated_example("zh", "zh").book
    return [core_values().get(c, book.values.get(c)) for c in book.cells_of(f"{table}_{column}")]


@pytest.mark.parametrize("part", list(tables_of(CHAPTER.sections)), ids=lambda p: p.key or p.table)
def test_a_table_has_the_values_of_the_core(part: TableOf) -> None:
    """Each row of the report is a row of the sheet, in its order, with the same value in each cell."""
    definition = calculated_example("zh", "zh").book.definition.table(part.table)
    labels = example_document("zh").labels
    if (part.key or part.table) not in labels:
        assert part.empty.zh
        return
    number = labels[part.key or part.table]
    tables = [c for c in captions("zh") if c.startswith("表")]
    place = next(i for i, c in enumerate(tables) if c.startswith(number + " "))
    rows = [[cell.text for cell in row.cells] for row in word().tables[place].rows]
    heads = [text.partition("\n")[0] for text in rows[0]]
    assert_shows(definition, part, heads, rows[1:], lambda key: column_values(part.table, key))


def test_every_filled_row_of_a_ledger_is_in_the_report() -> None:
    for part in tables_of(CHAPTER.sections):
        definition = calculated_example("zh", "zh").book.definition.table(part.table)
        typed = [c.key for c in definition.columns if c.role is Role.INPUT and c.required]
        if not definition.ledger or not typed or (part.key or part.table) not in example_document("zh").labels:
            continue
        filled = sum(v is not None for v in column_values(part.table, typed[0]))
        number = example_document("zh").labels[part.key or part.table]
        place = [c for c in captions("zh") if c.startswith("表")].index(
            next(c for c in captions("zh") if c.startswith(number + " "))
        )
        assert len(word().tables[place].rows) - 1 == filled, part.table


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_numbers_has_a_unit_or_needs_none(language: Language) -> None:
    """A column without a unit at its head has percentages, counts, or a unit in each row."""
    for table in word(language).tables:
        heads = [cell.text for cell in table.rows[0].cells]
        unit_beside = {"单位", "unit", "计量单位", "产品单位"} & {h.partition("\n")[0] for h in heads}
        for i, head in enumerate(heads):
            cells = [row.cells[i].text for row in table.rows[1:]]
            numbers = [t for t in cells if re.fullmatch(r"[±+-]?[\d,]+(\.\d+)?", t)]
            dimensionless = re.search(
                r"序号|no\.|轮次|loop|行数|rows|协同度 S|synergy|率|纯度|purity|rate|因子年份|年份|year|等级|level|数量|count|份额|share|GWP|oxidation|内容|value|合计（扣除|sum, less",
                head,
            )
            assert not numbers or "\n" in head or unit_beside or dimensionless, (head, numbers[:3])


# --- form ---


def test_fonts_are_chinese_for_chinese_and_times_for_the_rest() -> None:
    for name, east_asian in (
        ("Report Body", "宋体"),
        ("Heading 1", "黑体"),
        ("Heading 3", "黑体"),
        ("Report Cell", "宋体"),
    ):
        fonts = word().styles[name].element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) == east_asian
        assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:hAnsi")) == "Times New Roman"
        assert not [key for key in fonts.attrib if "Theme" in key]


def test_the_page_is_a4_with_the_project_above_and_the_page_number_below() -> None:
    section = word().sections[0]
    assert (round(section.page_width / Cm(1), 1), round(section.page_height / Cm(1), 1)) == (21.0, 29.7)
    assert section.header.paragraphs[0].text == example_document("zh").subject
    codes = [t.text.strip() for t in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_tables_have_three_lines_and_their_heads_are_repeated() -> None:
    for table in word().tables:
        rows = table.rows
        assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        lines = {
            (i, side.tag.rpartition("}")[2], side.get(qn("w:sz")))
            for i, row in enumerate(rows)
            for cell in row.cells
            for side in (cell._tc.tcPr.find(qn("w:tcBorders")) if cell._tc.tcPr.find(qn("w:tcBorders")) is not None else ())
        }  # fmt: skip
        last = len(rows) - 1
        assert lines - {(last, "top", "6")} == {(0, "top", "12"), (0, "bottom", "6"), (last, "bottom", "12")}


def test_properties_stand_in_the_order_that_word_wants() -> None:
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "widowControl",
        "numPr",
        "pBdr",
        "tabs",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
    ]
    for properties in (*word().element.iter(qn("w:pPr")), *word().styles.element.iter(qn("w:pPr"))):
        names = [child.tag.rpartition("}")[2] for child in properties]
        known = [order.index(n) for n in names if n in order]
        assert known == sorted(known), names


def test_pictures_have_words_for_those_who_cannot_see_them() -> None:
    for shape in word().inline_shapes:
        assert len(shape._inline.docPr.get("descr")) > 5


def test_the_same_report_is_the_same_file() -> None:
    assert docx_bytes(example_document("zh")) == data("zh")
