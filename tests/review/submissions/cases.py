"""The table: who hands in what, the verdict, and the rule that must speak first and where."""

from __future__ import annotations

from dataclasses import dataclass

from pycore.review.result import Verdict
from tests.review.submissions.acts import (
    Act,
    adds,
    adds_a_sheet_of_notes,
    another_product,
    brings_macros,
    changes_what_a_cell_shows,
    errors_as_libreoffice_stores_them,
    filled,
    hides_a_sheet,
    in_openpyxl,
    links_the_evidence,
    overtypes_a_result,
    same_row,
    saves_as_wps_does,
    shows_whole_numbers,
    then,
    types,
    writes_a_formula,
)

CLEAN, FINDINGS, REFUSED = Verdict.CLEAN, Verdict.FINDINGS, Verdict.REFUSED


@dataclass(frozen=True)
class Submission:
    """A file somebody hands in, and what the review says.

    Attributes:
        told: what was done, as a reader would tell it.
        rule: the rule that speaks first of those above a note; of a clean file a note that must be there, or "".
        name, row: the cell that it names; "" for the whole file or a place that has no name.
        key: the workbook.
        first: False where an error of another rule, which is right as well, stands before it.
    """

    told: str
    act: Act
    verdict: Verdict
    rule: str = ""
    name: str = ""
    row: int = 0
    key: str = "coal_chemical"
    first: bool = True


def cases() -> list[Submission]:
    running = filled("industrial_park", "nitric_utilisation")
    sold = same_row("electricity", 0, trade="外供", use="外供电", electricity=300_000.0)
    given = same_row("capture", 0, stage="拟建", use="CO2 外供", volume=5_000.0, evidence="可研报告 第 3 章")
    own_grid = [
        (f"electricity_{c}", r, v)
        for r in range(5)
        for c, v in (("emission_factor_own", 0.35), ("reason", "供电公司提供"))
    ]
    double = same_row("nox", 0, stack="ＤＡ００１　磨煤干燥")
    return [
        # Honest files.
        Submission("the example as it is", lambda data: data, CLEAN),
        Submission("a link in an evidence cell", in_openpyxl(links_the_evidence), FINDINGS, "link-out", "fuels_evidence", 0),
        Submission("a sheet of notes of the enterprise's own", in_openpyxl(adds_a_sheet_of_notes), CLEAN, "template-sheet-added"),
        Submission("saved by WPS, a picture in a scratch cell", saves_as_wps_does, CLEAN, "value-not-known"),
        # Less than there is.
        Submission("46,000 MWh for 460,000", types(("electricity_electricity", 0, 46_000.0)), FINDINGS, "unit-stage", "electricity_electricity", 5),
        Submission("300,000 MWh sold and nothing to make them", adds("electricity", sold), FINDINGS, "balance-energy", "electricity_electricity", 8),
        Submission("an own grid factor of 0.35", types(*own_grid), FINDINGS, "own-value-lowers", "electricity_emission_factor_own", 0),
        Submission("captured CO2 for nobody", adds("capture", given), FINDINGS, "capture-taker", "capture_use", 1),
        Submission("a stack emptied", types(*[(f"nox_{c}", r, None) for r in (3, 4) for c in ("stage", "unit", "stack", "facility", "concentration", "flow", "hours", "limit", "evidence", "quality")]),
                   FINDINGS, "source-without-ledger", "sources_source", 3, first=False),
        Submission("an output of zero", types(("products_proposed", 1, 0.0)), FINDINGS, "balance-product", "products_proposed", 1),
        Submission("a product that the plant cannot make", types(("products_product", 0, another_product())), FINDINGS, "balance-route", "products_product", 0),
        Submission("a measure that saves more than there is", types(("measures_d_nox", 1, -40.0)), FINDINGS, "balance-measures", "effect_d_nox", 10),
        # Slips of units and typing.
        Submission("投运率 92, saved by LibreOffice", then(types(("nitric_utilisation", running, 92.0), key="industrial_park"), errors_as_libreoffice_stores_them),
                   FINDINGS, "unit-percent", "nitric_utilisation", running, "industrial_park"),
        Submission("a purity of 92 for 0.92", types(("carbonates_purity", 0, 92.0)), FINDINGS, "unit-percent", "carbonates_purity", 0),
        Submission("58 % of carbon for 0.58", types(("carbon_content_own", 0, 58.0)), FINDINGS, "unit-carbon-content", "carbon_content_own", 0),
        Submission("gas in m³ where 10⁴ Nm³ are asked", types(("fuels_consumption", 0, 3_000_000.0)), FINDINGS, "unit-activity", "fuels_consumption", 0),
        Submission("a gross calorific value of 36 GJ/t", types(("fuels_ncv_own", 3, 36.0)), FINDINGS, "unit-calorific-value", "fuels_ncv_own", 3),
        Submission("a stack twice, in full-width letters", adds("nox", double), FINDINGS, "double-rows", "nox_stack", 8),
        Submission("an amount in full-width digits", types(("carbon_quantity", 13, "３２００００")), FINDINGS, "number-as-text", "carbon_quantity", 13),
        Submission("a space of ideographs for an amount", types(("fuels_consumption", 3, "\u3000")), FINDINGS, "validation", "fuels_consumption", 3),
        Submission("a factor year that the library has not", types(("settings_factor_year", 0, "2031")), FINDINGS, "factor-year", "settings_factor_year", 0),
        # Tampering.
        Submission("a result typed over", overtypes_a_result("fuels_co2", 3, 100.0), FINDINGS, "template-formula-overwritten", "fuels_co2", 3),
        Submission("another S in the file than its formula gives", changes_what_a_cell_shows("synergy_s", 0, -0.2), FINDINGS, "value-cached-edited", "synergy_s", 0),
        Submission("S shown as a whole number", in_openpyxl(shows_whole_numbers), FINDINGS, "template-format-changed"),
        Submission("the carbon ledger hidden", in_openpyxl(hides_a_sheet), FINDINGS, "template-sheet-hidden"),
        # What is not read.
        Submission("an amount from another workbook", writes_a_formula("fuels_consumption", 3, "[1]Sheet1!A1"), REFUSED, "gate-external-link", "fuels_consumption", 3),
        Submission("macros", brings_macros, REFUSED, "gate-macro"),
    ]  # fmt: skip
