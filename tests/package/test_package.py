"""A package is read as it is, and values are written into it without another byte changing."""

from __future__ import annotations

import io
import math
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pycore.cells.plain_text import plain_text
from pycore.cells.stored import ErrorValue, Value
from pycore.errors import FileProblem
from pycore.package.package import Package, write_values
from tests.made_workbooks import made, replaced, sheet_xml, with_sheet_data


def cell(data: bytes, address: str) -> Value:
    return {c.address: c.value for c in Package.read(data).sheet_cells(Package.read(data).sheets[0])}[address]


ONE_FORMULA = made(lambda workbook, sheet: sheet.write_formula("A1", "=B1"))


class TestReading:
    def test_a_workbook_says_what_is_in_it(self, opulent: bytes) -> None:
        package = Package.read(opulent)
        assert [sheet.name for sheet in package.sheets] == ["数据"]
        assert {n.name: n.formula for n in package.names} == {
            "TL_ON": "NOT(ISERROR(TL_VERSION()))",
            "Consumption": "数据!$A$1:$A$3",
        }
        assert package.date1904 is False
        values = {c.address: c.value for c in package.sheet_cells("数据")}
        assert values["F1"] == "二氧化碳"
        assert values["A1"] == 2.0

    def test_sheets_are_found_by_relationship_and_not_by_file_name(self) -> None:
        def two(workbook: object, sheet: object) -> None:
            workbook.add_worksheet("乙").write("A1", "second")  # type: ignore[attr-defined]
            sheet.write("A1", "first")  # type: ignore[attr-defined]

        data = made(two)
        rels = Package.read(data).members["xl/_rels/workbook.xml.rels"]
        swapped = rels.replace(b"sheet1.xml", b"{}").replace(b"sheet2.xml", b"sheet1.xml").replace(b"{}", b"sheet2.xml")
        package = Package.read(replaced(data, {"xl/_rels/workbook.xml.rels": swapped}))
        assert [c.value for c in package.sheet_cells("数据")] == ["second"]

    def test_shared_formulas_are_each_cells_own(self) -> None:
        data = with_sheet_data(
            '<row r="1"><c r="A1"><v>2</v></c><c r="B1">'
            '<f t="shared" ref="B1:B3" si="0">A1*$A$1+LOG10(A1)</f><v>0</v></c></row>'
            '<row r="2"><c r="B2"><f t="shared" si="0"/><v>0</v></c></row>'
            '<row><c r="B3"><f t="shared" si="0"></f></c></row>'
        )
        formulas = [c.formula for c in Package.read(data).sheet_cells("数据")]
        assert formulas == [None, "A1*$A$1+LOG10(A1)", "A2*$A$1+LOG10(A2)", "A3*$A$1+LOG10(A3)"]

    @pytest.mark.parametrize("prefix", ["", "x"])
    def test_cells_are_read_with_any_prefix_type_and_without_addresses(self, prefix: str) -> None:
        p = f"{prefix}:" if prefix else ""
        rows = (
            f'<{p}row><{p}c t="inlineStr"><{p}is><{p}r><{p}t>a</{p}t></{p}r>'
            f'<{p}r><{p}t xml:space="preserve"> b</{p}t>'
            f'</{p}r><{p}rPh sb="0" eb="1"><{p}t>phonetic</{p}t></{p}rPh></{p}is></{p}c>'
            f'<{p}c t="b"><{p}v>1</{p}v></{p}c>'
            f'<{p}c r="D1" t="e"><{p}v>#N/A</{p}v></{p}c><{p}c><{p}v>1.5</{p}v></{p}c></{p}row>'
            f'<{p}row><{p}c s="1"/><{p}c t="str"><{p}f>"x"</{p}f><{p}v>_x0041_&amp;</{p}v></{p}c></{p}row>'
        )
        cells = {c.address: c.value for c in Package.read(with_sheet_data(rows, prefix)).sheet_cells("数据")}
        assert cells == {"A1": "a b", "B1": True, "D1": "#N/A", "E1": 1.5, "A2": None, "B2": "A&"}
        assert isinstance(cells["D1"], ErrorValue)

    def test_two_far_cells_are_two_cells(self) -> None:
        data = with_sheet_data(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        )
        assert len(list(Package.read(data).sheet_cells("数据"))) == 2

    def test_a_table_is_read(self) -> None:
        data = made(
            lambda w, s: s.add_table("B2:C5", {"name": "Fuels", "columns": [{"header": "名称"}, {"header": "t"}]})
        )
        (table,) = Package.read(data).tables
        assert (table.name, table.columns) == ("Fuels", ("名称", "t"))
        assert (table.first_row, table.first_column, table.last_row, table.last_column) == (2, 2, 5, 3)


