"""Management and monitoring, conclusion, checks."""

from __future__ import annotations

from pycore.language import Text
from pycore.sheets.definition import Field, Lines, Panel, Sheet, Table
from workbooks.coal_chemical.ledgers import LEDGERS
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.common.closing_sheets import CheckRow, bad, checks_sheet, translated
from workbooks.common.columns import EVIDENCE, choice, text

_MANAGEMENT = (
    ("碳排放环境管理机构", "unit in charge of carbon management"), ("人员配置与职责", "staff and duties"),
    ("管理制度（含依托现有机构的可行性）", "rules (and whether the existing unit can take it on)"),
    ("温室气体排放清单编制", "GHG inventory"), ("活动数据管理台账", "ledgers of activity data"),
    ("计量器具配备与检定", "meters and their calibration"), ("碳排放数据质量控制", "data quality control"),
    ("与排污许可、竣工验收“三同时”衔接", "link to discharge permit and acceptance"), ("信息公开与档案保存", "disclosure and archiving"),
)
_MONITORED = (
    ("燃料消耗量", "fuel consumption", "皮带秤、流量计", "belt scale, flow meter", "连续", "continuous"),
    ("燃料低位发热量、元素碳含量", "NCV and carbon of fuels", "GB/T 213、GB/T 476", "GB/T 213, GB/T 476", "每日采样、每月缩分", "daily sample, monthly composite"),
    ("原料煤用量与碳含量", "feed coal and its carbon", "皮带秤；GB/T 476", "belt scale; GB/T 476", "连续；每日", "continuous; daily"),
    ("产品、副产品产量与碳含量", "products, by-products and their carbon", "计量；色谱", "meters; chromatography", "每批", "each batch"),
    ("灰渣、滤饼量与碳含量", "slag, filter cake and carbon", "地磅；元素分析", "weighbridge; elemental analysis", "每月", "monthly"),
    ("购入、外供电量", "electricity bought and sold", "关口电能表", "revenue meter", "连续", "continuous"),
    ("购入、外供蒸汽量及压力、温度", "steam with pressure and temperature", "流量、压力、温度计", "flow, pressure, temperature", "连续", "continuous"),
    ("CO2 捕集与外供量、纯度", "CO2 captured, exported, purity", "流量计；色谱", "flow meter; chromatography", "连续；每日", "continuous; daily"),
    ("烟气 NOx 浓度、流量", "NOx and flow of flue gas", "CEMS（HJ 75、HJ 76）", "CEMS (HJ 75, HJ 76)", "连续", "continuous"),
)  # fmt: skip
MANAGEMENT = Sheet(
    key="management", title=Text("管理与监测", "Management"), tab="input",
    blocks=(
        Table(key="management", title=Text("管理要求（编制说明 4.5.5）", "Management (4.5.5)"), rows=12, ledger=True, columns=(
            text("item", "管理内容", "item", width=44),
            text("plan", "本项目安排", "arrangement of the project", width=50),
            choice("ready", "已落实", "in place", "yesno", width=20),
            text("responsible", "责任部门", "responsible", width=20),
            EVIDENCE,
        ), prefilled={"item": [Text(zh, en) for zh, en in _MANAGEMENT]}),
        Table(key="monitoring", title=Text("监测计划", "Monitoring plan"), rows=16, columns=(
            text("item", "监测内容（活动数据与参数）", "what is monitored", width=44),
            text("method", "方法、仪器与标准", "method, instrument, standard", width=50),
            text("frequency", "频次", "frequency", width=20),
            text("responsible", "责任部门", "responsible", width=20),
            text("record", "记录与保存年限", "record and retention", width=26),
        ), prefilled={
            "item": [Text(a, b) for a, b, *_ in _MONITORED],
            "method": [Text(c, d) for _, _, c, d, *_ in _MONITORED],
            "frequency": [Text(e, f) for *_, e, f in _MONITORED],
        }),
    ),
)  # fmt: skip


