"""What each plant uses, releases and emits in each year, mercury and carbon side by side, and the region's totals."""

from __future__ import annotations

from collections.abc import Sequence

from pycore.accounting.mercury import CLOSURE
from pycore.sheets.definition import Role, Table
from pycore.sheets.formulas import core_first
from workbooks.common.cells import at, blank_if, in_words, sum_where
from workbooks.common.columns import code_of, factor_value
from workbooks.common.pages import calculated_text, chart, free_sheet, label, number_label, sheet, table
from workbooks.common.quantities import deviation, in_unit, percentage
from workbooks.mercury_pvc import size
from workbooks.mercury_pvc.ledgers_carbon import FUELS, PROCESS

_kg, _g_per_t = in_unit("kgHg", "#,##0.000"), in_unit("gHg/t", "0.00")
_t, _t_per_t = in_unit("tCO2", "#,##0"), in_unit("tCO2/t", "0.000")
_none = '[plant]=""'
_BY_PLANT = {"plant": "[plant]", "year": "[year]"}


_PLANT, _YEAR = 'INDEX(output_plant,{i})&""', blank_if(_none, "INDEX(output_year,{i})")


def _sum(ledger: str, column: str, **more: str) -> str:
    return blank_if(_none, sum_where(ledger, column, **_BY_PLANT, **more))


def _per_output(value: str, scale: str = "") -> str:
    return blank_if(f"IF({_none},TRUE,SUM([pvc])=0)", f"{value}{scale}/[pvc]")


# ── mercury ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _way(code: str) -> str:
    return _sum("reconcile", "used", pathway=f"pathway_{code}")


def _species(kind: str) -> str:
    id = f'"mercury.speciation_"&{code_of("settings_speciation", "speciation")}&".{kind}"'
    return blank_if(_none, f"[hg_air]*{factor_value(id)}")


_CLOSURE = blank_if(
    f"IF({_none},TRUE,OR([hg_in]<=0,[measured]=0))",
    core_first(CLOSURE.call(("[hg_in]", "[measured]")), CLOSURE.native(("[hg_in]", "[measured]"))),
)
_CLOSED = in_words(
    f'IF({_none},"",IF([balance_ratio]="","! {{}}",IF(ABS([balance_ratio]-1)<=settings_tolerance,"✓",'
    'IF(INDEX(output_gap,{i})="","✗ {}","! {}"))))',
    "没有监测的输出 | no measured outputs",
    "不闭合：请在“产量”表解释差额 | does not close: explain the gap on sheet Output",
    "不闭合，已解释 | does not close, explained",
)
_COMPLIES = in_words(
    f'IF(OR({_none},[compliance]=""),"",IF([compliance]<=1,"✓","✗ {{}}"))', "高于 2010 年的一半 | above half of 2010"
)
HG_ACCOUNTS = table(
    "hg_accounts",
    "汞：各企业各年 | Mercury by plant and year",
    "22 8 13 13 13 13 13 12 24 13 13 13 13 13 12 12 12 13 12 12 11 22",
    label("plant", "企业 | plant", _PLANT),
    label("year", "年份 | year", _YEAR),
    in_unit("t", "#,##0")("pvc", "聚氯乙烯 | PVC", blank_if(_none, "INDEX(output_pvc,{i})"), total=False),
    _kg("hg_catalyst", "触媒 | catalyst", _sum("catalyst", "hg")),
    _kg("hg_materials", "原料 | materials", _sum("materials", "hg")),
    _kg("hg_in", "输入合计 | input", blank_if(_none, "[hg_catalyst]+[hg_materials]")),
    _kg("measured", "监测的输出 | measured outputs", _sum("outflows", "hg")),
    percentage("balance_ratio", "闭合度 | closure", _CLOSURE),
    calculated_text("closed", "平衡检查 | balance", _CLOSED, role=Role.CHECK),
    _kg("spent", "废触媒 | spent catalyst", _way("spent_catalyst")),
    _kg("in_carbon", "废活性炭 | spent carbon", _way("carbon")),
    _kg(
        "in_acid",
        "酸、碱、污泥 | acid, alkali, sludge",
        blank_if(
            _none,
            "+".join(
                sum_where("reconcile", "used", **_BY_PLANT, pathway=f"pathway_{way}")
                for way in ("acid", "alkali", "sludge")
            ),
        ),
    ),
    _kg("hg_water", "废水 | waste water", _way("water")),
    _kg("hg_air", "大气 | air", _way("air")),
    _kg("hg0", "Hg⁰", _species("Hg0")),
    _kg("hgii", "Hg²⁺", _species("HgII")),
    _kg("hgp", "Hgᵖ", _species("Hgp")),
    _kg(
        "returned",
        "返回与回收 | returned and recovered",
        blank_if(
            _none,
            "+".join(
                sum_where("outflows", "hg", **_BY_PLANT, treatment=f"treatment_{way}")
                for way in ("returned", "recovered")
            ),
        ),
    ),
    _g_per_t("gross", "单位产品用汞 | mercury for each t", _per_output("[hg_catalyst]", "*1000")),
    _g_per_t("net", "扣除返回后 | net of what returns", _per_output("([hg_catalyst]-[returned])", "*1000")),
    in_unit("", "0.00")("compliance", "履约指数 | compliance index", blank_if('[gross]=""', "[gross]/settings_cap")),
    calculated_text("complies", "履约 | complies", _COMPLIES, role=Role.CHECK),
    rows=size.PLANT_YEARS,
    headline=True,
    note=(
        "履约指数 = 单位产品用汞 ÷ 2010 年单位产品用汞的一半（49.14 gHg/t，按汞计，不是触媒）。 | "
        "Compliance index: mercury for each t divided by half of that of 2010 (49.14 g of mercury, not of "
        "catalyst)."
    ),
)

