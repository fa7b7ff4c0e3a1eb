"""The closed lists of cross-checks, policy and logs."""

from __future__ import annotations

from workbooks.common.choices import choice_list, named_list

SOURCES = named_list(
    "data_source",
    "数据来源 | source of data",
    "production 生产记录 | production record",
    "monitoring 环境监测报告 | environmental monitoring",
    "permit 排污许可执行报告 | permit execution report",
    "energy 能源消耗记录 | energy record",
    "statistics 环境统计 | environmental statistics",
    "census 污染源普查 | pollution census",
    "enforcement 执法监测 | enforcement monitoring",
    "other 其他佐证 | other evidence",
)
"""Where the same quantity may stand again, in the order of the columns of the cross-check."""
QUANTITIES = choice_list(
    "check_quantity",
    "核验的量 | quantity",
    "pvc 聚氯乙烯产量（t） | output of PVC (t)",
    "carbide 电石消耗量（t） | carbide used (t)",
    "catalyst 触媒消耗量（kg） | catalyst used (kg)",
    "hgcl2 氯化汞质量分数（0–1） | mass fraction of HgCl2 (0–1)",
    "electricity 用电量（MWh） | electricity (MWh)",
    "coal 煤炭消耗量（t） | coal used (t)",
    "steam 蒸汽热量（GJ） | steam (GJ)",
    "hg_air 大气汞（kg） | mercury to air (kg)",
    "hg_water 废水汞（kg） | mercury to water (kg)",
    "spent 废触媒（t） | spent catalyst (t)",
    "spent_carbon 废活性炭（t） | spent carbon (t)",
    "co2 CO2 排放量（t） | CO2 (t)",
    "nox NOx（t） | NOx (t)",
    "so2 SO2（t） | SO2 (t)",
    "pm 颗粒物（t） | particulates (t)",
)
ELEMENTS = named_list(
    "policy_element",
    "管控对象 | what it is about",
    "mercury 汞 | mercury",
    "carbon 碳 | carbon",
    "both 汞与碳 | mercury and carbon",
)
LEVELS = choice_list(
    "policy_level",
    "层级 | level",
    "treaty 国际公约 | treaty",
    "law 法律法规 | law, regulation",
    "standard 标准规范 | standard",
    "national 国家政策文件 | national policy",
    "province 省级文件 | provincial document",
)
INSTRUMENTS = named_list(
    "instrument",
    "管理制度 | instrument",
    "permit 排污许可 | discharge permit",
    "eia 环境影响评价 | EIA",
    "tax 环境保护税 | environmental tax",
    "ets 碳排放权交易 | carbon market",
    "limit 排放与用量限值 | limits of emission and use",
    "energy 能耗限额与清洁生产 | energy and cleaner production",
    "reporting 监测、核算与报告 | monitoring, accounting, reporting",
    "plan 规划与目标 | plans and targets",
)
APPLIES = choice_list(
    "applicability",
    "适用性 | applicability",
    "yes 适用 | applies",
    "partly 部分适用 | applies in part",
    "method 方法参照 | as a method",
    "no 暂不适用 | does not apply yet",
)
PAIR_KINDS = named_list(
    "pair_kind",
    "关系 | relation",
    "gap 衔接空白 | gap",
    "conflict 冲突 | conflict",
    "room 优化空间 | room to improve",
)
REDUCTIONS = named_list(
    "tax_reduction",
    "减征 | reduced tax",
    "none 不减征 | not reduced",
    "r30 浓度低于限值 30%：按 75% | 30 % below the limit: 75 %",
    "r50 浓度低于限值 50%：按 50% | 50 % below the limit: 50 %",
)
POLICY_LISTS = (SOURCES, QUANTITIES, ELEMENTS, LEVELS, INSTRUMENTS, APPLIES, PAIR_KINDS, REDUCTIONS)
