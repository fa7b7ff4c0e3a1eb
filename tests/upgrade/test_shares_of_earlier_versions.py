"""Files of 1.0.0 and 1.1.0, which had one share for all stages, become files with shares for each stage."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pycore.cells.addresses import column_letters
from pycore.language import Text
from pycore.reading.book import Book
from pycore.sheets.definition import Kind, Link, Table
from pycore.upgrade.upgrade import upgrade_book
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.lists import PROCESS_UNITS
from workbooks.coal_chemical.shares import per_stage

pytestmark = pytest.mark.slow

ISSUED = Path(__file__).parents[2] / "workbooks" / "coal_chemical" / "issued"
EXAMPLE = WORKBOOK.examples["default"]
UNITS = [code for code, _ in PROCESS_UNITS]
# The process units as 1.0.0 and 1.1.0 list them: the present list has more, and these in other rows.
OLD_UNITS = [
    "gasification",
    "shift",
    "purification",
    "methanation",
    "oil_synthesis",
    "oil_processing",
    "methanol_synthesis",
    "mto",
    "eg_synthesis",
    "auxiliary",
    "own1",
    "own2",
    "own3",
]


def old_shares() -> list[dict[str, Any]]:
    """The rows of the boundary as the worked example of 1.1.0 had them."""
    whole = {"gasification", "shift", "purification", "methanol_synthesis", "auxiliary"}
    shares = {code: {"share1": 1, "share2": 0.9} for code in whole} | {"mto": {"share1": 0, "share2": 1}}
    rows = dict(zip(UNITS, EXAMPLE["units"], strict=True))
    return [rows[code] | shares.get(code, {}) for code in OLD_UNITS]


NEW_BLOCKS = {"share_proposed", "gap", "unitgap", "design"}
NEW_COLUMNS = {"facility"}
"""What the worked example fills in that earlier versions do not ask."""


def old_example() -> dict[str, Any]:
    """The worked example as an earlier version takes it."""
    data: dict[str, Any] = {key: value for key, value in EXAMPLE.items() if key not in NEW_BLOCKS}
    nox = [{key: value for key, value in row.items() if key not in NEW_COLUMNS} for row in EXAMPLE["nox"]]
    return data | {"nox": nox, "units": old_shares()}


def filled(version: str, data: Mapping[str, Any]) -> Book:
    """An issued template, filled in by its names as a user would."""
    path = ISSUED / f"coal_chemical_{version}_zh.xlsx"
    book = Book.open(path)
    file = load_workbook(path)

    def put(name: str, row: int, value: Any, label: str) -> None:
        if name not in book.names:
            return  # what later versions ask for
        area = book.area(name)
        if isinstance(value, Link):
            linked = book.area(value.name)
            value = f"={column_letters(linked.column1)}{linked.row1 + value.row - 1}"
        elif label:
            value = next((t.zh for c, t in WORKBOOK.list(label).entries if c == value), value)
        file[area.sheet].cell(area.row1 + row, area.column1).value = value.zh if isinstance(value, Text) else value

    for block in WORKBOOK.filled_blocks():
        given = data.get(block.key, ())
        for row, values in enumerate(given if isinstance(block, Table) else [given]):
            for key, value in dict(values).items():
                entry = next((e for e in block.entries if e.key == key), None)
                label = entry.choices if entry is not None and entry.kind is Kind.CHOICE else ""
                put(f"{block.key}_{key}", row, value, "" if label.startswith("=") else label)
    out = BytesIO()
    file.save(out)
    return Book.open(out.getvalue())


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_the_worked_example_of_an_earlier_version_keeps_its_results(version: str) -> None:
    made, report = upgrade_book(filled(version, old_example()))
    new = Book.open(made)
    row = UNITS.index("auxiliary")
    assert [new.value(f"share_proposed_own{p}", row) for p in (1, 2)] == [1, 0.9]
    assert new.value("share_proposed_own2", UNITS.index("gasification")) == 0.9
    for code in OLD_UNITS:
        given = EXAMPLE["units"][UNITS.index(code)]
        assert new.value("units_proposed", UNITS.index(code)) == {"yes": "是", "no": "否"}[given["proposed"]], code
    assert new.value("share_existing_own1", row) is None
    assert new.value("share_existing_share1", row) == 1
    # A share that the flows do not say wants a reason now.
    assert new.value("share_proposed_check", row) == "✗ 份额不是 1 也与碳流不符，缺理由"
    assert new.value("share_proposed_check", 0) == "✓"
    numbers = [(o.name, o.before, o.after) for o in report.results if isinstance(o.before, float)]
    assert len(numbers) == 6
    for name, before, after in numbers:
        assert after == pytest.approx(before, rel=1e-12), name
    assert not any("units_share" in r.sentence("zh") for r in report.attention)
    # What is above a reference was not explained then, and what the guide's conditions ask was not answered.
    assert new.value("gaps_unexplained") == 4
    assert new.value("cover_conclusion") == "! 尚有待处理的要求，见“结论”"
    emitted = new.value("summary_proposed_total", UNITS.index("mto"))
    assert new.value("process_e_proposed", UNITS.index("mto")) == pytest.approx(emitted / 203_000)


def test_an_existing_plant_with_two_products_keeps_the_old_shares_to_be_checked() -> None:
    shares = [{"own1": 0.6, "own2": 0.4}]
    two = {
        "products": [{"product": "sng", "existing": 1}, {"product": "methanol", "existing": 2}],
        "share_proposed": shares,
    }
    one = {**two, "products": [{"product": "sng", "existing": 1}, {"product": "methanol"}]}
    assert per_stage(two, "1.1.0")["share_existing"] == shares
    assert per_stage(two, "1.1.0")["share_replaced"] == shares
    assert "share_existing" not in per_stage(one, "1.1.0")
    assert per_stage(two, "1.2.0.dev") is two