def _per_product(i: int) -> Text:
    p, g, n = f"INDEX(performance_product,{i})", f"INDEX(performance_e_ghg,{i})", f"INDEX(performance_e_nox,{i})"
    before, after = f"INDEX(synergy_grade,{i})", f"INDEX(optimised_grade,{i})"
    state = f"INDEX(synergy_state,{i})"
    gas = f"INDEX(product_code,MATCH({p},product_list,0))=\"sng\""
    per_zh, per_en = f'IF({gas},"千立方米","t")', f'IF({gas},"1000 m³","t")'
    return Text(
        f'=IF(OR({p}="",{g}="",{n}=""),"",{p}&"：CO2 排放绩效 "&TEXT({g},"0.00")&" t/"&{per_zh}&"、NOx 排放绩效 "&TEXT({n},"0.000")'
        f'&" kg/"&{per_zh}&"，协同状态为“"&{state}&"”，等级为“"&{before}&"”（可接受的概率 "&TEXT(INDEX(confidence_acceptable,{i}),"0.0%")&"）；采纳减污降碳措施后 CO2 "'
        f'&TEXT(INDEX(optimised_e_ghg,{i}),"0.00")&" t/"&{per_zh}&"、NOx "&TEXT(INDEX(optimised_e_nox,{i}),"0.000")&" kg/"&{per_zh}&"，等级为“"&{after}&"”（可接受的概率 "'
        f'&TEXT(INDEX(confidence_after_acceptable,{i}),"0.0%")&"）。")',
        f'=IF(OR({p}="",{g}="",{n}=""),"",{p}&": CO2 performance "&TEXT({g},"0.00")&" t/"&{per_en}&", NOx performance "&TEXT({n},"0.000")'
        f'&" kg/"&{per_en}&", state “"&{state}&"”, grade “"&{before}&"” (probability of acceptable "&TEXT(INDEX(confidence_acceptable,{i}),"0.0%")&"); with the measures "'
        f'&"adopted CO2 "&TEXT(INDEX(optimised_e_ghg,{i}),"0.00")&" t/"&{per_en}&", NOx "&TEXT(INDEX(optimised_e_nox,{i}),"0.000")&" kg/"&{per_en}&", grade “"&{after}&"” (probability of "'
        f'&"acceptable "&TEXT(INDEX(confidence_after_acceptable,{i}),"0.0%")&").")',
    )


