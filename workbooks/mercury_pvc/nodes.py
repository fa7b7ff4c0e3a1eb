"""Mercury and carbon by node: which nodes are sources of both, and by how much."""

from __future__ import annotations

from workbooks.common.cells import blank_if, sum_where
from workbooks.common.pages import chart, free_sheet, label, table
from workbooks.common.quantities import in_unit, percentage
from workbooks.common.said import first_of
from workbooks.mercury_pvc.lists import NODES

_NODE = {"node": "[node]", "year": "settings_year2"}
_CO2 = "+".join(sum_where(ledger, "co2", **_NODE) for ledger in ("fuels", "power", "heat"))
_OF_YEAR = {"year": "settings_year2"}
_FURNACE, _KILN = (sum_where("co2_accounts", column, **_OF_YEAR) for column in ("furnace", "kiln"))
_PROCESS = f"IF([node]=node_furnace,{_FURNACE},IF([node]=node_lime_kiln,{_KILN},0))"
_SUM = "SUM(node_accounts_{0})"


def _share(column: str) -> str:
    total = _SUM.format(column)
    return blank_if(f"{total}=0", f"[{column}]/{total}")


_COMMON = blank_if('OR([hg_share]="",[co2_share]="")', "SQRT([hg_share]*[co2_share])")
_LIMIT = f"1/{len(NODES.entries)}"
_KIND = first_of(
    ('OR([hg_share]="",[co2_share]="")', ""),
    (f"AND([hg_share]>={_LIMIT},[co2_share]>={_LIMIT})", "汞碳同源：协同管控 | both: joint control"),
    (f"[hg_share]>={_LIMIT}", "以汞为主 | mercury"),
    (f"[co2_share]>={_LIMIT}", "以碳为主 | carbon"),
    otherwise="次要 | minor",
)
NODE_ACCOUNTS = table(
    "node_accounts",
    "各节点的汞与碳（核算年） | Mercury and carbon by node (year of account)",
    "30 15 15 12 15 12 13 13 28",
    label("node", "节点 | node"),
    in_unit("kgHg", "#,##0.00", total=True)(
        "hg", "监测的汞输出 | measured mercury out", sum_where("outflows", "hg", **_NODE)
    ),
    in_unit("tCO2", "#,##0", total=True)("co2", "CO2", f"{_CO2}+{_PROCESS}"),
    percentage("hg_share", "汞占比 | share of mercury", _share("hg")),
    in_unit("kgHg", "#,##0.00", total=True)(
        "hg_in", "汞输入 | mercury in", "+".join(sum_where(key, "hg", **_NODE) for key in ("catalyst", "materials"))
    ),
    percentage("co2_share", "CO2 占比 | share of CO2", _share("co2")),
    in_unit("", "0.000")("common", "同源指数 √(汞占比×碳占比) | co-source index", _COMMON),
    percentage(
        "smaller",
        "重叠（较小者） | overlap (the smaller)",
        blank_if('OR([hg_share]="",[co2_share]="")', "MIN([hg_share],[co2_share])"),
    ),
    label("kind", "类型 | kind", _KIND),
    totals=True,
    headline=True,
    filled={"node": [words for _, words in NODES.entries]},
    note=(
        "占比不低于 1/14 的为主要节点；重叠合计为 0～100%，越高同源性越强。 | "
        "A node with at least 1/14 of the total is a main one; the overlaps add up to 0 to 100 %: the higher, the "
        "more mercury and carbon come from the same nodes."
    ),
)
_CHART = chart(
    "nodes",
    "各节点的汞与 CO2 占比 | Shares of mercury and CO2 by node",
    "",
    "node_accounts_node",
    [("hg_share", "汞 | mercury"), ("co2_share", "CO2")],
    width=1100,
    percent=True,
)
SHEET = free_sheet("nodes", "节点同源 | Nodes", NODE_ACCOUNTS, _CHART, page="one page")
