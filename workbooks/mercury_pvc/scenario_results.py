"""Mercury, energy, CO2, pollutants and costs of each scenario, and what a unit of mercury reduced changes of them."""

from __future__ import annotations

from pycore.accounting.mercury import PER_REDUCTION
from pycore.sheets.formulas import core_first
from workbooks.common.cells import at, blank_if, root_of_squares
from workbooks.common.pages import calculated_text, label, table
from workbooks.common.quantities import deviation, in_unit
from workbooks.common.said import first_of
from workbooks.mercury_pvc.scenarios import ENERGY, NAME, OTHER, ROWS, SHARES

_PVC, _SHARE = "scenario_account_pvc", at("scenarios_share", "{i}")
_kg, _t, _gj = in_unit("kgHg", "#,##0.000"), in_unit("tCO2", "#,##0"), in_unit("GJ", "#,##0")
_tonnes = in_unit("t", "#,##0.0;-#,##0.0;0")


def _used(key: str) -> str:
    return at(f"scenario_used_{key}", "{i}")


def _hg(key: str) -> str:
    return at(f"scenario_mercury_{key}", "{i}")


def _if(value: str) -> str:
    """A value where the scenario has a baseline."""
    return blank_if('INDEX(scenario_used_base_row,{i})=""', value)


def _unless(tested: str, value: str) -> str:
    return blank_if(f'{tested}=""', value)


_WHAT = "INDEX(scenario_used_base_row,{i})"
_BASE_NAME = blank_if(f'{_WHAT}=""', f"INDEX(scenarios_name,{_WHAT})")
_NOT_COUNTED = blank_if(f'OR({_WHAT}="",{_SHARE}="")', "{}")
"""Totals need the share of capacity as well."""


def _total(value: str) -> str:
    return _NOT_COUNTED.replace("{}", value)


# ── mercury ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _flow(key: str) -> str:
    """kg of mercury: the part of capacity with the technology, the rest as the baseline."""
    here, there = f"{_hg('hg_in')}*{_hg(key)}", f"{_hg('b_hg_in')}*{_hg(f'b_{key}')}"
    return _total(f"({_SHARE}*{here}+(1-{_SHARE})*{there})*{_PVC}/1000")


_KIND = label("kind", "类别 | kind", blank_if('[scenario]=""', at("scenarios_kind", "{i}")))
FLOWS = table(
    "scenario_flows",
    "各情景的汞流量 | Mercury flows by scenario",
    "28 26 14…",
    NAME,
    _KIND,
    _kg(
        "hg_in",
        "汞输入 | input",
        _total(f"({_SHARE}*{_hg('hg_in')}+(1-{_SHARE})*{_hg('b_hg_in')})*{_PVC}/1000"),
    ),
    *(_kg(one.key, one.words, _flow(one.key)) for one in SHARES),
    _kg(
        "rest",
        "其余（沉积、未查明） | rest (deposits, not found)",
        _unless("[hg_in]", "[hg_in]-SUM([hg_air],[hg_water],[acid],[carbon],[spent])"),
    ),
    _kg(
        "base",
        "计入减汞的汞：基准 | mercury that counts: baseline",
        _total(f"{_hg('b_hg_in')}*{_hg('b_f')}*{_PVC}/1000"),
    ),
    _kg(
        "counted",
        "计入减汞的汞 | mercury that counts",
        _unless("[base]", f"[base]-{_SHARE}*{_hg('reduced')}*{_PVC}/1000"),
    ),
    in_unit("gHg/t", "0.00")("per_t", "单位产品用汞 | mercury for each t", _unless("[hg_in]", f"[hg_in]*1000/{_PVC}")),
    in_unit("gHg/t", "0.000")(
        "counted_per_t", "单位产品计入减汞的汞 | counted, for each t", _unless("[counted]", f"[counted]*1000/{_PVC}")
    ),
    rows=ROWS,
    headline=True,
)

# ── energy, CO2, pollutants ──────────────────────────────────────────────────────────────────────────────────────


