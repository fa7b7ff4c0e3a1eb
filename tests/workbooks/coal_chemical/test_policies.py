"""Policies by name: which documents apply to a project, and what is said of its answers."""

from __future__ import annotations

import csv
from copy import deepcopy
from typing import Any

import pytest

from pycore.review.rules import policy_answers
from pycore.review.subject import Subject
from pycore.sheets.writer import write_workbook
from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.example import EXAMPLE
from workbooks.coal_chemical.policies import DATA, POLICIES

IDS = [policy.id for policy in POLICIES]
NUMBERS = (
    "国办发〔2024〕39号、国发〔2021〕23号、中发〔2021〕40号、环综合〔2021〕4号、环办环评函〔2021〕277号、"
    "环办环评函〔2021〕346号、环综合〔2022〕42号、环环评〔2023〕52号、环环评〔2021〕45号、环办环评〔2022〕31号、HJ 2.1、"
    "HJ 2.2、GB/T 32151.10、GB/T 32150-2025、环办气候函〔2023〕332号、T/CCECTA、渝环〔2021〕15号、浙环函〔2021〕179号、"
    "苏环办〔2021〕364号、琼环函〔2021〕260号、桂环函〔2021〕1693号、晋环函〔2021〕437号、沪环评〔2022〕143号"
)
PROVINCES = "chongqing zhejiang jiangsu hainan guangxi shanxi shanghai hebei shandong ningxia shaanxi"


def project(**changes: Any) -> dict[str, Any]:
    data = deepcopy(EXAMPLE)
    data["project"].update(changes)
    return data


def applying(data: dict[str, Any]) -> set[str]:
    """The ids of the documents that the workbook says apply."""
    said = Calculated(WORKBOOK, data, "en").column("documents_applies")
    return {id for id, applies in zip(IDS, said, strict=True) if applies == "yes"}


def of_file(province: str, nature: str, replacement: bool) -> set[str]:
    """The ids that apply, straight from the file."""
    with DATA.open(encoding="utf-8") as file:
        return {
            row["id"]
            for row in csv.DictReader(file)
            if row["province"] in ("", province)
            and (not row["nature"] or nature in row["nature"].split())
            and (not row["when"] or replacement)
        }


@pytest.mark.parametrize(
    ("province", "nature"), [("shaanxi", "new"), ("ningxia", "extension"), ("tibet", "relocation")]
)
def test_documents_apply_by_province_and_kind_of_project(province: str, nature: str) -> None:
    assert applying(project(province=province, nature=nature)) == of_file(province, nature, True)


def test_a_new_project_in_shaanxi_has_its_own_documents_and_no_others() -> None:
    found = applying(project(province="shaanxi", nature="new"))
    assert {"shaanxi", "two_high_reduction", "new_management"} <= found
    assert found.isdisjoint({"ningxia", "shandong", "existing_performance", "existing_management"})


def test_without_replaced_capacity_its_document_does_not_apply() -> None:
    data = project()
    for table in ("fuels", "carbonates", "nox"):
        data[table] = [row for row in data[table] if row["stage"] != "replaced"]
    assert "pilot_replacement" not in applying(data)
    assert "pilot_replacement" in applying(project())


def test_a_form_without_province_leaves_the_provincial_documents_open() -> None:
    said = Calculated(WORKBOOK, {}, "en").column("documents_applies")
    assert said[IDS.index("shaanxi")] in ("", None)
    assert said[IDS.index("pilot_chapter")] == "yes"


def test_the_documents_that_the_note_names_are_all_there() -> None:
    numbers = "".join(policy.title.zh for policy in POLICIES)
    for number in NUMBERS.split("、"):
        assert number in numbers
    named = {policy.province for policy in POLICIES} - {""}
    assert named == set(PROVINCES.split())


def test_every_row_of_the_file_has_both_languages_a_source_and_a_flag() -> None:
    for policy in POLICIES:
        for words in (policy.name, policy.clause, policy.demand, policy.source):
            assert words.zh
            assert words.en
        assert policy.flag in {"S", "V", "M", "I"}
        assert policy.cited


def test_what_is_said_of_answers() -> None:
    data = project()
    changed: list[tuple[dict[str, Any], str]] = [
        ({"conformity": None}, "✗ not answered"),
        ({"conformity": "no"}, "✗ does not conform"),
        ({"conformity": "open"}, "✗ to be explained"),
        ({"explanation": None}, "✗ explanation missing"),
        ({"evidence": None}, "✗ evidence missing"),
        ({"conformity": "none", "evidence": None}, "✓"),
    ]
    for row, (answer, _) in zip(data["documents"], changed, strict=False):
        row.update(answer)
    said = Calculated(WORKBOOK, data, "en").column("documents_check")
    assert said[: len(changed)] == [words for _, words in changed]


def test_the_example_conforms_and_the_conclusion_counts_documents_and_topics() -> None:
    book = Calculated(WORKBOOK, project(), "en")
    applies = book.column("documents_applies")
    checks = book.column("documents_check")
    assert [check for check, applied in zip(checks, applies, strict=True) if applied == "yes"] == ["✓"] * 27
    (line,) = [text for text in book.lines("conclusion_en") if str(text).startswith("Policy conformity")]
    assert line == "Policy conformity: 39 items, 38 conform, 0 do not, 0 to be explained, 0 not filled in."


def reviewed(data: dict[str, Any]) -> list[Any]:
    return list(policy_answers.RULE.check(Subject.open(write_workbook(WORKBOOK, "en", data))))


def test_identical_answers_throughout_are_a_finding_and_answers_of_their_own_are_none() -> None:
    data = project()
    for row in [*data["documents"], *data["policy"]]:
        if row:
            row["explanation"] = "see chapter 2"
    (finding,) = reviewed(data)
    assert finding.found.en == '39 of 39 demands are answered with the same words: "see chapter 2"'
    assert reviewed(project()) == []


def test_a_few_answers_alike_are_a_note_on_the_sheet_only() -> None:
    data = project()
    for row in data["documents"][:3]:
        row["explanation"] = "the same"
    checks = Calculated(WORKBOOK, data, "en").column("documents_check")
    assert checks[:4] == ["! the same words as in another answer"] * 3 + ["✓"]
    assert reviewed(data) == []
