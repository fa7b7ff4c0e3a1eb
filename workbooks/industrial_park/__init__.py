"""The workbook for the GHG assessment in the planning EIA of industrial parks (Chongqing guide)."""

from __future__ import annotations

from pathlib import Path

from pycore.language import both
from pycore.library import Factor, carried_rows, library
from pycore.sheets.definition import Sheet, Workbook
from workbooks.common.choices import TRUST
from workbooks.common.closing_sheets import input_names, record_sheet
from workbooks.common.cover_index import with_index
from workbooks.common.library_sheets import factor_sheets, lists_sheet
from workbooks.common.pages import library_last
from workbooks.industrial_park import (
    forecast,
    indicators,
    inventory,
    measures,
    present,
    project,
    report,
    scenarios,
    tracking,
)
from workbooks.industrial_park.closing import closing_checks
from workbooks.industrial_park.conclusion import park_conclusion
from workbooks.industrial_park.example import EXAMPLE
from workbooks.industrial_park.future_lists import FUTURE_LISTS
from workbooks.industrial_park.inventory_gases import gases_sheet
from workbooks.industrial_park.inventory_tables import tables_sheet
from workbooks.industrial_park.ledgers import ledger_sheets
from workbooks.industrial_park.ledgers_methods import method_sheet
from workbooks.industrial_park.lists import AREA_NAMES, GUIDE_KEY, LISTS
from workbooks.industrial_park.park_map import data_sheet
from workbooks.industrial_park.remembered import remembered_sheet
from workbooks.industrial_park.scenario_tables import scenario_tables_sheet
from workbooks.industrial_park.size import DEFAULT, Size
from workbooks.industrial_park.takes import GIVES, TAKES
from workbooks.industrial_park.uncertainty import uncertainty_sheet

# Excel takes no name that begins with C and a digit for one.
_TABLE_C = "domain year1 year2 year3 scenario_a scenario_b"
_RENAMED_IN_1_1 = {1: f"sector {_TABLE_C}", 2: f"item department {_TABLE_C}"}
_CATEGORIES = "fuel combustion fugitive electricity process abatement carbonate wastewater gwp quality"
_GRIDS = ("electricity.region.southwest.", "electricity.province.chongqing.")


def _factors() -> list[Factor]:
    """What the guide's lines, the settings and the data quality take; of the grids those that the park can choose."""
    rows = [factor for category in _CATEGORIES.split() for factor in library().category(category)]
    of_park = [row for row in rows if not row.id.startswith("electricity.") or row.id.startswith(_GRIDS)]
    return [*of_park, library().factor("constant.co2_density")]


def _data_sheets(size: Size) -> tuple[Sheet, ...]:
    return (
        *project.sheets(size),
        *present.sheets(size),
        *ledger_sheets(size),
        inventory.inventory_sheet(),
        gases_sheet(),
        tables_sheet(),
        uncertainty_sheet(),
        *scenarios.scenario_sheets(size),
        *forecast.forecast_sheets(size),
        scenario_tables_sheet(size),
        *indicators.indicator_sheets(size),
        *measures.measure_sheets(size),
        *tracking.tracking_sheets(size),
        park_conclusion(size),
        *factor_sheets(_factors(), LISTS, total=inventory.TOTAL),
        method_sheet(),
        remembered_sheet(),
        data_sheet(size),
        lists_sheet(),
    )


def park(size: Size = DEFAULT) -> Workbook:
    """The workbook for a park of a size: `park(Size(enterprises=2000, fuels=4000))` for a large one."""
    sheets = _data_sheets(size)
    return Workbook(
        key="industrial_park",
        title=both("产业园区规划温室气体排放环境影响评价 | GHG assessment in the planning EIA of industrial parks"),
        version=project.VERSION,
        sheets=with_index(
            library_last(
                *sheets,
                closing_checks(sheets),
                record_sheet(
                    carried_rows(_factors(), library().guide(GUIDE_KEY).rows, errata=library().errata),
                    input_names(sheets),
                ),
            )
        ),
        lists=(*LISTS, *FUTURE_LISTS, TRUST),
        renamed={f"c{n}_{key}": f"table_c{n}_{key}" for n, keys in _RENAMED_IN_1_1.items() for key in keys.split()},
        areas={**AREA_NAMES, **indicators.indicator_areas(size), **measures.measure_areas()},
        results=inventory.RESULTS,
        examples={"default": EXAMPLE},
        fingerprints=Path(__file__).parent / "fingerprints",
        report=report.CHAPTER,
        gives=GIVES,
        takes=TAKES,
    )


WORKBOOK = park()
