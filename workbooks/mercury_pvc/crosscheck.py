"""The same quantity from as many sources as there are, side by side with what the ledgers use.

The value of the ledgers is looked up, so that a correction in a ledger moves the deviation at once. A permit says two
things: what is allowed, which is no measurement, and what its execution report says was emitted; the latter counts.
"""

from __future__ import annotations

from pycore.accounting.mercury import CATALYST_HG
from pycore.equations.domain import NOT_NEGATIVE, Domain
from pycore.language import both
from pycore.sheets.formulas import by_core
from workbooks.common.cells import blank_if, in_words, sum_where
from workbooks.common.columns import PERCENT, calculated, choice, number, text
from workbooks.common.fields import derived, quantity
from workbooks.common.pages import calculated_text, counted, free_sheet, label, panel, sheet, table
from workbooks.common.quantities import deviation, percentage
from workbooks.mercury_pvc import size
from workbooks.mercury_pvc.entries import checked
from workbooks.mercury_pvc.plants import NO_OUTPUT, PLANT, YEAR
from workbooks.mercury_pvc.policy_lists import QUANTITIES, SOURCES

ROWS = 60
_FORMAT = "[<1]0.0000;[<1000]0.00;#,##0"
"""Fractions, kilograms of mercury and tonnes of CO2 stand in one column."""
_OF = {"plant": "[plant]", "year": "[year]"}
_COALS = ("anthracite", "bituminous", "lignite", "washed_clean_coal", "other_washed_coal", "briquette", "coal_slime")


def _coal(key: str) -> str:
    return sum_where("fuels", "consumption", **_OF, fuel=f'INDEX(fuel_list,MATCH("{key}",fuel_code,0))')


_USED = sum_where("catalyst", "used", **_OF)
_LEDGERS = {
    "pvc": sum_where("output", "pvc", **_OF),
    "carbide": sum_where("output", "carbide_used", **_OF),
    "catalyst": _USED,
    "hgcl2": f"{sum_where('catalyst', 'hg', **_OF)}/{_USED}/{by_core(CATALYST_HG, '1', '1')}",
    "electricity": sum_where("power", "electricity", **_OF),
    "coal": "+".join(map(_coal, _COALS)),
    "steam": sum_where("heat", "heat", **_OF),
    "hg_air": sum_where("hg_accounts", "hg_air", **_OF),
    "hg_water": sum_where("hg_accounts", "hg_water", **_OF),
    "spent": sum_where("outflows", "flow", **_OF, pathway="pathway_spent_catalyst"),
    "spent_carbon": sum_where("outflows", "flow", **_OF, pathway="pathway_carbon"),
    **{key: sum_where("co2_accounts", key, **_OF) for key in ("co2", "nox", "so2", "pm")},
}
"""What the workbook has of each quantity, for the plant and the year of a row."""
assert tuple(_LEDGERS) == tuple(code for code, _ in QUANTITIES.entries)
_FIRST, _LAST = SOURCES.entries[0][0], SOURCES.entries[-1][0]
_VALUES = f"[{_FIRST}]:[{_LAST}]"
_CHOSEN = f"INDEX({_VALUES},1,MATCH([chosen],data_source_list,0))"
_NONE = 'OR([plant]="",[year]="",[quantity]="")'


def _relative(high: str, low: str) -> str:
    """How far the smaller is from the larger; two zeros agree."""
    return f"IF({high}=0,0,({high}-{low})/{high})"


_SPREAD = blank_if(f"COUNT({_VALUES})<2", _relative(f"MAX({_VALUES})", f"MIN({_VALUES})"))
_OFF = blank_if(
    'IF(OR([chosen]="",[booked]=""),TRUE,NOT(ISNUMBER([value])))',
    'IF([booked]=0,IF([value]=0,0,"–"),ROUND([value]/[booked]-1,12))',
)
_TOO_FAR = "IF(ISNUMBER([spread]),[spread]>crosscheck_limits_spread,FALSE)"
_OFF_LIMIT = 'IF(ISNUMBER([against]),ABS([against])>crosscheck_limits_against,[against]="–")'