# ── carbon ───────────────────────────────────────────────────────────────────────────────────────────────────────

_HAS_BALANCE = "COUNTIFS(flows_plant,[plant],flows_year,[year])>0"
BY_BALANCE = f"AND(settings_furnace=furnace_method_balance,{_HAS_BALANCE})"
_FURNACE = blank_if(_none, f"IF({BY_BALANCE},[balance],[factor])")
_KILN = blank_if(_none, f"IF(AND(settings_lime=yesno_yes,NOT({BY_BALANCE})),0,[lime])")
_REST = "[fuel]+[power]+[heat]+[carbide]"
CO2_ACCOUNTS = table(
    "co2_accounts",
    "碳与大气污染物：各企业各年 | Carbon and air pollutants by plant and year",
    "22 8 13 13 13 13 13 13 13 13 13 13 14 14 12 14 12 14 14 11 11 11",
    label("plant", "企业 | plant", _PLANT),
    label("year", "年份 | year", _YEAR),
    in_unit("t", "#,##0")("pvc", "聚氯乙烯 | PVC", blank_if(_none, "INDEX(output_pvc,{i})")),
    _t("fuel", "化石燃料 | fuels", _sum("fuels", "co2")),
    _t("balance", "电石炉：碳平衡 | furnace: balance", _sum("flows", "co2")),
    _t("factor", "电石炉：因子 | furnace: factor", _sum("process", "co2", item="process_item_calcium_carbide")),
    _t("furnace", "电石炉：采用 | furnace: in use", _FURNACE),
    _t("lime", "石灰窑 | lime kiln", _sum("process", "co2", item="process_item_lime")),
    _t("kiln", "石灰窑：计入 | lime kiln: counted", _KILN),
    _t("power", "电力 | electricity", _sum("power", "co2")),
    _t("heat", "蒸汽 | steam", _sum("heat", "co2")),
    _t(
        "carbide",
        "外购电石上游 | bought carbide upstream",
        blank_if(
            _none,
            (
                f"IF(settings_upstream=yesno_yes,"
                f"{sum_where('upstream', 'co2', **_BY_PLANT, item='upstream_item_carbide')},0)"
            ),
        ),
    ),
    _t("co2", "CO2 总量 | CO2 total", blank_if(_none, f"{_REST}+[furnace]+[kiln]")),
    _t(
        "other",
        "另一口径总量（石灰窑） | total on the other basis (lime kiln)",
        blank_if(_none, f"{_REST}+[furnace]+IF({BY_BALANCE},[lime],[lime]-[kiln])"),
    ),
    _t_per_t("per_t", "单位产品 CO2 | CO2 for each t", _per_output("[co2]")),
    in_unit("GJ", "#,##0")("energy", "燃料热量 | fuel energy", _sum("fuels", "energy")),
    in_unit("MWh", "#,##0")("electricity", "用电量 | electricity", _sum("power", "electricity")),
    in_unit("GJ", "#,##0")("steam", "蒸汽热量 | steam", _sum("heat", "heat")),
    _t("memo", "上游备查 | upstream, memo", _sum("upstream", "co2")),
    *(
        in_unit("t", "#,##0.0")(
            key,
            words,
            blank_if(_none, "+".join(sum_where(ledger.key, key, **_BY_PLANT) for ledger in (FUELS, PROCESS))),
        )
        for key, words in (("nox", "NOx"), ("so2", "SO2"), ("pm", "颗粒物 | particulates"))
    ),
    rows=size.PLANT_YEARS,
    headline=True,
    note=(
        "采用因子法时，石灰窑是否已含在电石因子内没有来源可以断定：两种口径的总量并列。采用碳平衡的企业不受影响。 | "
        "No source settles whether the carbide factor includes the lime kiln: both totals stand side by side. "
        "Plants with a carbon balance are not affected."
    ),
)

