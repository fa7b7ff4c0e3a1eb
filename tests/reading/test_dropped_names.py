"""Files of the first version, as they were issued, and as Excel leaves them after it has dropped what it takes for no names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pycore.cells.stored import ErrorValue
from pycore.cli import build
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.language import Language
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.reading.reader import inspect_workbook
from pycore.review.opinions import three_opinions
from pycore.sheets.registry import installed_workbooks
from pycore.template.fingerprint import compare_template
from pycore.upgrade.upgrade import upgrade_book

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).resolve().parents[2] / "workbooks"
EARLIER = sorted(
    path
    for key, definition in installed_workbooks().items()
    for path in (FOLDER / key / "issued").glob("*.xlsx")
    if f"_{definition.version}_" not in path.name
)
PARK = FOLDER / "industrial_park" / "issued" / "industrial_park_1.0.0_zh.xlsx"
REFUSED_BY_EXCEL = 15


def repaired(data: bytes) -> bytes:
    """Take out what Excel's repair takes out."""
    package = Package.read(data)
    text, count = re.subn(
        r'<definedName name="[rc]\d[^>]*>[^<]*</definedName>', "", package.members["xl/workbook.xml"].decode()
    )
    assert count == REFUSED_BY_EXCEL
    return package.with_members({"xl/workbook.xml": text.encode()})


def test_a_repaired_file_has_its_names_again() -> None:
    book = Book.open(repaired(PARK.read_bytes()))
    assert len(book.put_back) == REFUSED_BY_EXCEL
    assert {name: book.names[name] for name in book.put_back} == {
        name: Book.open(PARK).names[name] for name in book.put_back
    }
    assert book.names["table_c1_year3"] == book.names["c1_year3"]
    values = recalculate(book.package, engine_functions())
    assert not [v for v in values["成果表 C"].values() if v == ErrorValue("#NAME?")]


def test_the_review_does_not_accuse_who_let_excel_repair_the_file() -> None:
    book = Book.open(repaired(PARK.read_bytes()))
    report = compare_template(book)
    assert [(f.rule, f.severity.value) for f in report.findings] == [("template-names-dropped", "note")]
    assert "不是提交者的改动" in report.findings[0].action.zh
    assert three_opinions(book).findings == ()


@pytest.mark.parametrize("path", EARLIER, ids=lambda p: p.stem)
def test_a_file_of_an_earlier_version_is_read_held_against_its_own_template_and_carried_over(
    path: Path,
) -> None:
    book = Book.open(path)
    assert book.version != book.definition.version
    assert compare_template(book).findings == ()
    _, problems = inspect_workbook(book)
    assert all("未填写" in p.text.zh for p in problems)
    data, report = upgrade_book(book)
    new = Book.open(data)
    assert (new.version, report.old_version) == (book.definition.version, book.version)
    assert report.dropped == ()
    # Nothing was typed into a blank file: what needs attention is what it has not filled in.
    assert [r for r in report.attention if "请确认" in r.text.zh or "没有名称" in r.text.zh] == []


def test_calculate_names_what_the_file_has_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "修复后.xlsx", tmp_path / "结果.xlsx"
    source.write_bytes(repaired(PARK.read_bytes()))
    with pytest.raises(SystemExit) as left:
        build()(["calculate", str(source), "-o", str(target)])
    said = capsys.readouterr().err
    assert left.value.code == 0
    assert "工作簿缺少模板的 15 个名称" in said
    assert "c1_sector" in said
    assert "twinledger upgrade" in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_lost_name_of_the_present_template_is_named_too(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = Package.read(FOLDER / "coal_chemical" / f"coal_chemical_blank_{language}.xlsx")
    text = re.sub(
        r'<definedName name="share_proposed_shares">[^<]*</definedName>',
        "",
        package.members["xl/workbook.xml"].decode(),
    )
    source = tmp_path / "lost.xlsx"
    source.write_bytes(package.with_members({"xl/workbook.xml": text.encode()}))
    with pytest.raises(SystemExit):
        build()(["calculate", str(source), "-o", str(tmp_path / "out.xlsx"), "--lang", language])
    assert "share_proposed_shares" in capsys.readouterr().err