CROSSCHECK = table(
    "crosscheck",
    "交叉核验：同一数量的多个来源 | Cross-check: one quantity from several sources",
    "20 8 26 12 12 12 12 12 12 12 12 14 9 11 24 14 12 34 26 30",
    *checked(
        PLANT,
        YEAR,
        choice("quantity", "核验的量 | quantity", "check_quantity", required=True),
        *(number(code, words, "见左 | see left", NOT_NEGATIVE, format=_FORMAT) for code, words in SOURCES.entries),
        calculated(
            "booked",
            "台账采用值 | in the ledgers",
            "见左 | see left",
            blank_if(
                _NONE, f'IFERROR(CHOOSE(MATCH([quantity],check_quantity_list,0),{",".join(_LEDGERS.values())}),"")'
            ),
            format=_FORMAT,
        ),
        counted("sources", "来源数 | sources", blank_if(_NONE, f"COUNT({_VALUES})")),
        percentage("spread", "来源间离散 | spread", _SPREAD),
        choice("chosen", "采用的来源 | source used", "data_source", required=True),
        calculated(
            "value",
            "采用来源的值 | its value",
            "见左 | see left",
            blank_if('[chosen]=""', f'IF(ISNUMBER({_CHOSEN}),{_CHOSEN},"")'),
            format=_FORMAT,
        ),
        deviation("against", "采用来源比台账 | its value against the ledgers", _OFF),
        text("reason", "采用理由、差异原因 | why this source, why they differ", lines=2),
        tests=(
            NO_OUTPUT,
            (
                "COUNTIFS(crosscheck_plant,[plant],crosscheck_year,[year],crosscheck_quantity,[quantity])>1",
                both("同一企业、年份、量重复 | plant, year and quantity given twice"),
            ),
            (f"COUNT({_VALUES})=0", both("没有任何来源的值 | no value of any source")),
            ('AND([chosen]<>"",[value]="")', both("采用的来源没有填值 | the source used has no value")),
            (
                'IF([quantity]=INDEX(check_quantity_list,MATCH("hgcl2",check_quantity_code,0)),'
                f"MAX({_VALUES})>1,FALSE)",
                both("质量分数大于 1：是否填了百分数？ | a fraction above 1: is it in percent?"),
            ),
            (
                f'AND({_TOO_FAR},[reason]="")',
                both(
                    "来源间离散超限，请说明采用哪一个及原因 | sources differ beyond the limit: say which is used and why"
                ),
            ),
            (
                f'AND({_OFF_LIMIT},[reason]="")',
                both("采用来源与台账不一致，请说明原因 | the source used is not what the ledgers have: say why"),
            ),
        ),
        remarks=((f"COUNT({_VALUES})<2", both("只有一个来源，尚未交叉核验 | one source only: not yet cross-checked")),),
    ),
    rows=ROWS,
    ledger=True,
    helps={
        "permit": "排污许可执行报告的实际量；许可排放量是上限，不是实际值，不填在此。"
        " | What the execution report says was emitted; the permitted amount is a ceiling and does not belong here.",
        "evidence": "每个来源的文件名与页码，用分号隔开。 | Document and page of each source, with semicolons between.",
    },
    note="离散 =（最大 − 最小）÷ 最大；单位见“核验的量”。全部为 0 视为一致。"
    " | Spread = (largest − smallest) over largest; units are named with the quantity. All zero agree.",
)
_LIMITS = panel(
    "crosscheck_limits",
    "核验限值 | Limits",
    quantity(
        "spread",
        "来源间离散的限值 | limit of the spread",
        "0–1",
        Domain(0, 1),
        value=0.1,
        format=PERCENT,
        required=True,
    ),
    quantity(
        "against",
        "采用来源与台账之差的限值 | limit against the ledgers",
        "0–1",
        Domain(0, 1),
        value=0.02,
        format=PERCENT,
        required=True,
    ),
    derived("rows", "核验的量 | quantities", "", 'COUNTIF(crosscheck_sources,">0")', format="0"),
    derived("twice", "有两个以上来源 | with two or more sources", "", 'COUNTIF(crosscheck_sources,">1")', format="0"),
    note="限值由使用者按数据质量要求确定，须在假设记录中说明。"
    " | The user sets the limits by the quality that is asked for, and says why in the log of assumptions.",
)


def _count(**more: str) -> str:
    pairs = ",".join(f"crosscheck_{key},{value}" for key, value in {"plant": "[plant]", **more}.items())
    return blank_if('[plant]=""', f"COUNTIFS({pairs})")


_STATE = in_words(
    'IF([plant]="","",IF([twice]=0,"! {}",IF([unexplained]>0,"✗ {}","✓")))',
    "尚无多来源核验 | nothing from two sources yet",
    "有超限未说明的量 | unexplained",
)
_SUMMARY = table(
    "crosscheck_plants",
    "各企业的核验情况 | Cross-checks by plant",
    "24 13 16 16 16 26",
    label("plant", "企业 | plant", 'INDEX(plants_name,{i})&""'),
    counted("asked", "核验的量 | quantities", _count(sources='">0"')),
    counted("twice", "有两个以上来源 | two or more sources", _count(sources='">1"')),
    counted("beyond", "离散超限 | beyond the limit", _count(spread='">"&crosscheck_limits_spread')),
    counted(
        "unexplained",
        "需改正的行 | rows to correct",
        blank_if('[plant]=""', 'COUNTIFS(crosscheck_plant,[plant],crosscheck_check,"✗*")'),
    ),
    calculated_text("state", "情况 | state", _STATE),
    rows=size.PLANTS,
)
SHEET = sheet("crosscheck", "交叉核验 | Cross-check", CROSSCHECK)
SUMMARY_SHEET = free_sheet("crosscheck_summary", "核验汇总 | Cross-checks", _LIMITS, _SUMMARY, page="one page")
