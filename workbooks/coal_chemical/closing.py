"""Management and monitoring, conclusion, checks."""

from __future__ import annotations

from collections.abc import Sequence

from pycore.language import Text, both
from pycore.sheets.definition import Sheet, Table
from workbooks.coal_chemical.ledgers import LEDGERS
from workbooks.coal_chemical.lists import LISTS
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.common.closing_sheets import CheckRow, bad, checks_sheet
from workbooks.common.columns import EVIDENCE, choice, text
from workbooks.common.sentences import OPEN_CHECKS, Numbers, conclusion_sheet, sentence, word

_MANAGEMENT = (
    ("碳排放环境管理机构", "unit in charge of carbon management"),
    ("人员配置与职责", "staff and duties"),
    ("管理制度（含依托现有机构的可行性）", "rules (and whether the existing unit can take it on)"),
    ("温室气体排放清单编制", "GHG inventory"),
    ("活动数据管理台账", "ledgers of activity data"),
    ("计量器具配备与检定", "meters and their calibration"),
    ("碳排放数据质量控制", "data quality control"),
    ("与排污许可、竣工验收“三同时”衔接", "link to discharge permit and acceptance"),
    ("信息公开与档案保存", "disclosure and archiving"),
)
_MONITORED = (
    ("燃料消耗量", "fuel consumption", "皮带秤、流量计", "belt scale, flow meter", "连续", "continuous"),
    (
        "燃料低位发热量、元素碳含量",
        "NCV and carbon of fuels",
        "GB/T 213、GB/T 476",
        "GB/T 213, GB/T 476",
        "每日采样、每月缩分",
        "daily sample, monthly composite",
    ),
    (
        "原料煤用量与碳含量",
        "feed coal and its carbon",
        "皮带秤；GB/T 476",
        "belt scale; GB/T 476",
        "连续；每日",
        "continuous; daily",
    ),
    (
        "产品、副产品产量与碳含量",
        "products, by-products and their carbon",
        "计量；色谱",
        "meters; chromatography",
        "每批",
        "each batch",
    ),
    (
        "灰渣、滤饼量与碳含量",
        "slag, filter cake and carbon",
        "地磅；元素分析",
        "weighbridge; elemental analysis",
        "每月",
        "monthly",
    ),
    ("购入、外供电量", "electricity bought and sold", "关口电能表", "revenue meter", "连续", "continuous"),
    (
        "购入、外供蒸汽量及压力、温度",
        "steam with pressure and temperature",
        "流量、压力、温度计",
        "flow, pressure, temperature",
        "连续",
        "continuous",
    ),
    (
        "CO2 捕集与外供量、纯度",
        "CO2 captured, exported, purity",
        "流量计；色谱",
        "flow meter; chromatography",
        "连续；每日",
        "continuous; daily",
    ),
    (
        "烟气 NOx 浓度、流量",
        "NOx and flow of flue gas",
        "CEMS（HJ 75、HJ 76）",
        "CEMS (HJ 75, HJ 76)",
        "连续",
        "continuous",
    ),
)
MANAGEMENT = Sheet(
    key="management",
    title=both("管理与监测 | Management"),
    tab="input",
    blocks=(
        Table(
            key="management",
            title=both("管理要求（编制说明 4.5.5） | Management (4.5.5)"),
            rows=12,
            ledger=True,
            columns=(
                text("item", "管理内容 | item", width=44),
                text("plan", "本项目安排 | arrangement of the project", width=50),
                choice("ready", "已落实 | in place", "yesno", width=20),
                text("responsible", "责任部门 | responsible", width=20),
                EVIDENCE,
            ),
            prefilled={"item": [Text(zh, en) for zh, en in _MANAGEMENT]},
        ),
        Table(
            key="monitoring",
            title=both("监测计划 | Monitoring plan"),
            rows=16,
            columns=(
                text("item", "监测内容（活动数据与参数） | what is monitored", width=44),
                text("method", "方法、仪器与标准 | method, instrument, standard", width=50),
                text("frequency", "频次 | frequency", width=20),
                text("responsible", "责任部门 | responsible", width=20),
                text("record", "记录与保存年限 | record and retention", width=26),
            ),
            prefilled={
                "item": [Text(a, b) for a, b, *_ in _MONITORED],
                "method": [Text(c, d) for _, _, c, d, *_ in _MONITORED],
                "frequency": [Text(e, f) for *_, e, f in _MONITORED],
            },
        ),
    ),
)


