"""Sources as a professional cites them, and clauses of the report's own guide alone."""

from __future__ import annotations

import re

import pytest

from pycore.language import Text
from pycore.library import library
from pycore.report.citation import cited, own_clauses
from pycore.report.document import Grid, plain
from tests.report.samples import example_document

OWN_ACCOUNT = re.compile(r"二手|转录|凭记忆|未核|未打开|公开代码|\bR\d|globalwarmingpotentials")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("GB/T 32151.10-2023 表 C.1，二手转录 R15", "GB/T 32151.10-2023 表 C.1"),
        ("省级温室气体清单编制指南（试行）2011（原文未打开）；二手转录 R4、R31", "省级温室气体清单编制指南（试行）2011"),
        ("IPCC AR5，经 globalwarmingpotentials 0.13.2（R19）", "IPCC AR5"),
        ("TwinLedger 判断值（参照 IPCC 2006 第2卷，凭记忆）", "TwinLedger 判断值（参照 IPCC 2006 第2卷）"),
        ("GB/T 32151.10（数值凭记忆；公式结构见 R13）", "GB/T 32151.10"),
        ("JS/T 303-2026 公共机构碳排放核算指南 表A.1", "JS/T 303-2026 公共机构碳排放核算指南 表A.1"),
        ("凭记忆", ""),
        ("GB/T 32151.10-2023 table C.1, second-hand transcription R15", "GB/T 32151.10-2023 table C.1"),
        ("guide of 2011 (trial) (the document was not opened); second-hand transcription R4, R31", "guide of 2011 (trial)"),
        ("IPCC AR5, by globalwarmingpotentials 0.13.2 (R19)", "IPCC AR5"),
        ("IPCC AR5, by definition", "IPCC AR5, by definition"),
        ("judgement of TwinLedger (after IPCC 2006 vol. 2, from memory)", "judgement of TwinLedger (after IPCC 2006 vol. 2)"),
        ("GB/T 32151.10 (value from memory; form of the equation: R13)", "GB/T 32151.10"),
        ("provincial inventory guide, from memory, not sure", "provincial inventory guide"),
        ("from memory", ""),
    ],
)  # fmt: skip
def test_a_source_is_cited_without_the_account_of_how_it_was_read(source: str, said: str) -> None:
    assert cited(source) == said


def test_no_source_of_the_library_says_how_it_was_read_and_nearly_all_say_something() -> None:
    found = [cited(factor.source) for factor in library().factors.values()]
    assert [text for text in found if OWN_ACCOUNT.search(text)] == []
    assert sum(text == "" for text in found) < 0.02 * len(found)


def test_a_source_says_as_much_in_english_as_in_chinese() -> None:
    """An English report told of nearly every factor that its source was to be confirmed."""
    rows = [*library().factors.values(), *library().benchmarks.values()]
    sources = {row.source_text.zh: row.source_text.en for row in rows}
    assert [en for zh, en in sources.items() if bool(cited(zh)) != bool(cited(en))] == []
    account = re.compile(r"second-hand|from memory|not checked|not opened|public code|\bR\d")
    assert [en for en in sources.values() if account.search(cited(en))] == []


def test_the_report_shows_no_account_of_ours_and_the_legend_of_the_flags_that_it_has() -> None:
    grid = next(b for b in example_document("zh").blocks if isinstance(b, Grid) and b.key == "factors_in_use")
    texts = [plain(cell.line) for row in grid.rows for cell in row] + [plain(note) for note in grid.notes]
    assert [text for text in texts if OWN_ACCOUNT.search(text)] == []
    legend = next(text for text in texts if "可信标志：" in text)
    flags = {plain(row[4].line).partition("（")[0] for row in grid.rows} - {""}
    assert set(re.findall(r"(?:：|；)(\w+) ", legend)) == flags


def test_clauses_of_another_guide_are_left_out() -> None:
    clause = Text("甲指南编制说明 4.5.3；乙指南 3.4", "guide A, note 4.5.3; guide B 3.4")
    own, other = Text("《甲指南（试行）》（征求意见稿）", "guide A"), Text("《乙指南》", "guide B")
    assert own_clauses(clause, own, [other], "zh") == "甲指南编制说明 4.5.3"
    assert own_clauses(clause, own, [other], "en") == "guide A, note 4.5.3"
    assert own_clauses(Text("乙指南 3.4", "guide B 3.4"), own, [other], "en") == "guide B 3.4"


def test_the_report_of_one_guide_does_not_name_the_other() -> None:
    for language in ("zh", "en"):
        grid = next(b for b in example_document(language).blocks if isinstance(b, Grid) and b.key == "methods_in_use")
        said = " ".join(plain(cell.line) for row in grid.rows for cell in row)
        assert "重庆" not in said
        assert "Chongqing" not in said
        assert ("4.5.3" in said) is True
