"""What a column, a field or an entry of a list *is*, in words that every workbook shares.

The review's rules ask for a meaning and never for the key that one workbook happens to use. Most meanings follow from
what a definition says anyway (unit, equation, closed list, shared column): see `pycore.sheets.meaning_of`. The rest is
declared by one keyword: ``meaning=Meaning.STACK``.
"""

from __future__ import annotations

from enum import StrEnum

from pycore.language import Text


class Meaning(StrEnum):
    """What a column or a field is; `said` is the same in a sentence."""

    said: Text

    def __new__(cls, value: str, zh: str, en: str) -> Meaning:
        """Make a member of its key and of what it is called in both languages."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.said = Text(zh, en)
        return member

    # Where a row belongs.
    STAGE = "stage", "阶段（现有、拟建、替代）", "the stage (existing, proposed, replaced)"
    UNIT = "unit", "工序", "the process unit"
    PARTNER = "partner", "转移的对方工序", "the other unit of a transfer"
    YEAR = "year", "统计年份", "the year of the row"
    ENTERPRISE = "enterprise", "企业", "the enterprise"
    STACK = "stack", "排气筒", "the stack"
    SOURCE = "source", "识别的排放源", "a source that is named"
    SOURCE_KIND = "source_kind", "排放源类别", "the kind of source"
    SOURCE_GAS = "source_gas", "排放源的气体", "the gas of a source"
    OUTLET = "outlet", "排放源的排放去向（排气筒编号）", "the outlet of a source (number of the stack)"
    PRODUCT = "product", "产品", "the product"
    MEASURE = "measure", "减排措施", "the measure"
    TARGET_YEAR = "target_year", "目标年或规划年", "the target or planning year"
    SECTOR = "sector", "行业（GB/T 4754 大类）", "the sector (division of GB/T 4754)"

    # What an enterprise says of itself to others.
    MADE = "made", "产品与规模", "products and capacities"
    STAGES_OF_PROCESS = "stages_of_process", "生产环节", "the stages of the process"
    FACILITIES = "facilities", "减排设施", "facilities that reduce emission"
    REPORTED = "reported", "上报或核查的排放量", "the emission that is reported or verified"
    REPORTED_BY = "reported_by", "上报数据来源", "where the reported emission comes from"

    # What is entered.
    AMOUNT = "amount", "活动数据（必填的数量）", "the amount that a row is for (a required number)"
    MASS = "mass", "质量", "an amount by mass"
    GAS_VOLUME = "gas_volume", "气体体积", "an amount of gas by volume"
    ENERGY = "energy", "能量", "an amount of energy"
    ELECTRICITY = "electricity", "电量", "an amount of electricity"
    HEAT = "heat", "热量", "an amount of heat"
    METHANE = "methane", "甲烷量", "an amount of methane"
    FUEL = "fuel", "燃料", "the fuel"
    MATERIAL = "material", "含碳物料", "the material that holds carbon"
    CARBONATE = "carbonate", "碳酸盐", "the carbonate"
    USE = "use", "用途或设备", "the use or equipment"
    TRADE = "trade", "购入或外供", "bought or sold"
    POWER_KIND = "power_kind", "电力类别（含绿电）", "the kind of power (green or not)"
    HEAT_MEDIUM = "heat_medium", "热力介质", "the medium of heat"
    HANDED_OVER = "handed_over", "交给其他单位的 CO2", "CO2 that is handed to others"
    PROCESS_LINE = "process_line", "生产过程的核算项", "a process that a guide has a line for"
    REDUCTION_KIND = "reduction_kind", "减排量的类别", "the kind of a reduction"
    DESTINATION = "destination", "回收 CO2 的去向", "where recovered CO2 goes"
    DIRECTION = "direction", "碳流方向", "the direction of a carbon flow"
    FLOW_RANGE = "flow_range", "碳流在边界内或边界外", "whether a carbon flow crosses the boundary"
    IN_BALANCE = "in_balance", "燃料的碳是否已在碳平衡内", "whether the carbon of a fuel is in the carbon balance"
    CONCENTRATION = "concentration", "烟气浓度", "a concentration in flue gas"
    FLUE_GAS_FLOW = "flue_gas_flow", "烟气量", "a flow of flue gas"
    HOURS = "hours", "运行时间", "hours of work"
    DURATION = "duration", "一次运行或测试的持续时间", "how long a run or a test lasts"
    LIMIT = "limit", "排放浓度限值", "a limit of concentration"
    PRESSURE = "pressure", "压力", "a pressure"
    TEMPERATURE = "temperature", "温度", "a temperature"
    FRACTION = "fraction", "0 到 1 的分数", "a fraction of 0 to 1"
    PURITY = "purity", "固体的纯度", "the purity of a solid"
    GAS_FRACTION = "gas_fraction", "气体的体积分数", "the share of a gas in its volume"
    UNCERTAINTY = "uncertainty", "相对不确定度（填写）", "a relative uncertainty that is entered"
    REASON = "reason", "理由", "a reason"
    REQUIREMENT = "requirement", "政策或管理要求", "what a policy or rule asks"
    CONFORMITY = "conformity", "对要求的符合性", "whether a requirement is met"
    EXPLANATION = "explanation", "对要求的回答", "how a requirement is met, in words"
    EVIDENCE = "evidence", "佐证材料", "evidence"
    QUALITY = "quality", "数据质量", "the quality of data"

    # Alternatives: rows that belong to an option of a group, of which one is chosen.
    ALTERNATIVE = "alternative", "行所属的备选方案（组/选项）", "the option that a row belongs to (group/option)"
    COUNTS = "counts", "行是否计入", "whether a row counts"
    OPTION_ID = "option_id", "备选方案（组/选项）", "an option of a group of alternatives"
    GROUP_OF_OPTION = "group_of_option", "备选方案的组", "the group of an option"
    COMPARED = "compared", "备选方案是否参与比较", "whether an option is compared"
    ALTERNATIVE_GROUP = "alternative_group", "方案组", "a group of alternatives"
    CHOSEN_OPTION = "chosen_option", "方案组采用的选项", "the option chosen of a group"
    PRESENT_COMBINATION = "present_combination", "现选方案的组合", "the combination that is chosen now"
    COMPARED_COMBINATION = "compared_combination", "比较过的方案组合", "a combination that has been compared"
    COMPARISON_NOW = "comparison_now", "方案比选依据的输入摘要", "the digest of what a comparison depends on"
    COMPARISON_FROM = "comparison_from", "方案比选写入时的输入摘要", "the digest that a comparison was made from"
    # The set of measures that makes every product acceptable at least cost.
    MEASURE_COST = "measure_cost", "措施年成本", "the cost of a measure in a year"
    RATIO_NOX = "ratio_nox", "NOx 绩效与先进值之比", "NOx performance over its advanced value"
    RATIO_GHG = "ratio_ghg", "温室气体绩效与先进值之比", "GHG performance over its advanced value"
    RATIO_MARGIN = "ratio_margin", "判定相等的精度（相对先进值）", "how near to the advanced values counts as equal"
    RATIO_GRADE = "ratio_grade", "按比值判定的等级", "the grade that belongs to the ratios"
    RATIO_BASIS = "ratio_basis", "协同度的基准代码", "the code of the basis of S"
    REACHED_GRADE = "reached_grade", "最低成本措施组合下的等级", "the grade with the set of measures at least cost"
    ADVISED = "advised", "最低成本组合是否采纳该措施", "whether the set of measures at least cost adopts a measure"
    ADVISED_SAID = "advised_said", "最低成本措施组合的结论", "what is said of the set of measures at least cost"
    ADVISED_COST = "advised_cost", "最低成本措施组合的年成本", "the cost of that set in a year"
    ADVICE_NOW = "advice_now", "措施组合依据的输入摘要", "the digest of what that set depends on"
    ADVICE_FROM = "advice_from", "措施组合写入时的输入摘要", "the digest that that set was made from"

    # Factors.
    FACTOR = "factor", "排放因子", "an emission factor"
    CALORIFIC_VALUE = "calorific_value", "发热量", "a calorific value"
    CARBON_PER_ENERGY = "carbon_per_energy", "单位热值含碳量", "carbon by energy"
    CARBON_CONTENT = "carbon_content", "按质量或体积的含碳量", "carbon by mass or volume"
    OXIDATION = "oxidation", "氧化率", "an oxidation rate"
    OWN_VALUE = "own_value", "替代因子库值的自有值", "an own value that replaces the library's"

    # Results.
    EMISSION = "emission", "排放量", "an emission"
    RECALCULATED = "recalculated", "重新测算的排放量", "the same emission as the ledgers give it"
    SAVED = "saved", "措施的年减排量（正值）", "what a measure saves in a year, as a positive number"
    CARBON = "carbon", "碳量", "an amount of carbon"
    CARBON_IN = "carbon_in", "带入碳", "carbon into a unit"
    CARBON_PRODUCT = "carbon_product", "产品带出碳", "carbon out in products"
    CARBON_OTHER = "carbon_other", "其他带出碳", "other carbon out (residues)"
    FUEL_EMISSION = "fuel_emission", "工序的燃料排放", "emission of a unit from fuels"
    PROCESS_EMISSION = "process_emission", "工序的过程排放", "emission of a unit from its process"
    CARBONATE_EMISSION = "carbonate_emission", "工序的碳酸盐排放", "emission of a unit from carbonates"
    TRADED_EMISSION = "traded_emission", "工序的购入电力、热力排放", "emission of a unit from bought power or heat"
    DEDUCTION = "deduction", "工序的扣除量", "what is deducted from the emission of a unit"
    UNIT_TOTAL = "unit_total", "工序的温室气体合计", "all greenhouse gas of a unit"
    NOX_MASS = "nox_mass", "NOx 排放量", "the mass of NOx"
    NOX_FROM = "nox_from", "NOx 的来源", "where the NOx comes from"
    UNIT_POLLUTANT = "unit_pollutant", "工序的污染物排放", "the pollutant that a unit emits"
    ROWS_COUNTED = "rows_counted", "工序的台账行数", "the ledger rows of a unit"
    PERFORMANCE_GHG = "performance_ghg", "产品的温室气体绩效", "greenhouse gas by unit of product"
    PERFORMANCE_NOX = "performance_nox", "产品的 NOx 绩效", "NOx by unit of product"
    ADVANCED_GHG = "advanced_ghg", "温室气体先进值", "the advanced value of greenhouse gas"
    ADVANCED_NOX = "advanced_nox", "NOx 先进值", "the advanced value of NOx"
    BENCHMARK_GHG = "benchmark_ghg", "对标体系的温室气体值", "a benchmark of greenhouse gas"
    DEVIATION_GHG = "deviation_ghg", "温室气体相对偏差", "the relative deviation of greenhouse gas"
    DEVIATION_NOX = "deviation_nox", "NOx 相对偏差", "the relative deviation of NOx"
    SYNERGY = "synergy", "协同度 S", "the index of synergy S"
    GRADE = "grade", "协同等级", "the grade of synergy"
    ACCEPTABLE = "acceptable", "等级可接受的概率", "the probability that a grade is acceptable"
    FIRM = "firm", "等级是否可靠", "whether a grade is firm"

    # Products, boundary and measures.
    CAPACITY = "capacity", "产能", "a capacity"
    OUTPUT_EXISTING = "output_existing", "现有产量", "the existing output"
    OUTPUT_CONSTRUCTION = "output_construction", "在建产量", "the output under construction"
    OUTPUT_PROPOSED = "output_proposed", "拟建产量", "the proposed output"
    OUTPUT_REPLACED = "output_replaced", "被替代的产量", "the output that is replaced"
    IN_EXISTING = "in_existing", "工序在现有边界内", "whether the existing boundary holds a unit"
    IN_CONSTRUCTION = "in_construction", "工序在在建边界内", "whether the boundary under construction holds a unit"
    IN_PROPOSED = "in_proposed", "工序在拟建边界内", "whether the proposed boundary holds a unit"
    PRODUCT_SHARE = "product_share", "工序计入产品的份额", "the share of a unit in a product"
    OWN_SHARE = "own_share", "填写的工序份额", "a share of a unit in a product that is entered"
    SHARE_SUM = "share_sum", "工序份额合计", "what the shares of a unit add up to"
    ADOPTED = "adopted", "措施是否采纳", "whether a measure is adopted"
    OPTION_GROUP = "option_group", "措施的选项组（组内只采纳一项）", "the group of measures of which one is adopted"
    NEEDED_MEASURE = "needed_measure", "措施所需的另一措施", "another measure that a measure needs"
    EFFECT_INPUT = "effect_input", "填写的措施效果", "an effect of a measure that is entered"
    EFFECT_GHG = "effect_ghg", "措施的温室气体变化", "the change of greenhouse gas by a measure"
    EFFECT_NOX = "effect_nox", "措施的 NOx 变化", "the change of NOx by a measure"

    # Fields of panels.
    PROJECT_NAME = "project_name", "项目名称", "the name of the project"
    PROVINCE = "province", "所在省份", "the province"
    FUEL_SET = "fuel_set", "燃料参数口径", "the set of fuel factors"
    GWP_SET = "gwp_set", "GWP 取值", "the set of GWPs"
    POWER_READING = "power_reading", "电力因子口径", "the kind of electricity factor"
    POWER_YEAR = "power_year", "电力因子年份", "the year of the electricity factor"
    POWER_ID = "power_id", "电力因子编号", "the id of the electricity factor"
    POWER_FACTOR = "power_factor", "电力因子", "the electricity factor"
    GREEN_IS_ZERO = "green_is_zero", "绿电是否按零计", "whether green power counts as zero"
    CONFIDENCE = "confidence", "等级可靠的最低概率", "the least probability of a firm grade"


class SharedEntry(StrEnum):
    """What an entry of a closed list is. A code that reads the same needs no declaration; see `ChoiceList.entries_are`."""

    YES = "yes"
    NO = "no"
    EXISTING = "existing"
    PROPOSED = "proposed"
    REPLACED = "replaced"
    CONSTRUCTION = "construction"
    """Approved and under construction: part of the site, by its own assessment."""
    TRANSFEROR = "transferor"
    """Capacity that another site gives up for the project."""
    REGIONAL = "regional"
    """Reductions elsewhere in the region."""
    WITH_MEASURES = "with_measures"
    """Of a calculated table: after the measures adopted."""
    IN = "in"
    """Carbon into a unit."""
    OUT_IN_PRODUCT = "product"
    """Carbon out of a unit in a product."""
    INTERNAL = "internal"
    """Between two units, inside the boundary."""
    BOUGHT = "bought"
    SOLD = "sold"
    GREEN = "green"
    NATIONAL = "national"
    BY_REGION = "region"
    BY_PROVINCE = "province"
    # Sources: the ledgers that take them in.
    FUEL_SOURCE = "fuel"
    PROCESS_SOURCE = "process"
    POWER_SOURCE = "power"
    HEAT_SOURCE = "heat"
    PRODUCT_SOURCE = "product"
    CAPTURE_SOURCE = "capture"
    FUGITIVE_SOURCE = "fugitive"
    EXPORTED = "exported"
    """Of CO2 recovered: handed to somebody else."""
    CAPTURED = "captured"
    """Of a reduction: CO2 that is captured."""
    NOX = "nox"
    NOX_AND_CO2 = "co2_nox"
    # Materials that the library has no carbon content for.
    FEED_COAL = "feed_coal"
    SLAG = "slag"
    WASTE_WATER = "waste_water"
    OIL_PRODUCTS = "oil_products"
    SYNGAS = "syngas"
    FUEL_GAS = "fuel_gas"
    SNG = "sng"
    OTHER_MATERIAL = "other"


class RowKind(StrEnum):
    """What rows are that one workbook gives to another; `said` is the same in words."""

    said: Text

    def __new__(cls, value: str, zh: str, en: str) -> RowKind:
        """Make a member of its key and of what it is called in both languages."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.said = Text(zh, en)
        return member

    ENTERPRISE = "enterprise", "企业", "the enterprise"
    FUELS = "fuels", "化石燃料", "fossil fuels"
    ELECTRICITY = "electricity", "电力", "electricity"
    HEAT = "heat", "热力", "heat"
    CARBONATES = "carbonates", "碳酸盐", "carbonates"
    PROCESS = "process", "工艺过程", "the process"
    CAPTURE = "capture", "CO2 回收", "captured CO2"
    NOX = "nox", "氮氧化物", "NOx"
    METHANE = "methane", "甲烷", "methane"