_WORDS = (
    ("可接受", "acceptable"),
    ("需优化", "to be optimised"),
    ("需说明", "to be explained"),
    ("双减", "both lower"),
    ("双增", "both higher"),
    ("污增碳减", "pollutant up, carbon down"),
    ("污减碳增", "pollutant down, carbon up"),
    ("污平", "pollutant equal"),
    ("碳平", "carbon equal"),
    ("双平", "both equal"),
)
_PRODUCTS = tuple((label.zh, label.en) for _, label in next(x for x in LISTS if x.key == "product").entries)
_NUMBERS = Numbers()
_DATA = "SUM(summary_existing_activity)+SUM(summary_proposed_activity)+SUM(summary_replaced_activity)"


def _per_product(i: int) -> Text:
    def of(name: str) -> str:
        return f"INDEX({name},{i})"

    def tonnes(zh: str, en: str, name: str) -> str:
        return _NUMBERS.write(f"产品{i} {zh}", f"product {i}: {en}", of(name), 2)

    def kilograms(zh: str, en: str, name: str) -> str:
        return _NUMBERS.write(f"产品{i} {zh}", f"product {i}: {en}", of(name), 3)

    def chance(zh: str, en: str, name: str) -> str:
        return _NUMBERS.write(f"产品{i} {zh}", f"product {i}: {en}", of(name), 1, percent=True)

    product = of("performance_product")
    gas = f'INDEX(product_code,MATCH({product},product_list,0))="sng"'
    return sentence(
        "{product}：CO2 排放绩效 {ghg} t/{per}、NOx 排放绩效 {nox} kg/{per}，协同状态为“{state}”，等级为“{grade}”（可接受的概率 {chance}）；"
        "采纳减污降碳措施后 CO2 {ghg_after} t/{per}、NOx {nox_after} kg/{per}，等级为“{grade_after}”（可接受的概率 {chance_after}）。",
        "{product}: CO2 performance {ghg} t/{per}, NOx performance {nox} kg/{per}, state “{state}”, grade “{grade}” (probability of acceptable {chance}); "
        "with the measures adopted CO2 {ghg_after} t/{per}, NOx {nox_after} kg/{per}, grade “{grade_after}” (probability of acceptable {chance_after}).",
        f'OR({product}="",{of("performance_e_ghg")}="",{of("performance_e_nox")}="")',
        product=word(product, _PRODUCTS),
        per=Text(f'IF({gas},"千立方米","t")', f'IF({gas},"1000 m³","t")'),
        ghg=tonnes("CO2 绩效", "CO2 performance", "performance_e_ghg"),
        nox=kilograms("NOx 绩效", "NOx performance", "performance_e_nox"),
        state=word(of("synergy_state"), _WORDS),
        grade=word(of("synergy_grade"), _WORDS),
        grade_after=word(of("optimised_grade"), _WORDS),
        chance=chance("可接受的概率", "probability of acceptable", "confidence_acceptable"),
        ghg_after=tonnes("措施后 CO2 绩效", "CO2 performance with measures", "optimised_e_ghg"),
        nox_after=kilograms("措施后 NOx 绩效", "NOx performance with measures", "optimised_e_nox"),
        chance_after=chance(
            "措施后可接受的概率", "probability of acceptable with measures", "confidence_after_acceptable"
        ),
    )


def _account(gas: str, key: str, zh: str, en: str, row: int, digits: int = 0, sign: bool = False) -> str:
    return _NUMBERS.write(f"{gas} {zh}", f"{gas}, {en}", f"INDEX(accounts_{key},{row})", digits, sign=sign)


