"""Loading refuses a library that is not whole, and says everything that is wrong with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pycore.errors import LibraryError
from pycore.library import DATA, library, load_library
from pycore.library.records import Factor

Refusal = Callable[..., LibraryError]
Write = Callable[..., Path]


def test_the_shipped_library_is_loaded_once() -> None:
    assert library() is library()


def test_the_shipped_library_tells_its_edition() -> None:
    assert library().version == "2026.5"


def test_a_good_row_is_read_as_it_stands(write: Write) -> None:
    assert load_library(write({})).factor("heat.one").value == 0.11


def test_an_error_names_file_line_column_found_expected_and_action(refusal: Refusal) -> None:
    error = refusal({}, {"id": "heat.two", "value": "0,11"})
    assert error.text.en == (
        "The factor library needs correction in 1 places:\n"
        "heat.csv:3 value: found '0,11', expected a finite number as 0.5306 or 1.2e-3, without separators or "
        "unit. Correct it and load the library again."
    )
    assert error.text.zh == (
        "因子库有 1 处需要改正：\n"
        "heat.csv:3 value：填写的是 “0,11”，应为有限的数字，如 0.5306 或 1.2e-3，不带千分位和单位。"
        "请改正后重新载入因子库。"
    )


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("value", "0.11 t"),
        ("value", "1_000"),
        ("value", ""),
        ("value", "nan"),
        ("value", "inf"),
        ("value", "1e999"),
        ("unit", ""),
        ("unit", "  "),
        ("source", ""),
        ("id", "no points"),
        ("year", "last"),
        ("year", "23"),
        ("uncertainty", "-0.1"),
        ("uncertainty", "10 %"),
        ("distribution", "gaussian"),
        ("distribution", "none"),
        ("flag", "X"),
        ("flag", ""),
        ("uncertainty_flag", "v"),
        ("name_zh", ""),
    ],
)
def test_a_bad_cell_is_refused_by_name(refusal: Refusal, column: str, found: str) -> None:
    error = refusal({column: found})
    shown = f"'{found}'" if found.strip() else "a blank"
    assert f"heat.csv:2 {column}: found {shown}, expected " in error.text.en
    assert error.text.en.count("\n") == 1


def test_an_exact_value_takes_no_distribution(refusal: Refusal, write: Write) -> None:
    assert "heat.csv:2 distribution" in refusal({"uncertainty": "0"}).text.en
    assert load_library(write({"uncertainty": "0", "distribution": "none"})).version == ""


def test_a_duplicate_id_is_refused_across_files(write: Write, refusal: Refusal) -> None:
    write({}, name="a.csv")
    assert "b.csv:2 id: found the id heat.one, which a.csv:2 already has" in refusal({}, name="b.csv").text.en


def test_a_chain_to_nowhere_is_refused(refusal: Refusal) -> None:
    assert "heat.csv:2 supersedes: found heat.zero, which does not exist" in (
        refusal({"supersedes": "heat.zero"}).text.en
    )


def test_a_cycle_is_refused(refusal: Refusal) -> None:
    error = refusal({"supersedes": "heat.two"}, {"id": "heat.two", "supersedes": "heat.one"})
    assert "heat.csv:2 supersedes: found heat.two, which makes the chain a cycle" in error.text.en
    assert "替代关系绕成了环" in error.text.zh


def test_a_value_does_not_supersede_itself(refusal: Refusal) -> None:
    assert "makes the chain a cycle" in refusal({"supersedes": "heat.one"}).text.en


def test_two_rows_do_not_supersede_the_same_one(refusal: Refusal) -> None:
    two, three = ({"id": id, "supersedes": "heat.one"} for id in ("heat.two", "heat.three"))
    assert "heat.csv:4 supersedes: found heat.one, which heat.csv:3 supersedes claims as well" in (
        refusal({}, two, three).text.en
    )


def test_every_bad_row_is_reported_at_once(refusal: Refusal) -> None:
    error = refusal({"unit": "", "flag": "?"}, {"id": "heat.two", "value": "x"}, {"id": "heat.two"}, {"id": "heat.two"})
    assert "in 5 places" in error.text.en
    for place in (":2 unit", ":2 flag", ":3 value", ":4 id", ":5 id"):
        assert f"heat.csv{place}: " in error.text.en
        assert f"heat.csv{place}：" in error.text.zh


def test_a_row_that_could_not_be_read_does_not_break_the_chain_of_another(refusal: Refusal) -> None:
    error = refusal({"value": "x"}, {"id": "heat.two", "supersedes": "heat.one"})
    assert "in 1 places" in error.text.en


def test_an_incomplete_fuel_is_refused(refusal: Refusal) -> None:
    row = {"id": "fuel.2030.wood.ncv", "category": "fuel", "key": "wood", "set": "2030"}
    assert "heat.csv:2 2030.wood: found the parameters ncv, expected one row for each of ncv, " in (
        refusal(row).text.en
    )


def test_a_wrong_header_is_refused_with_the_columns(refusal: Refusal) -> None:
    columns = [c for c in Factor.model_fields if c != "unit"] + ["units"]
    error = refusal({}, header=columns)
    assert "heat.csv:1: found missing columns unit; unknown columns units, expected the columns id, " in (error.text.en)


def test_a_comma_too_many_is_refused(write: Write) -> None:
    path = write({}) / "heat.csv"
    path.write_text(path.read_text("utf-8").rstrip("\n") + ",more\n", "utf-8")
    with pytest.raises(LibraryError, match=r"heat\.csv:2: found 20 cells, expected 19, as in the header"):
        load_library(path.parent)


def test_a_file_in_another_encoding_is_refused(write: Write) -> None:
    path = write({}) / "heat.csv"
    path.write_bytes(path.read_text("utf-8").encode("gbk"))
    with pytest.raises(LibraryError, match=r"heat\.csv:2: found text that is not UTF-8.*CSV UTF-8"):
        load_library(path.parent)


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="holds no library files"):
        load_library(tmp_path)


def test_line_ends_and_byte_order_mark_do_not_change_the_digest(write: Write) -> None:
    path = write({}) / "heat.csv"
    text = path.read_text("utf-8").replace("\r\n", "\n")
    digests = set()
    for data in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        path.write_bytes(data.encode("utf-8"))
        digests.add(load_library(path.parent).digest)
    assert len(digests) == 1
    path.write_text(text.replace("0.11", "0.12"), "utf-8")
    assert load_library(path.parent).digest not in digests


def test_a_province_adds_a_folder_that_supersedes_national_rows(write: Write) -> None:
    both = load_library(DATA, write({"supersedes": "heat.national"}))
    newer = both.superseded_by("heat.national")
    assert newer is not None
    assert newer.id == "heat.one"
    assert both.version == library().version


def test_importing_the_library_does_not_import_pandas_or_numpy() -> None:
    code = "import sys, pycore.library as l; l.library(); print({'pandas', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
