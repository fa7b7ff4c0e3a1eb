"""Cross-checks, policy, burden, uncertainty, logs and the conclusion: what this theme adds to the workbook."""

from __future__ import annotations

from workbooks.mercury_pvc import burden, conclusion, crosscheck, logs, policy, uncertainty
from workbooks.mercury_pvc.example_policy import EXAMPLE
from workbooks.mercury_pvc.policy_lists import POLICY_LISTS
from workbooks.mercury_pvc.theme import Theme

POLICY = Theme(
    sheets=(
        crosscheck.SHEET,
        crosscheck.SUMMARY_SHEET,
        *policy.SHEETS,
        *burden.SHEETS,
        uncertainty.SHEET,
        conclusion.SHEET,
        *logs.SHEETS,
    ),
    lists=POLICY_LISTS,
    factors=burden.factors(),
    areas=burden.AREAS,
    results={
        "burden_region_total": "负担合计 | burden of the region",
        "burden_region_share": "负担占营业收入 | burden as a share of revenue",
        "burden_share": "各企业负担占营业收入 | burden of each plant as a share of revenue",
    },
    checks=(
        (
            "有应税排放口而缺税额或其来源 | taxed outlets without rates or their source",
            '(COUNTA(tax_air_plant)>0)*((tax_settings_air_rate="")+(tax_settings_rate_source=""))'
            '+(COUNTA(tax_water_plant)>0)*(tax_settings_water_rate="")',
            "tax_settings",
        ),
        (
            "有碳价路径而没有选年份 | a path of prices of which no year is chosen",
            '(COUNT(price_path_price)>0)*(costs_price_year="")',
            "tax_settings",
        ),
        policy.NOTHING_SCORED,
    ),
    notes=(
        (
            "没有交叉核验的企业 | plants without any cross-check",
            'SUMPRODUCT((crosscheck_plants_plant<>"")*(crosscheck_plants_asked=0))',
            "crosscheck_summary",
        ),
        (
            "只有一个来源的核验量 | quantities from one source only",
            "COUNTIF(crosscheck_sources,1)",
            "crosscheck",
        ),
        ("凭记忆、待确认的政策要求（M） | demands that are remembered (M)", 'COUNTIF(policies_flag,"M")', "policies"),
        (
            "计税的汞与汞核算不一致的企业 | plants whose taxed mercury is not that of the account",
            'COUNTIF(burden_state,"!*")',
            "burden",
        ),
        logs.NOT_REVIEWED,
        logs.NO_MINUTES,
    ),
    example=EXAMPLE,
)
