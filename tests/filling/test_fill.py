"""A table of somebody's is pasted into a ledger: what it says arrives in the ledger's units, and nothing is lost."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from pycore.cells.values import is_blank
from pycore.cli import build
from pycore.engine.make import make_workbook
from pycore.errors import FileProblem
from pycore.filling.fill import Filling, Wish, fill_ledger, ledger_of
from pycore.filling.ledger import place_of
from pycore.gate.gate import check_package
from pycore.reading.book import Book
from pycore.reading.source_tables import read_source
from pycore.review.review import review
from pycore.sheets.registry import workbook_definition

DEFINITION = workbook_definition("coal_chemical")
HEADS = ["装置", "进出", "物料", "年消耗量", "单位", "收到基碳含量（%）"]
CARBON = {"stage": "拟建", "flow": "边界外"}


@cache
def example() -> bytes:
    return make_workbook(DEFINITION, "zh", DEFINITION.examples["default"])


@cache
def book() -> Book:
    return Book.open(example())


def csv_file(folder: Path, *rows: list[str], encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path = folder / "study.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def filled(path: Path, ledger: str = "carbon", target: Book | None = None, **wish: object) -> Filling:
    wish.setdefault("given", CARBON if ledger == "carbon" else {})
    return fill_ledger(target or book(), read_source(path), Wish(ledger, **wish))  # type: ignore[arg-type]


def inputs(source: Book) -> dict[tuple[str, int, int], object]:
    """What stands in every cell without a formula."""
    return {k: v for k, v in source.values.items() if k not in source.formulas and not is_blank(v)}


def test_amounts_and_contents_arrive_in_the_units_of_the_ledger(tmp_path: Path) -> None:
    """210.5 万t/a are 2,105,000 t, 300 kt/a are 300,000 t; 62.3 % of mass are 0.623 tC/t."""
    path = csv_file(
        tmp_path,
        HEADS,
        ["气化", "输入", "原料煤", "210.5", "万t/a", "62.3"],
        ["气化", "产品", "灰渣", "300", "kt/a", "2.5"],
    )
    found = filled(path, preview=True)
    taken = [{k: v.value for k, v in line.values.items()} for line in found.lines]
    assert [(t["quantity"], t["content_own"]) for t in taken] == [(2_105_000, 0.623), (300_000, 0.025)]
    assert [t["direction"] for t in taken] == ["带入", "产品带出"]
    assert found.rejected == ()
    assert found.data == b""


def test_rows_are_appended_and_all_else_stays(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADS, ["气化", "输入", "原料煤", "1000", "t", "60"])
    found = filled(path)
    new = Book.open(found.data)
    table = DEFINITION.table("carbon")
    before, after = place_of(book(), table), place_of(new, table)
    assert after.next_row == before.next_row + 1
    old, now = inputs(book()), inputs(new)
    assert {k: now.get(k) for k in old} == old
    assert {k[1] for k in now.keys() - old.keys()} == {before.next_row}
    # 1000 t × 0.6 tC/t = 600 tC, in a calculated cell of the new row.
    assert new.values[(after.sheet, before.next_row, after.columns["carbon"])] == 600
    assert after.rows[before.next_row]["evidence"] == "study.csv A2"
    assert {m for m in new.package.members if new.package.members[m] != book().package.members[m]} <= {
        sheet.part for sheet in new.package.sheets
    }


def test_the_review_takes_the_new_file_for_the_same_template(tmp_path: Path) -> None:
    """What is said of template and values is what is said of the file that was filled."""
    found = filled(csv_file(tmp_path, HEADS, ["气化", "输入", "原料煤", "1000", "t", "60"]))
    assert check_package(found.data) == []
    said = []
    for name, data in (("before.xlsx", example()), ("after.xlsx", found.data)):
        path = tmp_path / name
        path.write_bytes(data)
        findings = review(path).findings
        said.append({(f.rule, f.sheet, f.cell) for f in findings if f.rule.startswith(("template", "value"))})
    assert said[1] == said[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_is_read_in_the_encodings_of_excel(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path, HEADS, ["气化", "输入", "原料煤", "1,000", "t", "60"], encoding=encoding)
    assert [line.values["quantity"].value for line in filled(path, preview=True).lines] == [1000]


def test_a_workbook_gives_its_best_sheet_below_its_titles_with_a_row_of_units(tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("说明").write_row(0, 0, ["本表由设计院提供"])
        sheet = made.add_worksheet("表5-3")
        sheet.write(0, 0, "表5-3 电力平衡")
        sheet.write_row(2, 0, ["工序", "购入外供", "用电量", "设备名称"])
        sheet.write_row(3, 2, ["万kWh/a"])
        sheet.write_row(4, 0, ["气化", "外购", 1250.5, "空压机"])
        sheet.write_row(5, 0, ["合计", "", 1250.5, ""])
    found = filled(path, "electricity", given={"stage": "proposed"}, preview=True)
    assert found.source.sheet.name == "表5-3"
    # 1250.5 × 10⁴ kWh = 12,505 MWh.
    values = [{k: v.value for k, v in line.values.items()} for line in found.lines]
    assert [(v["electricity"], v["trade"], v["use"]) for v in values] == [(12_505, "购入", "空压机")]
    assert found.sums == ("study.xlsx 表5-3!A6",)


def test_what_cannot_be_taken_is_named_with_its_cell_and_what_to_do(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        HEADS,
        ["气化", "输入", "原料煤", "约一百", "t", "60"],
        ["没有的装置", "输入", "原料煤", "1", "t", "60"],
        ["气化", "输入", "原料煤", "5", "GJ", "60"],
        ["气化", "输入", "", "5", "t", "60"],
        ["气化", "输入", "原料煤", "7", "t/h", "60"],
        ["气化", "输入", "原料煤", "5", "t", "60"],
    )
    found = filled(path, preview=True)
    assert [line.number for line in found.lines] == [7]
    said = {p.where: p for p in found.rejected}
    assert list(said) == ["study.csv D2", "study.csv A3", "study.csv D4", "study.csv C5", "study.csv D6"]
    assert said["study.csv D4"].found.zh == "5 GJ"
    assert "--hours" in said["study.csv D6"].action.en
    assert all(p.expected.zh and p.action.zh and p.action.en for p in found.rejected)


def test_an_amount_by_the_hour_takes_the_hours_of_a_year(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADS, ["气化", "输入", "原料煤", "7", "t/h", "60"])
    assert filled(path, preview=True, hours=8000).lines[0].values["quantity"].value == 56_000


def test_a_unit_that_the_choice_of_the_row_does_not_count_in_is_rejected(tmp_path: Path) -> None:
    """Natural gas counts in 10⁴ Nm³: tonnes of it would be read as a volume."""
    unit = DEFINITION.list("unit").entries[0][1].zh
    path = csv_file(
        tmp_path,
        ["阶段", "工序", "燃料名称", "年消耗量", "单位"],
        ["本项目", unit, "天然气", "1000", "t/a"],
        ["本项目", unit, "天然气", "30000", "Nm3/a"],
        ["本项目", unit, "fuel.2023.diesel", "20", "t/a"],
    )
    found = filled(path, "fuels")
    assert [p.where for p in found.rejected] == ["study.csv D2"]
    assert "10⁴Nm³" in found.rejected[0].expected.zh
    assert [line.values["consumption"].value for line in found.lines] == [3, 20]
    new = Book.open(found.data)
    place = place_of(new, DEFINITION.table("fuels"))
    assert [place.rows[found.first_row + i]["fuel"] for i in range(2)] == ["天然气", "柴油"]


def test_a_ledger_that_is_too_short_grows_and_keeps_its_rows(tmp_path: Path) -> None:
    table = DEFINITION.table("capture")
    before = place_of(book(), table)
    unit = DEFINITION.list("unit").entries[0][1].zh
    recovery = DEFINITION.list(table.column("recovery").choices).entries[0][1].zh
    rows = [["拟建", unit, recovery, str(i + 1), "99"] for i in range(before.free + 5)]
    path = csv_file(tmp_path, ["阶段", "工序", "去向", "气体体积（Nm3/a）", "纯度（%）"], *rows)
    found = filled(path, "capture", columns={"去向": "recovery"})
    new = Book.open(found.data)
    after = place_of(new, table)
    assert after.last - after.first + 1 == before.used + len(rows)
    assert len(after.rows) == len(before.rows) + len(rows)
    assert [list(after.rows[n].values())[:3] for n in list(after.rows)[: len(before.rows)]] == [
        list(row.values())[:3] for row in before.rows.values()
    ]
    assert next(n.zh for n in found.notes).endswith(f"已加长到 {before.used + len(rows)} 行。")


def test_pasting_twice_adds_nothing(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADS, ["气化", "输入", "原料煤", "1000", "t", "60"])
    once = filled(path)
    again = filled(path, target=Book.open(once.data))
    assert again.lines == ()
    assert f"第 {once.first_row} 行" in again.rejected[0].found.zh


def test_a_required_column_must_be_in_the_table_or_be_set(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADS, ["气化", "输入", "原料煤", "1000", "t", "60"])
    with pytest.raises(FileProblem, match=r"flow"):
        filled(path, given={"stage": "拟建"})


def test_heads_alike_are_not_guessed(tmp_path: Path) -> None:
    """Design coal and check coal: only the user knows which is to be counted."""
    heads = ["装置", "进出", "物料", "设计煤消耗量", "校核煤消耗量"]
    path = csv_file(tmp_path, heads, ["气化", "输入", "原料煤", "1000", "900"])
    with pytest.raises(FileProblem, match="quantity"):
        filled(path, preview=True)
    found = filled(path, preview=True, columns={"校核煤消耗量": "quantity"})
    assert found.lines[0].values["quantity"].value == 900
    assert [head.words for head in found.heads.unused] == ["设计煤消耗量"]


@pytest.mark.parametrize("kind", ["coal_chemical", "industrial_park"])
def test_every_ledger_reads_its_own_heads_back_in_both_languages(kind: str, tmp_path: Path) -> None:
    """The titles of a ledger, with their units, are recognised as what they are."""
    from pycore.filling.mapping import Names, map_heads
    from pycore.reading.source_tables import SourceHead

    definition = workbook_definition(kind)
    for table in (t for t in definition.tables() if t.ledger):
        names = Names(definition, table)
        for language in ("zh", "en"):
            titles = [column.title[language] for column in names.columns]  # type: ignore[index]
            heads = [SourceHead(i, title, "", title) for i, title in enumerate(titles, 1)]
            mapped = {one.head.column: one.column for one in map_heads(names, heads, {}, []).columns}
            for i, column in enumerate(names.columns, 1):
                if titles.count(column.title[language]) == 1:  # type: ignore[index]
                    assert mapped[i] is column, (table.key, column.key, language)


def test_an_unknown_ledger_is_answered_with_those_there_are() -> None:
    with pytest.raises(FileProblem, match="carbon"):
        ledger_of(book(), "no such ledger")
    assert ledger_of(book(), "碳流台账").key == "carbon"


# ── the command ──


def ran(*arguments: str | Path) -> Result:
    return CliRunner().invoke(build(), ["fill", *map(str, arguments)])


def test_the_command_writes_a_new_file_and_says_what_it_did(tmp_path: Path) -> None:
    workbook, target = tmp_path / "book.xlsx", tmp_path / "out.xlsx"
    workbook.write_bytes(example())
    path = csv_file(
        tmp_path, HEADS, ["气化", "输入", "原料煤", "1000", "t", "60"], ["气化", "输入", "原料煤", "x", "t", ""]
    )
    asked = ["--ledger", "carbon", "--set", "stage=拟建", "--set", "flow=external"]
    shown = ran(workbook, path, *asked, "--preview")
    assert shown.exit_code == 1
    assert "study.csv D3" in shown.output
    assert not target.exists()
    done = ran(workbook, path, *asked, "-o", target)
    assert done.exit_code == 1
    assert "追加 1 行" in done.output
    assert workbook.read_bytes() == example()
    assert len(place_of(Book.open(target), DEFINITION.table("carbon")).rows) == 1 + len(
        place_of(book(), DEFINITION.table("carbon")).rows
    )
    assert ran(workbook, path, *asked, "-o", workbook, "--force").exit_code == 2
    assert workbook.read_bytes() == example()


def test_a_table_that_is_no_table_is_refused_in_a_sentence(tmp_path: Path) -> None:
    workbook, path = tmp_path / "book.xlsx", tmp_path / "study.csv"
    workbook.write_bytes(example())
    path.write_bytes(b"\x00\x01\x02" * 50)
    answer = ran(workbook, path, "--ledger", "carbon", "--preview")
    assert answer.exit_code == 2
    assert "GB18030" in answer.output


def test_a_table_with_macros_and_a_pipe_are_refused_before_they_are_read(tmp_path: Path) -> None:
    workbook, macros, pipe = (tmp_path / name for name in ("book.xlsx", "macros.xlsx", "pipe.csv"))
    workbook.write_bytes(example())
    with zipfile.ZipFile(io.BytesIO(example())) as source, zipfile.ZipFile(macros, "w") as made:
        for info in source.infolist():
            made.writestr(info, source.read(info))
        made.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    answer = ran(workbook, macros, "--ledger", "carbon", "--preview")
    assert answer.exit_code == 2
    assert "vbaProject" in answer.output
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        answer = ran(workbook, pipe, "--ledger", "carbon", "--preview")
        assert answer.exit_code == 2
        assert "管道" in answer.output


def test_a_text_that_begins_as_a_formula_arrives_as_a_text(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://a.invalid","c")'
    path = csv_file(tmp_path, [*HEADS, "物料名称"], ["气化", "输入", "原料煤", "1000", "t", "60", evil])
    found = filled(path)
    new = Book.open(found.data)
    place = place_of(new, DEFINITION.table("carbon"))
    cell = (place.sheet, found.first_row, place.columns["name"])
    assert new.values[cell] == evil
    assert cell not in new.formulas
