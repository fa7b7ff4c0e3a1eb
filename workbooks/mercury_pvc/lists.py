"""The closed lists of the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.language import Text
from pycore.library import library
from workbooks.common.choices import FUEL_SETS, FUELS, QUALITY, choice_list, list_of, named_list

NODES = named_list(
    "node",
    "节点 | node",
    "lime_kiln 石灰窑 | lime kiln",
    "furnace 电石炉 | carbide furnace",
    "acetylene 乙炔发生与净化 | acetylene",
    "hydrogen_chloride 电解与氯化氢合成 | electrolysis and HCl synthesis",
    "converter 转化器（氯乙烯合成） | VCM converters",
    "remover 除汞器 | mercury remover",
    "acid 酸吸收 | acid absorption",
    "alkali 碱洗 | alkali wash",
    "desorption 盐酸深度解吸 | deep desorption of HCl",
    "distillation 精馏 | distillation",
    "polymerisation 聚合与干燥 | polymerisation and drying",
    "boiler 锅炉与自备电厂 | boilers and captive power",
    "waste_water 废水处理 | waste water treatment",
    "recovery 触媒回收 | catalyst recovery",
)
"""Where mercury and carbon arise, are moved or are caught."""
PATHWAYS = named_list(
    "pathway",
    "去向 | pathway",
    "spent_catalyst 废触媒 | spent catalyst",
    "carbon 废活性炭（除汞器） | spent carbon of the remover",
    "acid 废盐酸、副产盐酸 | waste and by-product acid",
    "alkali 废碱 | waste alkali",
    "sludge 含汞污泥 | sludge",
    "water 废水 | waste water",
    "air 大气 | air",
    "product 产品 | product",
    "deposit 设备与管道沉积 | deposits in converters and pipes",
)
"""Where the mercury of the input goes."""
TREATMENTS = named_list(
    "treatment",
    "处置方式 | treatment",
    "returned 返回触媒厂再生 | returned to the catalyst maker",
    "recovered 交有资质单位回收汞 | recovered by a licensed firm",
    "landfill 危险废物填埋 | hazardous landfill",
    "reused 厂内回用 | used again on site",
    "sold 随产品、副产品售出 | sold with product or by-product",
    "released 排放 | released",
)
GRADES = named_list(
    "grade",
    "触媒等级 | catalyst grade",
    "high 高汞（HgCl2 10%～12%） | high mercury (10 to 12 % HgCl2)",
    "low 低汞（4%～6.5%） | low mercury (4 to 6.5 %)",
    "ultra_low 超低汞（4% 以下） | ultra-low mercury (up to 4 %)",
    "free 无汞 | mercury-free",
)
CARBIDE_SOURCES = named_list(
    "carbide_source",
    "电石来源 | source of carbide",
    "own 自产 | own",
    "bought 外购 | bought",
    "both 自产与外购 | own and bought",
)
DISTRIBUTIONS = named_list(
    "distribution_set",
    "汞分配系数集 | distribution set",
    "miit 全国 2010（工信部） | national, 2010 (MIIT)",
    "remover 全国 2010，按除汞器效率调整 | national, 2010, by the remover's efficiency",
    "measured_line 实测生产线（Ren 2014） | a measured line (Ren 2014)",
    "toolkit UNEP 工具包缺省 | UNEP Toolkit default",
    "own 自有系数 | own fractions",
)
PREFERENCES = named_list(
    "preference",
    "汞去向取值次序 | which method is preferred",
    "measured_distribution 监测优先，其次分配系数 | measured, else distribution",
    "measured_balance 监测优先，其次物料平衡 | measured, else mass balance",
    "distribution 一律用分配系数 | distribution throughout",
)
METHODS = named_list(
    "method",
    "指定方法 | method chosen",
    "measured 浓度 × 流量 | concentration × flow",
    "distribution 输入 × 分配系数 | input × distribution",
    "balance 物料平衡 | mass balance",
)
SPECIATIONS = choice_list(
    "speciation",
    "大气汞形态比例 | mercury species to air",
    "chlor_alkali 氯碱（70/30/0） | chlor-alkali (70/30/0)",
    "combustion 燃烧（50/40/10） | combustion (50/40/10)",
    "cement 水泥（80/15/5） | cement (80/15/5)",
    "waste_incineration 垃圾焚烧（20/60/20） | waste incineration (20/60/20)",
)
FURNACE_METHODS = named_list(
    "furnace_method",
    "电石炉核算方法 | method for the carbide furnace",
    "balance 碳平衡优先，无数据时用因子 | carbon balance, the factor where there is none",
    "factor 一律用因子 | the factor throughout",
)
YESNO = named_list("yesno", "是否 | yes or no", "yes 是 | yes", "no 否 | no")
BASES = named_list("solid_basis", "基态 | basis", "wet 收到基（湿基） | as received (wet)", "dry 干基 | dry")
DIRECTIONS = named_list(
    "direction",
    "碳流方向 | carbon flow",
    "in 带入 | in",
    "product 产品带出 | out, in products",
    "waste 灰渣、炉气等带出 | out, in slag, gas and the like",
)
FLOW_RANGES = named_list(
    "flow_range",
    "流向范围 | inside or outside",
    "crossing 进出边界 | across the boundary",
    "internal 节点之间 | between nodes",
)
PROCESS_ITEMS = named_list(
    "process_item",
    "过程 | process",
    "calcium_carbide 电石 | calcium carbide",
    "lime 石灰 | lime",
)
POWER_SOURCES = named_list(
    "power_source",
    "电力来源 | source of power",
    "grid 电网 | grid",
    "captive 自备电厂（燃料另计） | captive (its fuel counts)",
    "green 绿电 | green power",
    "waste_heat 余热余压发电 | from waste heat or pressure",
)
HEAT_SOURCES = named_list(
    "heat_source",
    "蒸汽来源 | source of heat",
    "bought 外购 | bought",
    "captive 自备锅炉（燃料另计） | own boilers (their fuel counts)",
    "waste_heat 余热 | waste heat",
)
UPSTREAM_ITEMS = named_list(
    "upstream_item",
    "上游物料 | upstream item",
    "carbide 外购电石 | bought carbide",
    "caustic 烧碱 | caustic soda",
    "acid 盐酸、氯化氢 | hydrochloric acid, HCl",
    "lime 石灰 | lime",
    "coke 焦炭、兰炭 | coke, semi-coke",
    "other 其他 | other",
)
GRID_FACTORS = tuple(
    row
    for row in library().category("electricity")
    if row.id.startswith(("electricity.national.average.", "electricity.region.", "electricity.province."))
)
GRIDS = list_of(
    "grid",
    "电力因子 | grid factor",
    ((row.id.removeprefix("electricity."), row.name) for row in GRID_FACTORS),
)
_RANKS = tuple(row for row in library().category("mercury") if row.id.startswith("mercury.coal_rank."))


def _rank_names() -> Iterator[tuple[str, Text]]:
    """The ranks of coal whose mercury the library knows, each by what stands behind the colon of its name."""
    for row in _RANKS:
        yield row.key, Text(row.name_zh.partition("：")[2], row.name_en.partition(": ")[2])


MATERIALS = list_of(
    "hg_material",
    "含汞原料 | material with mercury",
    (
        *((f"coal_rank.{key}", words) for key, words in _rank_names()),
        ("coal_mean.unep_2011", "煤（全国平均） | coal (national mean)"),
        ("own.coal", "煤（实测） | coal (measured)"),
        ("own.carbide", "电石（实测） | carbide (measured)"),
        ("own.other", "其他原料（实测） | other material (measured)"),
    ),
)
LISTS = (
    NODES,
    PATHWAYS,
    TREATMENTS,
    GRADES,
    CARBIDE_SOURCES,
    DISTRIBUTIONS,
    PREFERENCES,
    METHODS,
    SPECIATIONS,
    FURNACE_METHODS,
    YESNO,
    BASES,
    DIRECTIONS,
    FLOW_RANGES,
    PROCESS_ITEMS,
    POWER_SOURCES,
    HEAT_SOURCES,
    UPSTREAM_ITEMS,
    GRIDS,
    MATERIALS,
    QUALITY,
    FUELS,
    FUEL_SETS,
)
