"""What the workbook's own checks mark with ✗ is a finding, once, and silent where nothing is wrong or all is blank."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.findings.overlap import without_repeats
from pycore.formulas.tree import address
from pycore.language import Language
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.writer import write_workbook

pytestmark = pytest.mark.slow

WORKBOOKS = installed_workbooks()
PARK = WORKBOOKS["industrial_park"]
Data = dict[str, Any]


def park_with(change: Callable[[Data], object], language: Language = "zh") -> Subject:
    data = deepcopy(dict(PARK.examples["default"]))
    change(data)
    return Subject.open(write_workbook(PARK, language, data))


@cache
def park(language: Language = "zh") -> Subject:
    return park_with(lambda data: None, language)


def found_by(rule: str, subject: Subject) -> list[Finding]:
    return check_all(subject, [r for r in installed_rules() if r.id == rule])


def row_of(table: str, **wanted: Any) -> int:
    rows = PARK.examples["default"][table]
    return next(i for i, row in enumerate(rows) if all(row.get(k) == v for k, v in wanted.items()))


def put(table: str, row: int, **values: Any) -> Callable[[Data], object]:
    def change(data: Data) -> None:
        data[table][row] = {**data[table][row], **values}

    return change


def where(subject: Subject, name: str, row: int) -> str:
    cell = subject.cell(name, row)
    assert cell is not None
    return address(cell)


TREATED = row_of("wastewater", line="wastewater_treated")
WITH_ENTERPRISE = next(i for i, r in enumerate(PARK.examples["default"]["fuels"]) if r.get("enterprise"))
BROKEN = [
    (put("clinker", 0, carbide_slag=9e6), "clinker_check", 0, "电石渣熟料"),
    (put("wastewater", TREATED, sludge=9e9), "wastewater_check", TREATED, ""),
    (put("wastewater", TREATED, recovered=9e9), "wastewater_check", TREATED, ""),
    (put("fuels", WITH_ENTERPRISE, sector="other"), "fuels_check", WITH_ENTERPRISE, "与企业所属行业不同"),
]


@pytest.mark.parametrize(("change", "name", "row", "said"), BROKEN)
def test_a_row_that_its_check_marks_is_found_with_what_the_check_says(
    change: Callable[[Data], object], name: str, row: int, said: str
) -> None:
    subject = park_with(change)
    every = found_by("row-check", subject)
    findings = [f for f in every if f.where == where(subject, name, row)]
    assert [f.severity for f in findings] == [Severity.WARNING]
    assert said in findings[0].found.zh
    assert findings[0].found.zh.rpartition("：")[2] != findings[0].found.en.rpartition(": ")[2]
    # The inputs that the test looked at are named with their cells.
    assert "（" in findings[0].action.zh
    # What a count of rows says is not said again for the count.
    assert PARK.sheet_of("check_rows").title.zh not in {f.sheet for f in every}


@pytest.mark.parametrize(
    ("change", "name", "row"),
    [
        (put("fuels", WITH_ENTERPRISE, year=1999), "fuels", WITH_ENTERPRISE),
        (put("enterprises", 1, name=PARK.examples["default"]["enterprises"][0]["name"]), "enterprises", 1),
        (put("fuels", WITH_ENTERPRISE, evidence=""), "fuels", WITH_ENTERPRISE),
    ],
)
def test_a_row_with_another_finding_is_found_once(change: Callable[[Data], object], name: str, row: int) -> None:
    subject = park_with(change)
    columns = {where(subject, f"{name}_{c.key}", row) for c in PARK.table(name).columns}
    findings = [f for f in without_repeats(check_all(subject)) if f.where in columns]
    assert [f.rule for f in findings if f.severity is not Severity.NOTE] != []
    assert len({f.rule for f in findings} & {"row-check", "validation", "evidence-missing"}) == 1


@pytest.mark.parametrize(("adopted", "severity"), [("no", Severity.WARNING), ("", Severity.NOTE)])
def test_a_line_of_the_checks_sheet_is_found_and_what_is_merely_blank_is_a_note(
    adopted: str, severity: Severity
) -> None:
    def change(data: Data) -> None:
        data["measures"] = [{**row, "adopted": adopted} for row in data["measures"]]

    findings = [f for f in found_by("row-check", park_with(change)) if "no measure adopted" in f.found.en]
    assert [(f.sheet, f.found.en, f.severity) for f in findings] == [
        ("检查", 'the check "no measure adopted" is open, with a count of 1', severity)
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", sorted(WORKBOOKS))
def test_clean_examples_and_blank_templates_have_no_such_finding(key: str, language: Language) -> None:
    workbook = WORKBOOKS[key]
    for data in (None, workbook.examples["default"]):
        subject = Subject.open(write_workbook(workbook, language, data))
        assert [f.sentence("en") for f in found_by("row-check", subject)] == []
