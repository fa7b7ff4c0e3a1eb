"""What provinces ask beside the guide: intensity by value and energy (table 3-1), and their boundaries (5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pycore.assessment.performance import INTENSITY
from pycore.equations.domain import NOT_NEGATIVE
from pycore.language import Text
from pycore.sheets.definition import Role
from pycore.sheets.formulas import by_core
from workbooks.coal_chemical.results import SITE as STAGES
from workbooks.common import said
from workbooks.common.cells import at, blank_if, either, sum_where
from workbooks.common.closing_sheets import Check, bad
from workbooks.common.columns import DASH, EVIDENCE, calculated, code_of, number
from workbooks.common.fields import derived, quantity, selection
from workbooks.common.pages import calculated_text, free_sheet, label, panel, table
from workbooks.common.quantities import in_unit

_SHAANXI = "shaanxi"
_PROVINCE = code_of("project_province", "province")


def _in(provinces: Sequence[str]) -> str:
    """Whether the project is in one of the provinces."""
    return either(f'IFERROR({_PROVINCE},"")="{province}"' for province in provinces)


# ── 5.1: what is deducted ────────────────────────────────────────────────────────────────────────────────────────

_SWITCH = panel(
    "counted",
    "核算口径（编制说明 5.1） | What is counted (note 5.1)",
    selection("exports", "扣除外供电力、热力 | power and heat sold are deducted", "yesno", value="yes"),
    selection("captured", "扣除回收利用的 CO2 | CO2 captured is deducted", "yesno", value="yes"),
    derived(
        "hint",
        "所在省份的口径 | what the province counts",
        "",
        said.first_of(
            ('project_province=""', ""),
            (
                f"AND({_in((_SHAANXI,))},counted_exports<>yesno_no)",
                "! 陕西指南未提出扣除外供电力、热力：选“否”计省级指标 | ! Shaanxi does not deduct power and heat sold: choose no",
            ),
            (
                f"AND(NOT({_in((_SHAANXI,))}),counted_exports=yesno_no)",
                "! 只有陕西指南未提出扣除外供 | ! only Shaanxi does not deduct what is sold",
            ),
            otherwise="✓",
        ),
        role=Role.CHECK,
        format="check",
    ),
    helps={
        "exports": "只决定本表的省级指标；绩效、对标和协同度按指南口径（扣除）不变。"
        " | For the indicators of this sheet only; performance, benchmarks and S keep the guide's boundary (deducted).",
        "captured": "陕西指南没有写回收利用的扣除，向主管部门确认。"
        " | The Shaanxi guide does not mention CO2 captured: ask the authority.",
    },
)


def _without(stage: str, *sources: str) -> str:
    """The total of a stage in which some deductions, which are negative, are left out."""
    added = "".join(f"-summary_{stage}_{source}_total" for source in sources)
    return f"=summary_{stage}_total_total{added}"


def _in_use(stage: str) -> str:
    sold = f"IF(counted_exports=yesno_no,summary_{stage}_power_out_total+summary_{stage}_heat_out_total,0)"
    captured = f"IF(counted_captured=yesno_no,summary_{stage}_capture_total,0)"
    return f"=summary_{stage}_total_total-{sold}-{captured}"


_IN_USE_ROW = 6
_TOTALS = (
    ("本指南（扣除外供和回收） | the guide (sold and captured deducted)", _without),
    ("宁夏（同本指南） | Ningxia (as the guide)", _without),
    ("山东征求意见稿（同本指南） | Shandong draft (as the guide)", _without),
    (
        "陕西（不扣除外供电力、热力） | Shaanxi (power and heat sold not deducted)",
        lambda stage: _without(stage, "power_out", "heat_out"),
    ),
    (
        "不扣除外供和回收 | nothing deducted",
        lambda stage: _without(stage, "power_out", "heat_out", "capture"),
    ),
    ("采用（按上面的选择） | in use (as chosen above)", _in_use),
)
_GUIDE_AFTER = "+".join(f"summary_{stage}_total_total" for stage in ("existing", "construction", "proposed")) + (
    "-summary_replaced_total_total"
)
_co2 = in_unit("tCO2", DASH)
_BOUNDARIES = table(
    "boundary_totals",
    "各口径的二氧化碳排放量 | CO2 within each boundary",
    "50 16…",
    label("item", "口径 | boundary"),
    *(_co2(stage, words) for stage, words in STAGES),
    _co2("after", "项目实施后 | after the project", "[existing]+[construction]+[proposed]-[replaced]"),
    _co2("difference", "与本指南之差 | difference from the guide", f"[after]-({_GUIDE_AFTER})"),
    filled={
        "item": [words for words, _ in _TOTALS],
        **{stage: [total(stage) for _, total in _TOTALS] for stage, _ in STAGES},
    },
)

# ── table 3-1: intensity ─────────────────────────────────────────────────────────────────────────────────────────

_FIGURES = (
    ("output", "工业总产值 | industrial output", "万元/a | 10⁴ CNY/a"),
    ("added", "工业增加值 | value added", "万元/a | 10⁴ CNY/a"),
    ("energy", "综合能耗 | energy", "tce/a"),
    ("raw", "主要原料量 | raw material", "t/a"),
)
_figure = [number(stage, words, "", NOT_NEGATIVE) for stage, words in STAGES]
_ECONOMY = table(
    "economic_figures",
    "产值、增加值、能耗和原料 | Output value, value added, energy and raw material",
    "40 20 16 16 16 16 16 30",
    label("item", "项目 | item"),
    label("measure", "单位 | unit"),
    *_figure,
    calculated(
        "after",
        "项目实施后 | after the project",
        "",
        blank_if("COUNT([existing]:[construction])=0", "SUM([existing],[construction],[proposed])-SUM([replaced])"),
    ),
    EVIDENCE,
    filled={"item": [words for _, words, _ in _FIGURES], "measure": [unit for *_, unit in _FIGURES]},
    note="有省份要求时填写；综合能耗按当量值或等价值，与节能报告一致。"
    " | To be filled in where the province asks; energy as in the energy report, by calorific or equivalent value.",
)
_REGION = panel(
    "local",
    "所在地市或区域 | The city or region",
    quantity("intensity", "碳排放强度 | carbon intensity", "tCO2/万元 | tCO2/10⁴ CNY", NOT_NEGATIVE),
    quantity("emission", "年度碳排放总量 | emission of a year", "tCO2/a", NOT_NEGATIVE),
    quantity("product", "地区生产总值 | gross regional product", "万元/a | 10⁴ CNY/a", NOT_NEGATIVE),
    quantity("margin", "达峰目标余量 | margin to the peaking goal", "tCO2/a", NOT_NEGATIVE),
    quantity("increment", "达峰年年度增量 | increment of the peaking year", "tCO2/a", NOT_NEGATIVE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator of table 3-1: who asks for it, and its formulas by column."""

    words: str
    unit: str
    provinces: str
    formulas: dict[str, str]
    not_worse: str = ""
    """The provinces in which it must not be above the existing plant after an extension or relocation."""


