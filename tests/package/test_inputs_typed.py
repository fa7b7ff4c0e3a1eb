"""Numbers and texts are typed into cells of a sheet's XML, and nothing else of the file changes."""

from __future__ import annotations

import pytest

from pycore.errors import FileProblem
from pycore.package.package import Package
from tests.made_workbooks import sheet_xml, with_sheet_data

ROWS = (
    '<row r="1"><c r="A1" s="0"/><c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="inlineStr"><is><t>old</t></is></c></row>'
)


def typed(values: dict[tuple[int, int], float | str], prefix: str = "") -> bytes:
    rows = ROWS if not prefix else ROWS.replace("<", f"<{prefix}:").replace(f"<{prefix}:/", f"</{prefix}:")
    return Package.read(with_sheet_data(rows, prefix)).with_inputs({"数据": values})


@pytest.mark.parametrize("prefix", ["", "x"])
def test_numbers_and_texts_are_typed_and_styles_kept(prefix: str) -> None:
    data = typed({(1, 1): 0.1, (1, 4): " a & <b>\x01"}, prefix)
    cells = {c.address: c.value for c in Package.read(data).sheet_cells("数据")}
    assert cells["A1"] == 0.1
    assert cells["B1"] == 2
    assert cells["C1"] == "old"
    assert cells["D1"] == " a & <b>\ufffd"  # a character that is no text
    mark = f"{prefix}:" if prefix else ""
    assert f'<{mark}c r="A1" s="0"><{mark}v>0.1</{mark}v></{mark}c>'.encode() in sheet_xml(data)
    assert f'<{mark}c r="B1"><{mark}f>1+1</{mark}f><{mark}v>2</{mark}v></{mark}c>'.encode() in sheet_xml(data)


@pytest.mark.parametrize("place", [(1, 2), (1, 3)])
def test_a_formula_and_a_cell_that_holds_something_are_refused(place: tuple[int, int]) -> None:
    with pytest.raises(FileProblem):
        typed({(1, 1): 1.0, place: 2.0})


def test_nothing_to_type_gives_the_same_bytes() -> None:
    package = Package.read(with_sheet_data(ROWS))
    assert package.with_inputs({}) == package.data
