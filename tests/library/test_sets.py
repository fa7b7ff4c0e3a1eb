"""Sets of factors: what belongs to which, what supersedes what, and whose GWPs each is made with."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pycore.errors import LibraryError
from pycore.library import DATA, library, load_library
from pycore.library.sets import mixtures, sets_in_use


def test_the_guide_of_2025_supersedes_that_of_2011() -> None:
    newer = library().set_superseded_by("set.provincial.2011")
    assert newer is library().factor_set("set.provincial.2025")
    assert (newer.issued, newer.gwp, newer.text) == ("2026-01-04", "AR5", "transcribed")
    assert library().set_superseded_by(newer.id) is None
    assert library().factor_set("set.provincial.2011").gwp == "SAR"


@pytest.mark.parametrize(
    ("id", "in_force", "text"),
    [
        ("set.aluminium.2026", "2026-08-01", "not_seen"),
        ("set.steel.2026", "2026-10-01", "not_seen"),
        ("set.accounting.2025", "2026-07-01", "transcribed"),
        ("set.database.2026", "2026-03-01", "transcribed"),
        ("set.part_7.2023", "2024-07-01", "not_seen"),
    ],
)
def test_a_document_in_force_is_named_with_its_day_and_how_far_it_was_seen(id: str, in_force: str, text: str) -> None:
    found = library().factor_set(id)
    assert (found.in_force, found.text) == (in_force, text)
    assert (text == "not_seen") == (found.beginnings == ())


@pytest.mark.parametrize(
    ("id", "of_set"),
    [
        ("fuel.2015.diesel.ncv", "set.enterprise.2015"),
        ("fuel.2023.diesel.ncv", "set.enterprise.2023"),
        ("fuel.provincial_2025.diesel.ncv", "set.provincial.2025"),
        ("incineration.provincial_2025.municipal.co2", "set.provincial.2025"),
        ("combustion.2011.diesel.carbon_content", "set.provincial.2011"),
        ("process.calcium_carbide.CO2", "set.provincial.2011"),
        ("heat.national", "set.accounting.2025"),
        ("database.2026.diesel.ncv", "set.database.2026"),
    ],
)
def test_a_value_belongs_to_the_set_that_its_id_begins_like(id: str, of_set: str) -> None:
    found = library().set_of(id)
    assert found is not None
    assert found.id == of_set


def test_no_value_belongs_to_two_sets() -> None:
    for id in library().factors:
        fitting = {s.id for s in library().sets.values() if id.startswith(s.beginnings)}
        assert len(fitting) <= 1, (id, fitting)


def test_values_of_the_guide_of_2011_are_all_in_its_set() -> None:
    """A value that cites the guide of 2011 as its document belongs to it, for its succession to be told."""
    for factor in (f for name in ("combustion", "process", "fugitive") for f in library().category(name)):
        found = library().set_of(factor.id)
        cited = factor.source.startswith("省级温室气体清单编制指南（试行）2011")
        assert (found is not None and found.id == "set.provincial.2011") == cited, factor.id


def test_the_gwps_of_a_set_come_with_it() -> None:
    assert library().gwp_of_set("N2O", "set.provincial.2011").value == 310
    assert library().gwp_of_set("CF4", "set.provincial.2011").value == 6500
    assert library().gwp_of_set("CH4", "set.provincial.2025").value == 28
    with pytest.raises(LibraryError, match="No source says which GWPs"):
        library().gwp_of_set("CH4", "set.enterprise.2023")
    with pytest.raises(LibraryError, match=r"gwp\.SAR\.NF3"):
        library().gwp_of_set("NF3", "set.provincial.2011")
    with pytest.raises(LibraryError, match="set of factors"):
        library().factor_set("set.provincial.2019")


def test_each_choice_of_fuels_is_a_set() -> None:
    for fuel_set in library().fuel_sets():
        assert library().set_of(f"fuel.{fuel_set}.") is not None


def test_sets_that_stand_for_each_other_do_not_mix() -> None:
    def mixed(*ids: str) -> list[tuple[str, str]]:
        used = sets_in_use(library(), dict.fromkeys(ids, 2))
        return [(one.id, other.id) for one, other in mixtures(used)]

    assert (
        mixed("fuel.2023.diesel.ncv", "fuel.2023.coke.ncv", "process.lime.CO2", "electricity.national.average.2023")
        == []
    )
    assert mixed("fuel.2015.diesel.ncv", "fuel.2023.diesel.ncv") == [("set.enterprise.2015", "set.enterprise.2023")]
    assert mixed("fuel.2023.diesel.ncv", "fuel.provincial_2025.coke.ncv") == [
        ("set.enterprise.2023", "set.provincial.2025")
    ]
    assert mixed("process.lime.CO2", "incineration.provincial_2025.municipal.co2") == [
        ("set.provincial.2011", "set.provincial.2025")
    ]
    unused = sets_in_use(library(), {"fuel.2015.diesel.ncv": 0, "fuel.2023.diesel.ncv": 3})
    assert [(use.chosen.id, use.rows) for use in unused.values()] == [("set.enterprise.2023", 3)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"supersedes": "set.provincial.1999"}, "supersedes: found set.provincial.1999, which does not exist"),
        ({"supersedes": "heat.national"}, "supersedes: found heat.national, which does not exist"),
        ({"ids": "fuel.1999."}, "ids: found fuel.1999., which no id begins with"),
        ({"gwp": "TAR"}, "gwp: found 'TAR', expected SAR, AR4, AR5, AR6 or a blank"),
        ({"text": "seen"}, "text: found 'seen', expected transcribed, remembered or not_seen"),
        ({"in_force": "2026"}, "in_force: found '2026', expected a date"),
    ],
)
def test_a_set_that_contradicts_the_library_is_refused(tmp_path: Path, change: dict[str, str], found: str) -> None:
    with (DATA / "sets.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    with (tmp_path / "own_sets.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow({**row, "id": "set.own.2026", **change})
    with pytest.raises(LibraryError) as caught:
        load_library(DATA, tmp_path)
    assert f"own_sets.csv:2 {found}" in caught.value.text.en
