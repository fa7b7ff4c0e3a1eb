"""Answers, measures and monitoring of 1.0.0 and 1.1.0 are carried over, and what later versions ask for is blank."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.reading.book import Book
from pycore.upgrade.upgrade import upgrade_book
from tests.upgrade.test_shares_of_earlier_versions import EXAMPLE, filled

pytestmark = pytest.mark.slow


def column(book: Book, name: str, rows: int) -> list[Any]:
    """The first cells of a column."""
    return [book.value(name, row) for row in range(rows)]


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_policies_measures_and_monitoring_are_carried_over(version: str) -> None:
    old = {
        "project": EXAMPLE["project"],
        "products": EXAMPLE["products"],
        "policy": EXAMPLE["policy"],
        "measures": EXAMPLE["measures"],
        "nox": EXAMPLE["nox"],
        "monitoring": [{}, {}, {"method": "红外分析仪", "responsible": "质检中心"}],
    }
    new = Book.open(upgrade_book(filled(version, old))[0])
    answers = [row["explanation"].zh for row in EXAMPLE["policy"]]
    assert column(new, "policy_explanation", 12) == answers
    assert column(new, "documents_conformity", 40) == [None] * 40
    assert column(new, "measures_adopted", 6) == ["是", "是", "是", "是", "是", "否"]
    assert column(new, "measures_group", 6) == column(new, "measures_maturity", 6) == [None] * 6
    assert column(new, "monitoring_method", 3)[2] == "红外分析仪"
    assert column(new, "monitoring_responsible", 3)[2] == "质检中心"
    assert column(new, "monitoring_item", 12)[9:] == [
        "工序间物料数量与碳含量",
        "碳酸盐用量与纯度",
        "甲烷排放量",
    ]
    assert column(new, "monitoring_record", 12) == ["电子台账，不少于 5 年"] * 12
    assert column(new, "monitoring_standard", 9)[8] == "HJ 75、HJ 76"
    lines = [item for item in column(new, "plan_item", 120) if item]
    assert len(lines) == len([row for row in EXAMPLE["nox"] if row["stage"] != "replaced"])
    assert column(new, "plan_method", 1) == ["CEMS（HJ 75、HJ 76）"]
