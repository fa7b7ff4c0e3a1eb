"""What a merge reads of a plant's file and fills in the region's, and the total that factors move."""

from __future__ import annotations

from pycore.language import both
from pycore.sheets.exchange import From, Gives, Takes
from pycore.sheets.meanings import Meaning as M
from workbooks.common.cells import at, sum_where
from workbooks.common.factor_effects import Total
from workbooks.common.given_rows import fuels_given
from workbooks.mercury_pvc.ledgers_carbon import FUELS, HEAT, POWER

_OF_ROW = {M.YEAR: From("year"), M.ENTERPRISE: From("plant"), M.EVIDENCE: From("evidence"), M.QUALITY: From("quality")}
GIVES = Gives(rows=(fuels_given(_OF_ROW),))
"""By meaning for workbooks of another kind: the fuels of its plants."""
TAKES = Takes(
    enterprises=("plants", "name"),
    base_year="settings_year2",
    same={
        "plants": ("name",),
        "output": (),
        "catalyst": ("supplier",),
        "materials": ("material",),
        "outflows": ("pathway", "outlet"),
        "fuels": ("node", "fuel"),
        "process": ("node", "item"),
        "flows": ("direction", "material"),
        "power": ("node", "source"),
        "heat": ("node", "source"),
        "upstream": ("item",),
    },
    alike=(
        "plants",
        "output",
        "catalyst",
        "materials",
        "outflows",
        "fuels",
        "process",
        "flows",
        "power",
        "heat",
        "upstream",
    ),
    otherwise=both(
        "属于区域研究自己的内容，由编制单位填写 | part of the study of the region: to be filled in by its consultant"
    ),
    remark=both(
        "企业坐标须用同一坐标系；两个文件的基准年、核算年须相同。 | "
        "Plants' positions must be on one grid, and the files must have the same base year and year of "
        "account."
    ),
)
_YEAR = {"year": "settings_year2"}
_LIME, _KILN = (sum_where("co2_accounts", column, **_YEAR) for column in ("lime", "kiln"))


def _of_lime(id: str) -> str:
    """What moves with the factor of lime: the rows that take it, as far as the kiln counts beside the furnace."""
    if id != "process.lime.CO2":
        return ""
    moved = f'SUMIFS(process_co2,process_id_emission_factor,"{id}",process_year,settings_year2)'
    return f"+IF({_LIME}=0,0,{moved}*{_KILN}/{_LIME})"


TOTAL = Total(
    cell=at("region_years_co2", 2),
    words=both("核算年 CO2 总量 | CO2, year of account"),
    added=(FUELS, POWER, HEAT),
    rows={"year": "settings_year2"},
    beside=_of_lime,
)
