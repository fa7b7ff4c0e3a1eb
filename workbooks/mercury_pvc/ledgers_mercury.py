"""Mercury in with catalyst and materials, and out by every way that is measured."""

from __future__ import annotations

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.accounting.mercury import CATALYST_HG
from pycore.equations.domain import FRACTION, NOT_NEGATIVE, Domain
from pycore.language import both
from pycore.sheets.formulas import by_core
from workbooks.common.cells import blank_if, is_blank
from workbooks.common.columns import calculated, choice, factor_value, number, text
from workbooks.common.ledger import Part, entered, of_choice, taken
from workbooks.mercury_pvc import size
from workbooks.mercury_pvc.ledgers_shared import PlantLedger

_STOCK = Domain(0, 1e7)
_GRADE = "INDEX(plants_grade,MATCH([plant],plants_name,0))"
_BEYOND_GRADE = (
    "IF(ISNUMBER([hgcl2_fraction]),IFERROR("
    f"IF({_GRADE}=grade_high,OR([hgcl2_fraction]<0.1,[hgcl2_fraction]>0.125),"
    f"IF({_GRADE}=grade_low,OR([hgcl2_fraction]<0.04,[hgcl2_fraction]>0.065),"
    f"IF({_GRADE}=grade_ultra_low,[hgcl2_fraction]>0.04,[hgcl2_fraction]>0))),FALSE),FALSE)"
)
_USED = "SUMIFS(catalyst_used,catalyst_plant,[plant],catalyst_year,[year])"
_MADE = "SUMIFS(output_pvc,output_plant,[plant],output_year,[year])"
_UNUSUAL_USE = f"IF(AND(ISNUMBER([used]),{_MADE}>0),OR({_USED}<0.3*{_MADE},{_USED}>3*{_MADE}),FALSE)"
"""The plants of 2009 used 1.2 kg for each t; with low-mercury catalyst more of it is used, seldom twice as much."""
CATALYST = PlantLedger(
    key="catalyst",
    name="汞触媒 | Catalyst",
    title="汞触媒台账 | Ledger of mercury catalyst",
    rows=size.CATALYST,
    intro=(
        "每批或每年一行：期初库存 + 购入 − 期末库存 = 消耗；氯化汞质量分数按供应商证书，填小数。 | "
        "One row for each batch or year: opening stock + bought − closing stock = used; mass fraction of HgCl2 "
        "from the supplier's certificate."
    ),
    columns=(
        number("stock_begin", "期初库存 | opening stock", "kg", NOT_NEGATIVE, format="#,##0"),
        number("bought", "购入 | bought", "kg", NOT_NEGATIVE, format="#,##0", required=True),
        number("stock_end", "期末库存 | closing stock", "kg", NOT_NEGATIVE, format="#,##0"),
        calculated(
            "used",
            "消耗 | used",
            "kg",
            blank_if('[bought]=""', "SUM([stock_begin],[bought])-SUM([stock_end])"),
            format="#,##0",
            total=True,
        ),
        entered("hgcl2_fraction", CATALYST_HG, format="0.0%"),
        text("supplier", "供应商与证书编号 | supplier and certificate", width=24),
        calculated(
            "hg",
            "汞输入量 | mercury in",
            "kgHg",
            blank_if(is_blank("[used]", "[hgcl2_fraction]"), by_core(CATALYST_HG, "[used]", "[hgcl2_fraction]")),
            format="#,##0.00",
            total=True,
        ),
    ),
    activity=("used",),
    parts=(Part(key="hg", equation=CATALYST_HG, arguments=("[used]", "[hgcl2_fraction]")),),
    tests=(
        (
            "IF(ISNUMBER([used]),[used]<0,FALSE)",
            "期末库存多于期初与购入之和 | closing stock exceeds opening stock and purchases",
        ),
        ('AND([hgcl2_fraction]<>"",[supplier]="")', "缺供应商证书 | the supplier's certificate is missing"),
    ),
    hints=(
        (
            _UNUSUAL_USE,
            "每吨聚氯乙烯的触媒用量少见（0.3～3 kg）：填的是汞量或吨？ | catalyst for each t of PVC is unusual "
            "(0.3 to 3 kg): is it mercury, or t?",
        ),
        (
            _BEYOND_GRADE,
            "氯化汞分数不在该企业触媒等级的范围内 | HgCl2 is outside the range of the plant's catalyst grade",
        ),
    ),
)
_CONTENT = Domain(0, 100, typical=(0, 2), hint=both("单位为 mg/kg。 | In mg/kg."))
MATERIALS = PlantLedger(
    key="materials",
    name="原料带入汞 | Mercury in materials",
    title="煤、电石等原料带入的汞 | Mercury in coal, carbide and other materials",
    rows=size.MATERIALS,
    intro=(
        "煤种的含汞量取自因子库（全国样品均值）；电石等没有缺省值，须填实测值。 | "
        "Mercury in coal by rank is from the library (means of national samples); carbide and others have no "
        "default: enter measured values."
    ),
    columns=(
        choice("material", "原料 | material", "hg_material", width=22, required=True),
        entered("amount", ACTIVITY_EMISSION, "数量 | amount", "t", argument="activity", format="#,##0"),
        taken(
            "content",
            ACTIVITY_EMISSION,
            "mercury.{material}",
            "含汞量 | mercury content",
            "mg/kg",
            argument="emission_factor",
            format="0.000",
            domain=_CONTENT,
        ),
        calculated(
            "hg",
            "汞输入量 | mercury in",
            "kgHg",
            blank_if(is_blank("[amount]", "[content]"), f"{by_core(ACTIVITY_EMISSION, '[amount]', '[content]')}*0.001"),
            format="#,##0.000",
            total=True,
        ),
    ),
    parts=(Part(key="hg", equation=ACTIVITY_EMISSION, arguments=("[amount]", "[content]"), scale="0.001"),),
    tests=(
        (
            'AND([material]<>"",[content_own]="",NOT(ISNUMBER([content])))',
            "没有缺省值，请填实测含汞量 | no default: enter the measured mercury content",
        ),
    ),
)
_IS_AIR = "[pathway]=pathway_air"
_IS_LIQUID = "OR([pathway]=pathway_acid,[pathway]=pathway_alkali,[pathway]=pathway_water)"
_DRY = 'IF([basis]=solid_basis_dry,1-IF([moisture]="",0,[moisture]),1)'
_FAR_ABOVE_LIMIT = "100*" + factor_value('"mercury.limit.water"')
"""What leaves a workshop is treated; 100 times the limit is what its value in µg/L reads as in mg/L."""
_SCALE = f"IF({_IS_AIR},0.01,0.001)*{_DRY}"
OUTFLOWS = PlantLedger(
    key="outflows",
    name="汞输出 | Mercury out",
    title="汞输出监测台账（浓度 × 流量） | Ledger of mercury outflows (concentration × flow)",
    rows=size.OUTFLOWS,
    intro=(
        "每个去向、每个排放口一行。固体：t 和 mg/kg；液体：m³ 和 mg/L；废气：10⁴ m³ 和 mg/m³。干基浓度须填含水率。 | "
        "One row for each pathway and outlet. Solids: t and mg/kg; liquids: m³ and mg/L; gas: 10⁴ m³ and mg/m³. "
        "Concentrations on a dry basis need the moisture."
    ),
    columns=(
        choice("pathway", "去向 | pathway", "pathway", width=18, required=True),
        text("outlet", "排放口、废物代码 | outlet, waste code", width=20),
        entered("flow", ACTIVITY_EMISSION, "流量 | flow", "见“单位” | see unit", argument="activity", format="#,##0.0"),
        of_choice(
            "flow_unit",
            both("10⁴m³ | 10⁴ m³").within(f'IF([pathway]="","",IF({_IS_AIR},"{{}}",IF({_IS_LIQUID},"m³","t")))'),
        ),
        entered(
            "concentration",
            ACTIVITY_EMISSION,
            "汞浓度 | mercury",
            "见“单位” | see unit",
            argument="emission_factor",
            format="#,##0.0000",
        ),
        of_choice(
            "concentration_unit",
            f'IF([pathway]="","",IF({_IS_AIR},"mg/m³",IF({_IS_LIQUID},"mg/L","mg/kg")))',
        ),
        choice("basis", "浓度的基态（固体） | basis (solids)", "solid_basis"),
        number("moisture", "含水率（固体） | moisture (solids)", "0–1", FRACTION, format="0.0%"),
        choice("treatment", "处置方式 | treatment", "treatment", width=20, required=True),
        calculated(
            "hg",
            "汞量 | mercury",
            "kgHg",
            blank_if(
                is_blank("[flow]", "[concentration]", "[pathway]"),
                f"{by_core(ACTIVITY_EMISSION, '[flow]', '[concentration]')}*{_SCALE}",
            ),
            format="#,##0.000",
            total=True,
        ),
    ),
    parts=(Part(key="hg", equation=ACTIVITY_EMISSION, arguments=("[flow]", "[concentration]"), scale=_SCALE),),
    tests=(
        (
            f'AND(OR({_IS_AIR},{_IS_LIQUID}),OR([basis]<>"",[moisture]<>""))',
            "液体和气体没有干湿基 | liquids and gases have no wet or dry basis",
        ),
        (
            'AND([basis]=solid_basis_dry,[moisture]="")',
            "干基浓度缺含水率 | a concentration on a dry basis needs the moisture",
        ),
        (
            f"IF(AND(ISNUMBER([concentration]),NOT(OR({_IS_AIR},{_IS_LIQUID}))),[concentration]>1000000,FALSE)",
            "固体的汞不能多于 1,000,000 mg/kg | a solid cannot hold more than 1,000,000 mg/kg of mercury",
        ),
        (
            f'AND({_IS_AIR},[treatment]<>"",[treatment]<>treatment_released)',
            "大气的处置方式只能是排放 | for air the treatment can only be “released”",
        ),
    ),
    hints=(
        (
            f"IF(AND({_IS_AIR},ISNUMBER([concentration])),[concentration]>1,FALSE)",
            "废气汞浓度高于 1 mg/m³：是否为 µg/m³？ | mercury in gas above 1 mg/m³: is it µg/m³?",
        ),
        (
            f"IF(AND([pathway]=pathway_water,ISNUMBER([concentration])),[concentration]>{_FAR_ABOVE_LIMIT},FALSE)",
            "废水汞浓度高于限值的 100 倍：是否为 µg/L？ | mercury in waste water above 100 times the limit: is it µg/L?",
        ),
        (
            'AND([basis]=solid_basis_wet,[moisture]<>"",[moisture]<>0)',
            "湿基浓度不用含水率：浓度是否为干基？ | a wet basis takes no moisture: is the concentration on a dry basis?",
        ),
    ),
)