def _amount(key: str, scale: str = "") -> str:
    """The amount of all capacity: the baseline's, and the change where the technology is."""
    value = f"({_used(f'b_{key}')}+{_SHARE}*{_used(f'd_{key}')})*{_PVC}{scale}"
    return blank_if(f'OR({_WHAT}="",{_SHARE}="",{_used(f"d_{key}")}="")', value)


_NO_CARBON = blank_if("COUNT([co2_power],[co2_steam],[co2_coal],[co2_process])<4", "{}")
CARBON = table(
    "scenario_carbon",
    "各情景的能源与 CO2 | Energy and CO2 by scenario",
    "28 26 14…",
    NAME,
    _KIND,
    in_unit("MWh", "#,##0")("electricity", ENERGY[0].words, _amount("electricity", "/1000")),
    _gj("steam", ENERGY[1].words, _amount("steam")),
    in_unit("t", "#,##0")("coal", ENERGY[2].words, _amount("coal")),
    _gj(
        "energy",
        "终端能耗合计 | final energy",
        blank_if("COUNT([electricity],[steam],[coal])<3", "[electricity]*3.6+[steam]+[coal]*scenario_factors_ncv"),
    ),
    _t("co2_power", "CO2：电力 | CO2: electricity", _unless("[electricity]", "[electricity]*scenario_factors_power")),
    _t("co2_steam", "CO2：蒸汽 | CO2: steam", _unless("[steam]", "[steam]*scenario_factors_heat")),
    _t("co2_coal", "CO2：燃煤 | CO2: coal", _unless("[coal]", "[coal]*scenario_factors_coal")),
    _t("co2_process", "CO2：过程 | CO2: process", _amount("process")),
    _t("co2", "CO2 合计 | CO2", _NO_CARBON.replace("{}", "[co2_power]+[co2_steam]+[co2_coal]+[co2_process]")),
    in_unit("GJ/t", "0.00")("energy_per", "单位产品能耗 | energy for each t", _unless("[energy]", f"[energy]/{_PVC}")),
    in_unit("tCO2/t", "0.000")("co2_per", "单位产品 CO2 | CO2 for each t", _unless("[co2]", f"[co2]/{_PVC}")),
    rows=ROWS,
    headline=True,
    note="终端能耗 = 电力 × 3.6 + 蒸汽 + 燃煤 × 热值，不含电力和蒸汽的转换损失。 | Final energy = electricity × 3.6 + steam + "
    "coal × calorific value, without what is lost in making electricity and steam.",
)

# ── changes ──────────────────────────────────────────────────────────────────────────────────────────────────────

_EF = {"electricity": "scenario_factors_power/1000", "steam": "scenario_factors_heat", "coal": "scenario_factors_coal"}
_U_EF = {
    "electricity": "scenario_factors_u_power",
    "steam": "scenario_factors_u_heat",
    "coal": "scenario_factors_u_coal",
}
_HEAT = {"electricity": "0.0036", "steam": "1", "coal": "scenario_factors_ncv"}


def of_co2(row: str = "{i}") -> dict[str, str]:
    """What the uncertainty of each amount and factor adds to that of the change of CO2, in tCO2 for each tonne."""

    def here(key: str) -> str:
        return at(f"scenario_used_{key}", row)

    return {
        **{f"ef_{key}": f"{here(f'd_{key}')}*{ef}*{_U_EF[key]}" for key, ef in _EF.items()},
        **{key: f"{here(f'u_{key}')}*{ef}" for key, ef in _EF.items()},
        "process": here("u_process"),
    }


_COMPLETE = f"COUNT({','.join(_used(f'd_{key}') for key in (*_EF, 'process'))})<4"
_SCALE = f"{_SHARE}*{_PVC}"


def _scaled(value: str) -> str:
    return blank_if(f'OR({_WHAT}="",{_SHARE}="",{_COMPLETE})', f"{_SCALE}*{value}")


_D_ENERGY = "+".join(f"{_used(f'd_{key}')}*{heat}" for key, heat in _HEAT.items())
_U_ENERGY = root_of_squares(
    *(f"{_used(f'u_{key}')}*{heat}" for key, heat in _HEAT.items()),
    f"{_used('d_coal')}*scenario_factors_ncv*scenario_factors_u_ncv",
)
_D_CO2 = "+".join([*(f"{_used(f'd_{key}')}*{ef}" for key, ef in _EF.items()), _used("d_process")])