_USED = {stage: at(f"boundary_totals_{stage}", _IN_USE_ROW) for stage in ("existing", "proposed", "after")}


def _not_positive(cell: str) -> str:
    """Whether a cell has no number above 0; SUM of a text and N of a blank are errors in some programs."""
    return f"IF(ISNUMBER({cell}),{cell}<=0,TRUE)"


def _intensity(figure: str) -> dict[str, str]:
    row = [key for key, *_ in _FIGURES].index(figure) + 1
    cells = {stage: at(f"economic_figures_{stage}", row) for stage in _USED}
    return {
        stage: "=" + blank_if(_not_positive(cells[stage]), by_core(INTENSITY, _USED[stage], cells[stage]))
        for stage in _USED
    }


def _of_region(value: str, *needed: str) -> dict[str, str]:
    """An indicator of the project; blank while a figure that it needs is blank or 0."""
    return {"proposed": "=" + blank_if(either(_not_positive(cell) for cell in needed), value)}


_ADDED = at("economic_figures_proposed", 2)
_MORE = f"({_USED['after']}-{_USED['existing']})"
_MORE_ADDED = f"SUM({at('economic_figures_after', 2)})-SUM({at('economic_figures_existing', 2)})"
INDICATORS = (
    Indicator(
        words="单位工业总产值碳排放 | CO2 by output value",
        unit="tCO2/万元 | tCO2/10⁴ CNY",
        provinces="zhejiang jiangsu hainan shanghai",
        formulas=_intensity("output"),
        not_worse="shanghai",
    ),
    Indicator(
        words="单位工业增加值碳排放 | CO2 by value added",
        unit="tCO2/万元 | tCO2/10⁴ CNY",
        provinces="zhejiang jiangsu hainan guangxi shanxi shanghai",
        formulas=_intensity("added"),
        not_worse="zhejiang shanghai",
    ),
    Indicator(
        words="单位能耗碳排放 | CO2 by energy",
        unit="tCO2/tce",
        provinces="zhejiang jiangsu hainan",
        formulas=_intensity("energy"),
    ),
    Indicator(
        words="单位原料碳排放 | CO2 by raw material",
        unit="tCO2/t",
        provinces="hainan",
        formulas=_intensity("raw"),
    ),
    Indicator(
        words="项目与地市碳排放强度之比 | intensity over that of the city",
        unit="",
        provinces="guangxi",
        formulas=_of_region(f"{_USED['proposed']}/{_ADDED}/local_intensity", _ADDED, "local_intensity"),
    ),
    Indicator(
        words="排放总量占地市达峰目标余量 | total over the margin to the peaking goal",
        unit="",
        provinces="guangxi",
        formulas=_of_region(f"{_USED['proposed']}/local_margin", "local_margin"),
    ),
    Indicator(
        words="对区域碳排放强度的影响 | effect on the region's intensity",
        unit="",
        provinces="shanxi",
        formulas=_of_region(
            f"(local_emission+{_MORE})/(local_product+{_MORE_ADDED})/(local_emission/local_product)-1",
            "local_emission",
            "local_product",
            _ADDED,
        ),
    ),
    Indicator(
        words="占区域年度碳排放总量 | share of the region's emission",
        unit="",
        provinces="shanxi",
        formulas=_of_region(f"{_USED['proposed']}/local_emission", "local_emission"),
    ),
    Indicator(
        words="占区域达峰年年度增量 | share of the increment of the peaking year",
        unit="",
        provinces="shanxi",
        formulas=_of_region(f"{_USED['proposed']}/local_increment", "local_increment"),
    ),
    Indicator(
        words="污染治理设施的二氧化碳净减排 | net CO2 saved by pollution control",
        unit="tCO2",
        provinces="shanxi",
        formulas={
            "proposed": "=-"
            + sum_where(
                "measures",
                "d_co2",
                adopted="yesno_yes",
                kind='INDEX(measure_kind_list,MATCH("end",measure_kind_code,0))',
            )
        },
    ),
)


