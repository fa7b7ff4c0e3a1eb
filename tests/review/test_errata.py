"""Which submitted files used a value that has been corrected since, and what the correction changes in their results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.gate.attempts import Children
from pycore.gate.child import ChildLost
from pycore.language import Text
from pycore.library import installed_library, library, loading
from pycore.reading.book import Book
from pycore.review.errata.effect import errata_of_book, errata_of_file
from pycore.review.errata.result import CorrectedResult, ErrataOutcome, FileErrata, NoErrata, read_told, told
from pycore.review.errata.used import carried_errata
from pycore.review.review import review
from pycore.review.subject import Subject
from tests.library.data_files import copied, edit
from tests.review.test_library_editions import ADVANCED, index_of, new_edition, one
from tests.upgrade.test_shares_of_earlier_versions import EXAMPLE, filled, old_shares

pytestmark = pytest.mark.slow

ISSUED = Path(__file__).parents[2] / "workbooks"
WASHED = "fuel.2023.washed_clean_coal.oxidation"
# So much that methanol is just below the limit of its grade with the earlier value, and just above it with the present.
CONSUMPTION = 322_000.0
TOTAL, GRADE = "summary_proposed_total_total", "optimised_grade"


def submitted(version: str = "1.1.0", factors: dict[str, Any] | None = None, **row: Any) -> Book:
    """A file of an earlier version; with what is given of a row of fuel, that row beside those of the example."""
    data = {key: value for key, value in EXAMPLE.items() if key != "share_proposed"} | {"units": old_shares()}
    if row:
        data["fuels"] = [*data["fuels"], data["fuels"][0] | {"fuel": "washed_clean_coal"} | row]
    if factors is not None:
        blank = (ISSUED / "coal_chemical" / "issued" / f"coal_chemical_{version}_zh.xlsx").read_bytes()
        data["factors"] = [{} for _ in range(index_of(blank, "factors", WASHED))] + [factors]
    return filled(version, data)


def saved(book: Book, path: Path) -> Path:
    path.write_bytes(book.package.with_members({}))
    return path


@pytest.fixture(scope="module")
def washed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(submitted(consumption=CONSUMPTION), tmp_path_factory.mktemp("submitted") / "washed.xlsx")


def run(*arguments: object) -> Any:
    return CliRunner().invoke(build(), ["errata", *map(str, arguments)])


def result(found: FileErrata, name: str, index: int = 0) -> CorrectedResult:
    return [r for r in found.results if r.name == name][index]


def test_the_correction_of_washed_coal_is_that_of_its_row(washed: Path) -> None:
    before = washed.read_bytes()
    answer = run(washed, "--json")
    assert (answer.exit_code, answer.stderr) == (1, "")
    (found,) = json.loads(answer.stdout)
    assert (found["file"], found["outcome"], found["version"], found["library"]) == (
        "washed.xlsx", "used", "1.1.0", "2026.3"
    )  # fmt: skip
    (erratum,) = found["errata"]
    assert [erratum[key] for key in ("id", "column", "old", "new", "rows")] == [WASHED, "value", "0.9", "0.93", 1]
    assert [c["to_version"] for c in erratum["corrections"]] == ["2026.4"]
    assert erratum["corrections"][0]["reason"] == {
        "zh": library().errata_of(WASHED)[0].reason_zh,
        "en": library().errata_of(WASHED)[0].reason_en,
    }
    fuel = WASHED.removesuffix("oxidation")
    ncv, carbon = (library().entry(fuel + key).value for key in ("ncv", "carbon_content"))
    co2 = CONSUMPTION * ncv * carbon * 0.9 * 44 / 12
    (total,) = [r for r in found["results"] if r["name"] == TOTAL]
    assert total["corrected"] - total["submitted"] == pytest.approx(co2 * (0.93 / 0.90 - 1), rel=1e-9)
    assert total["relative"] == pytest.approx(total["corrected"] / total["submitted"] - 1, rel=1e-9)
    unchanged = {r["name"]: r["relative"] for r in found["results"] if not r["changed"]}
    assert unchanged["summary_proposed_nox_total"] == 0
    assert washed.read_bytes() == before


def test_a_changed_grade_is_named_first(washed: Path) -> None:
    found = errata_of_file(washed)
    first, *others = found.results
    assert (first.name, first.label, first.submitted, first.corrected) == (GRADE, "煤制甲醇", "可接受", "需优化")
    assert not any(r.changed and r.is_grade for r in others)
    lines = run(washed).stdout.splitlines()
    assert "washed.xlsx" in lines[0]
    assert lines[1].strip() == "改变：煤制甲醇 措施后等级 可接受 → 需优化"
    assert all(part in lines[2] for part in (WASHED, "0.9 → 0.93", "2026.4", "93 %", "3.33 %"))


def test_in_english_too(washed: Path) -> None:
    said = run(washed, "--lang", "en").stdout
    assert "grade with measures 可接受 → 需优化" in said
    assert "corrected in 2026.4" in said
    assert "rows that use it: 1" in said


def test_the_corrected_results_are_those_of_a_file_with_the_present_value_as_its_own(washed: Path) -> None:
    own = errata_of_book(submitted(consumption=CONSUMPTION, factors={"own": 0.93, "reason": "2026.4"}), "own")
    assert (own.outcome, own.values, own.results) == (ErrataOutcome.NONE, (), ())
    book = submitted(consumption=CONSUMPTION, oxidation_own=0.93, reason="2026.4")
    assert errata_of_book(book, "own in the row").outcome is ErrataOutcome.NONE
    subject = Subject.open(book.package.with_members({}))
    for name in (TOTAL, "performance_e_ghg", GRADE):
        there = [subject.value(cell) for cell in book.cells_of(name) if subject.value(cell) not in (None, "")]
        here = [r.corrected for r in errata_of_file(washed).results if r.name == name]
        assert here == [pytest.approx(x, rel=1e-12) if isinstance(x, float) else x for x in there], name


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_a_file_that_carries_the_earlier_value_and_does_not_use_it_has_one_sentence(
    version: str, tmp_path: Path
) -> None:
    path = saved(submitted(version), tmp_path / "without.xlsx")
    assert WASHED in {one.id for one in carried_errata(Subject.open(path))}
    answer = run(path)
    assert (answer.exit_code, answer.stdout) == (0, "without.xlsx：输入没有采用后来订正的因子值。\n")
    assert json.loads(run(path, "--json").stdout)[0] | {"library": ""} == {
        "file": "without.xlsx", "outcome": "none", "template": "coal_chemical", "version": version, "library": "",
        "errata": [], "results": [], "problems": [],
    }  # fmt: skip


def test_a_value_that_was_typed_over_is_not_the_librarys() -> None:
    assert errata_of_book(submitted(consumption=1000, factors={"value": 0.91}), "").outcome is ErrataOutcome.NONE
    assert errata_of_book(submitted(consumption=1000, factors={"value": 0.93}), "").outcome is ErrataOutcome.NONE
    assert errata_of_book(submitted(consumption=1000, factors={"value": 0.9}), "").outcome is ErrataOutcome.USED


def test_of_several_files_each_has_its_answer_and_the_highest_status_counts(washed: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.xlsx"
    note.write_text("hello", encoding="utf-8")
    answer = run(washed, note, "--json")
    assert answer.exit_code == 2
    assert [one["outcome"] for one in json.loads(answer.stdout)] == ["used", "refused"]
    shown = run(note)
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert shown.stderr.startswith("note.xlsx：")


def test_a_process_that_is_ended_from_outside_says_nothing_of_the_file(
    washed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise ChildLost(Text("信号 9", "signal 9"))

    monkeypatch.setattr(Children, "call", lost)
    answer = run(washed, "--lang", "en")
    assert answer.exit_code == 3
    assert "could not be read here" in answer.stderr


@pytest.mark.parametrize("answer", [None, [], {"file": "x"}, {"file": "x", "outcome": 7}, {"file": 1, "outcome": 0}])
def test_what_a_child_tells_is_not_believed(answer: object) -> None:
    with pytest.raises(NoErrata):
        read_told(answer)


def test_what_a_child_tells_comes_back_whole(washed: Path) -> None:
    found = errata_of_file(washed)
    assert read_told(json.loads(json.dumps(told(found)))) == found


def test_the_review_says_that_a_value_in_use_has_an_erratum(washed: Path, tmp_path: Path) -> None:
    (note,) = [f for f in review(washed).findings if f.rule == "factor-edition"]
    assert note.effect is not None
    assert f"{WASHED} 0.9 → 0.93" in note.effect.zh
    assert all("twinledger errata" in text for text in (note.effect.zh, note.effect.en))
    without = saved(submitted(), tmp_path / "without.xlsx")
    (other,) = [f for f in review(without).findings if f.rule == "factor-edition"]
    assert other.effect is None


def test_a_corrected_uncertainty_is_found_where_the_value_stays() -> None:
    park = Subject.open(ISSUED / "industrial_park" / "issued" / "industrial_park_1.1.0_zh.xlsx")
    carried = {(x.id, x.column): (x.old, x.new, x.rows) for x in carried_errata(park)}
    assert carried["wastewater.bo", "uncertainty"] == ("0.3", "0.75", 0)
    assert carried["wastewater.bo", "distribution"] == ("normal", "lognormal", 0)


@pytest.fixture
def corrected_benchmark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installed library in which the advanced value of methanol has been corrected from 2.31 to 4."""
    folder = copied(tmp_path)
    change = {"value": "4", "version": "2031.1"}
    edit(folder, "benchmarks.csv", lambda rows: one(rows, ADVANCED).update(change))
    edit(folder, "changes.csv", new_edition)
    of_benchmark = {
        "id": ADVANCED,
        "from_version": "2026.1",
        "to_version": "2031.1",
        "old_value": "2.31",
        "new_value": "4",
    }
    edit(folder, "errata.csv", lambda rows: rows.append({**one(rows, WASHED), **of_benchmark}))
    monkeypatch.setattr(loading, "DATA", folder)
    installed_library.cache_clear()
    yield
    monkeypatch.undo()
    installed_library.cache_clear()


@pytest.mark.usefixtures("corrected_benchmark")
def test_a_corrected_benchmark_counts_where_it_changes_a_result() -> None:
    found = errata_of_book(submitted(), "")
    assert [(x.id, x.old, x.new) for x in found.values] == [(ADVANCED, "2.31", "4")]
    grade = result(found, "synergy_grade")
    assert found.results[0] == grade
    assert grade.submitted == "需优化"
    assert grade.corrected != grade.submitted
    assert not result(found, TOTAL).changed
