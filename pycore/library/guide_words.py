"""The codes that the rows of a guide use, each with its name in both languages."""

from __future__ import annotations

from pycore.language import Text

# The four terms of the total: energy + process + waste - reduction.
DOMAINS = {
    "energy": Text("能源活动", "energy"),
    "process": Text("工业生产过程", "industrial processes"),
    "waste": Text("废弃物处理", "waste"),
    "reduction": Text("减排措施", "reductions"),
}
# The rows of the inventory by domain that a line is added to.
PARTS = {
    "fossil": Text("化石燃料", "fossil fuels"),
    "biomass": Text("生物质燃烧", "biomass combustion"),
    "gas_fugitive": Text("天然气系统逃逸", "natural gas fugitive"),
    "electricity": Text("调入（出）电力间接排放", "electricity in and out, indirect"),
    "process": Text("工业生产过程", "industrial processes"),
    "wastewater": Text("废水处理", "waste water"),
    "reduction": Text("减排措施", "reductions"),
}
# The sectors of the inventory by sector; the first five are the guide's key sectors (petrochemicals and
# chemicals counted as one).
SECTORS = {
    "power": Text("电力（含热力）", "power and heat"),
    "steel": Text("钢铁", "iron and steel"),
    "building_materials": Text("建材", "building materials"),
    "nonferrous": Text("有色金属", "non-ferrous metals"),
    "chemical": Text("石化和化工", "petrochemicals and chemicals"),
    "other": Text("其他行业", "other sectors"),
}
# The departments into which the inventory by domain divides fossil fuels.
DEPARTMENTS = {
    "energy_industry": Text("能源工业", "energy industry"),
    "industry": Text("工业", "industry"),
    "transport": Text("交通运输", "transport"),
    "services": Text("服务业", "services"),
    "residential": Text("居民生活", "residential"),
}
AREAS = {
    "industry": Text("产业发展低碳化", "low-carbon industry"),
    "energy": Text("能源利用低碳化", "low-carbon energy use"),
    "transport": Text("交通运输低碳化", "low-carbon transport"),
    "infrastructure": Text("基础设施低碳化", "low-carbon infrastructure"),
    "management": Text("温室气体管理", "GHG management"),
}
# What an indicator counts, what it is divided by, and how it is said.
QUANTITIES = {"ghg": Text("温室气体排放量", "GHG emission"), "energy": Text("综合能耗", "energy consumption")}
DENOMINATORS = {
    "output_value": Text("工业总产值", "industrial output value"),
    "value_added": Text("工业增加值", "industrial value added"),
    "raw_material": Text("原料", "raw material"),
    "product": Text("产品", "product"),
}
FORMS = {
    "decline": Text("下降率", "rate of decline"),
    "rise": Text("提高率", "rate of rise"),
    "share": Text("比例", "share"),
    "amount": Text("数量", "amount"),
    "status": Text("定性", "qualitative"),
}
