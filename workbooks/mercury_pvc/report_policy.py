"""The report on policy, and the parts of the appendix that all reports share: uncertainty, logs, conclusion."""

from __future__ import annotations

from pycore.sheets.chapter import Section
from workbooks.common.chapter_parts import (
    CONCLUSION,
    FACTORS,
    OPEN_POINTS,
    charts,
    equations,
    items,
    panel,
    ranked,
    say,
    section,
    simulation,
    table,
)

_METHOD = section(
    "研究方法与分析路径 | Methods and path of analysis",
    (
        "按“登记要求—逐项对照—识别空白、冲突与空间—提出建议—评分—核算企业负担”的次序开展。登记表中每项要求注明条款、来源和可信标志；凭记忆的（M）须按原文确认。 | "
        "The steps are: register the requirements; compare them one by one; identify gaps, conflicts and room for "
        "improvement; make proposals; score them; and calculate the burden on plants. Each requirement in the "
        "register states its clause, source and trust flag; those noted from memory (M) must be confirmed against "
        "the document."
    ),
    (
        "环境保护税按排放口计算：大气取当量数前三项，水取第一类前五项和其他类前三项；不含汞的税额另行取项，二者之差为汞增加的税。配额费用 = CO2 ×（1 − 免费比例）× 碳价；改造投资按资金回收系数年化；"
        "占比以营业收入为分母。 | "
        "The environmental protection tax is calculated outlet by outlet: for air the first three pollutants by "
        "equivalents, for water the first five of class I and the first three others. Without mercury the "
        "pollutants are chosen anew, and the difference is the tax that mercury adds. Cost of allowances = CO2 × "
        "(1 − free share) × carbon price; investments are annualised by the capital recovery factor; shares are "
        "of revenue."
    ),
    equations("计算公式 | Equations"),
)
_REGISTER = section(
    "法律法规、标准与政策梳理 | Laws, standards and policies",
    (
        "登记的要求见{#policies}，各管理制度对汞、碳的要求见{#policy_cover}。 | "
        "The registered requirements are in {#policies}; {#policy_cover} shows what each instrument requires for "
        "mercury and for carbon."
    ),
    table(
        "policies",
        "id paper number date clause demand element level instrument applies flag",
        title="政策文件登记 | Register of laws, standards and policies",
        compact=True,
    ),
    table("policy_cover", title="各管理制度对汞与碳的要求 | What each instrument demands"),
)
_PAIRS = section(
    "衔接空白、冲突与优化空间 | Gaps, conflicts and room",
    table(
        "policy_pairs",
        "on_mercury on_mercury_in second second_in instrument kind description proposal",
        title="汞、碳要求的衔接矩阵 | Demands on mercury and carbon, pair by pair",
        compact=True,
        empty="没有填写衔接矩阵。 | The matrix is not filled in.",
    ),
)
_PROPOSALS = section(
    "政策建议与落地路径 | Proposals and paths",
    items("proposals", "{name}：{content} | {name}: {content}"),
    table(
        "proposals",
        "name into_permit into_eia into_tax into_ets",
        title="纳入排污许可、环评、环境保护税和碳市场的路径 | Paths into permit, EIA, tax and carbon market",
        named="proposal_paths",
        compact=True,
    ),
    table(
        "proposals",
        "name incentive burden reporting coordination regulatory compliance",
        title="激励、负担、监测与报告、协调与合规 | Incentives, burden, reporting, coordination, compliance",
        named="proposal_effects",
        compact=True,
    ),
    table(
        "proposal_scores",
        title="政策建议评分（1～5） | Proposals scored (1 to 5)",
        keep="score",
        compact=True,
    ),
)
_BURDEN = section(
    "企业实施负担与激励 | Burden on plants and incentives",
    (
        "税额来源：{tax_settings_rate_source}。配额费用取 {costs_price_year} 年碳价；聚氯乙烯尚未纳入全国碳市场，配额费用为纳入后的情形。 | "
        "Source of the tax rates: {tax_settings_rate_source}. Allowances are at the carbon price of "
        "{costs_price_year}; PVC is not yet covered by the national carbon market, so their cost is what it would "
        "be once covered."
    ),
    ranked(
        "burden_plant",
        "burden_total",
        "万元 | × 10⁴ CNY",
        "负担最大的企业依次为{list}。 | The largest burdens are those of {list}.",
        whole="burden_region_total",
    ),
    table("price_path", "year price free source region", title="碳价路径与区域配额费用 | Price path and allowances"),
    table(
        "burden",
        "plant revenue tax_without tax_hg taxes allowance monitoring retrofit total relief net share rank",
        title="各企业负担（核算年） | Burden on each plant (year of account)",
        compact=True,
    ),
    panel("burden_region", title="区域负担合计 | Burden of the region"),
    charts("chart_burden"),
)
_CHECKED = section(
    "数据来源与交叉核验 | Data sources and cross-checks",
    (
        "活动数据按{#crosscheck_plants}与其他来源交叉核验；来源间离散的限值为 {crosscheck_limits_spread}。 | "
        "Activity data are cross-checked against other sources as in {#crosscheck_plants}; the limit of the "
        "spread between sources is {crosscheck_limits_spread}."
    ),
    table("crosscheck_plants", title="各企业的核验情况 | Cross-checks by plant"),
    table(
        "crosscheck",
        "plant year quantity production monitoring permit energy statistics census enforcement other booked spread "
        "chosen reason",
        title="交叉核验：同一数量的多个来源 | Cross-check: one quantity from several sources",
        compact=True,
    ),
)
_LOGS = section(
    "数据来源、假设、修改与培训记录 | Logs of data, assumptions, changes and trainings",
    table(
        "data_log",
        "element plant source paper pages date use",
        title="数据来源记录 | Log of data sources",
        compact=True,
    ),
    table("assumption_log", "assumption grounds effect reviewer", title="假设记录 | Log of assumptions"),
    table("change_log", "date place change grounds who", title="使用者修改记录 | Log of the user's changes"),
    table(
        "training_log",
        "event date place agenda participants material minutes",
        title="培训与会议记录 | Log of trainings and meetings",
        compact=True,
    ),
    FACTORS,
)


