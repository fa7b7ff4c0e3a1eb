"""The pictures of the report besides the charts: work programme, boundary, carbon flows, S before and after."""

from __future__ import annotations

from pycore.language import both
from pycore.sheets.diagrams import BoundaryOf, ChangesOf, Crossing, Flows, SankeyOf, StepsOf

_CARBON = Flows(
    unit="carbon_unit",
    partner="carbon_partner",
    label="carbon_material",
    amount="carbon_carbon",
    direction="carbon_direction",
    into="direction_in",
    range="carbon_flow",
    internal="flow_internal",
    stage="carbon_stage",
    of_stage="stage_proposed",
)

PROGRAMME = StepsOf(
    key="work_programme",
    title=both(
        "温室气体排放环境影响评价工作程序（编制说明图 4-1） | Work programme of the assessment (figure 4-1 of the note)"
    ),
    steps=tuple(
        tuple(both(step) for step in line)
        for line in (
            ("政策符合性分析 | Policy conformity", "评价基准确定 | Reference values chosen"),
            (
                "核算边界确定：项目核算边界、主要生产工序核算边界 | Boundary of the project and of its main process units",
            ),
            (
                "现有工程现状调查与分析 | Survey of the existing plant",
                "拟建工程资料收集与工程分析 | Data and analysis of the proposed project",
            ),
            ("温室气体排放源识别与分析 | Sources of GHG",),
            (
                "温室气体排放量核算（三本账） | GHG emissions (three accounts)",
                "NOx 排放量核算 | NOx emissions",
            ),
            (
                "温室气体排放水平评价：绩效、先进值、现有工程 | Performance against advanced values and the existing plant",
            ),
            (
                "减污降碳措施比选与有效性论证 | Measures compared and justified",
                "碳污协同度 S 分析 | Synergy index S",
            ),
            ("协同度需优化时调整措施，直至可接受 | Measures changed until the synergy is acceptable",),
            ("管理要求与监测计划 | Management and monitoring",),
            ("温室气体排放评价结论 | Conclusion",),
        )
    ),
)

BOUNDARY = BoundaryOf(
    key="boundary_picture",
    title=both(
        "拟建工程核算边界与工艺流程（编制说明图 4-2） | Boundary and process of the proposed project (figure 4-2 of the note)"
    ),
    units="units_unit",
    inside="units_proposed",
    also="units_existing",
    also_words=both("现有工程也有的工序 | unit of the existing plant as well"),
    flows=_CARBON,
    outer=both("项目核算边界 | boundary of the project"),
    inner=both("主要生产工序 | main process units"),
    others=both("其他工序与辅助、附属生产系统 | other units, auxiliary and ancillary systems"),
    crossing=(
        Crossing(words=both("化石燃料 | fossil fuels"), value="summary_proposed_fuel_total"),
        Crossing(words=both("购入电力 | electricity bought"), value="summary_proposed_power_in_total"),
        Crossing(words=both("购入热力 | heat bought"), value="summary_proposed_heat_in_total"),
        Crossing(words=both("外供电力 | electricity sold"), value="summary_proposed_power_out_total", out=True),
        Crossing(words=both("外供热力 | heat sold"), value="summary_proposed_heat_out_total", out=True),
        Crossing(words=both("回收 CO2 | CO2 captured"), value="summary_proposed_capture_total", out=True),
        Crossing(words=both("CO2 排放 | CO2 emitted"), value="summary_proposed_total_total", out=True),
        Crossing(words=both("NOx 排放 | NOx emitted"), value="summary_proposed_nox_total", out=True),
    ),
)

CARBON_FLOWS = SankeyOf(
    key="carbon_flows",
    title=both("拟建工程各工序碳流图 | Carbon flows of the proposed project by process unit"),
    flows=_CARBON,
    unit=both("单位：10⁴ tC/a | 10⁴ tC a year"),
    rest=both("工艺过程排放 | process emission"),
    scale=1e-4,
    note=both(
        "带的宽度与碳量成正比；工艺过程排放为各工序带入碳与带出碳之差。"
        " | A band is as wide as its carbon; the process emission is what a unit takes in and does not give."
    ),
)

CHANGES = ChangesOf(
    key="synergy_changes",
    title=both("采纳措施前后的碳污协同度 | Synergy before and with the measures adopted"),
    label="synergy_product",
    before=("synergy_dev_ghg", "synergy_dev_nox"),
    after=("optimised_dev_ghg", "optimised_dev_nox"),
    values=("synergy_grade", "optimised_grade"),
    x_title=both("CO2 绩效相对先进值偏差 | deviation of CO2 from the advanced value"),
    y_title=both("NOx 绩效相对先进值偏差 | deviation of NOx from the advanced value"),
    value_words=both("空心：措施前；实心：措施后 | open: before; full: with the measures adopted"),
    slope=-1.0,
    slope_words=both("S = −1（左下侧可接受） | S = −1 (acceptable below it)"),
)
