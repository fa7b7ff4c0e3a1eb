"""What `explain_cell` and `twinledger explain` say about the cells of a small coal chemical workbook."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import pycore.cli
from pycore.cells.addresses import column_letters
from pycore.cells.stored import ErrorValue, Value
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import calculate_file
from pycore.errors import FileProblem
from pycore.explain.address import AddressProblem, find_cell
from pycore.explain.explain import explain_cell
from pycore.explain.explanation import CellKind, Explanation
from pycore.explain.gathering import MOST_SOURCES
from pycore.explain.source import Why
from pycore.explain.values import written
from pycore.formulas.tree import address, parse
from pycore.reading.book import Book, CellKey
from pycore.sheets.writer import write_workbook
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.lists import PROCESS_UNITS

PROPOSED = {"stage": "proposed", "evidence": "可研 表 5-2", "quality": "B"}
DATA: dict[str, Any] = {
    "project": {"name": "示例", "province": "inner_mongolia"},
    "products": [{"product": "methanol", "proposed": 1_000_000, "u": 0.02}],
    "units": [{"proposed": "yes"} for _ in PROCESS_UNITS],
    "fuels": [
        {**PROPOSED, "unit": "gasification", "fuel": "bituminous", "consumption": 100_000},
        {**PROPOSED, "unit": "gasification", "fuel": "natural_gas", "consumption": 50, "ncv_own": 389.0,
         "reason": "化验单"},
        {**PROPOSED, "unit": "auxiliary", "fuel": "natural_gas", "in_balance": "yes", "consumption": 10},
        {**PROPOSED, "stage": "existing", "unit": "gasification", "fuel": "natural_gas", "consumption": 7},
    ],
    "carbon": [
        {**PROPOSED, "unit": "gasification", "direction": "in", "flow": "external", "material": "feed_coal",
         "quantity": 1_500_000, "content_own": 0.6, "reason": "化验"},
        {**PROPOSED, "unit": "methanol_synthesis", "direction": "product", "material": "methanol",
         "quantity": 1_000_000},
    ],
    "electricity": [{**PROPOSED, "unit": "auxiliary", "trade": "bought", "electricity": 300_000}],
    "nox": [{**PROPOSED, "unit": "auxiliary", "stack": "DA001", "concentration": 50, "flow": 500_000,
             "hours": 8000}],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook in Chinese and English, calculated with the core and natively, and not calculated."""
    folder = tmp_path_factory.mktemp("explain")
    fuel = {**DATA["fuels"][0], "carbon_measured": 0.55}
    measured = {**DATA, "fuels": [fuel, *DATA["fuels"][1:]]}
    older = {**DATA, "settings": {"fuel_set": "2015"}}
    for name, language, data, native in (
        ("zh", "zh", DATA, False),
        ("en", "en", DATA, False),
        ("native", "zh", DATA, True),
        ("older", "zh", older, False),
        ("measured", "zh", measured, False),
    ):
        made = folder / f"{name}-made.xlsx"
        made.write_bytes(write_workbook(WORKBOOK, "en" if language == "en" else "zh", data))
        calculate_file(made, folder / f"{name}.xlsx", engine_functions(), native=native)
    return folder


