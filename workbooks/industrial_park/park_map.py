"""The map of the key enterprises (guide, 6.6.3): coordinates in, a bubble chart out.

Excel lets no line chart stand in a bubble chart, so the boundary of the park is a string of small dots between the
corners that are entered.
"""

from __future__ import annotations

from dataclasses import replace

from pycore.equations.domain import ANY
from pycore.language import Text, both
from pycore.library.guide_words import SECTORS
from pycore.sheets.definition import Chart, Column, Role, Series, Sheet, Table
from workbooks.common.cells import at, copy_of
from workbooks.common.columns import calculated, number, text
from workbooks.common.pages import free_sheet, table
from workbooks.industrial_park.lists import SECTOR_CODES
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import GHG, WHOLE

_DOTS_PER_SIDE = 12
_DOT = 0.0015
"""Area of a dot over that of the largest bubble: about four hundredths of its diameter."""
_SOMEWHERE = "IF(COUNT(boundary_x)>0,MIN(boundary_x),MIN(enterprises_x))"
"""An X on the map for what is not drawn. LibreOffice takes the number of the row for an X that is an error or no
number, which draws the axis out to some hundred kilometres; the Y is #N/A, so that there is no dot."""
_INK = "#1F2933"
_COLOURS = {
    "power": "#C8553D",
    "steel": "#5D737E",
    "building_materials": "#D9AE61",
    "nonferrous": "#8E6C8A",
    "chemical": "#0B5563",
    "other": "#7FB069",
}


def _place(key: str, words: Text | str, formula: str, format: str = "0.00") -> Column:
    return calculated(key, words, "km", formula, format=format)


def _dot_size(key: str) -> Column:
    return calculated(key, "点大小 | size of the dot", GHG, f"MAX(map_points_size)*{_DOT}", format=WHOLE)


def _boundary(size: Size) -> Table:
    return table(
        "boundary",
        "园区边界 | Boundary of the park",
        "22 17 13",
        text("corner", "拐点 | corner"),
        number("x", "X（向东） | X (east)", "km", ANY, format="0.00"),
        number("y", "Y（向北） | Y (north)", "km", ANY, format="0.00"),
        rows=size.boundary_points,
        note="按顺序填写边界拐点，坐标系与“重点企业”表相同；首尾自动相连，中间不留空行。"
        " | Corners in order, in the grid of the sheet Enterprises; "
        "the last is joined to the first; no blank rows between.",
    )


def _outline(size: Size) -> Table:
    """Dots on the sides: row i lies on side 1 + (i-1) div n, at the share ((i-1) mod n)/n of its length."""
    side, share = f"(INT(({{i}}-1)/{_DOTS_PER_SIDE})+1)", f"(MOD({{i}}-1,{_DOTS_PER_SIDE})/{_DOTS_PER_SIDE})"

    def between(axis: str, otherwise: str) -> str:
        start, end = at(f"boundary_{axis}", "[side]"), at(f"boundary_{axis}", "IF([side]=COUNT(boundary_x),1,[side]+1)")
        return f"IF([side]<=COUNT(boundary_x),{start}+({end}-{start})*{share},{otherwise})"

    return table(
        "outline",
        "边界点（计算用） | Dots of the boundary (for the chart)",
        "22 17 13 13",
        calculated("side", "边 | side", "", side, format="0"),
        _place("x", "X", between("x", _SOMEWHERE), "0.000"),
        _place("y", "Y", between("y", "NA()"), "0.000"),
        _dot_size("size"),
        rows=size.boundary_points * _DOTS_PER_SIDE,
        helper=True,
    )


def _points(size: Size) -> Table:
    """A row for each row of the enterprises, a column of heights for each sector: what is not drawn is #N/A."""
    name, key, emission, x, y = (at(f"enterprises_{c}", "{i}") for c in ("name", "key", "emission", "x", "y"))
    emits = f"IF(ISNUMBER({emission}),{emission}>0,FALSE)"
    drawn = f"IF(AND({key}=yesno_yes,ISNUMBER({x}),ISNUMBER({y})),{emits},FALSE)"

    def height(code: str) -> Column:
        sector = "INDEX(enterprises_sector,{i})"
        # Residents, commerce and own sectors stand behind the other sectors in the list and are drawn like them.
        is_it = f"MATCH({sector},sector_list,0)>={len(SECTOR_CODES)}" if code == "other" else f"{sector}=sector_{code}"
        in_sector = f"IF({is_it},{y},NA())"
        return _place(f"y_{code}", SECTORS[code], f"IF([drawn],{in_sector},NA())")

    return table(
        "map_points",
        "分布图数据（计算用） | Data of the map (for the chart)",
        "22 17 13…",
        calculated("name", "企业 | enterprise", "", copy_of(name), role=Role.LABEL),
        calculated("drawn", "在图上 | on the map", "", drawn, format="General"),
        _place("x", "X", f"IF([drawn],{x},{_SOMEWHERE})"),
        calculated("size", "排放量 | emission", GHG, f"IF([drawn],{emission},0)", format=WHOLE),
        _place("y", "Y", f"IF([drawn],{y},NA())"),
        _dot_size("dot"),
        *(height(code) for code in SECTOR_CODES),
        rows=size.enterprises,
        note="只画有坐标且排放量大于 0 的重点企业；气泡面积与采用的排放量成正比。"
        " | Key enterprises with a place and an emission above 0 are "
        "drawn; the area of a bubble stands for the emission in use.",
    )


def _series(title: Text | str, table: str, y: str, sizes: str, colour: str) -> Series:
    return Series(title=title, categories=f"{table}_x", values=f"{table}_{y}", sizes=f"{table}_{sizes}", colour=colour)


def _chart() -> Chart:
    sectors = (_series(SECTORS[code], "map_points", f"y_{code}", "size", _COLOURS[code]) for code in SECTOR_CODES)
    boundary = _series(both("园区边界 | boundary of the park"), "outline", "y", "size", _INK)
    names = _series(both("企业名称 | names"), "map_points", "y", "dot", _INK)
    return Chart(
        key="park_map",
        title=both("温室气体排放重点企业分布图 | Key enterprises and their GHG emissions"),
        kind="bubble",
        height=34,
        width=980,
        x_title=both("向东（km） | east (km)"),
        y_title=both("向北（km） | north (km)"),
        series=(*sectors, boundary, replace(names, labels=True, label_names="enterprises_name", legend=False)),
    )


def map_sheet(size: Size) -> Sheet:
    return free_sheet(
        "park_map",
        "企业分布图 | Map",
        _chart(),
        _boundary(size),
        page="one page",
        intro="由“重点企业”表的坐标和采用的排放量绘制；边界拐点填在图下方。"
        " | Drawn from the coordinates and the emission in use of the "
        "sheet Enterprises; the corners of the boundary stand below.",
    )


def data_sheet(size: Size) -> Sheet:
    """What the chart is drawn from, out of the user's way."""
    return free_sheet("map_data", "分布图数据 | Map data", _points(size), _outline(size), tab="library")
