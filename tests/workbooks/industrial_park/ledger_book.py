"""The ledgers and the inventory of the park with what they stand on, filled in and calculated, for the tests."""

from __future__ import annotations

from typing import Any

from pycore.equations.domain import ANY
from pycore.language import Text
from pycore.library import library
from pycore.sheets.definition import Column, Field, Kind, Panel, Role, Sheet, Table, Workbook
from tests.workbooks.calculated import Calculated
from workbooks.common.choices import TRUST
from workbooks.common.library_sheets import factor_sheets, lists_sheet
from workbooks.industrial_park import present, project
from workbooks.industrial_park.inventory import RESULTS, inventory_sheet
from workbooks.industrial_park.inventory_gases import gases_sheet
from workbooks.industrial_park.inventory_tables import tables_sheet
from workbooks.industrial_park.ledgers import ledger_sheets
from workbooks.industrial_park.ledgers_methods import method_sheet
from workbooks.industrial_park.lists import AREA_NAMES, LISTS
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.uncertainty import uncertainty_sheet

SIZE = Size(
    enterprises=16, boundary_points=12, fuels=60, biomass=20, power=60, process=60, clinker=6, steel=6, nitric=12, glass=12,
    wastewater=16, reductions=20,
)  # fmt: skip
BASE_YEAR = 2024
SETTINGS = {"base_year": BASE_YEAR, "plan1": 2027, "plan2": 2030, "park": "P", "county": "C"}
ENTERPRISES = [{"name": "works", "sector": "chemical"}, {"name": "mill", "sector": "steel"}]
SCENARIO_PARTS = ("fossil", "biomass", "fugitive", "power", "energy", "process", "waste", "reduction")
_CATEGORIES = (
    "fuel",
    "combustion",
    "fugitive",
    "electricity",
    "process",
    "abatement",
    "carbonate",
    "wastewater",
    "gwp",
    "quality",
)


def _scenarios() -> Sheet:
    """What the tables of the inventory take from the scenarios: names and, by sector and year, the forecast."""

    def column(key: str, kind: Kind = Kind.NUMBER, choices: str = "") -> Column:
        return Column(
            key=key,
            title=Text(key, key),
            kind=kind,
            choices=choices,
            domain=ANY if kind is Kind.NUMBER else None,
        )

    names = Table(key="scenario_names", title=Text("情景", "scenarios"), rows=2, columns=(column("name", Kind.TEXT),))
    parameters = Table(key="sector_forecast", title=Text("参数", "parameters"), rows=24, columns=(
        column("scenario", Kind.TEXT), column("year"), column("sector", Kind.CHOICE, "sector"), *(column(key) for key in SCENARIO_PARTS)))  # fmt: skip
    checks = Field(key="total", title=Text("待处理", "open"), role=Role.CALCULATED, formula="0")
    return Sheet(
        key="stand_in",
        title=Text("情景", "Scenarios"),
        blocks=(names, parameters, Panel(key="checks", title=Text("检查", "checks"), fields=(checks,))),
    )


def _present() -> list[Sheet]:
    """The sheets with the history of the sectors and the enterprises, which ledgers and inventory refer to."""
    needed = {"history", "enterprises"}
    return [sheet for sheet in present.sheets(SIZE) if needed & {block.key for block in sheet.blocks}]


def _workbook() -> Workbook:
    factors = [f for category in _CATEGORIES for f in library().category(category)]
    sheets = (
        *project.sheets(SIZE), *_present(), *ledger_sheets(SIZE), inventory_sheet(), gases_sheet(), tables_sheet(), uncertainty_sheet(),
        _scenarios(), *factor_sheets([*factors, library().factor("constant.co2_density")], LISTS), method_sheet(), lists_sheet(),
    )  # fmt: skip
    return Workbook(
        key="industrial_park",
        title=Text("园区", "park"),
        version="1.0.0",
        sheets=sheets,
        lists=(*LISTS, TRUST),
        areas=AREA_NAMES,
        results=RESULTS,
    )


WORKBOOK = _workbook()


def row(sector: str = "other", **values: Any) -> dict[str, Any]:
    """A row of a ledger in the base year, with evidence and data quality B (±3 %)."""
    return {"year": BASE_YEAR, "sector": sector, "evidence": "test", "quality": "B", **values}


def filled(**data: Any) -> Calculated:
    """The workbook with data, calculated; settings may be added to those of the test."""
    return Calculated(
        WORKBOOK, {"enterprises": ENTERPRISES, **data, "settings": {**SETTINGS, **data.get("settings", {})}}
    )
