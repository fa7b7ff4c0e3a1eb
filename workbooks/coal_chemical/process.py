"""Performance by process: what each process unit emits for each unit of what it makes (explanatory note, 4.5.3).

What a unit makes follows from the carbon ledger: the materials of the product that the unit is for, or the synthesis
gas that it hands on. Another material of the ledger can be chosen; what has no carbon, such as oxygen, steam or power,
is entered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pycore.assessment.performance import INTENSITY
from pycore.equations.domain import NOT_NEGATIVE
from pycore.language import Text, both
from pycore.sheets.definition import Role, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.coal_chemical.lists import GROUP_MATERIALS, GROUP_UNITS, LISTS
from workbooks.coal_chemical.results import SHOWN, UNIT, against_existing
from workbooks.common import said
from workbooks.common.cells import at, blank_if, sum_where
from workbooks.common.columns import DASH, EVIDENCE, choice, number, text
from workbooks.common.formulas import is_one_of
from workbooks.common.pages import calculated_text, free_sheet, table
from workbooks.common.quantities import in_unit

SYNGAS = "syngas"
_STAGES = {
    "existing": "现有 | existing",
    "construction": "在建 | under construction",
    "proposed": "拟建 | proposed",
    "replaced": "替代 | replaced",
}
_GASES = ("fuel_gas", SYNGAS, "sng")
"""Materials that the ledger counts in 10⁴ Nm³."""
_GROUP_WORDS = {
    "methanol": "甲醇 | methanol",
    "olefins": "烯烃 | olefins",
    "sng": "天然气 | SNG",
    "oil": "油品 | oil products",
    "ethylene_glycol": "乙二醇 | ethylene glycol",
}
_MATERIAL_CODES = [code for code, _ in next(one for one in LISTS if one.key == "material").entries]
_GROUP_OF = {unit: group for group, units in GROUP_UNITS.items() for unit in units}
_OWN = ",".join(f"[own_{stage}]" for stage in _STAGES)

# ── what the units make ──────────────────────────────────────────────────────────────────────────────────────────


def _made_of(unit: str) -> tuple[str, ...]:
    """The materials that a unit makes where nothing else is said."""
    group = _GROUP_OF.get(unit)
    return GROUP_MATERIALS[group] if group else (SYNGAS,)


def _booked(row: int, stage: str, material: str) -> str:
    """What leaves a unit in products as one material, by the carbon ledger."""
    unit = at("unit_list", row)
    of_row = {"stage": f"stage_{stage}", "unit": unit, "direction": "direction_product"}
    return sum_where("carbon", "quantity", **of_row, material=material)


def _label(material: str) -> str:
    return at("material_list", _MATERIAL_CODES.index(material) + 1)


def _by_ledger(row: int, unit: str, stages: Iterable[str]) -> str:
    return "+".join(_booked(row, stage, _label(material)) for stage in stages for material in _made_of(unit))


def _output(row: int, unit: str, stage: str) -> str:
    chosen = f'IF([makes]<>"",{_booked(row, stage, "[makes]")},{_by_ledger(row, unit, (stage,))})'
    return f"=IF(COUNT({_OWN})>0,SUM([own_{stage}]),{chosen})"


def _product(row: int, unit: str) -> Text:
    """What a unit makes, in words; nothing where neither the ledger nor the user says it."""
    group = _GROUP_OF.get(unit, "")
    known = said.quoted(_GROUP_WORDS.get(group, group) if group else "合成气 | synthesis gas")
    found = said.if_then(f"{_by_ledger(row, unit, _STAGES)}=0", '""', known)
    return said.if_then(f"COUNT({_OWN})>0", "[own_product]", said.if_then('[makes]<>""', "[makes]", found)).within(
        "={}"
    )


def _measure(unit: str) -> Text:
    gas = _made_of(unit)[0] in _GASES
    chosen = said.first_of((is_one_of("[makes]", "material", _GASES), "10⁴Nm³ | 10⁴ Nm³"), otherwise="t")
    own = said.if_then('[makes]<>""', chosen, said.quoted("10⁴Nm³ | 10⁴ Nm³" if gas else "t"))
    return said.if_then('[product]=""', '""', said.if_then(f"COUNT({_OWN})>0", "[own_measure]", own)).within("={}")


def _emits(*stages: str) -> str:
    return "+".join(f"INDEX(summary_{stage}_activity,{{i}})" for stage in stages)


_EMITTING = ("existing", "construction", "proposed")
_WITHOUT = "OR({})".format(",".join(f"AND({_emits(stage)}>0,[{stage}]<=0)" for stage in _EMITTING))
_CHECK = said.first_of(
    (f"COUNT({_OWN})<COUNTA({_OWN})", "✗ 自填产出不是数值 | ✗ an output is not a number"),
    (
        f'AND(COUNT({_OWN})>0,OR([own_product]="",[own_measure]=""))',
        "✗ 自填产出缺名称或单位 | ✗ name or unit of the output missing",
    ),
    (f'AND(COUNT({_OWN})>0,[evidence]="")', "✗ 自填产出缺佐证材料 | ✗ evidence of the output missing"),
    (f'AND(COUNT({_OWN})>0,[makes]<>"")', "✗ 物料和自填产出只填一种 | ✗ choose a material or enter an output"),
    (f"{_emits(*_EMITTING)}=0", ""),
    (_WITHOUT, "! 有排放但没有产出量，不计算绩效 | ! emits, no output given: no performance"),
    otherwise="✓",
)

output = in_unit("见单位 | see unit", '#,##0;-#,##0;"–"')


def _made_table(codes: Sequence[str]) -> Table:
    """Return what the process units of these codes make."""
    return table(
        "made",
        "各工序的产出 | What the process units make",
        "24 20 12 14 14 14 14 24 20 14 14 14 14 14 26 34",
        UNIT,
        calculated_text("product", "产出 | what is made"),
        calculated_text("measure", "单位 | unit"),
        *(output(stage, both(words).within("产出量：{} | output: {}")) for stage, words in _STAGES.items()),
        choice("makes", "改选碳流物料 | another material", "material", blank="空白按台账 | blank: as the ledger says"),
        text("own_product", "自填：产出名称 | entered: what is made"),
        text("own_measure", "自填：单位 | entered: unit"),
        *(
            number(
                f"own_{stage}",
                both(words).within("自填产出：{} | entered output: {}"),
                "见单位 | see unit",
                NOT_NEGATIVE,
                format="#,##0",
            )
            for stage, words in _STAGES.items()
        ),
        EVIDENCE,
        calculated_text("check", "检查 | check", said.or_error(_CHECK, "✗ 计算出错 | ✗ error"), role=Role.CHECK),
        filled={
            "product": [_product(row, unit) for row, unit in enumerate(codes, 1)],
            "measure": [_measure(unit) for unit in codes],
            **{stage: [_output(row, unit, stage) for row, unit in enumerate(codes, 1)] for stage in _STAGES},
        },
        note="产出取碳流台账中该工序的“产品带出”：产品工序为其产品，其他工序为合成气；也可改选物料，或自填不含碳的产出（氧气、蒸汽、电力等，按名称和单位填）。"
        "没有产出的工序（如公用工程）不计算绩效。"
        " | The output is what leaves the unit in products by the carbon ledger: its product, or synthesis gas for the "
        "other units. Choose another material, or enter an output without carbon (oxygen, steam, power; with name and "
        "unit). Units without an output, such as utilities, have no performance.",
    )


# ── their performance ────────────────────────────────────────────────────────────────────────────────────────────

emission = in_unit("tCO2", DASH)
performance = in_unit("tCO2/产出单位 | tCO2 per unit of output", f"0.{'0' * SHOWN}")
_SAVED = "INDEX(effect_d_co2,{i})"


def _made(*stages: str) -> str:
    return "+".join(at(f"made_{stage}", "{i}") for stage in stages)


_MADE_AFTER = f"({_made(*_EMITTING)}-{at('made_replaced', '{i}')})"


def _per(emitted: str, made: str) -> str:
    """The performance of a unit; blank where it makes nothing."""
    return blank_if(f'OR([product]="",{made}<=0)', by_core(INTENSITY, emitted, made))


_VERDICT = against_existing("[e_existing]", "[e_after]", "MAX([e_after],[e_after_optimised])")


def _performance_table(units: int) -> Table:
    """Return the performance of so many process units."""
    return table(
        "process",
        "各工序温室气体排放绩效 | GHG performance of the process units",
        "24 20 12 14 14 14 24 20 14 14 14 14 30",
        UNIT,
        calculated_text("product", "产出 | what is made", at("made_product", "{i}")),
        calculated_text("measure", "单位 | unit", at("made_measure", "{i}")),
        emission("existing", "现有 CO2 | CO2, existing", at("summary_existing_total", "{i}")),
        emission("proposed", "拟建 CO2 | CO2, proposed", at("summary_proposed_total", "{i}")),
        emission(
            "after",
            "实施后 CO2 | CO2, after the project",
            f"[existing]+{at('summary_construction_total', '{i}')}+[proposed]-{at('summary_replaced_total', '{i}')}",
        ),
        emission("saved", "措施变化 | change by measures", _SAVED),
        performance("e_existing", "现有绩效 | existing", _per("[existing]", at("made_existing", "{i}"))),
        performance("e_proposed", "拟建绩效 | proposed", _per("[proposed]", at("made_proposed", "{i}"))),
        performance(
            "e_optimised",
            "拟建、采纳措施后 | proposed, with measures",
            _per("[proposed]+[saved]", at("made_proposed", "{i}")),
        ),
        performance("e_after", "实施后 | after the project", _per("[after]", _MADE_AFTER)),
        performance(
            "e_after_optimised",
            "实施后、采纳措施后 | after the project, with measures",
            _per("[after]+[saved]", _MADE_AFTER),
        ),
        calculated_text("verdict", "与现有工程比较 | against existing", said.or_error(_VERDICT), role=Role.CHECK),
        rows=units,
        note="绩效 = 工序边界内排放量（扣除外供和回收）÷ 产出。实施后 = 现有 + 在建 + 拟建 − 替代削减。"
        "项目边界小于工序时，以整个工序为边界。是否高于按未修约的数值判定。"
        " | Performance = emission within the unit (less what is sold or captured) / output. After = existing + under "
        "construction + proposed − replaced. Where the project is smaller than a process unit, the whole unit is the "
        "boundary. The exact numbers decide what is above, not those shown.",
    )


def process_sheet(codes: Sequence[str]) -> Sheet:
    """Return the sheet of the performance of the process units of these codes."""
    return free_sheet(
        "process",
        "工序绩效 | Process performance",
        _made_table(codes),
        _performance_table(len(codes)),
        page="one page",
        intro="编制说明 4.5.3：评价主要工序的温室气体排放绩效；改扩建及异地迁建后各工序绩效原则上不高于现有工程，高于的在“差距说明”说明。"
        " | Note, 4.5.3: the main process units are assessed by their GHG performance; after an extension or "
        "relocation it "
        "is in principle not above that of the existing plant; what is above is explained on the sheet Gaps.",
    )
