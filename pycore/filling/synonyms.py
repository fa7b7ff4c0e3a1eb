"""What people call the columns and the entries of a ledger in tables of their own, by what these are.

The words are those of the field and of no one workbook: a ledger's own titles and keys are known anyway.
"""

from __future__ import annotations

from collections.abc import Mapping

from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry as E

HEADS: Mapping[M, str] = {
    M.STAGE: "工程阶段,项目阶段,工程类别,project stage,phase",
    M.UNIT: "工序名称,装置,装置名称,单元,单元名称,生产单元,生产工序,主项,process,plant,section,installation",
    M.PARTNER: "来源或去向,来源去向,去向,来源,对方装置,from or to,counterpart",
    M.ENTERPRISE: "企业名称,单位名称,公司,company,enterprise name",
    M.YEAR: "年度,年份,统计年度,year",
    M.STACK: "排气筒名称,排气筒编号,排放口,排放口编号,污染源,污染源名称,stack number,outlet,emission point",
    M.SOURCE: "排放源名称,emission source",
    M.PRODUCT: "产品名称,product name",
    M.MEASURE: "措施名称,措施,measure name",
    M.FUEL: "燃料名称,燃料种类,燃料类型,燃料品种,能源品种,能源名称,煤种,fuel type,kind of fuel,fuel name",
    M.MATERIAL: "物料名称,物料种类,物料类型,原料名称,原料,material name,kind of material,stream",
    M.CARBONATE: "碳酸盐种类,碳酸盐名称,kind of carbonate",
    M.USE: "用途,设备,设备名称,使用设备,用电设备,用汽设备,用户,备注,purpose,equipment,consumer,remark,remarks",
    M.TRADE: "购入外供,购售,收支,购入或输出,外购或外供,import or export,purchase or sale",
    M.POWER_KIND: "电力种类,电源类别,电源,power source",
    M.HEAT_MEDIUM: "热力介质,介质名称,热媒,heat medium",
    M.DESTINATION: "回收去向,利用方式,use of co2",
    M.DIRECTION: "方向,流向,进出,输入输出,投入产出,in or out,input or output",
    M.FLOW_RANGE: "流向范围,边界,within or across",
    M.AMOUNT: "数量,用量,耗量,消耗量,使用量,年用量,年耗量,年消耗量,消费量,活动数据,流量,物料量,总量,产量,"
    "amount,quantity,consumption,annual consumption,annual amount,activity data,flow",
    M.ELECTRICITY: "电量,用电量,耗电量,年用电量,年耗电量,电力消耗,electricity consumption,power consumption",
    M.HEAT: "热量,供热量,用热量",
    M.METHANE: "甲烷排放量,甲烷量,ch4",
    M.GAS_VOLUME: "气体体积,体积,气量,volume",
    M.CONCENTRATION: "浓度,排放浓度,nox浓度,氮氧化物浓度,concentration",
    M.FLUE_GAS_FLOW: "烟气量,废气量,烟气流量,排气量,风量,flue gas,gas flow",
    M.HOURS: "运行时间,年运行时间,运行时数,年运行时数,年操作时间,年操作时数,排放时间,operating hours,hours",
    M.LIMIT: "限值,标准限值,排放标准,limit",
    M.PRESSURE: "压力,pressure",
    M.TEMPERATURE: "温度,temperature",
    M.GAS_FRACTION: "纯度,体积分数,purity",
    M.PURITY: "纯度,purity",
    M.REASON: "理由,取值理由,reason",
    M.EVIDENCE: "佐证,佐证材料,依据,来源文件,资料来源,数据来源,出处,evidence,document,data source,reference",
    M.QUALITY: "数据质量,数据等级,质量等级,data quality",
    M.CALORIFIC_VALUE: "发热量,低位发热量,热值,低位热值,收到基低位发热量,平均低位发热量,ncv,lhv,calorific value,"
    "net calorific value",
    M.CARBON_PER_ENERGY: "单位热值含碳量,单位热值碳含量,carbon per energy",
    M.CARBON_CONTENT: "含碳量,碳含量,含碳率,碳质量分数,收到基碳,收到基碳含量,收到基元素碳,收到基元素碳含量,carbon,carbon content",
    M.OXIDATION: "氧化率,碳氧化率,oxidation rate,oxidation factor",
    M.FACTOR: "排放因子,emission factor",
    M.CAPACITY: "产能,设计产能,生产能力,规模,capacity",
    M.OUTPUT_PROPOSED: "拟建产量,设计产量,output",
    M.OUTPUT_EXISTING: "现有产量,实际产量",
}  # fmt: skip
"""Words of heads, by the meaning of a column, with commas between."""

ENTRIES: Mapping[E, str] = {
    E.YES: "是,√,y,yes,true,有",
    E.NO: "否,×,n,no,false,无",
    E.EXISTING: "现有,现有工程,现有项目,现状,existing",
    E.PROPOSED: "拟建,拟建工程,拟建项目,本项目,本工程,新建,proposed,project",
    E.REPLACED: "替代,替代削减,以新带老,以新带老削减,replaced",
    E.IN: "输入,带入,投入,进,入,进料,in,input,feed",
    E.OUT_IN_PRODUCT: "产品,产品带出,product,products",
    E.INTERNAL: "工序间,工序间转移,内部,internal",
    E.BOUGHT: "购入,外购,买入,输入,bought,purchased,import,imported",
    E.SOLD: "外供,外售,售出,输出,外送,sold,export,exported",
    E.GREEN: "绿电,绿色电力,可再生电力,green,renewable",
}
"""Words of entries of closed lists, by the shared word for their code."""


UNITS = "单位,计量单位,数量单位,unit,units,unit of measure"
"""Heads of a column that says the units of another."""

SUMS = "合计,小计,总计,共计,total,subtotal,sum,grand total"
"""What a row of totals begins with."""


def words_of(listed: str) -> tuple[str, ...]:
    """The words between the commas."""
    return tuple(listed.split(","))
