"""The conclusion: sentences that the results write, in Chinese and in English."""

from __future__ import annotations

from pycore.language import Text
from workbooks.common.cells import at, blank_if
from workbooks.common.sentences import OPEN_CHECKS, Numbers, conclusion_sheet, paragraph, phrase, word
from workbooks.mercury_pvc.lists import NODES

_NOTHING = "SUM(region_years_pvc)=0"
_NODE_NAMES = tuple(words for _, words in NODES.entries)
_BOTH_YEARS = {"year1": "settings_year1", "year2": "settings_year2"}


def _mercury(n: Numbers) -> Text:
    met = phrase(
        "核算年{state} | in the year of account {state}",
        state=Text(
            *(
                f'IF({at("region_years_compliance", 2)}<=1,"{met}","{missed}")'
                for met, missed in (
                    ("达到 2010 年减半的要求", "未达到 2010 年减半的要求"),
                    ("half of 2010 is met", "half of 2010 is not met"),
                )
            )
        ),
    )
    return paragraph(
        "汞：区域单位产品用汞 {year1} 年 {gross1}、{year2} 年 {gross2} gHg/t（限值 {cap} gHg/t，按汞计），{met}；"
        "{above} 家企业高于限值。 | Mercury: the region used {gross1} g of mercury for each t of PVC in {year1} and "
        "{gross2} in {year2} (limit {cap} g of mercury); {met}; plants above the limit: {above}.",
        _NOTHING,
        **_BOTH_YEARS,
        gross1=n.number("基准年单位产品用汞 | mercury for each t, base year", at("region_years_gross", 1), 2),
        gross2=n.number("核算年单位产品用汞 | mercury for each t, year of account", at("region_years_gross", 2), 2),
        cap=n.number("限值 | limit", "settings_cap", 2),
        met=met.within(f'IF(ISNUMBER({at("region_years_compliance", 2)}),{{}},"–")'),
        above=n.number(
            "高于限值的企业 | plants above the limit",
            'COUNTIFS(hg_accounts_year,settings_year2,hg_accounts_compliance,">1")',
        ),
    )


def _closure(n: Numbers) -> Text:
    measured = "SUMIFS(hg_accounts_measured,hg_accounts_year,settings_year2)"
    closure = blank_if(f"{at('region_years_hg_in', 2)}=0", f"{measured}/{at('region_years_hg_in', 2)}")
    return paragraph(
        "汞平衡：{year2} 年监测的输出为输入的 {closure}；{closed} 个企业（年）在允许偏差内，{open} 个不闭合，其中 {unexplained} 个未说明。"
        " | Balance: in {year2} the measured outputs are {closure} of the input; {closed} plants and years close "
        "within the tolerance, {open} do not, {unexplained} of them unexplained.",
        _NOTHING,
        year2="settings_year2",
        closure=n.percent("核算年闭合度 | closure, year of account", closure),
        closed=n.number("闭合 | closed", 'COUNTIF(hg_accounts_closed,"✓*")'),
        open=n.number("不闭合 | not closed", 'COUNT(hg_accounts_balance_ratio)-COUNTIF(hg_accounts_closed,"✓*")'),
        unexplained=n.number("未说明 | unexplained", 'COUNTIF(hg_accounts_closed,"✗*")'),
    )


def _air(n: Numbers) -> Text:
    return paragraph(
        "大气汞：{year1} 年 {air1} kg、{year2} 年 {air2} kg；汞输入的不确定度 ±{u}。"
        " | Mercury to air: {air1} kg in {year1}, {air2} kg in {year2}; the input is known to ±{u}.",
        _NOTHING,
        **_BOTH_YEARS,
        air1=n.number("大气汞，基准年 | to air, base year", at("region_years_hg_air", 1), 1),
        air2=n.number("大气汞，核算年 | to air, year of account", at("region_years_hg_air", 2), 1),
        u=n.percent("汞输入不确定度 | uncertainty of the input", "u_hg_in_level"),
    )


def _carbon(n: Numbers) -> Text:
    first, last = at("region_years_co2", 1), at("region_years_co2", 2)
    return paragraph(
        "碳：CO2 总量 {year1} 年 {co21} 万t、{year2} 年 {co22} 万t（变化 {change}，不确定度 ±{u}）；单位产品 {per1}、{per2} tCO2/t。"
        " | Carbon: {co21} × 10⁴ t of CO2 in {year1} and {co22} × 10⁴ t in {year2} ({change}, ±{u}); {per1} and {per2} "
        "tCO2 for each t.",
        _NOTHING,
        **_BOTH_YEARS,
        co21=n.number("CO2，基准年（万t） | CO2, base year (10⁴ t)", f"{first}/10000", 1),
        co22=n.number("CO2，核算年（万t） | CO2, year of account (10⁴ t)", f"{last}/10000", 1),
        change=n.change("CO2 变化 | change of CO2", blank_if(f"SUM({first})=0", f"{last}/{first}-1")),
        u=n.percent("CO2 不确定度 | uncertainty of CO2", "u_co2_level"),
        per1=n.number("单位产品 CO2，基准年 | CO2 for each t, base year", at("region_years_per_t", 1), 2),
        per2=n.number("单位产品 CO2，核算年 | CO2 for each t, year of account", at("region_years_per_t", 2), 2),
    )


