"""Scenarios: what each is, its parameters for each tonne of PVC, and what is used where a parameter is left blank.

A parameter left blank is the baseline's, and the baseline's is that of the accounts. So a factor or an amount that both
have stands once in their difference: u(ΔE·EF) and not u(E_s·EF) and u(E_0·EF).
"""

from __future__ import annotations

from dataclasses import dataclass

from pycore.equations.domain import ANY, FRACTION, NOT_NEGATIVE, POSITIVE, Domain
from pycore.language import Text, as_text, both
from pycore.library import library
from pycore.sheets.definition import Column, Uncertain
from workbooks.common import columns as c
from workbooks.common.cells import at, copy_of
from workbooks.common.choices import list_of, named_list
from workbooks.common.columns import PERCENT, Test, calculated, choice, factor_value, number, row_check, text
from workbooks.common.fields import entry, quantity, selection
from workbooks.common.pages import free_sheet, label, panel, table
from workbooks.common.row_tests import all_given, all_listed, all_numbers

ROWS = 10
KINDS = named_list(
    "scenario_kind",
    "情景类别 | kind of scenario",
    "baseline 基准情景（无汞削减措施） | baseline (no mercury reduction)",
    "optimised 优化运行情景 | optimised operation",
    "reduction 汞减排技术情景 | mercury reduction technology",
)
GIVEN = named_list(
    "given",
    "取值方式 | given as",
    "value 单位产品数值 | values for each t",
    "change 与基准之差 | changes against the baseline",
    "runs 实测工况之差 | difference of measured runs",
)
METRICS = named_list(
    "hg_metric",
    "减汞量按 | mercury reduced is of",
    "input 用汞量（输入） | mercury used (input)",
    "released 大气、废水、酸碱污泥 | air, water, acid, alkali, sludge",
    "environment 大气、废水 | air and water",
)
COALS = list_of(
    "coal_kind",
    "情景煤种 | coal of the scenarios",
    ((fuel.key, fuel.name) for fuel in library().fuels("2023") if "煤" in fuel.name.zh and fuel.quantity_unit == "t"),
)


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter for each tonne of PVC."""

    key: str
    words: Text
    unit: str
    format: str = "0.000"


def _parameter(key: str, words: str, unit: str, format: str = "0.000") -> Parameter:
    return Parameter(key=key, words=both(words), unit=unit, format=format)


ENERGY = (
    _parameter("electricity", "电力 | electricity", "kWh/t", "#,##0.0"),
    _parameter("steam", "蒸汽 | steam", "GJ/t"),
    _parameter("coal", "燃煤 | coal", "t/t", "0.0000"),
)
OTHER = (
    _parameter("process", "过程 CO2 | process CO2", "tCO2/t"),
    _parameter("nox", "NOx", "kg/t"),
    _parameter("so2", "SO2", "kg/t"),
    _parameter("pm", "颗粒物 | particulates", "kg/t"),
)
PARAMETERS = (*ENERGY, *OTHER)
HG_IN = _parameter("hg_in", "汞输入 | mercury in", "gHg/t", "0.00")
SHARES = tuple(
    _parameter(key, words, "0–1", "0.0000")
    for key, words in (
        ("hg_air", "大气 | air"),
        ("hg_water", "废水 | waste water"),
        ("acid", "酸碱污泥 | acid, alkali, sludge"),
        ("carbon", "废活性炭 | spent carbon"),
        ("spent", "废触媒 | spent catalyst"),
    )
)
_U = Domain(
    0,
    2,
    hint=both("相对不确定度填小数（95% 区间半宽），10% 填 0.1。 | A fraction, half of the 95 % interval: 10 % is 0.1."),
)
_FACTOR = Domain(0, 1, hint=both("填小数，30% 填 0.3。 | A fraction; 30 % is 0.3."))
_LEDGERS, _ESTIMATES = (factor_value(f'"quality.{grade}"') for grade in "BD")
_MONEY, _MONEY_YEAR = "万元 | 10⁴ CNY", "万元/a | 10⁴ CNY/a"
NAME = label("scenario", "情景 | scenario", copy_of(at("scenarios_name", "{i}")))

SETTINGS = panel(
    "scenario_settings",
    "情景设置 | Settings of the scenarios",
    quantity("output", "情景年聚氯乙烯产量 | PVC of the scenarios", "t", POSITIVE, format="#,##0"),
    selection("metric", "减汞量按 | mercury reduced is of", "hg_metric", value="released", required=True),
    selection("coal", "煤种（因子） | kind of coal (factors)", "coal_kind", value="bituminous", required=True),
    quantity("rate", "折现率 | discount rate", "0–1", _FACTOR, format=PERCENT),
    entry("source", "折现率、产量的来源 | source of rate and output"),
    helps={
        "output": "留空取核算年的区域产量；各情景产量相同。 | Blank: that of the region in the year of account; alike in all.",
        "metric": "单位减汞的分母；留空的去向随基准。 | What a change is divided by.",
        "coal": "燃煤按此煤种的热值和因子折算；账户中的其他燃料按 CO2 折为此煤种。 | Coal has its calorific value and carbon; "
        "other fuels of the accounts are taken as this coal of the same CO2.",
    },
)
_KIND = "INDEX(scenarios_kind,{i})"
_FIRST_BASE = "MATCH(scenario_kind_baseline,scenarios_kind,0)"
BASE_ROW = (
    'IF(INDEX(scenarios_name,{i})="","",IF('
    f"{_KIND}=scenario_kind_baseline,{{i}},"
    f'IFERROR(IF(INDEX(scenarios_base,{{i}})="",{_FIRST_BASE},MATCH(INDEX(scenarios_base,{{i}}),'
    f'scenarios_name,0)),"")))'
)
"""The number of the baseline of a row, of a table with a row for each scenario."""
_BASE_THERE = "COUNTIFS(scenarios_name,[base],scenarios_kind,scenario_kind_baseline)"
_NAMES = table(
    "scenarios",
    "情景 | Scenarios",
    "28 26 26 11 26 60 34 26",
    text("name", "情景名称 | scenario", required=True),
    choice("kind", "类别 | kind", "scenario_kind", required=True),
    choice("technology", "技术 | technology", "technology", required=True),
    number("share", "实施产能占比 | share of capacity", "0–1", _FACTOR, format=PERCENT, required=True),
    choice("base", "对比基准 | compared with", "=scenarios_name"),
    text("assumptions", "主要假设 | assumptions", lines=2, required=True),
    text("source", "来源 | source", required=True),
    row_check(
        ("name", "kind", "technology", "share", "base", "assumptions", "source"),
        (
            *all_given(name="情景名称 | name", kind="类别 | kind", technology="技术 | technology"),
            c.unusable_name("name", "情景名称 | name"),
            ("COUNTIF(scenarios_name,[name])>1", "情景名称重复 | name given twice"),
            *all_listed(technology="技术 | technology"),
            c.not_listed("kind", "类别 | kind", "scenario_kind"),
            *all_given(share="实施产能占比 | share of capacity"),
            *all_numbers(share="实施产能占比 | share of capacity"),
            c.outside("share", "实施产能占比 | share of capacity", _FACTOR),
            (
                "COUNTIF(scenarios_kind,scenario_kind_baseline)=0",
                "没有基准情景，无从比较 | no baseline to compare with",
            ),
            (
                f'AND([base]<>"",{_BASE_THERE}=0)',
                "对比基准不是基准情景 | what it is compared with is no baseline",
            ),
            *all_given(assumptions="主要假设 | assumptions", source="来源 | source"),
        ),
    ),
    rows=ROWS,
    ledger=True,
    helps={
        "share": (
            "参数为采用该技术的产能的数值；其余产能按基准。 | "
            "The parameters are of the capacity with the technology; the rest is as the baseline."
        ),
        "base": "留空为第一个基准情景。 | Blank: the first baseline.",
    },
    note="按实施先后排列：逐步变化与上一行比较。 | In the order of the steps: stepwise changes are against the row above.",
)


def _uncertain(one: Parameter, domain: Domain) -> tuple[Column, Column]:
    """A parameter and its uncertainty."""
    return (
        Column(
            key=one.key,
            title=one.words,
            unit=as_text(one.unit),
            domain=domain,
            format=one.format,
            uncertain=Uncertain(relative=f"[in_use_{one.key}]"),
        ),
        number(f"u_{one.key}", one.words.within("{} ± | {} ±"), "±%", _U, format=PERCENT),
    )


def _in_use(one: Parameter) -> Column:
    """The uncertainty in use: as entered, else of ledgers for what the accounts give and of estimates for the rest."""
    default = f'IF([{one.key}]="",{_LEDGERS},{_ESTIMATES})'
    return calculated(
        f"in_use_{one.key}",
        one.words.within("{}：采用的不确定度 | {}: uncertainty in use"),
        "±%",
        f'IF([scenario]="",0,IF(ISNUMBER([u_{one.key}]),[u_{one.key}],{default}))',
        format=PERCENT,
        helper=True,
    )


_NO_SCENARIO: Test = ('[scenario]=""', "该行没有情景 | no scenario in this row")
_BASE_AS_VALUES: Test = (
    f"AND({_KIND}=scenario_kind_baseline,OR([given_as]=given_change,[given_as]=given_runs))",
    "基准情景只能填数值 | a baseline has values only",
)
_OF_NO_RUNS: Test = (
    "[given_as]=given_runs",
    "工况台账没有这些数据，请选数值或差值 | the runs have none of these: values or changes",
)
_NO_BASE: Test = ('INDEX(scenario_used_base_row,{i})=""', "没有对比基准 | there is no baseline")


def _numbers(parameters: tuple[Parameter, ...]) -> tuple[Test, ...]:
    tests: list[Test] = []
    for one in parameters:
        spread = one.words.within("{}的不确定度 | uncertainty of {}")
        tests += [
            c.not_number(one.key, one.words),
            c.not_number(f"u_{one.key}", spread),
            c.outside(f"u_{one.key}", spread, _U),
        ]
    return tuple(tests)


def _below_zero(one: Parameter) -> Test:
    return c.out_of(
        one.key,
        f"AND([given_as]<>given_change,[given_as]<>given_runs,[{one.key}]<0)",
        one.words.within("{}为负 | {} is negative"),
    )


def _after_change(one: Parameter) -> Text:
    return one.words.within("{}变化后为负 | {}: below 0 after the change")


_SUM = f"SUM({','.join(at(f'scenario_mercury_{one.key}', '{i}') for one in SHARES)})"
_ANY_SHARE = f"COUNT({','.join(f'[{one.key}]' for one in SHARES)})>0"
_HG = table(
    "scenario_hg",
    "汞：输入与去向（采用该技术的产能） | Mercury: input and ways (of the capacity with the technology)",
    "28 22 12 9 12 9 12 9 12 9 12 9 12 9 24 10…",
    NAME,
    choice("given_as", "汞输入取值方式 | input given as", "given"),
    *_uncertain(HG_IN, ANY),
    *(column for one in SHARES for column in _uncertain(one, FRACTION)),
    row_check(
        ("given_as", *(key for one in (HG_IN, *SHARES) for key in (one.key, f"u_{one.key}"))),
        (
            _NO_SCENARIO,
            c.not_listed("given_as", "取值方式 | given as", "given"),
            *_numbers((HG_IN, *SHARES)),
            _below_zero(HG_IN),
            *(c.outside(one.key, one.words, FRACTION) for one in SHARES),
            _BASE_AS_VALUES,
            _OF_NO_RUNS,
            _NO_BASE,
            ("SUM(INDEX(scenario_mercury_hg_in,{i}))<0", _after_change(HG_IN)),
            (f"{_SUM}>1.000000001", "去向占比合计大于 1 | the shares add up to more than 1"),
            (
                f"AND({_ANY_SHARE},INDEX(scenario_mercury_hg_in,{{i}})>0,{_SUM}<1-settings_tolerance)",
                "去向占比合计与 1 相差超过允许偏差 | the shares do not add up to 1 within the tolerance",
            ),
        ),
    ),
    *(_in_use(one) for one in (HG_IN, *SHARES)),
    rows=ROWS,
    ledger=True,
    totals=False,
    note="占比为占输入的份额；合计不足 1 的部分为沉积、产品和未查明。留空取基准情景的值，基准情景留空取核算年账户。不用汞填 0。 | Shares "
    "of the input; what is left to 1 are deposits, product and what is not found. Blank: as the baseline; of a "
    "baseline: as the accounts. Enter 0 where no mercury is used.",
)
_NO_RUNS: Test = (
    "IF([given_as]=given_runs,COUNT(INDEX(scenario_used_u_electricity,{i}),INDEX(scenario_used_u_steam,{i}),"
    "INDEX(scenario_used_u_coal,{i}))<3,FALSE)",
    (
        "实测工况不足：该技术与基准技术须各有两次以上，能源相同 | "
        "too few runs: two at least of this technology and of the baseline's, of the same carriers"
    ),
)
_KEYS = tuple(key for one in PARAMETERS for key in (one.key, f"u_{one.key}"))
_ENERGY = table(
    "scenario_energy",
    "能耗、过程排放与大气污染物（单位产品） | Energy, process emission and air pollutants for each t",
    "28 22 12 9 12 9 12 9 12 9 12 9 12 9 12 9 24 10…",
    NAME,
    choice("given_as", "取值方式 | given as", "given"),
    *(column for one in PARAMETERS for column in _uncertain(one, ANY)),
    row_check(
        ("given_as", *_KEYS),
        (
            _NO_SCENARIO,
            c.not_listed("given_as", "取值方式 | given as", "given"),
            *_numbers(PARAMETERS),
            *(_below_zero(one) for one in PARAMETERS),
            _BASE_AS_VALUES,
            _NO_BASE,
            _NO_RUNS,
            (
                "AND([given_as]=given_runs,COUNT([electricity],[steam],[coal])>0)",
                "选了实测工况，又填了能耗 | energy by the runs, and entered as well",
            ),
            *((f"SUM(INDEX(scenario_used_{one.key},{{i}}))<0", _after_change(one)) for one in PARAMETERS),
        ),
    ),
    *(_in_use(one) for one in PARAMETERS),
    rows=ROWS,
    ledger=True,
    totals=False,
    helps={
        "given_as": "留空为单位产品数值；选“实测工况之差”时电、蒸汽、燃煤取台账，其余列填与基准之差。 | Blank: values. With differences of runs "
        "energy is that of the ledger, and the other columns are changes."
    },
)
COSTS = (
    ("investment", "投资 | investment", _MONEY),
    ("opex", "年运行费用 | running costs of a year", _MONEY_YEAR),
    ("saving", "年节约与收益 | savings of a year", _MONEY_YEAR),
)
_COST = table(
    "scenario_cost",
    "增量费用（相对基准，全部实施产能） | Additional costs against the baseline, for all capacity concerned",
    "28 14 9 10 14 9 14 9 24",
    NAME,
    number("investment", COSTS[0][1], _MONEY, NOT_NEGATIVE, format="#,##0", uncertain="[u_investment]"),
    number("u_investment", "投资 ± | investment ±", "±%", _U, format=PERCENT),
    number("life", "寿命 | life", "a", Domain(0, 100, low_open=True), format="0"),
    number("opex", COSTS[1][1], _MONEY_YEAR, NOT_NEGATIVE, format="#,##0", uncertain="[u_opex]"),
    number("u_opex", "运行费用 ± | running costs ±", "±%", _U, format=PERCENT),
    number("saving", COSTS[2][1], _MONEY_YEAR, NOT_NEGATIVE, format="#,##0", uncertain="[u_saving]"),
    number("u_saving", "节约 ± | savings ±", "±%", _U, format=PERCENT),
    row_check(
        ("investment", "u_investment", "life", "opex", "u_opex", "saving", "u_saving"),
        (
            _NO_SCENARIO,
            *all_numbers(investment=COSTS[0][1], opex=COSTS[1][1], saving=COSTS[2][1], life="寿命 | life"),
            *(c.outside(key, words, NOT_NEGATIVE) for key, words, _ in COSTS),
            c.outside("life", "寿命 | life", Domain(0, 100, low_open=True)),
            ('AND(SUM([investment])>0,[life]="")', "缺寿命 | life missing"),
            ('AND(SUM([investment])>0,scenario_settings_rate="")', "缺折现率 | discount rate missing"),
            ('AND(scenario_settings_rate<>"",scenario_settings_source="")', "折现率缺来源 | the rate lacks a source"),
            *(
                (f'AND(SUM([{key}])>0,[u_{key}]="")', as_text(words).within("{}缺不确定度 | uncertainty missing: {}"))
                for key, words, _ in COSTS
            ),
        ),
    ),
    rows=ROWS,
    ledger=True,
    totals=False,
    note="负值不填：节约另列。基准情景不填。 | Savings stand apart, so nothing is negative; a baseline has none.",
)
SHEET = free_sheet(
    "scenarios",
    "情景设置 | Scenarios",
    SETTINGS,
    _NAMES,
    tab="input",
    page="one page",
    intro="基准情景（无汞削减措施）、优化运行情景与汞减排技术情景，假设写在旁边。 | Baseline without mercury reduction, optimised operation "
    "and mercury reduction technologies, with their assumptions.",
)
MERCURY_SHEET = free_sheet(
    "scenario_hg",
    "情景汞与费用 | Scenario mercury, costs",
    _HG,
    _COST,
    tab="input",
    page="one page",
    intro="参数按采用该技术的产能填写，留空取基准情景的值。 | Parameters of the capacity with the technology; blank: as the baseline.",
)
ENERGY_SHEET = free_sheet(
    "scenario_energy",
    "情景能源与碳 | Scenario energy",
    _ENERGY,
    tab="input",
    page="one page",
    intro="取值方式：数值与基准相互独立；“与基准之差”或“实测工况之差”与基准共用其余部分，差值的不确定度不含共用部分。不确定度留空时账户取 B 级、其余取 D 级（因子库）。"
    " | Values are independent of the baseline's; changes, or differences of runs, share all else with it, so that "
    "their uncertainty has no part in what is shared. Where an uncertainty is left blank the accounts have that of "
    "quality B and all else that of D.",
)
