"""The pictures of the report besides charts and map: the work programme."""

from __future__ import annotations

from pycore.language import both
from pycore.sheets.diagrams import StepsOf

PROGRAMME = StepsOf(
    key="work_programme",
    title=both("评价技术流程（指南 4.3） | Work programme of the assessment (guide 4.3)"),
    steps=tuple(
        tuple(both(step) for step in line)
        for line in (
            ("规划概述 | The plan in outline", "规划协调性分析 | Conformity"),
            (
                "产业、能源、基础设施、交通现状调查 | Present industry, energy, infrastructure, transport",
                "管理能力调查 | Capacity of management",
            ),
            ("现状排放统计与分析、重点企业 | Emission at present, key enterprises",),
            ("温室气体排放识别 | Sources of GHG", "减排评价指标体系 | Indicators"),
            ("情景设置：基准情景、对照情景 | Scenarios: base and comparison",),
            (
                "活动水平与排放量预测 | Forecast of activity and emission",
                "减排潜力与目标可达性 | Potential, and targets within reach",
            ),
            ("环境合理性论证与规划优化调整建议 | Justification and adjustment of the plan",),
            ("减污降碳协同管控措施 | Measures of co-control",),
            (
                "跟踪评价与建设项目评价要求 | Tracking, requirements for projects",
                "温室气体减排准入 | Admission",
            ),
            ("评价结论 | Conclusion",),
        )
    ),
)
