"""The map of the key enterprises (guide, 6.6.3): coordinates in, a bubble chart out.

Excel lets no line chart stand in a bubble chart, so the boundary of the park is a string of small dots between the
corners that are entered.
"""

from __future__ import annotations

from pycore.equations.domain import ANY
from pycore.language import both
from pycore.library.guide_words import SECTORS
from pycore.sheets.definition import Chart, Column, Role, Series, Sheet, Table
from workbooks.common.columns import NO_UNIT, calculated, number, text
from workbooks.industrial_park.lists import SECTOR_CODES
from workbooks.industrial_park.size import Size

_DOTS_PER_SIDE = 12
_DOT = 0.0015
"""Area of a dot over that of the largest bubble: about four hundredths of its diameter."""
_COLOURS = {
    "power": "#C8553D",
    "steel": "#5D737E",
    "building_materials": "#D9AE61",
    "nonferrous": "#8E6C8A",
    "chemical": "#0B5563",
    "other": "#7FB069",
}
_KM = both("km")


def _boundary(size: Size) -> Table:
    return Table(
        key="boundary",
        title=both("园区边界 | Boundary of the park"),
        rows=size.boundary_points,
        note=both(
            "按顺序填写边界拐点，坐标系与“重点企业”表相同；首尾自动相连，中间不留空行。 | Corners in order, in the grid of the sheet Enterprises; "
            "the last is joined to the first; no blank rows between."
        ),
        columns=(
            text("corner", "拐点 | corner", width=22),
            number("x", "X（向东） | X (east)", _KM, ANY, format="0.00", width=17),
            number("y", "Y（向北） | Y (north)", _KM, ANY, format="0.00", width=13),
        ),
    )


def _outline(size: Size) -> Table:
    """Dots on the sides: row i lies on side 1 + (i-1) div n, at the share ((i-1) mod n)/n of its length."""
    side, share = f"(INT(({{i}}-1)/{_DOTS_PER_SIDE})+1)", f"(MOD({{i}}-1,{_DOTS_PER_SIDE})/{_DOTS_PER_SIDE})"

    def between(axis: str) -> str:
        start, end = f"INDEX(boundary_{axis},[side])", f"INDEX(boundary_{axis},IF([side]=COUNT(boundary_x),1,[side]+1))"
        return f"IF([side]<=COUNT(boundary_x),{start}+({end}-{start})*{share},NA())"

    return Table(
        key="outline",
        title=both("边界点（计算用） | Dots of the boundary (for the chart)"),
        rows=size.boundary_points * _DOTS_PER_SIDE,
        columns=(
            calculated("side", "边 | side", NO_UNIT, side, format="0", width=22),
            calculated("x", "X", _KM, between("x"), format="0.000", width=17),
            calculated("y", "Y", _KM, between("y"), format="0.000", width=13),
            calculated(
                "size", "点大小 | size of the dot", "tCO2e", f"MAX(map_points_size)*{_DOT}", format="#,##0", width=13
            ),
        ),
    )


def _points(size: Size) -> Table:
    """A row for each row of the enterprises, a column of heights for each sector: what is not drawn is #N/A."""
    emission, place = "INDEX(enterprises_emission,{i})", "INDEX(enterprises_{0},{{i}})"
    x, y = place.format("x"), place.format("y")
    on_map = f"IF(AND(INDEX(enterprises_key,{{i}})=yesno_yes,ISNUMBER({x}),ISNUMBER({y})),IF(ISNUMBER({emission}),{emission}>0,FALSE),FALSE)"

    def height(code: str) -> Column:
        return calculated(
            f"y_{code}",
            SECTORS[code],
            _KM,
            f"IF([drawn],IF(INDEX(enterprises_sector,{{i}})=sector_{code},{y},NA()),NA())",
            format="0.00",
            width=13,
        )

    return Table(
        key="map_points",
        title=both("分布图数据（计算用） | Data of the map (for the chart)"),
        rows=size.enterprises,
        note=both(
            "只画有坐标且排放量大于 0 的重点企业；气泡面积与采用的排放量成正比。 | Key enterprises with a place and an emission above 0 are "
            "drawn; the area of a bubble stands for the emission in use."
        ),
        columns=(
            calculated(
                "name",
                "企业 | enterprise",
                NO_UNIT,
                'IF(INDEX(enterprises_name,{i})="","",INDEX(enterprises_name,{i}))',
                width=22,
                role=Role.LABEL,
            ),
            calculated("drawn", "在图上 | on the map", NO_UNIT, on_map, format="General", width=17),
            calculated("x", "X", _KM, f"IF([drawn],{x},MIN(boundary_x))", format="0.00", width=13),
            calculated("size", "排放量 | emission", "tCO2e", f"IF([drawn],{emission},0)", format="#,##0", width=13),
            calculated("y", "Y", _KM, f"IF([drawn],{y},NA())", format="0.00", width=13),
            calculated(
                "dot", "点大小 | size of the dot", "tCO2e", f"MAX(map_points_size)*{_DOT}", format="#,##0", width=13
            ),
            *(height(code) for code in SECTOR_CODES),
        ),
    )


def _chart() -> Chart:
    sectors = tuple(
        Series(
            title=SECTORS[code],
            categories="map_points_x",
            values=f"map_points_y_{code}",
            sizes="map_points_size",
            colour=_COLOURS[code],
        )
        for code in SECTOR_CODES
    )
    return Chart(
        key="park_map",
        title=both("温室气体排放重点企业分布图 | Key enterprises and their GHG emissions"),
        kind="bubble",
        height=34,
        width=980,
        x_title=both("向东（km） | east (km)"),
        y_title=both("向北（km） | north (km)"),
        series=(
            *sectors,
            Series(
                title=both("园区边界 | boundary of the park"),
                categories="outline_x",
                values="outline_y",
                sizes="outline_size",
                colour="#1F2933",
            ),
            Series(
                title=both("企业名称 | names"),
                categories="map_points_x",
                values="map_points_y",
                sizes="map_points_dot",
                colour="#1F2933",
                labels=True,
                label_names="enterprises_name",
                legend=False,
            ),
        ),
    )


def map_sheet(size: Size) -> Sheet:
    return Sheet(
        key="park_map",
        title=both("企业分布图 | Map"),
        tab="result",
        freeze=False,
        one_page=True,
        intro=both(
            "由“重点企业”表的坐标和采用的排放量绘制；边界拐点填在图下方。 | Drawn from the coordinates and the emission in use of the sheet "
            "Enterprises; the corners of the boundary stand below."
        ),
        blocks=(_chart(), _boundary(size)),
    )


def data_sheet(size: Size) -> Sheet:
    """What the chart is drawn from, out of the user's way."""
    return Sheet(
        key="map_data",
        title=both("分布图数据 | Map data"),
        tab="library",
        freeze=False,
        blocks=(_points(size), _outline(size)),
    )