_NO_DATA = "SUM(summary_existing_activity)+SUM(summary_proposed_activity)+SUM(summary_replaced_activity)=0"
_EMISSIONS = Text(
    '=IF(' + _NO_DATA + ',"","项目实施后二氧化碳排放量 "&TEXT(INDEX(accounts_after,9),"#,##0")&" t/a（现有 "&TEXT(INDEX(accounts_existing,9),"#,##0")&"、拟建 "&TEXT(INDEX(accounts_proposed,9),"#,##0")'
    '&"、替代削减 "&TEXT(INDEX(accounts_replaced,9),"#,##0")&"），变化量 "&TEXT(INDEX(accounts_change,9),"+#,##0;-#,##0")&" t/a；拟建工程排放量的相对不确定度 ±"&TEXT(N(INDEX(u_sources_u,7)),"0.0%")&"。")',
    '=IF(' + _NO_DATA + ',"","After the project CO2 emissions are "&TEXT(INDEX(accounts_after,9),"#,##0")&" t/a (existing "&TEXT(INDEX(accounts_existing,9),"#,##0")&", proposed "&TEXT(INDEX(accounts_proposed,9),"#,##0")'
    '&", replaced "&TEXT(INDEX(accounts_replaced,9),"#,##0")&"), a change of "&TEXT(INDEX(accounts_change,9),"+#,##0;-#,##0")&" t/a; the proposed emissions are uncertain by ±"&TEXT(N(INDEX(u_sources_u,7)),"0.0%")&".")',
)  # fmt: skip
_NOX_LINE = Text(
    '=IF(' + _NO_DATA + ',"","氮氧化物排放量 "&TEXT(INDEX(accounts_after,10),"#,##0.0")&" t/a，变化量 "&TEXT(INDEX(accounts_change,10),"+#,##0.0;-#,##0.0")&" t/a；采纳措施后二氧化碳 "'
    '&IF(ISNUMBER(INDEX(accounts_optimised,9)),TEXT(INDEX(accounts_optimised,9),"#,##0"),"–")&" t/a、氮氧化物 "&IF(ISNUMBER(INDEX(accounts_optimised,10)),TEXT(INDEX(accounts_optimised,10),"#,##0.0"),"–")&" t/a。")',
    '=IF(' + _NO_DATA + ',"","NOx emissions are "&TEXT(INDEX(accounts_after,10),"#,##0.0")&" t/a, a change of "&TEXT(INDEX(accounts_change,10),"+#,##0.0;-#,##0.0")&" t/a; with the measures adopted CO2 is "'
    '&IF(ISNUMBER(INDEX(accounts_optimised,9)),TEXT(INDEX(accounts_optimised,9),"#,##0"),"–")&" t/a and NOx "&IF(ISNUMBER(INDEX(accounts_optimised,10)),TEXT(INDEX(accounts_optimised,10),"#,##0.0"),"–")&" t/a.")',
)  # fmt: skip
_POLICY = Text(
    '="政策符合性：列出 "&COUNTA(policy_item)&" 项，符合 "&COUNTIF(policy_conformity,conformity_yes)&" 项、不符合 "&COUNTIF(policy_conformity,conformity_no)&" 项、待说明 "'
    '&COUNTIF(policy_conformity,conformity_open)&" 项、未填 "&(COUNTA(policy_item)-COUNTA(policy_conformity))&" 项。"',
    '="Policy conformity: "&COUNTA(policy_item)&" items, "&COUNTIF(policy_conformity,conformity_yes)&" conform, "&COUNTIF(policy_conformity,conformity_no)&" do not, "'
    '&COUNTIF(policy_conformity,conformity_open)&" to be explained, "&(COUNTA(policy_item)-COUNTA(policy_conformity))&" not filled in."',
)  # fmt: skip
_CHANGES = "SUMIFS(measures_{0},measures_adopted,yesno_yes)"
_MEASURES = Text(
    '=IF(COUNTA(measures_name)=0,"","减污降碳措施：比选 "&COUNTA(measures_name)&" 项，采纳 "&COUNTIF(measures_adopted,yesno_yes)&" 项，二氧化碳变化 "&TEXT('
    + _CHANGES.format("d_co2") + ',"+#,##0;-#,##0;0")&" t/a、氮氧化物变化 "&TEXT(' + _CHANGES.format("d_nox") + ',"+#,##0.0;-#,##0.0;0")&" t/a。")',
    '=IF(COUNTA(measures_name)=0,"","Measures: "&COUNTA(measures_name)&" compared, "&COUNTIF(measures_adopted,yesno_yes)&" adopted; CO2 changes by "&TEXT('
    + _CHANGES.format("d_co2") + ',"+#,##0;-#,##0;0")&" t/a and NOx by "&TEXT(' + _CHANGES.format("d_nox") + ',"+#,##0.0;-#,##0.0;0")&" t/a.")',
)  # fmt: skip
_MANAGED = Text(
    '="管理与监测：管理要求 "&COUNTA(management_item)&" 项，已安排 "&COUNTA(management_plan)&" 项、已落实 "&COUNTIF(management_ready,yesno_yes)&" 项；监测计划 "&COUNTA(monitoring_item)&" 项。"',
    '="Management and monitoring: "&COUNTA(management_item)&" requirements, "&COUNTA(management_plan)&" arranged, "&COUNTIF(management_ready,yesno_yes)&" in place; "&COUNTA(monitoring_item)&" items monitored."',
)  # fmt: skip


def _verdict() -> Text:
    bad_zh, bad_en = 'COUNTIF(optimised_grade,"需优化")', 'COUNTIF(optimised_grade,"to be optimised")'
    said_zh, said_en = 'COUNTIF(optimised_grade,"需说明")', 'COUNTIF(optimised_grade,"to be explained")'
    good_zh, good_en = 'COUNTIF(optimised_grade,"可接受")', 'COUNTIF(optimised_grade,"acceptable")'
    flips = 'COUNTIF(confidence_after_firm,"!*")'
    return Text(
        f'="结论："&IF({good_zh}+{bad_zh}+{said_zh}=0,"数据不足，尚不能评价。",IF({bad_zh}>0,"仍有 "&{bad_zh}&" 个产品需优化，应继续调整减污降碳措施。",'
        f'IF({said_zh}>0,"有产品与先进值完全相同，需说明。","在采纳所列措施后，各产品碳污协同度均可接受。")&IF({flips}>0,"其中 "&{flips}&" 个产品的等级在不确定度范围内可能翻转。",""))'
        f'&IF(checks_total>0,"（检查表尚有 "&checks_total&" 项待处理）",""))',
        f'="Conclusion: "&IF({good_en}+{bad_en}+{said_en}=0,"not enough data yet.",IF({bad_en}>0,{bad_en}&" product(s) still to be optimised: change the measures further.",'
        f'IF({said_en}>0,"a product equals the advanced values and is to be explained.","with the measures listed every product is acceptable.")&IF({flips}>0," The grade of "&{flips}&" product(s) could flip within the uncertainty.",""))'
        f'&IF(checks_total>0," ("&checks_total&" open on the sheet Checks)",""))',
    )