@pytest.fixture(scope="module")
def book(folder: Path) -> Book:
    return Book.open(folder / "zh.xlsx")


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run `twinledger explain` on one of the workbooks."""
    modules = dict.fromkeys([*pycore.cli.COMMAND_MODULES, "pycore.commands.explain"])
    monkeypatch.setattr(pycore.cli, "COMMAND_MODULES", tuple(modules))
    app = pycore.cli.build()

    def run(name: str, *arguments: str) -> Any:
        return CliRunner().invoke(app, ["explain", str(folder / f"{name}.xlsx"), *arguments])

    return run


def explained(book: Book, text: str, depth: int | None = None) -> Explanation:
    return explain_cell(book, find_cell(book, text), depth)


def key(book: Book, name: str, row: int = 1) -> CellKey:
    """The cell of a row of a named column, wherever the column stands."""
    return book.cells_of(name)[row - 1]


def at(book: Book, name: str, row: int = 1) -> str:
    """The address of a cell of a named column, as `化石燃料!F7`."""
    return address(key(book, name, row))


def last_column(book: Book) -> str:
    """The letters of the last column of the ledger of fuels."""
    table = book.definition.table("fuels")
    return column_letters(max(key(book, f"fuels_{column.key}")[2] for column in table.columns))


def edited(book: Book, sheet: str, cells: dict[tuple[int, int], str]) -> Book:
    """The book with formulas that a user typed in; values stay as they were."""
    keys = {(sheet, *place): formula for place, formula in cells.items()}
    changed = Book(book.package, book.definition, book.language, book.version, book.name)
    changed.__dict__["cells"] = {
        **book.cells,
        **{k: dataclasses.replace(book.cells[k], formula=f) for k, f in keys.items()},
    }
    return changed


class TestLedgerCell:
    def test_equation_stands_with_its_numbers_and_clause(self, book: Book) -> None:
        """The emission is chosen of two ways, by calorific value or by measured carbon: beneath stands the chosen one."""
        sheet, cell = at(book, "fuels_co2").split("!")
        found = explained(book, f"'{sheet}'!{cell}")
        chosen = found.children[0]
        assert (chosen.cell, chosen.value) == (at(book, "fuels_co2_energy"), found.value)
        (equation,) = chosen.equations
        arguments = [at(book, f"fuels_{name}") for name in ("consumption", "ncv", "carbon_content", "oxidation")]
        assert equation.function == "TL_FUEL_CO2"
        assert equation.call == f"TL_FUEL_CO2({','.join(a.split('!')[1] for a in arguments)})"
        assert equation.formula == "consumption × ncv × carbon_content × oxidation × 44/12"
        assert "100000 × 19.57 × 0.02618 × 0.93 × 44/12 = 174708.8266 tCO2" in equation.numbers[0].zh
        assert "GB/T 32151.10" in equation.clause.zh
        assert equation.flag == "V"
        assert [a.cell for a in equation.arguments] == arguments

    @pytest.mark.parametrize("name", ["fuels_co2[1]", "fuels_counted[1]"])
    def test_the_cell_alone_says_the_equation_of_what_it_hands_on(self, book: Book, name: str) -> None:
        alone = explained(book, name, 0)
        assert alone.equations == explained(book, "fuels_co2_energy[1]", 0).equations
        assert alone.equations[0].function == "TL_FUEL_CO2"
        where = at(book, "fuels_co2_energy")
        assert f"采用 {where}（按发热量）的值" in [n.zh for n in alone.notes]
        assert f"takes {where} (by calorific value)" in [n.en for n in alone.notes]

    def test_an_equation_stands_once_in_a_tree(self, book: Book) -> None:
        for depth in (0, 1, 2, None):
            every = explained(book, "fuels_counted[1]", depth).walk()
            assert [e.equations[0].function for e in every if e.equations] == ["TL_FUEL_CO2"], depth

    def test_a_value_that_is_calculated_further_hands_nothing_on(self, book: Book) -> None:
        assert (
            explained(
                edited(book, "化石燃料", {key(book, "fuels_counted")[1:]: "N7*1"}), "fuels_counted[1]", 0
            ).equations
            == ()
        )

    def test_measured_carbon_leads_to_its_own_equation(self, folder: Path) -> None:
        found = explained(Book.open(folder / "measured.xlsx"), "fuels_co2[1]", 1)
        assert found.children[0].cell == at(Book.open(folder / "measured.xlsx"), "fuels_co2_measured")
        assert [e.call.split("(")[0] for e in found.children[0].equations] == ["TL_MEASURED_CO2"]

    def test_constant_of_the_equation_has_its_source(self, book: Book) -> None:
        (constant,) = explained(book, "fuels_co2_energy[1]").equations[0].constants
        assert "constant.co2_per_carbon" in constant.en

    def test_label_is_table_row_column_and_unit(self, book: Book) -> None:
        found = explained(book, "fuels_co2[1]", 0)
        assert (found.title.zh, found.row, found.column.zh, found.unit.zh) == (
            "化石燃料消耗台账", "拟建/气化/烟煤", "CO2 排放量", "tCO2",
        )  # fmt: skip

    def test_arguments_lead_down_to_inputs_and_factors(self, book: Book) -> None:
        found = explained(book, "fuels_co2[1]").children[0]
        consumption, ncv, carbon, oxidation = (c for c in found.children if c.why is Why.VALUE)
        assert consumption.kind is CellKind.INPUT
        assert "佐证：可研 表 5-2" in [n.zh for n in consumption.notes]
        for part, parameter in ((ncv, "ncv"), (carbon, "carbon_content"), (oxidation, "oxidation")):
            factor = part.children[0]
            assert factor.kind is CellKind.FACTOR
            assert factor.factor is not None
            assert factor.factor.id == f"fuel.2023.bituminous.{parameter}"
        assert ncv.children[0].factor is not None
        assert ncv.children[0].factor.source.startswith("统计年鉴")
        assert ncv.children[0].factor.flag == "V2"
        assert ncv.children[0].factor.year == "2023"
        assert ncv.children[0].found is not None
        assert "fuel.2023.bituminous.ncv" in ncv.children[0].found.en

    def test_leaves_are_inputs_factors_or_labels(self, book: Book) -> None:
        leaves = [e for e in explained(book, "fuels_co2[1]").walk() if not e.children]
        opened = {e.cell for e in leaves if not e.repeated}
        assert {e.kind for e in leaves if e.cell in opened} == {CellKind.INPUT, CellKind.FACTOR}

    def test_a_fixed_value_comes_from_the_cell_that_is_filled_in(self, book: Book) -> None:
        """A row counts because its stage is filled in."""
        (stage,) = explained(book, "fuels_counting[1]", 1).children
        assert (stage.cell, stage.why, stage.value) == (at(book, "fuels_stage"), Why.CONDITION, "拟建")

    def test_lookup_shows_the_row_that_was_found_and_not_the_range(self, book: Book) -> None:
        ncv = explained(book, "fuels_ncv[1]", 1)
        assert [c.cell.split("!")[0] for c in ncv.children if c.why is Why.VALUE] == ["因子库"]
        assert [c.value for c in ncv.children if c.why is Why.KEY][1] == "烟煤"

    def test_addin_switch_is_no_source(self, book: Book) -> None:
        assert not [e for e in explained(book, "synergy_grade[1]").walk() if e.cell.startswith("封面")]

    def test_superseded_factor_names_the_newer_one(self, folder: Path) -> None:
        found = explained(Book.open(folder / "older.xlsx"), "fuels_ncv[1]")
        factor = found.children[0].factor
        assert factor is not None
        assert (factor.id, factor.superseded_by) == ("fuel.2015.bituminous.ncv", "fuel.2023.bituminous.ncv")

    def test_own_value_says_so_and_gives_its_reason(self, book: Book) -> None:
        used = explained(book, "fuels_ncv[2]")
        assert "采用自有值，代替缺省值 389.31" in [n.zh for n in used.notes]
        (own,) = used.children
        assert own.kind is CellKind.OWN_VALUE
        assert own.value == 389.0
        assert "自有值，理由：化验单" in [n.zh for n in own.notes]
        assert "own value, reason: 化验单" in [n.en for n in own.notes]

    def test_only_the_branch_that_calculates_is_followed(self, book: Book) -> None:
        counted = explained(book, "fuels_counted[1]", 1)
        assert [c.cell for c in counted.children if c.why is Why.VALUE] == [at(book, "fuels_co2")]
        counting = at(book, "fuels_counting", 3)
        in_balance = explained(book, "fuels_counted[3]", 1)
        assert [(c.why, c.value) for c in in_balance.children if c.cell != counting] == [(Why.CONDITION, "是")]
        assert [(c.why, c.value) for c in in_balance.children if c.cell == counting] == [(Why.CONDITION, 1.0)]

    def test_blank_result_names_the_blank_cells(self, book: Book) -> None:
        (found,) = explained(book, "fuels_co2[20]", 2).children
        assert found.shown_value("zh") == "空白"
        assert len(found.children) == 4
        assert all(c.found is not None and "blank" in c.found.en for c in found.children)

    def test_blank_input_is_said_to_be_blank(self, book: Book) -> None:
        found = explained(book, "fuels_ncv_own[1]")
        assert found.kind is CellKind.BLANK
        assert [n.en for n in found.notes] == ["not filled in"]


class TestResults:
    def test_summary_lists_only_the_rows_that_count(self, book: Book) -> None:
        found = explained(book, "summary_proposed_fuel[1]", 1)
        rows = [c.row for c in found.children if c.why is Why.VALUE]
        assert rows == ["拟建/气化/烟煤", "拟建/气化/天然气"]
        assert "另有 38 个不符合条件、空白或为零" in [n.zh for n in found.notes]

    def test_sum_counts_the_blank_and_zero_cells_in_words(self, book: Book) -> None:
        found = explained(book, "fuels_counted_total", 1)
        assert len(found.children) == 3
        assert [n.en for n in found.notes] == ["37 more are blank or zero"]

    def test_performance_comes_from_the_summary_and_that_from_the_ledgers(self, book: Book) -> None:
        found = explained(book, "performance_e_ghg")
        titles = [e.title.en for e in found.walk()]
        wanted = ("By process unit and source: proposed project", "Carbon balance of each process unit")
        ledgers = ("Ledger of fossil fuels", "Ledger of electricity bought and sold")
        assert found.equations[0].function == "TL_INTENSITY"
        assert set(wanted) | set(ledgers) <= set(titles)

    def test_synergy_grade_says_the_steps_of_the_method(self, book: Book) -> None:
        (equation,) = explained(book, "synergy_grade").equations
        assert equation.function == "TL_SYNERGY_GRADE"
        said = [n.zh for n in equation.numbers]
        assert "污染物相对偏差：(0.2 − 0.104)/0.104 = +92.3077%" in said
        assert "状态：污增碳减；等级：需优化" in said
        assert equation.flag == "I"

    def test_advanced_value_says_its_source(self, book: Book) -> None:
        """It is taken from the workbook's own sheet of benchmarks, with the add-in as without it."""
        factor = explained(book, "synergy_ref_nox[1]").children[0].factor
        assert factor is not None
        assert (factor.id, factor.flag) == ("benchmark.MEE2026.methanol.NOx", "S")

    def test_ordinary_formula_is_shown_with_its_numbers(self, book: Book) -> None:
        found = explained(book, "synergy_dev_nox[1]", 0)
        assert found.numbers == "(0.2 − 0.104) / 0.104"
        assert found.shown_value("zh") == "92.30769231%"

    def test_native_workbook_explains_with_the_same_equation(self, folder: Path, book: Book) -> None:
        native = Book.open(folder / "native.xlsx")
        for name in ("fuels_co2_energy[1]", "synergy_grade[1]", "performance_e_ghg[1]"):
            core, plain = explained(book, name, 1), explained(native, name, 1)
            assert plain.equations == core.equations
            assert plain.equations
            assert {(c.cell, c.why) for c in plain.children} == {(c.cell, c.why) for c in core.children}
            arguments = {a.cell for e in plain.equations for a in e.arguments if a.cell}
            assert all(c.why is Why.VALUE for c in plain.children if c.cell in arguments)
            others = {c.cell for c in plain.children if c.why is not Why.VALUE}
            assert others <= {at(native, "fuels_counting")}

    def test_native_advanced_value_leads_to_the_benchmark_row(self, folder: Path) -> None:
        found = explained(Book.open(folder / "native.xlsx"), "synergy_ref_nox[1]")
        factor = found.children[0].factor
        assert factor is not None
        assert (factor.id, factor.flag) == ("benchmark.MEE2026.methanol.NOx", "S")


