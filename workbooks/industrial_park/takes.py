"""What the workbook of a park takes: rows of enterprises' own workbooks, and the ledgers of another park.

The guide's appendix A has no line for some of what an enterprise accounts for. Such rows are named with the reason and
stay outside; the enterprise's reported figure holds them, on the sheet of enterprises.
"""

from __future__ import annotations

from collections.abc import Mapping

from pycore.cells.stored import Value
from pycore.language import both
from pycore.sheets.exchange import From, GivenRows, Gives, InUnit, NotGiven, Put, TakenRows, Takes, always
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import RowKind
from workbooks.common.given_rows import fuels_given
from workbooks.industrial_park.ledgers import LEDGERS

Given = Mapping[M, Value]
_SECTORS = {
    "44": "power", "31": "steel", "30": "building_materials", "32": "nonferrous", "25": "chemical", "26": "chemical",
}  # fmt: skip
"""The guide's sectors by the divisions of GB/T 4754-2017; what is in none of them is another sector."""
_TO_KG = 1000.0


def _sector(given: Given) -> Value:
    return _SECTORS.get(str(given.get(M.SECTOR)), "other")


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _nox_factor(given: Given) -> Value:
    """The NOx of the row in kg for each unit of fuel, as the guide's ledgers of pollutants want it."""
    nox, amount = _number(given.get(M.NOX_MASS)), _number(given.get(M.AMOUNT))
    return nox * _TO_KG / amount if nox and amount else None


def _green(given: Given) -> bool:
    return given.get(M.POWER_KIND) == "green" and given.get(M.TRADE) == "bought"


_PLACE = {"year": M.YEAR, "enterprise": M.ENTERPRISE}
_ROW = {"evidence": M.EVIDENCE, "quality": M.QUALITY}
_ENTERPRISE = TakenRows(
    kind=RowKind.ENTERPRISE,
    table="enterprises",
    values={
        "name": M.ENTERPRISE,
        "sector": Put(_sector),
        "key": always("yes"),  # who files a workbook of its own is of a key sector or above designated size (3.6)
        "products": M.MADE,
        "stages": M.STAGES_OF_PROCESS,
        "facilities": M.FACILITIES,
        "reported": M.REPORTED,
        "source": M.REPORTED_BY,
        "evidence": M.EVIDENCE,
    },
)
_FUELS = TakenRows(
    kind=RowKind.FUELS,
    table="fuels",
    values={
        **_PLACE,
        "department": always("industry"),
        "fuel": M.FUEL,
        "consumption": M.AMOUNT,
        "ncv_own": M.CALORIFIC_VALUE,
        "carbon_content_own": M.CARBON_PER_ENERGY,
        "oxidation_own": M.OXIDATION,
        "reason": M.REASON,
        "nox_factor": Put(_nox_factor),
        "pollutant_source": M.NOX_FROM,
        **_ROW,
    },
)
_POWER = TakenRows(
    kind=RowKind.ELECTRICITY,
    table="power",
    values={**_PLACE, "trade": M.TRADE, "use": M.USE, "electricity": M.AMOUNT, **_ROW},
)
# A process that the guide has a line for, by what it makes; any other has no place.
_PROCESS = TakenRows(
    kind=RowKind.PROCESS,
    table="process",
    when=lambda given: given.get(M.PROCESS_LINE) is not None,
    values={**_PLACE, "line": M.PROCESS_LINE, "use": M.USE, "activity": InUnit(M.AMOUNT, "t"), **_ROW},
)
# Green power counts at the factor of the grid on the sheet of electricity and is deducted here.
_GREEN = TakenRows(
    kind=RowKind.ELECTRICITY,
    table="reductions",
    when=_green,
    values={
        **_PLACE,
        "kind": always("green_power"),
        "use": M.USE,
        "amount": InUnit(M.AMOUNT, "MWh"),
        "included": always("yes"),
        **_ROW,
    },
)