# The grade and the state stand in one language in a workbook; the sentences of the other translate them.
def _translated(text: Text) -> tuple[Text, Text]:
    zh_for_en, en_for_zh = text.zh, text.en
    for zh, en in _WORDS:
        en_for_zh = en_for_zh.replace(f'"{en}"', f'"{zh}"')
        zh_for_en = zh_for_en.replace(f'"{zh}"', f'"{en}"')
    for cell in ("synergy_grade", "synergy_state", "optimised_grade"):
        for i in range(1, 5):
            reference = f"&INDEX({cell},{i})&"
            en_for_zh = en_for_zh.replace(reference, "&" + translated(f"INDEX({cell},{i})", [(z, e) for z, e in _WORDS]) + "&")
            zh_for_en = zh_for_en.replace(reference, "&" + translated(f"INDEX({cell},{i})", [(e, z) for z, e in _WORDS]) + "&")
    for i in range(1, 5):
        zh_name, en_name = _product_name(i, "zh"), _product_name(i, "en")
        zh_for_en = zh_for_en.replace(f'"",INDEX(performance_product,{i})&', f'"",{zh_name}&')
        en_for_zh = en_for_zh.replace(f'"",INDEX(performance_product,{i})&', f'"",{en_name}&')
    return Text(text.zh, zh_for_en), Text(en_for_zh, text.en)


_WORDS = (
    ("可接受", "acceptable"), ("需优化", "to be optimised"), ("需说明", "to be explained"), ("双减", "both lower"), ("双增", "both higher"),
    ("污增碳减", "pollutant up, carbon down"), ("污减碳增", "pollutant down, carbon up"), ("污平", "pollutant equal"),
    ("碳平", "carbon equal"), ("双平", "both equal"),
)  # fmt: skip


def _product_name(i: int, language: str) -> str:
    from workbooks.coal_chemical.lists import LISTS

    products = next(x for x in LISTS if x.key == "product").entries
    names = ",".join(f'"{label.zh if language == "zh" else label.en}"' for _, label in products)
    return f"INDEX({{{names}}},MATCH(INDEX(performance_product,{i}),product_list,0))"


# The verdict stands before the products, whose lines stay empty where there is none.
_PARAGRAPHS = (_verdict(), _POLICY, _EMISSIONS, _NOX_LINE, _MEASURES, _MANAGED, *(_per_product(i) for i in range(1, 5)))
CONCLUSION = Sheet(
    key="conclusion", title=Text("结论", "Conclusion"), tab="result", freeze=False, one_page=True,
    intro=Text("结论文字由计算结果自动生成，中英文各一份，可复制到报告中。", "The text writes itself from the results, in Chinese and in English, for use in the report."),
    blocks=(
        Lines(key="conclusion_zh", title=Text("结论（中文）", "Conclusion (Chinese)"), lines=tuple(_translated(p)[0] for p in _PARAGRAPHS), height=2, span=4),
        Lines(key="conclusion_en", title=Text("结论（英文）", "Conclusion (English)"), lines=tuple(_translated(p)[1] for p in _PARAGRAPHS), height=2, span=4),
        Panel(key="statement", title=Text("补充说明", "Remarks"), fields=(
            Field(key="remarks", title=Text("编制单位补充说明", "remarks of the consultant")),
            Field(key="limits", title=Text("数据与方法局限", "limits of data and method")),
        )),
    ),
)  # fmt: skip


def _each(term: str) -> str:
    """Add a term up over the products, written out: no array, so that every program calculates it alike."""
    return "+".join(term.replace("#", str(i)) for i in range(1, PRODUCT_ROWS + 1))