# ── the region ───────────────────────────────────────────────────────────────────────────────────────────────────


def _of_year(table_key: str, column: str) -> str:
    return sum_where(table_key, column, year="[year]")


def _weighted(column: str, scale: str = "") -> str:
    return blank_if("[pvc]=0", f"[{column}]{scale}/[pvc]")


_REGION = table(
    "region_years",
    "区域合计 | The region",
    "14 12 16 14 14 14 14 14 14 14 16 14 12 12 12",
    label("item", "年份说明 | which year"),
    number_label("year", "年份 | year"),
    in_unit("t", "#,##0")("pvc", "聚氯乙烯 | PVC", _of_year("hg_accounts", "pvc")),
    _kg("hg_catalyst", "触媒用汞 | mercury in catalyst", _of_year("hg_accounts", "hg_catalyst")),
    _kg("hg_in", "汞输入 | mercury in", _of_year("hg_accounts", "hg_in")),
    _kg("hg_air", "大气 | to air", _of_year("hg_accounts", "hg_air")),
    _kg("hg_water", "废水 | to water", _of_year("hg_accounts", "hg_water")),
    _kg("returned", "返回与回收 | returned", _of_year("hg_accounts", "returned")),
    _g_per_t("gross", "单位产品用汞 | mercury for each t", _weighted("hg_catalyst", "*1000")),
    in_unit("", "0.00")("compliance", "履约指数 | compliance index", blank_if('[gross]=""', "[gross]/settings_cap")),
    _t("co2", "CO2 总量 | CO2", _of_year("co2_accounts", "co2")),
    _t_per_t("per_t", "单位产品 CO2 | CO2 for each t", _weighted("co2")),
    *(
        in_unit("t", "#,##0")(key, words, _of_year("co2_accounts", key))
        for key, words in (("nox", "NOx"), ("so2", "SO2"), ("pm", "颗粒物 | particulates"))
    ),
    headline=True,
    filled={
        "item": ["基准年 | base year", "核算年 | year of account"],
        "year": ["=settings_year1", "=settings_year2"],
    },
)
_CHANGE = table(
    "region_change",
    "核算年比基准年 | Change from the base year to the year of account",
    "30 18",
    label("item", "指标 | quantity"),
    deviation("change", "变化率 | change"),
    filled={
        "item": [
            "聚氯乙烯产量 | output of PVC",
            "单位产品用汞 | mercury for each t",
            "大气汞 | mercury to air",
            "CO2 总量 | CO2 total",
            "单位产品 CO2 | CO2 for each t",
        ],
        "change": [
            (
                f'=IF(SUM({at(f"region_years_{key}", 1)})=0,"–",'
                f"{at(f'region_years_{key}', 2)}/{at(f'region_years_{key}', 1)}-1)"
            )
            for key in ("pvc", "gross", "hg_air", "co2", "per_t")
        ],
    },
)


