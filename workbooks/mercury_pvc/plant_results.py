"""The plants side by side: both years, rank, and the map; what the charts are drawn from."""

from __future__ import annotations

from pycore.language import both
from pycore.sheets.definition import Chart, Role, Series
from workbooks.common.cells import at, blank_if, in_words, number_or_zero, rank_of, sum_where
from workbooks.common.columns import calculated
from workbooks.common.pages import calculated_text, chart, free_sheet, label, table
from workbooks.common.quantities import deviation, in_unit
from workbooks.mercury_pvc import size

_none = '[plant]=""'
_g_per_t, _t_per_t = in_unit("gHg/t", "0.00"), in_unit("tCO2/t", "0.000")


def _of(table_key: str, column: str, year: int) -> str:
    """A number of the plant in a year; blank where the plant has no row for it."""
    where = {"plant": "[plant]", "year": f"settings_year{year}"}
    has = f"COUNTIFS({table_key}_plant,[plant],{table_key}_year,settings_year{year})=0"
    return blank_if(f"IF({_none},TRUE,{has})", sum_where(table_key, column, **where))


_X, _Y, _HG = (at(name, "{i}") for name in ("plants_x", "plants_y", "plant_results_hg"))
_ON_THE_MAP = f"IF({_none},FALSE,AND(ISNUMBER({_X}),ISNUMBER({_Y}),SUM({_HG})>0))"
_RANK = blank_if('[gross2]=""', rank_of("[gross2]", "plant_results_gross2"))
_SAID = in_words(
    f'IF({_none},"",IF([gross2]="","! {{}}",IF([gross2]<=settings_cap,"✓ {{}}","✗ {{}}")))',
    "没有核算年的产量 | no output in the year of account",
    "不高于 2010 年的一半 | at most half of 2010",
    "高于 2010 年的一半 | above half of 2010",
)


def _change(now: str, then: str) -> str:
    """The change of an intensity; where both are the same, 0 in every program: some keep what rounding leaves."""
    return blank_if(f'IF(OR([{now}]="",[{then}]=""),TRUE,[{then}]=0)', f"ROUND([{now}]/[{then}]-1,12)")


PLANT_RESULTS = table(
    "plant_results",
    "各企业：基准年与核算年 | The plants in both years",
    "24 15 15 13 13 8 15 15 13 15 15 30",
    label("plant", "企业 | plant", at("plants_name", "{i}") + '&""'),
    _g_per_t("gross1", "用汞：基准年 | mercury, base year", _of("hg_accounts", "gross", 1)),
    _g_per_t("gross2", "用汞：核算年 | mercury, year of account", _of("hg_accounts", "gross", 2)),
    deviation("change_hg", "变化 | change", _change("gross2", "gross1")),
    _g_per_t("cap", "2010 年一半 | half of 2010", blank_if(_none, "settings_cap")),
    in_unit("", "0")("rank", "用汞排序（高到低） | rank, highest first", _RANK),
    _t_per_t("co2_1", "CO2：基准年 | CO2, base year", _of("co2_accounts", "per_t", 1)),
    _t_per_t("co2_2", "CO2：核算年 | CO2, year of account", _of("co2_accounts", "per_t", 2)),
    deviation("change_co2", "变化 | change", _change("co2_2", "co2_1")),
    in_unit("kgHg", "#,##0.0")("hg", "汞输入：核算年 | mercury in, year of account", _of("hg_accounts", "hg_in", 2)),
    in_unit("kgHg", "#,##0.00")(
        "hg_air", "大气汞：核算年 | mercury to air, year of account", _of("hg_accounts", "hg_air", 2)
    ),
    calculated_text("said", "履约 | against the cap", _SAID, role=Role.CHECK),
    rows=size.PLANTS,
    headline=True,
)
POINTS = table(
    "plant_points",
    "图表数据：企业分布图 | Chart data: map of the plants",
    "24 12 12 14",
    label("plant", "企业 | plant", at("plants_name", "{i}") + '&""'),
    calculated(
        "x",
        "X",
        "km",
        f"IF({_ON_THE_MAP},{_X},MIN(plants_x))",
        format="0.0",
    ),
    calculated(
        "y",
        "Y",
        "km",
        f"IF({_ON_THE_MAP},{_Y},NA())",
        format="0.0",
    ),
    calculated("size", "汞输入 | mercury in", "kgHg", number_or_zero(_HG), format="#,##0"),
    rows=size.PLANTS,
    helper=True,
)
_MERCURY = chart(
    "intensity",
    "单位产品用汞 | Mercury for each t of PVC",
    "gHg/t",
    "plant_results_plant",
    [
        ("gross1", "基准年 | base year"),
        ("gross2", "核算年 | year of account"),
        ("cap", "2010 年一半 | half of 2010"),
    ],
    width=1000,
)
_CARBON = chart(
    "co2_intensity",
    "单位产品 CO2 | CO2 for each t of PVC",
    "tCO2/t",
    "plant_results_plant",
    [("co2_1", "基准年 | base year"), ("co2_2", "核算年 | year of account")],
    width=1000,
)
_MAP = Chart(
    key="chart_map",
    title=both("企业分布图（气泡：核算年汞输入） | Map of the plants (bubbles: mercury in, year of account)"),
    kind="bubble",
    height=30,
    width=1000,
    x_title=both("向东（km） | east (km)"),
    y_title=both("向北（km） | north (km)"),
    series=(
        Series(
            title=both("企业 | plants"),
            categories="plant_points_x",
            values="plant_points_y",
            sizes="plant_points_size",
            labels=True,
            label_names="plant_points_plant",
            legend=False,
        ),
    ),
)
SHEET = free_sheet(
    "plant_results",
    "企业对比与分布 | Plants compared",
    PLANT_RESULTS,
    _MERCURY,
    _CARBON,
    _MAP,
    POINTS,
    page="one page",
    new_pages="chart_map",
)
