"""The workbook for modern coal chemical projects (MEE guide, draft of May 2026)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pycore.language import both
from pycore.library import Benchmark, Factor, carried_rows, library
from pycore.sheets.definition import Growing, Sheet, Workbook
from workbooks.coal_chemical import (
    closing,
    cocontrol,
    conditions,
    gaps,
    ledgers,
    measures,
    monitoring,
    policies,
    process,
    project,
    provincial,
    results,
    samples,
    shares,
    uncertainty,
)
from workbooks.coal_chemical.decisions import with_decisions
from workbooks.coal_chemical.example import EXAMPLE
from workbooks.coal_chemical.gives import GIVES
from workbooks.coal_chemical.lists import MOST_OWN_UNITS, OWN_UNITS, PRODUCT_CODES, coal_lists, unit_codes
from workbooks.coal_chemical.report import CHAPTER
from workbooks.common.alternatives import ALTERNATIVES
from workbooks.common.choices import FUEL_SETS, TRUST, of_sets
from workbooks.common.closing_sheets import input_names, record_sheet
from workbooks.common.cover_index import with_index
from workbooks.common.library_sheets import (
    benchmark_table,
    factor_sheets,
    lists_sheet,
    steam_rows,
    steam_sheet,
)
from workbooks.common.pages import library_last, sheet


def _factors() -> list[Factor]:
    wanted = ("fuel", "carbon", "carbonate", "electricity", "heat", "quality")
    rows = of_sets((f for category in wanted for f in library().category(category)), FUEL_SETS)
    constants = ("co2_density", "carbon_atomic_weight", "moisture_heat")
    return [*rows, library().factor("gwp.AR5.CH4"), *(library().factor(f"constant.{key}") for key in constants)]


def _benchmarks() -> list[Benchmark]:
    """Those of the guide's products, in every scheme: one more of such a product is a new version of the template."""
    return [row for row in library().benchmarks.values() if row.product in PRODUCT_CODES]


_BENCHMARKS = sheet(
    "benchmarks",
    "基准值库 | Benchmarks",
    benchmark_table(_benchmarks()),
    conditions.conditions_set(),
    tab="library",
    intro="先进值与基准值，附设定条件和适用说明。 | Advanced values and benchmarks, with their conditions.",
)


def _data_sheets(own: int) -> tuple[Sheet, ...]:
    codes = unit_codes(own)
    units = len(codes)
    sheets: tuple[Sheet, ...] = (
        project.COVER,
        project.PROJECT,
        project.boundary_sheet(own),
        policies.POLICY,
        project.SOURCES,
        samples.SAMPLES,
        ALTERNATIVES,
        samples.GAS_SAMPLES,
        *ledgers.LEDGERS,
        shares.shares_sheet(units),
        results.summary_sheet(codes),
        results.PERFORMANCE,
        process.process_sheet(codes),
        provincial.PROVINCIAL,
        results.SYNERGY,
        measures.measures_sheet(units),
        cocontrol.COCONTROL,
        gaps.gaps_sheet(units),
        conditions.CONDITIONS,
        uncertainty.UNCERTAINTY,
        monitoring.MANAGEMENT,
        monitoring.MONITORING,
        closing.CONCLUSION,
        shares.derivation_sheet(units),
        *factor_sheets(_factors(), coal_lists(own), total=results.TOTAL),
        _BENCHMARKS,
        steam_sheet(),
        lists_sheet(),
    )
    return with_decisions(sheets)


def _adapted(data: Mapping[str, Any], old_version: str) -> Mapping[str, Any]:
    """Bring a file of an earlier version into the present form."""
    return monitoring.with_methods(shares.per_stage(data, old_version), old_version)


def _with_own_units(numbers: Mapping[str, int]) -> Workbook:
    return coal(numbers["own_units"])


@lru_cache(maxsize=8)
def coal(own: int = OWN_UNITS) -> Workbook:
    """Return the workbook with so many own process units."""
    data_sheets = _data_sheets(own)
    return Workbook(
        key="coal_chemical",
        title=both(
            "现代煤化工建设项目温室气体与碳污协同评价 | GHG and co-control assessment of modern coal chemical projects"
        ),
        version=project.VERSION,
        sheets=with_index(
            library_last(
                *data_sheets,
                closing.closing_checks(data_sheets),
                record_sheet(
                    carried_rows(
                        _factors(), _benchmarks(), conditions.condition_factors(), steam_rows(), errata=library().errata
                    ),
                    input_names(data_sheets),
                ),
            )
        ),
        lists=(*coal_lists(own), TRUST),
        areas=shares.share_areas(len(unit_codes(own))),
        carried=shares.CARRIED,
        growing={
            "own_units": Growing(
                title=both("自定义工序 | own process units"), field="unit", number=own, most=MOST_OWN_UNITS
            )
        },
        made_with=_with_own_units,
        adapted=_adapted,
        results=(
            ("summary_proposed_total_total", both("拟建工程 CO2 排放量 | CO2 of the proposed project")),
            ("summary_proposed_nox_total", both("拟建工程 NOx 排放量 | NOx of the proposed project")),
            ("performance_e_ghg", both("CO2 绩效 | CO2 performance")),
            ("performance_e_nox", both("NOx 绩效 | NOx performance")),
            ("synergy_grade", both("等级 | grade")),
            ("optimised_grade", both("措施后等级 | grade with measures")),
        ),
        overview=tuple(
            (table, tuple(columns.split()))
            for table, columns in (
                (
                    "accounts",
                    "item measure existing proposed replaced after change optimised transferor regional boundary",
                ),
                ("comparison", "product e_ghg mee deviation tcc1 tcc2 tcc3 tcc_level"),
                ("synergy", "product e_nox ref_nox e_ghg ref_ghg state s grade"),
                ("measures", "name d_co2 d_nox annual_cost product s grade adopted"),
                ("optimised", "product before e_nox e_ghg state s grade"),
                ("confidence_after", "product grade u_nox u_ghg acceptable firm"),
            )
        ),
        examples={"default": EXAMPLE},
        fingerprints=Path(__file__).parent / "fingerprints" if own == OWN_UNITS else None,
        report=CHAPTER,
        gives=GIVES,
    )


WORKBOOK = coal()
