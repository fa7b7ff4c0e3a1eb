"""The report of the industrial park, from its worked example."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from pycore.engine.make import make_workbook
from pycore.language import Language
from pycore.report.calculated import Calculated, calculate_book
from pycore.report.compose import compose
from pycore.report.document import Document, Grid, Mark, Paragraph, Plate, plain
from pycore.sheets.chapter import MapOf, TableOf
from pycore.sheets.definition import Role
from tests.report.reading import assert_shows, sections, tables_of
from workbooks.industrial_park import WORKBOOK
from workbooks.industrial_park.report import CHAPTER

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> Calculated:
    path: Path = tmp_path_factory.mktemp("park") / "park.xlsx"
    path.write_bytes(make_workbook(WORKBOOK, "zh", WORKBOOK.examples["default"]))
    return calculate_book(path)


@cache
def composed(calculated: Calculated) -> Document:
    return compose(calculated, "zh")


def everything(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        match block:
            case Paragraph():
                found.append(plain(block.line))
            case Grid():
                found += [plain(cell.line) for row in block.rows for cell in row]
                found += [plain(note) for note in block.notes]
    return found


@pytest.mark.parametrize("part", list(tables_of(CHAPTER.sections)), ids=lambda p: p.key or p.table)
def test_a_table_has_the_values_of_the_core(calculated: Calculated, part: TableOf) -> None:
    book = calculated.book
    grids = [b for b in composed(calculated).blocks if isinstance(b, Grid) and b.key == (part.key or part.table)]
    table = book.definition.table(part.table)
    if not grids:
        typed = [c.key for c in table.columns if c.role is Role.INPUT and c.required]
        assert part.empty.zh or part.where or not any(book.value(f"{part.table}_{c}", 0) for c in typed)
        return
    rows = [[plain(cell.line) for cell in row] for row in grids[0].rows]
    heads = [plain(head.title) for head in grids[0].heads]

    def column(key: str) -> list[object]:
        return [book.values.get(cell) for cell in book.cells_of(f"{part.table}_{key}")]

    assert_shows(table, part, heads, rows, column)


def test_nothing_is_left_unfilled_and_no_error_shows(calculated: Calculated) -> None:
    document = composed(calculated)
    for text in everything(document):
        assert not re.search(r"\bNone\b|\bnan\b|#[A-Z/0]+[!?]|#N/A|[{}]", text), text
        assert not re.search(r"(?:\b[A-Za-z]{2,}\b[ ,]+){3}", text), text
    # What is to be confirmed is marked, and nothing else is open.
    assert document.open_points == ["M（待确认）"]


def test_the_map_and_every_chart_are_drawn(calculated: Calculated) -> None:
    plates = [b.key for b in composed(calculated).blocks if isinstance(b, Plate)]
    assert "enterprise_map" in plates
    assert len(plates) > 8


def test_every_reference_finds_its_table_or_picture(calculated: Calculated) -> None:
    document = composed(calculated)
    wanted = {p.text for b in document.blocks if isinstance(b, Paragraph) for p in b.line if p.mark is Mark.REFERENCE}
    assert wanted <= document.labels.keys()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_blank_workbook_leaves_no_reference_without_its_target(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(make_workbook(WORKBOOK, language, {}))
    document = compose(calculate_book(path), language)
    lines = [b.line for b in document.blocks if isinstance(b, Paragraph)]
    wanted = {p.text for line in lines for p in line if p.mark is Mark.REFERENCE}
    assert wanted <= document.labels.keys()
    wanted_words = {
        "zh": "各行业规划产值、用地和产品见工作簿“规划概述”表。",
        "en": "The sheet Plan of the workbook has planned output, land and products by sector.",
    }
    assert wanted_words[language] in [plain(line) for line in lines]


def test_lines_of_appendix_a_are_in_one_of_the_two_tables_and_the_text_says_in_which(
    calculated: Calculated,
) -> None:
    """A ledger without the number of a line has one equation, and the text names it with its table."""
    document = composed(calculated)
    said = next(text for text in everything(document) if "附录 A 核算项见" in text)
    assert "逐行选择的附录 A 核算项见" in said
    grids = {b.key: b for b in document.blocks if isinstance(b, Grid)}
    assert plain(grids["methods"].caption) == "逐行选择的附录 A 核算项"
    chosen = {plain(row[0].line) for row in grids["methods"].rows}
    used = " ".join(plain(row[4].line) for row in grids["methods_in_use"].rows)
    for line, ledger, named in (
        ("化石燃料燃烧", "化石燃料", "化石燃料燃烧的 CO2"),
        ("调入电力", "调入（出）电力", "调入调出电力"),
        ("水泥熟料生产", "水泥熟料", "水泥熟料"),
        ("钢铁生产", "钢铁", "钢铁"),
        ("平板玻璃生产", "平板玻璃", "平板玻璃"),
        ("工业废水处理（去除的 COD）", "废水处理", "工业废水"),
    ):
        assert line in chosen or (ledger in used and named in said), line


def test_the_map_speaks_of_a_boundary_only_where_one_was_entered() -> None:
    parts = [part for _, _, section in sections(CHAPTER.sections) for part in section.parts]
    note = next(part.note for part in parts if isinstance(part, MapOf))
    assert "填写了园区边界时" in note.zh
    assert "where it was entered" in note.en


def test_equations_of_appendix_a_are_named_with_their_clauses(calculated: Calculated) -> None:
    methods = next(b for b in composed(calculated).blocks if isinstance(b, Grid) and b.key == "methods_in_use")
    clauses = " ".join(plain(row[3].line) for row in methods.rows)
    for process in ("水泥", "钢铁", "硝酸", "平板玻璃", "工业废水"):
        assert process in clauses


def test_a_planning_year_is_a_year_and_heads_say_nothing_to_those_who_fill_in(calculated: Calculated) -> None:
    grids = {b.key: b for b in composed(calculated).blocks if isinstance(b, Grid)}
    years = [plain(row[1].line) for row in grids["sector_plan"].rows]
    assert years
    assert set(years) <= {"2030", "2035"}
    heads = [plain(head.title) for grid in grids.values() for head in grid.heads]
    assert not [head for head in heads if re.search("空白|留空", head)]


def test_the_programme_and_the_justification_of_the_plan_stand_in_the_report(calculated: Calculated) -> None:
    blocks = composed(calculated).blocks
    assert "work_programme" in {b.key for b in blocks if isinstance(b, Plate)}
    (grid,) = (b for b in blocks if isinstance(b, Grid) and b.key == "rationality")
    assert len(grid.rows) == 4
