"""The command line: what scripts and people get on stdout, on stderr and as the exit code."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from pycore import __version__, cli
from pycore.errors import LibraryError
from pycore.functions.catalogue import catalogue
from pycore.language import Text
from pycore.library import library
from pycore.library.records import TableValue

FUEL = "[1000, 26.7, 0.0274, 0.98]"


@pytest.fixture
def run() -> Any:
    app = cli.build()

    def run(*arguments: str, stdin: str | None = None) -> Any:
        result = CliRunner().invoke(app, list(arguments), input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def answer(result: Any) -> Any:
    """Read stdout as strict JSON."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(result.stdout, parse_constant=refuse)


# ── call ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_prints_the_number_and_exits_0(run: Any) -> None:
    result = run("call", "TL_FUEL_CO2", FUEL)
    assert answer(result) == pytest.approx(2628.8108)
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_text_and_a_range_are_json_too(run: Any) -> None:
    assert answer(run("call", "TL_VERSION")) == __version__
    assert answer(run("call", "TL_SYNERGY_GRADE", "[0.1144, 0.104, 2.079, 2.31]")) == "需优化"
    assert answer(run("call", "TL_ELECTRICITY_CO2", "[[[1],[2]], 0.5]")) == [[0.5], [1.0]]


def test_chinese_is_printed_as_it_is(run: Any) -> None:
    assert "需优化" in run("call", "TL_SYNERGY_GRADE", "[0.1144, 0.104, 2.079, 2.31]").stdout


def test_null_is_a_blank_cell(run: Any) -> None:
    assert answer(run("call", "TL_FUEL_CO2", "[null, 26.7, 0.0274, 0.98]")) == ""


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "zh",
            "TL_FUEL_CO2 参数“碳氧化率”的值是 98，应为 0 到 1。若填的是百分数，请除以 100（例如 98% 填 0.98）。",
        ),
        (
            "en",
            "TL_FUEL_CO2 argument oxidation: got 98, expected 0 to 1. "
            "If it is a percentage, divide by 100 (98 % is 0.98).",
        ),
    ],
)
def test_an_error_has_its_reason_in_the_language_and_exits_1(run: Any, language: str, message: str) -> None:
    result = run("call", "TL_FUEL_CO2", "[1000, 26.7, 0.0274, 98]", "--lang", language)
    assert answer(result) == {"error": "#NUM!", "message": message}
    assert result.exit_code == 1


def test_chinese_is_the_default(run: Any) -> None:
    assert "应为" in answer(run("call", "TL_FUEL_CO2", "[1000, 26.7, 0.0274, 98]"))["message"]


def test_an_unknown_function_is_a_name_error(run: Any) -> None:
    result = run("call", "TL_FUEL_CO", FUEL)
    assert answer(result)["error"] == "#NAME?"
    assert "TL_FUEL_CO2" in answer(result)["message"]
    assert result.exit_code == 1


def test_errors_inside_a_range_are_objects_too_and_exit_0(run: Any) -> None:
    result = run("call", "TL_ELECTRICITY_CO2", '[[[1],["x"]], 0.5]')
    (good,), (bad,) = answer(result)
    assert (good, bad["error"], result.exit_code) == (0.5, "#VALUE!", 0)


def test_an_error_can_be_passed_in_as_it_comes_out(run: Any) -> None:
    result = run("call", "TL_ELECTRICITY_CO2", '[{"error": "#REF!", "message": "…"}, 0.5]')
    assert answer(result)["error"] == "#REF!"


def test_a_result_that_is_not_finite_is_an_error_and_not_infinity(run: Any) -> None:
    assert answer(run("call", "TL_ACTIVITY_EMISSION", "[1e200, 1e200]"))["error"] == "#NUM!"