def _capture(volume: bool) -> TakenRows:
    """Captured CO2, by volume or by mass: listed and not deducted, as the park does not count where it comes from."""
    amount = InUnit(M.GAS_VOLUME, "10⁴Nm³") if volume else InUnit(M.MASS, "t")
    return TakenRows(
        kind=RowKind.CAPTURE,
        table="reductions",
        when=lambda given: (given.get(M.GAS_VOLUME) is not None) is volume,
        values={
            **_PLACE,
            "kind": always("capture" if volume else "capture_mass"),
            "use": M.USE,
            "amount": amount,
            "purity": M.GAS_FRACTION,
            "included": always("no"),
            **_ROW,
        },
    )


_NO_LINE = "附录 A 没有相应的核算项 | appendix A has no line for it"
TAKES = Takes(
    enterprises=("enterprises", "name"),
    of_enterprise=("sector",),
    asked=("output", "x", "y"),
    base_year="settings_base_year",
    rows=(_ENTERPRISE, _FUELS, _POWER, _PROCESS, _GREEN, _capture(True), _capture(False)),
    same={
        "enterprises": ("name",),
        "fuels": ("fuel",),
        "biomass": ("line",),
        "fugitive": ("line",),
        "power": ("trade",),
        "process": ("line",),
        "clinker": (),
        "steel": (),
        "nitric": ("line",),
        "glass": ("carbonate",),
        "wastewater": ("line",),
        "reductions": ("kind",),
        "efficiency": ("enterprise", "product"),
        "energy_supply": ("name",),
        "infrastructure": ("name",),
        "transport": ("name",),
    },
    alike=(
        "enterprises",
        *(ledger.key for ledger in LEDGERS),
        "efficiency",
        "energy_supply",
        "infrastructure",
        "transport",
    ),
    summed={"history": ("sector", "year"), "energy_use": ("sector",)},
    no_place={
        RowKind.HEAT: both(
            "热力的排放计在产热处的燃料中，园区清单不另计（附录 A 没有热力） | the emission of heat is that of the fuel it is "
            "made from: the park's inventory has no heat (nor has appendix A)"
        ),
        RowKind.CARBONATES: both(
            "附录 A 只有玻璃生产的碳酸盐，没有脱硫等用途 | appendix A has carbonates of flat glass alone, none of desulphurisation"
        ),
        RowKind.PROCESS: both(
            "附录 A 没有相应的过程核算项；已含在企业上报排放量中 | appendix A has no line for this process emission; "
            "the reported figure of the enterprise holds it"
        ),
        RowKind.METHANE: both(_NO_LINE),
        RowKind.NOX: both(
            "所在工序没有燃料行：园区按燃料或产量的因子计 | its unit has no row of fuel: the park counts it by the unit of fuel or output"
        ),
    },
    not_alike={
        "identified": both("没有佐证列，来源无处记录 | it has no column for evidence in which the file could be named"),
    },
    otherwise=both(
        "属于各园区自己的规划和评价，由评价单位另填 | part of each park's own plan and assessment: to be filled in by the consultant"
    ),
    added=both(
        "有新增企业：行业现状、能源构成应包括它，请核对 | enterprises were added: the figures of sectors and of energy are to "
        "include them"
    ),
    remark=both(
        "企业坐标为各园区自定坐标，合并后请统一；行业现状和能源构成为各园区之和。 | The places of enterprises are on each park's own "
        "grid: bring them to one. Figures of sectors and of energy are the sums of the parks."
    ),
)
_OF_ROW = {M.YEAR: From("year"), M.ENTERPRISE: From("enterprise"), M.EVIDENCE: From("evidence"),
           M.QUALITY: From("quality")}  # fmt: skip
_NAMELESS = (
    NotGiven(lambda row: row["enterprise"] is None, both("园区公共源，不属于企业 | a common source of the park")),
)
GIVES = Gives(
    rows=(
        fuels_given(_OF_ROW, _NAMELESS),
        GivenRows(
            kind=RowKind.ELECTRICITY,
            table="power",
            values={
                M.TRADE: From("trade"),
                M.USE: From("use"),
                M.AMOUNT: From("electricity"),
                M.EMISSION: From("co2"),
                **_OF_ROW,
            },
            left_out=_NAMELESS,
        ),
    )
)
"""By meaning for workbooks of another kind, such as a county's: fuels and electricity of its enterprises."""
