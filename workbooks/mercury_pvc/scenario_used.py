"""What each scenario uses for each tonne of PVC, how far it is from its baseline, and the uncertainty of that."""

from __future__ import annotations

from pycore.accounting.combustion import FUEL_CO2
from pycore.sheets.definition import Column, Field, Role
from pycore.sheets.formulas import by_core
from workbooks.common.cells import at, blank_if, root_of_squares, sum_where
from workbooks.common.columns import calculated, code_of, factor_uncertainty, factor_value
from workbooks.common.fields import derived
from workbooks.common.pages import free_sheet, panel, table
from workbooks.common.quantities import in_unit
from workbooks.mercury_pvc.scenarios import BASE_ROW, ENERGY, HG_IN, NAME, PARAMETERS, ROWS, SHARES, Parameter

_YEAR = {"year": "settings_year2"}
_PVC = at("region_years_pvc", 2)
_COAL_ID = f'"fuel."&{code_of("settings_fuel_set", "fuel_set")}&"."&{code_of("scenario_settings_coal", "coal_kind")}&"'
_ELECTRICITY = f'"electricity."&{code_of("settings_grid", "grid")}'
_STEAM = '"heat.national"'
_COAL = {key: f'{_COAL_ID}.{key}"' for key in ("ncv", "carbon_content", "oxidation")}


def _per_tonne(total: str, scale: str = "") -> str:
    return blank_if(f"SUM({_PVC})=0", f"({total}){scale}/{_PVC}")


def _share(amount: str) -> str:
    return blank_if(f"SUM({at('region_years_hg_in', 2)})=0", f"({amount})/{at('region_years_hg_in', 2)}")


def _of(table_key: str, column: str, **more: str) -> str:
    return sum_where(table_key, column, **_YEAR, **more)


_ACCOUNT = {
    "hg_in": _per_tonne(at("region_years_hg_in", 2), "*1000"),
    "hg_air": _share(at("region_years_hg_air", 2)),
    "hg_water": _share(at("region_years_hg_water", 2)),
    "acid": _share(_of("hg_accounts", "in_acid")),
    "carbon": _share(_of("hg_accounts", "in_carbon")),
    "spent": _share(_of("hg_accounts", "spent")),
    "electricity": _per_tonne(_of("power", "electricity", source="power_source_grid"), "*1000"),
    "steam": _per_tonne(_of("heat", "heat", source="heat_source_bought")),
    "coal": _per_tonne(_of("co2_accounts", "fuel"), "/scenario_factors_coal"),
    "process": _per_tonne("+".join(_of("co2_accounts", key) for key in ("furnace", "kiln", "carbide"))),
    **{key: _per_tonne(at(f"region_years_{key}", 2), "*1000") for key in ("nox", "so2", "pm")},
}


def _field(one: Parameter) -> Field:
    return derived(one.key, one.words, one.unit, _ACCOUNT[one.key], format=one.format)


ACCOUNT = panel(
    "scenario_account",
    "核算年账户的单位产品数值（基准情景留空时采用） | The accounts for each t, for what a baseline leaves blank",
    derived(
        "pvc",
        "情景年产量 | PVC of the scenarios",
        "t",
        f'IF(scenario_settings_output="",{_PVC},scenario_settings_output)',
        format="#,##0",
    ),
    *(_field(one) for one in (HG_IN, *SHARES, *PARAMETERS)),
    note="电力、蒸汽为外购量，自备的在其燃煤中，因此合计与碳账户一致。 | Electricity and steam are what is bought; what is "
    "captive is in its coal, so that the total is that of the carbon account.",
)
FACTORS = panel(
    "scenario_factors",
    "情景采用的排放因子（各情景共用） | Factors of the scenarios, shared by all",
    derived("power", "电力 | electricity", "tCO2/MWh", factor_value(_ELECTRICITY), role=Role.DEFAULT, format="0.0000"),
    derived("u_power", "电力 ± | electricity ±", "±%", f"SUM({factor_uncertainty(_ELECTRICITY)})", format="0.0%"),
    derived("heat", "蒸汽 | steam", "tCO2/GJ", factor_value(_STEAM), role=Role.DEFAULT, format="0.000"),
    derived("u_heat", "蒸汽 ± | steam ±", "±%", f"SUM({factor_uncertainty(_STEAM)})", format="0.0%"),
    derived(
        "ncv",
        "煤的热值 | calorific value of coal",
        "GJ/t",
        factor_value(_COAL["ncv"]),
        role=Role.DEFAULT,
        format="0.00",
    ),
    derived("u_ncv", "热值 ± | calorific value ±", "±%", f"SUM({factor_uncertainty(_COAL['ncv'])})", format="0.0%"),
    derived(
        "coal",
        "煤 | coal",
        "tCO2/t",
        by_core(FUEL_CO2, "1", *(factor_value(_COAL[key]) for key in ("ncv", "carbon_content", "oxidation"))),
        format="0.000",
    ),
    derived(
        "u_coal",
        "煤 ± | coal ±",
        "±%",
        root_of_squares(*(f"SUM({factor_uncertainty(_COAL[key])})" for key in ("ncv", "carbon_content", "oxidation"))),
        format="0.0%",
    ),
)


