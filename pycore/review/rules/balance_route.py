"""A product that the units inside the boundary, or the carbon ledger, do not make."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import OUTPUT_OF, unit_code
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

# Either liquefaction ends in the hydro-treatments and in oil processing.
_OIL = frozenset({"hydrotreating", "hydrofining", "hydrocracking", "oil_processing"})
_OILS = {"oil_products", "naphtha", "diesel_oil", "wax"}
_UNITS = {
    "methanol": frozenset({"methanol_synthesis"}), "olefins": frozenset({"mto"}), "sng": frozenset({"methanation"}),
    "dcl": _OIL | {"direct_liquefaction", "oil_synthesis"}, "icl": _OIL | {"oil_synthesis"}, "ethylene_glycol": frozenset({"eg_synthesis"}),
}  # fmt: skip
"""The process units of which the route to a product has one at least."""
_MATERIALS = {
    "methanol": {"methanol"}, "olefins": {"ethylene", "propylene", "polyethylene", "polypropylene"},
    "sng": {"sng", "methane"}, "dcl": _OILS, "icl": _OILS, "ethylene_glycol": {"ethylene_glycol"},
}  # fmt: skip
_INSIDE = {
    SharedEntry.EXISTING: M.IN_EXISTING,
    SharedEntry.CONSTRUCTION: M.IN_CONSTRUCTION,
    SharedEntry.PROPOSED: M.IN_PROPOSED,
}


def _check(subject: Subject) -> Iterator[Finding]:
    for stage, output in OUTPUT_OF.items():
        inside = {
            unit_code(subject, line)
            for line in subject.having(M.UNIT, _INSIDE[stage])
            if line.code(_INSIDE[stage]) == SharedEntry.YES
        }
        made = {
            line.code(M.MATERIAL)
            for line in subject.ledger(Ledger.CARBON)
            if line.code(M.STAGE) == stage
            and line.code(M.DIRECTION) == SharedEntry.OUT_IN_PRODUCT
            and line.number(M.CARBON)
        }
        for line in subject.having(M.PRODUCT, output):
            code, product, title = line.code(M.PRODUCT), line.text(M.PRODUCT), line.column(output).title
            if not line.number(output) or code not in _UNITS:
                continue
            if not _UNITS[code] & inside:
                yield RULE.at(
                    line.cell(M.PRODUCT),
                    Text(f"产品为“{product}”（{title.zh}），核算边界内没有生产它的工序", f'the product is "{product}" ({title.en}), and no unit inside the boundary makes it'),
                    Text("产品、工序和先进值属于同一路线", "product, units and advanced value of one route"),
                    Text("请核对产品名称和核算边界：先进值按产品名称取。", "Check the product and the boundary: the advanced value follows the name of the product."),
                )  # fmt: skip
            if not _MATERIALS[code] & made:
                yield RULE.at(
                    line.cell(output),
                    Text(f"“{product}”有{title.zh}，碳流台账却没有它作为产品带出", f'"{product}" has an entry for {title.en}, but no carbon flow takes it out as a product'),
                    Text("产品在碳流台账中带出", "the product among the carbon flows"),
                    Text("请核对产品名称，或在碳流台账补填产品带出。", "Check the product, or enter what leaves the units in the carbon ledger."),
                )  # fmt: skip


RULE = Rule(
    "balance-route",
    19,
    Text("产品与工序或碳流台账不是同一路线", "A product that units or carbon ledger do not make"),
    Severity.ERROR,
    _check,
    needs=((M.PRODUCT, M.OUTPUT_PROPOSED), (M.UNIT, M.IN_PROPOSED), (*KNOWN_BY[Ledger.CARBON], M.STAGE, M.MATERIAL)),
)
