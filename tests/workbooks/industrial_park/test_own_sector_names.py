"""An own sector with the name of another one: it is named, and what is emitted counts once."""

from __future__ import annotations

import pytest

from tests.workbooks.industrial_park.ledger_book import WORKBOOK, filled, row

SAID = "✗ 与其他行业同名"
BURNED = [row("chemical", department="industry", fuel="anthracite", consumption=1000)]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("化工",), [SAID]),
        (("数据中心", "数据中心"), [SAID, SAID]),
        (("自定义行业2",), [SAID]),
        (("数据中心", "冷链"), ["✓", "✓"]),
    ],
)
def test_an_own_sector_that_repeats_another_name_counts_once(names: tuple[str, ...], said: list[str]) -> None:
    """Rows are added up by the name of their sector: those of 化工 would stand in two rows of the inventory."""
    entries = WORKBOOK.list("sector").entries
    fixed = [label.zh for _, label in entries if not label.zh.startswith("=")]
    names = tuple(WORKBOOK.list("sector").label("chemical").zh if name == "化工" else name for name in names)
    named, plain = filled(own_sectors=[{"name": name} for name in names], fuels=BURNED), filled(fuels=BURNED)
    assert named.column("own_sectors_check")[: len(said)] == said
    labels = [*fixed, *(label for label in named.column("sector_list") if label)]
    assert len(labels) == len(set(labels)) == len(entries)
    total, once = ([v for v in book.column("inventory_total") if isinstance(v, float)] for book in (named, plain))
    assert sum(total) == pytest.approx(sum(once), rel=1e-12)
    assert sum(once) > 0
