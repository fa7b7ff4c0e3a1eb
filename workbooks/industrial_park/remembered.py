"""Which factors of the library that are remembered (flag M) the workbook uses: they are to be confirmed.

The count of a factor is of the ledger rows that take it from the library; rows with an own value, and factors that are
replaced in the factor sheet, do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from pycore.library import Factor, library
from pycore.sheets.definition import Role, Sheet, Table
from workbooks.common.cells import at, blank_if
from workbooks.common.columns import calculated, figure
from workbooks.common.pages import COUNT, calculated_text, counted, label, sheet, table
from workbooks.common.said import first_of
from workbooks.industrial_park.lists import GUIDE_KEY, LISTS

_REMEMBERED = "M"
_LINES = (
    ("technology", "fuels"),
    ("biomass_line", "biomass"),
    ("fugitive_line", "fugitive"),
    ("process_line", "process"),
    ("acid_line", "nitric"),
)
"""Lists of the guide's lines, and the ledger in which each is chosen."""
_OWN = {
    "biomass": ("factor1_own", "factor2_own"),
    "fugitive": ("factor1_own",),
    "process": ("factor1_own", "factor2_own"),
    "nitric": ("emission_factor_own", ""),
}
"""Columns whose value replaces the first and the second factor of a line; the ledger of fuels has none."""
_FIXED = {
    "process.clinker.CO2": ("clinker", "clinker", "emission_factor_own"),
    "process.limestone_flux.CO2": ("steel", "limestone", "limestone_factor_own"),
    "process.dolomite_flux.CO2": ("steel", "dolomite", "dolomite_factor_own"),
    "process.pig_iron.carbon": ("steel", "pig_iron", "pig_iron_carbon_own"),
    "process.crude_steel.carbon": ("steel", "crude_steel", "crude_steel_carbon_own"),
    "process.glass.calcination": ("glass", "consumption", "calcination_own"),
}
"""Factors of the ledgers with an equation of their own: ledger, amount, own value."""


def _codes(list_key: str) -> set[str]:
    return {code for item in LISTS if item.key == list_key for code, _ in item.entries}


def _label(list_key: str, code: str) -> str:
    return f'INDEX({list_key}_list,MATCH("{code}",{list_key}_code,0))'


def _rows(*pairs: tuple[str, str]) -> str:
    return "COUNTIFS(" + ",".join(f"{cells},{criterion}" for cells, criterion in pairs) + ")"


def _blank(ledger: str, column: str) -> tuple[tuple[str, str], ...]:
    return ((f"{ledger}_{column}", '""'),) if column else ()


def _of_lines(id: str) -> Iterator[str]:
    """Rows in which a line of the guide is chosen that takes the factor."""
    for source in library().guide(GUIDE_KEY).sources():
        for place, line in enumerate(source.lines):
            if id not in line.factor_ids.values():
                continue
            for lines, ledger in _LINES:
                if source.key in _codes(lines):
                    own = _OWN[ledger][place] if ledger in _OWN else ""
                    yield _rows((f"{ledger}_method", f'MATCH("{source.key}",methods_key,0)'), *_blank(ledger, own))


def _of_fuel(id: str) -> Iterator[str]:
    """Rows with the fuel, while its set is the one in use; by-product gas displaces fuel too."""
    if not id.startswith("fuel."):
        return
    _, chosen, fuel, parameter = id.split(".")
    if fuel in _codes("fuel"):
        of_fuel = _label("fuel", fuel)
        rows = _rows(("fuels_fuel", of_fuel), *_blank("fuels", f"{parameter}_own"))
        displaced = _rows(("reductions_fuel", of_fuel), *_blank("reductions", "factor_own"))
        yield f"IF(settings_fuel_set={_label('fuel_set', chosen)},{rows}+{displaced},0)"


