"""Sources read in English where a workbook in English shows them, and say as much as the Chinese ones."""

from __future__ import annotations

import re

import pytest

from pycore.language import Text
from pycore.library import library
from pycore.library.source_words import english_source
from pycore.sheets.registry import installed_workbooks

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("key", ["coal_chemical", "industrial_park", "mercury_pvc"])
def test_every_source_on_the_sheets_of_the_library_is_in_both_languages(key: str) -> None:
    tables = {table.key: table for table in installed_workbooks()[key].tables()}
    shown = [source for name in ("factors", "bench") if name in tables for source in tables[name].prefilled["source"]]
    assert len(shown) > 200
    assert all(isinstance(source, Text) for source in shown)
    assert sorted({source.en for source in shown if CHINESE.search(source.en)}) == []
    assert {source.zh for source in shown} <= {
        row.source for row in (*library().factors.values(), *library().benchmarks.values())
    }


@pytest.mark.parametrize("key", ["coal_chemical", "industrial_park"])
def test_numbers_of_documents_tables_and_transcriptions_are_kept(key: str) -> None:
    for source in installed_workbooks()[key].table("factors").prefilled["source"]:
        wanted = re.findall(r"[A-Z]?\d[\d.]*", source.zh)
        assert sorted(re.findall(r"[A-Z]?\d[\d.]*", source.en)) == sorted(wanted), source.en


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("生态环境部 国家统计局公告2024年第33号，二手转录 R5、R6", "MEE and NBS announcement 33 of 2024, second-hand transcription R5, R6"),
        ("GB/T 32151.10-2023 表 C.1（未核）；二手转录 R24", "GB/T 32151.10-2023 table C.1 (not checked); second-hand transcription R24"),
        ("GB/T 32151.10 碳酸盐排放因子，二手转录 R1、R14", "GB/T 32151.10, emission factors of carbonates, second-hand transcription R1, R14"),
        ("IPCC 2006 国家温室气体清单指南 第3卷 第6章 表 6.3 方法2b，凭记忆", "IPCC guidelines of 2006 for national GHG inventories vol. 3 ch. 6 table 6.3, tier 2b, from memory"),
        ("GB/T 213 低位发热量换算式：每 1 % 水分 23 J/g（凭记忆）", "GB/T 213, conversion to the net calorific value: 23 J/g for each 1 % of moisture (from memory)"),
        ("由 fuel.2023.tar 计算：33.453 GJ/t × 0.022 tC/GJ", "calculated from fuel.2023.tar: 33.453 GJ/t × 0.022 tC/GJ"),
        ("原子量 C 12.011（与 carbon.* 的化学计量计算同）", "atomic weight C 12.011 (as in the stoichiometry of carbon.*)"),
        ("某省公报 表 3", "某省公报 table 3"),
    ],
)  # fmt: skip
def test_a_source_is_composed_of_its_parts(source: str, said: str) -> None:
    assert english_source(source) == said
