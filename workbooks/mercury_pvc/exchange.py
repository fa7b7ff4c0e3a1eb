"""What a merge reads of a plant's file and fills in the region's or a park's, and the total that factors move."""

from __future__ import annotations

from pycore.cells.stored import Value
from pycore.language import both
from pycore.sheets.exchange import From, GivenRows, Gives, HeldRow, Holding, NotGiven, Takes, Worked
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import RowKind, SharedEntry
from workbooks.common.cells import at, sum_where
from workbooks.common.factor_effects import Total
from workbooks.common.given_rows import fuels_given
from workbooks.mercury_pvc.ledgers_carbon import FUELS, HEAT, POWER

_OF_ROW = {M.YEAR: From("year"), M.ENTERPRISE: From("plant"), M.EVIDENCE: From("evidence"), M.QUALITY: From("quality")}
_NAMELESS = NotGiven(lambda row: not row["plant"], both("没有填企业的行 | rows without a plant"))
_OWN_POWER = NotGiven(
    lambda row: row["source"] not in ("grid", "green"),
    both(
        "自备电厂、余热发电不是购入：燃料在燃料行 | power of own stations and waste heat is not bought: its fuel has rows of "
        "its own"
    ),
)
_OWN_HEAT = NotGiven(
    lambda row: row["source"] != "bought",
    both(
        "自产蒸汽、余热不是购入：燃料在燃料行 | own steam and waste heat are not bought: the fuel has rows of its own"
    ),
)


def _at_node(row: HeldRow, held: Holding) -> Value:
    """The node as the use of a row, in the language of the workbook that takes it."""
    return held.label("node", str(row["node"]))[held.language] if row["node"] else None


def _line(row: HeldRow, held: Holding) -> Value:
    """The process as a guide names it; none for lime that the carbide factor is said to include."""
    included = row["item"] == "lime" and held.fields["settings_lime"] == "yes"
    return None if included else row["item"]


_BOUGHT = Worked(lambda *_: SharedEntry.BOUGHT.value)
_POWER = GivenRows(
    kind=RowKind.ELECTRICITY,
    table="power",
    values={
        M.TRADE: _BOUGHT,
        M.POWER_KIND: From("source"),
        M.USE: Worked(_at_node),
        M.AMOUNT: From("electricity"),
        M.EMISSION: From("co2"),
        **_OF_ROW,
    },
    left_out=(_NAMELESS, _OWN_POWER),
)
_HEAT = GivenRows(
    kind=RowKind.HEAT,
    table="heat",
    values={M.TRADE: _BOUGHT, M.USE: Worked(_at_node), M.AMOUNT: From("heat"), M.EMISSION: From("co2"), **_OF_ROW},
    left_out=(_NAMELESS, _OWN_HEAT),
)
_PROCESS = GivenRows(
    kind=RowKind.PROCESS,
    table="process",
    values={
        M.PROCESS_LINE: Worked(_line),
        M.USE: Worked(_at_node),
        M.AMOUNT: From("activity"),
        M.EMISSION: From("co2"),
        **_OF_ROW,
    },
    left_out=(_NAMELESS,),
)
GIVES = Gives(rows=(fuels_given({M.USE: From("use"), **_OF_ROW}, (_NAMELESS,)), _POWER, _HEAT, _PROCESS))
"""By meaning for workbooks of another kind, such as a park's: fuels, bought electricity and heat, carbide and lime.

A furnace that is counted by its carbon balance here is counted by the guide's factor
there: the merge shows both emissions."""
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
