"""A check that is a field of a panel is a finding as the check of a row is: the cover says open, the review says where."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.commands.confined import Place
from pycore.equations.domain import NOT_NEGATIVE
from pycore.findings.finding import Severity
from pycore.formulas.tree import address
from pycore.language import Language, both
from pycore.reading.panel_checks import own_panel_checks
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.check import check_definition
from pycore.sheets.definition import Kind, Panel, Role, Sheet, Workbook
from pycore.sheets.writer import write_workbook
from workbooks.common.closing_sheets import checks_sheet
from workbooks.common.columns import NO_UNIT
from workbooks.common.cover import cover_panel
from workbooks.common.fields import derived, quantity

_KILN = Panel(
    key="kiln", title=both("窑 | Kiln"), fields=(
        quantity("hours", "运行时间 | hours of work", "h", NOT_NEGATIVE),
        quantity("stops", "停窑时间 | hours of rest", "h", NOT_NEGATIVE),
        derived("balance", "时间核对 | check of the hours", NO_UNIT, kind=Kind.TEXT, role=Role.CHECK, format="check",
                formula=both('IF(kiln_hours+kiln_stops>8784,"✗ 超过一年的小时数","✓") | IF(kiln_hours+kiln_stops>8784,"✗ more hours than '
'a year has","✓")')),
    ))  # fmt: skip
_SHEETS = (
    Sheet(key="cover", title=both("封面 | Cover"), tab="cover", blocks=(cover_panel("kiln", "1", both("–")),)),
    Sheet(key="kiln", title=both("窑 | Kiln"), tab="input", blocks=(_KILN,)),
)
_CHECKS = checks_sheet(_SHEETS, (), (("时间 | hours", 'COUNTIF(kiln_balance,"✗*")', "kiln"),), ())
KILN = Workbook(
    key="kiln", title=both("窑 | kiln"), version="1", lists=(),
    sheets=(*_SHEETS, _CHECKS, Sheet(key="lists", title=both("lists"), blocks=())),
)  # fmt: skip


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    check_definition(KILN)
    monkeypatch.setattr("pycore.reading.book.find_workbook", {"kiln": KILN}.get)


def kiln(language: Language, **hours: float) -> Subject:
    return Subject.open(write_workbook(KILN, language, {"kiln": hours}))


ROW_CHECK = [rule for rule in installed_rules() if rule.id == "row-check"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_field_that_says_wrong_is_found_once_with_what_it_says(language: Language) -> None:
    subject = kiln(language, hours=8000, stops=800)
    assert str(subject.field("cover_checks")).startswith("✗ 1")
    findings = check_all(subject, ROW_CHECK)
    cell = subject.cell("kiln_balance")
    assert cell is not None
    assert [(f.where, f.severity) for f in findings] == [(address(cell), Severity.WARNING)]
    assert findings[0].found == both(
        '“窑”中“时间核对”的检查结果为：超过一年的小时数 | the check "check of the hours" of "Kiln" says: more hours than a year '
        "has"
    )
    assert subject.title(subject.cells_of("kiln_hours")[0]) in findings[0].action[language]


def test_a_field_that_agrees_and_a_blank_one_are_silent() -> None:
    assert check_all(kiln("zh", hours=8000, stops=784), ROW_CHECK) == []
    assert check_all(kiln("zh"), ROW_CHECK) == []


def test_a_field_that_repeats_other_checks_is_none_of_its_own() -> None:
    assert [field.key for _, field in own_panel_checks(KILN)] == ["balance"]


def test_calculate_names_the_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Place, "in_child", True)  # a child of its own would not know the workbook of this test
    book = tmp_path / "kiln.xlsx"
    book.write_bytes(write_workbook(KILN, "zh", {"kiln": {"hours": 8000, "stops": 800}}))
    done = CliRunner().invoke(build(), ["calculate", str(book), "--in-place"])
    assert done.exit_code == 0
    assert "时间核对: ✗ 超过一年的小时数" in done.output
