"""The page of a review: what it says, what it leaves out, and that nothing in a workbook becomes markup."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import io
import json
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import address
from pycore.language import Language, Text
from pycore.reading.book import Book
from pycore.review.page.page import review_html
from pycore.review.page.trace import MOST_LINES
from pycore.review.page.values import project_name
from pycore.review.result import KeyFigure, Review, Verdict

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[3] / "workbooks" / "coal_chemical"
DRAWS = 400
SCRIPT = "<script>window.pwned=1</script></title>"
IMAGE = '"><img src=x onerror="window.pwned=1"></script><!--<script>'
PARK = EXAMPLES.parent / "industrial_park"
_PROJECT = "示例：某煤制甲醇及甲醇制烯烃改扩建项目"
_EVIDENCE = "示例数据：可研报告 物料平衡（示意）"


def example(language: Language = "zh") -> bytes:
    return (EXAMPLES / f"coal_chemical_example_{language}.xlsx").read_bytes()


def hostile() -> bytes:
    """The example with markup for the name of its project and for its evidence."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(example())) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            for plain, markup in ((_PROJECT, SCRIPT), (_EVIDENCE, IMAGE)):
                text = text.replace(plain.encode(), escape(markup).encode())
            new.writestr(info.filename, text)
    return buffer.getvalue()


def finding(book: Book, rule: str, severity: Severity, name: str, row: int, said: str) -> Finding:
    place = address(book.cells_of(name)[row])
    sheet, _, cell = place.rpartition("!")
    action = Text("请核对。", "Check it.")
    return Finding(rule, severity, sheet, cell, Text(said, said), Text("另一个", "another"), action)


def reviewed(book: Book, said: str = "123") -> Review:
    """A review by hand: five findings and every result."""
    whole = Text("有隐藏的工作表", "a sheet is hidden")
    findings = (
        finding(book, "template-formula-overwritten", Severity.ERROR, "fuels_co2", 1, said),
        finding(book, "evidence-missing", Severity.WARNING, "fuels_evidence", 0, "evidence of row one"),
        finding(book, "evidence-missing", Severity.WARNING, "fuels_evidence", 1, "evidence of row two"),
        finding(book, "grade-robust", Severity.WARNING, "synergy_grade", 0, "the grade could flip"),
        Finding("sheet-hidden", Severity.NOTE, "", "", whole, Text("没有", "none"), Text("取消隐藏。", "Unhide.")),
    )
    figures = tuple(
        KeyFigure(name, title, "", address(cell), value, value)
        for name, title in book.definition.results
        for cell in book.cells_of(name)
        if (value := book.values.get(cell)) not in (None, "")
    )
    return Review(
        file="a <b>file</b>.xlsx",
        digest="ab" * 32,
        verdict=Verdict.FINDINGS,
        template=book.definition.key,
        version=book.version,
        language=book.language,
        findings=findings,
        key_figures=figures,
        families=200,
        touched=1,
        formulas=len(book.formulas),
    )


def text_of_inputs(book: Book) -> set[str]:
    """The texts on the first sheet with inputs of a park."""
    (name,) = {n for n in book.names if n.endswith("_park")}
    return {str(book.value(name))}


def page(language: Language = "zh") -> str:
    return _page(language)


@cache
def _page(language: Language) -> str:
    book = Book.open(example(language))
    return review_html(reviewed(book), book, language, DRAWS)


@cache
def hostile_page() -> str:
    book = Book.open(hostile())
    return review_html(reviewed(book, IMAGE), book, "zh", 0)


