"""The worked example in English holds no Chinese text, and both languages give the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from pycore.language import Text
from tests.workbooks.calculated import Calculated
from workbooks.mercury_pvc import WORKBOOK

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def texts(data: Any) -> Iterator[str | Text]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from texts(value)
    elif isinstance(data, str | Text):
        yield data


def test_every_text_of_the_example_is_there_in_english() -> None:
    said = list(texts(WORKBOOK.examples["default"]))
    assert [text for text in said if isinstance(text, str) and _CHINESE.search(text)] == []
    assert [text.en for text in said if isinstance(text, Text) and (_CHINESE.search(text.en) or not text.en)] == []


@pytest.mark.slow
def test_both_languages_calculate_the_same() -> None:
    zh, en = (Calculated(WORKBOOK, WORKBOOK.examples["default"], language) for language in ("zh", "en"))
    for name in ("hg_accounts_gross", "co2_accounts_co2", "node_accounts_common", "region_years_hg_air"):
        assert en.column(name) == zh.column(name), name
