"""The theme of operating conditions and scenarios: energy and carbon of reducing mercury."""

from __future__ import annotations

from workbooks.mercury_pvc import (
    conditions,
    influences,
    scenario_compared,
    scenario_used,
    scenarios,
)
from workbooks.mercury_pvc.example_scenarios import EXAMPLE
from workbooks.mercury_pvc.theme import Theme

THEME = Theme(
    sheets=(
        conditions.SHEET,
        conditions.MEANS_SHEET,
        scenarios.SHEET,
        scenarios.MERCURY_SHEET,
        scenarios.ENERGY_SHEET,
        scenario_used.SHEET,
        scenario_compared.RESULTS_SHEET,
        scenario_compared.SHEET,
        influences.SHEET,
    ),
    lists=(conditions.TECHNOLOGIES, scenarios.KINDS, scenarios.GIVEN, scenarios.METRICS, scenarios.COALS),
    checks=(
        (
            "有情景而没有基准情景 | scenarios without a baseline",
            "(AND(COUNTA(scenarios_name)>0,COUNTIF(scenarios_kind,scenario_kind_baseline)=0))*1",
            "scenarios",
        ),
        (
            "情景缺参数或结果出错 | scenarios with missing parameters or errors",
            'COUNTIF(scenarios_name,"?*")-COUNT(scenario_carbon_co2)',
            "scenario_results",
        ),
    ),
    notes=(
        ("被剔除的非稳定工况 | runs left out as not steady", "COUNTIF(conditions_counted,0)", "conditions"),
        (
            "变化方向在不确定度内的情景 | scenarios whose change is within its uncertainty",
            'COUNTIF(scenario_unit_firm,"!*")',
            "scenario_compared",
        ),
    ),
    results=scenario_compared.RESULTS,
    example=EXAMPLE,
)