def embedded_data(html: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


class _Parsed(HTMLParser):
    """The elements of a page, and the text within scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.in_script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.in_script = tag == "script"
        if self.in_script:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False

    def handle_data(self, data: str) -> None:
        if self.in_script:
            self.scripts[-1] += data


class TestPage:
    @pytest.mark.parametrize(
        ("language", "tag", "verdict", "heads"),
        [
            ("zh", "zh-CN", "有审核发现", ("审核发现", "主要结果", "图", "全部公式", "计算过程浏览")),
            (
                "en",
                "en",
                "findings to settle",
                ("Findings", "Key figures", "Pictures", "All formulas", "The calculation"),
            ),
        ],
    )
    def test_it_has_every_part_in_its_language(
        self, language: Language, tag: str, verdict: str, heads: tuple[str, ...]
    ) -> None:
        html = page(language)
        assert html.startswith("<!DOCTYPE html>")
        assert f'<html lang="{tag}">' in html
        assert verdict in html
        places = [html.index(f">{head}") for head in heads]
        assert places == sorted(places)
        assert html.count("<figure>") == 3

    def test_an_english_page_has_no_chinese_but_what_is_the_workbook_s(self) -> None:
        html = page("en").replace("a &lt;b&gt;file", "")
        without_names = re.sub(r"\(征求意见稿\)|《[^》]*》", "", html)
        # The English template's own formulas know the grades of a file in Chinese.
        without_names = re.sub(r"<code>=?[A-Z(-].*?</code>", "", without_names)
        chinese = re.findall(r"[\u4e00-\u9fff]+", without_names.split('<script type="application/json"')[0])
        assert chinese == []

    def test_its_title_says_what_the_file_is(self) -> None:
        assert f"<title>{_PROJECT} · a &lt;b&gt;file" in page()
        park = Book.open((PARK / "industrial_park_example_zh.xlsx").read_bytes())
        assert project_name(park) in text_of_inputs(park)

    def test_rules_are_named_in_words_with_the_id_small(self) -> None:
        assert (
            '<span class="rule-name">公式被数值覆盖</span> <code class="rule">template-formula-overwritten</code>'
            in page()
        )

    def test_the_box_links_to_what_matters_most(self) -> None:
        box = page("en").split('class="reasons"')[1].split("</ol>")[0]
        assert re.findall(r'href="#finding-(\d)"', box) == ["1", "2", "4"]  # one of each rule, no note
        assert "and 1 more of this kind" in box

    def test_a_result_is_followed_down_to_inputs_with_clause_and_evidence(self) -> None:
        ways = re.findall(r'<details class="trace">.*?</details>', page(), re.DOTALL)
        assert len(ways) >= 6
        whole = "".join(ways)
        for kind in ("input", "factor", "formula"):
            assert f'class="kind {kind}"' in whole
        assert "GB/T 32151" in whole
        assert _EVIDENCE in whole
        assert all(way.count("<li>") <= MOST_LINES for way in ways)

    def test_it_is_small(self) -> None:
        assert len(page().encode()) < 3_000_000

    def test_the_same_review_gives_the_same_page(self) -> None:
        book = Book.open(example())
        assert review_html(reviewed(book), book, "zh", DRAWS) == page()

    def test_it_names_nothing_outside_itself(self) -> None:
        for tag, attributes in _Parsed(page()).elements:
            for name in ("src", "href", "action", "data", "poster", "srcset"):
                value = attributes.get(name)
                assert value is None or value.startswith(("#", "data:")), (tag, name, value)
        assert "url(" not in page()
        assert "@import" not in page()

    def test_the_policy_allows_its_one_script_and_nothing_else(self) -> None:
        parsed = _Parsed(page())
        policy = next(a["content"] for t, a in parsed.elements if a.get("http-equiv"))
        data, script = parsed.scripts
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert policy == (
            f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )
        assert json.loads(data)

    def test_the_script_never_writes_html(self) -> None:
        script = _Parsed(page()).scripts[1]
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
            assert way not in script

    def test_a_figure_that_differs_stands_out(self) -> None:
        book = Book.open(example())
        review = reviewed(book)
        changed = dataclasses.replace(review.key_figures[0], cached=review.key_figures[0].cached * 1.1)  # type: ignore[operator]
        missing = dataclasses.replace(review.key_figures[1], cached=None)
        html = review_html(
            dataclasses.replace(review, key_figures=(changed, missing, *review.key_figures[2:])), book, "en", 0
        )
        assert '<td class="bad" data-head="difference">✗ +10 %</td>' in html
        assert '<td class="bad" data-head="difference">✗ different</td>' in html
        assert html.count("✓ same") == len(review.key_figures) - 2

    @pytest.mark.parametrize(
        ("verdict", "kept", "tone"),
        [(Verdict.CLEAN, 0, "clean"), (Verdict.FINDINGS, 5, "errors"), (Verdict.FINDINGS, -4, "findings")],
    )
    def test_the_verdict_has_a_colour(self, verdict: Verdict, kept: int, tone: str) -> None:
        book = Book.open(example())
        review = reviewed(book)
        findings = review.findings[:kept] if kept >= 0 else review.findings[kept:]
        html = review_html(dataclasses.replace(review, verdict=verdict, findings=findings), book, "zh", 0)
        assert f'<div class="verdict {tone}"' in html

    def test_thousands_of_findings_are_cut_and_counted(self) -> None:
        book = Book.open(example())
        review = reviewed(book)
        html = review_html(dataclasses.replace(review, findings=review.findings * 600), book, "en", 0)
        assert html.count('<tr id="finding-') == 2_000
        assert "1000 more are not listed here" in html


class TestRefused:
    def test_its_page_has_the_refusals_only(self) -> None:
        macro = Text("含有宏 <xl/vbaProject.bin>", "it holds macros")
        refusal = Finding("gate-macro", Severity.ERROR, "", "", macro, Text("没有宏", "none"), Text("另存。", "Save."))
        html = review_html(Review("坏.xlsm", "cd" * 32, Verdict.REFUSED, findings=(refusal,)), None, "zh")
        assert "拒绝读取" in html
        assert "含有宏 &lt;xl/vbaProject.bin&gt;" in html
        assert "script-src &#39;none&#39;" in html
        for absent in ("<script", "<figure", "<select", "主要结果", "计算过程"):
            assert absent not in html

    def test_a_file_that_was_not_even_read_has_no_digest(self) -> None:
        html = review_html(Review("gone.xlsx", "", Verdict.REFUSED), None, "en")
        assert "SHA-256" not in html
        assert "refused" in html


class TestHostileWorkbook:
    def test_its_markup_is_text(self) -> None:
        html = hostile_page()
        assert escape(SCRIPT) in html
        parsed = _Parsed(html)
        assert [t for t, _ in parsed.elements if t in ("img", "iframe", "object", "embed")] == []
        assert len(parsed.scripts) == 2
        assert not any(name.startswith("on") for _, attributes in parsed.elements for name in attributes)

    def test_its_markup_in_the_data_cannot_end_the_script(self) -> None:
        html = hostile_page()
        data = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)
        assert data is not None
        assert not set("<>&") & set(data[1])
        assert any(IMAGE in note for node in json.loads(data[1])["cells"].values() for note in node["notes"])

    def test_a_lone_surrogate_does_not_break_the_page(self) -> None:
        book = Book.open(example())
        html = review_html(reviewed(book, "\ud800 half"), book, "zh", 0)
        assert "? half" in html
        html.encode("utf-8")

    def test_a_name_that_points_at_the_whole_sheet_or_nowhere_is_survived(self) -> None:
        book = Book.open(example())
        review = reviewed(book)
        book.names["summary_proposed_unit"] = "排放汇总!$A$1:$XFD$1048576"
        book.names["summary_proposed_fuel"] = "没有的表!$A$1:$A$1048576"
        del book.names["synergy_product"], book.names["performance_e_ghg"]
        html = review_html(review, book, "zh", DRAWS)
        assert "审核发现" in html

    def test_a_finding_on_a_sheet_that_is_not_there_is_listed(self) -> None:
        book = Book.open(example())
        review = reviewed(book)
        away = dataclasses.replace(review.findings[0], sheet="<没有>", cell="ZZ9:AA10")
        html = review_html(dataclasses.replace(review, findings=(away,)), book, "zh", 0)
        assert "&lt;没有&gt;!ZZ9:AA10" in html
