"""Values are typed into blank input cells, in their style, and into no other."""

from __future__ import annotations

import pytest

from pycore.errors import FileProblem
from pycore.package.input_xml import replace_inputs
from pycore.package.sheet_xml import read_cells

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET = (
    HEAD + '<row r="1"><c r="A1" s="4"/><c r="B1" s="5"><f>A1</f><v>1</v></c><c r="C1" s="6"><v>2</v></c></row>'
    "</sheetData></worksheet>"
).encode()


def test_a_blank_cell_takes_a_value_and_keeps_its_style() -> None:
    text = replace_inputs(SHEET, "s.xml", {(1, 1): "a<b & c"})
    assert b'<c r="A1" s="4" t="inlineStr"><is><t xml:space="preserve">a&lt;b &amp; c</t></is></c>' in text
    assert [cell.value for cell in read_cells(text, (), "s.xml")] == ["a<b & c", 1, 2]
    assert b'<c r="A1" s="4"><v>12.5</v></c>' in replace_inputs(SHEET, "s.xml", {(1, 1): 12.5})


@pytest.mark.parametrize("place", [(1, 2), (1, 3)])
def test_nothing_is_typed_over(place: tuple[int, int]) -> None:
    with pytest.raises(FileProblem, match="已有内容"):
        replace_inputs(SHEET, "s.xml", {place: 1.0})


def test_a_cell_that_the_file_lacks_is_made_in_the_style_above() -> None:
    made = replace_inputs(SHEET, "s.xml", {(3, 1): 7.0, (3, 3): "x", (2, 4): 1.0})
    found = [(cell.address, cell.value) for cell in read_cells(made, (), "s.xml")]
    assert found == [("A1", None), ("B1", 1), ("C1", 2), ("D2", 1), ("A3", 7), ("C3", "x")]
    assert b'<c r="A3" s="4"><v>7</v></c>' in made