class TestLimits:
    def test_every_formula_of_the_workbook_can_be_explained(self, book: Book) -> None:
        columns = {(sheet, column): (sheet, row, column) for sheet, row, column in book.formulas}
        for cell in columns.values():
            assert explain_cell(book, cell, 1).cell

    def test_a_cell_is_opened_once(self, book: Book) -> None:
        every = explained(book, "synergy_grade").walk()
        opened = [e.cell for e in every if not e.repeated]
        assert len(opened) == len(set(opened))
        assert any(e.repeated for e in every)

    def test_depth_says_how_many_cells_are_not_opened(self, book: Book) -> None:
        found = explained(book, "fuels_co2_energy[1]", 1)
        assert [c.unexplored for c in found.children if c.why is Why.VALUE] == [0, 3, 3, 3]
        assert not any(c.children for c in found.children)

    def test_circular_formulas_end(self, book: Book) -> None:
        co2 = at(book, "fuels_co2")
        circular = edited(book, "化石燃料", {key(book, "fuels_consumption")[1:]: f"{co2.split('!')[1]}*2"})
        found = explained(circular, "fuels_co2[1]")
        again = [e for e in found.walk() if e.cell == co2]
        assert [e.repeated for e in again] == [False, True]

    @pytest.mark.parametrize("shown", [ErrorValue("#REF!"), 0.0])
    def test_a_circle_is_named_with_its_cells(self, book: Book, shown: Value) -> None:
        names = ("fuels_consumption", "fuels_co2", "fuels_co2_energy")
        consumption, co2, energy = (at(book, name) for name in names)
        circular = edited(book, "化石燃料", {key(book, names[0])[1:]: f"{co2.split('!')[1]}*2"})
        showing = circular.with_results(dict.fromkeys((key(book, name) for name in names), shown))
        found = explained(showing, "fuels_co2[1]")
        notes = [n for e in found.walk() for n in e.notes if "循环引用" in n.zh]
        assert notes
        circle = " → ".join((consumption, co2, energy, consumption))
        assert all(circle in n.zh for n in notes), (circle, notes)
        assert all(circle in n.en for n in notes)

    def test_very_long_formula_is_explained_or_named(self, book: Book) -> None:
        long = edited(book, "化石燃料", {(7, 6): "+".join(["F8"] * 2500)})
        assert explained(long, "化石燃料!F7", 1).formula.startswith("=F8+F8")

    def test_many_sources_are_capped_in_words(self, book: Book) -> None:
        many = edited(book, "化石燃料", {(7, 6): "COUNTA(factors_id)"})
        found = explained(many, "化石燃料!F7", 1)
        assert len(found.children) == MOST_SOURCES
        assert any("未列出" in n.zh for n in found.notes)

    def test_value_that_no_longer_fits_its_formula_is_named(self, book: Book) -> None:
        stale = edited(book, "化石燃料", {(7, 6): "F8*3"})
        assert any("100000" in n.zh and "150" in n.zh for n in explained(stale, "化石燃料!F7", 1).notes)

    def test_number_in_place_of_a_formula_is_named(self, book: Book) -> None:
        typed = edited(book, "化石燃料", {})
        cell = key(book, "fuels_co2")
        typed.cells[cell] = dataclasses.replace(book.cells[cell], formula=None)
        assert explained(typed, "fuels_co2[1]").kind is CellKind.OVERWRITTEN

    def test_formula_is_written_with_the_parentheses_that_it_needs(self) -> None:
        for formula in (
            "(A1+B1)*2-(C1-D1)",
            "-A1^2",
            "2^(1+A1)",
            'IF(A1="x""y",{1,2;3,4},A1:B2)',
            "A1/(B1/C1)",
        ):
            assert written(parse(formula)) == formula


