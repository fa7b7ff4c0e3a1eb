"""Values are found by id, words and chain; an unknown name is answered with what is near it."""

from __future__ import annotations

import math

import pytest

from pycore.errors import LibraryError
from pycore.library import DATA, Library, library
from pycore.library.records import Benchmark


def test_an_unknown_id_is_answered_with_the_nearest() -> None:
    with pytest.raises(LibraryError) as caught:
        library().factor("fuel.2023.deisel.ncv")
    assert caught.value.text.en.startswith(
        "The library does not have this id: fuel.2023.deisel.ncv. The nearest are fuel.2023.diesel.ncv, "
    )
    assert caught.value.text.zh.startswith(
        "因子库中没有此编号：fuel.2023.deisel.ncv。最接近的是 fuel.2023.diesel.ncv、"
    )


def test_an_id_like_no_other_is_answered_with_how_to_search() -> None:
    with pytest.raises(LibraryError, match="twinledger factors WORD"):
        library().factor("?")


def test_entry_gives_factors_and_benchmarks_alike() -> None:
    assert library().entry("heat.national").value == 0.11
    assert isinstance(library().entry("benchmark.MEE2026.methanol.GHG"), Benchmark)
    with pytest.raises(LibraryError, match=r"benchmark\.MEE2026\.methanol\.GHG"):
        library().entry("benchmark.MEE2026.methanol.GH")


def test_a_chain_runs_from_the_oldest_value_to_the_current() -> None:
    ids = [f"electricity.province.chongqing.{year}" for year in (2021, 2022, 2023)]
    for id in ids:
        assert [entry.id for entry in library().chain(id)] == ids


def test_superseded_by_is_the_next_value_and_none_for_the_current() -> None:
    newer = library().superseded_by("fuel.2015.diesel.ncv")
    assert newer is library().factor("fuel.2023.diesel.ncv")
    assert library().superseded_by("fuel.2023.diesel.ncv") is None
    with pytest.raises(LibraryError):
        library().superseded_by("fuel.2099.diesel.ncv")


def test_a_superseded_value_stays_usable() -> None:
    assert library().factor("fuel.2015.diesel.ncv").value == 43.33


@pytest.mark.parametrize("words", ["柴油 2023", "DIESEL 2023", "2023 diesel net", "fuel.2023.diesel"])
def test_find_needs_every_word_in_any_case(words: str) -> None:
    assert "fuel.2023.diesel.ncv" in [entry.id for entry in library().find(words)]
    assert "fuel.2015.diesel.ncv" not in [entry.id for entry in library().find(words)]


def test_find_reads_notes_and_sources_and_benchmarks() -> None:
    assert "carbon.ethane_guide" in [entry.id for entry in library().find("误值") + library().find("7 % higher")]
    assert library().find("globalwarmingpotentials")
    assert "benchmark.MEE2026.methanol.NOx" in [entry.id for entry in library().find("煤制甲醇 nox")]
    assert library().find("no such words at all") == ()


def test_categories_are_the_files_subjects() -> None:
    assert set(library().categories()) == {
        "fuel",
        "carbon",
        "carbonate",
        "electricity",
        "heat",
        "gwp",
        "constant",
        "condition",
        "quality",
        "combustion",
        "fugitive",
        "process",
        "abatement",
        "wastewater",
        *(path.stem for path in (DATA / "tables").glob("*.csv")),
    }
    assert len(library().category("carbonate")) == 11
    with pytest.raises(LibraryError, match="carbonate"):
        library().category("carbonates")


def test_every_entry_has_a_name_in_both_languages_and_a_finite_value() -> None:
    for entry in library().find(""):
        assert entry.name.zh
        assert entry.name.en
        assert entry.name.en.isascii(), entry.id
        assert entry.note.en.isascii(), entry.id
        assert bool(entry.note.zh) == bool(entry.note.en), entry.id
        assert math.isfinite(entry.value)


def test_ids_begin_with_their_category_and_hold_their_key() -> None:
    for factor in library().factors.values():
        assert factor.id.split(".")[0] == factor.category
        assert factor.key in factor.id.split(".")


def test_a_shipped_uncertainty_never_pretends_to_be_published() -> None:
    assert {e.uncertainty_flag for e in library().find("") if e.uncertainty} <= {"M", "I"}


def test_the_library_is_frozen() -> None:
    with pytest.raises(Exception, match="frozen"):
        library().factor("heat.national").value = 0.2
    assert isinstance(library(), Library)