def _emissions() -> Text:
    return sentence(
        "项目实施后二氧化碳排放量 {after} t/a（现有 {existing}、拟建 {proposed}、替代削减 {replaced}），变化量 {change} t/a；拟建工程排放量的相对不确定度 ±{u}。",
        "After the project CO2 emissions are {after} t/a (existing {existing}, proposed {proposed}, replaced {replaced}), a change of {change} t/a; the proposed emissions are uncertain by ±{u}.",
        _DATA + "=0",
        after=_account("CO2", "after", "实施后", "after the project", 9),
        existing=_account("CO2", "existing", "现有", "existing", 9),
        proposed=_account("CO2", "proposed", "拟建", "proposed", 9),
        replaced=_account("CO2", "replaced", "替代削减", "replaced", 9),
        change=_account("CO2", "change", "变化量", "change", 9, sign=True),
        u=_NUMBERS.write(
            "拟建工程 CO2 的相对不确定度",
            "relative uncertainty of the proposed CO2",
            "INDEX(u_sources_u,7)",
            1,
            percent=True,
        ),
    )


def _nox() -> Text:
    return sentence(
        "氮氧化物排放量 {after} t/a，变化量 {change} t/a；采纳措施后二氧化碳 {co2} t/a、氮氧化物 {nox} t/a。",
        "NOx emissions are {after} t/a, a change of {change} t/a; with the measures adopted CO2 is {co2} t/a and NOx {nox} t/a.",
        _DATA + "=0",
        after=_account("NOx", "after", "实施后", "after the project", 10, 1),
        change=_account("NOx", "change", "变化量", "change", 10, 1, sign=True),
        co2=_account("CO2", "optimised", "采纳措施后", "with measures", 9),
        nox=_account("NOx", "optimised", "采纳措施后", "with measures", 10, 1),
    )


def _policy() -> Text:
    return sentence(
        "政策符合性：列出 {all} 项，符合 {yes} 项、不符合 {no} 项、待说明 {open} 项、未填 {blank} 项。",
        "Policy conformity: {all} items, {yes} conform, {no} do not, {open} to be explained, {blank} not filled in.",
        all="COUNTA(policy_item)",
        blank="(COUNTA(policy_item)-COUNTA(policy_conformity))",
        **{code: f"COUNTIF(policy_conformity,conformity_{code})" for code in ("yes", "no", "open")},
    )


def _measures() -> Text:
    def change(gas: str, column: str, digits: int) -> str:
        return _NUMBERS.write(
            f"采纳的措施：{gas} 变化",
            f"measures adopted: change of {gas}",
            f"SUMIFS(measures_{column},measures_adopted,yesno_yes)",
            digits,
            sign=True,
        )

    return sentence(
        "减污降碳措施：比选 {all} 项，采纳 {adopted} 项，二氧化碳变化 {co2} t/a、氮氧化物变化 {nox} t/a。",
        "Measures: {all} compared, {adopted} adopted; CO2 changes by {co2} t/a and NOx by {nox} t/a.",
        "COUNTA(measures_name)=0",
        all="COUNTA(measures_name)",
        adopted="COUNTIF(measures_adopted,yesno_yes)",
        co2=change("CO2", "d_co2", 0),
        nox=change("NOx", "d_nox", 1),
    )


def _managed() -> Text:
    return sentence(
        "管理与监测：管理要求 {all} 项，已安排 {planned} 项、已落实 {ready} 项；监测计划 {monitored} 项。",
        "Management and monitoring: {all} requirements, {planned} arranged, {ready} in place; {monitored} items monitored.",
        all="COUNTA(management_item)",
        planned="COUNTA(management_plan)",
        ready="COUNTIF(management_ready,yesno_yes)",
        monitored="COUNTA(monitoring_item)",
    )


