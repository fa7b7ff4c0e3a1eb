"""The workbook for mercury and carbon of carbide PVC: inventory, scenarios, coupling, potential and policy."""

from __future__ import annotations

from pathlib import Path

from pycore.library import Factor, library
from workbooks.common.whole import whole_workbook
from workbooks.mercury_pvc import (
    accounts,
    distribution,
    exchange,
    flows_picture,
    ledgers_carbon,
    ledgers_mercury,
    nodes,
    plant_results,
    plants,
    reconcile,
    region,
    report,
)
from workbooks.mercury_pvc.coupling import COUPLING
from workbooks.mercury_pvc.energy_carbon import THEME as ENERGY_CARBON
from workbooks.mercury_pvc.example import EXAMPLE
from workbooks.mercury_pvc.example_words import in_both_languages
from workbooks.mercury_pvc.lists import GRID_FACTORS, LISTS
from workbooks.mercury_pvc.policy_theme import POLICY
from workbooks.mercury_pvc.theme import Theme

THEMES: tuple[Theme, ...] = (ENERGY_CARBON, COUPLING, POLICY)
"""Scenarios, coupling, potential, policy, in the order of the sheets."""

_MERCURY = (
    "mercury.distribution_",
    "mercury.coal_rank.",
    "mercury.coal_mean.unep_2011",
    "mercury.speciation_",
    "mercury.hg_per_pvc.2009",
    "mercury.limit.",
)


def _factors() -> list[Factor]:
    """What the sheets look up: fuels, mercury, the processes of the furnace, grids, heat and the data quality."""
    rows = [*library().category("fuel"), *GRID_FACTORS, library().factor("heat.national")]
    rows += [library().factor(f"process.{item}.CO2") for item in ("calcium_carbide", "lime")]
    rows += [row for row in library().category("mercury") if row.id.startswith(_MERCURY)]
    rows += [*library().category("quality"), *(row for theme in THEMES for row in theme.factors)]
    return list({row.id: row for row in rows}.values())


WORKBOOK = whole_workbook(
    "mercury_pvc",
    "电石法聚氯乙烯汞碳协同核算与评估 | Mercury and carbon of carbide PVC",
    region.VERSION,
    "聚氯乙烯重点区域汞-碳协同减排耦合机理与政策体系优化研究工作大纲 | terms of reference: mercury and carbon of PVC in key regions",
    region.REGION,
    region.BOUNDARIES,
    plants.PLANTS,
    plants.OUTPUT,
    *(ledger.sheet() for ledger in (ledgers_mercury.CATALYST, ledgers_mercury.MATERIALS, ledgers_mercury.OUTFLOWS)),
    distribution.SHEET,
    *(ledger.sheet() for ledger in ledgers_carbon.LEDGERS),
    reconcile.SHEET,
    accounts.HG_SHEET,
    accounts.CO2_SHEET,
    accounts.REGION_SHEET,
    plant_results.SHEET,
    nodes.SHEET,
    region.SECTOR,
    flows_picture.SHEET,
    *(sheet for theme in THEMES for sheet in theme.sheets),
    lists=(*LISTS, *(each for theme in THEMES for each in theme.lists)),
    factors=_factors(),
    results={**accounts.RESULTS, **{name: words for theme in THEMES for name, words in theme.results.items()}},
    reports=report.REPORTS,
    total=exchange.TOTAL,
    gives=exchange.GIVES,
    takes=exchange.TAKES,
    checks=(
        (
            "汞平衡不闭合且未解释的企业（年） | plants and years with an unexplained gap in the mercury balance",
            'COUNTIF(hg_accounts_closed,"✗*")',
            "hg_accounts",
        ),
        (
            "采用的分配系数合计不为 1 | the distribution set in use does not add up to 1",
            '(COUNTIF(distribution_adds_up,"✗*")>0)*1',
            "distribution",
        ),
        *(check for theme in THEMES for check in theme.checks),
    ),
    notes=(
        (
            "汞平衡没有监测输出，或不闭合但已解释的企业（年） | plants and years without measured outputs, or with an explained gap",
            'COUNTIF(hg_accounts_closed,"!*")',
            "hg_accounts",
        ),
        (
            "高于 2010 年一半的企业（年） | plants and years above half of 2010",
            'COUNTIF(hg_accounts_complies,"✗*")',
            "hg_accounts",
        ),
        *(note for theme in THEMES for note in theme.notes),
    ),
    areas={**region.AREAS, **{name: area for theme in THEMES for name, area in theme.areas.items()}},
    example=in_both_languages({**EXAMPLE, **{key: data for theme in THEMES for key, data in theme.example.items()}}),
    fingerprints=Path(__file__).parent / "fingerprints",
)