_ENTERED = "scenario_energy"
_CHANGES = "OR({0}=given_change,{0}=given_runs)"


def _if(value: str) -> str:
    return blank_if('[base_row]=""', value)


def _base(table_key: str, key: str) -> str:
    entered = at(f"{table_key}_{key}", "[base_row]")
    return _if(f'IF({entered}="",scenario_account_{key},{entered})')


def _runs(key: str, of: str) -> tuple[str, str]:
    """The mean, or its uncertainty, of the runs of the scenario's technology and of the baseline's."""

    def of_row(row: str) -> str:
        return f"INDEX(condition_means_{key}_{of},MATCH(INDEX(scenarios_technology,{row}),technology_list,0))"

    return of_row("{i}"), of_row("[base_row]")


def _change(one: Parameter) -> str:
    """The difference from the baseline for each tonne."""
    given, own = at(f"{_ENTERED}_given_as", "{i}"), at(f"{_ENTERED}_{one.key}", "{i}")
    entered = f'IF({own}="",0,IF({_CHANGES.format(given)},{own},{own}-[b_{one.key}]))'
    if one in ENERGY:
        here, there = _runs(one.key, "mean")
        measured = f'IF(AND({here}="",{there}=""),0,IF(OR({here}="",{there}=""),"",{here}-{there}))'
        entered = f"IF({given}=given_runs,{measured},{entered})"
    return _if(f"IF([base_row]={{i}},0,{entered})")


def _uncertainty(one: Parameter) -> str:
    """The uncertainty of that difference; what both share has no part in it."""
    given, own, u = (at(f"{_ENTERED}_{key}", "{i}") for key in ("given_as", one.key, f"in_use_{one.key}"))
    base = f"[b_{one.key}]*{at(f'{_ENTERED}_in_use_{one.key}', '[base_row]')}"
    entered = f'IF({own}="",0,IF({_CHANGES.format(given)},ABS({own})*{u},{root_of_squares(f"{own}*{u}", base)}))'
    if one in ENERGY:
        here, there = _runs(one.key, "half")
        means = _runs(one.key, "mean")
        none = f'AND({means[0]}="",{means[1]}="")'
        measured = f'IF({none},0,IF(OR({here}="",{there}=""),"",{root_of_squares(here, there)}))'
        entered = f"IF({given}=given_runs,{measured},{entered})"
    return _if(f"IF([base_row]={{i}},0,{entered})")


def _columns(one: Parameter) -> tuple[Column, ...]:
    in_this = in_unit(one.unit, one.format)
    used = blank_if(f'OR([b_{one.key}]="",[d_{one.key}]="")', f"[b_{one.key}]+[d_{one.key}]")
    return (
        in_this(f"b_{one.key}", one.words.within("{}：基准 | {}: baseline"), _base(_ENTERED, one.key)),
        in_this(one.key, one.words.within("{}：采用 | {}: in use"), used),
        in_this(f"d_{one.key}", one.words.within("{}：差 | {}: change"), _change(one)),
        in_this(f"u_{one.key}", one.words.within("{}：差的不确定度 | {}: ± of the change"), _uncertainty(one)),
    )


_WHICH = calculated("base_row", "基准的行 | row of the baseline", "", BASE_ROW, format="0")
USED = table(
    "scenario_used",
    "采用的参数与差值（采用该技术的产能） | Parameters in use and their changes (capacity with the technology)",
    "28 8 11…",
    NAME,
    _WHICH,
    *(column for one in PARAMETERS for column in _columns(one)),
    rows=ROWS,
)