class TestRefusing:
    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(FileProblem, match="找不到文件"):
            Package.read(tmp_path / "absent.xlsx")

    @pytest.mark.parametrize(
        ("data", "word"),
        [
            (b"", "not an .xlsx"),
            (b"name,value\n", "not an .xlsx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "password"),
            (ONE_FORMULA[:-40], "not an .xlsx"),
        ],
    )
    def test_what_is_no_workbook_is_said(self, data: bytes, word: str) -> None:
        with pytest.raises(FileProblem, match=word):
            Package.read(data)

    @pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
    def test_a_document_type_definition_is_refused_in_every_part(self, part: str) -> None:
        data = made(lambda workbook, sheet: sheet.write("A1", "x"))
        head, rest = Package.read(data).members[part].split(b"?>", 1)
        bomb = head + b'?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + rest
        with pytest.raises(FileProblem, match="DTD"):
            write_values(Package.read(replaced(data, {part: bomb})), {"数据": {(1, 1): 1.0}})

    @pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be"])
    def test_parts_in_utf_16_are_read_and_written_as_utf_8(self, coding: str) -> None:
        original = Package.read(ONE_FORMULA)
        xml = {
            name: ("\ufeff" + content.decode().replace("UTF-8", "UTF-16")).encode(coding)
            for name, content in original.members.items()
            if name.endswith((".xml", ".rels"))
        }
        package = Package.read(replaced(ONE_FORMULA, xml))
        assert package.members == original.members
        assert package.with_members({}) == package.data, "what is only copied stays as it is"
        written = Package.read(write_values(package, {"数据": {(1, 1): 1.0}}))
        assert written.members == Package.read(write_values(original, {"数据": {(1, 1): 1.0}})).members

    @pytest.mark.parametrize("content", ["<a>碳</a>".encode("utf-16-le"), b"\xff\xfe<\x00a", b"\xff\xfe\x00\xd8"])
    def test_utf_16_without_its_mark_or_damaged_is_refused(self, content: bytes) -> None:
        package = Package.read(replaced(ONE_FORMULA, {"xl/worksheets/sheet1.xml": content}))
        with pytest.raises(FileProblem, match=r"UTF-8|damaged"):
            write_values(package, {"数据": {(1, 1): 1.0}})

    def test_too_many_members_and_too_large_ones_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pycore.package.package.MOST_MEMBERS", 5)
        with pytest.raises(FileProblem, match="hostile"):
            Package.read(ONE_FORMULA)
        monkeypatch.undo()
        monkeypatch.setattr("pycore.package.package.LARGEST_MEMBER", 500)
        with pytest.raises(FileProblem, match="hostile"):
            Package.read(ONE_FORMULA)

    def test_a_torn_sheet_is_said_to_be_damaged(self) -> None:
        torn = replaced(ONE_FORMULA, {"xl/worksheets/sheet1.xml": sheet_xml(ONE_FORMULA)[:-20]})
        with pytest.raises(FileProblem, match="damaged"):
            write_values(Package.read(torn), {"数据": {(1, 1): 1.0}})


texts = st.text(max_size=40) | st.sampled_from(
    [
        "",
        " ",
        "  两端  ",
        "<&>\"'",
        "_x0041_",
        "_x005F_",
        "😀碳",
        "a\r\nb\tc",
        "\x00\x1f\ufffe",
        "#NUM!",
        "1",
        "TRUE",
        "\n",
    ]
)


class TestWriting:
    @given(texts)
    def test_text_is_read_back(self, text: str) -> None:
        """All of it but what is no text: control characters and lone halves of a character."""
        written = write_values(Package.read(ONE_FORMULA), {"数据": {(1, 1): text}})
        assert cell(written, "A1") == plain_text(text)
        assert not isinstance(cell(written, "A1"), ErrorValue)

    @given(st.floats(allow_nan=False, allow_infinity=False))
    def test_a_number_is_read_back_exactly(self, number: float) -> None:
        assert cell(write_values(Package.read(ONE_FORMULA), {"数据": {(1, 1): number}}), "A1") == number

    @pytest.mark.parametrize("value", [True, False, "", ErrorValue("#N/A"), ErrorValue("#DIV/0!"), None])
    def test_other_values_are_read_back_as_what_they_are(self, value: Value) -> None:
        found = cell(write_values(Package.read(ONE_FORMULA), {"数据": {(1, 1): value}}), "A1")
        assert (found, type(found)) == (value, type(value))

    @pytest.mark.parametrize(
        ("value", "xml"),
        [
            (12.0, b'<c r="A1"><f>B1</f><v>12</v></c>'),
            (0.1, b'<c r="A1"><f>B1</f><v>0.1</v></c>'),
            (1e-10, b'<c r="A1"><f>B1</f><v>1E-10</v></c>'),
            (1e22, b'<c r="A1"><f>B1</f><v>1E+22</v></c>'),
            (True, b'<c r="A1" t="b"><f>B1</f><v>1</v></c>'),
            ("", b'<c r="A1" t="str"><f>B1</f><v></v></c>'),
            (" a<", b'<c r="A1" t="str"><f>B1</f><v xml:space="preserve"> a&lt;</v></c>'),
            (math.nan, b'<c r="A1" t="e"><f>B1</f><v>#NUM!</v></c>'),
            (-math.inf, b'<c r="A1" t="e"><f>B1</f><v>#NUM!</v></c>'),
            (ErrorValue("#SPILL!"), b'<c r="A1" t="e"><f>B1</f><v>#VALUE!</v></c>'),
            ("x" * 32768, b'<c r="A1" t="e"><f>B1</f><v>#VALUE!</v></c>'),
        ],
    )
    def test_a_value_is_written_as_excel_writes_it(self, value: Value, xml: bytes) -> None:
        assert xml in sheet_xml(write_values(Package.read(ONE_FORMULA), {"数据": {(1, 1): value}}))

    def test_openpyxl_reads_what_was_written(self) -> None:
        written = write_values(Package.read(ONE_FORMULA), {"数据": {(1, 1): "碳 & 污 <双账>"}})
        assert load_workbook(io.BytesIO(written), data_only=True).active["A1"].value == "碳 & 污 <双账>"

    def test_only_the_type_and_the_value_of_a_cell_change(self) -> None:
        rows = (
            ""
            '<x:row  r="1" u:odd=\'>\'><!-- c --><x:c\n r = "A1"  t=\'str\' s="2" u:k="a>b">'
            '<x:f  ca="1" >B1 &gt; 0</x:f>'
            "<!-- between --><x:v>old</x:v><x:extLst><x:ext/></x:extLst></x:c>"
            '<x:c r="B1"><x:f>1</x:f></x:c><x:c r="C1" t="str"><x:f/><x:v/></x:c> '
            '<x:c r="D1"><x:v>7</x:v></x:c></x:row >'
        )
        data = with_sheet_data(rows, "x", "<!-- 头 -->")
        values: dict[tuple[int, int], Value] = {(1, c): v for c, v in [(1, 5.0), (2, True), (3, 1.0), (4, 8.0)]}
        after = sheet_xml(write_values(Package.read(data), {"数据": values})).decode()
        expected = rows.replace(" t='str'", "").replace("  s=", "  s=").replace(">old<", ">5<")
        expected = expected.replace('<x:c r="B1"><x:f>1</x:f>', '<x:c r="B1" t="b"><x:f>1</x:f><x:v>1</x:v>')
        assert after == sheet_xml(data).decode().replace(rows, expected.replace('"A1"  s', '"A1" s'))

    def test_an_inline_text_under_a_formula_gives_way_to_the_value(self) -> None:
        data = with_sheet_data('<row r="1"><c r="A1" t="inlineStr"><f>1</f><is><t>a</t></is></c></row>')
        assert b'<c r="A1"><f>1</f><v>3</v></c>' in sheet_xml(write_values(Package.read(data), {"数据": {(1, 1): 3.0}}))

    def test_a_byte_order_mark_does_not_shift_the_places(self) -> None:
        xml = b"\xef\xbb\xbf" + sheet_xml(ONE_FORMULA)
        data = replaced(ONE_FORMULA, {"xl/worksheets/sheet1.xml": xml})
        after = sheet_xml(write_values(Package.read(data), {"数据": {(1, 1): 3.0}}))
        assert after == xml.replace(b"<v>0</v>", b"<v>3</v>")

    def test_a_sheet_longer_than_one_chunk_is_spliced_at_the_right_places(self) -> None:
        rows = "".join(
            f'<row r="{r}"><c r="A{r}" t="str"><f>"碳{r}"</f><v>{"旧" * 20}</v></c></row>' for r in range(1, 6001)
        )
        written = write_values(
            Package.read(with_sheet_data(rows)), {"数据": {(r, 1): float(r) for r in range(1, 6001)}}
        )
        package = Package.read(written)
        assert [c.value for c in package.sheet_cells("数据")] == [float(r) for r in range(1, 6001)]
        assert [c.formula for c in package.sheet_cells("数据")] == [f'"碳{r}"' for r in range(1, 6001)]

    def test_a_value_that_is_there_already_leaves_the_bytes_alone(self) -> None:
        data = with_sheet_data(
            '<row r="1"><c r="A1"><f>1</f><v>12.00</v></c><c r="B1" t="str"><f>2</f><v>&#x41;</v></c></row>'
        )
        assert write_values(Package.read(data), {"数据": {(1, 1): 12.0, (1, 2): "A"}}) == data

    def test_what_holds_no_formula_is_never_touched(self, opulent: bytes) -> None:
        values: dict[tuple[int, int], Value] = {(r, c): "x" for r in range(1, 10) for c in (1, 2, 5, 6, 7)}
        assert write_values(Package.read(opulent), {"数据": values}) == opulent

    def test_the_cells_of_an_array_take_values_and_others_do_not(self) -> None:
        data = with_sheet_data(
            '<row r="1"><c r="A1"><f t="array" ref="A1:B1">C1:D1</f><v>0</v></c><c r="B1" s="1"/>'
            '<c r="C1"><v>1</v></c></row>'
        )
        after = sheet_xml(write_values(Package.read(data), {"数据": {(1, 1): 1.0, (1, 2): "b", (1, 3): 9.0}}))
        assert b'<v>1</v></c><c r="B1" s="1" t="str"><v>b</v></c><c r="C1"><v>1</v></c>' in after

    def test_all_other_members_stay_as_they_were(self, opulent: bytes) -> None:
        written = write_values(Package.read(opulent), {"数据": {(1, 3): 5.0}})
        with zipfile.ZipFile(io.BytesIO(opulent)) as old, zipfile.ZipFile(io.BytesIO(written)) as new:
            assert len(old.namelist()) > 10
            for before, after in zip(old.infolist(), new.infolist(), strict=True):
                for field in ("filename", "date_time", "compress_type", "extra", "comment", "external_attr",
                              "create_system", "internal_attr"):  # fmt: skip
                    assert getattr(before, field) == getattr(after, field), field
                if before.filename != "xl/worksheets/sheet1.xml":
                    assert old.read(before) == new.read(after)
            expected = old.read("xl/worksheets/sheet1.xml").replace(b"<v>999</v>", b"<v>5</v>", 1)
            assert new.read("xl/worksheets/sheet1.xml") == expected

    def test_an_unknown_sheet_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            write_values(Package.read(ONE_FORMULA), {"absent": {}})
