"""Functions that ask the factor library: TL_FACTOR, TL_GWP, TL_CO2E; and TL_VERSION."""

from __future__ import annotations

from typing import Any

import pycore
from pycore.cells.values import NOT_AVAILABLE
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.definition import Clause
from pycore.equations.domain import NOT_NEGATIVE
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.equations.units import GROUP_ABOUT
from pycore.language import Text

FIELDS = (
    "value",
    "unit",
    "source",
    "year",
    "region",
    "uncertainty",
    "distribution",
    "name",
    "name_en",
    "flag",
    "version",
)
_FIELD_NAMES = dict(
    zip(
        ("数值", "单位", "来源", "年份", "地区", "不确定度", "分布", "名称", "英文名称", "可信度标记", "版本"),
        FIELDS,
        strict=True,
    )
)
_LIBRARY = Clause(
    Text("因子库（每个值附来源和可信标志）", "factor library, each value with source and trust flag"), "S"
)
_IPCC_GWP = Clause(Text("IPCC 第二、四、五、六次评估报告 GWP100", "IPCC SAR, AR4, AR5, AR6, GWP100"), "V")


def _factor(id: str, field: str) -> Any:
    """Return a field of a factor; `#N/A` for an id or a field that there is not."""
    from pycore.errors import LibraryError
    from pycore.library import library

    wanted = _FIELD_NAMES.get(field.strip(), field.strip().lower())
    if wanted not in FIELDS:
        raise ArgumentProblem(
            NOT_AVAILABLE,
            Text(
                f"TL_FACTOR 没有字段“{field}”，应为 {'、'.join(FIELDS)} 之一。",
                f'TL_FACTOR has no field "{field}"; expected one of {", ".join(FIELDS)}.',
            ),
        )
    try:
        row = library().entry(id.strip())
    except LibraryError as error:
        raise ArgumentProblem(NOT_AVAILABLE, error.text) from error
    if wanted.startswith("name"):
        return row.name.en if wanted == "name_en" else row.name.zh
    return getattr(row, wanted)


def _factor_steps(id: object, *_: object) -> list[Text]:
    """Where a factor comes from; of a whole range of ids it would be a list as long as the library."""
    from pycore.library.provenance import factor_texts

    return factor_texts(id.strip()) if isinstance(id, str) else []


def _gwp_steps(gas: str, assessment: str) -> list[Text]:
    """Say where a GWP comes from."""
    from pycore.library import library
    from pycore.library.provenance import factor_texts

    return factor_texts(library().gwp(gas, assessment).id)


def _co2e_steps(mass: float, gas: str, assessment: str) -> list[Text]:
    return _gwp_steps(gas, assessment)


def _gwp(gas: str, assessment: str) -> float:
    """Return the GWP100 of a gas in an assessment; `#N/A` where the set has none."""
    from pycore.errors import LibraryError
    from pycore.library import library

    try:
        return library().gwp(gas.strip(), assessment.strip()).value
    except LibraryError as error:
        raise ArgumentProblem(NOT_AVAILABLE, error.text) from error


def _co2e(mass: float, gas: str, assessment: str) -> float:
    return mass * _gwp(gas, assessment)


_GAS = Argument(
    "gas", "", Text("气体（CO2、CH4、N2O、HFC-23、SF6…）", "gas: CO2, CH4, N2O, HFC-23, SF6 …"), kind="text"
)
_ASSESSMENT = Argument(
    "assessment",
    "",
    Text("评估报告 SAR、AR4、AR5、AR6", "assessment: SAR, AR4, AR5, AR6"),
    kind="text",
    optional=True,
    default="AR5",
)

VERSION = Method(
    "TL_VERSION",
    lambda: pycore.__version__,
    group=GROUP_ABOUT,
    title=Text("TwinLedger 版本", "version of TwinLedger"),
    arguments=[],
    unit="",
    clause=Clause(Text("TwinLedger", "TwinLedger"), "S"),
    note=Text("工作簿用它判断加载项是否可用。", "Workbooks ask it whether the add-in is there."),
)
FACTOR = Method(
    "TL_FACTOR",
    _factor,
    group=GROUP_ABOUT,
    title=Text("查询因子库", "look up the factor library"),
    arguments=[
        Argument("id", "", Text("因子编号", "id of the factor"), kind="text"),
        Argument("field", "", Text("字段：" + "、".join(FIELDS), "field: " + ", ".join(FIELDS)), kind="text",
                 optional=True, default="value"),
    ],
    unit="",
    clause=_LIBRARY,
    steps=_factor_steps,
    note=Text("编号可用 twinledger factors 查找。", "Ids are found with `twinledger factors`."),
)  # fmt: skip
GWP = Method(
    "TL_GWP",
    _gwp,
    group=GROUP_ABOUT,
    title=Text("全球变暖潜势 GWP100", "global warming potential GWP100"),
    arguments=[_GAS, _ASSESSMENT],
    unit="tCO2e/t",
    clause=_IPCC_GWP,
    steps=_gwp_steps,
    note=Text("某套评估报告没有该气体的值时为 #N/A，绝不为 0。", "A gas without a value in a set is #N/A, never 0."),
)
CO2E = Method(
    "TL_CO2E",
    _co2e,
    group=GROUP_ABOUT,
    title=Text("折算二氧化碳当量", "CO2 equivalent of a gas"),
    arguments=[Argument("mass", "t", Text("气体质量", "mass of the gas"), NOT_NEGATIVE, symbol="m"), _GAS, _ASSESSMENT],
    unit="tCO2e",
    clause=_IPCC_GWP,
    steps=_co2e_steps,
    uses=(GWP,),
    formulation=Formulation(
        (r"E_\mathrm{CO_2e} = m \cdot \mathit{GWP}",),
        (
            SymbolMeaning(r"E_\mathrm{CO_2e}", Text("二氧化碳当量", "CO2 equivalent"), "tCO2e"),
            SymbolMeaning(
                r"\mathit{GWP}",
                Text(
                    "该气体在所选评估报告中的 GWP100（见 TL_GWP）", "GWP100 of the gas in that assessment (see TL_GWP)"
                ),
                "tCO2e/t",
            ),
        ),
    ),
)
