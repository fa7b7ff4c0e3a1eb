"""What is above the advanced values, a published level or the existing plant, each with the explanation it wants.

The explanatory note (4.5.3) asks for one wherever the performance of a product or a process is above. Every product and
process has a row of its own, so that an explanation stays with what it is of.
"""

from __future__ import annotations

from pycore.assessment.performance import INTENSITY
from pycore.equations.domain import NOT_NEGATIVE
from pycore.language import Text, both
from pycore.sheets.definition import Role, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.coal_chemical.process import performance
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.coal_chemical.results import ABOVE, SHOWN, UNIT
from workbooks.common import said
from workbooks.common.cells import at, blank_if, copy_of, in_words, is_blank
from workbooks.common.closing_sheets import Check, bad
from workbooks.common.columns import EVIDENCE, calculated, number, text
from workbooks.common.fields import derived, verdict
from workbooks.common.pages import calculated_text, free_sheet, label, panel, table
from workbooks.common.quantities import deviation, in_unit

SHORTEST = 10
"""Characters of an explanation; a word like 已说明 is none."""


def _existing_optimised(product: int) -> str:
    """The performance of a product after the project and the measures adopted."""
    after, made = at("versus_after_co2", product), at("versus_after_output", product)
    saved = f"SUM({at('optimised_d_co2', product)})"
    return blank_if(f'{at("versus_after_ghg", product)}=""', by_core(INTENSITY, f"({after}+{saved})", made))


def _advanced(indicator: str, product: int) -> tuple[str, str, str]:
    names = (f"performance_e_{indicator}", f"synergy_ref_{indicator}", f"optimised_e_{indicator}")
    value, reference, optimised = (copy_of(at(name, product)) for name in names)
    return value, reference, optimised


def _against_existing(product: int) -> tuple[str, str, str]:
    value, reference = (copy_of(at(f"versus_{of}_ghg", product)) for of in ("after", "existing"))
    return value, reference, _existing_optimised(product)


def _over_rounded(value: str, decimals: str) -> str:
    return f"ROUND({value},{decimals})>ROUND([held_against],{decimals})"


def _over(value: str, reference: str) -> str:
    return f"{value}-{reference}>{ABOVE}*ABS({reference})"


_BASES = (
    ("ghg", "CO2 绩效：指南先进值（拟建） | CO2: advanced value of the guide (proposed)", "t", "settings_ghg_decimals"),
    (
        "nox",
        "NOx 绩效：指南先进值（拟建） | NOx: advanced value of the guide (proposed)",
        "kg",
        "settings_nox_decimals",
    ),
    ("existing", "CO2 绩效：现有工程（实施后） | CO2: existing plant (after the project)", "t", ""),
)
_ROWS = [(product, *basis) for product in range(1, PRODUCT_ROWS + 1) for basis in _BASES]
GAP_ROWS = {
    basis: [row for row, (_, of, *_) in enumerate(_ROWS, 1) if of == basis] for basis in ("ghg", "nox", "existing")
}
"""The rows of the table of gaps by what they compare, counted from 1."""


def _values(product: int, basis: str) -> tuple[str, str, str]:
    return _against_existing(product) if basis == "existing" else _advanced(basis, product)


def _is_over(value: str, decimals: str) -> str:
    """Whether a value is above what it is held against: at the decimals set, or by the exact numbers."""
    return _over_rounded(value, decimals) if decimals else _over(value, "[held_against]")


def _above(decimals: str) -> str:
    """1 where the project, or what it is with its measures, is above; 0 where not; blank where nothing is there."""
    with_measures = f"IF([above_with]=1,TRUE,{_is_over('[value]', decimals)})"
    return "=" + blank_if('OR([product]="",NOT(ISNUMBER([held_against])),[value]="")', f"IF({with_measures},1,0)")


def _above_with(decimals: str) -> str:
    """The same of what it is with its measures alone; blank where they come to no number."""
    return "=" + blank_if("COUNT([optimised],[held_against])<2", f"IF({_is_over('[optimised]', decimals)},1,0)")


_EXPLAINED = f"LEN(TRIM([explanation]))>={SHORTEST}"
_STATED = said.if_then(
    "[above]=1", said.if_then('[explanation]=""', said.quoted("待说明 | to be explained"), "[explanation]"), '""'
)
"""For the report, where a row stands by what is calculated: an explanation that is missing is to be seen there."""
_MISSING = both("✗ 高于，须作合理说明（不少于 10 字） | ✗ above: explain it (10 characters at least)")


def _product(product: int) -> str:
    return "=" + copy_of(at("products_product", product))


