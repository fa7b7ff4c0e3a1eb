"""Where options of the potential model take their numbers from: the scenario that a row names, else own values."""

from __future__ import annotations

from pycore.equations.domain import ANY
from pycore.language import Text, both
from pycore.sheets.definition import Column
from workbooks.common.cells import at, blank_if, in_words
from workbooks.common.choices import named_list
from workbooks.common.columns import (
    EVIDENCE,
    NO_EVIDENCE,
    Test,
    calculated,
    choice,
    missing,
    not_listed,
    number,
    row_check,
    text,
)
from workbooks.common.pages import calculated_text, label, table
from workbooks.common.row_tests import all_numbers
from workbooks.mercury_pvc.weights import CRITERIA, OPTIONS, grid

_PLACES = range(1, CRITERIA + 1)
QUANTITIES = named_list(
    "scenario_quantity",
    "情景给出的量（每吨采用该技术的产品） | what a scenario gives (for each tonne that takes it)",
    "hg 用汞 gHg/t | mercury used, gHg/t",
    "hg_cut 减汞 gHg/t | mercury cut, gHg/t",
    "co2 CO2 tCO2/t | CO2, tCO2/t",
    "co2_cut 减碳 tCO2/t | CO2 cut, tCO2/t",
    "energy 能耗 GJ/t | energy, GJ/t",
    "cost 增量费用 元/t | additional cost, CNY/t",
)
SCENARIO = choice("scenario", "取自情景 | scenario it is taken from", "=scenarios_name", width=24)
TAKES = choice(
    "takes", "取自情景的量（留空：自有值） | taken of the scenario (blank: own)", "scenario_quantity", width=26
)
TWICE = both("情景已给出数值，请删去自有值 | the scenario gives the value: delete the own one")


def of_scenario(name: str, quantity: str) -> str:
    """What the scenario of a name gives for each tonne; nothing where none is named."""
    return blank_if(f'{name}=""', at(f"scenario_per_t_{quantity}", f"MATCH({name},scenarios_name,0)"))


def _taken(i: int, j: int) -> str:
    name, takes = at("options_scenario", i), at("indicator_list_takes", j)
    given = ",".join(at(f"scenario_per_t_{code}", f"MATCH({name},scenarios_name,0)") for code, _ in QUANTITIES.entries)
    chosen = f"CHOOSE(MATCH({takes},scenario_quantity_list,0),{given})"
    return f'IF({name}="","",IF({takes}="","",{chosen}))'


def _used(i: int, j: int) -> str:
    taken, own = at(f"options_taken_c{j}", i), at(f"options_v{j}", i)
    return f'IF({taken}="",IF({own}="","",{own}),{taken})'


TAKEN = grid("options_taken", "取自情景的指标值 | Values taken from the scenarios", OPTIONS, _taken)
USED = grid("options_used", "采用的指标值 | Values in use", OPTIONS, _used)
GIVEN_TWICE: Test = (
    "OR(" + ",".join(f'AND([v{j}]<>"",ISNUMBER({at(f"options_taken_c{j}", "{i}")}))' for j in _PLACES) + ")",
    TWICE,
)
_FROM_SCENARIO = f"COUNT(INDEX(options_taken_cells,{{i}},1):INDEX(options_taken_cells,{{i}},{CRITERIA}))"
_NAMED = "&".join(
    f'IF(ISNUMBER({at(f"options_taken_c{j}", "{i}")}),{at("indicator_list_name", j)}&"; ","")' for j in _PLACES
)
ORIGIN = calculated_text(
    "origin",
    "数值来源 | where the numbers are from",
    in_words(
        f'IF([name]="","",IF({_FROM_SCENARIO}=0,"{{}}","{{}}"&{_NAMED}&"{{}}"))',
        "自有值 | own values",
        "取自情景： | from the scenario: ",
        "其余为自有值 | the others own values",
    ),
)


def gap(table_key: str) -> Test:
    """A row that is filled in below a blank one."""
    above = f"COUNTA(INDEX({table_key}_name,1):INDEX({table_key}_name,{{i}}))<{{i}}"
    return (above, both("上方有空行：请依次填写 | a blank row above: fill in from the top"))


_INSIDE = "INDEX(options_cells,{i},1):INDEX(options_cells,{i},potential_n)"
HEADS = table(
    "option_heads",
    "下表各列的指标 | The indicators of the columns below",
    "34 15…",
    label("item", "项目 | item"),
    *(calculated_text(f"v{j}", f"指标 {j} | indicator {j}") for j in _PLACES),
    filled={
        "item": ["指标 | indicator", "单位 | unit", "方向 | direction"],
        **{f"v{j}": [f'=INDEX(indicator_list_{key},{j})&""' for key in ("name", "unit", "direction")] for j in _PLACES},
    },
)
OPTION_ROWS = table(
    "options",
    "备选方案的指标值 | The options and their values",
    "34 24 15 15 15 15 15 15 15 15 34 26 26",
    text("name", "方案 | option", required=True),
    SCENARIO,
    *(number(f"v{j}", f"指标 {j} | indicator {j}", "", ANY, format="#,##0.####") for j in _PLACES),
    ORIGIN,
    EVIDENCE,
    row_check(
        ("name", "scenario", *(f"v{j}" for j in _PLACES)),
        (
            missing("name", "方案 | option"),
            not_listed("scenario", "情景 | scenario", "=scenarios_name"),
            GIVEN_TWICE,
            ("COUNTIF(options_name,[name])>1", both("方案重复 | option given twice")),
            gap("options"),
            *all_numbers(**{f"v{j}": f"指标 {j} | indicator {j}" for j in _PLACES}),
            ("potential_n=0", both("先填写指标 | fill in the indicators first")),
            (f"COUNT({_INSIDE})<potential_n", both("有指标缺数值 | a value is missing")),
            ("COUNT([v1]:[v8])>potential_n", both("数值多于指标 | more values than indicators")),
            NO_EVIDENCE,
        ),
    ),
    ledger=OPTIONS,
    note="选了情景的方案，指标中注明“取自情景的量”的由情景给出，情景没有的才填自有值。零合法（无汞方案的用汞为 0）；"
    "没有数值的指标不要用，整列留空。 | An option with a scenario takes from it what the indicators say; own values only "
    "where it has none. 0 is legal (a mercury-free option uses none); an indicator without values is left out "
    "altogether.",
)


def or_own(key: str, quantity: str, words: Text | str, unit: str, format: str) -> tuple[Column, ...]:
    """The number of the scenario that the option names, and the one in use: own only where the scenario has none."""
    return (
        calculated(
            f"{key}_scenario",
            both(words).within("{}：情景 | {}: scenario"),
            unit,
            blank_if('[option]=""', of_scenario(at("options_scenario", "{i}"), quantity)),
            format=format,
        ),
        calculated(
            f"{key}_used",
            both(words).within("{}：采用 | {}: in use"),
            unit,
            f'IF([{key}_scenario]="",IF([{key}]="","",[{key}]),[{key}_scenario])',
            format=format,
        ),
    )


AREAS = {
    "options_cells": ("options_used_c1", f"options_used_c{CRITERIA}"),
    "options_taken_cells": ("options_taken_c1", f"options_taken_c{CRITERIA}"),
}