class TestAddresses:
    @pytest.mark.parametrize(
        "text",
        [
            "'化石燃料'!{column}{row}",
            "化石燃料!{column}{row}",
            "Fuels!{column}{row}",
            "fuels!${column}${row}",
            "fuels_co2[1]",
            "fuels_co2",
            "FUELS_CO2[1]",
        ],
    )
    def test_every_spelling_is_the_same_cell(self, book: Book, text: str) -> None:
        _, row, column = key(book, "fuels_co2")
        assert find_cell(book, text.format(column=column_letters(column), row=row)) == ("化石燃料", row, column)

    def test_english_book_knows_its_sheets_by_their_chinese_names(self, folder: Path) -> None:
        assert find_cell(Book.open(folder / "en.xlsx"), "化石燃料!K7") == ("Fuels", 7, 11)

    @pytest.mark.parametrize(
        ("text", "zh", "en"),
        [
            ("化石燃!K7", "没有工作表“化石燃”。是否为 化石燃料？", "Did you mean 化石燃料?"),
            ("Fuel!K7", "是否为 化石燃料？", 'There is no sheet "Fuel".'),
            ("K7", "没有写工作表", "names no sheet"),
            ("$K$8", "例如 封面!K8", "for example 封面!K8"),
            ("Fuels!ZZ99", "“化石燃料”的内容在 A1:{last}47", "holds A1:{last}47"),
            ("Fuels!A9999999", "不是有效的单元格", "is no cell of a sheet"),
            ("Fuels!K7:K9", "一次只能解释一个单元格", "One cell can be explained at a time"),
            ("synergy_grad", "是否为 synergy_grade", "Did you mean synergy_grade"),
            ("synergy_grade[9]", "synergy_grade 有 4 个单元格", "expected 1 to 4"),
            ("", "不是单元格地址", "is neither a cell nor a name"),
        ],
    )
    def test_bad_address_says_what_there_is(self, book: Book, text: str, zh: str, en: str) -> None:
        with pytest.raises(AddressProblem) as problem:
            find_cell(book, text)
        assert zh.format(last=last_column(book)) in problem.value.text.zh
        assert en.format(last=last_column(book)) in problem.value.text.en

    def test_empty_cell_between_tables_names_the_tables(self, book: Book) -> None:
        with pytest.raises(AddressProblem, match=rf"化石燃料消耗台账 A7:{last_column(book)}46"):
            explained(book, "化石燃料!B6")

    def test_file_that_was_never_calculated_asks_for_it(self, folder: Path) -> None:
        with pytest.raises(FileProblem, match=r"twinledger calculate zh-made\.xlsx"):
            explained(Book.open(folder / "zh-made.xlsx"), "fuels_co2[1]")