def uncertainty_section() -> Section:
    """Error propagation of mercury and CO2, and the simulation."""
    columns = "source base current u_activity u_factor u half part"
    return section(
        "不确定性 | Uncertainty",
        (
            "汞与碳分别按误差传播（IPCC 方法 1）计算，同一因子的行一起变化。 | "
            "Mercury and carbon are calculated separately by error propagation (IPCC Approach 1); rows that share "
            "a factor vary together."
        ),
        *(
            part
            for key, words in (
                ("hg_in", "汞输入 | mercury in"),
                ("hg_out", "监测的汞输出 | measured mercury outputs"),
                ("co2", "CO2"),
            )
            for part in (
                table(f"approach1_{key}", columns, keep="base current", title=_of(words), compact=True),
                panel(f"u_{key}", title=_of(words, "合计与变化 | total and change")),
            )
        ),
        charts("chart_variance_hg_out chart_variance_co2"),
        simulation(
            title="结果的分布 | Distribution of results",
            grades_title="判断的概率 | Probability of the verdicts",
            picture_title="结果的分布 | Distribution of results",
        ),
    )


def _of(words: str, more: str = "不确定性（IPCC 方法 1） | uncertainty (IPCC Approach 1)") -> str:
    """A caption: what it is of, and what it shows."""
    name, said = (each.partition(" | ") for each in (words, more))
    return f"{name[0]}：{said[0]} | {name[2] or name[0]}: {said[2]}"


def logs_section() -> Section:
    """The appendix: what the data are from, what was assumed, what was changed, and the trainings."""
    return _LOGS


def sections() -> tuple[Section, ...]:
    """The report on policy, wholly: methods, sources, analysis, burden, uncertainty, limits, conclusions, appendix."""
    return (
        _METHOD,
        _CHECKED,
        _REGISTER,
        _PAIRS,
        _PROPOSALS,
        _BURDEN,
        uncertainty_section(),
        section(
            "局限与待处理事项 | Limits and open points",
            say(
                "政策登记只含查到出处的国家文件，省级文件和没有读到原文的要求由使用者补充；评分为专家判断；碳价路径是假设，不是预测。 | "
                "The register holds only national documents whose source was found; provincial documents, and "
                "requirements whose text was not read, are for the user to add. Scores are expert judgement; "
                "the carbon price path is an assumption, not a forecast."
            ),
            OPEN_POINTS,
        ),
        CONCLUSION,
        logs_section(),
    )
