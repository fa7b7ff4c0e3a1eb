"""The claims that a simulation makes, each on a small filled workbook."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from pycore.assessment.synergy import SYNERGY, SYNERGY_GRADE, SYNERGY_STATE, assess
from pycore.assessment.synergy_arrays import GRADE_TEXTS, STATE_TEXTS, assess_arrays
from pycore.cells.stored import ErrorValue
from pycore.cli import build
from pycore.errors import FileProblem, TwinLedgerError
from pycore.formulas.arrays import BLOCK, FormulaArrays
from pycore.formulas.tree import FormulaProblem
from pycore.functions.catalogue import call
from pycore.reading.book import Book
from pycore.sheets.writer import write_workbook
from pycore.simulate.functions import array_functions
from pycore.simulate.picture import chinese_font, draw_picture, write_picture
from pycore.simulate.result import Simulation
from pycore.simulate.simulate import calculated_values, simulate
from pycore.simulate.sources import DrawnCell, find_sources
from tests.simulate.test_simulate_by_hand import SMALL, book_of, same_draws
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow

DRAWS = 20_000
TOTAL = "summary_proposed_total_total"


def data_with(**tables: Any) -> dict[str, Any]:
    """One product, one unit and nothing else but the given tables."""
    blank = {
        "products": [{"product": "methanol", "proposed": 100_000}],
        "units": [{"proposed": "yes"}],
    }
    return blank | tables


def coal(consumption: float, **more: Any) -> dict[str, Any]:
    return {
        "stage": "proposed",
        "unit": "gasification",
        "fuel": "bituminous",
        "consumption": consumption,
    } | more


def power(amount: float, quality: str = "C") -> dict[str, Any]:
    return {
        "stage": "proposed", "unit": "gasification", "trade": "bought", "power": "grid", "electricity": amount,
        "quality": quality, "emission_factor_own": 0.5,
    }  # fmt: skip


def run(data: Mapping[str, Any], draws: int = DRAWS, seed: int = 1, language: Any = "zh") -> Simulation:
    return simulate(book_of(data, language), draws, seed)


def names(simulation: Simulation) -> set[str]:
    return {source.name for source in simulation.sources}


@pytest.fixture(scope="module")
def small() -> Simulation:
    return run(SMALL)


class TestWhatIsDrawn:
    def test_a_factor_that_two_rows_take_is_drawn_once(self) -> None:
        found = run(data_with(fuels=[coal(100), coal(200)]))
        factors = {n for n in names(found) if n.startswith("factors_used")}
        assert len(factors) == 3
        assert names(found) - factors == {"fuels_consumption#1", "fuels_consumption#2"}

    def test_factors_that_no_result_needs_are_not_drawn(self, small: Simulation) -> None:
        labels = " ".join(source.label for source in small.sources)
        assert "烟煤" in labels
        assert "柴油" not in labels
        assert "无烟煤" not in labels

    def test_an_input_that_holds_a_formula_follows_the_cell_that_it_names(self, small: Simulation) -> None:
        assert "carbon_quantity#3" in names(small)
        assert "carbon_quantity#4" not in names(small)
        assert "carbon_content_own#4" not in names(small)
        assert len(small.linked) == 2
        assert any("2 个输入单元格是公式" in note.zh for note in small.notes)

    def test_an_internal_transfer_gives_nothing_to_the_uncertainty_of_the_total(self, small: Simulation) -> None:
        total = small.number(TOTAL)
        transfer = same_draws(small)["carbon_quantity#3"]
        assert np.corrcoef(total.draws, transfer)[0, 1] ** 2 < 20 / DRAWS

    def test_a_cell_without_uncertainty_is_not_drawn(self) -> None:
        data = data_with(electricity=[power(100)])
        assert "products_proposed#1" not in names(run(data))
        data["products"][0]["u"] = 0.02
        assert "products_proposed#1" in names(run(data))

    def test_labels_say_which_row_it_is(self, small: Simulation) -> None:
        label = next(s.label for s in small.sources if s.name == "fuels_consumption#2")
        assert label == "消耗量：拟建 气化 烟煤"

    def test_an_unknown_distribution_is_refused_with_its_cell(self) -> None:
        package = book_of(data_with(fuels=[coal(100)]))
        key = next(k for k, c in package.cells.items() if c.value == "normal")
        values = {**calculated_values(package), key: "gauss"}
        with pytest.raises(FormulaProblem, match=f"{key[0]}!I{key[1]}.*gauss"):
            find_sources(package, values)


class TestDraws:
    def test_the_same_seed_gives_the_same_numbers(self, small: Simulation) -> None:
        again = run(SMALL)
        assert again.numbers == small.numbers
        assert again.texts == small.texts

    def test_another_seed_gives_others(self, small: Simulation) -> None:
        assert run(SMALL, seed=2).number(TOTAL).mean != small.number(TOTAL).mean

    def test_the_language_of_the_workbook_makes_no_difference(self, small: Simulation) -> None:
        english = run(SMALL, language="en")
        assert english.number(TOTAL).mean == small.number(TOTAL).mean
        assert english.text("synergy_grade").most_likely in ("acceptable", "to be optimised")

    def test_a_row_more_leaves_the_draws_of_the_others(self, small: Simulation) -> None:
        longer = copy.deepcopy(SMALL)
        longer["fuels"].append(coal(5))
        before, after = same_draws(small), same_draws(run(longer))
        assert after.keys() - before.keys() == {"fuels_consumption#6"}
        for name, lanes in before.items():
            np.testing.assert_array_equal(after[name], lanes)

    def test_more_draws_begin_with_the_same_ones(self, small: Simulation) -> None:
        """However the draws are cut into blocks, the streams are the same."""
        longer = run(SMALL, draws=BLOCK + 1000).number(TOTAL).draws
        np.testing.assert_allclose(longer, small.number(TOTAL).draws[: BLOCK + 1000], rtol=1e-14)

    def test_different_cells_have_independent_draws(self, small: Simulation) -> None:
        lanes = np.vstack(list(same_draws(small).values()))
        correlations = np.corrcoef(lanes) - np.eye(len(lanes))
        assert np.abs(correlations).max() < 5 / math.sqrt(DRAWS)

    @pytest.mark.parametrize("distribution", ["normal", "lognormal", "uniform", "triangular"])
    def test_every_distribution_keeps_mean_and_interval(self, distribution: str) -> None:
        source = DrawnCell("a#1", ("表", 1, 1), "", 50.0, 0.1, distribution)
        lanes = source.draw(source.stream(1), 200_000)
        assert lanes.mean() == pytest.approx(50, rel=1e-3)
        inside = np.mean((lanes >= 45) & (lanes <= 55))
        assert inside == pytest.approx(0.95, abs=0.003)


class TestBounds:
    def test_an_oxidation_rate_does_not_exceed_one(self, small: Simulation) -> None:
        draws = same_draws(small)
        assert draws["fuels_oxidation_own#3"].max() == 1
        share = next(v for c, v in small.cut.items() if c[0] == "化石燃料")
        assert share == pytest.approx(np.mean(draws["fuels_oxidation_own#3"] == 1))

    def test_a_factor_takes_the_domain_of_the_argument_that_it_is_handed_to(self, small: Simulation) -> None:
        bounds = {s.label: (s.low, s.high) for s in small.sources}
        assert bounds["采用值：烟煤：碳氧化率"] == (0, 1)
        assert bounds["采用值：烟煤：单位热值含碳量"][1] == 0.2
        assert bounds["采用值：甲醇：含碳量"] == (0, 30)

    def test_amounts_do_not_become_negative(self, small: Simulation) -> None:
        assert all(source.low >= 0 for source in small.sources)

    def test_much_cutting_is_said_where_it_matters(self, small: Simulation) -> None:
        wide = data_with(fuels=[coal(1000, oxidation_own=0.99, quality="D")])
        assert any("碳氧化率" in note.zh for note in run(wide).notes)


class TestSpread:
    def test_a_shared_factor_adds_up_linearly(self) -> None:
        """One factor in two equal rows: twice its spread, not √2 times."""
        rows = [{**power(100_000, "A"), "emission_factor_own": None} for _ in range(2)]
        one = run(data_with(electricity=rows[:1]), 100_000).number(TOTAL)
        two = run(data_with(electricity=rows), 100_000).number(TOTAL)
        factor, activity = 0.05, 0.02
        assert one.relative == pytest.approx(math.hypot(factor, activity), rel=0.02)
        assert two.relative == pytest.approx(math.hypot(factor, activity / math.sqrt(2)), rel=0.02)

    def test_independent_rows_agree_with_approach_1(self) -> None:
        rows = [power(a, q) for a, q in ((50_000, "A"), (80_000, "C"), (20_000, "D"), (40_000, "B"))]
        book = book_of(data_with(electricity=rows))
        values = calculated_values(book)
        approach_1 = values[book.cells_of("u_sources_u")[6]]
        assert simulate(book, 100_000).number(TOTAL).relative == pytest.approx(approach_1, rel=0.02)

    def test_the_largest_source_comes_first_and_shares_add_up(self) -> None:
        rows = [power(100_000, "A"), power(100_000, "D")]
        found = run(data_with(electricity=rows), 100_000).number(TOTAL).contributions
        assert found[0].source.name == "electricity_electricity#2"
        assert [c.share for c in found] == sorted((c.share for c in found), reverse=True)
        assert sum(c.share for c in found) == pytest.approx(1, abs=0.02)

    def test_grades_have_shares_that_sum_to_one(self, small: Simulation) -> None:
        assert {t.name for t in small.texts} == {"synergy_grade", "optimised_grade"}
        for text in small.texts:
            assert sum(text.shares.values()) == pytest.approx(1)
            assert text.firm == (max(text.shares.values()) >= 0.95)

    def test_a_grade_that_could_flip_is_marked(self) -> None:
        found = simulate(book_of(WORKBOOK.examples["default"]), DRAWS).text("synergy_grade")
        assert 0.5 < max(found.shares.values()) < 0.95
        assert not found.firm

    def test_the_confidence_asked_for_is_that_of_the_workbook(self) -> None:
        data = copy.deepcopy(WORKBOOK.examples["default"])
        data["settings"] = {"confidence": 0.5}
        found = simulate(book_of(data), DRAWS)
        assert found.confidence == 0.5
        assert found.text("synergy_grade").firm

    def test_the_advanced_value_comes_with_the_performance(self, small: Simulation) -> None:
        methanol = small.number("performance_e_ghg")
        assert methanol.reference == 2.31
        assert methanol.met == pytest.approx(np.mean(methanol.draws <= 2.31))
        assert methanol.label == "煤制甲醇"


class TestWhatCannotBeSimulated:
    def test_a_blank_workbook_says_that_nothing_varies(self) -> None:
        found = simulate(book_of({}), 1000)
        assert not found.sources
        assert found.number(TOTAL).standard_deviation == 0
        assert any("没有任何结果" in note.zh for note in found.notes)

    def test_a_number_of_draws_out_of_range_is_refused(self) -> None:
        with pytest.raises(TwinLedgerError, match="抽样次数 5"):
            simulate(book_of(SMALL), 5)

    def test_a_result_that_is_an_error_is_named_and_left_out(self) -> None:
        found = run(data_with(fuels=[coal(100, oxidation_own=3)]))
        assert book_of(SMALL).cells_of(TOTAL)[0] in found.errors
        assert all(r.name != TOTAL for r in found.numbers)


class TestArrayFunctions:
    functions = array_functions()

    def test_every_function_of_the_catalogue_is_there(self) -> None:
        assert {"TL_FUEL_CO2", "TL_SYNERGY_GRADE", "TL_BENCHMARK", "TL_U_PRODUCT"} <= self.functions.keys()

    def test_a_draw_out_of_domain_is_an_error_and_the_others_are_not(self) -> None:
        lanes = self.functions["TL_FUEL_CO2"](100.0, np.array([20.0, -1.0, np.nan]), 0.026, 0.9)
        assert isinstance(lanes, np.ndarray)
        assert lanes[0] == call("TL_FUEL_CO2", [100.0, 20.0, 0.026, 0.9])
        assert np.isnan(lanes).tolist() == [False, True, True]

    def test_a_fixed_argument_out_of_domain_is_the_error_of_the_cell(self) -> None:
        found = self.functions["TL_FUEL_CO2"](100.0, np.array([20.0, 21.0]), 0.026, 3.0)
        assert found == ErrorValue("#NUM!")

    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("TL_STEAM_HEAT", [np.array([1.0, 2.5, 100.0]), 4.0, 420.0]),
            ("TL_STEAM_HEAT", [np.array([1.0, 2.5, 100.0]), 0.6, None]),
            ("TL_STEAM_HEAT", [10.0, np.array([1.0, 2.5, 4.0]), 420.0]),
            ("TL_BENCHMARK_LEVEL", ["methanol", np.array([1.0, 2.4, 9.0]), "TCCECTA0104-2023"]),
            ("TL_CO2E", [np.array([1.0, 2.0, 3.0]), "CH4"]),
            ("TL_FUEL_CO2", [np.array([1.0, 2.0, 3.0]), "", 0.026, 0.9]),
        ],
    )
    def test_arrays_give_what_the_cell_gives_draw_by_draw(self, name: str, arguments: list[Any]) -> None:
        found = self.functions[name](*arguments)
        expected = [call(name, [a[i].item() if isinstance(a, np.ndarray) else a for a in arguments]) for i in range(3)]
        assert list(found) == [pytest.approx(e) for e in expected]  # type: ignore[call-overload]

    def test_a_range_with_draws_in_it_is_read_draw_by_draw(self) -> None:
        found = self.functions["TL_U_PRODUCT"]([[np.array([0.03, 0.06]), 0.04]])
        assert list(found) == pytest.approx([0.05, math.hypot(0.06, 0.04)])  # type: ignore[call-overload]

    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("TL_RELEASE", [np.array([10.0, 20.0, 0.0]), [[0.36, 0.08], [0.51, 0.05]]]),
            ("TL_RELEASE", [np.array([10.0, 20.0, 5.0]), [[np.array([0.2, 0.3, 0.4]), np.array([0.8, 0.7, 0.6])]]]),
            ("TL_COUPLING", [[[np.array([0.2, 0.5, 1.0]), 0.5]]]),
            ("TL_TOPSIS", [[[np.array([1.0, 4.0, 9.0]), 2.0], [3.0, 5.0]], [0.5, 0.5], [1.0, -1.0]]),
            ("TL_ENTROPY_WEIGHTS", [[[np.array([1.0, 4.0, 9.0]), 2.0], [3.0, 5.0]], [1.0, 1.0]]),
        ],
    )
    def test_an_area_has_an_array_in_each_cell(self, name: str, arguments: list[Any]) -> None:
        found = self.functions[name](*arguments)

        def at(value: Any, draw: int) -> Any:
            if isinstance(value, list):
                return [at(part, draw) for part in value]
            return value[draw].item() if isinstance(value, np.ndarray) else value

        assert isinstance(found, list)
        for draw in range(3):
            expected = call(name, at(arguments, draw))
            assert [[cell[draw] for cell in row] for row in found] == [pytest.approx(row) for row in expected]

    def test_an_area_of_which_a_draw_is_wrong_is_wrong_in_that_draw_alone(self) -> None:
        fractions = [[np.array([0.4, 0.5]), 0.6]]
        found = self.functions["TL_RELEASE"](10.0, fractions)
        assert [cell[0] for cell in found[0]] == pytest.approx([4.0, 6.0])  # type: ignore[index]
        assert all(isinstance(cell[1], ErrorValue) for cell in found[0])  # type: ignore[index]

    def test_a_drawn_input_below_zero_releases_nothing_in_that_draw(self) -> None:
        found = self.functions["TL_RELEASE"](np.array([10.0, -1.0]), [[0.4, 0.6]])
        assert [math.isnan(cell[1]) for cell in found[0]] == [True, True]  # type: ignore[index]


class TestSynergyArrays:
    """The array reading against the exact one, on numbers as people write them, ties among them."""

    @staticmethod
    def cases() -> np.ndarray[Any, Any]:
        generator = np.random.default_rng(5)
        p = np.round(generator.uniform(0.05, 0.16, 3000), 3)
        g = np.round(generator.uniform(1.5, 3.1, 3000), 2)
        p[::7], g[::11] = 0.104, 2.31
        # S = −1 exactly: the deviations cancel.
        p[1::13], g[1::13] = 0.104 * 1.1, 2.31 * 0.9
        return np.vstack([p, g])

    @pytest.mark.parametrize("basis", ["reference", "project"])
    @pytest.mark.parametrize("decimals", [(None, None), (3, 2), (1, 1)])
    def test_state_grade_and_index_are_those_of_the_core(self, basis: str, decimals: tuple[Any, Any]) -> None:
        p, g = self.cases()
        found = assess_arrays(p, 0.104, g, 2.31, basis, *decimals)
        assert not found.wrong.any()
        for i, (one_p, one_g) in enumerate(zip(p.tolist(), g.tolist(), strict=True)):
            one = assess(one_p, 0.104, one_g, 2.31, basis, *decimals)
            assert STATE_TEXTS[found.states[i]] is one.state, (one_p, one_g)
            assert GRADE_TEXTS[found.grades[i]] is one.grade, (one_p, one_g)
            if one.index is None:
                assert math.isnan(found.index[i])
            else:
                assert found.index[i] == pytest.approx(float(one.index), rel=1e-9)

    def test_drawn_references_are_read_draw_by_draw(self) -> None:
        p, g = self.cases()
        found = assess_arrays(p, np.full(len(p), 0.104), g, np.full(len(g), 2.31))
        assert (found.grades == assess_arrays(p, 0.104, g, 2.31).grades).all()

    def test_the_functions_give_texts_in_the_language_asked_for(self) -> None:
        functions = array_functions()
        p = np.array([0.09, 0.2, np.nan, -0.1])
        arguments = (p, 0.104, 2.0, 2.31, "reference", 3.0, 2.0)
        grades = functions[SYNERGY_GRADE.function](*arguments, "en")
        assert list(grades)[:2] == ["acceptable", "to be optimised"]  # type: ignore[call-overload]
        assert all(isinstance(g, ErrorValue) for g in list(grades)[2:])  # type: ignore[call-overload]
        states = functions[SYNERGY_STATE.function](*arguments[:4])
        assert list(states)[:2] == ["双减", "污增碳减"]  # type: ignore[call-overload]
        index = functions[SYNERGY.function](*arguments)
        assert index[0] == call("TL_SYNERGY", [0.09, 0.104, 2.0, 2.31])  # type: ignore[index]
        assert np.isnan(index[2:]).all()  # type: ignore[index]

    def test_an_option_that_is_not_known_is_the_error_of_the_cell(self) -> None:
        lanes = np.array([0.09, 0.2])
        assert array_functions()["TL_SYNERGY_GRADE"](lanes, 0.104, 2.0, 2.31, "best") == ErrorValue("#VALUE!")
        assert array_functions()["TL_SYNERGY_GRADE"](lanes, 0.104, 2.0, 2.31, "reference", 99.0) == ErrorValue("#NUM!")


class TestPicture:
    def test_a_png_is_written(self, small: Simulation, tmp_path: Path) -> None:
        path = tmp_path / "分布.png"
        write_picture(small, path)
        assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
        assert list(tmp_path.iterdir()) == [path]

    def test_the_same_simulation_gives_the_same_picture(self, small: Simulation) -> None:
        assert draw_picture(small) == draw_picture(small)
        assert draw_picture(small, "zh", "svg") == draw_picture(small, "zh", "svg")

    def test_settings_of_the_current_folder_have_no_say(
        self, small: Simulation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Such a file lies where the files of others lie; this one has LaTeX started, by its bare name."""
        import matplotlib

        (tmp_path / "matplotlibrc").write_text("text.usetex: True\nfigure.facecolor: black\n")
        monkeypatch.chdir(tmp_path)
        before = draw_picture(small, "zh", "svg")
        hostile = matplotlib.rc_params_from_file(tmp_path / "matplotlibrc", use_default_template=True)
        with matplotlib.rc_context({k: hostile[k] for k in ("text.usetex", "figure.facecolor")}):
            assert draw_picture(small, "zh", "svg") == before
            assert matplotlib.rcParams["text.usetex"], "what others have set is left alone"

    def test_without_a_chinese_font_the_labels_are_english(
        self, small: Simulation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("pycore.simulate.picture.chinese_font", lambda: None)
        svg = draw_picture(small, "zh", "svg")
        assert svg == draw_picture(small, "en", "svg")

    def test_a_font_that_is_found_is_installed(self) -> None:
        from matplotlib import font_manager

        font = chinese_font()
        assert font is None or font_manager.findfont(font, fallback_to_default=False)

    def test_another_format_is_refused(self, small: Simulation, tmp_path: Path) -> None:
        with pytest.raises(FileProblem, match="png"):
            write_picture(small, tmp_path / "a.docx")


class TestCommand:
    @pytest.fixture
    def book(self, tmp_path: Path) -> Path:
        path = tmp_path / "示例.xlsx"
        path.write_bytes(write_workbook(WORKBOOK, "zh", SMALL))
        return path

    def test_json_is_valid_and_repeats_the_run(self, book: Path) -> None:
        result = CliRunner().invoke(build(), ["simulate", str(book), "--draws", "2000", "--seed", "3", "--json"])
        assert result.exit_code == 0

        def refuse(constant: str) -> None:
            raise AssertionError(constant)

        found = json.loads(result.stdout, parse_constant=refuse)
        simulation = simulate(Book.open(book), 2000, 3)
        assert (found["draws"], found["seed"]) == (2000, 3)
        assert found["numbers"][0]["mean"] == simulation.number(TOTAL).mean
        assert {s["name"] for s in found["sources"]} == names(simulation)
        assert {t["title"] for t in found["texts"]} == {"等级", "措施后等级"}

    @pytest.mark.parametrize(("language", "word"), [("zh", "数值结果"), ("en", "Main sources of uncertainty")])
    def test_tables_are_printed_and_the_picture_is_written(
        self, book: Path, tmp_path: Path, language: str, word: str
    ) -> None:
        picture = tmp_path / "a.png"
        arguments = ["simulate", str(book), "--draws", "2000", "--picture", str(picture), "--lang", language]
        result = CliRunner().invoke(build(), arguments)
        assert result.exit_code == 0
        assert word in result.stdout
        assert picture.exists()

    def test_a_picture_of_another_format_is_refused_before_the_run(self, book: Path) -> None:
        result = CliRunner().invoke(build(), ["simulate", str(book), "--picture", "a.jpg"])
        assert result.exit_code == 2

    def test_the_progress_is_told_block_by_block(self) -> None:
        told: list[tuple[int, int]] = []
        simulate(book_of(SMALL), 2 * BLOCK + 5, 1, lambda done, wanted: told.append((done, wanted)))
        assert [done for done, _ in told] == [BLOCK, 2 * BLOCK, 2 * BLOCK + 5]


class TestWhatFormulaArraysGiveASimulation:
    """The parts of FormulaArrays that only a simulation uses."""

    A1, A2, B1, B2, C1 = (("表", row, column) for row, column in ((1, 1), (2, 1), (1, 2), (2, 2), (1, 3)))

    def arrays(self, formulas: Mapping[Any, str], values: Mapping[Any, Any]) -> FormulaArrays:
        return FormulaArrays(formulas, values, {}, {})

    def test_varying_follows_a_lookup_to_the_one_row_that_it_finds(self) -> None:
        arrays = self.arrays({self.C1: "=INDEX(A1:A2,2)*2"}, {self.A1: 1.0, self.A2: 2.0, self.C1: 4.0})
        assert arrays.varying([self.C1], [self.A1, self.A2]) == {self.A2, self.C1}

    def test_varying_leaves_out_a_branch_that_is_closed(self) -> None:
        arrays = self.arrays({self.C1: "=IF(B1,A1,A2)"}, {self.A1: 1.0, self.A2: 2.0, self.B1: True})
        assert arrays.varying([self.C1, self.A2], [self.A1, self.A2]) == {self.A1, self.A2, self.C1}
        assert arrays.varying([self.C1], [self.A1, self.A2]) == {self.A1, self.C1}

    def test_an_error_in_a_sum_is_an_error_whatever_the_engine_calculated(self) -> None:
        values = {self.A1: "x", self.A2: "x", self.B1: 5.0, self.B2: ErrorValue("#NUM!"), self.C1: 5.0}
        arrays = self.arrays({self.C1: '=SUMIFS(B1:B2,A1:A2,"x")'}, values)
        assert arrays.evaluate([self.C1], {self.B1: np.array([1.0, 2.0])})[self.C1] == ErrorValue("#NUM!")

    def test_a_cell_that_is_once_found_to_be_numbers_still_shows_its_errors(self) -> None:
        formulas = {self.B1: '=IF(A1="","leer",A1)', self.B2: '=IF(A1<>"",1,2)', self.C1: '=IF(A1="",1,2)'}
        arrays = self.arrays(formulas, {self.A1: 1.0})
        for draws in (np.array([1.0, 2.0]), np.array([1.0, np.nan])):
            found = arrays.evaluate([self.B1, self.B2, self.C1], {self.A1: draws})
            assert np.isnan(np.broadcast_to(found[self.B1], 2)).tolist() == np.isnan(draws).tolist()
            assert np.nan_to_num(np.broadcast_to(found[self.B2], 2)).tolist() == [
                1.0,
                0.0 if np.isnan(draws[1]) else 1.0,
            ]
            assert np.nan_to_num(np.broadcast_to(found[self.C1], 2)).tolist() == [
                2.0,
                0.0 if np.isnan(draws[1]) else 2.0,
            ]