def _parts(key: str, words: str, unit: str, format: str, of: str, parts: Sequence[tuple[str, str]]) -> Table:
    """What the total of both years is made of."""

    def total(column: str, year: str) -> str:
        return "=" + sum_where(of, column, year=year)

    share = blank_if(f"SUM({key}_account)=0", f"[account]/SUM({key}_account)")
    return table(
        key,
        words,
        "34 18 18 14",
        label("item", "项目 | item"),
        in_unit(unit, format, total=True)("base", "基准年 | base year"),
        in_unit(unit, format, total=True)("account", "核算年 | year of account"),
        percentage("share", "占比 | share", share),
        totals=True,
        filled={
            "item": [words for _, words in parts],
            "base": [total(column, "settings_year1") for column, _ in parts],
            "account": [total(column, "settings_year2") for column, _ in parts],
        },
    )


_BOTH_YEARS = [("base", "基准年 | base year"), ("account", "核算年 | year of account")]
_HG_WAYS = _parts(
    "hg_ways",
    "汞的去向 | Where the mercury goes",
    "kgHg",
    "#,##0.0",
    "hg_accounts",
    (
        ("spent", "废触媒 | spent catalyst"),
        ("in_carbon", "废活性炭 | spent carbon"),
        ("in_acid", "酸、碱、污泥 | acid, alkali, sludge"),
        ("hg_water", "废水 | waste water"),
        ("hg_air", "大气 | air"),
    ),
)
_CO2_PARTS = _parts(
    "co2_parts",
    "CO2 的来源 | Where the CO2 comes from",
    "tCO2",
    "#,##0",
    "co2_accounts",
    (
        ("fuel", "化石燃料 | fuels"),
        ("furnace", "电石炉 | furnace"),
        ("kiln", "石灰窑 | lime kiln"),
        ("power", "电力 | electricity"),
        ("heat", "蒸汽 | steam"),
        ("carbide", "外购电石上游 | bought carbide upstream"),
    ),
)
_WAYS = chart("hg_ways", "汞的去向 | Where the mercury goes", "kgHg", "hg_ways_item", _BOTH_YEARS, kind="bar")
_CARBON = chart("co2_parts", "CO2 的来源 | Where the CO2 comes from", "tCO2", "co2_parts_item", _BOTH_YEARS, kind="bar")
HG_SHEET = sheet("hg_accounts", "汞核算 | Mercury account", HG_ACCOUNTS, tab="result")
CO2_SHEET = sheet("co2_accounts", "碳核算 | Carbon account", CO2_ACCOUNTS, tab="result")
REGION_SHEET = free_sheet(
    "inventory",
    "源清单汇总 | Inventory",
    _REGION,
    _CHANGE,
    _HG_WAYS,
    _WAYS,
    _CO2_PARTS,
    _CARBON,
    page="one page",
)
RESULTS = {
    "region_years_hg_in": "汞输入（基准年、核算年） | mercury in (both years)",
    "region_years_hg_air": "大气汞 | mercury to air",
    "region_years_gross": "单位产品用汞 | mercury for each t of PVC",
    "region_years_co2": "CO2 总量 | CO2 total",
    "region_years_per_t": "单位产品 CO2 | CO2 for each t of PVC",
}