def _graded(zh: str, en: str) -> str:
    """How many products have a grade after measures, in whichever language the workbook is."""
    return f'(COUNTIF(optimised_grade,"{zh}")+COUNTIF(optimised_grade,"{en}"))'


def _verdict() -> Text:
    good, bad, said = (_graded(zh, en) for zh, en in _WORDS[:3])
    flips = 'COUNTIF(confidence_after_firm,"!*")'

    def judged(
        none: str, bad_before: str, bad_after: str, explain: str, fine: str, flips_before: str, flips_after: str
    ) -> str:
        flip = f'IF({flips}>0,"{flips_before}"&{flips}&"{flips_after}","")'
        return (
            f'IF({good}+{bad}+{said}=0,"{none}",IF({bad}>0,"{bad_before}"&{bad}&"{bad_after}",'
            f'IF({said}>0,"{explain}","{fine}")&{flip}))'
        )

    return sentence(
        "结论：{judged}{checks}",
        "Conclusion: {judged}{checks}",
        judged=Text(
            judged(
                "数据不足，尚不能评价。",
                "仍有 ",
                " 个产品需优化，应继续调整减污降碳措施。",
                "有产品与先进值完全相同，需说明。",
                "在采纳所列措施后，各产品碳污协同度均可接受。",
                "其中 ",
                " 个产品的等级在不确定度范围内可能翻转。",
            ),
            judged(
                "not enough data yet.",
                "",
                " product(s) still to be optimised: change the measures further.",
                "a product equals the advanced values and is to be explained.",
                "with the measures listed every product is acceptable.",
                " The grade of ",
                " product(s) could flip within the uncertainty.",
            ),
        ),
        checks=OPEN_CHECKS,
    )


# The verdict stands before the products, whose lines stay empty where there is none.
CONCLUSION = conclusion_sheet(
    (
        _verdict(),
        _policy(),
        _emissions(),
        _nox(),
        _measures(),
        _managed(),
        *(_per_product(i) for i in range(1, PRODUCT_ROWS + 1)),
    ),
    _NUMBERS,
)


def _each(term: str) -> str:
    """Add a term up over the products, written out: no array, so that every program calculates it alike."""
    return "+".join(term.replace("#", str(i)) for i in range(1, PRODUCT_ROWS + 1))


