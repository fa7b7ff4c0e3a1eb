"""Whether a column can be what a definition says that it is, by its kind and its unit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pycore.language import Text
from pycore.sheets.definition import Column, Field, Kind
from pycore.sheets.meaning_of import Dimension, dimensions
from pycore.sheets.meanings import Meaning

M = Meaning
_WORDS = frozenset({
    M.OUTLET, M.PROCESS_LINE, M.REDUCTION_KIND,
    M.STAGE, M.UNIT, M.PARTNER, M.ENTERPRISE, M.STACK, M.SOURCE, M.SOURCE_KIND, M.SOURCE_GAS, M.PRODUCT, M.MEASURE,
    M.FUEL, M.MATERIAL, M.CARBONATE, M.USE, M.TRADE, M.POWER_KIND, M.HEAT_MEDIUM, M.DESTINATION, M.DIRECTION,
    M.FLOW_RANGE, M.IN_BALANCE, M.REASON, M.EVIDENCE, M.QUALITY, M.GRADE, M.FIRM, M.IN_EXISTING, M.IN_PROPOSED,
    M.IN_CONSTRUCTION, M.REQUIREMENT, M.CONFORMITY, M.EXPLANATION,
    M.ADOPTED, M.OPTION_GROUP, M.NEEDED_MEASURE, M.PROJECT_NAME, M.PROVINCE,
    M.ALTERNATIVE, M.OPTION_ID, M.GROUP_OF_OPTION, M.COMPARED, M.ALTERNATIVE_GROUP, M.CHOSEN_OPTION,
    M.PRESENT_COMBINATION, M.COMPARED_COMBINATION, M.COMPARISON_NOW, M.COMPARISON_FROM, M.RATIO_GRADE, M.RATIO_BASIS,
    M.REACHED_GRADE, M.ADVISED, M.ADVISED_SAID, M.ADVICE_NOW, M.ADVICE_FROM,
    M.FUEL_SET, M.GWP_SET, M.POWER_READING, M.POWER_ID, M.GREEN_IS_ZERO,
})  # fmt: skip
_EITHER = frozenset({M.YEAR, M.TARGET_YEAR, M.POWER_YEAR})
_OF: Mapping[Meaning, Dimension] = {
    M.MASS: Dimension.MASS, M.METHANE: Dimension.MASS, M.GAS_VOLUME: Dimension.GAS_VOLUME,
    M.ENERGY: Dimension.ENERGY, M.HEAT: Dimension.ENERGY, M.ELECTRICITY: Dimension.ELECTRICITY,
    **dict.fromkeys((M.EMISSION, M.FUEL_EMISSION, M.PROCESS_EMISSION, M.CARBONATE_EMISSION, M.TRADED_EMISSION,
                     M.DEDUCTION, M.UNIT_TOTAL, M.UNIT_POLLUTANT, M.CARBON, M.CARBON_IN, M.CARBON_PRODUCT,
                     M.CARBON_OTHER), Dimension.MASS),
}  # fmt: skip
_WRITTEN: Mapping[Meaning, str] = {
    M.CONCENTRATION: r"mg/m³", M.LIMIT: r"mg/m³", M.FLUE_GAS_FLOW: r"m³/h", M.HOURS: r"h", M.DURATION: r"h", M.PRESSURE: r"[kM]?Pa",
    M.TEMPERATURE: r"°C|K", M.UNCERTAINTY: r"±%", M.CARBON_PER_ENERGY: r"tC/[GT]J",
    **dict.fromkeys((M.REPORTED, M.RECALCULATED, M.SAVED), r"(?:k|M)?tCO2e?"),
    M.CALORIFIC_VALUE: r"[GM]J/.+", M.CARBON_CONTENT: r"tC/.+",
    **dict.fromkeys((M.FRACTION, M.PURITY, M.GAS_FRACTION, M.OXIDATION, M.PRODUCT_SHARE, M.ACCEPTABLE, M.CONFIDENCE,
                     M.DEVIATION_GHG, M.DEVIATION_NOX), r"|%|0–1|1"),
}  # fmt: skip


def unfit(entry: Column | Field) -> Text | None:
    """Say why an entry cannot be what it is declared to be; None where it can."""
    meaning = entry.meaning
    if meaning is None:
        return None
    is_number = entry.kind is Kind.NUMBER
    if meaning not in _EITHER and is_number == (meaning in _WORDS):
        zh, en = ("文字或下拉选择", "a text or a choice") if meaning in _WORDS else ("数值", "a number")
        return Text(f"声明为{meaning.said.zh}，应为{zh}", f"declared to be {meaning.said.en}, which is {en}")
    unit = entry.unit.en.removesuffix("/a")
    dimension = _OF.get(meaning)
    if dimension is not None and dimension not in dimensions(entry.unit):
        return _wrong_unit(entry, meaning)
    if meaning in _WRITTEN and not re.fullmatch(_WRITTEN[meaning], unit):
        return _wrong_unit(entry, meaning)
    return None


def _wrong_unit(entry: Column | Field, meaning: Meaning) -> Text:
    unit = Text(entry.unit.zh or "（无单位）", entry.unit.en or "(no unit)")
    return Text(
        f"声明为{meaning.said.zh}，单位 {unit.zh} 却不可能是",
        f"declared to be {meaning.said.en}, which its unit {unit.en} cannot be",
    )