def _of_choice(id: str) -> Iterator[str]:
    """Rows in which a treatment of waste water or an abatement is chosen."""
    for prefix, suffix, list_key, cells, ledger, own in (
        ("wastewater.mcf.", "", "treatment", "wastewater_treatment", "wastewater", "mcf_own"),
        ("abatement.", ".removal", "abatement", "nitric_abatement", "nitric", "removal_own"),
    ):
        if id.startswith(prefix) and id.endswith(suffix):
            code = id.removeprefix(prefix).removesuffix(suffix)
            if code in _codes(list_key):
                yield _rows((cells, _label(list_key, code)), *_blank(ledger, own))


def _of_amount(id: str) -> Iterator[str]:
    if id in _FIXED:
        ledger, amount, own = _FIXED[id]
        yield _rows((f"{ledger}_{amount}", '">0"'), *_blank(ledger, own))
    if id == "constant.co2_density":
        yield _rows(("reductions_kind", "reduction_capture"), *_blank("reductions", "factor_own"))


def _uses(id: str) -> str:
    """A formula for the rows that use a factor; blank where no ledger can."""
    return "+".join((*_of_lines(id), *_of_fuel(id), *_of_choice(id), *_of_amount(id)))


def remembered_factors() -> tuple[Factor, ...]:
    """The remembered factors that a ledger of this workbook can use."""
    return tuple(f for f in library().factors.values() if f.flag == _REMEMBERED and _uses(f.id))


def _of_factor(column: str) -> str:
    return at(f"factors_{column}", "MATCH([id],factors_id,0)")


def _in_use(column: str) -> str:
    """What the remembered factor says that is the i-th in use."""
    return blank_if("{i}>COUNT(remembered_order)", at(f"remembered_{column}", "SMALL(remembered_order,{i})"))


def unconfirmed_table() -> Table:
    """The remembered factors in use, in the order of the library."""
    to_be_confirmed = first_of(('[rows]=""', ""), otherwise="! 待确认 | ! to be confirmed")
    return table(
        "unconfirmed",
        "待确认因子（凭记忆、正在使用） | Factors to be confirmed (remembered, in use)",
        "50 12 18 24 18 48",
        label("name", "因子 | factor", _in_use("name")),
        calculated("rows", "使用行数 | rows", "", _in_use("count"), format="0"),
        calculated("value", "采用值 | value in use", "", _in_use("value"), format="General"),
        calculated_text("unit", "单位 | unit", _in_use("unit")),
        calculated_text("status", "状态 | status", to_be_confirmed, role=Role.CHECK),
        calculated_text("id", "编号 | id", _in_use("id")),
        rows=len(remembered_factors()),
        note="按原文核对后，在“因子库”填写自有值和理由；或在台账中填自有值。"
        " | Check them against the original, then enter an own value "
        "with its reason on the sheet Factors, or in the ledger.",
    )


def remembered_sheet() -> Sheet:
    """All remembered factors with the rows that use each."""
    factors = remembered_factors()
    with_library_value = f'IF({_of_factor("own")}<>"",0,[rows])'
    remembered = table(
        "remembered",
        "凭记忆的因子及使用情况 | Remembered factors and their use",
        "50 48 14 18 12 14 9 60",
        label("name", "因子 | factor"),
        label("id", "编号 | id"),
        calculated("value", "采用值 | value in use", "", _of_factor("used"), format="General"),
        calculated_text("unit", "单位 | unit", _of_factor("unit")),
        figure("rows", "引用的台账行 | ledger rows", format=COUNT),
        counted("count", "用因子库值的行 | rows with the library's value", with_library_value),
        calculated("order", "序号 | number", "", 'IF([count]>0,{i},"")', format="0"),
        label("source", "来源 | source"),
        ledger=True,
        filled={
            "name": [f.name for f in factors],
            "id": [f.id for f in factors],
            "rows": [f"={_uses(f.id)}" for f in factors],
            "source": [f.source for f in factors],
        },
    )
    return sheet(
        "remembered",
        "因子使用 | Factor use",
        remembered,
        tab="library",
        intro="因子库中标志为 M（凭记忆、待按原文确认）且本工作簿可能用到的因子。正在使用的列入“检查”表。"
        " | Factors flagged M (remembered, to be confirmed against the original) "
        "that this workbook can use; those in use are listed on the sheet Checks.",
    )
