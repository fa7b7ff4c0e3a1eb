"""The conclusion says whether the project meets the requirements, and why, in the order of the note's 4.5.6."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow

ORDER = ("政策符合性", "项目实施后二氧化碳排放量", "排放绩效", "减污降碳措施", "管理与监测", "结论")
POLICY, EMISSION, PERFORMANCE, MEASURES, MANAGEMENT, CHECKS = range(1, 7)


def example() -> dict[str, Any]:
    return deepcopy(dict(WORKBOOK.examples["default"]))


@cache
def whole() -> Calculated:
    return Calculated(WORKBOOK, example())


def conclusion(book: Calculated, language: str = "zh") -> str:
    start = {"zh": "结论", "en": "Conclusion"}[language]
    (line,) = [str(line) for line in book.lines(f"conclusion_{language}") if str(line).startswith(start)]
    return line


def test_the_conclusion_keeps_to_the_order_of_the_guide() -> None:
    lines = [str(line) for line in whole().lines("conclusion_zh")]
    places = [next(i for i, line in enumerate(lines) if line.startswith(begins)) for begins in ORDER]
    assert places == sorted(places)


def test_a_project_that_meets_every_requirement_is_said_to_meet_them() -> None:
    """Four gaps, all explained: see the test of gaps for why they are four."""
    assert whole().value("cover_conclusion") == "✓ 满足相关要求"
    assert {whole().value("required_verdict", row) for row in range(1, 7)} == {"✓ 满足"}
    said = conclusion(whole())
    assert said.startswith("结论：本项目的温室气体排放控制满足相关要求：")
    assert "高于先进值、水平值或现有工程的 4 项均已作合理说明" in said
    assert said.endswith("在采纳所列措施后，各产品碳污协同度均可接受。")
    assert conclusion(whole(), "en").startswith(
        "Conclusion: the project's control of GHG emissions meets the requirements:"
    )


def test_a_policy_that_is_not_met_or_a_product_to_be_optimised_is_not_meeting_them() -> None:
    data = example()
    data["policy"][1]["conformity"] = "no"
    book = Calculated(WORKBOOK, data)
    assert book.value("required_verdict", POLICY) == "✗ 不满足"
    assert book.value("required_grounds", POLICY) == "不符合 1 项"
    assert book.value("cover_conclusion") == "✗ 不满足相关要求，见“结论”"
    assert conclusion(book).startswith("结论：本项目的温室气体排放控制不满足相关要求：政策符合性：不符合 1 项；")
    data = example()
    for measure in data["measures"]:
        measure["adopted"] = "no"
    book = Calculated(WORKBOOK, data)
    assert book.value("required_verdict", MEASURES) == "✗ 不满足"
    assert conclusion(book).startswith(
        "结论：本项目的温室气体排放控制不满足相关要求：仍有 2 个产品需优化，应继续调整减污降碳措施。"
    )
    assert "does not meet the requirements: 2 product(s) still to be optimised" in conclusion(book, "en")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (POLICY, "未填或待说明 2 项"),
        (PERFORMANCE, "缺绩效，或高于先进值、现有工程而未说明 1 项"),
        (MANAGEMENT, "没有安排的管理要求或监测计划 1 项"),
    ],
)
def test_what_is_open_leaves_no_conclusion(row: int, why: str) -> None:
    data = example()
    if row == POLICY:
        data["policy"][0]["conformity"] = None
        data["policy"][2]["conformity"] = "open"
    elif row == PERFORMANCE:
        data["gap"][3]["explanation"] = None
    else:
        data["management"][0]["plan"] = None
    book = Calculated(WORKBOOK, data)
    assert book.value("required_verdict", row) == "! 待处理"
    assert book.value("required_grounds", row) == why
    assert book.value("cover_conclusion") == "! 尚有待处理的要求，见“结论”"
    said = conclusion(book)
    assert said.startswith("结论：本项目的温室气体排放控制尚不能得出是否满足相关要求的结论：")
    assert why in said
    assert "均可接受" in said, "what holds is said all the same"


def test_an_open_check_alone_leaves_no_conclusion() -> None:
    data = example()
    data["fuels"][0]["evidence"] = None
    book = Calculated(WORKBOOK, data)
    assert book.value("required_grounds", CHECKS) == "检查表待处理 1 项"
    assert conclusion(book).startswith("结论：本项目的温室气体排放控制尚不能得出是否满足相关要求的结论：")
    assert conclusion(book).endswith("（检查表尚有 1 项待处理）")


def test_a_blank_workbook_has_no_conclusion_and_no_error() -> None:
    book = Calculated(WORKBOOK, {})
    assert book.value("cover_conclusion") == "! 数据不足，尚不能评价"
    assert "数据不足，尚不能评价" in conclusion(book)
    assert [book.value("required_verdict", row) for row in (EMISSION, PERFORMANCE, MEASURES)] == ["! 待处理"] * 3
    assert not any("#" in str(line) for line in book.lines("conclusion_zh") + book.lines("conclusion_en"))


def test_an_error_in_a_ledger_is_no_met_requirement() -> None:
    data = example()
    data["fuels"][0]["consumption"] = "很多"
    book = Calculated(WORKBOOK, data)
    assert book.value("required_verdict", EMISSION) == "! 待处理"
    assert book.value("cover_conclusion") != "✓ 满足相关要求"
    assert not any(str(line).startswith("#") for line in book.lines("conclusion_zh"))