def _step(table_key: str, column: str) -> str:
    """Against the row above; nothing in the first row."""
    here, above = at(f"{table_key}_{column}", "{i}"), at(f"{table_key}_{column}", "MAX({i}-1,1)")
    return f'IF(OR({{i}}=1,{here}="",{above}=""),"",{here}-{above})'


CHANGES = table(
    "scenario_changes",
    "比基准的变化 | Changes against the baseline",
    "28 28 14…",
    NAME,
    label("base", "对比基准 | compared with", _BASE_NAME),
    _kg("reduced", "减汞 | mercury reduced", _total(f"{_SCALE}*{_hg('reduced')}/1000")),
    _kg("u_reduced", "减汞 ± | mercury reduced ±", _total(f"{_SCALE}*{_hg('u')}/1000")),
    in_unit("MWh", "#,##0")("electricity", ENERGY[0].words, _scaled(f"{_used('d_electricity')}/1000")),
    _gj("steam", ENERGY[1].words, _scaled(_used("d_steam"))),
    in_unit("t", "#,##0")("coal", ENERGY[2].words, _scaled(_used("d_coal"))),
    _gj("energy", "能耗变化 | energy", _scaled(f"({_D_ENERGY})")),
    _gj("u_energy", "能耗变化 ± | energy ±", _scaled(_U_ENERGY)),
    _t("co2", "CO2 变化 | CO2", _scaled(f"({_D_CO2})")),
    _t("u_co2", "CO2 变化 ± | CO2 ±", _scaled(root_of_squares(*of_co2().values()))),
    deviation(
        "hg_rate",
        "汞变化率 | mercury",
        blank_if(
            'IF([reduced]="",TRUE,SUM(INDEX(scenario_flows_base,{i}))=0)', "-[reduced]/INDEX(scenario_flows_base,{i})"
        ),
    ),
    deviation(
        "co2_rate",
        "CO2 变化率 | CO2",
        blank_if(
            'IF(OR([co2]="",INDEX(scenario_carbon_co2,{i})=""),TRUE,INDEX(scenario_carbon_co2,{i})-[co2]=0)',
            "[co2]/(INDEX(scenario_carbon_co2,{i})-[co2])",
        ),
    ),
    rows=ROWS,
    headline=True,
    note="情景与基准共用的排放因子只计一次：u(ΔE × 因子) 而不是两个总量各自的不确定度。 | A factor that scenario and baseline share counts "
    "once: u(ΔE × factor), and not the uncertainties of both totals.",
)

AIR = table(
    "scenario_air",
    "大气污染物：总量与比基准的变化 | Air pollutants: amounts, and changes against the baseline",
    "28 14…",
    NAME,
    *(
        column
        for one in OTHER[1:]
        for column in (
            _tonnes(one.key, one.words, _amount(one.key, "/1000")),
            _tonnes(
                f"d_{one.key}", one.words.within("{}：变化 | {}: change"), _scaled(f"{_used(f'd_{one.key}')}/1000")
            ),
        )
    ),
    rows=ROWS,
    headline=True,
)
STEPS = table(
    "scenario_steps",
    "逐步变化：比上一行 | Step by step: against the row above",
    "28 28 16…",
    NAME,
    label("above", "上一步 | step before", f'IF(OR({{i}}=1,[scenario]=""),"",{at("scenarios_name", "MAX({i}-1,1)")})'),
    _kg("hg", "计入减汞的汞 | mercury that counts", _step("scenario_flows", "counted")),
    _gj("energy", "能耗 | energy", _step("scenario_carbon", "energy")),
    _t("co2", "CO2", _step("scenario_carbon", "co2")),
    rows=ROWS,
    headline=True,
)

# ── by unit of mercury ───────────────────────────────────────────────────────────────────────────────────────────

REDUCED, _U_REDUCED = at("scenario_changes_reduced", "{i}"), at("scenario_changes_u_reduced", "{i}")
NONE_REDUCED = f'IF({REDUCED}="",TRUE,{REDUCED}<=0)'


