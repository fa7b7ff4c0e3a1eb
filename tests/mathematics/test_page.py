"""The page of mathematics: every equation is there with all its symbols, in both languages, and nothing is fetched."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from pycore import cli
from pycore.equations.argument import Argument
from pycore.equations.constants import CO2_PER_CARBON
from pycore.equations.definition import Definition
from pycore.equations.method import Method
from pycore.functions.catalogue import catalogue, equations
from pycore.language import Language, Text
from pycore.mathematics.page import definitions_on_page, mathematics_html
from pycore.mathematics.symbols import formulas_of, symbol_rows, unit_shown
from pycore.mathematics.usage import guide_lines_by_function, places_by_function
from pycore.sheets.definition import Column, Panel, Sheet, Table, Workbook
from pycore.sheets.registry import installed_workbooks

LANGUAGES: tuple[Language, ...] = ("zh", "en")
both_languages = pytest.mark.parametrize("language", LANGUAGES)
every_definition = pytest.mark.parametrize("definition", definitions_on_page(), ids=lambda d: d.function)


@cache
def page(language: Language) -> str:
    return mathematics_html(language)


def section(definition: Definition, language: Language) -> str:
    (found,) = re.findall(rf'<section id="{definition.function}">(.*?)</section>', page(language), re.DOTALL)
    return str(found)


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_every_equation_and_every_method_of_calculation_is_on_the_page() -> None:
    shown = [d.function for d in definitions_on_page()]
    assert len(set(shown)) == len(shown)
    assert {e.function for e in equations()} <= set(shown)
    left_out = set(catalogue()) - set(shown)
    assert left_out == {
        "TL_VERSION", "TL_FACTOR", "TL_CONVERT", "TL_GWP", "TL_EXPLAIN", "TL_DIGEST", "TL_CALCULATED_AT",
    }  # fmt: skip


@both_languages
@every_definition
def test_a_section_holds_all_that_the_definition_says(definition: Definition, language: Language) -> None:
    html = section(definition, language)
    text = words(html)
    assert definition.title[language] in text
    assert definition.clause.text[language] in text
    assert f"[{definition.clause.flag}]" in text
    assert definition.note[language] in text
    assert f"={definition.signature}" in text
    assert html.count('<math display="block"') == len(formulas_of(definition))
    for formula in formulas_of(definition):
        assert f'<code class="all">{formula}</code>' in unescape(html)
    for argument in definition.arguments:
        assert argument.meaning[language] in text
        assert f"<code>{argument.name}</code>" in html
        if argument.kind == "number":
            assert argument.domain.text[language] in text


@every_definition
def test_every_symbol_of_a_formula_is_explained(definition: Definition) -> None:
    rows = symbol_rows(definition, "zh")
    explained = [row.symbol for row in rows if row.symbol]
    assert len(set(explained)) == len(explained), "two things have one symbol"
    assert all(row.meaning for row in rows)
    for formula in formulas_of(definition):
        left = re.sub(r"\\(cdot|frac|sqrt|sum|prod|left|right|max|exp|ln|,)(?![A-Za-z])", " ", formula)
        for symbol in sorted(explained, key=len, reverse=True):
            left = left.replace(symbol, " ")
        assert re.findall(r"[A-Za-z\\]+", left) == []


@both_languages
def test_every_formula_is_well_formed_and_known_to_the_last_command(language: Language) -> None:
    found = re.findall(r"<math.*?</math>", page(language), re.DOTALL)
    assert len(found) > 200
    for one in found:
        tree = ElementTree.fromstring(one)
        assert not list(tree.iter("mtext")), one


@both_languages
def test_the_page_fetches_nothing_and_runs_nothing(language: Language) -> None:
    html = page(language)
    assert "://" not in html
    assert not re.search(r"<(script|link|img|iframe|object|embed|base|form)\b|@import|url\(", html)
    assert "content=\"default-src 'none'" in unescape(html)
    links = set(re.findall(r'href="([^"]*)"', html))
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)


def test_each_language_is_its_own() -> None:
    assert re.findall(r"[一-鿿]", words(re.sub(r"<code.*?</code>|<title>.*?</title>", "", page("en")))) == []
    assert 'lang="zh-CN"' in page("zh")
    assert "built-in method" not in page("zh")


def test_the_same_catalogue_is_the_same_page() -> None:
    assert mathematics_html("zh") == page("zh")


def test_constants_name_their_source_and_flag() -> None:
    text = words(section(catalogue()["TL_FUEL_CO2"], "zh"))
    assert CO2_PER_CARBON.factor in text
    assert CO2_PER_CARBON.source in text
    assert "[C]" in text


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        ("1e4*Nm3", "10⁴Nm³", "10⁴ Nm³"),
        ("kJ/(kg*delta_degC)", "kJ/(kg·℃)", "kJ/(kg·℃)"),
        ("tC/(1e4*Nm3)/(kgC/Nm3)", "tC/(10⁴·Nm³)/(kgC/Nm³)", "tC/(10⁴·Nm³)/(kgC/Nm³)"),
        ("1", "", ""),
    ],
)
def test_units_are_written_for_readers(unit: str, zh: str, en: str) -> None:
    assert (unit_shown(unit, "zh"), unit_shown(unit, "en")) == (zh, en)


# ── where the functions are used ───────────────────────────────────────────────────────────────────────────


def test_a_place_is_found_by_equation_and_by_formula_and_once_only() -> None:
    same = Text("x", "x")
    table = Table(
        key="t", title=same, rows=2,
        columns=(
            Column(key="a", title=Text("甲", "a"), equation=equations()[0]),
            Column(key="b", title=Text("乙", "b"), formula="TL_GWP([a])+TL_GWP(1)"),
            Column(key="c", title=Text("丙", "c")),
        ),
        prefilled={"c": ["=TL_CO2E(1,2)", 3]},
    )  # fmt: skip
    book = Workbook(
        key="w", title=same, version="1", lists=(),
        sheets=(Sheet(key="s", title=same, blocks=(table, Panel(key="p", title=same, fields=()))),),
    )  # fmt: skip
    found = places_by_function([book])
    assert {f: [p.entry.zh for p in places] for f, places in found.items()} == {
        equations()[0].function: ["甲"],
        "TL_GWP": ["乙"],
        "TL_CO2E": ["丙"],
    }


def test_what_the_workbooks_and_guides_use_is_said() -> None:
    places = places_by_function(list(installed_workbooks().values()))
    assert set(places) <= set(catalogue())
    assert set(guide_lines_by_function()) <= set(catalogue())
    fuel = words(section(catalogue()["TL_FUEL_CO2"], "zh"))
    assert "化石燃料 › CO2 排放量" in fuel
    assert "化石燃料燃烧（CO2）" in fuel
    assert "No workbook uses it" in section(catalogue()["TL_CARBON_CO2"], "en")


def test_a_method_names_the_definitions_that_its_body_calculates_with() -> None:
    """What a body calls by name is in `uses`; a definition that comes to be called and is not said fails here."""
    checked = 0
    for one in catalogue().values():
        if isinstance(one, Method) and hasattr(one.body, "__code__"):
            known = one.body.__globals__
            called = {known[n].function for n in one.body.__code__.co_names if isinstance(known.get(n), Definition)}
            assert called <= {d.function for d in one.uses}, one.function
            checked += len(called)
    assert checked


def test_a_method_without_formula_says_so() -> None:
    assert "没有一行写得下的公式" in section(catalogue()["TL_BENCHMARK_LEVEL"], "zh")


# ── the command ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_writes_the_page_and_replaces_none_unasked(tmp_path: Path) -> None:
    target = tmp_path / "公式.html"

    def run(*more: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli.build(), ["functions", "--html", str(target), *more])
        return result.exit_code, result.output

    assert run()[0] == 0
    assert target.read_text(encoding="utf-8") == page("zh")
    code, said = run("--lang", "en")
    assert code == 2
    assert "--force" in said
    assert run("--lang", "en", "--force")[0] == 0
    assert target.read_text(encoding="utf-8") == page("en")


def test_the_page_is_refused_under_another_ending(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.build(), ["functions", "--html", str(tmp_path / "x.xlsx")])
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_arguments_say_what_happens_when_they_are_left_out() -> None:
    rows = {r.argument: r for r in symbol_rows(catalogue()["TL_CARBONATE_CO2"], "en")}
    assert rows["purity"].domain == "0 to 1; optional, by default 1"
    assert isinstance(catalogue()["TL_CARBONATE_CO2"].arguments[2], Argument)
