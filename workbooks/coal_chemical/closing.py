"""Conclusion and checks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pycore.accounting.energy_usual import (
    COAL_ENERGY,
    FEED_ENERGY,
    GJ_PER_MWH,
    MOST_OF_LOSS,
    MOST_TO_BOTH,
    PRODUCT_ENERGY,
)
from pycore.assessment import synergy
from pycore.language import Text, both
from pycore.sheets.definition import Role, Sheet
from workbooks.coal_chemical import cocontrol, conditions, gaps, monitoring, policies, provincial, samples, verdict
from workbooks.coal_chemical.ledgers import LEDGERS
from workbooks.coal_chemical.lists import LISTS
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.coal_chemical.results import ACCOUNT_ROWS, SITE, STAGES
from workbooks.coal_chemical.shares import TOLERANCE as SHARE_TOLERANCE
from workbooks.coal_chemical.uncertainty import ROWS as UNCERTAINTY_ROWS
from workbooks.common.cells import at, is_blank, sum_where
from workbooks.common.closing_sheets import Check, bad, checks_sheet
from workbooks.common.columns import code_of
from workbooks.common.library_sheets import OWN_IN_USE
from workbooks.common.own_entry_sheet import own_entry_checks
from workbooks.common.own_factors import OWN_FACTORS_CHECK
from workbooks.common.said import first_of, if_then, quoted
from workbooks.common.sentences import OPEN_CHECKS, Numbers, conclusion_sheet, paragraph, phrase, word

# ── 结论 Conclusion: sentences are given their numbers in the order of the table of numbers below them ───────────

_GRADES = (synergy.ACCEPTABLE, synergy.OPTIMISE, synergy.EXPLAIN)
_MIXED = (synergy.BOTH_LOWER, synergy.BOTH_HIGHER, synergy.POLLUTANT_UP, synergy.CARBON_UP)
_JUDGED = (*_GRADES, *_MIXED, synergy.POLLUTANT_EQUAL, synergy.CARBON_EQUAL, synergy.BOTH_EQUAL)
_PRODUCTS = [label for _, label in next(x for x in LISTS if x.key == "product").entries]
_NUMBERS = Numbers()
_NO_DATA = "+".join((*(f"SUM(summary_{stage}_activity)" for stage, _ in SITE), "SUM(outside_activity)")) + "=0"
_ONLY_THE_PROJECT = "SUM(summary_construction_activity)+SUM(outside_activity)=0"


_PROPOSED = "summary_proposed_total_total"
_UNALLOCATED = "SUMPRODUCT(summary_proposed_total,1-share_proposed_covered)"


def _account(emission: str, column: str, words: str) -> str:
    """A number of the three accounts."""
    cell = at(f"accounts_{column}", ACCOUNT_ROWS[emission])
    return _NUMBERS.number(words, cell, 1 if emission == "nox" else 0, sign=column == "change")


def _measured(column: str, words: str, digits: int) -> str:
    """What the measures adopted change."""
    return _NUMBERS.number(words, sum_where("measures", column, adopted="yesno_yes"), digits, sign=True)


def _verdict() -> Text:
    """What the grades after measures come to."""
    good, worse, equal = (f"({verdict.products_graded(grade)})" for grade in _GRADES)
    flips = 'COUNTIF(confidence_after_firm,"!*")'
    still = phrase(
        "仍有 {number} 个产品需优化，应继续调整减污降碳措施。"
        " | {number} product(s) still to be optimised: change the measures further.",
        number=Text(worse, f'""&{worse}'),
    )
    could_flip = phrase(
        "其中 {number} 个产品的等级在不确定度范围内可能翻转。"
        " |  The grade of {number} product(s) could flip within the uncertainty.",
        number=flips,
    )
    same = "有产品与先进值完全相同，需说明。 | a product equals the advanced values and is to be explained."
    fine = "在采纳所列措施后，各产品碳污协同度均可接受。 | with the measures listed every product is acceptable."
    settled = phrase(
        "{judged}{flipping}",
        judged=first_of((f"{equal}>0", same), otherwise=fine),
        flipping=could_flip.within(f'IF({flips}>0,{{}},"")'),
    )
    no_data = quoted("数据不足，尚不能评价。 | not enough data yet.")
    ungraded = f"(COUNTA(products_product)-{good}-{worse}-{equal})"
    missing = phrase(
        "有 {number} 个产品不能判定等级（产量、绩效或先进值缺失或出错），不能得出结论。"
        " | {number} product(s) cannot be graded (output, performance or advanced value missing or in error): no "
        "conclusion can be drawn.",
        number=Text(ungraded, f'""&{ungraded}'),
    )
    # What holds of the others is said before it: a product without a grade never makes the rest a good conclusion.
    judged = if_then(f"{worse}>0", still, settled)
    open_too = if_then(
        f"{worse}>0", phrase("{still}{missing} | {still} {missing}", still=still, missing=missing), missing
    )
    return if_then(f"{good}+{worse}+{equal}=0", no_data, if_then(f"{ungraded}>0", open_too, judged))


def _product(row: int) -> Text:
    """What is said of one product."""

    title = f"产品{row} {{}} | product {row}: {{}}"

    def number(words: str, name: str, digits: int) -> str:
        return _NUMBERS.number(both(words).within(title), at(name, row), digits)

    def chance(words: str, name: str) -> str:
        return _NUMBERS.percent(both(words).within(title), at(name, row))

    product = at("performance_product", row)
    is_gas = f'{code_of(product, "product")}="sng"'
    written = phrase(
        "{product}：CO2 排放绩效 {ghg} t/{per}、NOx 排放绩效 {nox} kg/{per}，协同状态为“{state}”，等级为“{grade}”"
        "（可接受的概率 {chance}）；采纳减污降碳措施后 CO2 {ghg_after} t/{per}、NOx {nox_after} kg/{per}，等级为“{grade_after}”"
        "（可接受的概率 {chance_after}）。"
        " | {product}: CO2 performance {ghg} t/{per}, NOx performance {nox} kg/{per}, state “{state}”, grade “{grade}” "
        "(probability of acceptable {chance}); with the measures adopted CO2 {ghg_after} t/{per}, NOx {nox_after} "
        "kg/{per}, grade “{grade_after}” (probability of acceptable {chance_after}).",
        product=word(product, _PRODUCTS),
        per=first_of((is_gas, "千立方米 | 1000 m³"), otherwise="t"),
        ghg=number("CO2 绩效 | CO2 performance", "performance_e_ghg", 2),
        nox=number("NOx 绩效 | NOx performance", "performance_e_nox", 3),
        state=word(at("synergy_state", row), _JUDGED),
        grade=word(at("synergy_grade", row), _JUDGED),
        grade_after=word(at("optimised_grade", row), _JUDGED),
        chance=chance("可接受的概率 | probability of acceptable", "confidence_acceptable"),
        ghg_after=number("措施后 CO2 绩效 | CO2 performance with measures", "optimised_e_ghg", 2),
        nox_after=number("措施后 NOx 绩效 | NOx performance with measures", "optimised_e_nox", 3),
        chance_after=chance(
            "措施后可接受的概率 | probability of acceptable with measures", "confidence_after_acceptable"
        ),
    )
    ungraded = phrase(
        "{product}：产量、绩效或先进值缺失或计算出错，不能判定协同度等级。"
        " | {product}: output, performance or advanced value is missing or in error; it cannot be graded.",
        product=word(product, _PRODUCTS),
    )
    no_grade = is_blank(at("synergy_grade", row), at("optimised_grade", row))
    said = if_then(f"IFERROR({no_grade},TRUE)", ungraded, written)
    return if_then(f'{product}=""', '""', said).within("={}")


_DOCUMENTS_ANSWERED = "+".join(policies.answered(code) for code in ("yes", "no", "none", "open"))

# In the order of 4.5.6; the products stand last, their lines stay empty where there is none.
CONCLUSION = conclusion_sheet(
    (
        paragraph(
            "政策符合性：列出 {all} 项，符合 {yes} 项、不符合 {no} 项、待说明 {open} 项、未填 {blank} 项。"
            " | Policy conformity: {all} items, {yes} conform, {no} do not, {open} to be explained, {blank} not filled "
            "in.",
            all=f"(COUNTA(policy_item)+{policies.APPLICABLE})",
            blank=f"(COUNTA(policy_item)-COUNTA(policy_conformity)+{policies.APPLICABLE}-({_DOCUMENTS_ANSWERED}))",
            yes=f"(COUNTIF(policy_conformity,conformity_yes)+{policies.answered('yes')})",
            no=f"(COUNTIF(policy_conformity,conformity_no)+{policies.answered('no')})",
            open=f"(COUNTIF(policy_conformity,conformity_open)+{policies.answered('open')})",
        ),
        paragraph(
            "项目实施后二氧化碳排放量 {after} t/a（现有 {existing}、拟建 {proposed}、替代削减 {replaced}），变化量 {change} t/a；"
            "拟建工程排放量的相对不确定度 ±{u}。"
            " | After the project CO2 emissions are {after} t/a (existing {existing}, proposed {proposed}, replaced "
            "{replaced}), a change of {change} t/a; the proposed emissions are uncertain by ±{u}.",
            _NO_DATA,
            after=_account("total", "after", "CO2 实施后 | CO2, after the project"),
            existing=_account("total", "existing", "CO2 现有 | CO2, existing"),
            proposed=_account("total", "proposed", "CO2 拟建 | CO2, proposed"),
            replaced=_account("total", "replaced", "CO2 替代削减 | CO2, replaced"),
            change=_account("total", "change", "CO2 变化量 | CO2, change"),
            u=_NUMBERS.percent(
                "拟建工程 CO2 的相对不确定度 | relative uncertainty of the proposed CO2",
                at("u_sources_u", UNCERTAINTY_ROWS["total"]),
            ),
        ),
        paragraph(
            "在建工程 {construction} t/a 已计入实施后；产能置换出让方 {transferor} t/a、区域削减 {regional} t/a 单列，"
            "不从本厂扣除，计入后变化量 {boundary} t/a。"
            " | {construction} t/a under construction are in the total after the project; {transferor} t/a of the "
            "transferor of capacity and {regional} t/a of regional reduction are shown and not subtracted from the "
            "site: with them the change is {boundary} t/a.",
            _ONLY_THE_PROJECT,
            construction=_account("total", "construction", "CO2 在建 | CO2, under construction"),
            transferor=_account("total", "transferor", "CO2 产能置换出让方 | CO2, transferor of capacity"),
            regional=_account("total", "regional", "CO2 区域削减 | CO2, regional reduction"),
            boundary=_account("total", "boundary", "CO2 计入后的变化量 | CO2, change with both"),
        ),
        paragraph(
            "氮氧化物排放量 {after} t/a，变化量 {change} t/a；采纳措施后二氧化碳 {co2} t/a、氮氧化物 {nox} t/a。"
            " | NOx emissions are {after} t/a, a change of {change} t/a; with the measures adopted CO2 is {co2} t/a "
            "and NOx {nox} t/a.",
            _NO_DATA,
            after=_account("nox", "after", "NOx 实施后 | NOx, after the project"),
            change=_account("nox", "change", "NOx 变化量 | NOx, change"),
            co2=_account("total", "optimised", "CO2 采纳措施后 | CO2, with measures"),
            nox=_account("nox", "optimised", "NOx 采纳措施后 | NOx, with measures"),
        ),
        paragraph(
            "排放绩效：产品 {products} 个，其中 CO2 绩效高于先进值 {ghg} 个、NOx 绩效高于先进值 {nox} 个、实施后 CO2 绩效高于现有工程 {existing} 个；"
            "工序高于现有工程或公开发布的水平值 {units} 个；高于的各项中已说明 {explained} 项、待说明 {unexplained} 项（与现有工程比较按未修约的数值）。"
            " | Performance: of {products} product(s) {ghg} are above the advanced CO2, {nox} above the advanced NOx "
            "and {existing} above the existing plant after the project; {units} process unit(s) are above the existing "
            "plant or a published level; "
            "{explained} of these are explained, {unexplained} are not (the existing plant is "
            "compared by the exact numbers).",
            "COUNTA(products_product)=0",
            products="COUNTA(products_product)",
            ghg=f'""&({verdict.above("ghg")})',
            nox=f'""&({verdict.above("nox")})',
            existing=f'""&({verdict.above("existing")})',
            units="COUNTIF(unitgap_above,1)",
            explained='""&(COUNTIF(gap_check,"!*")+COUNTIF(unitgap_check,"!*"))',
            unexplained="gaps_unexplained",
        ),
        paragraph(
            "减污降碳措施：比选 {all} 项，采纳 {adopted} 项，二氧化碳变化 {co2} t/a、氮氧化物变化 {nox} t/a。"
            " | Measures: {all} compared, {adopted} adopted; CO2 changes by {co2} t/a and NOx by {nox} t/a.",
            "COUNTA(measures_name)=0",
            all="COUNTA(measures_name)",
            adopted="COUNTIF(measures_adopted,yesno_yes)",
            co2=_measured("d_co2", "采纳的措施：CO2 变化 | measures adopted: change of CO2", 0),
            nox=_measured("d_nox", "采纳的措施：NOx 变化 | measures adopted: change of NOx", 1),
        ),
        paragraph(
            "管理与监测：管理要求 {all} 项，已安排 {planned} 项、已落实 {ready} 项；监测计划 {monitored} 项。"
            " | Management and monitoring: {all} requirements, {planned} arranged, {ready} in place; {monitored} items "
            "monitored.",
            all="COUNTA(management_item)",
            planned="COUNTA(management_plan)",
            ready="COUNTIF(management_ready,yesno_yes)",
            monitored="COUNTA(monitoring_item)",
        ),
        paragraph(
            "结论：本项目的温室气体排放控制{overall}：{reasons}{judged}{checks}"
            " | Conclusion: the project's control of GHG emissions {overall}: {reasons}{judged}{checks}",
            overall=verdict.OVERALL,
            reasons=verdict.REASONS,
            judged=_verdict(),
            checks=OPEN_CHECKS,
        ),
        paragraph(
            "未计入任何产品：拟建工程有 {co2} t/a CO2 不属于任何产品的绩效。"
            " | Of no product: {co2} t/a of CO2 of the proposed project count in the performance of none.",
            f"IFERROR(OR(COUNTA(products_product)=0,ABS({_UNALLOCATED})<={SHARE_TOLERANCE}*ABS({_PROPOSED})),FALSE)",
            co2=_NUMBERS.number("未计入任何产品的 CO2 | CO2 that counts for no product", _UNALLOCATED),
        ),
        *(_product(row) for row in range(1, PRODUCT_ROWS + 1)),
    ),
    _NUMBERS,
    before=(verdict.REQUIRED,),
)

# ── 检查 Checks ──────────────────────────────────────────────────────────────────────────────────────────────────


def _each_product(term: str) -> str:
    """Add a term up over the products, written out: no array, so that every program calculates it alike.

    Args:
        term: ``[proposed]`` is the cell of that column of the products, ``#`` the row.
    """
    cells = re.sub(r"\[(\w+)\]", r"INDEX(products_\1,#)", term)
    return "+".join(cells.replace("#", str(row)) for row in range(1, PRODUCT_ROWS + 1))


def _without_output(stage: str) -> str:
    """1 where a stage has data, but no product."""
    return f"(SUM(summary_{stage}_activity)>0)*(SUM(products_{stage})=0)"


def _unequal_transfers(stage: str) -> str:
    """TRUE where the carbon that leaves process units for others is not what arrives there."""
    of_stage = {"stage": f"stage_{stage}"}
    moved = sum_where("carbon", "carbon", **of_stage, flow="flow_internal")
    arrived = sum_where("carbon", "carbon", **of_stage, flow="flow_internal", direction="direction_in")
    carried_in = sum_where("carbon", "carbon", **of_stage, direction="direction_in")
    return f"(ABS({arrived}-{moved}+{arrived})>0.001*(1+{carried_in}))"


_REQUIRED_MISSING = '(project_name="")+(project_nature="")+(project_province="")'
_UNLISTED = _each_product(
    'IF([product]="",0,IFERROR(INDEX(product_list,MATCH([product],product_list,0))<>[product],TRUE)*1)'
)
_NO_OUTPUT = _each_product('([product]<>"")*IF(ISNUMBER([proposed]),([proposed]<=0)*1,1)')
_NO_UNITS = _each_product('([product]<>"")*(SUM(share_proposed_share#)=0)')
_TWICE = _each_product('([product]<>"")*(COUNTIF(products_product,[product])>1)')
_NO_PRODUCT = "+".join(_without_output(stage) for stage in ("existing", "construction", "proposed"))
_TRANSFERS = "+".join(_unequal_transfers(stage) for stage, _ in STAGES)
_OPEN_POLICIES = "COUNTA(policy_item)-COUNTA(policy_conformity)+COUNTIF(policy_conformity,conformity_no)"
_UNGRADED = _each_product('([product]<>"")*IFERROR(OR(INDEX(synergy_grade,#)="",INDEX(optimised_grade,#)="")*1,1)')
_SHARES_OPEN = "+".join(f'COUNTIF(share_{stage}_check,"!*")' for stage, _ in SITE)


def _wrong_samples(sheet: str) -> str:
    """Rows to correct in the tables of samples of a sheet."""
    return "+".join(bad(f"{key}_check") for key, place in samples.KEYS.items() if place == sheet)


def _more_replaced_than_there_is(column: str) -> str:
    """Process units that replace more of one source than the existing plant has."""
    return f"SUMPRODUCT(--(summary_replaced_{column}>summary_existing_{column}*(1+1E-9)+1E-9))"


_REPLACED = "+".join(
    _more_replaced_than_there_is(c) for c in ("fuel", "process", "carbonate", "power_in", "heat_in", "nox")
)


def _sells_more_than_it_has(stage: str) -> str:
    """TRUE where a stage sells more power and heat than its fuels, and its feed without the products, can give."""
    of_stage = {"stage": f"stage_{stage}"}
    outside = {**of_stage, "flow": "flow_external"}

    def energy(trade: str) -> str:
        power, heat = (sum_where(key, key, **of_stage, trade=f"trade_{trade}") for key in ("electricity", "heat"))
        return f"({heat}+{GJ_PER_MWH}*{power})"

    def carbon(**more: str) -> str:
        return sum_where("carbon", "carbon", **outside, **more)

    fuel = f"SUMPRODUCT((fuels_stage=stage_{stage})*1,fuels_consumption,fuels_ncv)"
    coal = carbon(direction="direction_in", material='INDEX(material_list,MATCH("feed_coal",material_code,0))')
    feed = f"{FEED_ENERGY}*{carbon(direction='direction_in')}-{FEED_ENERGY - COAL_ENERGY}*{coal}"
    loss = f"MAX(0,{feed}-{PRODUCT_ENERGY}*{carbon(direction='direction_product')})"
    most = f"{MOST_TO_BOTH}*{fuel}+{MOST_OF_LOSS}*{loss}+{energy('bought')}"
    return f"(SUM({energy('sold')})>({most})*(1+1E-9))"


_SELLS_MUCH = "+".join(_sells_more_than_it_has(stage) for stage in ("existing", "construction", "proposed"))
_COULD_FLIP = 'COUNTIF(confidence_firm,"!*")+COUNTIF(confidence_after_firm,"!*")'
_OWN_VALUES = "+".join(
    f"COUNTA({ledger.key}_{column.key})"
    for ledger in LEDGERS
    for column in ledger.blocks[0].entries
    if column.role is Role.OVERRIDE
)
_OLD_FACTOR = f'IF({code_of("settings_factor_year", "factor_year")}="2023",0,1)'
_ROWS_TO_CORRECT = "“{}”表中需改正的行 | rows to correct on the sheet {}"
_CHECKS: tuple[Check, ...] = (
    ("项目必填信息缺失 | required project data missing", _REQUIRED_MISSING, "project"),
    ("没有填写产品 | no product given", "IF(COUNTA(products_product)=0,1,0)", "project"),
    ("产品不在下拉列表中 | product that is not in the list", _UNLISTED, "project"),
    (
        "产品缺拟建产量、产量为 0 或不是数值 | product without proposed output, or 0, or not a number",
        _NO_OUTPUT,
        "project",
    ),
    (
        "产品与工序、碳流台账不一致或缺回答的行 | products that do not agree with units and carbon ledger, or lack an answer",
        bad("products_check"),
        "project",
    ),
    ("产品没有分摊任何工序 | product without process units", _NO_UNITS, "shares"),
    ("重复的产品 | product given twice", _TWICE, "project"),
    ("所选口径没有电力因子 | no electricity factor for the choice made", "ISERROR(settings_electricity)*1", "project"),
    ("有数据但没有产品的阶段 | stage with data but without product", _NO_PRODUCT, "project"),
    (
        "自定义工序与其他工序同名，名称不采用 | own unit with the name of another one: the name is not taken",
        "own_units_taken",
        "boundary",
    ),
    ("工序有数据但未勾选 | process unit with data that is not ticked", bad("units_check"), "boundary"),
    *(
        (both(words).within("产品份额有误：{} | shares to correct: {}"), bad(f"share_{stage}_check"), "shares")
        for stage, words in SITE
    ),
    (
        "替代削减大于现有工程（工序与排放源） | more replaced than the existing plant has (unit and source)",
        _REPLACED,
        "summary",
    ),
    *((ledger.title.within(_ROWS_TO_CORRECT), bad(f"{ledger.key}_check"), ledger.key) for ledger in LEDGERS),
    ("煤质、自有物料需改正的行 | coals and own materials to correct", _wrong_samples("samples"), "samples"),
    ("气体组成需改正的行 | gas compositions to correct", _wrong_samples("gas_samples"), "gas_samples"),
    ("带出碳大于带入碳的工序 | units with more carbon out than in", bad("balance_check"), "summary"),
    ("工序间转移的碳不相等（阶段数） | transfers between units do not agree (stages)", _TRANSFERS, "carbon"),
    ("因子自有值缺理由或与因子库不符 | factor without reason or not the library's", bad("factors_check"), "factors"),
    OWN_FACTORS_CHECK,
    *own_entry_checks(LISTS),
    ("方案组中需改正的行 | groups of alternatives to correct", bad("variant_groups_check"), "alternatives"),
    ("备选方案中需改正的行 | alternatives to correct", bad("variants_check"), "alternatives"),
    # Whether the results of a command are stale only the core can tell: their sheets and the review say it.
    ("措施比选中需改正的行 | rows to correct in the measures", bad("measures_check"), "measures"),
    (
        "实施后绩效不能计算的产品 | products whose performance after cannot be calculated",
        bad("versus_verdict"),
        "performance",
    ),
    *gaps.CHECKS,
    *conditions.CHECKS,
    ("政策符合性未填或不符合 | policy items open or not conforming", _OPEN_POLICIES, "policy"),
    *policies.CHECKS,
    *cocontrol.CHECKS,
    *monitoring.CHECKS,
    *provincial.CHECKS,
    ("未识别排放源 | no emission source identified", "IF(COUNTA(sources_source)=0,1,0)", "sources"),
    (
        "采纳措施后仍需优化的产品 | products still to be optimised with the measures",
        verdict.products_graded(synergy.OPTIMISE),
        "measures",
    ),
    (
        "无法判定等级的产品（绩效出错或为负） | products that cannot be graded (performance in error or below 0)",
        _UNGRADED,
        "synergy",
    ),
)
_NOTES: tuple[Check, ...] = (
    *gaps.NOTES,
    *conditions.NOTES,
    (
        "碳去向不明偏多的工序，灰渣、废水带碳偏多的行 | units with much carbon unaccounted for, rows of residues with much carbon",
        "+".join(f'COUNTIF({check},"~?*")' for check in ("balance_check", "carbon_check")),
        "carbon",
    ),
    (
        "排放不全计入产品绩效的工序（已说明理由） | units whose emission does not all count for products (with a reason)",
        _SHARES_OPEN,
        "shares",
    ),
    (
        "外供电力、热力大于燃料和原料所能提供的能量（阶段数） | more power and heat sold than fuel and feed give (stages)",
        _SELLS_MUCH,
        "heat",
    ),
    *policies.NOTES,
    *cocontrol.NOTES,
    *monitoring.NOTES,
    *provincial.NOTES,
    ("等级在不确定度范围内可能翻转的产品 | products whose grade could flip", _COULD_FLIP, "uncertainty"),
    (
        "因子库中凭记忆、待确认的值（M） | library values remembered, to be confirmed (M)",
        'COUNTIF(factors_flag,"M")',
        "factors",
    ),
    ("采用自有值的因子 | factors with own values", OWN_IN_USE, "factors"),
    ("台账中采用自有值的单元格 | own values in the ledgers", _OWN_VALUES, "fuels"),
    ("电力因子不是最新年份 | electricity factor not of the latest year", _OLD_FACTOR, "project"),
)


def closing_checks(sheets: Sequence[Sheet]) -> Sheet:
    """The checks sheet of this workbook."""
    return checks_sheet(sheets, LISTS, _CHECKS, _NOTES)