_LEDGER_TITLES = {sheet.key: sheet.title for sheet in LEDGERS}
_CHECKS: tuple[CheckRow, ...] = (
    (
        "项目必填信息缺失",
        "required project data missing",
        '(project_name="")+(project_nature="")+(project_province="")',
        "project",
    ),
    ("没有填写产品", "no product given", "IF(COUNTA(products_product)=0,1,0)", "project"),
    (
        "产品不在下拉列表中",
        "product that is not in the list",
        _each(
            'IF(INDEX(products_product,#)="",0,IFERROR(INDEX(product_list,MATCH(INDEX(products_product,#),product_list,0))<>INDEX(products_product,#),TRUE)*1)'
        ),
        "project",
    ),
    (
        "产品缺拟建产量或产量不是数值",
        "product without proposed output, or not a number",
        _each('(INDEX(products_product,#)<>"")*(1-ISNUMBER(INDEX(products_proposed,#)))'),
        "project",
    ),
    (
        "产品没有分摊任何工序",
        "product without process units",
        _each('(INDEX(products_product,#)<>"")*(SUM(units_share#)=0)'),
        "boundary",
    ),
    (
        "重复的产品",
        "product given twice",
        _each('(INDEX(products_product,#)<>"")*(COUNTIF(products_product,INDEX(products_product,#))>1)'),
        "project",
    ),
    ("所选口径没有电力因子", "no electricity factor for the choice made", "ISERROR(settings_electricity)*1", "project"),
    (
        "有数据但没有产品的阶段",
        "stage with data but without product",
        "(SUM(summary_existing_activity)>0)*(SUM(products_existing)=0)+(SUM(summary_proposed_activity)>0)*(SUM(products_proposed)=0)",
        "project",
    ),
    (
        "工序未勾选、份额缺失或有误",
        "process unit not ticked, or share missing or wrong",
        bad("units_check"),
        "boundary",
    ),
    *(
        (f"“{title.zh}”表中需改正的行", f"rows to correct on the sheet {title.en}", bad(f"{key}_check"), key)
        for key, title in _LEDGER_TITLES.items()
    ),
    ("带出碳大于带入碳的工序", "units with more carbon out than in", bad("balance_check"), "summary"),
    (
        "工序间转移的碳不相等（阶段数）",
        "transfers between units do not agree (stages)",
        "+".join(
            f"(ABS(SUMIFS(carbon_carbon,carbon_stage,stage_{s},carbon_flow,flow_internal,carbon_direction,direction_in)-SUMIFS(carbon_carbon,carbon_stage,stage_{s},carbon_flow,flow_internal)"
            f"+SUMIFS(carbon_carbon,carbon_stage,stage_{s},carbon_flow,flow_internal,carbon_direction,direction_in))>0.001*(1+SUMIFS(carbon_carbon,carbon_stage,stage_{s},carbon_direction,direction_in)))"
            for s in ("existing", "proposed", "replaced")
        ),
        "carbon",
    ),
    ("因子自有值缺理由或与因子库不符", "factor without reason or not the library's", bad("factors_check"), "factors"),
    ("措施比选中需改正的行", "rows to correct in the measures", bad("measures_check"), "measures"),
    ("实施后绩效高于现有工程的产品", "products worse than the existing plant", bad("versus_verdict"), "performance"),
    (
        "政策符合性未填或不符合",
        "policy items open or not conforming",
        "COUNTA(policy_item)-COUNTA(policy_conformity)+COUNTIF(policy_conformity,conformity_no)",
        "policy",
    ),
    ("未识别排放源", "no emission source identified", "IF(COUNTA(sources_source)=0,1,0)", "sources"),
    (
        "采纳措施后仍需优化的产品",
        "products still to be optimised with the measures",
        'COUNTIF(optimised_grade,"需优化")+COUNTIF(optimised_grade,"to be optimised")',
        "measures",
    ),
    (
        "无法判定等级的产品（绩效出错或为负）",
        "products that cannot be graded (performance in error or below 0)",
        _each("ISERROR(INDEX(synergy_grade,#))+ISERROR(INDEX(optimised_grade,#))"),
        "synergy",
    ),
)
_NOTES: tuple[CheckRow, ...] = (
    (
        "有排放但未计入任何产品绩效的工序",
        "units with emissions that count for no product",
        'COUNTIF(units_check,"!*")',
        "boundary",
    ),
    (
        "等级在不确定度范围内可能翻转的产品",
        "products whose grade could flip",
        'COUNTIF(confidence_firm,"!*")+COUNTIF(confidence_after_firm,"!*")',
        "uncertainty",
    ),
    (
        "因子库中凭记忆、待确认的值（M）",
        "library values remembered, to be confirmed (M)",
        'COUNTIF(factors_flag,"M")',
        "factors",
    ),
    ("采用自有值的因子", "factors with own values", "COUNTA(factors_own)", "factors"),
    (
        "台账中采用自有值的单元格",
        "own values in the ledgers",
        "COUNTA(fuels_ncv_own)+COUNTA(fuels_carbon_content_own)+COUNTA(fuels_oxidation_own)+COUNTA(carbon_content_own)+COUNTA(carbonates_emission_factor_own)+COUNTA(electricity_emission_factor_own)+COUNTA(heat_emission_factor_own)",
        "fuels",
    ),
    (
        "电力因子不是最新年份",
        "electricity factor not of the latest year",
        'IF(INDEX(factor_year_code,MATCH(settings_factor_year,factor_year_list,0))="2023",0,1)',
        "project",
    ),
)


def closing_checks(sheets: Sequence[Sheet]) -> Sheet:
    """The checks sheet of this workbook."""
    return checks_sheet(sheets, LISTS, _CHECKS, _NOTES)