# ── mercury ──────────────────────────────────────────────────────────────────────────────────────────────────────

_RELEASED = "scenario_settings_metric=hg_metric_released"
_INPUT = "scenario_settings_metric=hg_metric_input"
COUNTED = {"hg_air": "1", "hg_water": "1", "acid": f"IF({_RELEASED},1,0)"}
"""Whether a way counts as mercury to be reduced, unless the input does."""


_CHANGED = "INDEX(scenario_hg_given_as,{i})=given_change"


def _hg_in_use(key: str) -> str:
    own = at(f"scenario_hg_{key}", "{i}")
    entered = f"IF({_CHANGED},[b_hg_in]+{own},{own})" if key == "hg_in" else own
    return _if(f'IF({own}="",[b_{key}],{entered})')


def _metric(prefix: str) -> str:
    parts = "+".join(f"[{prefix}{key}]*{counts}" for key, counts in COUNTED.items())
    return _if(f"IF({_INPUT},1,{parts})")


def _part(key: str, inherited: str, here: str, there: str) -> str:
    """What the uncertainty of an entry adds to that of the reduction."""
    own, u = at(f"scenario_hg_{key}", "{i}"), at(f"scenario_hg_in_use_{key}", "{i}")
    u_base = at(f"scenario_hg_in_use_{key}", "[base_row]")
    independent = root_of_squares(f"({here})*{u}", f"({there})*{u_base}")
    if key == "hg_in":
        changed = root_of_squares(f"[b_hg_in]*([b_f]-[f])*{u_base}", f"{own}*[f]*{u}")
        independent = f"IF({_CHANGED},{changed},{independent})"
    return f'IF([base_row]={{i}},0,IF({own}="",ABS({inherited})*{u_base},{independent}))'


_g = in_unit("gHg/t", "0.0000")
_WAYS = {
    key: f"IF({_INPUT},0,{counts})*"
    + _part(key, f"(([b_hg_in]-[hg_in])*[b_{key}])", f"[hg_in]*[{key}]", f"[b_hg_in]*[b_{key}]")
    for key, counts in COUNTED.items()
}
MERCURY = table(
    "scenario_mercury",
    "采用的汞输入与去向（采用该技术的产能） | Mercury in use (capacity with the technology)",
    "28 8 11…",
    NAME,
    _WHICH,
    *(
        column
        for one in (HG_IN, *SHARES)
        for column in (
            in_unit(one.unit, one.format)(
                f"b_{one.key}", one.words.within("{}：基准 | {}: baseline"), _base("scenario_hg", one.key)
            ),
            in_unit(one.unit, one.format)(one.key, one.words.within("{}：采用 | {}: in use"), _hg_in_use(one.key)),
        )
    ),
    in_unit("0–1", "0.0000")("b_f", "计入减汞的份额：基准 | share that counts: baseline", _metric("b_")),
    in_unit("0–1", "0.0000")("f", "计入减汞的份额：采用 | share that counts: in use", _metric("")),
    _g("reduced", "单位产品减汞 | mercury reduced for each t", _if("[b_hg_in]*[b_f]-[hg_in]*[f]")),
    _g(
        "k_hg_in",
        "不确定度：汞输入 | ± by the input",
        _if(_part("hg_in", "([hg_in]*([b_f]-[f]))", "[hg_in]*[f]", "[b_hg_in]*[b_f]")),
    ),
    *(
        _g(f"k_{one.key}", one.words.within("不确定度：{} | ± by: {}"), _if(_WAYS[one.key]))
        for one in SHARES
        if one.key in COUNTED
    ),
    _g(
        "u",
        "减汞的不确定度 | ± of the reduction",
        _if(root_of_squares("[k_hg_in]", "[k_hg_air]", "[k_hg_water]", "[k_acid]")),
    ),
    rows=ROWS,
    note="与基准共用的输入或占比只计一次：对差值求导后合成。 | An input or share that is the baseline's counts once: derivatives "
    "of the difference are combined.",
)
SHEET = free_sheet(
    "scenario_used",
    "情景取值 | Scenario values in use",
    FACTORS,
    ACCOUNT,
    USED,
    MERCURY,
    page="one page",
    new_pages="scenario_used",
)
