"""What a workbook carries: its own rows, however they came together, and their newest edition."""

from __future__ import annotations

import pytest

from pycore.library import carried_rows, library
from pycore.library.carried import edition_order
from pycore.sheets.registry import installed_workbooks

METHANE, DENSITY = library().factor("gwp.AR5.CH4"), library().factor("constant.co2_density")


def test_the_digest_is_of_the_rows_and_not_of_their_order_or_their_groups() -> None:
    digest = carried_rows([METHANE, DENSITY]).digest
    assert carried_rows([DENSITY], [METHANE, DENSITY]).digest == digest
    assert carried_rows([METHANE]).digest != digest


@pytest.mark.parametrize("change", [{"value": 28.5}, {"note_zh": "另注"}, {"version": "2026.9"}, {"flag": "M"}])
def test_any_change_of_a_row_changes_the_digest(change: dict[str, object]) -> None:
    changed = METHANE.model_copy(update=change)
    assert carried_rows([changed, DENSITY]).digest != carried_rows([METHANE, DENSITY]).digest


def test_the_version_is_the_newest_of_the_rows() -> None:
    newer = METHANE.model_copy(update={"version": "2026.10"})
    older = DENSITY.model_copy(update={"version": "2026.9"})
    assert carried_rows([newer, older]).version == "2026.10"
    assert carried_rows([older]).version == "2026.9"
    assert carried_rows().version == ""


def test_a_correction_in_place_is_of_its_own_edition() -> None:
    """The oxidation of washed coal, 0.90 in 2026.1, was corrected to 0.93 in 2026.4 without a row of its own."""
    washed = library().factor("fuel.2023.washed_clean_coal.oxidation")
    assert (washed.version, washed.value) == ("2026.1", 0.93)
    assert carried_rows([washed], errata=library().errata).version == "2026.4"
    assert carried_rows([washed]).version == "2026.1"
    # What was corrected in other rows, and what was only confirmed in this one, leaves the edition as it is.
    assert carried_rows([METHANE], errata=library().errata).version == METHANE.version
    lignite = library().factor("fuel.2023.lignite.ncv")
    assert library().errata_of(lignite.id)
    assert carried_rows([lignite], errata=library().errata).version == lignite.version


@pytest.mark.parametrize(("key", "edition"), [("coal_chemical", "2026.5"), ("industrial_park", "2026.4")])
def test_a_workbook_says_the_edition_of_the_corrections_that_it_carries(key: str, edition: str) -> None:
    """The park's latest rows are those corrected in 2026.4; coal's are the conditions and contents of 2026.5."""
    record = next(panel for panel in installed_workbooks()[key].panels() if panel.key == "record")
    assert next(field.value for field in record.fields if field.key == "library") == edition


def test_every_row_is_of_an_edition_that_the_changes_name() -> None:
    guides = [row for guide in library().guides.values() for row in guide.rows]
    rows = carried_rows(library().factors.values(), library().benchmarks.values(), library().coefficients, guides)
    editions = [edition.version for edition in library().changes]
    assert {row.version for row in rows.rows} <= set(editions)
    assert sorted(editions, key=edition_order) == editions
