"""What commands work out with the workbook: combinations of alternatives, and the measures at least cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pycore.assessment import synergy
from pycore.language import Text, both
from pycore.sheets.definition import Column, Kind, Role, Sheet
from pycore.sheets.meanings import Meaning
from workbooks.coal_chemical import results as r
from workbooks.coal_chemical.measures import ROWS as MEASURES
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.coal_chemical.results import ACCOUNT_ROWS, beside, of_product
from workbooks.common import said
from workbooks.common.alternatives import COST, GROUPS
from workbooks.common.cells import at, blank_if, copy_of
from workbooks.common.closing_sheets import input_names
from workbooks.common.columns import DASH, calculated
from workbooks.common.pages import calculated_text, free_sheet, label, panel, table
from workbooks.common.quantities import graded, in_unit, percentage
from workbooks.common.written import made_from, written, written_field

COMBINATIONS = 64
"""Combinations of alternatives that are compared at most."""
_CHOSEN, _ADOPTED = "variant_groups_chosen", "measures_adopted"
_PRODUCTS = range(1, PRODUCT_ROWS + 1)
_cost = in_unit(COST, DASH)
_co2 = in_unit("tCO2/a", DASH)
_nox = in_unit("t/a", '#,##0.000;-#,##0.000;"–"')


# ── combinations of alternatives ─────────────────────────────────────────────────────────────────────────────────


def _combination() -> str:
    """The options chosen, one after the other."""
    chosen = [at(_CHOSEN, group) for group in range(1, GROUPS + 1)]
    listed = "&".join(blank_if(f'{cell}=""', f'" + "&{cell}') for cell in chosen)
    return f"MID({listed},4,600)"


def _graded(product: int) -> Iterator[Column]:
    """S and grade of a product."""
    name = at("products_product", product)
    s, grade = at("synergy_s", product), at("synergy_grade", product)
    words = f"产品{product}：{{}} | product {product}: {{}}"
    yield calculated(
        f"s{product}", both("S").within(words), "", blank_if(f'{name}=""', copy_of(s)), format="0.000", width=11
    )
    yield graded(f"grade{product}", both("等级 | grade").within(words), blank_if(f'{name}=""', copy_of(grade)))


_RESULTS = (
    calculated_text("combination", "方案组合 | combination", _combination(), meaning=Meaning.PRESENT_COMBINATION),
    in_unit("万元 | 10⁴ CNY", DASH)("investment", "投资 | investment", "SUMIFS(variants_investment,variants_chosen,1)"),
    _cost("annual_cost", "年成本 | annual cost", "SUMIFS(variants_annual_cost,variants_chosen,1)"),
    _co2("co2", "拟建 CO2 | CO2, proposed", at("accounts_proposed", ACCOUNT_ROWS["total"])),
    _nox("nox", "拟建 NOx | NOx, proposed", at("accounts_proposed", ACCOUNT_ROWS["nox"])),
    _co2("co2_after", "实施后 CO2 | CO2, after the project", at("accounts_after", ACCOUNT_ROWS["total"])),
    *(column for product in _PRODUCTS for column in _graded(product)),
)
_WIDTHS = "52 14 14 16 14 16 " + " ".join(["11 14"] * PRODUCT_ROWS)
PRESENT = table(
    "variant_present", "现选方案的结果 | Results of the options chosen now", _WIDTHS, *_RESULTS, rows=1
)  # fmt: skip
COMPARED = table(
    "variant_compared",
    "方案组合比较（由 twinledger alternatives 写入） | Combinations compared (written by twinledger alternatives)",
    _WIDTHS,
    written(_RESULTS[0], Meaning.COMPARED_COMBINATION),
    *(written(column) for column in _RESULTS[1:]),
    rows=COMBINATIONS,
    note="每行为一种组合重算整本工作簿的结果，列与上表相同；各组中“参与比较”为否的选项除外，全组都为否时取现选方案。产品顺序见“项目信息”。"
    " | Each row is the whole workbook calculated for a combination, in the columns of the table above; options that "
    "are not compared are left out, and a group of none keeps the option chosen. Products as on the sheet Project.",
)


def _comparison(entered: Sequence[str]) -> Sheet:
    """The sheet of the comparison; it depends on neither the choice nor measures adopted."""
    basis = [name for name in entered if name not in (_CHOSEN, _ADOPTED)]
    fields = made_from(
        "variant_comparison",
        [*basis, "variant_groups_kept"],
        "twinledger alternatives",
        Meaning.COMPARISON_NOW,
        Meaning.COMPARISON_FROM,
    )
    comparison = panel("variant_comparison", "比较的依据 | What the comparison was made from", *fields)
    return free_sheet(
        "combinations",
        "方案组合比较 | Combinations",
        PRESENT,
        comparison,
        COMPARED,
        page="one page",
        intro="twinledger alternatives 对“备选方案”的各组合逐一重算整本工作簿，写入紫色单元格；不改动填写的内容。"
        " | twinledger alternatives calculates the whole workbook for each combination of the sheet Alternatives and "
        "writes into the violet cells; what is filled in stays as it is.",
    )


# ── the measures at least cost ───────────────────────────────────────────────────────────────────────────────────

_ACCEPTED = said.says("[grade]", synergy.ACCEPTABLE)
_PROJECT_BASIS = f'settings_basis_code="{synergy.PROJECT}"'


def _missing(own: str, other: str, amount: str) -> Text:
    """What must go of one gas alone until the product is acceptable; a dash where no reduction of it would do."""
    left = f"IF({_PROJECT_BASIS},IF(2*[{other}]>1,[{other}]/(2*[{other}]-1),-1),2-[{other}])"
    needed = f'IF({left}<0,"–",MAX(0,[{own}]-{left})*{amount})'
    return said.in_both(lambda language: f'IF([{own}]="","",IF({_ACCEPTED[language]},0,{needed}))')


def _outcome() -> tuple[Column, ...]:
    """How far each product is from being acceptable with the measures adopted."""
    ratio, tonnes = in_unit("", "0.0000"), in_unit("t/a", '#,##0.000;-#,##0.000;"–"')
    ref = {gas: beside(f"optimised_ref_{gas}") for gas in ("nox", "ghg")}
    made = f"SUM({beside('products_proposed')})"
    half = f"0.5*10^-settings_nox_decimals/{ref['nox']}+0.5*10^-settings_ghg_decimals/{ref['ghg']}"

    def over(gas: str) -> str:
        value = beside(f"optimised_e_{gas}")
        return of_product(blank_if(f'OR({value}="",{ref[gas]}="")', f"{value}/{ref[gas]}"))

    missing = (
        _missing("ratio_ghg", "ratio_nox", f"{ref['ghg']}*{made}"),
        _missing("ratio_nox", "ratio_ghg", f"{ref['nox']}*{made}/1000"),
    )
    return (
        ratio("ratio_nox", "NOx 绩效 ÷ 先进值 | NOx over advanced", over("nox"), meaning=Meaning.RATIO_NOX),
        ratio("ratio_ghg", "CO2 绩效 ÷ 先进值 | CO2 over advanced", over("ghg"), meaning=Meaning.RATIO_GHG),
        calculated("s", "协同度 S | synergy index S", "", of_product(copy_of(beside("optimised_s"))), format="0.000"),
        graded("grade", "等级 | grade", of_product(copy_of(beside("optimised_grade"))), meaning=Meaning.RATIO_GRADE),
        percentage(
            "acceptable",
            "可接受的概率 | probability of acceptable",
            of_product(copy_of(beside("confidence_after_acceptable"))),
        ),
        tonnes("missing_co2", "只减 CO2 还差 | CO2 alone still to go", missing[0]),
        tonnes("missing_nox", "或只减 NOx 还差 | or NOx alone still to go", missing[1]),
        ratio(
            "margin",
            "判定相等的精度 | how near counts as equal",
            of_product(blank_if('[ratio_nox]=""', half)),
            helper=True,
            meaning=Meaning.RATIO_MARGIN,
        ),
    )


_OUTCOME = _outcome()
_OUTCOME_WIDTHS = "16 16 12 14 16 18 18"
DISTANCE = r.by_product(
    "distance",
    "当前采纳的措施：离可接受还有多远 | With the measures adopted now: how far from acceptable",
    f"{_OUTCOME_WIDTHS} 12",
    *_OUTCOME,
)
REACHED = table(
    "reached",
    "最低成本措施组合的结果（由 twinledger improve 写入） | With the set at least cost (written by twinledger improve)",
    f"18 {_OUTCOME_WIDTHS}",
    written(r.PRODUCT),
    *(
        written(column, Meaning.REACHED_GRADE if column.meaning is Meaning.RATIO_GRADE else None)
        for column in _OUTCOME
        if not column.helper
    ),
    rows=PRODUCT_ROWS,
    note="没有一组措施能使全部产品可接受时，写入的是差距之和最小的组合，“还差”为只减其中一种时仍需的减排量。"
    " | Where no set makes every product acceptable, that which leaves the least is written; what is still to go is "
    "what must be reduced of one gas alone.",
)
ADVISED = table(
    "advised",
    "逐项措施 | Measure by measure",
    "44 16 16 22",
    label("name", "措施 | measure", copy_of(at("measures_name", "{i}"))),
    _cost("annual_cost", "年增成本 | annual cost", blank_if('[name]=""', copy_of(at("measures_annual_cost", "{i}")))),
    calculated_text("adopted", "现采纳 | adopted now", blank_if('[name]=""', copy_of(at(_ADOPTED, "{i}")))),
    Column(
        key="advised",
        title=both("最低成本组合（写入） | in the set at least cost (written)"),
        role=Role.WRITTEN,
        kind=Kind.TEXT,
        format="General",
        meaning=Meaning.ADVISED,
    ),
    rows=MEASURES,
)


def _improvement(entered: Sequence[str]) -> Sheet:
    """The sheet of the measures at least cost; which are adopted now is no part of its basis."""
    advice = panel(
        "advice",
        "最低成本措施组合 | The set of measures at least cost",
        *made_from(
            "advice",
            [name for name in entered if name != _ADOPTED],
            "twinledger improve",
            Meaning.ADVICE_NOW,
            Meaning.ADVICE_FROM,
        ),
        written_field("said", "结论 | what was found", Meaning.ADVISED_SAID),
        written_field(
            "yearly_cost",
            "年增成本合计 | annual cost of the set",
            Meaning.ADVISED_COST,
            unit=COST,
            kind=Kind.NUMBER,
            format="#,##0.00",
        ),
    )
    return free_sheet(
        "improve",
        "达标措施组合 | Least-cost set",
        DISTANCE,
        advice,
        ADVISED,
        REACHED,
        page="one page",
        intro="twinledger improve 在“措施比选”列出的措施中找出使每个产品都可接受、年增成本最低的组合，写入紫色单元格；不改动“采纳”列。"
        "同一选项组只取一项，需要另一措施的一并采纳，减排量不大于工序排放量；缺年增成本的措施不参与。"
        " | twinledger improve finds, among the measures listed, the set that makes every product acceptable at least "
        "cost and writes it into the violet cells; the column adopted stays as it is. One measure of a group, needed "
        "measures with it, no more saved than a unit emits; measures without an annual cost take no part.",
    )


def with_decisions(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Put the sheets that the commands fill behind the measures."""
    entered = input_names(sheets)
    made = (_comparison(entered), _improvement(entered))
    return tuple(page for one in sheets for page in ((one, *made) if one.key == "measures" else (one,)))
