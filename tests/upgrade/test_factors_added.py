"""A table of own factors goes into a workbook row by row: what is right is typed in, what is not is named, nothing is lost."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from typer.testing import CliRunner

from pycore.cli import build
from pycore.engine.make import make_workbook
from pycore.errors import FileProblem
from pycore.reading import book as books
from pycore.reading.book import Book
from pycore.reading.reader import inspect_workbook
from pycore.sheets.writer import write_workbook
from pycore.upgrade.own_factors import COLUMNS, Added, add_own_factors
from tests.workbooks.minimal import WORKBOOK
from workbooks.coal_chemical import WORKBOOK as COAL

NCV, CARBON = "fuel.2023.anthracite.ncv", "fuel.2023.anthracite.carbon_content"
ROW = (NCV, "22.5", "GJ/t", "2025", '公报, 表 "3"', "4%", "S")
OTHER = (CARBON, "0.0274", "tC/GJ", "2024", "firm, <p> 12", "0.02", "C")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = COLUMNS, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode(encoding)


def sheet(*rows: tuple[Any, ...], head: tuple[str, ...] = COLUMNS) -> bytes:
    """A workbook of a firm: a sheet of remarks, and one with a title above the heads and percentages as such."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as made:
        made.add_worksheet("remarks").write("A1", "factors of 2026")
        page = made.add_worksheet("table")
        page.write("B1", "Factors of the firm")
        page.write_row("B3", head)
        for number, row in enumerate(rows, 3):
            page.write_row(number, 1, row)
    return held.getvalue()


def blank(**more: Any) -> Book:
    return Book.open(make_workbook(WORKBOOK, "en", {**WORKBOOK.examples["default"], **more}))


def said(found: Added) -> list[tuple[int, str]]:
    return [(row.line, "; ".join(reason.en for reason in row.reasons)) for row in found.rejected]


@pytest.mark.usefixtures("known")
class TestAdding:
    def test_rows_are_typed_in_and_the_file_is_calculated(self) -> None:
        """By hand: 1000 · 22.5 · 0.0274 · 0.94 · 44/12 = 2124.87 t."""
        book = blank()
        before = dict(book.values)
        found = add_own_factors(book, table(ROW, OTHER))
        assert found.data is not None
        new = Book.open(found.data)
        assert [new.value(f"own_factors_{key}", 0) for key in COLUMNS] == [
            NCV, 22.5, "GJ/t", 2025.0, '公报, 表 "3"', 0.04, "S stated in the source document",
        ]  # fmt: skip
        assert new.value("own_factors_source", 1) == "firm, <p> 12"
        assert new.value("results_co2") == pytest.approx(2124.87, rel=1e-12)
        assert new.value("own_factors_check", 0) == new.value("own_factors_check", 1) == "✓"
        assert inspect_workbook(new)[1] == []
        assert (found.rejected, found.known, [id for id, _ in found.added]) == ((), (), [NCV, CARBON])
        assert book.values == before

    def test_all_else_of_the_file_stays_byte_for_byte(self) -> None:
        book = blank()
        found = add_own_factors(book, table(ROW))
        assert found.data is not None
        with zipfile.ZipFile(io.BytesIO(book.package.data)) as a, zipfile.ZipFile(io.BytesIO(found.data)) as b:
            assert a.namelist() == b.namelist()
            changed = [name for name in a.namelist() if a.read(name) != b.read(name)]
        assert changed
        assert all(name.startswith("xl/worksheets/sheet") for name in changed)
        old, new = book.values, Book.open(found.data).values
        typed = {cell for key in COLUMNS for cell in book.cells_of(f"own_factors_{key}")[:1]}
        assert {c for c in new if new[c] != old.get(c) and c not in book.formulas} == typed

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"replaces": "fuel.2023.unicorn.ncv"}, "the workbook has no factor fuel.2023.unicorn.ncv"),
            ({"unit": "MJ/kg"}, "its unit is MJ/kg, expected GJ/t: convert it first"),
            ({"value": "22,5"}, 'the value "22,5" is no number'),
            ({"value": "nan"}, 'the value "nan" is no number'),
            ({"value": "=1+1"}, 'the value "=1+1" is no number'),
            ({"year": "25"}, 'the year "25" is not one'),
            ({"uncertainty": "4"}, 'the relative uncertainty "4" must be a fraction'),
            ({"flag": "X"}, 'the trust flag "X" must be one of S, V, V2, C, M, I'),
            ({"source": " "}, "no source"),
        ],
    )
    def test_a_wrong_row_is_named_with_its_line_and_the_others_are_taken(
        self, change: dict[str, str], reason: str
    ) -> None:
        wrong = tuple(change.get(key, value) for key, value in zip(COLUMNS, ROW, strict=True))
        found = add_own_factors(blank(), table(OTHER, wrong))
        assert [id for id, _ in found.added] == [CARBON]
        ((line, text),) = said(found)
        assert line == 3
        assert text.startswith(reason)

    def test_what_stands_there_stays(self) -> None:
        first = add_own_factors(blank(), table(ROW))
        assert first.data is not None
        again = add_own_factors(Book.open(first.data), table(ROW, (NCV, "23", *ROW[2:])))
        assert again.data is None
        assert again.known == (NCV,)
        assert said(again)[0][1].startswith(f"{NCV} has a row already (22.5), which stays")

    def test_a_full_ledger_takes_no_more(self) -> None:
        rows = WORKBOOK.table("own_factors").rows
        ids = [str(id) for id in WORKBOOK.table("factors").prefilled["id"]][: rows + 1]
        units = dict(
            zip(WORKBOOK.table("factors").prefilled["id"], WORKBOOK.table("factors").prefilled["unit"], strict=True)
        )
        found = add_own_factors(
            Book.open(write_workbook(WORKBOOK, "en")),
            table(*((id, "0.5", str(units[id]), "2025", "s", "0", "V") for id in ids)),
        )
        assert len(found.added) == rows
        assert said(found) == [
            (
                rows + 2,
                f"the ledger is full ({rows} rows): make it longer with `twinledger upgrade --rows own_factors={2 * rows}`",
            )
        ]

    def test_heads_may_be_those_of_the_sheet_and_the_encoding_that_of_a_chinese_excel(self) -> None:
        heads = tuple(WORKBOOK.table("own_factors").column(key).title.zh for key in COLUMNS)
        found = add_own_factors(blank(), table(ROW, head=heads, encoding="gb18030"))
        assert found.data is not None
        assert Book.open(found.data).value("own_factors_source", 0) == '公报, 表 "3"'

    def test_a_text_may_have_a_title_above_its_heads_and_semicolons(self) -> None:
        """A CSV was read in another way than every other table: a comma at each cell, and the heads in its first line."""
        text = table((*ROW[:4], "bulletin", *ROW[5:])).decode().replace(",", ";")
        found = add_own_factors(blank(), f"Factors of the firm\n\n{text}".encode())
        assert (found.rejected, [id for id, _ in found.added]) == ((), [NCV])

    def test_a_sheet_of_a_workbook_serves_as_well(self) -> None:
        """Numbers stand there as numbers: 22.5, the year 2025 and 0.04 for 4 %."""
        as_numbers = (NCV, 22.5, "GJ/t", 2025, "bulletin", 0.04, "S")
        found = add_own_factors(blank(), sheet(as_numbers, ("", *OTHER[1:]), OTHER))
        assert [id for id, _ in found.added] == [NCV, CARBON]
        assert said(found) == [(5, "no factor that it replaces (id)")]
        assert found.data is not None
        new = Book.open(found.data)
        assert new.value("results_co2") == pytest.approx(2124.87, rel=1e-12)
        assert [new.value(f"own_factors_{key}", 0) for key in ("value", "year", "uncertainty")] == [22.5, 2025.0, 0.04]

    def test_a_workbook_without_the_heads_is_refused_with_what_is_nearest(self) -> None:
        with pytest.raises(FileProblem, match=r"no sheet has all heads: .* lacks the columns flag"):
            add_own_factors(blank(), sheet(ROW[:6], head=COLUMNS[:6]))

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "no table that can be read, or holds nothing"),
            (b"\xff\xfe\x00\x81", "no table that can be read"),
            (table(ROW, head=(*COLUMNS[:6], "value")), "lacks the columns flag"),
            (table(*[ROW]) + b'"open', "no table that can be read"),
        ],
    )
    def test_what_is_no_table_is_refused(self, data: bytes, reason: str) -> None:
        with pytest.raises(FileProblem, match=reason):
            add_own_factors(blank(), data)