def _basis(product: int, words: str) -> Text:
    """What is compared; nothing where there is no product."""
    return said.quoted(words).within("=" + blank_if(f'{at("products_product", product)}=""', "{}"))


_SHOWN_HERE = SHOWN + 1
_RATIO = in_unit("t 或 kg/产品单位 | t or kg per unit", f"0.{'0' * _SHOWN_HERE}")
GAP = table(
    "gap",
    "产品：先进值与现有工程 | Products: advanced values and existing plant",
    "18 40 13 13 13 13 9 60 26 34 12 12",
    label("product", "产品 | product"),
    label("basis", "比较内容 | what is compared"),
    _RATIO("value", "项目绩效 | performance of the project"),
    _RATIO("held_against", "参考值 | reference"),
    deviation(
        "deviation",
        "相对偏差 | relative deviation",
        blank_if(
            f'OR([product]="",{is_blank("[value]", "[held_against]")},NOT(ISNUMBER([held_against])))',
            "[value]/[held_against]-1",
        ),
    ),
    _RATIO("optimised", "采纳措施后 | with measures"),
    calculated("above", "高于（1 是，0 否） | above (1: yes)", "", "", format="0"),
    text("explanation", "合理说明 | explanation", lines=2),
    EVIDENCE,
    calculated_text(
        "check",
        "检查 | check",
        said.or_error(
            said.first_of(
                ('[above]=""', ""),
                ("[above]=0", "✓ 不高于 | ✓ not above"),
                (f"NOT({_EXPLAINED})", _MISSING),
                ("[above_with]=0", "! 高于，已说明；采纳措施后不高于 | ! above, explained; not above with measures"),
                (
                    f"ROUND([value],{_SHOWN_HERE})=ROUND([held_against],{_SHOWN_HERE})",
                    "! 高于（显示位数内相等），已说明 | ! above though equal as shown, explained",
                ),
                otherwise="! 高于，已说明 | ! above, explained",
            ),
            "✗ 计算出错 | ✗ error",
        ),
        role=Role.CHECK,
    ),
    calculated_text("stated", "说明（报告用） | explanation (for the report)", said.or_error(_STATED), helper=True),
    calculated("above_with", "采纳措施后高于 | above with measures", "", "", format="0", helper=True),
    filled={
        "product": [_product(product) for product, *_ in _ROWS],
        "basis": [_basis(product, words) for product, _, words, *_ in _ROWS],
        "value": ["=" + _values(product, basis)[0] for product, basis, *_ in _ROWS],
        "held_against": ["=" + _values(product, basis)[1] for product, basis, *_ in _ROWS],
        "optimised": ["=" + _values(product, basis)[2] for product, basis, *_ in _ROWS],
        "above": [_above(decimals) for *_, decimals in _ROWS],
        "above_with": [_above_with(decimals) for *_, decimals in _ROWS],
    },
    note="与先进值比较时按“项目信息”的小数位数判定；与现有工程比较的是项目实施后的绩效，按未修约的数值判定。项目本身高于参考值的，即使采纳措施后不高于，也要说明。"
    " | Advanced values are compared at the decimals set on the sheet Project; the existing plant is compared with the "
    "state after the project, by the exact numbers. What the project itself is above is explained even where "
    "the measures adopted bring it "
    "down.",
)


def _cell(name: str) -> str:
    return copy_of(at(f"process_{name}", "{i}"))


def _flag(value: str, optimised: str, reference: str) -> str:
    """1 where a process is above its reference, with the measures or without."""
    with_measures = f"IF(ISNUMBER([{optimised}]),{_over(f'[{optimised}]', f'[{reference}]')},FALSE)"
    return blank_if(
        f"COUNT([{value}],[{reference}])<2", f"IF(OR({_over(f'[{value}]', f'[{reference}]')},{with_measures}),1,0)"
    )


_ABOVE_EXISTING = _flag("after", "after_optimised", "existing")
_ABOVE_LEVEL = _flag("proposed", "optimised", "level")
_UNIT_CHECK = said.first_of(
    ('AND([level]<>"",NOT(ISNUMBER([level])))', "✗ 绩效水平值不是数值 | ✗ the level is not a number"),
    ('AND([level]<>"",[level_source]="")', "✗ 绩效水平值缺来源 | ✗ source of the level missing"),
    ('[above]=""', ""),
    ("[above]=0", "✓ 不高于 | ✓ not above"),
    (f"NOT({_EXPLAINED})", _MISSING),
    otherwise="! 高于，已说明 | ! above, explained",
)