def _change(key: str) -> str:
    return at(f"scenario_changes_{key}", "{i}")


def _per(key: str) -> str:
    total, change = at(f"scenario_carbon_{key}", "{i}"), _change(key)
    mercury = at("scenario_flows_base", "{i}"), f"({at('scenario_flows_base', '{i}')}-{REDUCED})"
    arguments = (total, f"({total}-{change})", *mercury)
    return blank_if(
        f'OR({NONE_REDUCED},{change}="")', core_first(PER_REDUCTION.call(arguments), PER_REDUCTION.native(arguments))
    )


def _u_per(key: str) -> str:
    return _unless(f"[{key}_per]", f"SQRT(({_change(f'u_{key}')}/{REDUCED})^2+([{key}_per]*{_U_REDUCED}/{REDUCED})^2)")


CO2_CHANGE, _U_CO2 = _change("co2"), _change("u_co2")
_SAID = first_of(
    (f'OR({REDUCED}="",{CO2_CHANGE}="")', ""),
    ("INDEX(scenario_used_base_row,{i})={i}", "基准 | baseline"),
    (f"AND({REDUCED}>0,{CO2_CHANGE}<0)", "协同：汞碳双降 | synergy: both fall"),
    (f"AND({REDUCED}>0,{CO2_CHANGE}>0)", "权衡：减汞增碳 | trade-off: mercury falls, carbon rises"),
    (f"AND({REDUCED}<0,{CO2_CHANGE}<0)", "权衡：增汞减碳 | trade-off: mercury rises, carbon falls"),
    (f"AND({REDUCED}<0,{CO2_CHANGE}>0)", "双增 | both rise"),
    (f"{REDUCED}>0", "减汞，碳不变 | mercury falls, carbon as before"),
    (f"{REDUCED}<0", "增汞，碳不变 | mercury rises, carbon as before"),
    (f"{CO2_CHANGE}<0", "不减汞，减碳 | no mercury reduced, carbon falls"),
    (f"{CO2_CHANGE}>0", "不减汞，增碳 | no mercury reduced, carbon rises"),
    otherwise="无变化 | no effect",
)
_FIRM = first_of(
    (f'OR({REDUCED}="",{CO2_CHANGE}="",INDEX(scenario_used_base_row,{{i}})={{i}})', ""),
    (f"AND(ABS({REDUCED})<={_U_REDUCED},{REDUCED}<>0)", "! 汞的变化在不确定度内 | ! mercury within its uncertainty"),
    (f"AND(ABS({CO2_CHANGE})<={_U_CO2},{CO2_CHANGE}<>0)", "! 碳的变化在不确定度内 | ! carbon within its uncertainty"),
    (f"{REDUCED}=0", "– 不减汞，不计算单位变化 | – reduces no mercury: no change for each unit"),
    otherwise="✓",
)
UNITS = table(
    "scenario_unit",
    "单位减汞的能耗与碳排放变化 | Change of energy and CO2 for each unit of mercury reduced",
    "28 14 14 13 14 13 38 34",
    NAME,
    _kg("reduced", "减汞 | mercury reduced", _unless(REDUCED, REDUCED)),
    in_unit("GJ/kgHg", "#,##0.00")("energy_per", "能耗变化 | change of energy", _per("energy")),
    in_unit("±GJ/kgHg", "#,##0.00")("u_energy_per", "能耗 ± | energy ±", _u_per("energy")),
    in_unit("tCO2/kgHg", "#,##0.000")("co2_per", "CO2 变化 | change of CO2", _per("co2")),
    in_unit("±tCO2/kgHg", "#,##0.000")("u_co2_per", "CO2 ± | CO2 ±", _u_per("co2")),
    calculated_text("said", "协同与权衡 | synergy or trade-off", _SAID),
    calculated_text("firm", "方向是否可靠 | is the direction firm", _FIRM),
    rows=ROWS,
    headline=True,
    note="正值为每减 1 kg 汞多耗的能、多排的 CO2；不减汞的情景不计算。 | Above 0 is more energy or CO2 for each kg of mercury reduced; "
    "nothing is calculated where none is.",
)
