"""A filled workbook becomes models and tables, and all that is wrong in it is named by its cell."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.addresses import column_letters
from pycore.equations.domain import Domain
from pycore.errors import FileProblem, Problem, WorkbookProblems
from pycore.language import Language, Text
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.reading.reader import Filled, inspect_workbook, panel_model, read_workbook, row_model
from pycore.sheets.definition import (
    ChoiceList,
    Column,
    Field,
    Kind,
    Panel,
    Role,
    Sheet,
    Table,
    Workbook,
)
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.user_names import name_problem
from pycore.sheets.writer import write_workbook
from workbooks.coal_chemical.lists import PROCESS_UNITS

pytestmark = pytest.mark.slow

Data = Mapping[str, Any]
WORKBOOK = installed_workbooks()["coal_chemical"]
FIRST_OWN_UNIT = [code for code, _ in PROCESS_UNITS].index("own1")
PROJECT = {"name": "某煤制烯烃项目", "nature": "new", "province": "shaanxi"}
FUEL = {"stage": "proposed", "unit": "auxiliary", "fuel": "anthracite", "consumption": 12.5}


def written(language: Language = "zh", **data: Any) -> bytes:
    return _written(language, repr(data))


@cache
def _written(language: Language, data: str) -> bytes:
    """Write each set of data once; most tests begin with the same few."""
    return write_workbook(WORKBOOK, language, {"project": PROJECT, **ast.literal_eval(data)})


def problems(data: bytes) -> dict[str, Problem]:
    """Problems by cell; no cell may have two of one kind."""
    found = inspect_workbook(data)[1]
    assert len({(p.where, p.found.zh) for p in found}) == len(found)
    return {p.where: p for p in found}


def cell_of(data: bytes, name: str, row: int = 0) -> tuple[str, str]:
    """Sheet and address of a cell of a defined name, read from the file."""
    sheet, r, c = Book.open(data).cells_of(name)[row]
    return sheet, f"{column_letters(c)}{r}"


def with_cell(data: bytes, name: str, row: int, content: str) -> bytes:
    """Put raw content such as ``t="b"><v>1</v>`` into a cell of the file."""
    package = Package.read(data)
    sheet, address = cell_of(data, name, row)
    part = package.sheet(sheet).part
    pattern = rf'<c r="{address}"( s="\d+")?(?:/>| ?[^>]*>.*?</c>)'
    changed, count = re.subn(
        pattern,
        lambda m: f'<c r="{address}"{m[1] or ""} {content}</c>',
        package.members[part].decode(),
        count=1,
    )
    assert count == 1
    return package.with_members({part: changed.encode()})


def with_names(data: bytes, **names: str) -> bytes:
    """Let defined names of the file stand for something else."""
    package = Package.read(data)
    xml = package.members["xl/workbook.xml"].decode()
    for name, formula in names.items():
        xml, count = re.subn(rf'(<definedName name="{name}">)[^<]*', lambda m, f=formula: m[1] + f, xml)
        assert count == 1
    return package.with_members({"xl/workbook.xml": xml.encode()})


class TestReading:
    def test_choices_become_codes_numbers_floats_and_texts_stay(self) -> None:
        row = read_workbook(written(fuels=[{**FUEL, "use": "锅炉", "quality": "A"}])).tables["fuels"][0]
        assert (row.stage, row.unit, row.fuel) == ("proposed", "auxiliary", "anthracite")
        assert (row.consumption, row.use, row.quality) == (12.5, "锅炉", "A")
        assert (row["consumption"], row["use"]) == (12.5, "锅炉")
        assert row.ncv_own is None
        assert row.evidence is None

    def test_a_workbook_reads_to_the_same_in_both_languages(self) -> None:
        methanol = WORKBOOK.list("product").label("methanol")
        data: Data = {
            "fuels": [FUEL, {**FUEL, "fuel": "natural_gas", "in_balance": "yes"}],
            "products": [{"product": "methanol", "proposed": 5e5}],
            "measures": [{"name": "余热", "unit": "shift", "product": methanol.zh, "adopted": "yes"}],
            "settings": {"reading": "province", "factor_year": "2022"},
        }
        english = {**data, "measures": [{**data["measures"][0], "product": methanol.en}]}
        zh, en = read_workbook(written("zh", **data)), read_workbook(written("en", **english))
        assert (zh.template, zh.version, zh.language) == ("coal_chemical", WORKBOOK.version, "zh")
        assert en.language == "en"
        for key in data.keys() - {"settings"}:
            assert [inputs(r, key) for r in zh.tables[key]] == [inputs(r, key) for r in en.tables[key]]
        assert (zh.panels["settings"].reading, en.panels["settings"].reading) == ("province", "province")
        assert zh.panels["settings"].factor_year == en.panels["settings"].factor_year == "2022"
        assert zh.panels["project"].province == en.panels["project"].province == "shaanxi"
        assert zh.tables["measures"][0].product == en.tables["measures"][0].product == "methanol"

    def test_names_of_own_process_units_are_read_though_nothing_has_calculated_the_list(self) -> None:
        data = written(
            own_units={"unit1": "EVA 装置", "unit2": "+聚乙烯醇"},
            fuels=[
                {**FUEL, "unit": "EVA 装置"},
                {**FUEL, "unit": "+聚乙烯醇"},
                {**FUEL, "unit": "自定义工序3"},
            ],
        )
        assert [r.unit for r in read_workbook(data).tables["fuels"]] == ["own1", "own2", "own3"]

    def test_an_own_name_is_read_though_the_cached_label_is_that_of_the_template(self) -> None:
        data = written(own_units={"unit1": "EVA"}, fuels=[{**FUEL, "unit": "EVA"}])
        content = 't="str"><f>IF(own_units_unit1="","x",own_units_unit1)</f><v>自定义工序1</v>'
        assert read_workbook(with_cell(data, "unit_list", FIRST_OWN_UNIT, content)).tables["fuels"][0].unit == "own1"

    def test_capitals_make_no_difference_as_in_a_spreadsheet(self) -> None:
        data = written("en", fuels=[{**FUEL, "stage": "PROPOSED"}])
        assert read_workbook(data).tables["fuels"][0].stage == "proposed"

    def test_a_number_in_a_text_cell_is_its_text(self) -> None:
        data = written(fuels=[{**FUEL, "use": 3, "evidence": 2.5}])
        row = read_workbook(data).tables["fuels"][0]
        assert (row.use, row.evidence) == ("3", "2.5")

    def test_a_formula_in_an_input_cell_counts_with_its_value(self) -> None:
        data = with_cell(written(fuels=[FUEL]), "fuels_consumption", 0, "><f>6*7</f><v>42</v>")
        assert read_workbook(data).tables["fuels"][0].consumption == 42.0

    def test_blank_rows_are_passed_over_and_rows_know_their_cells(self) -> None:
        data = written(fuels=[FUEL, {}, {**FUEL, "use": "  "}, FUEL])
        rows = read_workbook(data).tables["fuels"]
        first = int(re.sub(r"\D", "", cell_of(data, "fuels_stage")[1]))
        assert [r.sheet_row for r in rows] == [first, first + 2, first + 3]
        assert rows[1].address_of("consumption") == f"化石燃料!F{first + 2}"
        assert rows[1].use is None

    def test_what_the_template_prefills_is_data_and_asks_for_nothing_more(self) -> None:
        filled = read_workbook(written())
        assert len(filled.tables["policy"]) == 12
        assert filled.tables["policy"][0].item == "生态环境保护相关法律法规"
        assert len(filled.tables["factors"]) == WORKBOOK.table("factors").rows
        assert filled.tables["factors"][0].uncertainty is not None
        assert filled.tables["fuels"] == filled.tables["units"] == []

    def test_the_panels_hold_settings_with_their_presets(self) -> None:
        settings_ = read_workbook(written()).panels["settings"]
        assert (settings_.fuel_set, settings_.confidence, settings_.basis) == ("2023", 0.95, "reference")
        assert settings_.address_of("fuel_set") == "!".join(cell_of(written(), "settings_fuel_set"))

    def test_calculated_cells_stand_beside_with_what_the_file_says(self) -> None:
        data = written(fuels=[FUEL, FUEL, FUEL])
        data = with_cell(data, "fuels_co2", 0, "><f>1+1</f><v>2</v>")
        data = with_cell(data, "fuels_co2", 1, 't="e"><f>SQRT(-1)</f><v>#NUM!</v>')
        data = with_cell(data, "fuels_co2", 2, 't="str"><f>""</f><v></v>')
        assert [r.co2 for r in read_workbook(data).tables["fuels"]] == [2.0, "#NUM!", None]

    def test_a_path_bytes_and_a_book_are_read_alike(self, tmp_path: Path) -> None:
        data = written(fuels=[FUEL])
        path = tmp_path / "企业填报.xlsx"
        path.write_bytes(data)
        assert [
            read_workbook(source).tables["fuels"][0].consumption for source in (data, path, str(path), Book.open(data))
        ] == [12.5] * 4


def inputs(row: Any, table: str) -> dict[str, Any]:
    keys = [c.key for c in WORKBOOK.table(table).columns if c.role.value in ("input", "override")]
    return {key: getattr(row, key) for key in keys if key != "product"}


WRONG: Data = {
    "fuels": [
        {**FUEL, "consumption": "很多"},
        {**FUEL, "consumption": "12.5", "oxidation_own": 98, "reason": "实测"},
        {**FUEL, "stage": "拟建 ", "fuel": "无烟媒"},
        {"stage": "proposed", "unit": "auxiliary"},
        {**FUEL, "ncv_own": 25, "carbon_content_own": 27.4},
        {**FUEL, "consumption": -1},
    ],
    "carbonates": [{"stage": "proposed", "unit": "cracking", "carbonate": "CaCO3", "consumption": "98%"}],
    "factors": [{}, {"own": 1.0}],
}


class TestProblems:
    """All are found at once; each names its cell, what was found, what was expected and what to do."""

    def cells(self, data: bytes) -> list[str]:
        """Cells that are wrong in `WRONG`, in the order of the sheets."""
        wrong = [
            ("fuels_consumption", 0),
            ("fuels_consumption", 1),
            ("fuels_oxidation_own", 1),
            ("fuels_stage", 2),
            ("fuels_fuel", 2),
            ("fuels_fuel", 3),
            ("fuels_consumption", 3),
            ("fuels_carbon_content_own", 4),
            ("fuels_reason", 4),
            ("fuels_consumption", 5),
            ("carbonates_unit", 0),
            ("carbonates_carbonate", 0),
            ("carbonates_consumption", 0),
            ("factors_reason", 1),
        ]
        return ["!".join(cell_of(data, *name)) for name in wrong]

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_every_wrong_cell_is_named_in_the_order_of_the_sheets(self, language: Language) -> None:
        data = written(language, **WRONG)
        with pytest.raises(WorkbookProblems) as raised:
            read_workbook(data)
        assert [p.where for p in raised.value.problems] == self.cells(data)
        assert "工作簿中有 14 处需要改正" in raised.value.sentence("zh")

    def test_the_sentences(self) -> None:
        data = written(**WRONG)
        found = problems(data)
        texts = [found[cell].text for cell in self.cells(data)]
        zh, en = [t.zh for t in texts], [t.en for t in texts]
        amount_zh = "应为“消耗量”的数值（≥ 0，单位 t 或 10⁴Nm³）。"
        amount_en = 'expected a number for "consumption" (≥ 0, in t or 10⁴ Nm³).'
        cells = self.cells(data)
        assert zh[0] == (
            f"{cells[0]}：消耗量不是数值：填写的是 文字“很多”，{amount_zh}请只填数字，单位见表头；没有数据时留空。"
        )
        assert en[0] == (
            f'{cells[0]}: consumption is not a number: found the text "很多", {amount_en} Enter the figure alone, the unit stands in the '
            "header; leave the cell blank if there is none."
        )
        assert zh[1] == (
            f"{cells[1]}：消耗量不是数值：填写的是 以文本形式存储的数字“12.5”，{amount_zh}请把单元格格式改为“常规”，再重新输入 12.5。"
        )
        assert en[1] == (
            f'{cells[1]}: consumption is not a number: found the number "12.5" stored as text, {amount_en} Set the format of the cell to '
            "General and type 12.5 again."
        )
        assert zh[2] == (
            f"{cells[2]}：自有值：碳氧化率应为 0 到 1，疑为百分数：填写的是 98，应为“自有值：碳氧化率”的数值（0 到 1）。"
            "若填的是百分数，请除以 100（例如 98% 填 0.98）。请核对数值和单位后改正。"
        )
        assert en[2] == (
            f'{cells[2]}: own value: carbon oxidation rate must be 0 to 1: percent?: found 98, expected a number for "own value: carbon oxidation rate" (0 to 1). '
            "If it is a percentage, divide by 100 (98 % is 0.98). "
            "Check the figure and its unit, and correct it."
        )
        assert zh[3] == (
            f"{cells[3]}：阶段不在下拉列表中：填写的是 文字“拟建 ”，应为“阶段”下拉列表中的一项。是否为“拟建”？请从下拉列表中选择。"
        )
        assert "是否为“无烟煤”" in zh[4]
        assert zh[6] == f"{cells[6]}：缺消耗量：未填写，{amount_zh}请补填；本行不用时请清空整行。"
        assert en[6] == (
            f"{cells[6]}: consumption missing: found a blank, {amount_en} Fill it in, or clear the whole row if it is not used."
        )
        assert "tC/GJ" in zh[7]
        own = [cell_of(data, f"fuels_{key}_own", 4)[1] for key in ("ncv", "carbon_content")]
        assert zh[8] == (
            f"{cells[8]}：自有值缺理由：未填写，应为替代因子库值的理由（自有值：低位发热量 {own[0]}、"
            f"自有值：单位热值含碳量 {own[1]}）。请填写理由和来源，或清空自有值。"
        )
        assert "不能为负" in zh[9]
        assert "重新输入 0.98" in zh[12]
        assert "(own value E" in en[13]

    def test_an_error_or_a_logical_value_in_an_input_cell_is_named(self) -> None:
        data = written(fuels=[FUEL, FUEL, FUEL, FUEL])
        data = with_cell(data, "fuels_consumption", 0, 't="e"><v>#N/A</v>')
        data = with_cell(data, "fuels_use", 1, 't="e"><f>NOSUCH()</f><v>#NAME?</v>')
        data = with_cell(data, "fuels_fuel", 2, 't="e"><v>#REF!</v>')
        data = with_cell(data, "fuels_consumption", 3, 't="b"><v>1</v>')
        found = inspect_workbook(data)[1]
        assert [p.found.zh for p in found] == ["错误值 #N/A", "错误值 #NAME?", "错误值 #REF!", "逻辑值 TRUE"]
        assert found[0].text.en.endswith("Correct the formula in the cell, or type the value.")
        assert found[3].where == "!".join(cell_of(data, "fuels_consumption", 3))

    def test_a_blank_template_lacks_the_required_fields_of_its_panels(self) -> None:
        data = write_workbook(WORKBOOK, "zh")
        names = ("project_name", "project_nature", "project_province")
        assert list(problems(data)) == ["!".join(cell_of(data, name)) for name in names]
        assert problems(data)["!".join(cell_of(data, "project_name"))].text.zh.endswith(
            "未填写，应为“项目名称”的文字。请补填。"
        )

    def test_a_choice_from_another_table_takes_what_stands_there(self) -> None:
        measure = {"name": "余热", "unit": "shift", "product": "乙烯"}
        products = [{"product": "methanol", "proposed": 1.0}]
        data = written(products=products, measures=[measure])
        (found,) = inspect_workbook(data)[1]
        assert found.where == "!".join(cell_of(data, "measures_product"))
        assert found.action.zh == "可选：煤制甲醇。"
        data = written(measures=[measure])
        assert inspect_workbook(data)[1][0].action.zh == "列表目前为空，请先填写它所引用的表。"

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("anthracite", "无烟煤"), ("ANTHRACITE ", "无烟煤"), ("无烟", "无烟煤"), ("　无烟煤", "无烟煤")],
    )
    def test_the_code_part_of_a_label_or_a_stray_space_lead_to_the_entry(self, typed: str, meant: str) -> None:
        data = with_text(written(fuels=[FUEL]), "fuels_fuel", typed)
        assert f"是否为“{meant}”" in next(iter(problems(data).values())).action.zh

    def test_the_other_language_leads_to_the_entry(self) -> None:
        data = written("en", fuels=[{**FUEL, "stage": "拟建"}])
        assert 'Did you mean "proposed"?' in next(iter(problems(data).values())).action.en

    def test_an_own_name_that_repeats_another_entry_is_ambiguous(self) -> None:
        data = written(own_units={"unit1": "气化"})
        (found,) = inspect_workbook(data)[1]
        assert found.where == "!".join(cell_of(data, "own_units_unit1"))
        assert found.found.zh == "重复的名称“气化”"

    def test_numbers_stored_as_text_are_recognised_however_they_are_written(self) -> None:
        shown = {
            "1,200.5": "1200.5",
            " 12 ": "12",
            "１２．５": "12.5",
            "−3": "-3",
            "1e3": "1000",
            ".5": "0.5",
        }
        found = inspect_workbook(written(fuels=[{**FUEL, "consumption": typed} for typed in shown]))[1]
        assert [p.action.en for p in found] == [
            f"Set the format of the cell to General and type {again} again." for again in shown.values()
        ]

    def test_other_texts_are_texts(self) -> None:
        texts = ["12 t", "1,2,3", "nan", "inf", "-", "e5", "约100", "1_000", "%"]
        found = inspect_workbook(written(fuels=[{**FUEL, "consumption": text} for text in texts]))[1]
        assert [p.found.zh for p in found] == [f"文字“{text}”" for text in texts]

    def test_a_wrong_cell_is_left_out_and_the_rest_of_its_row_is_there(self) -> None:
        filled, _ = inspect_workbook(written(fuels=[{**FUEL, "consumption": "很多", "use": "锅炉"}]))
        row = filled.tables["fuels"][0]
        assert (row.consumption, row.use, row.fuel) == (None, "锅炉", "anthracite")
        assert filled.frame("fuels")["consumption"].isna().all()

    def test_a_reason_makes_an_own_value_right(self) -> None:
        assert not problems(written(fuels=[{**FUEL, "ncv_own": 25, "reason": "实测"}]))


def with_text(data: bytes, name: str, text: str) -> bytes:
    return with_cell(data, name, 0, f't="inlineStr"><is><t xml:space="preserve">{text}</t></is>')


class TestPlaces:
    def test_the_reader_goes_where_the_names_are_and_not_where_the_template_was(self) -> None:
        """The names now cover the rows from the third on, as after two rows inserted above."""
        data = written(fuels=[{"use": "表头"}, {"use": "说明"}, FUEL])
        sheet, first = cell_of(data, "fuels_stage")
        row = int(first[1:]) + 2
        names = {
            f"fuels_{column.key}": f"'{sheet}'!${column_letters(i)}${row}:${column_letters(i)}${row + 9}"
            for i, column in enumerate(WORKBOOK.table("fuels").columns, 1)
        }
        filled, found = inspect_workbook(with_names(data, **names))
        assert [r.sheet_row for r in filled.tables["fuels"]] == [row]
        assert [p.where for p in found] == [f"化石燃料!D{row - 2}", f"化石燃料!D{row - 1}"]
        assert all("不计入合计" in p.text.zh and "is not counted" in p.text.en for p in found)

    def test_a_name_that_lost_its_cells_is_a_problem_of_the_file(self) -> None:
        with pytest.raises(FileProblem, match="fuels_consumption 现在指向“#REF!”"):
            read_workbook(with_names(written(), fuels_consumption="#REF!"))

    def test_columns_that_no_longer_stand_side_by_side_are_a_problem_of_the_file(self) -> None:
        sheet = cell_of(written(), "fuels_stage")[0]
        with pytest.raises(FileProblem, match="fuels_consumption 与表“化石燃料消耗台账”的其他列不再同行"):
            read_workbook(with_names(written(), fuels_consumption=f"'{sheet}'!$F$5:$F$9"))

    def test_a_name_that_covers_a_whole_sheet_is_read_at_once(self) -> None:
        sheet = cell_of(written(), "fuels_stage")[0]
        names = {
            f"fuels_{column.key}": f"'{sheet}'!${column_letters(i)}$8:${column_letters(i)}$1048575"
            for i, column in enumerate(WORKBOOK.table("fuels").columns, 1)
        }
        assert len(inspect_workbook(with_names(written(fuels=[FUEL]), **names))[0].tables["fuels"]) < 100

    def test_a_list_over_a_whole_sheet_is_refused(self) -> None:
        with pytest.raises(FileProblem, match="fuel_list"):
            read_workbook(with_names(written(fuels=[FUEL]), fuel_list="'列表'!$A$1:$Z$1048575"))


@pytest.fixture(scope="module")
def filled() -> Filled:
    return read_workbook(written(fuels=[FUEL, {**FUEL, "use": "锅炉", "consumption": 3}]))


class TestFrames:
    def test_a_frame_has_a_column_for_each_column_and_a_row_for_each_filled_row(self, filled: Filled) -> None:
        frame = filled.frame("fuels")
        assert list(frame.columns) == [c.key for c in WORKBOOK.table("fuels").columns]
        assert frame.shape == (2, len(WORKBOOK.table("fuels").columns))
        assert list(frame.index) == [r.sheet_row for r in filled.tables["fuels"]]
        assert frame["consumption"].sum() == 15.5

    def test_numbers_are_floats_and_what_was_typed_are_strings(self, filled: Filled) -> None:
        types = filled.frame("fuels").dtypes.astype(str)
        assert types["consumption"] == types["co2"] == types["ncv_own"] == "float64"
        assert types["stage"] == types["use"] == types["evidence"] == "string"
        assert types["check"] == "object"

    @pytest.mark.parametrize("table", [t.key for t in WORKBOOK.tables()])
    def test_every_table_has_a_frame(self, filled: Filled, table: str) -> None:
        frame = filled.frame(table)
        assert list(frame.columns) == [c.key for c in WORKBOOK.table(table).columns]
        if all(c.role.value not in ("input", "override") for c in WORKBOOK.table(table).columns):
            assert len(frame) == WORKBOOK.table(table).rows

    def test_an_empty_table_is_an_empty_frame_of_the_same_types(self, filled: Filled) -> None:
        assert filled.frame("carbon").empty
        assert str(filled.frame("carbon")["quantity"].dtype) == "float64"


class TestModels:
    @pytest.mark.filterwarnings("error")
    def test_every_block_has_a_model_that_is_made_once(self) -> None:
        for table in WORKBOOK.tables():
            assert row_model(table) is row_model(table)
            assert list(row_model(table).model_fields) == [c.key for c in table.columns]
        for panel in WORKBOOK.panels():
            assert list(panel_model(panel).model_fields) == [f.key for f in panel.fields]

    def test_a_model_knows_what_is_required_and_within_which_limits(self) -> None:
        schema = row_model(WORKBOOK.table("fuels")).model_json_schema()
        assert schema["required"] == ["stage", "unit", "fuel", "consumption"]
        assert schema["properties"]["consumption"]["minimum"] == 0
        assert schema["properties"]["consumption"]["unit"] == "t or 10⁴ Nm³"

    @pytest.mark.parametrize(
        "wrong", [{"consumption": -1}, {"consumption": "1"}, {"consumption": True}, {"use": ""}, {"x": 1}]
    )
    def test_a_model_refuses_what_the_reader_refuses(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="validation error"):
            row_model(WORKBOOK.table("fuels"))(**{**FUEL, **wrong})


def plain(key: str, **more: Any) -> Column:
    return Column(key=key, title=Text(key, key), **more)


# The smallest workbook: what the reader knows, it knows from the definition, whatever the workbook is about.
KILN = Workbook(
    key="kiln",
    title=Text("窑", "kiln"),
    version="0.1",
    lists=(ChoiceList(key="colour", title=Text("颜色", "colour"), entries=(("r", Text("红", "red")),)),),
    sheets=(
        Sheet(
            key="cover",
            title=Text("封面", "Cover"),
            blocks=(
                Panel(
                    key="cover",
                    title=Text("封面", "Cover"),
                    fields=(
                        Field(key="template", title=Text("模板", "template"), role=Role.LABEL, value="kiln"),
                        Field(key="version", title=Text("版本", "version"), role=Role.LABEL, value="0.1"),
                        Field(
                            key="language",
                            title=Text("语言", "language"),
                            role=Role.LABEL,
                            value=Text("zh", "en"),
                        ),
                        Field(key="addin", title=Text("加载项", "add-in"), role=Role.CALCULATED, formula="FALSE"),
                    ),
                ),
            ),
        ),
        Sheet(
            key="bricks",
            title=Text("砖 'A' 窑", "Bricks 'A' of"),
            blocks=(
                Table(
                    key="bricks",
                    title=Text("砖", "bricks"),
                    rows=6,
                    columns=(
                        plain("colour", kind=Kind.CHOICE, choices="colour", required=True),
                        plain("mass", domain=Domain(high=1e12), required=True),
                        plain("remark", kind=Kind.TEXT),
                        plain("like", kind=Kind.CHOICE, choices="=bricks_remark"),
                    ),
                ),
            ),
        ),
        Sheet(key="lists", title=Text("列表", "Lists"), blocks=()),
    ),
)
# What a cell can hold: no control characters, and not blanks only, which is a blank.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")) | st.sampled_from("=+-@碳污排放'\"<&_"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() != "")
# A remark is offered by the drop-down of another column, so it is a name that must be looked up.
NAMES = TEXTS.filter(lambda text: name_problem(text) is None)
# XlsxWriter keeps 16 digits of a number.
AMOUNTS = st.floats(-1e300, 1e12).map(lambda x: float(f"{x:.16g}"))


@given(
    st.lists(
        st.fixed_dictionaries({"colour": st.just("r"), "mass": AMOUNTS}, optional={"remark": NAMES}),
        max_size=6,
    ),
    st.sampled_from(["zh", "en"]),
)
def test_what_is_written_into_any_workbook_is_read_back(rows: list[dict[str, Any]], language: Language) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pycore.reading.book.find_workbook", {"kiln": KILN}.get)
        read = read_workbook(write_workbook(KILN, language, {"bricks": rows}))
    assert read.language == language
    assert [{key: getattr(r, key) for key in row} for r, row in zip(read.tables["bricks"], rows, strict=True)] == rows


@given(st.lists(st.sampled_from([1.0, 2e12, "很多", "3", None]), min_size=1, max_size=6))
def test_every_wrong_number_of_a_column_is_found_and_no_right_one(masses: list[Any]) -> None:
    rows = [{"colour": "r", "mass": mass} for mass in masses]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pycore.reading.book.find_workbook", {"kiln": KILN}.get)
        found = inspect_workbook(write_workbook(KILN, "zh", {"bricks": rows}))[1]
    wrong = [f"砖 'A' 窑!B{7 + i}" for i, mass in enumerate(masses) if mass != 1.0]
    assert [p.where for p in found] == wrong


def test_a_choice_may_refer_to_any_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pycore.reading.book.find_workbook", {"kiln": KILN}.get)
    brick = {"colour": "r", "mass": 1, "remark": "旧砖"}
    data = write_workbook(KILN, "zh", {"bricks": [{**brick, "like": "旧砖"}, {**brick, "like": "新砖"}]})
    filled, found = inspect_workbook(data)
    assert [r.like for r in filled.tables["bricks"]] == ["旧砖", None]
    assert [p.where for p in found] == ["砖 'A' 窑!D8"]


def test_text_that_looks_like_a_formula_or_a_number_is_text() -> None:
    texts = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-5", "@SUM(1)", "'abc", "#N/A", "TRUE", "1e5"]
    rows = read_workbook(written(fuels=[{**FUEL, "evidence": text} for text in texts])).tables["fuels"]
    assert [row.evidence for row in rows] == texts
