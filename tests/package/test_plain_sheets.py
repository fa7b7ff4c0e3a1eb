"""A sheet that is read and written by the short way is the same sheet as by the full way."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.stored import ErrorValue, StoredCell, Value, number_text
from pycore.package import sheet_xml
from pycore.package.package import Package
from pycore.package.plain_sheets import plain_cells, plain_formulas, plain_sheet
from pycore.package.sheet_xml import read_cells, replace_formulas, replace_values
from tests.made_workbooks import replaced, with_sheet_data
from tests.made_workbooks import sheet_xml as sheet_xml_of

TEXTS = st.text(alphabet="a 煤\n\t_x000D;'>\"=+-@", max_size=8)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    TEXTS,
    st.sampled_from(["#NUM!", "#N/A"]).map(ErrorValue),
)
FORMULAS = st.sampled_from(
    ["A1+1", 'IF(A1&lt;2,"a &amp; b",B2&gt;1)', "SUM(A1:A3)\n+1", "'单 位'!B2", "&quot;&amp;lt;&quot;"]
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@st.composite
def cells(draw: st.DrawFn, address: str, odd: bool) -> str:
    """Draw a cell as most programs write it, or in some odd way."""
    value = draw(VALUES)
    kind = "b" if isinstance(value, bool) else "e" if isinstance(value, ErrorValue) else "str"
    text = number_text(value) if isinstance(value, float) else str(int(value)) if kind == "b" else escaped(value)
    kind = "" if isinstance(value, float) else f' t="{kind}"'
    attributes = draw(st.sampled_from([kind, ' s="3"' + kind, kind + ' s="3"', ' t="b"', ' t="e"', ' t="n"']))
    element = draw(st.sampled_from([f"<v>{text}</v>", "<v/>", "<v></v>", "", "<v>1</v>", "<v>true</v>"]))
    formula = f"<f>{draw(FORMULAS)}</f>"
    plain = f'<c r="{address}"{attributes}>{formula}{element}</c>'
    if not odd:
        others = [
            f'<c r="{address}"{attributes}>{element}</c>',
            f'<c r="{address}" s="1"/>',
            f'<c r="{address}" t="s"><v>{draw(st.sampled_from(["0", "8", "9", "-1", "x", ""]))}</v></c>',
            "",
        ]
        return draw(st.sampled_from([plain, plain, *others]))
    return draw(
        st.sampled_from(
            [
                f'<c r="{address}" t="s">{formula}<v>1</v></c>',
                f'<c r="{address}"\n{attributes}>{formula}{element}</c>',
                f'<c{attributes} r="{address}">{formula}{element}</c>',
                f'<c r="{address}"{attributes} vm="1">{formula}{element}</c>',
                f'<c r="{address}"{attributes}><f ca="1">A1</f>{element}</c>',
                f'<c r="{address}"{attributes}><f\n>A1</f>{element}</c>',
                f'<c r="{address}"{attributes}><f><![CDATA[1<2]]></f>{element}</c>',
                f'<c r="{address}"{attributes}><f>A1&#10;</f>{element}</c>',
                f'<c r="{address}"{attributes}><f>A1\r\n</f>{element}</c>',
                f'<c r="{address}"{attributes}><!-- x -->{formula}{element}</c>',
                f'<c r="{address}"{attributes}><f/>{element}</c>',
                f'<c r="{address}"{attributes}><f></f>{element}</c>',
                f'<c r="{address}" t="inlineStr"><is><t>&lt;f&gt;:f</t></is></c>',
                f'<c r="{address}" s="3"/>',
            ]
        )
    )


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    odd = draw(st.sampled_from([None, None, "A1", "C2", "C5"]))
    rows = "".join(
        f'<row r="{row}">{"".join(draw(cells(f"{column}{row}", f"{column}{row}" == odd)) for column in "AC")}</row>'
        for row in (1, 2, 5)
    )
    tail = draw(st.sampled_from(["", '<extLst><ext xmlns:xm="urn:x"><xm:f>A1</xm:f></ext></extLst>', '<q a="&#10;"/>']))
    return sheet_xml_of(with_sheet_data(rows, tail=tail))


def formulas(found: list[StoredCell]) -> list[tuple[int, int, str]]:
    return [(c.row, c.column, c.formula) for c in found if c.formula is not None]


@given(sheets(), st.lists(VALUES, min_size=6, max_size=6))
def test_both_ways_give_the_same_bytes_and_formulas(data: bytes, values: list[Value]) -> None:
    plain = plain_formulas(data)
    if plain is not None:
        assert formulas(list(plain_cells(plain))) == formulas(list(read_cells(data, ("s",) * 9, "sheet1.xml")))
    new = dict(zip([(r, c) for r in (1, 2, 5) for c in (1, 3)], values, strict=True))
    short = replace_values(data, ("s",) * 9, "sheet1.xml", new)
    with mock.patch.object(sheet_xml, "plain_formulas", return_value=None):
        assert short == replace_values(data, ("s",) * 9, "sheet1.xml", new)


@given(sheets(), st.dictionaries(st.sampled_from([(r, c) for r in (1, 2, 5) for c in (1, 3)]), st.none() | FORMULAS))
def test_both_ways_put_the_same_formulas_in(data: bytes, new: dict[tuple[int, int], str | None]) -> None:
    short = replace_formulas(data, "sheet1.xml", new)
    with mock.patch.object(sheet_xml, "plain_formulas", return_value=None):
        assert short == replace_formulas(data, "sheet1.xml", new)


def test_formulas_of_plain_cells_go_in_the_short_way() -> None:
    data = sheet_xml_of(with_sheet_data('<row r="1"><c r="A1" s="2" t="str"><f>B1</f><v>x</v></c></row>'))
    with mock.patch.object(sheet_xml, "Scanner", side_effect=AssertionError):
        assert b'<c r="A1" s="2"><f>B1&lt;2</f></c>' in replace_formulas(data, "sheet1.xml", {(1, 1): "B1<2"})


@given(sheets())
def test_both_ways_read_the_same_cells(data: bytes) -> None:
    strings = tuple("abcdefghi")
    cells = list(read_cells(data, strings, "sheet1.xml"))
    with mock.patch.object(sheet_xml, "plain_sheet", return_value=None):
        assert cells == list(read_cells(data, strings, "sheet1.xml"))


@pytest.mark.parametrize(
    ("rows", "is_plain"),
    [
        ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>2</v></c></row>', True),
        ('<row r="1" spans="1:2" x14ac:dyDescent="0.3">\n<c r="A1" s="1"/></row><row r="2"/>', True),
        ('<row r="1"><c r="A1"><v>1</v></c>text</row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c><d/></row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c></row><c r="B1"><v>2', False),
        ('<row r="1"><c><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>', False),
    ],
)
def test_only_a_sheet_of_nothing_but_plain_cells_goes_the_short_way(rows: str, is_plain: bool) -> None:
    found = plain_sheet(sheet_xml_of(with_sheet_data(rows)))
    assert (found is not None) is is_plain


def test_validations_and_extensions_do_not_make_a_sheet_roundabout() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'
    tail = '<dataValidations><dataValidation prompt="t&#10;"/></dataValidations><extLst xmlns:xm="u"><xm:f>A1</xm:f></extLst>'
    found = plain_formulas(sheet_xml_of(with_sheet_data(rows, tail=tail)))
    assert found is not None
    assert formulas(list(plain_cells(found))) == [(1, 1, "1+1")]


def test_a_formula_that_is_not_utf_8_is_said_to_be_damaged() -> None:
    data = with_sheet_data('<row r="1"><c r="A1"><f>"?"</f></c></row>')
    data = replaced(data, {"xl/worksheets/sheet1.xml": sheet_xml_of(data).replace(b"?", b"\xff")})
    with pytest.raises(Exception, match="damaged"):
        list(Package.read(data).formula_cells("数据"))