class TestCommand:
    def test_tree_in_chinese(self, book: Book, run: Callable[..., Any]) -> None:
        result = run("zh", at(book, "fuels_co2"))
        assert result.exit_code == 0
        for words in (
            "代入：",
            "依据：GB/T 32151.10",
            "〔填写〕",
            "〔因子〕",
            "来源：统计年鉴",
            "[V2] 两处以上公开资料一致",
            "（见上）",
        ):
            assert words in result.output

    def test_tree_in_english(self, book: Book, run: Callable[..., Any]) -> None:
        result = run("en", at(book, "fuels_co2").replace("化石燃料", "Fuels"), "--lang", "en")
        assert result.exit_code == 0
        for words in (
            "numbers: ",
            "clause: GB/T 32151.10",
            "[input]",
            "[factor]",
            "[V2] the same in two or more public sources",
            "(see above)",
        ):
            assert words in result.output

    def test_native_form_is_said_once(self, run: Callable[..., Any]) -> None:
        output = run("zh", "summary_proposed_fuel[1]").output
        assert output.count("TL_FUEL_CO2(") == 2
        assert output.count("原生公式：IF(AND(F7>=0") == 1

    def test_json_is_valid_and_holds_the_tree(self, run: Callable[..., Any]) -> None:
        result = run("zh", "synergy_grade[1]", "--json")
        found = json.loads(result.output, parse_constant=pytest.fail)
        assert found["cell"] == "碳污协同度!J8"
        assert found["equations"][0]["clause"]["flag"] == "I"
        assert found["children"][0]["children"]

    def test_depth_0_is_the_cell_alone(self, run: Callable[..., Any]) -> None:
        assert json.loads(run("zh", "fuels_co2", "--depth", "0", "--json").output)["children"] == []

    @pytest.mark.parametrize("address", ["化石!K7", "Fuels!ZZ99", "nothing_here", "化石燃料!B6"])
    def test_bad_address_exits_2_with_a_sentence(self, run: Callable[..., Any], address: str) -> None:
        result = run("zh", address)
        assert result.exit_code == 2
        assert "化石燃料" in result.output or "名称" in result.output
        assert "Traceback" not in result.output

    def test_not_calculated_exits_2(self, run: Callable[..., Any]) -> None:
        result = run("zh-made", "synergy_grade", "--lang", "en")
        assert result.exit_code == 2
        assert "First run: twinledger calculate zh-made.xlsx" in result.output