@pytest.mark.parametrize(
    "arguments",
    [
        "[1, 2",
        "{}",
        "1000",
        "[NaN]",
        "[Infinity]",
        '[{"a": 1}]',
        "[[[[1]]]]",
        "[" * 100_000,
        "",
        '[{"error": "oops"}]',
    ],
    ids=[
        "open",
        "object",
        "number",
        "NaN",
        "Infinity",
        "a",
        "too deep",
        "very deep",
        "nothing",
        "unknown error",
    ],
)
def test_bad_arguments_are_a_sentence_and_exit_2(run: Any, arguments: str) -> None:
    result = run("call", "TL_FUEL_CO2", arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("TL_FUEL_CO2：")
    assert "应为：JSON 列表" in result.stderr
    english = run("call", "TL_FUEL_CO2", arguments, "--lang", "en")
    assert "Expected: a JSON list" in english.stderr


def test_a_call_without_a_name_is_a_sentence(run: Any) -> None:
    result = run("call")
    assert result.exit_code == 2
    assert result.stderr.startswith("没有给出函数名。")


# ── call --batch ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_batch_answers_in_order_and_exits_0_whatever_fails(run: Any) -> None:
    calls = [
        ["TL_FUEL_CO2", [1000, 26.7, 0.0274, 0.98]],
        ["TL_NO_SUCH", []],
        ["TL_FUEL_CO2", [1000, 26.7, 27.4, 0.98]],
        ["TL_FUEL_CO2", [1]],
        ["TL_GWP", ["CH4", None]],
        ["TL_SYNERGY_STATE", [0.12, 0.104, 2, 2.31]],
        ["TL_ELECTRICITY_CO2", [[[1, 2]], 0.5]],
    ]
    result = run("call", "--batch", stdin=json.dumps(calls))
    fuel, unknown, domain, count, gwp, state, row = answer(result)
    assert fuel == pytest.approx(2628.8108)
    assert [e["error"] for e in (unknown, domain, count)] == ["#NAME?", "#NUM!", "#VALUE!"]
    assert (gwp, state, row) == (28, "污增碳减", [[0.5, 1.0]])
    assert result.exit_code == 0


def test_an_empty_batch_is_an_empty_list(run: Any) -> None:
    assert answer(run("call", "--batch", stdin="[]")) == []


@pytest.mark.parametrize(
    ("stdin", "words"),
    [
        ("", "不是有效的 JSON"),
        ("not json", "不是有效的 JSON"),
        ("{}", "输入不是列表"),
        ('[["TL_VERSION", []], ["TL_VERSION"]]', "第 2 个调用不是 [函数名, [参数]]"),
        ("[[1, []]]", "第 1 个调用"),
        ('[["TL_VERSION", {}]]', "参数不是列表"),
        ("[[[]]]", "第 1 个调用"),
    ],
)
def test_a_malformed_batch_is_a_sentence_and_exits_2(run: Any, stdin: str, words: str) -> None:
    result = run("call", "--batch", stdin=stdin)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr


# ── functions ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_of_functions_shows_each_with_its_arguments(run: Any) -> None:
    result = run("functions")
    for definition in catalogue().values():
        assert definition.function in result.stdout
    assert "消耗量" not in result.stdout
    assert "[purity]" in result.stdout
    assert "GJ/t 或 GJ/10⁴Nm³" in result.stdout
    assert "能源" in result.stdout
    assert "uncertainty" in run("functions", "--lang", "en").stdout


def test_functions_as_json_hold_all_that_a_wrapper_needs(run: Any) -> None:
    found = {f["name"]: f for f in answer(run("functions", "--json"))}
    assert list(found) == list(catalogue())
    fuel = found["TL_FUEL_CO2"]
    assert fuel["group"] == "energy"
    assert fuel["title"] == {"zh": "化石燃料燃烧排放", "en": "CO2 from fuel combustion"}
    assert fuel["signature"] == "TL_FUEL_CO2(consumption, ncv, carbon_content, oxidation)"
    assert fuel["unit"] == "tCO2"
    assert fuel["clause"]["flag"] == "V"
    assert fuel["native"] == "A1*B1*C1*D1*44/12"
    assert fuel["native_guarded"].startswith("IF(AND(A1>=0,")
    assert fuel["latex"].startswith(r"E_\mathrm{fuel} = \mathit{AD} \cdot")
    carbon = fuel["arguments"][2]
    assert (carbon["name"], carbon["unit"], carbon["kind"], carbon["optional"]) == (
        "carbon_content", "tC/GJ", "number", False
    )  # fmt: skip
    assert carbon["domain"] == {
        "low": 0.0, "high": 0.2, "low_open": True, "high_open": False,
        "text": {"zh": "0 < x ≤ 0.2", "en": "0 < x ≤ 0.2"},
    }  # fmt: skip
    purity = found["TL_CARBONATE_CO2"]["arguments"][2]
    assert (purity["optional"], purity["default"]) == (True, 1.0)
    assert found["TL_ELASTICITY"]["arguments"][0]["domain"]["low"] is None
    assert found["TL_SYNERGY"]["native"].startswith("IF(OR(")
    assert found["TL_MONTE_CARLO"]["native"] is None
    for function in found.values():
        assert function["note"].keys() == {"zh", "en"}


# ── factors ────────────────────────────────────────────────────────────────────────────────────────────────


def test_factors_are_found_by_words_with_source_and_successor(run: Any) -> None:
    result = run("factors", "柴油", "ncv")
    assert result.exit_code == 0
    assert "fuel.2023.diesel.ncv  柴油：低位发热量 = 42.652 GJ/t" in result.stdout
    assert "GB/T 32151.10-2023" in result.stdout
    assert "±2%" in result.stdout
    assert "公开资料核对" in result.stdout
    assert "已被替代：fuel.2023.diesel.ncv = 42.652" in result.stdout


def test_factors_speak_english(run: Any) -> None:
    result = run("factors", "diesel", "ncv", "--lang", "en")
    assert "diesel: net calorific value = 42.652 GJ/t" in result.stdout
    assert "superseded by: fuel.2023.diesel.ncv" in result.stdout


def test_the_evidence_of_a_value_is_shown_with_its_spread_and_errata(run: Any) -> None:
    shown = run("factors", "--evidence", "fuel.2023.lignite.ncv", "--lang", "en").stdout
    assert "independent sources that agree: 2" in shown
    assert "sources differ: 11.9 to 14.759, 20.31% apart" in shown
    assert "14.08 (agrees): " in shown
    assert "11.9 (differs): 省级温室气体清单编制指南（2025年版）, 2025; second-hand transcription R4" in shown
    assert "not read again" in shown
    assert "erratum 2026.4 value confirmed: " in shown
    assert "相互独立、数值一致的来源：2 处" in run("factors", "--evidence", "fuel.2023.lignite.ncv").stdout
    assert (
        "no source with this number"
        in run("factors", "--evidence", "fugitive.pipeline_valve.CH4", "--lang", "en").stdout
    )


@pytest.mark.parametrize(
    "id", ["mir.ethane", "city.PM25_national.2022-02", "mercury.hg_used.2009", "tax.rate_shaanxi.air.2018-01-01"]
)
def test_a_value_of_a_table_tells_its_own_source_once(run: Any, id: str) -> None:
    sources = library().support(id).rows
    for lang in ("zh", "en"):
        shown = run("factors", "--evidence", id, "--lang", lang).stdout
        assert [shown.count(f"  - {row.value:g}") > 0 for row in sources] == [True] * len(sources)
    found = answer(run("factors", "--evidence", id, "--json"))
    assert [row["source"] for row in found["evidence"]] == [row.source for row in sources]
    assert all(row["origin"]["transcriber"] and row["origin"]["en"] for row in found["evidence"])


def test_the_column_of_an_erratum_is_told_in_the_language(run: Any) -> None:
    assert (
        "! 勘误 2026.4 数值已更正 0.9 → 0.93"
        in run("factors", "--evidence", "fuel.2023.washed_clean_coal.oxidation").stdout
    )
    assert (
        "erratum 2026.4 value corrected 0.9"
        in run("factors", "--evidence", "fuel.2023.washed_clean_coal.oxidation", "--lang", "en").stdout
    )


def test_the_evidence_as_json(run: Any) -> None:
    found = answer(run("factors", "--evidence", "wastewater.mcf.aerobic_managed", "--json"))
    assert (found["flag"]["code"], found["sources"], found["checked"]) == ("V2", 2, True)
    assert found["spread"] == {"min": 0, "max": 0.1, "relative": None}
    assert [row["agrees"] for row in found["evidence"]] == ["agrees", "agrees", "differs"]
    assert found["evidence"][0]["origin"]["transcriber"] == "R12"
    assert answer(run("factors", "--evidence", "carbon.methanol", "--json"))["spread"] is None


def test_an_old_file_finds_the_values_that_it_was_made_with(run: Any) -> None:
    oxidation = "fuel.2023.washed_clean_coal.oxidation"
    held = [
        answer(run("factors", "--evidence", oxidation, *at, "--json"))["value"] for at in ((), ("--edition", "2026.3"))
    ]
    assert held == [0.93, 0.9]
    found = answer(run("factors", "adipic_thermal", "--edition", "2026.3", "--json"))
    assert [entry["id"] for entry in found] == ["abatement.adipic_thermal.removal"]
    assert len(answer(run("factors", "adipic_thermal", "--json"))) == 2
    assert run("factors", "柴油", "--edition", "1999.1").exit_code == 2


@pytest.mark.parametrize("asked", [(), ("柴油", "--evidence", "heat.national")])
def test_factors_needs_words_or_one_id(run: Any, asked: tuple[str, ...]) -> None:
    result = run("factors", *asked, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Give words to look for, or one id with --evidence" in result.stderr


# ── doctor --library ───────────────────────────────────────────────────────────────────────────────────────


def test_the_library_is_taken_stock_of(run: Any) -> None:
    result = run("doctor", "--library", "--json")
    found = answer(result)
    entries = library().find("")
    assert result.exit_code == 0
    assert sum(found["counts"].values()) == len(entries)
    stated = [e for e in entries if isinstance(e, TableValue) and e.kind == "official"]
    # What the guide itself sets: benchmarks, their conditions, and table values that are official.
    conditions = library().category("condition")
    assert found["counts"]["S"] == len(library().benchmarks) + len(conditions) + len(stated)
    assert found["unsupported"] == []
    assert "electricity.province.beijing.2021" in found["unchecked"]
    assert "electricity.province.beijing.2023" not in found["unchecked"]
    assert {
        "id": "fuel.2023.lignite.ncv",
        "min": 11.9,
        "max": 14.759,
        "relative": pytest.approx(2.859 / 14.08),
    } in found["differing"]
    assert "fugitive.pipeline_valve.CH4" in [question["id"] for question in found["open"]]
    shown = run("doctor", "--library", "--lang", "en").stdout
    assert f"{found['counts']['V2']:4d}  [V2] the same in two or more public sources" in shown
    assert f"source taken over and not read again ({len(found['unchecked'])}):" in shown
    assert "  fuel.2023.lignite.ncv  11.9 … 14.759  20.31%" in shown


def test_a_value_above_remembered_without_evidence_is_a_fault(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = dataclasses.replace(library(), supports={})
    monkeypatch.setattr("pycore.library.library", lambda: bare)
    result = run("doctor", "--library", "--lang", "en")
    assert result.exit_code == 1
    # A value of a table is evidence of itself.
    above = [e.id for e in library().find("") if e.flag not in ("M", "I") and not isinstance(e, TableValue)]
    assert f"above M without evidence ({len(above)}):" in result.stdout


def test_factors_as_json(run: Any) -> None:
    found = {f["id"]: f for f in answer(run("factors", "柴油", "ncv", "--json"))}
    old, new = found["fuel.2015.diesel.ncv"], found["fuel.2023.diesel.ncv"]
    assert (new["value"], new["unit"], new["year"], new["region"]) == (42.652, "GJ/t", 2023, "CN")
    assert (old["superseded_by"], new["superseded_by"]) == ("fuel.2023.diesel.ncv", None)
    assert new["flag"]["code"] == "V2"


def test_benchmarks_are_found_too(run: Any) -> None:
    assert "benchmark.MEE2026.methanol.GHG" in run("factors", "煤制甲醇").stdout


def test_nothing_found_is_a_sentence_and_exits_1(run: Any) -> None:
    result = run("factors", "魔法石")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("因子库中没有同时含有“魔法石”的条目。")
    assert "Nothing in the factor library" in run("factors", "魔法石", "--lang", "en").stderr


# ── the whole ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("language", "sentence"), [("zh", "因子库坏了。"), ("en", "The library is broken.")])
def test_an_error_of_ours_is_one_sentence_in_the_language_and_exits_2(
    run: Any, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    def broken() -> None:
        raise LibraryError(Text("因子库坏了。", "The library is broken."))

    monkeypatch.setattr("pycore.library.library", broken)
    result = run("factors", "柴油", "--lang", language)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence + "\n")


def test_the_command_line_works_without_a_command_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "COMMAND_MODULES", ("pycore.commands.functions", "pycore.commands.no_such"))
    result = CliRunner().invoke(cli.build(), ["call", "TL_VERSION"])
    assert result.exit_code == 0


def test_another_module_adds_its_commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "more_commands.py").write_text(
        "def register(app):\n    app.command('hello')(lambda: print('你好'))\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(cli, "COMMAND_MODULES", ("pycore.commands.functions", "more_commands"))
    app = cli.build()
    assert isinstance(app, typer.Typer)
    assert CliRunner().invoke(app, ["hello"]).stdout == "你好\n"


def test_the_version_is_shown(run: Any) -> None:
    assert run("--version").stdout.strip() == __version__


def shell(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "pycore.cli", *arguments], capture_output=True, **options)


def test_from_a_shell_of_another_encoding_the_output_is_utf_8() -> None:
    done = shell("call", "--batch", input='[["TL_FACTOR", ["不存在"]]]'.encode(), env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "不存在" in json.loads(done.stdout.decode("utf-8"))[0]["message"]


def test_a_call_loads_neither_numpy_nor_rich() -> None:
    script = (
        "import sys; sys.argv = ['twinledger', 'call', 'TL_VERSION']\n"
        "from pycore.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('numpy', 'rich', 'pint', 'scipy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_altered_template_is_calculated_and_said_to_be_altered(run: Any, tmp_path: Path) -> None:
    import openpyxl

    book, altered, result = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    assert run("new", "coal_chemical", "--lang", "en", "-o", str(book)).exit_code == 0
    workbook = openpyxl.load_workbook(book)
    del workbook.defined_names["fuels_reason"]
    workbook.save(altered)
    done = run("calculate", str(altered), "-o", str(result), "--lang", "en")
    assert done.exit_code == 0
    assert "fuels_reason is missing" in done.stderr
    assert result.is_file()