def _gap_units(units: int) -> Table:
    """Return the gaps of so many process units."""
    return table(
        "unitgap",
        "工序：现有工程与公开发布的绩效水平值 | Process units: existing plant and published levels",
        "20 40 13 13 13 13 9 60 26 34 13 24 13 10 10 12",
        UNIT,
        calculated_text("product", "产出（单位） | what is made (unit)", blank_if(
            'INDEX(process_product,{i})=""', 'INDEX(process_product,{i})&" "&INDEX(process_measure,{i})'
        )),
        performance("existing", "现有绩效 | existing", _cell("e_existing")),
        performance("after", "实施后 | after the project", _cell("e_after")),
        performance("after_optimised", "实施后、采纳措施后 | after, with measures", _cell("e_after_optimised")),
        performance("proposed", "拟建绩效 | proposed", _cell("e_proposed")),
        calculated(
            "above",
            "高于（1 是，0 否） | above (1: yes)",
            "",
            blank_if("COUNT([above_existing],[above_level])=0", "MAX([above_existing],[above_level])"),
            format="0",
        ),
        text("explanation", "合理说明 | explanation", lines=2),
        EVIDENCE,
        calculated_text("check", "检查 | check", said.or_error(_UNIT_CHECK, "✗ 计算出错 | ✗ error"), role=Role.CHECK),
        number(
            "level",
            "公开发布的绩效水平值 | published level",
            "tCO2/产出单位 | tCO2 per unit of output",
            NOT_NEGATIVE,
            format="0.000",
            help=both(
                "国家或省主管部门公开发布的工序绩效水平值；如山东（征求意见稿）甲醇制烯烃一级 1.2、二级 2.0。 | Level of a process that "
                "the state or the province has published; Shandong (draft) has 1.2 and 2.0 for methanol to olefins."
            ),
        ),
        text("level_source", "水平值来源 | source of the level"),
        performance("optimised", "拟建、采纳措施后 | proposed, with measures", _cell("e_optimised")),
        calculated("above_existing", "高于现有 | above existing", "", _ABOVE_EXISTING, format="0"),
        calculated("above_level", "高于水平值 | above the level", "", _ABOVE_LEVEL, format="0"),
        calculated_text("stated", "说明（报告用） | explanation (for the report)", said.or_error(_STATED), helper=True),
        rows=units,
    )  # fmt: skip


OPEN = f"{bad('gap_check')}+{bad('unitgap_check')}"
"""How many gaps are not explained, or cannot be told."""
_STATUS = in_words(
    'IF(gaps_unexplained>0,"✗ {} "&gaps_unexplained,IF(gaps_above=0,"✓ {}","! {} "&gaps_above))',
    "高于参考值、待说明的项数： | above a reference and not explained:",
    "没有高于参考值的产品和工序 | no product or process above a reference",
    "高于参考值、均已说明的项数： | above a reference, all explained:",
)
SUMMARY = panel(
    "gaps",
    "总览 | Overview",
    derived(
        "above", "高于参考值的项数 | above a reference", "", "COUNTIF(gap_above,1)+COUNTIF(unitgap_above,1)", format="0"
    ),
    derived("unexplained", "待说明的项数 | to be explained", "", OPEN, format="0"),
    verdict("status", "结果 | result", _STATUS),
)


def gaps_sheet(units: int) -> Sheet:
    """Return the sheet of what is above a reference, by product and by so many process units."""
    return free_sheet(
        "gaps",
        "差距说明 | Gaps",
        SUMMARY,
        GAP,
        _gap_units(units),
        tab="input",
        page="one page",
        intro="编制说明 4.5.3：绩效高于先进值、公开发布的绩效水平值或现有工程的产品和工序，应进行合理说明。每项在本表说明原因（原料与煤质、工艺路线、能源结构、规模与负荷、设定条件差异等）和改进安排。"
        " | Note, 4.5.3: products and process units whose performance is above the advanced value, a published level "
        "or "
        "the "
        "existing plant want an explanation: say why (coal, route, energy, scale and load, conditions that differ) and "
        "what is planned.",
    )


CHECKS: tuple[Check, ...] = (
    (
        "高于先进值或现有工程、缺说明的产品 | products above the advanced value or the existing plant, not explained",
        bad("gap_check"),
        "gaps",
    ),
    (
        "高于现有工程或水平值、缺说明的工序 | process units above the existing plant or a level, not explained",
        bad("unitgap_check"),
        "gaps",
    ),
    ("工序产出需改正的行 | outputs of process units to correct", bad("made_check"), "process"),
)
NOTES: tuple[Check, ...] = (
    (
        "高于参考值、已说明的项 | above a reference, explained",
        'COUNTIF(gap_check,"!*")+COUNTIF(unitgap_check,"!*")',
        "gaps",
    ),
    ("有排放但没有产出量的工序 | process units that emit and have no output", 'COUNTIF(made_check,"!*")', "process"),
)
