"""A report that was edited is filled anew: what a user wrote stays, what we wrote follows the workbook."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from typer.testing import CliRunner

from pycore import cli
from pycore.errors import FileProblem
from pycore.gate.document import check_document
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.report.change_list import ChangeList
from pycore.report.compose import compose
from pycore.report.document import Grid, Heading, Paragraph, pieces, plain
from pycore.report.into import refill
from pycore.report.orientation import asks_for_landscape
from pycore.report.word import docx_bytes
from pycore.report.word_marks import remembered, spans
from tests.report.conftest import Made
from tests.report.samples import calculated_example, example, example_document
from tests.review.mutations.editing import with_values

pytestmark = pytest.mark.slow
ROWS: list[dict[str, Any]] = [{"name": "甲", "kind": "a", "amount": 30}, {"name": "乙", "kind": "a", "amount": 70}]


@cache
def first() -> bytes:
    return docx_bytes(example_document("zh"))


def edited(change: Callable[[Any], None], data: bytes = b"") -> bytes:
    word = docx.Document(io.BytesIO(data or first()))
    change(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def said(data: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


def starting(word: Any, words: str) -> Any:
    return next(p for p in word.paragraphs if p.text.startswith(words))


def test_the_same_workbook_gives_the_same_text_again_and_the_same_bytes_each_time() -> None:
    one = refill(first(), example_document("zh"))
    assert said(one.data) == said(first())
    assert (one.added, one.removed, one.deleted) == ((), (), ())
    assert refill(first(), example_document("zh")).data == one.data
    assert len(spans(docx.Document(io.BytesIO(one.data)).element.body)) == sum(1 for b in example_document("zh").blocks)


def test_what_a_user_wrote_stays_beside_numbers_that_are_new(made: Made) -> None:
    before = made(ROWS, subject="一", author="编者")

    def change(word: Any) -> None:
        sentence = starting(word, "合计 100 t")
        sentence.insert_paragraph_before("用户的一段。")
        sentence.add_run("用户加的一句。").bold = True
        starting(word, "一节").runs[0].text = "用户改的标题"
        word.tables[0].rows[1].cells[0].paragraphs[0].add_run("随表而去")

    data = edited(change, docx_bytes(before))
    after = made([{**ROWS[0], "amount": 40}, ROWS[1]], subject="一", author="编者")
    found = said(refill(data, after).data)
    at = found.index("用户的一段。")
    assert found[at + 1] == "合计 110 t。用户加的一句。"
    assert "用户改的标题" in found
    assert "一节" not in found
    word = docx.Document(io.BytesIO(refill(data, after).data))
    assert "随表而去" not in word.tables[0].rows[1].cells[0].text
    bold = [run.text for run in starting(word, "合计 110").runs if run.bold]
    assert bold == ["用户加的一句。"]


def test_text_between_a_caption_and_the_note_belongs_to_the_table_and_text_around_it_does_not(made: Made) -> None:
    data = docx_bytes(made(ROWS))

    def change(word: Any) -> None:
        note = next(p for p in word.paragraphs if p.text.startswith("注："))
        note.add_run("用户的注。")

    found = said(refill(edited(change, data), made(ROWS[:1])).data)
    assert "用户的注。" in found
    assert any(text.startswith("注：") and "用户" not in text for text in found)


def test_a_part_that_was_deleted_stays_away_and_one_that_is_new_stands_behind_the_one_before(made: Made) -> None:
    document = made(ROWS)

    def change(word: Any) -> None:
        paragraph = starting(word, "合计 100 t")
        paragraph._p.getparent().remove(paragraph._p)

    place = next(i for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and "合计" in plain(b.line))
    new = Paragraph(pieces("新的一句。"), mark="TL_new_1")
    later = replace(document, blocks=(*document.blocks[: place + 1], new, *document.blocks[place + 1 :]))
    result = refill(edited(change, docx_bytes(document)), later)
    assert result.added == ("TL_new_1",)
    assert len(result.deleted) == 1
    found = said(result.data)
    assert not any(text.startswith("合计 100 t") for text in found)
    before = next(text for text in found if text.startswith("项目为"))
    assert found[found.index(before) + 1] == "新的一句。"
    assert "TL_new_1" in remembered(docx.Document(io.BytesIO(result.data)))


def test_a_part_that_the_report_has_no_longer_is_taken_out_and_the_users_words_in_it_stay(made: Made) -> None:
    document = made(ROWS)
    sentence = next(b for b in document.blocks if isinstance(b, Paragraph) and "合计" in plain(b.line))
    later = replace(document, blocks=tuple(b for b in document.blocks if b is not sentence))

    def change(word: Any) -> None:
        starting(word, "合计 100 t").add_run("用户的话。")

    result = refill(edited(change, docx_bytes(document)), later)
    assert result.removed == (sentence.mark,)
    assert "用户的话。" in said(result.data)
    assert not any("合计 100 t" in text for text in said(result.data))


def test_pictures_and_numbers_of_bookmarks_are_those_of_one_file() -> None:
    data = refill(first(), example_document("zh")).data
    word = docx.Document(io.BytesIO(data))
    ids = [e.get(qn("w:id")) for e in word.element.body.iter(qn("w:bookmarkStart"))]
    names = [e.get(qn("w:name")) for e in word.element.body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    embedded = [blip.get(qn("r:embed")) for blip in word.element.body.iter(qn("a:blip"))]
    assert embedded
    assert all(word.part.related_parts[one].blob.startswith(b"\x89PNG") for one in embedded)


def test_what_is_no_report_of_ours_is_refused() -> None:
    other = io.BytesIO()
    docx.Document().save(other)
    with pytest.raises(FileProblem, match="TL_"):
        refill(other.getvalue(), example_document("zh"))
    with pytest.raises(FileProblem, match="docx"):
        refill(b"PK", example_document("zh"))


def test_other_sections_of_a_user_stay_and_a_table_that_has_grown_is_turned() -> None:
    document = example_document("zh")
    upright = replace(
        document, blocks=tuple(replace(b, landscape=False) if isinstance(b, Grid) else b for b in document.blocks)
    )
    data = refill(docx_bytes(upright), document).data
    word = docx.Document(io.BytesIO(data))
    formats = [section.orientation for section in word.sections]
    turned = sum(isinstance(b, Grid) and b.landscape for b in document.blocks)
    assert turned > 1
    assert formats.count(WD_ORIENT.LANDSCAPE) == turned
    assert formats[-1] == WD_ORIENT.PORTRAIT


# ── the format of pages ──


def test_wide_tables_stand_on_landscape_pages_and_others_do_not() -> None:
    word = docx.Document(io.BytesIO(first()))
    for section in word.sections:
        wide = section.orientation == WD_ORIENT.LANDSCAPE
        assert (section.page_width > section.page_height) == wide
    grids = [b for b in example_document("zh").blocks if isinstance(b, Grid)]
    assert {g.key for g in grids if g.landscape} >= {"fuels", "carbon"}
    assert not any(g.landscape for g in grids if len(g.heads) < 8)
    assert [asks_for_landscape(g) for g in grids] == [g.landscape for g in grids]
    assert any("第" in p.text for s in word.sections for p in s.footer.paragraphs)


# ── the command ──


def run(*arguments: object) -> Any:
    return CliRunner().invoke(cli.build(), ["report", *map(str, arguments)])


def later_workbook(folder: Path) -> Path:
    book = Book.open(example("zh"))
    cell = book.cells_of("electricity_electricity")[0]
    path = folder / "later.xlsx"
    path.write_bytes(with_values(Package.read(example("zh").read_bytes()), {cell: 400_000.0}))
    return path


def test_word_page_and_a_refilled_report_are_written_at_once_with_the_changes(tmp_path: Path) -> None:
    existing, later = tmp_path / "mine.docx", later_workbook(tmp_path)
    existing.write_bytes(first())
    result = run(later, "--into", existing, "-o", tmp_path / "out.docx", "--html", tmp_path / "out.html",
                 "--docx", tmp_path / "new.docx", "--since", example("zh"))  # fmt: skip
    assert result.exit_code == 0, result.output
    assert existing.read_bytes() == first()
    found = said((tmp_path / "out.docx").read_bytes())
    assert "附：修改清单" in found
    # 60,000 MWh fewer at 0.5306 tCO2/MWh.
    assert any("1,522,242 t/a" in text for text in found)
    rows = [[c.text for c in row.cells] for row in docx.Document(str(tmp_path / "out.docx")).tables[-1].rows]
    emission = next(row for row in rows if "拟建工程 CO2 排放量" in row[2])
    assert emission[4:] == ["1,554,078", "1,522,242", "-2.05%"]
    entered = next(row for row in rows if row[1] == "填写")
    assert entered[4:6] == ["460,000", "400,000"]
    assert "附：修改清单" in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert (tmp_path / "new.docx").exists()


@pytest.mark.parametrize("given", [["--into", "a.docx"], ["-o", "b.docx"]])
def test_one_of_the_two_is_not_enough(tmp_path: Path, given: list[str]) -> None:
    (tmp_path / "a.docx").write_bytes(first())
    result = run(example("zh"), given[0], tmp_path / given[1])
    assert result.exit_code == 2
    assert "--into" in result.stderr
    assert not (tmp_path / "b.docx").exists()


def test_the_report_that_was_given_is_never_written(tmp_path: Path) -> None:
    mine = tmp_path / "a.docx"
    mine.write_bytes(first())
    assert run(example("zh"), "--into", mine, "-o", mine, "--force").exit_code == 2
    assert mine.read_bytes() == first()


def test_without_a_change_the_annex_says_so() -> None:
    calculated = calculated_example("en", "en")
    document = compose(calculated, "en", ChangeList("a.xlsx", ()))
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert "a.xlsx" in plain(last.line)
    assert isinstance(document.blocks[-2], Heading)


# ── the gate ──


def test_a_word_file_passes_the_gate_and_what_is_dangerous_to_parse_does_not() -> None:
    assert check_document(first()) == []
    assert [f.rule for f in check_document(example("zh"))] == ["gate-missing-part"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(first())) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
            new.writestr(name, content)
    assert [f.rule for f in check_document(buffer.getvalue())] == ["gate-xml-dtd"]


def test_the_command_refuses_it_with_its_name(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    shutil.copy(example("zh"), bad)
    result = run(example("zh"), "--into", bad, "-o", tmp_path / "out.docx")
    assert result.exit_code == 2
    assert "bad.docx" in result.stderr
    assert not (tmp_path / "out.docx").exists()