_LEDGER_TITLES = {sheet.key: sheet.title for sheet in LEDGERS}
_CHECKS: tuple[CheckRow, ...] = (
    ("项目必填信息缺失", "required project data missing", '(project_name="")+(project_nature="")+(project_province="")', "project"),
    ("没有填写产品", "no product given", "IF(COUNTA(products_product)=0,1,0)", "project"),
    ("产品不在下拉列表中", "product that is not in the list", _each('IF(INDEX(products_product,#)="",0,ISNA(MATCH(INDEX(products_product,#),product_list,0))*1)'), "project"),
    ("产品缺拟建产量或产量不是数值", "product without proposed output, or not a number", _each('(INDEX(products_product,#)<>"")*(1-ISNUMBER(INDEX(products_proposed,#)))'), "project"),
    ("产品没有分摊任何工序", "product without process units", _each('(INDEX(products_product,#)<>"")*(SUM(units_share#)=0)'), "boundary"),
    ("重复的产品", "product given twice", _each('(INDEX(products_product,#)<>"")*(COUNTIF(products_product,INDEX(products_product,#))>1)'), "project"),
    ("所选口径没有电力因子", "no electricity factor for the choice made", "ISERROR(settings_electricity)*1", "project"),
    ("有数据但没有产品的阶段", "stage with data but without product", "(SUM(summary_existing_activity)>0)*(SUM(products_existing)=0)+(SUM(summary_proposed_activity)>0)*(SUM(products_proposed)=0)", "project"),
    ("工序未勾选、份额缺失或有误", "process unit not ticked, or share missing or wrong", bad("units_check"), "boundary"),
    *((f"“{title.zh}”表中需改正的行", f"rows to correct on the sheet {title.en}", bad(f"{key}_check"), key) for key, title in _LEDGER_TITLES.items()),
    ("带出碳大于带入碳的工序", "units with more carbon out than in", bad("balance_check"), "summary"),
    ("工序间转移的碳不相等（阶段数）", "transfers between units do not agree (stages)",
     "+".join(f"(ABS(SUMIFS(carbon_carbon,carbon_stage,stage_{s},carbon_flow,flow_internal,carbon_direction,direction_in)-SUMIFS(carbon_carbon,carbon_stage,stage_{s},carbon_flow,flow_internal)"
              f"+SUMIFS(carbon_carbon,carbon_stage,stage_{s},carbon_flow,flow_internal,carbon_direction,direction_in))>0.001*(1+SUMIFS(carbon_carbon,carbon_stage,stage_{s},carbon_direction,direction_in)))"
              for s in ("existing", "proposed", "replaced")), "carbon"),
    ("因子自有值缺理由或与因子库不符", "factor without reason or not the library's", bad("factors_check"), "factors"),
    ("措施比选中需改正的行", "rows to correct in the measures", bad("measures_check"), "measures"),
    ("实施后绩效高于现有工程的产品", "products worse than the existing plant", bad("versus_verdict"), "performance"),
    ("政策符合性未填或不符合", "policy items open or not conforming", "COUNTA(policy_item)-COUNTA(policy_conformity)+COUNTIF(policy_conformity,conformity_no)", "policy"),
    ("未识别排放源", "no emission source identified", "IF(COUNTA(sources_source)=0,1,0)", "sources"),
    ("采纳措施后仍需优化的产品", "products still to be optimised with the measures", 'COUNTIF(optimised_grade,"需优化")+COUNTIF(optimised_grade,"to be optimised")', "measures"),
    ("无法判定等级的产品（绩效出错或为负）", "products that cannot be graded (performance in error or below 0)", _each("ISERROR(INDEX(synergy_grade,#))+ISERROR(INDEX(optimised_grade,#))"), "synergy"),
)  # fmt: skip
_NOTES: tuple[CheckRow, ...] = (
    ("有排放但未计入任何产品绩效的工序", "units with emissions that count for no product", 'COUNTIF(units_check,"!*")', "boundary"),
    ("等级在不确定度范围内可能翻转的产品", "products whose grade could flip", 'COUNTIF(confidence_firm,"!*")+COUNTIF(confidence_after_firm,"!*")', "uncertainty"),
    ("因子库中凭记忆、待确认的值（M）", "library values remembered, to be confirmed (M)", 'COUNTIF(factors_flag,"M")', "factors"),
    ("采用自有值的因子", "factors with own values", "COUNTA(factors_own)", "factors"),
    ("台账中采用自有值的单元格", "own values in the ledgers",
     "COUNTA(fuels_ncv_own)+COUNTA(fuels_carbon_content_own)+COUNTA(fuels_oxidation_own)+COUNTA(carbon_content_own)+COUNTA(carbonates_emission_factor_own)+COUNTA(electricity_emission_factor_own)+COUNTA(heat_emission_factor_own)", "fuels"),
    ("电力因子不是最新年份", "electricity factor not of the latest year", 'IF(INDEX(factor_year_code,MATCH(settings_factor_year,factor_year_list,0))="2023",0,1)', "project"),
)  # fmt: skip


def closing_checks(titles: dict[str, Text]) -> Sheet:
    """The checks sheet of this workbook."""
    return checks_sheet(titles, _CHECKS, _NOTES)
