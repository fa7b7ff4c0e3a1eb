"""A stack as an overview: verdicts and reasons by file, figures beside those of peers, exports that do no harm."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from statistics import median

import openpyxl
import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.result import HeldAgainst, KeyFigure, Review, Verdict
from pycore.review.stack.overview import overview
from pycore.review.stack.peers import compared

HOSTILE = '=HYPERLINK("http://x.invalid","<script>window.pwned=1</script>")'
PER_TONNE = Text("CO2 绩效（tCO2/t）", "CO2 performance (tCO2/t)")
TOTAL = Text("CO2 排放量（tCO2）", "CO2 (tCO2)")


def finding(rule: str, severity: Severity, said: str) -> Finding:
    text = Text(said, said)
    return Finding(rule, severity, "Fuels", "K8", text, text, text)


def reviewed(name: str, value: float, product: str = "methanol", *found: Finding, held: bool = True) -> Review:
    """A review by hand, with one figure per tonne and one total."""
    grave = any(f.severity is not Severity.NOTE for f in found)
    return Review(
        f"{name}.xlsx", "", Verdict.FINDINGS if grave else Verdict.CLEAN, "unknown_template", "1.0.0", "zh", found,
        (
            KeyFigure("performance_e", PER_TONNE, product, "S!F7", value, value),
            KeyFigure("total", TOTAL, "", "S!F8", value * 1e6, value * 1e6),
        ),
        project=f"project of {name}",
        ranges=(HeldAgainst("performance_e", product, 2.0, 3.0),) if held else (),
    )  # fmt: skip


def stack() -> list[Review]:
    return [
        reviewed("a", 2.4),
        reviewed("b", 2.5, "ＭＥＴＨＡＮＯＬ"),
        reviewed("c", 7.0, "methanol", finding("row-check", Severity.WARNING, "seven is much")),
        reviewed("d", 1.0, "urea", finding("note-only", Severity.NOTE, "nothing grave")),
        Review(f"{HOSTILE}.xlsx", "", Verdict.REFUSED, findings=(finding("gate-macro", Severity.ERROR, HOSTILE),)),
    ]


PAGES = ["a.html", "b.html", "c.html", "d d.html", "e.html"]


class TestPeers:
    def test_figures_per_unit_are_compared_by_product_and_totals_are_not(self) -> None:
        lines = compared(stack())
        assert {one.title for one in lines} == {PER_TONNE}
        methanol = [one for one in lines if one.number < 3]
        assert [one.median for one in methanol] == [median([2.4, 2.5, 7.0])] * 3
        assert [one.outlier for one in methanol] == [False, False, True]
        assert methanol[2].apart == pytest.approx(7 / 2.5 - 1)
        (urea,) = [one for one in lines if one.number == 3]
        assert (urea.count, urea.apart, urea.outlier) == (1, None, False)

    def test_what_is_outside_the_range_of_the_library_is_marked(self) -> None:
        assert [one.beyond for one in compared(stack())] == ["", "", "above", "below"]
        assert [one.beyond for one in compared([reviewed("a", 9.0, held=False)])] == [""]

    def test_a_product_has_one_name_in_both_languages(self) -> None:
        both = [reviewed("a", 2.4, "煤制甲醇"), reviewed("b", 2.5, "coal-to-methanol")]
        lines = compared([replace(one, template="coal_chemical") for one in both])
        assert [one.count for one in lines] == [2, 2]

    def test_a_figure_that_was_not_calculated_is_not_compared(self) -> None:
        one = KeyFigure("performance_e", PER_TONNE, "m", "S!F7", 2.4, None, recalculated=False)
        assert compared([Review("a.xlsx", "", Verdict.FINDINGS, key_figures=(one,))]) == []


class TestPage:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_every_file_has_a_row_with_its_page_verdict_and_reasons(self, language: str) -> None:
        html = overview(stack(), PAGES, language)["overview.html"].decode()  # type: ignore[arg-type]
        body = html.split('id="files-table"')[1].split("</table>")[0]
        assert body.count("<tr>") == 6
        assert 'href="d%20d.html"' in body
        assert 'href="c.html#finding-1"' in body
        assert "nothing grave" not in body
        assert "project of a" in body
        assert "⚠" in html.split('id="peers-table"')[1]

    def test_nothing_from_a_file_is_markup_and_nothing_is_loaded(self) -> None:
        html = overview(stack(), PAGES, "en")["overview.html"].decode()
        assert "<script>window" not in html
        assert "window.pwned" in html
        assert html.count("<script>") == 1
        assert all(
            link.split(".")[-1] in ("html", "xlsx", "csv") for link in re.findall(r'href="(?!data:,|#)([^"#]+)', html)
        )
        assert "default-src &#39;none&#39;" in html


class TestExports:
    def test_csv_has_a_row_a_file_and_no_formula(self) -> None:
        text = overview(stack(), PAGES, "en")["overview.csv"].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == 6
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-"))]
        assert rows[5][0] == f"'{HOSTILE}.xlsx"
        heads = rows[0]
        assert float(rows[3][heads.index("CO2 performance (tCO2/t) methanol")]) == 7.0
        assert rows[4][heads.index("CO2 performance (tCO2/t) methanol")] == ""

    def test_the_workbook_has_both_tables_and_texts_stay_texts(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(overview(stack(), PAGES, "zh")["overview.xlsx"]))
        files, peers = book.worksheets
        assert (files.max_row, peers.max_row) == (6, 5)
        assert (files["A6"].value, files["A6"].data_type) == (f"{HOSTILE}.xlsx", "s")
        assert [peers.cell(row, 4).value for row in range(2, 6)] == [2.4, 2.5, 7.0, 1.0]
        assert peers["J4"].value == "离群、高于因子库范围"

    def test_half_a_character_is_survived(self) -> None:
        made = overview([reviewed("a\ud800", 2.4, "\ud800")], ["a.html"], "zh")
        assert set(made) == {"overview.html", "overview.xlsx", "overview.csv"}


def test_a_folder_of_pages_has_an_overview_that_overwrites_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, other = tmp_path / "overview.xlsx", tmp_path / "other.xlsx"
    for path in (book, other):
        path.write_bytes(b"as it was")
    made = [replace(reviewed(path.stem, 2.4), page="<!DOCTYPE html>") for path in (book, other)]
    monkeypatch.setattr("pycore.review.many.review_many", lambda *_, **__: made)
    folder = tmp_path / "pages"
    done = CliRunner().invoke(build(), ["review", str(book), str(other), "--html", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    assert len(json.loads(done.stdout)) == 2
    assert {p.name for p in folder.iterdir()} == {
        "overview.html", "overview.xlsx", "overview.csv", "overview_2.html", "other.html",
    }  # fmt: skip
    assert 'href="overview_2.html"' in (folder / "overview.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(folder / "overview.xlsx").worksheets[1].max_row == 3
    # Into the folder of the files nothing is written, for the workbook would be lost.
    assert CliRunner().invoke(build(), ["review", str(book), "--html", str(tmp_path)]).exit_code == 2
    assert book.read_bytes() == b"as it was"
