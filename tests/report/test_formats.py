"""A column of the report has one number format, and nothing in it rounds to nothing."""

from __future__ import annotations

import pytest

from pycore.cells.number_format import chosen_section
from pycore.language import Language
from pycore.report.document import Grid, plain
from pycore.sheets.chapter import TableOf
from tests.report.conftest import Made
from tests.report.samples import example_document


def decimals(text: str) -> int:
    return len(text.rstrip("%").partition(".")[2])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_numbers_of_a_column_have_the_same_decimals(language: Language) -> None:
    """Where rows have units of their own, so have the numbers of each unit."""
    for grid in (b for b in example_document(language).blocks if isinstance(b, Grid)):
        heads = [plain(h.title) for h in grid.heads]
        unit = next((i for i, head in enumerate(heads) if head in ("单位", "unit")), None)
        if grid.key in ("factors_in_use", "project", "settings") or grid.key.startswith("simulation"):
            continue  # every row is of another kind
        for i, head in enumerate(heads):
            found: dict[str, set[int]] = {}
            for row in grid.rows:
                text = plain(row[i].line)
                if row[i].number and text not in ("–", "/"):
                    found.setdefault(plain(row[unit].line) if unit is not None else "", set()).add(decimals(text))
            assert all(len(several) == 1 for several in found.values()), (grid.key, head, found)


def test_a_small_number_keeps_the_decimals_of_its_whole_column(made: Made) -> None:
    rows = [{"name": "甲", "kind": "a", "amount": 20_000}, {"name": "乙", "kind": "a", "amount": 0.25}]
    document = made(rows, (TableOf(table="places", columns=("name", "amount"), total=False),))
    grid = next(b for b in document.blocks if isinstance(b, Grid))
    shown = [plain(row[1].line) for row in grid.rows]
    assert float(shown[1]) == 0.25
    assert decimals(shown[0]) == decimals(shown[1])


def test_what_a_condition_chooses_is_the_format_of_one_section() -> None:
    assert chosen_section("[<0.01]0.000000;0.0000", 0.001) == "0.000000"
    assert chosen_section("[<0.01]0.000000;0.0000", 0.5) == "0.0000"
    assert chosen_section("#,##0.00", 0.5) == "#,##0.00"