@pytest.mark.slow
class TestCommand:
    def run(self, *arguments: object) -> Any:
        return CliRunner().invoke(build(), ["factors", "add", *map(str, arguments)])

    def test_it_writes_a_new_file_and_names_what_it_rejects(self, tmp_path: Path) -> None:
        book, rows, new = tmp_path / "a.xlsx", tmp_path / "t.csv", tmp_path / "b.xlsx"
        book.write_bytes(write_workbook(COAL, "en"))
        rows.write_bytes(table(ROW, (CARBON, "x", *OTHER[2:])))
        before = book.read_bytes()
        found = self.run(book, rows, "-o", new, "--lang", "en")
        assert found.exit_code == 1, found.output
        assert f"Own factors!B8  {NCV}" in found.stdout
        assert f'line 3 {CARBON}: the value "x" is no number' in found.stderr
        assert Book.open(new).value("own_factors_value", 0) == 22.5
        assert book.read_bytes() == before
        assert self.run(book, rows, "-o", new).exit_code == 2  # it exists
        assert self.run(book, rows, "-o", rows, "--force").exit_code == 2
        assert rows.read_bytes() == table(ROW, (CARBON, "x", *OTHER[2:]))

    def test_a_workbook_as_a_table_passes_the_gate(self, tmp_path: Path) -> None:
        book, rows, new = tmp_path / "a.xlsx", tmp_path / "t.xlsx", tmp_path / "b.xlsx"
        book.write_bytes(write_workbook(COAL, "en"))
        with zipfile.ZipFile(rows, "w") as bad:
            bad.writestr("xl/vbaProject.bin", b"")
        found = self.run(book, rows, "-o", new, "--lang", "en")
        assert found.exit_code == 2
        assert found.stderr.startswith("t.xlsx: ")
        assert not new.exists()

    def test_the_help_of_the_search_names_it(self) -> None:
        said = re.sub(r"\s+", " ", CliRunner().invoke(build(), ["factors", "--help"]).output)
        assert "see also twinledger factors add" in said

    def test_a_workbook_from_before_own_factors_is_sent_to_upgrade(self, tmp_path: Path) -> None:
        assert COAL.fingerprints is not None
        issued = COAL.fingerprints.parent / "issued" / "coal_chemical_1.1.0_zh.xlsx"
        rows, new = tmp_path / "t.csv", tmp_path / "b.xlsx"
        rows.write_bytes(table(ROW))
        found = self.run(issued, rows, "-o", new, "--lang", "en")
        assert found.exit_code == 2
        assert "has no own factors. Carry it into the present template" in found.stderr
        assert not new.exists()

    def test_the_words_of_a_search_are_no_command(self) -> None:
        assert CliRunner().invoke(build(), ["factors", "diesel", "ncv"]).exit_code == 0