def _largest(column: str) -> Text:
    """The node with the largest value of a column, in the language of the sentence."""
    cells = f"node_accounts_{column}"
    return word(at("node_accounts_node", f"MATCH(MAX({cells}),{cells},0)"), _NODE_NAMES)


def _nodes(n: Numbers) -> Text:
    main = f'">="&1/{len(_NODE_NAMES)}'
    joint = f"COUNTIFS(node_accounts_hg_share,{main},node_accounts_co2_share,{main})"
    said = phrase(
        "汞、碳都是主要来源的节点 {joint} 个，同源指数最高的是{node}（{index}）"
        " | main sources of both: {joint}; the co-source index is highest at {node} ({index})",
        joint=n.number("汞、碳兼为主要来源的节点 | main nodes of both", joint),
        node=_largest("common"),
        index=n.number("最高的同源指数 | highest co-source index", "MAX(node_accounts_common)", 3),
    )
    return paragraph(
        "节点：汞最多的是{hg}（{hg_share}），CO2 最多的是{co2}（{co2_share}）；汞碳占比重叠合计 {overlap}；{joint}。"
        " | Nodes: most mercury is at {hg} ({hg_share}), most CO2 at {co2} ({co2_share}); the shares overlap by "
        "{overlap}; {joint}.",
        f"OR({_NOTHING},COUNT(node_accounts_common)=0)",
        hg=_largest("hg_share"),
        co2=_largest("co2_share"),
        hg_share=n.percent("汞最多的节点：占比 | largest node of mercury", "MAX(node_accounts_hg_share)"),
        co2_share=n.percent("CO2 最多的节点：占比 | largest node of CO2", "MAX(node_accounts_co2_share)"),
        overlap=n.percent("重叠合计 | overlap", "SUM(node_accounts_smaller)"),
        joint=said,
    )


def _policy(n: Numbers) -> Text:
    def kinds(kind: str) -> str:
        return f"COUNTIF(policy_pairs_kind,pair_kind_{kind})"

    return paragraph(
        "政策：登记要求 {demands} 项；衔接空白 {gaps} 处、冲突 {conflicts} 处、优化空间 {rooms} 处；提出建议 {proposals} 项，"
        "评分最高的是“{best}”。 | Policy: demands registered {demands}; gaps {gaps}, conflicts {conflicts}, room to "
        "improve {rooms}; proposals {proposals}, the best scored is “{best}”.",
        "COUNT(proposal_scores_score)=0",
        demands=n.number("登记的要求 | demands", 'SUMPRODUCT((policies_paper<>"")*1)'),
        gaps=n.number("空白 | gaps", kinds("gap")),
        conflicts=n.number("冲突 | conflicts", kinds("conflict")),
        rooms=n.number("空间 | rooms", kinds("room")),
        proposals=n.number("建议 | proposals", 'SUMPRODUCT((proposals_name<>"")*1)'),
        best=at("proposal_scores_name", "MATCH(MAX(proposal_scores_score),proposal_scores_score,0)"),
    )


def _burden(n: Numbers) -> Text:
    return paragraph(
        "负担：核算年合计 {total} 万元，占营业收入 {share}（各企业 {low}～{high}）；环保税中汞占 {hg}；激励后 {net} 万元。"
        " | Burden: {total} × 10⁴ CNY in the year of account, {share} of revenue ({low} to {high} by plant); "
        "mercury is "
        "{hg} of the tax; net of incentives {net} × 10⁴ CNY.",
        "SUM(burden_region_total)=0",
        total=n.number("负担合计（万元） | burden (10⁴ CNY)", "burden_region_total", 0),
        share=n.percent("占营业收入 | of revenue", "burden_region_share", 2),
        low=n.percent("最低 | lowest", "burden_region_share_low", 2),
        high=n.percent("最高 | highest", "burden_region_share_high", 2),
        hg=n.percent("汞占环保税 | mercury of the tax", "burden_region_tax_hg_part"),
        net=n.number("激励后（万元） | net (10⁴ CNY)", "burden_region_net", 0),
    )


def _open(n: Numbers) -> Text:
    return paragraph(
        "待完善：交叉核验 {checked} 个量中 {twice} 个有两个以上来源；凭记忆的政策要求 {remembered} 项须按原文确认；"
        "没有复核的假设 {assumed} 条。{checks} | Open: {twice} of {checked} cross-checked quantities have two or more "
        "sources; demands remembered and to be confirmed {remembered}; assumptions not reviewed {assumed}.{checks}",
        _NOTHING,
        checked=n.number("核验的量 | quantities checked", "crosscheck_limits_rows"),
        twice=n.number("两个以上来源 | two or more sources", "crosscheck_limits_twice"),
        remembered=n.number("凭记忆的要求 | demands remembered", 'COUNTIF(policies_flag,"M")'),
        assumed=n.number(
            "没有复核的假设 | assumptions not reviewed",
            'SUMPRODUCT((assumption_log_assumption<>"")*(assumption_log_reviewer=""))',
        ),
        checks=OPEN_CHECKS,
    )


_NUMBERS = Numbers()
SHEET = conclusion_sheet(
    [part(_NUMBERS) for part in (_mercury, _closure, _air, _carbon, _nodes, _policy, _burden, _open)],
    _NUMBERS,
    landscape=False,
)