def _asked(indicator: Indicator) -> str:
    return "=" + blank_if('project_province=""', f"IF({_in(indicator.provinces.split())},yesno_yes,yesno_no)")


def _verdict(indicator: Indicator) -> Text:
    cases = [('[proposed]=""', "✗ 本省要求，缺数据 | ✗ the province asks for it: figures missing")]
    if indicator.not_worse:
        compared = f"{_in(indicator.not_worse.split())},ISNUMBER([existing]),ISNUMBER([after])"
        cases.append((f"AND({compared},[after]>[existing])", "✗ 实施后高于现有项目 | ✗ above the existing plant"))
    verdict = said.first_of(("[asked]<>yesno_yes", ""), *cases, otherwise="✓")
    return said.or_error(verdict, "✗ 计算出错 | ✗ error").within("={}")


_number = in_unit("", "#,##0.0000")
_INTENSITY = table(
    "provincial",
    "省级指标（编制说明 表 3-1） | Indicators of the provinces (note, table 3-1)",
    "46 20 14 16 16 16 34",
    label("item", "指标 | indicator"),
    label("measure", "单位 | unit"),
    calculated_text("asked", "所在省份要求 | asked here"),
    _number("existing", "现有 | existing"),
    _number("proposed", "拟建 | proposed"),
    _number("after", "项目实施后 | after the project"),
    calculated_text("verdict", "检查 | check", role=Role.CHECK),
    filled={
        "item": [indicator.words for indicator in INDICATORS],
        "measure": [indicator.unit for indicator in INDICATORS],
        "asked": [_asked(indicator) for indicator in INDICATORS],
        **{
            stage: [indicator.formulas.get(stage, "–") for indicator in INDICATORS]
            for stage in ("existing", "proposed", "after")
        },
        "verdict": [_verdict(indicator) for indicator in INDICATORS],
    },
    note="排放量取上面“采用”的口径。环办环评函〔2021〕346 号试点也列产品、产值和增加值三项。区域强度的影响 = 实施后区域强度 ÷ 实施前 − 1（按字面理解，编制说明未给出公式）。"
    " | Emissions are those in use above. The pilot of 2021, no. 346, lists product, output value and value added too. "
    "The effect on the region's intensity is that after over that before, less 1 (as the words say: the note has no "
    "formula).",
)

PROVINCIAL = free_sheet(
    "provincial",
    "省级指标与口径 | Provincial",
    _SWITCH,
    _BOUNDARIES,
    _ECONOMY,
    _REGION,
    _INTENSITY,
    tab="input",
    page="one page",
    intro="部分省份要求的指标和核算口径的差别；不影响指南的绩效、对标和协同度。"
    " | Indicators that some provinces ask for, and how their boundaries differ; performance, benchmarks and S of the "
    "guide are not affected.",
)

CHECKS: tuple[Check, ...] = (
    (
        "所在省份要求的指标缺数据或高于现有 | indicators that the province asks for: missing or above existing",
        bad("provincial_verdict"),
        "provincial",
    ),
)
NOTES: tuple[Check, ...] = (
    ("省级核算口径与所在省份不同 | boundary that is not the province's", 'COUNTIF(counted_hint,"!*")', "provincial"),
)
